"""The header of a grid: how many rows it takes, and each column's labels from top to bottom.

Where a format tells what spans what, labels stand over what their cells span and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.grids import Grid, Place, find_owners, is_band, looks_like_figure
from corpus.numbers import strip_superscripts
from corpus.text import fold

_FORMULA = re.compile(r"\(\d{1,2}\)(?:\s*=.*)?|\([A-ZĐ]\)")
_NUMBERING = re.compile(r"([A-Z])|\(?(\d{1,2})\)?(?:\s*=.*)?")
_PERIOD = re.compile(r"(?:năm\s*)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)?|0?\d{1,2}\s*tháng\b.*", re.IGNORECASE)
_UNITS = re.compile(
    r"\([^()\d]{1,30}\)|%|(?:(?:nghin|ngan|trieu|ty) )?(?:dong|usd)|(?:nghin|trieu) (?:nguoi|tan|luot)"
    r"|ho so|nguoi|diem|hang|bac|lan|ha|km2?|m[23]?|tan|ta|kg"
)
_FEWEST_COUNTED = 4  # columns; fewer numbers in a row can be figures
_MOST_FIGURES = 0.5  # a row of which more are figures is no header, whatever a format marks


def count_header_rows(grid: Grid, owners: Mapping[Place, Place] | None = None) -> int:
    """How many rows stand above the body, a row of column numbers (1) (2) (3)=(4)+(5) included."""
    if grid.spans is None:
        count = _header_by_shape(grid.rows, grid.header or 1)
    else:
        count = _header_by_spans(grid, find_owners(grid) if owners is None else owners)
    while count < len(grid.rows) and (is_formula_row(grid.rows[count]) or _names_units(grid.rows[count])):
        count += 1
    return count


def is_formula_row(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns: (1), (2), (3)=(4)+(5), or A, B, 1, 2, 3=1+2."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and (
        all(_FORMULA.fullmatch(cell) for cell in filled) or (len(filled) == len(row) and _counts_columns(filled))
    )


def _counts_columns(cells: Sequence[str]) -> bool:
    """Whether cells run A, B, 1, 2, 3=1+2: letters over the labels, then numbers from 1 without a gap."""
    read = [_NUMBERING.fullmatch(cell) for cell in cells]
    told = [(match[1] or int(match[2])) for match in read if match]
    letters = [sign for sign in told if isinstance(sign, str)]
    wanted = [*(chr(ord("A") + i) for i in range(len(letters))), *range(1, len(cells) - len(letters) + 1)]
    enough = len(cells) >= _FEWEST_COUNTED or (len(letters) > 1 and len(cells) == _FEWEST_COUNTED - 1)
    return enough and len(letters) < len(cells) and told == wanted


def _names_units(row: Sequence[str]) -> bool:
    """Whether a row below the labels only says in what each column is measured."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and not row[0].strip() and all(_UNITS.fullmatch(fold(cell)) for cell in filled)


def _heads(cell: str) -> bool:
    """Whether a filled cell can be a label of columns: words, or a year ("2022", "6 tháng")."""
    return not looks_like_figure(cell) or _PERIOD.fullmatch(cell.strip()) is not None


# where spans are told


def _header_by_spans(grid: Grid, owners: Mapping[Place, Place]) -> int:
    marked = grid.header or 1
    if marked >= len(grid.rows):
        marked = 1
    while marked > 1 and _is_of_body(grid.rows[marked - 1]):
        marked -= 1
    count = _close_spans(grid, max(marked, 1))
    while count < len(grid.rows) and _parts_spans(grid, owners, count):
        count = _close_spans(grid, count + 1)
    if not any(r < count for r, _ in grid.spans or {}):
        count = max(count, _header_by_shape(grid.rows, count))
    return count


def _close_spans(grid: Grid, count: int) -> int:
    """The rows that the cells of the first ones reach down to."""
    reach = count
    for r, c in sorted(grid.spans or {}):
        if r >= reach:
            break
        below = r + (grid.spans or {})[r, c][0]
        reach = below if reach < below < len(grid.rows) else reach
    return reach


def _is_of_body(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    figures = [cell for cell in filled if not _heads(cell)]
    return len(figures) > _MOST_FIGURES * len(filled) and not is_formula_row(row)


def _parts_spans(grid: Grid, owners: Mapping[Place, Place], r: int) -> bool:
    """Whether a row parts what a label above it spans: two labels or more under one, and no figure."""
    row = grid.rows[r]
    if is_band(grid, r) or not all(_heads(cell) for cell in row if cell.strip()) or is_formula_row(row):
        return False
    if row[0].strip() and any(grid.rows[above][0].strip() for above in range(r)):
        return False
    under: dict[Place, int] = {}
    for c, cell in enumerate(row):
        owner = owners.get((r - 1, c))
        if cell.strip() and owner is not None and (grid.spans or {})[owner][1] > 1:
            under[owner] = under.get(owner, 0) + 1
    return any(labels > 1 for labels in under.values())


def spell_columns(grid: Grid, rows: Sequence[int], owners: Mapping[Place, Place]) -> list[tuple[str, ...]]:
    """Each column's labels from top to bottom over the given rows."""
    if grid.spans is None:
        return spell_header([grid.rows[r] for r in rows])
    paths = [_labels_above(grid, rows, owners, c) for c in range(len(grid.rows[0]))]
    merged = any((r, c) in owners for r in rows for c in range(len(paths)))
    if len(rows) > 1 and not merged and len(set(paths)) < len(paths):
        return spell_header([grid.rows[r] for r in rows])  # what was merged has been lost on the way
    return paths


def _labels_above(grid: Grid, rows: Sequence[int], owners: Mapping[Place, Place], c: int) -> tuple[str, ...]:
    path: list[str] = []
    for r in rows:
        row, column = owners.get((r, c), (r, c))
        label = strip_superscripts(grid.rows[row][column]).strip()
        if label and (not path or path[-1] != label):
            path.append(label)
    return tuple(path)


# where empty cells are all there is to go by


def _header_by_shape(rows: Sequence[Sequence[str]], count: int = 1) -> int:
    count = min(count, max(len(rows) - 1, 1))
    while count < len(rows):
        row = rows[count]
        filled = [cell for cell in row if cell.strip()]
        if is_formula_row(row) or not filled or row[0].strip() or not all(map(_heads, filled)):
            break
        # a further header row parts what a cell above spans; beside it a lone column may have a label, too
        labelled = [c for c, cell in enumerate(row) if cell.strip()]
        if not any(_under_span(rows[:count], c) for c in labelled):
            break
        count += 1
    return count


def _under_span(header: Sequence[Sequence[str]], column: int) -> bool:
    above = header[-1]
    left_filled = next((c for c in range(column, -1, -1) if above[c].strip()), None)
    if left_filled is None:
        return len(header) > 1 and _under_span(header[:-1], column)
    wide = left_filled < column or (column + 1 < len(above) and not above[column + 1].strip())
    return wide or len(header) > 1


def spell_header(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Each column's labels from top to bottom; an empty cell belongs to what spans it.

    To the right of a label, an empty cell with the same labels above is spanned by it; elsewhere
    the label above spans downwards.
    """
    paths: list[list[str]] = [[] for _ in rows[0]]
    for row in rows:
        before = [tuple(path) for path in paths]
        spread = ""
        for c, cell in enumerate(row):
            label = strip_superscripts(cell).strip()
            if label:
                spread = label
            elif c and spread and before[c] == before[c - 1] and (before[c] or c >= 1):
                label = spread
            else:
                spread = ""
            if label and (not paths[c] or paths[c][-1] != label):
                paths[c].append(label)
    return [tuple(path) for path in paths]
