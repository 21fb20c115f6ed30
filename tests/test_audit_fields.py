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
