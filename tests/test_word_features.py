"""What Word files hold besides paragraphs and tables: styles, fields, symbols, equations, hidden text, templates."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from test_readers_docx import add_xml, cells, grids, items_of, number_levels, saved, texts

from corpus.assemble import GridItem
from corpus.errors import ReadingError
from corpus.readers import read_report
from corpus.values import Heading, Paragraph, Report, Table

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def report_of(document: Word, folder: Path, name: str = "a.docx") -> Report:
    path = folder / name
    path.write_bytes(saved(document))
    return read_report(path)


def headings(report: Report) -> list[tuple[str, ...]]:
    return [block.path for block in report.blocks if isinstance(block, Heading)]


# headings


def test_styles_rule_the_levels_of_headings(tmp_path: Path) -> None:
    document = Document()
    for text, level in [("Tình hình chung", 1), ("1. Thuận lợi", 2), ("2. Khó khăn", 2), ("Kết quả", 1), ("Thu", 2)]:
        document.add_heading(text, level)
        document.add_paragraph("Nội dung đã được thực hiện đầy đủ.")
    assert headings(report_of(document, tmp_path)) == [
        ("Tình hình chung",),
        ("Tình hình chung", "1. Thuận lợi"),
        ("Tình hình chung", "2. Khó khăn"),
        ("Kết quả",),
        ("Kết quả", "Thu"),
    ]


def test_styles_that_contradict_the_numbering_win(tmp_path: Path) -> None:
    document = Document()
    for text, level in [("1. Thu ngân sách", 1), ("I. Thu nội địa", 2), ("a) Thuế", 3), ("2. Chi ngân sách", 1)]:
        document.add_heading(text, level)
    document.add_paragraph("Xong.")
    assert headings(report_of(document, tmp_path)) == [
        ("1. Thu ngân sách",),
        ("1. Thu ngân sách", "I. Thu nội địa"),
        ("1. Thu ngân sách", "I. Thu nội địa", "a) Thuế"),
        ("2. Chi ngân sách",),
    ]


def test_a_style_by_a_vietnamese_name_or_an_outline_level_makes_headings(tmp_path: Path) -> None:
    document = Document()
    document.styles.add_style("Đề mục 1", WD_STYLE_TYPE.PARAGRAPH)
    derived = document.styles.add_style("Muc con", WD_STYLE_TYPE.PARAGRAPH)
    derived.base_style = document.styles["Heading 2"]
    document.add_paragraph("Phần thứ nhất của báo cáo", style="Đề mục 1")
    document.add_paragraph("Lĩnh vực y tế", style="Muc con")
    own = document.add_paragraph("Bệnh viện")
    own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="2"/>'))
    document.add_paragraph("Phần sau", style="Đề mục 1")
    document.add_paragraph("Xong.")
    assert headings(report_of(document, tmp_path)) == [
        ("Phần thứ nhất của báo cáo",),
        ("Phần thứ nhất của báo cáo", "Lĩnh vực y tế"),
        ("Phần thứ nhất của báo cáo", "Lĩnh vực y tế", "Bệnh viện"),
        ("Phần sau",),
    ]


def test_a_title_in_a_heading_style_is_the_title(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("BÁO CÁO", 1)
    document.add_heading("Kết quả công tác năm 2024", 1)
    document.add_paragraph("Sở Nội vụ báo cáo như sau.")
    document.add_heading("I. TÌNH HÌNH", 1)
    document.add_heading("1. Chung", 2)
    document.add_paragraph("Ổn định.")
    report = report_of(document, tmp_path)
    assert (report.title, report.period) == ("Kết quả công tác năm 2024", "2024")
    assert headings(report) == [("I. TÌNH HÌNH",), ("I. TÌNH HÌNH", "1. Chung")]


def test_numbered_lines_in_bold_are_headings_even_with_a_full_stop(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph().add_run("1. Công tác tuyên truyền.").bold = True
    document.add_paragraph("1. Đã tổ chức 12 hội nghị.")
    assert headings(report_of(document, tmp_path)) == [("1. Công tác tuyên truyền.",)]


# fields


def field_of(instruction: str, inner: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} '
        f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{inner}'
    )


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_a_table_of_contents_is_left_out() -> None:
    document = Document()
    first = field_of('TOC \\o "1-3" \\h', f"{run('I. TÌNH HÌNH')}{field_of('PAGEREF _Toc1', run('2'))}{END}")
    add_xml(document, f"<w:p>{first}</w:p><w:p>{run('II. KẾT QUẢ')}</w:p><w:p>{END}</w:p><w:p>{run('Thân bài')}</w:p>")
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("I. TÌNH HÌNH\t2", style=style)
    assert texts(document) == ["Thân bài"]


def test_page_numbers_go_and_results_of_other_fields_stay() -> None:
    document = Document()
    page = f"<w:p>{run('Trang ')}{field_of('PAGE', run('7'))}{END}</w:p>"
    link = f"<w:p>{run('Xem ')}{field_of('HYPERLINK http://x', run('Nghị quyết 76'))}{END}</w:p>"
    simple = f'<w:p>{run("Tờ ")}<w:fldSimple w:instr=" NUMPAGES ">{run("9")}</w:fldSimple></w:p>'
    anchor = f'<w:p><w:hyperlink w:anchor="a">{run("Phụ lục kèm theo")}</w:hyperlink></w:p>'
    add_xml(document, page + link + simple + anchor)
    assert texts(document) == ["Trang", "Xem Nghị quyết 76", "Tờ", "Phụ lục kèm theo"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    document = Document()
    add_xml(document, f"<w:p>{field_of('TOC', run('I. MỘT'))}</w:p><w:p>{run('Thân bài')}</w:p>")
    assert texts(document) == ["I. MỘT", "Thân bài"]


# runs


def test_hidden_text_placeholders_and_comments_are_left_out() -> None:
    document = Document()
    held = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>"
    add_xml(
        document,
        f"<w:p>{run('Còn')}{run(' ẩn', '<w:vanish/>')}<w:commentRangeStart w:id='0'/>{run(' lại')}"
        "<w:commentRangeEnd w:id='0'/><w:r><w:commentReference w:id='0'/></w:r></w:p>"
        + held.format("<w:showingPlcHdr/>", run("Bấm để nhập"))
        + held.format("", run("Đã nhập")),
    )
    assert texts(document) == ["Còn lại", "Đã nhập"]


def test_symbols_and_equations_are_spelled_on_the_line() -> None:
    document = Document()
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    part = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{part.format('a+b')}</m:num><m:den>{part.format('c')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{part.format('x')}</m:e><m:sup>{part.format('2')}</m:sup></m:sSup>"
    add_xml(
        document,
        f"<w:p>{run('Tỷ lệ ')}{sign}{run(' 90%')}</w:p>"
        f"<w:p><m:oMath {MATH}>{fraction}{part.format('=')}{power}</m:oMath></w:p>",
    )
    assert texts(document) == ["Tỷ lệ ≥ 90%", "(a+b)/c=x^2"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    document = Document()
    deleted = "<w:pPr><w:rPr><w:del w:id='1' w:author='a'/></w:rPr></w:pPr>"
    add_xml(document, f"<w:p>{deleted}{run('Đạt ')}</w:p><w:p>{run('90% kế hoạch.')}</w:p><w:p>{run('Hết.')}</w:p>")
    assert texts(document) == ["Đạt 90% kế hoạch.", "Hết."]


def test_content_given_in_two_ways_is_read_once() -> None:
    document = Document()
    choice, fallback = run("mới"), run("cũ")
    told = f'<mc:Choice Requires="w14">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>'
    add_xml(document, f"<w:p>{run('Bản ')}<mc:AlternateContent>{told}</mc:AlternateContent></w:p>")
    assert texts(document) == ["Bản mới"]


def test_headers_and_footers_are_left_out() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.sections[0].footer.paragraphs[0].text = "Chân trang"
    document.add_paragraph("Thân")
    assert texts(document) == ["Thân"]


# tables


def test_a_header_that_word_marks_is_known_without_merged_corners() -> None:
    document = Document()
    rows = [("STT", "Đơn vị", "Năm 2022", ""), ("", "", "2021", "Điểm"), ("1", "Sở Y tế", "5", "6")]
    table = document.add_table(3, 4)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    for row in list(table.rows)[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    (grid,) = grids(document)
    assert (grid.header, grid.spans) == (2, {(0, 2): (1, 2)})


def test_a_piece_that_goes_on_a_group_keeps_its_group(tmp_path: Path) -> None:
    """A table cut in two: the header again, the group's cell empty at the top of the second piece."""
    document = Document()
    merge = '<w:tc><w:tcPr><w:vMerge w:val="{}"/></w:tcPr><w:p>{}</w:p></w:tc>'
    tail = "".join(f"<w:tc><w:p>{run('{}')}</w:p></w:tc>" for _ in range(2))

    def row(lead: str, label: str, figure: str) -> str:
        return f"<w:tr>{lead}{tail.format(label, figure)}</w:tr>"

    head = row(f"<w:tc><w:p>{run('Nhóm')}</w:p></w:tc>", "Nội dung", "Số")
    first = row(merge.format("restart", run("Y tế")), "Khám", "5") + row(merge.format("continue", ""), "Chữa", "6")
    more = row("<w:tc><w:p/></w:tc>", "Phòng", "7") + row(f"<w:tc><w:p>{run('Giáo dục')}</w:p></w:tc>", "Học", "8")
    grid = "<w:tblPr/><w:tblGrid><w:gridCol w:w='900'/><w:gridCol w:w='900'/><w:gridCol w:w='900'/></w:tblGrid>"
    add_xml(document, f"<w:tbl>{grid}{head}{first}</w:tbl><w:p/><w:tbl>{grid}{head}{more}</w:tbl>")
    (table,) = report_of(document, tmp_path).tables
    assert [r.path for r in table.rows] == [("Y tế", "Khám"), ("Y tế", "Chữa"), ("Y tế", "Phòng"), ("Giáo dục", "Học")]


def test_a_table_inside_a_frame_stands_where_it_was() -> None:
    document = Document()
    inner = cells(("Tên", "Số"), ("A", "5"), ("B", "6"))
    frame = f"<w:p>{run('Trước')}</w:p>{inner}<w:p>{run('Sau')}</w:p>"
    add_xml(document, cells((frame,)))
    told = [item.grid.rows[0] if isinstance(item, GridItem) else item.text for item in items_of(document)]
    assert told == ["Trước", ("Tên", "Số"), "Sau"]


def test_landscape_sections_cut_nothing(tmp_path: Path) -> None:
    document = Document()
    number_levels(document, [("upperRoman", "%1.")])
    document.add_paragraph("Trước")
    document.add_section().orientation = 1  # type: ignore[assignment]
    add_xml(document, cells(("Tên", "Số"), ("A", "5"), ("B", "6")))
    document.add_section()
    document.add_paragraph("Sau")
    blocks = report_of(document, tmp_path).blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]


# packages


def repacked(data: bytes, change: dict[bytes, bytes]) -> bytes:
    """The file with some strings of its XML parts put otherwise."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            for before, after in change.items() if name.endswith((".xml", ".rels")) else ():
                part = part.replace(before, after)
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        {b"openxmlformats-officedocument.wordprocessingml.document.main": b"ms-word.document.macroEnabled.main"},
        {b"wordprocessingml.document.main": b"wordprocessingml.template.main"},
        {
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        },
    ],
    ids=["docm", "dotx", "strict"],
)
def test_files_with_macros_templates_and_strict_files_are_read(tmp_path: Path, change: dict[bytes, bytes]) -> None:
    document = Document()
    document.add_heading("I. TÌNH HÌNH", 1)
    document.add_paragraph("Đã xong mọi việc.")
    path = tmp_path / "a.docm"
    path.write_bytes(repacked(saved(document), change))
    assert [block.text for block in read_report(path).blocks if not isinstance(block, Table)] == [
        "I. TÌNH HÌNH",
        "Đã xong mọi việc.",
    ]


def without(data: bytes, *missing: str) -> bytes:
    """The file without some of its parts, still related to them."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in missing:
                new.writestr(name, old.read(name))
    return out.getvalue()


def test_a_missing_part_is_no_fault_unless_it_is_the_document(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Nội dung đầy đủ.")
    path = tmp_path / "thieu.docx"
    path.write_bytes(without(saved(document), "word/styles.xml", "word/settings.xml"))
    assert [block.text for block in read_report(path).blocks if isinstance(block, Paragraph)] == ["Nội dung đầy đủ."]
    path.write_bytes(without(saved(document), "word/document.xml"))
    with pytest.raises(ReadingError, match="bị hỏng"):
        read_report(path)
