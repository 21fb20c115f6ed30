"""The rows, figures and periods that a tool is asked for, as facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pandas as pd

from assistant import figures
from assistant.catalogue import RowEntry, TableEntry, make_label
from assistant.facts import Fact, is_amount
from assistant.rows import level_rows
from assistant.turn import TurnContext
from corpus.identity import is_only_period
from corpus.numbers import read_number
from corpus.periods import order_key, same_length
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Comparison, Kind, Level

_PERIODS_TRIED = 12  # facts among which those of most have one of the period of most
_HUNDRED = 100
_ROUNDING = Decimal("0.01")  # of each share printed with two decimals
_CONDITIONS = re.compile(r"[<>=]+\s*-?[\d.,]+\s*%?")
_CONDITION = re.compile(r"\s*(<=|>=|<|>|=)\s*(-?[\d.,]+)\s*%?\s*")


def find_table(context: TurnContext, table: int) -> TableEntry:
    entry = next((entry for entry in context.catalogue.tables if entry.id == table), None)
    if entry is None:
        raise ValueError(f"Không có bảng số {table}; hãy gọi find_indicators để biết các bảng.")
    return entry


def table_figures(context: TurnContext, table: int) -> pd.DataFrame:
    return context.store.observations(tables=[table])


def figures_elsewhere(context: TurnContext, own: pd.DataFrame) -> pd.DataFrame:
    """The same figures in all tables and reports of the same place."""
    found = context.store.observations(series=set(own["series"]))
    beside = {name for document in set(own["document"]) for name in context.catalogue.reports_beside(document)}
    return found[found["document"].isin(beside)]


def in_period_elsewhere(
    context: TurnContext, frame: pd.DataFrame, indicator: str, kind: str | None, period: str, paths: Sequence[str]
) -> pd.DataFrame:
    """The same figures in a period of which the table itself has none, from the other reports of the place."""
    own = figures.select(frame, indicator=indicator, kind=kind, entities=paths)
    return figures.select(figures_elsewhere(context, own), period=period, changes=False)


def resolve_row(entry: TableEntry, name: str) -> str:
    """The path of the row that a name means: its path, or its own name in any spelling."""
    paths = {PATH_SEPARATOR.join(row.entity): row for row in entry.rows}
    if name in paths:
        return name
    wanted = fold(name).strip()
    exact = [path for path, row in paths.items() if fold(row.name) == wanted]
    near = exact or [path for path, row in paths.items() if wanted in fold(row.name)]
    if not near:
        raise ValueError(f"Bảng {entry.id} không có dòng “{name}”.")
    return near[0]


def child_rows(entry: TableEntry, parent: str) -> list[str]:
    """The rows that a row is made up of; those of a grand total are the outermost groups."""
    if any(row.is_total and PATH_SEPARATOR.join(row.entity) == parent for row in entry.rows):
        return [row.entity[0] for row in entry.rows if len(row.entity) == 1 and not row.is_total]
    depth = len(parent.split(PATH_SEPARATOR)) + 1
    paths = [PATH_SEPARATOR.join(row.entity) for row in entry.rows if len(row.entity) == depth]
    return [path for path in paths if path.startswith(parent + PATH_SEPARATOR)]


def facts_of(entry: TableEntry, frame: pd.DataFrame) -> list[Fact]:
    names = {PATH_SEPARATOR.join(row.entity): row.name for row in entry.rows}
    return figures.facts_of(frame, names)


def ranked_rows(
    entry: TableEntry, level: str | None, within: str | None, part: str | None, sort: str | None
) -> tuple[RowEntry, ...]:
    """The rows that stand beside each other in a ranking; a total is none of them."""
    if part:
        return tuple(row for row in _units(entry) if fold(row.name) == fold(part))
    if within:
        return _units_below(entry, within, level)
    return _units_of_sort(entry, sort) if sort else level_rows(entry, Level(level) if level else None)


def _units_of_sort(entry: TableEntry, sort: str) -> tuple[RowEntry, ...]:
    """The rows whose names begin alike ("Bệnh viện …"), those left out that others of them are part of."""
    first = make_label(sort).keys
    same = [row for row in _units(entry) if row.label.keys[: len(first)] == first]
    groups = {row.entity[:depth] for row in same for depth in range(1, len(row.entity))}
    return tuple(row for row in same if row.entity not in groups)


def is_below(row: RowEntry, above: RowEntry) -> bool:
    """Whether a row is a part of another."""
    depth = len(above.entity)
    return len(row.entity) > depth and row.entity[:depth] == above.entity


def _units(entry: TableEntry) -> list[RowEntry]:
    return [row for row in entry.rows if not row.is_total]


def _units_below(entry: TableEntry, parent: str, level: str | None) -> tuple[RowEntry, ...]:
    labels = tuple(parent.split(PATH_SEPARATOR))
    if not any(row.entity[: len(labels)] == labels for row in entry.rows):
        labels = tuple(resolve_row(entry, parent).split(PATH_SEPARATOR))
    depth = len(labels)
    below = [row for row in _units(entry) if row.entity[:depth] == labels and len(row.entity) > depth]
    same = [row for row in below if level is None or row.level == level]
    return tuple(same or below)


def chosen_facts(
    entry: TableEntry,
    frame: pd.DataFrame,
    indicator: str,
    entities: Sequence[str],
    kind: str | None,
    period: str | None,
) -> list[Fact]:
    paths = [resolve_row(entry, name) for name in entities]
    return facts_of(entry, figures.select(frame, indicator=indicator, kind=kind, period=period, entities=paths))


def without_part(entry: TableEntry, frame: pd.DataFrame, facts: list[Fact], less: str | None) -> list[Fact]:
    """The facts less the figures of another column of the same rows; those that have none are left out."""
    if less is None:
        return facts
    return [figures.rest(whole, part) for whole, part in _paired(entry, frame, facts, less)]


def as_shares(entry: TableEntry, frame: pd.DataFrame, facts: list[Fact], of: str | None) -> list[Fact]:
    """The facts as shares of the figures of another column of the same rows; of nothing there is no share."""
    if of is None:
        return facts
    return [figures.share(part, whole) for part, whole in _paired(entry, frame, facts, of) if whole.value]


def _paired(entry: TableEntry, frame: pd.DataFrame, facts: Sequence[Fact], indicator: str) -> list[tuple[Fact, Fact]]:
    """The facts with the figure of another column of their row, of the same period where there is one."""
    others = readable(facts_of(entry, figures.select(frame, indicator=indicator, entities=[f.path for f in facts])))
    pairs = []
    for fact in readable(facts):
        own = [other for other in others if (other.path, other.kind) == (fact.path, fact.kind)]
        same = [other for other in own if other.period == fact.period] or own
        if len(same) == 1:
            pairs.append((fact, same[0]))
    return pairs


def readable(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.value is not None]


def make_up_a_whole(entry: TableEntry, frame: pd.DataFrame, facts: Sequence[Fact]) -> bool:
    """Whether percentages are parts of one hundred: with all rows beside them they come to it."""
    beside = {fact.path.rpartition(PATH_SEPARATOR)[0] for fact in facts}
    if len(beside) != 1 or any(fact.kind is not Kind.PERCENT or fact.comparison is not None for fact in facts):
        return False
    above = beside.pop()
    paths = [PATH_SEPARATOR.join(row.entity) for row in entry.rows if not row.is_total]
    paths = [path for path in paths if path.rpartition(PATH_SEPARATOR)[0] == above]
    rows = [fact for fact in facts_of(entry, figures.select(frame, entities=paths)) if fact.value is not None]
    same = [fact.value for fact in rows if (fact.indicator, fact.period, fact.kind) == _column_of(facts[0])]
    total = sum((value for value in same if value is not None), Decimal(0))
    return abs(total - _HUNDRED) <= _ROUNDING * len(same)


def _column_of(fact: Fact) -> tuple[str, str | None, Kind]:
    return fact.indicator, fact.period, fact.kind


def one_fact(facts: Sequence[Fact]) -> Fact:
    apart = without_wholes(facts)
    return apart[0] if len(apart) == 1 else figures.total(apart, ", ".join(fact.entity for fact in apart))


def without_wholes(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those that others of them are part of: nothing is added up twice."""
    paths = [fact.path for fact in facts]
    return [fact for fact in facts if not any(path.startswith(fact.path + PATH_SEPARATOR) for path in paths)]


def is_part(part: Fact, whole: Fact) -> bool:
    """Whether one figure can be a share of another: amounts of one unit, the part not the greater."""
    if part.value is None or whole.value is None or not (part.adds_up and whole.adds_up):
        return False
    return abs(part.value) <= abs(whole.value)


def with_ties(ordered: Sequence[Fact], top: int) -> list[Fact]:
    """The first `top`, with those that are equal to the last of them."""
    if len(ordered) <= top:
        return list(ordered)
    bound = ordered[top - 1].value
    return [fact for i, fact in enumerate(ordered) if i < top or fact.value == bound][: top + 5]


def row_changes(
    entry: TableEntry, frame: pd.DataFrame, indicator: str, kind: str | None, paths: Sequence[str]
) -> list[Fact]:
    """Each row's change between its two latest periods, else the change that is printed."""
    chosen = figures.select(frame, indicator=indicator, kind=kind, entities=paths)
    found = []
    for path in paths:
        own = figures.select(chosen, entities=[path])
        values = figures.select(figures.same_series(frame, own), entities=[path])
        facts = sorted(readable(facts_of(entry, values)), key=lambda fact: order_key(fact.period))
        before = [fact for fact in facts[:-1] if comparable(fact, facts[-1])]
        if before:
            found.append(figures.change(facts[-1], before[-1]))
        else:
            printed = own[own["change_from"].notna()]
            if printed.empty and not own.empty:
                printed = _changes_under(frame, own, path)
            found.extend(facts_of(entry, printed)[:1])
    return _proven_differences(entry, frame, found)


def _proven_differences(entry: TableEntry, frame: pd.DataFrame, changes: Sequence[Fact]) -> list[Fact]:
    """The changes, those of unknown sign told as differences where in every row they are one column less another."""
    pairs: list[set[tuple[str, str]]] = []
    for fact in changes:
        if fact.comparison is not Comparison.UNPROVEN or fact.value is None:
            return list(changes)
        row = readable(facts_of(entry, figures.select(frame, entities=[fact.path], changes=False)))
        values = {other.indicator: other.value for other in row if is_amount(other.kind)}
        pairs.append(
            {
                (later, earlier)
                for (earlier, before), (later, after) in combinations(values.items(), 2)
                if after is not None and before is not None and after - before == fact.value
            }
        )
    proven = set.intersection(*pairs) if len(pairs) > 1 else set()
    return [replace(fact, comparison=Comparison.DIFFERENCE) for fact in changes] if len(proven) == 1 else list(changes)


def _changes_under(frame: pd.DataFrame, own: pd.DataFrame, path: str) -> pd.DataFrame:
    """The changes printed for a row under the header that its figure stands under, or beside it."""
    above = {indicator[:-1] for indicator in own["indicator"] if len(indicator) > 1}
    row = figures.select(frame, entities=[path], changes=True)
    under: pd.DataFrame = row[row["indicator"].map(lambda labels: labels[:-1] in above)]
    return _changes_beside(frame, own, path, None) if under.empty else under


def period_pair(
    context: TurnContext,
    entry: TableEntry,
    indicator: str,
    kind: str | None,
    path: str,
    later: str | None,
    earlier: str | None,
) -> list[Fact]:
    """The figure of two periods and the change between them; else the change that is printed."""
    frame = table_figures(context, entry.id)
    own = figures.select(frame, indicator=indicator, kind=kind, entities=[path], changes=False)
    same = figures.same_series(frame, own)
    known = {fact.period: fact for fact in facts_of(entry, same) if fact.value is not None}
    if len(known) < 2 or not {later, earlier} - {None} <= known.keys():
        told = facts_of(entry, figures.select(figures_elsewhere(context, own), changes=False))
        known = {fact.period: fact for fact in told if fact.value is not None} | known
    last = known.get(later or _latest(known, earlier))
    first = known.get(earlier or _latest_before(known, last))
    if last is not None and first is not None and not comparable(last, first):
        return [last, first]
    if last is None or first is None:
        beside = _changes_beside(frame, own, path, last.period if last else later)
        printed = (
            beside
            if not beside.empty
            else figures.select(frame, kind=kind, period=later, entities=[path], changes=True)
        )
        if earlier is not None and (printed["change_from"] == earlier).any():
            printed = printed[printed["change_from"] == earlier]
        return [*([last] if last and not beside.empty else []), *facts_of(entry, printed)] or ([last] if last else [])
    return figures.changes(last, first)


def _changes_beside(frame: pd.DataFrame, own: pd.DataFrame, path: str, period: str | None) -> pd.DataFrame:
    """The changes of a period printed after a figure's own columns, up to the columns of another figure."""
    row = figures.select(frame, entities=[path]).sort_values("column", kind="stable")
    if own.empty:
        return row.head(0)
    after = row[row["column"] > max(own["column"])]
    only_periods = after["indicator"].map(lambda labels: all(map(is_only_period, labels)))
    same = after["series"].isin(set(own["series"])) | only_periods
    others = after[after["change_from"].isna() & ~same]
    changes: pd.DataFrame = after[after["change_from"].notna() & (after["period"].isna() | (after["period"] == period))]
    return changes if others.empty else changes[changes["column"] < others["column"].min()]


def comparable(one: Fact, other: Fact) -> bool:
    """Whether two figures may be compared or added up: of periods equally long, or of no period told."""
    if one.period is None or other.period is None:
        return True
    return same_length(one.period, other.period)


def of_one_length(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those of a longer or shorter period than most: a year is not ranked among its quarters."""
    alike = [[fact for fact in facts if comparable(one, fact)] for one in facts[:_PERIODS_TRIED]]
    return max(alike, key=len, default=[])


def _latest(known: Mapping[str | None, Fact], earlier: str | None) -> str | None:
    """The latest period known; to be compared with a named one, the latest as long as it."""
    told = [period for period in known if period and period != earlier]
    fitting = [period for period in told if earlier is None or same_length(period, earlier)]
    return max(fitting or told, key=order_key, default=None)


def _latest_before(known: Mapping[str | None, Fact], last: Fact | None) -> str | None:
    """The latest period before a figure's that is as long as its own."""
    if last is None or last.period is None:
        return None
    own = last.period
    before = [p for p in known if p and order_key(p) < order_key(own) and same_length(p, own)]
    return max(before, key=order_key, default=None)


def holds_condition(fact: Fact, condition: str) -> bool | None:
    """Whether a figure meets a condition, or all of several (">=20 <=30"); a change above or below nought is a rise
    or a fall, None where nothing tells which it is."""
    verdicts = [_holds(fact, each) for each in _CONDITIONS.findall(condition) or [condition]]
    return None if None in verdicts else all(verdicts)


def _holds(fact: Fact, condition: str) -> bool | None:
    match = _CONDITION.fullmatch(condition)
    number = read_number(match[2]) if match else None
    if match is None or number is None:
        raise ValueError(f"Điều kiện “{condition}” không hợp lệ; ví dụ: <50, >=100, =0.")
    bound = number.value
    value = fact.value if bound or fact.comparison is None else fact.rise
    if value is None:
        return None
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
    }[match[1]]
