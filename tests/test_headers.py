"""Headers of one to three lines in every format: each column under all its labels, or under none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_tables import SUFFIXES, Rows, write_table

from corpus.audit import audit_report
from corpus.ragged import UNNAMED_COLUMN
from corpus.readers import read_report
from corpus.values import Quality, Table

BODY = [["Sở Nội vụ", "120", "70", "12", "99"], ["Sở Y tế", "98", "4", "31", "88"]]
LEAVES = ["Thu", "Chi", "Năm 2022", "Kế hoạch"]
GROUPED = [("Năm 2023", "Thu"), ("Năm 2023", "Chi"), ("so với (%)", "Năm 2022"), ("so với (%)", "Kế hoạch")]


def read_table(path: Path, rows: Rows, header: int = 1) -> Table:
    [table] = read_report(write_table(path, rows, header)).tables
    return table


def paths(table: Table) -> list[tuple[str, ...]]:
    return [column.path for column in table.columns]


@pytest.mark.parametrize("marked", [1, 2])
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("upper", "corner"),
    [
        (["Đơn vị", "Năm 2023", "", "so với (%)", ""], ""),
        (["Đơn vị", "Năm 2023", "", "so với (%)", ""], "Đơn vị"),
        (["Đơn vị", "Năm 2023", "Năm 2023", "so với (%)", "so với (%)"], ""),
        (["", "Năm 2023", "", "so với (%)", ""], "Đơn vị"),
    ],
)
def test_two_lines_of_header_both_name_the_columns(
    tmp_path: Path, suffix: str, upper: list[str], corner: str, marked: int
) -> None:
    table = read_table(tmp_path / f"a{suffix}", [upper, [corner, *LEAVES], *BODY], marked)
    assert paths(table) == GROUPED
    assert table.stub == ("Đơn vị",)
    assert [[cell.value for cell in row.cells] for row in table.rows] == [[120, 70, 12, 99], [98, 4, 31, 88]]


@pytest.mark.parametrize("marked", [1, 3])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_three_lines_of_header_all_name_the_columns(tmp_path: Path, suffix: str, marked: int) -> None:
    rows = [["Đơn vị", "Kết quả", "", "", ""], ["", "Năm 2023", "", "so với (%)", ""], ["", *LEAVES], *BODY]
    table = read_table(tmp_path / f"a{suffix}", rows, marked)
    assert paths(table) == [("Kết quả", *path) for path in GROUPED]


@pytest.mark.parametrize("marked", [1, 2])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_lone_label_over_some_columns_is_theirs(tmp_path: Path, suffix: str, marked: int) -> None:
    rows = [["", "", "", "so với (%)", ""], ["Đơn vị", *LEAVES], *BODY]
    table = read_table(tmp_path / f"a{suffix}", rows, marked)
    assert paths(table) == [("Thu",), ("Chi",), *GROUPED[2:]]
    assert [row.path for row in table.rows] == [("Sở Nội vụ",), ("Sở Y tế",)]


def test_a_lone_label_above_a_table_set_with_spaces_is_of_its_columns(tmp_path: Path) -> None:
    lines = ["Đơn vị      Thu     Chi     Năm 2022   Kế hoạch", "Sở A        120     70      12         99"]
    lines += [lines[1].replace("A ", "B "), lines[1].replace("A ", "C ")]
    for label, wanted in (("so với (%)", [("Thu",), ("Chi",), *GROUPED[2:]]), ("TÌNH HÌNH", [(x,) for x in LEAVES])):
        path = tmp_path / "a.txt"
        path.write_text("\n".join(["Kết quả:", "", f"{'':28}{label}", *lines, ""]), encoding="utf-8")
        [table] = read_report(path).tables
        assert paths(table) == wanted


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_second_line_of_words_without_a_group_is_of_the_header(tmp_path: Path, suffix: str) -> None:
    rows = [["Đơn vị", "Thu", "Tỷ lệ"], ["", "đồng", "so với năm 2022 (%)"], ["Sở Y tế", "5", "6"], ["Sở A", "7", "8"]]
    table = read_table(tmp_path / f"a{suffix}", rows)
    assert paths(table) == [("Thu", "đồng"), ("Tỷ lệ", "so với năm 2022 (%)")]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_words_in_the_first_row_of_a_body_are_cells(tmp_path: Path, suffix: str) -> None:
    rows = [["Đơn vị", "Thu", "Chi"], ["Sở Y tế", "chưa có", "không rõ"], ["Sở A", "7", "8"], ["Sở B", "9", "5"]]
    table = read_table(tmp_path / f"a{suffix}", rows)
    assert paths(table) == [("Thu",), ("Chi",)]
    assert [cell.printed for cell in table.rows[0].cells] == ["chưa có", "không rõ"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_title_above_a_table_is_no_label_of_its_columns(tmp_path: Path, suffix: str) -> None:
    for title in ("BẢNG TỔNG HỢP", "Bảng 1. Kết quả", "Đơn vị tính: đồng"):
        rows = [["", "", title, "", ""], ["Đơn vị", *LEAVES], *BODY]
        if suffix in {".md", ".html", ".docx"}:
            continue  # there a title stands outside the table
        assert paths(read_table(tmp_path / f"a{suffix}", rows)) == [(leaf,) for leaf in LEAVES]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_title_in_the_first_cell_is_no_label_of_columns(tmp_path: Path, suffix: str) -> None:
    rows = [["Bảng 1: Kết quả thu chi", "", ""], ["Đơn vị", "Thu", "Chi"], ["Sở A", "5", "6"], ["Sở B", "7", "8"]]
    report = read_report(write_table(tmp_path / f"a{suffix}", rows, 2))
    [table] = report.tables
    assert (paths(table), table.stub) == ([("Thu",), ("Chi",)], ("Đơn vị",))
    assert "Bảng 1: Kết quả thu chi" in table.title


# columns without a name


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (["Đơn vị", "Điểm", "Hạng", ""], ["Điểm", "Hạng", UNNAMED_COLUMN]),
        (["Đơn vị", "Điểm", "", "Hạng"], ["Điểm", UNNAMED_COLUMN, "Hạng"]),
    ],
)
def test_a_blank_header_cell_does_not_take_the_name_beside_it(
    tmp_path: Path, suffix: str, header: list[str], wanted: list[str]
) -> None:
    table = read_table(tmp_path / f"a{suffix}", [header, ["Sở A", "9", "1", "77"], ["Sở B", "8", "2", "66"]])
    assert paths(table) == [(name,) for name in wanted]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_column_that_holds_nothing_is_none(tmp_path: Path, suffix: str) -> None:
    table = read_table(tmp_path / f"a{suffix}", [["Đơn vị", "Điểm", ""], ["Sở A", "9", ""], ["Sở B", "8", ""]])
    assert paths(table) == [("Điểm",)]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_label_beside_two_lines_of_header_stays_where_it_is(tmp_path: Path, suffix: str) -> None:
    rows = [["Đơn vị", "Năm 2023", "", "Hạng", ""], ["", "Thu", "Chi", "", ""], *BODY]
    assert paths(read_table(tmp_path / f"a{suffix}", rows, 2)) == [*GROUPED[:2], ("Hạng",), (UNNAMED_COLUMN,)]


# figures that are not in their places


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_column_without_a_name_among_others_is_told_once(tmp_path: Path, suffix: str) -> None:
    rows = [["Đơn vị", "Điểm", "", "Hạng"], ["Sở A", "9", "77", "1"], ["Sở B", "8", "66", "2"]]
    report, findings = audit_report(read_report(write_table(tmp_path / f"a{suffix}", rows)))
    [finding] = findings
    assert (finding.printed, finding.status) == ("77", "unresolved")
    assert "không có tên" in finding.why
    assert all(cell.quality is Quality.PRINTED for row in report.tables[0].rows for cell in row.cells)


SHIFTED = [
    ["Đơn vị", "Thu", "Chi", "Ghi chú"], ["Sở A", "120", "70", "đủ"], ["Sở B", "98", "4", "đủ"],
    ["Sở C", "", "50", "31"], ["Sở D", "65", "2", "thiếu"],
]  # fmt: skip


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("row", [["Sở C", "", "50", "31"], ["50", "31", "", "đủ"], ["50", "31", "đủ", ""]])
def test_figures_that_stand_a_column_away_are_doubted(tmp_path: Path, suffix: str, row: list[str]) -> None:
    rows = [*SHIFTED[:3], row, *SHIFTED[4:]]
    report, findings = audit_report(read_report(write_table(tmp_path / f"a{suffix}", rows)))
    [table] = report.tables
    doubted = {r for r, each in enumerate(table.rows) for cell in each.cells if cell.quality is Quality.SUSPECT}
    assert doubted == {2}
    [finding] = findings
    assert (finding.kind, finding.status) == ("unreadable", "unresolved")
    assert "lệch cột" in finding.why


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_blank_beside_figures_is_no_shift(tmp_path: Path, suffix: str) -> None:
    rows = [*SHIFTED[:3], ["Sở C", "", "50", "31 đơn vị đạt"], ["Sở E", "", "5", ""], *SHIFTED[4:]]
    _, findings = audit_report(read_report(write_table(tmp_path / f"a{suffix}", rows)))
    assert not [finding for finding in findings if "lệch cột" in finding.why]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_two_columns_of_one_name_are_told(tmp_path: Path, suffix: str) -> None:
    rows = [["Đơn vị", "Số", "Số", "Tỷ lệ"], ["Sở A", "120", "70", "5"], ["Sở B", "98", "4", "6"]]
    _, findings = audit_report(read_report(write_table(tmp_path / f"a{suffix}", rows)))
    [finding] = findings
    assert (finding.kind, finding.status) == ("unreadable", "unresolved")
    assert "cùng tên" in finding.why


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "rows", [[["Đơn vị", "Thu", "Chi"]], [["Đơn vị", "Thu", "Chi"], ["(1)", "(2)", "(3)"]], [["120"]]]
)
def test_a_header_without_body_and_a_lone_cell_are_text(tmp_path: Path, suffix: str, rows: list[list[str]]) -> None:
    report, findings = audit_report(read_report(write_table(tmp_path / f"a{suffix}", rows)))
    assert (report.tables, findings) == ((), ())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_formula_with_a_column_that_is_not_there_is_told(tmp_path: Path, suffix: str) -> None:
    rows = [["Đơn vị", "Tổng", "Mới", "Cũ"], ["(1)", "(2)=(3)+(9)", "(3)", "(4)"]]
    rows += [["Sở A", "120", "70", "50"], ["Sở B", "98", "4", "94"]]
    _, [finding] = audit_report(read_report(write_table(tmp_path / f"a{suffix}", rows)))
    assert "nêu cột (9) mà bảng không có" in finding.why


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_header_of_other_labels_below_figures_begins_a_table(tmp_path: Path, suffix: str) -> None:
    rows = [["Đơn vị", "Thu", "Chi"], ["Sở A", "5", "6"], ["Đơn vị", "Chi", "Thu"], ["Sở B", "7", "8"]]
    tables = read_report(write_table(tmp_path / f"a{suffix}", rows)).tables
    assert [paths(table) for table in tables] == [[("Thu",), ("Chi",)], [("Chi",), ("Thu",)]]
    assert [[row.path for row in table.rows] for table in tables] == [[("Sở A",)], [("Sở B",)]]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_header_again_begins_none(tmp_path: Path, suffix: str) -> None:
    rows = [["Đơn vị", "Thu", "Chi"], ["Sở A", "5", "6"], ["Đơn vị", "Thu", "Chi"], ["Sở B", "7", "8"]]
    if suffix == ".xlsx":
        return  # in a sheet a header again is another table
    table = read_table(tmp_path / f"a{suffix}", rows)
    assert [row.path for row in table.rows] == [("Sở A",), ("Sở B",)]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "rows",
    [
        [["Sở Nội vụ", "120", "70"], ["Sở Y tế", "98", "4"], ["Sở Tư pháp", "8", "6"]],
        [["1", "Số hồ sơ", "120", "70"], ["2", "Số văn bản", "98", "4"], ["3", "Số đơn thư", "8", "6"]],
    ],
)
def test_the_first_row_of_a_table_without_header_is_one_of_its_rows(
    tmp_path: Path, suffix: str, rows: list[list[str]]
) -> None:
    marked = 0 if suffix == ".html" else 1  # Markdown cannot but mark one
    report, findings = audit_report(read_report(write_table(tmp_path / f"a{suffix}", rows, marked)))
    [table] = report.tables
    assert paths(table) == [(UNNAMED_COLUMN,), (UNNAMED_COLUMN,)]
    assert [[cell.value for cell in row.cells] for row in table.rows] == [[120, 70], [98, 4], [8, 6]]
    assert {cell.quality for row in table.rows for cell in row.cells} == {Quality.SUSPECT}
    [finding] = findings
    assert "không có dòng tiêu đề" in finding.why


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("header", [["Đơn vị", "1", "2"], ["Đơn vị", "2022", "2023"], ["Đơn vị", "15-24", "25-34"]])
def test_figures_in_a_header_are_labels(tmp_path: Path, suffix: str, header: list[str]) -> None:
    rows = [header, ["Sở Nội vụ", "120", "70"], ["Sở Y tế", "98", "4"]]
    assert paths(read_table(tmp_path / f"a{suffix}", rows)) == [(label,) for label in header[1:]]


groups = st.lists(st.integers(0, 3), min_size=1, max_size=4).filter(lambda widths: any(width > 1 for width in widths))


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(widths=groups, repeated=st.booleans(), corner=st.booleans(), marked=st.integers(1, 2))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_groups_whose_merging_was_lost_come_back(
    tmp_path: Path, suffix: str, widths: list[int], repeated: bool, corner: bool, marked: int
) -> None:
    """A width of nought is a column without a line below it; a group's label stands once or over each column."""
    upper, lower, wanted = ["Đơn vị"], ["Đơn vị" if corner else ""], []
    for g, width in enumerate(widths):
        group = f"Nhóm {chr(97 + g)}"
        upper += [group, *[group if repeated else ""] * (width - 1)]
        lower += [f"Mục {chr(97 + g)}{chr(97 + c)}" for c in range(width)] or [""]
        wanted += [(group, label) for label in lower[len(lower) - width :]] if width else [(group,)]
    body = [[f"Sở {name}", *(str(10 * r + c) for c in range(len(wanted)))] for r, name in enumerate("ABC", start=1)]
    table = read_table(tmp_path / f"a{suffix}", [upper, lower, *body], marked)
    assert paths(table) == wanted
    assert len(table.rows) == len(body)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("between", [[], [""]])
def test_two_tables_beside_each_other_are_two(tmp_path: Path, suffix: str, between: list[str]) -> None:
    pairs = [(["Đơn vị", "Số"], ["Đơn vị", "Số"]), (["Sở A", "5"], ["Xã C", "7"]), (["Sở B", "6"], ["", ""])]
    rows = [[*left, *between, *right] for left, right in pairs]
    tables = read_report(write_table(tmp_path / f"a{suffix}", rows)).tables
    assert [[(row.path, [cell.value for cell in row.cells]) for row in table.rows] for table in tables] == [
        [(("Sở A",), [5]), (("Sở B",), [6])], [(("Xã C",), [7])],
    ]  # fmt: skip
