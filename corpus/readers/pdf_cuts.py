"""What the end of a page cut in a table put together again: rows, labels of headers, cells of groups."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from corpus.grids import Grid, append_grid, find_owners, is_band, looks_like_figure, take_rows
from corpus.headers import is_formula_row
from corpus.markers import read_marker
from corpus.readers.pages import PageTable
from corpus.readers.pdf_words import is_cut
from corpus.stubs import Label

Cell = tuple[int, int]  # row and column, from 0

_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*\(.*\))?")
_OF_FIGURES = 4  # a column of which more than a quarter are figures, its labels counted, is one of figures


def is_year(text: str) -> bool:
    """Whether a text is a year, with or without a note, which labels a column as words do."""
    return _YEAR.fullmatch(text.strip()) is not None


def columns_of_figures(grid: Grid) -> set[int]:
    """The columns with figures; years are labels, and so are the numbers of columns."""
    rows = [row for row in grid.rows if not is_formula_row(row)]
    found: set[int] = set()
    for c, column in enumerate(zip(*rows, strict=True)):
        filled = [text for text in column if text]
        figures = sum(looks_like_figure(text) and not is_year(text) for text in filled)
        if figures * _OF_FIGURES > len(filled):
            found.add(c)
    return found


def columns_without_room(last: PageTable, table: PageTable, r: int) -> set[int]:
    """The columns whose cell at a page's end had no room for the word that opens row `r` of the next page's.

    A text that the page's end cut fills its cell; of a text that ended there this is so only by chance.
    """
    if r >= len(table.rows) or len(last.rows[0]) != len(table.rows[0]):
        return set()
    ends: dict[int, float] = {}
    for (row, c), room in last.room.items():
        tall, _ = (last.spans or {}).get((row, c), (1, 1))
        if row + tall == len(last.rows):
            ends[c] = room
    words = {c: word for (row, c), word in table.words.items() if row == r}
    return {c for c, word in words.items() if ends.get(c, word) < word}


def append_page(before: Grid, after: Grid, again: int, full: Collection[int]) -> Grid:
    """The grid with the rows of the next page, but for the `again` rows of its header printed again.

    `full` are the columns that had no room at the page's end for what the first row says.
    """
    while again < len(after.rows) - 1 and not any(after.rows[again]):
        again += 1  # the rest of a row that was cut, nothing of which was left to print
    if again >= len(after.rows):
        return before
    if is_cut_row(before, after, again, full):
        before, again = _join_cut_row(before, after, again), again + 1
    if again >= len(after.rows):
        return before
    before, rest = _join_cut_labels(before, take_rows(after, range(again, len(after.rows))), full)
    # a header goes on, it is no row that was cut
    whole = append_grid(before, rest, at_break=not _is_in_header(before))
    return _reach_down(whole, before, rest)


def is_cut_row(before: Grid, after: Grid, r: int, full: Collection[int]) -> bool:
    """Whether a page's first row is the rest of the row before: words only, that go on a sentence or a full cell."""
    first = after.rows[r]
    filled = [c for c, text in enumerate(first) if text]
    if not filled:
        return False
    begins = first[filled[0]][:1].islower() and read_marker(first[filled[0]]) is None
    ends = all(_ends_with_words(before, c) for c in filled)
    if ends and begins and not any(looks_like_figure(first[c]) for c in filled):
        return True
    figured = columns_of_figures(before)
    if not any(before.rows[-1][c] for c in figured) and not is_band(before, len(before.rows) - 1):
        words = [c for c in filled if c not in figured]
        return bool(words) and all((begins or c in full) and _ends_with_words(before, c) for c in words)
    return ends and all(c in full and (c not in figured or first[c][:1].islower()) for c in filled)


def _ends_with_words(grid: Grid, c: int) -> bool:
    """Whether the cell that a column ends with, which may begin in a row above, says something."""
    return bool(_last_text(grid, c))


def _last_cell(grid: Grid, c: int) -> Cell:
    last = len(grid.rows) - 1
    return find_owners(grid).get((last, c), (last, c))


def _last_text(grid: Grid, c: int) -> str:
    row, column = _last_cell(grid, c)
    return grid.rows[row][column] if column == c else ""


def _join_cut_row(before: Grid, after: Grid, r: int) -> Grid:
    sure = dict(before.confidence)
    spans = before.spans
    for c, text in enumerate(after.rows[r]):
        owner = _last_cell(before, c)
        if text:
            before = _with_text(before, owner, _join_texts(before.rows[owner[0]][owner[1]], text))
        if (r, c) in after.confidence:
            sure[owner] = min(sure.get(owner, 1.0), after.confidence[r, c])
        tall = (after.spans or {}).get((r, c), (1, 1))[0]
        if tall > 1 and spans is not None:
            height, width = spans.get(owner, (1, 1))
            spans = {**spans, owner: (height + tall - 1, width)}
    return replace(before, confidence=sure, spans=spans)


def _is_in_header(grid: Grid) -> bool:
    """Whether a grid ends in its header: no figure, no numbers of columns, no title of a group yet."""
    begun = any(is_formula_row(row) or is_band(grid, r) for r, row in enumerate(grid.rows))
    return not begun and not columns_of_figures(grid)


def _join_cut_labels(before: Grid, after: Grid, full: Collection[int]) -> tuple[Grid, Grid]:
    """The grids with the labels of cut groups whole above the page's end: their words go on in small letters."""
    if _is_in_header(before):
        return _join_header_labels(before, after, full)
    first = after.rows[0]
    counted = read_marker(_last_text(before, 0)) is not None
    for c, text in enumerate(first):
        if not text:
            continue
        tall = (after.spans or {}).get((0, c), (1, 1))[0]
        label = _last_text(before, c)
        rest = c in full and (text[:1].isdigit() or (counted and c == 1 and not first[0]))
        goes_on = (text[:1].islower() and read_marker(text) is None) or rest
        if (tall < 2 and c not in full) or not goes_on or not label or looks_like_figure(label):
            break
        if c + 1 == len(first) or not any(first[c + 1 :]) or looks_like_figure(first[c + 1]):
            break  # the row's own label
        before = _with_text(before, _last_cell(before, c), _join_texts(label, text))
        after = _with_text(after, (0, c), "")
    return before, after


def _join_header_labels(before: Grid, after: Grid, full: Collection[int]) -> tuple[Grid, Grid]:
    for c, text in enumerate(after.rows[0]):
        wide = (before.spans or {}).get(_last_cell(before, c), (1, 1))[1]
        as_wide = wide == (after.spans or {}).get((0, c), (1, 1))[1]
        if as_wide and c in full and text[:1].islower() and _last_text(before, c):
            before = _with_text(before, _last_cell(before, c), _join_texts(_last_text(before, c), text))
            after = _with_text(after, (0, c), "")
    return before, after


def _with_text(grid: Grid, cell: Cell, text: str) -> Grid:
    r, c = cell
    row = (*grid.rows[r][:c], text, *grid.rows[r][c + 1 :])
    return replace(grid, rows=(*grid.rows[:r], row, *grid.rows[r + 1 :]))


def _join_texts(before: str, after: str) -> str:
    return before + after if is_cut(before, after) else f"{before} {after}".strip()


def _reach_down(grid: Grid, before: Grid, after: Grid) -> Grid:
    """The grid with the cells that the page's end cut reaching over it, where they go on without their text.

    Those are the labels of a header that ends on the next page, and the cells of groups. Of a group
    that has one row on either side, only the groups elsewhere in the table say that it goes on.
    """
    if before.spans is None or after.spans is None:
        return grid
    spans, owners, last = dict(grid.spans or {}), find_owners(before), len(before.rows) - 1
    for c in _labels_cut(before, after) if _is_in_header(before) else _groups_cut(before, after):
        owner = owners.get((last, c), (last, c))
        tall, wide = before.spans.get(owner, (1, 1))
        more, _ = spans.pop((last + 1, c), (1, 1))
        spans[owner] = tall + more, wide
    return replace(grid, spans=spans)


def _labels_cut(before: Grid, after: Grid) -> list[int]:
    """The columns whose label stands before the page's end and whose cell goes on behind it."""
    spans, owners, begun = after.spans or {}, find_owners(after), find_owners(before)
    last = len(before.rows) - 1
    cut: list[int] = []
    if columns_of_figures(take_rows(after, range(1))):
        return cut  # the body begins: what is empty in it is blank
    for c, text in enumerate(after.rows[0]):
        r, first = begun.get((last, c), (last, c))
        as_wide = (before.spans or {}).get((r, first), (1, 1))[1] == spans.get((0, c), (1, 1))[1]
        begins = owners.get((0, c), (0, c)) == (0, c) and first == c
        if begins and as_wide and before.rows[r][c] and not text:
            cut.append(c)
    return cut


def _groups_cut(before: Grid, after: Grid) -> list[int]:
    """The leading columns whose groups of one row before the page's end go on behind it."""
    owners, last = find_owners(before), len(before.rows) - 1
    empty = next((c for c, text in enumerate(after.rows[0]) if text), 0)
    grouped = _are_groups(before, after, empty)
    cut = []
    for c in range(empty):
        tall = (after.spans or {}).get((0, c), (1, 1))[0]
        if (last, c) in owners:
            continue  # known as a group: it is joined where the grid is mended
        if not before.rows[-1][c] or (tall < 2 and not grouped):
            break
        cut.append(c)
    return cut


def _are_groups(before: Grid, after: Grid, depth: int) -> bool:
    """Whether the empty cells that lead a page's first row belong to the groups above the page's end.

    Other rows are grouped by just so many columns; or the row has a label of its own, names stand
    above the empty cells, and nowhere else is a name left blank. An ordinal may be left out.
    """
    rows = [
        (grid, find_owners(grid), r) for grid, first in ((before, 1), (after, 1)) for r in _body(grid, first, depth)
    ]
    if any(not grid.rows[r][c] and (r, c) not in owners for grid, owners, r in rows for c in range(depth)):
        return False
    named = any(text and not looks_like_figure(text) and read_marker(text) is None for text in before.rows[-1][:depth])
    label = after.rows[0][depth]
    if named and not looks_like_figure(label) and not Label(None, (label,)).is_total:
        return True
    heights = [[(grid.spans or {}).get((r, c), (1, 1))[0] for c in range(depth + 1)] for grid, owners, r in rows]
    return any(min(tall[:depth], default=0) > tall[depth] for tall in heights)


def _body(grid: Grid, first: int, depth: int) -> list[int]:
    """The rows with figures from one on."""
    return [r for r in range(first, len(grid.rows)) if any(map(looks_like_figure, grid.rows[r][depth:]))]
