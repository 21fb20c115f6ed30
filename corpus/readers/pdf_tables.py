"""Tables of a PDF page: ruled ones by their lines, unruled ones where text stands in columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from corpus.readers.pages import Chunk, Line, PageTable
from corpus.readers.pdf_words import Glyph, is_cut, read_lines, read_text
from corpus.tables import is_formula_row, looks_like_figure

_SNAP = 3.0
_MOST_EDGES = 20_000
_LINES = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": _SNAP,
    "join_tolerance": _SNAP,
    "intersection_tolerance": _SNAP,
}


def ruled_tables(page: Any, glyphs: Sequence[Glyph]) -> tuple[list[PageTable], list[Glyph]]:
    """The ruled tables of a page, and the glyphs that stand outside them.

    A page with lines beyond measure is a drawing: it is read as text.
    """
    if not 3 < len(page.lines) + len(page.rects) + len(page.curves) < _MOST_EDGES:
        return [], list(glyphs)
    tables: list[PageTable] = []
    rest = list(glyphs)
    for found in page.find_tables(_LINES):
        if len(found.rows) < 2 or max(len(row.cells) for row in found.rows) < 2:
            continue
        x0, top, x1, bottom = found.bbox
        inside: list[Glyph] = []
        outside: list[Glyph] = []
        for glyph in rest:
            x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
            (inside if x0 <= x <= x1 and top <= y <= bottom else outside).append(glyph)
        table = _read_ruled([cell for cell in found.cells if cell], inside)
        if table is not None:
            tables.append(table)
            rest = outside
    return tables, rest


def _read_ruled(boxes: Sequence[tuple[float, float, float, float]], glyphs: Sequence[Glyph]) -> PageTable | None:
    """Each box's glyphs put where the box begins; the places it also covers stay empty."""
    xs = _edges([x for box in boxes for x in (box[0], box[2])])
    ys = _edges([y for box in boxes for y in (box[1], box[3])])
    if len(xs) < 3 or len(ys) < 3:
        return None
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]), reverse=True):
        r, c = _nearest(ys, top), _nearest(xs, x0)
        places = [(i, j) for i in range(r, _nearest(ys, bottom)) for j in range(c, _nearest(xs, x1))]
        owner.update(dict.fromkeys(places, (r, c)))
    held: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        c = bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1
        r = bisect_right(ys, (glyph.top + glyph.bottom) / 2) - 1
        held.setdefault(owner.get((r, c), (r, c)), []).append(glyph)
    rows: list[tuple[str, ...]] = []
    tops: list[float] = []
    italic: set[tuple[int, int]] = set()
    for r in range(len(ys) - 1):
        cells = [held.get((r, c), []) for c in range(len(xs) - 1)]
        for part in _unruled_rows(cells):
            italic |= {(len(rows), c) for c, inside in enumerate(part) if inside and all(g.italic for g in inside)}
            tops.append(min((glyph.top for inside in part for glyph in inside), default=ys[r]))
            rows.append(tuple(map(read_text, part)))
    if not any(any(row) for row in rows):
        return None
    return PageTable(tuple(rows), frozenset(italic), ys[0], ys[-1], tuple(xs), tuple(tops))


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


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct edges in order, those that lie together taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SNAP:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def unruled_table(lines: Sequence[Line]) -> PageTable | None:
    """The table that lines spell whose words stand in columns, None if they don't for certain.

    At least three columns; each line of figures fills the same columns; what wraps has no figures.
    """
    figured = [line for line in lines if _figures(line) >= 2]
    if len(lines) < 3 or len(figured) < 2 or any(len(line.chunks) < 2 for line in lines):
        return None
    columns = _columns(lines, figured)
    if len(columns) < 3:
        return None
    rows = []
    for line in lines:
        row = [""] * len(columns)
        for chunk in line.chunks:
            hits = [i for i, (x0, x1) in enumerate(columns) if chunk.x0 < x1 and chunk.x1 > x0]
            if not hits or (len(hits) > 1 and line in figured):
                return None
            if row[hits[0]]:
                return None
            row[hits[0]] = chunk.text
        rows.append(tuple(row))
    if any(row[0] == "" and row[1] == "" for row in rows[1:] if not is_formula_row(row)):
        return None
    edges = (*(x0 for x0, _ in columns), columns[-1][1])
    tops = tuple(line.top for line in lines)
    return PageTable(tuple(rows), frozenset(), lines[0].top, lines[-1].bottom, edges, tops)


def _figures(line: Line) -> int:
    return sum(looks_like_figure(chunk.text) for chunk in line.chunks)


def _columns(lines: Sequence[Line], figured: Sequence[Line]) -> list[tuple[float, float]]:
    """Where the columns stand: chunks of lines with figures that lie over each other."""
    most = max(len(line.chunks) for line in figured)
    full: list[Chunk] = [chunk for line in figured if len(line.chunks) == most for chunk in line.chunks]
    columns: list[list[float]] = []
    for chunk in sorted(full, key=lambda chunk: chunk.x0):
        hit = next((column for column in columns if chunk.x0 < column[1] and chunk.x1 > column[0]), None)
        if hit is None:
            columns.append([chunk.x0, chunk.x1])
        else:
            hit[0], hit[1] = min(hit[0], chunk.x0), max(hit[1], chunk.x1)
    if len(columns) != most or len(figured) * 2 < len(lines):
        return []
    return [(x0, x1) for x0, x1 in sorted(map(tuple, columns))]
