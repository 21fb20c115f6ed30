"""Random tables in random places of a workbook, and a published report's tables: every path and cell exact."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import Layout, layouts
from openpyxl import Workbook
from openpyxl.utils import column_index_from_string
from test_readers_html import SAMPLES
from test_whole_reports import items_of, merged
from workbooks import write_layout, write_rows

from corpus.assemble import GridItem
from corpus.files import Limits, SourceFile
from corpus.readers import read_file, read_report
from corpus.tables import count_header_rows
from corpus.values import Paragraph, Report, Table


def read_book(book: Workbook) -> Report:
    """The workbook saved and read."""
    stream = BytesIO()
    book.save(stream)
    return read_file(SourceFile(Path("bang.xlsx"), stream.getvalue()), Limits())


def check(layout: Layout, table: Table, left: int) -> None:
    """Whether a table says just what the layout does, each column under its own letter."""
    assert [column.path for column in table.columns] == layout.columns
    assert [row.path for row in table.rows] == layout.paths
    assert [tuple(cell.printed for cell in row.cells) for row in table.rows] == layout.cells
    assert [row.is_total for row in table.rows] == layout.totals
    stub = layout.width - len(layout.columns)
    assert [column_index_from_string(column.letter) for column in table.columns] == [
        left + stub + c for c in range(len(layout.columns))
    ]


def opens_alone(layout: Layout) -> bool:
    """Whether the first row holds one cell over one column: in a sheet, nothing tells it from a title."""
    filled = [cell for _, cell in layout.rows[0] if cell.text]
    return len(filled) == 1 and filled[0].width == 1


placed_layouts = layouts().filter(lambda layout: not opens_alone(layout))


@given(placed_layouts, st.booleans(), st.integers(0, 2), st.integers(1, 3), st.integers(0, 2), st.booleans())
@settings(max_examples=120, deadline=None)
def test_any_layout_comes_back_between_titles_and_notes(
    layout: Layout, numbers: bool, titles: int, left: int, gap: int, note: bool
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for t in range(titles):
        sheet.cell(t + 1, left, ["BIỂU TỔNG HỢP SỐ LIỆU", "(Kèm theo Báo cáo của Sở)"][t])
        sheet.merge_cells(start_row=t + 1, start_column=left, end_row=t + 1, end_column=left + layout.width - 1)
    top = titles + gap + 1
    write_layout(sheet, layout, top, left, numbers=numbers)
    if layout.marked:
        sheet.freeze_panes = sheet.cell(top + layout.header, 1).coordinate
    if note:
        sheet.cell(top + len(layout.rows), left, "Ghi chú: số liệu tính đến hết kỳ báo cáo.")
    report = read_book(book)
    (table,) = report.tables
    check(layout, table, left)
    assert [row.line for row in table.rows] == [top + layout.header + r for r in range(len(layout.paths))]
    assert table.title == ("BIỂU TỔNG HỢP SỐ LIỆU" if titles else "Sheet")
    assert any(isinstance(b, Paragraph) and b.text.startswith("Ghi chú") for b in report.blocks) == note


merged_layouts = placed_layouts.filter(lambda layout: not layout.marked)


@given(st.lists(merged_layouts, min_size=2, max_size=3), st.booleans(), st.integers(0, 2))
@settings(max_examples=60, deadline=None)
def test_tables_under_each_other_are_kept_apart(several: list[Layout], numbers: bool, gap: int) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    top = 1
    for i, layout in enumerate(several):
        sheet.cell(top, 1, f"Bảng {i + 1}. Kết quả của nhóm chỉ tiêu thứ {i + 1}")
        write_layout(sheet, layout, top + 1, 1, numbers=numbers)
        top += len(layout.rows) + 1 + gap
    tables = read_book(book).tables
    assert len(tables) == len(several)
    for i, (layout, table) in enumerate(zip(several, tables, strict=True)):
        check(layout, table, 1)
        assert table.title.startswith(f"Bảng {i + 1}.")


@given(merged_layouts, merged_layouts, st.booleans())
@settings(max_examples=60, deadline=None)
def test_tables_beside_each_other_are_kept_apart(one: Layout, other: Layout, numbers: bool) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    right = one.width + 2
    write_layout(sheet, one, 3, 1, numbers=numbers)
    write_layout(sheet, other, 3, right, numbers=numbers)
    sheet.cell(1, 1, "TỔNG HỢP KẾT QUẢ THỰC HIỆN")
    first, second = read_book(book).tables
    check(one, first, 1)
    check(other, second, right)


@given(placed_layouts, st.data())
@settings(max_examples=60, deadline=None)
def test_hidden_rows_leave_the_others_as_they_are(layout: Layout, data: Any) -> None:
    """A hidden row of figures goes, and nothing else: no label or figure moves to another row."""
    plain = [r for r in range(layout.header, len(layout.rows)) if all(cell.height == 1 for _, cell in layout.rows[r])]
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    write_layout(sheet, layout, 1, 1, numbers=True)
    if layout.marked:
        sheet.freeze_panes = sheet.cell(1 + layout.header, 1).coordinate
    r = data.draw(st.sampled_from(plain)) if plain else None
    if r is None or len(layout.paths) < 3:
        return
    sheet.row_dimensions[r + 1].hidden = True
    tables = read_book(book).tables
    width = len(layout.columns)  # a group that is left with one row is a label with words beside it
    read = {row.line: tuple(cell.printed for cell in row.cells[-width:]) for table in tables for row in table.rows}
    wanted = {layout.header + i + 1: cells for i, cells in enumerate(layout.cells) if layout.header + i != r}
    assert {line: cells for line, cells in read.items() if any(cells)} == {
        line: cells for line, cells in wanted.items() if any(cells)
    }


@pytest.mark.parametrize("hidden", [2, 3, 4])
def test_a_hidden_row_parts_no_header_from_its_figures(hidden: int) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [("Đơn vị", "Hồ sơ"), ("Sở Y tế", 5), ("Sở Nội vụ", 6), ("Sở Tư pháp", 7), ("Tổng cộng", 18)]
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[hidden].hidden = True
    (table,) = read_book(book).tables
    assert [column.path for column in table.columns] == [("Hồ sơ",)]
    wanted = [(name, str(value)) for line, (name, value) in enumerate(rows, start=1) if line not in (1, hidden)]
    assert [(row.path[-1], row.cells[0].printed) for row in table.rows] == wanted


def test_a_label_may_stand_on_another_over_the_same_columns() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row, label in ((1, "Hồ sơ"), (2, "2021")):
        sheet.cell(row, 2, label)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=3)
    sheet.append(["Đơn vị", "Tiếp nhận", "Giải quyết"])
    sheet.append(["Sở Y tế", 12, 9])
    sheet.freeze_panes = "A4"
    (table,) = read_book(book).tables
    assert [column.path for column in table.columns] == [
        ("Hồ sơ", "2021", "Tiếp nhận"),
        ("Hồ sơ", "2021", "Giải quyết"),
    ]


# --- the tables of whole reports -----------------------------------------------------------------


def values_of(table: Table) -> Any:
    """All that a table says, but for how its figures are printed."""
    rows = [(r.path, r.is_total, [(c.value, c.of, c.unit, c.quality) for c in r.cells]) for r in table.rows]
    return [(c.path, c.formula) for c in table.columns], rows


def write_report(path: Path, source: Path, *, numbers: bool) -> None:
    """Writes the tables of a plain report to sheets of a workbook."""
    book = Workbook()
    for i, item in enumerate(item for item in items_of(source) if isinstance(item, GridItem)):
        sheet = book.create_sheet(f"Biểu {i + 1}")
        sheet.cell(1, 1, "BIỂU SỐ LIỆU KÈM THEO")
        write_rows(sheet, merged(item.grid), 3, 1, body=count_header_rows(item.grid), numbers=numbers)
    del book["Sheet"]
    book.save(path)


def compare(source: Path, path: Path, *, numbers: bool) -> None:
    """Whether a report's tables come back from a workbook."""
    write_report(path, source, numbers=numbers)
    found, wanted = read_report(path).tables, read_report(source).tables
    assert len(found) == len(wanted)
    for i, (got, told) in enumerate(zip(found, wanted, strict=True)):
        assert values_of(got) == values_of(told)
        assert got.path[0] == f"Biểu {i + 1}"


@pytest.mark.parametrize("numbers", [True, False], ids=["numbers", "numbers as text"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_tables_of_a_sample_come_back_exactly(samples: Path, tmp_path: Path, name: str, numbers: bool) -> None:
    compare(samples / name, tmp_path / "bao-cao.xlsx", numbers=numbers)


@pytest.mark.parametrize("numbers", [True, False], ids=["numbers", "numbers as text"])
def test_the_published_tables_come_back_exactly(shared: Path, tmp_path: Path, numbers: bool) -> None:
    compare(shared / "reports" / "51-BC-SNV-2023.txt", tmp_path / "bao-cao.xlsx", numbers=numbers)
