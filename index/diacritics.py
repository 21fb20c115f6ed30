"""Restoring the diacritics of a question typed without them, from the store's own text.

Each bare syllable may stand for any syllable of the text that folds to it; the likeliest sequence
under an interpolated bigram model is found by the algorithm of Viterbi (1967).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from corpus.text import fold, normalise
from index.everyday import EVERYDAY

START = "\n"  # stands before the first syllable of a clause
_WORD = re.compile(r"\w+", re.UNICODE)
_PHRASE_WEIGHT = 20  # of a way of asking, against one occurrence in a report
_EVERYDAY_WEIGHT = 2  # of an everyday word
_BIGRAM_WEIGHT, _UNIGRAM_WEIGHT, _FLOOR = 0.8, 0.199, 1e-9
_MARKED = 0.5  # of the syllables of Vietnamese text some three quarters carry a mark
_LONGEST = 200  # syllables: what is longer was pasted, not typed

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often syllables and pairs of neighbours stand in some texts; `START` is counted once a clause."""

    syllables: Counter[str]
    pairs: Counter[Pair]


def count_syllables(texts: Iterable[str], weight: int = 1) -> Counts:
    """The counts of some texts, each occurrence counted `weight` times."""
    syllables: Counter[str] = Counter()
    pairs: Counter[Pair] = Counter()
    for text in texts:
        for clause in _clauses(text):
            for word in clause:
                syllables[word] += weight
            for pair in pairwise(clause):
                pairs[pair] += weight
    return Counts(syllables, pairs)


def _clauses(text: str) -> Iterator[list[str]]:
    for clause in re.split(r"[.;:!?\n]", normalise(text).lower()):
        yield [START, *_WORD.findall(clause)]


class Spellings(Protocol):
    """Where the counts of a store's text are looked up."""

    def spellings(self, folded: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """The syllables that fold to some, with their counts, by what they fold to."""
        ...

    def pairs(self, words: Collection[str]) -> Mapping[Pair, int]:
        """The counts of the pairs of neighbours among some syllables, `START` included."""
        ...

    def total(self) -> int:
        """How many syllables were counted."""
        ...


class CountedTexts:
    """The counts of texts in memory."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._spellings: dict[str, dict[str, int]] = defaultdict(dict)
        for word, count in counts.syllables.items():
            self._spellings[fold(word)][word] = count
        self._total = counts.syllables.total()

    def spellings(self, folded: Collection[str]) -> dict[str, Mapping[str, int]]:
        """See `Spellings`."""
        return {bare: self._spellings.get(bare, {}) for bare in folded}

    def pairs(self, words: Collection[str]) -> dict[Pair, int]:
        """See `Spellings`."""
        wanted = set(words)
        return {pair: n for pair, n in self._counts.pairs.items() if pair[0] in wanted and pair[1] in wanted}

    def total(self) -> int:
        """See `Spellings`."""
        return self._total


class Restorer:
    """Puts diacritics where none were typed; `phrases` are ways of asking, which reports do not use."""

    def __init__(self, spellings: Spellings, phrases: Iterable[str] = ()) -> None:
        self._sources: Sequence[Spellings] = (spellings, *_beside(tuple(phrases)))

    def restore(self, text: str) -> str:
        """The text with diacritics. What was typed with diacritics stays as it is; where most of the
        syllables carry some, so do those without that some text spells so.
        """
        words = _WORD.findall(text)
        letters = [word for word in words if word.isalpha() and not (word.isupper() and len(word) > 1)]
        marked = sum(fold(word) != word.lower() for word in letters)
        if not letters or len(words) > _LONGEST or marked == len(letters):
            return text
        meant = marked > _MARKED * len(letters)
        restored = iter(self._best_sequence([word.lower() for word in words], keep_known=meant))
        return _WORD.sub(lambda match: _keep_case(match.group(), next(restored)), text)

    def _best_sequence(self, words: list[str], *, keep_known: bool) -> list[str]:
        model = self._model(words, keep_known)
        paths: dict[str, tuple[float, list[str]]] = {START: (0.0, [])}
        for word in words:
            paths = {
                candidate: max(
                    (
                        (score + model.log_probability(before, candidate), [*path, candidate])
                        for before, (score, path) in paths.items()
                    ),
                    key=lambda scored: scored[0],
                )
                for candidate in model.candidates(word)
            }
        return max(paths.values(), key=lambda scored: scored[0])[1]

    def _model(self, words: Sequence[str], keep_known: bool) -> _Model:
        """The counts that bear on some words, of all sources together."""
        bare = {word for word in words if fold(word) == word}
        spelled: dict[str, Counter[str]] = {word: Counter() for word in bare}
        pairs: Counter[Pair] = Counter()
        total = 0
        for source in self._sources:
            for word, found in source.spellings({*bare, *(fold(w) for w in words), START}).items():
                spelled.setdefault(word, Counter()).update(found)
            total += source.total()
        known = {START, *words, *(spelling for found in spelled.values() for spelling in found)}
        for source in self._sources:
            pairs.update(source.pairs(known))
        counts = Counter({word: n for found in spelled.values() for word, n in found.items()})
        candidates = {
            word: [word] if keep_known and spelled[word][word] else sorted(spelled[word]) or [word] for word in bare
        }
        return _Model(candidates, counts, pairs, max(total, 1))


@lru_cache(maxsize=8)
def _beside(phrases: tuple[str, ...]) -> tuple[CountedTexts, CountedTexts]:
    """What is known beside the store's text, counted once: ways of asking, and everyday words."""
    everyday = count_syllables([EVERYDAY], _EVERYDAY_WEIGHT)
    return CountedTexts(count_syllables(phrases, _PHRASE_WEIGHT)), CountedTexts(everyday)


@dataclass(frozen=True, slots=True)
class _Model:
    """The bigram model of one text's words."""

    spelled: Mapping[str, list[str]]
    counts: Mapping[str, int]
    pairs: Mapping[Pair, int]
    total: int

    def candidates(self, word: str) -> list[str]:
        """What a typed word may stand for; one with diacritics stands for itself."""
        return self.spelled.get(word, [word])

    def log_probability(self, before: str, word: str) -> float:
        """Of a word after another."""
        bigram = self.pairs.get((before, word), 0) / max(self.counts.get(before, 0), 1)
        unigram = self.counts.get(word, 0) / self.total
        return math.log(_BIGRAM_WEIGHT * bigram + _UNIGRAM_WEIGHT * unigram + _FLOOR)


def _keep_case(typed: str, restored: str) -> str:
    """The restored word unless the typed one is an abbreviation in capitals (GTVT)."""
    if typed.isupper() and len(typed) > 1:
        return typed
    return restored.capitalize() if typed[:1].isupper() else restored
