"""Where the columns of a table without rules begin and end, as its text tells: flush with a side or in the middle.

Figures that stand flush tell their column's side but for what a cell leaves free; labels in the middle of
their cells tell the sides that nothing stands flush with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from corpus.readers.pdf_labels import Columns
from corpus.readers.pdf_tokens import Token

_FLUSH = 0.8  # points that what is flush may stand off
_EDGE = 0.5  # points that a text may reach over an edge
_MOST_PAD = 9.0  # points that a cell leaves free at a side
_USUAL_PAD = 5.4  # points: Word's
_STEP = 0.4  # points: pads that differ less are one
_FEWEST = 2  # labels that must tell of the same pad
_MOST_TRIED = 60


@dataclass(frozen=True, slots=True)
class BodyColumn:
    """What stands in one column below the labels; `figured` where it is figures."""

    tokens: tuple[Token, ...]
    figured: bool

    @property
    def x0(self) -> float:
        """Where the widest text to the left begins."""
        return min(token.x0 for token in self.tokens)

    @property
    def x1(self) -> float:
        """Where the widest text to the right ends."""
        return max(token.x1 for token in self.tokens)

    @property
    def is_left(self) -> bool:
        """Whether all begin at one place."""
        return max(token.x0 for token in self.tokens) - self.x0 < _FLUSH

    @property
    def is_right(self) -> bool:
        """Whether all end at one place."""
        return self.x1 - min(token.x1 for token in self.tokens) < _FLUSH

    @property
    def middle(self) -> float | None:
        """The middle of all, None where they are not centred."""
        middles = [(token.x0 + token.x1) / 2 for token in self.tokens]
        return sum(middles) / len(middles) if max(middles) - min(middles) < _FLUSH else None


def guess_columns(
    body: Sequence[BodyColumn], labels: Sequence[Token], sides: tuple[float, float] | None
) -> Iterator[Columns]:
    """What columns the body and its labels may stand in; `sides` are the table's where rules tell them."""
    tried: list[Columns] = []
    for side, centred in product(_figure_sides(body), (True, False)):
        for pad in _pads(body, labels, side, centred, sides):
            guess = _Guess(body, labels, side, centred, pad, sides)
            for edges in guess.edges():
                columns = Columns(edges, pad, centred)
                if not any(_alike(columns, other) for other in tried):
                    tried.append(columns)
                    yield columns
                if len(tried) >= _MOST_TRIED:
                    return


def shaded_columns(body: Sequence[BodyColumn], edges: Sequence[float]) -> Iterator[Columns]:
    """What columns there may be where shades tell their edges: with labels in the middle, or flush left."""
    flush = [column.x0 - edge for edge, column in zip(edges, body, strict=False) if column.tokens and column.is_left]
    pad = min((pad for pad in flush if 0 <= pad <= _MOST_PAD), default=_USUAL_PAD)
    yield Columns(tuple(edges), pad, True)
    yield Columns(tuple(edges), pad, False)


def _alike(one: Columns, other: Columns) -> bool:
    return one.centred == other.centred and all(abs(a - b) < _STEP for a, b in zip(one.edges, other.edges, strict=True))


def _figure_sides(body: Sequence[BodyColumn]) -> list[str]:
    """With which side the figures may be flush."""
    figured = [column for column in body if column.figured]
    sides = {
        "right": all(column.is_right for column in figured),
        "middle": all(column.middle is not None for column in figured),
        "left": all(column.is_left for column in figured),
    }
    return [side for side, told in sides.items() if told]


def _pads(
    body: Sequence[BodyColumn], labels: Sequence[Token], side: str, centred: bool, sides: tuple[float, float] | None
) -> list[float]:
    """What cells may leave free at their sides: what most labels tell."""
    votes: Counter[int] = Counter()
    pads: dict[int, list[float]] = {}
    if sides is not None:
        told = [body[0].x0 - sides[0]] if body[0].is_left else []
        told += [sides[1] - body[-1].x1] if side == "right" else []
        told = [pad for pad in told if 0 <= pad <= _MOST_PAD]
        if told and max(told) - min(told) < _FLUSH:
            return [sum(told) / len(told)]
    for before, column in pairwise(body):
        if not column.figured or (side == "right" and not before.figured):
            continue
        for token in labels:
            pad = _pad_told(before, column, token, side, centred)
            if pad is not None and 0 <= pad <= _MOST_PAD:
                votes[round(pad / _STEP)] += 1
                pads.setdefault(round(pad / _STEP), []).append(pad)
    best = [key for key, count in votes.most_common(3) if count >= min(_FEWEST, len(body) - 2)]
    found = [sum(pads[key]) / len(pads[key]) for key in best]
    return found or [_USUAL_PAD]


def _pad_told(before: BodyColumn, column: BodyColumn, label: Token, side: str, centred: bool) -> float | None:
    """The pad if a label is the column's: its figures flush as the column's before."""
    middle = label.x0 + label.x1
    if side == "right" and before.x1 < label.x1 and label.x0 < column.x1:
        return (middle - before.x1 - column.x1) / 2 if centred else (label.x0 - before.x1) / 2
    if side == "left" and centred and before.x0 < label.x1 and label.x0 < column.x0:
        return (before.x0 + column.x0 - middle) / 2
    return None


@dataclass(frozen=True, slots=True)
class _Guess:
    """Edges from what is flush, then from what is centred between a known edge and one that is not."""

    body: Sequence[BodyColumn]
    labels: Sequence[Token]
    side: str
    centred: bool
    pad: float
    sides: tuple[float, float] | None

    def edges(self) -> Iterator[tuple[float, ...]]:
        """All sets of edges that hold what stands in each column."""
        for edges in self._fill(self._flush()):
            if self._holds(edges):
                yield tuple(edges)

    def _flush(self) -> list[float | None]:
        """The edges that something flush or a rule tells."""
        edges: list[float | None] = [None] * (len(self.body) + 1)
        for c, column in enumerate(self.body):
            if column.figured and self.side == "right":
                edges[c + 1] = column.x1 + self.pad
            if (column.figured and self.side == "left") or (
                not column.figured and column.is_left and self._wide(column)
            ):
                edges[c] = column.x0 - self.pad
        if self.sides is not None:
            edges[0], edges[-1] = self.sides
        return edges

    def _wide(self, column: BodyColumn) -> bool:
        """Whether a column's texts differ in width, so that they are not centred too."""
        return column.middle is None

    def _fill(self, edges: list[float | None]) -> Iterator[list[float]]:
        """The ways to tell the edges that are not known yet, from left to right."""
        at = next((i for i, edge in enumerate(edges) if edge is None), None)
        if at is None:
            yield [edge for edge in edges if edge is not None]
            return
        tried: list[float] = []
        for edge in self._candidates(at, edges):
            low = self.body[at - 1].x1 - _EDGE if at else float("-inf")
            high = self.body[at].x0 + _EDGE if at < len(self.body) else float("inf")
            if low <= edge <= high and not any(abs(edge - other) < _STEP for other in tried):
                tried.append(edge)
                yield from self._fill([*edges[:at], edge, *edges[at + 1 :]])

    def _candidates(self, at: int, edges: Sequence[float | None]) -> Iterator[float]:
        """Where an edge may be."""
        before, after = edges[at - 1] if at else None, edges[at + 1] if at + 1 < len(edges) else None
        if at and before is not None and (middle := self._own_middle(at - 1)) is not None:
            yield 2 * middle - before
        if at < len(self.body) and after is not None and (middle := self._own_middle(at)) is not None:
            yield 2 * middle - after
        if at < len(self.body) and not self.body[at].figured and self.body[at].is_left:
            yield self.body[at].x0 - self.pad
        left = self.body[at - 2].x1 if at > 1 else float("-inf")
        right = self.body[at + 1].x0 if at + 1 < len(self.body) else float("inf")
        for label in self.labels:
            if not left - _EDGE < label.x0 < label.x1 < right + _EDGE:
                continue
            if not self.centred:
                yield label.x0 - self.pad
                continue
            if before is not None:
                yield label.x0 + label.x1 - before
            if after is not None:
                yield label.x0 + label.x1 - after
        if at == 0:
            yield self.body[0].x0 - self.pad
        elif at == len(self.body):
            yield max([self.body[-1].x1, *(label.x1 for label in self.labels)]) + self.pad
        elif not self.labels:
            yield (self.body[at - 1].x1 + self.body[at].x0) / 2

    def _own_middle(self, c: int) -> float | None:
        """The middle of a column that its own texts tell."""
        column = self.body[c]
        if column.figured and self.side == "middle":
            return column.middle
        return None if column.figured or column.is_left else column.middle

    def _holds(self, edges: Sequence[float]) -> bool:
        inside = all(
            low - _EDGE <= column.x0 and column.x1 <= high + _EDGE
            for (low, high), column in zip(pairwise(edges), self.body, strict=True)
        )
        return inside and all(a < b for a, b in pairwise(edges))
