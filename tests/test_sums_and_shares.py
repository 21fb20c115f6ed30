"""Sums over rows, columns, periods and answers; shares of what a question names; what goes on from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import pytest
from fakes import FakeEmbedder

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.shares import names_whole, parted_rows
from index.ingest import ingest
from index.store import Store

REPORT = """UBND TỈNH AN LẠC

SỞ NỘI VỤ

Số: 14/BC-SNV

An Lạc, ngày 08 tháng 01 năm 2026

BÁO CÁO

Kết quả giải quyết hồ sơ, thu ngân sách và khảo sát năm 2025

Bảng 1. Kết quả giải quyết hồ sơ năm 2025

| Đơn vị | Số hồ sơ tiếp nhận | Đã giải quyết - Tổng số | Đã giải quyết - Đúng hạn | Đã giải quyết - Trước hạn |
| --- | --- | --- | --- | --- |
| Huyện Đông Hà | 4.000 | 3.900 | 1.900 | 2.000 |
| Huyện Tây Sơn | 3.000 | 2.800 | 1.800 | 1.000 |
| Huyện Nam Trực | 2.500 | 2.400 | 1.400 | 1.000 |
| Thị xã Bắc Mê | 500 | 500 | 200 | 300 |
| Tổng cộng | 10.000 | 9.600 | 5.300 | 4.300 |

Bảng 2. Thu ngân sách năm 2025

Đơn vị tính: triệu đồng

| TT | Khoản thu | Thực hiện |
| --- | --- | --- |
| I | Thu nội địa | 200.000 |
| 1 | Thu tiền sử dụng đất | 50.000 |
| 2 | Lệ phí trước bạ | 150.000 |
| II | Thu xuất nhập khẩu | 50.000 |
|  | Tổng thu | 250.000 |

Bảng 3. Ý kiến của người dân về lệ phí

| Ý kiến | Tỷ lệ (%) |
| --- | --- |
| Không biết mức lệ phí | 12,50 |
| Biết một phần mức lệ phí | 30,25 |
| Biết rõ mức lệ phí | 57,25 |
"""

Talk = Callable[[Sequence[str]], list[Answer]]


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    """Asks the questions of one conversation."""
    home = tmp_path_factory.mktemp("sums")
    (home / "bao-cao.md").write_text(REPORT, encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        assert [outcome.reason for outcome in ingest(store, [home / "bao-cao.md"])] == [None]
        assistant = Assistant(store, Settings(home=home / "store"))

        def converse(questions: Sequence[str]) -> list[Answer]:
            with assistant.conversation() as thread:
                return [assistant.ask(question, thread) for question in questions]

        yield converse


def test_rows_named_together_are_added_up(talk: Talk) -> None:
    (answer,) = talk(["Hai huyện Đông Hà và Tây Sơn tiếp nhận bao nhiêu hồ sơ?"])
    assert "**7.000 hồ sơ**" in answer.answer
    (each,) = talk(["Đông Hà và Tây Sơn mỗi huyện tiếp nhận bao nhiêu hồ sơ?"])
    assert "7.000" not in each.answer


def test_sums_go_on_to_shares(talk: Talk) -> None:
    first, second = talk(["Hai huyện Đông Hà và Tây Sơn tiếp nhận bao nhiêu hồ sơ?", "chiếm bao nhiêu % toàn tỉnh?"])
    assert "7.000" in first.answer
    assert "**70%**" in second.answer
    _, other = talk(["Đông Hà chiếm bao nhiêu % số hồ sơ tiếp nhận toàn tỉnh?", "Tây Sơn thì sao?"])
    assert "**30%**" in other.answer


def test_a_share_of_a_whole_that_is_named(talk: Talk) -> None:
    (answer,) = talk(["Tiền sử dụng đất chiếm bao nhiêu phần trăm thu nội địa?"])
    assert "**25%**" in answer.answer
    (total,) = talk(["Thu nội địa chiếm mấy % tổng thu?"])
    assert "**80%**" in total.answer


def test_the_whole_is_told_from_the_part_by_its_place() -> None:
    land = {"path": "Tổng thu › Thu nội địa › Tiền sử dụng đất", "name": "Tiền sử dụng đất"}
    inland = {"path": "Tổng thu › Thu nội địa", "name": "Thu nội địa"}
    assert parted_rows("tien su dung dat chiem bao nhieu % thu noi dia", [land]) == ((land["path"],), (inland["path"],))
    assert parted_rows("tien su dung dat chiem bao nhieu %", [land]) is None
    asked = "trong thu noi dia, tien su dung dat chiem may phan tram"
    assert parted_rows(asked, [land, inland]) == ((land["path"],), (inland["path"],))
    assert not names_whole("xa a chiem bao nhieu % so qua han cap xa", "IV Huyện Phú Khê")


def test_units_left_out_are_neither_ranked_nor_counted(talk: Talk) -> None:
    (answer,) = talk(["Huyện nào tiếp nhận nhiều hồ sơ nhất, không kể Đông Hà?"])
    assert answer.answer.startswith("**Huyện Tây Sơn**")
    (kept,) = talk(["Những huyện nào tiếp nhận trên 2.000 hồ sơ, trừ Tây Sơn?"])
    assert "Đông Hà" in kept.answer
    assert "Tây Sơn" not in kept.answer


def test_answers_that_make_up_a_hundred_add_up(talk: Talk) -> None:
    (answer,) = talk(["Bao nhiêu % người dân biết mức lệ phí (một phần hoặc biết rõ)?"])
    assert "87,5" in answer.answer


def test_how_many_in_all_goes_on_from_a_filter(talk: Talk) -> None:
    _, answer = talk(["Huyện nào tiếp nhận trên 2.000 hồ sơ?", "tổng cộng mấy đơn vị, bao nhiêu hồ sơ?"])
    assert "Có 3 " in answer.answer
    assert "**9.500 hồ sơ**" in answer.answer
