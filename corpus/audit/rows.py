"""Relations between the rows of a table: children and their parent, totals, changes.

Row paths tell who stands under whom. Whether a column adds up is asked of the column itself and of
the parent's other columns: a relation that neither bears out is no equation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.audit.equations import Equation, Origin, Sum
from corpus.audit.per_unit import is_mean, is_misprint
from corpus.audit.shares import relate_shares
from corpus.audit.sheet import Ref, Sheet, Sort
from corpus.audit.spans import row_tilings
from corpus.change_labels import states_change
from corpus.observations import bare_label
from corpus.periods import years_in
from corpus.text import fold
from corpus.values import Row

_AGREES = 0.6
_FEWEST_OTHERS = 3
_FEWEST_TO_ADD = 2
_AMONG = re.compile(r"[\W\d]*(?:trong do|bao gom mot so)\b")
_FAR = Decimal("0.2")  # a lone total further off than this part of itself is no total of those rows


@dataclass(frozen=True, slots=True)
class Group:
    """A row and the rows that make it up."""

    parent: int
    parts: tuple[int, ...]
    origin: Origin


def relate_rows(sheet: Sheet) -> list[Equation]:
    """The equations down the columns that the table bears out."""
    children = children_of(sheet.table.rows)
    groups = [
        group
        for p, parts in children.items()
        if (group := _makes_up(sheet, Group(p, tuple(parts), Origin.CHILDREN))) is not None
    ]
    equations: list[Equation] = list(borne_out(sheet, [g for g in groups if not sheet.is_heading(g.parent)]))
    for r, row in enumerate(sheet.table.rows):
        if row.is_total and not sheet.is_heading(r):
            equations.extend(_best_total(sheet, r, children))
    spans = [Group(whole, parts, Origin.PERIODS) for whole, parts in row_tilings(sheet)]
    equations.extend(equation for equation in borne_out(sheet, spans) if sheet.sort(equation.refs[0]) is Sort.AMOUNT)
    equations.extend(_changes(sheet))
    equations.extend(relate_shares(sheet, list(children.values())))
    return equations


def _makes_up(sheet: Sheet, group: Group) -> Group | None:
    """The rows that make a row up; those from "Trong đó" on are only some of it, unless they all add up to it."""
    rows = sheet.table.rows
    at = next((i for i, r in enumerate(group.parts) if _AMONG.match(fold(bare_label(rows[r].path[-1])))), None)
    if at is None:
        return group
    if group.parts[:at]:
        return replace(group, parts=group.parts[:at])
    sums = (column_sum(sheet, group, c) for c in range(sheet.width))
    verdicts = [v for s in sums if s is not None and (v := holds(sheet, s)) is not None]
    return group if sum(verdicts) >= _FEWEST_TO_ADD and sum(verdicts) > len(verdicts) / 2 else None


def children_of(rows: Sequence[Row]) -> dict[int, list[int]]:
    """The rows directly under each row, by row number; rows of one path twice are nobody's parent."""
    places: dict[tuple[str, ...], int] = {}
    repeated: set[tuple[str, ...]] = set()
    for r, row in enumerate(rows):
        if row.path in places:
            repeated.add(row.path)
        places[row.path] = r
    found: dict[int, list[int]] = defaultdict(list)
    for r, row in enumerate(rows):
        above = row.path[:-1]
        if above and above in places and above not in repeated and row.path not in repeated:
            found[places[above]].append(r)
    return dict(found)


def stand_ins(sheet: Sheet, rows: Sequence[int], children: dict[int, list[int]]) -> list[int]:
    """The rows, a heading without figures replaced by what stands under it."""
    found: list[int] = []
    for r in rows:
        if sheet.is_heading(r):
            found.extend(stand_ins(sheet, children.get(r, []), children))
        else:
            found.append(r)
    return found


def top_rows(sheet: Sheet, children: dict[int, list[int]]) -> list[int]:
    """The outermost rows with figures, totals aside: together they are the whole table."""
    under = {r for parts in children.values() for r in parts}
    top = [r for r, row in enumerate(sheet.table.rows) if r not in under and not row.is_total]
    return stand_ins(sheet, top, children)


def borne_out(sheet: Sheet, groups: Sequence[Group]) -> Iterator[Sum]:
    """Sums of groups in the columns where the column or the group itself shows that they add up."""
    held: dict[tuple[int, int], bool] = {}
    equations: dict[tuple[int, int], Sum] = {}
    for g, group in enumerate(groups):
        for c in range(sheet.width):
            equation = column_sum(sheet, group, c)
            verdict = None if equation is None else holds(sheet, equation)
            if equation is None or (verdict is False and is_mean(sheet, equation)):
                continue
            equations[g, c] = equation
            if verdict is not None:
                held[g, c] = verdict
    amounts = {key: verdict for key, verdict in held.items() if sheet.sort(equations[key].refs[0]) is Sort.AMOUNT}
    by_column, by_group = _counts_held(held, 1), _counts_held(amounts, 0)
    for (g, c), equation in equations.items():
        column, row_group = by_column.get(c, _Held()), by_group.get(g, _Held())
        column_says = column.hits >= 2 and column.rate >= _AGREES
        group_says = row_group.hits >= 2 and row_group.rate >= _AGREES and column.rate >= 0.3
        others = column.beside(amounts[g, c]).plus(row_group.beside(amounts[g, c])) if (g, c) in amounts else _Held()
        others_say = others.hits >= _FEWEST_OTHERS and others.rate >= _AGREES
        if (
            column_says
            or group_says
            or others_say
            or (held.get((g, c)) and column.hits >= 1)
            or (others.hits >= 2 and others.rate == 1.0 and _is_one_misprint(sheet, equation))
        ):
            yield equation


def _is_one_misprint(sheet: Sheet, equation: Sum) -> bool:
    """Whether digits lost, changed or swapped in one cell are all that keeps a sum from holding."""
    if any(ref not in sheet.values for ref in equation.refs):
        return False
    left = sum((k * sheet.values[ref] for ref, k in equation.terms), Decimal(0))
    solved = ((ref, sheet.values[ref] - left / k) for ref, k in equation.terms)
    return any(value > 0 and is_misprint(sheet.values[ref], value, sheet.decimals[ref[1]]) for ref, value in solved)


@dataclass(frozen=True, slots=True)
class _Held:
    """How many of so many sums held."""

    hits: int = 0
    tested: int = 0

    @property
    def rate(self) -> float:
        return self.hits / self.tested if self.tested else 0.0

    def beside(self, verdict: bool) -> _Held:
        """The others, one of them left out: a cell that is wrong breaks both sums that it stands in."""
        return _Held(self.hits - verdict, self.tested - 1)

    def plus(self, other: _Held) -> _Held:
        return _Held(self.hits + other.hits, self.tested + other.tested)


def column_sum(sheet: Sheet, group: Group, c: int) -> Sum | None:
    """A parent's figure as the sum of its parts', None where it has none or the sorts differ."""
    parent = (group.parent, c)
    if (parent not in sheet.values and parent not in sheet.unknown) or sheet.sort(parent) is Sort.RANK:
        return None
    sort = sheet.sort(parent)
    terms: list[tuple[Ref, int]] = [(parent, -1)]
    for r in group.parts:
        ref = (r, c)
        if ref in sheet.values or ref in sheet.unknown:
            if sheet.sort(ref) is not sort:
                return None
            terms.append((ref, 1))
        elif not sheet.soft_zero(ref):
            return None
    return Sum(tuple(terms), group.origin) if len(terms) > 1 else None


def holds(sheet: Sheet, equation: Sum) -> bool | None:
    """Whether a sum holds as printed; None where a cell is unread or all are nought."""
    left = slack = Decimal(0)
    told = False
    for ref, coefficient in equation.terms:
        value = sheet.values.get(ref)
        if value is None:
            return None
        told = told or bool(value)
        left += coefficient * value
        slack += abs(coefficient) * sheet.slack(ref)
    return abs(left) <= slack if told else None


def _counts_held(held: Mapping[tuple[int, int], bool], axis: int) -> dict[int, _Held]:
    counts: dict[int, _Held] = defaultdict(_Held)
    for key, verdict in held.items():
        counts[key[axis]] = counts[key[axis]].plus(_Held(int(verdict), 1))
    return dict(counts)


def _best_total(sheet: Sheet, r: int, children: dict[int, list[int]]) -> list[Sum]:
    """The sums of a total row over the rows it totals: those of which most columns hold."""
    rows = sheet.table.rows
    before = next((t for t in range(r - 1, -1, -1) if rows[t].is_total), -1)
    since = [i for i in range(before + 1, r) if not sheet.is_heading(i)]
    options = [top_rows(sheet, children), since, [t for t in range(r) if rows[t].is_total]]
    best: tuple[float, list[Sum]] = (0.0, [])
    for parts in options:
        if not parts or (best[1] and len(parts) == 1):
            continue
        group = Group(r, tuple(parts), Origin.TOTAL)
        sums = [s for c in range(sheet.width) if (s := column_sum(sheet, group, c)) is not None]
        sums = [s for s in sums if sheet.sort(s.refs[0]) is Sort.AMOUNT]
        sums = [s for s in sums if holds(sheet, s) is not False or not is_mean(sheet, s)]
        verdicts = [v for s in sums if (v := holds(sheet, s)) is not None]
        rate = sum(verdicts) / len(verdicts) if verdicts else 0.0
        lone = not any(verdicts) and len(verdicts) == 1 and all(_is_near(sheet, s) for s in sums)
        if rate >= 0.5 and rate > best[0]:
            best = (rate, sums)
        elif lone and not best[1] and parts is options[0]:
            best = (0.0, sums)
    return best[1]


def _is_near(sheet: Sheet, equation: Sum) -> bool:
    """Whether a lone total is that of its rows but for a misprint: near it, or one digit in one place off."""
    values = [k * sheet.values.get(ref, Decimal(0)) for ref, k in equation.terms]
    off = abs(sum(values, Decimal(0)))
    return len(values) > 3 and (off <= _FAR * abs(values[0]) or len(off.normalize().as_tuple().digits) == 1)


def _changes(sheet: Sheet) -> Iterator[Sum]:
    """A row labelled as the change between two others ("So sánh (2022 - 2021)")."""
    rows = sheet.table.rows
    for r, row in enumerate(rows):
        if not row.path or not states_change(row.path[-1:]):
            continue
        years = sorted(set(years_in(row.path[-1])))
        if len(years) != 2:
            continue
        earlier, later = (_row_of_year(rows, r, year) for year in years)
        if earlier is None or later is None:
            continue
        found = []
        for c in range(sheet.width):
            refs = ((r, c), (later, c), (earlier, c))
            if all(ref in sheet.values for ref in refs) and len({sheet.sort(ref) for ref in refs}) == 1:
                found.append(Sum(((refs[0], -1), (refs[1], 1), (refs[2], -1)), Origin.CHANGE))
        verdicts = [holds(sheet, equation) for equation in found]
        if sum(v is True for v in verdicts) >= 0.5 * len(verdicts):
            yield from found


def _row_of_year(rows: Sequence[Row], change: int, year: str) -> int | None:
    same = [
        r
        for r, row in enumerate(rows)
        if r != change
        and row.path
        and row.path[:-1] == rows[change].path[:-1]
        and set(years_in(row.path[-1])) == {year}
    ]
    return same[0] if len(same) == 1 else None
