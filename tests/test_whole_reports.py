"""Whole reports written as Word files and pages, cells merged as their authors would: the same report comes back."""

from __future__ import annotations

import html
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from test_readers_html import SAMPLES, header_of, span_cells

from corpus.assemble import GridItem, Item, TextItem
from corpus.encodings import decode
from corpus.grids import Grid
from corpus.readers import read_report
from corpus.readers.placing import SpanCell
from corpus.readers.plain import split_items
from corpus.tables import mend_page_breaks
from corpus.values import Heading, Paragraph, Report, Table

Rows = list[list[tuple[int, SpanCell]]]


def items_of(path: Path) -> list[Item]:
    """What a plain text holds, the pieces of its tables put together."""
    items = split_items(decode(path.read_bytes(), path).splitlines())
    return [GridItem(mend_page_breaks(item.grid)) if isinstance(item, GridItem) else item for item in items]


def merged(grid: Grid) -> Rows:
    """The cells of a table; a label of the first column that stands for several rows is merged over them."""
    rows = span_cells(grid)
    body = range(header_of(grid), len(grid.rows))
    named = [r for r in body if grid.rows[r][0] and not grid.rows[r][0].startswith("(")]
    if not named or any(grid.rows[r][0][:1].isdigit() for r in named):
        return rows
    for top, end in zip(named, [*named[1:], body.stop], strict=True):
        if end - top > 1 and all(any(grid.rows[r][1:]) for r in range(top, end)):
            text = " ".join(filter(None, (grid.rows[r][0] for r in range(top, end))))
            rows[top][0] = (0, SpanCell(text, end - top, 1, rows[top][0][1].italic))
            for r in range(top + 1, end):
                del rows[r][0]
    return rows


def as_page(items: list[Item]) -> str:
    """A page of paragraphs and tables."""
    parts = ["<!DOCTYPE html><html><body>"]
    for item in items:
        if isinstance(item, TextItem):
            parts.append(f"<p>{html.escape(item.text)}</p>")
            continue
        parts.append("<table>")
        for row in merged(item.grid):
            parts.append("<tr>" + "".join(map(_page_cell, row)) + "</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"])


def _page_cell(placed: tuple[int, SpanCell]) -> str:
    cell = placed[1]
    text = html.escape(cell.text)
    return f'<td rowspan="{cell.height}" colspan="{cell.width}">{f"<i>{text}</i>" if cell.italic else text}</td>'


def as_word(items: list[Item]) -> bytes:
    """A Word file of paragraphs and tables."""
    document = Document()
    for item in items:
        if isinstance(item, TextItem):
            document.add_paragraph(item.text)
            continue
        width = len(item.grid.rows[0])
        places = (table := document.add_table(len(item.grid.rows), width))._cells
        assert table is not None
        for r, row in enumerate(merged(item.grid)):
            for c, cell in row:
                place = places[r * width + c]
                if cell.height > 1 or cell.width > 1:
                    place = place.merge(places[(r + cell.height - 1) * width + c + cell.width - 1])
                place.paragraphs[0].add_run(cell.text).italic = cell.italic or None
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def told(report: Report) -> list[Any]:
    """All that a report says, but for the lines that it stands in."""
    found: list[Any] = []
    for block in report.blocks:
        if isinstance(block, Heading):
            found.append(("heading", block.path))
        elif isinstance(block, Paragraph):
            found.append(("text", block.path, block.text, block.footnotes))
        else:
            found.append(_told_table(block))
    return [(report.number, report.title, report.body, report.date, report.signer), *found]


def _told_table(table: Table) -> Any:
    rows = [
        (r.path, r.is_total, [(c.printed, c.value, c.quality, c.of, c.footnote) for c in r.cells]) for r in table.rows
    ]
    return (table.title, table.path, table.unit, table.lead_in, [(c.path, c.formula) for c in table.columns], rows)


def _compare(path: Path, folder: Path, suffix: str) -> None:
    items = items_of(path)
    written = folder / f"bao-cao{suffix}"
    written.write_bytes(as_word(items) if suffix == ".docx" else as_page(items).encode())
    for got, wanted in zip(told(read_report(written)), told(read_report(path)), strict=True):
        assert got == wanted


@pytest.mark.parametrize("suffix", [".docx", ".html"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_back_whole(samples: Path, tmp_path: Path, name: str, suffix: str) -> None:
    _compare(samples / name, tmp_path, suffix)


@pytest.mark.parametrize("suffix", [".docx", ".html"])
def test_the_published_report_comes_back_whole(shared: Path, tmp_path: Path, suffix: str) -> None:
    _compare(shared / "reports" / "51-BC-SNV-2023.txt", tmp_path, suffix)
