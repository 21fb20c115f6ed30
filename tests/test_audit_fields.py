"""The audit over tables of other fields: what is no sum is not taken for one, what is derived is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from corpus.audit import Finding, audit_report
from corpus.tables import Grid, build_table
from corpus.values import Paragraph, Report, Table

EMPTY = Report("1/BC-X", "", "", "2024-01-01", "", "", "2023", "", "", "x.txt", "0", ())

DENSITY = [
    ["STT", "Địa bàn", "Diện tích (km²)", "Dân số (người)", "Nam", "Nữ", "Mật độ (người/km²)"],
    ["1", "Thành phố Sông Trà", "222,1", "362.921", "178.015", "184.906", "1.634"],
    ["2", "Thành phố Phổ An", "97,3", "70.512", "34.890", "35.622", "725"],
    ["3", "Huyện Định Sơn", "258,4", "206.480", "102.100", "104.380", "799"],
    ["4", "Huyện Võ Lương", "513,5", "91.105", "45.600", "45.505", "177"],
    ["5", "Huyện Phú Xuân", "839,4", "69.304", "34.910", "34.394", "83"],
    ["", "Tổng cộng", "1.930,7", "800.322", "395.515", "404.807", "415"],
]
YIELD = [
    ["STT", "Địa phương", "Diện tích (ha)", "Năng suất (tạ/ha)", "Sản lượng (tấn)"],
    ["1", "Huyện Phú Tân", "10.520", "64,2", "67.538"],
    ["2", "Huyện Châu Phú", "14.310", "63,8", "91.298"],
    ["3", "Huyện An Phú", "30.400", "65,1", "197.904"],
    ["4", "Thị xã Tân Châu", "22.150", "66,0", "146.190"],
    ["", "Toàn tỉnh", "77.380", "65,0", "502.930"],
]
CLASSES = [
    ["TT", "Trường", "Số lớp", "Số học sinh", "Trong đó: nữ", "Học sinh/lớp"],
    ["1", "THPT Hoa Lư", "30", "1.260", "655", "42,0"],
    ["2", "THPT Gia Viễn", "27", "1.107", "548", "41,0"],
    ["3", "THPT Nho Quan", "33", "1.353", "702", "41,0"],
    ["4", "THPT Kim Sơn", "36", "1.548", "801", "43,0"],
    ["", "Cộng 4 trường", "126", "5.268", "2.706", "41,8"],
]
UNNAMED = [
    ["TT", "Bệnh viện", "Số giường", "Lượt điều trị", "Công suất giường"],
    ["1", "Bệnh viện Đa khoa", "500", "18.300", "105,2"],
    ["2", "Bệnh viện Mắt", "120", "4.410", "88,4"],
    ["3", "Bệnh viện Sản Nhi", "260", "9.020", "97,1"],
    ["", "Tổng số", "880", "31.730", "100,6"],
]


def table_of(rows: Sequence[Sequence[str]], title: str = "Bảng 1", unit: str | None = None) -> Table:
    grid = Grid(tuple(tuple(row) for row in rows), tuple(range(1, len(rows) + 1)))
    table = build_table(grid, title=title, path=("I. Kết quả",), unit=unit)
    assert table is not None
    return table


def find(*blocks: Table | Paragraph) -> tuple[Finding, ...]:
    return audit_report(replace(EMPTY, blocks=blocks))[1]


def changed(rows: Sequence[Sequence[str]], r: int, c: int, printed: str) -> list[list[str]]:
    """The rows with one cell printed otherwise."""
    copy = [list(row) for row in rows]
    copy[r][c] = printed
    return copy


@pytest.mark.parametrize("rows", [DENSITY, YIELD, CLASSES, UNNAMED])
def test_the_total_row_of_a_density_or_a_mean_is_no_sum(rows: list[list[str]]) -> None:
    assert find(table_of(rows)) == ()


@pytest.mark.parametrize(
    ("rows", "r", "c", "printed", "expected"),
    [
        (DENSITY, 2, 6, "752", "725"),
        (DENSITY, 6, 6, "451", "415"),
        (YIELD, 3, 3, "61,5", "65.1"),
        (CLASSES, 4, 5, "34,0", "43"),
    ],
)
def test_a_figure_per_unit_is_checked_against_its_parts(
    rows: list[list[str]], r: int, c: int, printed: str, expected: str
) -> None:
    [finding] = find(table_of(changed(rows, r, c, printed)))
    assert (finding.printed, finding.expected, finding.status) == (printed, Decimal(expected), "suspect")


@pytest.mark.parametrize("printed", ["395.115", "359.515", "39.515", "95.515"])
def test_a_misprinted_total_within_the_range_of_its_rows_is_still_a_sum(printed: str) -> None:
    [finding] = find(table_of(changed(DENSITY, 6, 4, printed)))
    assert (finding.printed, finding.expected) == (printed, Decimal(395515))


def test_a_class_called_average_is_counted_and_summed() -> None:
    rows = [
        ["TT", "Trường", "Giỏi", "Khá", "Trung bình", "Yếu"],
        ["1", "THCS Hoa Lư", "125", "240", "98", "7"],
        ["2", "THCS Gia Viễn", "88", "215", "120", "11"],
        ["3", "THCS Nho Quan", "143", "260", "85", "4"],
        ["", "Cộng", "356", "715", "330", "22"],  # the third is 303
    ]
    [finding] = find(table_of(rows))
    assert (finding.printed, finding.expected) == ("330", Decimal(303))


def test_a_misprinted_total_of_counts_alone_is_told() -> None:
    rows = [["TT", "Huyện", "Lượt tiếp", "Số đơn"]]
    rows += [[str(i), f"Huyện Số {i}", str(90 + 7 * i), str(200 + 31 * i)] for i in range(1, 7)]
    rows += [["", "Tổng cộng", "687", "1.581"]]  # the sums are 687 and 1.851
    [finding] = find(table_of(rows))
    assert (finding.printed, finding.expected) == ("1.581", Decimal(1851))


RANKED = [
    ["STT", "Đơn vị", "Điểm", "Chỉ số (%)", "Xếp hạng", "Xếp hạng 2022"],
    ["1", "Sở Tài chính", "89,65", "89,65", "2", "3"],
    ["2", "Sở Tư pháp", "91,00", "91,00", "1", "1"],
    ["3", "Sở Y tế", "84,75", "84,75", "6", "5"],
    ["4", "Sở Xây dựng", "84,75", "84,75", "6", "7"],
    ["5", "Sở Công Thương", "87,40", "87,40", "4", "2"],
    ["6", "Sở Giao thông vận tải", "86,75", "86,75", "5", "4"],
    ["7", "Sở Khoa học và Công nghệ", "88,25", "88,25", "3", "6"],
    ["8", "Sở Văn hóa, Thể thao và Du lịch", "81,00", "81,00", "8", "8"],
    ["9", "Sở Lao động - Thương binh và Xã hội", "80,53", "80,53", "9", "9"],
]


def ranked_as(ranks: dict[int, str]) -> dict[str, Decimal | None]:
    """What is found, by printed rank, when some rows are given other ranks."""
    rows = [list(row) for row in RANKED]
    for r, printed in ranks.items():
        rows[r][4] = printed
    return {f.printed: f.expected for f in find(table_of(rows))}


def test_ranks_of_another_period_are_not_measured_by_these_scores() -> None:
    assert ranked_as({}) == {}
    for label in ("Xếp hạng năm trước", "Thứ hạng kỳ trước", "Xếp hạng năm 2022"):
        rows = [[label if cell == "Xếp hạng 2022" else cell for cell in row] for row in RANKED]
        assert find(table_of(rows)) == ()
        alone = [row[:4] + row[5:] for row in rows]
        assert find(table_of(alone, title="Bảng 1. Chỉ số năm 2023")) == ()


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        ({6: "3", 7: "5"}, {"3": 5, "5": 3}),  # two rows apart
        ({8: "9", 9: "8"}, {"9": 8, "8": 9}),  # two rows one after the other
        ({5: "7"}, {"7": 4}),
        ({3: "5"}, {"5": 6}),
    ],
)
def test_a_rank_is_told_with_the_one_that_its_score_has(ranks: dict[int, str], expected: dict[str, int]) -> None:
    assert ranked_as(ranks) == expected


CHANGES = [
    ["STT", "Chỉ số thành phần", "Điểm 2022", "Điểm 2023", "Tăng/giảm"],
    ["1", "Gia nhập thị trường", "7,12", "7,35", "0,23"],
    ["2", "Tiếp cận đất đai", "6,90", "7,05", "0,15"],
    ["3", "Tính minh bạch", "6,15", "6,41", "0,26"],
    ["4", "Chi phí thời gian", "7,80", "7,62", "-0,18"],
    ["5", "Cạnh tranh bình đẳng", "5,95", "6,20", "0,25"],
    ["6", "Tính năng động", "7,22", "7,40", "0,18"],
]


def test_a_wrong_difference_is_told_of_the_difference() -> None:
    [finding] = find(table_of(changed(CHANGES, 5, 4, "0,52")))
    assert (finding.kind, finding.printed, finding.expected) == ("difference", "0,52", Decimal("0.25"))


GRADES = [
    ["TT", "Khối", "Tốt", "Khá", "Đạt", "Chưa đạt"],
    ["1", "Khối 6", "25,3", "41,2", "30,1", "3,4"],
    ["2", "Khối 7", "24,1", "40,0", "32,6", "3,3"],
    ["3", "Khối 8", "22,7", "42,5", "31,7", "3,2"],
    ["4", "Khối 9", "26,4", "43,1", "28,4", "2,1"],
    ["5", "Khối 10", "21,5", "44,8", "31,0", "2,7"],
]


@pytest.mark.parametrize("title", ["Bảng 2. Xếp loại học lực theo khối (đơn vị: %)", "Xếp loại học lực (%)"])
def test_shares_under_a_caption_that_says_per_cent_make_a_hundred(title: str) -> None:
    assert find(table_of(GRADES, title=title)) == ()
    [finding] = find(table_of(changed(GRADES, 4, 4, "38,4"), title=title))
    assert finding.expected == 100
    assert "38,4" in finding.printed


def prose(text: str) -> list[tuple[str, Decimal | None]]:
    return [(f.printed, f.expected) for f in find(Paragraph(text, ("I. Kết quả",), 1))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Có 9.120/12.000 phụ nữ mang thai được sàng lọc trước sinh tại cơ sở y tế, đạt tỷ lệ 67,0%.",
            [("67,0%", Decimal(76))],
        ),
        (
            "Đã hỗ trợ 45/60 hộ nghèo ở các xã đặc biệt khó khăn vùng biên giới xây nhà mới, chiếm 57%.",
            [("57%", Decimal(75))],
        ),
        (
            "Xử lý kỷ luật 25 người: Khiển trách 13 người; Cảnh cáo 09 người; Cách chức 02 người.",
            [("25", Decimal(24))],
        ),
        (
            "Toàn ngành có 1.120 cán bộ quản lý, giáo viên, nhân viên, gồm: 64 cán bộ quản lý, 921 giáo viên và "
            "125 nhân viên.",
            [("1.120", Decimal(1110))],
        ),
        (
            "Trong 36 người có 30 đảng viên, chiếm 88,3%; 15 nữ, chiếm 41,7%.",
            [("88,3%", Decimal("83.33"))],
        ),
        (
            "Kim ngạch xuất khẩu đạt 812 triệu đồng, bằng 105,1% kế hoạch (800 triệu đồng), tăng 2,3% so với năm 2022 "
            "(787 triệu đồng).",
            [("105,1%", Decimal("101.5")), ("2,3%", Decimal("3.2"))],
        ),
        (
            "Toàn tỉnh ghi nhận 152 ca mắc, giảm 84 ca so với cùng kỳ năm 2023 (200 ca).",
            [("84", Decimal(48))],
        ),
        ("Toàn tỉnh ghi nhận 152 ca mắc, giảm 48 ca so với cùng kỳ năm 2023 (200 ca).", []),
        ("Thu ngân sách đạt 812 tỷ đồng, bằng 101,5% kế hoạch (800 tỷ đồng), tăng 3,2% so với năm 2022.", []),
        ("Thu ngân sách đạt 1,2 tỷ đồng, tăng 10% so với năm 2022 (1,1 tỷ đồng).", []),
        ("Doanh thu đạt 812 tỷ đồng, tăng 9,9% so với mức bình quân cả nước (tăng 7,1%).", []),
        ("Xử lý kỷ luật 24 người: Khiển trách 13 người; Cảnh cáo 09 người; Cách chức 02 người.", []),
        # a rate of another thing than the quotient before it
        ("Có 45/60 xã hoàn thành tiêu chí giao thông, trong đó các xã vùng cao có tỷ lệ bê tông hóa đạt 57%.", []),
        ("Có 5/7 đơn vị đạt tỷ lệ giải ngân trên 50%, chiếm 71,4%.", []),
        ("Đã tổ chức 25 cuộc kiểm tra: riêng huyện An Phú 12 cuộc; huyện Phú Tân 6 cuộc; còn lại ở cấp tỉnh.", []),
        ("Có 1.120 học sinh giỏi, gồm: 3 giải nhất, 21 giải nhì và 25 giải ba cấp quốc gia.", []),
    ],
)
def test_the_arithmetic_of_a_sentence(text: str, found: list[tuple[str, Decimal]]) -> None:
    assert prose(text) == found


FUND = [
    ["TT", "Nội dung", "ĐVT", "Năm 2022", "Năm 2023"],
    ["I", "Tổng thu", "triệu đồng", "45.200", "52.310"],
    ["1", "Thu từ đấu giá", "triệu đồng", "30.100", "35.260"],
    ["", "Trong đó:", "", "", ""],
    ["", "- Đất ở đô thị", "triệu đồng", "18.300", "20.150"],
    ["", "- Đất ở nông thôn", "triệu đồng", "9.200", "11.420"],
    ["2", "Thu cho thuê đất", "triệu đồng", "15.100", "17.050"],
    ["II", "Tổng chi", "triệu đồng", "40.000", "47.000"],
    ["1", "Chi bồi thường", "triệu đồng", "28.500", "33.600"],
    ["2", "Chi đo đạc", "triệu đồng", "11.500", "13.400"],
]


def test_what_is_among_a_figure_need_not_make_it_up() -> None:
    assert find(table_of(FUND)) == ()
    [finding] = find(table_of(changed(FUND, 2, 4, "32.560")))
    assert (finding.printed, finding.expected) == ("52.310", Decimal(49610))  # which of the three is wrong is open
    single = [row for row in FUND if row[1] not in ("Trong đó:", "- Đất ở nông thôn")]
    single[3][1] = "Trong đó: đất ở đô thị"
    assert find(table_of(single)) == ()


WHOLE = [
    ["TT", "Trình độ", "Số người", "Tỷ trọng (%)"],
    ["1", "Chưa qua đào tạo", "6.328", "40,0"],
    ["2", "Sơ cấp", "4.746", "30,0"],
    ["3", "Trung cấp", "2.373", "15,0"],
    ["4", "Cao đẳng", "1.424", "9,0"],
    ["5", "Đại học trở lên", "949", "6,0"],
    ["", "Cộng", "15.820", "100,0"],
]


def test_a_share_of_the_total_row_is_checked() -> None:
    assert find(table_of(WHOLE)) == ()
    [finding] = find(table_of(changed(WHOLE, 5, 3, "7,0")))
    assert (finding.printed, finding.expected) == ("7,0", Decimal(6))
    first = [WHOLE[0], WHOLE[-1], *WHOLE[1:-1]]
    assert find(table_of(first)) == ()
    [finding] = find(table_of(changed(first, 4, 3, "51,0")))
    assert (finding.printed, finding.expected) == ("51,0", Decimal(15))


def test_shares_alone_are_summed_to_the_hundred_of_their_total_row() -> None:
    ages = [
        ["Nhóm tuổi", "Năm 2022", "Năm 2023"],
        ["0 - 14 tuổi", "23,8", "23,6"],
        ["15 - 64 tuổi", "66,8", "66,5"],
        ["Từ 65 tuổi trở lên", "9,4", "9,8"],
        ["Tổng số", "100,0", "100,0"],
    ]
    title = "Cơ cấu dân số theo nhóm tuổi (%)"
    assert find(table_of(ages, title=title)) == ()
    [finding] = find(table_of(changed(ages, 3, 2, "8,9"), title=title))
    assert finding.kind == "sum"
    rates = [
        ["Huyện", "Kế hoạch", "Đạt (%)"],
        ["Huyện An Phú", "30", "98,0"],
        ["Huyện Tân Châu", "20", "100,0"],
        ["Huyện Phú Tân", "50", "101,2"],
        ["Toàn tỉnh", "100", "100,0"],
    ]
    assert find(table_of(rates)) == ()


MEANS = [
    ["TT", "Đơn vị", "Tiếp cận", "Thủ tục", "Công chức", "Thời gian"],
    ["1", "Chi nhánh Diễn Châu", "91,20", "88,40", "90,10", "87,15"],
    ["2", "Chi nhánh Đô Lương", "87,50", "85,60", "88,90", "86,05"],
    ["3", "Chi nhánh Quỳnh Lưu", "90,30", "86,20", "89,70", "88,25"],
    ["4", "Chi nhánh Yên Thành", "85,40", "84,90", "86,70", "84,35"],
    ["", "Bình quân chung", "88,60", "86,28", "88,85", "86,45"],
]


@pytest.mark.parametrize("label", ["Bình quân chung", "Trung bình", "Điểm trung bình toàn ngành"])
@pytest.mark.parametrize("title", ["Mức độ hài lòng (%)", "Điểm đánh giá"])
def test_a_row_of_means_is_checked_as_means(label: str, title: str) -> None:
    rows = changed(MEANS, 5, 1, label)
    assert find(table_of(rows, title=title)) == ()
    [finding] = find(table_of(changed(rows, 5, 4, "85,88"), title=title))
    assert (finding.printed, finding.expected) == ("85,88", Decimal("88.85"))


def test_a_mean_that_is_weighted_is_no_finding() -> None:
    rows = changed(MEANS, 5, 2, "88,21")
    rows = changed(rows, 5, 3, "86,02")
    rows = changed(rows, 5, 4, "89,13")
    assert find(table_of(rows)) == ()


def test_a_score_in_prose_is_held_against_the_row_of_its_name() -> None:
    def found(text: str) -> list[tuple[str, Decimal | None]]:
        told = Paragraph(text, ("I. Kết quả",), 20)
        return [(f.printed, f.expected) for f in find(table_of(CHANGES), told)]

    assert found("Điểm chỉ số Tính minh bạch đạt 6,14 điểm, tăng 0,26 điểm so với năm 2022.") == [
        ("6,14 điểm", Decimal("6.41"))
    ]
    assert found("Điểm chỉ số Tính minh bạch đạt 6,41 điểm.") == []
    assert found("Điểm chỉ số Tính minh bạch năm 2022 đạt 6,15 điểm.") == []
    assert found("Điểm chỉ số Tính minh bạch của cả nước đạt 6,80 điểm.") == []


def test_sums_that_all_hold_to_the_last_digit_leave_one_value_in_a_rounded_unit() -> None:
    rows = [
        ["STT", "Nguồn vốn", "Kế hoạch vốn", "Lũy kế giải ngân", "Còn lại"],
        ["(1)", "(2)", "(3)", "(4)", "(5)=(3)-(4)"],
        ["A", "Vốn trung ương", "2.100.000", "1.155.000", "945.000"],
        ["1", "Vốn trong nước", "1.800.000", "1.008.000", "792.000"],
        ["2", "Vốn nước ngoài", "300.000", "147.000", "153.000"],
        ["B", "Vốn địa phương", "3.067.600", "1.862.900", "1.204.700"],
        ["1", "Vốn cân đối", "1.267.600", "782.900", "484.700"],
        ["2", "Thu tiền sử dụng đất", "1.500.000", "900.000", "600.000"],
        ["3", "Xổ số kiến thiết", "300.000", "180.000", "120.000"],
        ["", "TỔNG CỘNG", "5.167.600", "3.017.900", "2.149.700"],
    ]
    assert find(table_of(rows, unit="triệu đồng")) == ()
    [finding] = find(table_of(changed(rows, 5, 4, "1.240.700"), unit="triệu đồng"))
    assert (finding.expected, finding.status) == (Decimal(1204700), "repaired")
    rounded = changed(changed(rows, 9, 4, "2.149.701"), 7, 4, "599.999")
    [finding] = find(table_of(changed(rounded, 5, 4, "1.240.700"), unit="triệu đồng"))
    assert finding.status == "suspect"
