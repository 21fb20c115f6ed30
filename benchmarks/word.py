"""A Word file of about 100 pages read: seconds and memory.

    python benchmarks/word.py [TABLES]

It has 60 tables of 30 rows under merged headers and 1,500 paragraphs under headings by style. The file is
made in a process of its own, so that the memory told is that of reading.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from docx import Document
from docx.document import Document as Word

from corpus.readers import read_report

ROWS = 30
PARAGRAPHS = 25  # before each table
HEAD = (("STT", "STT"), ("Đơn vị", "Đơn vị"), *(("Tiếp nhận", name) for name in ("Tổng số", "Trực tuyến", "Trực tiếp")))
WORDS = (
    "Trong kỳ báo cáo, các cơ quan, đơn vị đã tiếp nhận và giải quyết hồ sơ thủ tục hành chính theo quy định; "
    "công tác công khai, cập nhật tiến độ trên hệ thống thông tin được duy trì thường xuyên, tỷ lệ đúng hạn tăng."
)


def write_report(path: Path, tables: int) -> None:
    """A report with tables and text."""
    document = Document()
    for part in range(1, tables + 1):
        document.add_heading(f"Lĩnh vực công tác thứ {part}", 1)
        for i in range(PARAGRAPHS):
            document.add_paragraph(f"{WORDS} Nội dung {part}.{i}.")
        add_table(document, part)
    document.save(str(path))


def add_table(document: Word, part: int) -> None:
    """A table of a header of two rows, merged, and rows that add up."""
    table = document.add_table(ROWS + 2, len(HEAD))
    cells, width = table._cells, len(HEAD)
    for c in (0, 1):
        cells[c].merge(cells[width + c])
    cells[2].merge(cells[4])
    for c, (above, below) in enumerate(HEAD):
        cells[c].text = above if c < 3 else cells[c].text
        if c > 1:
            cells[width + c].text = below
    for r in range(1, ROWS + 1):
        online, direct = 100 * part + r, 7 * r
        for c, text in enumerate((r, f"Đơn vị số {r}", online + direct, online, direct)):
            cells[(r + 1) * width + c].text = str(text)


def main() -> None:
    """Prints the figures of one run."""
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.docx"
        writer = multiprocessing.get_context("spawn").Process(target=write_report, args=(path, tables))
        writer.start()
        writer.join()
        started = time.perf_counter()
        report = read_report(path)
        seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = sum(len(row.cells) for table in report.tables for row in table.rows)
    print(
        f"{len(report.tables)} tables, {figures} cells, {len(report.blocks)} blocks, {seconds:.1f} s, {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
