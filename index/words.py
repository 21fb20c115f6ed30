"""Full text for Vietnamese: what is kept of a passage's words, and what a question asks of them."""

from __future__ import annotations

import re
from itertools import pairwise

from corpus.text import fold, normalise

_WORD = re.compile(r"\w+", re.UNICODE)


def word_columns(text: str) -> dict[str, str]:
    """A passage's words as typed, without diacritics, and as folded neighbours joined by "_"."""
    typed = _words(text)
    folded = [fold(word) for word in typed]
    return {"accented": " ".join(typed), "folded": " ".join(folded), "pairs": " ".join(_pairs(folded))}


def match_query(text: str) -> str:
    """The FTS5 expression that finds passages with any of a question's words; "" if it has none.

    Every word is quoted, so nothing in a question is an operator.
    """
    columns = word_columns(text)
    parts = [f"{column} : ({' OR '.join(_quoted(words))})" for column, words in columns.items() if words]
    return " OR ".join(parts)


def _quoted(words: str) -> list[str]:
    return [f'"{word}"' for word in dict.fromkeys(words.split())]


def _words(text: str) -> list[str]:
    return [word.replace("_", " ").strip() or "_" for word in _WORD.findall(normalise(text).lower())]


def _pairs(words: list[str]) -> list[str]:
    return [f"{first}_{second}" for first, second in pairwise(words)]
