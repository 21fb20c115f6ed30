"""Scans and pictures: pages drawn, spoiled and recognised; what cannot be read is said."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from scan_pages import HEIGHT, WIDTH, Paper, errors_in, find_font, spoil

from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.grids import looks_like_figure
from corpus.readers import read_report, scan_words
from corpus.readers.image import dots_per_inch
from corpus.readers.pages import Page
from corpus.readers.scan import recognise_page
from corpus.readers.scan_image import measure_tilt, prepare_sheet, to_gray
from corpus.readers.scan_lines import RuledGrid, erase_rules, find_grids, find_rules
from corpus.readers.scan_readings import Reading, is_roman, settle, unwrap
from corpus.values import Paragraph

needs_font = pytest.mark.skipif(find_font(20) is None, reason="no font with Vietnamese letters on this machine")
needs_tesseract = pytest.mark.skipif(which("tesseract") is None, reason="no Tesseract on this machine")

TEXTS = (
    "Năm 2024 tỉnh tiếp nhận 332.816 hồ sơ, đã giải quyết 328.811 hồ sơ, quá hạn 861 hồ sơ; tỷ lệ đúng hạn 99,74%.",
    "Ở cấp xã, phường Hưng Thịnh quá hạn 77 hồ sơ chứng thực do chưa quen phần mềm mới.",
)
ROWS = (
    ("STT", "Đơn vị", "Hồ sơ", "", "Tăng, giảm (%)"),
    ("", "", "Tiếp nhận", "Đúng hạn", ""),
    ("(1)", "(2)", "(3)", "(4)", "(5)"),
    ("I", "Cấp tỉnh", "14.140", "13.985", "+ 2,74"),
    ("1", "Sở Nội vụ", "1.256", "1.235", "- 0,05"),
    ("2", "Sở Giáo dục và Đào tạo", "9.539", "9.466", "+ 11,60"),
    ("3", "Sở Văn hóa, Thể thao và Du lịch", "3.345", "3.284", "- 4"),
    ("II", "Cấp huyện", "7.809", "7.790", ""),
)
SPANS = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1)}


def draw(dpi: int = 200) -> Paper:
    """A page of text and one table with a header of two rows."""
    paper = Paper(dpi)
    paper.paragraph(TEXTS[0])
    paper.table(ROWS, SPANS)
    paper.paragraph(TEXTS[1])
    return paper


def cells_right(page: Page) -> float:
    """The share of the drawn cells that were read as they were written."""
    (table,) = page.tables
    assert (len(table.rows), len(table.rows[0])) == (len(ROWS), len(ROWS[0]))
    pairs = [(a, b) for row, found in zip(ROWS, table.rows, strict=True) for a, b in zip(row, found, strict=True)]
    written = [(a, b) for a, b in pairs if a or b]
    return sum(a == b for a, b in written) / len(written)


def error_rate(paper: Paper, page: Page) -> float:
    """How many of the characters outside tables were misread."""
    wanted = "\n".join(paper.lines)
    return errors_in(wanted, "\n".join(line.text for line in page.lines)) / len(wanted)


# --- whole pages ----------------------------------------------------------------------------------


@needs_font
@needs_tesseract
def test_a_clean_page_comes_back_with_its_places_and_confidence() -> None:
    paper = draw()
    page = recognise_page(paper.image, 3, WIDTH, HEIGHT, Limits())
    assert cells_right(page) >= 0.95
    assert error_rate(paper, page) < 0.02
    (table,) = page.tables
    assert table.spans == SPANS
    assert {at for at, sure in table.confidence.items() if 0 <= sure <= 1} == {
        (r, c) for r, row in enumerate(table.rows) for c, text in enumerate(row) if text
    }
    assert all(0 < (line.confidence or 0) <= 1 for line in page.lines)
    assert page.box(table.boxes[3, 2]).page == 3


@needs_font
@needs_tesseract
def test_a_tilted_gray_noisy_page_comes_back() -> None:
    paper = draw()
    worse = spoil(paper.image, tilt=1.7, noise=10, paper=215, quality=60)
    page = recognise_page(worse, 1, WIDTH, HEIGHT, Limits())
    assert cells_right(page) >= 0.9
    assert error_rate(paper, page) < 0.05


@needs_font
@needs_tesseract
def test_a_page_on_its_side_is_turned_upright() -> None:
    paper = draw()
    side = paper.image.transpose(Image.Transpose.ROTATE_90)
    page = recognise_page(side, 1, HEIGHT, WIDTH, Limits())
    if page.turn != 90:
        pytest.skip("no Tesseract data that tell how a page is turned")
    assert cells_right(page) >= 0.95
    box = page.box(page.tables[0].boxes[0, 0])
    pixel = 200 / 72
    seen = side.crop((round(box.x0 * pixel), round(box.top * pixel), round(box.x1 * pixel), round(box.bottom * pixel)))
    found = scan_words.recognise(
        [np.asarray(seen.transpose(Image.Transpose.ROTATE_270))], scan_words.BLOCK, 200, scan_words.Deadline.of(1, 60)
    )
    assert [word.text for word in found[0]] == ["STT"]


@needs_font
@needs_tesseract
def test_a_picture_becomes_a_report(tmp_path: Path) -> None:
    paper = draw()
    second = Paper()
    second.paragraph("Các đơn vị còn lại không phát sinh hồ sơ quá hạn.")
    path = tmp_path / "anh-quet.tiff"
    paper.image.save(path, save_all=True, append_images=[second.image], dpi=(200, 200))
    seen: list[tuple[int, int]] = []
    report = read_report(path, progress=lambda page, pages: seen.append((page, pages)))
    assert seen == [(1, 2), (2, 2)]
    (table,) = report.tables
    assert [column.path[-1] for column in table.columns] == ["Tiếp nhận", "Đúng hạn", "Tăng, giảm (%)"]
    first = table.rows[1]
    assert [str(cell.value) for cell in first.cells] == ["1256", "1235", "-0.05"]
    assert all(cell.confidence is not None and cell.box is not None for cell in first.cells)
    last = [block for block in report.blocks if isinstance(block, Paragraph)][-1]
    assert last.text == " ".join(second.lines)
    assert last.boxes[0].page == 2
    assert last.confidence is not None


# --- tilt and places ------------------------------------------------------------------------------


@needs_font
@pytest.mark.parametrize("tilt", [-9.0, -2.3, -0.4, 0.0, 0.4, 3.1, 9.0])
def test_tilt_is_measured_and_undone(tilt: float) -> None:
    tilted = spoil(draw(100).image, tilt=tilt)
    assert measure_tilt(to_gray(tilted)) == pytest.approx(tilt, abs=0.1)
    sheet = prepare_sheet(tilted, WIDTH, HEIGHT)
    assert measure_tilt(sheet.pixels) == pytest.approx(0.0, abs=0.1)


@needs_font
@pytest.mark.parametrize("tilt", [0.0, 2.0, -5.0])
def test_places_are_those_of_the_page_as_it_was_scanned(tilt: float) -> None:
    """A mark in the middle of a table is where the sheet says that it is, tilted or not."""
    paper = draw(100)
    mark = (300, 400, 306, 406)
    paper.image.paste(0, mark)
    tilted = spoil(paper.image, tilt=tilt)
    sheet = prepare_sheet(tilted, WIDTH, HEIGHT)
    centre = np.array([303.0, 403.0])
    angle = np.deg2rad(-tilt)
    middle = np.array(paper.image.size) / 2
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ (centre - middle) + middle
    forth = np.linalg.inv(np.vstack([sheet.back, [0, 0, 1]]))
    x, y, _ = forth @ [*(turned * 72 / 100), 1]
    assert sheet.pixels[round(y), round(x)] < 100
    back = sheet.place((round(x), round(y), round(x), round(y)))
    assert back[:2] == pytest.approx(turned * 72 / 100, abs=0.5)


# --- rules ----------------------------------------------------------------------------------------


def _grids(image: Image.Image) -> list[RuledGrid]:
    sheet = prepare_sheet(image, WIDTH, HEIGHT)
    return find_grids(find_rules(sheet), sheet.dpi)


@needs_font
@pytest.mark.parametrize("worse", [{}, {"tilt": 1.5}, {"noise": 14, "paper": 200}, {"tilt": -3.0, "quality": 50}])
def test_rules_give_every_cell_and_what_it_spans(worse: dict[str, Any]) -> None:
    (grid,) = _grids(spoil(draw().image, **worse))
    assert (len(grid.ys) - 1, len(grid.xs) - 1) == (len(ROWS), len(ROWS[0]))
    assert {cell[:2]: cell[2:] for cell in grid.cells if cell[2:] != (1, 1)} == SPANS
    covered = [(r + i, c + j) for r, c, high, wide in grid.cells for i in range(high) for j in range(wide)]
    assert sorted(covered) == [(r, c) for r in range(len(ROWS)) for c in range(len(ROWS[0]))]


@needs_font
def test_letters_are_no_rules_and_rules_no_letters() -> None:
    """Bold capitals have long stems; a frame around nothing is no table."""
    paper = Paper()
    for size in (11, 14, 18):
        paper.paragraph("CHỈ ĐẠO, ĐIỀU HÀNH IIII HHHH LLLL 1111 || [] — ____", size, bold=True)
    sheet = prepare_sheet(paper.image, WIDTH, HEIGHT)
    rules = find_rules(sheet)
    assert find_grids(rules, sheet.dpi) == []
    wiped = erase_rules(sheet, rules)
    assert (wiped != sheet.pixels).mean() < 0.002


@needs_font
def test_a_break_in_a_rule_parts_no_cell_and_joins_none() -> None:
    paper = draw()
    (whole,) = _grids(paper.image)
    x = round(whole.xs[3] * 200 / 300)
    y = round((whole.ys[4] + whole.ys[5]) / 2 * 200 / 300)
    paper.image.paste(255, (x - 3, y - 2, x + 4, y + 2))
    (broken,) = _grids(paper.image)
    assert broken.cells == whole.cells


# --- readings -------------------------------------------------------------------------------------

_readings = st.builds(Reading, st.sampled_from(["", "1.256", "1.258", "1256", "l.256", "Sở"]), st.floats(0, 1))


@settings(max_examples=200, deadline=None)
@given(st.lists(_readings, min_size=1, max_size=4))
def test_a_settled_reading_is_one_of_those_there_were(readings: list[Reading]) -> None:
    settled = settle(readings, looks_like_figure)
    assert settled.text in {reading.text for reading in readings} | {""}
    assert 0 <= settled.confidence <= 1
    told = {reading.text for reading in readings if reading.text}
    if len({text for text in told if looks_like_figure(text)}) > 1:
        assert settled.confidence <= 0.5
    if any(looks_like_figure(text) for text in told):
        assert looks_like_figure(settled.text)


def test_roman_numerals_are_told_from_what_looks_like_them() -> None:
    assert all(is_roman(text) for text in ("I", "II", "III", "IV.", "V", "VIII", "IX", "XIV", "XXXIX."))
    assert not any(is_roman(text) for text in ("", ".", "IIII", "VV", "IH", "VỊ", "XXXX", "1"))


@needs_font
def test_lines_are_set_end_to_end_with_all_their_ink() -> None:
    paper = Paper(300)
    for line in ("(11)=(", "12)+(1", "3)"):
        paper.write(100, line, 8)
    picture = np.asarray(paper.image.crop((350, 200, 700, 450)))
    flat = unwrap(picture)
    assert flat.shape[0] < 100 < picture.shape[0]
    assert (flat < 128).sum() == pytest.approx((picture < 128).sum(), rel=0.02)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 0.6), st.integers(1, 40), st.integers(1, 60))
def test_any_ink_can_be_set_end_to_end(seed: int, share: float, height: int, width: int) -> None:
    picture = np.where(np.random.default_rng(seed).random((height, width)) < share, 0, 255).astype(np.uint8)
    flat = unwrap(picture)
    assert (flat < 128).sum() >= (picture < 128).sum()


# --- what cannot be read --------------------------------------------------------------------------


def _saved(path: Path, image: Image.Image, kind: str = "PNG") -> Path:
    image.save(path, kind)
    return path


def test_pictures_that_are_too_large_are_refused_before_decoding(tmp_path: Path) -> None:
    path = _saved(tmp_path / "a.png", Image.new("L", (300, 300), 255))
    with pytest.raises(ReadingError, match="quá lớn"):
        read_report(path, replace(Limits(), pixels=80_000))
    data = bytearray(path.read_bytes())
    data[16:24] = (200_000).to_bytes(4, "big") * 2  # the size that the header declares
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=r"quá lớn|hỏng"):
        read_report(path)


@needs_tesseract
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_broken_pictures_are_said_to_be_broken(tmp_path: Path, kind: str) -> None:
    noise = np.random.default_rng(2).integers(0, 255, (200, 300), dtype=np.uint8)
    path = _saved(tmp_path / "a.img", Image.fromarray(noise), kind)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 3])
    with pytest.raises(ReadingError, match=r"^[^\n]+\.$"):
        read_report(path)


@needs_tesseract
@pytest.mark.parametrize("size", [(1, 1), (3, 900), (20, 20), (400, 300)])
def test_a_picture_without_text_is_said_to_have_none(tmp_path: Path, size: tuple[int, int]) -> None:
    with pytest.raises(ReadingError, match="không có chữ"):
        read_report(_saved(tmp_path / "a.png", Image.new("L", size, 255)))


def test_more_pages_than_allowed_are_refused(tmp_path: Path) -> None:
    page = Image.new("L", (100, 100), 255)
    path = tmp_path / "a.tif"
    page.save(path, save_all=True, append_images=[page] * 4)
    with pytest.raises(ReadingError, match="hơn 3 trang"):
        read_report(path, replace(Limits(), pages=3))


@needs_font
@needs_tesseract
def test_a_page_that_takes_too_long_is_named(tmp_path: Path) -> None:
    path = _saved(tmp_path / "a.png", draw(100).image)
    with pytest.raises(ReadingError, match="Trang 1 nhận dạng chữ quá lâu"):
        read_report(path, replace(Limits(), page_seconds=0.05))


@pytest.mark.parametrize(("known", "said"), [(None, "cài Tesseract"), (frozenset({"eng"}), "tiếng Việt")])
def test_what_has_to_be_installed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known: frozenset[str] | None, said: str
) -> None:
    monkeypatch.setattr(scan_words, "which", lambda _: None if known is None else "tesseract")
    monkeypatch.setattr(scan_words, "_languages", lambda: known)
    with pytest.raises(ReadingError, match=said):
        read_report(_saved(tmp_path / "a.png", Image.new("L", (300, 300), 200)))


# --- resolution -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("size", "told", "dots"),
    [
        ((1654, 2339), 200, 200),
        ((595, 842), 72, 72),
        ((1654, 2339), 72, 200),  # would be larger than A2
        ((3024, 4032), 72, 3024 / 8.27),  # a telephone's picture, which says nothing of the page
        ((1654, 2339), None, 200),
        ((400, 120), None, 96),
        ((1654, 2339), 90_000, 200),
    ],
)
def test_the_resolution_is_what_makes_a_page(size: tuple[int, int], told: float | None, dots: float) -> None:
    packed = BytesIO()
    Image.new("L", size, 255).save(packed, "PNG", **({} if told is None else {"dpi": (told, told)}))
    assert dots_per_inch(Image.open(packed)) == pytest.approx(dots, rel=0.01)


# --- pages put together ---------------------------------------------------------------------------


@needs_font
@needs_tesseract
def test_a_table_goes_on_over_pages_that_lie_differently_on_the_scanner(tmp_path: Path) -> None:
    first, second = Paper(), Paper()
    first.below = 560
    first.table(ROWS, SPANS)
    second.table(
        (*ROWS[:3], ("1", "Huyện Phú Khê", "3.204", "3.197", "+ 1"), ("2", "Huyện Vĩnh Lợi", "4.605", "4.593", "- 2")),
        SPANS,
    )
    shifted = ImageChops.offset(second.image, 25, 0)
    pages = [spoil(first.image, tilt=1.2), spoil(shifted, tilt=-0.9, noise=8, paper=225)]
    path = tmp_path / "a.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(200, 200))
    (table,) = read_report(path).tables
    assert [row.path[-1].split(" ", 1)[1] for row in table.rows] == [
        *(row[1] for row in ROWS[3:]),
        "Huyện Phú Khê",
        "Huyện Vĩnh Lợi",
    ]
    assert {cell.box.page for row in table.rows for cell in row.cells if cell.box} == {1, 2}
