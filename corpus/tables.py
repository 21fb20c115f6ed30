"""From a grid of printed cells to a table: header labels spelled out a column, row labels as paths.

A grid is what any reader finds: rows of strings, a spanned cell left empty after the cell that
spans it, `breaks` naming the rows before which a page ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.breakdowns import read_subjects
from corpus.markers import Marker, read_marker
from corpus.numbers import (
    SUPERSCRIPTS,
    Convention,
    fits,
    infer_convention,
    read_number,
    read_range,
    strip_superscripts,
)
from corpus.text import fold
from corpus.values import Box, Cell, Column, Footnote, Quality, Row, Table

_FORMULA = re.compile(r"\(\d{1,2}\)(?:\s*=.*)?")
_TOTAL = re.compile(r"(tong|cong|toan|chung|binh quan|trung binh)\b")
_FIGURE_LIKE = re.compile(r"[\d\s.,%/+()−–-]*\d[\d\s.,%/+()−–-]*")
_EMPTY_SIGNS = {"", "-", "–", "−", "...", "…", "x", "X"}
_STUB_TITLES = {"stt", "tt", "so tt", "s tt", "so thu tu"}


@dataclass(frozen=True, slots=True)
class Grid:
    """Printed cells as a reader finds them: `lines` gives each row's line in the source, from 1;
    `emphasis` the (row, column) of cells in italics; `breaks` rows that follow a page break.

    `spans` gives the height and width of cells that take more than one place, where a format tells
    them (None where it does not, and empty cells are all there is to go by); `header` how many rows
    a format marks as the header, None where it marks none. `boxes` and `confidence` are the places
    of cells and how sure a recogniser is of them.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    breaks: frozenset[int] = frozenset()
    emphasis: frozenset[tuple[int, int]] = frozenset()
    spans: Mapping[tuple[int, int], tuple[int, int]] | None = None
    header: int | None = None
    boxes: Mapping[tuple[int, int], Box] = field(default_factory=dict)
    confidence: Mapping[tuple[int, int], float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """How a column prints its figures; `groups` where a sign between thousands was seen."""

    convention: Convention
    groups: bool


@dataclass(frozen=True, slots=True)
class _Label:
    """The labels of one row before they are put under each other."""

    marker: Marker | None
    texts: tuple[str, ...]
    style: str
    line: int

    @property
    def kind(self) -> str:
        return f"{self.marker.kind if self.marker else 'none'}{self.style}"


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
    header = count_header_rows(grid)
    if header == 0 or header >= len(grid.rows):
        return None
    body = range(header, len(grid.rows))
    formula_rows = [r for r in range(header) if is_formula_row(grid.rows[r])]
    if len(formula_rows) == header:
        return None
    labels = spell_header([grid.rows[r] for r in range(header) if r not in formula_rows])
    stub = count_stub_columns(grid, header)
    columns = tuple(
        Column(labels[c], next((grid.rows[r][c] or None for r in formula_rows), None)) for c in range(stub, len(labels))
    )
    styles = [
        infer_style([grid.rows[r][c] for r in body if looks_like_figure(grid.rows[r][c])])
        for c in range(stub, len(labels))
    ]
    paths = nest_rows(read_labels(grid, header, stub, labels))
    notes = {note.mark: note for note in footnotes}
    rows = tuple(
        Row(
            path=row_path,
            cells=tuple(read_cell(grid.rows[r][c], styles[c - stub], notes) for c in range(stub, len(labels))),
            line=grid.lines[r],
            is_total=total,
        )
        for r, (row_path, total) in zip(body, paths, strict=True)
    )
    stub_titles = tuple(" ".join(labels[c]) for c in range(stub))
    return Table(title, path, columns, rows, grid.lines[0], lead_in, unit, stub_titles)


def mend_page_breaks(grid: Grid) -> Grid:
    """The grid as it was before pages cut it: repeated headers dropped, cut rows joined again.

    After a break, a row with neither ordinal nor figure goes on the row before the break.
    """
    header = next((i for i in range(len(grid.rows)) if i in grid.breaks), len(grid.rows))
    head = grid.rows[: min(header, _header_by_shape(grid.rows))]
    ordinals = sum(read_marker(row[0]) is not None for row in grid.rows) > len(grid.rows) / 4
    rows: list[list[str]] = []
    lines: list[int] = []
    emphasis: set[tuple[int, int]] = set()
    skip = 0
    for r, row in enumerate(grid.rows):
        if r in grid.breaks and row == grid.rows[0]:
            skip = len(head)
        if skip and row == head[len(head) - skip]:
            skip -= 1
            continue
        skip = 0
        after_break = any(b in grid.breaks for b in (r, r - len(head))) and r >= len(head)
        goes_on = not row[0].strip() and not any(looks_like_figure(cell) for cell in row)
        if after_break and rows and ordinals and goes_on:
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], row, strict=True)]
            continue
        emphasis |= {(len(rows), c) for c in range(len(row)) if (r, c) in grid.emphasis}
        rows.append(list(row))
        lines.append(grid.lines[r])
    return Grid(tuple(map(tuple, rows)), tuple(lines), frozenset(), frozenset(emphasis))


def count_header_rows(grid: Grid) -> int:
    """How many rows stand above the body, a row of column numbers (1) (2) (3)=(4)+(5) included."""
    shape = _header_by_shape(grid.rows)
    while shape < len(grid.rows) and is_formula_row(grid.rows[shape]):
        shape += 1
    return shape


def _header_by_shape(rows: Sequence[Sequence[str]]) -> int:
    count = 1
    while count < len(rows):
        row = rows[count]
        filled = [cell for cell in row if cell.strip()]
        starts_blank = not row[0].strip()
        if is_formula_row(row) or not filled or not starts_blank or any(map(looks_like_figure, filled)):
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


def is_formula_row(row: Sequence[str]) -> bool:
    """Whether a row numbers the columns: (1), (2), (3)=(4)+(5)."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and all(_FORMULA.fullmatch(cell) for cell in filled)


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


def count_stub_columns(grid: Grid, header: int) -> int:
    """How many columns on the left carry row labels: up to the first that holds figures."""
    body = grid.rows[header:]
    width = len(grid.rows[0])
    for c in range(width):
        cells = [row[c] for row in body if row[c].strip()]
        ordinal = c == 0 and (
            fold(grid.rows[0][0]).strip(" .") in _STUB_TITLES
            or (bool(cells) and sum(read_marker(cell) is not None for cell in cells) > len(cells) / 2)
        )
        if not ordinal and cells and sum(map(looks_like_figure, cells)) > len(cells) / 2:
            return max(c, 1)
    # no column of figures: a table of words, labelled by its ordinals or its first column
    return 1


def looks_like_figure(cell: str) -> bool:
    """Whether a cell was printed as a figure, readable or not ("1.0 1" is one)."""
    bare = strip_superscripts(cell).strip()
    return bool(_FIGURE_LIKE.fullmatch(bare)) or (
        bool(re.match(r"[(+−–-]?\s*\d", bare)) and read_number(bare) is not None
    )


def read_labels(grid: Grid, header: int, stub: int, labels: Sequence[tuple[str, ...]]) -> list[_Label]:
    """The labels of each body row; a row without any stands under those of the row before."""
    first = [row[0] for row in grid.rows[header:] if row[0].strip()]
    titled = fold(" ".join(labels[0])).strip(" .") in _STUB_TITLES
    numbered = titled or (bool(first) and all(read_marker(cell) is not None for cell in first))
    words = 1 if numbered and stub > 1 else 0
    if numbered and stub == 1:
        subjects = read_subjects([row[1] if len(row) > 1 else "" for row in grid.rows[header:]])
        return [
            _Label(read_marker(grid.rows[header + i][0]), (subject,) if subject else (), "", grid.lines[header + i])
            for i, subject in enumerate(subjects)
        ]
    found: list[_Label] = []
    group = ""
    open_markers: list[Marker] = []
    for r in range(header, len(grid.rows)):
        row = [strip_superscripts(cell).strip() for cell in grid.rows[r]]
        marker = read_marker(row[0], open_markers) if numbered and row[0] else None
        texts = row[words:stub]
        if numbered and marker is None and row[0] and not any(texts):
            texts = [row[0]]  # a total's label that starts in the column of ordinals
        if len(texts) > 1:
            if texts[0].startswith("(") or texts[0][:1].islower():
                group = f"{group} {texts[0]}".strip()
                found = [_regroup(label, group) for label in found]
            elif texts[0]:
                group = texts[0]
            texts = [group, *texts[1:]]
        if not any(texts) and not marker and found:
            found.append(replace(found[-1], line=grid.lines[r]))
            continue
        if marker:
            open_markers.append(marker)
        style = "italic" if (r, words) in grid.emphasis else ""
        found.append(_Label(marker, tuple(text for text in texts if text), style, grid.lines[r]))
    return found


def _regroup(label: _Label, group: str) -> _Label:
    """The label with its group's name in full, once the next line has completed it."""
    if len(label.texts) > 1 and group.startswith(label.texts[0]):
        return replace(label, texts=(group, *label.texts[1:]))
    return label


def nest_rows(labels: Sequence[_Label]) -> list[tuple[tuple[str, ...], bool]]:
    """Each row's path and whether it is a grand total, from how its ordinals nest (A › I › 1.).

    An ordinal of a kind that is open closes what stands below it; a new kind opens a level below.
    """
    marked = any(label.marker for label in labels)
    stack: list[tuple[str, str]] = []
    result: list[tuple[tuple[str, ...], bool]] = []
    for i, label in enumerate(labels):
        own = " ".join(
            filter(None, [label.marker.text if label.marker else "", label.texts[-1] if label.texts else ""])
        )
        if i and label.texts == labels[i - 1].texts and label.marker == labels[i - 1].marker:
            result.append(result[-1])
            continue
        if len(label.texts) > 1:
            result.append(((*label.texts[:-1], own), _is_total(label)))
            continue
        last_unmarked = marked and label.marker is None and i == len(labels) - 1
        if label.marker is None and (_is_total(label) or (last_unmarked and not _kind_seen(labels[:i], label.kind))):
            stack = []
            result.append(((own,), True))
            continue
        kinds = [kind for kind, _ in stack]
        if label.kind in kinds:
            stack = stack[: kinds.index(label.kind)]
        elif label.marker and label.marker.kind.startswith("decimal"):
            stack = _close_deeper_decimals(stack, label)
        elif not marked:
            stack = []
        stack.append((label.kind, own))
        result.append((tuple(text for _, text in stack), False))
    return result


def _close_deeper_decimals(stack: list[tuple[str, str]], label: _Label) -> list[tuple[str, str]]:
    """3.2.4 closes 3.2.3.1 even where its own depth was in another style before."""
    depth = label.marker.kind if label.marker else ""
    for i, (kind, _) in enumerate(stack):
        if kind.startswith("decimal") and kind.removesuffix("italic") >= depth:
            return stack[:i]
    return stack


def _kind_seen(labels: Sequence[_Label], kind: str) -> bool:
    return any(label.kind == kind for label in labels)


def _is_total(label: _Label) -> bool:
    return bool(label.texts) and bool(_TOTAL.match(fold(label.texts[-1]))) and label.marker is None


def infer_style(printed: Sequence[str]) -> ColumnStyle:
    """How a column prints its figures, from all its cells."""
    convention = infer_convention(printed)
    grouping = r"[1-9]\d{0,2}(?:\.\d{3})+" if convention is Convention.COMMA else r"[1-9]\d{0,2}(?:,\d{3})+"
    return ColumnStyle(convention, any(re.fullmatch(grouping, cell.strip()) for cell in printed))


def read_cell(printed: str, style: ColumnStyle, notes: dict[str, Footnote]) -> Cell:
    """One body cell: a number, words, or nothing. A figure that has lost digits is kept as suspect.

    Where a column groups thousands, the same sign before two digits (4.34 for 4.349) is no decimal
    sign but a figure that was cut: it is left unread rather than guessed.
    """
    text = strip_superscripts(printed).strip()
    mark = next((char.translate(SUPERSCRIPTS) for char in re.findall("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", printed)), None)
    note = notes.get(mark) if mark else None
    shown = printed.strip()
    if text in _EMPTY_SIGNS:
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
