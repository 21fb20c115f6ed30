"""Units that meet conditions: several at once, over two tables, of parts, of lists that name only some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import pytest
from fakes import FakeEmbedder

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.bounds import find_bound
from assistant.conditions import split_conditions
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store

REPORT = """UBND TỈNH AN LẠC

SỞ NỘI VỤ

Số: 12/BC-SNV

An Lạc, ngày 06 tháng 01 năm 2026

BÁO CÁO

Kết quả thu ngân sách, giải quyết hồ sơ và đánh giá các đơn vị năm 2025

Bảng 1. Thu ngân sách năm 2025

Đơn vị tính: triệu đồng

| Đơn vị | Dự toán | Thực hiện |
| --- | --- | --- |
| Huyện Đông Hà | 52.000 | 54.500 |
| Huyện Tây Sơn | 30.000 | 28.400 |
| Huyện Nam Trực | 41.000 | 42.100 |
| Thị xã Bắc Mê | 75.000 | 80.250 |
| Tổng cộng | 198.000 | 205.250 |

Bảng 2. Dân số năm 2025

| Đơn vị | Số xã | Dân số |
| --- | --- | --- |
| Huyện Đông Hà | 12 | 41.000 |
| Huyện Tây Sơn | 9 | 35.200 |
| Huyện Nam Trực | 11 | 52.300 |
| TX. Bắc Mê | 8 | 70.100 |
| Tổng cộng | 40 | 198.600 |

Bảng 3. Công khai hồ sơ năm 2025

| TT | Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ công khai | Tỷ lệ công khai (%) |
| --- | --- | --- | --- | --- |
| I | Huyện Đông Hà | 4.000 | 3.900 | 97,50 |
| 1 | Cấp huyện | 1.000 | 1.000 | 100 |
| 2 | Cấp xã | 3.000 | 2.900 | 96,67 |
| II | Huyện Tây Sơn | 3.000 | 3.000 | 100 |
| 1 | Cấp huyện | 1.200 | 1.200 | 100 |
| 2 | Cấp xã | 1.800 | 1.800 | 100 |
| III | Huyện Nam Trực | 2.000 | 1.400 | 70,00 |
| 1 | Cấp huyện | 500 | 500 | 100 |
| 2 | Cấp xã | 1.500 | 900 | 60,00 |
| IV | Thị xã Bắc Mê | 1.000 | 450 | 45,00 |
| 1 | Cấp huyện | 400 | 150 | 37,50 |
| 2 | Cấp xã | 600 | 300 | 50,00 |

Bảng 4. Hồ sơ trễ hạn năm 2025 của các huyện, thị xã có hồ sơ trễ hạn

| Đơn vị | Số hồ sơ trễ hạn |
| --- | --- |
| UBND huyện Đông Hà | 14 |
| UBND huyện Nam Trực | 6 |
| UBND thị xã Bắc Mê | 21 |

Bảng 5. Kết quả các lĩnh vực

| Lĩnh vực | Điểm đạt được năm 2024 | Điểm đạt được năm 2025 | Xếp hạng năm 2024 | Xếp hạng năm 2025 |
| --- | --- | --- | --- | --- |
| Lĩnh vực Thể chế | 8,10 | 7,90 | 12 | 20 |
| Lĩnh vực Bộ máy | 7,40 | 7,60 | 30 | 33 |
| Lĩnh vực Công vụ | 9,00 | 8,70 | 41 | 38 |
| Lĩnh vực Tài chính | 6,20 | 6,90 | 50 | 44 |
"""

Talk = Callable[[Sequence[str]], list[Answer]]
Ask = Callable[[str], str]


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """Asks the questions of one conversation."""
    home = tmp_path_factory.mktemp("filters")
    (home / "bao-cao.md").write_text(REPORT, encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        assert [outcome.reason for outcome in ingest(store, [home / "bao-cao.md"])] == [None]
        assistant = Assistant(store, Settings(home=home / "store"))

        def converse(questions: Sequence[str]) -> list[Answer]:
            with assistant.conversation() as thread:
                return [assistant.ask(question, thread) for question in questions]

        yield converse


@pytest.fixture
def ask(talk: Talk) -> Ask:
    """The answer to one question."""
    return lambda question: talk([question])[0].answer


@pytest.mark.parametrize(
    ("said", "test"),
    [
        ("công khai dưới 50%", "<50"),
        ("chi chưa đến 97% dự toán", "<97"),
        ("có từ 200 hồ sơ quá hạn trở lên", ">=200"),
        ("thu từ 20 đến 30 tỷ đồng", ">=20.000 <=30.000"),
        ("đạt từ 80% đến dưới 90%", ">=80 <90"),
        ("công khai hơn một nửa", ">50"),
        ("không quá 5 hồ sơ", "<=5"),
        ("không dưới 90%", ">=90"),
        ("trên mức chung của tỉnh", ">whole"),
        ("dưới trung bình", "<mean"),
        ("dân số trên 45 nghìn người", ">0,045"),
    ],
)
def test_a_bound_in_every_wording(said: str, test: str) -> None:
    bound = find_bound(said)
    assert bound is not None
    assert bound.threshold.test(10**6) == test if bound.threshold.scale > 1 else bound.threshold.test() == test


def test_of_ranks_what_is_below_has_the_larger_number() -> None:
    bound = find_bound("xếp hạng từ 40 trở xuống")
    assert bound is not None
    assert bound.threshold.test(ranks=True) == ">=40"
    assert find_bound("trong 3 huyện trên") is None
    assert find_bound("từ 2021 đến 2022") is None


def test_conditions_are_parted_where_each_has_its_test() -> None:
    assert split_conditions("Huyện nào vừa dưới 40.000 dân vừa vượt dự toán?") == (
        "Huyện nào dưới 40.000 dân",
        "Huyện nào vượt dự toán",
    )
    assert split_conditions("Sở nào trên 90% ở cả cấp huyện lẫn cấp xã, cộng lại mấy hồ sơ?") == (
        "Sở nào trên 90% ở cấp huyện",
        "Sở nào trên 90% ở cấp xã",
    )
    assert split_conditions("Sở Giáo dục và Đào tạo có bao nhiêu hồ sơ?") == ()
    assert split_conditions("Xã nào của tỉnh An Lạc vừa giảm điểm vừa tụt hạng?") == (
        "Xã nào của tỉnh An Lạc giảm điểm",
        "Xã nào của tỉnh An Lạc tụt hạng",
    )


def test_conditions_over_two_tables_are_joined_by_the_units_names(ask: Ask) -> None:
    answer = ask("Huyện nào vừa dưới 60.000 dân vừa thu ngân sách vượt dự toán?")
    assert "Đông Hà" in answer
    assert "Nam Trực" in answer
    assert "Tây Sơn" not in answer
    assert "Bắc Mê" not in answer
    town = ask("Đơn vị nào có dân số trên 60.000 người mà công khai dưới 50%?")
    assert "Bắc Mê" in town
    assert "Đông Hà" not in town


def test_a_condition_of_both_parts_is_met_by_both(ask: Ask) -> None:
    answer = ask("Huyện nào công khai đủ 100% ở cả cấp huyện lẫn cấp xã, cộng lại được bao nhiêu hồ sơ?")
    assert "Tây Sơn" in answer
    assert "3.000 hồ sơ" in answer
    assert "Đông Hà" not in answer
    assert "Nam Trực" not in answer


def test_together_the_parts_are_the_unit(ask: Ask) -> None:
    answer = ask("Gộp cả cấp huyện lẫn cấp xã, huyện nào công khai dưới 80%?")
    assert "70%" in answer
    assert "45%" in answer
    assert "60%" not in answer


def test_a_fall_and_a_lower_place_at_once(ask: Ask) -> None:
    answer = ask("Lĩnh vực nào vừa giảm điểm vừa tụt hạng?")
    assert "Thể chế" in answer
    assert "0,2 điểm" in answer
    assert "8 bậc" in answer
    assert "Công vụ" not in answer
    assert "Bộ máy" not in answer


def test_what_a_list_of_the_late_does_not_name_was_not_late(ask: Ask) -> None:
    answer = ask("Huyện nào không có hồ sơ trễ hạn?")
    assert "**Huyện Tây Sơn**" in answer
    assert "chỉ nêu tên 3 đơn vị" in answer
    assert "Bắc Mê" not in answer


def test_a_bound_in_percent_is_never_tried_on_amounts(ask: Ask) -> None:
    assert "Có 4 huyện" not in ask("Huyện nào có dân số trên 80%?")


def test_the_measure_of_the_whole_is_told_with_what_is_above_it(ask: Ask) -> None:
    answer = ask("Huyện nào có dân số trên trung bình?")
    assert "49.650" in answer
    assert "Nam Trực" in answer
    assert "Bắc Mê" in answer
    assert "Đông Hà" not in answer


def test_a_condition_that_nothing_tells_of_is_not_dropped(ask: Ask) -> None:
    answer = ask("Huyện nào vừa dưới 60.000 dân vừa có trên 50 bác sĩ?")
    assert "Có 3 huyện" not in answer
