"""Pictures among text: what they show is recognised at its place; what cannot be read is said."""

from __future__ import annotations

import base64
import random
from io import BytesIO
from pathlib import Path
from shutil import which
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Pt
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from scan_pages import Paper, find_font

from corpus.audit import audit_report
from corpus.files import Limits
from corpus.readers import read_report
from corpus.readers.pictures import UNREAD
from corpus.values import Paragraph, Quality, Report, Table

pytestmark = [
    pytest.mark.skipif(find_font(20) is None, reason="no font with Vietnamese letters on this machine"),
    pytest.mark.skipif(which("tesseract") is None, reason="no Tesseract on this machine"),
]

ROWS = (
    ("STT", "Đơn vị", "Tiếp nhận", "Đúng hạn"),
    ("1", "Sở Nội vụ", "1.256", "1.235"),
    ("2", "Sở Y tế", "3.345", "3.284"),
    ("3", "Sở Tư pháp", "2.718", "2.690"),
)
BEFORE = "Kết quả giải quyết hồ sơ của các sở trong năm 2024 được tổng hợp ở bảng dưới đây để các đơn vị theo dõi."
BEHIND = "Các đơn vị tiếp tục đôn đốc công chức giải quyết hồ sơ đúng hạn và báo cáo kết quả về Sở Nội vụ."


def table_picture(title: str = "") -> Image.Image:
    """A ruled table as a picture of its own, cut out of a page."""
    paper = Paper(200)
    if title:
        paper.paragraph(title)
    paper.table(ROWS, size=12)
    return paper.image.crop((100, 140, 1600, round(paper.below * 200 / 72) + 20))


def photograph() -> Image.Image:
    """A dark picture in which nothing is written."""
    rng = random.Random(5)
    image = Image.new("L", (900, 600))
    image.putdata([rng.randint(0, 150) for _ in range(900 * 600)])
    return image


def seal() -> Image.Image:
    image = Image.new("L", (300, 300), 255)
    ImageDraw.Draw(image).ellipse((10, 10, 290, 290), outline=0, width=8)
    return image


def encode(image: Image.Image) -> bytes:
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def write_docx(path: Path, *pictures: tuple[bytes, float]) -> Path:
    document = Document()
    document.add_paragraph(BEFORE)
    for data, width in pictures:
        document.add_picture(BytesIO(data), width=Pt(width))
    document.add_paragraph(BEHIND)
    document.save(str(path))
    return path


def cut_pictures(path: Path) -> Path:
    """A Word file whose pictures end in the middle."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part[: len(part) // 2] if name.endswith(".png") else part)
    return path


def write_html(path: Path, *pictures: bytes) -> Path:
    shown = "".join(f'<img src="data:image/png;base64,{base64.b64encode(data).decode()}">' for data in pictures)
    path.write_text(f"<p>{BEFORE}</p><div>{shown}</div><p>{BEHIND}</p>", encoding="utf-8")
    return path


def write_pdf(path: Path, image: Image.Image, place: tuple[float, float, float, float]) -> Path:
    """A page of text around a picture; `place` its left, top, width and height in points."""
    font = find_font(20)
    assert font is not None
    pdfmetrics.registerFont(TTFont("Serif", font.path))
    canvas = Canvas(str(path), pagesize=(595, 842))
    left, top, width, height = place
    for y, text in ((80.0, BEFORE), (top + height + 40, BEHIND)):
        canvas.setFont("Serif", 9)
        canvas.drawString(50, 842 - y, text)
    canvas.drawImage(ImageReader(image), left, 842 - top - height, width, height)
    canvas.save()
    return path


def check_table(report: Report) -> Table:
    (table,) = report.tables
    assert [column.path for column in table.columns] == [("Tiếp nhận",), ("Đúng hạn",)]
    assert [[cell.printed for cell in row.cells] for row in table.rows] == [list(row[2:]) for row in ROWS[1:]]
    assert all(cell.confidence is not None for row in table.rows for cell in row.cells)
    return table


def order_of(report: Report) -> list[str]:
    return [type(block).__name__ for block in report.blocks]


def test_a_table_that_is_a_picture_on_a_page_is_read_at_its_place(tmp_path: Path) -> None:
    picture = table_picture()
    high = 480 * picture.height / picture.width
    report = read_report(write_pdf(tmp_path / "a.pdf", picture, (60, 110, 480, high)))
    table = check_table(report)
    assert order_of(report) == ["Paragraph", "Table", "Paragraph"]
    boxes = [cell.box for row in table.rows for cell in row.cells]
    assert all(box and box.page == 1 and 60 <= box.x0 < box.x1 <= 541 and 110 <= box.top < box.bottom <= 111 + high
               for box in boxes)  # fmt: skip
    doubted = audit_report(report)[0].tables[0]
    assert {cell.quality for row in doubted.rows for cell in row.cells} == {Quality.SUSPECT}


def test_text_of_a_picture_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    paper = Paper(200)
    paper.paragraph("Thông báo kết quả kiểm tra công tác cải cách hành chính", bold=True)
    picture = paper.image.crop((100, 140, 1600, 400))
    report = read_report(write_pdf(tmp_path / "a.pdf", picture, (60, 110, 480, 83)))
    texts = [block for block in report.blocks if isinstance(block, Paragraph)]
    assert [block.confidence is None for block in texts] == [True, False, True]
    assert "cải cách hành chính" in texts[1].text


def test_a_picture_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    report = read_report(write_pdf(tmp_path / "a.pdf", photograph(), (60, 110, 480, 320)))
    assert any("Trang 1 có hình" in block.text for block in report.blocks if isinstance(block, Paragraph))
    slow = read_report(write_pdf(tmp_path / "b.pdf", table_picture(), (60, 110, 480, 120)), Limits(page_seconds=0.0))
    assert not slow.tables
    assert any("Trang 1 có hình" in block.text for block in slow.blocks if isinstance(block, Paragraph))


def test_seals_and_blank_pictures_say_nothing(tmp_path: Path) -> None:
    for image, place in ((seal(), (400.0, 110.0, 90.0, 90.0)), (Image.new("L", (900, 400), 255), (60, 110, 450, 200))):
        report = read_report(write_pdf(tmp_path / "a.pdf", image, place))
        assert [block.text for block in report.blocks if isinstance(block, Paragraph)] == [BEFORE, BEHIND]


def test_a_table_pasted_as_a_picture_into_a_word_file_is_read(tmp_path: Path) -> None:
    report = read_report(write_docx(tmp_path / "a.docx", (encode(table_picture()), 440)))
    check_table(report)
    assert order_of(report) == ["Paragraph", "Table", "Paragraph"]
    assert all(cell.box is None for row in report.tables[0].rows for cell in row.cells)


def test_small_dark_and_broken_pictures_of_a_word_file(tmp_path: Path) -> None:
    data = encode(table_picture())
    report = read_report(write_docx(tmp_path / "a.docx", (encode(seal()), 80), (encode(photograph()), 440)))
    assert [block.text for block in report.blocks if isinstance(block, Paragraph)] == [BEFORE, UNREAD, BEHIND]
    broken = read_report(cut_pictures(write_docx(tmp_path / "b.docx", (data, 440))))
    assert [block.text for block in broken.blocks if isinstance(block, Paragraph)] == [BEFORE, UNREAD, BEHIND]
    large = read_report(write_docx(tmp_path / "c.docx", (data, 440)), Limits(pixels=10_000))
    assert [block.text for block in large.blocks if isinstance(block, Paragraph)] == [BEFORE, UNREAD, BEHIND]


def test_a_picture_that_a_web_page_carries_is_read_and_one_that_it_names_is_not_fetched(tmp_path: Path) -> None:
    report = read_report(write_html(tmp_path / "a.html", encode(table_picture())))
    check_table(report)
    assert order_of(report) == ["Paragraph", "Table", "Paragraph"]
    page = tmp_path / "b.html"
    page.write_text(f'<p>{BEFORE}</p><img src="http://example.invalid/a.png"><img src="file:///a.png">', "utf-8")
    assert len(read_report(page).blocks) == 1
