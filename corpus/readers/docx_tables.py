"""The tables of Word files: cells with what they span, and what stands in each in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.grids import Place
from corpus.readers.docx_text import ParagraphReader, Told
from corpus.readers.docx_xml import Element, W, at, blocks, inside, is_on, value, whole
from corpus.readers.placing import SpanCell
from corpus.text import normalise

_SNAP = 100  # twentieths of a point: borders drawn by hand nearer than this are one
_WIDEST = 1000

Content = list[Told | Element]  # the paragraphs, tables and text boxes of a cell


@dataclass
class WordTable:
    """A table's cells where they begin, how many rows at its top are marked as its header, and what
    its cells hold in order."""

    places: dict[Place, SpanCell] = field(default_factory=dict)
    header: int = 0
    contents: list[Content] = field(default_factory=list)


def read_table(table: Element, reader: ParagraphReader) -> WordTable:
    """A table as it stands after all changes to it are accepted."""
    found = WordTable()
    snapped = _snap(table)
    open_cells: dict[int, Place] = {}  # the cell that begins or goes on in each column of the row above
    marked = True
    for r, row in enumerate(row for row in inside(table, "tr") if not _is_gone(row)):
        marked = marked and is_on(at(row, "trPr/tblHeader"))
        found.header += marked
        open_cells = _read_row(found, r, row, snapped, open_cells, reader)
    return found


def _is_gone(row: Element) -> bool:
    return at(row, "trPr/del") is not None or is_on(at(row, "trPr/hidden"))


def _read_row(
    found: WordTable, r: int, row: Element, snapped: dict[int, int], above: dict[int, Place], reader: ParagraphReader
) -> dict[int, Place]:
    """Takes in a row; returns which cell stands in each column where one begins."""
    standing: dict[int, Place] = {}
    last: Place | None = None
    column = whole(at(row, "trPr/gridBefore"), "val")
    for cell in inside(row, "tc"):
        if at(cell, "tcPr/cellDel") is not None:
            continue
        begin, column = column, min(column + max(whole(at(cell, "tcPr/gridSpan"), "val"), 1), _WIDEST)
        start = snapped.get(begin, begin)
        width = max(snapped.get(column, column) - start, 1)
        owner = above.get(start) if _goes_on(cell, "vMerge") else last if _goes_on(cell, "hMerge") else None
        if owner is None:
            owner = (r, start)
            found.places[owner] = replace(_read_cell(found, cell, reader), width=width)
        else:
            _reach(found.places, owner, r, start + width)
        standing[start] = last = owner
    return standing


def _reach(places: dict[Place, SpanCell], owner: Place, r: int, end: int) -> None:
    """Lets a cell reach down to a row and right to a column."""
    cell = places[owner]
    height = max(cell.height, r - owner[0] + 1)
    places[owner] = replace(cell, height=height, width=max(cell.width, end - owner[1]))


def _read_cell(found: WordTable, cell: Element, reader: ParagraphReader) -> SpanCell:
    content: Content = []
    for node in blocks(cell):
        content.append(node if node.tag == f"{W}tbl" else reader.read(node, bare=True))
        content.extend(reader.take_boxes())
    found.contents.append(content)
    told = [part if isinstance(part, Told) else _read_box(part, reader) for part in content if _is_text(part)]
    text = normalise(" ".join(" ".join(part.text for part in told).split()))
    italic = bool(text) and all(part.italic for part in told if part.text.strip())
    return SpanCell(text, italic=italic)


def _is_text(part: Told | Element) -> bool:
    return isinstance(part, Told) or part.tag != f"{W}tbl"


def _read_box(box: Element, reader: ParagraphReader) -> Told:
    """A text box in a cell as one text, boxes in it and the cells of its tables included."""
    texts: list[str] = []
    for node in blocks(box):
        if node.tag == f"{W}p":
            texts.append(reader.read(node).text)
            texts.extend(_read_box(inner, reader).text for inner in reader.take_boxes())
        else:
            texts.extend(cell.text for cell in read_table(node, reader).places.values())
    return Told(" ".join(texts))


def _goes_on(cell: Element, name: str) -> bool:
    """Whether a cell only goes on the one above it (or, in old files, the one before it)."""
    merge = at(cell, f"tcPr/{name}")
    return merge is not None and value(merge, "val") != "restart"


def _snap(table: Element) -> dict[int, int]:
    """Grid columns by the border where they begin, with borders that nearly meet taken for one."""
    widths = [whole(column, "w") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    found, wide = {0: 0}, 0
    for c, width in enumerate(widths, start=1):
        wide += width
        found[c], wide = (c, 0) if wide > _SNAP else (found[c - 1], wide)
    for row in inside(table, "tr"):
        column = whole(at(row, "trPr/gridBefore"), "val")
        starts = []
        for cell in inside(row, "tc"):
            starts.append(found.get(column, column))
            column += max(whole(at(cell, "tcPr/gridSpan"), "val"), 1)
        if any(a >= b for a, b in pairwise(starts)):
            return {}
    return found
