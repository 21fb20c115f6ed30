"""Rows with more cells than the header has labels, and columns without one: no figure is lost, and none is
believed to be in its place.

Which cell is the one too many cannot be told: the last column may lack its label, or one cell was cut in
two and all behind it stand under another's label. So the column is named as what it is, and `corpus.audit`
doubts the rows that reach into it.
"""

from __future__ import annotations

from collections.abc import Sequence

UNNAMED_COLUMN = "(cột không tên)"


def level_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of cells filled up to one width."""
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]
