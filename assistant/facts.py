"""A figure with where it comes from, as tools hand it to a model, and the ledger of one turn.

A fact is plain JSON (the checkpointer keeps it); the ledger numbers its sources [1], [2], … in the
order in which tools found them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assistant.answer import Citation
from corpus.identity import is_only_period
from corpus.numbers import write_number
from corpus.periods import phrase_period
from corpus.values import PATH_SEPARATOR, Comparison, Kind


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a report: `quote` is the passage or row as printed, `kind` table or text."""

    document: str
    title: str
    locator: str
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One traced figure: what it is of, its exact value, how it was got, and from where.

    `of` is 63 in "49/63"; `change_from` is the period that it is measured from, `comparison` how;
    `derivation` is empty for a figure read from a cell; `recognised` where it was read from an image.
    """

    entity: str
    indicator: str
    period: str | None
    kind: Kind
    value: Decimal | None
    unit: str | None
    quality: str
    of: Decimal | None = None
    derivation: str = ""
    printed: str = ""
    sources: tuple[Source, ...] = ()
    change_from: str | None = None
    path: str = ""
    recognised: bool = False
    comparison: Comparison | None = None

    @property
    def moves(self) -> bool:
        """Whether it is a rise or a fall by its sign; a ratio of two periods, or what no cells prove, is not."""
        return self.change_from is not None and self.comparison in _MOVES

    @property
    def adds_up(self) -> bool:
        """Whether it may be added to figures of its kind: an amount, or a difference of amounts."""
        return is_amount(self.kind) and self.comparison in {None, Comparison.DIFFERENCE}

    @property
    def rise(self) -> Decimal | None:
        """What is above nought where it rises and below where it falls; None where nothing tells."""
        if self.value is None or self.comparison is Comparison.UNPROVEN:
            return None
        return self.value - {Comparison.RATIO: 100, Comparison.TIMES: 1}.get(self.comparison or Comparison.GROWTH, 0)

    @property
    def text(self) -> str:
        """The figure in Vietnamese form without its unit: "28.072", "83,14", "49/63"."""
        if self.value is None:
            return f"“{self.printed}”"
        shown = write_number(abs(self.value) if self.moves else self.value)
        if self.kind is Kind.PERCENT:
            return f"{shown}%"
        return f"{shown}/{write_number(self.of)}" if self.of is not None else shown

    @property
    def phrase(self) -> str:
        """The figure with its unit: "28.072 hồ sơ", "hạng 49/63", "31 bậc", "6,2 điểm phần trăm"."""
        if self.value is None:
            return self.text
        if self.comparison is Comparison.DIFFERENCE:
            return f"{self.text.rstrip('%')} {self.told_unit or ''}".strip()
        if self.unit == "%" or self.kind is Kind.PERCENT:
            return f"{self.text.rstrip('%')}%"
        if self.comparison is not None:
            return f"{self.text} {self.unit or ''}".strip()
        if self.kind is Kind.RANK:
            return f"hạng {self.text}"
        return f"{self.text} {self.unit or ''}".strip()

    @property
    def told_unit(self) -> str | None:
        """The unit in which the figure is told: a difference of ranks in places, of shares in points."""
        return _CHANGE_UNITS.get(self.kind, self.unit) if self.comparison is Comparison.DIFFERENCE else self.unit

    @property
    def measured_from(self) -> str:
        """What a ratio of two periods is of, to follow it: " so với quý II năm 2025"; "" for other figures."""
        if self.comparison not in _RATIOS or self.change_from is None:
            return ""
        return f" so với {phrase_period(self.change_from)}"

    @property
    def label(self) -> str:
        """What the figure is of, in words."""
        return ", ".join(part for part in (self.indicator, self.entity, self.period or "") if part)


_SAYS_NOTHING = re.compile(r"tổng(?: số| cộng)?|(?:năm )?\d{4}")  # the period is told beside the indicator
_MOVES = (Comparison.DIFFERENCE, Comparison.GROWTH, Comparison.SIGNED)
_RATIOS = (Comparison.RATIO, Comparison.TIMES)
_CHANGE_UNITS = {Kind.RANK: "bậc", Kind.PERCENT: "điểm phần trăm", Kind.SCORE: "điểm"}


def is_amount(kind: Kind) -> bool:
    """Whether figures of this kind may be added up."""
    return kind in {Kind.COUNT, Kind.MONEY, Kind.SCORE, Kind.NUMBER}


def short_indicator(indicator: Sequence[str]) -> str:
    """A column's labels in one phrase: the total of a group is named by the group."""
    labels = [x for x in indicator if not (_SAYS_NOTHING.fullmatch(x.lower()) or is_only_period(x))]
    return PATH_SEPARATOR.join(labels or indicator)


class Ledger:
    """The facts and sources of one turn. Tools may write to it at the same time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sources: list[Source] = []
        self._facts: list[Fact] = []
        self._refs: dict[Fact, str] = {}
        self._names: list[tuple[str, int]] = []

    def record(self, facts: Iterable[Fact]) -> list[dict[str, Any]]:
        """Keeps facts; returns them as the JSON that a model is given, with citation numbers."""
        return [self._record(fact) for fact in facts]

    def _record(self, fact: Fact) -> dict[str, Any]:
        cites = [self.cite(source) for source in fact.sources]
        with self._lock:
            self._facts.append(fact)
            ref = self._refs.setdefault(fact, f"F{len(self._refs) + 1}")
        return {
            "ref": ref,
            "entity": fact.entity,
            "path": fact.path,
            "indicator": fact.indicator,
            "period": fact.period,
            "change_from": fact.change_from if fact.moves else None,
            "comparison": fact.comparison.value if fact.comparison else None,
            "measured_from": fact.measured_from,
            "kind": fact.kind.value,
            "value": str(fact.value) if fact.value is not None else None,
            "text": fact.text,
            "phrase": fact.phrase,
            "quality": fact.quality,
            "recognised": fact.recognised,
            "printed": fact.printed,
            "derivation": fact.derivation,
            "cites": cites,
        }

    def find(self, ref: str) -> Fact | None:
        """The fact that a tool gave under a reference ("F3"), None if there is none."""
        wanted = ref.strip().upper()
        return next((fact for fact, known in self._refs.items() if known == wanted), None)

    def name(self, text: str, source: Source) -> int:
        """Keeps a heading that an answer may repeat, numbers in it included; the number of its source."""
        cited = self.cite(source)
        with self._lock:
            self._names.append((text, cited))
        return cited

    @property
    def names(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """What things are called, as reports print it, each with its citations: numbers in names are no figures."""
        told = [
            (name, self.number_of(f)) for f in self._facts for name in (f.entity, *f.indicator.split(PATH_SEPARATOR))
        ]
        return (*told, *((name, (cited,)) for name, cited in self._names))

    def cite(self, source: Source) -> int:
        """The number of a source, the same each time it is cited."""
        with self._lock:
            if source not in self._sources:
                self._sources.append(source)
            return self._sources.index(source) + 1

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts recorded, in order."""
        return tuple(self._facts)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All sources as citations, numbered from 1."""
        return tuple(
            Citation(i, source.document, source.title, source.locator, source.kind, source.quote)
            for i, source in enumerate(self._sources, start=1)
        )

    def number_of(self, fact: Fact) -> tuple[int, ...]:
        """The citation numbers of a fact's sources."""
        return tuple(self._sources.index(source) + 1 for source in fact.sources if source in self._sources)


def computed(
    base: Fact,
    value: Decimal,
    derivation: str,
    parts: Sequence[Fact],
    **changes: Any,
) -> Fact:
    """A fact computed from others: it has all their sources, and the worst of their qualities."""
    sources = tuple(dict.fromkeys(source for part in parts for source in part.sources))
    qualities = {part.quality for part in parts}
    doubtful = next((quality for quality in ("suspect", "repaired") if quality in qualities), "computed")
    return replace(
        base,
        **{
            "value": value,
            "derivation": derivation,
            "sources": sources,
            "quality": doubtful,
            "recognised": any(part.recognised for part in parts),
            "of": None,
            "printed": "",
            **changes,
        },
    )
