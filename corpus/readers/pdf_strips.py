"""The rows of a table that rules part: cells are as tall as no rule lies below them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from corpus.markers import read_marker
from corpus.readers.pdf_placed import Body, UnsureError
from corpus.readers.pdf_rows import Rows
from corpus.readers.pdf_rules import SNAP, Rule
from corpus.readers.pdf_tokens import Token

_EDGE = 1.0  # points that a text may reach over an edge


def parts_rows(rules: Sequence[Rule], bases: Sequence[float], figured: tuple[float, float]) -> bool:
    """Whether rules part each line of figures from the next; `figured` is where the figures begin and end."""
    left, right = figured
    ys = [y for y, x0, x1 in rules if x0 <= left + SNAP and x1 >= right - SNAP]
    return len(bases) > 1 and all(any(a - 1 < y < b for y in ys) for a, b in pairwise(bases))


def read_strips(body: Body, rules: Sequence[Rule], top: float) -> Rows:
    """The rows between rules, from the one at `top` on; `UnsureError` where a text lies over several cells.

    A row that words alone open across is the title of a group.
    """
    tokens, columns = body.tokens, body.columns
    edges, last = columns.edges, max(token.base for token in tokens)
    levels = _levels([rule for rule in rules if rule[0] > top - SNAP], last)
    levels = [top, *(y for y in levels if y > top + SNAP)]
    if len(levels) < 2:
        raise UnsureError
    floors = {
        (c, r)
        for r, level in enumerate(levels)
        for c, (x0, x1) in enumerate(pairwise(edges))
        if r == 0 or any(abs(y - level) < SNAP and a < x0 + SNAP and b > x1 - SNAP for y, a, b in rules)
    }
    reader = _Reader(tokens, edges, levels, floors)
    rows = Rows(levels, reader.spans())
    if body.cut and reader.ends_unnamed(body.figured.index(True) - 1, rows):
        raise UnsureError
    return rows


def _levels(rules: Sequence[Rule], last: float) -> list[float]:
    """Where rules lie, down to the first below the last text."""
    levels: list[float] = []
    for y in sorted(y for y, _, _ in rules):
        if not levels or y - levels[-1] > SNAP:
            levels.append(y)
        if y > last:
            break
    if not levels or levels[-1] < last:
        raise UnsureError
    return levels


class _Reader:
    """The walk over the strips from top to bottom."""

    def __init__(
        self, tokens: Sequence[Token], edges: Sequence[float], levels: Sequence[float], floors: set[tuple[int, int]]
    ) -> None:
        self._edges, self._levels, self._floors = edges, levels, floors
        self._held: dict[int, list[tuple[Token, int, int]]] = {}
        for token in tokens:
            row = bisect_right(levels, (token.top + token.bottom) / 2) - 1
            first = bisect_right(edges, token.x0 + _EDGE) - 1
            last = bisect_right(edges, token.x1 - _EDGE) - 1
            if not 0 <= row < len(levels) - 1 or first < 0 or last > len(edges) - 2:
                raise UnsureError
            self._held.setdefault(row, []).append((token, first, last))

    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """The cells that take more than one place."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        taken: set[tuple[int, int]] = set()
        width, height = len(self._edges) - 1, len(self._levels) - 1
        for r in range(height):
            held = self._held.get(r, [])
            whole = all((c, r) in self._floors and (c, r + 1) in self._floors for c in range(width))
            if whole and held and all(first == 0 and not token.is_figure for token, first, _ in held):
                spans[r, 0] = (1, width)
                continue
            across = [(first, last) for _, first, last in held if first != last]
            if across and not (whole and len(across) == 1 and across[0][0] == 0):
                raise UnsureError
            for c in range(width):
                if (r, c) in taken:
                    continue
                tall = 1
                while r + tall < height and (c, r + tall) not in self._floors:
                    tall += 1
                wide = across[0][1] + 1 if across and c == 0 else 1
                if (tall, wide) != (1, 1):
                    spans[r, c] = (tall, wide)
                taken |= {(i, j) for i in range(r, r + tall) for j in range(c, c + wide)}
        return spans

    def ends_unnamed(self, own: int, rows: Rows) -> bool:
        """Whether the last group has no label: it may stand on the next page."""
        height = len(self._levels) - 1
        for column in range(own):
            texts = [(r, token) for r, row in self._held.items() for token, a, b in row if a <= column <= b]
            if column == own - 1 and all(read_marker(token.text) is not None for _, token in texts):
                continue  # rows without an ordinal have a label of their own
            held = [r for r, _ in texts]
            first = next(
                (r for (r, c), (tall, _) in rows.spans.items() if c == column and r + tall == height), height - 1
            )
            title = any(c == 0 and wide > column for (r, c), (_, wide) in rows.spans.items() if r == height - 1)
            if held and not title and max(held) < first:
                return True
        return False
