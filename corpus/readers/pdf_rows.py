"""The rows of a table that no rules part: lines of figures, and the labels that stand beside them.

A label of several lines stands with its first line, or with its middle, beside its row's figures. The
label of a group stands so beside the first of its rows, or beside the middle of them all. Every way to
part the labels among the rows is tried: what can be read in two ways is not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.pdf_groups import GroupedBody
from corpus.readers.pdf_placed import LEVEL, Body, UnsureError

_OVER = 2.5  # points that texts of two rows may reach into each other

Cell = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class Rows:
    """Rows: where each begins and the last ends, and the cells that take more than one place."""

    levels: list[float] = field(default_factory=list)
    spans: dict[Cell, tuple[int, int]] = field(default_factory=dict)


def read_rows(body: Body) -> Rows:
    """The rows of a body; `UnsureError` where they are not certain."""
    found = []
    for mode in ("middle", "top"):
        try:
            found.append(_Reader(body, mode).read())
        except UnsureError:
            continue
    if not found or any(_differ(rows, found[0]) for rows in found[1:]):
        raise UnsureError
    return found[0]


def _differ(one: Rows, other: Rows) -> bool:
    return (
        one.spans != other.spans
        or len(one.levels) != len(other.levels)
        or any(abs(a - b) > 1 for a, b in zip(one.levels, other.levels, strict=True))
    )


class _Reader(GroupedBody):
    """A body as rows and cells."""

    def read(self) -> Rows:
        """All rows from top to bottom: those of figures, titles of groups, the rest of a row of the page before."""
        rows: list[tuple[float, float]] = []  # its highest and its lowest glyph
        spans: dict[Cell, tuple[int, int]] = {}
        if self._rests:
            rows.append((self._rests[0].top, self._rests[-1].bottom))
        events = [(p.token.base, -1, p) for p in self._bands] + [(b, r, None) for r, b in enumerate(self._bases)]
        at: dict[int, int] = {}
        for base, row, band in sorted(events, key=lambda event: event[0]):
            if band is not None:
                spans[len(rows), 0] = (1, self._width)
                rows.append((band.token.top, band.token.bottom))
                continue
            at[row] = len(rows)
            own = [p.token for p in self._placed if p.first > self._own and abs(p.token.base - base) < LEVEL]
            own += self._labels.get(row, [])
            own += [self._totals[row].token] if row in self._totals else []
            rows.append((min(t.top for t in own), max(t.bottom for t in own)))
        for row, total in self._totals.items():
            if total.first != total.last:
                spans[at[row], 0] = (1, total.last + 1)
        if self._dangling:
            rows.append((self._dangling[0].top, self._dangling[-1].bottom))
            at = {**at, len(self._bases): len(rows) - 1}
        tops, feet = [r[0] for r in rows], [r[1] for r in rows]
        for column, (first, last, lines) in self._groups:
            if self._dangling and last == len(self._bases) - 1:
                last += 1
            if last > first:
                spans[at[first], column] = (at[last] - at[first] + 1, 1)
            if lines:
                tops[at[first]] = min(tops[at[first]], lines[0].top)
                feet[at[last]] = max(feet[at[last]], lines[-1].bottom)
        if any(below < above - _OVER for above, below in zip(feet, tops[1:], strict=False)):
            raise UnsureError
        if any(a + _OVER < level < b - _OVER for level in self._levels for a, b in rows):
            raise UnsureError
        levels = [tops[0] - 1, *((a + b) / 2 for a, b in zip(feet, tops[1:], strict=False)), feet[-1] + 1]
        return Rows(levels, spans)
