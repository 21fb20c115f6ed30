"""From a region of a sheet to the items of a report: a grid with what is merged in it, or a line."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from corpus.assemble import GridItem, Item, TextItem
from corpus.grids import Grid, Place, looks_like_figure
from corpus.readers.joining import join_grids
from corpus.readers.xlsx_parts import Places
from corpus.readers.xlsx_regions import Region, find_regions
from corpus.readers.xlsx_sheets import Sheet


def sheet_items(sheet: Sheet) -> list[Item]:
    """The texts and grids of a sheet in order; a grid's lines are the sheet's own row numbers."""
    items: list[Item] = []
    for region in find_regions(sheet):
        before = items[-1] if items else None
        item = _item(sheet, region)
        if region.doubtful and isinstance(before, GridItem) and isinstance(item, GridItem):
            items[-1:] = join_grids([before, item])
        else:
            items.append(item)
    return items


def _item(sheet: Sheet, region: Region) -> Item:
    if region.is_table:
        return GridItem(_grid(sheet, region.places))
    (row, _), owner = next(iter(region.places.items()))
    return TextItem(sheet.cells[owner].text, row)


def _grid(sheet: Sheet, places: Places) -> Grid:
    """The cells of a table; what a merged cell covers stays empty after it."""
    numbers, columns = sorted({r for r, _ in places}), sorted({c for _, c in places})
    row_at, column_at = {r: i for i, r in enumerate(numbers)}, {c: i for i, c in enumerate(columns)}
    rows = [["" for _ in columns] for _ in numbers]
    inside = {(row_at[r], column_at[c]): sheet.cells[r, c] for (r, c), owner in places.items() if owner == (r, c)}
    for (i, j), shown in inside.items():
        rows[i][j] = shown.text
    spans = _spans(places, row_at, column_at)
    told = {place: shown.cell for place, shown in inside.items() if shown.cell is not None}
    header = sum(r <= sheet.marked for r in numbers)
    if not spans:
        _raise_labels(rows)
    return Grid(
        tuple(map(tuple, rows)),
        tuple(numbers),
        emphasis=frozenset(place for place, shown in inside.items() if shown.italic),
        spans=spans,
        header=header if 0 < header < len(numbers) else None,
        told=told,
        letters=tuple(map(get_column_letter, columns)),
    )


def _spans(places: Places, row_at: dict[int, int], column_at: dict[int, int]) -> dict[Place, Place]:
    """The height and width of the cells that fill more than one place, hidden rows and columns aside."""
    far: dict[Place, Place] = {}
    for (r, c), owner in places.items():
        if owner != (r, c) and owner in places:
            low, right = far.get(owner, owner)
            far[owner] = (max(low, r), max(right, c))
    return {
        (row_at[r], column_at[c]): (row_at[low] - row_at[r] + 1, column_at[right] - column_at[c] + 1)
        for (r, c), (low, right) in far.items()
    }


def _raise_labels(rows: Sequence[list[str]]) -> None:
    """Where nothing is merged, labels typed in the second header row are lifted to the first.

    They stand beside a label over several columns, whose parts are in the second row.
    """
    if len(rows) < 3 or rows[0][0] or not rows[1][0] or any(map(looks_like_figure, rows[1])):
        return
    spread = False  # right of a label of the first row, the second row's are its parts
    for c, below in enumerate(rows[1]):
        spread = spread or bool(rows[0][c])
        if not spread and below:
            rows[0][c], rows[1][c] = below, ""
