"""Each row's own label in a body that no rules part: its first line, or its middle, stands beside the row's figures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from corpus.readers.pdf_placed import LEVEL, MOST_LINES, Body, PlacedBody, UnsureError
from corpus.readers.pdf_tokens import Token, is_one_text

Ends = Callable[[int, Sequence[Token], int], Iterator[int]]  # row, lines, first line → behind which lines it may end


class LabelledBody(PlacedBody):
    """A body whose rows have their labels."""

    def __init__(self, body: Body, mode: str) -> None:
        super().__init__(body, mode)
        self._labels: dict[int, list[Token]] = {}
        self._rests: Sequence[Token] = ()  # of a row of the page before
        self._dangling: Sequence[Token] = ()  # of a row whose figures are on the next page
        self._take_labels()
        for column in range(self._own + 1, self._width):
            if not self._figured[column]:
                self._check_texts(column)

    def _take_labels(self) -> None:
        """Each row's own label; lines before the first that go on a row of the page before."""
        lines = [p.token for p in self._placed if p.first == p.last == self._own]
        if not self._own:
            totals = {id(p) for p in self._totals.values()}
            lines = [line for line in lines if id(line) not in totals]
        rows = [row for row in range(len(self._bases)) if row not in self._totals]
        most = min(len(lines), MOST_LINES)
        rests, danglings = range(most * self._body.goes_on + 1), range(most * self._body.cut + 1)
        ways = sorted(product((False, True), rests, danglings), key=lambda way: (way[0], way[1] + way[2], way))
        for loose, rest, dangling in ways:
            inside = lines[rest : len(lines) - dangling]
            outer = lines[:rest], lines[len(lines) - dangling :]
            if (loose and not (self._body.goes_on or self._body.cut)) or not all(self._is_one(part) for part in outer):
                continue
            if dangling and not opens(outer[1][0]):
                continue
            found = _parted(inside, rows, self._loose_ends if loose else self._label_ends)
            if len(found) > 1:
                raise UnsureError
            if found:
                self._rests, self._dangling = outer
                self._labels = dict(zip(rows, found[0], strict=True))
                return
        raise UnsureError

    def _is_one(self, lines: Sequence[Token]) -> bool:
        return is_one_text(lines, self._room(self._own))

    def _room(self, column: int) -> float:
        return self._columns.edges[column + 1] - self._columns.edges[column] - 2 * self._columns.pad

    def _label_ends(self, row: int, lines: Sequence[Token], start: int) -> Iterator[int]:
        """Behind which lines the label of a row may end that begins with one."""
        base, column = self._bases[row], self._own
        if self._levels:
            low, high = self._strip(row)
            end = next((i for i in range(start, len(lines)) if lines[i].base > high), len(lines))
            if end > start and lines[start].base > low and is_one_text(lines[start:end], self._room(column)):
                yield end
            return
        for end in range(start + 1, min(len(lines), start + MOST_LINES) + 1):
            part = lines[start:end]
            if not is_one_text(part, self._room(column)):
                return
            if self._stands(part, base):
                yield end

    def _loose_ends(self, row: int, lines: Sequence[Token], start: int) -> Iterator[int]:
        """As `_label_ends`, but for the first and the last row, which the page's ends may cut."""
        base, first, last = (
            self._bases[row],
            self._body.goes_on and not row,
            self._body.cut and row == len(self._bases) - 1,
        )
        if not first and not last:
            yield from self._label_ends(row, lines, start)
            return
        for end in range(start + 1, min(len(lines), start + MOST_LINES) + 1):
            part = lines[start:end]
            if not self._is_one(part):
                return
            beside = part[0].base - LEVEL < base < part[-1].base + LEVEL
            if beside and (start == 0 if first else end == len(lines)):
                yield end

    def _stands(self, lines: Sequence[Token], base: float) -> bool:
        at = lines[0].base if self._mode == "top" else (lines[0].base + lines[-1].base) / 2
        return abs(at - base) < LEVEL

    def _check_texts(self, column: int) -> None:
        """The texts of a column behind those of figures, each beside its row's figures."""
        lines = [p.token for p in self._placed if p.first == p.last == column]
        told = {row for line in lines if (row := self._row_at(line.base)) is not None}
        if len(told) != len(lines):
            raise UnsureError

    def _strip(self, row: int) -> tuple[float, float]:
        """Between which levels the figures of a row stand."""
        i = bisect_right(self._levels, self._bases[row])
        above = self._levels[i - 1] if i else float("-inf")
        return above, self._levels[i] if i < len(self._levels) else float("inf")


def opens(token: Token) -> bool:
    """Whether a label may begin so in a column where others begin with capitals."""
    return not token.text[:1].islower() and not token.is_figure


def _parted(lines: Sequence[Token], rows: Sequence[int], ends: Ends) -> list[list[list[Token]]]:
    """Up to two ways to part all lines among rows in order, each taking one line or more."""
    ways: dict[tuple[int, int], list[list[list[Token]]]] = {}

    def part(row: int, at: int) -> list[list[list[Token]]]:
        if row == len(rows):
            return [[]] if at == len(lines) else []
        if (row, at) not in ways:
            found: list[list[list[Token]]] = []
            for end in ends(rows[row], lines, at):
                found += [[list(lines[at:end]), *rest] for rest in part(row + 1, end)]
                if len(found) > 1:
                    break
            ways[row, at] = found[:2]
        return ways[row, at]

    return part(0, 0)
