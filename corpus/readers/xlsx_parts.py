"""The parts of a sheet that blank rows, blank columns, declared tables and headers that begin again
beside themselves keep apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.grids import Place, looks_like_figure
from corpus.headers import is_group_label
from corpus.readers.xlsx_sheets import Sheet, Shown
from corpus.stubs import ORDINAL_TITLES
from corpus.tables import unit_line
from corpus.text import fold

Places = dict[Place, Place]  # each place with the place of the cell that fills it
Rows = dict[int, list[Place]]  # the cells of each row from left to right, merged ones at each place
_HEAD_ROWS = 4  # how far down the header that begins again beside itself is looked for


def find_parts(sheet: Sheet, places: Places) -> Iterator[Places]:
    """The parts of a sheet that blank rows, blank columns and declared tables keep apart."""
    objects = [part for area in sheet.objects if (part := _inside(places, area))]
    if len(objects) < 2:
        yield from _cut_bands(sheet, places)
        return
    declared = {place for part in objects for place in part}
    rest = {place: owner for place, owner in places.items() if place not in declared}
    yield from sorted([*objects, *_cut_bands(sheet, rest)], key=min)


def _inside(places: Places, area: tuple[int, int, int, int]) -> Places:
    top, left, bottom, right = area
    return {p: owner for p, owner in places.items() if top <= p[0] <= bottom and left <= p[1] <= right}


def _cut_bands(sheet: Sheet, places: Places) -> Iterator[Places]:
    bands = _split(places, 0, sheet.hidden_rows)
    if len(bands) > 1:
        for band in bands:
            yield from _cut_bands(sheet, band)
        return
    lines, rest = _titles_above(sheet, places)
    yield from lines
    parts = _split(rest, 1, sheet.hidden_columns)
    if len(parts) == 1:
        parts = _split_beside(sheet, rest)
    for part in parts:
        yield from _cut_bands(sheet, part) if len(parts) > 1 else [part]


def _split(places: Places, axis: int, hidden: Sequence[int]) -> list[Places]:
    """The places parted where a visible row (axis 0) or column (axis 1) is blank."""
    used = sorted({place[axis] for place in places})
    group: dict[int, int] = {}
    number = 0
    for i, after in enumerate(used):
        if i:
            before = used[i - 1]
            unseen = bisect_left(hidden, after) - bisect_left(hidden, before + 1)
            number += after - before - 1 > unseen
        group[after] = number
    parts: list[Places] = [{} for _ in range(number + 1)] if used else []
    for place, owner in places.items():
        parts[group[place[axis]]][place] = owner
    return parts


def by_row(places: Places) -> Rows:
    """The owners of each row's places from left to right."""
    rows: Rows = {}
    for (r, _), owner in sorted(places.items()):
        rows.setdefault(r, []).append(owner)
    return rows


def _titles_above(sheet: Sheet, places: Places) -> tuple[list[Places], Places]:
    """The lone lines at the top of a part, and the rest."""
    rows = by_row(places)
    taken: list[int] = []
    for r, owners in rows.items():
        if len(set(owners)) > 1 or heads(sheet, rows, r):
            break
        taken.append(r)
    above = set(taken)
    lines = part_rows({place: owner for place, owner in places.items() if place[0] in above})
    return list(lines.values()), {place: owner for place, owner in places.items() if place[0] not in above}


def part_rows(places: Places) -> dict[int, Places]:
    """The places of each row."""
    rows: dict[int, Places] = {}
    for place, owner in sorted(places.items()):
        rows.setdefault(place[0], {})[place] = owner
    return rows


def row_above(rows: Rows, row: int) -> int:
    """The visible row above one of a part, 0 if there is none: a hidden row between them parts nothing."""
    return max((r for r in rows if r < row), default=0)


def row_below(rows: Rows, row: int) -> int:
    """The visible row below one of a part, 0 if there is none."""
    return min((r for r in rows if r > row), default=0)


def heads(sheet: Sheet, rows: Rows, r: int) -> bool:
    """Whether a lone cell is a label over columns of the header below it, not a title."""
    owners = rows[r]
    shown = sheet.cells[owners[0]]
    below = rows.get(row_below(rows, r), [])
    if is_group_label(shown.text, owners[0][1], {o[1]: sheet.cells[o].text for o in below}):
        return True
    marked = r < sheet.marked  # of what is kept in sight, the last row is of the header
    left = min((c for k in range(r + 1, r + _HEAD_ROWS) for _, c in rows.get(k, [])), default=0)
    stands_on = len(set(below)) == 1 and (below[0][1], len(below)) == (owners[0][1], len(owners))
    parted = len(set(below)) > (1 if marked else 2) or (stands_on and heads(sheet, rows, row_below(rows, r)))
    return len(owners) > 1 and (shown.ruled or marked) and owners[0][1] > left and parted and not is_unit(shown.text)


def _split_beside(sheet: Sheet, places: Places) -> list[Places]:
    """The places parted where a header begins again beside itself: STT | Đơn vị | Số | STT | Đơn vị | Số."""
    rows = by_row(places)
    for r in list(rows)[:_HEAD_ROWS]:
        owners = list(dict.fromkeys(rows[r]))
        first = fold(sheet.cells[owners[0]].text).strip(" .")
        starts = [o[1] for o in owners if fold(sheet.cells[o].text).strip(" .") == first]
        if len(starts) > 1 and _begins_labels(sheet, places, r, starts) and not _is_crossed(places, starts[1:]):
            return [
                {p: o for p, o in places.items() if left <= p[1] < right}
                for left, right in zip([0, *starts[1:]], [*starts[1:], 1 << 20], strict=True)
            ]
    return [places]


def _begins_labels(sheet: Sheet, places: Places, r: int, starts: Sequence[int]) -> bool:
    """Whether each of some columns holds labels of rows: a title of ordinals, or words below it."""
    if fold(sheet.cells[places[r, starts[0]]].text).strip(" .") in ORDINAL_TITLES:
        return True
    for c in starts:
        below = [sheet.cells[o] for p, o in places.items() if p[1] == c and p[0] > r and o == p]
        if not below or sum(map(is_figure, below)) * 2 > len(below):
            return False
    return all(b - a > 1 for a, b in pairwise(starts)) and _has_figures(sheet, places, r)


def _has_figures(sheet: Sheet, places: Places, r: int) -> bool:
    return any(p[0] > r and o == p and is_figure(sheet.cells[o]) for p, o in places.items())


def _is_crossed(places: Places, starts: Sequence[int]) -> bool:
    """Whether a merged cell reaches over the columns where parts would begin."""
    return any(place[1] in starts and owner[1] < place[1] for place, owner in places.items())


def is_figure(shown: Shown) -> bool:
    """Whether a cell shows a figure, read or not."""
    return looks_like_figure(shown.text)


def is_unit(text: str) -> bool:
    """Whether a line states the unit of a table."""
    return unit_line([text]) is not None
