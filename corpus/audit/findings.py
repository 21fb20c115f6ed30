"""What does not add up, as a value, and how numbers are written in the sentence that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.numbers import write_number
from corpus.observations import locate
from corpus.values import Row, Table

_MOST_TERMS = 10  # beyond this many terms a sum is told by its count and value


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a report's figures contradict each other, are blank or cannot be read.

    `kind`: sum, difference, ratio, text-vs-table, table-vs-table, unreadable, blank or sign;
    `status`: repaired (the cell now holds `expected`), suspect (one value fits, not proven) or
    unresolved; `why` is one Vietnamese sentence with the equations that show it.
    """

    locator: str
    kind: str
    printed: str
    expected: Decimal | None
    status: str
    why: str


def cell_locator(table: Table, row: Row, column: int) -> str:
    """The place of one cell, as observations name it."""
    return locate(table, row, table.columns[column].path, row.cells[column])


def columns_locator(table: Table, row: Row, columns: Sequence[int]) -> str:
    """The place of several cells of one row: "… › cột (3), (7), (11)"."""
    if len(columns) == 1:
        return cell_locator(table, row, columns[0])
    names = ", ".join(column_name(table, c) for c in columns)
    place = locate(table, row, ())
    return f"{place} › cột {names}" if place else f"cột {names}"


def column_name(table: Table, column: int) -> str:
    """A column as a person calls it: its printed number "(7)", else its label in quotes."""
    number = column_number(table, column)
    if number is not None:
        return f"({number})"
    path = table.columns[column].path
    same_last = sum(other.path[-1:] == path[-1:] for other in table.columns)
    label = " – ".join(path if same_last > 1 else path[-1:])
    return f"“{label}”" if label else f"cột thứ {column + 1}"


def column_number(table: Table, column: int) -> int | None:
    """The number that the formula row gives a column: 3 for "(3)=(4)+(5)"."""
    formula = table.columns[column].formula
    digits = formula.partition("=")[0].strip(" ()") if formula else ""
    return int(digits) if digits.isdigit() else None


def tell_sum(terms: Sequence[tuple[int, Decimal]]) -> str:
    """Signed terms as written out: "822 - 371 - 27", a long one by its count and value."""
    if len(terms) > _MOST_TERMS:
        return tell_long_sum(terms)
    parts = []
    for i, (sign, value) in enumerate(terms):
        shown = write_number(abs(value))
        negative = (sign < 0) != (value < 0)
        parts.append(f"-{shown}" if negative and not i else shown if not i else f" {'-' if negative else '+'} {shown}")
    return "".join(parts)


def tell_long_sum(terms: Sequence[tuple[int, Decimal]]) -> str:
    """A sum of many terms: the first if it is apart in sign, then the others by count and value."""
    first_sign = terms[0][0]
    apart = [t for t in terms if t[0] == first_sign] if sum(t[0] == first_sign for t in terms) == 1 else []
    rest = [t for t in terms if t not in apart] if apart else list(terms)
    total = sum((value for _, value in rest), Decimal(0))
    told = f"tổng {len(rest)} số ({write_number(total)})"
    if not apart:
        return told
    return f"{write_number(apart[0][1])} - {told}"


def nearly(value: Decimal, decimals: int) -> Decimal:
    """The value rounded half up to so many decimals, without trailing zeros."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    whole = rounded.to_integral_value()
    return whole if rounded == whole else rounded.normalize()
