"""Tables as a Word file, headers merged as officials merge them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from building.layout import column_widths
from building.sheets import Sheet, SheetCell
from building.texts import new_headings

_PAGE = (297.0, 210.0)
_MARGIN = 15.0
FONT = "Times New Roman"


def write_docx(sheets: Sequence[Sheet], path: Path, points: float = 10, font: str = FONT) -> Path:
    """One file on landscape pages: a heading or more, the unit and the table, for each table."""
    document = Document()
    _set_page(document, font)
    above: tuple[str, ...] = ()
    for sheet in sheets:
        for heading in new_headings(above, sheet.headings):
            document.add_paragraph().add_run(heading).bold = True
        above = sheet.headings
        document.add_paragraph(f"Đơn vị tính: {sheet.unit}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_sheet(document, sheet, points, _PAGE[0] - 2 * _MARGIN)
        document.add_paragraph()
    document.save(str(path))
    return path


def _set_page(document: Word, font: str) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(12)
    normal.paragraph_format.space_after = Pt(4)


def add_sheet(document: Word, sheet: Sheet, points: float, width: float) -> None:
    """The table with its merged cells, on `width` mm, the header rows repeated on each page."""
    table = document.add_table(rows=sheet.height, cols=sheet.width)
    table.style = "Table Grid"
    table.autofit = False
    places = table._cells  # all at once: table.cell(r, c) counts from the first each time
    widths = column_widths(sheet, width, points)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Mm(wide)
    for r in range(sheet.height):
        for c in range(sheet.width):
            places[r * sheet.width + c].width = Mm(widths[c])
    for (r, c), cell in sheet.cells.items():
        place = places[r * sheet.width + c]
        if cell.height > 1 or cell.width > 1:
            place = place.merge(places[(r + cell.height - 1) * sheet.width + c + cell.width - 1])
        _write_cell(place, cell, points, bold=r < sheet.header)
    merged = any(cell.height > 1 for (r, _), cell in sheet.cells.items() if r >= sheet.header)
    repeat_header(table, sheet.header, whole_rows=not merged)


def _write_cell(place: _Cell, cell: SheetCell, points: float, bold: bool) -> None:
    for i, line in enumerate(cell.lines):
        paragraph = place.paragraphs[0] if i == 0 else place.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if bold or (cell.value is not None and len(cell.text) < 20):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(line)
        run.font.size = Pt(points)
        run.bold, run.italic = bold or None, cell.italic or None


def repeat_header(table: Table, rows: int, *, whole_rows: bool) -> None:
    """Marks the first rows as those that Word prints again on each page, and all as not to be cut by one.

    LibreOffice prints rows over each other where a merged cell keeps them from being cut.
    """
    for r, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        for name in ["w:cantSplit"] * whole_rows + ["w:tblHeader"] * (r < rows):
            mark = OxmlElement(name)
            mark.set(qn("w:val"), "true")
            properties.append(mark)
