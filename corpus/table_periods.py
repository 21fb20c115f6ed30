"""The period of each cell of a table, from its header, its rows, and what the table is of.

Labels name a period outright ("Quý I/2026"), in pieces ("Năm 2026" over "Quý I"), or by another
("Cùng kỳ năm 2025", "Lũy kế từ đầu năm", "Năm trước"), which stands before them or is the table's own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence

from corpus.change_labels import (
    compares_periods,
    compares_with_year_before,
    is_planned,
    period_before_said,
    split_compared,
    spread_quotient,
    states_change,
)
from corpus.period_text import mentions_in, school_year_in
from corpus.periods import (
    UNNAMED_EARLIER,
    in_year,
    is_year,
    month_period,
    order_key,
    read_period,
    same_length,
    year_at,
)
from corpus.relative_periods import (
    counted_up,
    measured_from,
    period_without_year,
    relative_period,
    same_time,
    telling_labels,
)
from corpus.text import fold
from corpus.values import Table

_SAME_TIME = re.compile(r"\bcung (?:ky|thoi diem)\b")
_CUMULATED = re.compile(r"\b(?:luy ke|cong don)\b")
_UNTIL = re.compile(
    r"(?<!\w)(?:tính )?(?:đến|tới) (?:hết )?(?:ngày )?(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\bcung (?:ky|thoi diem)\b|\b(?:luy ke|cong don)\b")


def _as_counted_up(label: str) -> str:
    """A label of what stood at the last day of a month ("Giải ngân đến 31/12/2024") as one counted up to that day."""
    match = None if mentions_in(label) else _UNTIL.search(label)
    if match is None:
        return label
    day, month, year = (int(part) for part in match.groups())
    last = month in range(1, 13) and day == monthrange(year, month)[1]
    return f"{label[: match.start()]}lũy kế đến {day}/{month}/{year}{label[match.end() :]}" if last else label


class TablePeriods:
    """The period, and for a change the earlier one, of each cell of a table.

    `default` is the table's own period, where its labels name none.
    """

    def __init__(self, table: Table, default: str | None) -> None:
        self.default = default
        self._around = [*table.stub, table.title, default or ""]
        self._paths = [column.path for column in table.columns]
        self.changes = [compares_periods(path) for path in self._paths]
        self.planned = [is_planned(path) for path in self._paths]
        self._rows = [row.path for row in table.rows]
        self.columns: list[str | None] = []
        self._outright = [self._named(path) is not None and not _REFERS.search(fold(path[-1])) for path in self._paths]
        for c in range(len(self._paths)):
            self.columns.append(self._column_period(c))
        self._runs = self._years_run()
        if self._runs:
            self.columns = [self._within(c) for c in range(len(self._paths))]
        named = (self._named(row) for row in dict.fromkeys(self._rows) if not states_change(row[-1:]))
        self._of_rows = list(dict.fromkeys(period for period in named if period))
        self._telling = [telling_labels(row) for row in self._rows]
        self._known: dict[tuple[int, tuple[str, ...]], tuple[str | None, str | None]] = {}

    def of(self, r: int, c: int) -> tuple[str | None, str | None]:
        """The period of a cell and, for a change, the earlier period that it is measured from."""
        key = (c, self._telling[r])
        if key not in self._known:
            self._known[key] = self._read(key[1], c)
        return self._known[key]

    def _read(self, row: tuple[str, ...], c: int) -> tuple[str | None, str | None]:
        if self.changes[c] or compares_periods(row[-1:]):
            return self._change(c, row)
        column, partial = self.columns[c], period_without_year(row)
        if column is None or not is_year(column):
            return column or self._named(row) or self.default, None
        if partial is not None:  # "Quý I" in a column of a year
            return month_period(int(column), partial.month, partial.months).name, None
        named = self._named(row)
        finer = named is not None and not is_year(named) and year_at(named) == column
        return named if finer else column, None

    def _column_period(self, c: int) -> str | None:
        """What a column's own labels say, those that refer to another column resolved; None for nothing."""
        path = self._paths[c]
        if self.changes[c]:
            return None
        for depth in range(len(path), 0, -1):
            outer = self._named(path[: depth - 1], phases=True)
            same = _SAME_TIME.search(fold(path[depth - 1])) is not None
            reference = self._reference_of_same(c) if same else self._reference(c)
            found = self._label_period(path, depth, outer or reference)
            if found is not None:
                return found
        return None

    def _label_period(self, path: Sequence[str], depth: int, reference: str | None) -> str | None:
        label = path[depth - 1]
        folded, named = fold(label), self._names_of(label, path, phases=True)
        own = named[0] if len(named) == 1 else None
        if _SAME_TIME.search(folded) and (own is None or is_year(own)):
            return same_time(reference, own)
        if _CUMULATED.search(folded):
            return counted_up(label, own, reference)
        if own is not None:
            return self._counted_up(path[: depth - 1], own) or own
        if reference is None or named:
            return None
        return relative_period(folded, reference)

    def _counted_up(self, above: Sequence[str], year: str) -> str | None:
        """A year under "Lũy kế" in a table of a shorter period: that year up to the end of it."""
        counted = next((label for label in above if _CUMULATED.search(fold(label))), None)
        if counted is None or not is_year(year) or self.default is None or is_year(self.default):
            return None
        until = counted_up(counted, None, self.default)
        return in_year(until, int(year)) if until is not None else None

    def _reference(self, c: int) -> str | None:
        """The period that a label of column `c` refers to: that of the nearest column before it, else the table's."""
        for before in range(c - 1, -1, -1):
            period = self.columns[before]
            if period is None or not self._outright[before] or self.planned[before]:
                continue
            if not is_year(period) or self.default is None or is_year(self.default):
                return period
        return self.default

    def _reference_of_same(self, c: int) -> str | None:
        """What "cùng kỳ" in column `c` is the same of a year before: the nearest column before it, of those
        counted up ("lũy kế") where its own labels say so."""
        cumulated = [_CUMULATED.search(fold(" ".join(path))) is not None for path in self._paths]
        for before in range(c - 1, -1, -1):
            told = self.columns[before]
            apart = self.planned[before] or _SAME_TIME.search(fold(self._paths[before][-1])) is not None
            if told is None or apart or (cumulated[c] and not cumulated[before]):
                continue
            if cumulated[before] or (not is_year(told) or self.default is None or is_year(self.default)):
                return told
        if cumulated[c] and (reference := self._reference(c)) is not None:
            return counted_up(" ".join(self._paths[c]), None, reference)
        return self._reference(c)

    def _named(self, path: Sequence[str], *, phases: bool = False) -> str | None:
        """The period that the innermost label naming any names, if it names just one."""
        for label in reversed(path):
            named = self._names_of(label, path, phases=phases)
            if named:
                return named[0] if len(named) == 1 else None
        return None

    def _names_of(self, label: str, path: Sequence[str], *, phases: bool = False) -> list[str]:
        """The periods that a label names; a quarter over its years, or under its year, is joined with it."""
        if (school := school_year_in(label, [*path, *self._around])) is not None:
            return [school]
        mentions = [mention for mention in mentions_in(_as_counted_up(label)) if phases or not mention.phase]
        if not mentions:
            return []
        above = period_without_year([other for other in path if other is not label])
        found = []
        for mention in mentions:
            period = mention.of_year(self._year_said(path))
            if mention.is_year and above is not None and period is not None:
                period = above.of_year(period.last.year)
            found.append(period)
        return list(dict.fromkeys(period.name for period in found if period is not None))

    def _year_said(self, path: Sequence[str]) -> int | None:
        said = next((m.year for label in reversed(path) for m in mentions_in(label) if m.year), None)
        return said or (int(year_at(self.default) or 0) or None if self.default else None)

    def _years_run(self) -> bool:
        """Whether the years in a header are those of a shorter period: the running year has no whole yet."""
        if self.default is None or is_year(self.default):
            return False
        told = [(c, p) for c, p in enumerate(self.columns) if p is not None and not self.planned[c]]
        return any(p == year_at(self.default) for _, p in told) and all(is_year(p) for _, p in told)

    def _within(self, c: int) -> str | None:
        """A column's year as that year's part of the length of the table's own period."""
        period = self.columns[c]
        if period is None or self.planned[c] or self.default is None:
            return period
        return in_year(self.default, int(period)) or period

    def _change(self, c: int, row: Sequence[str]) -> tuple[str | None, str | None]:
        """The later and the earlier period of a change, as its labels or the columns before it tell."""
        labels = (*self._paths[c], *row)
        later, earlier = self._said_of_change(labels)
        if len(later) + len(earlier) > 1 and not (later and earlier):
            first, last = sorted([*later, *earlier], key=order_key)[-2:]
            return last, first
        if later and earlier:
            return later[-1], earlier[0]
        group = self._compared(c, labels)
        if earlier:
            return self._since(earlier[0], group)
        if later:
            return later[0], measured_from(labels, later[0], group)
        if not group and self._told_before(c):
            return None, UNNAMED_EARLIER  # of columns of unlike periods, which one the words do not tell
        newest = max(group, key=order_key) if group else self.default
        return newest, measured_from(labels, newest, group)

    def names_earlier(self, r: int, c: int) -> bool:
        """Whether the labels of a change say themselves what it is measured from."""
        labels = (*self._paths[c], *self._telling[r])
        later, earlier = self._said_of_change(labels)
        said = bool(earlier) or len(later) > 1 or period_before_said(labels) in {"thang", "quy"}
        return said or compares_with_year_before(labels)

    def _said_of_change(self, labels: Sequence[str]) -> tuple[list[str], list[str]]:
        """The periods that labels name before "so với" and after it."""
        later: list[str] = []
        earlier: list[str] = []
        compared = False
        for label in map(spread_quotient, labels):
            before, after = split_compared(label)
            (earlier if compared and after is None else later).extend(self._names_of(before, labels))
            if after is not None:
                compared = True
                earlier.extend(self._names_of(after, labels))
        return [self._running(p) for p in dict.fromkeys(later)], list(dict.fromkeys(earlier))

    def _running(self, period: str) -> str:
        """A year over a change in a table of a shorter period, as its part of that length."""
        if self._runs and is_year(period) and self.default is not None:
            return in_year(self.default, int(period)) or period
        return period

    def _since(self, earlier: str, group: Sequence[str]) -> tuple[str | None, str | None]:
        """The periods of a change measured from a period that is named."""
        pool = [*group, *([self.default] if self.default else [])]
        after = [p for p in pool if same_length(p, earlier) and order_key(p) > order_key(earlier)]
        if after:
            return max(after, key=order_key), earlier
        if not pool:
            return None, earlier
        later = max(pool, key=order_key)
        if is_year(earlier) and not is_year(later):
            return later, in_year(later, int(earlier)) or earlier
        return later, earlier

    def _told_before(self, c: int) -> list[tuple[int, str]]:
        """The periods that stand before a change, each with its column: plans are not compared."""
        told = [(k, p) for k, p in enumerate(self.columns[:c]) if p is not None and not self.planned[k]]
        if self.default is not None and not is_year(self.default):
            told = [(k, p) for k, p in told if not is_year(p)] or told
        path = self._paths[c]
        for depth in range(len(path) - 1, 0, -1):
            if own := [(k, p) for k, p in told if self._paths[k][:depth] == path[:depth]]:
                return own
        return told

    def _compared(self, c: int, labels: Sequence[str]) -> list[str]:
        """The periods of one length that a change may be between; none where several lengths may be meant."""
        told = [p for _, p in self._told_before(c)]
        told = told or [p for p in self.columns if p is not None] or self._of_rows
        pool = told if len(told) > 1 or not self._of_rows else [*told, *self._of_rows]
        unit = {"thang": 1, "quy": 3}.get(period_before_said(labels) or "")
        if unit is not None:
            pool = [p for p in [*pool, self.default or ""] if (read := read_period(p)) and read.months == unit]
        pool = list(dict.fromkeys(pool))
        return pool if all(same_length(p, pool[0]) for p in pool) else []
