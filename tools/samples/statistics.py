"""The workbook of statistics of 2025: sheets of sở, huyện and xã, with formulas that an office program computed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from building.prints import as_xlsx
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from samples.province import Province
from samples.statistics_data import COMMUNES, MONEY, STAFF

_COUNT, _PERCENT, _AREA = "#,##0", "0.0%", "0.00"
_THIN = Side(style="thin")
_FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
# faults that the workbook holds on purpose, see corpus/samples/FAULTS.md
WRONG_SUM = 398_981  # people of all huyện, in place of the sum of the eight
WRONG_SHARE = 0.969  # Sở Xây dựng: spent of its budget, in place of 90,9%

Line = Sequence[Any]


def write_statistics(province: Province, path: Path) -> Path:
    """The workbook; LibreOffice stores the results of its formulas."""
    book = Workbook()
    book.remove(book["Sheet"])
    _add_departments(book.create_sheet("Sở ngành"), province)
    _add_districts(book.create_sheet("Huyện"), province)
    _add_communes(book.create_sheet("Xã"), province)
    book.properties.creator = "Cục Thống kê tỉnh Bình Giang"
    plain = path.with_name(f"{path.stem}-formulas.xlsx")
    book.save(plain)
    try:
        return as_xlsx(plain, path)
    finally:
        plain.unlink()


def _add_departments(sheet: Worksheet, province: Province) -> None:
    width = 12
    _title(
        sheet, width, "CỤC THỐNG KÊ TỈNH BÌNH GIANG", "Biểu 01: BIÊN CHẾ, KINH PHÍ VÀ HỒ SƠ CỦA CÁC SỞ, NGÀNH NĂM 2025"
    )
    sheet.cell(3, width - 2, "Đơn vị tính: người; triệu đồng; hồ sơ").font = Font(italic=True)
    header = [
        row.split("|")
        for row in (
            "STT|Mã|Cơ quan|Biên chế|||Kinh phí|||Hồ sơ tiếp nhận||",
            "|||Giao|Có mặt|Tỷ lệ có mặt|Dự toán|Thực hiện|Tỷ lệ thực hiện|Tổng số|Trực tuyến|Đã giải quyết",
        )
    ]
    _header(sheet, 4, header, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 5), (0, 6, 0, 8), (0, 9, 0, 11)])
    first = 6
    for i, unit in enumerate(province.departments):
        given, filled, planned, spent = STAFF[unit.name]
        r = first + i
        line = [i + 1, f"BG{i + 1:02d}", unit.name, given, filled, f"=E{r}/D{r}", planned, spent, f"=H{r}/G{r}"]
        _line(sheet, r, [*line, unit.received, unit.online, unit.resolved], {6: _PERCENT, 9: _PERCENT})
        if unit.name == "Sở Xây dựng":
            sheet.cell(r, 9).value = WRONG_SHARE
        if unit.name == "Sở Y tế":  # typed as text, as happens
            sheet.cell(r, 7).value = "29.870"
            sheet.cell(r, 8).value = "29.344"
    last = first + len(province.departments) - 1
    r = last + 1
    sums = {c: f"=SUM({c}{first}:{c}{last})" for c in "DEHJKL"}
    planned = sum(STAFF[unit.name][2] for unit in province.departments)  # a text would be left out of a sum
    spent = sum(STAFF[unit.name][3] for unit in province.departments)
    total = ["", "", "Tổng cộng", sums["D"], sums["E"], f"=E{r}/D{r}", planned, spent, f"=H{r}/G{r}"]
    _line(sheet, r, [*total, sums["J"], sums["K"], sums["L"]], {6: _PERCENT, 9: _PERCENT}, bold=True)
    sheet.cell(r + 2, 1, "Ghi chú: Biên chế không tính lao động hợp đồng; hồ sơ lấy theo báo cáo của Sở Nội vụ.")
    sheet.column_dimensions["B"].hidden = True
    _widths(sheet, [6, 8, 34, *[12] * 9])


def _add_districts(sheet: Worksheet, province: Province) -> None:
    """Two tables on one sheet."""
    _title(
        sheet, 7, "CỤC THỐNG KÊ TỈNH BÌNH GIANG", "Biểu 02: DIỆN TÍCH, DÂN SỐ CỦA CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ NĂM 2025"
    )
    sheet.cell(3, 5, "Đơn vị tính: km²; người").font = Font(italic=True)
    header = [["STT", "Đơn vị", "Số xã, phường, thị trấn", "Diện tích", "Dân số", "Số hộ"]]
    _header(sheet, 4, header, [])
    first = 5
    for i, (district, units) in enumerate(province.communes.items()):
        r = first + i
        area, people, homes = (sum(COMMUNES[unit.name][k] for unit in units) for k in range(3))
        line = [i + 1, district, len(units), round(area, 2), people, homes]
        _line(sheet, r, line, {4: _AREA})
    last = first + len(province.communes) - 1
    r = last + 1
    sums = [f"=SUM({c}{first}:{c}{last})" for c in "CDEF"]
    _line(sheet, r, ["", "Tổng cộng", *sums], {4: _AREA}, bold=True)
    sheet.cell(r, 5).value = WRONG_SUM
    _add_money(sheet, r + 3, province)
    _widths(sheet, [6, 30, 14, 14, 14, 14, 18])


def _add_money(sheet: Worksheet, top: int, province: Province) -> None:
    sheet.cell(top, 1, "Biểu 03: THU, CHI NGÂN SÁCH CẤP HUYỆN NĂM 2025").font = Font(bold=True)
    sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=7)
    sheet.cell(top + 1, 5, "Đơn vị tính: triệu đồng").font = Font(italic=True)
    header = [
        ["STT", "Đơn vị", "Thu trên địa bàn", "", "Chi ngân sách", "", "Tỷ lệ chi so với dự toán"],
        ["", "", "Dự toán", "Thực hiện", "Dự toán", "Thực hiện", ""],
    ]
    _header(sheet, top + 2, header, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5), (0, 6, 1, 6)])
    first = top + 4
    for i, district in enumerate(province.communes):
        r = first + i
        _line(sheet, r, [i + 1, district, *MONEY[district], f"=F{r}/E{r}"], {7: _PERCENT})
    last = first + len(province.communes) - 1
    r = last + 1
    sums = [f"=SUM({c}{first}:{c}{last})" for c in "CDEF"]
    _line(sheet, r, ["", "Tổng cộng", *sums, f"=F{r}/E{r}"], {7: _PERCENT}, bold=True)
    sheet.cell(r + 2, 1, "Ghi chú: Chi ngân sách gồm cả chi từ nguồn bổ sung của ngân sách tỉnh.")


def _add_communes(sheet: Worksheet, province: Province) -> None:
    """Districts as groups, each with the sums of its communes."""
    width = 8
    _title(
        sheet, width, "CỤC THỐNG KÊ TỈNH BÌNH GIANG", "Biểu 04: SỐ LIỆU CƠ BẢN CỦA CÁC XÃ, PHƯỜNG, THỊ TRẤN NĂM 2025"
    )
    sheet.cell(3, 5, "Đơn vị tính: km²; người; hồ sơ").font = Font(italic=True)
    header = [
        ["STT", "Đơn vị", "Diện tích", "Dân số", "Số hộ", "Cán bộ, công chức", "", "Hồ sơ tiếp nhận"],
        ["", "", "", "", "", "Tổng số", "Đạt chuẩn", ""],
    ]
    spans = [(0, c, 1, c) for c in (0, 1, 2, 3, 4, 7)]
    _header(sheet, 4, header, [*spans, (0, 5, 0, 6)])
    r = 6
    groups: list[int] = []
    for i, (district, units) in enumerate(province.communes.items()):
        below = (r + 1, r + len(units))
        sums = [f"=SUM({c}{below[0]}:{c}{below[1]})" for c in "CDEFGH"]
        _line(sheet, r, [["I", "II", "III", "IV", "V", "VI", "VII", "VIII"][i], district, *sums], {3: _AREA}, bold=True)
        groups.append(r)
        for k, unit in enumerate(units, start=1):
            _line(sheet, r + k, [k, unit.name, *COMMUNES[unit.name], unit.received], {3: _AREA})
        r += len(units) + 1
    sums = ["=" + "+".join(f"{c}{g}" for g in groups) for c in "CDEFGH"]
    _line(sheet, r, ["", "Tổng cộng", *sums], {3: _AREA}, bold=True)
    sheet.cell(r + 2, 1, "Ghi chú: Số cán bộ, công chức có đến ngày 31/12/2025.")
    _widths(sheet, [6, 30, *[13] * 6])


def _title(sheet: Worksheet, width: int, *lines: str) -> None:
    for r, line in enumerate(lines, start=1):
        place = sheet.cell(r, 1, line)
        place.font, place.alignment = Font(name="Times New Roman", bold=True, size=13), Alignment(horizontal="center")
        sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=width)


def _header(sheet: Worksheet, top: int, rows: Sequence[Line], spans: Sequence[tuple[int, int, int, int]]) -> None:
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            place = sheet.cell(top + r, c + 1, text or None)
            place.font, place.border = Font(name="Times New Roman", bold=True), _FRAME
            place.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for upper, left, lower, right in spans:
        sheet.merge_cells(start_row=top + upper, start_column=left + 1, end_row=top + lower, end_column=right + 1)


def _line(sheet: Worksheet, r: int, line: Line, formats: dict[int, str], *, bold: bool = False) -> None:
    for c, value in enumerate(line, start=1):
        place = sheet.cell(r, c, value if value != "" else None)
        place.font, place.border = Font(name="Times New Roman", bold=bold), _FRAME
        if c > 2 and value != "" and not (isinstance(value, str) and not value.startswith("=")):
            place.number_format = formats.get(c, _COUNT)


def _widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for c, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(c)].width = width
