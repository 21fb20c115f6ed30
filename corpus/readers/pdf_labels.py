"""The labels above the columns of a table without rules: which columns each stands over, and on which level.

Every way to part the labels among the columns is tried: a label stands in the middle of its columns or
flush with the first, those of a level stand alike. What can be read in two ways is not read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.readers.pdf_tokens import Token, is_one_text

_OFF = 1.3  # points that a label may stand off its place
_LEVEL = 0.9  # points that labels of one row may stand off each other
_EDGE = 0.7  # points that a text may reach over an edge
_MOST_LINES = 6  # of a label over several columns
_MOST_STEPS = 20_000  # of a search: more is no header that a person set
_DEEPEST = 4  # levels


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its first and last column, its level from 0, its lines; `leaf` where none stands below it."""

    first: int
    last: int
    level: int
    leaf: bool
    tokens: tuple[Token, ...]

    @property
    def top(self) -> float:
        """Where its first line stands."""
        return self.tokens[0].base

    @property
    def low(self) -> float:
        """Where its last line stands."""
        return self.tokens[-1].base


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns begin and end, what a cell leaves free at its sides, and whether labels are centred."""

    edges: tuple[float, ...]
    pad: float
    centred: bool


def with_corner(columns: Columns, tokens: Sequence[Token]) -> Columns:
    """The columns with one more to their left where texts begin there: it has no label and no cell of its own."""
    left = min(token.x0 for token in tokens)
    if left > columns.edges[0] - _EDGE:
        return columns
    return replace(columns, edges=(left - columns.pad, *columns.edges))


def read_label_trees(tokens: Sequence[Token], columns: Columns) -> list[tuple[Label, ...]]:
    """All ways in which labels can be those of the columns; none where a text crosses the table's sides."""
    search = _Search(tokens, columns)
    if any(first < 0 or last > search.last for _, first, last in search.placed):
        return []
    trees = [labels for labels in search.cells(0, search.last, float("-inf"), 0) if _stand_alike(labels)]
    return trees if search.steps <= _MOST_STEPS else []


class _Search:
    """The walk from the left over the columns, from the top over the levels."""

    def __init__(self, tokens: Sequence[Token], columns: Columns) -> None:
        self._columns, edges = columns, columns.edges
        self.steps = 0
        self.last = len(edges) - 2
        self.placed = [
            (token, bisect_right(edges, token.x0 + _EDGE) - 1, bisect_right(edges, token.x1 - _EDGE) - 1)
            for token in sorted(tokens, key=lambda token: token.base)
        ]

    def cells(self, first: int, last: int, floor: float, level: int) -> Iterator[tuple[Label, ...]]:
        """The ways to label the columns from `first` to `last` below a height."""
        return self._rest(first, first, last, floor, level)

    def _rest(self, at: int, first: int, last: int, floor: float, level: int) -> Iterator[tuple[Label, ...]]:
        if at > last:
            yield ()
            return
        for labels, after in self._begin(at, first, last, floor, level):
            for others in self._rest(after, first, last, floor, level):
                yield labels + others

    def _begin(
        self, at: int, first: int, last: int, floor: float, level: int
    ) -> Iterator[tuple[tuple[Label, ...], int]]:
        """The ways to label the columns from one on with one label and those below it, and the column behind."""
        self.steps += 1
        if self.steps > _MOST_STEPS:
            return
        below = [placed for placed in self.placed if placed[0].base > floor + _LEVEL]
        if not any(a <= at <= b and a != b for _, a, b in below):
            own = tuple(token for token, a, b in below if a == at == b)
            if own and self._is_label(own, at, at):
                yield (Label(at, at, level, True, own),), at + 1
            elif not own and at == 0 and level == 0:
                yield (), 1  # the corner of a table may be empty
        if level + 1 >= _DEEPEST:
            return
        for end in range(at + 1, last + 1):
            if (at, end) == (first, last) or any(a <= end < b for _, a, b in below):
                continue  # a label over all columns is a title
            inside = [token for token, a, b in below if at <= a and b <= end]
            for count in range(1, min(_MOST_LINES, len(inside)) + 1):
                label = tuple(inside[:count])
                cut = count < len(inside) and inside[count].base < label[-1].base + _LEVEL
                if cut or not self._is_label(label, at, end):
                    continue
                for labels in self.cells(at, end, label[-1].base, level + 1):
                    yield (Label(at, end, level, False, label), *labels), end + 1

    def _is_label(self, lines: Sequence[Token], first: int, last: int) -> bool:
        left, right = self._columns.edges[first], self._columns.edges[last + 1]
        pad = self._columns.pad
        for line in lines:
            off = (line.x0 + line.x1 - left - right) / 2 if self._columns.centred else line.x0 - left - pad
            if abs(off) > _OFF:
                return False
        return is_one_text(lines, right - left - 2 * pad)


def _stand_alike(labels: Sequence[Label]) -> bool:
    """Whether the labels of a level stand flush at the top, in the middle or at the foot of their cells."""
    depth = max(label.level for label in labels) + 1
    for level in range(depth - 1):
        parents = [label.low for label in labels if label.level == level and not label.leaf]
        under = [label.top for label in labels if label.level == level + 1]
        if not parents or max(parents) > min(under) - _LEVEL:
            return False
    tops: dict[tuple[int, int], list[float]] = {}
    middles: dict[tuple[int, int], list[float]] = {}
    feet: dict[tuple[int, int], list[float]] = {}
    for label in labels:
        end = depth if label.leaf else label.level + 1
        tops.setdefault((label.level, 0), []).append(label.top)
        middles.setdefault((label.level, end), []).append((label.top + label.low) / 2)
        feet.setdefault((0, end), []).append(label.low)
    return _are_flush(tops) or _are_flush(feet) or (_are_flush(middles) and _descend(middles, depth))


def _are_flush(places: dict[tuple[int, int], list[float]]) -> bool:
    return all(max(place) - min(place) < _LEVEL for place in places.values())


def _descend(middles: dict[tuple[int, int], list[float]], depth: int) -> bool:
    """Whether labels in the middle of cells that reach down to the foot stand the lower the deeper their level."""
    leaves = [middles[level, depth][0] for level in range(depth) if (level, depth) in middles]
    return all(b - a > _LEVEL for a, b in pairwise(leaves))
