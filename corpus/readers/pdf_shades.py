"""What the shades of cells tell of a table that has no rules: edges of columns, rows, what labels stand over."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers.pages import Place
from corpus.readers.pdf_labels import Columns, Label

_SAME = 2.0  # points between edges that are one
_LEAST = 5.0  # points: what is smaller shades no cell


def shade_edges(fills: Sequence[Place]) -> tuple[float, ...]:
    """Where columns begin and end that shades of cells tell, none where they shade whole rows only."""
    edges: list[float] = []
    for x in sorted(x for x0, top, x1, bottom in fills if _is_cell(x0, top, x1, bottom) for x in (x0, x1)):
        if not edges or x - edges[-1] > _SAME:
            edges.append(x)
    return tuple(edges) if len(edges) > 3 else ()


def shade_levels(fills: Sequence[Place], top: float) -> list[float]:
    """Where rows part below a height: where shades begin and end."""
    levels: list[float] = []
    for y in sorted(y for fill in fills if _is_cell(*fill) for y in (fill[1], fill[3])):
        if y > top - _LEAST and (not levels or y - levels[-1] > _SAME):
            levels.append(y)
    return levels


def fit_shades(labels: Sequence[Label], columns: Columns, fills: Sequence[Place]) -> bool:
    """Whether each label stands alone in its shade, if it stands in one, which is as wide as its columns."""
    for label in labels:
        token = label.tokens[0]
        x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
        left, right = columns.edges[label.first], columns.edges[label.last + 1]
        behind = [fill for fill in fills if fill[0] < x < fill[2] and fill[1] < y < fill[3]]
        if behind and not any(abs(fill[0] - left) < _SAME and abs(fill[2] - right) < _SAME for fill in behind):
            whole = all(fill[0] < columns.edges[1] and fill[2] > columns.edges[-2] for fill in behind)
            if not whole:  # a shade behind all labels tells nothing of one
                return False
    return True


def _is_cell(x0: float, top: float, x1: float, bottom: float) -> bool:
    return x1 - x0 > _LEAST and bottom - top > _LEAST


def cell_begins(fills: Sequence[Place], left: float, right: float, top: float, bottom: float) -> bool | None:
    """Whether a cell of a column begins in a row between two levels; None where the row is not shaded."""
    row = [fill for fill in fills if _is_cell(*fill) and fill[1] < bottom - _SAME and fill[3] > top + _SAME]
    opening = [fill for fill in row if abs(fill[1] - top) < _SAME]
    if not any(abs(fill[3] - bottom) < _SAME for fill in opening):
        return None
    middle = (left + right) / 2
    return any(fill[0] < middle < fill[2] for fill in opening)
