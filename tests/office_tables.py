"""One table written in each format that an office sends, each row with the cells that it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from docx import Document

SUFFIXES = (".md", ".txt", ".csv", ".html", ".docx", ".xlsx")
LEAD = "Kết quả của các đơn vị:"

Rows = Sequence[Sequence[str]]


def write_table(path: Path, rows: Rows, header: int = 1) -> Path:
    """A table in the format that a path's suffix names, its first rows marked as header where one can."""
    if path.suffix == ".docx":
        _write_word(path, rows)
    elif path.suffix == ".xlsx":
        _write_workbook(path, rows)
    else:
        path.write_text(f"{LEAD}\n\n{_TEXTS[path.suffix](rows, header)}\n", encoding="utf-8")
    return path


def _markdown(rows: Rows, header: int) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines[:header], "|---" * len(rows[0]) + "|", *lines[header:]])


def _html(rows: Rows, header: int) -> str:
    lines = []
    for r, row in enumerate(rows):
        tag = "th" if r < header else "td"
        lines.append("<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in row) + "</tr>")
    return "\n".join(["<table>", *lines, "</table>"])


def _joined(sign: str) -> Callable[[Rows, int], str]:
    return lambda rows, _: "\n".join(sign.join(row) for row in rows)


_TEXTS: dict[str, Callable[[Rows, int], str]] = {
    ".md": _markdown,
    ".html": _html,
    ".txt": _joined("\t"),
    ".csv": _joined(";"),
}


def _write_word(path: Path, rows: Rows) -> None:
    document = Document()
    document.add_paragraph(LEAD)
    width = max(map(len, rows))
    table = document.add_table(len(rows), width)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    for made, row in zip(table.rows, rows, strict=True):
        for cell in made._tr.tc_lst[len(row) :]:
            made._tr.remove(cell)
    document.save(str(path))


def _write_workbook(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(path)
