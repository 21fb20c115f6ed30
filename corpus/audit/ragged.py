"""Rows that reach beyond the header: no figure of theirs is sure to stand under its own label."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpus.audit.findings import Finding, cell_locator
from corpus.ragged import UNNAMED_COLUMN
from corpus.values import Cell, Quality, Row, Table


def doubt_ragged(table: Table) -> tuple[Table, list[Finding]]:
    """The table with the figures of such rows marked as suspect, and one finding a row."""
    beyond = [c for c, column in enumerate(table.columns) if column.path == (UNNAMED_COLUMN,)]
    if not beyond:
        return table, []
    findings: list[Finding] = []
    rows: list[Row] = []
    for row in table.rows:
        first = next((c for c in beyond if row.cells[c].printed), None)
        if first is None:
            rows.append(row)
            continue
        said = "Dòng có nhiều ô hơn dòng tiêu đề nên không chắc số nào thuộc cột nào."
        printed = row.cells[first].printed
        findings.append(Finding(cell_locator(table, row, first), "unreadable", printed, None, "unresolved", said))
        rows.append(replace(row, cells=tuple(map(_doubt, row.cells))))
    return replace(table, rows=tuple(rows)), findings


def _doubt(cell: Cell) -> Cell:
    return replace(cell, quality=Quality.SUSPECT) if isinstance(cell.value, Decimal) else cell
