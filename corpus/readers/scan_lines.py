"""The ruled tables of a sheet by their rules: where cells stand, which take several places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from corpus.readers.scan_image import Pixels, Rect, Sheet

_INK = 170
_LONG = 0.4  # inches: the shortest rule that lies
_TALL = 0.13  # and that stands; a row may be low, letters are lower still
_SNAP = 0.035  # inches: rules that lie closer are one, thick or doubled
_GAP = 0.03  # inches: a break in a rule that is mended
_DRAWN = 0.6  # of a side: less of a rule is none
_MOST_RULES = 400

Span = tuple[int, int, int, int]  # row, column, height, width


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """A ruled table: the edges of its rows and columns in pixels, its cells by the places they take."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    cells: tuple[Span, ...]

    @property
    def rect(self) -> Rect:
        """The rectangle that it fills."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def rect_of(self, cell: Span) -> Rect:
        """The rectangle of a cell, its rules included."""
        row, column, height, width = cell
        return self.xs[column], self.ys[row], self.xs[column + width], self.ys[row + height]


@dataclass(frozen=True)
class Rules:
    """The rules of a sheet as masks (True where one is drawn): those that lie, those that stand."""

    lying: NDArray[np.bool_]
    standing: NDArray[np.bool_]


def find_rules(sheet: Sheet) -> Rules:
    """The rules of a sheet: runs of ink too long for letters, small breaks mended."""
    ink = (sheet.pixels < _INK).astype(np.uint8)
    lying, standing = _runs(ink, sheet.dpi, right=True), _runs(ink, sheet.dpi, right=False)
    return Rules(lying, _between(standing, lying, sheet.dpi))


def _between(standing: NDArray[np.bool_], lying: NDArray[np.bool_], dpi: float) -> NDArray[np.bool_]:
    """The standing rules: a short run is one only from a lying rule to the next, else it is a letter's stem."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(standing.astype(np.uint8))
    reach = max(round(dpi * 0.015), 3)
    kept = np.zeros(count, np.bool_)
    for part in range(1, count):
        x, y, width, height = (int(value) for value in stats[part, :4])
        across = slice(max(x - reach, 0), x + width + reach)
        ends = (slice(max(y - reach, 0), y + reach), slice(y + height - reach, y + height + reach))
        kept[part] = height >= dpi * _LONG or all(lying[end, across].any() for end in ends)
    return np.asarray(kept[labels])


def _runs(ink: NDArray[np.uint8], dpi: float, *, right: bool) -> NDArray[np.bool_]:
    """Ink in straight runs to the right or down; a faint slant of a dot or two is allowed for."""
    length = round(dpi * (_LONG if right else _TALL))
    gap = max(round(dpi * _GAP), 3)
    across = np.ones((3, 1) if right else (1, 3), np.uint8)
    along = np.ones((1, length) if right else (length, 1), np.uint8)
    mend = np.ones((1, gap) if right else (gap, 1), np.uint8)
    thick = cv2.dilate(ink, across)
    thick = cv2.morphologyEx(thick, cv2.MORPH_OPEN, along)
    thick = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, mend)
    return _thin_only(np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, along), dtype=np.uint8), dpi, right)


def _thin_only(mask: NDArray[np.uint8], dpi: float, lying: bool) -> NDArray[np.bool_]:
    """The mask without what is too thick for a rule: bars, pictures, black edges of the scan."""
    most = max(round(dpi * 0.05), 6)
    kernel = np.ones((most, most), np.uint8)
    blocks = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    if lying:
        blocks = cv2.dilate(blocks, np.ones((3, 3), np.uint8))
    return np.asarray((mask > 0) & (blocks == 0))


def erase_rules(sheet: Sheet, rules: Rules) -> Pixels:
    """The sheet's pixels with the rules made paper."""
    mask = (rules.lying | rules.standing).astype(np.uint8)
    wiped = sheet.pixels.copy()
    wiped[cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = 255
    return wiped


def find_grids(rules: Rules, dpi: float) -> list[RuledGrid]:
    """The ruled tables from top to bottom: rules that meet, two columns and two rows or more."""
    mask = (rules.lying | rules.standing).astype(np.uint8)
    reach = max(round(dpi * _SNAP / 2), 3)
    joined = cv2.dilate(mask, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    grids = []
    for part in range(1, count):
        x, y, width, height = (int(value) for value in stats[part, :4])
        if width < dpi / 2 or height < dpi * 0.2:
            continue
        window = (slice(y, y + height), slice(x, x + width))
        own = labels[window] == part
        grid = _read_grid(rules.lying[window] & own, rules.standing[window] & own, dpi, (x, y))
        if grid is not None:
            grids.append(grid)
    return sorted(_outermost(grids), key=lambda grid: grid.rect[1])


def _outermost(grids: Sequence[RuledGrid]) -> Iterator[RuledGrid]:
    for grid in grids:
        x0, top, x1, bottom = grid.rect
        around = (other.rect for other in grids if other is not grid)
        if not any(a <= x0 and b <= top and c >= x1 and d >= bottom for a, b, c, d in around):
            yield grid


def _read_grid(
    lying: NDArray[np.bool_], standing: NDArray[np.bool_], dpi: float, corner: tuple[int, int]
) -> RuledGrid | None:
    ys, xs = _edges(lying, 1, dpi), _edges(standing, 0, dpi)
    xs = _with_open_sides(xs, np.asarray(lying.any(axis=0)), dpi)
    if len(xs) < 3 or len(ys) < 2 or max(len(xs), len(ys)) > _MOST_RULES or (len(ys) < 3 and len(xs) < 4):
        return None
    reach = max(round(dpi * _SNAP), 3)
    right = [
        [_drawn(standing[top:bottom, max(x - reach, 0) : x + reach + 1], 0) for x in xs[1:-1]]
        for top, bottom in pairwise(ys)
    ]
    below = [
        [_drawn(lying[max(y - reach, 0) : y + reach + 1, left:end], 1) for left, end in pairwise(xs)] for y in ys[1:-1]
    ]
    cells = _join_places(right, below, len(ys) - 1, len(xs) - 1)
    if len(cells) < 4:
        return None
    left, top = corner
    return RuledGrid(tuple(x + left for x in xs), tuple(y + top for y in ys), tuple(cells))


def _edges(mask: NDArray[np.bool_], axis: int, dpi: float) -> list[int]:
    """Where rules stand: the middle of each band of rows (axis 1) or columns (axis 0) that holds them."""
    least = dpi * (_LONG if axis else _TALL)
    counts = mask.sum(axis=axis)
    snap = dpi * _SNAP
    bands: list[list[int]] = []
    for at in np.flatnonzero(counts >= least * 0.9):
        if bands and at - bands[-1][-1] <= snap:
            bands[-1].append(int(at))
        else:
            bands.append([int(at)])
    return [round(float(np.average(band, weights=counts[band]))) for band in bands]


def _with_open_sides(xs: list[int], covered: NDArray[np.bool_], dpi: float) -> list[int]:
    """The columns' edges with those of a table drawn without its left or right side."""
    held = np.flatnonzero(covered)
    if not xs or not len(held):
        return xs
    first, last = int(held[0]), int(held[-1])
    before = [first] if xs[0] - first > dpi * 0.15 else []
    behind = [last] if last - xs[-1] > dpi * 0.15 else []
    return [*before, *xs, *behind]


def _drawn(window: NDArray[np.bool_], axis: int) -> bool:
    """Whether a rule runs along a side; the ends, where others cross, don't count."""
    length = window.shape[axis]
    trim = length // 8
    covered = np.asarray(window.any(axis=1 - axis))[trim : length - trim or None]
    return bool(covered.size) and float(covered.mean()) >= _DRAWN


def _join_places(right: list[list[bool]], below: list[list[bool]], height: int, width: int) -> list[Span]:
    """Places with no rule between them joined to cells, as long as these are rectangles."""
    taken: set[tuple[int, int]] = set()
    cells: list[Span] = []
    for r in range(height):
        for c in range(width):
            if (r, c) in taken:
                continue
            wide = 1
            while c + wide < width and not right[r][c + wide - 1] and (r, c + wide) not in taken:
                wide += 1
            high = 1
            while r + high < height and _goes_down(right, below, r + high, c, wide):
                high += 1
            taken |= {(i, j) for i in range(r, r + high) for j in range(c, c + wide)}
            cells.append((r, c, high, wide))
    return cells


def _goes_down(right: list[list[bool]], below: list[list[bool]], row: int, column: int, width: int) -> bool:
    """Whether the row below belongs to a cell: no rule above it and none that stands inside it."""
    open_above = not any(below[row - 1][column : column + width])
    return open_above and not any(right[row][column : column + width - 1])
