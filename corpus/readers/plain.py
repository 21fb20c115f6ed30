"""Plain text: paragraphs between blank lines, tables as lines of tab-separated cells.

The form in which text recognition hands reports over: pages end in the middle of sentences and
tables, headers are printed again on each page, footnotes stand where the page ended.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.assemble import GridItem, Item, TextItem, assemble_report
from corpus.encodings import decode
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.grids import Grid
from corpus.headings import is_uppercase_title, read_heading
from corpus.ragged import level_rows
from corpus.readers.aligned import as_tabbed
from corpus.readers.cost import Cost
from corpus.readers.drawn import count_drawn, read_drawn
from corpus.readers.joining import is_footnote, join_grids
from corpus.readers.placing import is_signed
from corpus.text import normalise
from corpus.titles import stands_alone
from corpus.values import Report

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_ITALIC = re.compile(r"<(?:i|em)\b|^\*[^*]+\*$")
_SENTENCE_END = (".", ":", ";", "!", "?", "…", ")", "”", '"')
_BULLET = re.compile(r"[-+–•*]\s")
_WRAPPED_AT = 60
_MOST_SIGNED = 6  # lines of positions and names side by side
_HEAD = 40  # lines in which a masthead and a title stand


class PlainTextReader:
    """Reads text in any encoding that `corpus.encodings` knows."""

    formats = frozenset({Format.TEXT})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del progress
        cost = Cost(limits, file.path)
        text = decode(file.data, file.path)
        cost.check_pages(text)
        lines = as_tabbed(text.splitlines())
        return assemble_report(split_items(lines, cost), source=str(file.path), sha256=file.sha256)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    number: int


def split_items(lines: Sequence[str], cost: Cost | None = None) -> list[Item]:
    """The lines as texts and grids in order, with what page breaks cut put together again."""
    cost = cost or Cost()
    items: list[Item] = []
    chunk: list[_Line] = []
    for number, text in enumerate([*lines, ""], start=1):
        if text.strip():
            chunk.append(_Line(text, number))
        elif chunk:
            items.extend(_read_chunk(chunk, cost))
            chunk = []
    return join_grids(_join_sentences(items))


def _read_chunk(chunk: Sequence[_Line], cost: Cost) -> list[Item]:
    cost.check_time()
    items: list[Item] = []
    grid: list[_Line] = []
    texts = [line.text for line in chunk]
    at = 0
    while at < len(chunk):
        line, at = chunk[at], at + 1
        if "\t" in line.text.rstrip("\n"):
            grid.append(line)
            continue
        if grid:
            items.extend(_read_cells(grid, cost))
            grid = []
        count = max(count_drawn(texts, at - 1), 1)
        drawn = read_drawn(texts[at - 1 : at - 1 + count], line.number) if count > 1 else None
        if drawn is not None:
            cost.add_rows(len(drawn.rows), len(drawn.rows) * len(drawn.rows[0]))
            items.append(GridItem(drawn))
        else:
            for told in chunk[at - 1 : at - 1 + count]:
                _add_text(items, told)
        at += count - 1
    if grid:
        items.extend(_read_cells(grid, cost))
    return items


def _add_text(items: list[Item], line: _Line) -> None:
    """Adds a line, joined to the one before where it goes on (a wrapped line, a title in capitals)."""
    text = normalise(html.unescape(_TAG.sub(" ", line.text)))
    previous = items[-1] if items else None
    alone = line.number <= _HEAD and stands_alone(text)
    if isinstance(previous, TextItem) and not alone and _goes_on(previous.text, text):
        items[-1] = TextItem(f"{previous.text} {text}", previous.line)
    elif text:
        items.append(TextItem(text, line.number))


def _goes_on(before: str, text: str) -> bool:
    if is_uppercase_title(before) and is_uppercase_title(text):
        return read_heading(text) is None
    starts_anew = _BULLET.match(text) or read_heading(text) or text[:1] in "⁰¹²³⁴⁵⁶⁷⁸⁹"
    return len(before) >= _WRAPPED_AT and not before.endswith(_SENTENCE_END) and not starts_anew


def _read_cells(lines: Sequence[_Line], cost: Cost) -> list[Item]:
    """A grid, or what two who sign have side by side as texts."""
    grid = _read_grid(lines, cost)
    filled = [[cell for cell in row if cell] for row in grid.grid.rows]
    if len(filled) > _MOST_SIGNED or not all(filled) or not is_signed(filled):
        return [grid]
    return [TextItem(cell, line.number) for row, line in zip(filled, lines, strict=True) for cell in row]


def _read_grid(lines: Sequence[_Line], cost: Cost) -> GridItem:
    raw = [line.text.split("\t") for line in lines]
    cost.add_rows(len(raw), len(raw) * max(map(len, raw)))
    cells = level_rows(raw)
    emphasis = frozenset(
        (r, c) for r, row in enumerate(cells) for c, cell in enumerate(row) if _ITALIC.search(cell.strip())
    )
    clean = tuple(tuple(_clean_cell(cell) for cell in row) for row in cells)
    return GridItem(Grid(clean, tuple(line.number for line in lines), frozenset(), emphasis))


def _clean_cell(cell: str) -> str:
    return normalise(html.unescape(_TAG.sub(" ", cell)).replace("  ", " ")).strip("*").strip()


def _join_sentences(items: Sequence[Item]) -> list[Item]:
    """Sentences that a page end cut (with footnotes or nothing between the halves) made whole."""
    joined: list[Item] = []
    previous: int | None = None  # the last item that is no footnote
    for item in items:
        cut = joined[previous] if previous is not None else None
        if isinstance(item, TextItem) and isinstance(cut, TextItem) and _was_cut(cut.text, item.text):
            assert previous is not None
            joined[previous] = TextItem(f"{cut.text} {item.text}", cut.line)
        else:
            joined.append(item)
            previous = previous if is_footnote(item) else len(joined) - 1
    return joined


def _was_cut(before: str, after: str) -> bool:
    if before.endswith(_SENTENCE_END) or (read_heading(before) is not None and read_heading(after) is not None):
        return False
    return (after[:1].islower() and not re.match(r"[a-zđ][).]\s", after)) or (
        before.endswith(",") and after[:1].isdigit()
    )
