"""Which sentences of the passages found answer a question, by how many of its words they carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.catalogue import Catalogue, Label, make_label
from assistant.question import Operation, Question, Token
from corpus.numbers import numbers_in
from corpus.text import fold, sentences
from index.values import Hit

_HEADING_SHARE = 0.7
_ASKS_FIGURE = re.compile(r"\b(bao nhieu|may|ty le|ti le|so luong)\b")
_CAUSE = re.compile(r"\b(nguyen nhan|do|vi|boi|dan den|ly do|anh huong|chua|cham)\b")
_CAUSE_HEADING = re.compile(r"nguyen nhan|han che|vuong mac")
_REMEDY_HEADING = re.compile(r"giai phap|nhiem vu|kien nghi|phuong huong|de xuat")


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a passage: `coverage` is the weighted share of the question's words that it and
    its headings carry, `missing` those words that neither does."""

    text: str
    hit: Hit
    coverage: float
    score: float
    missing: tuple[str, ...]


def score_sentences(question: Question, hits: Sequence[Hit], catalogue: Catalogue) -> list[Scored]:
    """The sentences of the hits, best first."""
    tokens = catalogue.expand(question.tokens)
    found: list[Scored] = []
    for hit in hits:
        heading = catalogue.spell_label(make_label(" ".join(hit.heading)))
        for text in split_clauses(hit.text):
            found.append(_score(question, tokens, text, hit, heading, catalogue))
    return sorted(found, key=lambda scored: (-scored.score, scored.hit.rank))


def split_clauses(text: str) -> list[str]:
    """The sentences of a passage; the items of a list told in one cell stay with their lead-in."""
    return sentences(text)


def _score(
    question: Question,
    tokens: Sequence[Token],
    text: str,
    hit: Hit,
    heading: Label,
    catalogue: Catalogue,
) -> Scored:
    label = catalogue.spell_label(make_label(text))
    weights = {i: catalogue.weight(token.key) for i, token in enumerate(tokens) if token.content}
    whole = sum(weights.values()) or 1.0
    own = {i for i in weights if tokens[i].key in label.words}
    above = {i for i in weights if tokens[i].key in heading.words} - own
    phrases = sum(
        (a.key, b.key) in label.pairs for a, b in zip(tokens, tokens[1:], strict=False)
    )
    coverage = (sum(weights[i] for i in own) + _HEADING_SHARE * sum(weights[i] for i in above)) / whole
    score = coverage + 0.04 * phrases / max(len(tokens), 1) + 0.08 * hit.score + _fit(question, text, hit)
    missing = tuple(tokens[i].typed for i in sorted(set(weights) - own - above))
    return Scored(text, hit, coverage, score, missing)


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
    if question.periods and any(period in text for period in question.periods):
        bonus += 0.05
    if hit.kind == "table":
        bonus -= 0.08
    return bonus
