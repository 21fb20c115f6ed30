"""What abbreviations stand for, found in the words of the reports themselves: Sở GTVT, CQĐT, UBND."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from corpus.text import fold

_JOINING = frozenset({"và", "các", "của", "do", "hoặc"})  # words that abbreviations leave out
_BREAK = "\n"

Readings = dict[tuple[str, ...], Counter[str]]


class Abbreviations:
    """The words of one report's texts beside a string of their initials, in which an abbreviation is searched."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self._words: list[str] = []
        for words in texts:
            self._words.extend(word for word in words if word not in _JOINING)
            self._words.append(_BREAK)
        initial = {word: fold(word)[:1] or _BREAK for word in set(self._words)}
        self._initials = "".join(initial[word] for word in self._words)
        self.readings = lru_cache(maxsize=4096)(self._find)

    def _find(self, letters: str) -> Readings:
        """What folded letters may stand for: the words → how often after which word."""
        found: Readings = {}
        start = self._initials.find(letters)
        while start >= 0 and letters:
            words = tuple(self._words[start : start + len(letters)])
            before = self._words[start - 1] if start else _BREAK
            found.setdefault(words, Counter())[before] += 1
            start = self._initials.find(letters, start + 1)
        return found


class ReadTogether:
    """The abbreviations of several reports as one."""

    def __init__(self, reports: Iterable[Abbreviations]) -> None:
        self._reports = tuple(reports)
        self.readings = lru_cache(maxsize=4096)(self._find)

    def _find(self, letters: str) -> Readings:
        """See `Abbreviations`."""
        found: Readings = {}
        for report in self._reports:
            for words, before in report.readings(letters).items():
                found.setdefault(words, Counter()).update(before)
        return found
