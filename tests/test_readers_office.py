"""Old and other Office formats, made by LibreOffice itself and read back through it; what it cannot open."""

from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from corpus.errors import ReadingError
from corpus.files import Limits, SourceFile, say_nothing
from corpus.formats import Format, recognise
from corpus.readers import office, read_report
from corpus.readers.office_kinds import is_locked, kind_of
from corpus.values import Report

needs_office = pytest.mark.skipif(office.find_soffice() is None, reason="cần LibreOffice (soffice)")
ROWS = (("Đơn vị", "Số hồ sơ", "Tỷ lệ"), ("Sở Y tế", 1250, 0.9231), ("Sở Tư pháp", 46944, 0.875))


def word_file(folder: Path) -> Path:
    """A Word file with a heading, a sentence and a table."""
    document = Document()
    document.add_heading("I. KẾT QUẢ GIẢI QUYẾT HỒ SƠ", 1)
    document.add_paragraph("Năm 2024, các sở giải quyết hồ sơ đúng hạn theo quy định.")
    table = document.add_table(len(ROWS), 3)
    for r, row in enumerate((ROWS[0], ("Sở Y tế", "1.250", "92,31%"), ("Sở Tư pháp", "46.944", "87,50%"))):
        for c, text in enumerate(row):
            table.cell(r, c).text = str(text)
    document.add_paragraph("Số liệu tính đến cuối kỳ báo cáo.")
    path = folder / "goc.docx"
    document.save(str(path))
    return path


def workbook_file(folder: Path) -> Path:
    """A workbook with true numbers under formats."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Hồ sơ"
    for row in ROWS:
        sheet.append(row)
    for r in (2, 3):
        sheet.cell(r, 2).number_format, sheet.cell(r, 3).number_format = "#,##0", "0.00%"
    path = folder / "goc.xlsx"
    book.save(path)
    return path


def converted(source: Path, suffix: str, export: str = "") -> Path:
    """The file in another format, as LibreOffice writes it."""
    program = office.find_soffice()
    assert program is not None
    profile = (source.parent / "profile").as_uri()
    target = f"{suffix}:{export}" if export else suffix
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
    subprocess.run([*command, "--outdir", str(source.parent), str(source)], check=True, capture_output=True, timeout=99)
    made = source.with_suffix(f".{suffix}")
    assert made.is_file()
    return made


def values(report: Report) -> list[tuple[str, list[object]]]:
    """The rows of the one table with their values."""
    (table,) = report.tables
    return [(row.path[-1], [cell.value for cell in row.cells]) for row in table.rows]


WANTED = [
    ("Sở Y tế", [Decimal(1250), Decimal("92.31")]),
    ("Sở Tư pháp", [Decimal(46944), Decimal("87.5")]),
]


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_old_word_formats_are_read(tmp_path: Path, suffix: str) -> None:
    path = converted(word_file(tmp_path), suffix)
    report = read_report(path)
    assert values(report) == WANTED
    assert report.source == str(path)
    assert report.sha256 == SourceFile(path, path.read_bytes()).sha256
    assert any("đúng hạn" in getattr(block, "text", "") for block in report.blocks)


@needs_office
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_old_workbooks_are_read(tmp_path: Path, suffix: str) -> None:
    report = read_report(converted(workbook_file(tmp_path), suffix))
    assert values(report) == WANTED
    assert report.tables[0].path == ("Hồ sơ",)


@needs_office
def test_slides_are_read_as_pages(tmp_path: Path) -> None:
    slides = tmp_path / "goc.fodp"
    slides.write_text(_SLIDES, encoding="utf-8")
    report = read_report(converted(slides, "pptx"))
    assert any("cải cách hành chính" in getattr(block, "text", "").lower() for block in report.blocks)


_SLIDES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:mimetype="application/vnd.oasis.opendocument.presentation" office:version="1.2">
<office:body><office:presentation><draw:page draw:name="trang1">
<draw:frame svg:width="20cm" svg:height="3cm" svg:x="2cm" svg:y="2cm"><draw:text-box>
<text:p>Kết quả cải cách hành chính năm 2024</text:p></draw:text-box></draw:frame>
</draw:page></office:presentation></office:body></office:document>
"""


@needs_office
def test_several_files_are_converted_at_once(tmp_path: Path) -> None:
    path = converted(workbook_file(tmp_path), "ods")
    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(read_report, [path, path]))
    assert [values(report) for report in reports] == [WANTED, WANTED]


def test_what_is_named_doc_is_read_for_what_it_is(tmp_path: Path) -> None:
    word = shutil.copy(word_file(tmp_path), tmp_path / "that.doc")
    assert values(read_report(Path(word))) == WANTED
    page = tmp_path / "trang.doc"
    rows = "<tr><td>Đơn vị</td><td>Số</td></tr><tr><td>Sở Y tế</td><td>12</td></tr>"
    page.write_text(f"<html><body><table>{rows}</table></body></html>", encoding="utf-8")
    assert read_report(page).tables[0].rows[0].cells[0].value == 12
    rich = tmp_path / "giau.doc"
    rich.write_bytes(b"{\\rtf1 Bao cao}")
    assert recognise(SourceFile(rich, rich.read_bytes())) is Format.OFFICE
    assert kind_of(SourceFile(rich, rich.read_bytes())).target == "docx"


# --- what cannot be read --------------------------------------------------------------------------


def test_without_libreoffice_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_soffice", lambda: None)
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 Bao cao}")
    with pytest.raises(ReadingError, match="cài LibreOffice"):
        read_report(path)


def test_a_file_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0\1" * 2000)
    with pytest.raises(ReadingError, match="hỏng"):
        read_report(path)


@needs_office
def test_a_conversion_is_ended_when_its_time_is_up(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(b"{\\rtf1 Bao cao}")
    file = SourceFile(path, path.read_bytes())
    with pytest.raises(ReadingError, match="giây nên đã dừng"):
        office.OfficeReader(seconds=0.05).read(file, Limits(), say_nothing)


@needs_office
def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = converted(workbook_file(tmp_path), "xls")
    path.write_bytes(path.read_bytes()[:700] + b"Workbook\0".decode().encode("utf-16-le") * 3)
    with pytest.raises(ReadingError):
        read_report(path)


def test_passwords_are_seen_in_old_formats() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    names = {".doc": "WordDocument\0", ".xls": "Workbook\0"}
    for locked in (False, True):
        flags = (0x0100 if locked else 0).to_bytes(2, "little")
        word = (b"\xec\xa5\xc1\x00" + b"\0" * 6 + flags).ljust(512, b"\0")
        record = b"\x2f\x00\x02\x00\x00\x00" if locked else b"\xe1\x00\x02\x00\x00\x00"
        excel = (b"\x09\x08\x04\x00\0\0\0\0" + record).ljust(512, b"\0")
        for suffix, head in ((".doc", word), (".xls", excel)):
            file = SourceFile(Path("a"), ole + head + names[suffix].encode("utf-16-le"))
            assert kind_of(file).suffix == suffix
            assert is_locked(file, kind_of(file)) is locked
