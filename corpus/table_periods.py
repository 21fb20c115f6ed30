"""The period of each cell of a table, from its header, its rows, and what the table is of.

Labels name a period outright ("Quý I/2026"), in pieces ("Năm 2026" over "Quý I"), or by another
("Cùng kỳ năm 2025", "Lũy kế từ đầu năm", "Năm trước"), which stands before them or is the table's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.period_text import Mention, mentions_in
from corpus.periods import (
    UNNAMED_EARLIER,
    in_year,
    is_year,
    month_at,
    month_period,
    order_key,
    previous_period,
    quarter_at,
    same_length,
    since_before,
    since_new_year,
    states_change,
    year_at,
    year_before,
    year_period,
)
from corpus.text import fold
from corpus.values import Table

_PLANNED = re.compile(r"\b(ke hoach|du toan|chi tieu|muc tieu|giao|nghi quyet|ca nam|uoc)\b")
_SAME_TIME = re.compile(r"\bcung (?:ky|thoi diem)\b")
_CUMULATED = re.compile(r"\b(?:luy ke|cong don)\b")
_FROM_NEW_YEAR = re.compile(r"\b(?:dau nam|trong nam|ca nam|nam 20\d\d)\b")
_THIS = re.compile(r"\b(?:trong ky|ky nay|ky bao cao|quy nay|thang nay)\b")
_BEFORE = re.compile(
    r"(?:thuc hien |so lieu |ket qua |so )?(?P<unit>ky|quy|thang|nam) (?:lien )?(?:truoc|ke)(?: lien ke)?"
)
_THIS_YEAR = re.compile(r"(?:thuc hien |so lieu |ket qua )?nam (?:nay|bao cao)")
_SINCE_YEAR = re.compile(r"\bcung (?:ky|thoi diem)\b|\bnam (?:truoc|ngoai|lien)")
_SINCE_BEFORE = re.compile(r"\b(?:ky|quy|thang|lien) (?:lien )?(?:truoc|ke)\b")
_SINCE = re.compile(r"\b(?:so voi|so cung ky|cung ky|hon)\b[^()]*$")
_REFERS = re.compile(r"\bcung (?:ky|thoi diem)\b|\b(?:luy ke|cong don)\b")
_FILLERS = frozenset({"ket", "qua", "thuc", "hien", "trong", "so", "lieu", "tong", "cua", "cong", "ca"})


def is_period_label(label: str) -> bool:
    """Whether a label names a period and nothing else ("Quý I", "Thực hiện năm 2025")."""
    mentions = mentions_in(label)
    if not mentions:
        return False
    rest = label
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    return set(re.findall(r"\w+", fold(rest))) <= _FILLERS


class TablePeriods:
    """The period, and for a change the earlier one, of each cell of a table.

    `default` is the table's own period, where its labels name none.
    """

    def __init__(self, table: Table, default: str | None) -> None:
        self._default = default
        self._paths = [column.path for column in table.columns]
        self._changes = [_is_change(path) for path in self._paths]
        self._rows = [row.path for row in table.rows]
        self._columns: list[str | None] = []
        self._outright = [self._named(path) is not None and not _REFERS.search(fold(path[-1])) for path in self._paths]
        for c in range(len(self._paths)):
            self._columns.append(self._column_period(c))
        if self._years_run():
            self._columns = [self._within(c) for c in range(len(self._paths))]
        named = (self._named(row) for row in dict.fromkeys(self._rows) if not states_change(row[-1:]))
        self._of_rows = list(dict.fromkeys(period for period in named if period))
        self._telling = [_telling(row) for row in self._rows]
        self._known: dict[tuple[int, tuple[str, ...]], tuple[str | None, str | None]] = {}

    def of(self, r: int, c: int) -> tuple[str | None, str | None]:
        """The period of a cell and, for a change, the earlier period that it is measured from."""
        key = (c, self._telling[r])
        if key not in self._known:
            self._known[key] = self._read(key[1], c)
        return self._known[key]

    def _read(self, row: tuple[str, ...], c: int) -> tuple[str | None, str | None]:
        if self._changes[c] or _is_change(row[-1:]):
            return self._change(c, row)
        column, partial = self._columns[c], _partial(row)
        if column is None or not is_year(column):
            return column or self._named(row) or self._default, None
        if partial is not None:  # "Quý I" in a column of a year
            return month_period(int(column), partial.month, partial.months).name, None
        named = self._named(row)
        finer = named is not None and not is_year(named) and year_at(named) == column
        return named if finer else column, None

    def _column_period(self, c: int) -> str | None:
        """What a column's own labels say, those that refer to another column resolved; None for nothing."""
        path = self._paths[c]
        if self._changes[c]:
            return None
        for depth in range(len(path), 0, -1):
            outer = self._named(path[: depth - 1], phases=True)
            found = self._label_period(path, depth, outer or self._reference(c))
            if found is not None:
                return found
        return None

    def _label_period(self, path: Sequence[str], depth: int, reference: str | None) -> str | None:
        label = path[depth - 1]
        folded, named = fold(label), self._names_of(label, path, phases=True)
        own = named[0] if len(named) == 1 else None
        if _SAME_TIME.search(folded) and (own is None or is_year(own)):
            return _same_time(reference, own)
        if _CUMULATED.search(folded):
            return _cumulated(folded, own, reference)
        if own is not None:
            return own
        if reference is None or named:
            return None
        return _relative(folded, reference)

    def _reference(self, c: int) -> str | None:
        """The period that a label of column `c` refers to: that of the nearest column before it, else the table's."""
        for before in range(c - 1, -1, -1):
            period = self._columns[before]
            if period is None or not self._outright[before] or _is_planned(self._paths[before]):
                continue
            if not is_year(period) or self._default is None or is_year(self._default):
                return period
        return self._default

    def _named(self, path: Sequence[str], *, phases: bool = False) -> str | None:
        """The period that the innermost label naming any names, if it names just one."""
        for label in reversed(path):
            named = self._names_of(label, path, phases=phases)
            if named:
                return named[0] if len(named) == 1 else None
        return None

    def _names_of(self, label: str, path: Sequence[str], *, phases: bool = False) -> list[str]:
        """The periods that a label names; a quarter over its years, or under its year, is joined with it."""
        mentions = [mention for mention in mentions_in(label) if phases or not mention.phase]
        if not mentions:
            return []
        above = _partial([other for other in path if other is not label])
        found = []
        for mention in mentions:
            period = mention.of_year(self._year_said(path))
            if mention.is_year and above is not None and period is not None:
                period = above.of_year(period.last.year)
            found.append(period)
        return list(dict.fromkeys(period.name for period in found if period is not None))

    def _year_said(self, path: Sequence[str]) -> int | None:
        said = next((m.year for label in reversed(path) for m in mentions_in(label) if m.year), None)
        return said or (int(year_at(self._default) or 0) or None if self._default else None)

    def _years_run(self) -> bool:
        """Whether the years in a header are those of a shorter period: the running year has no whole yet."""
        if self._default is None or is_year(self._default):
            return False
        told = [(c, p) for c, p in enumerate(self._columns) if p is not None and not _is_planned(self._paths[c])]
        return any(p == year_at(self._default) for _, p in told) and all(is_year(p) for _, p in told)

    def _within(self, c: int) -> str | None:
        """A column's year as that year's part of the length of the table's own period."""
        period = self._columns[c]
        if period is None or _is_planned(self._paths[c]) or self._default is None:
            return period
        return in_year(self._default, int(period)) or period

    def _change(self, c: int, row: Sequence[str]) -> tuple[str | None, str | None]:
        """The later and the earlier period of a change, as its labels or the columns before it tell."""
        path = self._paths[c]
        said = list(dict.fromkeys(p for label in (*path, *row) for p in self._names_of(label, (*path, *row))))
        group = self._compared(c)
        if len(said) > 1:
            earlier, latest = sorted(said, key=order_key)[-2:]
            return latest, earlier
        wording = " ".join(fold(label) for label in (*path, *row))
        if said and self._is_since(said[0], (*path, *row)):
            return self._since(said[0], group)
        newest = max(group, key=order_key) if group else self._default
        later = said[0] if said else newest
        return later, _earlier(wording, later, group)

    def _is_since(self, period: str, labels: Sequence[str]) -> bool:
        """Whether labels say a period as the one compared with ("so với năm 2021")."""
        label = next(label for label in labels if period in self._names_of(label, labels))
        return _SINCE.search(fold(label[: mentions_in(label)[0].start + len("năm")])) is not None

    def _since(self, earlier: str, group: Sequence[str]) -> tuple[str | None, str | None]:
        """The periods of a change measured from a period that is named."""
        pool = [*group, *([self._default] if self._default else [])]
        after = [p for p in pool if same_length(p, earlier) and order_key(p) > order_key(earlier)]
        if after:
            return max(after, key=order_key), earlier
        if not pool:
            return None, earlier
        later = max(pool, key=order_key)
        if is_year(earlier) and not is_year(later):
            return later, in_year(later, int(earlier)) or earlier
        return later, earlier

    def _compared(self, c: int) -> list[str]:
        """The periods that stand before a change to be compared: the nearest and those of its length."""
        told = [p for k, p in enumerate(self._columns[:c]) if p is not None and not _is_planned(self._paths[k])]
        if self._default is not None and not is_year(self._default):
            told = [p for p in told if not is_year(p)] or told
        told = told or [p for p in self._columns if p is not None] or self._of_rows
        if not told:
            return []
        pool = told if len(told) > 1 or not self._of_rows else [*told, *self._of_rows]
        return list(dict.fromkeys(p for p in pool if same_length(p, told[-1])))


def _telling(path: Sequence[str]) -> tuple[str, ...]:
    """The labels of a row that tell a period or a change between two."""
    change = states_change(path[-1:])
    return tuple(label for i, label in enumerate(path, 1) if mentions_in(label) or (change and i == len(path)))


def _is_change(path: Sequence[str]) -> bool:
    """Whether labels are of a change between periods, not of a difference from a plan."""
    if not states_change(path):
        return False
    wording = " ".join(fold(label) for label in path)
    return not _PLANNED.search(wording) or bool(_SINCE_YEAR.search(wording)) or any(mentions_in(p) for p in path)


def _is_planned(path: Sequence[str]) -> bool:
    return any(_PLANNED.search(fold(label)) for label in path)


def _partial(path: Sequence[str]) -> Mention | None:
    """The one period that labels name without a year."""
    found = [mention for label in path for mention in mentions_in(label) if mention.period is None]
    return found[-1] if len(found) == 1 else None


def _same_time(reference: str | None, year: str | None) -> str | None:
    """The period of the same name in another year."""
    if reference is None:
        return None
    return in_year(reference, int(year)) if year else year_before(reference)


def _cumulated(folded: str, own: str | None, reference: str | None) -> str | None:
    """What "lũy kế" tells: from the year's beginning where the label says so, else from a day not told."""
    if own is not None and own.endswith(str(year_at(own))) and " tháng đầu năm " in own:
        return own
    end = reference if own is None or (is_year(own) and reference and year_at(reference) == own) else own
    if end is None:
        return own
    return since_new_year(end) if _FROM_NEW_YEAR.search(folded) or (end == own and is_year(end)) else since_before(end)


def _relative(folded: str, reference: str) -> str | None:
    """The period that a label tells by another ("Kỳ trước", "Trong kỳ"); None for what tells none."""
    bare = " ".join(re.findall(r"\w+", folded))
    if match := _BEFORE.fullmatch(bare):
        unit = match["unit"]
        if unit == "nam":
            return year_period(int(year_at(reference) or 0) - 1).name
        base = {"quy": quarter_at, "thang": month_at}.get(unit)
        whole = base(reference) if base else reference
        return previous_period(whole) if whole == reference else None
    if _THIS_YEAR.fullmatch(bare):
        return year_at(reference)
    return reference if _THIS.search(folded) else None


def _earlier(wording: str, later: str | None, group: Sequence[str]) -> str | None:
    """The period that a change to `later` is measured from, as its labels say it, else the latest before."""
    if later is None:
        return UNNAMED_EARLIER
    if _SINCE_YEAR.search(wording):
        return year_before(later) or UNNAMED_EARLIER
    if _SINCE_BEFORE.search(wording):
        return previous_period(later) or UNNAMED_EARLIER
    before = [p for p in group if order_key(p) < order_key(later) and same_length(p, later)]
    if before:
        return max(before, key=order_key)
    return str(int(later) - 1) if is_year(later) else UNNAMED_EARLIER
