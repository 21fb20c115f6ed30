"""From what a PDF page draws to its lines and tables: turned for reading, watermarks left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.readers.pages import Page, PageTable, Place
from corpus.readers.pdf_across import across_lattices
from corpus.readers.pdf_columns import unruled_tables
from corpus.readers.pdf_layout import Sheet
from corpus.readers.pdf_rules import Rule, find_lattices, join_rules
from corpus.readers.pdf_tables import ruled_tables
from corpus.readers.pdf_words import Glyph, read_lines
from corpus.syllables import is_syllable

_FEW = 10  # glyphs: fewer beside an image say nothing
_COVERS = 0.6  # of a page: an image as large is a scan of it
_STAMPED = 400  # glyphs: fewer on a scan are a stamp or a signature
_ODD = 0.3  # of the glyphs
_SPELLED = 0.5  # of the words of a scan's hidden text: fewer that spell syllables were misread
_MOSTLY = 0.7
_WORD = re.compile(r"[^\W\d_]+")


def is_unreadable(sheet: Sheet) -> bool:
    """Whether a page's text layer does not say what the page shows, so that its image has to be read."""
    glyphs = sheet.glyphs
    area = max(((x1 - x0) * (bottom - top) for x0, top, x1, bottom in sheet.images), default=0.0)
    scanned = area > _COVERS * sheet.width * sheet.height > 0
    if sum(_is_odd(glyph.text) for glyph in glyphs) > _ODD * len(glyphs):
        return True
    if (scanned and len(glyphs) < _STAMPED) or sheet.is_outlined:
        return True
    if scanned and sheet.hidden > _MOSTLY * len(glyphs) and not _spells(glyphs):
        return True
    return bool(sheet.images) and len(glyphs) < _FEW


def _is_odd(text: str) -> bool:
    """Whether a glyph says no letter: a number in its font, a private sign, a control sign."""
    return text.startswith("(cid:") or text[0] < " " or text[0] == "\ufffd" or "\ue000" <= text[0] <= "\uf8ff"


def _spells(glyphs: Sequence[Glyph]) -> bool:
    """Whether most words spell Vietnamese, marks and all."""
    words = [word for line in read_lines(glyphs) for word in _WORD.findall(line.text) if len(word) > 1]
    spelled = sum(map(is_syllable, words))
    marked = sum(not word.isascii() for word in words)
    return spelled >= _SPELLED * len(words) and marked >= 0.2 * len(words)


def read_sheet(sheet: Sheet, *, unusable: bool = False) -> Page:
    """The page that a sheet shows; of an unusable one, whatever letters it has are left aside."""
    if unusable:
        return Page(sheet.number, sheet.width, sheet.height, unusable=True)
    sheet, turn = _turn(sheet)
    page = Page(sheet.number, sheet.width, sheet.height, turn=turn)
    glyphs = _without_watermarks(sheet.glyphs)
    ruled, rest = ruled_tables(find_lattices(sheet.across, sheet.down), glyphs)
    parted, rest = ruled_tables(across_lattices(_rules_outside(sheet, ruled), rest), rest)
    unruled, rest = unruled_tables([glyph for glyph in rest if glyph.turn == 0], _breaks(sheet))
    page.tables = [*ruled, *parted, *unruled]
    page.lines = read_lines(rest)
    return page


def _rules_outside(sheet: Sheet, tables: Sequence[PageTable]) -> list[Rule]:
    """The rules across that lie outside the given tables."""
    return [rule for rule in join_rules(sheet.across) if not any(t.top - 1 < rule[0] < t.bottom + 1 for t in tables)]


def _breaks(sheet: Sheet) -> list[Place]:
    """What lies across and may part rows: rules, and the edges of shades."""
    rules = [(x0, y, x1, y) for y, x0, x1 in join_rules(sheet.across)]
    edges = [(x0, y, x1, y) for x0, top, x1, bottom in sheet.fills for y in (top, bottom)]
    return [*rules, *edges]


def _turn(sheet: Sheet) -> tuple[Sheet, int]:
    """The sheet as it lies before a reader when most of its text runs up or down, and by how much it was turned."""
    turns = Counter(glyph.turn for glyph in sheet.glyphs)
    turn = next((turn for turn in (90, 270) if turns[turn] > _MOSTLY * len(sheet.glyphs)), 0)
    if not turn:
        return sheet, 0
    return _turned(sheet, turn), turn


def _turned(sheet: Sheet, turn: int) -> Sheet:
    width, height = sheet.height, sheet.width

    def move(place: Place) -> Place:
        x0, top, x1, bottom = place
        return (width - bottom, x0, width - top, x1) if turn == 90 else (top, height - x1, bottom, height - x0)

    def move_glyph(glyph: Glyph) -> Glyph:
        x0, top, x1, bottom = move((glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        return replace(glyph, x0=x0, top=top, x1=x1, bottom=bottom, turn=(glyph.turn - turn) % 360)

    rows = [move((start, y, end, y)) for y, start, end in sheet.across]
    columns = [move((x, start, x, end)) for x, start, end in sheet.down]
    return Sheet(
        sheet.number,
        width,
        height,
        [move_glyph(glyph) for glyph in sheet.glyphs],
        [(top, x0, x1) for x0, top, x1, _ in columns],
        [(x0, top, bottom) for x0, top, _, bottom in rows],
        [move(place) for place in sheet.fills],
    )


def _without_watermarks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without those of large words that lie under the text."""
    usual = median(glyph.size for glyph in glyphs) if glyphs else 0.0
    large = [glyph for glyph in glyphs if glyph.size > 2 * usual]
    if not large or len(large) > len(glyphs) / 4:
        return list(glyphs)
    small = [glyph for glyph in glyphs if glyph.size <= 2 * usual]
    under = {glyph.size for glyph in large if any(_lies_in(other, glyph) for other in small)}
    return [glyph for glyph in glyphs if glyph.size not in under or glyph.size <= 2 * usual]


def _lies_in(glyph: Glyph, other: Glyph) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    inset = 0.25 * other.size
    return other.x0 <= x <= other.x1 and other.top + inset <= y <= other.bottom - inset
