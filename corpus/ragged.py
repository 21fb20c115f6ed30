"""Rows with more cells than the header has labels: no figure is lost, and none is believed to be in its place.

Which cell is the one too many cannot be told: the last column may lack its label, or one cell was cut in
two and all behind it stand under another's label. So the column is named as what it is, and `corpus.audit`
doubts the rows that reach into it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.grids import looks_like_figure
from corpus.markers import read_marker

UNNAMED_COLUMN = "(cột không tên)"
_YEAR = re.compile(r"(?:năm\s*)?(?:19|20)\d\d", re.IGNORECASE)


def level_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of cells filled up to one width, and the columns named that the header does not reach.

    The first row of a piece that goes on from the page before is no header, and names nothing.
    """
    width = max(map(len, rows), default=0)
    level = [[*row, *[""] * (width - len(row))] for row in rows]
    if not rows or not _is_header(rows[0]):
        return level
    reach = len(rows[0])
    for row in rows[1:]:
        if any(map(looks_like_figure, row)):
            break
        reach = max(reach, len(row))
    for c in range(reach, width):
        if any(row[c].strip() for row in level):
            level[0][c] = UNNAMED_COLUMN
    return level


def _is_header(row: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    figures = any(looks_like_figure(cell) and _YEAR.fullmatch(cell) is None for cell in filled)
    return bool(filled) and not figures and read_marker(row[0].strip()) is None
