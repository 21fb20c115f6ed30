"""Text as it is copied from pages: columns set with spaces, form feeds, line ends of every system."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.readers import read_report
from corpus.readers.aligned import as_tabbed
from corpus.values import Heading

ROWS = [["Tên đơn vị", "Năm 2023", "Năm 2024"], ["Sở Nội vụ", "59,27", "1.234"], ["Sở Y tế", "66,50", "987"]]
words = st.sampled_from(["Sở Nội vụ", "Sở Y tế", "UBND huyện Mỹ Tú", "Ban Quản lý", "Tổng"])
figures = st.sampled_from(["5", "1.234", "59,27", "100%", "-3,5", "0"])


def align(rows: list[list[str]], right: bool, gutter: int) -> list[str]:
    """Rows set in columns with spaces, the figures on the left or right of theirs."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        (" " * gutter)
        .join(
            cell.rjust(width) if right and c else cell.ljust(width)
            for c, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        .rstrip()
        for row in rows
    ]


@given(
    body=st.lists(st.tuples(words, figures, figures), min_size=2, max_size=8),
    right=st.booleans(),
    gutter=st.integers(2, 6),
)
@settings(deadline=None, max_examples=60)
def test_columns_set_with_spaces_are_a_table(body: list[tuple[str, str, str]], right: bool, gutter: int) -> None:
    rows = [ROWS[0], *map(list, body)]
    assert as_tabbed(align(rows, right, gutter)) == ["\t".join(row) for row in rows]


@given(
    body=st.lists(st.tuples(words, figures, figures, figures), min_size=2, max_size=6),
    gaps=st.lists(st.tuples(words, figures, st.integers(1, 3)), min_size=1, max_size=2),
    right=st.booleans(),
    gutter=st.integers(2, 6),
)
@settings(deadline=None, max_examples=80)
def test_a_blank_cell_stays_in_its_column(
    body: list[tuple[str, ...]], gaps: list[tuple[str, str, int]], right: bool, gutter: int
) -> None:
    """One figure of a row stands where those of full rows do, the others are blank."""
    partial = [[name, *(figure if c == at else "" for c in (1, 2, 3))] for name, figure, at in gaps]
    rows = [["Tên đơn vị", "Năm 2022", "Năm 2023", "Năm 2024"], *map(list, body), *partial]
    assert as_tabbed(align(rows, right, gutter)) == ["\t".join(row) for row in rows]


@pytest.mark.parametrize(
    "lines",
    [
        # "6" stands under neither year as the figures of other rows do
        [
            "Tên        Năm 2023  Năm 2024",
            "Sở B              7         8",
            "Sở C              7         8",
            "Sở A            6            ",
        ],
        ["UBND TỈNH A      CỘNG HÒA XÃ HỘI", "SỞ NỘI VỤ      Độc lập - Tự do", "Số: 5      Hạnh phúc"],
        ["Sở A   5   6", "Sở B   7"],
        ["Tên        Năm 2023  Năm 2024", "Sở A                  6", "Sở B       7         8"],
        ["Một câu  có hai khoảng trắng 5.", "Câu  khác 6.", "Câu thứ ba  nữa 7."],
        ["    thụt đầu dòng", "    thụt đầu dòng"],
    ],
)
def test_what_is_not_certain_stays_text(lines: list[str]) -> None:
    assert as_tabbed(lines) == lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_of_every_system_are_read(tmp_path: Path, end: str, last: bool) -> None:
    path = tmp_path / "a.txt"
    lines = ["I. KẾT QUẢ", "", "Chi tiết như sau:", "", *align(ROWS, True, 3), "", "Hết."]
    path.write_bytes((end.join(lines) + (end if last else "")).encode())
    [table] = read_report(path).tables
    assert [[cell.printed for cell in row.cells] for row in table.rows] == [row[1:] for row in ROWS[1:]]
    assert table.path == ("I. KẾT QUẢ",)


def test_a_form_feed_ends_a_page_and_is_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("I. KẾT QUẢ\n\nCâu một của trang.\n\f\nII. HẠN CHẾ\n\nCâu hai.", encoding="utf-8")
    headings = [block.text for block in read_report(path).blocks if isinstance(block, Heading)]
    assert headings == ["I. KẾT QUẢ", "II. HẠN CHẾ"]
