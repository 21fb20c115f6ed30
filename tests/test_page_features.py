"""What web pages hold besides plain tables: marks of headers, odd spans, what Word writes, broken markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_readers_html import rows, texts

from corpus.assemble import GridItem
from corpus.grids import Grid
from corpus.readers import read_report
from corpus.readers.html import html_items
from corpus.values import Heading, Report


def report_of(page: str, folder: Path) -> Report:
    path = folder / "trang.html"
    path.write_text(page, encoding="utf-8")
    return read_report(path)


def grid_of(page: str) -> Grid:
    (grid,) = [item.grid for item in html_items(page) if isinstance(item, GridItem)]
    return grid


def headings(report: Report) -> list[tuple[str, ...]]:
    return [block.path for block in report.blocks if isinstance(block, Heading)]


# tables


def test_a_caption_is_the_title_of_its_table(tmp_path: Path) -> None:
    page = "<h2>Kết quả</h2><table>"
    page += "<caption>Hồ sơ theo <b>đơn vị</b></caption><tr><th>Tên<th>Số<tr><td>A<td>5<tr><td>B<td>6</table>"
    (table,) = report_of(page, tmp_path).tables
    assert table.title == "Hồ sơ theo đơn vị"


def test_a_cell_over_no_rows_reaches_to_the_end_of_its_group() -> None:
    page = (
        "<table><thead><tr><th rowspan=0>Nhóm<th>Tên<th>Số<tr><th>a<th>b</thead>"
        "<tbody><tr><td rowspan=0>X<td>A<td>1<tr><td>B<td>2</tbody><tbody><tr><td>Y<td>C<td>3</tbody></table>"
    )
    grid = grid_of(page)
    assert grid.spans == {(0, 0): (2, 1), (2, 0): (2, 1)}
    assert grid.rows[4] == ("Y", "C", "3")
    assert grid.header == 2


def test_no_cell_reaches_out_of_its_group() -> None:
    page = "<table><thead><tr><th rowspan=9>Tên<th>Số</thead><tbody><tr><td>A<td>1<tr><td>B<td>2</tbody></table>"
    assert grid_of(page).rows == (("Tên", "Số"), ("A", "1"), ("B", "2"))


def test_cells_that_overlap_lose_nothing() -> None:
    page = "<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=2>d<td>e<tr><td>f<td>g<td>h</table>"
    told = sorted(cell for row in grid_of(page).rows for cell in row if cell)
    assert told == list("abcdefgh")


def test_a_foot_written_first_stands_last() -> None:
    page = "<table><thead><tr><th>Tên<th>Số</thead><tfoot><tr><td>Cộng<td>3</tfoot>"
    page += "<tbody><tr><td>A<td>1<tr><td>B<td>2</table>"
    assert [row[0] for row in grid_of(page).rows] == ["Tên", "A", "B", "Cộng"]


def test_rows_of_th_are_the_header_but_not_those_that_head_rows(tmp_path: Path) -> None:
    page = (
        "<table><tr><th>Đơn vị<th colspan=2>2022<tr><th><th>Mới<th>Cũ"
        "<tr><th scope=row>A<td>1<td>2<tr><th scope=row colspan=3>Nhóm sau<tr><th scope=row>B<td>3<td>4</table>"
    )
    (table,) = report_of(page, tmp_path).tables
    assert [column.path for column in table.columns] == [("2022", "Mới"), ("2022", "Cũ")]
    assert [row.path for row in table.rows] == [("A",), ("Nhóm sau",), ("Nhóm sau", "B")]


def test_lines_and_lists_in_cells_are_one_text() -> None:
    page = "<table><tr><td>Tên<td>Việc<tr><td>A<br>&amp;&nbsp;B<td><ul><li>một<li>hai</ul><tr><td>C<td>3</table>"
    assert rows(page)[0][1] == ("A & B", "- một - hai")


def test_a_title_row_across_a_table_is_no_header(tmp_path: Path) -> None:
    page = (
        "<table><tr><td colspan=3>Bảng 2. Hồ sơ năm 2022<tr><td colspan=3>Đơn vị tính: hồ sơ<tr><td>STT<td>Đơn vị<td>Số"
        "<tr><td colspan=3>A. CẤP TỈNH<tr><td>1<td>Sở Y tế<td>5<tr><td>2<td>Sở Nội vụ<td>6"
        "<tr><td colspan=2>Cộng<td>11</table>"
    )
    (table,) = report_of(page, tmp_path).tables
    assert (table.title, table.unit) == ("Bảng 2. Hồ sơ năm 2022", "hồ sơ")
    assert [column.path for column in table.columns] == [("Số",)]
    assert [row.path for row in table.rows] == [
        ("A. CẤP TỈNH",),
        ("A. CẤP TỈNH", "1 Sở Y tế"),
        ("A. CẤP TỈNH", "2 Sở Nội vụ"),
        ("Cộng",),
    ]


def test_signatures_side_by_side_are_text() -> None:
    page = "<table><tr><td>NGƯỜI LẬP BIỂU<td>KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC<tr><td>Lê Thị Hoa<td>Trần Văn Bình</table>"
    assert texts(page) == ["NGƯỜI LẬP BIỂU", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hoa", "Trần Văn Bình"]
    counted = "<table><tr><td>Giám đốc<td>Phó giám đốc<tr><td>3<td>5</table>"
    assert rows(counted)


# text


def test_levels_of_headings_need_no_numbers(tmp_path: Path) -> None:
    page = "<h1>BÁO CÁO</h1><p>Kết quả năm 2024</p>"
    page += "<h2>Chung</h2><p>Tốt.</p><h3>Riêng</h3><p>Tốt.</p><h2>Sau</h2><p>Hết.</p>"
    assert headings(report_of(page, tmp_path)) == [("Chung",), ("Chung", "Riêng"), ("Sau",)]


def test_what_word_writes_into_pages_is_read_as_word_shows_it() -> None:
    page = (
        "<p class=MsoToc1>I. MỤC LỤC 2</p><!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "<xml><o:Author>Ai đó</o:Author></xml>"
        "<p class=MsoListParagraph><![if !supportLists]>"
        "<span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;</span></span>"
        "<![endif]>Việc <b>một</b><o:p></o:p></p>"
        "<p>Đạt 90%<a href='#_ftn1'><span class=MsoFootnoteReference>"
        "<span style='mso-special-character:footnote'>[1]</span>"
        "</span></a> kế hoạch<span class=MsoCommentReference>[A1]</span></p>"
        "<div style='mso-element:comment-list'><p>Góp ý</p></div>"
        "<p class=MsoFootnoteText><a href='#_ftnref1'><span class=MsoFootnoteReference>[1]</span></a> Theo Sở Y tế</p>"
    )
    assert texts(page) == ["1. Việc một", "Đạt 90%¹ kế hoạch", "¹ Theo Sở Y tế"]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>Tên<td>Số</tr><tr><td>A</td><td>1<tr><td>B<td>2",
        "<table><form><tr><td>Tên<td>Số<tr><td>A<td>1<tr><td>B<td>2</form></table>",
        "<p><table><tbody><tr><td><b>Tên<td>Số</b><tr><td>A<td>1<tr><td>B<td>2</tbody></p></table></div>",
        "<TABLE><TR><TH>Tên<TH>Số</TR></TABLE>".replace(
            "</TR>", "</TR><tr><td>A<td>1</tr><tr><td>B</td><td>2</td></tr>"
        ),
    ],
)
def test_broken_markup_is_read_as_browsers_do(page: str) -> None:
    assert rows(page) == [(("Tên", "Số"), ("A", "1"), ("B", "2"))]
