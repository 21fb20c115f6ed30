"""Tables from grids of printed cells; a table is tested by its own totals."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.assemble import GridItem
from corpus.readers import read_report
from corpus.readers.plain import split_items
from corpus.tables import (
    Grid,
    build_table,
    count_header_rows,
    infer_style,
    is_formula_row,
    looks_like_figure,
    mend_page_breaks,
    read_cell,
    spell_header,
    unit_line,
)
from corpus.values import Footnote, Quality, Report, Table


def grid(*rows: str, breaks: frozenset[int] = frozenset()) -> Grid:
    """A grid from lines whose cells stand between bars."""
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
    return Grid(cells, tuple(range(1, len(rows) + 1)), breaks)


def table(*rows: str, breaks: frozenset[int] = frozenset()) -> Table:
    """The table that lines of cells between bars spell."""
    built = build_table(grid(*rows, breaks=breaks), title="Bảng", path=("I. KẾT QUẢ",))
    assert built is not None
    return built


def paths(of: Table) -> list[tuple[str, ...]]:
    """The row paths of a table."""
    return [row.path for row in of.rows]


def values(of: Table, column: int) -> list[object]:
    """The values of a column from top to bottom."""
    return [row.cells[column].value for row in of.rows]


@pytest.fixture(scope="module")
def report(sample_report: Path) -> Report:
    """The sample as it is read."""
    return read_report(sample_report)


def _column_sum(of: Table, column: int, depth: int, under: str) -> Decimal:
    cells = [row.cells[column].value for row in of.rows if len(row.path) == depth and row.path[0].startswith(under)]
    return sum((value for value in cells if isinstance(value, Decimal)), Decimal(0))


# the sample's tables, by their own totals


def test_overdue_cases_by_field_add_up_to_the_total_row(report: Report) -> None:
    overdue = next(t for t in report.tables if "TỔNG HỢP NGUYÊN NHÂN" in t.title)
    *parts, total = [row.cells[0].value for row in overdue.rows]
    assert overdue.rows[-1].is_total
    assert sum(value for value in parts if isinstance(value, Decimal)) == total == 634


def test_published_cases_of_the_departments_add_up_to_their_group(report: Report) -> None:
    published = next(t for t in report.tables if "CÔNG KHAI TIẾN ĐỘ" in t.title)
    group = next(row for row in published.rows if row.path == ("A Sở ngành tỉnh",))
    for column in (0, 1):
        assert group.cells[column].value == _column_sum(published, column, 2, "A")


def test_districts_add_up_from_their_two_levels(report: Report) -> None:
    published = next(t for t in report.tables if "CÔNG KHAI TIẾN ĐỘ" in t.title)
    districts = [row for row in published.rows if len(row.path) == 2 and row.path[0].startswith("B")]
    assert len(districts) == 11
    for district in districts:
        levels = [row for row in published.rows if len(row.path) == 3 and row.path[:2] == district.path]
        assert sum(row.cells[0].value for row in levels) == district.cells[0].value, district.path  # type: ignore[misc]


def test_scores_of_the_eight_fields_add_up_to_the_index(report: Report) -> None:
    fields = next(t for t in report.tables if len(t.rows) == 9 and len(t.columns) == 10)
    assert fields.columns[5].path == ("Kết quả chỉ số thành phần năm 2022", "Điểm", "Đạt được")
    most = [row.cells[4].value for row in fields.rows]
    assert sum(most[:-1]) == most[-1] == 100  # type: ignore[arg-type]
    *parts, index = [row.cells[5].value for row in fields.rows]
    assert index == Decimal("83.14")
    assert abs(sum(parts) - index) <= Decimal("0.01")  # type: ignore[arg-type, operator]


def test_all_tables_of_the_sample_are_found_under_their_headings(report: Report) -> None:
    assert len(report.tables) == 11
    assert report.tables[0].where == "I. KẾT QUẢ PAR INDEX NĂM 2022 › 1. Chỉ số tổng hợp"
    assert all(len(row.cells) == len(t.columns) for t in report.tables for row in t.rows)


# headers


def test_a_header_of_three_rows_is_spelled_out_per_column() -> None:
    spelled = spell_header(
        [
            ("TT", "Đơn vị", "Năm 2021", "", "", "Năm 2022", ""),
            ("", "", "Điểm", "", "Hạng", "Điểm", "Hạng"),
            ("", "", "Tối đa", "Đạt được", "", "Đạt được", ""),
        ]
    )
    assert spelled == [
        ("TT",),
        ("Đơn vị",),
        ("Năm 2021", "Điểm", "Tối đa"),
        ("Năm 2021", "Điểm", "Đạt được"),
        ("Năm 2021", "Hạng"),
        ("Năm 2022", "Điểm", "Đạt được"),
        ("Năm 2022", "Hạng"),
    ]


def test_a_row_of_column_numbers_is_header_and_names_the_formulas() -> None:
    built = table("STT|Đơn vị|Tổng|Mới|Cũ", "(1)|(2)|(3)=(4)+(5)|(4)|(5)", "1|Sở Y tế|5|3|2", "2|Sở Nội vụ|7|4|3")
    assert [column.formula for column in built.columns] == ["(3)=(4)+(5)", "(4)", "(5)"]
    assert values(built, 0) == [5, 7]


def test_formula_rows_hold_nothing_but_column_numbers() -> None:
    assert is_formula_row(("(1)", "(2)", "(3)=(4)+(5)", ""))
    assert not is_formula_row(("(1)", "Sở Y tế"))
    assert not is_formula_row(("", ""))


def test_the_first_row_of_figures_ends_the_header() -> None:
    assert count_header_rows(grid("STT|Tên|Hồ sơ|", "||Mới|Cũ", "1|Sở Y tế|5|3")) == 2
    assert count_header_rows(grid("Đơn vị|Hồ sơ", "Sở Y tế|5")) == 1


def test_a_group_of_one_column_may_have_a_label_below_it() -> None:
    built = table("STT|Tên|Năm 2022||Tăng/giảm", "||Điểm|Hạng|Hạng", "1|Thể chế|9,40|7|2", "2|Bộ máy|9,86|5|- 4")
    assert built.columns[-1].path == ("Tăng/giảm", "Hạng")
    assert paths(built) == [("1 Thể chế",), ("2 Bộ máy",)]


def test_footnote_marks_are_no_part_of_a_header() -> None:
    assert spell_header([("Đơn vị", "Hồ sơ¹²")])[1] == ("Hồ sơ",)


# rows


def test_ordinals_of_several_kinds_nest_into_paths() -> None:
    built = table(
        "STT|Tên|Hồ sơ",
        "A|Cấp tỉnh|30",
        "I|Sở Y tế|10",
        "1.|Lĩnh vực Dược|6",
        "2.|Lĩnh vực Khám bệnh|4",
        "II|Sở Nội vụ|20",
        "1.|Lĩnh vực Tôn giáo|20",
        "B|Cấp huyện|5",
        "|Tổng số|35",
    )
    assert paths(built) == [
        ("A Cấp tỉnh",),
        ("A Cấp tỉnh", "I Sở Y tế"),
        ("A Cấp tỉnh", "I Sở Y tế", "1. Lĩnh vực Dược"),
        ("A Cấp tỉnh", "I Sở Y tế", "2. Lĩnh vực Khám bệnh"),
        ("A Cấp tỉnh", "II Sở Nội vụ"),
        ("A Cấp tỉnh", "II Sở Nội vụ", "1. Lĩnh vực Tôn giáo"),
        ("B Cấp huyện",),
        ("Tổng số",),
    ]
    assert [row.is_total for row in built.rows] == [False] * 7 + [True]


def test_the_letter_after_b_is_c_not_a_roman_hundred() -> None:
    built = table("STT|Tên|Hồ sơ", "A|Cấp tỉnh|3", "I|Sở Y tế|3", "B|Cấp huyện|2", "C|Cấp xã|1")
    assert paths(built)[-1] == ("C Cấp xã",)


def test_decimal_ordinals_nest_by_depth() -> None:
    criteria = ("3.2.1|Thể chế|5", "3.2.1.1|Chất lượng|3", "3.2.1.2|Kịp thời|2", "3.2.2|Bộ máy|4")
    built = table("STT|Nội dung|Điểm", *criteria)
    assert paths(built)[2] == ("3.2.1 Thể chế", "3.2.1.2 Kịp thời")
    assert paths(built)[3] == ("3.2.2 Bộ máy",)


def test_a_row_without_label_stands_under_the_row_before() -> None:
    built = table("Năm|Điểm|Hạng chung", "Năm 2021|87,54|1", "|89,50%|2", "Năm 2022|83,14|3")
    assert paths(built) == [("Năm 2021",), ("Năm 2021",), ("Năm 2022",)]


def test_only_what_adds_up_is_named_a_total() -> None:
    """ "Công" is no "cộng", and "Tổng cục" a body of its own."""
    rows = grid("Nội dung|Điểm|Hạng", "Công tác chỉ đạo|5|1", "Tổng cục Thuế|4|2", "Cộng|9|")
    table = build_table(rows, title="", path=())
    assert table is not None
    assert [row.is_total for row in table.rows] == [False, False, True]


def test_a_total_over_an_empty_first_column_leaves_the_labels_beside_it() -> None:
    rows = Grid(
        (("", "Tên", "Điểm"), ("Tổng cộng", "", "9"), ("", "Sở Y tế", "5"), ("", "Sở Nội vụ", "4")),
        (1, 2, 3, 4),
        spans={(1, 0): (1, 2)},
    )
    table = build_table(rows, title="", path=())
    assert table is not None
    assert [row.path for row in table.rows] == [("Tổng cộng",), ("Sở Y tế",), ("Sở Nội vụ",)]


def test_group_labels_reach_down_to_the_rows_beside_them() -> None:
    built = table("Nhóm|Tiêu chí|Tỷ lệ", "Tiếp cận|1. Dễ hiểu|80%", "|2. Đầy đủ|82%", "Công chức|1. Lịch sự|85%")
    assert paths(built) == [
        ("Tiếp cận", "1. Dễ hiểu"),
        ("Tiếp cận", "2. Đầy đủ"),
        ("Công chức", "1. Lịch sự"),
    ]


# page breaks


def test_a_header_printed_again_after_a_page_break_is_dropped() -> None:
    built = table(
        *("STT|Tên|Hồ sơ|", "||Mới|Cũ", "1|Sở Y tế|5|3"),
        *("STT|Tên|Hồ sơ|", "||Mới|Cũ", "2|Sở Nội vụ|7|4"),
        breaks=frozenset({3}),
    )
    assert paths(built) == [("1 Sở Y tế",), ("2 Sở Nội vụ",)]
    assert built.rows[1].line == 6


def test_a_row_cut_by_a_page_break_is_joined() -> None:
    mended = mend_page_breaks(
        grid("STT|Tên|Lý do", "1|Sở Y tế|Chậm vì", "|(tuyến tỉnh)|mất mạng", "2|Sở Nội vụ|Khác", breaks=frozenset({2}))
    )
    assert mended.rows[1] == ("1", "Sở Y tế (tuyến tỉnh)", "Chậm vì mất mạng")
    assert len(mended.rows) == 3


# cells


def test_figures_take_the_convention_of_their_column() -> None:
    points = table("STT|Tên|Điểm", "1|Thể chế|8.50", "2|Bộ máy|9.105", "3|Công vụ|9.10")
    dots = table("STT|Tên|Hồ sơ", "1|Sở Y tế|28.072", "2|Sở Nội vụ|1.234.567", "3|Sở Tư pháp|9.105")
    assert values(points, 0) == [Decimal("8.5"), Decimal("9.105"), Decimal("9.1")]
    assert values(dots, 0) == [28072, 1234567, 9105]


def test_a_cell_that_lost_digits_is_suspect_and_unread() -> None:
    cells = ("28.072", "4.349", "1.0 1", "4.34", "1.612")
    built = table("STT|Tên|Hồ sơ", *(f"{i}|Sở số {i}|{cell}" for i, cell in enumerate(cells, start=1)))
    assert values(built, 0) == [28072, 4349, None, None, 1612]
    assert [row.cells[0].quality for row in built.rows] == ["printed", "printed", "suspect", "suspect", "printed"]


@pytest.mark.parametrize("printed", ["", "-", "–", "…", "x"])
def test_signs_for_nothing_are_blank_cells(printed: str) -> None:
    cell = read_cell(printed, infer_style([]), {})
    assert cell.value is None
    assert cell.quality is Quality.PRINTED


def test_a_cell_keeps_its_print_unit_whole_and_footnote() -> None:
    note = Footnote("2", "Nhiều tỉnh cùng hạng")
    cell = read_cell("21/28² trong 63 tỉnh", infer_style(["21/28"]), {"2": note})
    assert (cell.value, cell.of, cell.footnote) == (21, 28, note)
    assert cell.printed == "21/28² trong 63 tỉnh"
    assert read_cell("4,40 %", infer_style(["4,40 %"]), {}).unit == "%"


def test_figures_are_told_from_words() -> None:
    assert all(map(looks_like_figure, ["12", "1.0 1", "49/63", "- 6,00%", "02⁴/08", "415 hồ sơ"]))
    assert not any(map(looks_like_figure, ["", "Sở Y tế", "-", "Đã giải quyết 12 hồ sơ"]))


def test_the_unit_above_a_table_is_read() -> None:
    assert unit_line(["Phụ lục 2", "Đơn vị tính: Số hồ sơ TTHC"]) == "Số hồ sơ TTHC"
    assert unit_line(["(ĐVT: triệu đồng)"]) == "triệu đồng"
    assert unit_line(["Các đơn vị đã báo cáo"]) is None


# what is no table


def test_a_header_without_body_is_no_table() -> None:
    assert build_table(grid("STT|Tên|Hồ sơ"), title="", path=()) is None
    assert build_table(grid("STT|Tên|Hồ sơ", "(1)|(2)|(3)"), title="", path=()) is None


def test_column_numbers_without_labels_above_are_no_fault() -> None:
    build_table(grid("(1)|(2)", "STT|Hồ sơ"), title="", path=())
    build_table(grid("(1)|(2)", "Sở Y tế|5", "Sở Nội vụ|7"), title="", path=())


def test_one_cell_is_no_table() -> None:
    assert build_table(grid("Hồ sơ"), title="", path=()) is None


def test_ragged_rows_are_filled_up() -> None:
    (item,) = split_items(["Đơn vị\tMới\tCũ", "Sở Y tế\t5", "Sở Nội vụ\t7\t4\t9"])
    assert isinstance(item, GridItem)
    built = build_table(item.grid, title="", path=())
    assert built is not None
    assert all(len(row.cells) == len(built.columns) for row in built.rows)
    assert [cell.printed for cell in built.rows[1].cells][:2] == ["7", "4"]


CELLS = ("", "STT", "A", "I", "1", "1.", "(1)", "Tổng số", "Sở Y tế", "28.072", "83,14", "1.0 1", "4,5%", "x")
cells = st.sampled_from(CELLS)


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1)))
def test_any_grid_gives_a_whole_table_or_none(rows: list[list[str]]) -> None:
    made = Grid(tuple(map(tuple, rows)), tuple(range(1, len(rows) + 1)), frozenset({len(rows) // 2}))
    built = build_table(made, title="", path=())
    assert built is None or all(len(row.cells) == len(built.columns) for row in built.rows)


@given(st.lists(st.text(alphabet="a1\t .,AIĐ-", max_size=12), max_size=12))
def test_any_lines_can_be_split(lines: list[str]) -> None:
    split_items(lines)
