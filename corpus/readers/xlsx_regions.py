"""Where the tables of a sheet stand: between blank rows and columns, under titles, above notes, and
against each other where nothing but a new header tells that another table begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.grids import Place, looks_like_figure
from corpus.headers import is_formula_row, may_be_labels
from corpus.markers import read_marker
from corpus.readers.xlsx_parts import (
    Places,
    Rows,
    by_row,
    find_parts,
    heads,
    is_figure,
    is_unit,
    part_rows,
    row_above,
    row_below,
)
from corpus.readers.xlsx_sheets import Sheet
from corpus.stubs import ORDINAL_TITLES
from corpus.text import fold

LETTERHEAD = ("cong hoa", "doc lap", "ubnd", "uy ban", "so ", "hdnd", "hoi dong")
_NOTE = ("ghi chu", "nguon", "chu thich", "luu y", "noi nhan", "*")
_CAPTION = ("bang ", "bieu ", "phu luc")
_REMARK = ("khong", "chua", "dang", "da ", "co ", "mien", "x", "k")  # how words in a column of figures begin
_YEAR = re.compile(r"(19|20)\d\d")
_LONGEST_BAND = 120  # characters of a group's title between the rows of a table


@dataclass(slots=True)
class Region:
    """A part of a sheet: a table, or a line of text; `doubtful`, its first row may be of the table above."""

    places: Places
    is_table: bool
    doubtful: bool = False


def find_regions(sheet: Sheet) -> list[Region]:
    """The tables and lines of a sheet from top to bottom, then from left to right."""
    found: list[Region] = []
    for part in find_parts(sheet, dict(sheet.owner)):
        _take_in(sheet, found, _part_regions(sheet, part))
    return found


def _take_in(sheet: Sheet, found: list[Region], regions: Sequence[Region]) -> None:
    """Puts the regions of a part behind those found; rows without a header go on the table before."""
    for region in regions:
        before = _table_before(sheet, found, region) if region.is_table else len(found)
        if before < len(found) and _goes_on(sheet, found[before], region, alike=before < len(found) - 1):
            for piece in (*found[before + 1 :], region):
                found[before].places.update(piece.places)
            del found[before + 1 :]
        else:
            found.append(region)


def _table_before(sheet: Sheet, found: Sequence[Region], region: Region) -> int:
    """Where the last table is, if nothing but titles of groups right above the region came since."""
    i, top = len(found) - 1, min(r for r, _ in region.places)
    while i >= 0 and not found[i].is_table and _is_band(sheet, found[i]) and (top - 1, 0) <= max(found[i].places):
        top = min(r for r, _ in found[i].places)
        i -= 1
    return i if i >= 0 and found[i].is_table else len(found)


def _is_band(sheet: Sheet, region: Region) -> bool:
    texts = [sheet.cells[owner].text for owner in set(region.places.values())]
    return len(texts) == 1 and len(texts[0]) <= _LONGEST_BAND and not _is_said(texts[0])


def _is_said(text: str) -> bool:
    """Whether a line belongs above or below a table, not into it: notes, units, letterheads."""
    return is_unit(text) or fold(text).startswith((*_NOTE, *_CAPTION))


# --- a part: tables under each other, lines above and below ---------------------------------------


def _part_regions(sheet: Sheet, places: Places) -> list[Region]:
    """What a part without blank rows or columns holds: lines, a table, lines, perhaps another table."""
    rows = by_row(places)
    inside = part_rows(places)
    found: list[Region] = []
    for numbers in _split_stacked(sheet, rows):
        own = {r: rows[r] for r in numbers}
        first, last = _table_rows(sheet, own)
        found += [line for r in numbers if r < first or first > last for line in _line_regions(inside[r])]
        table = {p: o for r in numbers if first <= r <= last for p, o in inside[r].items()}
        if table:
            found.append(Region(table, True))
            found += [line for r in numbers if r > last for line in _line_regions(inside[r])]
    return found


def _line_regions(places: Places) -> list[Region]:
    """The texts of a row, one a cell that begins in it."""
    cells: dict[Place, Places] = {}
    for place, owner in sorted(places.items()):
        if owner[0] == place[0]:
            cells.setdefault(owner, {})[place] = owner
    return [Region(part, False) for part in cells.values()]


def _split_stacked(sheet: Sheet, rows: Rows) -> list[list[int]]:
    """The rows parted where a new header stands below figures, the lone lines above it with it."""
    numbers = list(rows)
    parts: list[list[int]] = [[]]
    columns: set[int] = set()  # those in which figures have been seen since the last header
    for i, r in enumerate(numbers):
        if columns and _is_header(sheet, rows, numbers, i, columns, parts[-1]):
            lines = _lone_lines(rows, parts[-1])
            parts[-1], moved = parts[-1][: len(parts[-1]) - lines], parts[-1][len(parts[-1]) - lines :]
            parts.append(moved)
            columns = set()
        parts[-1].append(r)
        columns |= {o[1] for o in rows[r] if is_figure(sheet.cells[o]) and not _YEAR.fullmatch(sheet.cells[o].text)}
    return [part for part in parts if part]


def _lone_lines(rows: Rows, numbers: Sequence[int]) -> int:
    """How many rows at the end of some hold a single cell each."""
    count = 0
    while count < len(numbers) and len(set(rows[numbers[-1 - count]])) == 1:
        count += 1
    return count


def _is_header(
    sheet: Sheet, rows: Rows, numbers: Sequence[int], i: int, columns: set[int], before: Sequence[int]
) -> bool:
    """Whether a row of words stands where figures stood, above figures again: the header of another table."""
    r = numbers[i]
    owners = list(dict.fromkeys(rows[r]))
    texts = [fold(sheet.cells[o].text) for o in owners]
    if len(owners) < 2 or any(is_figure(sheet.cells[o]) and not _YEAR.fullmatch(sheet.cells[o].text) for o in owners):
        return False
    if is_formula_row([sheet.cells[o].text for o in owners]) or owners[0] != (r, owners[0][1]):
        return False
    if not _leads_to_figures(sheet, rows, numbers[i + 1 : i + 6]):
        return False
    if _lines_before(sheet, rows, before, _is_caption):
        return True
    over = {o[1] for o in owners} & (columns - {owners[0][1]})
    wide = any(rows[r].count(o) > 1 for o in owners)
    if not (over or wide) or (len(set(texts)) < len(texts) and not wide):
        return False
    head = rows[next((n for n in before if len(set(rows[n])) > 1), before[0])]
    again = fold(sheet.cells[head[0]].text).strip(" .") == texts[0].strip(" .")
    bold = all(sheet.cells[o].bold for o in owners) and not all(sheet.cells[o].bold for o in rows[before[-1]])
    words = len(over) > 1 and not any(text.startswith(_REMARK) for text in texts[1:])
    titled = _lines_before(sheet, rows, before, _is_title)
    return again or titled or bold or texts[0].strip(" .") in ORDINAL_TITLES or words


def _lines_before(sheet: Sheet, rows: Rows, before: Sequence[int], kind: Callable[[str], bool]) -> bool:
    """Whether one of the lone lines at the end of some rows is of a kind."""
    lone = before[len(before) - _lone_lines(rows, before) :]
    return any(kind(sheet.cells[rows[r][0]].text) for r in lone)


def _is_caption(text: str) -> bool:
    return fold(text).startswith(_CAPTION)


def _is_title(text: str) -> bool:
    """Whether a line above words can be a table's title, not that of a group in which words follow."""
    return _is_said(text) or text.isupper() or len(text.split()) > 3


def _leads_to_figures(sheet: Sheet, rows: Rows, numbers: Sequence[int]) -> bool:
    """Whether figures follow within a few rows."""
    return any(
        len(set(rows[r])) > 1 and any(is_figure(sheet.cells[o]) for o in rows[r] if o[1] > rows[r][0][1])
        for r in numbers
    )


def _table_rows(sheet: Sheet, rows: Rows) -> tuple[int, int]:
    """The first and last row of the table in a part; an empty range if it is text only."""
    counts = {r: len(set(owners)) for r, owners in rows.items()}
    firm = [r for r in rows if _is_firm(sheet, rows[r], counts[r])]
    if not firm:
        pairs = [r for r in rows if counts[r] == 2]
        words = " ".join(fold(sheet.cells[owner].text) for r in pairs[:1] for owner in rows[r])
        head = words.startswith(LETTERHEAD) or "noi nhan" in words
        return (pairs[0], pairs[-1]) if len(pairs) > 2 and not head else (1, 0)
    first, last = _header_over_band(sheet, rows, firm[0]), firm[-1]
    while (above := row_above(rows, first)) and (counts[above] > 1 or heads(sheet, rows, above)):
        first = above
    left = min(c for r in rows if first <= r <= last for _, c in rows[r])
    while (below := row_below(rows, last)) and _is_last_row(sheet, rows[below], counts[below], left):
        last = below
    return first, last


def _header_over_band(sheet: Sheet, rows: Rows, first: int) -> int:
    """The row of two labels that a group's title parts from the first row of figures, else that row.

    Where the sheet keeps rows in sight, the first of them with labels beside each other.
    """
    kept = [r for r in rows if r <= sheet.marked < first and len(set(rows[r])) > 1]
    if kept and not fold(sheet.cells[rows[kept[0]][0]].text).startswith(LETTERHEAD):
        return kept[0]
    band = row_above(rows, first)
    over = row_above(rows, band)
    head = list(dict.fromkeys(rows.get(over, [])))
    if not any(is_figure(sheet.cells[owner]) for owner in rows[first]) or len(head) != 2:
        return first
    words = fold(sheet.cells[head[0]].text)
    lone = len(set(rows.get(band, []))) == 1 and not _is_said(sheet.cells[rows[band][0]].text)
    return over if lone and head[0][1] == rows[first][0][1] and not words.startswith(LETTERHEAD) else first


def _is_firm(sheet: Sheet, owners: Sequence[Place], count: int) -> bool:
    """Whether a row can only be one of a table: more than two cells, or a figure beside a label."""
    return count > 2 or (count == 2 and any(is_figure(sheet.cells[owner]) for owner in set(owners)))


def _is_last_row(sheet: Sheet, owners: Sequence[Place], count: int, left: int) -> bool:
    """Whether a row below the last figures still belongs to the table: ruled, numbered, or a label with a word."""
    shown = sheet.cells[owners[0]]
    if owners[0][1] > left + 1 or _is_said(shown.text):
        return False
    if shown.ruled:
        return True
    capitals = all(sheet.cells[owner].text.isupper() for owner in owners)
    return count > 1 and (not capitals or read_marker(shown.text) is not None)


def _goes_on(sheet: Sheet, before: Region, region: Region, *, alike: bool) -> bool:
    """Whether a region has no header of its own but rows of the table above it; `alike`, in all its columns.

    A first row of counts or ranges, which may be a header's, makes the region doubtful instead.
    """
    own, columns = _columns(region.places), _columns(before.places)
    top = min(r for r, _ in region.places)
    texts = [sheet.cells[o].text for p, o in region.places.items() if p[0] == top]
    figures = [text for text in texts if looks_like_figure(text) and not _YEAR.fullmatch(text)]
    fits = len(own) > 1 and (own == columns if alike else own <= columns)
    if not figures or is_formula_row(texts) or not fits:
        return False
    beside = [text for text in texts[1 + (read_marker(texts[0]) is not None) :] if looks_like_figure(text)]
    region.doubtful = own == columns and bool(beside) and may_be_labels(beside)
    return not region.doubtful


def _columns(places: Mapping[Place, Place]) -> set[int]:
    return {c for _, c in places}
