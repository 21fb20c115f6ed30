"""The report on satisfaction in 2025: pages with ruled and unruled tables, one of them over two pages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from building.prints import as_pdf, vietnamese_font

from samples.official import Official
from samples.province import Province, share, shown, split
from samples.statistics_data import COMMUNES

ASKED = 1_350  # valid answers, as the yearly report of 2025 has them
# faults that the report holds on purpose, see corpus/samples/FAULTS.md: (row, column) of the table
FAULTS = {("Huyện An Sơn", 3): "65", ("Xã Suối Đá", 6): "87,72"}
_MODES = (("Trực tiếp tại nhà", 980, 954), ("Qua điện thoại", 260, 231), ("Trực tuyến", 190, 165))

Figures = list[int]


def write_satisfaction(province: Province, path: Path) -> Path:
    """The report as a PDF."""
    report = Official(vietnamese_font(), 12)
    answers = count_answers(province)
    total = _sum([figures for _, rows in answers for _, figures in rows])
    _open(report)
    report.heading("I. CÁCH KHẢO SÁT")
    sent = sum(mode[1] for mode in _MODES)
    report.text(
        f"Phát ra {shown(sent)} phiếu, thu về {shown(ASKED)} phiếu hợp lệ tại 24 xã, phường, thị trấn.",
        "Phiếu hợp lệ là phiếu trả lời đủ các câu hỏi bắt buộc.",
    )
    report.text("Số phiếu theo hình thức khảo sát:")
    report.unit("phiếu")
    _add_modes(report)
    report.heading("II. KẾT QUẢ")
    report.heading("1. Chỉ số hài lòng theo tiêu chí")
    report.text(
        "Chỉ số của mỗi nhóm là bình quân các tiêu chí trong nhóm. Mức độ hài lòng chung là 81,81%, tăng 1,56% so "
        "với năm 2024.",
        "Mức tăng, giảm tính bằng điểm phần trăm.",
    )
    report.unit("%")
    _add_criteria(report, province)
    report.heading("2. Ý kiến về lần giao dịch gần nhất")
    good = total[2] + total[3]
    report.text(
        f"Trong {shown(total[1])} người trả lời có {shown(good)} người hài lòng hoặc rất hài lòng với lần giao dịch "
        f"gần nhất, đạt {share(good, total[1])}%. Kết quả theo huyện và xã:"
    )
    report.unit("người")
    _add_answers(report, answers, total)
    _close(report)
    printed = report.save(path.with_suffix(".docx"))
    try:
        return as_pdf(printed)
    finally:
        printed.unlink()


def count_answers(province: Province) -> list[tuple[str, list[tuple[str, Figures]]]]:
    """By district and commune: asked, valid, very satisfied, satisfied, neither, not satisfied."""
    chance = random.Random(81)
    places = [(district, unit.name) for district, units in province.communes.items() for unit in units]
    weights = [COMMUNES[name][1] for _, name in places]
    valid = split(ASKED, weights)
    sent = [a + b for a, b in zip(valid, split(sum(m[1] for m in _MODES) - ASKED, weights), strict=True)]
    found: dict[str, list[tuple[str, Figures]]] = {}
    for (district, name), asked, count in zip(places, sent, valid, strict=True):
        very = round(count * chance.uniform(0.22, 0.38))
        well = round(count * chance.uniform(0.46, 0.55))
        poor = round((count - very - well) * chance.uniform(0.2, 0.5))
        found.setdefault(district, []).append((name, [asked, count, very, well, count - very - well - poor, poor]))
    return list(found.items())


def _sum(rows: Sequence[Figures]) -> Figures:
    return [sum(column) for column in zip(*rows, strict=True)]


def _open(report: Official) -> None:
    report.masthead("UBND TỈNH BÌNH GIANG", "SỞ NỘI VỤ", "134/BC-SNV", "Bình Giang, ngày 10 tháng 02 năm 2026")
    report.title("BÁO CÁO", "Chỉ số hài lòng của người dân, tổ chức năm 2025 của tỉnh Bình Giang")
    report.centred("Kính gửi: Ủy ban nhân dân tỉnh Bình Giang")
    report.text(
        "Sở Nội vụ báo cáo kết quả khảo sát mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành "
        "chính nhà nước năm 2025 như sau:"
    )


def _add_modes(report: Official) -> None:
    rows = [["STT", "Hình thức", "Phát ra", "Hợp lệ", "Tỷ lệ hợp lệ (%)"]]
    for i, (name, sent, valid) in enumerate(_MODES, start=1):
        rows.append([f"{i}", name, shown(sent), shown(valid), share(valid, sent)])
    sent, valid = sum(mode[1] for mode in _MODES), sum(mode[2] for mode in _MODES)
    rows.append(["", "Tổng cộng", shown(sent), shown(valid), share(valid, sent)])
    report.table(rows, [14, 50, 28, 28, 36], header=1, ruled=False, bold=frozenset({len(rows) - 1}))


def _add_criteria(report: Official, province: Province) -> None:
    rows = [["STT", "Tiêu chí", "Năm 2024", "Năm 2025", "Tăng/giảm"], *map(list, province.criteria)]
    bold = frozenset(r for r, row in enumerate(rows) if row[0] in {"I", "II", ""})
    report.table(rows, [13, 71, 24, 24, 30], header=1, bold=bold)


def _add_answers(report: Official, answers: Sequence[tuple[str, list[tuple[str, Figures]]]], total: Figures) -> None:
    header = [
        ["STT", "Đơn vị", "Số phiếu", "", "Ý kiến", "", "", "", "Tỷ lệ hài lòng (%)"],
        ["", "", "Phát ra", "Hợp lệ", "Rất hài lòng", "Hài lòng", "Bình thường", "Không hài lòng", ""],
        ["(1)", "(2)", "(3)", "(4)=(5)+(6)+(7)+(8)", "(5)", "(6)", "(7)", "(8)", "(9)=((5)+(6))/(4)"],
    ]
    rows: list[list[str]] = []
    for i, (district, communes) in enumerate(answers):
        rows.append(
            [["I", "II", "III", "IV", "V", "VI", "VII", "VIII"][i], district, *_texts(_sum([f for _, f in communes]))]
        )
        rows.extend([f"{k}", name, *_texts(figures)] for k, (name, figures) in enumerate(communes, start=1))
    rows.append(["", "Tổng cộng", *_texts(total)])
    for row in rows:
        for c in range(len(row) - 2):
            row[c + 2] = FAULTS.get((row[1], c), row[c + 2])
    spans = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 7), (0, 8, 1, 8)]
    bold = frozenset(r + 3 for r, row in enumerate(rows) if not row[0].isdigit())
    widths = [10, 33, 14, 22, 14, 14, 20, 18, 20]
    report.table([*header, *rows], widths, header=3, spans=spans, points=9, bold=bold)


def _texts(figures: Figures) -> list[str]:
    _, valid, very, well, *_ = figures
    return [*(shown(figure) for figure in figures), share(very + well, valid)]


def _close(report: Official) -> None:
    report.heading("III. KIẾN NGHỊ")
    report.text(
        "1. Các xã có tỷ lệ hài lòng thấp lấy ý kiến lại trong quý II năm 2026, công khai kết quả tại nơi tiếp nhận "
        "hồ sơ."
    )
    report.text("2. Sở Khoa học và Công nghệ hoàn thiện kênh nhận phản ánh trên điện thoại trước ngày 30/6/2026.")
    report.text("Trên đây là kết quả khảo sát năm 2025, Sở Nội vụ kính báo cáo./.")
    report.sign(
        ["- Như trên;", "- Các sở, ban, ngành tỉnh;", "- UBND cấp huyện;", "- Lưu: VT, CCHC."],
        ["GIÁM ĐỐC"],
        "Tạ Minh Khải",
    )
