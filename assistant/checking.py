"""Which of the audit's findings a question is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.catalogue import Catalogue, make_label
from assistant.question import Question
from corpus.numbers import numbers_in
from index.values import StoredFinding

_GRAVEST_FIRST = ("unresolved", "suspect", "repaired")
_NUMBER_WORTH = 6.0  # a figure that both name tells more than any word
_ABOUT = 0.6  # the share of the best finding that others must reach to be told, too
_ENOUGH = 4.0
_SMALL = 20


@dataclass(frozen=True, slots=True)
class Ranked:
    """Findings, the nearest first; `specific` if the question names a place or figure of theirs."""

    chosen: tuple[StoredFinding, ...]
    specific: bool


def rank_findings(question: Question, found: Sequence[StoredFinding], catalogue: Catalogue) -> Ranked:
    """The findings about what a question names; all of them where it names nothing in particular."""
    asked = {number.value for _, number in numbers_in(question.text)}
    telling = {value for value in asked if is_telling(value)}
    words = {token.key for token in catalogue.expand(question.tokens) if token.content}
    named = [stored for stored in found if telling & _values_of(stored)]
    if telling and not named:  # words alone do not make a finding one about another figure
        return Ranked((), False)
    among = named or list(found)
    scores = [_score(stored, asked, words, catalogue) for stored in among]
    best = max(scores, default=0.0)
    if best < _ENOUGH:
        return Ranked(tuple(sorted(found, key=lambda stored: _GRAVEST_FIRST.index(stored.finding.status))), False)
    order = sorted(range(len(among)), key=lambda i: -scores[i])
    return Ranked(tuple(among[i] for i in order if scores[i] >= _ABOUT * best), True)


def is_telling(value: Decimal) -> bool:
    """Whether a number of a question can be a figure in doubt: no year, and no small count ("8 lĩnh vực")."""
    year = value == value.to_integral_value() and 1900 <= value <= 2100
    return not year and (abs(value) >= _SMALL or value != value.to_integral_value())


def _values_of(stored: StoredFinding) -> set[Decimal]:
    finding = stored.finding
    told = numbers_in(f"{finding.locator} {finding.printed} {finding.why}")
    return {value for _, number in told for value in (number.value, number.of) if value is not None}


def _score(stored: StoredFinding, asked: set[Decimal], words: set[str], catalogue: Catalogue) -> float:
    finding = stored.finding
    label = catalogue.spell_label(make_label(finding.locator))
    return _NUMBER_WORTH * len(asked & _values_of(stored)) + sum(catalogue.weight(word) for word in words & label.words)
