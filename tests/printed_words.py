"""Random tables as a Word file: ruled, shaded or plain, with merged cells and rows that a page may cut."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from building.prints import as_pdf
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from printed_layouts import Printed

from corpus.readers.placing import SpanCell

_LANDSCAPE, _PORTRAIT = (841.9, 595.3), (595.3, 841.9)
_MARGIN = 42.5  # points


def write_printed(tables: Sequence[Printed], path: Path, rng: random.Random) -> Path:
    """The tables as a Word file, each page as wide as its table wants."""
    document = Document()
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    parts: list[str] = []
    for i, table in enumerate(tables):
        parts.extend(_between(rng, table.look.between, i))
        parts.append(_table(table, rng))
        turns = i + 1 == len(tables) or tables[i + 1].look.landscape != table.look.landscape
        if turns and i + 1 < len(tables):
            parts.append(f"<w:p><w:pPr>{_section(table.look.landscape)}</w:pPr></w:p>")
    for part in parts:
        body.insert(len(body) - 1, parse_xml(part.replace(">", f" {nsdecls('w')}>", 1)))
    body.replace(body[-1], parse_xml(_section(tables[-1].look.landscape).replace(">", f" {nsdecls('w')}>", 1)))
    document.save(str(path))
    return path


def _section(landscape: bool) -> str:
    width, height = (round(20 * side) for side in (_LANDSCAPE if landscape else _PORTRAIT))
    m = round(20 * _MARGIN)
    orient = ' w:orient="landscape"' if landscape else ""
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{m}" w:right="{m}" w:bottom="{m}" w:left="{m}" w:header="300" w:footer="300" w:gutter="0"/>'
        "</w:sectPr>"
    )


def _between(rng: random.Random, between: str, number: int) -> Iterable[str]:
    words = "Tình hình thực hiện nhiệm vụ được giao tại các cơ quan, đơn vị trong kỳ báo cáo được tổng hợp như sau"
    if between == "filled page":
        yield _paragraph("Báo cáo tình hình chung.", broken=True)
        for i in range(rng.randint(8, 34)):
            yield _paragraph(f"{words}, nội dung thứ {i + 1}.")
        return
    if between in ("words", "unit"):
        yield _paragraph(f"{words} tại lần tổng hợp thứ {number + 1}:")
    if between == "unit":
        yield _paragraph("Đơn vị tính: hồ sơ", align="right")
    if between in ("space", "page"):
        yield _paragraph("", broken=between == "page")


def _paragraph(text: str, *, broken: bool = False, align: str = "left") -> str:
    broke = "<w:pageBreakBefore/>" if broken else ""
    run = _run(text, 11) if text else ""
    return f'<w:p><w:pPr>{broke}<w:spacing w:before="0" w:after="60"/><w:jc w:val="{align}"/></w:pPr>{run}</w:p>'


def _run(text: str, points: float, *, bold: bool = False) -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    style = f'<w:rPr>{fonts}{"<w:b/>" if bold else ""}<w:sz w:val="{round(2 * points)}"/></w:rPr>'
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


_BORDERS: dict[str, tuple[str, ...]] = {
    "grid": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "none": (),
    "shaded": (),
    "rows": ("top", "bottom", "insideH"),
    "lines": ("top", "bottom"),
}


def _table(table: Printed, rng: random.Random) -> str:
    look = table.look
    sides = "".join(f'<w:{s} w:val="single" w:sz="4" w:color="000000"/>' for s in _BORDERS[look.rules])
    widths = _widths(table, rng)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    merged = any(cell.height > 1 for row in table.rows[table.header :] for _, cell in row)
    rows = []
    owners = {
        (i, c): (r, cell)
        for r, row in enumerate(table.rows)
        for c, cell in row
        for i in range(r, r + cell.height)
    }  # fmt: skip
    for r in range(len(table.rows)):
        cells = "".join(_cell(table, r, c, owners[r, c], widths) for c in range(table.width) if (r, c) in owners)
        marks = "<w:cantSplit/>" if look.whole and not merged else ""
        marks += "<w:tblHeader/>" if look.repeat and r < table.header else ""
        rows.append(f"<w:tr><w:trPr>{marks}</w:trPr>{cells}</w:tr>")
    properties = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _widths(table: Printed, rng: random.Random) -> list[int]:
    """Widths of columns in twentieths of a point."""
    whole = (_LANDSCAPE if table.look.landscape else _PORTRAIT)[0] - 2 * _MARGIN
    narrow = {"STT", "TT", ""}
    titles = [next((cell.text for c, cell in table.rows[0] if c == i), "") for i in range(table.first)]
    shares = [0.5 if title in narrow else rng.choice((1.5, 2.0, 2.5)) for title in titles]
    even = rng.random() < 0.6
    shares += [1.0 if even else rng.choice((0.9, 1.1, 1.4)) for _ in table.columns]
    used = 20 * whole * rng.choice((1.0, 1.0, 0.9))
    texts = [
        [cell.text for row in table.rows for at, cell in row if at == c and cell.width == 1] for c in range(len(shares))
    ]
    words = [max((len(word) for text in column for word in re.split(r"[\s=+]+", text)), default=1) for column in texts]
    least = [20 * (0.62 * table.look.points * word + 12) for word in words]
    spare = max(used - sum(least), 0.0)
    return [round(need + spare * share / sum(shares)) for need, share in zip(least, shares, strict=True)]


def _cell(table: Printed, r: int, c: int, owner: tuple[int, SpanCell], widths: Sequence[int]) -> str:
    top, cell = owner
    look, head = table.look, r < table.header
    wide = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
    tall = "" if cell.height == 1 else '<w:vMerge w:val="restart"/>' if top == r else "<w:vMerge/>"
    shade = ""
    if look.rules == "shaded" and (head or (r - table.header) % 2):
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{"B4C6E7" if head else "E7EEF8"}"/>'
    under = ""
    if look.rules == "lines" and head and r + 1 == table.header:
        under = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="000000"/></w:tcBorders>'
    middle = '<w:vAlign w:val="center"/>' if look.middle else ""
    width = sum(widths[c : c + cell.width])
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{tall}{under}{shade}{middle}</w:tcPr>'
    align = "center" if (head and look.centred) or (cell.text.isdigit() and c == 0) else "left"
    if not head and c >= table.first:
        align = look.figures
    text = cell.text if top == r else ""
    run = (
        _run(text, look.points, bold=head)
        if text
        else f'<w:r><w:rPr><w:sz w:val="{round(2 * look.points)}"/></w:rPr></w:r>'
    )
    paragraph = f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr>{run}</w:p>'
    return f"<w:tc>{properties}{paragraph}</w:tc>"


def print_tables(tables: Sequence[Printed], folder: Path, seed: int) -> Path:
    """The tables as a PDF that LibreOffice printed."""
    return as_pdf(write_printed(tables, folder / f"{seed}.docx", random.Random(seed)))
