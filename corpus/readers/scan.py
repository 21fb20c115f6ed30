"""One scanned page recognised: tables by their rules cell by cell, the rest as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers.pages import Page, PageTable
from corpus.readers.scan_cells import read_table
from corpus.readers.scan_image import Pixels, Sheet, lies_sideways, prepare_sheet
from corpus.readers.scan_lines import RuledGrid, erase_rules, find_grids, find_rules
from corpus.readers.scan_text import read_lines
from corpus.readers.scan_words import PAGE, Deadline, check_program, recognise, turns_needed

_BADLY = 0.6  # mean confidence of a page: one that reads worse may stand on its head
_INK = 150
_QUARTERS = {1: Image.Transpose.ROTATE_90, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_270}
_SMALLEST = 24  # dots: a line of letters needs more


def recognise_page(image: Image.Image, number: int, width: float, height: float, limits: Limits) -> Page:
    """The page that a picture of `width` × `height` points shows; `unusable` if its ink spells nothing.

    Lines and edges are measured on the page made level, boxes of cells on the page as it was scanned.
    `ReadingError` where Tesseract or its Vietnamese data is missing, the picture has more than
    `limits.pixels`, or it takes more than `limits.page_seconds`.
    """
    if image.width * image.height > limits.pixels:
        raise ReadingError(f"Ảnh của trang {number} quá lớn nên không được đọc; hãy quét lại ở 300 dpi rồi nạp lại.")
    check_program()
    if min(image.size) < _SMALLEST:
        return Page(number, width, height)
    deadline = Deadline.of(number, limits.page_seconds)
    sheet = prepare_sheet(image, width, height)
    sideways = lies_sideways(sheet.pixels)
    page = Page(number, width, height) if sideways else _read_sheet(sheet, number, width, height, deadline)
    if not sideways and page_confidence(page) >= _BADLY:
        return page
    turns = turns_needed(sheet.pixels, deadline)
    if not turns:
        return page if not sideways else _read_sheet(sheet, number, width, height, deadline)
    again = _read_turned(image, number, (width, height), turns, deadline)
    return max(page, again, key=page_confidence)


def _read_turned(image: Image.Image, number: int, size: tuple[float, float], turns: int, deadline: Deadline) -> Page:
    """The page read with its picture turned counter-clockwise by quarters."""
    width, height = size if turns % 2 == 0 else size[::-1]
    sheet = prepare_sheet(image.transpose(_QUARTERS[turns]), width, height)
    page = _read_sheet(sheet, number, width, height, deadline)
    page.turn = 360 - 90 * turns
    return page


def _read_sheet(sheet: Sheet, number: int, width: float, height: float, deadline: Deadline) -> Page:
    page = Page(number, width, height)
    rules = find_rules(sheet)
    wiped = erase_rules(sheet, rules)
    for grid in find_grids(rules, sheet.dpi):
        table = read_table(sheet, wiped, grid, deadline)
        if table is not None:
            page.tables.append(table)
            wiped = _without(wiped, grid)
    if (wiped < _INK).any():
        (words,) = recognise([wiped], PAGE, sheet.dpi, deadline)
        page.lines = read_lines(sheet, words)
        page.unusable = not (page.lines or page.tables)
    return page


def _without(wiped: Pixels, grid: RuledGrid) -> Pixels:
    """The picture with a table made paper."""
    x0, top, x1, bottom = grid.rect
    rest = wiped.copy()
    rest[max(top, 0) : bottom + 1, max(x0, 0) : x1 + 1] = 255
    return rest


def page_confidence(page: Page) -> float:
    """How sure the recogniser is of a page on the whole: of its characters, 0.0 where there are none."""
    told = [(len(chunk.text), chunk.confidence or 0.0) for line in page.lines for chunk in line.chunks]
    told += [(len(text), sure) for table in page.tables for text, sure in _cells(table)]
    return sum(size * sure for size, sure in told) / max(sum(size for size, _ in told), 1)


def _cells(table: PageTable) -> Sequence[tuple[str, float]]:
    return [(table.rows[r][c], sure) for (r, c), sure in table.confidence.items()]
