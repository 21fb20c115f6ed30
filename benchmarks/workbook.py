"""A workbook of many cells read: seconds and memory.

    python benchmarks/workbook.py [CELLS]

Its sheets have merged headers, a row of column numbers, groups, and numbers under formats; a column
of formulas has its results stored by no office program, as the costliest case of reading has it.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from corpus.observations import observe
from corpus.readers import read_report

COLUMNS = 20
SHEETS = 4
GROUP = 40


def write_workbook(path: Path, cells: int) -> None:
    """A workbook of about `cells` cells in all."""
    book = Workbook()
    chance = random.Random(1)
    rows = max(cells // SHEETS // COLUMNS, GROUP)
    for number in range(1, SHEETS + 1):
        write_sheet(book.create_sheet(f"Biểu {number}"), rows, chance)
    del book["Sheet"]
    book.save(path)


def write_sheet(sheet: Worksheet, rows: int, chance: random.Random) -> None:
    """A table with a header of two rows, groups and a share told by a formula."""
    sheet.append(["TỔNG HỢP SỐ LIỆU NĂM 2025"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=COLUMNS)
    figures = COLUMNS - 2
    sheet.append(["STT", "Đơn vị", *(f"Nhóm {i // 2 + 1}" if i % 2 == 0 else None for i in range(figures))])
    sheet.append([None, None, *("Số hồ sơ" if i % 2 == 0 else "Tỷ lệ" for i in range(figures))])
    for column in (1, 2):
        sheet.merge_cells(start_row=2, start_column=column, end_row=3, end_column=column)
    for column in range(3, COLUMNS + 1, 2):
        sheet.merge_cells(start_row=2, start_column=column, end_row=2, end_column=column + 1)
    for i in range(rows):
        values: list[object] = [i % GROUP + 1, f"Xã {i}"]
        values += [chance.randrange(10_000) if c % 2 == 0 else chance.random() for c in range(figures)]
        values[-1] = f"=C{sheet.max_row + 1}/100"
        sheet.append(values)
        for c, cell in enumerate(sheet[sheet.max_row][2:]):
            cell.number_format = "#,##0" if c % 2 == 0 else "0.00%"


def main() -> None:
    """Writes a workbook in a process of its own, then prints the figures of reading it."""
    cells = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so-lieu.xlsx"
        subprocess.run([sys.executable, __file__, "--write", str(path), str(cells)], check=True)
        started = time.perf_counter()
        report = read_report(path)
        seconds = time.perf_counter() - started
    figures = sum(len(row.cells) for table in report.tables for row in table.rows)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(report.tables)} tables, {figures} cells, {seconds:.1f} s, {memory:.0f} MB")
    print(f"{len(observe(report))} figures")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write_workbook(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
