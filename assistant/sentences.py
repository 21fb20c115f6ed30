"""Which sentences of the passages found answer a question, by how many of its words they carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.catalogue import Catalogue, Label, make_label
from assistant.question import Operation, Question, Token
from assistant.wholeness import is_closing
from corpus.numbers import numbers_in
from corpus.period_text import periods_in
from corpus.periods import order_key
from corpus.text import fold, sentences
from corpus.values import Kind
from index.values import Document, Hit

_DATED = re.compile(r"\b\d{1,2}(?:/|\s*tháng\s*)(\d{1,2})(?:/|\s*năm\s*)((?:19|20)\d{2})\b")
_REPORT_SHARE = 0.6  # of the words that a report's title, body and place have
_HEADING_SHARE = 0.6
_OF_OTHER_MEASURE = 0.4
_OWN_HEADING_SHARE = 0.9  # of the innermost heading: what a clause is about
_ASKS_FIGURE = re.compile(r"\b(bao nhieu|may|ty le|ti le|so luong)\b")
_NAMED_KINDS = frozenset({"sở", "huyện", "xã", "phường", "cục", "phòng", "phố", "trấn", "quận"})
_CAUSE = re.compile(r"\b(nguyen nhan|do|vi|boi|dan den|ly do|anh huong|chua|cham)\b")
_NAMES_UNIT = re.compile(r"\W*(?:đơn vị(?: tính)?|đvt)\s*:", re.IGNORECASE)
_SAYS_CAUSE = re.compile(
    r"(?<!\w)(?:nguyên nhân|lý do|do|vì|bởi)(?= \w)(?! \w+ (?:ban hành|quản lý|tiếp nhận))", re.IGNORECASE
)
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
    clauses: tuple[float, ...] = ()  # the same share for each part of the question that asks for something


def score_sentences(
    question: Question, hits: Sequence[Hit], catalogue: Catalogue, documents: Iterable[Document]
) -> list[Scored]:
    """The sentences of the hits, best first; `documents` are the reports that they stand in."""
    tokens = catalogue.expand(question.tokens)
    known = {document.name: document for document in documents}
    periods = {name: document.period for name, document in known.items()}
    heads = {name: _label_head(known[name], catalogue) for name in {hit.document for hit in hits} & set(known)}
    needed = _names_needed(tokens)
    found: list[Scored] = []
    for hit in hits:
        headings = [catalogue.spell_label(make_label(heading)) for heading in hit.heading]
        head = heads.get(hit.document, make_label(""))
        for text in split_clauses(hit):
            scored = _score(question, tokens, text, hit, headings, head, catalogue)
            if any(
                tokens[i].key not in scored_words for i in needed for scored_words in [_words_about(text, hit, head)]
            ):
                scored = replace(scored, coverage=0.0)
            found.append(scored if _of_period(question, text, hit, periods) else replace(scored, coverage=0.0))
    return sorted(found, key=lambda scored: (-scored.score, scored.hit.rank))


def _label_head(document: Document, catalogue: Catalogue) -> Label:
    """What a report says of itself: all its sentences are of that."""
    return catalogue.spell_label(
        make_label(f"{document.title}. {document.body}. {document.region}. {document.period or ''}")
    )


def _names_needed(tokens: Sequence[Token]) -> list[int]:
    """Where the name of an office or a unit begins that an answer must be about: "Sở **Tư** pháp"."""
    return [
        i
        for i in range(1, len(tokens))
        if tokens[i - 1].key in _NAMED_KINDS and tokens[i].typed[:1].isupper() and tokens[i].content
    ]


def _words_about(text: str, hit: Hit, head: Label) -> frozenset[str]:
    return make_label(f"{text}. {hit.text}. {'. '.join(hit.heading)}. {hit.lead_in}").words | head.words


def split_clauses(hit: Hit) -> list[str]:
    """The sentences of a passage; a table's row is one."""
    if _NAMES_UNIT.match(hit.text) or is_closing(hit.text):
        return []
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
    head: Label,
    catalogue: Catalogue,
) -> Scored:
    label = catalogue.spell_label(make_label(text))
    weights = {i: catalogue.weight(token.key) for i, token in enumerate(tokens) if token.content}
    whole = sum(weights.values()) or 1.0
    credit = dict.fromkeys(weights, 0.0)
    for share, words in [
        (_REPORT_SHARE, head.words),
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
    clauses = tuple(
        sum(weights[i] * credit[i] for i in own) / (sum(weights[i] for i in own) or 1.0)
        for own in ([i for i in weights if tokens[i].clause == n] for n in range(len(question.clauses)))
    )
    return Scored(text, hit, coverage, score, missing, missing_weight, clauses)


def role_of(hit: Hit, text: str) -> str:
    """What a sentence tells: "cause", "remedy" or "fact", by its headings, else by its words."""
    headings = [fold(label) for label in hit.heading]
    for heading in reversed(headings):
        if re.search(r"nguyen nhan", heading):
            return "cause"
        if _REMEDY_HEADING.search(heading) and not re.search(r"\bthuc hien .*(kien nghi|nhiem vu)|ket qua", heading):
            return "remedy"
    if _SAYS_CAUSE.search(text) and any(char.isalpha() for char in text):
        return "cause"
    return "fact"


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
