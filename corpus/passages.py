"""From a report to the passages that are embedded: whole clauses with their heading path in front."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.text import sentences
from corpus.values import PATH_SEPARATOR, Paragraph, Passage, Report, Row, Table, add_pages

LONGEST = 1000  # characters: about 300 tokens of the bundled model, which takes 512


def split_passages(report: Report) -> tuple[Passage, ...]:
    """The report's passages in order: paragraphs (long ones at sentence ends), then table rows."""
    found: list[Passage] = [_masthead(report)]
    for block in report.blocks:
        if isinstance(block, Paragraph):
            found.extend(_paragraph_passages(block))
        elif isinstance(block, Table):
            found.extend(_row_passages(block))
    return tuple(passage for passage in found if passage.text)


def _masthead(report: Report) -> Passage:
    """What the report says of itself, as one passage."""
    day = "/".join(str(int(part)) for part in reversed(report.date.split("-"))) if report.date else ""
    parts = [
        f"Báo cáo số {report.number}" if report.number else "",
        f"ngày ban hành {day}" if day else "",
        f"cơ quan ban hành: {report.body}" if report.body else "",
        f"người ký: {report.signer}, chức vụ: {report.signer_position}" if report.signer else "",
        f"tên báo cáo: {report.title}" if report.title else "",
    ]
    said = ", ".join(part for part in parts if part)
    return Passage(f"{said}." if said else "", (), "Đầu báo cáo và phần ký", "text", 1)


def _paragraph_passages(paragraph: Paragraph) -> Iterator[Passage]:
    notes = "".join(f" (chú thích {note.mark}: {note.text})" for note in paragraph.footnotes)
    for text in _pieces(paragraph.text + notes):
        locator = add_pages(PATH_SEPARATOR.join(paragraph.path), paragraph.boxes)
        yield Passage(text, paragraph.path, locator, "text", paragraph.line, paragraph.boxes)


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that end with a sentence and are no longer than `LONGEST` where they can be."""
    piece = ""
    for sentence in sentences(text):
        if piece and len(piece) + len(sentence) > LONGEST:
            yield piece
            piece = ""
        piece = f"{piece} {sentence}".strip()
    if piece:
        yield piece


def _row_passages(table: Table) -> Iterator[Passage]:
    heading = (*table.path, table.title) if table.title not in table.path else table.path
    for row in table.rows:
        boxes = tuple(cell.box for cell in row.cells if cell.box is not None)
        locator = add_pages(PATH_SEPARATOR.join([*table.path, *row.path]), boxes)
        for text in _pieces(spell_row(table, row)):
            yield Passage(text, heading, locator, "table", row.line, boxes)


def spell_row(table: Table, row: Row) -> str:
    """A row in words that name its columns: "Sở X — Số hồ sơ tiếp nhận: 28.072; …"."""
    told = [
        f"{' – '.join(column.path)}: {cell.printed}" if isinstance(cell.value, Decimal) else cell.printed
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.printed
    ]
    return f"{PATH_SEPARATOR.join(row.path)} — {'; '.join(told)}" if told else ""
