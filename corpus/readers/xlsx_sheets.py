"""The visible cells of a workbook's sheets: what each shows, what it is merged over, what is hidden."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import coordinate_to_tuple, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from corpus.fonts import family_of, read_in_family
from corpus.grids import Place
from corpus.numbers import RAISED
from corpus.readers.xlsx_formats import show_date, show_number, show_text
from corpus.text import normalise
from corpus.values import Cell, Quality

NOT_COMPUTED = "(công thức chưa có kết quả)"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN = "{*}"


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as the sheet shows it; `cell` what it holds where the workbook itself tells, as it does of
    numbers, dates and errors (None for words, whose figures are read like any others)."""

    text: str
    cell: Cell | None = None
    italic: bool = False
    bold: bool = False
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible cells of a sheet, places by row and column from 1.

    `owner` names for each occupied place the cell that fills it; `hidden_used` counts the hidden rows
    and columns inside the used area; `unread` the cells without a result; `objects` are the areas
    (top, left, bottom, right) that the sheet itself declares to be tables, `marked` the last row that it
    keeps in sight as a header (frozen, or printed on each page), 0 where there is none.
    """

    title: str
    cells: Mapping[Place, Shown]
    owner: Mapping[Place, Place]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    hidden_used: tuple[int, int]
    unread: int
    objects: tuple[tuple[int, int, int, int], ...] = ()
    marked: int = 0

    @property
    def last(self) -> int:
        """The last row with anything in it."""
        return max((r for r, _ in self.cells), default=1)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a style says that matters to reading."""

    number_format: str
    italic: bool
    bold: bool
    ruled: bool
    font: str
    spreads: bool  # centred across the empty cells on its right


def read_sheets(data: bytes, has_formulas: bool) -> tuple[list[Sheet], list[str]]:
    """The visible sheets in order and the titles of the hidden ones; raises whatever openpyxl does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = ExcelReader(BytesIO(data), data_only=True, rich_text=True, keep_links=False)
        reader.read()
        book = reader.wb
        parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
        hidden = [source.title for source in book.worksheets if source.sheet_state != "visible"]
        looks: dict[int, _Look] = {}
        sheets = []
        for source in book.worksheets:
            if source.sheet_state == "visible":
                pending = _find_pending(data, parts[source.title]) if has_formulas else set()
                sheets.append(_read_sheet(source, pending, looks))
            source._cells.clear()  # a sheet that has been read takes no more memory
    return sheets, hidden


def _find_pending(data: bytes, part: str) -> set[Place]:
    """Where a sheet has formulas whose results no office program has stored."""
    found: set[Place] = set()
    with zipfile.ZipFile(BytesIO(data)) as package, package.open(part) as stream:
        for _, row in etree.iterparse(stream, tag=f"{_MAIN}row", resolve_entities=False, no_network=True):
            found |= {coordinate_to_tuple(cell.get("r") or "") for cell in row if _is_pending(cell)}
            row.clear()
    return found


def _is_pending(cell: Any) -> bool:
    """Whether a formula's result is missing; one that gave an empty text has a result."""
    formula = cell.get("r") and cell.find(f"{_MAIN}f") is not None
    return bool(formula) and cell.get("t") != "str" and not cell.findtext(f"{_MAIN}v")


def _read_sheet(source: Worksheet, pending: set[Place], looks: dict[int, _Look]) -> Sheet:
    cells: dict[Place, Shown] = {}
    spread: set[Place] = set()
    for place, cell in source._cells.items():
        look = _look(cell, looks)
        if cell.value is not None or place in pending:
            shown = _show(cell, look, place in pending)
            if shown.text:
                cells[place] = shown
        if look.spreads:
            spread.add(place)
    rows, columns = _hidden_rows(source), _hidden_columns(source)
    areas = [(a.min_row, a.min_col, a.max_row, a.max_col) for a in source.merged_cells.ranges]
    areas += _centred(cells, spread)
    used = _used(cells)
    cells, owner = _place(cells, areas, used, rows, columns)
    return Sheet(
        source.title,
        cells,
        owner,
        tuple(sorted(rows)),
        tuple(sorted(columns)),
        (sum(used[0] <= r <= used[2] for r in rows), sum(used[1] <= c <= used[3] for c in columns)),
        sum(shown.cell is not None and shown.cell.quality is Quality.SUSPECT for shown in cells.values()),
        tuple(_object_area(table.ref) for table in source.tables.values()),
        _marked_row(source),
    )


def _marked_row(source: Worksheet) -> int:
    """The last row of those that are frozen, else of those printed on each page."""
    if source.freeze_panes:
        return coordinate_to_tuple(source.freeze_panes)[0] - 1
    repeated = re.fullmatch(r"\$?\d+:\$?(\d+)", source.print_title_rows or "")
    return int(repeated[1]) if repeated else 0


def _hidden_rows(source: Worksheet) -> set[int]:
    """Rows that are hidden, filtered out, folded away or have no height."""
    return {r for r, d in source.row_dimensions.items() if d.hidden or (d.ht == 0 and d.customHeight)}


def _hidden_columns(source: Worksheet) -> set[int]:
    return {
        c
        for d in source.column_dimensions.values()
        if d.hidden or d.width == 0
        for c in range(d.min or 1, (d.max or d.min or 1) + 1)
    }


def _object_area(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(reference)
    return int(top or 1), int(left or 1), int(bottom or 1), int(right or 1)


def _used(cells: Iterable[Place]) -> tuple[int, int, int, int]:
    places = list(cells)
    rows, columns = [r for r, _ in places], [c for _, c in places]
    return min(rows, default=1), min(columns, default=1), max(rows, default=0), max(columns, default=0)


def _centred(cells: Mapping[Place, Shown], spread: set[Place]) -> list[tuple[int, int, int, int]]:
    """The areas that texts centred over empty cells take, as good as merged."""
    found = []
    for r, c in sorted(spread):
        if (r, c) not in cells:
            continue
        right = c
        while (r, right + 1) in spread and (r, right + 1) not in cells:
            right += 1
        if right > c:
            found.append((r, c, r, right))
    return found


def _place(
    cells: dict[Place, Shown],
    areas: Iterable[tuple[int, int, int, int]],
    used: tuple[int, int, int, int],
    rows: set[int],
    columns: set[int],
) -> tuple[dict[Place, Shown], dict[Place, Place]]:
    """The cells at their visible places, and the cell that fills each place."""
    merged: dict[Place, Place] = {}
    for top, left, bottom, right in areas:
        shown = cells.pop((top, left), None)
        if shown is None:
            continue
        places = [
            (r, c)
            for r in range(top, min(bottom, used[2]) + 1)
            for c in range(left, min(right, used[3]) + 1)
            if r not in rows and c not in columns
        ]
        if places:
            cells[places[0]] = shown
            merged.update(dict.fromkeys(places, places[0]))
    kept = {
        (r, c): shown
        for (r, c), shown in cells.items()
        if r not in rows and c not in columns and merged.get((r, c), (r, c)) == (r, c)
    }
    return kept, {place: place for place in sorted(kept)} | merged


# --- a cell as shown ------------------------------------------------------------------------------


def _look(cell: Any, looks: dict[int, _Look]) -> _Look:
    """What a cell's style says, read once a style."""
    style = cell.style_id
    if style not in looks:
        border, font = cell.border, cell.font
        looks[style] = _Look(
            cell.number_format or "General",
            bool(font and font.i),
            bool(font and font.b),
            bool(border and ((border.left and border.left.style) or (border.bottom and border.bottom.style))),
            str(font.name or "") if font else "",
            cell.alignment is not None and cell.alignment.horizontal == "centerContinuous",
        )
    return looks[style]


def _show(cell: Any, look: _Look, pending: bool) -> Shown:
    text, told = _tell(cell.value, cell.data_type, look, pending)
    return Shown(text, told, look.italic, look.bold, look.ruled)


def _tell(value: Any, data_type: str, look: _Look, pending: bool) -> tuple[str, Cell | None]:
    """The text that a value shows, and what it holds where the value tells."""
    if value is None and pending:
        return NOT_COMPUTED, Cell(NOT_COMPUTED, None, Quality.SUSPECT)
    if data_type == "e":
        return str(value), Cell(str(value), None, Quality.SUSPECT)
    if isinstance(value, bool):
        text = "Đúng" if value else "Sai"
        return text, Cell(text, text)
    if isinstance(value, (int, float, Decimal)):
        number = show_number(value, look.number_format)
        return number.text, Cell(number.text, number.value, unit=number.unit)
    if isinstance(value, (datetime, date, time, timedelta)):
        text = show_date(value, look.number_format)
        return text, Cell(text, text)
    raw = _read_rich(value, look.font) if isinstance(value, CellRichText) else _decode(str(value or ""), look.font)
    return normalise(re.sub(r"\s*\n\s*", " ", show_text(raw, look.number_format))), None


def _read_rich(rich: CellRichText, font: str) -> str:
    """The text of a cell with formatted runs; raised digits become footnote marks."""
    pieces = []
    for run in rich:
        own = run.font if isinstance(run, TextBlock) else None
        text = _decode(str(run), str((own and own.rFont) or font))
        pieces.append(text.translate(RAISED) if own is not None and own.vertAlign == "superscript" else text)
    return "".join(pieces)


def _decode(text: str, font: str) -> str:
    """The letters of a text: those that fonts from before Unicode show, control signs written as _x000D_."""
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) >= 32 else " ", text)
    return read_in_family(text, family_of(font))
