"""A file is known by what it holds, whatever it is called; what is no report is named for what it is."""

from __future__ import annotations

import gzip
import pickle
import sqlite3
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import ReadingError
from corpus.files import SourceFile
from corpus.formats import Format, recognise
from corpus.readers import read_report

NAMES = ("a", "a.pdf", "a.txt", "a.doc", "a.docx", "a.xls", "a.xlsx", "a.csv", "a.html", "a.jpg", "a.md", "a.bin")
TABLE = "STT;Tên đơn vị;Điểm số\n1;Sở Nội vụ;59,27\n2;Sở Y tế;66,50\n3;Sở Tư pháp;70,10\n"
PROSE = (
    "Năm 2024, tỉnh đạt 83,14 điểm, giảm 4,40 điểm so với năm 2023, xếp thứ 49/63 tỉnh, thành phố.\n"
    "Các sở, ngành, huyện, thị xã đã nộp báo cáo; một số nơi còn chậm, thiếu số liệu.\n"
    "Ủy ban nhân dân tỉnh yêu cầu các đơn vị khắc phục; nghiêm túc rút kinh nghiệm.\n"
)


def made(save: object) -> bytes:
    """The bytes that something with `save` writes."""
    stream = BytesIO()
    save.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def make_pdf() -> bytes:
    """A page of one line."""
    stream = BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(80, 700, "Bao cao nam 2024")
    canvas.save()
    return stream.getvalue()


def make_image(form: str) -> bytes:
    """A white picture."""
    stream = BytesIO()
    Image.new("L", (60, 40), 255).save(stream, form)
    return stream.getvalue()


def make_zip(*names: str) -> bytes:
    """An archive of empty parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return stream.getvalue()


def make_tar() -> bytes:
    """A tar of one file."""
    stream = BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as package:
        package.addfile(tarfile.TarInfo("a.txt"))
    return stream.getvalue()


def make_sqlite(folder: Path) -> bytes:
    """A database of one table."""
    with sqlite3.connect(folder / "a.db") as database:
        database.execute("create table t (a)")
    return (folder / "a.db").read_bytes()


def make_workbook() -> Workbook:
    """A sheet with one cell."""
    book = Workbook()
    book.active["A1"] = "Báo cáo"  # type: ignore[index]
    return book


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
KINDS = {
    Format.DOCX: [lambda: made(Document())],
    Format.XLSX: [lambda: made(make_workbook())],
    Format.PDF: [make_pdf, lambda: b"\r\n\r\n" + make_pdf()],
    Format.IMAGE: [lambda form=form: make_image(form) for form in ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")],
    Format.OFFICE: [
        lambda: b"{\\rtf1\\ansi B\\'e1o c\\'e1o}",
        lambda: b"\xef\xbb\xbf\n{\\rtf1 a}",
        lambda: OLE + "WordDocument".encode("utf-16-le"),
        lambda: OLE + "Workbook".encode("utf-16-le"),
        lambda: make_zip("mimetype", "content.xml"),
        lambda: make_zip("[Content_Types].xml", "ppt/presentation.xml"),
        lambda: b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument/>',
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    ],
    Format.LOCKED: [lambda: OLE + "EncryptedPackage".encode("utf-16-le")],
    Format.HTML: [
        lambda: b"<html><body><p>a</p></body></html>",
        lambda: "\ufeff<!-- xuất từ Excel -->\n<TABLE><tr><td>Báo cáo</td></tr></TABLE>".encode(),
        lambda: '<?xml version="1.0"?><!DOCTYPE html><html/>'.encode("utf-16"),
    ],
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("kind", "make"), [(kind, make) for kind, makers in KINDS.items() for make in makers])
def test_a_file_is_what_it_holds(kind: Format, make: object, name: str) -> None:
    assert recognise(SourceFile(Path(name), make())) is kind  # type: ignore[operator]


@pytest.mark.parametrize("delimiter", [";", ",", "|", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("name", ["bang", "bang.txt", "bang.csv", "bang.xls", "bang.doc"])
def test_rows_of_cells_are_a_table_whatever_the_name(delimiter: str, encoding: str, name: str) -> None:
    text = TABLE.replace(",", ".").replace(";", delimiter)
    data = text.encode(encoding) if encoding != "cp1258" else "STT;a\n1;b\n2;c\n".replace(";", delimiter).encode()
    assert recognise(SourceFile(Path(name), data)) is Format.CSV


@pytest.mark.parametrize("name", ["bao-cao", "bao-cao.txt", "bao-cao.doc"])
@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Nơi nhận:\n- Như trên;\n- Sở Nội vụ;\n- Lưu: VT;\n",
        "Sóc Trăng, ngày 01 tháng 02\nBình Giang, ngày 03 tháng 04\nCần Thơ, ngày 05 tháng 06\n",
        "Điểm 59,27\nĐiểm 66,50\nĐiểm 70,10\nĐiểm 71,20\n",
        "a",
    ],
)
def test_prose_is_no_table(name: str, text: str) -> None:
    assert recognise(SourceFile(Path(name), text.encode())) is Format.TEXT


def test_sample_reports_are_text(samples: Path) -> None:
    for path in samples.glob("*.txt"):
        assert recognise(SourceFile(path, path.read_bytes())) is Format.TEXT


@pytest.mark.parametrize("text", ["# Báo cáo\n\n## Kết quả\n\na\n", "Kết quả:\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n"])
def test_markdown_is_known_by_its_signs(text: str) -> None:
    assert recognise(SourceFile(Path("a.txt"), text.encode())) is Format.MARKDOWN


FOREIGN = {
    "chương trình Windows": b"MZ\x90\0\3\0\0\0\4" + bytes(200),
    "chương trình Linux": b"\x7fELF\2\1\1" + bytes(200),
    "tệp video": b"\0\0\0\x18ftypmp42" + bytes(200),
    "tệp nén RAR": b"Rar!\x1a\x07\1\0" + bytes(50),
    "tệp nén gzip": gzip.compress(b"bao cao"),
    "tệp nén ZIP": make_zip("a.txt", "b.txt"),
    "tệp nén TAR": make_tar(),
    "dữ liệu của chương trình Python": pickle.dumps({"a": [1, 2]}),
    "thư Outlook": OLE + "__substg1.0_1000001F".encode("utf-16-le"),
    "tệp dữ liệu XML": b'<?xml version="1.0"?><rss><item>a</item></rss>',
    "tệp in PostScript": b"%!PS-Adobe-3.0\n",
}


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.txt", "a"])
@pytest.mark.parametrize("told", FOREIGN)
def test_what_is_no_report_is_named_for_what_it_is(tmp_path: Path, told: str, name: str) -> None:
    (tmp_path / name).write_bytes(FOREIGN[told])
    with pytest.raises(ReadingError, match=f"là {told}"):
        read_report(tmp_path / name)


def test_a_database_is_named_for_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(make_sqlite(tmp_path))
    with pytest.raises(ReadingError, match="cơ sở dữ liệu SQLite"):
        read_report(tmp_path / "a.docx")
