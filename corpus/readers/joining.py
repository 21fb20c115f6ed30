"""What readers do with the items they found: tables that were cut into pieces made one again."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.assemble import GridItem, Item, TextItem
from corpus.grids import append_grid, goes_on, opens_anew

PARTING = TextItem("\f", 0)  # stands between tables that are not pieces of one, until they are joined


def join_grids(items: Sequence[Item]) -> list[Item]:
    """Tables that a page end cut made one again; a single line of cells is text."""
    joined: list[Item] = []
    last = -1  # the last item that is no footnote
    for item in items:
        before = joined[last] if joined and last >= 0 else None
        if isinstance(item, GridItem) and isinstance(before, GridItem) and goes_on(before.grid, item.grid):
            joined[last] = GridItem(append_grid(before.grid, item.grid), before.title)
            continue
        joined.append(item)
        last = last if is_footnote(item) else len(joined) - 1
    return [_as_text(item) if isinstance(item, GridItem) and len(item.grid.rows) == 1 else item for item in joined]


def join_tables(items: Sequence[Item]) -> list[Item]:
    """Tables cut into pieces made one, as in plain text; one that opens with a header of its own stays apart."""
    parted: list[Item] = []
    for item in items:
        before = parted[-1] if parted else None
        if isinstance(before, GridItem) and isinstance(item, GridItem) and opens_anew(before.grid, item.grid):
            parted.append(PARTING)
        parted.append(item)
    return [item for item in join_grids(parted) if item != PARTING]


def is_footnote(item: Item) -> bool:
    """Whether an item is a note at the foot of a page."""
    return isinstance(item, TextItem) and item.text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"


def _as_text(item: GridItem) -> TextItem:
    return TextItem(" ".join(filter(None, item.grid.rows[0])), item.grid.lines[0])
