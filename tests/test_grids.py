"""Grids: spans, boxes and confidence kept through page breaks, joining and taking apart."""

from __future__ import annotations

from corpus.continuing import Next, tell_next
from corpus.grids import Grid, append_grid, find_owners, is_band, take_rows
from corpus.headers import count_header_rows
from corpus.tables import build_table, mend_page_breaks, split_banner
from corpus.values import Box, Table


def grid(*rows: str, breaks: frozenset[int] = frozenset(), **known: object) -> Grid:
    """A grid from lines whose cells stand between bars."""
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
    return Grid(cells, tuple(range(1, len(rows) + 1)), breaks, **known)  # type: ignore[arg-type]


def built(made: Grid) -> Table:
    table = build_table(made, title="", path=())
    assert table is not None
    return table


def columns(made: Grid) -> list[tuple[str, ...]]:
    return [column.path for column in built(made).columns]


def paths(made: Grid) -> list[tuple[str, ...]]:
    return [row.path for row in built(made).rows]


def box(row: int, column: int) -> Box:
    return Box(1, column * 10.0, row * 10.0, column * 10.0 + 9, row * 10.0 + 9)


def test_boxes_and_confidence_reach_the_cells_over_a_page_break() -> None:
    made = grid(
        *("STT|Đơn vị|Số|Lý do", "1|Sở Y tế|5|Chậm vì", "|||mất mạng", "STT|Đơn vị|Số|Lý do", "2|Sở Nội vụ|6|"),
        breaks=frozenset({2, 3}),
        boxes={(r, c): box(r, c) for r in range(5) for c in range(4)},
        confidence={(1, 2): 0.5, (4, 2): 0.9},
    )
    first, second = built(made).rows
    assert (first.cells[0].box, first.cells[0].confidence) == (box(1, 2), 0.5)
    assert (second.cells[0].box, second.cells[0].confidence) == (box(4, 2), 0.9)
    assert first.cells[1].printed == "Chậm vì mất mạng"
    assert first.cells[1].box == box(1, 3)


def test_known_spans_leave_nothing_to_guess() -> None:
    rows = ("STT|Đơn vị|Năm 2022||Ghi chú|", "||Mới|Cũ||Khác", "1|Sở Y tế|5|6|x|x", "2|Sở Nội vụ|5|6|x|x")
    known = grid(*rows, spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)})
    assert columns(known) == [("Năm 2022", "Mới"), ("Năm 2022", "Cũ"), ("Ghi chú",), ("Khác",)]
    assert columns(grid(*rows))[-1] == ("Ghi chú", "Khác")


def test_merging_that_was_lost_is_guessed_where_columns_would_be_alike() -> None:
    made = grid("Đơn vị|2021||2022|", "|Điểm|Hạng|Điểm|Hạng", "A|1|2|3|4", "B|1|2|3|4", spans={})
    assert columns(made) == [("2021", "Điểm"), ("2021", "Hạng"), ("2022", "Điểm"), ("2022", "Hạng")]


def test_a_header_reaches_as_far_as_its_cells_do() -> None:
    made = grid("STT|Tên|Số", "||", "||", "1|A|5", "2|B|6", spans={(0, 0): (3, 1), (0, 1): (3, 1), (0, 2): (3, 1)})
    assert count_header_rows(made) == 3


def test_a_mark_over_rows_of_figures_is_no_header() -> None:
    made = grid("STT|Tên|Số", "1|A|5", "2|B|6", "3|C|7", spans={}, header=3)
    assert count_header_rows(made) == 1


def test_column_numbers_without_brackets_end_the_header() -> None:
    made = grid("Chỉ tiêu|Mã|Tổng|Nam|Nữ", "A|B|1=2+3|2|3", "Dân số|01|9|4|5", "Lao động|02|6|3|3", spans={})
    assert [column.formula for column in built(made).columns] == ["B", "1=2+3", "2", "3"]
    assert count_header_rows(grid("STT|Số|Cũ|Mới", "1|2|3|4", "2|3|4|6")) == 2


def test_units_below_the_labels_are_of_the_header() -> None:
    made = grid("STT|Đơn vị|Thu|Chi", "||(triệu đồng)|%", "1|A|5|6", "2|B|5|6", spans={})
    assert columns(made) == [("Thu", "(triệu đồng)"), ("Chi", "%")]


def test_an_ordinal_merged_with_its_group_counts_the_groups() -> None:
    made = grid(
        *("STT|Đơn vị|Nội dung|Số", "1|Sở Y tế|Khám|5", "||Chữa|6", "2|Sở Nội vụ|Thi|7", "||Xét|8"),
        spans={(r, c): (2, 1) for r in (1, 3) for c in (0, 1)},
    )
    assert paths(made) == [
        ("1 Sở Y tế", "Khám"),
        ("1 Sở Y tế", "Chữa"),
        ("2 Sở Nội vụ", "Thi"),
        ("2 Sở Nội vụ", "Xét"),
    ]


def test_words_beside_labels_are_cells_not_labels() -> None:
    made = grid("STT|Chỉ tiêu|ĐVT|2021|2022", "1|GRDP|Tỷ đồng|5|6", "2|Thu|Tỷ đồng|7|8", "3|Dân số|Người|9|9")
    assert paths(made) == [("1 GRDP",), ("2 Thu",), ("3 Dân số",)]
    assert columns(made) == [("ĐVT",), ("2021",), ("2022",)]


def test_a_first_column_that_is_blank_carries_no_labels() -> None:
    for spans in (None, {}):
        made = grid("|Đơn vị|Số", "|Sở Y tế|5", "|Sở Nội vụ|6", spans=spans)
        assert paths(made) == [("Sở Y tế",), ("Sở Nội vụ",)]
        assert columns(made) == [("Số",)]


def test_ordinals_in_labels_nest() -> None:
    made = grid("Chỉ tiêu|Số", "I. Thu|9", "1. Nội địa|5", "2. Xuất nhập khẩu|4", "II. Chi|3", "1. Đầu tư|3")
    assert paths(made)[1:4] == [("I. Thu", "1. Nội địa"), ("I. Thu", "2. Xuất nhập khẩu"), ("II. Chi",)]


def test_a_group_goes_on_behind_a_page_break() -> None:
    first = grid("Nhóm|Tên|Số", "Y tế|A|1", "|B|2", spans={(1, 0): (2, 1)})
    second = grid("Nhóm|Tên|Số", "|C|3", "Học|D|4", spans={})
    joined = append_grid(first, second)
    assert paths(joined) == [("Y tế", "A"), ("Y tế", "B"), ("Y tế", "C"), ("Học", "D")]
    assert mend_page_breaks(joined).spans == {(1, 0): (3, 1)}


def test_a_row_of_its_own_across_all_columns_is_no_label_of_columns() -> None:
    made = grid("Biểu 1||", "|ĐVT: hồ sơ|", "STT|Tên|Số", "A. TỈNH||", "1|A|5", spans={(0, 0): (1, 3), (3, 0): (1, 3)})
    lines, rest = split_banner(made)
    assert lines == ["Biểu 1", "ĐVT: hồ sơ"]
    assert (rest.rows[0], rest.spans, rest.lines) == (("STT", "Tên", "Số"), {(1, 0): (1, 3)}, (3, 4, 5))
    assert is_band(rest, 1)
    assert paths(rest) == [("A. TỈNH",), ("A. TỈNH", "1 A")]


def test_pieces_of_one_table_are_told_from_tables() -> None:
    table = grid("STT|Tên|Số", "1|A|5", spans={})
    assert tell_next(table, grid("STT|Tên|Số", "2|B|6")) is Next.PIECE
    assert tell_next(table, grid("2|B|6", "3|C|7")) is Next.PIECE
    assert tell_next(table, grid("B. HUYỆN||", "2|B|6", spans={(0, 0): (1, 3)})) is Next.PIECE
    assert tell_next(table, grid("TT|Việc|Hạn", "1|B|6")) is Next.OWN
    assert tell_next(table, grid("2|B|6", "3|C|7", header=1)) is Next.OWN
    assert tell_next(table, grid("2|B", "3|C")) is Next.OWN


def test_years_counts_and_words_over_figures_open_a_table_of_their_own() -> None:
    table = grid("Chỉ tiêu|2022|2023", "Lúa|5,5|6")
    assert tell_next(table, grid("|2023|2024", "Ngô|5|6")) is Next.OWN
    assert tell_next(table, grid("|Kế hoạch|Ước đạt", "Ngô|5|6")) is Next.OWN
    assert tell_next(table, grid("II. XÃ HỘI|Kế hoạch|Ước đạt", "Ngô|5|6")) is Next.OWN
    assert tell_next(table, grid("Tháng|1|2", "Ngô|5|6")) is Next.UNSURE
    assert tell_next(table, grid("Chỉ tiêu|1|2", "Ngô|5|6")) is Next.OWN
    assert tell_next(table, grid("Ngô|1,5|2", "Chè|5|6")) is Next.PIECE
    assert tell_next(table, grid("Ngô|-|2", "Chè|5|6")) is Next.PIECE


def test_the_numbers_of_columns_printed_again_tell_a_piece_and_are_no_row() -> None:
    table = grid("STT|Tên|Số", "(1)|(2)|(3)", "1|A|5")
    piece = grid("(1)|(2)|(3)", "2|B|6")
    assert tell_next(table, piece) is Next.PIECE
    assert paths(append_grid(table, piece)) == [("1 A",), ("2 B",)]
    assert tell_next(table, grid("(4)|(5)|(6)", "2|B|6")) is Next.OWN


def test_a_row_counted_on_is_of_the_body_whatever_it_says() -> None:
    table = grid("STT|Tên|Năm lập|Số", "1|A|2005|5", "2|B|2006|8")
    assert tell_next(table, grid("3|C|2007|2008", "4|D|2008|9")) is Next.PIECE
    assert tell_next(table, grid("3|C|không|không", "4|D|2008|9")) is Next.PIECE


def test_rows_taken_out_keep_what_is_known_of_them() -> None:
    made = grid("a|b", "c|", "d|e", spans={(1, 0): (1, 2)}, header=2, boxes={(1, 0): box(1, 0)})
    part = take_rows(made, range(1, 3))
    assert (part.rows, part.spans, part.header) == ((("c", ""), ("d", "e")), {(0, 0): (1, 2)}, 1)
    assert part.boxes == {(0, 0): box(1, 0)}
    assert find_owners(part) == {(0, 0): (0, 0), (0, 1): (0, 0)}
