"""Which column of a table another is part of: by its header, as the most there can be, or by the figures."""

from __future__ import annotations

from collections.abc import Mapping
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
    told = [_values(frame, share) for share in shares]
    part = _values(frame, column)
    for other in _beside(table, column):
        whole = _values(frame, other)
        if any(_are_shares(part, whole, each) for each in told):
            return other
    return None


def proven_part(table: TableEntry, share: ColumnEntry, frame: pd.DataFrame) -> ColumnEntry | None:
    """The column whose share of another a column of percentages is, row for row."""
    told = _values(frame, share)
    amounts = [column for column in table.columns if column.kind in _AMOUNTS and column.period == share.period]
    for column in amounts:
        part = _values(frame, column)
        if any(_are_shares(part, _values(frame, other), told) for other in _beside(table, column)):
            return column
    return None


def _are_shares(part: Mapping[str, Decimal], whole: Mapping[str, Decimal], told: Mapping[str, Decimal]) -> bool:
    rows = [row for row in part.keys() & whole.keys() & told.keys() if whole[row]]
    right = sum(abs(part[row] / whole[row] * 100 - told[row]) <= _TOLERANCE for row in rows)
    return len(rows) > 1 and right >= _MOST * len(rows) and any(told[row] != 100 for row in rows)


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
