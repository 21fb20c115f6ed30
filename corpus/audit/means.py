"""Figures that are the mean of the rows below them, and rows of means ("Bình quân chung")."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.audit.equations import Origin, Sum
from corpus.audit.per_unit import names_mean
from corpus.audit.rows import Group, children_of, column_sum, holds, top_rows
from corpus.audit.sheet import Sheet, Sort

_HOLDS = 0.75
_FEWEST = 2
_FEWEST_PARTS = 3


def relate_means(sheet: Sheet) -> list[Sum]:
    """The means down the columns that the table bears out."""
    children = children_of(sheet.table.rows)
    groups = [Group(p, tuple(parts), Origin.MEAN) for p, parts in children.items()]
    found = _of_groups(sheet, groups)
    for r, row in enumerate(sheet.table.rows):
        closing = row.is_total or r == len(sheet.table.rows) - 1
        if closing and row.path and names_mean(row.path[-1]) and r not in children:
            parts = tuple(t for t in top_rows(sheet, children) if t != r)
            found += _of_row(sheet, Group(r, parts, Origin.MEAN))
    return found


def _of_groups(sheet: Sheet, groups: Sequence[Group]) -> list[Sum]:
    """Percentages that are the mean of those below them, in tables where they nearly always are."""
    means = [
        mean
        for c in range(sheet.width)
        for group in groups
        if (mean := _mean(sheet, group, c)) is not None and sheet.sort(mean.refs[0]) is Sort.PERCENT
    ]
    return means if _borne_out(sheet, means) else []


def _of_row(sheet: Sheet, group: Group) -> list[Sum]:
    """A row of means in every column with decimals, where most of them hold; counts are rounded on the way."""
    means = [mean for c in range(sheet.width) if sheet.decimals[c] and (mean := _mean(sheet, group, c)) is not None]
    return means if _borne_out(sheet, means) else []


def _borne_out(sheet: Sheet, means: Sequence[Sum]) -> bool:
    verdicts = [v for equation in means if (v := holds(sheet, equation)) is not None]
    return sum(verdicts) >= _FEWEST and sum(verdicts) >= _HOLDS * len(verdicts)


def _mean(sheet: Sheet, group: Group, c: int) -> Sum | None:
    total = column_sum(sheet, group, c)
    if total is None or len(total.terms) <= _FEWEST_PARTS:
        return None
    (parent, _), *parts = total.terms
    return Sum(((parent, -len(parts)), *parts), Origin.MEAN)
