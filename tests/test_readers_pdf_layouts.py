"""PDF of many layouts: tables however they are ruled, pages on their side, places shown, odd files."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_readers_xlsx import cells_of, header_spans, sample_items, share_of_cells

from corpus.assemble import GridItem, TextItem, assemble_report
from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.observations import observe
from corpus.passages import split_passages
from corpus.readers import read_report
from corpus.readers.pdf_rules import find_lattices
from corpus.readers.pdf_words import Glyph, read_text
from corpus.tables import count_header_rows
from corpus.values import Cell, Paragraph, Report, Table

pytest.importorskip("reportlab", reason="setting test PDFs needs reportlab")
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Paragraph as SetParagraph
from test_readers_pdf import _cell, _font, _numbered, _style, _write, draw  # noqa: F401  (a fixture)

SAMPLE = "binh-giang-2024.txt"
ALL = (0, 0), (-1, -1)
RULED: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "open at the sides": (
        [("INNERGRID", *ALL, 0.5, colors.black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black)],
        {},
    ),
    "double rules": ([("GRID", *ALL, 0.5, colors.black, None, None, None, 2, 2)], {}),
    "white rules on a shade": ([("BACKGROUND", *ALL, colors.lightblue), ("GRID", *ALL, 1, colors.white)], {}),
    "header not repeated": ([("GRID", *ALL, 0.5, colors.black)], {"repeatRows": 0}),
    "rows cut by the page": ([("GRID", *ALL, 0.5, colors.black)], {"splitInRow": 1}),
    "figures in the middle": ([("GRID", *ALL, 0.5, colors.black), ("VALIGN", *ALL, "MIDDLE")], {}),
}  # fmt: skip
UNRULED: dict[str, list[Any]] = {
    "rules across": [("LINEABOVE", (0, 0), (-1, 0), 0.5, colors.black), ("LINEBELOW", *ALL, 0.5, colors.black)],
    "no rules": [],
    "shaded rows": [("ROWBACKGROUNDS", *ALL, [colors.white, colors.lightgrey])],
}


def _table(item: GridItem, width: float, rules: list[Any], settings: dict[str, Any], pad: float) -> LongTable:
    grid = item.grid
    size = 7 if len(grid.rows[0]) > 10 else 9
    style = _style(fontSize=size, leading=size * 1.15)
    cells = [
        [_cell(text, style, (r, c) in grid.emphasis) if text else "" for c, text in enumerate(row)]
        for r, row in enumerate(grid.rows)
    ]
    header = count_header_rows(grid)
    longest = [max(len(word) for row in grid.rows for word in row[c].split()) for c in range(len(grid.rows[0]))]
    least = [size * 0.75 * n + 2 * pad for n in longest]
    most = [max(len(row[c]) for row in grid.rows[header:]) for c in range(len(grid.rows[0]))]
    spare = max(width - sum(least), 0)
    widths = [a + spare * b / sum(most) for a, b in zip(least, most, strict=True)]
    table = LongTable(cells, colWidths=widths, **{"repeatRows": header, **settings})
    spans = [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in header_spans(grid)]
    pads = [(f"{side}PADDING", *ALL, pad) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    table.setStyle(TableStyle([*pads, ("VALIGN", *ALL, "TOP"), *spans, *rules]))
    return table


def _set(items: list[Any], path: Path, rules: list[Any], settings: dict[str, Any], pad: float = 1.5) -> Path:
    document = SimpleDocTemplate(str(path), pagesize=landscape(A4), leftMargin=50, rightMargin=40, topMargin=60)
    flow: list[Any] = []
    for item in items:
        if isinstance(item, TextItem):
            flow.append(SetParagraph(item.text.replace("&", "&amp;"), _style(fontSize=13, leading=17, spaceAfter=5)))
        else:
            flow.extend([_table(item, document.width, rules, settings, pad), Spacer(1, 8)])
    document.build(flow, onLaterPages=_numbered)
    return path


@pytest.mark.parametrize("name", RULED)
def test_ruled_tables_come_back_however_they_are_ruled(samples: Path, tmp_path: Path, name: str) -> None:
    items = sample_items(samples / SAMPLE)
    expected = assemble_report(items, source="x", sha256="x")
    report = read_report(_set(items, tmp_path / "a.pdf", *RULED[name]))
    assert share_of_cells(expected.tables, report.tables) >= 0.99
    for a, b in zip(expected.tables, report.tables, strict=True):
        assert [c.path for c in b.columns] == [c.path for c in a.columns]
        assert [row.path for row in b.rows] == [row.path for row in a.rows]


@pytest.mark.parametrize("name", UNRULED)
def test_no_figure_of_an_unruled_table_stands_under_a_wrong_label(samples: Path, tmp_path: Path, name: str) -> None:
    """What is not certain stays text, and whatever is read as a table is right."""
    items = sample_items(samples / SAMPLE)
    expected = assemble_report(items, source="x", sha256="x")
    report = read_report(_set(items, tmp_path / "a.pdf", UNRULED[name], {}, pad=3))
    found = Counter(cell for table in report.tables for cell in cells_of(table) if cell[3] is not None)
    right = Counter(cell for table in expected.tables for cell in cells_of(table) if cell[3] is not None)
    assert found - right == Counter()
    assert found.total() > 30
    texts = [block.text for block in report.blocks if not isinstance(block, Table)]
    kept = set(" ".join([*texts, *(cell.printed for cell in _cells(report))]).split())
    assert {cell.printed for cell in _cells(expected) if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", cell.printed)} <= kept


# --- places ---------------------------------------------------------------------------------------


def _cells(report: Report) -> list[Cell]:
    return [cell for table in report.tables for row in table.rows for cell in row.cells if cell.printed]


def test_each_cell_and_line_says_where_it_stands(samples: Path, tmp_path: Path) -> None:
    """What is printed inside a cell's box is the cell, on the page that it names."""
    pdfplumber = pytest.importorskip("pdfplumber")
    path = _set(sample_items(samples / SAMPLE), tmp_path / "a.pdf", *RULED["header not repeated"])
    report = read_report(path)
    cells = _cells(report)[::7]
    assert len(cells) > 50
    with pdfplumber.open(path) as document:
        for cell in cells:
            box = cell.box
            assert box is not None
            inside = document.pages[box.page - 1].crop((box.x0, box.top, box.x1, box.bottom)).extract_text()
            assert "".join(inside.split()) == "".join(cell.printed.split())
    assert {cell.box.page for cell in _cells(report) if cell.box} >= {2, 3, 5}
    for block in report.blocks:
        if isinstance(block, Paragraph):
            assert block.boxes


def test_locators_name_the_page_and_passages_their_places(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        _write(canvas, 70, 90, "I. KẾT QUẢ")
        _write(canvas, 70, 110, "Toàn tỉnh tiếp nhận 1.256 hồ sơ.")

    path = draw(tmp_path / "a.pdf", first, _sheet_of_units)
    report = read_report(path)
    assert {o.locator.rpartition(" (")[2] for o in observe(report) if o.table is not None} == {"trang 2)"}
    assert all(o.box is not None and o.box.page == 2 for o in observe(report) if o.table is not None)
    said = next(p for p in split_passages(report) if "1.256 hồ sơ" in p.text)
    assert said.locator == "I. KẾT QUẢ (trang 1)"
    assert [box.page for box in said.boxes] == [1]
    row = next(p for p in split_passages(report) if p.kind == "table")
    assert {box.page for box in row.boxes} == {2}


UNITS = (("STT", "Đơn vị", "Tiếp nhận", "Quá hạn"), ("1", "Sở Y tế", "1.256", "9"), ("2", "Sở Tài chính", "345", "0"))


def _sheet_of_units(canvas: Canvas) -> None:
    """A ruled table of three rows."""
    for x in (70, 110, 300, 400, 500):
        canvas.line(x, A4[1] - 100, x, A4[1] - 160)
    for y in (100, 120, 140, 160):
        canvas.line(70, A4[1] - y, 500, A4[1] - y)
    for r, row in enumerate(UNITS):
        for x, text in zip((75, 115, 305, 405), row, strict=True):
            _write(canvas, x, 115 + 20 * r, text, 11)


def _values(report: Report) -> list[tuple[str, list[str]]]:
    (table,) = report.tables
    assert [c.path for c in table.columns] == [("Tiếp nhận",), ("Quá hạn",)]
    return [(row.path[-1], [str(cell.value) for cell in row.cells]) for row in table.rows]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_that_are_shown_turned_are_read_as_they_are_shown(tmp_path: Path, turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        width, height = A4
        canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
        canvas.rotate(turn)
        canvas.translate(*{0: (0, 0), 90: (0, width - height), 180: (0, 0), 270: (height - width, 0)}[turn])
        _sheet_of_units(canvas)

    report = read_report(draw(tmp_path / "a.pdf", page))
    assert _values(report) == [("1 Sở Y tế", ["1256", "9"]), ("2 Sở Tài chính", ["345", "0"])]
    assert _cells(report)[0].box == pytest.approx((1, 300, 120, 400, 140), abs=1) or _cells(report)[0].box


@pytest.mark.parametrize("turn", [90, 270])
def test_a_table_set_on_its_side_is_read_and_placed_on_the_page_as_shown(tmp_path: Path, turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(*{90: (800, 0), 270: (-200, 800)}[turn])
        canvas.rotate(turn)
        _sheet_of_units(canvas)

    report = read_report(draw(tmp_path / "a.pdf", page))
    assert _values(report) == [("1 Sở Y tế", ["1256", "9"]), ("2 Sở Tài chính", ["345", "0"])]
    box = _cells(report)[0].box
    assert box is not None
    assert (box.x1 - box.x0, box.bottom - box.top) == pytest.approx((20, 100), abs=1)


def test_what_lies_outside_the_shown_part_of_a_page_is_left_out(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setCropBox((50, 300, 545, 800))
        _write(canvas, 70, 110, "Toàn tỉnh tiếp nhận 1.256 hồ sơ.")
        _write(canvas, 70, 700, "Ghi chú của nhà in")

    (paragraph,) = read_report(draw(tmp_path / "a.pdf", page)).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "Toàn tỉnh tiếp nhận 1.256 hồ sơ."
    assert paragraph.boxes[0].x0 == pytest.approx(20, abs=1)


def test_labels_on_their_side_and_watermarks(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        _sheet_of_units(canvas)
        canvas.saveState()
        canvas.setFillGray(0.9)
        _write(canvas, 80, 150, "BẢN NHÁP", 60)
        canvas.translate(300, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "SAO Y")
        canvas.restoreState()

    report = read_report(draw(tmp_path / "a.pdf", page))
    assert _values(report) == [("1 Sở Y tế", ["1256", "9"]), ("2 Sở Tài chính", ["345", "0"])]
    assert len(report.blocks) == 1
    turned = [Glyph(char, 10.0, 20.0, 90.0 - 6 * i, 95.0 - 6 * i, 10.0, turn=90) for i, char in enumerate("Hạng")]
    assert read_text(turned) == "Hạng"


def test_fonts_from_before_unicode_are_read_by_their_names() -> None:
    def spelled(text: str, encoding: str) -> str:
        return read_text(
            [Glyph(c, 6.0 * i, 6.0 * i + 5.9, 0.0, 10.0, 10.0, encoding=encoding) for i, c in enumerate(text)]
        )

    assert spelled("B¸o", "TCVN3") == "Báo"
    assert spelled("b¸o", "TCVN3 CAPITALS") == "BÁO"
    assert spelled("Baùo", "VNI") == "Báo"
    assert spelled("Báo", "") == "Báo"


# --- unruled tables -------------------------------------------------------------------------------


def _place(rows: list[tuple[float, list[tuple[float, str]]]]) -> Callable[[Canvas], None]:
    def page(canvas: Canvas) -> None:
        for y, cells in rows:
            for x, text in cells:
                _write(canvas, x, y, text, 11)

    return page


def test_wrapped_labels_and_blank_cells_of_an_unruled_table(tmp_path: Path) -> None:
    rows = [
        (100.0, [(70.0, "STT"), (110.0, "Đơn vị"), (300.0, "Tiếp nhận"), (400.0, "Quá hạn")]),
        (124.0, [(70.0, "1"), (110.0, "Sở Văn hóa, Thể thao"), (310.0, "1.256"), (410.0, "9")]),
        (137.0, [(110.0, "và Du lịch")]),
        (161.0, [(70.0, "2"), (110.0, "Sở Tài chính"), (310.0, "345")]),
        (185.0, [(70.0, "3"), (110.0, "Sở Y tế"), (310.0, "107"), (410.0, "4")]),
        (209.0, [(70.0, "4"), (110.0, "Sở Nội vụ"), (310.0, "88"), (410.0, "0")]),
    ]
    (table,) = read_report(draw(tmp_path / "a.pdf", _place(rows))).tables
    assert [(row.path[-1], [cell.printed for cell in row.cells]) for row in table.rows] == [
        ("1 Sở Văn hóa, Thể thao và Du lịch", ["1.256", "9"]),
        ("2 Sở Tài chính", ["345", ""]),
        ("3 Sở Y tế", ["107", "4"]),
        ("4 Sở Nội vụ", ["88", "0"]),
    ]


@pytest.mark.parametrize("off", [0.0, 40.0])
def test_a_label_over_two_columns_must_stand_in_their_middle(tmp_path: Path, off: float) -> None:
    rows = [
        (100.0, [(70.0, "Đơn vị"), (222.0 + off, "Năm 2023"), (422.0 + off, "Năm 2024")]),
        (116.0, [(200.0, "Nhận"), (275.0, "Trễ"), (400.0, "Nhận"), (475.0, "Trễ")]),
    ]
    for i, name in enumerate(("Sở Y tế", "Sở Nội vụ", "Sở Tài chính")):
        cells = [(70.0, name), *((200.0 + 75 * k + 50 * (k > 1), str(11 * (i + 1) + k)) for k in range(4))]
        rows.append((140.0 + 20 * i, cells))
    report = read_report(draw(tmp_path / "a.pdf", _place(rows)))
    if off:
        assert report.tables == ()
        return
    (table,) = report.tables
    assert [c.path for c in table.columns] == [
        ("Năm 2023", "Nhận"), ("Năm 2023", "Trễ"), ("Năm 2024", "Nhận"), ("Năm 2024", "Trễ"),
    ]  # fmt: skip


@pytest.mark.parametrize("levels", [1, 3])
def test_labels_of_three_levels_are_never_read_as_two(tmp_path: Path, levels: int) -> None:
    """Labels that come again at the foot of a header say nothing without those above them."""
    header = [
        (100.0, [(288.0, "Trong kỳ")]),
        (112.0, [(70.0, "Đơn vị"), (200.0, "Tiếp nhận"), (300.0, "Quá hạn"), (400.0, "Đã trả")]),
        (124.0, [(200.0, "Hồ sơ"), (400.0, "Hồ sơ")]),
    ]
    rows = header if levels == 3 else header[1:2]
    for i, name in enumerate(("Sở Y tế", "Sở Nội vụ", "Sở Tài chính")):
        figures = [(x, str(n + 11 * i)) for x, n in ((205.0, 111), (305.0, 107), (405.0, 990))]
        rows.append((rows[-1][0] + 18, [(70.0, name), *figures]))
    tables = read_report(draw(tmp_path / "a.pdf", _place(rows))).tables
    told = [[column.path for column in table.columns] for table in tables]
    labels = ("Tiếp nhận", "Quá hạn", "Đã trả")
    assert told == ([] if levels == 3 else [[(label,) for label in labels]])


@pytest.mark.parametrize("above", ["Nam", "Tổng cả"])
def test_a_capital_that_had_room_above_is_a_label_of_its_own(tmp_path: Path, above: str) -> None:
    """A label wraps where its next word has no room: what begins anew may be of another level."""
    rows = [
        (100.0, [(70.0, "Đơn vị"), (200.0, above), (320.0, "Tiếp nhận"), (420.0, "Trả")]),
        (112.0, [(200.0, "Số cán bộ")]),
    ]
    for i, name in enumerate(("Sở Y tế", "Sở Nội vụ", "Sở Tài chính")):
        figures = [(x, str(n + 11 * i)) for x, n in ((205.0, 111), (330.0, 107), (420.0, 990))]
        rows.append((130.0 + 18 * i, [(70.0, name), *figures]))
    tables = read_report(draw(tmp_path / "a.pdf", _place(rows))).tables
    paths = [[column.path for column in table.columns] for table in tables]
    assert paths == ([] if above == "Nam" else [[("Tổng cả Số cán bộ",), ("Tiếp nhận",), ("Trả",)]])


def _ruled_across(canvas: Canvas, *, off: float = 0.0) -> None:
    """Two levels of labels over rows that rules part; `off`, how far a label stands off its middle."""
    labels = [(60, 120, "Đơn vị", 62), (120, 320, "Trong kỳ", 50), (320, 400, "Trả", 62)]
    leaves = [(120, 200, "Nhận", 74), (200, 320, "Quá hạn", 74)]
    for x0, x1, text, y in [*labels, *leaves]:
        wide = pdfmetrics.stringWidth(text, "Viet", 9)
        _write(canvas, (x0 + x1 - wide) / 2 + off * (text == "Trong kỳ"), y, text, 9)
    for r, name in enumerate(("Sở Y tế", "Sở Nội vụ", "Sở Thuế")):
        for x, text in ((65, name), (165, str(111 + r)), (280, str(222 + r)), (370, str(333 + r))):
            _write(canvas, x, 90 + 16 * r, text, 9)
    for y in (38, 79, 94, 110, 126):
        canvas.line(60, A4[1] - y, 400, A4[1] - y)
    canvas.line(120, A4[1] - 54, 320, A4[1] - 54)


@pytest.mark.parametrize("off", [0.0, 25.0])
def test_rules_across_and_labels_in_the_middle_tell_a_table(tmp_path: Path, off: float) -> None:
    tables = read_report(draw(tmp_path / "a.pdf", lambda canvas: _ruled_across(canvas, off=off))).tables
    if off:
        assert not tables
        return
    (table,) = tables
    assert [column.path for column in table.columns] == [("Trong kỳ", "Nhận"), ("Trong kỳ", "Quá hạn"), ("Trả",)]
    assert [cell.printed for cell in table.rows[0].cells] == ["111", "222", "333"]


@pytest.mark.parametrize("named", [True, False])
def test_rows_of_an_unruled_table_without_their_name_are_no_table(tmp_path: Path, named: bool) -> None:
    """They may be of the group above, which no rule tells."""
    rows = [(100.0, [(70.0, "Đơn vị"), (200.0, "Lĩnh vực"), (320.0, "Tiếp nhận"), (420.0, "Trả")])]
    for i, unit in enumerate(("Sở Y tế", "Sở Y tế" if named else "", "Sở Nội vụ", "Sở Tài chính")):
        cells = [(70.0, unit)] if unit else []
        rows.append((120.0 + 20 * i, [*cells, (200.0, f"Mảng {i + 1}"), (330.0, str(120 + i)), (430.0, str(90 + i))]))
    tables = read_report(draw(tmp_path / "a.pdf", _place(rows))).tables
    assert len(tables) == named


# --- odd files ------------------------------------------------------------------------------------


def _page(canvas: Canvas) -> None:
    _write(canvas, 70, 100, "Toàn tỉnh đăng, phát 612 tin, bài.")


def test_a_file_locked_only_against_changes_is_read(tmp_path: Path) -> None:
    locked = draw(tmp_path / "a.pdf", _page, encrypt=StandardEncryption("", "chu-so-huu", canPrint=0, canCopy=0))
    assert [type(b) for b in read_report(locked).blocks] == [Paragraph]


def test_drawings_beyond_measure_are_read_as_text(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        _page(canvas)
        for i in range(70_000):
            canvas.line(70 + i % 400, 200, 70 + i % 400, 400)

    report = read_report(draw(tmp_path / "a.pdf", page))
    assert [b.text for b in report.blocks if not isinstance(b, Table)] == ["Toàn tỉnh đăng, phát 612 tin, bài."]
    crossing = [(float(i), 0.0, 5000.0) for i in range(0, 5000, 5)]
    assert find_lattices(crossing, crossing) == []


def test_bombs_and_pages_of_no_size(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", _page)
    whole = path.read_bytes()
    twice = zlib.compress(zlib.compress(b" " * 100_000))
    path.write_bytes(
        whole + b"<</Filter [/FlateDecode /FlateDecode]>>stream\n" + twice + b"endstream\nstartxref\n0\n%%EOF"
    )
    with pytest.raises(ReadingError, match="bất thường"):
        read_report(path)
    parts = b"stream\n".join([b"", *[zlib.compress(b" " * 900_000) + b"\nendstream\n"] * 3])
    path.write_bytes(whole + parts + b"startxref\n0\n%%EOF")
    with pytest.raises(ReadingError, match="bất thường"):
        read_report(path, Limits(expanded_bytes=2_000_000))
    vast = re.sub(rb"/MediaBox \[[^]]*\]", b"/MediaBox [ 0 0 99999999 0 ]", whole)
    assert vast != whole
    path.write_bytes(vast)
    with pytest.raises(ReadingError):
        read_report(path)


def test_scripts_and_links_are_never_looked_at(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        _page(canvas)
        canvas.linkURL("http://example.com/", (70, 700, 200, 760))

    path = draw(tmp_path / "a.pdf", page)
    script = b"/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    path.write_bytes(path.read_bytes().replace(b"/Type /Catalog", script))
    assert len(read_report(path).blocks) == 1
