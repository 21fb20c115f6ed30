"""Pages a second and peak memory of reading a text PDF of many pages, set here from a sample.

    python benchmarks/pdf_pages.py [PAGES]

The pages hold what reports do: justified text, headings, ruled tables over pages. The time is that of
one core (processor time of this process), reading alone: no observations, no store.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SAMPLE = ROOT / "corpus" / "samples" / "bao-cao-cchc-2022.txt"
FONT = "DejaVuSerif.ttf"
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"), Path("C:/Windows/Fonts"))


def set_pages(path: Path, least: int) -> None:
    """Sets the sample again and again until it fills as many pages."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    from corpus.assemble import TextItem
    from corpus.readers.plain import split_items
    from corpus.tables import count_header_rows

    font = next((found for folder in FOLDERS if folder.is_dir() for found in folder.rglob(FONT)), None)
    if font is None:
        sys.exit(f"Không có phông {FONT} trên máy này.")
    pdfmetrics.registerFont(TTFont("Viet", str(font)))
    body = ParagraphStyle("body", fontName="Viet", fontSize=13, leading=17, alignment=4, spaceAfter=5)
    small = ParagraphStyle("cell", fontName="Viet", fontSize=6, leading=7, splitLongWords=1)
    items = split_items(SAMPLE.read_text(encoding="utf-8").splitlines())
    flow: list[object] = []
    for _ in range(max(1, round(least / 34))):  # the sample fills about 34 pages
        for item in items:
            if isinstance(item, TextItem):
                flow.append(Paragraph(escape(item.text), body))
                continue
            cells = [[Paragraph(escape(cell), small) for cell in row] for row in item.grid.rows]
            table = LongTable(cells, repeatRows=count_header_rows(item.grid))
            table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
            flow.append(table)
    SimpleDocTemplate(str(path), pagesize=A4, leftMargin=50, rightMargin=40, topMargin=50, bottomMargin=50).build(flow)


def read_pages(path: Path) -> None:
    """Reads the file and prints what it took."""
    from corpus.readers import read_report

    pages = 0

    def follow(page: int, _: int) -> None:
        nonlocal pages
        pages = page

    started = time.process_time()
    report = read_report(path, progress=follow)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{pages} trang, {len(report.tables)} bảng: {seconds:.1f} giây, {pages / seconds:.1f} trang/giây, "
        f"bộ nhớ cao nhất {peak:.0f} MB"
    )


def main() -> None:
    """Sets the file, then reads it in a process of its own, so that only reading is measured."""
    if sys.argv[1:2] == ["--read"]:
        read_pages(Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.pdf"
        set_pages(path, int(sys.argv[1]) if len(sys.argv) > 1 else 500)
        subprocess.run([sys.executable, __file__, "--read", str(path)], check=True)


if __name__ == "__main__":
    main()
