"""Tables of pages as grids, and whether one goes on that of the page before or is a table of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from corpus.grids import Grid, find_owners, is_band, looks_like_figure
from corpus.headers import count_header_rows, is_formula_row
from corpus.markers import read_marker
from corpus.readers.pages import Page, PageTable
from corpus.readers.pdf_cuts import append_page, columns_of_figures, columns_without_room, is_cut_row, is_year
from corpus.readers.pdf_rules import nearest
from corpus.stubs import ORDINAL_TITLES
from corpus.text import fold

Cell = tuple[int, int]  # row and column, from 0
Edges = tuple[int, ...]  # which of the edges of a table's columns

_TALLEST_HEADER = 4  # rows
_SAME_EDGE = 4.0  # points
_ALIKE = 0.85  # of the letters of a row that was recognised twice
_ORDINAL = re.compile(r"(?:[A-ZĐ]|[IVX]{1,6}|\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)]\s")


def to_grid(table: PageTable, page: Page, line: int) -> Grid:
    """The grid of a page's table, whose first row is on the given line."""
    return Grid(
        table.rows,
        tuple(range(line, line + len(table.rows))),
        frozenset(),
        table.emphasis,
        table.spans,
        None,
        {cell: page.box(place) for cell, place in table.boxes.items()},
        table.confidence,
    )


def is_headless(grid: Grid) -> bool:
    """Whether a grid begins with a row of figures, so that no label says what its columns are."""
    first = next((row for r, row in enumerate(grid.rows) if not is_band(grid, r)), grid.rows[0])
    figures = sum(looks_like_figure(text) and not is_year(text) for text in first)
    labels = sum(map(_is_label, first))
    return not is_formula_row(first) and (figures > 1 or (figures == 1 and labels < 3 < len(first)))


def join_page_tables(before: Grid, last: PageTable, after: Grid, table: PageTable) -> Grid | None:
    """The grid of a table so far with that of the next page; None where a table of its own begins there.

    `last` and `table` are the pieces that meet at the page's end. A piece may lack edges of columns
    where all its cells reach over them: the top of a header, a page of nothing but totals.
    """
    again = _count_again(before, last, after, table)
    if again:
        return append_page(before, after, again, columns_without_room(last, table, again))
    edges = _shared_edges(last.edges, table.edges, bool(last.confidence and table.confidence))
    if edges is None or (edges[0] != edges[1] and (before.spans is None or after.spans is None)):
        return None
    before, after = _spread_columns(before, edges[0]), _spread_columns(after, edges[1])
    full = columns_without_room(last, table, 0) if edges[0] == edges[1] else set()
    return None if _is_own(before, after, *edges, full) else append_page(before, after, 0, full)


def _count_again(before: Grid, last: PageTable, after: Grid, table: PageTable) -> int:
    """How many rows of the header a page prints again, 0 where it does not print all of its labels."""
    recognised = bool(last.confidence and table.confidence)
    if len(before.rows[0]) != len(after.rows[0]):
        return 0
    header = count_header_rows(before)
    rows = enumerate(zip(before.rows, after.rows, strict=False))
    alike = [_is_printed_again(a, b, recognised) or (r < header and _is_mostly_again(a, b)) for r, (a, b) in rows]
    again = alike.index(False) if False in alike else len(alike)
    if not again or again == len(after.rows):
        return again
    labels = next((r for r in range(header) if is_formula_row(before.rows[r])), header)
    goes_on = again >= labels or any(map(looks_like_figure, after.rows[again]))
    return again if goes_on else 0  # the labels below are others: a table of its own


def _shared_edges(before: Sequence[float], after: Sequence[float], recognised: bool) -> tuple[Edges, Edges] | None:
    """Which of the common edges each piece's are, where one has all those of the other; else None."""
    shift = after[0] - before[0] if recognised else 0.0  # no two pages lie alike on a scanner
    moved = [edge - shift for edge in after]
    fine, coarse = (before, moved) if len(before) >= len(moved) else (moved, before)
    found = tuple(nearest(fine, edge) for edge in coarse)
    apart = any(abs(fine[i] - edge) > _SAME_EDGE for i, edge in zip(found, coarse, strict=True))
    if apart or found[0] or found[-1] != len(fine) - 1 or any(a >= b for a, b in pairwise(found)):
        return None
    whole = tuple(range(len(fine)))
    return (whole, found) if fine is before else (found, whole)


def _spread_columns(grid: Grid, edges: Edges) -> Grid:
    """The grid with its columns reaching from edge to edge of finer ones."""
    if len(edges) == edges[-1] + 1:
        return grid
    rows, owners = [], find_owners(grid)
    spans: dict[Cell, Cell] = {}
    for r, row in enumerate(grid.rows):
        wider = [""] * edges[-1]
        for c, text in enumerate(row):
            wider[edges[c]] = text
            tall, wide = (grid.spans or {}).get((r, c), (1, 1))
            size = tall, edges[c + wide] - edges[c]
            if owners.get((r, c), (r, c)) == (r, c) and size != (1, 1):
                spans[r, edges[c]] = size
        rows.append(tuple(wider))
    return replace(
        grid,
        rows=tuple(rows),
        spans=spans,
        emphasis=frozenset((r, edges[c]) for r, c in grid.emphasis),
        boxes={(r, edges[c]): box for (r, c), box in grid.boxes.items()},
        confidence={(r, edges[c]): sure for (r, c), sure in grid.confidence.items()},
    )


def _is_own(before: Grid, after: Grid, edges: Edges, rest: Edges, full: Collection[int]) -> bool:
    """Whether a page's first grid opens a table of its own: a header where the table before has figures.

    Of two that share only some edges, the first must be the top of a header, or the second must have
    each of its figures in one column where the first has figures too.
    """
    figured = columns_of_figures(before)
    if edges == rest:
        return _is_header(after, figured) and not is_cut_row(before, after, 0, full)
    if len(edges) < len(rest):
        return bool(figured) or len(before.rows) > _TALLEST_HEADER or not columns_of_figures(after)
    spans = after.spans or {}
    placed = [(r, c) for r, row in enumerate(after.rows) for c in range(1, len(row)) if looks_like_figure(row[c])]
    alone = all(c in figured and spans.get((r, c), (1, 1))[1] == 1 for r, c in placed)
    return not placed or not alone or _is_header(after, figured)


def _is_printed_again(before: tuple[str, ...], after: tuple[str, ...], recognised: bool) -> bool:
    """Whether two rows are the same; labels that were recognised may differ by a letter here and there."""
    if before == after:
        return True
    pairs = [(fold(a), fold(b)) for a, b in zip(before, after, strict=True)]
    apart = [pair for pair in pairs if pair[0] != pair[1]]
    if not recognised or any(not a or not b or looks_like_figure(a) or looks_like_figure(b) for a, b in apart):
        return False
    one, other = ("\t".join(row) for row in zip(*pairs, strict=True))
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _is_mostly_again(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether labels come again but for one or a few that were printed over or cut short for want of room."""
    filled = [(a, b) for a, b in zip(before, after, strict=True) if a or b]
    alike = sum(a == b for a, b in filled)
    return alike > 1 and alike * 3 > 2 * len(filled) and all(_is_printed_over(a, b) for a, b in filled)


def _is_printed_over(label: str, again: str) -> bool:
    """Whether a label comes again cut short, or with other letters among its own."""
    letters = iter(again)
    return (bool(again) and label.startswith(again)) or all(letter in letters for letter in label)


def _is_header(after: Grid, figured: Collection[int]) -> bool:
    """Whether a page's first row opens a table of its own: labels where the table before has figures."""
    first, owners = after.rows[0], find_owners(after)
    if read_marker(first[0]) is not None or _ORDINAL.match(first[0]) or is_band(after, 0):
        return False
    if fold(first[0]).strip(" .") in ORDINAL_TITLES:
        return True
    over = {owners.get((0, c), (0, c))[1] for c in figured}
    told = [first[c] for c in over if first[c]]
    labelled = sum(_is_label(first[owners.get((0, c), (0, c))[1]]) for c in figured)
    figures = any(looks_like_figure(text) and not is_year(text) for text in first)
    return not figures and len(set(told)) == len(told) and labelled * 2 > len(figured)


def _is_label(text: str) -> bool:
    """Whether a text can name a column: words or a year, no sign of a blank."""
    return sum(map(str.isalpha, text)) > 1 or is_year(text)
