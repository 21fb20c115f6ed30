"""Tables of delimited cells (CSV, TSV): the titles above them, the notes below, one table after another.

What stands in a cell stays as it is printed: which sign is decimal is a column's matter (`corpus.numbers`).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import combinations, pairwise

from corpus.assemble import GridItem, Item, TextItem, assemble_report
from corpus.encodings import decode
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.grids import Grid
from corpus.headers import is_group_label
from corpus.ragged import level_rows
from corpus.readers.cost import Cost
from corpus.readers.joining import join_grids
from corpus.readers.placing import is_layout
from corpus.separators import DELIMITERS, find_delimiter, told_delimiter
from corpus.text import fold, normalise
from corpus.values import Report

_NOTE = re.compile(r"(ghi chu|chu thich|nguon|luu y|nguoi lap|\(?\*)")
_WHOLE = re.compile(r"[-+−–]?\s?\d+")
_MOST_PLACES = 12  # pairs of cells in a row that may be one number
_DECIMALS = re.compile(r"\d{1,4}\s?%?")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file with the line it begins on, from 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        return sum(map(bool, self.cells))


class CsvReader:
    """Reads .csv and .tsv files, whichever of tab ; | , parts their cells."""

    formats = frozenset({Format.CSV})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del progress
        text = decode(file.data, file.path)
        try:
            items = csv_items(text, Cost(limits, file.path))
        except csv.Error as error:
            raise ReadingError(f"Tệp “{file.path}” không phải bảng CSV đọc được; hãy xuất lại từ bảng tính.") from error
        return assemble_report(items, source=str(file.path), sha256=file.sha256)


def csv_items(text: str, cost: Cost | None = None) -> list[Item]:
    """Titles, tables and notes of a CSV file in order: blank rows part them.

    Raises `ReadingError` where they cost more than is allowed.
    """
    lines = list(StringIO(text, newline=""))
    told = told_delimiter(lines[0]) if lines else None
    delimiter = told or find_delimiter(lines)
    items: list[Item] = []
    block: list[_Row] = []
    for row in _read_rows(lines[1 if told else 0 :], delimiter, cost or Cost(), 2 if told else 1):
        if any(cell.strip(DELIMITERS) for cell in row.cells):
            block.append(row)
            continue
        items.extend(_read_block(block, delimiter))
        block = []
    items.extend(_read_block(block, delimiter))
    return join_grids(items)


def _read_rows(lines: Sequence[str], delimiter: str, cost: Cost, first: int) -> Iterator[_Row]:
    """The rows of the file; a quotation mark that is never closed is a sign like any other."""
    if _is_quoted(lines, delimiter):
        reader = csv.reader(lines, delimiter=delimiter)
    else:
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    line = first
    for row in reader:
        cost.add_rows(1, len(row))
        yield _Row(line, tuple(normalise(" ".join(cell.split())) for cell in row))
        line = first + reader.line_num


def _is_quoted(lines: Sequence[str], delimiter: str) -> bool:
    """Whether each quotation mark that opens a cell is closed at the end of one."""
    try:
        return all(True for _ in csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "field limit" in str(error)  # a cell beyond all measure, to be refused


def _read_block(block: Sequence[_Row], delimiter: str) -> Iterator[Item]:
    """Rows between blank ones: titles with one cell filled, then the table, then its notes."""
    start = 0
    while start < len(block) and block[start].filled == 1 and not _heads(block[start : start + 2]):
        start += 1
    end = len(block)
    while end > start and block[end - 1].filled == 1 and _NOTE.match(fold("".join(block[end - 1].cells))):
        end -= 1
    yield from _as_texts(block[:start])
    table = block[start:end]
    if is_layout([row.cells for row in table]) and len(table) > 1:
        yield from _as_texts(table)
    elif delimiter == "," and _overflows(table):
        yield from _read_overflowing(table)
    elif table:
        yield _as_grid(table)
    yield from _as_texts(block[end:])


def _heads(pair: Sequence[_Row]) -> bool:
    """Whether a row's one cell is a label over columns of the header right below it."""
    below = dict(enumerate(pair[1].cells)) if len(pair) > 1 else {}
    return any(is_group_label(cell, c, below) for c, cell in enumerate(pair[0].cells) if cell)


def _as_texts(rows: Sequence[_Row]) -> Iterator[TextItem]:
    return (TextItem(cell, row.line) for row in rows for cell in row.cells if cell)


def _as_grid(table: Sequence[_Row]) -> GridItem:
    level = level_rows([_bare(row.cells) if i else row.cells for i, row in enumerate(table)])
    used = [c for row in level for c, cell in enumerate(row) if cell]
    left, right = min(used), max(used) + 1
    cells = tuple(tuple(row[left:right]) for row in level)
    return GridItem(Grid(cells, tuple(row.line for row in table)))


def _bare(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Cells without blank ones at the end."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _overflows(table: Sequence[_Row]) -> bool:
    """Whether rows have more cells than the header."""
    return any(any(row.cells[len(table[0].cells) :]) for row in table)


def _read_overflowing(table: Sequence[_Row]) -> Iterator[Item]:
    """Rows whose decimal commas were not told from the commas between cells: put together again where
    that can be done in one way, else kept as printed, so that no figure stands under another's header."""
    width = len(table[0].cells)
    mended = [_mend_decimals(row.cells, width) for row in table]
    if all(cells is not None for cells in mended):
        yield _as_grid([_Row(row.line, cells) for row, cells in zip(table, mended, strict=True) if cells is not None])
        return
    for row in table:
        yield TextItem(", ".join(filter(None, row.cells)), row.line)


def _mend_decimals(cells: tuple[str, ...], width: int) -> tuple[str, ...] | None:
    """The cells of a row with the decimals of as many numbers joined as it has cells too many."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    places = [i for i, (a, b) in enumerate(pairwise(cells)) if _parted(a, b)]
    if len(places) > _MOST_PLACES:
        return None
    ways = [way for way in combinations(places, max(len(cells) - width, 0)) if _apart(way)]
    if len(ways) != 1:
        return None
    joined = [f"{cell},{cells[i + 1]}" if i in ways[0] else cell for i, cell in enumerate(cells)]
    return tuple(cell for i, cell in enumerate(joined) if i - 1 not in ways[0])


def _parted(whole: str, decimals: str) -> bool:
    return bool(_WHOLE.fullmatch(whole) and _DECIMALS.fullmatch(decimals))


def _apart(places: Sequence[int]) -> bool:
    return all(b - a > 1 for a, b in pairwise(places))
