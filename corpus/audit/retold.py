"""Running text against itself: one figure that two sentences of a report give two values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from corpus.audit.findings import Finding
from corpus.audit.wording import decimals_of
from corpus.identity import series_of
from corpus.numbers import write_number
from corpus.prose import observe_prose
from corpus.text import fold
from corpus.values import Kind, Observation, Report

_Key = tuple[str, str, str | None, str | None, str | None]
_CLAUSE = re.compile(r"[,;:.()]\s+|\s[-–+]\s")
_FEWEST_WORDS = 4  # fewer name a figure only together with what was said before


def compare_retold(report: Report) -> Iterator[Finding]:
    """Figures of the same thing, period and unit that differ by more than their rounding."""
    told: dict[_Key, list[Observation]] = defaultdict(list)
    for seen in observe_prose(report):
        if seen.value is not None and seen.kind is not Kind.TEXT and seen.indicator:
            said = _clause_before(seen)
            if said is not None:
                told[series_of(seen), said, seen.period, seen.change_from, seen.unit].append(seen)
    for sightings in told.values():
        first = sightings[0]
        for other in sightings[1:]:
            if other.line != first.line and not _same(first, other):
                yield _tell(first, other)
                break


def _clause_before(seen: Observation) -> str | None:
    """The words of the clause that lead to a figure, folded; None where they are too few to name it.

    What a figure is of may stand in a heading or a clause before, where two figures look alike and are not:
    only those are one that are told in the same words.
    """
    before = seen.quote.partition(seen.printed)[0]
    words = fold(_CLAUSE.split(before)[-1]).split()
    return " ".join(words) if len(words) >= _FEWEST_WORDS else None


def _same(one: Observation, other: Observation) -> bool:
    """Whether two figures are one, the coarser of them rounded or cut; of so many in both or in one."""
    assert one.value is not None
    assert other.value is not None
    coarse = min(decimals_of(one.value), decimals_of(other.value))
    whole = one.of is None or other.of is None or one.of == other.of
    return whole and abs(one.value - other.value) * (10**coarse) < 1


def _tell(one: Observation, other: Observation) -> Finding:
    what = " ".join(filter(None, [one.indicator[-1], one.entity_name if one.entity_name not in one.indicator else ""]))
    return Finding(
        f"{one.locator} ↔ {other.locator}",
        "text-vs-table",
        one.printed,
        other.value,
        "unresolved",
        f"Lời văn ghi “{what}” hai nơi khác nhau: {one.printed} và {write_number(other.value or 0)}"
        f"{f' {other.unit}' if other.unit and other.unit != '%' else other.unit or ''}.",
    )
