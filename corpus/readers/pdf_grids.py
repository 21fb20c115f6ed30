"""Tables of pages as grids, and those that the end of a page cut put together again."""

from __future__ import annotations

from corpus.grids import Grid, append_grid, looks_like_figure, take_rows
from corpus.markers import read_marker
from corpus.readers.pages import Page, PageTable

_SAME_EDGE = 4.0  # points


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
    first = after.rows[0]
    if first == before.rows[0]:
        return True
    if any(abs(a - b) > _SAME_EDGE for a, b in zip(before.edges, after.edges, strict=True)):
        return False
    headed = first[0].strip() and read_marker(first[0]) is None and not any(map(looks_like_figure, first))
    return not headed


def append_page(before: Grid, after: Grid) -> Grid:
    """The grid with the rows of the next page, but for the header that is printed again."""
    pairs = zip(before.rows, after.rows, strict=False)
    again = next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(before.rows), len(after.rows)))
    return append_grid(before, take_rows(after, range(again, len(after.rows)))) if again < len(after.rows) else before
