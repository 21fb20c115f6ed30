"""How much of a label a question says, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.catalogue import Label, TableEntry, is_neutral, make_label
from assistant.question import Question, Token

SURE = 0.62  # a reading that explains less of the question is not computed on
_ALONE = 0.7  # a word that matches without its neighbours tells less than one in a phrase
_BY_ITS_FIRST_PART = 0.55
_PARTS_OF_NAME = re.compile(r"\s*,\s+|\s+[-–]\s+|\s+và\s+")
_OF_A_BODY = re.compile(r"(?:sở|ban|phòng|cục|chi cục|trung tâm|lĩnh vực|ngành|bộ)\s", re.IGNORECASE)
_SORT_ALONE = 2  # words: "Sở" and one more name no body
_LONGEST_GAP = 3  # words between two words of one name


@dataclass(frozen=True, slots=True)
class Matched:
    positions: frozenset[int]
    weight: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A question against a catalogue: its tokens and the weight of each that carries content."""

    question: Question
    tokens: tuple[Token, ...]
    weights: dict[int, float]
    measures: frozenset[int] = frozenset()  # where it says what is measured
    counts: bool = False  # whether a number of things is asked for

    def weigh(self, positions: Iterable[int]) -> float:
        return sum(self.weights.get(i, 0.0) for i in positions)

    def only(self, positions: Iterable[int]) -> Asked:
        kept = set(positions)
        return replace(self, weights={i: w for i, w in self.weights.items() if i in kept})

    def in_clause(self, clause: int) -> Asked:
        """The same, asked for what one clause of the question asks for."""
        asked = self.question.clauses[clause]
        return replace(self, question=replace(self.question, kinds=asked.kinds), counts=asked.counts)

    def without(self, positions: frozenset[int]) -> Asked:
        return replace(self, weights={i: w for i, w in self.weights.items() if i not in positions})


def match_label(asked: Asked, label: Label) -> Matched:
    """Which words of the question a label has, phrases counting more than lone words."""
    positions = frozenset(i for i in asked.weights if asked.tokens[i].key in label.words)
    return _measure(asked, label, positions)


def _measure(asked: Asked, label: Label, positions: frozenset[int]) -> Matched:
    tokens = asked.tokens
    weight = sum(asked.weights[i] * (1.0 if _in_phrase(tokens, i, label) else _ALONE) for i in positions)
    keys = [token.key for token in tokens]
    said = sum(pair in label.pairs for pair in pairwise(keys))
    own = [key for key in dict.fromkeys(label.keys) if not is_neutral(key)]
    matched = {tokens[i].key for i in positions}
    covered = sum(key in matched for key in own)
    return Matched(positions, weight + 0.05 * said if positions else 0.0, covered / max(len(own), 1))


def _in_phrase(tokens: Sequence[Token], i: int, label: Label) -> bool:
    key = tokens[i].key
    before = i > 0 and (tokens[i - 1].key, key) in label.pairs
    after = i + 1 < len(tokens) and (key, tokens[i + 1].key) in label.pairs
    return before or after or " " in key or len(label.keys) == 1


def match_name(asked: Asked, label: Label, table: TableEntry) -> Matched:
    """How much of a row's own name a question says in one place, by what tells the rows apart."""
    found = match_label(asked, label)
    local = table.row_weights
    whole = sum(local.get(key, 1.0) for key in set(label.keys)) or 1.0
    best = Matched(frozenset(), 0.0, 0.0)
    for run in _runs(asked, label, found.positions):
        said = {asked.tokens[i].key for i in range(min(run), max(run) + 1)} | {asked.tokens[i].key for i in run}
        coverage = min(sum(local.get(key, 1.0) for key in label.words if key in said) / whole, 1.0)
        if (first := _first_part(label.text)) and first <= said:
            coverage = max(coverage, _BY_ITS_FIRST_PART)
        match = replace(_measure(asked, label, run), coverage=coverage)
        if (match.coverage, match.weight) > (best.coverage, best.weight):
            best = match
    return best


@lru_cache(maxsize=8192)
def _first_part(name: str) -> frozenset[str]:
    """The words by which a body or field with a long name is called: "Sở Văn hóa" of "Sở Văn hóa, Thể thao và Du
    lịch"; none of a name in one part, or of what is no body's or field's name."""
    first, *more = _PARTS_OF_NAME.split(name)
    keys = make_label(first).keys
    return frozenset(keys) if more and len(keys) > _SORT_ALONE and _OF_A_BODY.match(first) else frozenset()


def _runs(asked: Asked, label: Label, positions: frozenset[int]) -> list[frozenset[int]]:
    """The places where a question says words of a label: positions a few words apart at most."""
    runs: list[set[int]] = []
    last = -_LONGEST_GAP
    for i, token in enumerate(asked.tokens):
        if token.key not in label.words:
            continue
        if not runs or i - last > _LONGEST_GAP or _starts_again(asked, label, runs[-1], i):
            runs.append(set())
        if i in positions:
            runs[-1].add(i)
        last = i
    return [frozenset(run) for run in runs if run]


def _starts_again(asked: Asked, label: Label, run: set[int], i: int) -> bool:
    """Whether a word has been said in this run already: another name begins ("Sở A, Sở B")."""
    key = asked.tokens[i].key
    return label.keys.count(key) == 1 and any(asked.tokens[j].key == key for j in run)
