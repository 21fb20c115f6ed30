"""Tables whose cells are told by shades: the header's, and those of every other row, say where columns stand.

A row that is not shaded lies between two that are, or at the end of the table; what stands in it is put
under the columns that the shades tell. Where a cell without a shade may reach over several rows, nothing
is certain and no table is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.pages import Place
from corpus.readers.pdf_rules import SNAP, Lattice, Rule, find_lattices
from corpus.readers.pdf_tokens import Token, TokenLine, read_tokens
from corpus.readers.pdf_words import Glyph, group_lines

_SAME = 3.0  # points
_CLOSE = 0.9  # of the size: a line this near below the last shade may be of the row below it
_FAR = 140.0  # points between shades of one table


@dataclass(frozen=True, slots=True)
class _Band:
    """Shaded cells beside each other."""

    fills: tuple[Place, ...]
    top: float
    bottom: float

    @property
    def left(self) -> float:
        """Where the first begins."""
        return min(fill[0] for fill in self.fills)

    @property
    def right(self) -> float:
        """Where the last ends."""
        return max(fill[2] for fill in self.fills)


def shaded_lattices(fills: Iterable[Place], glyphs: Sequence[Glyph]) -> list[Lattice]:
    """The lattices that shades of cells tell, those of which it is certain what each cell covers."""
    lines = [read_tokens(line) for line in group_lines(glyphs)]
    found: list[Lattice] = []
    for bands in _tables(_bands(fills), lines):
        across, down = _rules(bands, lines)
        lattices = find_lattices(across, down)
        if len(lattices) == 1 and _is_certain(lattices[0], bands) and _is_whole(lattices[0], lines):
            found.append(lattices[0])
    return found


def _bands(fills: Iterable[Place]) -> list[_Band]:
    """The shades put together that overlap in height."""
    groups: list[list[Place]] = []
    low = float("-inf")
    for fill in sorted({tuple(round(side, 1) for side in fill) for fill in fills}, key=lambda fill: fill[1]):
        x0, top, x1, bottom = fill
        if x1 - x0 < _SAME or bottom - top < _SAME:
            continue
        if groups and top < low - 1:
            groups[-1].append((x0, top, x1, bottom))
        else:
            groups.append([(x0, top, x1, bottom)])
            low = bottom
        low = max(low, bottom)
    return [_Band(tuple(group), min(f[1] for f in group), max(f[3] for f in group)) for group in groups]


def _tables(bands: Sequence[_Band], lines: Sequence[TokenLine]) -> list[list[_Band]]:
    """The bands of each table: those that lie over each other and not far apart, all as wide."""
    tables: list[list[_Band]] = []
    for band in bands:
        last = tables[-1][-1] if tables else None
        over = last is not None and band.left < last.right - _SAME and last.left < band.right - _SAME
        if last is not None and over and band.top - last.bottom < _FAR and not _opens_table(last, band, lines):
            tables[-1].append(band)
        else:
            tables.append([band])
    return [table for table in tables if len(_edges(table)) > 2 and _are_as_wide(table)]


def _opens_table(last: _Band, band: _Band, lines: Sequence[TokenLine]) -> bool:
    """Whether a band apart from the one above is the header of another table: several cells, no figure."""
    inside = [line for line in lines if band.top - 1 < line.top and line.base < band.bottom + 1]
    apart = band.top - last.bottom > SNAP
    return apart and len(band.fills) > 1 and not any(line.figures for line in inside)


def _are_as_wide(bands: Sequence[_Band]) -> bool:
    """Whether shades begin and end alike: else cells without one lie beside them, of which nothing tells the end."""
    lefts, rights = [band.left for band in bands], [band.right for band in bands]
    return max(lefts) - min(lefts) < _SAME and max(rights) - min(rights) < _SAME


def _edges(bands: Sequence[_Band]) -> list[float]:
    """Where columns begin and end, as the shades tell."""
    edges: list[float] = []
    for x in sorted(x for band in bands for fill in band.fills for x in (fill[0], fill[2])):
        if not edges or x - edges[-1] > SNAP:
            edges.append(x)
    return edges


def _rules(bands: Sequence[_Band], lines: Sequence[TokenLine]) -> tuple[list[Rule], list[Rule]]:
    """The outlines of all shades, and those of the rows without a shade between and below them."""
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, top, x1, bottom in (fill for band in bands for fill in band.fills):
        across += [(top, x0, x1), (bottom, x0, x1)]
        down += [(x0, top, bottom), (x1, top, bottom)]
    edges, strips = _edges(bands), []
    for above, below in pairwise(bands):
        if below.top - above.bottom > SNAP:
            strips.append((above.bottom, below.top))
    first = _row_above(bands[0], edges, lines)
    if first is not None:
        strips.append((first, bands[0].top))
        across.append((first, edges[0], edges[-1]))
    last = _row_below(bands[-1], edges, lines)
    if last is not None:
        strips.append((bands[-1].bottom, last))
        across.append((last, edges[0], edges[-1]))
    for top, bottom in strips:
        inside = [line for line in lines if top - 1 < (line.top + line.base) / 2 < bottom + 1]
        across += [(top, edges[0], edges[-1]), (bottom, edges[0], edges[-1])]
        down += [(x, top, bottom) for x in _walls(inside, edges)]
    return across, down


def _walls(lines: Sequence[TokenLine], edges: Sequence[float]) -> list[float]:
    """The edges of columns in a row without a shade: not where words cross, none in the title of a group."""
    tokens = [token for line in lines for token in line.tokens]
    if tokens and all(token.x0 < edges[1] and not token.is_figure for token in tokens):
        return [edges[0], edges[-1]]
    inner = [x for x in edges[1:-1] if not any(_crosses(token, x) for token in tokens)]
    return [edges[0], *inner, edges[-1]]


def _crosses(token: Token, x: float) -> bool:
    return token.x0 < x - 1 and token.x1 > x + 1


def _fits(line: TokenLine, edges: Sequence[float]) -> bool:
    """Whether a line lies between the outer edges and crosses none of the others."""
    inside = edges[0] - 1 < line.tokens[0].x0 and line.tokens[-1].x1 < edges[-1] + 1
    return inside and not any(_crosses(token, x) for token in line.tokens for x in edges[1:-1])


def _row_above(band: _Band, edges: Sequence[float], lines: Sequence[TokenLine]) -> float | None:
    """Where the row without a shade begins that goes on a table of the page before; None where there is none."""
    row = [line for line in lines if line.base < band.top + 1]
    below = [line for line in lines if band.top - 1 < line.top and line.base < band.bottom + 1]
    if not row or not any(line.figures for line in below) or not all(_fits(line, edges) for line in row):
        return None
    return row[0].top - 1 if sum(line.figures > 1 for line in row) < 2 else None


def _row_below(band: _Band, edges: Sequence[float], lines: Sequence[TokenLine]) -> float | None:
    """Where the row without a shade ends that stands below the last shade; None where there is none."""
    row: list[TokenLine] = []
    low = band.bottom
    for line in lines:
        if line.top < band.bottom - 1:
            continue
        alike = not row or abs(line.size - row[0].size) < 0.5
        if not _fits(line, edges) or line.top - low > _CLOSE * line.size or not alike:
            break
        row.append(line)
        low = line.base
    return low + 1 if sum(line.figures > 1 for line in row) == 1 else None


def _is_whole(lattice: Lattice, lines: Sequence[TokenLine]) -> bool:
    """Whether nothing stands beside the lattice: cells without a shade are of the table, too."""
    left, right, top, bottom = lattice.xs[0], lattice.xs[-1], lattice.ys[0], lattice.ys[-1]
    inside = [line for line in lines if top < (line.top + line.base) / 2 < bottom]
    return not any(token.x1 < left or token.x0 > right for line in inside for token in line.tokens)


def _is_certain(lattice: Lattice, bands: Sequence[_Band]) -> bool:
    """Whether each cell over several rows is a shade: of others it is not known where they end."""
    fills = [fill for band in bands for fill in band.fills]
    for cell, (tall, _) in lattice.cells.items():
        place = lattice.place(cell)
        shaded = any(all(abs(a - b) < _SAME for a, b in zip(place, fill, strict=True)) for fill in fills)
        if tall > 1 and not shaded:
            return False
    return True
