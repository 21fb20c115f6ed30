"""Figures recognised from an image: in doubt until an equation that holds proves them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from corpus.audit.sheet import Ref
from corpus.values import Cell, Quality, Table


def doubt_unproved(table: Table, proved: Collection[Ref]) -> Table:
    """The table with each recognised figure that nothing proves marked as suspect, its value kept."""
    if not any(cell.confidence is not None for row in table.rows for cell in row.cells):
        return table
    known = set(proved)
    rows = tuple(
        replace(row, cells=tuple(_judge(cell, (r, c) in known) for c, cell in enumerate(row.cells)))
        for r, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)


def _judge(cell: Cell, proved: bool) -> Cell:
    if cell.confidence is None or not isinstance(cell.value, Decimal) or cell.quality is Quality.REPAIRED:
        return cell
    if cell.quality is Quality.PRINTED and not proved:
        return replace(cell, quality=Quality.SUSPECT)
    return cell
