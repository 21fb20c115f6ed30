"""Figures of shorter periods and of the longer one that they make up: four quarters and their year.

Which columns or rows do is told by the periods of their labels; whether their figures add up (counts do,
what is held at a period's end does not) the rows must show, as of any other sum.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus.audit.sheet import Sheet, Sort
from corpus.change_labels import fold_label, states_change, states_target
from corpus.period_text import mentions_in, single_period, without_periods
from corpus.periods import Period, read_period
from corpus.table_periods import TablePeriods

Tiling = tuple[int, tuple[int, ...]]  # the place of the whole, those of its parts in order of time

_ANY_YEAR = 2000  # where none is named: which one makes no difference to what makes it up
_FEWEST = 2
_SAYS_NOTHING = re.compile(r"\b(?:ca nam|trong nam|thuc hien|tong so|tong cong|cong|tong|uoc|nam|luy ke)\b|[^a-z ]+")


def column_tilings(sheet: Sheet) -> list[Tiling]:
    """The columns of amounts that others make up period by period."""
    paths = [column.path for column in sheet.table.columns]
    if sum(any(map(mentions_in, path)) for path in paths) < _FEWEST:
        return []
    periods = _periods_of(sheet)
    groups: dict[str, list[tuple[int, Period]]] = defaultdict(list)
    for c, path in enumerate(paths):
        told = read_period(periods.columns[c] or (periods.default if _names_whole(path) else None) or "")
        if told is not None and sheet.sorts[c] is Sort.AMOUNT and not (states_change(path) or states_target(path)):
            groups[_name(path)].append((c, told))
    return [tiling for group in groups.values() for tiling in _tilings(group)]


def row_tilings(sheet: Sheet) -> list[Tiling]:
    """The rows that others beside them make up period by period."""
    rows = sheet.table.rows
    labels = {row.path[-1] for row in rows if row.path}
    if sum(bool(mentions_in(label)) for label in labels) < _FEWEST or not sheet.width:
        return []
    periods = _periods_of(sheet)
    groups: dict[tuple[tuple[str, ...], str], list[tuple[int, Period]]] = defaultdict(list)
    for r, row in enumerate(rows):
        if not row.path or states_change(row.path[-1:]) or states_target(row.path[-1:]):
            continue
        if mentions_in(row.path[-1]) or _names_whole(row.path):
            told = read_period(periods.of(r, 0)[0] or "")
            if told is not None:
                groups[row.path[:-1], _name(row.path[-1:])].append((r, told))
    return [tiling for group in groups.values() for tiling in _tilings(group)]


def _periods_of(sheet: Sheet) -> TablePeriods:
    table = sheet.table
    labels = [*(column.path for column in table.columns), *(row.path[-1:] for row in table.rows)]
    years = (mention.year for path in labels for label in path for mention in mentions_in(label) if mention.year)
    named = single_period([table.title, *reversed(table.path)])
    return TablePeriods(table, named or str(next(years, _ANY_YEAR)))


def _names_whole(path: Sequence[str]) -> bool:
    """Whether labels say that figures are of the whole of the table's period ("Cả năm", "Tổng cộng")."""
    return bool(path) and re.search(r"\b(?:ca nam|tong so|tong cong|cong)\b", fold_label(path[-1])) is not None


def _name(path: Sequence[str]) -> str:
    """What labels name beside a period."""
    said = " ".join(fold_label(without_periods(label)) for label in path)
    return " ".join(_SAYS_NOTHING.sub(" ", said).split())


def _tilings(told: Sequence[tuple[int, Period]]) -> Iterator[Tiling]:
    """Of places with their periods, each whole with the equally long parts that follow one another to its end."""
    spans = [period for _, period in told]
    single = {period: place for place, period in told if spans.count(period) == 1 and period.months}
    for whole, place in single.items():
        for months in sorted({period.months for period in single if period.months}):
            parts = _parts(whole, months, single)
            if len(parts) >= _FEWEST:
                yield place, parts


def _parts(whole: Period, months: int, places: dict[Period, int]) -> tuple[int, ...]:
    starts = {period.first: period for period in places if period.months == months}
    found: list[int] = []
    first = whole.first
    while first is not None and (period := starts.get(first)) is not None and period.last <= whole.last:
        found.append(places[period])
        if period.last == whole.last:
            return tuple(found)
        first = period.following
    return ()
