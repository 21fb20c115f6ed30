"""Labels, numbers of columns and rows of a table without all its rules, set as the lattice that rules would draw."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.readers.pdf_labels import Columns, Label
from corpus.readers.pdf_rows import Rows
from corpus.readers.pdf_rules import Lattice
from corpus.readers.pdf_tokens import Token


def set_lattice(labels: Sequence[Label], numbers: Sequence[Token], rows: Rows, columns: Columns) -> Lattice | None:
    """Labels, numbers of columns and rows under each other."""
    depth = max(label.level for label in labels) + 1
    low = [
        max(
            t.bottom
            for label in labels
            if label.level <= k and not label.leaf
            for t in label.tokens
            if label.level == k
        )
        for k in range(depth - 1)
    ]
    high = [min(t.top for label in labels if label.level == k for t in label.tokens) for k in range(1, depth)]
    tokens = [token for label in labels for token in label.tokens]
    levels = [min(token.top for token in tokens) - 1, *((a + b) / 2 for a, b in zip(low, high, strict=True))]
    foot = max(token.bottom for token in tokens)
    cells = {
        (label.level, label.first): (depth - label.level if label.leaf else 1, label.last - label.first + 1)
        for label in labels
    }
    width = len(columns.edges) - 1
    if not any(label.first == 0 for label in labels):
        cells[0, 0] = (depth, 1)
    if numbers:
        levels.append((foot + min(token.top for token in numbers)) / 2)
        cells |= {(depth, c): (1, 1) for c in range(width)}
        foot = max(token.bottom for token in numbers)
    start = len(levels)
    levels += [(foot + rows.levels[0] + 1) / 2, *rows.levels[1:]]
    if any(b <= a for a, b in pairwise(levels)):
        return None
    cells |= body_cells(rows, start, width)
    return Lattice(columns.edges, tuple(levels), cells)


def body_cells(rows: Rows, start: int, width: int) -> dict[tuple[int, int], tuple[int, int]]:
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    for r in range(len(rows.levels) - 1):
        for c in range(width):
            if (r, c) in taken:
                continue
            tall, wide = rows.spans.get((r, c), (1, 1))
            cells[start + r, c] = (tall, wide)
            taken |= {(i, j) for i in range(r, r + tall) for j in range(c, c + wide)}
    return cells
