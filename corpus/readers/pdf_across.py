"""Tables whose rows are parted by rules and whose columns are not: the columns are told by what stands in them.

Rules say how tall each cell is. How wide a label of the header is, is told by where it stands over its
columns: in their middle, or flush with the first. A table of which that is not certain is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.readers.pdf_rules import SNAP, Lattice, Rule
from corpus.readers.pdf_tokens import APART, Token, TokenLine, read_tokens
from corpus.readers.pdf_words import Glyph, group_lines

Span = tuple[int, int]  # the first and the last of some columns

_SAME = 3.0  # points
_FAR = 140.0  # points between rules of one table
_FEWEST = 4  # rules of a table
_OFF = 2.0  # points that a label may stand off where it belongs
_PADDING = 12.0  # points that a cell leaves free beside its text at most


class _UncertainError(Exception):
    """The columns or the header of a table are not certain."""


def across_lattices(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Lattice]:
    """The lattices of tables that rules part in rows only; `rules` lie across, each joined to one."""
    lines = [read_tokens(line) for line in group_lines(glyphs)]
    found: list[Lattice] = []
    for block in _blocks(rules, lines):
        try:
            found.append(_Reader(block, lines).read())
        except _UncertainError:
            continue
    return found


def _blocks(rules: Sequence[Rule], lines: Sequence[TokenLine]) -> Iterator[list[Rule]]:
    """The rules of each table: all within the first, none far from the next, none behind a text of its own."""
    block: list[Rule] = []
    for rule in sorted(rules):
        if block:
            _, left, right = block[0]
            inside = left - _SAME < rule[1] and rule[2] < right + _SAME and rule[0] - block[-1][0] < _FAR
            if inside and not _parts_tables(block, rule, rules, lines):
                block.append(rule)
                continue
            if len(block) >= _FEWEST:
                yield block
        block = [rule]
    if len(block) >= _FEWEST:
        yield block


def _parts_tables(block: Sequence[Rule], rule: Rule, rules: Sequence[Rule], lines: Sequence[TokenLine]) -> bool:
    """Whether no row stands above a rule, but what leads to a table that begins below it: words, or nothing."""
    above = _between(lines, block[-1][0], rule[0])
    below = next((r for r in sorted(rules) if r[0] > rule[0] + SNAP), None)
    if len(block) < 2 or below is None:
        return not above
    figured = any(line.figures for line in _between(lines, block[-2][0], block[-1][0]))
    opens = not any(line.figures for line in _between(lines, rule[0], below[0]))
    return not above or (figured and opens and not any(line.figures for line in above))


def _between(lines: Sequence[TokenLine], top: float, bottom: float) -> list[TokenLine]:
    return [line for line in lines if top < (line.top + line.base) / 2 < bottom]


@dataclass
class _Reader:
    """The walk from rules to a lattice."""

    rules: Sequence[Rule]
    lines: Sequence[TokenLine]
    ys: list[float] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)
    cells: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def read(self) -> Lattice:
        """The lattice; `_UncertainError` where there is none for certain."""
        self.ys = sorted({rule[0] for rule in self.rules})
        strips = [_between(self.lines, top, bottom) for top, bottom in pairwise(self.ys)]
        body = next((i for i, strip in enumerate(strips) if any(line.figures for line in strip)), None)
        while body and body > 1 and _is_title(strips[body - 1]):
            body -= 1
        if not body:
            raise _UncertainError
        left, right = self.rules[0][1], self.rules[0][2]
        inside = [line for strip in strips for line in strip]
        if any(line.tokens[0].x0 < left - 1 or line.tokens[-1].x1 > right + 1 for line in inside):
            raise _UncertainError
        self.columns = _columns([line for strip in strips[body:] if not _is_title(strip) for line in strip])
        leaves = self._leaves(body)
        edges, pad = _edges(leaves, self.columns, left, right)
        self._read_header((0, len(self.columns) - 1), 0, body, edges, pad)
        self._read_body(body, strips, edges)
        return Lattice(tuple(edges), tuple(self.ys), self.cells)

    def _floor(self, c: int, r: int) -> bool:
        """Whether a rule lies at level `r` under a column."""
        x0, x1 = self.columns[c]
        return any(abs(at - self.ys[r]) < 0.1 and start <= x0 + 1 and end >= x1 - 1 for at, start, end in self.rules)

    def _leaves(self, body: int) -> list[tuple[float, float]]:
        """Where the lowest label of each column stands: of columns beside each other, the labels in order."""
        tops = [max(r for r in range(body) if r == 0 or self._floor(c, r)) for c in range(len(self.columns))]
        bounds = [self.rules[0][1], *(self._bound(c) for c in range(len(self.columns) - 1)), self.rules[0][2]]
        leaves: list[tuple[float, float]] = []
        while (first := len(leaves)) < len(self.columns):
            end = next((c for c in range(first, len(tops)) if tops[c] != tops[first]), len(tops))
            labels = _stacks(_between(self.lines, self.ys[tops[first]], self.ys[body]))
            own = [label for label in labels if bounds[first] < (label[0] + label[1]) / 2 < bounds[end]]
            if len(own) != end - first:
                raise _UncertainError
            leaves += own
        if any(a[1] > b[0] for a, b in pairwise(leaves)):
            raise _UncertainError
        return leaves

    def _bound(self, c: int) -> float:
        """Where a column may end: where a rule does between it and the next, else in the middle between them."""
        left, right = self.columns[c][1], self.columns[c + 1][0]
        ends = [x for rule in self.rules for x in rule[1:] if left - 1 < x < right + 1]
        return ends[0] if ends else (left + right) / 2

    def _read_header(self, span: Span, top: int, body: int, edges: Sequence[float], pad: float | None) -> None:
        """Takes down the cells over some columns, from a level down to the body."""
        first, last = span
        bottoms = {
            c: next(r for r in range(top + 1, body + 1) if r == body or self._floor(c, r))
            for c in range(first, last + 1)
        }
        c = first
        while c <= last:
            if bottoms[c] == body:
                self.cells[top, c] = (body - top, 1)
                c += 1
                continue
            end = c
            while end < last and bottoms[end + 1] == bottoms[c]:
                end += 1
            low = bottoms[c]
            labels = _stacks(_between(self.lines, self.ys[top], self.ys[low]))
            over = [label for label in labels if edges[c] - 1 < label[0] and label[1] < edges[end + 1] + 1]
            for part in _part((c, end), over, edges, pad):
                self.cells[top, part[0]] = (low - top, part[1] - part[0] + 1)
                self._read_header(part, low, body, edges, pad)
            c = end + 1

    def _read_body(self, body: int, strips: Sequence[Sequence[TokenLine]], edges: Sequence[float]) -> None:
        """Takes down the cells of the body: as tall as no rule lies, across all columns in titles of groups."""
        width, height = len(self.columns), len(self.ys) - 1
        taken: set[tuple[int, int]] = set()
        for r in range(body, height):
            tokens = [token for line in strips[r] for token in line.tokens]
            whole = all(self._floor(c, r) and self._floor(c, r + 1) for c in range(width))
            title = whole and bool(tokens) and all(t.x0 < edges[1] and not t.is_figure for t in tokens)
            crossing = [t for t in tokens if any(t.x0 < x - 1 and t.x1 > x + 1 for x in edges[1:-1])]
            if title:
                self.cells[r, 0] = (1, width)
                continue
            if crossing and not (whole and len(crossing) == 1 and crossing[0].x0 < edges[1]):
                raise _UncertainError
            for c in range(width):
                if (r, c) in taken:
                    continue
                tall = 1
                while r + tall < height and not self._floor(c, r + tall):
                    tall += 1
                wide = 1
                if crossing and c == 0:
                    wide = next(i for i, x in enumerate(edges) if x > crossing[0].x1 - 1)
                self.cells[r, c] = (tall, wide)
                taken |= {(i, j) for i in range(r, r + tall) for j in range(c, c + wide)}


def _is_title(strip: Sequence[TokenLine]) -> bool:
    """Whether a row may be the title of a group: one text, no figure."""
    return len(strip) == 1 and len(strip[0].tokens) == 1 and not strip[0].tokens[0].is_figure


def _columns(lines: Sequence[TokenLine]) -> list[tuple[float, float]]:
    """Where what stands in each column begins and ends, a total across several left aside."""
    columns: list[tuple[float, float]] = []
    for token in sorted(_single_tokens(lines), key=lambda token: token.x0):
        if columns and token.x0 < columns[-1][1] + APART * token.glyphs[0].size:
            columns[-1] = columns[-1][0], max(columns[-1][1], token.x1)
        else:
            columns.append((token.x0, token.x1))
    if len(columns) < 3:
        raise _UncertainError
    return columns


def _single_tokens(lines: Sequence[TokenLine]) -> list[Token]:
    """The tokens without those that lie over two others of one line."""
    every = [token for line in lines for token in line.tokens]
    return [
        token
        for token in every
        if not any(sum(t.x0 < token.x1 and t.x1 > token.x0 for t in line.tokens) > 1 for line in lines)
    ]


def _stacks(lines: Sequence[TokenLine]) -> list[tuple[float, float]]:
    """Where labels stand whose lines lie over each other."""
    stacks: list[tuple[float, float]] = []
    for token in sorted((token for line in lines for token in line.tokens), key=lambda token: token.x0):
        if stacks and token.x0 < stacks[-1][1]:
            stacks[-1] = stacks[-1][0], max(stacks[-1][1], token.x1)
        else:
            stacks.append((token.x0, token.x1))
    return stacks


def _edges(
    leaves: Sequence[tuple[float, float]], columns: Sequence[tuple[float, float]], left: float, right: float
) -> tuple[list[float], float | None]:
    """Where columns begin and end, from labels in their middle or flush left; the padding of the latter.

    Of labels in the middle each gives the next edge from the one before: the last must be the table's.
    """
    centred = [left]
    for x0, x1 in leaves:
        centred.append(x0 + x1 - centred[-1])
    if abs(centred[-1] - right) < _SAME and _hold(centred, leaves, columns):
        return [*centred[:-1], right], None
    pad = leaves[0][0] - left
    flush = [left, *(x0 - pad for x0, _ in leaves[1:]), right]
    if 0 < pad < _PADDING and _hold(flush, leaves, columns):
        return flush, pad
    raise _UncertainError


def _hold(
    edges: Sequence[float], leaves: Sequence[tuple[float, float]], columns: Sequence[tuple[float, float]]
) -> bool:
    """Whether each column's label and body lie between its edges."""
    return all(
        low < high and low - 1 < min(leaf[0], column[0]) and max(leaf[1], column[1]) < high + 1
        for (low, high), leaf, column in zip(pairwise(edges), leaves, columns, strict=True)
    )


def _part(
    span: Span, labels: Sequence[tuple[float, float]], edges: Sequence[float], pad: float | None
) -> Iterator[Span]:
    """The columns that each label stands over, all of the span's together."""
    start, last = span
    for i, (x0, x1) in enumerate(labels):
        if pad is None:
            ends = [c for c in range(start, last + 1) if abs(edges[start] + edges[c + 1] - x0 - x1) < 2 * _OFF]
        else:
            after = labels[i + 1][0] - pad if i + 1 < len(labels) else edges[last + 1]
            ends = [c for c in range(start, last + 1) if abs(edges[c + 1] - after) < _OFF]
            if abs(edges[start] + pad - x0) > _OFF:
                raise _UncertainError
        if len(ends) != 1:
            raise _UncertainError
        yield start, ends[0]
        start = ends[0] + 1
    if start != last + 1:
        raise _UncertainError
