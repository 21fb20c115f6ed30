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
_ABOUT = 0.4  # the share of the best finding that others must reach to be told, too
_ENOUGH = 4.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """Findings, the nearest first; `specific` if the question names a place or figure of theirs."""

    chosen: tuple[StoredFinding, ...]
    specific: bool


def rank_findings(question: Question, found: Sequence[StoredFinding], catalogue: Catalogue) -> Ranked:
    """The findings about what a question names; all of them where it names nothing in particular."""
    asked = {number.value for _, number in numbers_in(question.text)}
    words = {token.key for token in catalogue.expand(question.tokens) if token.content}
    scores = [_score(stored, asked, words, catalogue) for stored in found]
    best = max(scores, default=0.0)
    if best < _ENOUGH:
        return Ranked(tuple(sorted(found, key=lambda stored: _GRAVEST_FIRST.index(stored.finding.status))), False)
    order = sorted(range(len(found)), key=lambda i: -scores[i])
    return Ranked(tuple(found[i] for i in order if scores[i] >= _ABOUT * best), True)


def _score(stored: StoredFinding, asked: set[Decimal], words: set[str], catalogue: Catalogue) -> float:
    finding = stored.finding
    told = f"{finding.locator} {finding.printed} {finding.why}"
    values = {number.value for _, number in numbers_in(told)}
    label = catalogue.spell_label(make_label(finding.locator))
    return _NUMBER_WORTH * len(asked & values) + sum(catalogue.weight(word) for word in words & label.words)
