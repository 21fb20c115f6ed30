"""Makes `chi-so-cchc-2024.xlsx` and `bao-cao-cchc-2024.pdf`: an invented province's PAR index of its offices.

    python tests/eval/reports/parindex_report.py [FOLDER]     (the PDF needs LibreOffice)

One cell of the workbook is misprinted on purpose (see `tests/eval/README.md`).
"""

from __future__ import annotations

import random
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[2] / "tools"))

from samples.official import Official, Row  # noqa: E402

BOOK, LETTER = "chi-so-cchc-2024.xlsx", "bao-cao-cchc-2024.pdf"

OFFICES = [
    "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Công Thương", "Sở Xây dựng",
    "Sở Giao thông vận tải", "Sở Nông nghiệp và Phát triển nông thôn", "Sở Tài nguyên và Môi trường",
    "Sở Lao động - Thương binh và Xã hội", "Sở Y tế", "Sở Giáo dục và Đào tạo", "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Thông tin và Truyền thông", "Văn phòng UBND tỉnh", "Ban Quản lý các khu công nghiệp",
]  # fmt: skip
PLACES = [
    "Thành phố Sơn Hòa", "Thị xã Cửa Lạch", "Huyện Bàu Đá", "Huyện Chư Păng", "Huyện Đông Vĩnh", "Huyện Hòa Lộc",
    "Huyện Ia Rông", "Huyện Phước Sơn Trung", "Huyện Tây Lĩnh",
]  # fmt: skip
FIELDS: list[tuple[str, str, str, str, str]] = [  # field, sở most, sở got 2024, huyện most, huyện got 2024
    ("Công tác chỉ đạo, điều hành CCHC", "10", "9.02", "10", "8.71"),
    ("Cải cách thể chế", "8", "7.44", "6", "5.38"),
    ("Cải cách thủ tục hành chính", "17", "15.86", "18", "16.02"),
    ("Cải cách tổ chức bộ máy", "9", "8.31", "9", "7.95"),
    ("Cải cách chế độ công vụ", "12", "10.47", "12", "10.11"),
    ("Cải cách tài chính công", "9", "7.13", "9", "6.48"),
    ("Xây dựng chính quyền điện tử, chính quyền số", "15", "11.62", "14", "9.87"),
    ("Mức độ hài lòng của người dân, tổ chức", "20", "17.05", "22", "18.33"),
]
BEFORE = [("8.64", "8.52"), ("7.51", "5.29"), ("14.97", "15.28"), ("8.2", "8.04"), ("10.05", "9.66"), ("7.42", "6.9"),
          ("10.33", "8.21"), ("16.48", "17.86")]  # fmt: skip
FACTORS = ["Tiếp cận dịch vụ", "Thủ tục hành chính", "Công chức giải quyết công việc", "Kết quả cung ứng dịch vụ",
           "Tiếp nhận, xử lý góp ý, phản ánh"]  # fmt: skip
SURVEY: list[tuple[str, int, int, int, tuple[str, ...], str, str]] = [
    # place, forms out, back, valid, five factors, index 2024, index 2023 (percent)
    ("Thành phố Sơn Hòa", 620, 612, 604, ("86.42", "84.15", "85.9", "88.73", "79.26"), "84.89", "83.12"),
    ("Thị xã Cửa Lạch", 410, 402, 397, ("88.05", "87.31", "86.77", "90.12", "83.4"), "87.13", "86.54"),
    ("Huyện Bàu Đá", 320, 318, 315, ("83.6", "82.44", "81.95", "86.08", "76.51"), "82.12", "84.37"),
    ("Huyện Chư Păng", 280, 261, 250, ("79.15", "77.82", "80.36", "82.9", "70.64"), "78.17", "76.05"),
    ("Huyện Đông Vĩnh", 360, 355, 352, ("90.27", "89.64", "91.08", "92.35", "87.92"), "90.25", "88.9"),
    ("Huyện Hòa Lộc", 340, 338, 331, ("85.33", "83.97", "84.2", "87.46", "78.05"), "83.8", "83.8"),
    ("Huyện Ia Rông", 260, 239, 226, ("76.88", "75.03", "77.61", "80.17", "68.29"), "75.6", "79.41"),
    ("Huyện Phước Sơn Trung", 300, 297, 290, ("87.14", "85.5", "86.02", "89.3", "80.77"), "85.75", "82.6"),
    ("Huyện Tây Lĩnh", 310, 304, 299, ("81.49", "80.16", "82.73", "85.21", "74.38"), "80.79", "80.15"),
]
TASKS = [("Tuyên truyền cải cách hành chính", 420, 396), ("Khảo sát sự hài lòng", 650, 642),
         ("Nâng cấp Hệ thống thông tin giải quyết TTHC", 3_800, 2_145), ("Số hóa hồ sơ, kết quả giải quyết TTHC", 5_250, 4_987),
         ("Đào tạo, bồi dưỡng công chức", 1_120, 1_098)]  # fmt: skip
CAUSES = [("Công dân bổ sung hồ sơ chậm", 12, 141), ("Cơ quan phối hợp trả lời chậm", 31, 268),
          ("Công chức xử lý chậm", 9, 205), ("Lỗi phần mềm, đường truyền", 6, 77), ("Thiếu nhân lực", 4, 118)]  # fmt: skip


def two(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def scores(names: list[str], salt: int, most: tuple[str, str]) -> list[list[Decimal]]:
    """Each body: reviewed mark and survey mark of 2024, whole of 2024, whole of 2023."""
    rng = random.Random(2024 * 10 + salt)
    rows = []
    for _ in names:
        reviewed = two(Decimal(most[0]) * rng.randint(7600, 9550) / 10000)
        survey = two(Decimal(most[1]) * rng.randint(7700, 9400) / 10000)
        rows.append(
            [reviewed, survey, reviewed + survey, two(reviewed + survey + Decimal(rng.randint(-450, 350)) / 100)]
        )
    assert len({r[2] for r in rows}) == len({r[3] for r in rows}) == len(rows)
    return rows


def grade(score: Decimal) -> str:
    return "Xuất sắc" if score >= 90 else "Tốt" if score >= 85 else "Khá" if score >= 80 else "Trung bình"


def ranks(values: list[Decimal]) -> list[int]:
    return [1 + sum(other > value for other in values) for value in values]


def index_rows(names: list[str], salt: int, most: tuple[str, str]) -> list[list[object]]:
    rows = scores(names, salt, most)
    now, then = ranks([r[2] for r in rows]), ranks([r[3] for r in rows])
    return [
        [
            i,
            name,
            *map(float, r[:3]),
            now[i - 1],
            grade(r[2]),
            float(r[3]),
            then[i - 1],
            float(r[2] - r[3]),
            then[i - 1] - now[i - 1],
        ]
        for i, (name, r) in enumerate(zip(names, rows, strict=True), start=1)
    ]


def dossiers() -> dict[str, list[list[int]]]:
    """Level or body: for 2024 and 2023, taken in online, otherwise, solved early, in time, late, open."""
    rng = random.Random(77)
    table = {}
    for name in [*OFFICES, *PLACES]:
        size = rng.randint(600, 9_000) if name in OFFICES else rng.randint(9_000, 42_000)
        years = []
        for factor, least, most in ((1.0, 52, 94), (rng.uniform(0.78, 1.12), 28, 61)):
            taken = int(size * factor)
            online = taken * rng.randint(least, most) // 100
            open_ = taken * rng.randint(8, 60) // 1000
            late = taken * rng.randint(0, 9) // 1000
            if factor == 1.0:
                late = 0 if name in ("Sở Nội vụ", "Huyện Đông Vĩnh") else max(3, late)
            early = (taken - open_ - late) * rng.randint(35, 80) // 100
            years.append([online, taken - online, early, taken - open_ - late - early, late, open_])
        table[name] = years
    return table


THIN = Border(*[Side(style="thin")] * 4)


def fill(
    sheet: Worksheet,
    title: str,
    head: list[list[str]],
    spans: list[str],
    rows: list[list[object]],
    percents: str = "",
    unit: str = "",
    top: int = 1,
) -> None:
    width = len(head[0])
    sheet.cell(top, 1, title).font = Font(bold=True, size=13)
    sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=width)
    sheet.cell(top, 1).alignment = Alignment(horizontal="center", wrap_text=True)
    if unit:
        sheet.cell(top + 1, width, f"Đơn vị tính: {unit}").font = Font(italic=True)
    first = top + 3
    for r, row in enumerate([*head, *rows]):
        for c, value in enumerate(row, start=1):
            cell = sheet.cell(first + r, c, value if value != "" else None)
            cell.border = THIN
            if r < len(head):
                cell.font, cell.alignment = (
                    Font(bold=True),
                    Alignment(wrap_text=True, horizontal="center", vertical="center"),
                )
            elif get_column_letter(c) in percents.split():
                cell.number_format = "0.00%"
            elif isinstance(value, int) and abs(value) > 999:
                cell.number_format = "#,##0"
            elif isinstance(value, float):
                cell.number_format = "0.00"
    for span in spans:
        sheet.merge_cells(span)
    sheet.column_dimensions["B"].width = 42


def share(part: int, whole: int) -> float:
    return float((Decimal(part) / whole).quantize(Decimal("0.0001"), ROUND_HALF_UP))


def write_book(path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "1. Sở ngành"
    head = [
        ["STT", "Cơ quan", "Năm 2024", "", "", "", "", "Năm 2023", "", "So sánh 2024 - 2023", ""],
        ["", "", "Điểm thẩm định (tối đa {})", "Điểm điều tra XHH (tối đa {})", "Tổng điểm", "Xếp hạng", "Xếp loại", "Tổng điểm", "Xếp hạng", "Điểm", "Bậc xếp hạng"],
    ]  # fmt: skip
    spans = ["A4:A5", "B4:B5", "C4:G4", "H4:I4", "J4:K4"]

    def headed(a: str, b: str) -> list[list[str]]:
        return [[cell.format(a if "thẩm" in cell else b) for cell in row] for row in head]

    fill(sheet, "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CÁC SỞ, BAN, NGÀNH TỈNH SƠN HÒA NĂM 2024", headed("75", "25"), spans, index_rows(OFFICES, 1, ("75", "25")), unit="điểm")  # fmt: skip
    sheet = book.create_sheet("2. Cấp huyện")
    rows = index_rows(PLACES, 2, ("70", "30"))
    mean = [float(two(sum((Decimal(str(r[c])) for r in rows), Decimal()) / len(rows))) for c in (2, 3, 4, 7)]
    rows.append(["", "Trung bình cấp huyện", *mean[:3], "", "", mean[3], "", "", ""])
    fill(
        sheet,
        "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH UBND CẤP HUYỆN TỈNH SƠN HÒA NĂM 2024",
        headed("70", "30"),
        spans,
        rows,
        unit="điểm",
    )
    sheet = book.create_sheet("3. Lĩnh vực")
    head3 = [
        ["STT", "Lĩnh vực", "Sở, ban, ngành", "", "", "", "UBND cấp huyện", "", "", ""],
        ["", "", "Điểm tối đa", "Điểm TB 2023", "Điểm TB 2024", "Tỷ lệ 2024", "Điểm tối đa", "Điểm TB 2023", "Điểm TB 2024", "Tỷ lệ 2024"],
    ]  # fmt: skip
    rows = []
    for i, ((name, m1, g1, m2, g2), (b1, b2)) in enumerate(zip(FIELDS, BEFORE, strict=True), start=1):
        row: list[object] = [i, name]
        for most, before, got in ((m1, b1, g1), (m2, b2, g2)):
            row += [int(most), float(before), float(got), float((Decimal(got) / int(most)).quantize(Decimal("0.0001")))]
        rows.append(row)
    total: list[object] = ["", "Tổng cộng"]
    for at in (2, 6):
        most, before, got = (sum((Decimal(str(r[at + k])) for r in rows), Decimal()) for k in range(3))
        total += [int(most), float(before), float(got), float((got / most).quantize(Decimal("0.0001")))]
    assert total[2] == total[6] == 100
    fill(
        sheet, "ĐIỂM TRUNG BÌNH THEO TỪNG LĨNH VỰC", head3, ["A4:A5", "B4:B5", "C4:F4", "G4:J4"], [*rows, total], "F J"
    )
    sheet = book.create_sheet("4. Hài lòng")
    head4 = [
        ["STT", "Địa phương", "Số phiếu", "", "", "Mức độ hài lòng theo yếu tố", "", "", "", "", "Chỉ số hài lòng chung", "", "Xếp hạng 2024"],
        ["", "", "Phát ra", "Thu về", "Hợp lệ", *FACTORS, "Năm 2024", "Năm 2023", ""],
    ]  # fmt: skip
    place = ranks([Decimal(s[5]) for s in SURVEY])
    rows = [
        [
            i,
            name,
            out,
            back,
            valid,
            *(float(Decimal(f) / 100) for f in factors),
            float(Decimal(now) / 100),
            float(Decimal(then) / 100),
            place[i - 1],
        ]
        for i, (name, out, back, valid, factors, now, then) in enumerate(SURVEY, start=1)
    ]
    sums = [sum(s[c] for s in SURVEY) for c in (1, 2, 3)]  # type: ignore[misc]
    means = [
        float((sum((Decimal(str(r[c])) for r in rows), Decimal()) / 9).quantize(Decimal("0.0001"), ROUND_HALF_UP))
        for c in range(5, 12)
    ]
    rows.append(["", "Toàn tỉnh", *sums, *means, ""])
    fill(sheet, "KẾT QUẢ ĐO LƯỜNG SỰ HÀI LÒNG CỦA NGƯỜI DÂN, TỔ CHỨC (SIPAS) NĂM 2024", head4,
         ["A4:A5", "B4:B5", "C4:E4", "F4:J4", "K4:L4", "M4:M5"], rows, "F G H I J K L", unit="phiếu; %")  # fmt: skip
    sheet = book.create_sheet("5. Hồ sơ TTHC")
    head5 = [
        ["STT", "Đơn vị", "Tiếp nhận", "", "", "Đã giải quyết", "", "", "", "Đang giải quyết", "Tỷ lệ trực tuyến", "Tỷ lệ đúng và trước hạn"],
        ["", "", "Tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "", "", ""],
    ]  # fmt: skip
    spans5 = ["C{0}:E{0}", "F{0}:I{0}", *(f"{c}{{0}}:{c}{{1}}" for c in "ABJKL")]
    data = dossiers()
    for year, top in ((0, 1), (1, 36)):

        def line(mark: object, name: str, v: list[int]) -> list[object]:
            online, other, early, time, late, open_ = v
            done = early + time + late
            return [
                mark,
                name,
                online + other,
                online,
                other,
                done,
                early,
                time,
                late,
                open_,
                share(online, online + other),
                share(done - late, done),
            ]

        body: list[list[object]] = []
        for mark, group, names in (("A", "Cấp tỉnh", OFFICES), ("B", "Cấp huyện (gồm cấp xã)", PLACES)):
            body.append(line(mark, group, [sum(data[n][year][k] for n in names) for k in range(6)]))
            body += [line(i, n, data[n][year]) for i, n in enumerate(names, start=1)]
        body.append(line("", "Tổng cộng", [sum(v[year][k] for v in data.values()) for k in range(6)]))
        if year == 0:
            row = next(r for r in body if r[1] == "Huyện Hòa Lộc")
            row[7] += 100  # type: ignore[operator]  # the misprint
        fill(sheet, f"TÌNH HÌNH GIẢI QUYẾT HỒ SƠ THỦ TỤC HÀNH CHÍNH NĂM {2024 - year}", head5,
             [s.format(top + 3, top + 4) for s in spans5], body, "K L", unit="hồ sơ", top=top)  # fmt: skip
    book.save(path)
    return path


def letter(path: Path) -> Path:
    offices, places = index_rows(OFFICES, 1, ("75", "25")), index_rows(PLACES, 2, ("70", "30"))

    def vn(value: object) -> str:
        return f"{value:.2f}".replace(".", ",")

    by = sorted(offices, key=lambda r: r[5])  # type: ignore[arg-type,return-value]
    hy = sorted(places, key=lambda r: r[5])  # type: ignore[arg-type,return-value]
    r = Official(points=13)
    r.masthead("UBND TỈNH SƠN HÒA", "SỞ NỘI VỤ", "412/BC-SNV", "Sơn Hòa, ngày 19 tháng 12 năm 2024")
    r.title("BÁO CÁO", "Kết quả xác định Chỉ số cải cách hành chính của các sở, ban, ngành và UBND cấp huyện năm 2024")
    r.centred("Kính gửi: Ủy ban nhân dân tỉnh Sơn Hòa")
    r.text("Thực hiện Quyết định số 1890/QĐ-UBND ngày 14/8/2024 của UBND tỉnh ban hành Bộ tiêu chí xác định Chỉ số cải cách hành chính, Sở Nội vụ báo cáo kết quả năm 2024 như sau:")  # fmt: skip
    r.heading("I. CÁCH THỨC THỰC HIỆN")
    r.text("1. Hội đồng thẩm định gồm 17 thành viên làm việc từ ngày 04/11/2024 đến ngày 29/11/2024; đã yêu cầu 11 cơ quan giải trình, chấm lại 46 tiêu chí thành phần.")  # fmt: skip
    r.text("2. Bưu điện tỉnh phát phiếu khảo sát tại 9/9 huyện, thị xã, thành phố; trong số người trả lời hợp lệ có 1.406 nam, 1.658 nữ. Ngoài ra Sở Nội vụ lấy ý kiến 742 công chức, viên chức qua mạng.", "Phiếu được phát từ ngày 10/9/2024 đến ngày 15/10/2024, chọn mẫu theo hồ sơ đã trả kết quả trong 12 tháng.")  # fmt: skip
    r.heading("II. KẾT QUẢ")
    r.heading("1. Khối sở, ban, ngành")
    r.text(f"Đứng đầu là {by[0][1]} với {vn(by[0][4])} điểm; thứ hai là {by[1][1]} ({vn(by[1][4])} điểm); cuối bảng là {by[-1][1]} ({vn(by[-1][4])} điểm). Chi tiết tại sheet 1 của tệp số liệu kèm theo.")  # fmt: skip
    r.heading("2. Khối UBND cấp huyện")
    r.text(f"Dẫn đầu là {hy[0][1]} ({vn(hy[0][4])} điểm), thấp nhất là {hy[-1][1]} ({vn(hy[-1][4])} điểm).")
    r.heading("3. Kinh phí thực hiện")
    r.text("Kinh phí CCHC năm 2024 do ngân sách tỉnh bảo đảm, sử dụng như sau:")
    r.unit("triệu đồng")
    rows: list[Row] = [["STT", "Nhiệm vụ", "Dự toán", "Thực hiện", "Tỷ lệ (%)"]]
    rows += [
        [str(i), n, f"{a:,}".replace(",", "."), f"{b:,}".replace(",", "."), vn(two(Decimal(b) * 100 / a))]
        for i, (n, a, b) in enumerate(TASKS, start=1)
    ]
    a, b = (sum(t[i] for t in TASKS) for i in (1, 2))  # type: ignore[misc]
    rows.append(
        ["", "Tổng cộng", f"{a:,}".replace(",", "."), f"{b:,}".replace(",", "."), vn(two(Decimal(b) * 100 / a))]
    )
    r.table(rows, [12, 80, 25, 25, 22], header=1, points=11)
    r.heading("4. Nguyên nhân hồ sơ quá hạn")
    data = dossiers()
    late = [sum(data[n][0][4] for n in names) for names in (OFFICES, PLACES)]
    scale = [[c[i] for c in CAUSES] for i in (1, 2)]
    counts = []
    for total, weights in zip(late, scale, strict=True):
        parts = [total * w // sum(weights) for w in weights]
        parts[0] += total - sum(parts)
        counts.append(parts)
    r.unit("hồ sơ")
    rows = [["STT", "Nguyên nhân", "Cấp tỉnh", "Cấp huyện, xã", "Tổng số"]]
    for i, (name, _, _) in enumerate(CAUSES):
        x, y = counts[0][i], counts[1][i]
        rows.append([str(i + 1), name, *(f"{n:,}".replace(",", ".") for n in (x, y, x + y))])
    rows.append(["", "Tổng cộng", *(f"{n:,}".replace(",", ".") for n in (*late, sum(late)))])
    r.table(rows, [12, 70, 26, 28, 26], header=1, points=11)
    r.heading("III. ĐÁNH GIÁ")
    r.heading("1. Ưu điểm")
    r.text("Huyện Đông Vĩnh và Sở Nội vụ không có hồ sơ quá hạn năm 2024. Thị xã Cửa Lạch có 34 mô hình, sáng kiến cải cách hành chính, nhiều nhất tỉnh.")  # fmt: skip
    r.heading("2. Hạn chế, nguyên nhân")
    r.text("a) Lĩnh vực Xây dựng chính quyền điện tử, chính quyền số có tỷ lệ điểm thấp vì 38/151 dịch vụ công trực tuyến toàn trình không phát sinh hồ sơ; Hệ thống thông tin giải quyết TTHC ngừng 03 lần, tổng cộng 26 giờ.")  # fmt: skip
    r.text("b) Lĩnh vực Cải cách tài chính công giảm điểm ở cả hai khối do giải ngân vốn đầu tư công mới đạt 71,4% và còn 17 kiến nghị của Kiểm toán nhà nước chưa thực hiện.")  # fmt: skip
    r.text("c) Huyện Ia Rông giảm mức độ hài lòng vì Bộ phận một cửa sửa chữa 04 tháng, người dân phải đến 03 địa điểm; 02 công chức bị phản ánh thái độ gây phiền hà.")  # fmt: skip
    r.text("d) Huyện Bàu Đá giảm do chậm trả kết quả đo đạc đất đai, 57 trường hợp không gửi thư xin lỗi.")
    r.text("đ) Sở Tài nguyên và Môi trường có hồ sơ quá hạn do phải lấy ý kiến nhiều cơ quan khi xác định nghĩa vụ tài chính; Văn phòng Đăng ký đất đai thiếu 23 người.")  # fmt: skip
    r.heading("IV. GIẢI PHÁP NĂM 2025")
    r.text("1. Sở Thông tin và Truyền thông: nâng cấp xong Hệ thống thông tin giải quyết TTHC trước ngày 30/6/2025; cắt 38 dịch vụ công không phát sinh hồ sơ hoặc tái cấu trúc quy trình.")  # fmt: skip
    r.text("2. Sở Tài chính: thực hiện hết 17 kiến nghị của Kiểm toán nhà nước trước ngày 30/9/2025.")
    r.text("3. UBND Huyện Ia Rông: khánh thành Bộ phận một cửa trước ngày 15/3/2025; xử lý kỷ luật 02 công chức trong quý I; phấn đấu chỉ số hài lòng trên 82%.")  # fmt: skip
    r.text("4. Sở Tài nguyên và Môi trường: điều động 12 viên chức về các chi nhánh Văn phòng Đăng ký đất đai; không để quá 0,3% hồ sơ quá hạn.")  # fmt: skip
    r.text("5. Văn phòng UBND tỉnh: công khai hằng tuần danh sách hồ sơ quá hạn; giám sát 100% việc gửi thư xin lỗi.")
    r.text(
        "6. Các cơ quan có Chỉ số dưới 80 điểm: kiểm điểm, gửi kế hoạch khắc phục về Sở Nội vụ trước ngày 20/01/2025."
    )
    r.text("Trên đây là báo cáo của Sở Nội vụ, kính trình UBND tỉnh xem xét, công bố./.")
    r.sign(
        ["- Như trên;", "- Các sở, ban, ngành;", "- UBND cấp huyện;", "- Lưu: VT, CCHC."],
        ["GIÁM ĐỐC"],
        "Rơ Chăm Y Thuyên",
    )
    word = r.save(path.with_suffix(".docx"))
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(word)],
        check=True,
        capture_output=True,
    )
    word.unlink()
    return path


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    print(write_book(folder / BOOK), letter(folder / LETTER))
