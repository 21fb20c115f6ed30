"""Formula rows as printed above a table's body: (3)=(4)+(5)+(6), (5)=(4)/(3)*100%."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.audit.findings import column_number
from corpus.values import Table

_TOKEN = re.compile(r"\((\d{1,3})\)|([+\-−–])|([/:÷])|([*x×X.])|(\d+)(\s*%)?|(%)|([()])")


@dataclass(frozen=True, slots=True)
class Formula:
    """target = factor · (Σ numerator) / (Σ denominator); no denominator for a sum or difference.

    Columns are counted from 0 within the table; `missing` are printed numbers of no column.
    """

    target: int
    numerator: tuple[tuple[int, int], ...]
    denominator: tuple[tuple[int, int], ...]
    factor: int
    missing: tuple[int, ...] = ()


def read_formulas(table: Table) -> list[Formula]:
    """The formulas of a table's columns; one that cannot be read is left out."""
    numbers = {n: c for c in range(len(table.columns)) if (n := column_number(table, c)) is not None}
    found = []
    for c, column in enumerate(table.columns):
        _, equals, right = (column.formula or "").partition("=")
        if equals and (formula := _read_right_side(c, right, numbers)) is not None:
            found.append(formula)
    return found


def _read_right_side(target: int, right: str, numbers: dict[int, int]) -> Formula | None:
    sides: list[list[tuple[int, int]]] = [[]]
    missing: list[int] = []
    sign, factor, at = 1, 1, 0
    text = right.strip()
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        at = match.end()
        if match[1]:
            number = int(match[1])
            if number in numbers:
                sides[-1].append((numbers[number], sign))
            else:
                missing.append(number)
            sign = 1
        elif match[2]:
            sign = 1 if match[2] == "+" else -1
        elif match[3]:
            if len(sides) == 2:
                return None
            sides.append([])
            sign = 1
        elif match[5]:
            if match[5] != "100":
                return None
            factor = 100
        elif match[7]:
            factor = 100
    if any(column == target for side in sides for column, _ in side) or not (sides[0] or missing):
        return None
    if len(sides) == 1 and factor == 100:
        return None
    if len(sides) == 2 and not sides[1] and not missing:
        return None
    denominator = tuple(sides[1]) if len(sides) == 2 else ()
    return Formula(target, tuple(sides[0]), denominator, factor, tuple(missing))
