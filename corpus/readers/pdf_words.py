"""From the glyphs of a PDF page to its lines of text, broken Vietnamese text layers mended.

Spaces are told by the gaps between glyphs, for a text layer may lack them or have them inside words
("ĐIỀ U KHO ẢN"): a narrow gap beside a marked letter is closed where the halves make one syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from corpus.legacy import from_tcvn3, from_vni
from corpus.numbers import RAISED
from corpus.readers.pages import Chunk, Line, Place
from corpus.syllables import is_syllable
from corpus.text import normalise

_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"[\d()=+*/×%.,:\s–-]+")
_FORMULA = re.compile(r"\(\d{1,2}\)\s*=|\(\d{1,2}\)$")
_OPEN_FIGURE = re.compile(r"[+-]?\s?\d{1,3}(?:\.\d{3})*(?:[.,]\d{0,2})")
_WHOLE_FIGURE = re.compile(r"[+-]?\s?\d{1,3}(?:(?:\.\d{3})+|,\d{1,4})%?")

_RISE = 0.55  # of the size: what stands less above a line belongs to it
_NO_GAP = 0.1  # of the glyphs' size: less is no space, whatever the text layer says
_GAP = 0.19  # more is a space, even if the text layer has none
_WIDE = 1.6  # more parts columns


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph with its box; `spaced` where the text layer has a space before it, `turn` by how many
    degrees against the clock it is turned, `encoding` that of a font from before Unicode."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    spaced: bool = False
    turn: int = 0
    encoding: str = ""


def read_lines(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines from top to bottom."""
    return [_line(line) for line in group_lines(glyphs)]


def group_lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each line from left to right, the lines from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.bottom, g.x0)):
        if lines and glyph.bottom - lines[-1][0].bottom <= _RISE * max(glyph.size, lines[-1][0].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [sorted(line, key=lambda g: g.x0) for line in lines]


def around(glyphs: Sequence[Glyph]) -> Place:
    """The smallest rectangle around glyphs."""
    return (
        min(glyph.x0 for glyph in glyphs),
        min(glyph.top for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
    )


def turn_upright(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs that are turned as most are, placed as they stand once the page is turned for reading.

    They then lie where x is counted along the lines and y across them, from whatever origin.
    """
    turn, _ = Counter(glyph.turn for glyph in glyphs).most_common(1)[0]
    alike = [glyph for glyph in glyphs if glyph.turn == turn]
    if turn == 90:
        return [replace(g, x0=-g.bottom, x1=-g.top, top=g.x0, bottom=g.x1, turn=0) for g in alike]
    if turn == 270:
        return [replace(g, x0=g.top, x1=g.bottom, top=-g.x1, bottom=-g.x0, turn=0) for g in alike]
    if turn == 180:
        return [replace(g, x0=-g.x1, x1=-g.x0, top=-g.bottom, bottom=-g.top, turn=0) for g in alike]
    return alike


def read_text(glyphs: Sequence[Glyph]) -> str:
    """The text of a box, its lines joined; letters that stand on their side are read along their lines."""
    text = ""
    for line in read_lines(turn_upright(glyphs)) if glyphs else []:
        text += line.text if not text or is_cut(text, line.text) else f" {line.text}"
    return normalise(text)


def is_cut(before: str, after: str) -> bool:
    """Whether a narrow cell cut a figure or a formula of columns: 332.8/16, 92.96/%, (3)=(4)+/(5)."""
    if after == "%" and before[-1:].isdigit():
        return True
    if _SIGNS.fullmatch(before) and _SIGNS.fullmatch(after) and _FORMULA.match(before + after):
        return True
    return _OPEN_FIGURE.fullmatch(before) is not None and _WHOLE_FIGURE.fullmatch(before + after) is not None


def _line(glyphs: Sequence[Glyph]) -> Line:
    size = median(glyph.size for glyph in glyphs)
    base = median(glyph.bottom for glyph in glyphs)
    chunks: list[list[Glyph]] = [[glyphs[0]]]
    for before, glyph in pairwise(glyphs):
        if glyph.x0 - before.x1 > _WIDE * size:
            chunks.append([])
        chunks[-1].append(glyph)
    return Line(
        tuple(
            Chunk(
                _spell(chunk, size, base),
                chunk[0].x0,
                chunk[-1].x1,
                min(glyph.top for glyph in chunk),
                max(glyph.bottom for glyph in chunk),
                _most(glyph.italic for glyph in chunk),
            )
            for chunk in chunks
        ),
        min(glyph.top for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        size,
        _most(glyph.bold for glyph in glyphs),
    )


def is_gap(before: Glyph, glyph: Glyph) -> bool:
    """Whether a space stands between two glyphs of a line."""
    return _parts(before, glyph, (glyph.x0 - before.x1) / glyph.size)


def _most(marks: Iterable[bool]) -> bool:
    counted = list(marks)
    return sum(counted) > 0.7 * len(counted)


def _spell(glyphs: Sequence[Glyph], size: float, base: float) -> str:
    """The words of a chunk with single spaces, halves of syllables joined."""
    words: list[str] = []
    gaps: list[float] = []
    encodings: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        text = glyph.text
        if glyph.size < 0.8 * size and base - glyph.bottom > 0.12 * size and text.isdigit():
            text = text.translate(RAISED)
        gap = glyph.x0 - before.x1 if before is not None else 0.0
        if before is None or _parts(before, glyph, gap / size):
            words.append(text)
            gaps.append(gap / size)
            encodings.append(glyph.encoding)
        else:
            words[-1] += text
        before = glyph
    if any(encodings):
        words = [_from_legacy(word, encoding) for word, encoding in zip(words, encodings, strict=True)]
    return normalise(" ".join(mend_words(words, gaps)))


def _from_legacy(word: str, encoding: str) -> str:
    """A word set in a font from before Unicode."""
    if encoding == "VNI":
        return from_vni(word)
    told = from_tcvn3(word) if encoding else word
    return told.upper() if encoding.endswith("CAPITALS") else told


def _parts(before: Glyph, glyph: Glyph, gap: float) -> bool:
    """Whether a space stands between two glyphs."""
    if unicodedata.combining(glyph.text[0]):
        return False
    if gap < _NO_GAP:
        # glyphs that touch are parted only beside figures and signs, where words cannot tell
        return glyph.spaced and gap > -_NO_GAP and not (glyph.text.isalpha() and before.text.isalpha())
    return glyph.spaced or gap > _GAP


def mend_words(words: Sequence[str], gaps: Sequence[float]) -> list[str]:
    """Words with the halves of broken syllables joined; `gaps` before each word, in glyph sizes.

    >>> mend_words(["ĐIỀ", "U", "KHO", "ẢN", "CHUNG"], [0, 0.13, 0.25, 0.12, 0.26])
    ['ĐIỀU', 'KHOẢN', 'CHUNG']
    """
    usual = max(median(gaps[1:]), 0.25) if len(gaps) > 1 else 0.25
    mended: list[str] = []
    for word, gap in zip(words, gaps, strict=True):
        word = unicodedata.normalize("NFC", word)
        if mended and _one_syllable(mended[-1], word, gap < 0.62 * usual, gap <= 1.05 * usual):
            mended[-1] = unicodedata.normalize("NFC", mended[-1] + word)
        else:
            mended.append(word)
    return mended


def _one_syllable(left: str, right: str, narrow: bool, usual: bool) -> bool:
    """Whether two words are the halves of one: a gap that is too narrow, or a half that is no syllable."""
    tail = re.search(r"[^\W\d_]+$", left)
    head = _LETTERS.match(right)
    if tail is None or head is None or not usual:
        return False
    a, b = tail.group(), head.group()
    whole = a + b
    if not is_syllable(whole) or not (whole.isupper() or whole[1:].islower()):
        return False
    marked = _is_marked(a[-1]) or _is_marked(b[0])
    if narrow:
        return marked or not is_syllable(a) or not is_syllable(b)
    return marked and len(a) > 1 and not is_syllable(a) and _is_marked(a[-1])


def _is_marked(letter: str) -> bool:
    return letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1
