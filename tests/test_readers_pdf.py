"""PDF: the samples set as pages and read back; broken text layers mended; bad files refused."""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from test_readers_xlsx import SAMPLES, header_spans, sample_items, share_of_cells

from corpus.assemble import GridItem, Item, TextItem, assemble_report
from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers import read_report
from corpus.readers.pdf_words import mend_words
from corpus.syllables import is_syllable
from corpus.tables import count_header_rows
from corpus.values import Heading, Paragraph, Table

pytest.importorskip("reportlab", reason="setting test PDFs needs reportlab")
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import LongTable, SimpleDocTemplate, Spacer, TableStyle
from reportlab.platypus import Paragraph as SetParagraph

FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
FONTS = ("DejaVuSerif.ttf", "times.ttf", "Times New Roman.ttf")


def _find_font() -> Path | None:
    for folder in FONT_FOLDERS:
        for name in FONTS:
            if folder.is_dir() and (found := next(folder.rglob(name), None)) is not None:
                return found
    return None


@pytest.fixture(scope="module", autouse=True)
def _font() -> None:
    path = _find_font()
    if path is None:
        pytest.skip("no font with Vietnamese letters on this machine")
    bold = next((b for b in (path.with_name(f"{path.stem}-Bold.ttf"),) if b.exists()), path)
    slanted = next((b for b in (path.with_name(f"{path.stem}-Italic.ttf"),) if b.exists()), path)
    pdfmetrics.registerFont(TTFont("Viet", str(path)))
    pdfmetrics.registerFont(TTFont("Viet-Italic", str(slanted)))
    pdfmetrics.registerFont(TTFont("Viet-Bold", str(bold)))
    pdfmetrics.registerFontFamily("Viet", normal="Viet", bold="Viet-Bold", italic="Viet-Italic", boldItalic="Viet-Bold")


def _style(**settings: Any) -> ParagraphStyle:
    return ParagraphStyle("x", fontName="Viet", **settings)


def _cell(text: str, style: ParagraphStyle, italic: bool) -> SetParagraph:
    return SetParagraph(f"<i>{escape(text)}</i>" if italic else escape(text), style)


def _table(item: GridItem, width: float, *, ruled: bool = True) -> LongTable:
    grid = item.grid
    header = count_header_rows(grid)
    size = 7 if len(grid.rows[0]) > 10 else 9
    style = _style(fontSize=size, leading=size * 1.15)
    cells = [
        [_cell(cell, style, (r, c) in grid.emphasis) if cell else "" for c, cell in enumerate(row)]
        for r, row in enumerate(grid.rows)
    ]
    words = [[word for row in grid.rows for word in row[c].split()] for c in range(len(grid.rows[0]))]
    least = [max(pdfmetrics.stringWidth(word, "Viet", size) for word in column if "=" not in word) for column in words]
    spare = width - sum(least) - 4 * len(least)
    longest = [max(len(row[c]) for row in grid.rows[header:]) for c in range(len(grid.rows[0]))]
    widths = [a + 4 + spare * b / sum(longest) for a, b in zip(least, longest, strict=True)]
    table = LongTable(cells, colWidths=widths, repeatRows=header)
    spans = [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in header_spans(grid)]
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)] if ruled else []
    pads = [(f"{side}PADDING", (0, 0), (-1, -1), 1.5) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    table.setStyle(TableStyle([*rules, *spans, *pads, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def _numbered(canvas: Any, document: Any) -> None:
    canvas.setFont("Viet", 11)
    if document.page > 1:
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, str(document.page))
    canvas.drawString(30 * mm, 10 * mm, "Báo cáo cải cách hành chính")


def set_pdf(items: Sequence[Item], path: Path, **settings: Any) -> Path:
    """Items set as the pages of an official report: justified text, ruled tables, page numbers."""
    document = SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=25 * mm, rightMargin=15 * mm, topMargin=20 * mm, bottomMargin=20 * mm,
        **settings,
    )  # fmt: skip
    body = _style(fontSize=13, leading=17, firstLineIndent=10 * mm, alignment=TA_JUSTIFY, spaceAfter=5)
    title = _style(fontSize=13, leading=17, alignment=TA_CENTER, spaceAfter=5)
    flow: list[Any] = []
    for item in items:
        if isinstance(item, TextItem):
            bold = item.text.isupper() or (len(item.text) < 90 and item.text[:1] in "IV123" and item.text[-1:] != ".")
            text = f"<b>{escape(item.text)}</b>" if bold else escape(item.text)
            flow.append(SetParagraph(text, title if item.text.isupper() else body))
        else:
            flow.extend([_table(item, document.width), Spacer(1, 8)])
    document.build(flow, onFirstPage=_numbered, onLaterPages=_numbered)
    return path


@pytest.mark.parametrize("name", SAMPLES)
def test_tables_over_pages_come_back(samples: Path, tmp_path: Path, name: str) -> None:
    items = sample_items(samples / name)
    expected = assemble_report(items, source="x", sha256="x")
    report = read_report(set_pdf(items, tmp_path / "a.pdf"))
    assert share_of_cells(expected.tables, report.tables) >= 0.99
    for a, b in zip(expected.tables, report.tables, strict=True):
        assert [c.path for c in b.columns] == [c.path for c in a.columns]
        assert [row.path for row in b.rows] == [row.path for row in a.rows]
        assert b.path == a.path
    assert (report.number, report.date, report.signer) == (expected.number, expected.date, expected.signer)


@pytest.mark.parametrize("name", SAMPLES)
def test_running_text_and_headings_come_back(samples: Path, tmp_path: Path, name: str) -> None:
    items = sample_items(samples / name)
    expected = assemble_report(items, source="x", sha256="x")
    report = read_report(set_pdf(items, tmp_path / "a.pdf"))
    for kind in (Heading, Paragraph):
        assert [b.text for b in report.blocks if isinstance(b, kind)] == [
            b.text for b in expected.blocks if isinstance(b, kind)
        ]
    assert not any("Báo cáo cải cách" in b.text for b in report.blocks if isinstance(b, Paragraph))


# --- pages set by hand ----------------------------------------------------------------------------


Draw = Callable[[Canvas], None]


def draw(path: Path, *pages: Draw, **settings: Any) -> Path:
    """A PDF of pages that each function draws."""
    canvas = Canvas(str(path), pagesize=A4, **settings)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def _write(canvas: Canvas, x: float, y: float, text: str, size: float = 13, font: str = "Viet") -> None:
    canvas.setFont(font, size)
    canvas.drawString(x, A4[1] - y, text)


def _texts(path: Path) -> list[str]:
    return [b.text for b in read_report(path).blocks if not isinstance(b, Table)]


def test_halves_of_syllables_are_joined(tmp_path: Path) -> None:
    """The halves stand apart by less than a space, and the text layer has a space between them."""

    def page(canvas: Canvas) -> None:
        x = 80.0
        for piece, gap in [("ĐIỀ", 1.8), ("U", 4.5), ("KHO", 1.6), ("ẢN", 4.5), ("THI", 4.5), ("HÀNH", 4.5)]:
            _write(canvas, x, 100, f"{piece} ")
            x += pdfmetrics.stringWidth(piece, "Viet", 13) + gap

    assert _texts(draw(tmp_path / "a.pdf", page)) == ["ĐIỀU KHOẢN THI HÀNH"]


def test_words_are_not_run_together() -> None:
    words = ["Mục", "B", "an", "toàn", "của", "cấp", "TH", "ở", "huyện", "a", "ấy", "do", "ông", "ả", "kể"]
    assert mend_words(words, [0.0] + [0.3] * (len(words) - 1)) == words
    assert [w for w in words if not is_syllable(w)] == ["B", "TH"]


def test_letterhead_and_signatures_are_read_column_by_column(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        _write(canvas, 60, 80, "UBND TỈNH BÌNH GIANG", 12)
        _write(canvas, 300, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 10)
        _write(canvas, 90, 96, "SỞ NỘI VỤ", 12)
        _write(canvas, 340, 96, "Độc lập - Tự do - Hạnh phúc", 12)
        _write(canvas, 90, 112, "Số: 112/BC-SNV", 12)
        _write(canvas, 320, 112, "Bình Giang, ngày 15 tháng 01 năm 2025", 10)
        _write(canvas, 250, 160, "BÁO CÁO", font="Viet-Bold")
        _write(canvas, 180, 178, "Kết quả công tác năm 2024", font="Viet-Bold")
        _write(canvas, 100, 220, "I. KẾT QUẢ", font="Viet-Bold")
        _write(canvas, 100, 240, "Toàn tỉnh đăng, phát 612 tin, bài.")
        _write(canvas, 70, 300, "Nơi nhận:", 11)
        _write(canvas, 380, 300, "GIÁM ĐỐC", 13)
        _write(canvas, 70, 314, "- Như trên;", 11)
        _write(canvas, 70, 328, "- Lưu: VT.", 11)
        _write(canvas, 360, 360, "Lê Hoàng Phúc", 13)

    report = read_report(draw(tmp_path / "a.pdf", page))
    assert (report.number, report.date) == ("112/BC-SNV", "2025-01-15")
    assert report.title == "Kết quả công tác năm 2024"
    assert (report.signer, report.signer_position) == ("Lê Hoàng Phúc", "Giám đốc")


def test_an_unruled_table_is_read_by_its_columns(tmp_path: Path) -> None:
    rows = [
        ("STT", "Đơn vị", "Tiếp nhận", "Giải quyết"),
        ("1", "Sở Y tế", "1.256", "1.235"),
        ("2", "Sở Giáo dục và Đào tạo", "9.539", "9.466"),
        ("3", "Sở Tài chính", "345", "307"),
    ]

    def page(canvas: Canvas) -> None:
        _write(canvas, 70, 80, "Kết quả từng đơn vị như sau:")
        for r, row in enumerate(rows):
            for x, text in zip((70, 110, 330, 430), row, strict=True):
                _write(canvas, x, 110 + 18 * r, text)
        _write(canvas, 70, 210, "Các đơn vị còn lại không phát sinh hồ sơ.")

    report = read_report(draw(tmp_path / "a.pdf", page))
    (table,) = report.tables
    assert [c.path for c in table.columns] == [("Tiếp nhận",), ("Giải quyết",)]
    assert [(r.path[-1], [int(str(c.value)) for c in r.cells]) for r in table.rows] == [
        ("1 Sở Y tế", [1256, 1235]),
        ("2 Sở Giáo dục và Đào tạo", [9539, 9466]),
        ("3 Sở Tài chính", [345, 307]),
    ]


def test_rows_without_rules_between_them_are_parted(tmp_path: Path) -> None:
    def page(canvas: Canvas) -> None:
        for x in (70, 250, 350, 450):
            canvas.line(x, A4[1] - 100, x, A4[1] - 220)
        for y in (100, 122, 220):
            canvas.line(70, A4[1] - y, 450, A4[1] - y)
        for x, text in ((75, "Đơn vị"), (255, "Tiếp nhận"), (355, "Quá hạn")):
            _write(canvas, x, 116, text)
        for y, row in ((140, ("Sở Y tế", "1.256", "9")), (158, ("Sở Văn hóa, Thể thao", "676", "0"))):
            for x, text in zip((75, 255, 355), row, strict=True):
                _write(canvas, x, y, text)
        _write(canvas, 75, 174, "và Du lịch")
        for x, text in ((75, "Tổng cộng"), (255, "1.932"), (355, "9")):
            _write(canvas, x, 194, text)

    (table,) = read_report(draw(tmp_path / "a.pdf", page)).tables
    assert [(row.path, [int(str(cell.value)) for cell in row.cells]) for row in table.rows] == [
        (("Sở Y tế",), [1256, 9]),
        (("Sở Văn hóa, Thể thao và Du lịch",), [676, 0]),
        (("Tổng cộng",), [1932, 9]),
    ]


def test_notes_at_the_foot_are_joined_to_their_call_and_sentences_over_pages_go_on(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        _write(canvas, 70, 90, "Năm 2024 tỉnh đạt 83,45 điểm theo công bố của Bộ Nội vụ")
        width = pdfmetrics.stringWidth("Năm 2024 tỉnh đạt 83,45 điểm theo công bố của Bộ Nội vụ", "Viet", 13)
        canvas.setFont("Viet", 8)
        canvas.drawString(70 + width, A4[1] - 85, "1")
        _write(canvas, 70 + width + 8, 90, "về cải")
        canvas.setFont("Viet", 6)
        canvas.drawString(70, A4[1] - 736, "1")
        _write(canvas, 75, 740, "Quyết định số 15/QĐ-BNV.", 10)
        _write(canvas, 290, 800, "1", 11)

    def second(canvas: Canvas) -> None:
        _write(canvas, 70, 90, "cách hành chính, tăng 05 bậc so với năm 2023.")
        _write(canvas, 290, 800, "2", 11)

    report = read_report(draw(tmp_path / "a.pdf", first, second))
    (paragraph,) = report.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.endswith("Bộ Nội vụ về cải cách hành chính, tăng 05 bậc so với năm 2023.")
    assert [note.text for note in paragraph.footnotes] == ["Quyết định số 15/QĐ-BNV."]


# --- bad files ------------------------------------------------------------------------------------


def _scan(canvas: Canvas) -> None:
    pixel = BytesIO(b"P5 2 2 255 " + bytes([255, 255, 255, 255]))
    canvas.drawImage(ImageReader(pixel), 0, 0, A4[0], A4[1])


def _page(canvas: Canvas) -> None:
    _write(canvas, 70, 100, "Toàn tỉnh đăng, phát 612 tin, bài.")


def test_a_scan_is_told_as_one_and_a_scanned_page_is_said(tmp_path: Path) -> None:
    """By its image: the text layer of a scan is a stamp at most."""
    with pytest.raises(ReadingError):
        read_report(draw(tmp_path / "a.pdf", _scan))
    texts = _texts(draw(tmp_path / "b.pdf", _page, _scan))
    assert texts[0] == "Toàn tỉnh đăng, phát 612 tin, bài."
    assert texts[1:] in ([], ["Trang 2 là bản chụp, chưa đọc được chữ."])


def test_a_page_without_a_text_layer_is_recognised(tmp_path: Path) -> None:
    if not shutil.which("tesseract"):
        pytest.skip("no tesseract on this machine")
    document = pypdfium2.PdfDocument(draw(tmp_path / "a.pdf", _page))
    image = document[0].render(scale=200 / 72).to_pil()
    scanned = draw(tmp_path / "b.pdf", lambda canvas: canvas.drawImage(ImageReader(image), 0, 0, A4[0], A4[1]))
    (paragraph,) = read_report(scanned).blocks
    assert isinstance(paragraph, Paragraph)
    assert "612 tin" in paragraph.text
    assert paragraph.confidence is not None
    assert paragraph.boxes[0].x0 == pytest.approx(70, abs=4)


def test_locked_cut_and_foreign_files_are_refused(tmp_path: Path) -> None:
    locked = draw(tmp_path / "a.pdf", _page, encrypt=StandardEncryption("mat-khau"))
    with pytest.raises(ReadingError, match="mật khẩu"):
        read_report(locked)
    path = draw(tmp_path / "b.pdf", *[_page] * 3)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(ReadingError, match="cắt ngang"):
        read_report(path)
    path.write_bytes(b"%PDF-1.7\nnothing\nstartxref\n0\n%%EOF")
    with pytest.raises(ReadingError, match="hỏng"):
        read_report(path)
    for content, said in ((b"", "trống"), (b"PK\x03\x04", "bị hỏng")):
        path.write_bytes(content)
        with pytest.raises(ReadingError, match=said):
            read_report(path)
    with pytest.raises(ReadingError, match="Không có tệp"):
        read_report(tmp_path / "none.pdf")


def test_limits_are_held_before_reading(tmp_path: Path) -> None:
    path = draw(tmp_path / "a.pdf", *[_page] * 3)
    with pytest.raises(ReadingError, match="hơn 2 trang"):
        read_report(path, Limits(pages=2))
    with pytest.raises(ReadingError, match="MB"):
        read_report(path, Limits(file_bytes=500))
    with pytest.raises(ReadingError, match="quá nhiều chữ"):
        read_report(path, Limits(glyphs=10))
    with pytest.raises(ReadingError, match="quá lâu"):
        read_report(path, Limits(seconds=0.0))
    bomb = zlib.compress(b" " * 3_000_000)
    path.write_bytes(path.read_bytes() + b"stream\n" + bomb + b"\nendstream\nstartxref\n0\n%%EOF")
    with pytest.raises(ReadingError, match="bất thường"):
        read_report(path, Limits(expanded_bytes=2_000_000))
