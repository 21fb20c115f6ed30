"""Scanned pages recognised: cells exact, character error rate, seconds a page.

    python benchmarks/scans.py [PAGES]

The pages are drawn from a sample at 200 dpi, each clean and as a worse scanner makes it. Tesseract is
started without a limit of its own; one page is read at a time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from scan_pages import HEIGHT, WIDTH, Paper, Rows, errors_in, spoil  # noqa: E402
from test_readers_xlsx import header_spans, sample_items  # noqa: E402

from corpus.assemble import TextItem  # noqa: E402
from corpus.files import Limits  # noqa: E402
from corpus.readers.pages import Page  # noqa: E402
from corpus.readers.scan import recognise_page  # noqa: E402

SAMPLE = ROOT / "corpus" / "samples" / "binh-giang-2024.txt"
ROWS = 22  # of a table on one page


@dataclass
class Score:
    """What was read of the pages so far."""

    cells: int = 0
    exact: int = 0
    unspaced: int = 0
    wrong_and_sure: int = 0
    characters: int = 0
    errors: int = 0
    seconds: float = 0.0
    pages: int = 0

    def add(self, paper: Paper, page: Page, seconds: float) -> None:
        """Counts a page."""
        self.pages += 1
        self.seconds += seconds
        wanted = "\n".join(paper.lines)
        self.characters += len(wanted)
        self.errors += errors_in(wanted, "\n".join(line.text for line in page.lines))
        for i, rows in enumerate(paper.tables):
            found = page.tables[i] if i < len(page.tables) else None
            self._add_table(rows, found.rows if found else (), found.confidence if found else {})

    def _add_table(self, wanted: Rows, found: Rows, confidence: object) -> None:
        assert isinstance(confidence, dict)
        for r, row in enumerate(wanted):
            for c, text in enumerate(row):
                told = found[r][c] if r < len(found) and c < len(found[r]) else ""
                same = told.replace(" ", "") == text.replace(" ", "")
                self.cells += bool(text or told)
                self.exact += bool(text) and told == text
                self.unspaced += bool(text) and same
                self.wrong_and_sure += not same and confidence.get((r, c), 0.0) > 0.9

    def __str__(self) -> str:
        return (
            f"{self.pages} pages, {self.cells} cells: {self.exact / max(self.cells, 1):.2%} exact, "
            f"{self.unspaced / max(self.cells, 1):.2%} but for spaces, {self.wrong_and_sure} wrong and sure (> 0.9); "
            f"character error rate {self.errors / max(self.characters, 1):.2%}; "
            f"{self.seconds / max(self.pages, 1):.1f} s a page"
        )


def draw_pages() -> Iterator[Paper]:
    """The sample set as pages, a long table cut at the end of each."""
    paper = Paper()
    for item in sample_items(SAMPLE):
        if isinstance(item, TextItem):
            if paper.below > 740:
                yield paper
                paper = Paper()
            paper.paragraph(item.text, bold=item.text.isupper())
            continue
        yield paper
        paper = Paper()
        rows = item.grid.rows[:ROWS]
        spans = {(r, c): (b - r + 1, d - c + 1) for r, c, b, d in header_spans(item.grid)}
        paper.table(rows, spans, size=7.5 if len(rows[0]) > 10 else 10)
    yield paper


def measure(papers: Sequence[Paper], worse: bool) -> Score:
    """What is read of pages, clean or as a worse scanner makes them."""
    score = Score()
    for i, paper in enumerate(papers):
        image: Image.Image = paper.image
        if worse:
            image = spoil(image, tilt=(-1) ** i * 1.7, noise=10, paper=220, quality=60)
        started = time.monotonic()
        page = recognise_page(image, i + 1, WIDTH, HEIGHT, Limits())
        score.add(paper, page, time.monotonic() - started)
    return score


def main() -> None:
    """Prints what was measured."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else None
    papers = list(islice(draw_pages(), most))
    for worse in (False, True):
        print("tilted, gray, noisy, JPEG 60:" if worse else "clean:", measure(papers, worse), flush=True)


if __name__ == "__main__":
    main()
