"""The report of a workbook: the blocks of each sheet under its title, and what of it was not read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.assemble import Item, TextItem, assemble_report, build_blocks
from corpus.headings import is_uppercase_title
from corpus.readers.xlsx_grids import sheet_items
from corpus.readers.xlsx_parts import is_unit
from corpus.readers.xlsx_regions import LETTERHEAD
from corpus.readers.xlsx_sheets import Sheet
from corpus.text import fold
from corpus.values import Block, Heading, Paragraph, Report, Table


def report_workbook(sheets: Sequence[Sheet], hidden: Sequence[str], path: Path, sha256: str) -> Report:
    """One report of all sheets, each under its title; `ReadingError` if there is nothing in them."""
    read = [(sheet, sheet_items(sheet)) for sheet in sheets]
    everything = [item for _, items in read for item in items]
    report = assemble_report(everything, source=str(path), sha256=sha256)
    blocks = [block for sheet, items in read for block in _sheet_blocks(sheet, items)]
    if hidden:
        blocks.append(Paragraph(f"Trang tính ẩn không được đọc: {', '.join(hidden)}.", (), 1))
    title = report.title or _first_title(everything) or (sheets[0].title if sheets else "")
    years = re.findall(r"\b((?:19|20)\d{2})\b", title)
    period = max(years) if years and not report.title else report.period
    return replace(report, title=title, period=period, blocks=tuple(blocks))


def _sheet_blocks(sheet: Sheet, items: Sequence[Item]) -> Iterator[Block]:
    """The blocks of a sheet; a note's number counts within the sheet."""
    top = (sheet.title,)
    yield Heading(sheet.title, top, 1)
    for block in _titled(build_blocks(items), sheet.title):
        yield replace(block, path=(*top, *block.path))
    for text in _notices(sheet):
        yield Paragraph(text, top, sheet.last)


def _notices(sheet: Sheet) -> Iterator[str]:
    """What of a sheet was not read, said in the report itself."""
    rows, columns = sheet.hidden_used
    if rows or columns:
        counted = ", ".join(filter(None, [f"{rows} dòng" if rows else "", f"{columns} cột" if columns else ""]))
        yield f"Trang tính “{sheet.title}” có {counted} ẩn không được đọc."
    if sheet.unread:
        yield (
            f"Trang tính “{sheet.title}” có {sheet.unread} ô công thức chưa có kết quả hoặc báo lỗi nên không đọc được."
        )


def _titled(blocks: Iterable[Block], sheet_title: str) -> Iterator[Block]:
    """The blocks, each table without a title given the lines above it, else the sheet's title."""
    above: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            yield replace(block, title=block.title or _name(above) or sheet_title)
            above = []
            continue
        above = [] if isinstance(block, Heading) else [*above, block.text]
        yield block


def _name(above: Sequence[str]) -> str:
    lines = [line for line in above if not is_unit(line) and not fold(line).startswith(LETTERHEAD)]
    return " ".join([line for line in lines if is_uppercase_title(line)] or lines[-1:])


def _first_title(items: Sequence[Item]) -> str:
    """The first line in capitals that is no letterhead."""
    texts = (item.text for item in items if isinstance(item, TextItem))
    return next((t for t in texts if is_uppercase_title(t) and not fold(t).startswith(LETTERHEAD)), "")
