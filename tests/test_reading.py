"""Reading plain text: headings, footnotes, what page breaks cut, metadata, and files that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import write_report
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.assemble import assemble_report
from corpus.errors import ReadingError
from corpus.headings import HeadingStack, read_heading
from corpus.readers import accepts, read_report
from corpus.readers.plain import split_items
from corpus.values import Heading, Paragraph, Report


def read(text: str) -> Report:
    """The report that some lines of text are."""
    return assemble_report(split_items(text.splitlines()), source="bao-cao.txt", sha256="0")


def paragraphs(report: Report) -> list[Paragraph]:
    """The running text of a report."""
    return [block for block in report.blocks if isinstance(block, Paragraph)]


@pytest.fixture(scope="module")
def sample(sample_report: Path) -> Report:
    """The sample as it is read."""
    return read_report(sample_report)


# headings


def test_headings_make_paths() -> None:
    report = read(
        "III. HẠN CHẾ\n\n1. Nguyên nhân\n\n(2) Công khai tiến độ\n\nTỉnh làm chậm.\n\nIV. GIẢI PHÁP\n\nLàm nhanh."
    )
    assert [paragraph.path for paragraph in paragraphs(report)] == [
        ("III. HẠN CHẾ", "1. Nguyên nhân", "(2) Công khai tiến độ"),
        ("IV. GIẢI PHÁP",),
    ]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("Phần II", "Chương I"),
        ("A. Tình hình", "I. Kết quả"),
        ("I. Kết quả", "1. Chỉ số"),
        ("1. Chỉ số", "1.1. Điểm"),
        ("3.1. Điểm", "3.1.1. Thể chế"),
        ("3.1.1. Thể chế", "(4) Công khai"),
        ("Phụ lục 2", "I. Tổng hợp"),
    ],
)
def test_headings_rank_as_the_decree_orders_them(outer: str, inner: str) -> None:
    first, second = read_heading(outer), read_heading(inner)
    assert first is not None
    assert second is not None
    assert first.rank < second.rank


@pytest.mark.parametrize(
    "line",
    [
        "Tỉnh đạt 83,14 điểm.",
        "1. Sở Y tế nộp báo cáo trước ngày 15.",
        "(1) rà soát thủ tục;",
        "- Công khai tiến độ",
        "",
        "Chi tiết theo Phụ lục 1 đính kèm",
    ],
)
def test_sentences_and_list_items_are_no_headings(line: str) -> None:
    assert read_heading(line) is None


def test_text_after_the_colon_of_a_heading_stands_below_it() -> None:
    heading = read_heading("3.1. Đối với nội dung điểm tự chấm: Còn thiếu 11,4713 điểm so với chuẩn.")
    assert heading is not None
    assert heading.text == "3.1. Đối với nội dung điểm tự chấm"
    assert heading.rest == "Còn thiếu 11,4713 điểm so với chuẩn."


def test_a_heading_closes_those_of_its_rank() -> None:
    stack = HeadingStack()
    stack.push(30, "I. A")
    stack.push(40, "1. B")
    assert stack.push(30, "II. C") == ("II. C",)


def test_an_appendix_closes_all_headings() -> None:
    report = read("II. KẾT QUẢ\n\nĐạt.\n\nPhụ lục 1\n\nTÌNH HÌNH CÔNG KHAI HỒ SƠ NĂM 2022\n\nKèm theo báo cáo.")
    assert paragraphs(report)[-1].path == ("Phụ lục 1",)


# footnotes


def test_a_footnote_is_joined_to_where_it_is_called() -> None:
    report = read("I. KẾT QUẢ\n\nHai nhóm² tăng điểm.\n\nNhóm khác giảm.\n\n² Nhóm một và nhóm hai.")
    first, second = paragraphs(report)
    assert first.text == "Hai nhóm tăng điểm."
    assert [(note.mark, note.text) for note in first.footnotes] == [("2", "Nhóm một và nhóm hai.")]
    assert second.footnotes == ()


def test_footnotes_of_two_digits_are_whole() -> None:
    report = read("Chủ tịch Hội¹² và Bí thư¹.\n\n¹ Cấp xã.\n\n¹² Hội Cựu chiến binh.")
    assert [note.text for note in paragraphs(report)[0].footnotes] == ["Cấp xã.", "Hội Cựu chiến binh."]


def test_no_footnote_stands_as_a_paragraph_of_its_own(sample: Report) -> None:
    assert not [p for p in paragraphs(sample) if p.text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"]
    assert any(p.footnotes for p in paragraphs(sample))


def test_a_footnote_called_in_a_cell_is_joined_to_the_cell(sample: Report) -> None:
    notes = [cell.footnote for table in sample.tables for row in table.rows for cell in row.cells if cell.footnote]
    assert {note.mark for note in notes} == {"2", "3"}


# page breaks


def test_a_sentence_cut_by_footnotes_at_a_page_end_is_whole() -> None:
    report = read("Cũng trong\n\n¹ Ghi chú.\n\ntổng số 894.541 hồ sơ ấy.")
    assert [p.text for p in paragraphs(report)] == ["Cũng trong tổng số 894.541 hồ sơ ấy.", "Ghi chú."]


def test_a_table_cut_by_a_page_end_is_one() -> None:
    report = read(
        "Số liệu:\n\nSTT\tĐơn vị\tHồ sơ\n1\tSở Y tế\t5\n2\tSở Nội vụ\t7\n\n¹ Ghi chú.\n\n"
        "STT\tĐơn vị\tHồ sơ\n3\tSở Tư pháp\t9"
    )
    assert len(report.tables) == 1
    assert [row.path for row in report.tables[0].rows] == [("1 Sở Y tế",), ("2 Sở Nội vụ",), ("3 Sở Tư pháp",)]


def test_a_table_with_another_header_is_another_table() -> None:
    report = read("Đơn vị\tHồ sơ\nSở Y tế\t5\n\nNăm\tĐiểm\nNăm 2021\t87,54")
    assert len(report.tables) == 2


def test_wrapped_lines_are_one_paragraph() -> None:
    line = "Tỉnh Sóc Trăng được 83,14 trên 100 điểm về Chỉ số cải cách hành chính"
    assert [p.text for p in paragraphs(read(f"{line}\nvà đứng thứ 49/63."))] == [f"{line} và đứng thứ 49/63."]


def test_marks_of_html_are_taken_off() -> None:
    report = read("<p>Sở Y tế &amp; Sở Nội vụ <b>đạt</b> 5 &lt; 7 điểm.</p>")
    assert paragraphs(report)[0].text == "Sở Y tế & Sở Nội vụ đạt 5 < 7 điểm."


# what a report says of itself


def test_metadata_of_the_sample(sample: Report) -> None:
    assert (sample.number, sample.date, sample.place, sample.period) == ("51/BC-SNV", "2023-05-23", "Sóc Trăng", "2022")
    assert sample.body == "Sở Nội vụ"
    assert sample.signer == "Huỳnh Văn Nam"
    assert sample.signer_position == "Phó Giám đốc"
    assert sample.title.startswith("Kết quả Chỉ số cải cách hành chính")


def test_metadata_of_a_report_with_a_masthead(tmp_path: Path) -> None:
    report = read_report(write_report(tmp_path / "a.txt"))
    assert (report.number, report.date, report.place) == ("7/BC-SNV", "2024-01-05", "An Lạc")
    assert (report.body, report.period) == ("Sở Nội vụ", "2023")
    assert (report.signer, report.signer_position) == ("Nguyễn Thị Bình", "Giám đốc")
    assert report.title == "Kết quả giải quyết hồ sơ năm 2023 của tỉnh An Lạc"


def test_a_text_that_says_nothing_of_itself_is_read_all_the_same() -> None:
    report = read("Chỉ có một câu.")
    assert (report.number, report.date, report.signer) == ("", "", "")
    assert paragraphs(report)[0].text == "Chỉ có một câu."


def test_headings_stand_among_the_blocks_with_their_lines(sample: Report, sample_report: Path) -> None:
    lines = sample_report.read_text(encoding="utf-8").splitlines()
    headings = [block for block in sample.blocks if isinstance(block, Heading)]
    assert len(headings) > 30
    assert all(heading.path[-1] == heading.text for heading in headings)
    assert all(heading.text[:4] in lines[heading.line - 1] for heading in headings)


# files


def test_byte_order_marks_and_utf16_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sở Y tế báo cáo.", encoding="utf-8-sig")
    (tmp_path / "b.txt").write_text("Sở Y tế báo cáo.", encoding="utf-16")
    texts = [p.text for name in "ab" for p in paragraphs(read_report(tmp_path / f"{name}.txt"))]
    assert texts == ["Sở Y tế báo cáo."] * 2


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("trong.txt", b"", "trống"),
        ("cach.txt", b" \n\n ", "trống"),
        ("nhi-phan.txt", bytes(range(256)), "Unicode"),
        ("rong.txt", b"a\0b", "không phải văn bản"),
        ("bang.xls", b"\x7fELF\2\1\1" + bytes(60), "là chương trình Linux"),
        ("khong-duoi", b"PK\3\4", "bị hỏng"),
        ("mot-nua.txt", b"\xff\xfea", "Unicode"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadingError, match=told):
        read_report(tmp_path / name)


def test_a_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="Không có tệp"):
        read_report(tmp_path / "khong-co.txt")


def test_suffixes_are_taken_in_any_case() -> None:
    assert accepts(Path("A.TXT"))
    assert not accepts(Path("a.docx.zip"))


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aĐ1.I()\t\n ²:;,-|", max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        report = read(text)
    except ReadingError:
        return
    assert isinstance(report, Report)
