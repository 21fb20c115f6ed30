"""What filter_units gives a model: the units that meet all conditions, their figures, count and sum."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant import figures
from assistant.catalogue import TableEntry
from assistant.facts import Fact, Source
from assistant.filtering import Measure, Tested, meeting_all, unit_key
from assistant.selecting import chosen_facts, facts_of, find_table, readable, table_figures
from assistant.turn import TurnContext
from assistant.wholes import proven_part
from corpus.values import PATH_SEPARATOR, Kind

_SOURCES_OF_A_LIST = 20
_TITLE = 90  # characters


def tell_units(
    context: TurnContext,
    conditions: Sequence[Measure],
    tested: Sequence[Tested],
    *,
    descending: bool,
    total: bool,
    total_of: str | None,
) -> dict[str, Any]:
    """The units that meet all conditions, as plain JSON."""
    met = meeting_all(tested)
    names = {key: name for one in reversed(tested) for key, name in {**(one.absent or {}), **one.names}.items()}
    keys = sorted(met, key=lambda key: met[key][0].value or Decimal(0) if met[key] else Decimal(0), reverse=descending)
    sort = conditions[0].sort or ""
    what = conditions[0].level or (sort if " " in sort else "") or ("mục" if sort else "đơn vị")
    units = [{"name": names[key], "figures": context.ledger.record(met[key])} for key in keys]
    told: dict[str, Any] = {
        "figures": [figure for unit in units for figure in unit["figures"]],
        "units": units,
        "asked": len(tested[0].facts),
        "what": what,
        "measures": [_measured(context, one) for one in tested],
        "bounds": context.ledger.record([one.bound for one in tested if one.bound is not None]),
        "lists": [_tell_list(context, one) for one in tested if one.listing is not None and one.absent],
    }
    if units:
        told["count"] = context.ledger.record([_count(tested, met, what)])[0]
    wanted = total or total_of is not None
    if units and wanted and (summed := _total(context, conditions[0], tested[0], met, total_of, what)):
        told["total"] = context.ledger.record([summed])[0]
    told["unsummed"] = bool(units) and wanted and "total" not in told
    return told


def _count(tested: Sequence[Tested], met: dict[str, list[Fact]], what: str) -> Fact:
    """How many units there are, from the figures that each was found by."""
    own = [fact for facts in met.values() for fact in facts] or [fact for one in tested for fact in one.facts]
    return figures.count_of(own, len(met), what)


def _total(
    context: TurnContext, measure: Measure, tested: Tested, met: dict[str, list[Fact]], total_of: str | None, what: str
) -> Fact | None:
    """The sum over the units found: of the column asked for, of the figures tested, or of those that the share
    tested is of; None where it is not known of each of them."""
    own = [fact for key, fact in tested.kept.items() if key in met]
    if total_of is None and len(own) == len(met) and all(fact.adds_up for fact in own):
        return own[0] if len(own) == 1 else figures.total(own, f"các {what} này")
    entry, frame = find_table(context, measure.table), table_figures(context, measure.table)
    indicator = total_of
    if indicator is None:
        share = next(
            (
                c
                for c in entry.columns
                if c.kind is Kind.PERCENT and PATH_SEPARATOR.join(c.indicator) == measure.indicator
            ),
            None,
        )
        part = proven_part(entry, share, frame) if share is not None else None
        indicator = PATH_SEPARATOR.join(part.indicator) if part is not None else None
    if indicator is None:
        return None
    paths = _paths_of(own, entry_rows={row.entity for row in entry.rows}, of_parts=measure.part is not None)
    amounts = readable(chosen_facts(entry, frame, indicator, paths, None, measure.period))
    amounts = [fact for fact in amounts if fact.adds_up]
    if not amounts or len(amounts) != len(met):
        return None
    return amounts[0] if len(amounts) == 1 else figures.total(amounts, f"các {what} này")


def _paths_of(facts: Sequence[Fact], *, entry_rows: set[tuple[str, ...]], of_parts: bool) -> list[str]:
    """The rows of the units that figures are of: of a part, the row above it."""
    paths = [tuple(fact.path.split(PATH_SEPARATOR)) for fact in facts]
    return [PATH_SEPARATOR.join(path[:-1] if of_parts and path[:-1] in entry_rows else path) for path in paths]


def _tell_list(context: TurnContext, tested: Tested) -> dict[str, Any]:
    """Which table names only the units that have some, which knows all, and where they stand."""
    listing, known = tested.listing, tested.known
    if listing is None or known is None:
        return {}
    frame = table_figures(context, known.id)
    absent = set(tested.absent or {})
    rows = {PATH_SEPARATOR.join(row.entity) for row in known.rows if unit_key(row.name) in absent}
    own = [fact for fact in facts_of(known, frame) if fact.path in rows]
    first = {fact.path: fact for fact in reversed(own)}
    listed = [source for fact in tested.facts for source in fact.sources][:_SOURCES_OF_A_LIST]
    known_sources = [source for fact in first.values() for source in fact.sources]
    return {
        "listing": _name(context, listing, listed),
        "known": _name(context, known, known_sources),
        "listed": context.ledger.record([figures.count_of(tested.facts, len(tested.facts), "đơn vị được nêu")])[0],
        "listing_cites": _cite(context, listed),
        "known_cites": _cite(context, known_sources),
    }


def _measured(context: TurnContext, tested: Tested) -> str:
    """What a condition is tried on, as an answer may repeat it."""
    fact = tested.facts[0]
    told = fact.indicator.replace(PATH_SEPARATOR, " – ")
    for source in fact.sources[:1]:
        context.ledger.name(told, source)
    return f"“{told}”"


def _name(context: TurnContext, table: TableEntry, sources: Sequence[Source]) -> str:
    """A table's title as an answer may repeat it, numbers in it included."""
    title = table.title if len(table.title) <= _TITLE else f"{table.title[:_TITLE].rsplit(' ', 1)[0]}…"
    for source in sources[:1]:
        context.ledger.name(title, source)
    return title


def _cite(context: TurnContext, sources: Sequence[Source]) -> list[int]:
    return list(dict.fromkeys(context.ledger.cite(source) for source in sources))
