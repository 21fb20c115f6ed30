"""Tables of pages as grids, and those that the end of a page cut put together again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from corpus.grids import Grid, append_grid, find_owners, is_band, looks_like_figure, take_rows
from corpus.markers import read_marker
from corpus.readers.pages import Page, PageTable
from corpus.readers.pdf_rules import nearest
from corpus.readers.pdf_words import is_cut
from corpus.stubs import Label
from corpus.text import fold

Cell = tuple[int, int]  # row and column, from 0
Edges = tuple[int, ...]  # which of the edges of a table's columns

_YEAR = re.compile(r"(?:19|20)\d\d")
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


def join_page_tables(before: Grid, last: PageTable, after: Grid, table: PageTable) -> Grid | None:
    """The grid of a table so far with that of the next page; None where a table of its own begins there.

    `last` and `table` are the pieces that meet at the page's end. A piece may lack edges of columns
    where all its cells reach over them: the top of a header, a page of nothing but totals.
    """
    recognised = bool(last.confidence and table.confidence)
    if len(last.rows[0]) == len(table.rows[0]) and _is_printed_again(last.rows[0], table.rows[0], recognised):
        return _append_page(before, after)
    edges = _shared_edges(last.edges, table.edges, recognised)
    if edges is None or (edges[0] != edges[1] and (before.spans is None or after.spans is None)):
        return None
    before, after = _spread_columns(before, edges[0]), _spread_columns(after, edges[1])
    return None if _is_own(before, after, *edges) else _append_page(before, after)


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


def _is_own(before: Grid, after: Grid, edges: Edges, rest: Edges) -> bool:
    """Whether a page's first grid opens a table of its own: a header where the table before has figures.

    Of two that share only some edges, the first must be the top of a header, or the second must have
    each of its figures in one column where the first has figures too.
    """
    figured = _figured(before)
    if edges == rest:
        return _is_header(after, figured) and not is_cut_row(before.rows[-1], after.rows[0])
    if len(edges) < len(rest):
        return bool(figured) or len(before.rows) > _TALLEST_HEADER or not _figured(after)
    spans = after.spans or {}
    placed = [(r, c) for r, row in enumerate(after.rows) for c in range(1, len(row)) if looks_like_figure(row[c])]
    alone = all(c in figured and spans.get((r, c), (1, 1))[1] == 1 for r, c in placed)
    return not placed or not alone or _is_header(after, figured)


def _figured(grid: Grid) -> set[int]:
    """The columns with figures; years are labels."""
    return {
        c
        for row in grid.rows
        for c, text in enumerate(row)
        if looks_like_figure(text) and not _YEAR.fullmatch(text.strip())
    }


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


def _is_header(after: Grid, figured: Collection[int]) -> bool:
    """Whether a page's first row opens a table of its own: labels where the table before has figures."""
    first, owners = after.rows[0], find_owners(after)
    if not first[0].strip() or read_marker(first[0]) is not None or _ORDINAL.match(first[0]) or is_band(after, 0):
        return False
    labelled = sum(bool(first[owners.get((0, c), (0, c))[1]]) for c in figured)
    return not any(map(looks_like_figure, first)) and labelled * 2 > len(figured)


def _append_page(before: Grid, after: Grid) -> Grid:
    """The grid with the rows of the next page, but for the header that is printed again."""
    pairs, recognised = zip(before.rows, after.rows, strict=False), bool(before.confidence and after.confidence)
    differing = (i for i, (a, b) in enumerate(pairs) if not _is_printed_again(a, b, recognised))
    again = next(differing, min(len(before.rows), len(after.rows)))
    if again >= len(after.rows):
        return before
    if is_cut_row(before.rows[-1], after.rows[again]):
        before, again = _join_cut_row(before, after, again), again + 1
    if again >= len(after.rows):
        return before
    before, rest = _join_cut_labels(before, take_rows(after, range(again, len(after.rows))))
    whole = append_grid(before, rest, at_break=bool(_figured(before)))  # a header goes on, it is no row that was cut
    return _reach_down(whole, before, rest)


def is_cut_row(last: tuple[str, ...], first: tuple[str, ...]) -> bool:
    """Whether a page's first row is the rest of the row before: words only, and in the middle of a sentence."""
    filled = [c for c, text in enumerate(first) if text]
    begins = bool(filled) and first[filled[0]][:1].islower() and read_marker(first[filled[0]]) is None
    return begins and all(last[c] and not looks_like_figure(first[c]) for c in filled)


def _join_cut_row(before: Grid, after: Grid, r: int) -> Grid:
    last = len(before.rows) - 1
    joined = tuple(map(_join_texts, before.rows[-1], after.rows[r]))
    sure = {
        (last, c): min(before.confidence.get((last, c), 1.0), value)
        for (row, c), value in after.confidence.items()
        if row == r
    }
    spans, owners = before.spans, find_owners(before)
    for c in range(len(joined)):
        tall = (after.spans or {}).get((r, c), (1, 1))[0]
        if tall > 1 and spans is not None:
            owner = owners.get((last, c), (last, c))
            height, width = spans.get(owner, (1, 1))
            spans = {**spans, owner: (height + tall - 1, width)}
    return replace(before, rows=(*before.rows[:-1], joined), confidence={**before.confidence, **sure}, spans=spans)


def _join_cut_labels(before: Grid, after: Grid) -> tuple[Grid, Grid]:
    """The grids with the labels of cut groups whole above the page's end: their words go on in small letters."""
    owners, last = find_owners(before), len(before.rows) - 1
    for c, text in enumerate(after.rows[0]):
        tall = (after.spans or {}).get((0, c), (1, 1))[0]
        r, first = owners.get((last, c), (last, c))
        label = before.rows[r][first]
        begins = first == c and text[:1].islower() and read_marker(text) is None
        if not text:
            continue
        if tall < 2 or not begins or not label or looks_like_figure(label):
            break
        before = _with_text(before, (r, c), _join_texts(label, text))
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
    for c in _groups_cut(before, after) if _figured(before) else _labels_cut(before, after):
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
    if _figured(take_rows(after, range(1))):
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
