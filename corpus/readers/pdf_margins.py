"""What stands in the margins of pages: page numbers, running titles, notes at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from statistics import median

from corpus.readers.pages import Line, Page

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"

_MARKS = re.compile(f"[{SUPERSCRIPTS}]+")
_RAISED = str.maketrans("0123456789", SUPERSCRIPTS)
_LOWERED = str.maketrans(SUPERSCRIPTS, "0123456789")
_NUMBERED = re.compile(r"(\d{1,3})\s")
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
    """The notes at the foot of a page: from the first line in smaller type that a note's number opens.

    The number is raised, or it is one that the page's text has raised: not all programs raise it in the note.
    """
    low = max((table.bottom for table in page.tables), default=0.0)
    usual = median(line.size for line in page.lines) if page.lines else 0.0
    for i, line in enumerate(page.lines):
        if line.top <= max(low, 0.4 * page.height) or max(below.size for below in page.lines[i:]) >= 0.95 * usual:
            continue
        called = _raised(" ".join(above.text for above in page.lines[:i]))
        if line.text[:1] in SUPERSCRIPTS or _note_number(line) in called:
            page.lines, page.notes = page.lines[:i], [_with_mark(note, called) for note in page.lines[i:]]
            return


def _raised(text: str) -> set[str]:
    """The numbers that are raised in a text."""
    return {mark.translate(_LOWERED) for mark in _MARKS.findall(text)}


def _note_number(line: Line) -> str:
    """The number that opens a line; "" if none does."""
    match = _NUMBERED.match(line.text)
    return match[1] if match else ""


def _with_mark(line: Line, called: Collection[str]) -> Line:
    """A note's line with its number raised, where it is one that the text calls."""
    number = _note_number(line)
    if number not in called:
        return line
    first, *rest = line.chunks
    marked = replace(first, text=number.translate(_RAISED) + first.text.removeprefix(number))
    return replace(line, chunks=(marked, *rest))


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
