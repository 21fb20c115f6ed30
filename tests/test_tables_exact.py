"""Every cell of a published report against tables transcribed by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from corpus.audit import audit_report
from corpus.readers import read_report
from corpus.values import Cell, Report, Table

RIGHT_AT_LEAST = 2237
CELLS = 2249


@pytest.fixture(scope="module")
def expected(shared: Path) -> list[dict[str, Any]]:
    """The tables as they ought to be read."""
    files = sorted((shared / "eval" / "tables").glob("t*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


@pytest.fixture(scope="module")
def report(shared: Path) -> Report:
    """The report as it is read."""
    return read_report(shared / "reports" / "51-BC-SNV-2023.txt")


def _is_right(cell: Cell, value: float | str | None) -> bool:
    if isinstance(value, str) or value is None:
        return cell.value == value
    return isinstance(cell.value, Decimal) and cell.value == Decimal(str(value))


def _cells(report: Report, expected: list[dict[str, Any]]) -> list[tuple[Cell, dict[str, Any]]]:
    """Each cell as read beside the cell as it ought to be."""
    return [
        (cell, wanted)
        for table, told in zip(report.tables, expected, strict=True)
        for row, wanted_row in zip(table.rows, told["rows"], strict=True)
        for cell, wanted in zip(row.cells, wanted_row["cells"], strict=True)
    ]


def test_every_table_is_found_at_its_place(report: Report, expected: list[dict[str, Any]]) -> None:
    assert [table.where for table in report.tables] == [told["where"] for told in expected]


def test_every_column_is_spelled_out(report: Report, expected: list[dict[str, Any]]) -> None:
    def labels(table: Table) -> list[list[str]]:
        return [list(column.path) for column in table.columns]

    assert [labels(table) for table in report.tables] == [told["columns"] for told in expected]


def test_every_row_has_its_path(report: Report, expected: list[dict[str, Any]]) -> None:
    for table, told in zip(report.tables, expected, strict=True):
        assert [list(row.path) for row in table.rows] == [row["path"] for row in told["rows"]], told["id"]


def test_column_formulas_stay_with_their_columns(report: Report, expected: list[dict[str, Any]]) -> None:
    for table, told in zip(report.tables, expected, strict=True):
        formulas = told.get("formulas", {}).get("columns", [""] * len(table.columns))
        assert [column.formula or "" for column in table.columns] == formulas, told["id"]


def test_nearly_every_cell_has_its_value(report: Report, expected: list[dict[str, Any]]) -> None:
    cells = _cells(report, expected)
    assert len(cells) == CELLS
    assert sum(_is_right(cell, wanted["value"]) for cell, wanted in cells) >= RIGHT_AT_LEAST


def test_only_misprinted_cells_differ(report: Report, expected: list[dict[str, Any]]) -> None:
    wrong = [wanted for cell, wanted in _cells(report, expected) if not _is_right(cell, wanted["value"])]
    assert [wanted for wanted in wrong if not wanted.get("repaired")] == []


def test_figures_that_lost_digits_are_left_unread(report: Report, expected: list[dict[str, Any]]) -> None:
    torn = [cell for cell, _ in _cells(report, expected) if cell.printed in {"1.0 1", "4 0", "1. 85", "6 1", "4.34"}]
    assert len(torn) == 5
    assert all(cell.quality != "printed" for cell in torn)


def test_every_cell_is_right_once_the_audit_has_repaired_what_can_be_proved(
    report: Report, expected: list[dict[str, Any]]
) -> None:
    audited, _ = audit_report(report)
    cells = _cells(audited, expected)
    wrong = [
        (cell.printed, cell.value, wanted["value"]) for cell, wanted in cells if not _is_right(cell, wanted["value"])
    ]
    assert [told for told in wrong if told[0]] == []
    assert [value for printed, value, _ in wrong if not printed] == [0, 0]  # blanks that the sums prove to be nought
    assert len(cells) == CELLS
    repaired = [cell for cell, _ in cells if cell.quality == "repaired"]
    assert all(cell.printed != str(cell.value) for cell in repaired)
