"""What a column's separators mean where its own cells leave it open: asked of its relations to other columns.

"1.234" is 1234 under the official convention and 1,234 under that of spreadsheets. A column in which every
printed figure may be either is read the other way where the table's equations then hold, and did not before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.audit.columns import relate_columns, spell_equations
from corpus.audit.equations import System
from corpus.audit.formulas import read_formulas
from corpus.audit.relations import SAMPLE
from corpus.audit.sheet import Sheet
from corpus.numbers import Convention, read_number, strip_superscripts
from corpus.values import Cell, Row, Table

_EITHER = re.compile(r"[-−–+]?\s*[1-9]\d{0,2}([.,])\d{3}\s*%?")
_FEWEST = 3  # equations that must hold under the other reading, where none did


def settle_conventions(table: Table) -> Table:
    """The table with columns read the other way that only then fit the others."""
    unsettled = [c for c in range(len(table.columns)) if _is_open(table, c)]
    if not unsettled:
        return table
    sample = replace(table, rows=_sample(table, unsettled))
    held = _held(sample)
    for c in unsettled:
        if not held.get(c, 0):
            other = _held(_reread(sample, c)).get(c, 0)
            if other >= _FEWEST:
                table = _reread(table, c)
    return table


def _is_open(table: Table, c: int) -> bool:
    """Whether a column prints one sign between digits, and every figure with it may be read both ways."""
    signed = [text for row in table.rows if re.search(r"\d[.,]\d", text := _bare(row.cells[c]))]
    matches = [_EITHER.fullmatch(text) for text in signed]
    stated = table.columns[c].convention is not None
    return stated and len(signed) >= _FEWEST and all(matches) and len({match[1] for match in matches if match}) == 1


def _bare(cell: Cell) -> str:
    return strip_superscripts(cell.printed).strip()


def _sample(table: Table, columns: Sequence[int]) -> tuple[Row, ...]:
    """Rows that show a figure in most of the columns in question."""
    filled = [row for row in table.rows if any(_EITHER.fullmatch(_bare(row.cells[c])) for c in columns)]
    return tuple(filled[:SAMPLE])


def _held(table: Table) -> dict[int, int]:
    """How many equations across columns hold, by the columns that stand in them."""
    sheet = Sheet(table)
    system = System(sheet, spell_equations(sheet, *relate_columns(sheet, read_formulas(table))))
    counts: dict[int, int] = {}
    for number, equation in enumerate(system.equations):
        if system.complete(number) and system.holds(number):
            for c in {ref[1] for ref in equation.refs}:
                counts[c] = counts.get(c, 0) + 1
    return counts


def _reread(table: Table, c: int) -> Table:
    """The table with a column read under the other convention, which it then states."""
    other = Convention.POINT if table.columns[c].convention == Convention.COMMA.value else Convention.COMMA
    columns = list(table.columns)
    columns[c] = replace(columns[c], convention=other.value)
    return replace(
        table,
        columns=tuple(columns),
        rows=tuple(
            replace(row, cells=(*row.cells[:c], _read(row.cells[c], other), *row.cells[c + 1 :])) for row in table.rows
        ),
    )


def _read(cell: Cell, convention: Convention) -> Cell:
    number = read_number(_bare(cell), convention)
    return cell if number is None or cell.value is None else replace(cell, value=number.value)
