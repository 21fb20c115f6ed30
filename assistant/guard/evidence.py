"""What a turn's numbers may come from: the facts of its tools, the passages found, the question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property, lru_cache

from assistant.answer import Citation
from assistant.facts import Fact, Ledger
from assistant.guard.names import Names, tells_whole
from assistant.guard.sentences import Unit, read_unit
from assistant.guard.units import Measured
from assistant.lexicon import SYNONYMS
from corpus.period_text import mentions_in
from corpus.text import fold, sentences
from corpus.values import PATH_SEPARATOR, Kind

_WORD = re.compile(r"\w+")
_ROW_PART = re.compile(r";\s+")
_SAYING_NOTHING = (
    "so luong nam quy thang ky ket qua cua va cac trong theo tong la duoc co cho tai den tu voi ve o de bi da ty le chi"
    " tieu diem hang don vi hoso muc do nay nhung mot cap dat can"
)
NEUTRAL = frozenset(_SAYING_NOTHING.split())
# by their first word: the ways in which one thing is said, the longest first, and the first of them
_FORMS: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _group in (*SYNONYMS, ("hoso", "hồ sơ")):
    for _form in _group:
        if _words := tuple(fold(_form).split()) if _form != "%" else ():
            _FORMS.setdefault(_words[0], []).append((_words, tuple(fold(_group[0]).split())))
for _known in _FORMS.values():
    _known.sort(key=lambda form: -len(form[0]))


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """The folded words of a text that say something, words for one thing as one of them."""
    words = _WORD.findall(fold(text))
    found: list[str] = []
    at = 0
    while at < len(words):
        forms = _FORMS.get(words[at], ())
        form = next((form for form in forms if form[0] == tuple(words[at : at + len(form[0])])), None)
        found += form[1] if form else words[at : at + 1]
        at += len(form[0]) if form else 1
    return frozenset(found) - NEUTRAL


@lru_cache(maxsize=4096)
def name_words(text: str) -> frozenset[str]:
    """The folded words of a text that can tell a name."""
    return frozenset(_WORD.findall(fold(text))) - NEUTRAL


class Origin:
    """A fact as the guard compares it."""

    def __init__(self, fact: Fact, evidence: Evidence) -> None:
        self.fact, self._evidence = fact, evidence

    @cached_property
    def measured(self) -> Measured:
        """What it is measured in."""
        fact = self.fact
        counted = [fact.unit or "", fact.indicator, fact.entity]
        if not fact.unit:
            counted += [source.title for source in fact.sources]
        return Measured(fact.kind, fact.comparison, fact.unit, fold(" ; ".join(counted)))

    @cached_property
    def own(self) -> str:
        """All that its sources say of themselves, folded."""
        fact = self.fact
        said = [fact.entity, fact.path, fact.indicator, fact.unit or "", fact.period or "", fact.change_from or ""]
        for source in fact.sources:
            said += [source.title, source.locator, source.quote, source.document, self._evidence.about(source.document)]
        return _fold_once(" ; ".join(said))

    @cached_property
    def beside(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Its row's name and those beside it, at each depth of its path."""
        return self._evidence.names.beside(self.document, self.fact.path) if self.fact.path else ()

    @cached_property
    def table_names(self) -> frozenset[str]:
        """The names of all rows of its table."""
        return self._evidence.names.in_table(self.document, self.fact.path)

    @property
    def document(self) -> str:
        """The report that it is of."""
        return self.fact.sources[0].document if self.fact.sources else ""

    @cached_property
    def whole(self) -> bool:
        """Whether it is of no part: a total, a period's row, what tools counted or added."""
        fact = self.fact
        return not fact.path or tells_whole(fact.path.split(PATH_SEPARATOR)[-1]) or tells_whole(fact.entity)

    @cached_property
    def cites(self) -> tuple[int, ...]:
        """The numbers of its sources."""
        return self._evidence.ledger.number_of(self.fact)

    @property
    def value(self) -> Decimal | None:
        """The fact's value without its sign."""
        return abs(self.fact.value) if self.fact.value is not None else None

    @property
    def counts(self) -> bool:
        """Whether it is a whole number of things, which no spelling can make a fraction of."""
        value = self.fact.value
        whole = value is not None and value == value.to_integral_value()
        return whole and self.fact.kind in {Kind.COUNT, Kind.RANK}


class Evidence:
    """All that a turn's answer may take its numbers from."""

    def __init__(self, ledger: Ledger, question: str, names: Names, documents: Mapping[str, str]) -> None:
        self.ledger, self.names, self._documents = ledger, names, documents
        self.question = read_unit(question, names)
        self.citations = {citation.id: citation for citation in ledger.citations}

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        """The facts of the turn, each once."""
        return tuple(Origin(fact, self) for fact in dict.fromkeys(self.ledger.facts) if fact.value is not None)

    def about(self, document: str) -> str:
        """What a report says it is of: its title, province and period; not who wrote it, of whom it is seldom."""
        return self._documents.get(document, "")

    @cached_property
    def passages(self) -> dict[int, Citation]:
        """The sources that are no fact's: passages that a search found, and findings of the audit."""
        facts = {cite for fact in self.ledger.facts for cite in self.ledger.number_of(fact)}
        return {number: citation for number, citation in self.citations.items() if number not in facts}

    def clauses(self, citation: Citation) -> tuple[Unit, ...]:
        """The sentences of a passage, or the cells of a row, read as an answer's are."""
        return _read_clauses(citation.quote, citation.kind, self.names)

    @cached_property
    def text(self) -> str:
        """Everything that was found, and the question: where a date or a document's number must stand."""
        said = [self.question.text]
        for citation in self.citations.values():
            said += [citation.document, citation.title, citation.locator, citation.quote, self.about(citation.document)]
        for fact in self.ledger.facts:
            said += [fact.entity, fact.path, fact.indicator, fact.period or "", fact.change_from or ""]
        return fold(" ".join([*said, *(name for name, _ in self.ledger.names)]))

    @cached_property
    def question_periods(self) -> frozenset[str]:
        """The periods that the question names."""
        return periods_said(self.question.text)

    @cached_property
    def periods(self) -> frozenset[str]:
        """The periods that the facts and the sources' own texts name."""
        named = {period for fact in self.ledger.facts for period in (fact.period, fact.change_from) if period}
        for citation in self.citations.values():
            for said in (citation.locator, citation.title, citation.quote, self.about(citation.document)):
                named |= periods_said(said)
        return frozenset(named) | self.question_periods


@lru_cache(maxsize=4096)
def _fold_once(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=512)
def _read_clauses(quote: str, kind: str, names: Names) -> tuple[Unit, ...]:
    parts = _ROW_PART.split(quote) if kind == "table" else [s for line in quote.split("\n") for s in sentences(line)]
    return tuple(read_unit(part, names) for part in parts)


@lru_cache(maxsize=4096)
def periods_said(text: str) -> frozenset[str]:
    """The periods that a text names."""
    return frozenset(mention.period.name for mention in mentions_in(text) if mention.period is not None)
