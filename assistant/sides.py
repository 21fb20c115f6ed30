"""The two sides of a comparison: "A hay B", "A so với B", "A hơn B bao nhiêu", each read with what both share.

Which words belong to a side is not said: the sides are those whose readings, each without the other side's words,
differ in one thing only: two rows under one column, or two columns of one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.catalogue import Catalogue, RowEntry
from assistant.linking import Reading, ask_with, read_in_table
from assistant.matching import SURE
from assistant.question import Operation, Question, Token
from assistant.quoting import TOO_HEAVY

_LONGEST = 14  # words of a side
_TABLES_TRIED = 4
_KEPT = 0.02  # a word kept in a side's reading
_HEAVY = 0.8  # of the weight of a word that no label has
_NEAR = 0.5  # of the best reading's fit
_MORE = frozenset({"cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "tốt", "kém"})
_THAN = frozenset({"hơn", "kém", "vượt"})
_JOINING = frozenset({"và", "với", "cùng"})
_DIRECTIONS = frozenset({"tăng", "giảm", "có", "không", "chưa", "cao", "thấp", "lên", "xuống"})


@dataclass(frozen=True, slots=True)
class Pair:
    """The readings of both sides, in the order in which they are said."""

    first: Reading
    second: Reading
    kept: int  # words of the question that the two sides' readings are of

    def told(self) -> tuple[Reading, Reading]:
        """Both readings with their own rows only, where rows are compared."""
        first, second = own_rows(self.first, self.second), own_rows(self.second, self.first)
        if not first:
            return self.first, self.second
        return replace(self.first, rows=first), replace(self.second, rows=second)

    @property
    def quality(self) -> tuple[float, float]:
        """How much of the question both explain; of two that explain it alike, the one that leaves less of it out."""
        return self.first.score + self.second.score + _KEPT * self.kept, self.first.fit + self.second.fit


def link_sides(question: Question, catalogue: Catalogue, readings: Sequence[Reading]) -> Pair | None:
    """The two figures that a question compares, in one of the tables of its best readings; None where it names no
    two sides that are surely read there."""
    if not question.asks(Operation.COMPARE) or not readings:
        return None
    tokens = catalogue.expand(question.tokens)
    tried = [r for r in readings[:_TABLES_TRIED] if r.fit >= readings[0].fit - _NEAR]
    for joints in (_either_or(tokens), _between(tokens), _beyond(tokens)):
        pairs = [
            pair
            for left, right in joints
            for reading in tried
            for pair in _pairs_in(question, catalogue, tokens, left, right, reading)
        ]
        if pairs:
            return max(pairs, key=lambda pair: pair.quality)
    return None


def _either_or(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where one side ends and the other begins: "A hay B", but not "tăng hay giảm"."""
    keys = [token.key for token in tokens]
    for i in range(1, len(keys) - 1):
        if keys[i] in {"hay", "hoặc"} and not {keys[i - 1], keys[i + 1]} & _DIRECTIONS:
            yield i, i + (2 if keys[i + 1] == "là" else 1)


def _between(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The same for "A và B", "A với B", "A so với B"."""
    keys = [token.key for token in tokens]
    for i in range(1, len(keys) - 1):
        if keys[i] in _JOINING:
            yield (i - 1 if keys[i - 1] == "so" else i), i + 1


def _beyond(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The same for "A cao hơn B", "A kém B", "A gấp mấy lần B"."""
    keys = [token.key for token in tokens]
    for i in range(1, len(keys) - 1):
        if keys[i] in _MORE and keys[i + 1] == "hơn":
            yield i, i + 2
        elif keys[i] in _THAN and keys[i - 1] not in _MORE:
            yield i, i + 1
        elif keys[i] == "gấp" and "lần" in keys[i + 1 : i + 4]:
            yield i, keys.index("lần", i) + 1


def _pairs_in(
    question: Question, catalogue: Catalogue, tokens: Sequence[Token], left: int, right: int, reading: Reading
) -> Iterator[Pair]:
    """The pairs of readings in one table that a joint makes, for every length of either side."""
    read = partial(_read_without, question, catalogue, tokens, reading)
    ends = [i for i in range(right + 1, min(len(tokens), right + _LONGEST) + 1) if _names(tokens[i - 1])]
    starts = [i for i in range(max(0, left - _LONGEST), left) if _names(tokens[i])]
    firsts = [(end, found) for end in ends if (found := read(left, end)) is not None]
    seconds = [(start, found) for start in starts if (found := read(start, right)) is not None]
    for end, first in firsts:
        for start, second in seconds:
            own, others = _content(tokens[start:left]), _content(tokens[right:end])
            if _differ_in_one(first, second) and _say(own, first, second) and _say(others, second, first):
                yield Pair(first, second, 2 * len(tokens) - (end - left) - (right - start))


def _content(tokens: Sequence[Token]) -> set[str]:
    return {token.key for token in tokens if _names(token)}


def _say(words: set[str], side: Reading, other: Reading) -> bool:
    """Whether a side's own words name what tells it from the other."""
    rows = own_rows(side, other)
    return bool(words & (rows[0].label.words | rows[0].above.words if rows else side.columns[0].label.words))


def _names(token: Token) -> bool:
    return token.content or token.key.isdigit()


def _read_without(
    question: Question, catalogue: Catalogue, tokens: Sequence[Token], reading: Reading, start: int, end: int
) -> Reading | None:
    """What the question says in a table without some of its words, where that is sure."""
    kept = (*tokens[:start], *tokens[end:])
    own = question.at(catalogue.newest_period(reading.table.document))
    found = read_in_table(ask_with(own, kept, catalogue), reading.table)
    # in a small store no word is heavy: one that no label has weighs the most there
    heavy = min(TOO_HEAVY, _HEAVY * catalogue.weight(""))
    return found if found is not None and found.score >= SURE and found.missing < heavy else None


def _differ_in_one(first: Reading, second: Reading) -> bool:
    """Whether two readings are of one column and two rows, or of one row and two columns that measure alike."""
    one, other = own_rows(first, second), own_rows(second, first)
    mine, yours = first.columns[0], second.columns[0]
    if mine == yours:
        return len(one) == len(other) == 1
    alike = (mine.kind, mine.unit) == (yours.kind, yours.unit) and mine.change_from == yours.change_from
    return not one and not other and alike and first.names_column and second.names_column


def own_rows(reading: Reading, other: Reading) -> tuple[RowEntry, ...]:
    """The rows of one side that the other does not name."""
    return tuple(row for row in reading.rows if row not in other.rows)
