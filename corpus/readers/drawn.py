"""Tables drawn with signs in text: cells between pipes, and grids of +---+ whose cells may span others.

Read only where every line agrees where the cells are; anything else is text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from corpus.grids import Grid, Place, looks_like_figure
from corpus.headers import can_head
from corpus.readers.placing import SpanCell, grid_of
from corpus.text import normalise

_BOXES = str.maketrans(
    {**dict.fromkeys("│┃║", "|"), **dict.fromkeys("─━", "-"), "═": "=", **dict.fromkeys("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬", "+")}
)
_EDGE = re.compile(r"\+(?:[-=:]+\+)+")
_PART = re.compile(r"\+[-=:]+\+|\+[-=:]{2,}|[-=:]{2,}\+")  # of a line that parts rows
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?|[-=+| ]*[-=]{3}[-=+| ]*")
_LINE = re.compile(r"\s*(?:\|.*\||\+[-=:+].*|\|.*\+)\s*|[^|]*(?:\|[^|]*){2,}")
_WIDEST = 1000  # characters of a line
_FEWEST = 3  # rows without pipes at their ends, by which a table can be told


def count_drawn(lines: Sequence[str], at: int) -> int:
    """How many lines from a place on may be those of one drawn table."""
    end = at
    while end < len(lines) and len(lines[end]) <= _WIDEST and _LINE.fullmatch(_plain(lines[end])):
        end += 1
    return end - at


def read_drawn(lines: Sequence[str], first: int) -> Grid | None:
    """The table that lines draw, the first of them the source's `first`; None where it is none for certain."""
    drawn = [_plain(line).strip() for line in lines]
    if drawn and _EDGE.fullmatch(drawn[0]):
        return _read_boxes(drawn, first)
    return _read_pipes(drawn, first)


def _plain(line: str) -> str:
    return unicodedata.normalize("NFC", line.rstrip()).translate(_BOXES)


# cells between pipes


def _read_pipes(lines: Sequence[str], first: int) -> Grid | None:
    rows = [(first + i, _split(line)) for i, line in enumerate(lines) if not _RULE.fullmatch(line)]
    closed = all(line.startswith("|") and line.endswith("|") for line in lines if not _RULE.fullmatch(line))
    widths = {len(cells) for _, cells in rows}
    if len(widths) != 1 or max(widths) < (2 if closed else 3) or len(rows) < (2 if closed else _FEWEST):
        return None
    (_, head), *body = rows
    words = all(map(can_head, filter(None, head))) and sum(map(bool, head)) > 1
    figures = [any(map(looks_like_figure, cells[1:])) for _, cells in body]
    if not words or not (any(figures) if closed else all(figures)):
        return None
    return Grid(tuple(tuple(cells) for _, cells in rows), tuple(number for number, _ in rows))


def _split(line: str) -> list[str]:
    inside = line.removeprefix("|").removesuffix("|")
    return [normalise(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", inside)]


# grids


def _read_boxes(lines: Sequence[str], first: int) -> Grid | None:
    """A grid of +---+: its edges are where corners stand, a cell reaches to the next edges that are drawn."""
    closed = all(line[0] in "|+" and line[-1] in "|+" for line in lines)
    if not closed or not _EDGE.fullmatch(lines[-1]) or len({len(line) for line in lines}) != 1:
        return None
    across = [i for i, line in enumerate(lines) if _PART.search(line)]
    down = sorted({at for i in across for at, sign in enumerate(lines[i]) if sign == "+"})
    bands = _bands(lines, across, down)
    places = _place(lines, bands, set(across), down) if bands else None
    if not bands or places is None:
        return None
    header = next((r for r, (_, end) in enumerate(bands[:-1], start=1) if "=" in lines[end]), 0)
    grid = grid_of(places, {r: first + start for r, (start, _) in enumerate(bands)}, header)
    return grid if grid is not None and len(grid.rows) > 1 else None


def _place(
    lines: Sequence[str], bands: Sequence[tuple[int, int]], across: set[int], down: Sequence[int]
) -> dict[Place, SpanCell] | None:
    """The cells by where they begin; None where the lines drawn are no edges of rectangles."""
    places: dict[Place, SpanCell] = {}
    taken: set[Place] = set()
    for r, (start, end) in enumerate(bands):
        for c in range(len(down) - 1):
            if (r, c) in taken:
                continue
            wide = next(
                w for w in range(1, len(down) - c) if all(lines[i][down[c + w]] in "|+" for i in range(start, end))
            )
            left, right = down[c], down[c + wide]
            below = (h for h in range(1, len(bands) - r) if _is_closed(lines, bands[r + h - 1][1], across, left, right))
            tall = next(below, len(bands) - r)
            text = _text(lines, bands[r : r + tall], left, right)
            area = {(i, j) for i in range(r, r + tall) for j in range(c, c + wide)}
            if text is None or area & taken:
                return None
            taken |= area
            places[r, c] = SpanCell(text, tall, wide)
    return places


def _bands(lines: Sequence[str], across: Sequence[int], down: Sequence[int]) -> list[tuple[int, int]] | None:
    """The lines of each row, from and up to; None where it is not certain which lines are one row's.

    Where nothing but the header is set off by a line, each line of the body is a row if none looks like the
    rest of the one before.
    """
    bands = [(a + 1, b) for a, b in pairwise(across) if b > a + 1]
    if len(across) != 3 or len(bands) != 2 or bands[1][1] - bands[1][0] == 1:
        return bands
    start, end = bands[1]
    cells = [[lines[i][a + 1 : b].strip() for a, b in pairwise(down)] for i in range(start, end)]
    parted = all(lines[i][at] == "|" for i in range(start, end) for at in down)
    if not parted or not all(row[0] and any(map(looks_like_figure, row[1:])) for row in cells):
        return None
    return [bands[0], *((i, i + 1) for i in range(start, end))]


def _is_closed(lines: Sequence[str], edge: int, across: set[int], left: int, right: int) -> bool:
    """Whether a line is drawn below a cell; rows that no line parts are closed by themselves."""
    return edge not in across or set(lines[edge][left + 1 : right]) <= set("-=:+")


def _text(lines: Sequence[str], bands: Sequence[tuple[int, int]], left: int, right: int) -> str | None:
    """What a cell says; None where an edge runs through it."""
    inside = [lines[i][left + 1 : right] for i in range(bands[0][0], bands[-1][1])]
    if any("|" in part or _PART.search(part) for part in inside):
        return None
    return normalise(" ".join(part.strip() for part in inside))
