"""The lines of a body that no rules part, each in its column: rows of figures, titles of groups, totals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.markers import read_marker
from corpus.readers.pdf_labels import Columns
from corpus.readers.pdf_tokens import Token

LEVEL = 0.9  # points that what stands on one line may stand off it
MOST_LINES = 8  # of a label
_EDGE = 0.7  # points that a text may reach over an edge


class UnsureError(Exception):
    """The rows of a table are not certain."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with the first and the last column that it stands in."""

    token: Token
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Body:
    """What stands below the labels of a table.

    `figured` says which columns hold figures. `levels` are where rows part if shades tell, `begins` whether
    a cell of a column begins between two of them, None where shades do not tell. `goes_on` says whether the
    first rows may be of a group or a row of the page before, `cut` whether the page's end may cut the last row.
    """

    tokens: Sequence[Token]
    columns: Columns
    figured: Sequence[bool]
    levels: Sequence[float] = ()
    begins: Callable[[int, float, float], bool | None] | None = None
    goes_on: bool = False
    cut: bool = False


class PlacedBody:
    """The lines of a body in their columns, with labels standing in one `mode`: "middle" or "top"."""

    def __init__(self, body: Body, mode: str) -> None:
        self._body, self._mode = body, mode
        self._columns, self._levels, self._figured = body.columns, body.levels, body.figured
        edges = body.columns.edges
        self._width = len(edges) - 1
        self._own = body.figured.index(True) - 1  # the column of each row's own label
        self._placed = [
            Placed(token, bisect_right(edges, token.x0 + _EDGE) - 1, bisect_right(edges, token.x1 - _EDGE) - 1)
            for token in sorted(body.tokens, key=lambda token: (token.base, token.x0))
        ]
        if self._own < 0 or any(p.first < 0 for p in self._placed):
            raise UnsureError
        self._bands = [p for p in self._placed if self._is_band(p)]
        bands = set(map(id, self._bands))
        self._placed = [p for p in self._placed if id(p) not in bands]
        if any(p.last >= self._width for p in self._placed):
            raise UnsureError
        self._bases = self._anchors()
        self._totals: dict[int, Placed] = {}
        self._take_totals()

    def _is_band(self, placed: Placed) -> bool:
        """Whether a line is the title of a group: alone, begun by an ordinal."""
        token = placed.token
        alone = not any(p is not placed and abs(p.token.base - token.base) < 0.4 * token.size for p in self._placed)
        word, _, rest = token.text.partition(" ")
        if not alone or placed.first or not rest or token.is_figure:
            return False
        if placed.last > self._own:
            return read_marker(word) is not None or token.text.isupper()
        return read_marker(word) is not None and not word[:1].isdigit() and word[:1].isupper()

    def _anchors(self) -> list[float]:
        """Where the figures of each row stand."""
        bases: list[float] = []
        for p in self._placed:
            if p.first == p.last and self._figured[p.first] and (not bases or p.token.base - bases[-1] > LEVEL):
                bases.append(p.token.base)
        self._bases = bases
        strips = [bisect_right(self._levels, base) for base in bases]
        if self._levels and len(set(strips)) < len(strips):
            raise UnsureError
        cells = [
            (bisect_right(bases, p.token.base + LEVEL), p.first)
            for p in self._placed
            if p.first == p.last and self._figured[p.first]
        ]
        if len(set(cells)) < len(cells):
            raise UnsureError
        if not bases or any(p.first != p.last and p.last > self._own for p in self._placed):
            raise UnsureError
        return bases

    def _row_at(self, base: float) -> int | None:
        i = bisect_right(self._bases, base + LEVEL) - 1
        return i if i >= 0 and abs(self._bases[i] - base) < LEVEL else None

    def _take_totals(self) -> None:
        """The rows whose label begins in the first column and leaves that of their own label empty."""
        own = {self._row_at(p.token.base) for p in self._placed if p.first == p.last == self._own}
        for p in self._placed:
            row = self._row_at(p.token.base)
            across = p.first == 0 and p.first != p.last
            if row is None or p.last > self._own or p.first or row in own:
                if across:
                    raise UnsureError
                continue
            beside = [
                q for q in self._placed if q is not p and q.last <= self._own and self._row_at(q.token.base) == row
            ]
            if (across or (self._own and self._is_total(p, row))) and not beside:
                self._totals[row] = p
            elif across:
                raise UnsureError

    def _is_total(self, placed: Placed, row: int) -> bool:
        """Whether no label of the row's own can stand beside its figures."""
        token, base = placed.token, self._bases[row]
        words = not token.is_figure and read_marker(token.text) is None
        off = [p.token.base - base for p in self._placed if p.first == p.last == self._own]
        paired = any(
            0 < above < MOST_LINES * token.size and abs(above + below) < 2 * LEVEL for above in off for below in off
        )
        return words and (self._mode == "top" or not paired)
