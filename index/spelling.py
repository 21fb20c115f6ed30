"""How often syllables stand beside each other in the store's text, kept up with each report that comes or goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from corpus.syllables import may_be_syllable
from corpus.text import fold, syllables
from index import schema
from index.diacritics import Counts, Pair
from index.everyday import EVERYDAY

_AT_ONCE = 5_000
_TYPED = re.compile(r"[^\W\d_]{3,}")  # shorter words are a slip away from everything
_LONGEST_ABBREVIATION = 3  # of the letters of one that may be read as a word ("fdi")
_VOWEL = re.compile(r"[aeiouy]")
_FAR_LIKELIER = 3  # times as often as all other words that are as near: else no one knows which was meant
_EVERYDAY = frozenset(syllables(EVERYDAY))
_IN_ONE_QUESTION = 400  # values in one comparison, of two a statement
Item = TypeVar("Item")


def add_counts(sql: Connection, counts: Counts, sign: int) -> None:
    """Adds a report's counts (`sign` 1) or takes them away (-1)."""
    s, n = schema.syllables, schema.neighbours
    for words in _parts(list(counts.syllables.items())):
        rows = [{"word": word, "folded": fold(word), "times": sign * count} for word, count in words]
        statement = insert(s)
        added = statement.on_conflict_do_update(["word"], set_={"times": s.c.times + statement.excluded.times})
        sql.execute(added, rows)
    for pairs in _parts(list(counts.pairs.items())):
        rows = [{"first": first, "second": second, "times": sign * count} for (first, second), count in pairs]
        statement = insert(n)
        added = statement.on_conflict_do_update(
            ["first", "second"], set_={"times": n.c.times + statement.excluded.times}
        )
        sql.execute(added, rows)
    if sign < 0:
        sql.execute(delete(s).where(s.c.times <= 0))
        sql.execute(delete(n).where(n.c.times <= 0))


def _parts(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]


def mend_typos(sql: Connection, text: str, known: Collection[str] = ()) -> str:
    """The text with slips of the key put right: words that are no syllable and that no passage has, a slip away
    from a syllable that some have.

    A slip is one letter too many, too few, wrong, or changed with the next (Damerau 1964). Numbers, names (with
    a capital), abbreviations, the `known` words (folded) and what any Vietnamese word may be stay as typed.
    """
    doubted = {fold(match.group()) for match in _TYPED.finditer(text) if _may_be_slip(match)} - {*known, *_EVERYDAY}
    if not doubted or len(doubted) > _IN_ONE_QUESTION:
        return text
    s = schema.syllables
    unknown = doubted - set(sql.execute(select(s.c.folded).where(s.c.folded.in_(sorted(doubted)))).scalars())
    if not unknown:
        return text
    rows = sql.execute(select(s.c.folded, func.sum(s.c.times).label("times")).group_by(s.c.folded))
    times = {row.folded: int(row.times) for row in rows if may_be_syllable(row.folded)}
    meant = {word: likely for word in unknown if (likely := _likeliest(word, times))}
    return _TYPED.sub(
        lambda match: meant.get(fold(match.group()), match.group()) if _may_be_slip(match) else match.group(), text
    )


def _may_be_slip(match: re.Match[str]) -> bool:
    word = match.group()
    is_name = word[0].isupper() and (match.start() > 0 or word.isupper())
    folded = fold(word)
    if len(word) <= _LONGEST_ABBREVIATION and folded == word.lower():
        return False
    return not is_name and _VOWEL.search(folded) is not None and not may_be_syllable(folded)


def _likeliest(word: str, times: Mapping[str, int]) -> str | None:
    """The syllable that a word is a slip away from, where one is far likelier than all others."""
    from rapidfuzz.distance import OSA

    near = [other for other in times if abs(len(other) - len(word)) <= 1 and OSA.distance(word, other) == 1]
    if not near:
        return None
    best = max(near, key=lambda other: times[other])
    others = sum(times[other] for other in near if other != best)
    return best if times[best] >= _FAR_LIKELIER * others else None


class StoredSpellings:
    """The counts as one connection sees them (see `index.diacritics.Spellings`)."""

    def __init__(self, sql: Connection) -> None:
        self._sql = sql

    def spellings(self, folded: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """See `Spellings`."""
        s = schema.syllables
        found: dict[str, dict[str, int]] = {bare: {} for bare in folded}
        for row in self._sql.execute(select(s).where(s.c.folded.in_(list(folded)))):
            found[row.folded][row.word] = row.times
        return found

    def pairs(self, words: Collection[str]) -> Mapping[Pair, int]:
        """See `Spellings`."""
        n = schema.neighbours
        known = sorted(words)
        parts = [known[start : start + _IN_ONE_QUESTION] for start in range(0, len(known), _IN_ONE_QUESTION)]
        return {
            (row.first, row.second): row.times
            for firsts in parts
            for seconds in parts
            for row in self._sql.execute(select(n).where(n.c.first.in_(firsts)).where(n.c.second.in_(seconds)))
        }

    def total(self) -> int:
        """See `Spellings`."""
        return int(self._sql.execute(select(func.coalesce(func.sum(schema.syllables.c.times), 0))).scalar_one())
