"""Whether a grid right behind another is the next piece of its table, or a table of its own.

A piece is told by the header printed again, or by a first row that can only be one of the body: it holds a
figure that heads no column, or its ordinal or its unit goes on those before. A row of years, counts or
ranges may head columns as well as stand in them: where nothing tells which, the grid is neither, so that
no figure stands under another table's header.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from corpus.grids import EMPTY_SIGNS, Grid, is_band, looks_like_figure
from corpus.headers import can_head, count_header_rows, holds_figures, is_formula_row, may_be_labels
from corpus.markers import Marker, read_marker
from corpus.names import is_unit
from corpus.stubs import ORDINAL_TITLES
from corpus.text import fold

Row = tuple[str, ...]


class Next(Enum):
    """What a grid is to the one before it."""

    PIECE = auto()
    OWN = auto()
    UNSURE = auto()


def tell_next(before: Grid, after: Grid) -> Next:
    """What the grid that follows another is to it."""
    if len(before.rows[0]) != len(after.rows[0]):
        return Next.OWN
    header = before.rows[: count_header_rows(before)]
    again = _count_again(header, after.rows)
    if again:
        goes_on = again == len(header) or not _may_head(before, header, after, again)
        return Next.PIECE if goes_on and not _parts_further(before, header, after, again) else Next.OWN
    if after.header or is_formula_row(after.rows[0]):
        return Next.OWN
    first = _first_of_cells(before, header, after)
    return Next.PIECE if first is None else _tell_by_row(before, header, after, first)


def _count_again(header: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many rows at the top are those of the header again, of its first lines or its numbers alone."""
    alike = next((i for i, (a, b) in enumerate(zip(header, rows, strict=False)) if a != b), min(len(header), len(rows)))
    if alike:
        return alike
    numbers = [r for r, row in enumerate(header) if is_formula_row(row)]
    tail = header[numbers[0] :] if numbers else ()
    return len(tail) if tail and tuple(rows[: len(tail)]) == tuple(tail) else 0


def _parts_further(before: Grid, header: Sequence[Row], after: Grid, again: int) -> bool:
    """Whether a further line of labels stands below the header that is printed again."""
    if again >= len(after.rows) or again < len(header):
        return False
    row = after.rows[again]
    return not row[0].strip() and _may_head(before, header, after, again)


def _may_head(before: Grid, header: Sequence[Row], after: Grid, r: int) -> bool:
    """Whether a row has words over columns of figures, and no figure of a body."""
    if r >= len(after.rows):
        return False
    over = [after.rows[r][c].strip() for c in _figure_columns(before, header, after, r)]
    filled = [cell for cell in over if cell]
    return bool(filled) and all(can_head(cell) and cell not in EMPTY_SIGNS for cell in filled)


def _figure_columns(before: Grid, header: Sequence[Row], after: Grid, r: int) -> list[int]:
    """The columns in which figures stand before, or below a row of the grid that follows."""
    above, below = range(len(header), len(before.rows)), range(r + 1, len(after.rows))
    numbered = any(fold(row[0]).strip(" .") in ORDINAL_TITLES for row in header)
    columns = range(1 + numbered, len(after.rows[0]))
    return [c for c in columns if holds_figures(before, above, c) or holds_figures(after, below, c)]


def _first_of_cells(before: Grid, header: Sequence[Row], after: Grid) -> int | None:
    """The first row with something in a column of figures, or of words in a table of words; the titles of
    groups and the rests of rows that were cut have nothing there."""
    for r, row in enumerate(after.rows):
        columns = _figure_columns(before, header, after, r)
        headed = not row[0].strip() and all(cell.strip() for cell in row[1:])
        if not is_band(after, r) and (not columns or headed or any(row[c].strip() for c in columns)):
            return r
    return None


def _tell_by_row(before: Grid, header: Sequence[Row], after: Grid, r: int) -> Next:
    row = after.rows[r]
    over = [(c, row[c].strip()) for c in _figure_columns(before, header, after, r) if row[c].strip()]
    marker = _goes_on_counting(before, row[0])
    if not over:
        cut = not row[0].strip() and not all(cell.strip() for cell in row[1:])
        return Next.PIECE if cut or read_marker(row[0]) is not None else Next.OWN
    figures = [(c, cell) for c, cell in over if looks_like_figure(cell)]
    if any(cell in EMPTY_SIGNS for _, cell in over) or (figures and not may_be_labels([cell for _, cell in figures])):
        return Next.PIECE
    body = _is_of_body(before, header, after, r, marker)
    if figures and all(can_head(cell) for _, cell in figures):  # years
        below = [after.rows[i][c] for i in range(r + 1, len(after.rows)) for c, _ in figures]
        years = bool(below) and all(looks_like_figure(cell) and can_head(cell) for cell in below if cell.strip())
        return Next.PIECE if body else Next.UNSURE if years else Next.OWN
    if not figures:
        counted = marker is not None and not marker.kind.startswith("decimal")
        return Next.UNSURE if counted else Next.PIECE if body else Next.OWN
    if body:
        return Next.PIECE
    return Next.OWN if _is_corner(header, after, r) else Next.UNSURE


def _goes_on_counting(before: Grid, label: str) -> Marker | None:
    """The ordinal of a row, if it follows the last of its kind in the first column."""
    last: dict[str, Marker] = {}
    for row in before.rows:
        if (marker := read_marker(row[0], list(last.values()))) is not None:
            last[marker.kind] = marker
    marker = read_marker(label, list(last.values()))
    return marker if marker and marker.kind in last and last[marker.kind].number + 1 == marker.number else None


def _is_of_body(before: Grid, header: Sequence[Row], after: Grid, r: int, marker: Marker | None) -> bool:
    """Whether a row counts on, or names a unit where the rows before do."""
    label = after.rows[r][0]
    units = [is_unit(row[0]) for row in before.rows[len(header) :] if row[0].strip()]
    return marker is not None or (bool(units) and all(units) and is_unit(label) and label != _corner(header))


def _corner(header: Sequence[Row]) -> str:
    """The label over the rows' own, "" where the header has none."""
    return next((row[0] for row in header if row[0].strip()), "")


def _is_corner(header: Sequence[Row], after: Grid, r: int) -> bool:
    """Whether a row's label stands over the labels below it: blank, the corner again, or no unit above units."""
    label = fold(after.rows[r][0]).strip(" .:")
    if not label or label in ORDINAL_TITLES or label == fold(_corner(header)).strip(" .:"):
        return True
    below = [row[0] for row in after.rows[r + 1 :] if row[0].strip()]
    return bool(below) and all(map(is_unit, below)) and not is_unit(after.rows[r][0])
