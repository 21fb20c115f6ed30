"""Text in fonts from before Unicode: read as the font shows it, by the font's name, run by run."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from test_encodings import to_tcvn3, to_vni

from corpus import viscii
from corpus.fonts import family_of, read_in_family
from corpus.readers import read_report
from corpus.values import Paragraph

TEXT = "Sở Nội vụ đã giải quyết 1.235 hồ sơ (98,3%) đúng hạn, trễ hạn 21 hồ sơ; đề nghị huyện Mỹ Tú xử lý"


def to_table(table: dict[int, str], text: str) -> str:
    """As Windows shows the bytes of VISCII or VPS."""
    places = {letter: byte for byte, letter in table.items() if byte >= 0x80}
    return "".join(
        bytes([places[char]]).decode("cp1252", "replace").replace("\ufffd", chr(places[char])) if char in places
        else char
        for char in text
    )  # fmt: skip


SHOWN = {
    ".VnTime": to_tcvn3(TEXT).decode("latin-1"),
    "VNI-Times": to_vni(TEXT).decode("latin-1"),
    "VPS Times": to_table(viscii._VPS, TEXT),
    "VI Times": to_table(viscii._VISCII, TEXT),
}


def test_fonts_are_known_by_their_names() -> None:
    for name, family in {
        ".VnTime": "TCVN3", ".VnTimeH": "TCVN3 capitals", ".VnArial NarrowH": "TCVN3 capitals", ".vntime": "TCVN3",
        "VNI-Times": "VNI", "VNI Helve": "VNI", "Vni-times": "VNI", "VPS Times": "VPS", "VPS-Helv": "VPS",
        "VI Times": "VISCII", "Times New Roman": "", "Viner Hand ITC": "", "Vnipress": "", "Arial": "", "": "",
    }.items():  # fmt: skip
        assert family_of(name) == family, name


@pytest.mark.parametrize("font", list(SHOWN))
def test_a_text_is_read_as_its_font_shows_it(font: str) -> None:
    assert SHOWN[font] != TEXT
    assert read_in_family(SHOWN[font], family_of(font)) == TEXT
    for word, shown in zip(TEXT.split(), SHOWN[font].split(), strict=True):
        assert read_in_family(shown, family_of(font)) == word
    # Word keeps letters of such fonts among its private signs, too
    private = "".join(chr(0xF000 + ord(char)) if "\x7f" < char <= "\xff" else char for char in SHOWN[font])
    assert read_in_family(private, family_of(font)) == TEXT


@pytest.mark.parametrize("font", list(SHOWN))
def test_unicode_under_the_name_of_an_old_font_stays(font: str) -> None:
    for text in (TEXT, "Hà", "vào", "Đúng hạn", "1.235", "Tổng số – cả năm"):
        assert read_in_family(text, family_of(font)) == text


@pytest.mark.parametrize("font", list(SHOWN))
def test_each_run_of_a_word_file_is_read_in_its_own_font(font: str, tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for name, text in ((font, SHOWN[font]), ("Arial", " và Sở Y tế µ "), (font, SHOWN[font])):
        paragraph.add_run(text).font.name = name
    document.save(str(tmp_path / "a.docx"))
    (block,) = read_report(tmp_path / "a.docx").blocks
    assert isinstance(block, Paragraph)
    assert block.text == f"{TEXT} và Sở Y tế µ {TEXT}"


@pytest.mark.parametrize("font", list(SHOWN))
def test_each_run_of_a_cell_is_read_in_its_own_font(font: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rich = CellRichText(TextBlock(InlineFont(rFont=font), SHOWN[font]), TextBlock(InlineFont(rFont="Arial"), " và Sở"))
    for row in (["Đơn vị", "Số"], [rich, 5], ["Sở Y tế", 6]):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    path = tmp_path / "a.xlsx"
    path.write_bytes(stream.getvalue())
    (table,) = read_report(path).tables
    assert [row.path[-1] for row in table.rows] == [f"{TEXT} và Sở", "Sở Y tế"]


@pytest.mark.parametrize("font", list(SHOWN))
def test_each_part_of_a_web_page_is_read_in_its_own_font(font: str, tmp_path: Path) -> None:
    shown = SHOWN[font]
    page = f"""<p>Báo cáo của <font face="{font}">{shown}</font> và Sở Y tế.</p>
    <table style="font-family:'{font}'"><tr><td style="font-family: Arial, serif">Đơn vị</td><td>A</td></tr>
    <tr><td><b>{shown}</b></td><td>5</td></tr></table>"""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    report = read_report(tmp_path / "a.html")
    assert isinstance(report.blocks[0], Paragraph)
    assert report.blocks[0].text == f"Báo cáo của {TEXT} và Sở Y tế."
    assert (report.tables[0].stub, report.tables[0].rows[0].path) == (("Đơn vị",), (TEXT,))
