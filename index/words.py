"""Full text for Vietnamese: what is kept of a passage's words, and what a question asks of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from corpus.text import fold, normalise

_MOST_TERMS = 96  # of a pasted page, the rarest
_MOST_POSTINGS = 30_000  # passages weighed for one question, over all its words
_WORD = re.compile(r"\w+", re.UNICODE)


def word_columns(text: str) -> dict[str, str]:
    """A passage's words as typed, without diacritics, and as folded neighbours joined by "_"."""
    typed = _words(text)
    folded = [fold(word) for word in typed]
    return {"accented": " ".join(typed), "folded": " ".join(folded), "pairs": " ".join(_pairs(folded))}


def query_terms(*texts: str) -> dict[str, list[str]]:
    """What a question, in some ways of saying it, asks of each column, each word once."""
    told: dict[str, dict[str, None]] = {}
    for text in texts:
        for column, words in word_columns(text).items():
            told.setdefault(column, {}).update(dict.fromkeys(words.split()))
    return {column: list(words) for column, words in told.items()}


def match_expression(terms: Mapping[str, Sequence[str]]) -> str:
    """The FTS5 expression that finds passages with any of some words; "" if there are none.

    Every word is quoted, so nothing in a question is an operator.
    """
    parts = [f"{column} : ({_any_of(words)})" for column, words in terms.items() if words]
    return " OR ".join(parts)


def _any_of(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def telling_terms(terms: Mapping[str, Sequence[str]], passages: Mapping[tuple[str, str], int]) -> dict[str, list[str]]:
    """The words worth looking up, by how many passages have each (column, word).

    A word that stands in thousands of passages tells none apart and costs all of them: it is left out,
    unless nothing rarer was asked. The number of passages to be weighed is bounded, whatever the store.
    """
    known = [
        (n, column, word) for column, words in terms.items() for word in words if (n := passages.get((column, word)))
    ]
    known.sort()
    kept: set[tuple[str, str]] = set()
    postings = 0
    for n, column, word in known[:_MOST_TERMS]:
        if kept and postings + n > _MOST_POSTINGS:
            break
        kept.add((column, word))
        postings += n
    return {column: [word for word in words if (column, word) in kept] for column, words in terms.items()}


def _words(text: str) -> list[str]:
    return [word.replace("_", " ").strip() or "_" for word in _WORD.findall(normalise(text).lower())]


def _pairs(words: list[str]) -> list[str]:
    return [f"{first}_{second}" for first, second in pairwise(words)]
