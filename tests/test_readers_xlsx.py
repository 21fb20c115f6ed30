"""Workbooks: the tables of the samples written to Excel and read back exactly; bad files refused."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from workbooks import as_number

from corpus.assemble import GridItem, Item, TextItem, assemble_report
from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers import read_report
from corpus.readers.plain import split_items
from corpus.readers.xlsx_formats import show_number
from corpus.tables import (
    Grid,
    count_header_rows,
    infer_style,
    is_formula_row,
    looks_like_figure,
    mend_page_breaks,
)
from corpus.values import Cell, Paragraph, Quality, Report, Table

SAMPLES = ("binh-giang-2024.txt", "binh-giang-2025.txt", "bao-cao-cchc-2022.txt")


# --- the tables of the samples, as they are written to other formats -------------------------------


def sample_items(path: Path) -> list[Item]:
    """The items of a sample, its tables as they were before pages cut them."""
    items = split_items(path.read_text(encoding="utf-8").splitlines())
    return [GridItem(mend_page_breaks(item.grid)) if isinstance(item, GridItem) else item for item in items]


def header_spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    """The merged cells (top, left, bottom, right) that the empty cells of a header stand for."""
    height = count_header_rows(grid)
    rows = grid.rows[:height]
    height = sum(not is_formula_row(row) for row in rows)
    taken: set[tuple[int, int]] = set()
    spans = []
    for r in range(height):
        for c, label in enumerate(rows[r]):
            if not label or (r, c) in taken:
                continue
            right = c
            while right + 1 < len(rows[r]) and not rows[r][right + 1] and (r, right + 1) not in taken:
                right += 1
            below = [any(rows[k][c : right + 1]) for k in range(r + 1, height)]
            bottom = r + (below.index(True) if True in below else len(below))
            if right > c and bottom > r and height > r + 1:
                bottom = r if True in below else bottom
            taken |= {(i, j) for i in range(r, bottom + 1) for j in range(c, right + 1)}
            if (bottom, right) != (r, c):
                spans.append((r, c, bottom, right))
    return spans


def cells_of(table: Table) -> list[tuple[Any, ...]]:
    """What is compared: each cell under its row's and column's labels, with its value."""
    return [
        (row.path, column.path, column.formula, cell.value, cell.of, cell.unit, row.is_total)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    ]


def share_of_cells(expected: Sequence[Table], found: Sequence[Table]) -> float:
    """The share of cells that were read back with the same labels and the same value."""
    assert len(found) == len(expected)
    pairs = [(cells_of(a), cells_of(b)) for a, b in zip(expected, found, strict=True)]
    same = sum(x == y for a, b in pairs for x, y in zip(a, b, strict=False))
    return same / sum(max(len(a), len(b)) for a, b in pairs)


def write_sheet(sheet: Any, items: Sequence[Item], *, as_text: bool = False) -> None:
    """Lays items out as officials do: texts merged over the width, tables with merged headers."""
    r = 1
    for item in items:
        if isinstance(item, TextItem):
            sheet.cell(r, 1, item.text)
            sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=8)
            r += 1
            continue
        grid = item.grid
        header = count_header_rows(grid)
        r += 1
        for c in range(len(grid.rows[0])):
            style = infer_style([row[c] for row in grid.rows[header:] if looks_like_figure(row[c])])
            for i, row in enumerate(grid.rows):
                value, code = (row[c], "General")
                if i >= header and c and not as_text:
                    value, code = as_number(row[c], style)
                if value != "":
                    cell = sheet.cell(r + i, c + 1, value)
                    cell.number_format = code
                    if (i, c) in grid.emphasis:
                        cell.font = Font(italic=True)
        for top, left, bottom, right in header_spans(grid):
            sheet.merge_cells(start_row=r + top, start_column=left + 1, end_row=r + bottom, end_column=right + 1)
        r += len(grid.rows) + 1


def saved(book: Workbook, path: Path) -> Path:
    """The workbook on disk."""
    book.save(path)
    return path


def read(book: Workbook, path: Path) -> Report:
    """The workbook written and read back."""
    return read_report(saved(book, path))


@pytest.mark.parametrize("as_text", [False, True], ids=["numbers", "numbers as text"])
@pytest.mark.parametrize("name", SAMPLES)
def test_tables_of_the_samples_come_back_exactly(samples: Path, tmp_path: Path, name: str, as_text: bool) -> None:
    items = sample_items(samples / name)
    expected = assemble_report(items, source="x", sha256="x").tables
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    write_sheet(sheet, items, as_text=as_text)
    found = read(book, tmp_path / "mau.xlsx").tables
    for a, b in zip(expected, found, strict=True):
        assert [c.path for c in b.columns] == [c.path for c in a.columns]
        assert cells_of(b) == cells_of(a)
    assert share_of_cells(expected, found) == 1.0


def _simple(sheet: Any, row: int, column: int = 1) -> None:
    for r, values in enumerate([("STT", "Đơn vị", "Số hồ sơ"), (1, "Sở Y tế", 12), (2, "Sở Tư pháp", 1250)]):
        for c, value in enumerate(values):
            sheet.cell(row + r, column + c, value)


def test_several_tables_in_a_sheet_with_titles_and_notes(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Hồ sơ"
    sheet["A1"] = "BIỂU TỔNG HỢP HỒ SƠ NĂM 2024"
    sheet.merge_cells("A1:G1")
    sheet["A2"] = "Đơn vị tính: hồ sơ"
    _simple(sheet, 3)
    _simple(sheet, 3, 5)  # beside it, behind a blank column
    sheet["A6"] = "Ghi chú: số liệu đến 31/12."
    _simple(sheet, 9)
    report = read(book, tmp_path / "a.xlsx")
    assert len(report.tables) == 3
    assert all(len(table.rows) == 2 and table.path == ("Hồ sơ",) for table in report.tables)
    assert report.tables[0].title == "BIỂU TỔNG HỢP HỒ SƠ NĂM 2024"
    assert report.tables[0].unit == "hồ sơ"
    assert report.title == "BIỂU TỔNG HỢP HỒ SƠ NĂM 2024"
    assert report.period == "2024"
    assert any(isinstance(b, Paragraph) and b.text.startswith("Ghi chú") for b in report.blocks)
    assert report.tables[2].rows[1].cells[0].value == 1250


def test_a_form_with_letterhead_groups_and_signatures(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Biểu 01"
    merged = {
        "A1:C1": "UBND TỈNH BÌNH GIANG", "D1:H1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "A2:C2": "Số: 12/BC-SNV", "D2:H2": "Bình Giang, ngày 15 tháng 01 năm 2025",
        "A3:H3": "TỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ NĂM 2024", "G4:H4": "Đơn vị tính: hồ sơ",
        "A5:A6": "STT", "B5:B6": "Đơn vị", "C5:E5": "Tiếp nhận", "F5:H5": "Giải quyết",
        "A7:H7": "Khối sở, ngành", "A10:B10": "Tổng cộng", "A11:H11": "Ghi chú: không tính kỳ trước.",
        "B13:C13": "NGƯỜI LẬP BIỂU", "F13:H13": "GIÁM ĐỐC",
    }  # fmt: skip
    for area, text in merged.items():
        sheet.merge_cells(area)
        sheet[area.split(":")[0]] = text
    rows = [
        (6, ["", "", *["Tổng", "Trực tuyến", "Trực tiếp"] * 2]),
        (8, [1, "Sở Y tế", 10, 5, 5, 9, 4, 5]),
        (9, [2, "Sở Tư pháp", 20, 15, 5, 19, 14, 5]),
        (10, ["", "", 30, 20, 10, 28, 18, 10]),
    ]
    for r, values in rows:
        for c, value in enumerate(values, start=1):
            if value != "":
                sheet.cell(r, c, value)
    report = read(book, tmp_path / "a.xlsx")
    (table,) = report.tables
    assert (report.number, report.date, report.period) == ("12/BC-SNV", "2025-01-15", "2024")
    assert (table.title, table.unit) == ("TỔNG HỢP KẾT QUẢ GIẢI QUYẾT HỒ SƠ NĂM 2024", "hồ sơ")
    assert table.columns[4].path == ("Giải quyết", "Trực tuyến")
    assert [row.path for row in table.rows] == [
        ("Khối sở, ngành",),
        ("Khối sở, ngành", "1 Sở Y tế"),
        ("Khối sở, ngành", "2 Sở Tư pháp"),
        ("Tổng cộng",),
    ]
    assert [cell.value for cell in table.rows[-1].cells] == [30, 20, 10, 28, 18, 10]
    assert [b.text for b in report.blocks if isinstance(b, Paragraph)][-3:] == [
        "Ghi chú: không tính kỳ trước.",
        "NGƯỜI LẬP BIỂU",
        "GIÁM ĐỐC",
    ]


def test_rows_after_a_blank_row_and_years_as_labels(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["Đơn vị", 2023, 2024], ["Huyện A", 1, 2], [], ["Huyện B", 3, 4], []]:
        sheet.append(row)
    for row in [["Đơn vị", 2023, 2024], ["Xã C", 5, 6]]:
        sheet.append(row)
    first, second = read(book, tmp_path / "a.xlsx").tables
    assert [column.path for column in first.columns] == [("2023",), ("2024",)]
    assert [(row.path, row.line) for row in first.rows] == [(("Huyện A",), 2), (("Huyện B",), 4)]
    assert [row.path for row in second.rows] == [("Xã C",)]


def test_hidden_rows_columns_and_sheets_are_left_out_and_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Công khai"
    _simple(sheet, 1)
    sheet["D1"], sheet["D2"], sheet["D3"] = "Bí mật", 7, 8
    sheet.column_dimensions["D"].hidden = True
    sheet.cell(4, 1, 3), sheet.cell(4, 2, "Sở Công Thương"), sheet.cell(4, 3, 5)
    sheet.row_dimensions[3].hidden = True
    other = book.create_sheet("Nháp")
    _simple(other, 1)
    other.sheet_state = "hidden"
    report = read(book, tmp_path / "a.xlsx")
    (table,) = report.tables
    assert [row.path[-1] for row in table.rows] == ["1 Sở Y tế", "3 Sở Công Thương"]
    assert [column.path for column in table.columns] == [("Số hồ sơ",)]
    said = [b.text for b in report.blocks if isinstance(b, Paragraph)]
    assert "Trang tính “Công khai” có 1 dòng, 1 cột ẩn không được đọc." in said
    assert "Trang tính ẩn không được đọc: Nháp." in said


def _with_cached_value(path: Path, reference: str, value: str) -> None:
    """Writes the result of a formula as an office program stores it."""
    data = BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if "sheet1" in part:
                pattern = rf'(<c r="{reference}"[^>]*>.*?)<v ?(?:/>|></v>)'.encode()
                text, count = re.subn(pattern, rb"\1<v>" + value.encode() + b"</v>", text, count=1)
                assert count == 1
            new.writestr(part, text)


def test_formulas_give_their_cached_values_and_are_never_guessed(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    _simple(sheet, 1)
    sheet["B4"], sheet["C4"] = "Tổng cộng", "=SUM(C2:C3)"
    sheet["D1"], sheet["D2"], sheet["D3"], sheet["D4"] = "Tỷ lệ", "=C2/C4", 0.9231, 1
    for cell in sheet["D"]:
        cell.number_format = "0.00%"
    path = saved(book, tmp_path / "a.xlsx")
    _with_cached_value(path, "C4", "1262")
    report = read_report(path)
    (table,) = report.tables
    assert table.rows[2].cells[0].value == 1262
    assert table.rows[0].cells[1] == Cell("(công thức chưa có kết quả)", None, Quality.SUSPECT)
    assert (table.rows[1].cells[1].value, table.rows[1].cells[1].unit) == (Decimal("92.31"), "%")
    assert any("1 ô công thức" in b.text for b in report.blocks if isinstance(b, Paragraph))


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.9231, "0.00%", "92,31%"),
        (0.92305, "0.00%", "92,31%"),
        (46944, "#,##0", "46.944"),
        (46944, "General", "46944"),
        (1234.5, "#,##0.00", "1.234,50"),
        (-0.76, '"+ "0.00;"- "0.00', "- 0,76"),
        (2.74, '"+ "0.00;"- "0.00', "+ 2,74"),
        (-1500, "#,##0_);(#,##0)", "-1.500"),
        (-1500, "#,##0_);[Red]\\(#,##0\\)", "-1.500"),
        (0, '#,##0;-#,##0;"-"', "-"),
        (3, "00", "03"),
        (0.1 + 0.2, "General", "0,3"),
        (2478356000000, "#,##0,,", "2.478.356"),
        (12, '0" hồ sơ"', "12 hồ sơ"),
        (1234567.891, "[$-42A]#,##0.0", "1.234.567,9"),
        (5.5, "0.##", "5,5"),
        (5, "0.##", "5"),
        (100, "@", "100"),
        (1e20, "General", "100000000000000000000"),
    ],
)
def test_numbers_are_written_as_their_format_shows_them(value: float, code: str, shown: str) -> None:
    assert show_number(value, code).text == shown


def test_dates_text_numbers_and_footnote_marks(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [
        ("Đơn vị", "Ngày", "Số thu", "Tỷ lệ"),
        ("Sở Y tế", date(2024, 12, 31), "1,234.5", 83.14),
        ("Sở Tư pháp", date(2025, 1, 15), 1234.25, "92.96"),
    ]
    for row in rows:
        sheet.append(row)
    sheet["C2"].data_type = "s"
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    sheet["B4"], sheet["A4"], sheet["C4"] = "cuối năm", "Sở Nội vụ", 7
    sheet["D4"] = CellRichText("28", raised)
    report = read(book, tmp_path / "a.xlsx")
    values = {row.path[-1]: [cell.value for cell in row.cells] for row in report.tables[0].rows}
    assert values["Sở Y tế"][-2:] == [Decimal("1234.5"), Decimal("83.14")]
    assert values["Sở Tư pháp"][-2:] == [Decimal("1234.25"), Decimal("92.96")]
    assert values["Sở Nội vụ"][-1] == 28
    assert "31/12/2024" in str(report.tables[0].rows[0])


# --- bad files ------------------------------------------------------------------------------------


def _small(path: Path) -> Path:
    book = Workbook()
    _simple(book.active, 1)
    return saved(book, path)


def _rewritten(path: Path, part: str, change: Any) -> Path:
    data = BytesIO(path.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "trống"),
        (b"PK\x03\x04 cut", "hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "hỏng"),
    ],
)
def test_files_that_are_no_workbooks_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=said):
        read_report(path)


def test_truncated_missing_and_blank_workbooks_are_refused(tmp_path: Path) -> None:
    path = _small(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ReadingError, match="hỏng"):
        read_report(path)
    with pytest.raises(ReadingError, match="Không có tệp"):
        read_report(tmp_path / "none.xlsx")
    with pytest.raises(ReadingError, match="không có nội dung"):
        read(Workbook(), tmp_path / "b.xlsx")
    broken = _rewritten(_small(tmp_path / "c.xlsx"), SHEET, lambda text: text[: len(text) // 2])
    with pytest.raises(ReadingError, match="hỏng"):
        read_report(broken)


def test_bombs_are_refused_before_they_are_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(ReadingError, match="quá lớn"):
        read_report(bomb)
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    path = _rewritten(_small(tmp_path / "b.xlsx"), SHEET, lambda text: entity + text)
    with pytest.raises(ReadingError, match="không được phép"):
        read_report(path)
    with pytest.raises(ReadingError, match="MB"):
        read_report(_small(tmp_path / "c.xlsx"), Limits(file_bytes=1000))
    with pytest.raises(ReadingError, match="quá nhiều"):
        read_report(_small(tmp_path / "d.xlsx"), Limits(cells=5))
    wide = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells><pageMargins'
    merged = _rewritten(_small(tmp_path / "e.xlsx"), SHEET, lambda text: text.replace(b"<pageMargins", wide))
    with pytest.raises(ReadingError, match="quá nhiều"):
        read_report(merged)


def test_a_million_declared_rows_are_not_walked(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    _simple(sheet, 1)
    sheet["XFD1048576"] = "=1"
    path = _rewritten(
        saved(book, tmp_path / "a.xlsx"),
        SHEET,
        lambda text: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', text),
    )
    started = time.perf_counter()
    report = read_report(path)
    assert time.perf_counter() - started < 5
    assert len(report.tables[0].rows) == 2
