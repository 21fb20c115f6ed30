"""A table as the audit sees it: numbers with the rounding they were printed at, blanks, unknowns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from corpus.table_units import row_units, table_unit
from corpus.text import fold
from corpus.values import Cell, Quality, Row, Table

Ref = tuple[int, int]

_RANK_LABEL = re.compile(r"\b(xep hang|thu hang|vi thu|hang)\b")
_PERCENT_LABEL = re.compile(r"\bty le\b|\bti le\b|%|phan tram|\bco cau\b|\bty trong\b")
_ROUNDED_UNIT = re.compile(r"\b(trieu|ty|ti|nghin|ngan)( dong)?\b")
_TOTAL_LABEL = re.compile(r"^(tong|cong)\b|\b(tong so|tong cong)\b")
_LONGEST = 18  # digits before the decimal sign; more is an account or a code
_FINEST = 8  # decimals
_FILLED = 0.7  # a column with fewer figures leaves cells blank on purpose


class Sort(Enum):
    """What may be added to what: amounts add up, percentages and ranks are compared."""

    AMOUNT = "amount"
    PERCENT = "percent"
    RANK = "rank"


class Sheet:
    """The numbers of one table by (row, column).

    `unknown` holds the cells that should hold a number and don't: unreadable ones and blanks among
    figures. Other blanks count as nothing (`soft_zero`): many tables leave zeros out.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.values: dict[Ref, Decimal] = {}
        self.unknown: set[Ref] = set()
        self.decimals = [_finest(table.rows, c) for c in range(len(table.columns))]
        self.sorts = [_column_sort(table, c) for c in range(len(table.columns))]
        self._rounded = [_is_rounded_unit(table, c) for c in range(len(table.columns))]
        self._row_units = [fold(unit or "") for unit in row_units(table)]
        self.signed = [
            any(isinstance(row.cells[c].value, Decimal) and row.cells[c].value < 0 for row in table.rows)  # type: ignore[operator]
            for c in range(len(table.columns))
        ]
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row.cells):
                if isinstance(cell.value, Decimal) and is_countable(cell.value):
                    self.values[r, c] = cell.value
                elif cell.value is None and cell.quality is Quality.SUSPECT:
                    self.unknown.add((r, c))
        self.unknown |= self._blanks_among_figures()

    @property
    def width(self) -> int:
        return len(self.table.columns)

    def cell(self, ref: Ref) -> Cell:
        return self.table.rows[ref[0]].cells[ref[1]]

    def sort(self, ref: Ref) -> Sort:
        """What one cell measures: its own sign (%, n/m) before its column's label."""
        cell = self.cell(ref)
        if cell.unit == "%":
            return Sort.PERCENT
        if cell.of is not None:
            return Sort.RANK
        if self._row_units[ref[0]] == "%" and self.sorts[ref[1]] is Sort.AMOUNT:
            return Sort.PERCENT
        return self.sorts[ref[1]]

    def soft_zero(self, ref: Ref) -> bool:
        """Whether a cell is blank (or a dash) where blanks are usual."""
        return ref not in self.values and ref not in self.unknown and self.cell(ref).value is None

    def unit_in_last_place(self, ref: Ref) -> Decimal:
        """The step of the last printed digit: 0.01 for 83,14; whole figures take their column's."""
        value = self.values.get(ref)
        decimals = self.decimals[ref[1]]
        if value is not None and value != value.to_integral_value():
            decimals = max(0, -int(value.as_tuple().exponent))
        return Decimal(1).scaleb(-decimals)

    def slack(self, ref: Ref) -> Decimal:
        """How far rounding may have moved a figure: nothing for counts, else half the last place."""
        rounded = self._rounded[ref[1]] or bool(_ROUNDED_UNIT.search(self._row_units[ref[0]]))
        if not self.decimals[ref[1]] and not rounded and self.sort(ref) is not Sort.PERCENT:
            return Decimal(0)
        return self.unit_in_last_place(ref) / 2

    def is_heading(self, r: int) -> bool:
        """Whether a row holds no figure at all, read or unread."""
        return not any((r, c) in self.values or (r, c) in self.unknown for c in range(self.width))

    def says_total(self, column: int) -> bool:
        """Whether a column's own label is that of a total ("Tổng số", "Cộng")."""
        path = self.table.columns[column].path
        return bool(path) and bool(_TOTAL_LABEL.search(fold(path[-1])))

    def _blanks_among_figures(self) -> set[Ref]:
        rows = len(self.table.rows)
        in_column = [0] * self.width
        in_row = [0] * rows
        for r, c in self.values:
            in_column[c] += 1
            in_row[r] += 1
        full = [c for c in range(self.width) if rows > 2 and in_column[c] >= _FILLED * rows]
        return {
            (r, c)
            for r in range(rows)
            if in_row[r] and in_row[r] >= _FILLED * len(full)
            for c in full
            if (r, c) not in self.values and self.cell((r, c)).value is None and not self.cell((r, c)).printed
        }


def is_countable(value: Decimal) -> bool:
    """Whether a number is a figure and no code: sums of such figures are exact in 28 digits."""
    return value.is_finite() and value.adjusted() < _LONGEST and int(value.as_tuple().exponent) >= -_FINEST


def _finest(rows: Sequence[Row], column: int) -> int:
    """The most decimals that a column prints."""
    finest = 0
    for row in rows:
        value = row.cells[column].value
        if isinstance(value, Decimal) and is_countable(value):
            finest = max(finest, -int(value.as_tuple().exponent))
    return finest


def _column_sort(table: Table, column: int) -> Sort:
    path = table.columns[column].path
    last = fold(path[-1]) if path else ""
    if "%" in last or _PERCENT_LABEL.search(last):
        return Sort.PERCENT
    if _RANK_LABEL.search(last):
        return Sort.RANK
    if path and "%" in fold(" ".join(path)):
        return Sort.PERCENT
    return Sort.PERCENT if (table_unit(table) or "").strip() == "%" else Sort.AMOUNT


def _is_rounded_unit(table: Table, column: int) -> bool:
    """Whether a column counts in millions or the like, so that its whole figures are rounded too."""
    said = fold(" ".join([*table.columns[column].path, table_unit(table) or ""]))
    return bool(_ROUNDED_UNIT.search(said)) and "ty le" not in said
