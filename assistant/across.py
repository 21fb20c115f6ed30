"""A question of two periods or two places whose figures stand in tables of their own: each is asked for alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.catalogue import Catalogue
from assistant.linking import Reading, link
from assistant.matching import SURE
from assistant.question import Operation, Question, read_question, spell_out
from assistant.quoting import TOO_HEAVY
from assistant.sides import Pair
from corpus.period_text import mentions_in
from corpus.text import fold

_TWO = 2
_OPERATIONS = (Operation.COMPARE, Operation.CHANGE, Operation.SHARE)
_OTHERS = frozenset(Operation) - {*_OPERATIONS, Operation.LOOKUP}


@dataclass(frozen=True, slots=True)
class _Named:
    """A period or a place as a question names it, with all the spans of text that are its own."""

    name: str
    spans: tuple[tuple[int, int], ...]


def link_across(question: Question, catalogue: Catalogue, readings: Sequence[Reading]) -> Pair | None:
    """The readings of the two figures, in the order in which they are named; None where a single table tells both,
    or where one is not surely found."""
    if set(question.operations) & _OTHERS:
        return None
    text = spell_out(question.text)
    periods = _named_periods(text)
    places = _named_places(text, periods, catalogue)
    sides = places if len(places) == _TWO else periods
    if len(sides) != _TWO or sides[0].name == sides[1].name:
        return None
    if sides is periods and readings and _tells_both(readings[0], periods):
        return None
    one, other = sides
    first, second = _read_alone(text, other, one, catalogue), _read_alone(text, one, other, catalogue)
    if first is None or second is None or first.table.id == second.table.id or not _measure_alike(first, second):
        return None
    return Pair(first, second, 0)


def _named_periods(text: str) -> list[_Named]:
    mentions = [mention for mention in mentions_in(text) if mention.period is not None and not mention.phase]
    return [_Named(m.period.name, ((m.start, m.end),)) for m in mentions if m.period is not None]


def _named_places(text: str, periods: Sequence[_Named], catalogue: Catalogue) -> list[_Named]:
    """The provinces of reports that a question names, each with the period that is said after it."""
    folded = fold(text)
    starts = {
        match.start(): (match.end(), place)
        for place in catalogue.places
        for match in re.finditer(rf"(?<!\w)(?<!pho )(?<!thi xa ){re.escape(fold(place))}(?!\w)", folded)
    }
    order = sorted(starts)
    named = []
    for start, after in pairwise([*order, len(text)]):
        end, place = starts[start]
        own = [span for period in periods for span in period.spans if end <= span[0] < after]
        named.append(_Named(place, ((start, end), *own[:1])))
    return named if len({place.name for place in named}) == len(named) else []


def _read_alone(text: str, other: _Named, own: _Named, catalogue: Catalogue) -> Reading | None:
    """What a question asks for without one of the two that it names."""
    for start, end in sorted(other.spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    asked = read_question(text)
    best = next(iter(link(asked, catalogue)), None)
    if best is None or best.score < SURE or best.missing >= TOO_HEAVY or not best.columns:
        return None
    periods = {own.name} if len(own.spans) == 1 and own.name in asked.periods else set(asked.periods)
    column = best.columns[0]
    told = column.period in periods if column.period else catalogue.tells_of(best.table.document, periods)
    return best if told or not periods else None


def _tells_both(reading: Reading, periods: Sequence[_Named]) -> bool:
    return {period.name for period in periods} <= {column.period for column in reading.table.columns}


def _measure_alike(first: Reading, second: Reading) -> bool:
    return first.columns[0].kind is second.columns[0].kind and len(first.rows) == len(second.rows)
