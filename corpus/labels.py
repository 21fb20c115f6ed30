"""The labels of columns, from those over groups of columns down to their own.

A cell over several places lends them its label. Where a format told none in a row, or lost them, an empty
place belongs to the label on its left only if a row below parts the two: else it has no label.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.grids import Grid, Place
from corpus.numbers import strip_superscripts


def spell_columns(grid: Grid, rows: Sequence[int], owners: Mapping[Place, Place]) -> list[tuple[str, ...]]:
    """Each column's labels from top to bottom over the given rows; none for a column without a label."""
    if not rows:
        return [() for _ in grid.rows[0]]
    wide = {place for place, (_, width) in (grid.spans or {}).items() if width > 1}
    texts = [_texts_of(grid, r, owners) for r in rows]
    told = [{c for c in range(len(grid.rows[0])) if (r, c) in owners} for r in rows]
    whole = [any(owners.get((r, c)) in wide for c in range(len(grid.rows[0]))) for r in rows]
    return _spell(texts, told, whole)


def spell_header(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Each column's labels from top to bottom where nothing is known of what spans what."""
    texts = [[strip_superscripts(cell).strip() for cell in row] for row in rows]
    return _spell(texts, [set() for _ in rows], [False] * len(rows))


def _texts_of(grid: Grid, r: int, owners: Mapping[Place, Place]) -> list[str]:
    """The label at each place of a row, that of a cell which reaches over it included."""
    places = [owners.get((r, c), (r, c)) for c in range(len(grid.rows[r]))]
    return [strip_superscripts(grid.rows[row][column]).strip() for row, column in places]


def _spell(rows: Sequence[Sequence[str]], told: Sequence[set[int]], whole: Sequence[bool]) -> list[tuple[str, ...]]:
    """The paths; `told` gives the places of each row that cells are known to take, `whole` the rows in which
    all that spans columns is known."""
    paths: list[list[str]] = [[] for _ in (rows[0] if rows else ())]
    for r, row in enumerate(rows):
        before = [tuple(path) for path in paths]
        spread = ""
        for c, label in enumerate(row):
            if label:
                spread = "" if whole[r] or c in told[r] or not _is_group(rows, r, c) else label
            elif c and spread and before[c] == before[c - 1] and any(below[c] for below in rows[r + 1 :]):
                label = spread
            else:
                spread = ""
            if label and (not paths[c] or paths[c][-1] != label):
                paths[c].append(label)
    return [tuple(path) for path in paths]


def _is_group(rows: Sequence[Sequence[str]], r: int, c: int) -> bool:
    """Whether a label can stand over those on its right: over the column of the rows' labels only with one below."""
    return c > 0 or any(below[0] for below in rows[r + 1 :])
