"""A report of 2003 as plain text in TCVN3 (ABC), capitals with a tone as small letters in a font of capitals."""

from __future__ import annotations

from pathlib import Path

from building.legacy import to_tcvn3

from samples.province import Province, share, shown

# huyện: dossiers received, resolved in time, resolved late
ONE_DOOR = {
    "Thị xã Bình Giang": (8_412, 7_936, 351),
    "Huyện Tân Giang": (5_127, 4_768, 274),
    "Huyện Hòa Lâm": (3_940, 3_715, 166),
    "Huyện Phú Khê": (3_586, 3_207, 298),
    "Huyện An Sơn": (2_214, 2_085, 97),
    "Huyện Vĩnh Điền": (3_075, 2_846, 181),
    "Huyện Thanh Lộc": (2_968, 2_801, 124),
    "Huyện Mỹ Hòa": (2_631, 2_497, 103),
}
WRONG_LATE = ("Huyện An Sơn", "79")  # in place of 97: see corpus/samples/FAULTS.md

TEXT = """UBND TỈNH BÌNH GIANG
SỞ NỘI VỤ
Số: 214/BC-SNV

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Bình Giang, ngày 29 tháng 12 năm 2003

BÁO CÁO

Kết quả thực hiện cơ chế một cửa năm 2003 của tỉnh Bình Giang

Kính gửi: Ủy ban nhân dân tỉnh Bình Giang

Thực hiện Quyết định số 181/2003/QĐ-TTg ngày 04/9/2003 của Thủ tướng Chính phủ, các huyện, thị xã đã làm thử cơ chế \
một cửa từ đầu năm. Sở Nội vụ báo cáo kết quả như sau:

I. KẾT QUẢ

1. Tiếp nhận và giải quyết hồ sơ

Cả 08 huyện, thị xã đã lập bộ phận một cửa. Trong năm tiếp nhận {received} hồ sơ, giải quyết {resolved} hồ sơ, trong \
đó quá hạn {late} hồ sơ. Số liệu từng huyện:

Đơn vị tính: hồ sơ

{table}

2. Chứng thực tại xã

Có 37/92 xã, phường, thị trấn được giao chứng thực bản sao, đạt 40,22%.

II. TỒN TẠI

1. Hồ sơ đất đai còn chậm vì bản đồ địa chính chưa đủ; nhiều xã viết sổ tay, chưa có máy vi tính.

2. Mức thu lệ phí giữa các huyện chưa thống nhất.

III. NHIỆM VỤ NĂM 2004

1. Mở cơ chế một cửa ra tất cả các sở có nhiều thủ tục.

2. Trang bị máy vi tính cho bộ phận một cửa của 08 huyện, thị xã; tập huấn 120 cán bộ.

Nơi nhận:
- Như trên;
- UBND các huyện, thị xã;
- Lưu: VT.

GIÁM ĐỐC

Đoàn Văn Hưởng
"""


def write_old(province: Province, path: Path) -> Path:
    """The report in the bytes of its time."""
    del province
    sums = [sum(column) for column in zip(*ONE_DOOR.values(), strict=True)]
    figures = {"received": shown(sums[0]), "resolved": shown(sums[1] + sums[2]), "late": shown(sums[2])}
    path.write_bytes(to_tcvn3(TEXT.format(**figures, table=_table(sums))))
    return path


def _table(sums: list[int]) -> str:
    lines = [
        "STT\tĐơn vị\tTiếp nhận\tĐã giải quyết\t\t\tTỷ lệ đúng hạn (%)",
        "\t\t\tTổng số\tĐúng hạn\tQuá hạn\t",
        "(1)\t(2)\t(3)\t(4)=(5)+(6)\t(5)\t(6)\t(7)=(5)/(4)",
    ]
    for i, (name, counts) in enumerate(ONE_DOOR.items(), start=1):
        line = "\t".join([str(i), name, *_texts(*counts)])
        if name == WRONG_LATE[0]:
            line = line.replace(f"\t{counts[2]}\t", f"\t{WRONG_LATE[1]}\t")
        lines.append(line)
    return "\n".join([*lines, "\t".join(["", "Tổng cộng", *_texts(*sums)])])


def _texts(received: int, in_time: int, late: int) -> list[str]:
    resolved = in_time + late
    return [shown(received), shown(resolved), shown(in_time), shown(late), share(in_time, resolved)]
