"""A grid of printed cells as any reader finds it, and what readers do with grids: put them behind each
other, tell pieces of one table from tables of their own, mend what the ends of pages cut.

Where a format tells which cells span others, a spanned place is empty and `Grid.spans` says by what;
where none tells, empty places are all there is to go by.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from corpus.markers import read_marker
from corpus.numbers import is_date, read_number, strip_superscripts
from corpus.values import Box, Cell

Place = tuple[int, int]  # row and column, from 0
V = TypeVar("V")

_FIGURE_LIKE = re.compile(r"[\d\s.,%/+()−–-]*\d[\d\s.,%/+()−–-]*")
# what an office program shows where a formula failed, has no result, or its figure has no room
_UNREAD = re.compile(r"#(?:N/A|#+|[A-Z][A-Z0-9_/]*[!?])|Err:\d{3}|\(công thức chưa có kết quả\)")


EMPTY_SIGNS = frozenset({"", "-", "–", "−", "...", "…", "x", "X"})  # what a cell without a figure prints


@dataclass(frozen=True, slots=True)
class Grid:
    """Printed cells as a reader finds them: `lines` gives each row's line in the source, from 1;
    `emphasis` the (row, column) of cells in italics; `breaks` rows that follow a page break.

    `spans` gives the height and width of cells that take more than one place, where a format tells
    them (None where it does not, and empty cells are all there is to go by); `header` how many rows
    a format marks as the header, None where it marks none. `boxes` and `confidence` are the places
    of cells and how sure a recogniser is of them. `told` gives the cells whose value the format itself
    tells, whatever their text and column look like; `letters` the names of columns in a workbook.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    breaks: frozenset[int] = frozenset()
    emphasis: frozenset[Place] = frozenset()
    spans: Mapping[Place, Place] | None = None
    header: int | None = None
    boxes: Mapping[Place, Box] = field(default_factory=dict)
    confidence: Mapping[Place, float] = field(default_factory=dict)
    told: Mapping[Place, Cell] = field(default_factory=dict)
    letters: tuple[str, ...] = ()


def looks_like_figure(cell: str) -> bool:
    """Whether a cell was printed as a figure, readable or not ("1.0 1" is one)."""
    bare = strip_superscripts(cell).strip()
    if is_date(bare):
        return False
    return bool(_FIGURE_LIKE.fullmatch(bare) or _UNREAD.fullmatch(bare)) or (
        bool(re.match(r"[(+−–-]?\s*\d", bare)) and read_number(bare) is not None
    )


def find_owners(grid: Grid) -> dict[Place, Place]:
    """The cell that each spanned place belongs to; places that nothing spans are left out."""
    height, width = len(grid.rows), len(grid.rows[0]) if grid.rows else 0
    owners: dict[Place, Place] = {}
    for (r, c), (tall, wide) in sorted((grid.spans or {}).items()):
        for row in range(r, min(r + tall, height)):
            for column in range(c, min(c + wide, width)):
                owners.setdefault((row, column), (r, c))
    return owners


def is_band(grid: Grid, row: int) -> bool:
    """Whether a row is one cell across all columns: the title of a group of rows, not a row of cells."""
    text = grid.rows[row][0]
    tall, wide = (grid.spans or {}).get((row, 0), (1, 1))
    return bool(text) and tall == 1 and wide > 1 and wide >= len(grid.rows[row])


def move_rows(values: Mapping[Place, V], targets: Mapping[int, int]) -> dict[Place, V]:
    """What stands at places of rows at the places of the rows they become; of two, the first's."""
    moved: dict[Place, V] = {}
    for (r, c), value in sorted(values.items(), key=lambda pair: pair[0]):
        if r in targets:
            moved.setdefault((targets[r], c), value)
    return moved


def take_rows(grid: Grid, kept: range) -> Grid:
    """Some rows of a grid as a grid of their own."""
    targets = {r: i for i, r in enumerate(kept)}
    spans = move_rows(grid.spans, targets) if grid.spans is not None else None
    inside = {(r, c): (min(tall, len(kept) - r), wide) for (r, c), (tall, wide) in (spans or {}).items()}
    return Grid(
        tuple(grid.rows[r] for r in kept),
        tuple(grid.lines[r] for r in kept),
        frozenset(targets[r] for r in grid.breaks if r in targets),
        frozenset((targets[r], c) for r, c in grid.emphasis if r in targets),
        inside if spans is not None else None,
        max(grid.header - kept.start, 0) or None if grid.header is not None else None,
        move_rows(grid.boxes, targets),
        move_rows(grid.confidence, targets),
        move_rows(grid.told, targets),
        grid.letters,
    )


def take_columns(grid: Grid, kept: range) -> Grid:
    """Some columns of a grid as a grid of their own, without the rows at its end that hold nothing there."""

    def shift(values: Mapping[Place, V]) -> dict[Place, V]:
        return {(r, c - kept.start): value for (r, c), value in values.items() if c in kept}

    spans = shift(grid.spans) if grid.spans is not None else None
    inside = {(r, c): (tall, min(wide, len(kept) - c)) for (r, c), (tall, wide) in (spans or {}).items()}
    taken = replace(
        grid,
        rows=tuple(row[kept.start : kept.stop] for row in grid.rows),
        emphasis=frozenset((r, c - kept.start) for r, c in grid.emphasis if c in kept),
        spans=inside if spans is not None else None,
        boxes=shift(grid.boxes),
        confidence=shift(grid.confidence),
        told=shift(grid.told),
        letters=grid.letters[kept.start : kept.stop],
    )
    filled = max((r for r, row in enumerate(taken.rows) if any(row)), default=0)
    return take_rows(taken, range(filled + 1))


def append_grid(before: Grid, after: Grid, *, at_break: bool = True) -> Grid:
    """The rows of two grids of one width behind each other; `at_break`, a page ended between them."""
    start = len(before.rows)
    targets = {r: start + r for r in range(len(after.rows))}
    known = before.spans is not None or after.spans is not None
    return Grid(
        before.rows + after.rows,
        before.lines + after.lines,
        before.breaks | ({start} if at_break else set()) | {start + r for r in after.breaks},
        before.emphasis | {(start + r, c) for r, c in after.emphasis},
        {**(before.spans or {}), **move_rows(after.spans or {}, targets)} if known else None,
        before.header,
        {**before.boxes, **move_rows(after.boxes, targets)},
        {**before.confidence, **move_rows(after.confidence, targets)},
        {**before.told, **move_rows(after.told, targets)},
        before.letters,
    )


def mend_rows(grid: Grid, header: int) -> Grid:
    """The grid as it was before pages cut it: repeated headers dropped, cut rows joined again.

    `header` is how many rows stand above the body. After a break, a row with neither ordinal nor
    figure goes on the row before the break, and a group whose cell was cut goes on below it.
    """
    if not grid.breaks:
        return grid
    head = grid.rows[: min([header, *(b for b in grid.breaks if b)])]
    ordinals = sum(read_marker(row[0]) is not None for row in grid.rows) > len(grid.rows) / 4
    rows: list[list[str]] = []
    targets: dict[int, int] = {}
    again, fresh = 0, False
    begun: list[tuple[int, int]] = []  # rows that follow a break, as they were and as they are
    for r, row in enumerate(grid.rows):
        if r in grid.breaks and r >= len(head):
            again, fresh = _count_again(head, grid.rows[r:]), True
        if again and row == head[len(head) - again]:
            again -= 1
            continue
        again = 0
        wordless = not row[0].strip() and not any(looks_like_figure(cell) for cell in row)
        if fresh and len(rows) > len(head) and ordinals and wordless and not is_band(grid, r):
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], row, strict=True)]
        else:
            if fresh:
                begun.append((r, len(rows)))
            rows.append(list(row))
            targets[r] = len(rows) - 1
        fresh = False
    return _at_new_places(grid, rows, targets, begun)


def _count_again(head: Sequence[tuple[str, ...]], rows: Sequence[tuple[str, ...]]) -> int:
    """How many rows may be the header again: it from its first row, or all of it from another."""
    if rows[0] == head[0]:
        return len(head)
    tails = [head[start:] for start in range(1, len(head))]
    return next((len(tail) for tail in tails if rows[: len(tail)] == tail), 0)


def _at_new_places(grid: Grid, rows: list[list[str]], targets: dict[int, int], begun: list[tuple[int, int]]) -> Grid:
    spans = None
    if grid.spans is not None:
        spans = move_rows(grid.spans, targets)
        for _, row in begun:
            _join_cut_groups(spans, rows, row)
    kept = sorted(targets)
    return replace(
        grid,
        rows=tuple(map(tuple, rows)),
        lines=tuple(grid.lines[r] for r in kept),
        breaks=frozenset(),
        emphasis=frozenset((targets[r], c) for r, c in grid.emphasis if r in targets),
        spans=spans,
        boxes=move_rows(grid.boxes, targets),
        confidence=move_rows(grid.confidence, targets),
        told=move_rows(grid.told, targets),
    )


def _join_cut_groups(spans: dict[Place, Place], rows: list[list[str]], row: int) -> None:
    """Cells over several rows that end where a page does and go on, without their text, on the next."""
    above = {c: (r, c) for (r, c), (tall, wide) in spans.items() if tall > 1 and wide == 1 and r + tall == row}
    for c, owner in sorted(above.items()):
        if rows[row][c] or not any(rows[row][c + 1 :]) or any(rows[row][:c]):
            break
        tall = spans.pop((row, c), (1, 1))[0]
        spans[owner] = (spans[owner][0] + tall, 1)
