"""Pages of a PDF put together: paragraphs from lines, tables over pages, running titles dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.assemble import GridItem, Item, TextItem
from corpus.grids import Grid
from corpus.headings import is_uppercase_title, read_heading
from corpus.readers.pages import Line, Page, PageTable
from corpus.readers.pdf_grids import is_headless, join_page_tables, to_grid
from corpus.readers.pdf_margins import SUPERSCRIPTS, drop_margins, set_notes_apart, text_margins

_BULLET = re.compile(r"[-+–•*▪●]\s")
_ORDINAL = re.compile(r"(?:[-+–•*▪●]|\(?\w{1,3}[).])\s")
_ENDS = (".", ":", ";", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Solo:
    """A line that is never joined to its neighbours: of a letterhead or of the signatures."""

    line: Line


Element = Line | Solo | PageTable


def join_pages(pages: Sequence[Page]) -> list[Item]:
    """The items of all pages in reading order, with what page breaks cut put together again."""
    drop_margins(pages)
    for page in pages:
        set_notes_apart(page)
    margins = text_margins(pages)
    builder = _Builder(_leading(pages))
    for page in pages:
        left, right = margins[round(page.width)]
        if page.unusable:
            builder.add_text(f"Trang {page.number} là bản chụp, chưa đọc được chữ.")
        if page.pictured:
            builder.add_text(f"Trang {page.number} có hình, chữ trong hình (nếu có) chưa được đọc.")
        for element in _elements(page):
            builder.add(element, page, left, right)
    for page in pages:
        builder.add_notes(page)
    return builder.items


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
        if len(lines[i].chunks) > 2:
            yield Solo(lines[i])  # figures abreast that are no table for certain: never run together
            i += 1
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

    def add(self, element: Element, page: Page, left: float, right: float) -> None:
        """Adds an element of a page whose text stands between two margins."""
        table = None
        if isinstance(element, PageTable):
            table = self._add_table(element, page)
        elif isinstance(element, Solo):
            self._add_line(element.line, page)
        else:
            last, where = self._last or (None, 0)
            leading = self._leading if where == page.number else None
            if isinstance(last, Line) and _goes_on(last, element, (left, right), leading):
                self._extend(element, page)
            else:
                self._add_line(element, page)
        self._last = (element if table is None else table, page.number)

    def add_text(self, text: str) -> None:
        """Adds a paragraph that the reader says."""
        self._line += 1
        self.items.append(TextItem(text, self._line))
        self._last = None

    def _add_line(self, line: Line, page: Page) -> None:
        self._line += 1
        self.items.append(TextItem(line.text, self._line, (page.box(line.place),), line.confidence))

    def _extend(self, line: Line, page: Page) -> None:
        """Goes on with the last paragraph; it is as sure as its least sure line."""
        self._line += 1
        item = self.items[-1]
        assert isinstance(item, TextItem)
        sure = [value for value in (item.confidence, line.confidence) if value is not None]
        boxes = (*item.boxes, page.box(line.place))
        self.items[-1] = TextItem(f"{item.text} {line.text}", item.line, boxes, min(sure, default=None))

    def _add_table(self, table: PageTable, page: Page) -> PageTable:
        """Adds a table, and says which one a table of the next page would go on."""
        grid = to_grid(table, page, self._line + 1)
        self._line += len(table.rows)
        before = self.items[-1] if self.items else None
        last, where = self._last or (None, 0)
        if isinstance(last, PageTable) and isinstance(before, GridItem) and where == page.number - 1:
            joined = join_page_tables(before.grid, last, grid, table)
            if joined is not None:
                self.items[-1] = GridItem(joined)
                return last if len(last.edges) > len(table.edges) else table
        if is_headless(grid):
            self._add_rows(grid)
        else:
            self.items.append(GridItem(grid))
        return table

    def _add_rows(self, grid: Grid) -> None:
        """Adds the rows of a table without a header as text: nothing says what its figures are."""
        for r, row in enumerate(grid.rows):
            boxes = tuple(grid.boxes[r, c] for c, text in enumerate(row) if text and (r, c) in grid.boxes)
            sure = [value for (at, _), value in grid.confidence.items() if at == r]
            text = " ".join(filter(None, row))
            if text:
                self.items.append(TextItem(text, grid.lines[r], boxes, min(sure, default=None)))

    def add_notes(self, page: Page) -> None:
        """Adds the notes at the foot of a page, a paragraph each."""
        for i, line in enumerate(page.notes):
            if i and line.text[:1] not in SUPERSCRIPTS:
                self._extend(line, page)
            else:
                self._add_line(line, page)


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
    if (before.confidence is None) != (after.confidence is None):
        return False  # what a picture says is no part of the text beside it
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
