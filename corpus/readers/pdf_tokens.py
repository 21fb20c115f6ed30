"""Lines of a page as the runs of glyphs that may each be a cell of a table without rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.grids import looks_like_figure
from corpus.readers.pdf_words import Glyph, is_gap

APART = 0.5  # of the size: a gap that may part two columns
_SPACE = 0.25  # of the size
_EVEN = 1.0  # points that lines of one text may differ in their distance
_FAR = 1.8  # of the size: lines of one text are no further apart
_ROOM = 0.5  # points: less is no room
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of glyphs of one line that may be a cell; `base` is where it stands, `text` what it says, unmended."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    is_figure: bool
    base: float = 0.0
    text: str = ""

    @property
    def top(self) -> float:
        """Where its highest glyph begins."""
        return min(glyph.top for glyph in self.glyphs)

    @property
    def bottom(self) -> float:
        """Where its lowest glyph ends."""
        return max(glyph.bottom for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """That of its type."""
        return self.glyphs[0].size

    @property
    def first_word(self) -> float:
        """How wide its first word is, with the space that would part it from a word before."""
        end = next((i for i in range(1, len(self.glyphs)) if is_gap(self.glyphs[i - 1], self.glyphs[i])), None)
        return self.glyphs[(end or len(self.glyphs)) - 1].x1 - self.x0 + _SPACE * self.size


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A line as tokens; `base` is where it stands, `size` that of its type."""

    tokens: tuple[Token, ...]
    top: float
    base: float
    size: float

    @property
    def figures(self) -> int:
        """How many of its tokens are figures, none where all are years: those are labels."""
        found = [token for token in self.tokens if token.is_figure]
        years = all(_YEAR.fullmatch("".join(glyph.text for glyph in token.glyphs)) for token in found)
        return 0 if years else len(found)


def read_tokens(glyphs: Sequence[Glyph]) -> TokenLine:
    """The runs of a line's glyphs that a gap parts."""
    size = sorted(glyph.size for glyph in glyphs)[len(glyphs) // 2]
    parts: list[list[Glyph]] = [[glyphs[0]]]
    for before, glyph in pairwise(glyphs):
        if glyph.x0 - before.x1 > APART * size:
            parts.append([])
        parts[-1].append(glyph)
    tokens = tuple(map(_token, parts))
    return TokenLine(tokens, min(g.top for g in glyphs), max(g.bottom for g in glyphs), size)


def _token(glyphs: Sequence[Glyph]) -> Token:
    text = "".join(glyph.text for glyph in glyphs)
    base = sorted(glyph.bottom for glyph in glyphs)[len(glyphs) // 2]
    spelled = glyphs[0].text + "".join(
        f" {after.text}" if is_gap(before, after) else after.text for before, after in pairwise(glyphs)
    )
    return Token(tuple(glyphs), glyphs[0].x0, max(g.x1 for g in glyphs), looks_like_figure(text), base, spelled)


def is_one_text(lines: Sequence[Token], room: float) -> bool:
    """Whether lines are one text that had no more `room` than that: evenly spaced, each begun for want of room.

    A line that begins with a capital or a year although the one above had room for its first word is a
    text of its own, for all that is known.
    """
    steps = [below.base - above.base for above, below in pairwise(lines)]
    if steps and (max(steps) - min(steps) > _EVEN or max(steps) > _FAR * lines[0].size or min(steps) < 0.5):
        return False
    widest = max([room, *(line.x1 - line.x0 for line in lines)])
    return not any(
        _begins_anew(below) and above.x1 - above.x0 + below.first_word < widest - _ROOM
        for above, below in pairwise(lines)
    )


def _begins_anew(token: Token) -> bool:
    return token.text[:1].isupper() or _YEAR.match(token.text) is not None
