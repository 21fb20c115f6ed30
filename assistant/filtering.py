"""The units of a level that meet conditions: figures of one or several tables, joined by the units' names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from assistant import figures
from assistant.bounds import Yardstick
from assistant.catalogue import RowEntry, TableEntry, make_label
from assistant.facts import Fact
from assistant.question import spell_out
from assistant.rows import level_rows
from assistant.selecting import (
    as_shares,
    facts_of,
    find_table,
    holds_condition,
    in_period_elsewhere,
    of_one_length,
    ranked_rows,
    row_changes,
    table_figures,
    without_part,
)
from assistant.turn import TurnContext
from corpus.numbers import write_number
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Kind, Level

_OFFICE = frozenset({"ủy ban nhân dân"})
_LEVEL_WORDS = frozenset({"huyện", "thị", "xã", "thành", "phố", "phường", "trấn", "quận"})
_OF_ANY_SIZE = frozenset({Kind.PERCENT, Kind.RANK})  # figures that do not grow with the number of units
_KNOWN = 0.7  # of the units that a list names, those that another table must know for the others to be absent


@dataclass(frozen=True, slots=True)
class Measure:
    """One column over the rows that stand beside each other: what is ranked, or tested by a condition."""

    table: int
    indicator: str
    kind: str | None = None
    period: str | None = None
    level: str | None = None
    within: str | None = None
    part: str | None = None
    sort: str | None = None
    by_change: bool = False
    less: str | None = None
    of: str | None = None
    condition: str | None = None
    without: tuple[str, ...] = ()  # names of units that are left out


@dataclass(frozen=True, slots=True)
class Tested:
    """A condition tried on units: `facts` are all that could be tried, `kept` those that meet it by the units'
    names; `bound` is the figure measured against where no number is said. `absent` are the names of units that
    meet it as `listing` does not name them, though `known` does."""

    facts: tuple[Fact, ...]
    kept: Mapping[str, Fact]
    names: Mapping[str, str]
    bound: Fact | None = None
    absent: Mapping[str, str] | None = None
    listing: TableEntry | None = None
    known: TableEntry | None = None


def measured_facts(context: TurnContext, measure: Measure) -> list[Fact]:
    """The figures that a measure gives, those of one length of period."""
    entry, frame, rows = _rows_of(context, measure)
    paths = [PATH_SEPARATOR.join(row.entity) for row in rows]
    if measure.by_change:
        facts = row_changes(entry, frame, measure.indicator, measure.kind, paths)
    else:
        chosen = figures.select(
            frame, indicator=measure.indicator, kind=measure.kind, period=measure.period, entities=paths
        )
        if chosen.empty and measure.period is not None:
            chosen = in_period_elsewhere(context, frame, measure.indicator, measure.kind, measure.period, paths)
        facts = as_shares(entry, frame, without_part(entry, frame, facts_of(entry, chosen), measure.less), measure.of)
    return of_one_length([fact for fact in facts if fact.value is not None])


def try_condition(context: TurnContext, measure: Measure) -> Tested | None:
    """Which units meet a measure's condition; None where nothing in the store tells."""
    facts = measured_facts(context, measure)
    if not facts or measure.condition is None:
        return None
    condition, bound = _with_yardstick(context, measure, facts)
    if condition is None:
        return None
    held = [holds_condition(fact, condition) for fact in facts]
    if all(verdict is None for verdict in held):
        return None  # whether they rise or fall, nothing in the table proves
    entry = find_table(context, measure.table)
    owners = _owners(entry, measure.part is not None)
    names = {unit_key(owners.get(fact.path, fact.entity)): owners.get(fact.path, fact.entity) for fact in facts}
    kept = {unit_key(owners.get(f.path, f.entity)): f for f, verdict in zip(facts, held, strict=True) if verdict}
    tested = Tested(tuple(facts), kept, names, bound)
    if condition != "=0" or kept or measure.part is not None:
        return tested
    return _those_not_listed(context, entry, measure, tested)


def meeting_all(tested: Sequence[Tested]) -> dict[str, list[Fact]]:
    """The facts, condition by condition, of the units that meet all of several conditions, by the units' keys."""
    first = tested[0]
    keys = [*first.kept, *(first.absent or {})]
    found: dict[str, list[Fact]] = {}
    for key in keys:
        own = [_fact_of(one, key) for one in tested]
        if all(holds for holds, _ in own):
            found[key] = [fact for _, fact in own if fact is not None]
    return found


def unit_key(name: str) -> str:
    """A unit's name as tables have in common: "UBND TX. Bắc Mê", "Thị xã Bắc Mê" → "thi xa bac me"."""
    keys = [key for key in make_label(spell_out(name)).keys if key not in _OFFICE]
    return fold(" ".join(keys))


def _fact_of(tested: Tested, key: str) -> tuple[bool, Fact | None]:
    """Whether a unit meets a condition, and by which figure, if by one."""
    if key in tested.kept:
        return True, tested.kept[key]
    if key in (tested.absent or {}):
        return True, None
    bare = _bare(key)
    alike = [k for k in {*tested.names, *(tested.absent or {})} if _bare(k) == bare]
    if key in tested.names or len(alike) != 1 or alike[0] == key:
        return False, None
    return _fact_of(tested, alike[0]) if _is_bare(key) or _is_bare(alike[0]) else (False, None)


def _bare(key: str) -> str:
    words = key.split()
    folded = {fold(word) for word in _LEVEL_WORDS}
    while len(words) > 1 and words[0] in folded:
        words = words[1:]
    return " ".join(words)


def _is_bare(key: str) -> bool:
    return _bare(key) == key


def _rows_of(context: TurnContext, measure: Measure) -> tuple[TableEntry, pd.DataFrame, tuple[RowEntry, ...]]:
    entry = find_table(context, measure.table)
    rows = ranked_rows(entry, measure.level, measure.within, measure.part, measure.sort)
    left_out = {unit_key(name) for name in measure.without}
    owners = _owners(entry, measure.part is not None)
    if left_out:
        rows = tuple(
            row for row in rows if unit_key(owners.get(PATH_SEPARATOR.join(row.entity), row.name)) not in left_out
        )
    return entry, table_figures(context, measure.table), rows


def _owners(entry: TableEntry, of_parts: bool) -> dict[str, str]:
    """The names of the units that rows are of; parts ("Cấp xã") are of the unit above them."""
    names = {row.entity: row.name for row in entry.rows}
    return {
        PATH_SEPARATOR.join(row.entity): names.get(row.entity[:-1], row.name) if of_parts else row.name
        for row in entry.rows
    }


def _with_yardstick(context: TurnContext, measure: Measure, facts: Sequence[Fact]) -> tuple[str | None, Fact | None]:
    """A condition with a number for what it is measured against; None where that figure is not known."""
    condition = measure.condition or ""
    against = next((yardstick for yardstick in Yardstick if condition.endswith(yardstick.value)), None)
    if against is None:
        return condition, None
    entry, frame = find_table(context, measure.table), table_figures(context, measure.table)
    totals = [PATH_SEPARATOR.join(row.entity) for row in entry.rows if row.is_total]
    chosen = figures.select(
        frame, indicator=measure.indicator, kind=measure.kind, period=measure.period, entities=totals
    )
    whole = as_shares(entry, frame, without_part(entry, frame, facts_of(entry, chosen), measure.less), measure.of)
    bound = next((fact for fact in whole if fact.value is not None and fact.kind in _OF_ANY_SIZE), None)
    if bound is None and against is Yardstick.MEAN:
        bound = figures.average(facts, "bình quân các đơn vị")
    if bound is None or bound.value is None:
        return None, None  # a sum over all units is no measure of one
    return f"{condition.removesuffix(against.value)}{write_number(bound.value)}", bound


def _those_not_listed(context: TurnContext, entry: TableEntry, measure: Measure, tested: Tested) -> Tested:
    """The same with the units of the level that a list of those that have some does not name."""
    if measure.level is None or any((fact.value or Decimal(0)) <= 0 for fact in tested.facts):
        return tested
    level = Level(measure.level)
    listed = {unit_key(row.name) for row in level_rows(entry, level) if row.level is level}
    known: dict[str, str] = {}
    best: TableEntry | None = None
    for other in context.catalogue.tables:
        if other.document != entry.document or other.id == entry.id or other.from_prose:
            continue
        own = {unit_key(row.name): row.name for row in level_rows(other, level) if row.level is level}
        if len(own) > len(known) and len(listed & own.keys()) >= _KNOWN * len(listed):
            known, best = own, other
    if best is None or len(known) <= len(listed):
        return tested
    left_out = {unit_key(name) for name in measure.without}
    absent = {key: name for key, name in known.items() if key not in listed | left_out}
    return Tested(tested.facts, tested.kept, tested.names, tested.bound, absent, entry, best)
