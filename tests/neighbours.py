"""Random pairs of tables that stand right behind each other, written in each format, and what their figures mean.

The second is a table of its own with as many columns, or the next piece of the first, its header printed
again or not. Every figure occurs once, so that it tells which column's it is.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from docx import Document

from corpus.ragged import UNNAMED_COLUMN
from corpus.values import Report

SUFFIXES = (".docx", ".html", ".xlsx", ".csv", ".md", ".txt")
KINDS = ("own", "own years", "own counted", "own ranges", "own second line", "own numbered", "again", "bare")
CORNERS = ("Chỉ tiêu", "Đơn vị", "Nội dung", "Lĩnh vực", "")
WORDS = (
    "Số hộ", "Tổng số", "Hồ sơ nhận", "Đã giải quyết", "Trễ hạn", "Diện tích", "Sản lượng", "Kế hoạch", "Ước đạt",
    "Tỷ lệ", "Số xã", "Doanh thu", "Lao động", "Số trường", "Giường bệnh", "Số vụ", "Vốn giao", "Giải ngân",
)  # fmt: skip
NAMES = ("An Bình", "Tân Lập", "Hòa Phú", "Long Mỹ", "Vĩnh Hưng", "Đông Sơn", "Phú Lộc", "Mỹ Tú", "Yên Khê", "Sơn Hà")
THINGS = ("Lúa", "Ngô", "Cà phê", "Hộ nghèo", "Trâu, bò", "Thu nội địa", "Y tế", "Đất đai", "Xây dựng", "Dân số")


@dataclass(frozen=True)
class Pair:
    """Two tables as rows of cells, and each figure's own labels."""

    kind: str
    first: list[list[str]]
    second: list[list[str]]
    meant: dict[str, tuple[str, ...]]

    @property
    def is_one(self) -> bool:
        return self.kind in {"again", "bare"}


def random_pair(seed: int, kind: str) -> Pair:
    """A pair of tables of a kind."""
    rng = random.Random(f"{seed} {kind}")
    width = rng.randint(2, 4)
    numbered, units = rng.random() < 0.4, rng.random() < 0.5
    pool = iter(rng.sample(range(11, 99), 80))
    deep = rng.random() < 0.3 or kind == "own second line"
    first_header = _header(rng, width, deep, numbered)
    second_header = {
        "own": lambda: _header(rng, width, deep, numbered),
        "own years": lambda: _one_line(rng, [str(2020 + i + rng.randint(0, 1) * 5) for i in range(width)], numbered),
        "own counted": lambda: _one_line(rng, [str(i + 1) for i in range(width)], numbered, "Tháng"),
        "own ranges": lambda: _one_line(rng, [f"{i * 5}-{i * 5 + 4}" for i in range(width)], numbered, "Nhóm tuổi"),
        "own second line": lambda: [first_header[0], _second_line(rng, width, numbered)],
        "own numbered": lambda: _one_line(rng, rng.sample(WORDS, width), numbered, "II. XÃ HỘI"),
        "again": lambda: first_header,
        "bare": lambda: [],
    }[kind]()
    meant: dict[str, tuple[str, ...]] = {}
    names = iter(rng.sample([f"Xã {name}" for name in NAMES] if units else list(THINGS), 10))

    def body(header: Sequence[Sequence[str]], count: int, start: int) -> list[list[str]]:
        rows = []
        for i in range(count):
            stub = [str(start + i)] * numbered + [next(names)]
            row = list(stub)
            for c in range(len(stub), len(header[0])):
                figure = _figure(rng, next(pool))
                meant[figure] = _labels(header, c)
                row.append(figure)
            rows.append(row)
        return rows

    count, more = rng.randint(2, 4), rng.randint(2, 4)
    first = [*map(list, first_header), *body(first_header, count, 1)]
    goes_on = kind in {"again", "bare"}
    second = [*map(list, second_header), *body(second_header or first_header, more, count + 1 if goes_on else 1)]
    return Pair(kind, first, second, meant)


def _figure(rng: random.Random, number: int) -> str:
    """A figure that no other of the pool looks like."""
    return rng.choice([f"{number}", f"{number},5", f"{number}.312"])


def _one_line(rng: random.Random, labels: list[str], numbered: bool, corner: str = "") -> list[list[str]]:
    return [["STT"] * numbered + [corner or rng.choice(CORNERS), *labels]]


def _header(rng: random.Random, width: int, deep: bool, numbered: bool) -> list[list[str]]:
    head = _one_line(rng, rng.sample(WORDS, width), numbered, "" if not deep else "Chỉ tiêu")
    if not deep:
        return head
    return [head[0][: -width] + [rng.choice(["Kết quả", "Thực hiện", "Giao"])] + [""] * (width - 1),
            _second_line(rng, width, numbered)]  # fmt: skip


def _second_line(rng: random.Random, width: int, numbered: bool) -> list[str]:
    return [""] * (1 + numbered) + rng.sample(WORDS, width)


def _labels(header: Sequence[Sequence[str]], c: int) -> tuple[str, ...]:
    """The labels over a column, those of cells over several columns included."""
    found = []
    for r, row in enumerate(header):
        label = row[c] if row[c] or r else next((row[i] for i in range(c, -1, -1) if row[i]), "")
        found.append(label)
    return tuple(filter(None, found))


def write_pair(path: Path, pair: Pair, between: str = "") -> Path:
    """The pair in the format that the suffix names, nothing but a blank line or some text between."""
    tables = [pair.first, pair.second]
    if path.suffix == ".docx":
        document = Document()
        document.add_paragraph("Kết quả như sau:")
        for rows in tables:
            table = document.add_table(len(rows), len(rows[0]))
            for r, row in enumerate(rows):
                for c, text in enumerate(row):
                    if text:
                        table.cell(r, c).text = text
            for r, c, tall, wide in _merges(rows):
                table.cell(r, c).merge(table.cell(r + tall - 1, c + wide - 1))
            document.add_paragraph(between)
        document.save(str(path))
    elif path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for rows in tables:
            start = sheet.max_row + (2 if sheet.max_row > 1 else 0)
            if start > 2 and between:
                sheet.cell(start, 1).value = between
                start += 2
            for r, row in enumerate(rows):
                for c, text in enumerate(row):
                    sheet.cell(max(start, 1) + r, c + 1).value = text or None
            for r, c, tall, wide in _merges(rows):
                at = max(start, 1) + r
                sheet.merge_cells(start_row=at, end_row=at + tall - 1, start_column=c + 1, end_column=c + wide)
        book.save(path)
    elif path.suffix == ".html":
        path.write_text("<p>Kết quả như sau:</p>" + f"<p>{between}</p>".join(map(_html, tables)), encoding="utf-8")
    else:
        told = f"\n\n{between}\n\n".join(_lines(path.suffix, rows) for rows in tables)
        path.write_text(f"Kết quả như sau:\n\n{told}\n", encoding="utf-8")
    return path


def _lines(suffix: str, rows: list[list[str]]) -> str:
    if suffix != ".md":
        return "\n".join({".csv": ";", ".txt": "\t"}[suffix].join(row) for row in rows)
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])


def _html(rows: list[list[str]]) -> str:
    merged = {(r, c): (tall, wide) for r, c, tall, wide in _merges(rows)}
    hidden = {(r + i, c + j) for (r, c), (tall, wide) in merged.items() for i in range(tall) for j in range(wide)}
    hidden -= set(merged)
    out = []
    for r, row in enumerate(rows):
        cells = ""
        for c, text in enumerate(row):
            if (r, c) not in hidden:
                tall, wide = merged.get((r, c), (1, 1))
                cells += f'<td rowspan="{tall}" colspan="{wide}">{text}</td>'
        out.append(f"<tr>{cells}</tr>")
    return "<table>" + "".join(out) + "</table>"


def _merges(rows: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """The merged cells of a header of two lines: row, column, height and width."""
    head, below = rows[0], rows[1]
    stub = next((c for c, text in enumerate(below) if text), 0)
    if not stub or any(not text for text in below[stub:]) or any(not text for text in head[:stub]):
        return []
    if all(head):
        return []
    wide = len(head) - stub
    return [(0, c, 2, 1) for c in range(stub)] + ([(0, stub, 1, wide)] if wide > 1 else [])


def find_strays(report: Report, pair: Pair) -> list[str]:
    """The figures of a report that stand under a label which is not their own."""
    strays = []
    for table in report.tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                own = pair.meant.get(cell.printed)
                if own is not None and not set(column.path) <= {*own, UNNAMED_COLUMN}:
                    strays.append(f"{cell.printed}: {column.path} instead of {own}")
    return strays


def count_placed(report: Report, pair: Pair) -> int:
    """How many figures stand in a table under all their labels."""
    return sum(
        pair.meant.get(cell.printed) == column.path
        for table in report.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    )
