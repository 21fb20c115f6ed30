"""Tables written to workbooks as officials do: merged cells, figures as numbers with formats or as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from layouts import Layout
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from corpus.numbers import Convention, read_number
from corpus.readers.placing import SpanCell
from corpus.tables import ColumnStyle, infer_style, looks_like_figure, read_cell
from corpus.values import Quality

PlacedRows = Sequence[Sequence[tuple[int, SpanCell]]]  # each row's cells with their columns


def as_number(printed: str, style: ColumnStyle) -> tuple[Any, str]:
    """A figure as a number with the format that shows it, anything else as the text it is."""
    plain = re.fullmatch(r"([+-] )?(\d[\d.,]*)(%?)", printed)
    readable = plain and read_cell(printed, style, {}).quality is Quality.PRINTED
    number = read_number(printed, style.convention) if readable else None
    if number is None or number.of is not None or plain is None:
        return printed, "General"
    digits = plain[2]
    sign = "," if style.convention is Convention.COMMA else "."
    decimals = len(digits.rpartition(sign)[2]) if sign in digits else 0
    grouped = bool(re.search(r"\d[.,]\d{3}(?!\d)", digits)) and number.value >= 1000
    code = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "") + plain[3]
    if plain[1]:
        code = f'"+ "{code};"- "{code};{code}'
    value = number.value / 100 if plain[3] else number.value
    return (float(value) if decimals or plain[3] else int(value)), code


def write_rows(sheet: Worksheet, rows: PlacedRows, top: int, left: int, *, body: int, numbers: bool) -> None:
    """Writes placed cells at a place of a sheet; from the row `body` on, figures may be true numbers."""
    styles = column_styles(rows[body:])
    for r, cells in enumerate(rows):
        for c, cell in cells:
            if cell.text:
                typed = as_number(cell.text, styles[c]) if numbers and r >= body and c else (cell.text, "General")
                value, code = typed
                place = sheet.cell(top + r, left + c, value)
                place.number_format = code
                if isinstance(value, str):
                    place.data_type = "s"
                if cell.italic:
                    place.font = Font(italic=True)
            if cell.height > 1 or cell.width > 1:
                sheet.merge_cells(
                    start_row=top + r,
                    start_column=left + c,
                    end_row=top + r + cell.height - 1,
                    end_column=left + c + cell.width - 1,
                )


def column_styles(rows: PlacedRows) -> dict[int, ColumnStyle]:
    """How each column prints its figures."""
    texts: dict[int, list[str]] = {}
    for row in rows:
        for c, cell in row:
            texts.setdefault(c, []).extend([cell.text] if looks_like_figure(cell.text) else [])
    return {c: infer_style(printed) for c, printed in texts.items()}


def write_layout(sheet: Worksheet, layout: Layout, top: int, left: int, *, numbers: bool) -> None:
    """Writes a layout at a place of a sheet."""
    write_rows(sheet, layout.rows, top, left, body=layout.header, numbers=numbers)
