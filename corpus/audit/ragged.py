"""Figures that are not sure to stand under their own label: in rows that reach beyond the header, in rows
whose cells stand a column away from those of the others, in columns without a name or with that of another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal

from corpus.audit.findings import Finding, cell_locator, column_name
from corpus.numbers import read_number
from corpus.periods import is_year
from corpus.ragged import UNNAMED_COLUMN
from corpus.values import Cell, Quality, Row, Table

_FEWEST_ALIKE = 2  # rows with figures in the same columns, by which another is seen to stand beside them
_LABEL = -1  # the place of a row's label, left of the first column
_LETTER = re.compile(r"[^\W\d_]")  # "31 đơn vị" in a column of words is one of them

_BEYOND = "Dòng có nhiều ô hơn dòng tiêu đề (hoặc cột cuối không có tên) nên không chắc số nào thuộc cột nào."
_SHIFTED = "Số của dòng này đứng lệch cột so với các dòng khác nên không chắc số nào thuộc cột nào."
_HEADLESS = "Bảng không có dòng tiêu đề nên không rõ số của các cột là gì."
_UNNAMED = "Cột này không có tên ở dòng tiêu đề nên không rõ số của cột là gì."


def doubt_ragged(table: Table) -> tuple[Table, list[Finding]]:
    """The table with the figures of such rows marked as suspect, and one finding a row or column."""
    if table.rows and all(_is_unnamed(table, c) for c in range(len(table.columns))):
        return _doubt_all(table)
    beyond = _last_unnamed(table)
    shifted = _shifted_rows(table)
    findings = [*_tell_unnamed(table, beyond), *_tell_alike(table)]
    rows: list[Row] = []
    for r, row in enumerate(table.rows):
        first = next((c for c in beyond if row.cells[c].printed), None)
        if first is None and r in shifted:
            first = next(c for c, cell in enumerate(row.cells) if cell.printed)
        if first is None:
            rows.append(row)
            continue
        said = _SHIFTED if r in shifted else _BEYOND
        findings.append(_unread(table, row, first, said))
        rows.append(replace(row, cells=tuple(map(_doubt, row.cells))))
    return replace(table, rows=tuple(rows)), findings


def _doubt_all(table: Table) -> tuple[Table, list[Finding]]:
    rows = tuple(replace(row, cells=tuple(map(_doubt, row.cells))) for row in table.rows)
    return replace(table, rows=rows), [_unread(table, table.rows[0], 0, _HEADLESS)] if table.columns else []


def _unread(table: Table, row: Row, c: int, said: str) -> Finding:
    return Finding(cell_locator(table, row, c), "unreadable", row.cells[c].printed, None, "unresolved", said)


def _doubt(cell: Cell) -> Cell:
    return replace(cell, quality=Quality.SUSPECT) if isinstance(cell.value, Decimal) else cell


def _is_unnamed(table: Table, c: int) -> bool:
    return table.columns[c].path == (UNNAMED_COLUMN,)


def _last_unnamed(table: Table) -> list[int]:
    """The columns without a name behind the last one with a name: the header may have no cell there."""
    named = max((c for c in range(len(table.columns)) if not _is_unnamed(table, c)), default=_LABEL)
    return list(range(named + 1, len(table.columns)))


def _tell_unnamed(table: Table, beyond: Collection[int]) -> Iterator[Finding]:
    """Each column of figures without a name between columns that have one: its figures are in their place."""
    for c in range(len(table.columns)):
        row = next((row for row in table.rows if isinstance(row.cells[c].value, Decimal)), None)
        if row is not None and c not in beyond and _is_unnamed(table, c):
            yield _unread(table, row, c, _UNNAMED)


def _tell_alike(table: Table) -> Iterator[Finding]:
    """Each column with the name of one before it and other figures."""
    seen: dict[tuple[str, ...], int] = {}
    for c, column in enumerate(table.columns):
        first = seen.setdefault(column.path, c)
        row = next((row for row in table.rows if _differ(row.cells[first], row.cells[c])), None)
        if row is not None and column.formula == table.columns[first].formula and not _is_unnamed(table, c):
            name = column_name(table, c)
            said = f"Cột thứ {first + 1} và cột thứ {c + 1} cùng tên {name} nên không phân biệt được số của hai cột."
            yield _unread(table, row, c, said)


def _differ(one: Cell, other: Cell) -> bool:
    return isinstance(one.value, Decimal) and isinstance(other.value, Decimal) and one.value != other.value


def _shifted_rows(table: Table) -> set[int]:
    """The rows whose figures stand one column right or left of where others have theirs.

    They stand where those rows have words only, and leave blank where those all have figures.
    """
    places = [_figure_places(row) for row in table.rows]
    often = Counter(frozenset(own) for own in places if len(own) > 1)
    found: set[int] = set()
    for usual, count in often.items():
        if count < _FEWEST_ALIKE or _LABEL in usual:
            continue
        alike = [table.rows[r] for r, own in enumerate(places) if own == usual]
        for step in (1, -1):
            moved = {c + step for c in usual} - {len(table.columns)}
            strange = moved - usual
            if strange and len(moved) > 1 and all(_holds_words(alike, c) for c in strange):
                found |= {r for r, own in enumerate(places) if own == moved}
    return found


def _figure_places(row: Row) -> set[int]:
    """The columns in which a row has figures; its label's place where that is a figure, too."""
    own = {
        c for c, cell in enumerate(row.cells) if isinstance(cell.value, Decimal) and not _LETTER.search(cell.printed)
    }
    label = row.path[-1] if row.path else ""
    numeric = read_number(label) is not None and not _LETTER.search(label) and not is_year(label)
    return own | ({_LABEL} if numeric else set())


def _holds_words(rows: Collection[Row], c: int) -> bool:
    """Whether most of some rows have words in a column."""
    if c == _LABEL:
        return all(row.path and row.path[-1] for row in rows)
    return sum(isinstance(row.cells[c].value, str) for row in rows) * 2 > len(rows)
