"""Pages of a PDF put together: paragraphs from lines, tables over pages, running titles dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.assemble import GridItem, Item, TextItem
from corpus.headings import is_uppercase_title, read_heading
from corpus.markers import read_marker
from corpus.readers.pages import Line, Page, PageTable
from corpus.readers.pdf_tables import unruled_table
from corpus.tables import Grid, looks_like_figure

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_BULLET = re.compile(r"[-+–•*▪●]\s")
_ORDINAL = re.compile(r"(?:[-+–•*▪●]|\(?\w{1,3}[).])\s")
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4})?\s*[-–]?", re.IGNORECASE)
_ENDS = (".", ":", ";", "!", "?", "…")
_MARGIN = 0.09  # of the page's height: where page numbers and running titles stand
_SAME_EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Solo:
    """A line that is never joined to its neighbours: of a letterhead or of the signatures."""

    line: Line


Element = Line | Solo | PageTable


def join_pages(pages: Sequence[Page]) -> list[Item]:
    """The items of all pages in reading order, with what page breaks cut put together again."""
    _drop_margins(pages)
    for page in pages:
        _set_notes_apart(page)
    margins = _margins(pages)
    builder = _Builder(_leading(pages))
    for page in pages:
        left, right = margins[round(page.width)]
        if page.unusable:
            builder.add_text(f"Trang {page.number} là bản chụp, chưa đọc được chữ.")
        for element in _elements(page):
            builder.add(element, page.number, left, right)
    for page in pages:
        builder.add_notes(page.notes)
    return builder.items


def _drop_margins(pages: Sequence[Page]) -> None:
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


def _set_notes_apart(page: Page) -> None:
    """The notes at the foot of a page, from the first line that a raised number opens."""
    low = max((table.bottom for table in page.tables), default=0.0)
    for i, line in enumerate(page.lines):
        if line.text[:1] in _SUPERSCRIPTS and line.top > max(low, 0.4 * page.height):
            page.lines, page.notes = page.lines[:i], page.lines[i:]
            return


def _margins(pages: Sequence[Page]) -> dict[int, tuple[float, float]]:
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


def _elements(page: Page) -> list[Element]:
    """The lines and tables of a page in reading order, lines in columns one column after the other."""
    elements: list[Element] = []
    tables = sorted(page.tables, key=lambda table: table.top)
    bounds = [*(table.top for table in tables), float("inf")]
    start = 0
    for i, bound in enumerate(bounds):
        run = [line for line in page.lines[start:] if (line.top + line.bottom) / 2 < bound]
        start += len(run)
        elements.extend(_arrange(run))
        if i < len(tables):
            elements.append(tables[i])
    return elements


def _arrange(lines: Sequence[Line]) -> Iterator[Element]:
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and len(lines[end].chunks) > 1:
            end += 1
        if end - i > 2 and (table := unruled_table(lines[i:end])) is not None:
            yield table
            i = end
        elif _stands_in_columns(lines[i]):
            end, columns = _columns(lines, i)
            yield from map(Solo, columns)
            i = end
        else:
            yield lines[i]
            i += 1


def _stands_in_columns(line: Line) -> bool:
    gap = line.chunks[1].x0 - line.chunks[0].x1 if len(line.chunks) == 2 else 0.0
    return gap > 2.5 * line.size


def _columns(lines: Sequence[Line], start: int) -> tuple[int, list[Line]]:
    """The lines of two columns that begin at a line, the left ones first, and where they end."""
    middle = (lines[start].chunks[0].x1 + lines[start].chunks[1].x0) / 2
    left: list[Line] = []
    right: list[Line] = []
    end = start
    for line in lines[start:]:
        if any(chunk.x0 < middle < chunk.x1 for chunk in line.chunks):
            break
        if end > start and len(line.chunks) == 1 and line.top - lines[end - 1].bottom > 4 * line.size:
            break
        for side, chunks in (
            (left, [chunk for chunk in line.chunks if chunk.x1 <= middle]),
            (right, [chunk for chunk in line.chunks if chunk.x0 >= middle]),
        ):
            if chunks:
                side.append(Line(tuple(chunks), line.top, line.bottom, line.size, line.bold))
        end += 1
    return end, left + right


class _Builder:
    """Puts elements under each other: lines joined to paragraphs, tables to the table they go on."""

    def __init__(self, leading: float) -> None:
        self._leading = leading
        self.items: list[Item] = []
        self._line = 0
        self._last: tuple[Element, int] | None = None

    def add(self, element: Element, page: int, left: float, right: float) -> None:
        """Adds an element of a page whose text stands between two margins."""
        if isinstance(element, PageTable):
            self._add_table(element, page)
        elif isinstance(element, Solo):
            self.add_text(element.line.text)
        else:
            last, where = self._last or (None, 0)
            if isinstance(last, Line) and _goes_on(
                last, element, (left, right), self._leading if where == page else None
            ):
                self._extend(element.text)
            else:
                self.add_text(element.text)
        self._last = (element, page)

    def add_text(self, text: str) -> None:
        """Adds a paragraph."""
        self._line += 1
        self.items.append(TextItem(text, self._line))
        self._last = None

    def _extend(self, text: str) -> None:
        self._line += 1
        item = self.items[-1]
        assert isinstance(item, TextItem)
        self.items[-1] = TextItem(f"{item.text} {text}", item.line)

    def _add_table(self, table: PageTable, page: int) -> None:
        lines = tuple(self._line + 1 + r for r in range(len(table.rows)))
        self._line += len(table.rows)
        grid = Grid(table.rows, lines, frozenset(), table.emphasis)
        before = self.items[-1] if self.items else None
        last, where = self._last or (None, 0)
        cut = isinstance(last, PageTable) and where == page - 1 and _same_table(last, table)
        if cut and isinstance(before, GridItem):
            self.items[-1] = GridItem(_append(before.grid, grid))
        else:
            self.items.append(GridItem(grid))

    def add_notes(self, lines: Sequence[Line]) -> None:
        """Adds the notes at the foot of a page, a paragraph each."""
        for i, line in enumerate(lines):
            if i and line.text[:1] not in _SUPERSCRIPTS:
                self._extend(line.text)
            else:
                self.add_text(line.text)


def _leading(pages: Sequence[Page]) -> float:
    """The usual distance between lines of running text, in sizes of its type."""
    steps = Counter(
        round((after.bottom - before.bottom) / before.size, 1)
        for page in pages
        for before, after in pairwise(page.lines)
        if abs(before.size - after.size) < 0.5
    )
    close = {step: count for step, count in steps.items() if 0.9 <= step <= 2.5}
    return max(close, key=lambda step: close[step], default=1.5)


def _goes_on(before: Line, after: Line, margins: tuple[float, float], leading: float | None) -> bool:
    """Whether a line goes on the paragraph of the line before it (`leading` if on the same page).

    A line that ends although the next word had room ends its paragraph; so does an indent or a
    wider space before the next line. Titles set in the middle go on in the same type.
    """
    (left, right), size = margins, before.size
    if leading is not None:
        step = (after.bottom - before.bottom) / size
        if abs(after.size - size) > 0.12 * size or step > leading + 0.22:
            return False
    opens = bool(_BULLET.match(after.text)) or read_heading(after.text) is not None
    if before.bold and not after.bold:
        return False
    first = after.text.split(" ", 1)[0]
    width = (after.x1 - after.x0) * len(first) / max(len(after.text), 1)
    full = right - before.x1 < width + 0.9 * size
    middle = _is_centred(after, left, right)
    capitals = is_uppercase_title(before.text)
    if capitals and is_uppercase_title(after.text):
        return not opens
    if capitals or (before.bold and middle):
        set_alike = before.bold == after.bold and not after.text.isupper() and _is_centred(before, left, right)
        return not opens and (full or (middle and set_alike and not capitals))
    ended, indent = before.text.endswith(_ENDS), after.x0 - left
    if opens and (ended or indent > 0.6 * size or read_heading(before.text)):
        return False
    hangs = _ORDINAL.match(before.text) is not None
    if indent > 0.8 * size and (ended or (before.x0 < after.x0 - 0.5 * size and not hangs)):
        return False
    return full


def _is_centred(line: Line, left: float, right: float) -> bool:
    before, behind = line.x0 - left, right - line.x1
    return min(before, behind) > 1.5 * line.size and abs(before - behind) < max(1.5 * line.size, 0.15 * before)


def _same_table(before: PageTable, after: PageTable) -> bool:
    """Whether a table goes on one of the page before: the same columns, its header again or none."""
    if len(before.rows[0]) != len(after.rows[0]):
        return False
    first = after.rows[0]
    if first == before.rows[0]:
        return True
    if any(abs(a - b) > _SAME_EDGE for a, b in zip(before.edges, after.edges, strict=True)):
        return False
    headed = first[0].strip() and read_marker(first[0]) is None and not any(map(looks_like_figure, first))
    return not headed


def _append(before: Grid, after: Grid) -> Grid:
    """The grid with the rows of the next page, but for the header that is printed again."""
    pairs = zip(before.rows, after.rows, strict=False)
    again = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(before.rows), len(after.rows)))
    start = len(before.rows)
    return Grid(
        before.rows + after.rows[again:],
        before.lines + after.lines[again:],
        before.breaks | {start},
        before.emphasis | {(start + r - again, c) for r, c in after.emphasis if r >= again},
    )
