"""Makes `tong-ket-nam-hoc-2024-2025.docx`, the invented report of a department of education.

    python tests/eval/reports/school_report.py [FOLDER]

One cell is misprinted on purpose (see `tests/eval/README.md`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[2] / "tools"))

from samples.official import Official, Row  # noqa: E402

NAME = "tong-ket-nam-hoc-2024-2025.docx"
# level: public schools, other schools, classes, pupils, teachers, teachers wanting, schools up to the national standard
LEVELS = {
    "Mầm non": (142, 31, 1_864, 46_218, 3_406, 287, 96),
    "Tiểu học": (158, 4, 2_735, 84_907, 4_012, 196, 119),
    "Trung học cơ sở": (117, 2, 1_548, 58_634, 2_987, 74, 81),
    "Trung học phổ thông": (29, 3, 642, 26_155, 1_433, 21, 17),
    "Giáo dục thường xuyên": (8, 0, 71, 2_486, 118, 9, 0),
}
# school: sat the exam, passed, mean marks in mathematics, literature, English (None: no pupil sat it)
SCHOOLS: dict[str, tuple[int, int, str, str, str]] = {
    "THPT Chuyên Lương Khánh Thiện": (412, 412, "7,86", "7,92", "7,74"),
    "THPT Mai Giang": (688, 684, "6,91", "7,35", "6,28"),
    "THPT Nậm Thoong": (305, 288, "5,02", "6,41", "4,36"),
    "THPT Đồng Xoan": (527, 521, "6,14", "7,02", "5,17"),
    "THPT Cầu Trắng": (463, 459, "6,38", "6,87", "5,49"),
    "THPT Bản Hin": (219, 203, "4,79", "6,18", "4,11"),
    "PTDT Nội trú tỉnh": (286, 285, "6,22", "7,28", "5,33"),
    "THPT Tư thục Ánh Dương": (174, 169, "5,37", "6,25", "5,81"),
}
# huyện: classrooms of brick, half of brick, borrowed; schools without clean water
PLACES = {
    "Thành phố Mai Giang": (1_648, 122, 0, 0),
    "Thị xã Cầu Trắng": (1_207, 168, 6, 1),
    "Huyện Đồng Xoan": (986, 241, 14, 3),
    "Huyện Nậm Thoong": (612, 307, 48, 11),
    "Huyện Bản Hin": (458, 284, 63, 14),
    "Huyện Khe Vầu": (739, 196, 22, 5),
}
MISPRINT = ("Huyện Đồng Xoan", "968")  # brick classrooms, in place of 986


def shown(value: int) -> str:
    """A count with dots between thousands."""
    return f"{value:,}".replace(",", ".")


def share(part: int, whole: int) -> str:
    """Part of a whole in percent, two decimals."""
    percent = (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(percent).replace(".", ",")


def level_rows() -> list[Row]:
    """The table by level, with the totals in the last row."""
    sums = [sum(column) for column in zip(*LEVELS.values(), strict=True)]
    head: list[Row] = [
        ["STT", "Cấp học", "Số trường", "", "", "Số lớp", "Số học sinh", "Giáo viên", "", "Trường đạt chuẩn quốc gia"],
        ["", "", "Tổng số", "Công lập", "Ngoài công lập", "", "", "Hiện có", "Còn thiếu", ""],
    ]
    body = [_level(str(i), name, counts) for i, (name, counts) in enumerate(LEVELS.items(), start=1)]
    return [*head, *body, _level("", "Tổng cộng", sums)]


def _level(number: str, name: str, counts: Sequence[int]) -> Row:
    public, other, *rest = counts
    return [number, name, shown(public + other), *(shown(count) for count in (public, other, *rest))]


def school_rows() -> list[Row]:
    """The table of the final exam by school."""
    head: list[Row] = [
        ["STT", "Trường", "Học sinh dự thi", "Đỗ tốt nghiệp", "Tỷ lệ đỗ (%)", "Điểm trung bình môn", "", ""],
        ["", "", "", "", "", "Toán", "Ngữ văn", "Tiếng Anh"],
    ]
    body: list[Row] = [
        [str(i), name, shown(sat), shown(passed), share(passed, sat), *marks]
        for i, (name, (sat, passed, *marks)) in enumerate(SCHOOLS.items(), start=1)
    ]
    sat, passed = (sum(school[i] for school in SCHOOLS.values()) for i in (0, 1))
    return [*head, *body, ["", "Cộng 8 trường", shown(sat), shown(passed), share(passed, sat), "", "", ""]]


def place_rows() -> list[Row]:
    """The table of classrooms by huyện, one cell misprinted."""
    sums = [sum(column) for column in zip(*PLACES.values(), strict=True)]
    head: list[Row] = [
        ["STT", "Địa phương", "Phòng học", "", "", "", "Tỷ lệ kiên cố (%)", "Trường chưa có nước sạch"],
        ["", "", "Tổng số", "Kiên cố", "Bán kiên cố", "Nhờ, mượn", "", ""],
        ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(4)/(3)", "(8)"],
    ]
    body = [_place(str(i), name, counts) for i, (name, counts) in enumerate(PLACES.items(), start=1)]
    return [*head, *body, _place("", "Tổng cộng", sums)]


def _place(number: str, name: str, counts: Sequence[int]) -> Row:
    brick, half, borrowed, dry = counts
    rooms = brick + half + borrowed
    printed = MISPRINT[1] if name == MISPRINT[0] else shown(brick)
    return [number, name, shown(rooms), printed, shown(half), shown(borrowed), share(brick, rooms), shown(dry)]


def write_report(path: Path) -> Path:
    """The whole document."""
    report = Official(points=13)
    report.masthead(
        "UBND TỈNH MAI GIANG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "1127/BC-SGDĐT", "Mai Giang, ngày 28 tháng 7 năm 2025"
    )
    report.title("BÁO CÁO", "Tổng kết năm học 2024 - 2025 của ngành giáo dục tỉnh Mai Giang")
    report.centred("Kính gửi: Ủy ban nhân dân tỉnh Mai Giang")
    report.text("Sở Giáo dục và Đào tạo báo cáo kết quả năm học 2024 - 2025 và nhiệm vụ năm học 2025 - 2026 như sau:")
    report.heading("I. KẾT QUẢ NĂM HỌC 2024 - 2025")
    report.heading("1. Quy mô trường, lớp, đội ngũ")
    pupils, wanting = (sum(level[i] for level in LEVELS.values()) for i in (3, 5))
    report.text(
        f"Toàn ngành có {shown(pupils)} học sinh; còn thiếu {shown(wanting)} giáo viên so với định mức, nhiều nhất ở "
        "mầm non. Trong năm tuyển được 214/430 chỉ tiêu giáo viên.",
        "Định mức theo Thông tư của Bộ Giáo dục và Đào tạo, không tính giáo viên hợp đồng.",
    )
    report.unit("trường; lớp; học sinh; người")
    spans = [(0, 2, 0, 4), (0, 7, 0, 8), *((0, c, 1, c) for c in (0, 1, 5, 6, 9))]
    report.table(level_rows(), [10, 33, 15, 15, 17, 14, 18, 16, 16, 18], header=2, spans=spans, points=10)
    report.heading("2. Kỳ thi tốt nghiệp trung học phổ thông năm 2025")
    report.text("Kết quả của tám trường có thí sinh đăng ký đủ các môn:")
    report.unit("học sinh; %; điểm")
    spans = [(0, 5, 0, 7), *((0, c, 1, c) for c in range(5))]
    report.table(school_rows(), [10, 52, 19, 19, 18, 17, 18, 18], header=2, spans=spans, points=10)
    report.heading("3. Cơ sở vật chất")
    report.unit("phòng; %; trường")
    spans = [(0, 2, 0, 5), *((0, c, 1, c) for c in (0, 1, 6, 7))]
    report.table(place_rows(), [10, 42, 24, 18, 20, 18, 20, 20], header=3, spans=spans, points=10)
    report.heading("II. HẠN CHẾ, NGUYÊN NHÂN")
    report.text(
        "1. Thiếu giáo viên mầm non vì nguồn tuyển ít: 287 chỉ tiêu còn thiếu mà chỉ có 163 người dự tuyển; thu nhập "
        "thấp nên 58 giáo viên mầm non xin thôi việc trong năm."
    )
    report.text(
        "2. Trường THPT Bản Hin có tỷ lệ đỗ thấp nhất do học sinh bỏ học giữa chừng để đi làm, trường thiếu 04 giáo "
        "viên Toán và Tiếng Anh."
    )
    report.text(
        "3. Huyện Bản Hin còn 63 phòng học nhờ, mượn vì dự án kiên cố hóa chưa được bàn giao mặt bằng tại 03 điểm "
        "trường; Huyện Nậm Thoong do sạt lở đường nên nhà thầu thi công chậm."
    )
    report.heading("III. NHIỆM VỤ NĂM HỌC 2025 - 2026")
    report.text(
        "1. Phòng Tổ chức cán bộ: tham mưu tuyển 320 giáo viên trước ngày 30/9/2025; biệt phái 40 giáo viên Tiếng Anh "
        "cho Huyện Bản Hin và Huyện Nậm Thoong."
    )
    report.text(
        "2. Phòng Kế hoạch - Tài chính: trình phương án xóa phòng học nhờ, mượn, hoàn thành trong năm 2026; lắp hệ "
        "thống nước sạch cho 34 trường trước ngày 31/12/2025."
    )
    report.text("3. Trường THPT Bản Hin: mở lớp phụ đạo Toán, Tiếng Anh từ tháng 9; duy trì sĩ số trên 98%.")
    report.heading("IV. KIẾN NGHỊ")
    report.text(
        "Đề nghị UBND tỉnh bố trí 96.400 triệu đồng cho 112 phòng học kiên cố; có chính sách hỗ trợ giáo viên mầm non "
        "1,5 triệu đồng/người/tháng."
    )
    report.text("Trên đây là báo cáo tổng kết năm học 2024 - 2025./.")
    report.sign(["- Như trên;", "- Bộ Giáo dục và Đào tạo;", "- Lưu: VT, VP."], ["GIÁM ĐỐC"], "Nông Thị Bích Vân")
    return report.save(path)


if __name__ == "__main__":
    print(write_report((Path(sys.argv[1]) if len(sys.argv) > 1 else HERE) / NAME))
