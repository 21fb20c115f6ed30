"""Questions whether figures are right: what the audit found, a sum or a share reckoned again, two tables' totals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conversing import Converse, conversing

from assistant.answer import Status

REPORT = """UBND TỈNH AN LẠC

SỞ CÔNG THƯƠNG

Số: 5/BC-SCT

An Lạc, ngày 09 tháng 01 năm 2026

BÁO CÁO

Kết quả cấp điện năm 2025 của tỉnh An Lạc

I. KẾT QUẢ

Đã kiểm tra 40,12/64,85 ha cụm công nghiệp, đạt 68,16%. Thu phí 33/50 trạm, đạt 66%.

Bảng 1. Số hộ có điện theo huyện năm 2025

| Đơn vị | Số hộ có điện |
| --- | --- |
| Huyện Đông Hà | 12.400 |
| Huyện Tây Sơn | 9.310 |
| Huyện Nam Trực | 11.050 |
| Tổng cộng | 32.760 |

Bảng 2. Số hộ có điện theo nguồn năm 2025

| Nguồn | Số hộ có điện |
| --- | --- |
| Lưới điện quốc gia | 31.000 |
| Điện mặt trời | 1.760 |
| Tổng cộng | 32.760 |
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Converse]:
    """Asks the questions of one conversation."""
    with conversing(tmp_path_factory.mktemp("audits"), {"cap-dien.md": REPORT}) as converse:
        yield converse


def test_a_share_is_reckoned_again(talk: Converse) -> None:
    wrong = talk("Báo cáo ghi kiểm tra 40,12/64,85 ha đạt 68,16%, đúng chưa?")[0].answer
    assert "61,87" in wrong
    assert "không" in wrong
    right = talk("Báo cáo nêu 33/50 trạm, đạt 66%, con số này chuẩn chưa?")[0]
    assert right.status is Status.ANSWERED
    assert "khớp với 66%" in right.answer
    assert "không khớp" not in right.answer


def test_units_are_added_up_again(talk: Converse) -> None:
    answer = talk("Cộng số hộ có điện của 3 huyện xem có ra 32.760 không?")[0].answer
    assert "**32.760" in answer
    assert ", khớp với" in answer
    assert "không khớp" in talk("Cộng số hộ có điện của 3 huyện xem có ra 32.670 không?")[0].answer


def test_a_claim_is_held_against_the_cell(talk: Converse) -> None:
    assert talk("Huyện Tây Sơn có 9.310 hộ có điện, đúng chưa?")[0].answer.startswith("Đúng")
    wrong = talk("Huyện Tây Sơn có 9.130 hộ có điện, đúng chưa?")[0].answer
    assert wrong.startswith("Không đúng")
    assert "9.310" in wrong


def test_totals_of_two_tables_are_compared(talk: Converse) -> None:
    answer = talk("Số hộ có điện theo huyện và theo nguồn có bằng nhau không?")[0].answer
    assert answer.startswith("Khớp nhau")
    assert "32.760" in answer
