"""What a body has to do: under its heading, after its name, as a subject, in a table; and who has to do it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conversing import Converse, conversing

from assistant.answer import Status

REPORT = """UBND TỈNH AN LẠC

SỞ NỘI VỤ

Số: 21/BC-SNV

An Lạc, ngày 12 tháng 01 năm 2026

BÁO CÁO

Kết quả kiểm tra công vụ năm 2025 của tỉnh An Lạc

Kính gửi: Ủy ban nhân dân tỉnh An Lạc

Sở Nội vụ báo cáo kết quả như sau:

I. KẾT QUẢ

Đã kiểm tra 14 cơ quan, trong đó có Sở Y tế và UBND huyện Tây Sơn.

II. NHIỆM VỤ NĂM 2026

1. Sở Tài nguyên và Môi trường

- Chỉnh lý xong bản đồ địa chính của 12 xã trước ngày 30/9/2026.

- Cử 03 viên chức trực tại bộ phận một cửa.

2. Sở Tài chính

- Bố trí 2.400 triệu đồng mua phần mềm.

3. Các đơn vị khác

a) Sở Y tế: công khai giá dịch vụ; trả lời phản ánh trong 05 ngày.

b) Sở Công Thương:

- Rà soát 38 thủ tục.

- Tập huấn 60 công chức.

c) UBND huyện Tây Sơn hoàn thành số hóa 9.000 hồ sơ trong quý II.

d) Các xã, phường niêm yết thủ tục tại trụ sở.

III. KIẾN NGHỊ

Đề nghị UBND tỉnh giao Sở Xây dựng bố trí thêm 04 biên chế.

Trên đây là kết quả kiểm tra, Sở Nội vụ kính báo cáo./.
"""


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Converse]:
    """Asks the questions of one conversation."""
    with conversing(tmp_path_factory.mktemp("tasks"), {"kiem-tra.txt": REPORT}) as converse:
        yield converse


def items(answer: str) -> int:
    return sum(line.startswith("- ") for line in answer.split("\n"))


@pytest.mark.parametrize(
    ("question", "told", "count"),
    [
        ("Sở TN&MT được giao những việc gì?", ("12 xã", "03 viên chức"), 2),
        ("Sở Tài nguyên phải làm gì?", ("12 xã", "03 viên chức"), 2),
        ("Sở Tài chính có nhiệm vụ gì, phải làm gì trong năm 2026?", ("2.400",), 1),
        ("giao Sở Y tế làm gì?", ("giá dịch vụ",), 1),
        ("Sở Công Thương được giao việc gì?", ("38 thủ tục", "60 công chức"), 2),
        ("Tây Sơn phải làm gì?", ("9.000",), 1),
        ("Các xã phải làm gì?", ("niêm yết",), 1),
        ("Báo cáo kiến nghị gì?", ("04 biên chế",), 1),
        ("Sở Xây dựng được đề nghị làm gì, được giao gì?", ("04 biên chế",), 1),
        ("Đơn vị nào phải tập huấn công chức?", ("Sở Công Thương", "60 công chức"), 1),
    ],
)
def test_a_body_is_told_its_own_tasks_and_no_others(
    talk: Converse, question: str, told: tuple[str, ...], count: int
) -> None:
    answer = talk(question)[0]
    assert answer.status is Status.ANSWERED
    assert [words for words in told if words not in answer.answer] == []
    assert items(answer.answer) == count


def test_only_the_task_of_what_is_asked_is_told(talk: Converse) -> None:
    answer = talk("Sở TNMT phải chỉnh lý bản đồ bao nhiêu xã, hạn chót ngày nào?")[0].answer
    assert "30/9/2026" in answer
    assert "viên chức" not in answer


def test_a_follow_up_asks_for_another_bodys_tasks(talk: Converse) -> None:
    answer = talk("Sở Y tế được giao những việc gì?", "còn Sở Công Thương?")[1].answer
    assert "38 thủ tục" in answer
    assert "giá dịch vụ" not in answer


def test_a_body_without_tasks_is_given_none_of_others(talk: Converse) -> None:
    answer = talk("Sở Tư pháp được giao những việc gì?")[0]
    assert answer.status is Status.NOT_FOUND
