"""Lines of a page as the runs of glyphs that may each be a cell of a table without rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.grids import looks_like_figure
from corpus.readers.pdf_words import Glyph

APART = 0.5  # of the size: a gap that may part two columns
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Token:
    """A run of glyphs of one line that may be a cell."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    is_figure: bool


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
    tokens = tuple(
        Token(tuple(part), part[0].x0, max(g.x1 for g in part), looks_like_figure("".join(g.text for g in part)))
        for part in parts
    )
    return TokenLine(tokens, min(g.top for g in glyphs), max(g.bottom for g in glyphs), size)
