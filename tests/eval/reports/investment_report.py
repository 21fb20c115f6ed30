"""Makes `giai-ngan-dau-tu-cong-2024.docx`, the invented report of a province on public investment and its budget.

    python tests/eval/reports/investment_report.py [FOLDER]

One sentence contradicts its table on purpose (see `tests/eval/README.md`).
"""

from __future__ import annotations

import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parents[2] / "tools"))

from samples.official import Official, Row  # noqa: E402

NAME = "giai-ngan-dau-tu-cong-2024.docx"

# source: plan of the Prime Minister, plan of the People's Council, paid in 2024, plan and payment of 2023
SOURCES: list[tuple[str, str, tuple[int, int, int, int, int] | None]] = [
    ("A", "Vốn ngân sách địa phương", None),
    ("1", "Vốn cân đối theo tiêu chí, định mức", (612_400, 612_400, 577_183, 588_900, 547_312)),
    ("2", "Vốn từ nguồn thu tiền sử dụng đất", (900_000, 1_150_000, 641_920, 980_000, 703_455)),
    ("3", "Vốn từ nguồn thu xổ số kiến thiết", (95_000, 104_500, 101_237, 88_000, 84_106)),
    ("4", "Vốn bội chi ngân sách địa phương", (141_300, 141_300, 58_214, 120_600, 71_430)),
    ("B", "Vốn ngân sách trung ương", None),
    ("1", "Vốn trong nước đầu tư theo ngành, lĩnh vực", (1_206_500, 1_206_500, 1_148_790, 1_341_000, 1_290_226)),
    ("2", "Chương trình MTQG xây dựng nông thôn mới", (168_900, 168_900, 160_112, 154_700, 139_845)),
    ("3", "Chương trình MTQG giảm nghèo bền vững", (84_600, 84_600, 61_305, 79_200, 48_977)),
    (
        "4",
        "Chương trình MTQG phát triển KT-XH vùng đồng bào DTTS và miền núi",
        (213_700, 213_700, 139_446, 196_300, 101_084),
    ),
    ("5", "Vốn nước ngoài (ODA)", (187_200, 187_200, 63_480, 230_500, 149_322)),
]
# payer: plan, paid, projects, projects without a payment, what hinders
OFFICES: list[tuple[str, int, int, int, int, str]] = [
    ("Ban QLDA đầu tư xây dựng các công trình giao thông", 942_300, 861_520, 11, 0, ""),
    (
        "Ban QLDA đầu tư xây dựng dân dụng và công nghiệp",
        418_600,
        377_910,
        17,
        2,
        "02 dự án mới giao vốn tháng 10/2024",
    ),
    ("Ban QLDA đầu tư xây dựng nông nghiệp và PTNT", 387_250, 268_144, 13, 1, "Điều chỉnh thiết kế hồ Khe Lim"),
    ("Sở Y tế", 126_700, 61_045, 6, 2, "Đấu thầu thiết bị phải hủy 01 lần"),
    ("Sở Giáo dục và Đào tạo", 94_380, 90_217, 8, 0, ""),
    ("Sở Thông tin và Truyền thông", 41_500, 17_968, 4, 1, "Chờ thẩm định giá phần mềm"),
    ("Sở Tài nguyên và Môi trường", 33_820, 12_406, 3, 1, "Vướng đơn giá đo đạc"),
    ("Công an tỉnh", 58_000, 58_000, 3, 0, ""),
    ("Bộ Chỉ huy Quân sự tỉnh", 46_150, 45_312, 5, 0, ""),
    ("Trường Cao đẳng Nghề Hà Lương", 22_900, 15_287, 2, 0, ""),
]
DISTRICTS: list[tuple[str, int, int, int, int, str]] = [
    ("Thành phố Hà Lương", 486_200, 199_918, 38, 6, "Hụt thu tiền sử dụng đất"),
    ("Thị xã Phố Ràng", 231_540, 190_877, 27, 1, ""),
    ("Huyện Bình Khê", 214_300, 197_402, 24, 0, ""),
    ("Huyện Cẩm Thượng", 178_960, 121_733, 21, 3, "GPMB đường ven sông Lương"),
    ("Huyện Đại Ngàn", 163_200, 101_560, 29, 4, "Địa bàn DTTS, vướng đất rừng"),
    ("Huyện Lâm Thao Hạ", 142_600, 127_318, 18, 0, ""),
    ("Huyện Mường Then", 157_900, 88_249, 33, 5, "Nhà thầu thiếu năng lực"),
    ("Huyện Quảng Yên Đông", 122_800, 116_821, 15, 0, ""),
]
# project: group, total investment, plan of 2024, paid, work done in percent, end date, hindrance
PROJECTS: list[tuple[str, str, int, int, int, str, str, str]] = [
    ("Đường nối cao tốc với Khu công nghiệp Bình Khê", "B", 1_287_000, 312_000, 305_640, "81,5", "30/6/2025", ""),
    (
        "Đường ven sông Lương, đoạn qua huyện Cẩm Thượng",
        "B",
        964_500,
        186_000,
        97_215,
        "43,0",
        "31/12/2025",
        "Còn 61 hộ chưa nhận tiền bồi thường",
    ),
    ("Cầu Bến Gỗ", "B", 438_200, 142_500, 142_500, "96,8", "31/3/2025", ""),
    ("Hồ chứa nước Khe Lim", "B", 712_900, 128_000, 54_370, "28,4", "31/12/2026", "Điều chỉnh thiết kế đập phụ"),
    (
        "Bệnh viện Sản - Nhi tỉnh, giai đoạn 2",
        "B",
        356_000,
        74_000,
        31_846,
        "52,6",
        "30/9/2025",
        "Hủy thầu gói thiết bị số 07",
    ),
    ("Kè chống sạt lở bờ tả sông Lương", "C", 118_700, 61_200, 60_788, "93,1", "28/02/2025", ""),
    (
        "Nâng cấp đô thị Phố Ràng (vốn ODA)",
        "B",
        845_300,
        158_900,
        49_633,
        "35,7",
        "30/6/2026",
        "Chờ ý kiến không phản đối của nhà tài trợ",
    ),
    (
        "Trung tâm dữ liệu và điều hành thông minh tỉnh",
        "C",
        92_400,
        28_500,
        9_120,
        "22,0",
        "31/12/2025",
        "Chờ thẩm định giá",
    ),
]
# huyện: projects, hectares to take, taken, households touched, households paid
CLEARANCE: list[tuple[str, int, str, str, int, int]] = [
    ("Thành phố Hà Lương", 12, "146,20", "118,75", 1_124, 968),
    ("Thị xã Phố Ràng", 9, "88,40", "61,30", 736, 512),
    ("Huyện Bình Khê", 7, "173,65", "171,90", 842, 835),
    ("Huyện Cẩm Thượng", 8, "121,10", "84,06", 618, 447),
    ("Huyện Đại Ngàn", 5, "64,85", "40,12", 203, 151),
    ("Huyện Lâm Thao Hạ", 4, "37,50", "37,50", 188, 188),
    ("Huyện Mường Then", 6, "59,30", "33,47", 174, 109),
    ("Huyện Quảng Yên Đông", 3, "26,80", "25,90", 97, 95),
]
# item: estimate of 2024, done 2024, done 2023 (million)
BUDGET: list[tuple[str, str, tuple[int, int, int] | None]] = [
    ("A", "TỔNG THU NSNN TRÊN ĐỊA BÀN", None),
    ("I", "Thu nội địa", None),
    ("1", "Thu từ khu vực DNNN", (418_000, 437_612, 402_375)),
    ("2", "Thu từ khu vực DN có vốn đầu tư nước ngoài", (865_000, 931_048, 812_290)),
    ("3", "Thu từ khu vực ngoài quốc doanh", (1_240_000, 1_198_377, 1_153_806)),
    ("4", "Thuế thu nhập cá nhân", (472_000, 506_119, 448_735)),
    ("5", "Thuế bảo vệ môi trường", (350_000, 268_944, 281_570)),
    ("6", "Thu tiền sử dụng đất", (1_300_000, 786_425, 1_104_180)),
    ("7", "Thu xổ số kiến thiết", (105_000, 112_836, 99_412)),
    ("8", "Các khoản thu còn lại", (390_000, 421_357, 398_204)),
    ("II", "Thu từ hoạt động xuất nhập khẩu", (620_000, 703_588, 594_163)),
    ("B", "TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG", None),
    ("1", "Chi đầu tư phát triển", (3_869_100, 2_951_687, 2_986_435)),
    ("2", "Chi thường xuyên", (7_415_000, 7_232_906, 6_874_118)),
    ("3", "Chi trả nợ lãi vay", (18_600, 11_274, 13_058)),
    ("4", "Dự phòng ngân sách", (214_000, 0, 0)),
]
# payer: finished projects not yet settled: group B, group C; of them late up to 12, 12 to 24, over 24 months
UNSETTLED: list[tuple[str, int, int, int, int, int]] = [
    ("Ban QLDA đầu tư xây dựng các công trình giao thông", 3, 4, 5, 2, 0),
    ("Ban QLDA đầu tư xây dựng dân dụng và công nghiệp", 1, 9, 6, 3, 1),
    ("Ban QLDA đầu tư xây dựng nông nghiệp và PTNT", 2, 5, 3, 2, 2),
    ("Thành phố Hà Lương", 0, 14, 7, 4, 3),
    ("Thị xã Phố Ràng", 0, 6, 5, 1, 0),
    ("Huyện Cẩm Thượng", 0, 11, 4, 5, 2),
    ("Huyện Đại Ngàn", 0, 8, 3, 3, 2),
    ("Huyện Mường Then", 0, 16, 6, 6, 4),
]


def shown(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def percent(part: Decimal | int, whole: Decimal | int) -> str:
    value = (Decimal(100) * part / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(value).replace(".", ",")


def signed(value: Decimal | int) -> str:
    text = shown(abs(value)) if isinstance(value, int) else str(abs(value)).replace(".", ",")
    return text if value == 0 else f"{'+' if value > 0 else '-'}{text}"


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", "."))


def billions(value: int) -> str:
    """Millions said in billions, three decimals at most."""
    return (shown(value // 1000) + "," + f"{value % 1000:03d}").rstrip("0").rstrip(",")


def add(rows: list[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))


def source_sums() -> dict[str, tuple[int, ...]]:
    """Totals of each group and of all."""
    groups: dict[str, list[tuple[int, ...]]] = {}
    for _, name, counts in SOURCES:
        if counts is None:
            group = groups.setdefault(name, [])
        else:
            group.append(counts)
    sums = {name: add(rows) for name, rows in groups.items()}
    sums["TỔNG SỐ"] = add(list(sums.values()))
    return sums


def source_rows() -> list[Row]:
    sums = source_sums()
    head: list[Row] = [
        ["TT", "Nguồn vốn", "Kế hoạch năm 2024", "", "Giải ngân đến 31/12/2024", "", "", "Cùng kỳ năm 2023", "", "Tăng (+), giảm (-) tỷ lệ so với cùng kỳ"],
        ["", "", "TTCP giao", "HĐND tỉnh giao", "Số tiền", "Tỷ lệ so với TTCP giao (%)", "Tỷ lệ so với HĐND tỉnh giao (%)", "Số tiền", "Tỷ lệ (%)", ""],
    ]  # fmt: skip

    def row(mark: str, name: str, counts: tuple[int, ...]) -> Row:
        central, local, paid, before, paid_before = counts
        now, then = percent(paid, central), percent(paid_before, before)
        return [mark, name, shown(central), shown(local), shown(paid), now, percent(paid, local), shown(paid_before),
                then, signed(number(now) - number(then))]  # fmt: skip

    body = [row("", "TỔNG SỐ", sums["TỔNG SỐ"])]
    body += [row(mark, name, counts or sums[name]) for mark, name, counts in SOURCES]
    return [*head, *body]


def payer_rows() -> list[Row]:
    every = [*OFFICES, *DISTRICTS]
    order = sorted(every, key=lambda r: Decimal(r[2]) / r[1], reverse=True)
    rank = {r[0]: i for i, r in enumerate(order, start=1)}
    head: list[Row] = [
        ["TT", "Chủ đầu tư", "Kế hoạch vốn", "Giải ngân", "Tỷ lệ (%)", "Xếp hạng", "Vốn còn lại", "Số dự án", "", "Ghi chú"],
        ["", "", "", "", "", "", "", "Tổng số", "Chưa giải ngân", ""],
    ]  # fmt: skip

    def row(mark: str, name: str, counts: tuple[int, ...], note: str, place: str) -> Row:
        plan, paid, projects, none = counts
        return [
            mark,
            name,
            shown(plan),
            shown(paid),
            percent(paid, plan),
            place,
            shown(plan - paid),
            str(projects),
            str(none),
            note,
        ]

    body: list[Row] = []
    for mark, name, group in (("I", "Các sở, ban, ngành", OFFICES), ("II", "Các huyện, thị xã, thành phố", DISTRICTS)):
        body.append(row(mark, name, add([r[1:5] for r in group]), "", ""))
        body += [row(str(i), r[0], r[1:5], r[5], str(rank[r[0]])) for i, r in enumerate(group, start=1)]
    body.append(row("", "Tổng cộng", add([r[1:5] for r in every]), "", ""))
    return [*head, *body]


def project_rows() -> list[Row]:
    head: list[Row] = [
        ["TT", "Tên dự án", "Nhóm", "Tổng mức đầu tư", "Năm 2024", "", "", "Khối lượng hoàn thành (%)", "Thời hạn hoàn thành", "Khó khăn, vướng mắc"],
        ["", "", "", "", "Kế hoạch vốn", "Giải ngân", "Tỷ lệ (%)", "", "", ""],
    ]  # fmt: skip
    body: list[Row] = [
        [str(i), name, group, shown(cost), shown(plan), shown(paid), percent(paid, plan), work, end, note]
        for i, (name, group, cost, plan, paid, work, end, note) in enumerate(PROJECTS, start=1)
    ]
    cost, plan, paid = add([r[2:5] for r in PROJECTS])
    return [*head, *body, ["", "Cộng", "", shown(cost), shown(plan), shown(paid), percent(paid, plan), "", "", ""]]


def clearance_rows() -> list[Row]:
    head: list[Row] = [
        ["TT", "Địa phương", "Số dự án", "Diện tích (ha)", "", "", "Số hộ", "", ""],
        ["", "", "", "Phải thu hồi", "Đã thu hồi", "Tỷ lệ (%)", "Bị ảnh hưởng", "Đã nhận tiền", "Chưa nhận tiền"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5)/(4)", "(7)", "(8)", "(9)=(7)-(8)"],
    ]

    def row(mark: str, name: str, projects: int, due: Decimal, done: Decimal, touched: int, paid: int) -> Row:
        return [mark, name, str(projects), str(due).replace(".", ","), str(done).replace(".", ","), percent(done, due),
                shown(touched), shown(paid), shown(touched - paid)]  # fmt: skip

    rows = [(n, p, number(due), number(done), t, d) for n, p, due, done, t, d in CLEARANCE]
    body = [row(str(i), *r) for i, r in enumerate(rows, start=1)]
    total = row("", "Toàn tỉnh", *(sum(r[i] for r in rows) for i in (1, 2, 3, 4, 5)))  # type: ignore[arg-type,misc]
    return [*head, *body, total]


def budget_rows() -> list[Row]:
    head: list[Row] = [
        ["STT", "Nội dung", "Dự toán năm 2024", "Thực hiện", "", "So sánh (%)", ""],
        ["", "", "", "Năm 2023", "Năm 2024", "Thực hiện 2024/ dự toán", "Năm 2024/ năm 2023"],
    ]
    leaves = {name: counts for _, name, counts in BUDGET if counts}
    names = list(leaves)
    inland = add([leaves[n] for n in names[:8]])
    sums = {
        "Thu nội địa": inland,
        "TỔNG THU NSNN TRÊN ĐỊA BÀN": add([inland, leaves[names[8]]]),
        "TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG": add([leaves[n] for n in names[9:]]),
    }
    body: list[Row] = []
    for mark, name, counts in BUDGET:
        plan, now, then = counts or sums[name]
        empty = now == 0
        body.append([mark, name, shown(plan), "-" if empty else shown(then), "-" if empty else shown(now),
                     "-" if empty else percent(now, plan), "-" if empty else percent(now, then)])  # fmt: skip
    return [*head, *body]


def unsettled_rows() -> list[Row]:
    head: list[Row] = [
        ["TT", "Chủ đầu tư", "Số dự án chậm nộp quyết toán", "", "", "Thời gian chậm", "", ""],
        ["", "", "Tổng số", "Nhóm B", "Nhóm C", "Dưới 12 tháng", "Từ 12 đến 24 tháng", "Trên 24 tháng"],
    ]
    for name, b, c, *late in UNSETTLED:
        assert b + c == sum(late), name
    body = [[str(i), r[0], str(r[1] + r[2]), *map(str, r[1:])] for i, r in enumerate(UNSETTLED, start=1)]
    total = add([(r[1] + r[2], *r[1:]) for r in UNSETTLED])
    return [*head, *body, ["", "Tổng cộng", *map(str, total)]]


def write_report(path: Path) -> Path:
    sums = source_sums()
    every = [*OFFICES, *DISTRICTS]
    central, local, paid, before, paid_before = sums["TỔNG SỐ"]
    total = add([r[1:5] for r in every])
    assert total[0] == local, (total[0], local)
    assert total[1] == paid, (total[1], paid)
    below = [r for r in every if Decimal(r[2]) / r[1] < Decimal("0.7")]
    r = Official(points=13)
    r.masthead("", "UBND TỈNH HÀ LƯƠNG", "38/BC-UBND", "Hà Lương, ngày 17 tháng 01 năm 2025")
    r.title("BÁO CÁO", "Tình hình giải ngân kế hoạch vốn đầu tư công và thu, chi ngân sách năm 2024;",
            "nhiệm vụ, giải pháp năm 2025")  # fmt: skip
    r.centred("Kính gửi: Bộ Kế hoạch và Đầu tư; Bộ Tài chính")
    r.text("Thực hiện Công điện số 126/CĐ-TTg ngày 20/12/2024 của Thủ tướng Chính phủ và Nghị quyết số 57/NQ-HĐND ngày 08/12/2023 của Hội đồng nhân dân tỉnh về kế hoạch đầu tư công năm 2024, Ủy ban nhân dân tỉnh Hà Lương báo cáo như sau:")  # fmt: skip
    r.heading("PHẦN THỨ NHẤT")
    r.heading("KẾT QUẢ THỰC HIỆN NĂM 2024")
    r.heading("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH")
    r.text("Ngay từ đầu năm, UBND tỉnh ban hành Kế hoạch số 12/KH-UBND ngày 15/01/2024, thành lập 05 Tổ công tác do Chủ tịch và các Phó Chủ tịch UBND tỉnh làm tổ trưởng. Trong năm, các Tổ công tác tổ chức 27 cuộc kiểm tra hiện trường, 14 cuộc giao ban chuyên đề; ban hành 63 văn bản chỉ đạo. Đã 03 lần điều chuyển 148,6 tỷ đồng từ các dự án chậm sang các dự án có khả năng giải ngân tốt; kiểm điểm trách nhiệm 09 tập thể, 21 cá nhân.", "Không tính 02 lần điều chỉnh kế hoạch vốn giữa các dự án của cùng một chủ đầu tư.")  # fmt: skip
    r.heading("II. KẾT QUẢ GIẢI NGÂN")
    r.heading("1. Kết quả chung")
    r.text(f"Kế hoạch vốn năm 2024 Thủ tướng Chính phủ giao là {billions(central)} tỷ đồng, HĐND tỉnh giao {billions(local)} tỷ đồng (cao hơn {billions(local - central)} tỷ đồng do địa phương giao tăng thu tiền sử dụng đất và xổ số kiến thiết). Đến hết ngày 31/12/2024, toàn tỉnh giải ngân {billions(paid)} tỷ đồng, đạt {percent(paid, central)}% kế hoạch Thủ tướng Chính phủ giao và {percent(paid, local)}% kế hoạch HĐND tỉnh giao; cùng kỳ năm 2023 đạt {percent(paid_before, before)}%. Kết quả theo nguồn vốn tại Bảng 1.")  # fmt: skip
    r.centred("Bảng 1. Giải ngân theo nguồn vốn")
    r.unit("triệu đồng")
    spans = [(0, 2, 0, 3), (0, 4, 0, 6), (0, 7, 0, 8), *((0, c, 1, c) for c in (0, 1, 9))]
    r.table(source_rows(), [8, 36, 17, 17, 17, 14, 14, 17, 13, 16], header=2, spans=spans, points=9, bold=frozenset({2, 3, 8}))  # fmt: skip
    r.heading("2. Kết quả theo chủ đầu tư")
    good = [x for x in every if Decimal(x[2]) / x[1] >= Decimal("0.9")]
    r.text(f"Có {len(good):02d}/{len(every)} chủ đầu tư giải ngân từ 90% trở lên; {len(below):02d}/{len(every)} chủ đầu tư giải ngân dưới 70% kế hoạch. Còn {total[3]} dự án chưa giải ngân. Chi tiết tại Bảng 2.")  # fmt: skip
    r.centred("Bảng 2. Giải ngân theo chủ đầu tư")
    r.unit("triệu đồng; dự án")
    spans = [(0, 7, 0, 8), *((0, c, 1, c) for c in (0, 1, 2, 3, 4, 5, 6, 9))]
    r.table(payer_rows(), [8, 42, 18, 18, 14, 12, 17, 11, 13, 28], header=2, spans=spans, points=9, bold=frozenset({2, 13, 22}), words=frozenset({1, 9}))  # fmt: skip
    r.heading("3. Các dự án trọng điểm")
    r.text("Tỉnh có 08 dự án trọng điểm. Đến cuối năm, Cầu Bến Gỗ đã hợp long ngày 22/11/2024; Kè chống sạt lở bờ tả sông Lương cơ bản hoàn thành. Ba dự án có nguy cơ không kịp thời hạn là Hồ chứa nước Khe Lim, Nâng cấp đô thị Phố Ràng và Trung tâm dữ liệu và điều hành thông minh tỉnh. Chi tiết tại Bảng 3.")  # fmt: skip
    r.centred("Bảng 3. Tiến độ các dự án trọng điểm")
    r.unit("triệu đồng")
    spans = [(0, 4, 0, 6), *((0, c, 1, c) for c in (0, 1, 2, 3, 7, 8, 9))]
    r.table(project_rows(), [8, 42, 11, 19, 17, 17, 14, 15, 19, 28], header=2, spans=spans, points=9, bold=frozenset({10}), words=frozenset({1, 9}))  # fmt: skip
    r.heading("4. Công tác giải phóng mặt bằng")
    touched, done = (sum(x[i] for x in CLEARANCE) for i in (4, 5))
    r.text(f"Toàn tỉnh có {sum(x[1] for x in CLEARANCE)} dự án phải thu hồi đất. Đến ngày 31/12/2024 còn {touched - done} hộ chưa nhận tiền bồi thường, tập trung ở Thị xã Phố Ràng (224 hộ), Huyện Cẩm Thượng (171 hộ) và Thành phố Hà Lương (156 hộ). Huyện Đại Ngàn đã thu hồi 40,12/64,85 ha, đạt 68,16%. Trong số hộ chưa nhận tiền có 118 hộ khiếu nại về giá đất, 73 hộ tranh chấp ranh giới, 46 hộ chưa có nền tái định cư.", "Số hộ gồm cả hộ gia đình, cá nhân và 31 tổ chức có đất bị thu hồi.")  # fmt: skip
    r.centred("Bảng 4. Giải phóng mặt bằng theo địa phương")
    spans = [(0, 3, 0, 5), (0, 6, 0, 8), *((0, c, 1, c) for c in (0, 1, 2))]
    r.table(clearance_rows(), [9, 40, 15, 20, 20, 18, 19, 19, 19], header=3, spans=spans, points=10, bold=frozenset({11}))  # fmt: skip
    r.heading("III. THU, CHI NGÂN SÁCH")
    rows = {row[1]: row for row in budget_rows()}
    take, spend = rows["TỔNG THU NSNN TRÊN ĐỊA BÀN"], rows["TỔNG CHI NGÂN SÁCH ĐỊA PHƯƠNG"]
    r.text(f"Tổng thu ngân sách nhà nước trên địa bàn năm 2024 đạt {take[4]} triệu đồng, bằng {take[5]}% dự toán và bằng {take[6]}% so với năm 2023. Tổng chi ngân sách địa phương {spend[4]} triệu đồng, bằng {spend[5]}% dự toán. Số liệu cụ thể tại Bảng 5.", "Số liệu ước thực hiện đến ngày 31/12/2024, chưa gồm số chỉnh lý quyết toán trong tháng 01/2025.")  # fmt: skip
    r.centred("Bảng 5. Thu, chi ngân sách năm 2024")
    r.unit("triệu đồng")
    spans = [(0, 3, 0, 4), (0, 5, 0, 6), *((0, c, 1, c) for c in (0, 1, 2))]
    r.table(budget_rows(), [10, 58, 23, 23, 23, 20, 20], header=2, spans=spans, points=10, bold=frozenset({2, 3, 13}))  # fmt: skip
    r.heading("IV. QUYẾT TOÁN DỰ ÁN HOÀN THÀNH")
    r.text("Trong năm 2024 phê duyệt quyết toán 96 dự án với giá trị 1.318,4 tỷ đồng, giảm trừ 11,27 tỷ đồng so với giá trị đề nghị. Các dự án chậm nộp hồ sơ quyết toán tại Bảng 6.")  # fmt: skip
    r.centred("Bảng 6. Dự án hoàn thành chậm nộp hồ sơ quyết toán")
    r.unit("dự án")
    spans = [(0, 2, 0, 4), (0, 5, 0, 7), *((0, c, 1, c) for c in (0, 1))]
    r.table(unsettled_rows(), [10, 56, 17, 17, 17, 20, 22, 20], header=2, spans=spans, points=10, bold=frozenset({10}))  # fmt: skip
    r.heading("V. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN")
    r.heading("1. Tồn tại, hạn chế")
    r.text(
        "a) Tỷ lệ giải ngân thấp hơn mức 95% Thủ tướng Chính phủ yêu cầu; vốn ODA và vốn bội chi giải ngân dưới 50%."
    )
    r.text("b) Chất lượng chuẩn bị đầu tư chưa cao: 19 dự án phải điều chỉnh chủ trương đầu tư, trong đó 07 dự án điều chỉnh từ 02 lần trở lên.")  # fmt: skip
    r.heading("2. Nguyên nhân khách quan")
    r.text("a) Thị trường bất động sản trầm lắng, tổ chức 41 phiên đấu giá nhưng 26 phiên không có người tham gia, nên thu tiền sử dụng đất chỉ đạt hơn 60% dự toán, không đủ nguồn để thanh toán cho các dự án của Thành phố Hà Lương.")  # fmt: skip
    r.text("b) Mưa lũ do cơn bão số 3 làm ngập mỏ vật liệu, giá cát xây dựng tăng từ 210.000 đồng/m³ lên 345.000 đồng/m³; 04/06 mỏ cát hết hạn giấy phép từ tháng 8/2024.")  # fmt: skip
    r.text("c) Vốn ODA của dự án Nâng cấp đô thị Phố Ràng phải chờ ý kiến không phản đối của nhà tài trợ 147 ngày đối với gói thầu CW-03.")  # fmt: skip
    r.heading("3. Nguyên nhân chủ quan")
    r.text("a) Sở Y tế lập dự toán thiết bị chưa sát nên gói thầu số 07 của Bệnh viện Sản - Nhi phải hủy thầu tháng 6/2024, đến tháng 11/2024 mới phát hành lại hồ sơ mời thầu.")  # fmt: skip
    r.text("b) Huyện Mường Then lựa chọn nhà thầu chưa đủ năng lực: 05 gói thầu phải cắt hợp đồng; Ban QLDA huyện chỉ có 07 người nhưng quản lý 33 dự án.")  # fmt: skip
    r.text("c) Huyện Cẩm Thượng xác định nguồn gốc đất chậm, phải phê duyệt lại phương án bồi thường 03 lần; khu tái định cư Đồng Mít chậm 08 tháng.")  # fmt: skip
    r.text("d) Huyện Đại Ngàn chậm thủ tục chuyển mục đích 18,6 ha rừng tự nhiên; vốn sự nghiệp và vốn đầu tư của chương trình DTTS phân bổ muộn, đến tháng 7/2024 mới xong.")  # fmt: skip
    r.text("đ) Sở Tài nguyên và Môi trường chưa trình kịp đơn giá đo đạc, lập bản đồ địa chính nên 02 gói thầu của dự án cơ sở dữ liệu đất đai không thanh toán được.")  # fmt: skip
    r.heading("PHẦN THỨ HAI")
    r.heading("NHIỆM VỤ, GIẢI PHÁP NĂM 2025")
    r.heading("I. MỤC TIÊU")
    r.text("Phấn đấu đến ngày 30/6/2025 giải ngân tối thiểu 50%, đến hết năm 2025 giải ngân trên 95% kế hoạch. Kế hoạch vốn năm 2025 là 4.126,5 tỷ đồng. Không để phát sinh nợ đọng xây dựng cơ bản.")  # fmt: skip
    r.heading("II. NHIỆM VỤ CỤ THỂ")
    r.text("1. Sở Kế hoạch và Đầu tư: trình UBND tỉnh giao chi tiết 100% kế hoạch vốn trước ngày 25/01/2025; hằng tháng công khai danh sách chủ đầu tư giải ngân dưới trung bình; tham mưu cắt, chuyển vốn của dự án giải ngân dưới 30% sau ngày 30/6/2025.")  # fmt: skip
    r.text("2. Sở Tài chính: trình phương án bù hụt thu tiền sử dụng đất 513,6 tỷ đồng trước ngày 28/02/2025; đôn đốc 79 dự án chậm nộp quyết toán, dứt điểm các dự án chậm trên 24 tháng trong quý II năm 2025.")  # fmt: skip
    r.text("3. Sở Tài nguyên và Môi trường: ban hành đơn giá đo đạc trước ngày 31/3/2025; gia hạn giấy phép cho 04 mỏ cát trước ngày 15/02/2025; hoàn tất hồ sơ chuyển mục đích rừng của huyện Đại Ngàn.")  # fmt: skip
    r.text("4. Sở Xây dựng: công bố giá vật liệu hằng tháng, chậm nhất ngày 05 của tháng sau.")
    r.text("5. Sở Y tế: lựa chọn xong nhà thầu gói thiết bị số 07 trước ngày 20/3/2025, giải ngân hết 42.154 triệu đồng vốn kéo dài của dự án Bệnh viện Sản - Nhi trong năm 2025.")  # fmt: skip
    r.text("6. UBND Huyện Cẩm Thượng: chi trả xong cho 61 hộ của dự án đường ven sông Lương trước ngày 30/4/2025; bàn giao khu tái định cư Đồng Mít với 94 lô đất trước ngày 31/5/2025.")  # fmt: skip
    r.text("7. UBND Huyện Mường Then: kiện toàn Ban QLDA huyện, bổ sung ít nhất 05 viên chức; chọn lại nhà thầu cho 05 gói thầu đã cắt hợp đồng trước ngày 15/4/2025.")  # fmt: skip
    r.text("8. Thanh tra tỉnh: thanh tra 06 dự án chậm tiến độ, báo cáo kết quả trước ngày 30/9/2025.")
    r.heading("III. KIẾN NGHỊ")
    r.text("1. Đề nghị Bộ Kế hoạch và Đầu tư trình cho phép kéo dài thời gian giải ngân 218,3 tỷ đồng vốn ngân sách trung ương sang năm 2025.")  # fmt: skip
    r.text("2. Đề nghị Bộ Tài chính rút ngắn thời gian xử lý đơn rút vốn ODA xuống còn 07 ngày làm việc; bổ sung 60 tỷ đồng khắc phục hậu quả bão số 3.")  # fmt: skip
    r.text("Trên đây là báo cáo của Ủy ban nhân dân tỉnh Hà Lương./.")
    r.sign(["- Như trên;", "- TT Tỉnh ủy, HĐND tỉnh;", "- Các sở, ban, ngành;", "- Lưu: VT, TH."],
           ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Đặng Thế Khoan")  # fmt: skip
    return r.save(path)


if __name__ == "__main__":
    print(write_report((Path(sys.argv[1]) if len(sys.argv) > 1 else HERE) / NAME))
