"""The labels above the columns of an unruled table: one level, or two where labels stand over several."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from corpus.readers.pages import Place
from corpus.readers.pdf_words import Glyph, around, group_lines, is_gap, read_text

Column = tuple[float, float]
Cell = tuple[int, int]  # row and column, from 0

_LEVEL = 2.5  # points that labels of one row may stand off each other
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPACE = 0.25  # of the size
_CENTRED = 1.2  # of the size: how far a label may stand off the middle of what it spans


class Token(Protocol):
    """A run of glyphs of one line."""

    @property
    def glyphs(self) -> tuple[Glyph, ...]: ...
    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Heading:
    """The rows of labels, the cells that take several places, and where each cell stands; `ruled` where
    rules told which columns a label stands over."""

    rows: tuple[tuple[str, ...], ...]
    spans: dict[Cell, tuple[int, int]]
    boxes: dict[Cell, Place]
    ruled: bool = False


def read_columns_heading(
    lines: Sequence[Sequence[Token]], columns: Sequence[Column], breaks: Sequence[Place]
) -> Heading | None:
    """The labels of columns from the lines above them; None where they are not certain.

    Each column but the first must have a label. A label over several columns must stand in their
    middle, or over a rule that parts it from theirs.
    """
    two = next(filter(None, (_two_levels(lines, cut, columns, breaks) for cut in range(1, len(lines)))), None)
    one = _one_level(lines, columns)
    if one is not None and two is not None:
        return two if two.ruled else None
    return one or two


def _one_level(lines: Sequence[Sequence[Token]], columns: Sequence[Column]) -> Heading | None:
    held: list[list[Glyph]] = [[] for _ in columns]
    last: dict[int, Token] = {}
    for token in (token for line in lines for token in line):
        c = _column_under(token, columns)
        if c is None or (c in last and not _aligned(last[c], token)):
            return None
        held[c].extend(token.glyphs)
        last[c] = token
    if not all(held[1:]) or not all(map(_is_wrapped, held, columns)):
        return None
    if not _stand_alike([around(cell) for cell in held if cell]):
        return None
    if len(lines) > 1 and _come_again(last):
        return None
    return Heading((tuple(map(read_text, held)),), {}, {(0, c): around(cell) for c, cell in enumerate(held) if cell})


def _come_again(lowest: Mapping[int, Token]) -> bool:
    """Whether the lowest labels of two columns are the same: they stand below others that tell them apart."""
    labels = [read_text(token.glyphs) for c, token in lowest.items() if c]
    return len(set(labels)) < len(labels)


def _stand_alike(places: Sequence[Place]) -> bool:
    """Whether labels stand flush at the top, at the bottom or in the middle, as those of one row do."""
    sides = ([p[1] for p in places], [p[3] for p in places], [(p[1] + p[3]) / 2 for p in places])
    return any(max(side) - min(side) < _LEVEL for side in sides)


def _is_wrapped(label: Sequence[Glyph], column: Column) -> bool:
    """Whether the lines of a label are one text that had no room on a line, not labels below each other.

    A line that begins with a capital although the line above had room for its first word is a label of
    its own, for all that is known.
    """
    lines = group_lines(label)
    room = max([column[1] - column[0], *(line[-1].x1 - line[0].x0 for line in lines)])
    for above, below in pairwise(lines):
        end = next((i for i in range(1, len(below)) if is_gap(below[i - 1], below[i])), len(below))
        word = below[end - 1].x1 - below[0].x0 + _SPACE * below[0].size
        opens = below[0].text[:1].isupper() or _YEAR.fullmatch("".join(glyph.text for glyph in below[:end]))
        if opens and above[-1].x1 - above[0].x0 + word < room:
            return False
    return True


def _aligned(above: Token, below: Token) -> bool:
    """Whether two lines are set as one label: flush on a side or in the middle."""
    middles = abs(above.x0 + above.x1 - below.x0 - below.x1) / 2
    return min(abs(above.x0 - below.x0), abs(above.x1 - below.x1), middles) < 2.5


def _column_under(token: Token, columns: Sequence[Column]) -> int | None:
    """The column that a label stands over: its body lies under the label, and no other's does."""
    under = [c for c, (x0, x1) in enumerate(columns) if token.x0 < x1 and token.x1 > x0]
    if len(under) == 1:
        return under[0]
    middle = (token.x0 + token.x1) / 2
    zones = [c for c, (x0, x1) in enumerate(_zones(columns)) if x0 <= token.x0 and token.x1 <= x1 and x0 <= middle < x1]
    return zones[0] if not under and len(zones) == 1 else None


def _zones(columns: Sequence[Column]) -> list[Column]:
    """The columns with half of the gaps beside them."""
    middles = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    edges = [columns[0][0] - 20, *middles, columns[-1][1] + 20]
    return list(pairwise(edges))


def _two_levels(
    lines: Sequence[Sequence[Token]], cut: int, columns: Sequence[Column], breaks: Sequence[Place]
) -> Heading | None:
    """The labels where those of the lines before `cut` stand over those of the lines behind it."""
    below: dict[int, list[Glyph]] = {}
    last: dict[int, Token] = {}
    for token in (token for line in lines[cut:] for token in line):
        c = _column_under(token, columns)
        if c is None:
            return None
        below.setdefault(c, []).extend(token.glyphs)
        last[c] = token
    if len(lines) - cut > 1 and _come_again(last):
        return None
    if not all(_is_wrapped(label, columns[c]) for c, label in below.items()):
        return None
    above = _stack([token for line in lines[:cut] for token in line])
    bottom = max(glyph.bottom for label in above for glyph in label)
    top = min(glyph.top for cell in below.values() for glyph in cell)
    rules = [b for b in breaks if bottom - 3 <= b[1] <= top + 3]
    over = [_columns_over(label, columns, below, rules) for label in above]
    if any(group is None for group in over):
        return None
    groups = [group for group in over if group is not None]
    covered = sorted(c for group in groups for c in group)
    if len(set(covered)) < len(covered) or set(range(1, len(columns))) - set(covered) or max(map(len, groups)) < 2:
        return None
    if any(len(group) > 1 and not all(c in below for c in group) for group in groups):
        return None
    if not all(
        _is_wrapped(label, (columns[group[0]][0], columns[group[-1]][1]))
        for label, group in zip(above, groups, strict=True)
    ):
        return None
    ruled = all(len(group) < 2 or _is_ruled(group, columns, rules) for group in groups)
    highest = min(glyph.top for label in above for glyph in label) + _LEVEL
    wide = [label for label, group in zip(above, groups, strict=True) if len(group) > 1]
    if not ruled and any(min(glyph.top for glyph in label) > highest for label in wide):
        return None  # a label over labels that begins below others may stand below one of them
    return _spell(list(zip(above, groups, strict=True)), below, len(columns), ruled)


def _stack(tokens: Sequence[Token]) -> list[list[Glyph]]:
    """The labels of several lines, those that lie over each other as one."""
    stacks: list[tuple[float, float, list[Glyph]]] = []
    for token in sorted(tokens, key=lambda token: token.x0):
        if stacks and token.x0 < stacks[-1][1]:
            x0, x1, glyphs = stacks[-1]
            stacks[-1] = x0, max(x1, token.x1), [*glyphs, *token.glyphs]
        else:
            stacks.append((token.x0, token.x1, list(token.glyphs)))
    return [glyphs for _, _, glyphs in stacks]


def _columns_over(
    label: Sequence[Glyph], columns: Sequence[Column], below: Mapping[int, list[Glyph]], rules: Sequence[Place]
) -> range | None:
    """The columns that a label of the upper level stands over; None where that is not certain."""
    x0, _, x1, _ = around(label)
    middle, slack = (x0 + x1) / 2, _CENTRED * label[0].size
    for left, _, right, _ in rules:
        if left < middle < right and right - left < 0.95 * (columns[-1][1] - columns[0][0]):
            inside = [c for c, (a, b) in enumerate(columns) if left - 3 <= (a + b) / 2 <= right + 3]
            return range(inside[0], inside[-1] + 1) if inside else None
    alone = [c for c, (a, b) in enumerate(columns) if c not in below and x0 < b and x1 > a]
    if len(alone) == 1:
        return range(alone[0], alone[0] + 1)
    spans = [
        range(first, last + 1)
        for first in range(len(columns))
        for last in range(first, len(columns))
        if all(c in below for c in range(first, last + 1))
        and abs((columns[first][0] + columns[last][1]) / 2 - middle) < slack
        and columns[first][0] - slack < x0
        and x1 < columns[last][1] + slack
    ]
    return max(spans, key=len) if len(spans) == 1 else None


def _is_ruled(group: range, columns: Sequence[Column], rules: Sequence[Place]) -> bool:
    middle = (columns[group[0]][0] + columns[group[-1]][1]) / 2
    return any(left < middle < right for left, _, right, _ in rules)


def _spell(
    above: Sequence[tuple[list[Glyph], range]], below: Mapping[int, list[Glyph]], width: int, ruled: bool
) -> Heading:
    upper, lower = [""] * width, [""] * width
    spans: dict[Cell, tuple[int, int]] = {}
    boxes: dict[Cell, Place] = {}
    for label, group in above:
        own = label if len(group) > 1 else [*label, *below.get(group[0], [])]
        upper[group[0]] = read_text(own)
        boxes[0, group[0]] = around(own)
        spans[0, group[0]] = (1, len(group)) if len(group) > 1 else (2, 1)
        for c in group if len(group) > 1 else ():
            lower[c] = read_text(below[c])
            boxes[1, c] = around(below[c])
    if not upper[0] and 0 in below:
        upper[0] = read_text(below[0])
        boxes[0, 0] = around(below[0])
        spans[0, 0] = (2, 1)
    return Heading((tuple(upper), tuple(lower)), spans, boxes, ruled)
