"""What stands in the margins of pages: page numbers, running titles, notes at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from corpus.readers.pages import Line, Page

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–]?", re.IGNORECASE)
_MARGIN = 0.09  # of the page's height: where page numbers and running titles stand


def drop_margins(pages: Sequence[Page]) -> None:
    """Drops page numbers and what is printed again at the top or foot of each page."""
    seen: Counter[tuple[bool, str]] = Counter()
    for page in pages:
        seen.update({_margin_key(page, line) for line in page.lines if _in_margin(page, line)})
    read = sum(bool(page.lines or page.tables) for page in pages)
    often = max(2, min(3, read)) if read > 1 else 2
    for page in pages:
        page.lines = [
            line
            for line in page.lines
            if not _in_margin(page, line)
            or not (_PAGE_NUMBER.fullmatch(line.text) or seen[_margin_key(page, line)] >= often)
        ]


def _in_margin(page: Page, line: Line) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _margin_key(page: Page, line: Line) -> tuple[bool, str]:
    return line.top < page.height / 2, re.sub(r"\d+", "#", line.text)


def set_notes_apart(page: Page) -> None:
    """The notes at the foot of a page: from the first line that a raised number opens, in smaller type."""
    low = max((table.bottom for table in page.tables), default=0.0)
    usual = median(line.size for line in page.lines) if page.lines else 0.0
    for i, line in enumerate(page.lines):
        opens = line.text[:1] in SUPERSCRIPTS and line.top > max(low, 0.4 * page.height)
        if opens and max(below.size for below in page.lines[i:]) < 0.95 * usual:
            page.lines, page.notes = page.lines[:i], page.lines[i:]
            return


def text_margins(pages: Sequence[Page]) -> dict[int, tuple[float, float]]:
    """Where running text begins and ends, for each width of page."""
    margins: dict[int, tuple[float, float]] = {}
    for width in {round(page.width) for page in pages}:
        lines = [line for page in pages if round(page.width) == width for line in page.lines]
        lefts, rights = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
        if lines:
            margins[width] = (lefts[len(lefts) // 20], rights[-1 - len(rights) // 20])
        else:
            margins[width] = (0.0, float(width))
    return margins
