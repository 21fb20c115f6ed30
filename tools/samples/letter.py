"""A letter of a huyện about its late dossiers, printed, and scanned a little askew."""

from __future__ import annotations

from pathlib import Path

from building.prints import as_pdf, vietnamese_font, write_scan

from samples.official import Official
from samples.province import Province, share, shown, split

DISTRICT = "Huyện Phú Khê"
FIELDS = {
    "Đất đai": (58, 47),
    "Đăng ký kinh doanh": (14, 0),
    "Hộ tịch": (12, 3),
    "Xây dựng": (9, 11),
    "Lao động": (7, 0),
}
WRONG_SUM = "40.597"  # resolved in all, in place of 40.497: see corpus/samples/FAULTS.md


def write_letter(province: Province, path: Path) -> Path:
    """Two pages as pictures in a PDF."""
    letter = Official(vietnamese_font(), 12.5)
    letter.masthead(
        "UBND TỈNH BÌNH GIANG", "UBND HUYỆN PHÚ KHÊ", "87/UBND-NV", "Phú Khê, ngày 27 tháng 01 năm 2026",
        "V/v giải trình hồ sơ quá hạn năm 2025",
    )  # fmt: skip
    letter.centred("Kính gửi: Sở Nội vụ tỉnh Bình Giang")
    letter.text(
        "Theo Báo cáo số 97/BC-SNV ngày 20/01/2026 của Sở Nội vụ, huyện Phú Khê còn 61 hồ sơ quá hạn ở cấp huyện và 59 "
        "hồ sơ quá hạn ở cấp xã trong năm 2025. UBND huyện Phú Khê giải trình như sau:"
    )
    letter.heading("1. Số liệu hồ sơ năm 2025")
    letter.text("Số hồ sơ tiếp nhận, đã giải quyết và quá hạn của từng lĩnh vực, từng xã, thị trấn:")
    letter.unit("hồ sơ")
    _add_table(letter, province)
    _explain(letter)
    printed = as_pdf(letter.save(path.with_name("letter.docx")))
    try:
        return write_scan(printed, path, tilt=0.6, noise=3.0, quality=32)
    finally:
        printed.unlink()
        printed.with_suffix(".docx").unlink()


def _add_table(letter: Official, province: Province) -> None:
    header = [
        ["STT", "Lĩnh vực, đơn vị", "Tiếp nhận", "Đã giải quyết", "Quá hạn", "Tỷ lệ quá hạn (%)"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5)/(4)"],
    ]
    unit = next(unit for unit in province.districts if unit.name == DISTRICT)
    communes = province.communes[DISTRICT]
    weights = [weight for weight, _ in FIELDS.values()]
    received, resolved = split(unit.received, weights), split(unit.resolved, weights)
    rows = [["A", "Cấp huyện", *_texts(unit.received, unit.resolved, unit.overdue)]]
    for i, (field, (_, late)) in enumerate(FIELDS.items()):
        rows.append([f"{i + 1}", field, *_texts(received[i], resolved[i], late)])
    below = [(c.received, c.resolved, c.overdue) for c in communes]
    sums = [sum(column) for column in zip(*below, strict=True)]
    rows.append(["B", "Cấp xã", *_texts(*sums)])
    rows.extend(
        [f"{i}", commune.name, *_texts(*counts)]
        for i, (commune, counts) in enumerate(zip(communes, below, strict=True), start=1)
    )
    total = _texts(unit.received + sums[0], unit.resolved + sums[1], unit.overdue + sums[2])
    rows.append(["", "Tổng cộng", total[0], WRONG_SUM, *total[2:]])
    bold = frozenset(r + 2 for r, row in enumerate(rows) if not row[0].isdigit())
    letter.table([*header, *rows], [14, 56, 24, 26, 20, 26], header=2, bold=bold, points=12)


def _texts(received: int, resolved: int, late: int) -> list[str]:
    return [shown(received), shown(resolved), shown(late), share(late, resolved)]


def _explain(letter: Official) -> None:
    letter.heading("2. Nguyên nhân")
    letter.text(
        "a) Lĩnh vực đất đai quá hạn 47 hồ sơ. Năm 2025 tổ đo đạc của huyện làm xong 1.640/1.900 thửa; hồ sơ của các "
        "thửa chưa đo phải chờ, người dân đã được báo lại bằng văn bản."
    )
    letter.text("b) Lĩnh vực xây dựng quá hạn 11 hồ sơ do phải lấy ý kiến của cơ quan quản lý đường bộ.")
    letter.text("c) Xã Khê Thượng quá hạn 48 hồ sơ, chủ yếu về hộ tịch, vì công chức phụ trách nghỉ việc từ tháng 5.")
    letter.heading("3. Biện pháp khắc phục")
    letter.text("a) Đo xong 260 thửa còn lại trong quý I năm 2026.")
    letter.text("b) Phòng Kinh tế và Hạ tầng họp liên ngành vào thứ Ba hằng tuần để trả lời hồ sơ xây dựng.")
    letter.text("c) Biệt phái 01 công chức Tư pháp của huyện về xã Khê Thượng đến hết tháng 6 năm 2026.")
    letter.text("UBND huyện Phú Khê báo cáo để Sở Nội vụ tổng hợp./.")
    letter.sign(
        ["- Như trên;", "- UBND các xã, thị trấn;", "- Lưu: VT, NV."],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        "Vương Đình Quý",
    )
