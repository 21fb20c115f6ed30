"""What readers do with the items they found: tables that were cut into pieces made one again."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.assemble import GridItem, Item, TextItem
from corpus.continuing import Next, tell_next
from corpus.grids import append_grid

PARTING = TextItem("\f", 0)  # stands between tables that are not pieces of one, until they are joined


def join_grids(items: Sequence[Item]) -> list[Item]:
    """Tables that were cut made one again; a single line of cells is text, and so is what may be either
    the next piece of a table or one of its own."""
    joined: list[Item] = []
    last = -1  # the last item that is no footnote
    for item in items:
        before = joined[last] if joined and last >= 0 else None
        told = Next.OWN
        if isinstance(item, GridItem) and isinstance(before, GridItem):
            told = tell_next(before.grid, item.grid)
            if told is Next.PIECE:
                joined[last] = GridItem(append_grid(before.grid, item.grid), before.title)
                continue
        joined.extend(_as_texts(item) if told is Next.UNSURE and isinstance(item, GridItem) else [item])
        last = last if is_footnote(item) else len(joined) - 1
    return [part for item in joined if item != PARTING for part in _as_text_if_single(item)]


def is_footnote(item: Item) -> bool:
    """Whether an item is a note at the foot of a page."""
    return isinstance(item, TextItem) and item.text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"


def _as_text_if_single(item: Item) -> list[Item]:
    return _as_texts(item) if isinstance(item, GridItem) and len(item.grid.rows) == 1 else [item]


def _as_texts(item: GridItem) -> list[Item]:
    return [
        TextItem(" ".join(filter(None, row)), line)
        for row, line in zip(item.grid.rows, item.grid.lines, strict=True)
        if any(row)
    ]
