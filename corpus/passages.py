"""From a report to the passages that are embedded: whole clauses with their heading path in front.

Paragraphs under one heading make one passage while they fit: a short line alone says little of what it
is about. What a passage leans on and does not hold itself (the sentence that leads in a list, a long
row's label, the title of a text without headings) goes with it as its `lead_in`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.text import sentences
from corpus.values import (
    PATH_SEPARATOR,
    Block,
    Footnote,
    Heading,
    Paragraph,
    Passage,
    Report,
    Row,
    Table,
    add_pages,
)

LONGEST = 1000  # characters: about 300 tokens of the bundled model, which takes 512
_ENDLESS = 2 * LONGEST  # no sentence is so long: the model would not see its end
_LONGEST_LEAD = 300
_LONGEST_TITLE = 160
_ITEM = re.compile(r"(?:[-–+•*·]|\(?\d{1,3}[.)]|\(?[a-zđ][.)])\s")


def split_passages(report: Report) -> tuple[Passage, ...]:
    """The report's passages in order: what it says of itself, then its paragraphs, table rows, and
    headings that nothing stands under."""
    found = [*_masthead(report)]
    for path, blocks in groupby(_with_own_path(report.blocks), key=lambda pair: pair[0]):
        told = [block for _, block in blocks]
        title = report.title if not path and len(report.title) <= _LONGEST_TITLE else ""
        found.extend(_passages_below(path, told, title))
    return tuple(passage for passage in found if passage.text.strip())


def _with_own_path(blocks: Sequence[Block]) -> Iterator[tuple[tuple[str, ...], Block]]:
    """The blocks, each with the headings that it stands under; of the headings, those with nothing below."""
    for i, block in enumerate(blocks):
        if not isinstance(block, Heading):
            yield block.path, block
        elif i + 1 == len(blocks) or blocks[i + 1].path[: len(block.path)] != block.path:
            yield block.path[:-1], block


def _passages_below(path: tuple[str, ...], blocks: Sequence[Block], title: str) -> Iterator[Passage]:
    for is_table, some in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if is_table:
            for table in some:
                assert isinstance(table, Table)
                yield from _row_passages(table)
        else:
            yield from _text_passages(path, [_as_paragraph(block) for block in some], title)


def _as_paragraph(block: Block) -> Paragraph:
    if isinstance(block, Heading):
        return Paragraph(block.text, block.path[:-1], block.line, (), block.boxes)
    assert isinstance(block, Paragraph)
    return block


def _masthead(report: Report) -> Iterator[Passage]:
    """What the report says of itself, as one passage; a text that has nothing but a title says it itself."""
    if not (report.number or report.date or report.body or report.signer):
        return
    day = "/".join(str(int(part)) for part in reversed(report.date.split("-"))) if report.date else ""
    parts = [
        f"Báo cáo số {report.number}" if report.number else "",
        f"ngày ban hành {day}" if day else "",
        f"cơ quan ban hành: {report.body}" if report.body else "",
        f"người ký: {report.signer}, chức vụ: {report.signer_position}" if report.signer else "",
        f"tên báo cáo: {report.title}" if report.title else "",
    ]
    said = ", ".join(part for part in parts if part)
    yield Passage(f"{said}.", (), "Đầu báo cáo và phần ký", "text", 1)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some sentences of one paragraph, all of them where they fit a passage."""

    text: str
    paragraph: int


def _text_passages(path: tuple[str, ...], paragraphs: Sequence[Paragraph], title: str) -> Iterator[Passage]:
    pieces = [_Piece(text, i) for i, paragraph in enumerate(paragraphs) for text in _split(_sentences(paragraph))]
    for group in _group(pieces):
        told = [paragraphs[i] for i in dict.fromkeys(piece.paragraph for piece in group)]
        text = "\n".join(piece.text for piece in group)
        boxes = tuple(dict.fromkeys(box for paragraph in told for box in paragraph.boxes))
        locator = add_pages(PATH_SEPARATOR.join(path), boxes)
        lead_in = _lead_in(paragraphs, group[0]) or ("" if title in text else title)
        yield Passage(text, path, locator, "text", told[0].line, boxes, lead_in)


def _sentences(paragraph: Paragraph) -> list[str]:
    """The sentences of a paragraph, each with the footnotes that it calls."""
    told = [part for line in paragraph.text.split("\n") for sentence in sentences(line) for part in _parts(sentence)]
    notes = list(paragraph.footnotes)
    found, start = [], 0
    for i, sentence in enumerate(told):
        end = max(paragraph.text.find(sentence, start), start) + len(sentence)
        own = [note for note in notes if i + 1 == len(told) or (note.at is not None and note.at <= end)]
        notes = [note for note in notes if note not in own]
        found.append(sentence + "".join(map(_spell_note, own)))
        start = end
    return found


def _parts(text: str) -> Iterator[str]:
    """A text whole where it can be embedded, else in its sentences; what runs on without end, at its commas."""
    if len(text) <= LONGEST:
        yield text
        return
    for sentence in sentences(text):
        while len(sentence) > _ENDLESS:
            ends = (sentence.rfind(mark, LONGEST // 2, LONGEST) + 1 for mark in (", ", " "))
            end = next(filter(None, ends), LONGEST)
            yield sentence[:end].strip()
            sentence = sentence[end:].strip()
        yield sentence


def _spell_note(note: Footnote) -> str:
    return f" (chú thích {note.mark}: {note.text})"


def _split(told: Iterable[str]) -> Iterator[str]:
    """Sentences put together as long as they fit a passage; one that does not fit stays whole."""
    piece = ""
    for sentence in told:
        if piece and len(piece) + len(sentence) > LONGEST:
            yield piece
            piece = ""
        piece = f"{piece} {sentence}".strip()
    if piece:
        yield piece


def _group(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Neighbouring pieces put together as long as they fit; what leads in a list goes with its first item."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and sum(len(told.text) + 1 for told in group) + len(piece.text) > LONGEST:
            leads = len(group) > 1 and group[-1].text.endswith(":")
            yield group[:-1] if leads else group
            group = group[-1:] if leads else []
        group.append(piece)
    if group:
        yield group


def _lead_in(paragraphs: Sequence[Paragraph], first: _Piece) -> str:
    """The sentence that leads in the list whose item is the first of a passage, "" where it begins none."""
    if not _ITEM.match(first.text):
        return ""
    for paragraph in reversed(paragraphs[: first.paragraph]):
        if paragraph.text.endswith(":"):
            return sentences(paragraph.text)[-1][-_LONGEST_LEAD:]
        if not _ITEM.match(paragraph.text):
            return ""
    return ""


def _row_passages(table: Table) -> Iterator[Passage]:
    heading = (*table.path, table.title) if table.title not in table.path else table.path
    for row in table.rows:
        boxes = tuple(cell.box for cell in row.cells if cell.box is not None)
        locator = add_pages(PATH_SEPARATOR.join([*table.path, *row.path]), boxes)
        name = PATH_SEPARATOR.join(row.path)[:_LONGEST_LEAD]
        for i, text in enumerate(_split(part for cell in _spell_cells(table, row) for part in _parts(cell))):
            yield Passage(text, heading, locator, "table", row.line, boxes, f"{name} —" if i else "")


def _spell_cells(table: Table, row: Row) -> list[str]:
    """The cells of a row in words that name their columns: "Sở X — Số hồ sơ tiếp nhận: 28.072;", …."""
    told = [
        f"{' – '.join(column.path)}: {cell.printed}" if column.path else cell.printed
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.printed
    ]
    if not told:
        return []
    name = f"{PATH_SEPARATOR.join(row.path)} — " if row.path else ""
    return [f"{name}{told[0]}", *told[1:]] if len(told) == 1 else [
        f"{name}{told[0]};", *(f"{part};" for part in told[1:-1]), told[-1]
    ]  # fmt: skip
