"""Restoring the diacritics of a question typed without them, from the store's own text.

Each bare syllable may stand for any syllable of the text that folds to it; the likeliest sequence
under an interpolated bigram model is found by the algorithm of Viterbi (1967).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from corpus.text import fold, normalise

_WORD = re.compile(r"\w+", re.UNICODE)
_START = "\n"
_PHRASE_WEIGHT = 20  # of a way of asking, against one occurrence in a report
_BIGRAM_WEIGHT, _UNIGRAM_WEIGHT, _FLOOR = 0.8, 0.199, 1e-9


class Restorer:
    """A bigram model of accented syllables; `restore` puts diacritics where none were typed.

    `phrases` are ways of asking, which reports do not use.
    """

    def __init__(self, texts: Iterable[str], phrases: Iterable[str] = ()) -> None:
        self._unigrams: Counter[str] = Counter()
        self._bigrams: Counter[tuple[str, str]] = Counter()
        self._spellings: dict[str, set[str]] = defaultdict(set)
        for text in texts:
            self._learn(text, 1)
        for phrase in phrases:
            self._learn(phrase, _PHRASE_WEIGHT)
        self._total = max(sum(self._unigrams.values()), 1)

    def _learn(self, text: str, weight: int) -> None:
        for clause in re.split(r"[.;:!?\n]", normalise(text).lower()):
            before = _START
            for word in _WORD.findall(clause):
                self._unigrams[word] += weight
                self._bigrams[before, word] += weight
                self._spellings[fold(word)].add(word)
                before = word
            self._unigrams[_START] += weight

    def restore(self, text: str) -> str:
        """The text with diacritics; unchanged where at least a third of its syllables carry some."""
        words = _WORD.findall(text)
        letters = [word for word in words if not word.isdigit()]
        if not letters or sum(fold(word) != word.lower() for word in letters) * 3 >= len(letters):
            return text
        restored = iter(self._best_sequence([word.lower() for word in words]))
        return _WORD.sub(lambda match: _keep_case(match.group(), next(restored)), text)

    def _best_sequence(self, words: list[str]) -> list[str]:
        paths: dict[str, tuple[float, list[str]]] = {_START: (0.0, [])}
        for word in words:
            step: dict[str, tuple[float, list[str]]] = {}
            for candidate in self._candidates(word):
                step[candidate] = max(
                    (
                        (score + self._log_probability(before, candidate), [*path, candidate])
                        for before, (score, path) in paths.items()
                    ),
                    key=lambda scored: scored[0],
                )
            paths = step
        return max(paths.values(), key=lambda scored: scored[0])[1]

    def _candidates(self, word: str) -> list[str]:
        if fold(word) != word:
            return [word]
        return sorted(self._spellings.get(word, ())) or [word]

    def _log_probability(self, before: str, word: str) -> float:
        bigram = self._bigrams[before, word] / max(self._unigrams[before], 1)
        unigram = self._unigrams[word] / self._total
        return math.log(_BIGRAM_WEIGHT * bigram + _UNIGRAM_WEIGHT * unigram + _FLOOR)


def _keep_case(typed: str, restored: str) -> str:
    """The restored word unless the typed one is an abbreviation in capitals (GTVT)."""
    if typed.isupper() and len(typed) > 1:
        return typed
    return restored.capitalize() if typed[:1].isupper() else restored
