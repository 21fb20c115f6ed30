"""What cells are read as: each is read once, a doubtful one again in other ways, and the readings are settled.

No sign is put in or changed: of several readings of one picture the one of the right form and the
highest confidence is taken, and where they differ the confidence says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from corpus.grids import looks_like_figure
from corpus.readers.pdf_words import is_cut
from corpus.readers.scan_image import Pixels
from corpus.readers.scan_words import BLOCK, FIGURES, LANGUAGE, Deadline, Word, recognise
from corpus.text import normalise

Place = tuple[int, int]  # the row and column where a cell begins

_INK = 150
_PAD = 20
_SURE = 0.94  # of a figure; less is read once more
_DOUBTFUL = 0.8  # of words
_AGREED = 0.95  # what two readings that agree make of a doubtful figure
_DISPUTED = 0.5  # the most that readings that differ leave
_LARGE, _SMALL = 1.35, 0.7  # another reading sees other dots, so that it does not fail the same way
_SPACE = 0.35  # of a line's height: what parts the last word of a line from the first of the next
_DASHES = str.maketrans("−–—‒¬~", "------")
_SIGNED = re.compile(r"([+-])\s*(?=\d)")
_SIGNED_FIGURE = re.compile(r"([+-]) ?(\d[\d.,]*%?)")
_SIGN_GAP = 0.35  # of a figure's height: letters of one word stand closer
_COLUMN_NUMBER = re.compile(r"\((\d{1,2})\)(?:=[\d()+*/×x%.:–-]+)?")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})\.?")
_LIKE_ROMAN = re.compile(r"[IVXHLÍÌĨỊỈÝlíìĩịỉi|1!vx]{1,6}\.?")  # what strokes that stand are taken for
_AS_ROMAN = str.maketrans("lLivx|!", "IIIVXII")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell was read as, and how sure (0 to 1)."""

    text: str
    confidence: float


Readings = dict[Place, Reading]
Change = Callable[[Pixels], Pixels]


def read_cells(pictures: Mapping[Place, Pixels], dpi: float, deadline: Deadline) -> Readings:
    """The reading of each picture, places being those of cells in one table."""
    reader = _Reader(pictures, dpi, deadline)
    readings = reader.read(pictures, LANGUAGE)
    numbering = set(_numbering_rows(readings))
    readings |= _read_numbering(reader, [at for at in readings if at[0] in numbering])
    rest = {at: told for at, told in readings.items() if at[0] not in numbering}
    ordinals = {at: told for at, told in rest.items() if at[1] == 0 and _may_be_roman(told)}
    figures = {at: told for at, told in rest.items() if at not in ordinals and _is_doubtful_figure(told)}
    words = {at: told for at, told in rest.items() if at not in ordinals and _are_doubtful_words(told)}
    readings |= _read_ordinals(reader, ordinals)
    readings |= _read_again(reader, figures, FIGURES, looks_like_figure, partial(_scale, _LARGE))
    readings |= _read_again(reader, words, LANGUAGE, bool, partial(_scale, _LARGE), partial(unwrap, space=_SPACE))
    return {at: _part_sign(pictures[at], told) for at, told in readings.items()}


@dataclass(frozen=True)
class _Reader:
    """Reads pictures of one table; `change` is done to each before."""

    pictures: Mapping[Place, Pixels]
    dpi: float
    deadline: Deadline

    def read(self, places: Iterable[Place], language: str, change: Change | None = None) -> Readings:
        chosen = {at: change(self.pictures[at]) if change else self.pictures[at] for at in places}
        found = recognise(list(chosen.values()), BLOCK, self.dpi, self.deadline, language)
        return {at: spell(words) for at, words in zip(chosen, found, strict=True)}


def _read_again(
    reader: _Reader, doubtful: Readings, language: str, has_form: Callable[[str], bool], *ways: Change
) -> Readings:
    """Doubtful readings settled with those of the same pictures changed in each way."""
    others = [reader.read(doubtful, language, way) for way in ways]
    return {at: settle([first, *(other[at] for other in others)], has_form) for at, first in doubtful.items()}


def spell(words: Iterable[Word]) -> Reading:
    """A cell's lines joined, what a narrow cell cut put together; as sure as its least sure word."""
    text, least = "", 1.0
    for _, line in groupby(words, key=lambda word: word.line):
        held = list(line)
        least = min(least, *(word.confidence for word in held))
        said = " ".join(word.text for word in held)
        text += said if not text or is_cut(text, said) else f" {said}"
    return Reading(normalise(text), least if text else 0.0)


def settle(readings: Iterable[Reading], has_form: Callable[[str], bool]) -> Reading:
    """What several readings of one cell leave: the surest of the right form; less sure where they differ."""
    told = [reading for reading in readings if reading.text]
    if not told:
        return Reading("", 0.0)
    best = max(told, key=lambda reading: (has_form(reading.text), reading.confidence))
    others = [reading.text for reading in told if reading is not best]
    agreeing = sum(bare(text) == bare(best.text) for text in others)
    if not agreeing or any(has_form(text) and bare(text) != bare(best.text) for text in others):
        return Reading(best.text, min(best.confidence, _DISPUTED))
    return Reading(best.text, max(best.confidence, _AGREED) if has_form(best.text) else best.confidence)


def bare(text: str) -> str:
    """A text as far as two readings must agree: without spaces, dashes alike."""
    return _SIGNED.sub(r"\1", text.translate(_DASHES)).replace(" ", "")


# --- which cells are read again -------------------------------------------------------------------


def _is_doubtful_figure(reading: Reading) -> bool:
    """Whether a reading that is not sure may be of a figure: it has digits or signs, and few letters."""
    letters = sum(char.isalpha() for char in reading.text)
    return reading.confidence < _SURE and (letters <= 1 or letters < len(reading.text) / 3)


def _are_doubtful_words(reading: Reading) -> bool:
    return reading.confidence < _DOUBTFUL and not _is_doubtful_figure(reading)


def _scale(factor: float, picture: Pixels) -> Pixels:
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(picture, None, fx=factor, fy=factor, interpolation=way), dtype=np.uint8)


# --- signs ----------------------------------------------------------------------------------------


def _part_sign(picture: Pixels, reading: Reading) -> Reading:
    """A signed figure with a space after its sign where the picture has one: "+ 2,74", but "-4"."""
    told = _SIGNED_FIGURE.fullmatch(reading.text)
    if told is None:
        return reading
    ink = (picture < _INK).astype(np.uint8)
    filled = np.flatnonzero(ink.any(axis=0))
    height = int(ink.any(axis=1).sum())
    gaps = np.diff(filled) - 1
    gap = int(gaps[gaps > 0][0]) if (gaps > 0).any() else 0
    return Reading(f"{told[1]}{' ' if gap > _SIGN_GAP * height else ''}{told[2]}", reading.confidence)


# --- ordinals -------------------------------------------------------------------------------------


def _read_ordinals(reader: _Reader, ordinals: Readings) -> Readings:
    """Roman numerals read in several sizes: their strokes run together in one and not in another."""
    ways = (partial(_scale, 1.0), partial(_scale, _SMALL), partial(_scale, _LARGE))
    others = [reader.read(ordinals, FIGURES, way) for way in ways]
    return {
        at: settle([_as_roman(told) for told in (first, *(other[at] for other in others))], is_roman)
        for at, first in ordinals.items()
    }


def _may_be_roman(reading: Reading) -> bool:
    return _LIKE_ROMAN.fullmatch(reading.text) is not None and not reading.text.rstrip(".").isdigit()


def _as_roman(reading: Reading) -> Reading:
    """A reading with the small letters that a Roman numeral's strokes were taken for made capitals."""
    text = reading.text.translate(_AS_ROMAN)
    return Reading(text, reading.confidence) if is_roman(text) else reading


def is_roman(text: str) -> bool:
    """Whether a text is a Roman numeral as reports number groups: I to XXXIX."""
    return bool(text.strip(".")) and _ROMAN.fullmatch(text) is not None


# --- rows that number the columns -----------------------------------------------------------------


def _read_numbering(reader: _Reader, places: Sequence[Place]) -> Readings:
    """Column numbers and formulas, which narrow cells cut anywhere, read with their lines set end to end."""
    ways = ((unwrap, FIGURES), (lambda picture: _scale(_LARGE, unwrap(picture)), FIGURES), (unwrap, LANGUAGE))
    found = [reader.read(places, language, way) for way, language in ways]
    return {at: settle([_without_spaces(one[at]) for one in found], _is_formula) for at in places}


def _numbering_rows(readings: Readings) -> Iterable[int]:
    """The rows that number the columns: most cells are in parentheses, three at least (1), (2), (3)=(4)+(5)."""
    for row in sorted({row for row, _ in readings}):
        held = [told.text for (r, _), told in readings.items() if r == row]
        if sum(map(_is_formula, held)) >= 3 and sum(")" in text or "(" in text for text in held) > len(held) / 2:
            yield row


def _is_formula(text: str) -> bool:
    return _COLUMN_NUMBER.fullmatch(text) is not None


def _without_spaces(reading: Reading) -> Reading:
    return Reading(reading.text.replace(" ", ""), reading.confidence)


def unwrap(picture: Pixels, space: float = 0.0) -> Pixels:
    """A picture of several lines with the lines set one behind the other, `space` of their height between them."""
    ink = (picture < _INK).astype(np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    lines = _lines(stats[1:count], centres[1:count, 1])
    if len(lines) < 2:
        return picture
    strips = [_strip(picture, np.isin(labels, [part + 1 for part in line])) for line in lines]
    high = max(len(strip) for strip in strips) + 4
    beside = 2 + round(space * high / 2)
    level = [_pad(strip, (high - len(strip)) // 2, high, beside) for strip in strips]
    return _pad(np.hstack(level), _PAD, high + 2 * _PAD, _PAD)


def _lines(stats: NDArray[Any], middles: NDArray[Any]) -> list[list[int]]:
    """The pieces of ink on each line, from top to bottom; dots and dashes go with the nearest letters."""
    if not len(stats):
        return []
    height = int(stats[:, 3].max())
    letters = [part for part in range(len(stats)) if stats[part, 3] > height / 2]
    lines: list[list[int]] = []
    for part in sorted(letters, key=lambda part: float(middles[part])):
        if lines and middles[part] - middles[lines[-1][0]] < 0.75 * height:
            lines[-1].append(part)
        else:
            lines.append([part])
    firsts = [float(middles[line[0]]) for line in lines]
    for part in sorted(set(range(len(stats))) - set(letters)):
        lines[int(np.argmin([abs(first - middles[part]) for first in firsts]))].append(part)
    return lines


def _strip(picture: Pixels, own: NDArray[np.bool_]) -> Pixels:
    """One line of a picture, its letters alone."""
    rows, columns = np.flatnonzero(own.any(axis=1)), np.flatnonzero(own.any(axis=0))
    window = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    near = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8))[window] > 0
    return np.where(near, picture[window], 255).astype(np.uint8)


def _pad(picture: Pixels, above: int, high: int, beside: int) -> Pixels:
    """The picture on white paper of a height, with some on each side."""
    below = high - len(picture) - above
    padded = cv2.copyMakeBorder(picture, above, below, beside, beside, cv2.BORDER_CONSTANT, value=(255,))
    return np.asarray(padded, dtype=np.uint8)
