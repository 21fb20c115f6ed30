"""Ruled tables of random layouts, cut by the end of a page between any two rows: read as one, every cell exact."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from layouts import Layout, layouts
from test_table_layouts import check

from corpus.readers import read_report
from corpus.readers.placing import SpanCell
from corpus.values import Table

pytest.importorskip("reportlab", reason="setting test PDFs needs reportlab")
from reportlab.pdfgen.canvas import Canvas
from test_readers_pdf import _font  # noqa: F401  (a fixture)

_LEFT, _TOP, _ROW, _COLUMN = 40, 60, 16, 110  # points
_SIZE = 8

Rows = list[list[tuple[int, SpanCell]]]


def _cut(layout: Layout, at: int) -> tuple[Rows, Rows]:
    """The rows before and behind a place; a cell that reaches over it is two, the second without text."""
    above: Rows = [list(row) for row in layout.rows[:at]]
    below: Rows = [list(row) for row in layout.rows[at:]]
    for r, row in enumerate(above):
        for i, (c, cell) in enumerate(row):
            over = r + cell.height - at
            if over > 0:
                row[i] = c, SpanCell(cell.text, cell.height - over, cell.width)
                below[0].append((c, SpanCell("", over, cell.width)))
    return above, below


def _draw(canvas: Canvas, rows: Rows) -> None:
    """A piece of a table at the top of a page of its own, each cell with a frame."""
    height = canvas._pagesize[1]
    for r, row in enumerate(rows):
        for c, cell in row:
            x, y = _LEFT + c * _COLUMN, height - _TOP - r * _ROW
            canvas.rect(x, y - cell.height * _ROW, cell.width * _COLUMN, cell.height * _ROW)
            canvas.setFont("Viet", _SIZE)
            canvas.drawString(x + 3, y - _ROW + 5, cell.text)
    canvas.showPage()


def _write(path: Path, pieces: list[Rows]) -> list[Table]:
    """The tables read from a file with a piece on each page."""
    width = max(c + cell.width for rows in pieces for row in rows for c, cell in row)
    canvas = Canvas(str(path), pagesize=(2 * _LEFT + width * _COLUMN, 2 * _TOP + max(map(len, pieces)) * _ROW))
    for rows in pieces:
        _draw(canvas, rows)
    canvas.save()
    return list(read_report(path).tables)


@given(layouts(), st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_is_one_wherever_a_page_cuts_it(tmp_path: Path, layout: Layout, data: st.DataObject) -> None:
    assume(not layout.marked)
    at = data.draw(st.integers(1, len(layout.rows) - 1))
    (table,) = _write(tmp_path / "a.pdf", [*_cut(layout, at)])
    check(layout, table)


@given(layouts(), layouts())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_tables_of_two_pages_stay_apart(tmp_path: Path, first: Layout, second: Layout) -> None:
    """The columns of the one may stand where the other's do: a header of its own begins a table."""
    labels = [[cell.text for _, cell in layout.rows[0]] for layout in (first, second)]
    assume(not first.marked and not second.marked and labels[0] != labels[1])  # else it is printed again
    tables = _write(tmp_path / "a.pdf", [[list(row) for row in layout.rows] for layout in (first, second)])
    assert len(tables) == 2
    check(first, tables[0])
    check(second, tables[1])
