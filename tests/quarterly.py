"""Quarterly reports of an invented province, made for the tests."""

from __future__ import annotations

from pathlib import Path

_FIRST = (("Sở Y tế", 1210, 1130, 12), ("Sở Tư pháp", 845, 902, 31), ("Sở Nội vụ", 316, 290, 4))
_SECOND = (("Sở Y tế", 1387, 1204, 2560, 9), ("Sở Tư pháp", 790, 811, 1635, 18), ("Sở Nội vụ", 402, 365, 718, 22))


def write_quarter(path: Path) -> Path:
    """The first quarter of 2026 beside that of the year before."""
    rows = [f"{i}\t{name}\t{own}\t{before}\t{late}" for i, (name, own, before, late) in enumerate(_FIRST, 1)]
    total = f"\tTổng cộng\t{sum(r[1] for r in _FIRST)}\t{sum(r[2] for r in _FIRST)}\t{sum(r[3] for r in _FIRST)}"
    header = ["STT\tĐơn vị\tSố hồ sơ tiếp nhận\t\tSố hồ sơ trễ hạn", "\t\tQuý I/2026\tCùng kỳ năm 2025\t"]
    return _write(path, 31, "quý I năm 2026", "14 tháng 3", "quý I năm 2026", [*header, *rows, total])


def write_second(path: Path) -> Path:
    """The second quarter, with the figures since the new year."""
    rows = [f"{i}\t{r[0]}\t{r[1]}\t{r[2]}\t{r[3]}\t{r[4]}" for i, r in enumerate(_SECOND, 1)]
    total = "\tTổng cộng\t" + "\t".join(str(sum(int(str(r[c])) for r in _SECOND)) for c in range(1, 5))
    header = [
        "STT\tĐơn vị\tSố hồ sơ tiếp nhận\t\t\tSố hồ sơ trễ hạn",
        "\t\tQuý II/2026\tCùng kỳ năm 2025\tLũy kế từ đầu năm\t",
    ]
    return _write(path, 58, "quý II năm 2026", "15 tháng 6", "quý II năm 2026", [*header, *rows, total])


def _write(path: Path, number: int, title: str, day: str, period: str, table: list[str]) -> Path:
    lines = [
        "UBND TỈNH AN KHÊ",
        "SỞ NỘI VỤ",
        f"Số: {number}/BC-SNV",
        f"An Khê, ngày {day} năm 2026",
        "BÁO CÁO",
        f"Kết quả tiếp nhận và giải quyết hồ sơ thủ tục hành chính {title}",
        "Kính gửi: Ủy ban nhân dân tỉnh An Khê",
        "I. KẾT QUẢ TIẾP NHẬN VÀ GIẢI QUYẾT HỒ SƠ",
        f"Kết quả của các sở trong {period} như sau:",
        *table,
        "II. GIẢI PHÁP",
        "Các sở rà soát hồ sơ quá hạn và xin lỗi người dân theo quy định.",
    ]
    path.write_text(
        "\n\n".join(lines[:9]) + "\n\n" + "\n".join(table) + "\n\n" + "\n\n".join(lines[-2:]), encoding="utf-8"
    )
    return path
