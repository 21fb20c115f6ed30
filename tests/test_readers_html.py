"""HTML pages: every table of the samples read back as the plain text gives it, and what pages hold besides."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

from corpus.assemble import GridItem, TextItem
from corpus.encodings import decode
from corpus.errors import ReadingError
from corpus.readers import read_report
from corpus.readers.html import html_items
from corpus.readers.placing import SpanCell, place_cells
from corpus.readers.plain import split_items
from corpus.tables import Grid, count_header_rows, is_formula_row, mend_page_breaks, spell_header
from corpus.values import Report, Table

SAMPLES = ("bao-cao-cchc-2022.txt", "binh-giang-2024.txt", "binh-giang-2025.txt")


def sample_grids(samples: Path, name: str) -> list[Grid]:
    """The tables of a sample as its plain text prints them, page breaks mended."""
    path = samples / name
    items = split_items(decode(path.read_bytes(), path).splitlines())
    return [mend_page_breaks(item.grid) for item in items if isinstance(item, GridItem)]


def header_of(grid: Grid) -> int:
    """How many rows of the header have merged cells."""
    rows = [r for r in range(count_header_rows(grid)) if not is_formula_row(grid.rows[r])]
    return len(rows)


def span_cells(grid: Grid) -> list[list[tuple[int, SpanCell]]]:
    """A grid as a format with spans writes it: header cells merged over what they span, with their columns."""
    header = header_of(grid)
    taken: set[tuple[int, int]] = set()
    rows: list[list[tuple[int, SpanCell]]] = []
    for r, row in enumerate(grid.rows):
        told: list[tuple[int, SpanCell]] = []
        for c, text in enumerate(row):
            if (r, c) in taken:
                continue
            width, height = _span(grid, header, r, c) if r < header and text else (1, 1)
            taken |= {(r + i, c + j) for i in range(height) for j in range(width)}
            told.append((c, SpanCell(text, height, width, (r, c) in grid.emphasis)))
        rows.append(told)
    return rows


def _span(grid: Grid, header: int, r: int, c: int) -> tuple[int, int]:
    above = spell_header(grid.rows[:r]) if r else [()] * len(grid.rows[0])
    width = 1
    while c + width < len(above) and not grid.rows[r][c + width] and above[c + width] == above[c]:
        width += 1
    height = 1
    while r + height < header and not any(grid.rows[r + height][c : c + width]):
        height += 1
    return width, height


def told(table: Table) -> list[Any]:
    """What must come back: columns, formulas, row paths, and each cell as printed and read."""
    rows = [
        (row.path, row.is_total, [(c.printed, c.value, c.quality, c.of, c.unit) for c in row.cells])
        for row in table.rows
    ]
    return [[(column.path, column.formula) for column in table.columns], rows]


def share(report: Report, expected: Report) -> tuple[int, int]:
    """How many of the expected tables came back exactly, of how many."""
    assert len(report.tables) == len(expected.tables)
    pairs = zip(report.tables, expected.tables, strict=True)
    return sum(told(a) == told(b) for a, b in pairs), len(expected.tables)


def as_html(grids: list[Grid]) -> str:
    """A page of tables, each under a line of text."""
    parts = ["<!DOCTYPE html><html><head><title>x</title></head><body>"]
    for i, grid in enumerate(grids):
        parts.append(f"<p>Kết quả của phần {i} như sau:</p><table>")
        for row in span_cells(grid):
            parts.append("<tr>" + "".join(_cell(cell) for _, cell in row) + "</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"])


def _cell(cell: SpanCell) -> str:
    text = html.escape(cell.text)
    return f'<td rowspan="{cell.height}" colspan="{cell.width}">{f"<i>{text}</i>" if cell.italic else text}</td>'


@pytest.fixture
def samples(root: Path) -> Path:
    return root / "corpus" / "samples"


@pytest.mark.parametrize("name", SAMPLES)
def test_every_table_comes_back_exactly(samples: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "trang.html"
    path.write_text(as_html(sample_grids(samples, name)), encoding="utf-8")
    right, tables = share(read_report(path), read_report(samples / name))
    assert right == tables


def texts(page: str) -> list[str]:
    return [item.text for item in html_items(page) if isinstance(item, TextItem)]


def rows(page: str) -> list[tuple[tuple[str, ...], ...]]:
    return [item.grid.rows for item in html_items(page) if isinstance(item, GridItem)]


def test_scripts_styles_and_hidden_text_are_left_out() -> None:
    page = (
        "<style>p{}</style><script>alert(1)</script><p>Còn <b>lại</b></p><p style='display:none'>ẩn</p><!-- ghi chú -->"
    )
    assert texts(page) == ["Còn lại"]


def test_headings_paragraphs_and_lists_stand_in_order() -> None:
    page = "<h2>I. TÌNH HÌNH</h2>Lời <i>dẫn</i>."
    page += "<ol start=3><li>Ba<li><p>Bốn</p></ol><ul><li>Gạch</ul><ol type=a><li>Chữ</ol>"
    assert texts(page) == ["I. TÌNH HÌNH", "Lời dẫn.", "3. Ba", "4. Bốn", "- Gạch", "a) Chữ"]


def test_raised_figures_are_marks_of_footnotes_but_not_in_units() -> None:
    page = "<p>Đạt 21/28<sup>[2]</sup> và 15 km<sup>2</sup></p><p><sup>2</sup> Cùng hạng</p>"
    assert texts(page) == ["Đạt 21/28² và 15 km2", "² Cùng hạng"]


def test_a_nested_table_is_a_table_of_its_own() -> None:
    inner = "<table><tr><td>x<td>y<tr><td>1<td>2</table>"
    page = f"<table><tr><td>Tên<td>Số<tr><td>A {inner}<td>5<tr><td>B<td>6</table>"
    assert rows(page) == [(("Tên", "Số"), ("A", "5"), ("B", "6")), (("x", "y"), ("1", "2"))]


def test_a_table_cut_with_its_header_again_is_one() -> None:
    piece = "<table><tr><td>TT<td>Tên<td>Số<tr><td>{0}<td>Xã {0}<td>{0}0<tr><td>{1}<td>Xã {1}<td>{1}0</table>"
    items = html_items(piece.format(1, 2) + "<p>&nbsp;</p>" + piece.format(3, 4))
    assert len(items) == 1
    assert isinstance(items[0], GridItem)
    assert len(mend_page_breaks(items[0].grid).rows) == 5


def test_the_letterhead_is_text(tmp_path: Path) -> None:
    page = """<table><tr><td>UBND TỈNH BÌNH GIANG<br>SỞ NỘI VỤ
    <td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc
    <tr><td>Số: 12/BC-SNV<td>Bình Giang, ngày 02 tháng 3 năm 2025</table>
    <p>BÁO CÁO<p>Kết quả năm 2024<p>I. TÌNH HÌNH<p>Đã xong."""
    path = tmp_path / "a.htm"
    path.write_text(page, encoding="utf-16")
    report = read_report(path)
    assert (report.number, report.date, report.place) == ("12/BC-SNV", "2025-03-02", "Bình Giang")
    assert (report.body, report.title) == ("Sở Nội vụ", "Kết quả năm 2024")


def test_absurd_spans_take_no_room() -> None:
    page = "<table><tr><td rowspan=60000 colspan=99999>A<td>B</table>" * 3
    assert html_items(page)
    assert len(place_cells([[SpanCell("a", 0, 1000)], [SpanCell("b")]])) == 1


def test_a_page_is_read_whole_or_not_at_all() -> None:
    assert texts("<div>" * 100 + "sâu") == ["sâu"]
    assert texts("<table><tr><td>" * 30 + "sâu") == ["sâu"]
    for tags in ("<div>", "<i>", "<table><tr><td>"):
        with pytest.raises(ReadingError, match="nhiều tầng"):
            html_items(f"<p>đầu</p>{tags * 5000}sâu")


@pytest.mark.parametrize("data", [b"", b"  \n", b"<html><body><script>x</script></body></html>"])
def test_a_page_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "rong.html"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match="Tệp"):
        read_report(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="Không có tệp"):
        read_report(tmp_path / "khong-co.html")
