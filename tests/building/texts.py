"""Tables as HTML pages and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from html import escape
from io import StringIO
from pathlib import Path

from building.sheets import Sheet, SheetCell


def write_html(sheets: Sequence[Sheet], path: Path) -> Path:
    """One page with headings and tables, merged cells by rowspan and colspan."""
    parts = ["<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'></head><body>"]
    above: tuple[str, ...] = ()
    for sheet in sheets:
        for heading in new_headings(above, sheet.headings):
            parts.append(f"<h2>{escape(heading)}</h2>")
        above = sheet.headings
        parts.append(f"<p>Đơn vị tính: {escape(sheet.unit)}</p><table border='1'>")
        for r in range(sheet.height):
            row = [sheet.cells[r, c] for c in range(sheet.width) if (r, c) in sheet.cells]
            parts.append(f"<tr>{''.join(_html_cell(cell, r < sheet.header) for cell in row)}</tr>")
        parts.append("</table>")
    path.write_text("\n".join([*parts, "</body></html>"]), encoding="utf-8")
    return path


def new_headings(above: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The headings that a table opens, those that are open above it left out."""
    shared = 0
    while shared < min(len(above), len(headings)) and above[shared] == headings[shared]:
        shared += 1
    return list(headings[shared:])


def _html_cell(cell: SheetCell, head: bool) -> str:
    tag = "th" if head else "td"
    spans = (f" rowspan='{cell.height}'" if cell.height > 1 else "") + (
        f" colspan='{cell.width}'" if cell.width > 1 else ""
    )
    lines = [f"<i>{escape(line)}</i>" if cell.italic else escape(line) for line in cell.lines]
    text = lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)
    return f"<{tag}{spans}>{text}</{tag}>"


def write_csv(sheet: Sheet, path: Path, delimiter: str, encoding: str = "utf-8-sig") -> Path:
    """One table under its title, as a spreadsheet saves it: merged cells leave empty ones behind."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow([sheet.headings[-1], *[""] * (sheet.width - 1)])
    writer.writerow([f"Đơn vị tính: {sheet.unit}", *[""] * (sheet.width - 1)])
    for r in range(sheet.height):
        cells = [sheet.cells.get((r, c), SheetCell("")) for c in range(sheet.width)]
        writer.writerow(["\n".join(cell.lines) for cell in cells])
    path.write_bytes(stream.getvalue().encode(encoding))
    return path
