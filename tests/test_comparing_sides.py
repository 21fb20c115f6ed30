"""Both sides of a comparison are found with what they share; columns listed one after another are each told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import pytest
from fakes import FakeEmbedder

from assistant.answer import Answer
from assistant.asked_periods import read_asked
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store

REPORT = """UBND TỈNH AN LẠC

Số: {number}/BC-UBND

An Lạc, ngày 05 tháng 01 năm {after}

BÁO CÁO

Kết quả phát triển kinh tế - xã hội năm {year}

Bảng 1. Diện tích, dân số và hồ sơ của các huyện năm {year}

Đơn vị tính: km²; người; hồ sơ

| Đơn vị | Số xã, phường | Diện tích | Dân số | Hồ sơ tiếp nhận trực tiếp, bưu chính | Hồ sơ tiếp nhận trực tuyến |
| --- | --- | --- | --- | --- | --- |
| Huyện Đông Hà | 12 | 214,5 | {people} | 3.210 | 5.104 |
| Huyện Tây Sơn | 9 | 318,2 | 71.350 | 2.907 | 1.876 |
| Thị xã Bắc Mê | 7 | 96,4 | 88.020 | 1.455 | 6.230 |
| Tổng cộng | 28 | 629,1 | 261.480 | 7.572 | 13.210 |

Bảng 2. Kinh phí của các sở năm {year}

Đơn vị tính: triệu đồng

| Đơn vị | Dự toán | Thực hiện | Tỷ lệ thực hiện (%) |
| --- | --- | --- | --- |
| Sở Văn hóa, Thể thao và Du lịch | 20.400 | 19.380 | 95,0 |
| Thanh tra tỉnh | 8.200 | 8.036 | 98,0 |
| Sở Y tế | 61.000 | 58.560 | 96,0 |

Bảng 3. Nước sạch ở các phường năm {year}

| Phường | Số hộ | Số hộ có nước sạch |
| --- | --- | --- |
| Phường 1 | 1.520 | 1.498 |
| Phường 5 | 2.140 | 1.987 |
| Phường Lê Lợi | 1.834 | 1.801 |
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Sequence[str]], list[Answer]]]:
    home = tmp_path_factory.mktemp("sides")
    (home / "2025.md").write_text(REPORT.format(number=7, year=2025, after=2026, people="102.110"), encoding="utf-8")
    old = REPORT.split("Bảng 2.", maxsplit=1)[0].replace("Dân số |", "Số dân thường trú |")
    (home / "2024.md").write_text(old.format(number=6, year=2024, after=2025, people="99.870"), encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        assert [outcome.reason for outcome in ingest(store, [home / "2024.md", home / "2025.md"])] == [None, None]
        assistant = Assistant(store, Settings(home=home / "store"))

        def converse(questions: Sequence[str]) -> list[Answer]:
            with assistant.conversation() as thread:
                return [assistant.ask(question, thread) for question in questions]

        yield converse


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "Sở Văn hóa hay Thanh tra tỉnh có tỷ lệ thực hiện kinh phí cao hơn?",
            ("Thanh tra tỉnh", "98%", "95%", "3 điểm"),
        ),
        ("Huyện Đông Hà năm 2025 hồ sơ trực tiếp hay trực tuyến nhiều hơn?", ("5.104", "3.210", "1.894")),
        ("Dân số năm 2025 của Đông Hà và Bắc Mê, bên nào nhiều hơn?", ("102.110", "88.020", "14.090")),
        ("Diện tích Tây Sơn gấp mấy lần Bắc Mê năm 2025?", ("318,2", "96,4", "3,3")),
        ("dien tich huyen tay son hay dong ha lon hon, hon may km2 nam 2025", ("318,2", "214,5", "103,7")),
        ("Kinh phí thực hiện của Sở Y tế so với Sở Văn hóa chênh nhau bao nhiêu?", ("58.560", "19.380", "39.180")),
        ("Số hộ của Phường 1 hay Phường 5 nhiều hơn?", ("1.520", "2.140", "620")),
    ],
)
def test_both_sides_are_found_in_one_table(
    talk: Callable[[Sequence[str]], list[Answer]], question: str, told: Sequence[str]
) -> None:
    answer = talk([question])[0].answer
    assert [part for part in told if part not in answer] == [], answer


def test_the_answer_goes_in_the_direction_asked(talk: Callable[[Sequence[str]], list[Answer]]) -> None:
    answer = talk(["Dân số huyện Tây Sơn thấp hơn Bắc Mê bao nhiêu người năm 2025?"])[0].answer
    assert answer.startswith("Huyện Tây Sơn")
    assert "thấp hơn" in answer
    assert "16.670" in answer


def test_a_follow_up_compares_the_same_rows(talk: Callable[[Sequence[str]], list[Answer]]) -> None:
    last = talk(["Dân số năm 2025 của Đông Hà hay Bắc Mê nhiều hơn?", "còn diện tích?"])[1].answer
    assert "118,1" in last


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Huyện Tây Sơn năm 2025: diện tích, dân số", ("318,2", "71.350")),
        ("Huyện Tây Sơn năm 2025 có diện tích và số xã, phường là bao nhiêu?", ("318,2", "**9")),
        ("Sở Y tế năm 2025: dự toán và thực hiện kinh phí bao nhiêu?", ("61.000", "58.560")),
        ("Phường 5 có bao nhiêu hộ có nước sạch?", ("1.987",)),
    ],
)
def test_columns_named_one_beside_another_are_each_told(
    talk: Callable[[Sequence[str]], list[Answer]], question: str, told: Sequence[str]
) -> None:
    answer = talk([question])[0].answer
    assert [part for part in told if part not in answer] == [], answer


def test_a_row_named_alone_tells_all_that_stands_in_it(talk: Callable[[Sequence[str]], list[Answer]]) -> None:
    answer = talk(["Phường Lê Lợi năm 2025"])[0].answer
    assert "1.834" in answer
    assert "1.801" in answer


def test_figures_of_two_reports_under_other_labels_are_compared(
    talk: Callable[[Sequence[str]], list[Answer]],
) -> None:
    answer = talk(["Dân số huyện Đông Hà năm 2024 và năm 2025 chênh nhau bao nhiêu?"])[0].answer
    assert [part for part in ("102.110", "99.870", "2.240") if part not in answer] == [], answer


def test_the_first_of_a_ranking_is_told_with_its_share_where_that_is_asked(
    talk: Callable[[Sequence[str]], list[Answer]],
) -> None:
    answer = talk(["Huyện nào đông dân nhất năm 2025, chiếm bao nhiêu phần trăm?"])[0].answer
    assert answer.startswith("**Huyện Đông Hà**")
    assert "chiếm **39,05%**" in answer  # 102.110 of 261.480


def test_a_second_superlative_goes_on_from_the_first(talk: Callable[[Sequence[str]], list[Answer]]) -> None:
    answer = talk(["Huyện nào có diện tích lớn nhất năm 2025, huyện nào nhỏ nhất?"])[0].answer
    assert "**Huyện Tây Sơn**" in answer
    assert "**Thị xã Bắc Mê**" in answer


def test_the_same_period_of_a_year_is_as_long_as_the_period_asked_for() -> None:
    asked = read_asked("9 tháng năm 2024 so với cùng kỳ 2023", None)
    assert asked.periods == ("9 tháng đầu năm 2024", "9 tháng đầu năm 2023")
    assert asked.compared == "9 tháng đầu năm 2023"
