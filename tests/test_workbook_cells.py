"""What a cell of a workbook holds: formats, stored results, errors, words; and tables that touch each other."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.table import Table as DeclaredTable

from corpus.files import Limits, SourceFile
from corpus.numbers import read_number
from corpus.observations import observe
from corpus.readers import read_file
from corpus.readers.xlsx_formats import show_number, show_text
from corpus.values import Paragraph, Quality, Report


def data_of(book: Workbook) -> bytes:
    """The workbook as a file's content."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_data(data: bytes) -> Report:
    """The report of a workbook's content."""
    return read_file(SourceFile(Path("bang.xlsx"), data), Limits())


def read_rows(*rows: Any) -> Report:
    """The report of a sheet of rows."""
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    return read_data(data_of(book))


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with some text of its first sheet replaced."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(stream, "w") as target:
        for name in package.namelist():
            text = package.read(name)
            if name.endswith("sheet1.xml"):
                text, count = re.subn(old, new, text)
                assert count
            target.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("value", "code", "text", "held"),
    [
        (0.25, "# ?/?", "1/4", "0.25"),
        (1.5, "# ?/?", "1 1/2", "1.5"),
        (0.25, "?/8", "2/8", "0.25"),
        (123456, "0.00E+00", "1,23E+05", "123000"),
        (9.9996, "0.00E+00", "1,00E+01", "10"),
        (1.234, "0.000", "1,234", "1.234"),
        (-5, "#,##0;[Red]#,##0", "-5", "-5"),
        (-3, '"▲ "0;"▼ "0', "▼ 3", "-3"),
        (-2, '0;"giảm "0', "giảm 2", "-2"),
        (0.5, "[>=1]0;[<1]0.0%", "50,0%", "50"),
        (0, "#,###", "", "0"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "-", "0"),
        (-1234.5, '_-* #,##0.00\\ "₫"_-;-* #,##0.00\\ "₫"_-', "-1.234,50 ₫", "-1234.5"),
        (1234.5, "#,##0.00\\ [$₫-42A]", "1.234,50 ₫", "1234.5"),
        (154950529504.25, "General", "154950529504", "154950529504"),
        (1 / 3, "General", "0,33333333333", "0.33333333333"),
        (15, 'General" xã"', "15 xã", "15"),
        (1e-300, "General", "1E-300", "1E-300"),
    ],
)
def test_a_number_holds_what_its_format_shows(value: float, code: str, text: str, held: str) -> None:
    shown = show_number(value, code)
    assert (shown.text, shown.value) == (text, Decimal(held))


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 4), st.booleans(), st.booleans())
def test_what_is_shown_reads_as_what_is_held(value: Decimal, places: int, grouped: bool, percent: bool) -> None:
    code = ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "") + ("%" if percent else "")
    shown = show_number(value, code)
    number = read_number(shown.text)
    assert number is not None
    assert number.value == shown.value
    exact = value * 100 if percent else value
    assert abs(shown.value - exact) <= Decimal(1).scaleb(-places) / 2


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('#0?.,;%/"()-+ E[]@_*\\General>=1', max_size=14))
def test_no_format_makes_a_number_fail(value: float, code: str) -> None:
    assert isinstance(show_number(value, code).value, Decimal)


def test_a_text_takes_the_words_of_its_format() -> None:
    assert show_text("Mỹ Tú", '"Huyện "@') == "Huyện Mỹ Tú"
    assert show_text("Mỹ Tú", "0;0;0;@") == "Mỹ Tú"


def test_numbers_keep_their_value_whatever_their_column_looks_like() -> None:
    """Three decimals look like thousands, and figures typed with a point do not change numbers."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("Đơn vị", "Điểm"), ("Sở A", 1.234), ("Sở B", 2.345), ("Sở C", "83.14"), ("Sở D", "92.5")]:
        sheet.append(row)
    sheet["B2"].number_format = sheet["B3"].number_format = "0.000"
    (table,) = read_data(data_of(book)).tables
    assert [row.cells[0].value for row in table.rows] == [Decimal(text) for text in ("1.234", "2.345", "83.14", "92.5")]


def test_an_empty_text_is_a_result_and_a_missing_one_is_said() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("Đơn vị", "Số", "Ghi chú"), ("Sở A", 5, '=IF(B2>9,B2,"")'), ("Sở B", "=1+1", "x")]:
        sheet.append(row)
    data = changed(data_of(book), rb'<c r="C2"( [^>]*)?>', rb'<c r="C2" t="str">')
    report = read_data(data)
    (table,) = report.tables
    assert table.rows[0].cells[1].printed == ""
    assert table.rows[1].cells[0].quality is Quality.SUSPECT
    assert any("1 ô công thức" in b.text for b in report.blocks if isinstance(b, Paragraph))


def test_errors_are_left_unread() -> None:
    (table,) = read_rows(("Đơn vị", "Số", "Tỷ lệ"), ("Sở A", 5, "#DIV/0!"), ("Sở B", 7, "#N/A")).tables
    assert [(row.cells[1].printed, row.cells[1].value) for row in table.rows] == [("#DIV/0!", None), ("#N/A", None)]
    assert all(row.cells[1].quality is Quality.SUSPECT for row in table.rows)


def test_a_figure_names_its_cell() -> None:
    report = read_rows((), (), ("Đơn vị", "Số hồ sơ"), ("Sở A", 5), ("Sở B", 7))
    assert [figure.locator for figure in observe(report)] == [
        "Sheet › Sở A › Số hồ sơ (ô B4)",
        "Sheet › Sở B › Số hồ sơ (ô B5)",
    ]


def test_a_title_centred_over_cells_is_as_good_as_merged() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("STT", "Đơn vị", "Hồ sơ", None), (None, None, "Đúng hạn", "Trễ hạn"), (1, "Sở A", 5, 6)]:
        sheet.append(row)
    for name in ("C1", "D1"):
        sheet[name].alignment = Alignment(horizontal="centerContinuous")
    for name in ("A1:A2", "B1:B2"):
        sheet.merge_cells(name)
    (table,) = read_data(data_of(book)).tables
    assert [column.path for column in table.columns] == [("Hồ sơ", "Đúng hạn"), ("Hồ sơ", "Trễ hạn")]


def test_tables_that_touch_are_told_apart_by_their_headers() -> None:
    beside = read_rows(("STT", "Đơn vị", "Số", "STT", "Đơn vị", "Số"), (1, "Sở A", 5, 1, "Huyện B", 6))
    assert [table.rows[0].path for table in beside.tables] == [("1 Sở A",), ("1 Huyện B",)]
    below = read_rows(("STT", "Đơn vị", "Số"), (1, "Sở A", 5), ("STT", "Lĩnh vực", "Tỷ lệ"), (1, "Đất đai", 6))
    assert [table.columns[0].path for table in below.tables] == [("Số",), ("Tỷ lệ",)]


def test_words_among_figures_do_not_begin_a_table() -> None:
    rows = [("Đơn vị", "Số hồ sơ", "Trễ hạn"), ("Sở A", 5, 1), ("Sở B", "Chưa báo cáo", "Chưa báo cáo"), ("Sở C", 7, 2)]
    (table,) = read_rows(*rows).tables
    assert [row.path for row in table.rows] == [("Sở A",), ("Sở B",), ("Sở C",)]


def test_declared_tables_that_touch_are_kept_apart() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("Đơn vị", "Số", "Tên", "Điểm"), ("Sở A", 5, "Sở B", 6), ("Sở C", 7, "Sở D", 8)]:
        sheet.append(row)
    sheet.add_table(DeclaredTable(displayName="Mot", ref="A1:B3"))
    sheet.add_table(DeclaredTable(displayName="Hai", ref="C1:D3"))
    first, second = read_data(data_of(book)).tables
    assert [row.path for row in second.rows] == [("Sở B",), ("Sở D",)]
    assert [cell.value for row in first.rows for cell in row.cells] == [5, 7]


def test_rows_folded_or_filtered_away_and_thin_columns_are_left_out() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("Đơn vị", "Số", "Nháp"), ("Sở A", 5, 1), ("Sở B", 7, 2), ("Sở C", 9, 3)]:
        sheet.append(row)
    sheet.row_dimensions.group(3, 3, hidden=True)
    sheet.auto_filter.ref = "A1:C4"
    secret = book.create_sheet("Bí mật")
    secret.append(("Đơn vị", "Số"))
    secret.sheet_state = "veryHidden"
    thin = b'<cols><col min="3" max="3" width="0"/></cols><sheetData>'
    report = read_data(changed(data_of(book), b"<sheetData>", thin))
    (table,) = report.tables
    assert [(row.path, [cell.value for cell in row.cells]) for row in table.rows] == [
        (("Sở A",), [5]),
        (("Sở C",), [9]),
    ]
    said = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert said == [
        "Trang tính “Sheet” có 1 dòng, 1 cột ẩn không được đọc.",
        "Trang tính ẩn không được đọc: Bí mật.",
    ]


def test_rows_under_a_group_after_a_blank_row_go_on() -> None:
    rows = [("STT", "Đơn vị", "Số"), (1, "Sở A", 5), (), ("Khối huyện",), (1, "Huyện B", 6)]
    (table,) = read_rows(*rows).tables
    assert [row.path[-1] for row in table.rows] == ["1 Sở A", "Khối huyện", "1 Huyện B"]
    assert [row.cells[0].value for row in table.rows] == [5, None, 6]


def test_letters_of_old_fonts_are_read_in_unicode() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("§¬n vÞ", "Số"), ("Së Y tÕ", 5)]:
        sheet.append(row)
    for name in ("A1", "A2"):
        font = sheet[name].font.copy(name=".VnTime")
        sheet[name].font = font
    (table,) = read_data(data_of(book)).tables
    assert (table.stub, table.rows[0].path) == (("Đơn vị",), ("Sở Y tế",))
