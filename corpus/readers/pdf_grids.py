"""Tables of pages as grids, and those that the end of a page cut put together again."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from corpus.grids import Grid, append_grid, find_owners, looks_like_figure, take_rows
from corpus.markers import read_marker
from corpus.readers.pages import Page, PageTable
from corpus.readers.pdf_words import is_cut
from corpus.text import fold

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


def is_same_table(before: PageTable, after: PageTable) -> bool:
    """Whether a table goes on one of the page before: the same columns, its header again or none."""
    if len(before.rows[0]) != len(after.rows[0]):
        return False
    first, recognised = after.rows[0], bool(before.confidence and after.confidence)
    if _is_printed_again(before.rows[0], first, recognised):
        return True
    shift = after.edges[0] - before.edges[0] if recognised else 0.0  # no two pages lie alike on a scanner
    if any(abs(b - shift - a) > _SAME_EDGE for a, b in zip(before.edges, after.edges, strict=True)):
        return False
    return not _is_header(first, before) or is_cut_row(before.rows[-1], first)


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


def _is_header(first: tuple[str, ...], before: PageTable) -> bool:
    """Whether a page's first row opens a table of its own: labels where the table before has figures."""
    if not first[0].strip() or read_marker(first[0]) is not None or _ORDINAL.match(first[0]):
        return False
    figured = {c for row in before.rows for c, text in enumerate(row) if looks_like_figure(text)}
    labelled = sum(bool(first[c]) for c in figured)
    return not any(map(looks_like_figure, first)) and labelled * 2 > len(figured)


def append_page(before: Grid, after: Grid) -> Grid:
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
    rest = take_rows(after, range(again, len(after.rows)))
    return _reach_down(append_grid(before, rest), before, rest)


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


def _join_texts(before: str, after: str) -> str:
    return before + after if is_cut(before, after) else f"{before} {after}".strip()


def _reach_down(grid: Grid, before: Grid, after: Grid) -> Grid:
    """The grid with the cells of groups reaching over the page's end where they go on without their text.

    Of a group of which one row stands before the end, nothing else says that it goes on.
    """
    if before.spans is None or not after.spans:
        return grid
    owners = find_owners(before)
    spans = dict(grid.spans or {})
    start = len(before.rows)
    for c, text in enumerate(after.rows[0]):
        tall = after.spans.get((0, c), (1, 1))[0]
        if text or tall < 2 or (start - 1, c) in owners or not before.rows[-1][c]:
            break
        spans.pop((start, c))
        spans[start - 1, c] = (1 + tall, 1)
    return replace(grid, spans=spans)
