"""Lines of running text on a sheet: words put side by side, with the size and weight of their type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import fmean, median

import cv2
import numpy as np

from corpus.readers.pages import Chunk, Line
from corpus.readers.scan_image import Pixels, Rect, Sheet
from corpus.readers.scan_words import Word
from corpus.text import normalise

_INK = 150
_WIDE = 1.6  # of the size: a wider gap parts columns
_BOLD = 1.28  # times the usual stroke of the page
_ALIKE = 0.12  # of the size: less is no difference
_EMPTY = 0.5  # confidence below which what has no letter or digit is no text but dirt
_X_HEIGHT, _CAPITALS = 0.5, 0.7  # of the size of the type: how high its letters stand


@dataclass(frozen=True, slots=True)
class _Run:
    """Words on one line as recognised, from left to right, with what their type looks like."""

    words: tuple[Word, ...]
    size: float  # in pixels
    stroke: float  # of the size

    @property
    def rect(self) -> Rect:
        x0, top, x1, bottom = zip(*(word.rect for word in self.words), strict=True)
        return min(x0), min(top), max(x1), max(bottom)


def read_lines(sheet: Sheet, words: Sequence[Word]) -> list[Line]:
    """The lines from top to bottom, in points of the level page."""
    runs = [_measure(sheet.pixels, tuple(line)) for _, line in groupby(words, key=lambda word: word.line)]
    runs = [run for run in runs if not _is_dirt(run)]
    if not runs:
        return []
    sizes = _settle_sizes([run.size for run in runs])
    usual = median(run.stroke for run in runs)
    even = [_Run(run.words, size, run.stroke) for run, size in zip(runs, sizes, strict=True)]
    return [_line(sheet, side_by_side, usual) for side_by_side in _rows(even)]


def _is_dirt(run: _Run) -> bool:
    said = any(char.isalnum() for word in run.words for char in word.text)
    return not said and fmean(word.confidence for word in run.words) < _EMPTY


def _measure(pixels: Pixels, words: tuple[Word, ...]) -> _Run:
    """A run with the size of its type, told by where most of its ink lies, and the width of its strokes."""
    run = _Run(words, 0.0, 0.0)
    x0, top, x1, bottom = run.rect
    ink = (pixels[top:bottom, x0:x1] < _INK).astype(np.uint8)
    if not ink.any():
        return _Run(words, float(bottom - top), 0.0)
    inner = cv2.erode(ink, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=(0,))
    stroke = 2 * float(ink.sum()) / max(float(ink.sum() - inner.sum()), 1.0)
    letters = "".join(word.text for word in words)
    size = _height_of_letters(ink) / (_CAPITALS if letters.upper() == letters else _X_HEIGHT)
    return _Run(words, size, stroke / size)


def _height_of_letters(ink: Pixels) -> float:
    """The distance from where most letters begin to where they end, in pixels: tails and marks left out."""
    rows = np.pad(ink.sum(axis=1, dtype=np.float64), 3)
    steps = rows[2:] - rows[:-2]
    least = len(ink) // 3
    foot = least + int(np.argmin(steps[least:]))
    head = int(np.argmax(steps[: foot - least + 1]))
    return float(foot - head)


def _settle_sizes(sizes: Sequence[float]) -> list[float]:
    """Sizes with those that are nearly the page's usual one made it: measures of one type differ a little."""
    usual = median(sizes)
    mistaken = _CAPITALS / _X_HEIGHT  # what capitals and digits that were taken for small letters make of a size
    return [usual if min(abs(size / usual - ratio) for ratio in (1.0, mistaken)) < _ALIKE else size for size in sizes]


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs that stand side by side put together, rows from top to bottom."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (run.rect[1] + run.rect[3], run.rect[0])):
        if rows and all(_beside(other.rect, run.rect) for other in rows[-1]):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.rect[0]) for row in rows]


def _beside(one: Rect, other: Rect) -> bool:
    """Whether two rectangles overlap in height, by half of the lower one, and not in width."""
    common = min(one[3], other[3]) - max(one[1], other[1])
    least = min(one[3] - one[1], other[3] - other[1])
    return common > least / 2 and (one[2] <= other[0] or other[2] <= one[0])


def _line(sheet: Sheet, runs: Sequence[_Run], usual: float) -> Line:
    words = [word for run in runs for word in run.words]
    size = median(run.size for run in runs)
    parts: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        if word.rect[0] - before.rect[2] > _WIDE * size:
            parts.append([])
        parts[-1].append(word)
    chunks = tuple(_chunk(sheet, part) for part in parts)
    bold = fmean(run.stroke for run in runs) > _BOLD * usual
    top, bottom = min(chunk.top for chunk in chunks), max(chunk.bottom for chunk in chunks)
    return Line(chunks, top, bottom, size * 72 / sheet.dpi, bold)


def _chunk(sheet: Sheet, words: Sequence[Word]) -> Chunk:
    x0, top, x1, bottom = sheet.level(_Run(tuple(words), 0.0, 0.0).rect)
    text = normalise(" ".join(word.text for word in words))
    return Chunk(text, x0, x1, top, bottom, confidence=fmean(word.confidence for word in words))
