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


def _rows(*texts: tuple[str, ...]) -> Rows:
    return [[(c, SpanCell(text)) for c, text in enumerate(row)] for row in texts]


_FIRST = (("Đơn vị", "Nhận", "Trả"), ("Sở Y tế", "11", "12"), ("Sở Nội vụ", "21", "22"))


@pytest.mark.parametrize("labels", [("", "Nam", "Nữ"), ("Huyện", "2022", "2023"), ("STT", "Tổng", "Giao")])
def test_a_header_with_an_empty_corner_or_years_opens_a_table(tmp_path: Path, labels: tuple[str, ...]) -> None:
    second = _rows(labels, ("1", "31", "32"), ("2", "41", "42"))
    first, other = _write(tmp_path / "a.pdf", [_rows(*_FIRST), second])
    assert len(first.rows) == len(other.rows) == 2
    assert other.columns[-1].path == labels[-1:]


def test_a_row_of_signs_for_nothing_opens_no_table(tmp_path: Path) -> None:
    (table,) = _write(
        tmp_path / "a.pdf", [_rows(*_FIRST), _rows(("Sở Tài chính", "-", "-"), ("Sở Xây dựng", "41", "42"))]
    )
    assert [row.path for row in table.rows][-2:] == [("Sở Tài chính",), ("Sở Xây dựng",)]


def test_labels_that_come_again_over_others_open_a_table(tmp_path: Path) -> None:
    """The first row of the header is the same, those below it are not."""
    tops: Rows = [[(0, SpanCell("Đơn vị", 2)), (1, SpanCell("Hồ sơ", 1, 2))]]
    bodies = [
        _rows(("", low, high), ("Sở Y tế", n, n + "0")) for low, high, n in (("Nhận", "Trả", "11"), ("Nam", "Nữ", "31"))
    ]
    pieces = [[*tops, [cell for cell in low if cell[0]], *rest] for low, *rest in bodies]
    tables = _write(tmp_path / "a.pdf", pieces)
    assert [[column.path for column in table.columns] for table in tables] == [
        [("Hồ sơ", "Nhận"), ("Hồ sơ", "Trả")],
        [("Hồ sơ", "Nam"), ("Hồ sơ", "Nữ")],
    ]


def test_rows_without_a_header_are_text(tmp_path: Path) -> None:
    """Columns that are no other table's, and figures that no label says anything of."""
    pieces = [_rows(*_FIRST), _rows(("Sở Y tế", "31", "32", "33"), ("Sở Nội vụ", "41", "42", "43"))]
    assert len(_write(tmp_path / "a.pdf", pieces)) == 1
