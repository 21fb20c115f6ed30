"""How often syllables stand beside each other in the store's text, kept up with each report that comes or goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from corpus.text import fold, syllables
from index import schema
from index.diacritics import Counts, Pair
from index.everyday import EVERYDAY

_AT_ONCE = 5_000
_TYPED = re.compile(r"[^\W\d_]{3,}")  # shorter words are a slip away from everything
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


def mend_typos(sql: Connection, text: str) -> str:
    """The text with words that no passage has, a slip away from one that some have, as those have them.

    A slip is one letter too many, too few, wrong, or changed with the next (Damerau 1964).
    """
    typed = {fold(word) for word in _TYPED.findall(text) if not word.isupper()}
    s = schema.syllables
    known = set(sql.execute(select(s.c.folded).where(s.c.folded.in_(sorted(typed)[:_IN_ONE_QUESTION]))).scalars())
    unknown = typed - known - _EVERYDAY
    if not unknown or len(typed) > _IN_ONE_QUESTION:
        return text
    from rapidfuzz.distance import OSA

    times: dict[str, int] = {}
    for row in sql.execute(select(s.c.folded, func.sum(s.c.times).label("times")).group_by(s.c.folded)):
        if row.folded.isalpha():
            times[row.folded] = row.times
    meant = {}
    for word in unknown:
        near = [other for other in times if abs(len(other) - len(word)) <= 1 and OSA.distance(word, other) == 1]
        if near:
            meant[word] = max(near, key=lambda other: times[other])
    return _TYPED.sub(lambda match: meant.get(fold(match.group()), match.group()), text)


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
