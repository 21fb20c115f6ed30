"""What stands in each column of a body that no rules part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.pdf_edges import BodyColumn
from corpus.readers.pdf_labels import Columns
from corpus.readers.pdf_runs import is_figure
from corpus.readers.pdf_tokens import APART, Token, TokenLine

_FLUSH = 1.5  # points that what is flush may stand off
_PAD = 5.4  # points that a cell leaves free at a side


def body_columns(lines: Sequence[TokenLine]) -> list[BodyColumn] | None:
    """What stands in each column of a body; None where that is not certain."""
    columns: list[list[Token]] = []
    for token in sorted(_single_tokens(lines), key=lambda token: token.x0):
        if columns and token.x0 < max(t.x1 for t in columns[-1]) + APART * token.size:
            columns[-1].append(token)
        else:
            columns.append([token])
    columns = _join_ordinals(columns)
    words = next((c for c, tokens in enumerate(columns) if any(not _is_sign(token) for token in tokens)), None)
    if words == 0:
        columns[0] = _without_corner(columns[0])
    if words is None or len(columns) < 3 or len(lines) < 2:
        return None
    body = [BodyColumn(tuple(tokens), c > words and all(map(is_figure, tokens))) for c, tokens in enumerate(columns)]
    return body if any(column.figured for column in body) else None


def _without_corner(labels: Sequence[Token]) -> list[Token]:
    """The labels without the few that begin left of all others: those of totals, over a column left blank."""
    lefts = sorted(token.x0 for token in labels)
    usual = lefts[len(lefts) // 2]
    flush = [token for token in labels if abs(token.x0 - usual) < 1]
    return flush if all(token.x0 < usual + 1 for token in labels) and len(flush) * 2 > len(labels) else list(labels)


def columns_between(body: Sequence[Token], edges: Sequence[float]) -> list[BodyColumn] | None:
    """What stands in each column between edges."""
    held: list[list[Token]] = [[] for _ in edges[1:]]
    for token in body:
        first, last = bisect_right(edges, token.x0 + 1) - 1, bisect_right(edges, token.x1 - 1) - 1
        if first == last and 0 <= first < len(held):
            held[first].append(token)
    words = next((c for c, tokens in enumerate(held) if any(not _is_sign(token) for token in tokens)), len(held))
    columns = [BodyColumn(tuple(tokens), c > words and all(map(is_figure, tokens))) for c, tokens in enumerate(held)]
    return columns if any(column.figured for column in columns) else None


def _join_ordinals(columns: Sequence[list[Token]]) -> list[list[Token]]:
    """The columns with those of ordinals as one that stand beside each other, each row having one only."""
    joined: list[list[Token]] = []
    for tokens in columns:
        signs = bool(joined) and all(map(_is_sign, [*joined[-1], *tokens]))
        if (
            signs
            and not any(abs(a.base - b.base) < a.size / 2 for a in joined[-1] for b in tokens)
            and len(joined) == 1
        ):
            joined[-1].extend(tokens)
        else:
            joined.append(tokens)
    return joined


def _is_sign(token: Token) -> bool:
    """Whether a text is a figure, a dash or an ordinal: no words."""
    return (
        is_figure(token)
        or sum(map(str.isalpha, token.text)) < 2
        or (token.text.strip("().").isupper() and len(token.text) < 5)
    )


def _single_tokens(lines: Sequence[TokenLine]) -> list[Token]:
    """The tokens without those that lie over two others of one line: titles of groups, totals across."""
    every = [token for line in lines for token in line.tokens]
    return [token for token in every if not any(sum(_are_over(t, token) for t in line.tokens) > 1 for line in lines)]


def _are_over(one: Token, other: Token) -> bool:
    """Whether two texts cannot be of two columns: one lies over the other, or nearly."""
    apart = APART * other.size
    return one.x0 < other.x1 + apart and one.x1 > other.x0 - apart


def columns_again(body: Sequence[Token], edges: Sequence[float]) -> tuple[Columns | None, list[bool]]:
    """The columns of a table so far where another page's texts are flush with them, and which hold figures."""
    columns = columns_between(body, edges)
    if columns is None:
        return None, []
    held, figured = [column.tokens for column in columns], [column.figured for column in columns]
    sides = [[], [], []]  # type: list[list[float]]
    for (left, right), tokens, is_figured in zip(pairwise(edges), held, figured, strict=True):
        for token in tokens if is_figured else ():
            sides[0].append(token.x0 - left)
            sides[1].append(right - token.x1)
            sides[2].append((token.x0 + token.x1 - left - right) / 2)
    flush = [side for side in sides[:2] if side and max(side) - min(side) < _FLUSH]
    centred = bool(sides[2]) and max(map(abs, sides[2])) < _FLUSH
    if not any(figured) or not (flush or centred):
        return None, figured
    return Columns(tuple(edges), min(max(flush[0]), _PAD) if flush else _PAD, True), figured
