"""Small reports of an invented province around one table, in several formats, made for tests of periods."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx import Document

Lines = Sequence[Sequence[str]]


def report_lines(title: str) -> list[str]:
    """What stands above the table of a report of that title."""
    return [
        "UBND TỈNH AN KHÊ",
        "SỞ NỘI VỤ",
        "Số: 12/BC-SNV",
        "An Khê, ngày 5 tháng 7 năm 2026",
        "BÁO CÁO",
        title,
        "Kính gửi: Ủy ban nhân dân tỉnh An Khê",
        "I. KẾT QUẢ CHỦ YẾU",
        "Kết quả của các đơn vị như sau:",
    ]


def write_tabs(path: Path, title: str, header: Lines, rows: Lines) -> Path:
    """A text file with a tab between the cells; a blank header cell goes on the one before it."""
    table = "\n".join("\t".join(line) for line in (*header, *rows))
    return _write(path, title, table)


def write_pipes(path: Path, title: str, header: Lines, rows: Lines) -> Path:
    """A Markdown table in a text file: one header line, its labels joined."""
    labels = [" ".join(filter(None, column)) for column in zip(*header, strict=True)]
    rule = ["---"] * len(labels)
    return _write(path, title, "\n".join(f"| {' | '.join(line)} |" for line in (labels, rule, *rows)))


def write_word(path: Path, title: str, header: Lines, rows: Lines) -> Path:
    """A Word file; header cells are merged over the blank ones after them, and down over those below."""
    document = Document()
    for line in report_lines(title):
        document.add_paragraph(line)
    lines = [*header, *rows]
    table = document.add_table(len(lines), len(lines[0]), style="Table Grid")
    for r, line in enumerate(lines):
        for c, text in enumerate(line):
            if text or r >= len(header):
                table.cell(r, c).text = text
    for r, line in enumerate(header):
        for c, text in enumerate(line):
            if not text and r and not header[0][c]:
                table.cell(0, c).merge(table.cell(r, c))
            elif not text and r:
                table.cell(r - 1, c).merge(table.cell(r, c))
            elif not text and c and any(header[k][c] for k in range(r + 1, len(header))):
                table.cell(r, c - 1).merge(table.cell(r, c))
    document.save(str(path))
    return path


def _write(path: Path, title: str, table: str) -> Path:
    path.write_text("\n\n".join(report_lines(title)) + "\n\n" + table + "\n", encoding="utf-8")
    return path
