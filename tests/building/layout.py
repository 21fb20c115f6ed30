"""How wide the columns of a printed table are."""

from __future__ import annotations

import re

from building.sheets import Sheet

_LETTER = 0.23  # mm a letter of a wide bold face takes for each point of its size
_PADDING = 5.0  # mm on both sides of a cell's text


def column_widths(sheet: Sheet, width: float, points: float) -> list[float]:
    """Widths in mm that add up to `width`: room for each column's longest word in letters of `points`,
    the rest to columns of long texts. A formula may be broken at its signs.
    """
    rows = sheet.flat_rows()
    columns = range(sheet.width)
    words = [max((len(word) for row in rows for word in re.split(r"[\s=+]+", row[c])), default=1) for c in columns]
    least = [word * points * _LETTER + _PADDING for word in words]
    texts = [min(120, max(len(row[c]) for row in rows[sheet.header :])) + 1 for c in columns]
    spare = width - sum(least)
    if spare < 0:
        return [width * need / sum(least) for need in least]
    return [need + spare * text / sum(texts) for need, text in zip(least, texts, strict=True)]
