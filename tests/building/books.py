"""Tables as a workbook: a sheet a table, figures as numbers with formats or as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from building.sheets import Sheet, SheetCell

_FIGURE = re.compile(r"[(+−–-]*\s*\)?\s*(\d[\d.,]*)\s*(%?)")


def write_xlsx(sheets: Sequence[Sheet], path: Path, *, as_text: bool) -> Path:
    """One workbook: title, unit and the table on each sheet, cells merged."""
    book = Workbook()
    book.remove(book["Sheet"])
    for sheet in sheets:
        page = book.create_sheet(sheet.id)
        page.cell(1, 1, sheet.headings[-1]).font = Font(bold=True)
        page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=sheet.width)
        page.cell(2, 1, f"Đơn vị tính: {sheet.unit}")
        for (r, c), cell in sheet.cells.items():
            place = page.cell(r + 4, c + 1)
            body = r >= sheet.header and not as_text
            place.value, place.number_format = excel_value(cell) if body else (_text(cell), "General")
            place.font = Font(italic=cell.italic, bold=r < sheet.header)
            if cell.height > 1 or cell.width > 1:
                page.merge_cells(
                    start_row=r + 4, start_column=c + 1, end_row=r + 3 + cell.height, end_column=c + cell.width
                )
    book.save(path)
    return path


def _text(cell: SheetCell) -> str | None:
    return "\n".join(cell.lines) or None


def excel_value(cell: SheetCell) -> tuple[Any, str]:
    """A figure as a number with the format that shows its digits, anything else as the text it is."""
    match = _FIGURE.fullmatch(cell.text)
    if cell.value is None or match is None:
        return _text(cell), "General"
    value = Decimal(str(cell.value))
    digits = re.sub(r"\D", "", match[1])
    decimals = next((k for k in range(7) if int(digits) == abs(value) * 10**k), 0)
    grouped = decimals == 0 and not match[1].isdigit()
    whole = "#,##0" if grouped else "0" * max(1, len(digits) - decimals if match[1].startswith("0") else 1)
    code = whole + ("." + "0" * decimals if decimals else "") + match[2]
    shown = value / 100 if match[2] else value
    return (float(shown) if decimals or match[2] else int(shown)), code
