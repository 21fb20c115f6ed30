"""The header of a grid: how many rows it takes, and each column's labels from top to bottom.

Where a format tells what spans what, labels stand over what their cells span and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.grids import Grid, Place, find_owners, is_band, looks_like_figure
from corpus.labels import spell_columns
from corpus.markers import read_marker
from corpus.names import is_unit
from corpus.text import fold

_FORMULA = re.compile(r"\(\d{1,2}\)(?:\s*=.*)?|\([A-ZĐ]\)")
_NUMBERING = re.compile(r"([A-Z])|\(?(\d{1,2})\)?(?:\s*=.*)?")
_PERIOD = re.compile(r"(?:năm\s*)?(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)\d\d)?|0?\d{1,2}\s*tháng\b.*", re.IGNORECASE)
_UNITS = re.compile(
    r"\([^()\d]{1,30}\)|%|(?:(?:nghin|ngan|trieu|ty) )?(?:dong|usd)|(?:nghin|trieu) (?:nguoi|tan|luot)"
    r"|ho so|nguoi|diem|hang|bac|lan|ha|km2?|m[23]?|tan|ta|kg"
)
_RANGE = re.compile(r"(?:[<>≤≥]\s*)?\d+\s*(?:[-–]\s*\d+|\+)|[<>≤≥]\s*\d+")
_WHOLE = re.compile(r"\d{1,2}")
_FEWEST_COUNTED = 4  # columns; fewer numbers in a row can be figures
_MOST_FIGURES = 0.5  # a row of which more are figures is no header, whatever a format marks
_TITLE = re.compile(r"(?:bang|bieu|phu luc|don vi(?: tinh)?|dvt|ngay|kem theo)\b")
_LONGEST_GROUP = 8  # words of a label over columns
_WORD = re.compile(r"[^\W\d_]{2}|%")


def count_header_rows(grid: Grid, owners: Mapping[Place, Place] | None = None) -> int:
    """How many rows stand above the body, a row of column numbers (1) (2) (3)=(4)+(5) included.

    None where the first row is for certain one of the body.
    """
    if _has_no_header(grid):
        return 0
    owners = find_owners(grid) if owners is None else owners
    count = _header_by_shape(grid.rows, grid.header or 1) if grid.spans is None else _header_by_spans(grid, owners)
    while count < len(grid.rows) and (
        is_formula_row(grid.rows[count]) or _names_units(grid.rows[count]) or _is_further(grid, count, owners)
    ):
        count += 1
    return count


def _has_no_header(grid: Grid) -> bool:
    """Whether the first row is a row like the others, with figures where all others have them: of a unit
    among units, the first ordinal of several, or figures that are no labels."""
    first, others = grid.rows[0], grid.rows[1:]
    if grid.header or not others or is_formula_row(first):
        return False
    figures = [c for c in range(1, len(first)) if all(looks_like_figure(row[c]) for row in others)]
    if not figures or any(can_head(first[c]) for c in figures):
        return False
    labels = [row[0].strip() for row in grid.rows]
    markers = [read_marker(label) for label in labels]
    ordered = [marker.number for marker in markers if marker] == list(range(1, len(labels) + 1))
    counted = ordered and len({marker.kind for marker in markers if marker}) == 1
    return all(map(is_unit, labels)) or counted or not may_be_labels([first[c] for c in figures])


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


def can_head(cell: str) -> bool:
    """Whether a filled cell can be a label of columns: words, or a year ("2022", "6 tháng")."""
    return not looks_like_figure(cell) or _PERIOD.fullmatch(cell.strip()) is not None


def may_be_labels(cells: Sequence[str]) -> bool:
    """Whether figures beside each other can be the names of columns: years, ranges, or a count."""
    if all(map(can_head, cells)) or all(_RANGE.fullmatch(cell) for cell in cells):
        return True
    whole = [int(cell) for cell in cells if _WHOLE.fullmatch(cell)]
    return len(whole) == len(cells) > 1 and whole == list(range(whole[0], whole[0] + len(whole)))


def is_group_label(text: str, c: int, below: Mapping[int, str]) -> bool:
    """Whether a row's one text is a label over some columns of the header below it, not a title or a unit.

    `c` is its column, `below` the texts of the next row by column.
    """
    filled = {column for column, cell in below.items() if cell.strip()}
    if len(filled) < 3 or c not in filled or c == min(filled) or not all(can_head(below[column]) for column in filled):
        return False
    told = fold(text).strip(" (.:")
    unit = c == max(filled) and _UNITS.fullmatch(fold(text).strip()) is not None
    return not (unit or text.isupper() or _TITLE.match(told) or len(text.split()) > _LONGEST_GROUP)


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
    figures = [cell for cell in filled if not can_head(cell)]
    return len(figures) > _MOST_FIGURES * len(filled) and not is_formula_row(row)


def _parts_spans(grid: Grid, owners: Mapping[Place, Place], r: int) -> bool:
    """Whether a row parts what a label above it spans: two labels or more under one, and no figure."""
    row = grid.rows[r]
    if is_band(grid, r) or not all(can_head(cell) for cell in row if cell.strip()) or is_formula_row(row):
        return False
    if row[0].strip() and any(grid.rows[above][0].strip() for above in range(r)):
        return False
    under: dict[Place, int] = {}
    for c, cell in enumerate(row):
        owner = owners.get((r - 1, c))
        if cell.strip() and owner is not None and (grid.spans or {})[owner][1] > 1:
            under[owner] = under.get(owner, 0) + 1
    return any(labels > 1 for labels in under.values())


# a further row of labels, whatever is told of spans


def _is_further(grid: Grid, count: int, owners: Mapping[Place, Place]) -> bool:
    """Whether the row below `count` rows of labels is one more of them: words over columns of figures.

    It has no label of its own, or that of the corner again, or it names the columns that those above leave
    without a name or with that of the column beside them. Words in the first row of a body are none of these.
    """
    row, body = grid.rows[count], range(count + 1, len(grid.rows))
    filled = [cell for cell in row if cell.strip()]
    if is_band(grid, count) or not all(map(can_head, filled)) or not any(map(_WORD.search, filled)):
        return False
    figures = [c for c in range(1, len(row)) if holds_figures(grid, body, c)]
    own = [c for c in figures if row[c].strip()]
    if not own or ((count, own[0]) in owners and owners[count, own[0]] != (count, own[0])):
        return False
    above = spell_columns(grid, range(count), owners)
    if row[0].strip() and not (above[0] and fold(row[0]) == fold(above[0][-1])):
        return _names_all(row, figures, above)
    beside = [c for c in range(1, figures[0]) if row[c].strip() and above[c][-1:] != (row[c].strip(),)]
    return not beside or _names_all(row, figures, above)


def holds_figures(grid: Grid, body: Sequence[int], c: int) -> bool:
    """Whether most of what a column has in some rows is figures."""
    cells = [grid.rows[r][c] for r in body if grid.rows[r][c].strip()]
    return sum(map(looks_like_figure, cells)) * 2 > len(cells)


def _names_all(row: Sequence[str], figures: Sequence[int], above: Sequence[tuple[str, ...]]) -> bool:
    """Whether a row names each column that those above it leave without a name of its own, each otherwise."""
    unnamed = [c for c in figures if not above[c] or any(abs(c - o) == 1 and above[c] == above[o] for o in figures)]
    names = {row[c].strip() for c in unnamed} - {""}
    return bool(unnamed) and all(row[c].strip() for c in unnamed) and (len(names) > 1 or len(unnamed) == 1)


# another header further down


def find_new_headers(grid: Grid) -> list[int]:
    """The rows below the header that are one again, of other labels: of its corner, words, above figures."""
    corner = fold(grid.rows[0][0]).strip(" .:") if grid.rows else ""
    if not corner:
        return []
    found: list[int] = []
    for r in range(count_header_rows(grid) + 1, len(grid.rows) - 1):
        row = grid.rows[r]
        words = [c for c in range(1, len(row)) if _WORD.search(row[c])]
        again = fold(row[0]).strip(" .:") == corner and list(map(fold, row)) != list(map(fold, grid.rows[0]))
        if again and words and all(can_head(cell) for cell in row if cell.strip()) and not is_band(grid, r):
            found += [r] if any(_holds_any_figure(grid, r + 1, c) for c in words) else []
    return found


def _holds_any_figure(grid: Grid, start: int, c: int) -> bool:
    return any(looks_like_figure(grid.rows[r][c]) for r in range(start, len(grid.rows)))


# where empty cells are all there is to go by


def _header_by_shape(rows: Sequence[Sequence[str]], count: int = 1) -> int:
    count = min(count, max(len(rows) - 1, 1))
    while count < len(rows):
        row = rows[count]
        filled = [cell for cell in row if cell.strip()]
        if is_formula_row(row) or not filled or row[0].strip() or not all(map(can_head, filled)):
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
