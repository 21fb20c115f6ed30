"""The cells of a ruled table read one by one, what is doubtful read once more in another way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import cv2
import numpy as np

from corpus.readers.pages import PageTable
from corpus.readers.pdf_words import is_cut
from corpus.readers.scan_image import Pixels, Sheet
from corpus.readers.scan_lines import RuledGrid, Span
from corpus.readers.scan_words import BLOCK, FIGURES, LANGUAGE, Deadline, Word, recognise
from corpus.tables import looks_like_figure
from corpus.text import normalise

_INK = 150
_SPECK = 5  # dots: less ink in one piece is dirt
_PAD = 20  # dots of paper that letters need around them
_SURE = 0.94  # of a figure; less is read once more
_DOUBTFUL = 0.7  # of words
_AGREED = 0.95  # what two readings that agree make of a doubtful figure
_DISPUTED = 0.5  # the most that two readings that differ leave
_OTHER_SCALE = 1.35  # the second reading sees other dots, so that it does not fail the same way
_DASHES = str.maketrans("−–—‒¬~", "------")
_SIGNED = re.compile(r"([+-])\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell was read as, and how sure (0 to 1)."""

    text: str
    confidence: float


def read_table(sheet: Sheet, wiped: Pixels, grid: RuledGrid, deadline: Deadline) -> PageTable | None:
    """The table of a grid, its cells' texts with their places and confidence; None if all are empty."""
    pictures = dict(_pictures(wiped, grid, sheet.dpi))
    readings = read_cells(pictures, sheet.dpi, deadline)
    if not any(reading.text for reading in readings.values()):
        return None
    texts = [[""] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for (row, column), reading in readings.items():
        texts[row][column] = reading.text
    _, top, _, bottom = sheet.level(grid.rect)
    return PageTable(
        tuple(map(tuple, texts)),
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


def read_cells(
    pictures: Mapping[tuple[int, int], Pixels], dpi: float, deadline: Deadline
) -> dict[tuple[int, int], Reading]:
    """The reading of each picture; doubtful ones are read again, larger, figures by a reader of figures."""
    first = _read(pictures, LANGUAGE, dpi, deadline)
    readings = dict(first)
    figures = {at: pictures[at] for at, reading in first.items() if _may_be_figure(reading)}
    words = {at: pictures[at] for at, told in first.items() if at not in figures and told.confidence < _DOUBTFUL}
    for doubtful, language in ((figures, FIGURES), (words, LANGUAGE)):
        again = _read({at: _enlarge(picture) for at, picture in doubtful.items()}, language, dpi, deadline)
        readings |= {at: settle(first[at], second) for at, second in again.items()}
    return readings


def _may_be_figure(reading: Reading) -> bool:
    """Whether a reading that is not sure may be of a figure: it has digits or signs, and few letters."""
    letters = sum(char.isalpha() for char in reading.text)
    return reading.confidence < _SURE and (letters <= 1 or letters < len(reading.text) / 3)


def _read(
    pictures: Mapping[tuple[int, int], Pixels], language: str, dpi: float, deadline: Deadline
) -> dict[tuple[int, int], Reading]:
    found = recognise(list(pictures.values()), BLOCK, dpi, deadline, language)
    return {at: _spell(words) for at, words in zip(pictures, found, strict=True)}


def _enlarge(picture: Pixels) -> Pixels:
    large = cv2.resize(picture, None, fx=_OTHER_SCALE, fy=_OTHER_SCALE, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, dtype=np.uint8)


def _spell(words: Iterable[Word]) -> Reading:
    """A cell's lines joined, what a narrow cell cut put together; as sure as its least sure word."""
    text, least = "", 1.0
    for _, line in groupby(words, key=lambda word: word.line):
        held = list(line)
        least = min(least, *(word.confidence for word in held))
        said = " ".join(word.text for word in held)
        text += said if not text or is_cut(text, said) else f" {said}"
    return Reading(normalise(text), least if text else 0.0)


def settle(first: Reading, second: Reading) -> Reading:
    """The reading that two of one cell leave: the surer one, more sure if they agree, less if not."""
    if not second.text or not first.text:
        told = first if first.text else second
        return Reading(told.text, min(told.confidence, _DISPUTED))
    surer = max(first, second, key=lambda reading: (_is_figure(reading), reading.confidence))
    if _bare(first.text) == _bare(second.text):
        agreed = _AGREED if _is_figure(first) else surer.confidence
        return Reading(surer.text, max(surer.confidence, agreed))
    return Reading(surer.text, min(surer.confidence, _DISPUTED))


def _is_figure(reading: Reading) -> bool:
    return looks_like_figure(reading.text)


def _bare(text: str) -> str:
    """A text as far as two readings must agree: without spaces, dashes alike."""
    return _SIGNED.sub(r"\1", text.translate(_DASHES)).replace(" ", "")
