"""Which sentences of the passages found answer a question, by how many of its words they carry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.catalogue import Catalogue, Label, make_label
from assistant.question import Operation, Question, Token
from corpus.numbers import numbers_in
from corpus.period_text import periods_in
from corpus.periods import order_key
from corpus.text import fold, sentences
from corpus.values import Kind
from index.values import Hit

_DATED = re.compile(r"\b\d{1,2}(?:/|\s*tháng\s*)(\d{1,2})(?:/|\s*năm\s*)((?:19|20)\d{2})\b")
_HEADING_SHARE = 0.6
_OF_OTHER_MEASURE = 0.4
_OWN_HEADING_SHARE = 0.9  # of the innermost heading: what a clause is about
_ASKS_FIGURE = re.compile(r"\b(bao nhieu|may|ty le|ti le|so luong)\b")
_CAUSE = re.compile(r"\b(nguyen nhan|do|vi|boi|dan den|ly do|anh huong|chua|cham)\b")
_CAUSE_HEADING = re.compile(r"nguyen nhan|han che|vuong mac")
_REMEDY_HEADING = re.compile(r"giai phap|nhiem vu|kien nghi|phuong huong|de xuat")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a passage: `coverage` is the weighted share of the question's words that it and
    its headings carry, `missing` those words that neither does, `missing_weight` the greatest weight
    among them."""

    text: str
    hit: Hit
    coverage: float
    score: float
    missing: tuple[str, ...]
    missing_weight: float


def score_sentences(
    question: Question, hits: Sequence[Hit], catalogue: Catalogue, periods: Mapping[str, str | None]
) -> list[Scored]:
    """The sentences of the hits, best first; `periods` gives each document's own period."""
    tokens = catalogue.expand(question.tokens)
    found: list[Scored] = []
    for hit in hits:
        headings = [catalogue.spell_label(make_label(heading)) for heading in hit.heading]
        for text in split_clauses(hit):
            scored = _score(question, tokens, text, hit, headings, catalogue)
            found.append(scored if _of_period(question, text, hit, periods) else replace(scored, coverage=0.0))
    return sorted(found, key=lambda scored: (-scored.score, scored.hit.rank))


def split_clauses(hit: Hit) -> list[str]:
    """The sentences of a passage; a table's row is one."""
    return [hit.text] if hit.kind == "table" else sentences(hit.text)


def _of_period(question: Question, text: str, hit: Hit, periods: Mapping[str, str | None]) -> bool:
    """Whether a sentence can speak of a period asked for: it, its headings or its report name it."""
    asked = question.at(max(filter(None, periods.values()), key=order_key, default=None)).periods
    if not asked:
        return True
    said = f"{text} {' '.join(hit.heading)} {hit.text} {periods.get(hit.document) or ''}"
    return bool(set(asked) & set(_periods_said(said)))


@lru_cache(maxsize=4096)
def _periods_said(text: str) -> tuple[str, ...]:
    """The periods that a text names, and the months of its dates."""
    months = [f"Tháng {int(month)}/{year}" for month, year in _DATED.findall(text)]
    return (*periods_in(text), *months)


def _score(
    question: Question,
    tokens: Sequence[Token],
    text: str,
    hit: Hit,
    headings: Sequence[Label],
    catalogue: Catalogue,
) -> Scored:
    label = catalogue.spell_label(make_label(text))
    weights = {i: catalogue.weight(token.key) for i, token in enumerate(tokens) if token.content}
    whole = sum(weights.values()) or 1.0
    credit = dict.fromkeys(weights, 0.0)
    for share, words in [
        *((_HEADING_SHARE, heading.words) for heading in headings[:-1]),
        *((_OWN_HEADING_SHARE, heading.words) for heading in headings[-1:]),
        (1.0, label.words),
    ]:
        credit.update({i: share for i in weights if tokens[i].key in words})
    phrases = sum((a.key, b.key) in label.pairs for a, b in pairwise(tokens))
    coverage = sum(weights[i] * credit[i] for i in weights) / whole
    if not _tells_measure(question, text):
        coverage *= _OF_OTHER_MEASURE
    score = coverage + 0.04 * phrases / max(len(tokens), 1) + 0.08 * hit.score + _fit(question, text, hit)
    missing = tuple(tokens[i].typed for i in weights if not credit[i])
    missing_weight = max((weights[i] for i in weights if not credit[i]), default=0.0)
    return Scored(text, hit, coverage, score, missing, missing_weight)


def _tells_measure(question: Question, text: str) -> bool:
    """Whether a sentence has a figure in the unit asked for ("bao nhiêu người", money), if one is."""
    folded = fold(text)
    if question.unit is not None:
        return re.search(rf"\d[\d.,]*\s*(?:\w+ ){{0,2}}{question.unit}\b", folded) is not None
    return not (question.asks_figure and question.kinds == (Kind.MONEY,)) or " dong" in folded


def _fit(question: Question, text: str, hit: Hit) -> float:
    """Whether the sentence is of the kind that the question asks for."""
    bonus = 0.0
    heading = fold(" ".join(hit.heading))
    if _ASKS_FIGURE.search(question.folded) and any(True for _ in numbers_in(text)):
        bonus += 0.1
    if question.asks(Operation.WHY):
        bonus += 0.12 * bool(_CAUSE_HEADING.search(heading)) + 0.05 * bool(_CAUSE.search(fold(text)))
    if question.asks(Operation.SOLUTION):
        bonus += 0.25 * bool(_REMEDY_HEADING.search(heading))
    if set(question.periods) & set(periods_in(text)):
        bonus += 0.05
    if hit.kind == "table":
        bonus -= 0.08
    return bonus
