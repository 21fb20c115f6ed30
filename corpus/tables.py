"""From a grid of printed cells to a table: header labels spelled out a column, row labels as paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.grids import EMPTY_SIGNS, Grid, find_owners, is_band, looks_like_figure, mend_rows, take_columns, take_rows
from corpus.headers import can_head, count_header_rows, find_new_headers, is_formula_row
from corpus.labels import spell_columns, spell_header
from corpus.numbers import (
    SUPERSCRIPTS,
    Convention,
    fits,
    infer_convention,
    read_number,
    read_range,
    strip_superscripts,
)
from corpus.ragged import UNNAMED_COLUMN
from corpus.stubs import find_stub, nest_rows, read_labels
from corpus.text import fold
from corpus.values import Cell, Column, Footnote, Quality, Row, Table

__all__ = [
    "Grid",
    "build_table",
    "count_header_rows",
    "infer_style",
    "is_formula_row",
    "looks_like_figure",
    "mend_page_breaks",
    "read_cell",
    "spell_header",
    "split_banner",
    "split_tables",
    "unit_line",
]

_THREE_DECIMALS = re.compile(r"\D*\d{1,3},\d{3}\D*")


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """How a column prints its figures; `groups` where a sign between thousands was seen, `told` states
    the convention where any sign was."""

    convention: Convention
    groups: bool
    told: str | None = None


def build_table(
    grid: Grid,
    *,
    title: str,
    path: tuple[str, ...],
    lead_in: str = "",
    unit: str | None = None,
    footnotes: Sequence[Footnote] = (),
) -> Table | None:
    """The table that a grid spells, or None if it has no body under its header."""
    grid = mend_page_breaks(grid)
    owners = find_owners(grid)
    header = count_header_rows(grid, owners)
    if header >= len(grid.rows):
        return None
    formula_rows = [r for r in range(header) if is_formula_row(grid.rows[r])]
    if header and len(formula_rows) == header:
        return None
    labels = spell_columns(grid, [r for r in range(header) if r not in formula_rows], owners)
    stub = find_stub(grid, header, labels, owners)
    shown = [c for c in range(stub.width, len(labels)) if labels[c] or any(row[c] for row in grid.rows[header:])]
    styles = _read_styles(grid, header, shown)
    columns = tuple(
        Column(
            labels[c] or (UNNAMED_COLUMN,),
            next((grid.rows[r][c] or None for r in formula_rows), None),
            grid.letters[c] if grid.letters else "",
            styles[c].told,
        )
        for c in styles
    )
    paths = nest_rows(read_labels(grid, header, stub, owners))
    cells = _read_body(grid, header, styles, {note.mark: note for note in footnotes})
    rows = tuple(
        Row(row_path, inside, grid.lines[header + i], total)
        for i, ((row_path, total), inside) in enumerate(zip(paths, cells, strict=True))
    )
    stub_titles = tuple(" ".join(labels[c]) for c in range(stub.width))
    return Table(title, path, columns, rows, grid.lines[0], lead_in, unit, stub_titles)


def split_banner(grid: Grid) -> tuple[list[str], Grid]:
    """The lines above a table that were put into it as rows across all its columns, and the rest."""
    first = 0
    while first < len(grid.rows) - 1 and _is_above(grid, first):
        first += 1
    lines = [" ".join(filter(None, grid.rows[r])) for r in range(first)]
    return list(filter(None, lines)), take_rows(grid, range(first, len(grid.rows))) if first else grid


def split_tables(grid: Grid) -> list[Grid]:
    """The tables that stand beside and under each other in one grid, each with a header of its own."""
    return [part for beside in _split_beside(grid) for part in _split_stacked(beside)]


def _split_beside(grid: Grid) -> list[Grid]:
    """The grid parted where the whole first line of its header stands again on its right."""
    first = [fold(label) for label in grid.rows[0]]
    starts = [c for c, label in enumerate(first) if label and label == first[0]]
    ranges = [range(a, b) for a, b in pairwise([*starts, len(first)])]
    labels = {tuple(filter(None, (first[c] for c in each))) for each in ranges}
    crossed = any(c < start < c + wide for (_, c), (_, wide) in (grid.spans or {}).items() for start in starts)
    alike = len(starts) > 1 and len(labels) == 1 and len(min(labels)) > 1
    return [take_columns(grid, each) for each in ranges] if alike and not crossed else [grid]


def _split_stacked(grid: Grid) -> list[Grid]:
    starts = [0, *find_new_headers(grid), len(grid.rows)]
    return [take_rows(grid, range(a, b)) for a, b in pairwise(starts)] if len(starts) > 2 else [grid]


def _is_above(grid: Grid, r: int) -> bool:
    """Whether a row at the top is no header: empty, across all columns, or all it says is a unit or a title."""
    filled = [cell for cell in grid.rows[r] if cell]
    return (
        not filled
        or is_band(grid, r)
        or (len(filled) == 1 and (unit_line(filled) is not None or _is_title(grid.rows[r], grid.rows[r + 1])))
    )


def _is_title(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row's one text, in the first column, stands above a whole row of labels."""
    return bool(row[0]) and len(row) > 2 and all(below) and all(map(can_head, below))


def mend_page_breaks(grid: Grid) -> Grid:
    """The grid as it was before pages cut it: repeated headers dropped, cut rows joined again.

    Where the first row is printed again, a page ended before it, whether or not the format says so.
    """
    first = grid.rows[0]
    if sum(map(bool, first)) > 1 and not any(map(looks_like_figure, first)):
        again = {r for r in range(1, len(grid.rows)) if grid.rows[r] == first}
        grid = replace(grid, breaks=grid.breaks | again) if again - grid.breaks else grid
    if not grid.breaks:
        return grid
    until = min((r for r in grid.breaks if r), default=len(grid.rows))
    return mend_rows(grid, max(count_header_rows(take_rows(grid, range(until))), 1))


def _read_styles(grid: Grid, header: int, columns: Sequence[int]) -> dict[int, ColumnStyle]:
    """How each of some columns prints its figures."""
    body = range(header, len(grid.rows))
    printed = {c: [grid.rows[r][c] for r in body if _shows_style(grid, r, c)] for c in columns}
    return {c: infer_style(figures) for c, figures in printed.items()}


def _read_body(
    grid: Grid, header: int, styles: dict[int, ColumnStyle], notes: dict[str, Footnote]
) -> list[tuple[Cell, ...]]:
    """The cells of each body row; a row that is but the title of a group has blank ones."""
    body = range(header, len(grid.rows))
    return [tuple(_place_cell(grid, r, c, style, notes) for c, style in styles.items()) for r in body]


def _shows_style(grid: Grid, r: int, c: int) -> bool:
    """Whether a cell tells how its column prints figures; a told 1,234 would be taken for thousands."""
    text = grid.rows[r][c]
    return looks_like_figure(text) and not ((r, c) in grid.told and _THREE_DECIMALS.fullmatch(text))


def _place_cell(grid: Grid, r: int, c: int, style: ColumnStyle, notes: dict[str, Footnote]) -> Cell:
    cell = grid.told.get((r, c)) or read_cell(grid.rows[r][c], style, notes)
    box, confidence = grid.boxes.get((r, c)), grid.confidence.get((r, c))
    return cell if box is None and confidence is None else replace(cell, box=box, confidence=confidence)


def infer_style(printed: Sequence[str]) -> ColumnStyle:
    """How a column prints its figures, from all its cells."""
    convention = infer_convention(printed)
    grouping = r"[1-9]\d{0,2}(?:\.\d{3})+" if convention is Convention.COMMA else r"[1-9]\d{0,2}(?:,\d{3})+"
    groups = any(re.fullmatch(grouping, cell.strip()) for cell in printed)
    parted = any(re.search(r"\d[.,]\d", cell) for cell in printed)
    return ColumnStyle(convention, groups, convention.value if parted else None)


def read_cell(printed: str, style: ColumnStyle, notes: dict[str, Footnote]) -> Cell:
    """One body cell: a number, words, or nothing. A figure that has lost digits is kept as suspect.

    Where a column groups thousands, the same sign before two digits (4.34 for 4.349) is no decimal
    sign but a figure that was cut: it is left unread rather than guessed.
    """
    text = strip_superscripts(printed).strip()
    mark = next((char.translate(SUPERSCRIPTS) for char in re.findall("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", printed)), None)
    note = notes.get(mark) if mark else None
    shown = printed.strip()
    if text in EMPTY_SIGNS:
        return Cell(shown, footnote=note)
    number = read_number(text, style.convention)
    if number is None and read_range(text, style.convention) is not None:
        return Cell(shown, text, footnote=note)
    if number is None and not looks_like_figure(text):
        return Cell(shown, text, footnote=note)
    if number is None or (style.groups and not fits(text, style.convention)):
        return Cell(shown, None, Quality.SUSPECT, footnote=note)
    return Cell(shown, number.value, of=number.of, unit=number.unit, footnote=note)


def unit_line(lines: Iterable[str]) -> str | None:
    """What an "Đơn vị tính: …" line states, from the lines above a table."""
    for line in lines:
        if match := re.match(r"(?:\(?\s*)(?:đơn vị tính|đvt|đơn vị)\s*:\s*([^)]+)", line.strip(), re.IGNORECASE):
            return match[1].strip(" .)")
    return None
