"""Tables without all their rules: what tells them, and what must never be taken for one."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.readers import read_report
from corpus.readers.pdf_labels import Columns, read_label_trees
from corpus.readers.pdf_placed import Body, UnsureError
from corpus.readers.pdf_rows import read_rows
from corpus.readers.pdf_tokens import Token, read_tokens
from corpus.readers.pdf_words import Glyph
from corpus.values import Report

pytest.importorskip("reportlab", reason="setting test PDFs needs reportlab")
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from test_readers_pdf import _font, _write, draw  # noqa: F401  (a fixture)

SIZE = 10.0
EDGES = (60.0, 180.0, 260.0, 340.0, 420.0, 500.0)
PAD = 5.4


def _token(text: str, x0: float, base: float) -> Token:
    glyphs = [Glyph(c, x0 + 5 * i, x0 + 5 * i + 5, base - SIZE, base, SIZE) for i, c in enumerate(text) if c != " "]
    if " " in text:
        return Token(tuple(glyphs), glyphs[0].x0, glyphs[-1].x1, False, base, text)
    (token,) = read_tokens(glyphs).tokens
    return token


def _over(text: str, first: int, last: int, base: float) -> Token:
    """A label in the middle of some columns."""
    middle = (EDGES[first] + EDGES[last + 1]) / 2
    return _token(text, middle - 2.5 * len(text), base)


COLUMNS = Columns(EDGES, PAD, True)


def test_a_label_stands_over_the_columns_in_whose_middle_it_stands() -> None:
    labels = [
        _over("Kỳ", 1, 2, 12), _over("Tên", 0, 0, 18), _over("Nhận", 1, 1, 24), _over("Trả", 2, 2, 24),
        _over("Quá", 3, 3, 18), _over("Còn", 4, 4, 18),
    ]  # fmt: skip
    (tree,) = read_label_trees(labels, COLUMNS)
    told = {label.tokens[0].text: (label.first, label.last, label.level) for label in tree}
    assert told["Kỳ"] == (1, 2, 0)
    assert told["Nhận"] == (1, 1, 1)
    assert told["Còn"] == (4, 4, 0)


def test_labels_that_do_not_stand_alike_are_not_read() -> None:
    """“Quá” stands on the level of “Nhận”, with nothing above it."""
    labels = [
        _over("Kỳ", 1, 2, 12), _over("Tên", 0, 0, 18), _over("Nhận", 1, 1, 24), _over("Trả", 2, 2, 24),
        _over("Quá", 3, 3, 24), _over("Còn", 4, 4, 18),
    ]  # fmt: skip
    assert read_label_trees(labels, COLUMNS) == []


def _row(base: float, *figures: str) -> list[Token]:
    return [_token(text, EDGES[c + 1] + 20, base) for c, text in enumerate(figures) if text]


FIGURED = (False, True, True, True, True)


def test_a_label_of_three_lines_stands_in_the_middle_beside_its_figures() -> None:
    tokens = [
        _token("Một", 65.4, 100), *_row(100, "11", "12", "13", "14"),
        _token("Hai hai", 65.4, 112), _token("hai", 65.4, 124), *_row(124, "21", "22", "23", "24"),
        _token("hai hết", 65.4, 136),
        _token("Ba", 65.4, 148), *_row(148, "31", "", "33", "34"),
    ]  # fmt: skip
    rows = read_rows(Body(tokens, COLUMNS, FIGURED))
    assert len(rows.levels) == 4
    assert rows.levels[1] == pytest.approx(101, abs=3)
    assert rows.levels[2] == pytest.approx(137, abs=3)


def test_a_line_that_may_be_of_either_row_is_of_none() -> None:
    tokens = [
        _token("Một", 65.4, 100), *_row(100, "11", "12", "13", "14"),
        _token("hay hai", 65.4, 112),
        _token("Ba", 65.4, 130), *_row(130, "31", "32", "33", "34"),
        _token("Bốn bốn", 65.4, 148),
    ]  # fmt: skip
    with pytest.raises(UnsureError):
        read_rows(Body(tokens, COLUMNS, FIGURED))


# --- whole files ----------------------------------------------------------------------------------


def _told(report: Report) -> list[tuple[list[tuple[str, ...]], list[tuple[tuple[str, ...], list[str]]]]]:
    return [
        (
            [column.path for column in table.columns],
            [(row.path, [cell.printed for cell in row.cells]) for row in table.rows],
        )
        for table in report.tables
    ]


def _centre(canvas: Canvas, x0: float, x1: float, y: float, text: str) -> None:
    _write(canvas, (x0 + x1 - pdfmetrics.stringWidth(text, "Viet", 9)) / 2, y, text, 9)


def _right(canvas: Canvas, x1: float, y: float, text: str) -> None:
    _write(canvas, x1 - 5 - pdfmetrics.stringWidth(text, "Viet", 9), y, text, 9)


def _two_levels(canvas: Canvas, y: float, rows: int, *, head: bool = True, first: int = 0) -> None:
    """A table without a rule: names flush left, figures flush right, labels in the middle."""
    if head:
        _centre(canvas, 60, 180, y + 6, "Đơn vị")
        _centre(canvas, 180, 340, y, "Trong kỳ")
        _centre(canvas, 180, 250, y + 12, "Nhận")
        _centre(canvas, 250, 340, y + 12, "Quá hạn")
        _centre(canvas, 340, 430, y + 6, "Trả")
    for r in range(rows):
        n = first + r
        _write(canvas, 65, y + 26 + 14 * r, f"Sở {'ABCDĐEGHI'[n % 9]} tỉnh", 9)
        for x1, text in ((250, str(111 + 7 * n)), (340, str(9 + n)), (430, str(1222 + 13 * n))):
            _right(canvas, x1, y + 26 + 14 * r, text)


def test_two_levels_without_a_rule_go_on_over_the_page_without_labels(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        _two_levels(canvas, 600, 9)

    def second(canvas: Canvas) -> None:
        _two_levels(canvas, 60, 3, head=False, first=9)

    ((columns, rows),) = _told(read_report(draw(tmp_path / "a.pdf", first, second)))
    assert columns == [("Trong kỳ", "Nhận"), ("Trong kỳ", "Quá hạn"), ("Trả",)]
    assert len(rows) == 12
    assert rows[-1] == (("Sở C tỉnh",), ["188", "20", "1365"])


@pytest.mark.parametrize("stub", [0.0, 24.0])
def test_a_label_far_above_its_columns_in_padded_cells_is_not_lost(tmp_path: Path, stub: float) -> None:
    """Labels at the top, or at the foot, of cells with much room: without the one above, columns would be misnamed."""

    def page(canvas: Canvas) -> None:
        _centre(canvas, 60, 180, 100 + stub, "Đơn vị")
        _centre(canvas, 180, 340, 100, "Trong kỳ")
        _centre(canvas, 180, 260, 124, "Nhận")
        _centre(canvas, 260, 340, 124, "Quá hạn")
        for r, name in enumerate(("Sở Y tế", "Sở Nội vụ", "Sở Thuế")):
            _write(canvas, 65, 148 + 24 * r, name, 9)
            _right(canvas, 260, 148 + 24 * r, str(111 + 7 * r))
            _right(canvas, 340, 148 + 24 * r, str(9 + r))

    told = _told(read_report(draw(tmp_path / "a.pdf", page)))
    assert [columns for columns, _ in told] == [[("Trong kỳ", "Nhận"), ("Trong kỳ", "Quá hạn")]]


def test_a_second_table_right_below_has_labels_of_its_own(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        _two_levels(canvas, 100, 4)
        _two_levels(canvas, 210, 3, first=4)

    told = _told(read_report(draw(tmp_path / "a.pdf", page)))
    assert [len(rows) for _, rows in told] == [4, 3]
    assert all(columns == [("Trong kỳ", "Nhận"), ("Trong kỳ", "Quá hạn"), ("Trả",)] for columns, _ in told)


_SAID = (
    "Trong kỳ báo cáo các cơ quan đơn vị đã tiếp nhận 1.256 hồ sơ giải quyết đúng hạn 98,5 % còn 27 hồ sơ quá hạn năm "
    "2024 tăng 12 nhiệm vụ so với cùng kỳ theo Quyết định số 15 ngày 05 tháng 3"
)
_WORDS = _SAID.split()


def _prose(canvas: Canvas, x0: float, x1: float, y: float, rng: random.Random, *, gaps: float) -> None:
    """Lines of words set between two margins, the spaces stretched as a justified line has them."""
    for _ in range(24):
        line: list[str] = []
        while pdfmetrics.stringWidth(" ".join(line), "Viet", 10) < 0.85 * (x1 - x0):
            line.append(rng.choice(_WORDS))
        x = x0
        for word in line:
            _write(canvas, x, y, word, 10)
            x += pdfmetrics.stringWidth(word, "Viet", 10) + gaps
        y += 14


def _columns(canvas: Canvas) -> None:
    for x in (60, 310):
        _prose(canvas, x, x + 220, 100, random.Random(int(x)), gaps=3.5)


def _justified(canvas: Canvas) -> None:
    _prose(canvas, 60, 520, 100, random.Random(5), gaps=8)


def _list(canvas: Canvas) -> None:
    for i in range(14):
        _write(canvas, 70, 100 + 16 * i, f"{i + 1}.", 11)
        _write(canvas, 95, 100 + 16 * i, f"Thực hiện {27 + i}/{30 + i} nhiệm vụ được giao trong kỳ.", 11)


def _contents(canvas: Canvas) -> None:
    for i in range(14):
        _write(canvas, 70, 100 + 16 * i, f"{i + 1}", 11)
        _write(canvas, 95, 100 + 16 * i, "Kết quả thực hiện nhiệm vụ", 11)
        _write(canvas, 500, 100 + 16 * i, f"{2 * i + 3}", 11)


def _addresses(canvas: Canvas) -> None:
    for i, (left, right) in enumerate(
        (("UBND TỈNH BÌNH GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc"),
         ("Số: 51/BC-SNV", "Bình Giang, ngày 15 tháng 12 năm 2024"), ("Điện thoại: 0299.3821", "Fax: 0299.3822"),
         ("12 Trần Phú", "95000"), ("34 Lê Lợi", "95001"), ("56 Hùng Vương", "95002")),
    ):  # fmt: skip
        _write(canvas, 70, 100 + 16 * i, left, 11)
        _write(canvas, 300, 100 + 16 * i, right, 11)


def _signatures(canvas: Canvas) -> None:
    for i, (left, right) in enumerate(
        (("Nơi nhận:", "KT. GIÁM ĐỐC"), ("- Như trên;", "PHÓ GIÁM ĐỐC"), ("- Lưu: VT, 05 bản.", "Nguyễn Văn A")),
    ):  # fmt: skip
        _write(canvas, 70, 100 + 16 * i, left, 11)
        _write(canvas, 350, 100 + 16 * i, right, 11)


@pytest.mark.parametrize("page", [_columns, _justified, _list, _contents, _addresses, _signatures])
def test_what_is_no_table_is_none(tmp_path: Path, page: Callable[[Canvas], None]) -> None:
    assert read_report(draw(tmp_path / "a.pdf", page)).tables == ()


def test_a_table_keeps_the_height_of_its_page(tmp_path: Path) -> None:
    """What stands in a cell stands where its box says."""
    report = read_report(draw(tmp_path / "a.pdf", lambda canvas: _two_levels(canvas, 100, 4)))
    (table,) = report.tables
    box = table.rows[0].cells[0].box
    assert box is not None
    assert box.top < 126 < box.bottom < A4[1]
    assert (box.x0, box.x1) == (pytest.approx(180, abs=1), pytest.approx(250, abs=1))
