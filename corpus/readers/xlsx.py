"""Excel workbooks: each visible sheet's tables where they stand, figures as the sheet shows them.

Formulas give the results that the office program stored; one without a result is left unread. Numbers
are written in Vietnamese form by their formats, so 0.9231 shown with 0.00% is "92,31%". A workbook is
held to limits before it is opened; nothing that it names outside itself is fetched.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from corpus.assemble import GridItem, Item, TextItem, assemble_report, build_blocks, read_footnotes
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.headings import is_uppercase_title
from corpus.numbers import Convention, infer_convention
from corpus.tables import Grid, looks_like_figure, unit_line
from corpus.text import fold, normalise
from corpus.values import Block, Cell, Column, Heading, Paragraph, Quality, Report, Table

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_COUNTED = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")
_SPREAD = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref=[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)", re.IGNORECASE
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SWAP = str.maketrans(".,", ",.")
_YEAR = re.compile(r"(19|20)\d\d")
_UNREAD = "−/−{}"  # looks like a figure that lost its digits, so that the table leaves it unread
_UNREAD_SIGN = re.compile(r"−/−(\d+)")
_NOT_COMPUTED = "(công thức chưa có kết quả)"
_LETTERHEAD = ("cong hoa", "doc lap", "ubnd", "uy ban", "so ", "hdnd", "hoi dong")


class XlsxReader:
    """Reads Excel workbooks (.xlsx, and .xlsm without its macros)."""

    formats = frozenset({Format.XLSX})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del progress  # a workbook has no pages
        has_formulas = _check(file.data, file.path, limits)
        sheets, hidden = _read_sheets(file.data, file.path, has_formulas)
        return _assemble(sheets, hidden, file.path, file.sha256)


# --- before opening -------------------------------------------------------------------------------


def _check(data: bytes, path: Path, limits: Limits) -> bool:
    """Holds the file to the limits; returns whether its sheets have formulas."""
    if not data:
        raise ReadingError(f"Tệp “{path}” trống, không có gì để nạp.")
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadingError(f"Tệp “{path}” được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
        raise ReadingError(f"Tệp “{path}” là tệp Office đời cũ; hãy lưu lại dưới dạng .xlsx rồi nạp lại.")
    if len(data) > limits.file_bytes:
        raise ReadingError(f"Tệp “{path}” lớn quá {limits.file_bytes // 1_000_000} MB; hãy tách nhỏ rồi nạp lại.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _check_parts(archive, path, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise _broken(path) from error


def _check_parts(archive: zipfile.ZipFile, path: Path, limits: Limits) -> bool:
    parts = archive.infolist()
    expanded = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    swollen = expanded > 10 * _CHUNK and expanded / packed > limits.expansion
    if len(parts) > limits.entries or expanded > limits.expanded_bytes or swollen:
        raise ReadingError(f"Tệp “{path}” giải nén ra lớn bất thường nên không được mở.")
    if any(part.flag_bits & 1 for part in parts):
        raise ReadingError(f"Tệp “{path}” được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
    rows = cells = 0
    formulas = False
    for part in parts:
        for piece in _pieces(archive, part):
            if b"<!DOCTYPE" in piece.replace(b"\0", b""):
                raise ReadingError(f"Tệp “{path}” có khai báo XML không được phép nên không được mở.")
            counted = _COUNTED.findall(piece)
            rows += counted.count(b"row")
            cells += counted.count(b"c") + sum(_area(*ends) for ends in _SPREAD.findall(piece))
            formulas = formulas or _FORMULA.search(piece) is not None
            if rows > limits.rows or cells > limits.cells:
                raise ReadingError(
                    f"Tệp “{path}” có quá nhiều dòng hoặc ô (tối đa {limits.rows} dòng, {limits.cells} ô); "
                    "hãy bỏ phần thừa rồi nạp lại."
                )
    return formulas


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The text of a part in pieces that end where a tag ends."""
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            piece, sign, rest = (rest + chunk).rpartition(b">")
            yield piece + sign
            if len(rest) > _CHUNK:
                yield rest
                rest = b""
    yield rest


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    columns = column_index_from_string(right.decode()) - column_index_from_string(left.decode()) + 1
    return abs(columns) * abs(int(bottom) - int(top) + 1)


def _broken(path: Path) -> ReadingError:
    return ReadingError(f"Tệp “{path}” hỏng hoặc không phải tệp Excel .xlsx; hãy mở bằng Excel, lưu lại rồi nạp lại.")


# --- sheets ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cell as the sheet shows it; `figure` where the text was written from a number."""

    text: str
    figure: bool = False
    italic: bool = False
    ruled: bool = False


@dataclass(slots=True)
class _Sheet:
    """The visible cells of a sheet; `owner` names for each occupied place the cell that fills it."""

    title: str
    offset: int
    cells: dict[tuple[int, int], _Shown] = field(default_factory=dict)
    owner: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden_used: tuple[int, int] = (0, 0)
    unread: int = 0
    last: int = 0
    errors: list[str] = field(default_factory=list)


def _read_sheets(data: bytes, path: Path, has_formulas: bool) -> tuple[list[_Sheet], list[str]]:
    """The visible sheets and the titles of the hidden ones."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            formulas = _formula_cells(data) if has_formulas else {}
            book = load_workbook(BytesIO(data), data_only=True, rich_text=True, keep_links=False)
            sheets: list[_Sheet] = []
            errors: list[str] = [_NOT_COMPUTED]
            for source in book.worksheets:
                if source.sheet_state != "visible":
                    continue
                offset = sheets[-1].offset + sheets[-1].last if sheets else 0
                sheets.append(_read_sheet(source, offset, formulas.get(source.title, set()), errors))
            hidden = [source.title for source in book.worksheets if source.sheet_state != "visible"]
    except Exception as error:  # openpyxl lets errors of every kind through where a part is not as it should be
        raise _broken(path) from error
    return sheets, hidden


def _formula_cells(data: bytes) -> dict[str, set[tuple[int, int]]]:
    """Where each sheet has formulas."""
    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    found: dict[str, set[tuple[int, int]]] = {}
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a sheet declares is not walked
        found[sheet.title] = {
            (cell.row or 0, cell.column or 0) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
        }
    book.close()
    return found


def _read_sheet(source: Worksheet, offset: int, formulas: set[tuple[int, int]], errors: list[str]) -> _Sheet:
    sheet = _Sheet(source.title, offset, errors=errors)
    rows = {r for r, d in source.row_dimensions.items() if d.hidden or (d.ht == 0 and d.customHeight)}
    columns = {
        c
        for d in source.column_dimensions.values()
        if d.hidden or (d.width == 0 and d.customWidth)
        for c in range(d.min or 1, (d.max or d.min or 1) + 1)
    }
    for place, cell in source._cells.items():
        if cell.value is not None or place in formulas:
            shown = _show(cell, place in formulas, errors)
            if shown.text:
                sheet.cells[place] = shown
    used_rows = {r for r, _ in sheet.cells}
    used_columns = {c for _, c in sheet.cells}
    sheet.last = max(used_rows, default=0)
    sheet.hidden_rows, sheet.hidden_columns = sorted(rows), sorted(columns)
    _spread(sheet, source, sheet.last, max(used_columns, default=0))
    width, height = max(used_columns, default=0), sheet.last
    first_row, first_column = min(used_rows, default=1), min(used_columns, default=1)
    sheet.hidden_used = (
        sum(first_row <= r <= height for r in rows),
        sum(first_column <= c <= width for c in columns),
    )
    sheet.unread = sum(_UNREAD_SIGN.fullmatch(shown.text) is not None for shown in sheet.cells.values())
    return sheet


def _spread(sheet: _Sheet, source: Worksheet, height: int, width: int) -> None:
    """Fills `owner` from cells and merged ranges, without what is hidden."""
    rows, columns = set(sheet.hidden_rows), set(sheet.hidden_columns)
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in source.merged_cells.ranges:
        top, left = area.min_row, area.min_col
        shown = sheet.cells.pop((top, left), None)
        if shown is None:
            continue
        places = [
            (r, c)
            for r in range(top, min(area.max_row, height) + 1)
            for c in range(left, min(area.max_col, width) + 1)
            if r not in rows and c not in columns
        ]
        if places:
            sheet.cells[places[0]] = shown
            merged.update(dict.fromkeys(places, places[0]))
    sheet.cells = {(r, c): shown for (r, c), shown in sheet.cells.items() if r not in rows and c not in columns}
    sheet.owner = {place: place for place in sorted(sheet.cells)} | merged


# --- a cell as shown ------------------------------------------------------------------------------


def _show(cell: Any, formula: bool, errors: list[str]) -> _Shown:
    value = cell.value
    ruled = bool(cell.border and (cell.border.left.style or cell.border.bottom.style))
    italic = bool(cell.font and cell.font.i)
    if value is None and formula:
        return _Shown(_UNREAD.format(0), True, italic, ruled)
    if cell.data_type == "e":
        if value not in errors:
            errors.append(str(value))
        return _Shown(_UNREAD.format(errors.index(str(value))), True, italic, ruled)
    if isinstance(value, CellRichText):
        return _Shown(normalise(_plain(value).replace("\n", " ")), False, italic, ruled)
    if isinstance(value, bool):
        return _Shown("Đúng" if value else "Sai", False, italic, ruled)
    if isinstance(value, (int, float, Decimal)):
        return _Shown(show_number(value, cell.number_format), True, italic, ruled)
    if isinstance(value, (datetime, date, time, timedelta)):
        return _Shown(_show_date(value, cell.number_format), False, italic, ruled)
    return _Shown(normalise(re.sub(r"\s*\n\s*", " ", str(value or ""))), False, italic, ruled)


def _plain(rich: CellRichText) -> str:
    """The text of a cell with formatted runs; raised digits become footnote marks."""
    pieces = []
    for run in rich:
        raised = isinstance(run, TextBlock) and run.font is not None and run.font.vertAlign == "superscript"
        pieces.append(str(run).translate(_RAISED) if raised else str(run))
    return "".join(pieces)


def show_number(value: int | float | Decimal, number_format: str = "General") -> str:
    """A number as its format shows it, in Vietnamese form.

    >>> show_number(0.9231, "0.00%"), show_number(46944, "#,##0")
    ('92,31%', '46.944')
    """
    exact = Decimal(f"{value:.15g}" if isinstance(value, float) else str(value))
    sections = _sections(number_format)
    section = sections[0]
    if exact < 0 and len(sections) > 1:
        section = sections[1]
    elif exact == 0 and len(sections) > 2:
        section = sections[2]
    signed = exact < 0 and (len(sections) < 2 or "(" in section)
    bare = re.sub(r'"[^"]*"|\\.', "", section)
    digits = re.search(r"[0#?][0#?,]*(?:\.[0#?]*)?", bare)
    if digits is None or "General" in section or re.search(r"E[+-]|/", bare):
        if digits is None and "General" not in section and "@" not in section:
            return normalise(_literals(section))
        return f"{exact.normalize():f}".replace(".", ",")
    pattern = digits.group()
    whole, _, fraction = pattern.partition(".")
    scaled = abs(exact) * (100 if "%" in bare else 1) / (1000 ** (len(whole) - len(whole.rstrip(","))))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    grouped = "," in whole.rstrip(",")
    integer, _, decimals = f"{rounded:f}".partition(".")
    while decimals and len(decimals) > len(fraction.rstrip("#")) and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.zfill(whole.count("0"))
    if grouped:
        integer = f"{int(integer):,}".replace(",", ".")
    number = f"{integer},{decimals}" if decimals else integer
    before, after = _around(section)
    minus = "-" if signed and rounded else ""
    return normalise(f"{minus}{before}{number}{after}")


def _sections(number_format: str) -> list[str]:
    """The parts of a format between semicolons, without colours, locales and padding."""
    bare = re.sub(r"\[[^\]]*\]", "", number_format or "General")
    bare = re.sub(r"_.|\*.", "", bare)
    return re.findall(r'(?:"[^"]*"|\\.|[^;])+', bare) or ["General"]


def _around(section: str) -> tuple[str, str]:
    """What stands before and after the digits of a format: signs, per cent, words."""
    masked = re.sub(r'"[^"]*"|\\.', lambda match: "\0" * len(match.group()), section)
    span = re.search(r"[0#?](?:[0#?,.]*[0#?,])?", masked)
    if span is None:
        return "", _literals(section)
    before, after = _literals(section[: span.start()]), _literals(section[span.end() :])
    return before.replace("(", ""), after.replace(")", "") if "(" in before else after


def _literals(section: str) -> str:
    pieces = re.findall(r'"([^"]*)"|\\(.)|([-+ %()/:.–−])', section)
    return "".join("".join(groups) for groups in pieces)


def _show_date(value: datetime | date | time | timedelta, number_format: str) -> str:
    code = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format or "").lower()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if "y" in code and "d" not in code:
        return value.strftime("%m/%Y") if "m" in code else value.strftime("%Y")
    if isinstance(value, datetime) and "h" in code:
        return value.strftime("%d/%m/%Y %H:%M")
    return value.strftime("%d/%m/%Y")


# --- tables where they stand ----------------------------------------------------------------------

_Places = dict[tuple[int, int], tuple[int, int]]


def _items(sheet: _Sheet) -> list[Item]:
    """The texts and grids of a sheet from top to bottom, then from left to right."""
    items: list[Item] = []
    columns: list[int] = []
    for part in _cut(sheet, sheet.owner):
        if isinstance(part, TextItem):
            items.append(part)
            continue
        own = sorted({c for _, c in part})
        for item in _read_block(sheet, part):
            before = items[-1] if items else None
            if isinstance(item, GridItem) and isinstance(before, GridItem) and _goes_on(item, own, columns):
                items[-1] = _append(before, item, own, columns)
                continue
            items.append(item)
            columns = own if isinstance(item, GridItem) else columns
    return items


def _cut(sheet: _Sheet, places: _Places) -> Iterator[_Places | TextItem]:
    """The parts of a sheet between blank rows and blank columns; lone titles above a part as text."""
    if not places:
        return
    bands = _split(places, 0, sheet.hidden_rows)
    if len(bands) > 1:
        for band in bands:
            yield from _cut(sheet, band)
        return
    rows = _by_row(places)
    for r in list(rows):
        if len(set(rows[r])) > 1 or _heads(sheet, rows, r):
            break
        yield _text(sheet, rows.pop(r)[0], r)
    rest = {place: owner for place, owner in places.items() if place[0] in rows}
    parts = _split(rest, 1, sheet.hidden_columns)
    for part in parts:
        if len(parts) > 1:
            yield from _cut(sheet, part)
        else:
            yield part


def _split(places: _Places, axis: int, hidden: Sequence[int]) -> list[_Places]:
    """The places parted where a visible row (axis 0) or column (axis 1) is blank."""
    used = sorted({place[axis] for place in places})
    group = {}
    number = 0
    for before, after in zip([None, *used], used, strict=False):
        if before is not None:
            unseen = bisect_left(hidden, after) - bisect_left(hidden, before + 1)
            number += after - before - 1 > unseen
        group[after] = number
    parts: list[_Places] = [{} for _ in range(number + 1)] if used else []
    for place, owner in places.items():
        parts[group[place[axis]]][place] = owner
    return parts


def _by_row(places: _Places) -> dict[int, list[tuple[int, int]]]:
    """The owners of each row's places from left to right."""
    rows: dict[int, list[tuple[int, int]]] = {}
    for (r, _), owner in sorted(places.items()):
        rows.setdefault(r, []).append(owner)
    return rows


def _heads(sheet: _Sheet, rows: dict[int, list[tuple[int, int]]], r: int) -> bool:
    """Whether a lone cell is a label over several columns of the ruled header below it, not a title."""
    owners = rows[r]
    shown = sheet.cells[owners[0]]
    below = rows.get(r + 1, [])
    left = min((c for _, c in below), default=0)
    return len(owners) > 1 and shown.ruled and owners[0][1] > left and len(set(below)) > 2 and not _is_unit(shown.text)


def _is_unit(text: str) -> bool:
    return unit_line([text]) is not None


def _text(sheet: _Sheet, owner: tuple[int, int], r: int) -> TextItem:
    return TextItem(sheet.cells[owner].text, sheet.offset + r)


def _read_block(sheet: _Sheet, places: _Places) -> list[Item]:
    """A part without blank rows or columns: what stands above its table, the table, notes below."""
    rows = _by_row(places)
    numbers = list(rows)
    first, last = _table_rows(sheet, rows)
    items: list[Item] = []
    for r in numbers:
        if not first <= r <= last:
            items.extend(_text(sheet, owner, r) for owner in dict.fromkeys(rows[r]) if owner[0] == r)
    grid = _grid(sheet, {place: owner for place, owner in places.items() if first <= place[0] <= last})
    if grid is not None:
        above = sum(item.line < sheet.offset + first for item in items if isinstance(item, TextItem))
        items.insert(above, GridItem(grid))
    return items


def _table_rows(sheet: _Sheet, rows: dict[int, list[tuple[int, int]]]) -> tuple[int, int]:
    """The first and last row of the table in a part; an empty range if it is text only."""
    counts = {r: len(set(owners)) for r, owners in rows.items()}

    def strong(r: int) -> bool:
        texts = [sheet.cells[owner].text for owner in set(rows[r])]
        return counts[r] > 2 or (counts[r] == 2 and any(map(looks_like_figure, texts)))

    firm = [r for r in rows if strong(r)]
    if not firm:
        pairs = [r for r in rows if counts[r] == 2]
        words = " ".join(fold(sheet.cells[owner].text) for r in pairs[:1] for owner in rows[r])
        head = words.startswith(_LETTERHEAD) or "noi nhan" in words
        return (pairs[0], pairs[-1]) if len(pairs) > 2 and not head else (1, 0)
    first, last = firm[0], firm[-1]
    while counts.get(first - 1, 0) > 1 or (first - 1 in rows and _heads(sheet, rows, first - 1)):
        first -= 1
    while counts.get(last + 1, 0) > 1:
        last += 1
    return first, last


def _grid(sheet: _Sheet, places: _Places) -> Grid | None:
    """The cells of a table; what a merged cell covers stays empty after it."""
    if not places:
        return None
    row_numbers = sorted({r for r, _ in places})
    columns = sorted({c for _, c in places})
    rows = [[sheet.cells[r, c].text if places.get((r, c)) == (r, c) else "" for c in columns] for r in row_numbers]
    for i, c in enumerate(columns):
        written, typed = [], []
        for row, r in zip(rows, row_numbers, strict=True):
            if row[i] and sheet.cells[r, c].figure:
                written.append(row)
            elif looks_like_figure(row[i]):
                typed.append(row[i])
        if len(typed) > len(written) and infer_convention(typed) is Convention.POINT:
            for row in written:
                row[i] = row[i].translate(_SWAP)
    _raise_labels(rows, [[(r, c) in places for c in columns] for r in row_numbers[:1]])
    emphasis = frozenset(
        (i, j)
        for i, r in enumerate(row_numbers)
        for j, c in enumerate(columns)
        if rows[i][j] and (shown := sheet.cells.get((r, c))) is not None and shown.italic
    )
    return Grid(tuple(map(tuple, rows)), tuple(sheet.offset + r for r in row_numbers), frozenset(), emphasis)


def _raise_labels(rows: list[list[str]], taken: list[list[bool]]) -> None:
    """Labels typed in the second header row, beside a label over several columns, lifted to the first."""
    if len(rows) < 3 or taken[0][0] or not rows[1][0] or any(map(looks_like_figure, rows[1])):
        return
    for c, below in enumerate(rows[1]):
        if not taken[0][c] and below:
            rows[0][c], rows[1][c] = below, ""


def _goes_on(item: GridItem, own: Sequence[int], columns: Sequence[int]) -> bool:
    """Whether a grid after a blank row has no header of its own but rows of the table above."""
    first = item.grid.rows[0]
    figures = [cell for cell in first if looks_like_figure(cell) and not _YEAR.fullmatch(cell)]
    return bool(figures) and len(own) > 1 and set(own) <= set(columns)


def _append(before: GridItem, item: GridItem, own: Sequence[int], columns: Sequence[int]) -> GridItem:
    start = len(before.grid.rows)
    index = [columns.index(c) for c in own]
    rows = [["" for _ in columns] for _ in item.grid.rows]
    for target, row in zip(rows, item.grid.rows, strict=True):
        for i, text in zip(index, row, strict=True):
            target[i] = text
    return GridItem(
        Grid(
            before.grid.rows + tuple(map(tuple, rows)),
            before.grid.lines + item.grid.lines,
            frozenset(),
            before.grid.emphasis | {(start + r, index[c]) for r, c in item.grid.emphasis},
        )
    )


# --- the report -----------------------------------------------------------------------------------


def _assemble(sheets: Sequence[_Sheet], hidden: Sequence[str], path: Path, sha256: str) -> Report:
    """One report of all sheets, each under its title."""
    read = [(sheet, _items(sheet)) for sheet in sheets]
    everything = [item for _, items in read for item in items]
    report = assemble_report(everything, source=str(path), sha256=sha256)
    footnotes = read_footnotes(everything)
    blocks: list[Block] = []
    for sheet, items in read:
        top = (sheet.title,)
        texts = [item for item in items if not (isinstance(item, TextItem) and item.text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹")]
        blocks.append(Heading(sheet.title, top, sheet.offset + 1))
        blocks.extend(_under(block, sheet) for block in _titled(build_blocks(texts, footnotes), sheet.title))
        blocks.extend(Paragraph(text, top, sheet.offset + max(sheet.last, 1)) for text in _notices(sheet))
    if hidden:
        last = sheets[-1].offset + sheets[-1].last if sheets else 1
        blocks.append(Paragraph(f"Trang tính ẩn không được đọc: {', '.join(hidden)}.", (), last))
    title = report.title or _first_title(everything) or (sheets[0].title if sheets else "")
    years = re.findall(r"\b((?:19|20)\d{2})\b", title)
    period = max(years) if years and not report.title else report.period
    return replace(report, title=title, period=period, blocks=tuple(blocks))


def _notices(sheet: _Sheet) -> list[str]:
    """What of a sheet was not read, said in the report itself."""
    said = []
    rows, columns = sheet.hidden_used
    if rows or columns:
        counted = ", ".join(filter(None, [f"{rows} dòng" if rows else "", f"{columns} cột" if columns else ""]))
        said.append(f"Trang tính “{sheet.title}” có {counted} ẩn không được đọc.")
    if sheet.unread:
        said.append(
            f"Trang tính “{sheet.title}” có {sheet.unread} ô công thức chưa có kết quả hoặc báo lỗi nên không đọc được."
        )
    return said


def _titled(blocks: Sequence[Block], sheet_title: str) -> Iterator[Block]:
    """The blocks, each table without a title given the lines above it, else the sheet's title."""
    above: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines = [line for line in above if not _is_unit(line) and not fold(line).startswith(_LETTERHEAD)]
            capitals = [line for line in lines if is_uppercase_title(line)]
            named = " ".join(capitals or lines[-1:])
            yield replace(block, title=block.title or named or sheet_title)
            above = []
            continue
        above = [] if isinstance(block, Heading) else [*above, block.text]
        yield block


def _under(block: Block, sheet: _Sheet) -> Block:
    """The block under its sheet's title, its unread cells told as such."""
    path = (sheet.title, *block.path)
    if isinstance(block, Paragraph):
        return replace(block, text=_tell(block.text, sheet), path=path)
    if isinstance(block, Heading):
        return replace(block, path=path)
    columns = tuple(
        Column(tuple(_tell(label, sheet) for label in column.path), column.formula) for column in block.columns
    )
    rows = tuple(
        replace(
            row,
            path=tuple(_tell(label, sheet) for label in row.path),
            cells=tuple(_unread(cell, sheet) for cell in row.cells),
        )
        for row in block.rows
    )
    return replace(block, path=path, columns=columns, rows=rows)


def _unread(cell: Cell, sheet: _Sheet) -> Cell:
    if _UNREAD_SIGN.fullmatch(cell.printed) is None:
        return cell
    return Cell(_tell(cell.printed, sheet), None, Quality.SUSPECT)


def _tell(text: str, sheet: _Sheet) -> str:
    return _UNREAD_SIGN.sub(lambda match: sheet.errors[int(match[1])], text) if "−/−" in text else text


def _first_title(items: Sequence[Item]) -> str:
    """The first line in capitals that is no letterhead."""
    texts = (item.text for item in items if isinstance(item, TextItem))
    return next((t for t in texts if is_uppercase_title(t) and not fold(t).startswith(_LETTERHEAD)), "")
