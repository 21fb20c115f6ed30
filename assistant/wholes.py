"""Which column of a table another is part of: by its header, as the most there can be, or by the figures."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from assistant.catalogue import ColumnEntry, TableEntry, names_the_whole
from assistant.figures import select
from corpus.values import PATH_SEPARATOR, Kind

AT_MOST = frozenset({"tối đa"})  # the word that stands for "điểm chuẩn", "điểm tối đa"
_AMOUNTS = frozenset({Kind.COUNT, Kind.MONEY})
_TOLERANCE = Decimal("0.006")  # of a percentage printed with two decimals
_MOST = 0.9  # of the rows, for a blank or misprinted cell


def whole_of(table: TableEntry, column: ColumnEntry, frame: pd.DataFrame) -> ColumnEntry | None:
    """The column that another is part of; None where neither a header nor the figures say so.

    `frame` holds the table's observations.
    """
    return headed_whole(table, column) or _most_there_can_be(table, column) or _proven_whole(table, column, frame)


def headed_whole(table: TableEntry, column: ColumnEntry) -> ColumnEntry | None:
    """The total under the nearest header that both stand under."""
    for depth in range(len(column.indicator) - 1, 0, -1):
        for other in _beside(table, column):
            rest = other.indicator[depth:]
            if other.indicator[:depth] == column.indicator[:depth] and (not rest or names_the_whole(rest)):
                return other
    return None


def _most_there_can_be(table: TableEntry, column: ColumnEntry) -> ColumnEntry | None:
    """The column of the points that could be had, under the same header as the points that were."""
    if column.kind is not Kind.SCORE or column.own.words & AT_MOST:
        return None
    most = [other for other in _beside(table, column) if other.own.words & AT_MOST]
    return next((other for other in most if other.indicator[:-1] == column.indicator[:-1]), None)


def _proven_whole(table: TableEntry, column: ColumnEntry, frame: pd.DataFrame) -> ColumnEntry | None:
    """The column of which a column of percentages is this column's share, row for row."""
    if column.kind not in _AMOUNTS:
        return None
    shares = [other for other in table.columns if other.kind is Kind.PERCENT and other.period == column.period]
    part = _values(frame, column)
    for other in _beside(table, column):
        whole = _values(frame, other)
        for share in shares:
            told = _values(frame, share)
            rows = [row for row in part.keys() & whole.keys() & told.keys() if whole[row]]
            right = sum(abs(part[row] / whole[row] * 100 - told[row]) <= _TOLERANCE for row in rows)
            if len(rows) > 1 and right >= _MOST * len(rows) and any(told[row] != 100 for row in rows):
                return other
    return None


def _beside(table: TableEntry, column: ColumnEntry) -> list[ColumnEntry]:
    return [
        other
        for other in table.columns
        if other is not column
        and (other.kind, other.period, other.change_from) == (column.kind, column.period, column.change_from)
    ]


def _values(frame: pd.DataFrame, column: ColumnEntry) -> dict[str, Decimal]:
    """A column's figures by row."""
    own = select(frame, indicator=PATH_SEPARATOR.join(column.indicator), kind=column.kind.value, period=column.period)
    paths = own["entity"].map(PATH_SEPARATOR.join)
    return {path: value for path, value in zip(paths, own["value"], strict=True) if isinstance(value, Decimal)}
