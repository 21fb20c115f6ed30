"""What reports say of themselves: signer, number, date, body, recipient, basis, the days of their figures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from conversing import Converse, conversing

from assistant.answer import Status
from assistant.heads import Field, fields_asked
from assistant.question import read_question

REPORT = """UBND TỈNH {province}

SỞ {body}

Số: {number}

{place}, ngày {day} tháng 02 năm 2026

BÁO CÁO

{title} năm 2025 của tỉnh {place}

Kính gửi: Hội đồng nhân dân tỉnh {place}

Thực hiện Nghị quyết số 17/NQ-HĐND ngày 05/12/2024, Sở báo cáo (từ ngày 15/12/2024 đến ngày 14/12/2025) như sau:

I. KẾT QUẢ

Đã cấp {figure} giấy phép.

Nơi nhận:

- Như trên;

- Lưu: VT.

GIÁM ĐỐC

{signer}
"""
FIRST = REPORT.format(province="AN LẠC", body="XÂY DỰNG", number="12/BC-SXD", place="An Lạc", day="03",
                      title="Kết quả cấp phép xây dựng", figure="1.250", signer="Trần Văn Bình")  # fmt: skip
SECOND = REPORT.format(province="HÒA MỸ", body="Y TẾ", number="88/BC-SYT", place="Hòa Mỹ", day="11",
                       title="Kết quả hành nghề y", figure="310", signer="Lê Thị Cúc")  # fmt: skip


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Converse]:
    """Asks the questions of one conversation."""
    with conversing(tmp_path_factory.mktemp("heads"), {"a.txt": FIRST, "b.txt": SECOND}) as converse:
        yield converse


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Ai ký báo cáo cấp phép xây dựng của An Lạc, chức vụ gì?", ("Trần Văn Bình", "Giám đốc")),
        ("bao cao cua tinh hoa my so may, ngay nao", ("88/BC-SYT", "11/2/2026")),
        ("Báo cáo hành nghề y do cơ quan nào ban hành?", ("Sở Y tế",)),
        ("Báo cáo 12/BC-SXD gửi cho cơ quan nào?", ("Hội đồng nhân dân tỉnh An Lạc",)),
        ("Báo cáo 12/BC-SXD căn cứ nghị quyết nào?", ("17/NQ-HĐND",)),
        ("Số liệu báo cáo của An Lạc tính từ ngày nào đến ngày nào?", ("15/12/2024", "14/12/2025")),
        ("ai ký báo cáo", ("Trần Văn Bình", "Lê Thị Cúc")),
    ],
)
def test_a_report_tells_of_itself(talk: Converse, question: str, told: tuple[str, ...]) -> None:
    answer = talk(question)[0]
    assert answer.status is Status.ANSWERED
    assert [words for words in told if words not in answer.answer] == []
    assert answer.citations


def test_one_report_asked_for_is_the_only_one_told(talk: Converse) -> None:
    assert "Lê Thị Cúc" not in talk("Ai ký báo cáo cấp phép xây dựng của An Lạc?")[0].answer


def test_the_report_of_another_province_is_not_there(talk: Converse) -> None:
    assert talk("Ai ký báo cáo của tỉnh Thái Sơn?")[0].status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("ai ký báo cáo?", (Field.SIGNER,)),
        ("Sở Y tế báo cáo bao nhiêu hồ sơ?", ()),
        ("Quyết định nào quy định việc công khai?", ()),
        ("Đơn vị nào gửi nhiều báo cáo nhất?", ()),
    ],
)
def test_questions_about_reports_are_told_from_those_about_what_they_report(
    text: str, fields: tuple[Field, ...]
) -> None:
    assert fields_asked(read_question(text)) == fields
