"""The row that numbers a table's columns, made whole where some of its signs were misread: "G)" is "(5)".

Such a row is told by its other cells: most are "(n)", each number one more than the column before's. What a
misread one must be follows from its place; no figure of a report is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NUMBERED = re.compile(r"\((\d{1,2})\)(?:\s*=.*)?")
_FORMULA = re.compile(r"\(?(\w{1,2})\)?\s*=[\s()\w+\-–−*x×/.,%]+")
_LOOK_ALIKE = str.maketrans("SsGOoIlBZzqg|", "5560011822991")
_DEEPEST = 5  # rows of a header above it
_SHORT = 5  # signs of a lone number misread


def mend_column_numbers(rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows, the one that numbers the columns as it must be."""
    mended = list(rows)
    for r, row in enumerate(rows[:_DEEPEST]):
        first = _first_number(row)
        if first is not None:
            mended[r] = tuple(_as_number(cell, first + c) for c, cell in enumerate(row))
            break
    return tuple(mended)


def _first_number(row: Sequence[str]) -> int | None:
    """What the first column's number is where a row numbers the columns; None where it does not."""
    filled = [(c, cell.strip()) for c, cell in enumerate(row) if cell.strip()]
    starts = Counter(int(match[1]) - c for c, cell in filled if (match := _NUMBERED.fullmatch(cell)))
    if not starts:
        return None
    first, times = starts.most_common(1)[0]
    others = [cell for c, cell in filled if not _says(cell, first + c)]
    plausible = all(len(cell) <= _SHORT or _FORMULA.fullmatch(cell) for cell in others)
    return first if times >= 2 and 2 * times >= len(filled) and plausible else None


def _says(cell: str, number: int) -> bool:
    match = _NUMBERED.fullmatch(cell.strip())
    return match is not None and int(match[1]) == number


def _as_number(cell: str, number: int) -> str:
    if not cell.strip():
        return cell
    _, equals, formula = cell.partition("=")
    if not equals:
        return cell if _says(cell, number) else f"({number})"
    return f"({number})={formula.strip().translate(_LOOK_ALIKE)}"
