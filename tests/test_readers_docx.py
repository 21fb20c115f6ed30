"""Word files: every table of the samples read back as the plain text gives it, and what Word adds to text."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from test_readers_html import SAMPLES, header_of, sample_grids, share, span_cells

from corpus.assemble import GridItem, Item, TextItem
from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers import read_report
from corpus.readers.docx import docx_items
from corpus.tables import Grid, mend_page_breaks


def add_table(document: Word, grid: Grid) -> None:
    """A grid as Word has it: gridSpan and vMerge in the header, italics in runs."""
    width = len(grid.rows[0])
    table = document.add_table(rows=len(grid.rows), cols=width)
    places = table._cells  # all at once: table.cell(r, c) counts from the first each time
    for r, row in enumerate(span_cells(grid)):
        for c, cell in row:
            place = places[r * width + c]
            if cell.height > 1 or cell.width > 1:
                place = place.merge(places[(r + cell.height - 1) * width + c + cell.width - 1])
            place.paragraphs[0].add_run(cell.text).italic = cell.italic or None


def cut(grid: Grid, after: int) -> list[Grid]:
    """A table as two, the header printed again."""
    header = header_of(grid)
    head = range(header)
    pieces: list[Sequence[int]] = [range(after), [*head, *range(after, len(grid.rows))]]
    return [
        Grid(
            tuple(grid.rows[r] for r in piece),
            tuple(grid.lines[r] for r in piece),
            frozenset(),
            frozenset((i, c) for i, r in enumerate(piece) for c in range(len(grid.rows[0])) if (r, c) in grid.emphasis),
        )
        for piece in pieces
    ]


def saved(document: Word) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def items_of(document: Word) -> list[Item]:
    return docx_items(saved(document))


def texts(document: Word) -> list[str]:
    return [item.text for item in items_of(document) if isinstance(item, TextItem)]


def grids(document: Word) -> list[Grid]:
    return [mend_page_breaks(item.grid) for item in items_of(document) if isinstance(item, GridItem)]


def add_xml(document: Word, body: str) -> None:
    """A paragraph or table in Word's own XML at the end of the body."""
    spaces = nsdecls("w") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    root = parse_xml(f"<w:body {spaces}>{body}</w:body>")
    for node in list(root):
        document.element.body.insert(len(document.element.body) - 1, node)


def number_levels(document: Word, levels: Sequence[tuple[str, str]], number: int = 77) -> None:
    """A list with the given forms and texts of its levels."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def listed(text: str, level: int, number: int = 77) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def cells(*rows: Sequence[str]) -> str:
    """A table whose cells hold the given XML or text."""
    width = max(map(len, rows))

    def cell(text: str) -> str:
        return f"<w:tc>{text if text.startswith('<') else f'<w:p><w:r><w:t>{text}</w:t></w:r></w:p>'}</w:tc>"

    columns = '<w:gridCol w:w="1000"/>' * width
    told = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{told}</w:tbl>"


@pytest.fixture
def samples(root: Path) -> Path:
    return root / "corpus" / "samples"


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("in_pieces", [False, True])
def test_every_table_comes_back_exactly(samples: Path, tmp_path: Path, name: str, in_pieces: bool) -> None:
    document = Document()
    for i, grid in enumerate(sample_grids(samples, name)):
        document.add_paragraph(f"Kết quả của phần {i} như sau:")
        after = (header_of(grid) + len(grid.rows)) // 2 + 1
        for piece in cut(grid, after) if in_pieces and len(grid.rows) > after else [grid]:
            add_table(document, piece)
            document.add_paragraph("")
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(saved(document))
    right, tables = share(read_report(path), read_report(samples / name))
    assert right == tables


def test_automatic_numbers_are_printed_by_level() -> None:
    document = Document()
    number_levels(document, [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)")])
    told = [("TÌNH HÌNH", 0), ("Chung", 1), ("Riêng", 2), ("Hai", 2), ("Chữ", 3), ("KẾT QUẢ", 0), ("Lại", 1)]
    add_xml(document, "".join(listed(text, level) for text, level in told))
    assert texts(document) == [
        "I. TÌNH HÌNH", "1. Chung", "1.1. Riêng", "1.2. Hai", "a) Chữ", "II. KẾT QUẢ", "1. Lại"
    ]  # fmt: skip


def test_a_heading_style_numbers_its_paragraphs() -> None:
    document = Document()
    number_levels(document, [("upperRoman", "%1."), ("decimal", "%2.")])
    for level in (1, 2):
        properties = document.styles[f"Heading {level}"].element.get_or_add_pPr()
        ilvl = f'<w:ilvl w:val="{level - 1}"/>' if level > 1 else ""
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}>{ilvl}<w:numId w:val="77"/></w:numPr>'))
    for text, level in [("MỘT", 1), ("Chung", 2), ("HAI", 1), ("Lại", 2)]:
        document.add_heading(text, level)
    assert texts(document) == ["I. MỘT", "1. Chung", "II. HAI", "1. Lại"]


def test_ordinals_of_rows_may_be_automatic() -> None:
    document = Document()
    number_levels(document, [("decimal", "%1")])
    rows = [(listed("", 0), f"Xã {name}", str(count)) for name, count in zip("ABC", (10, 20, 30), strict=True)]
    add_xml(document, cells(("STT", "Đơn vị", "Hồ sơ"), *rows))
    assert [row[0] for row in grids(document)[0].rows] == ["STT", "1", "2", "3"]


def test_tracked_changes_are_read_as_accepted() -> None:
    document = Document()
    add_xml(
        document,
        '<w:p><w:r><w:t xml:space="preserve">Đạt </w:t></w:r><w:del><w:r><w:delText>80</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t>90</w:t></w:r></w:ins><w:r><w:t>%.</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>Bỏ</w:delText></w:r></w:del></w:p>",
    )
    deleted = cells(("Tên", "Số"), ("A", "1"), ("B", "2")).replace(
        "<w:tr><w:tc><w:p><w:r><w:t>B", "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>B"
    )
    add_xml(document, deleted)
    assert texts(document) == ["Đạt 90%."]
    assert grids(document)[0].rows == (("Tên", "Số"), ("A", "1"))


def test_nested_tables_follow_and_lists_in_cells_are_one_text() -> None:
    document = Document()
    inner = cells(("x", "y"), ("1", "2"))
    mixed = "<w:p><w:r><w:t>+ một.</w:t></w:r></w:p><w:p><w:r><w:t>+ hai.</w:t></w:r></w:p>" + inner + "<w:p/>"
    add_xml(document, cells(("Tên", "Việc"), ("A", mixed), ("B", "3")))
    assert [grid.rows for grid in grids(document)] == [
        (("Tên", "Việc"), ("A", "+ một. + hai."), ("B", "3")),
        (("x", "y"), ("1", "2")),
    ]


def test_borders_that_nearly_meet_are_one() -> None:
    document = Document()
    rows = (
        '<w:tr><w:tc><w:p><w:r><w:t>Tên</w:t></w:r></w:p></w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
        "<w:p><w:r><w:t>Số</w:t></w:r></w:p></w:tc></w:tr>"
        '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr>"
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in (2000, 15, 1500))
    add_xml(document, f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>")
    assert grids(document)[0].rows == (("Tên", "Số"), ("A", "5"))


def test_a_text_box_is_read_once() -> None:
    document = Document()
    box = "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    add_xml(
        document,
        f"<w:p><w:r><w:t>Ngoài</w:t></w:r><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>",
    )
    assert texts(document) == ["Ngoài", "Trong khung"]


def with_part(data: bytes, name: str, content: str, kind: str = "") -> bytes:
    """The file with a part put in (and, of a kind, related to the document)."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            part = old.read(entry)
            if entry == name:
                continue
            if kind and entry == "[Content_Types].xml":
                office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
                told = f'<Override PartName="/{name}" ContentType="{office}.{kind}+xml"/>'
                part = part.replace(b"</Types>", told.encode() + b"</Types>")
            if kind and entry == "word/_rels/document.xml.rels":
                base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
                told = f'<Relationship Id="rId900" Type="{base}/{kind}" Target="{Path(name).name}"/>'
                part = part.replace(b"</Relationships>", told.encode() + b"</Relationships>")
            new.writestr(entry, part)
        new.writestr(name, content)
    return out.getvalue()


def test_footnotes_are_called_and_told(tmp_path: Path) -> None:
    document = Document()
    add_xml(
        document,
        '<w:p><w:r><w:t>Cơ cấu</w:t></w:r><w:r><w:footnoteReference w:id="4"/></w:r>'
        '<w:r><w:t xml:space="preserve"> đổi.</w:t></w:r></w:p>',
    )
    told = "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Gồm bốn nhóm</w:t></w:r></w:p>"
    note = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="4">{told}</w:footnote></w:footnotes>'
    path = tmp_path / "chu-thich.docx"
    path.write_bytes(with_part(saved(document), "word/footnotes.xml", note, "footnotes"))
    items = docx_items(path.read_bytes())
    assert [item.text for item in items if isinstance(item, TextItem)] == ["Cơ cấu¹ đổi.", "¹ Gồm bốn nhóm"]
    paragraph = read_report(path).blocks[0]
    assert [note.text for note in paragraph.footnotes] == ["Gồm bốn nhóm"]  # type: ignore[union-attr]


def test_a_raised_figure_is_no_digit_of_the_number() -> None:
    document = Document()
    paragraph = document.add_paragraph("Đạt 59,27")
    paragraph.add_run("1").font.superscript = True
    assert texts(document) == ["Đạt 59,27¹"]


def test_fonts_from_before_unicode_are_converted() -> None:
    document = Document()
    for font, text in [(".VnTime", "Céng hoµ"), (".VnTimeH", "céng hoµ"), ("VNI-Times", "Coäng hoøa"), ("Arial", "µ")]:
        document.add_paragraph().add_run(text).font.name = font
    assert texts(document) == ["Cộng hoà", "CỘNG HOÀ", "Cộng hòa", "µ"]


def test_a_letterhead_and_signatures_are_text(tmp_path: Path) -> None:
    document = Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "UBND TỈNH BÌNH GIANG\nSỞ NỘI VỤ"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text, head.cell(1, 1).text = "Số: 12/BC-SNV", "Bình Giang, ngày 02 tháng 3 năm 2025"
    for text in ("BÁO CÁO", "Kết quả năm 2024", "I. TÌNH HÌNH", "Đã xong mọi việc."):
        document.add_paragraph(text)
    signed = document.add_table(rows=1, cols=2)
    signed.cell(0, 0).text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    signed.cell(0, 1).text = "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nNguyễn Văn An"
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    report = read_report(path)
    assert (report.number, report.date, report.body) == ("12/BC-SNV", "2025-03-02", "Sở Nội vụ")
    assert (report.title, report.signer) == ("Kết quả năm 2024", "Nguyễn Văn An")


def bomb() -> bytes:
    return with_part(saved(Document()), "word/media/image9.bin", "0" * 60_000_000)


def entities() -> bytes:
    told = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document/>'
    return with_part(saved(Document()), "word/document.xml", told)


def deep() -> bytes:
    told = "<w:tbl><w:tr><w:tc>" * 5000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 5000
    return with_part(
        saved(Document()), "word/document.xml", f"<w:document {nsdecls('w')}><w:body>{told}</w:body></w:document>"
    )


def late_entities() -> bytes:
    """A document type behind more blanks than a first look would take in."""
    told = f'<?xml version="1.0"?>{" " * 5000}<!DOCTYPE a [<!ENTITY x "y">]>{" " * 70_000}<w:document/>'
    return with_part(saved(Document()), "word/document.xml", told)


def locked_parts() -> bytes:
    """An archive whose parts are encrypted one by one."""
    data = bytearray(saved(Document()))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(sign, at + 4)
    return bytes(data)


def headless() -> bytes:
    """A part of another kind where python-docx counts on relationships."""
    return with_part(saved(Document()), "_rels/.rels", "<a/>")


BAD = {
    "empty": (b"", "trống"),
    "old": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "hỏng"),
    "locked": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "truncated": (saved(Document())[:9000], "bị hỏng"),
    "zip": (with_part(saved(Document()), "word/document.xml", "<a"), "bị hỏng"),
    "bomb": (bomb(), "quá lớn"),
    "entities": (entities(), "không được phép"),
    "climbing": (with_part(saved(Document()), "../../a.xml", "<a/>"), "không được phép"),
    "deep": (deep(), "bị hỏng"),
    "late entities": (late_entities(), "không được phép"),
    "locked parts": (locked_parts(), "mật khẩu"),
    "headless": (headless(), "bị hỏng"),
    "no text": (saved(Document()), "không có nội dung"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    path = tmp_path / "xau.docx"
    path.write_bytes(BAD[name][0])
    with pytest.raises(ReadingError, match=BAD[name][1]):
        read_report(path)


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "nhieu.docx"
    path.write_bytes(saved(Document()))
    with pytest.raises(ReadingError, match="quá lớn"):
        read_report(path, Limits(entries=5))


def test_a_remote_template_is_not_fetched() -> None:
    document = Document()
    document.add_paragraph("Nội dung")
    document.part.relate_to("http://example.com/a.dotm", "http://x/relationships/attachedTemplate", is_external=True)
    assert texts(document) == ["Nội dung"]
