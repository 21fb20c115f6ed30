"""A ruled table of a sheet: the picture of each cell cut out and read, put back at its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np

from corpus.readers.pages import PageTable
from corpus.readers.scan_image import Pixels, Sheet, part_ink_from_paper
from corpus.readers.scan_lines import RuledGrid, Span
from corpus.readers.scan_numbers import mend_column_numbers
from corpus.readers.scan_readings import read_cells
from corpus.readers.scan_words import Deadline

_INK = 150
_SPECK = 5  # dots: less ink in one piece is dirt
_PAD = 20  # dots of paper that letters need around them


def read_table(sheet: Sheet, wiped: Pixels, grid: RuledGrid, deadline: Deadline) -> PageTable | None:
    """The table of a grid, its cells' texts with their places and confidence; None if all are empty."""
    pictures = dict(_pictures(part_ink_from_paper(wiped), grid, sheet.dpi))
    readings = read_cells(pictures, sheet.dpi, deadline)
    if not any(reading.text for reading in readings.values()):
        return None
    texts = [[""] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for (row, column), reading in readings.items():
        texts[row][column] = reading.text
    _, top, _, bottom = sheet.level(grid.rect)
    return PageTable(
        mend_column_numbers([tuple(row) for row in texts]),
        frozenset(),
        top,
        bottom,
        tuple(sheet.level((x, 0, x, 0))[0] for x in grid.xs),
        tuple(sheet.level((0, y, 0, y))[1] for y in grid.ys[:-1]),
        boxes={cell[:2]: sheet.place(grid.rect_of(cell)) for cell in grid.cells},
        confidence={at: reading.confidence for at, reading in readings.items() if reading.text},
        spans={cell[:2]: cell[2:] for cell in grid.cells if cell[2:] != (1, 1)},
    )


def _pictures(wiped: Pixels, grid: RuledGrid, dpi: float) -> Iterator[tuple[tuple[int, int], Pixels]]:
    """The picture of each cell that has ink, cut close, with paper around it."""
    for cell in grid.cells:
        picture = _cut_close(_inside(wiped, grid, cell, dpi))
        if picture is not None:
            yield cell[:2], picture


def _inside(wiped: Pixels, grid: RuledGrid, cell: Span, dpi: float) -> Pixels:
    x0, top, x1, bottom = grid.rect_of(cell)
    edge = max(round(dpi * 0.008), 1)
    return wiped[top + edge : bottom - edge + 1, x0 + edge : x1 - edge + 1]


def _cut_close(picture: Pixels) -> Pixels | None:
    """A picture's ink with paper around it; None if it has none but dirt."""
    if not picture.size:
        return None
    ink = (picture < _INK).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    height, width = picture.shape
    kept = [part for part in range(1, count) if not _is_dirt(stats[part], height, width)]
    if not kept:
        return None
    boxes = stats[kept]
    x0, top = boxes[:, 0].min(), boxes[:, 1].min()
    x1, bottom = (boxes[:, 0] + boxes[:, 2]).max(), (boxes[:, 1] + boxes[:, 3]).max()
    clean = picture.copy()
    dirt = np.isin(labels, [part for part in range(1, count) if part not in set(kept)])
    clean[cv2.dilate(dirt.astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool) & ~np.isin(labels, kept)] = 255
    near = clean[max(top - 2, 0) : bottom + 2, max(x0 - 2, 0) : x1 + 2]
    padded = cv2.copyMakeBorder(near, _PAD, _PAD, _PAD, _PAD, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(padded, dtype=np.uint8)


def _is_dirt(stats: Sequence[int], height: int, width: int) -> bool:
    """Whether a piece of ink is no sign: too few dots, or what is left of a rule at the cell's edge."""
    x, y, wide, high, area = (int(value) for value in stats)
    if area < _SPECK:
        return True
    at_side = (x == 0 or x + wide == width) and wide <= 4 and high > 2 * wide
    at_end = (y == 0 or y + high == height) and high <= 4 and wide > 2 * high
    return at_side or at_end
