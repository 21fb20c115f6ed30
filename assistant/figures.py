"""Figures computed with pandas from the observations of a table.

A frame is what `index.store.Store.observations` gives: one row a figure, values exact decimals.
Every result is a `Fact` that says how it was computed and from which cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from assistant.facts import Fact, Source, computed, short_indicator
from corpus.numbers import write_number
from corpus.periods import order_key
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Comparison, Kind

SHARE_DECIMALS = 2
_UPWARD = {Comparison.FALL: Comparison.DIFFERENCE, Comparison.DECLINE: Comparison.GROWTH}


def fact_of(row: Any, names: Mapping[str, str]) -> Fact:
    """The fact that one observation is (`row` from `DataFrame.itertuples`).

    `names` gives the rows' own names by path, for a part to be told with the unit it is part of.
    """
    comparison = Comparison(row.comparison) if isinstance(row.comparison, str) else None
    value = row.value if isinstance(row.value, Decimal) else None
    if comparison in _UPWARD:  # a fall is told as a rise below nought: one way round for all changes
        comparison, value = _UPWARD[comparison], -value if value is not None else None
    # what only tells a period is told by `period`, but never what says that a figure is no amount of it
    whole_label = comparison in {Comparison.RATIO, Comparison.TIMES, Comparison.UNPROVEN, Comparison.SIGNED}
    return Fact(
        entity=_entity_phrase(row, names),
        indicator=PATH_SEPARATOR.join(row.indicator) if whole_label else short_indicator(row.indicator),
        period=row.period if isinstance(row.period, str) else None,
        kind=Kind(row.kind),
        value=value,
        unit=row.unit if isinstance(row.unit, str) else None,
        quality=row.quality,
        of=row.of if isinstance(row.of, Decimal) else None,
        printed=row.printed,
        sources=(Source(row.document, row.table_title, row.locator, "table", row.quote),),
        change_from=row.change_from if isinstance(row.change_from, str) else None,
        path=PATH_SEPARATOR.join(row.entity),
        recognised=isinstance(row.confidence, float),
        comparison=comparison,
    )


def facts_of(frame: pd.DataFrame, names: Mapping[str, str]) -> list[Fact]:
    """The facts of a frame in its order."""
    return [fact_of(row, names) for row in frame.itertuples(index=False)]


def _entity_phrase(row: Any, names: Mapping[str, str]) -> str:
    """Whom a figure is of; a part of a level or field ("Cấp huyện") with the unit it is part of."""
    name = str(row.entity_name)
    if len(row.entity) > 1 and fold(name).startswith(("cap ", "linh vuc")):
        above = names.get(PATH_SEPARATOR.join(row.entity[:-1]), row.entity[-2])
        return f"{name} ({above})"
    return name


def select(
    frame: pd.DataFrame,
    *,
    indicator: str | None = None,
    kind: str | None = None,
    period: str | None = None,
    entities: Sequence[str] | None = None,
    changes: bool | None = None,
) -> pd.DataFrame:
    """The observations of an indicator (labels joined by " › ") for a period and some row paths.

    What is None is not asked for; of no row paths there are no observations.
    """
    found = frame
    if indicator is not None:
        found = found[found["indicator"].map(PATH_SEPARATOR.join) == indicator]
    if kind is not None:
        found = found[found["kind"] == kind]
    if changes is not None:
        found = found[found["change_from"].notna() == changes]
    if period is not None:
        found = found[found["period"].isna() | (found["period"] == period)]
    if entities is not None:
        order = {path: i for i, path in enumerate(entities)}
        found = found.assign(_order=found["entity"].map(PATH_SEPARATOR.join).map(order))
        found = found[found["_order"].notna()].sort_values("_order", kind="stable").drop(columns="_order")
    return found


def select_period(
    frame: pd.DataFrame, indicator: str, kind: str | None, period: str | None, entities: Sequence[str]
) -> pd.DataFrame:
    """Like `select`; where the indicator's own column is of another period, the same series in that period."""
    found = select(frame, indicator=indicator, kind=kind, period=period, entities=entities)
    if not found.empty or period is None:
        return found
    own = select(frame, indicator=indicator, kind=kind, entities=entities)
    return select(same_series(frame, own), period=period, entities=entities)


def same_series(frame: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The figures of a frame that are those of `own` in any period; changes between periods are none."""
    return frame[frame["series"].isin(set(own["series"])) & frame["change_from"].isna() & frame["period"].notna()]


def count(facts: Sequence[Fact], what: str) -> Fact:
    """How many facts there are, as a figure of its own."""
    return count_of(facts, len(facts), what)


def count_of(facts: Sequence[Fact], number: int, what: str) -> Fact:
    """A number of things that facts show, as a figure of its own."""
    return computed(
        facts[0],
        Decimal(number),
        f"đếm {number} dòng",
        facts,
        entity="",
        indicator=f"Số {what}",
        kind=Kind.COUNT,
        unit=what,
        change_from=None,
        comparison=None,
        path="",
    )


def total(facts: Sequence[Fact], entity: str) -> Fact:
    """The sum of facts of one kind, with its terms."""
    values = [fact.value for fact in facts if fact.value is not None]
    result = sum(values, Decimal(0))
    return computed(facts[0], result, " + ".join(map(write_number, values)), facts, entity=entity, path="")


def average(facts: Sequence[Fact], entity: str) -> Fact:
    """The arithmetic mean of facts of one kind."""
    values = [fact.value for fact in facts if fact.value is not None]
    result = (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01"))
    terms = " + ".join(map(write_number, values))
    return computed(facts[0], result, f"({terms}) / {len(values)}", facts, entity=entity, path="")


def share(part: Fact, whole: Fact) -> Fact:
    """A part of a whole in percent, rounded to two decimals."""
    if part.value is None or not whole.value:
        raise ZeroDivisionError
    result = (part.value / whole.value * 100).quantize(Decimal(1).scaleb(-SHARE_DECIMALS), "ROUND_HALF_UP")
    derivation = f"{write_number(part.value)} / {write_number(whole.value)} × 100"
    return computed(
        part,
        result,
        derivation,
        [part, whole],
        kind=Kind.PERCENT,
        unit="%",
        indicator=f"Tỷ lệ {_lower(part.indicator)}",
    )


def rest(whole: Fact, part: Fact) -> Fact:
    """What is left of a whole without one of its parts."""
    if whole.value is None or part.value is None:
        raise ValueError("a figure that is not known has no rest")
    return computed(
        whole,
        whole.value - part.value,
        f"{write_number(whole.value)} − {write_number(part.value)}",
        [whole, part],
        indicator=f"{whole.indicator} trừ {_lower(part.indicator)}",
    )


def difference(first: Fact, second: Fact) -> Fact:
    """How much the first is above the second (negative: below), in the unit of the figures."""
    if first.value is None or second.value is None:
        raise ZeroDivisionError
    derivation = f"{write_number(first.value)} − {write_number(second.value)}"
    unit = {Kind.PERCENT: "điểm phần trăm", Kind.RANK: "bậc"}.get(first.kind, first.unit)
    kind = Kind.NUMBER if first.kind in {Kind.PERCENT, Kind.RANK} else first.kind
    return computed(
        first,
        abs(first.value - second.value),
        derivation,
        [first, second],
        indicator=f"Chênh lệch {_lower(first.indicator)}",
        unit=unit,
        kind=kind,
        change_from=None,
        comparison=None,
    )


def change(later: Fact, earlier: Fact) -> Fact:
    """The change from the earlier period to the later; for ranks in places, a rise positive."""
    if later.value is None or earlier.value is None:
        raise ZeroDivisionError
    rise = earlier.value - later.value if later.kind is Kind.RANK else later.value - earlier.value
    first, second = (earlier, later) if later.kind is Kind.RANK else (later, earlier)
    derivation = f"{write_number(first.value or 0)} − {write_number(second.value or 0)}"
    return computed(
        later, rise, derivation, [later, earlier], change_from=earlier.period, comparison=Comparison.DIFFERENCE
    )


def growth(later: Fact, earlier: Fact) -> Fact:
    """The change in percent of the earlier value, rounded to two decimals."""
    if later.value is None or not earlier.value:
        raise ZeroDivisionError
    percent = ((later.value - earlier.value) / earlier.value * 100).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    derivation = f"({write_number(later.value)} − {write_number(earlier.value)}) / {write_number(earlier.value)} × 100"
    return computed(
        later,
        percent,
        derivation,
        [later, earlier],
        kind=Kind.NUMBER,
        unit="%",
        change_from=earlier.period,
        comparison=Comparison.GROWTH,
    )


def changes(one: Fact, other: Fact) -> list[Fact]:
    """The later of two figures, the earlier, the change between them, and for amounts the change in percent."""
    earlier, later = sorted((one, other), key=lambda fact: order_key(fact.period))
    found = [later, earlier, change(later, earlier)]
    if later.kind in {Kind.COUNT, Kind.MONEY} and earlier.value:
        found.append(growth(later, earlier))
    return found


def times(first: Fact, second: Fact) -> Fact:
    """How many times the second the first is, rounded to two decimals."""
    if first.value is None or not second.value:
        raise ZeroDivisionError
    result = (first.value / second.value).quantize(Decimal("0.01"), "ROUND_HALF_UP")
    derivation = f"{write_number(first.value)} / {write_number(second.value)}"
    return computed(first, result, derivation, [first, second], kind=Kind.NUMBER, unit="lần")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
