"""Ruled tables of a PDF page: the text of each cell of a lattice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise

from corpus.grids import looks_like_figure
from corpus.readers.pages import Line, PageTable, Place
from corpus.readers.pdf_rules import Lattice
from corpus.readers.pdf_words import Glyph, around, group_lines, is_cut, is_gap, read_lines, read_text, turn_upright

Cell = tuple[int, int]  # row and column, from 0

_LINES = 2.6  # of the size: a cell with less room below its text may be cut, for no page parts the last two lines
_SLIVER = 6.0  # points: a strip no wider, without text, is the gap of a double rule


def ruled_tables(lattices: Sequence[Lattice], glyphs: Sequence[Glyph]) -> tuple[list[PageTable], list[Glyph]]:
    """The tables that lattices of rules hold, and the glyphs that stand outside them."""
    tables: list[PageTable] = []
    rest = list(glyphs)
    for lattice in lattices:
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in rest:
            (inside if _holds(lattice, *_middle(glyph)) else outside).append(glyph)
        table = _read_ruled(_without_slivers(lattice, inside), inside)
        if table is not None:
            tables.append(table)
            rest = outside
    return tables, rest


def _middle(glyph: Glyph) -> tuple[float, float]:
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


def _holds(lattice: Lattice, x: float, y: float) -> bool:
    return lattice.xs[0] <= x <= lattice.xs[-1] and lattice.ys[0] <= y <= lattice.ys[-1]


def _without_slivers(lattice: Lattice, glyphs: Sequence[Glyph]) -> Lattice:
    """The lattice without the thin empty strips between the lines of double rules."""
    xs, columns = _merge_slivers(lattice.xs, [_middle(glyph)[0] for glyph in glyphs])
    ys, rows = _merge_slivers(lattice.ys, [_middle(glyph)[1] for glyph in glyphs])
    cells: dict[Cell, tuple[int, int]] = {}
    for (r, c), (tall, wide) in lattice.cells.items():
        height, width = rows[r + tall] - rows[r], columns[c + wide] - columns[c]
        if height and width:
            cells.setdefault((rows[r], columns[c]), (height, width))
    return Lattice(xs, ys, cells)


def _merge_slivers(edges: Sequence[float], middles: Sequence[float]) -> tuple[tuple[float, ...], list[int]]:
    """The edges without those of thin strips where nothing stands, and which of them each one became."""
    filled = {bisect_right(edges, middle) - 1 for middle in middles}
    kept = [edges[0]]
    became = [0]
    for i, (before, after) in enumerate(pairwise(edges)):
        if after - before > _SLIVER or i in filled:
            kept.append(after)
        became.append(len(kept) - 1)
    return tuple(kept), became


def _read_ruled(lattice: Lattice, glyphs: Sequence[Glyph]) -> PageTable | None:
    """Each cell's glyphs put where the cell begins; the places it also covers stay empty.

    None where there is no grid or where figures stand side by side that no rule parts for certain.
    """
    cells = _hold(lattice, glyphs)
    if len(lattice.xs) < 3 or cells is None or not any(cells.values()):
        return None
    builder = _RowBuilder(lattice, cells)
    for r in range(len(lattice.ys) - 1):
        builder.add(r)
    alone = len(builder.rows) == 1 and sum(map(bool, builder.rows[0])) < 2
    return None if alone else builder.finish()


def _hold(lattice: Lattice, glyphs: Sequence[Glyph]) -> dict[Cell, list[Glyph]] | None:
    """The glyphs of each cell; cells whose rules between figures are missing are parted as the others are."""
    owners = {
        (i, j): (r, c)
        for (r, c), (tall, wide) in lattice.cells.items()
        for i in range(r, r + tall)
        for j in range(c, c + wide)
    }
    held: dict[Cell, list[Glyph]] = {cell: [] for cell in lattice.cells}
    for glyph in glyphs:
        x, y = _middle(glyph)
        place = bisect_right(lattice.ys, y) - 1, bisect_right(lattice.xs, x) - 1
        held.setdefault(owners.get(place, place), []).append(glyph)
    for cell, (tall, wide) in list(lattice.cells.items()):
        if wide > 1 and _has_figures_abreast(held[cell]):
            parts = _part_by_columns(held[cell], lattice.xs[cell[1] : cell[1] + wide + 1])
            if parts is None:
                return None
            for i, part in enumerate(parts):
                held[cell[0], cell[1] + i] = part
                lattice.cells[cell[0], cell[1] + i] = (tall, 1)
    return held


def _has_figures_abreast(glyphs: Sequence[Glyph]) -> bool:
    return bool(glyphs) and any(_figures(line) > 1 for line in read_lines(turn_upright(glyphs)))


def _part_by_columns(glyphs: Sequence[Glyph], xs: Sequence[float]) -> list[list[Glyph]] | None:
    """The glyphs of each column between edges; None where words run across an edge."""
    for line in read_lines(glyphs):
        if any(chunk.x0 < x - 1 and chunk.x1 > x + 1 for chunk in line.chunks for x in xs[1:-1]):
            return None
    parts: list[list[Glyph]] = [[] for _ in xs[1:]]
    for glyph in glyphs:
        parts[min(max(bisect_right(xs, _middle(glyph)[0]) - 1, 0), len(parts) - 1)].append(glyph)
    return parts


class _RowBuilder:
    """Puts the rows of a lattice under each other, parting those that hold several."""

    def __init__(self, lattice: Lattice, held: Mapping[Cell, list[Glyph]]) -> None:
        self._lattice, self._held = lattice, held
        self._starts: list[int] = []  # for each row of the lattice, which row of the table it begins
        self.rows: list[tuple[str, ...]] = []
        self._tops: list[float] = []
        self._italic: set[Cell] = set()
        self._boxes: dict[Cell, Place] = {}
        self._gaps: list[float] = []  # what texts leave free at the sides of their cells
        self._room: dict[Cell, float] = {}
        self._words: dict[Cell, float] = {}

    def add(self, r: int) -> None:
        """Adds a row of the lattice."""
        width = len(self._lattice.xs) - 1
        own = [self._held.get((r, c), []) for c in range(width)]
        tall = [self._lattice.cells.get((r, c), (1, 1))[0] > 1 for c in range(width)]
        parts = _unruled_rows([[] if t else inside for t, inside in zip(tall, own, strict=True)])
        for c in range(width):
            if tall[c]:
                parts[0][c] = own[c]
        self._starts.append(len(self.rows))
        for i, part in enumerate(parts):
            row = len(self.rows)
            self._italic |= {(row, c) for c, inside in enumerate(part) if inside and all(g.italic for g in inside)}
            self._tops.append(min((glyph.top for inside in part for glyph in inside), default=self._lattice.ys[r]))
            for c in range(width):
                if part[c] and (r, c) in self._lattice.cells:
                    self._measure((row, c), part[c], self._lattice.place((r, c)))
                if (r, c) in self._lattice.cells and (i == 0 or part[c]):
                    self._boxes[row, c] = (
                        self._lattice.place((r, c)) if len(parts) == 1 or tall[c] or not part[c] else around(part[c])
                    )
            self.rows.append(tuple(map(read_text, part)))

    def _measure(self, cell: Cell, glyphs: Sequence[Glyph], place: Place) -> None:
        """Takes down how wide a cell's first word is, and how much room its last line leaves."""
        lines = group_lines(glyphs)
        left, top, right, bottom = place
        size = glyphs[0].size
        first = lines[0]
        end = next((i for i in range(1, len(first)) if is_gap(first[i - 1], first[i])), len(first))
        self._words[cell] = first[end - 1].x1 - first[0].x0 + 0.25 * size
        x0, x1 = lines[-1][0].x0, lines[-1][-1].x1
        self._gaps.append(min(x0 - left, right - x1))
        text = around(glyphs)
        if bottom - top - (text[3] - text[1]) < _LINES * size:
            self._room[cell] = right - left - (x1 - x0)

    def finish(self) -> PageTable:
        """The table of all rows added."""
        starts = [*self._starts, len(self.rows)]
        spans = {
            (starts[r], c): (starts[r + tall] - starts[r] if tall > 1 else 1, wide)
            for (r, c), (tall, wide) in self._lattice.cells.items()
            if (tall, wide) != (1, 1)
        }
        xs, ys = self._lattice.xs, self._lattice.ys
        padding = 2 * max(sorted(self._gaps)[len(self._gaps) // 10], 0.0) if self._gaps else 0.0
        return PageTable(
            tuple(self.rows),
            frozenset(self._italic),
            ys[0],
            ys[-1],
            xs,
            tuple(self._tops),
            self._boxes,
            {},
            spans,
            {cell: room - padding for cell, room in self._room.items()},
            self._words,
        )


def _unruled_rows(cells: Sequence[list[Glyph]]) -> list[list[list[Glyph]]]:
    """The rows that stand in a ruled row without rules between them.

    Two columns or more hold a figure on each of the same lines; other columns' lines go with the
    figures beside them, or with those above them where a label is wrapped.
    """
    lined = [read_lines(inside) for inside in cells]
    stacked = [lines for lines in lined if len(lines) > 1 and all(looks_like_figure(line.text) for line in lines)]
    if len(stacked) < 2 or len({len(lines) for lines in stacked}) != 1:
        return [list(cells)]
    bases = [line.bottom for line in stacked[0]]
    apart = [abs(line.bottom - base) for lines in stacked for line, base in zip(lines, bases, strict=True)]
    slack = 0.3 * stacked[0][0].size
    wrapped = any(is_cut(lines[0].text, lines[1].text) for lines in stacked)
    if max(apart) > slack or wrapped:
        return [list(cells)]
    parts: list[list[list[Glyph]]] = [[[] for _ in cells] for _ in bases]
    for c, inside in enumerate(cells):
        for glyph in inside:
            parts[max(bisect_right(bases, glyph.bottom + slack) - 1, 0)][c].append(glyph)
    return parts


def _figures(line: Line) -> int:
    return sum(looks_like_figure(chunk.text) for chunk in line.chunks)
