"""From texts and grids in order to a `Report`: headings opened, footnotes joined, tables built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import ReadingError
from corpus.grids import Grid
from corpus.headings import HeadingLine, HeadingStack, SetLine, is_uppercase_title, read_outline
from corpus.metadata import read_metadata
from corpus.numbers import SUPERSCRIPTS, strip_superscripts
from corpus.tables import build_table, split_banner, split_tables, unit_line
from corpus.text import fold
from corpus.values import Block, Box, Footnote, Heading, Paragraph, Report

_FOOTNOTE = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*(\S.*)", re.DOTALL)
_MARKS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_CAPTION = re.compile(r"(bảng|biểu)\s*(số)?\s*[\d.]+\s*[:.–-]", re.IGNORECASE)
_FORM = re.compile(r"(?:\d+[.)]?\s*)?(?:cong hoa xa hoi chu nghia viet nam|noi nhan\s*:)")
_CLOSING = re.compile(r"noi nhan(?:\s*[:.]|.{0,30}$)")  # "Nơi nhận:", whatever is set beside it
_TITLE_RANK = 15


@dataclass(frozen=True, slots=True)
class TextItem:
    """A line or paragraph of text; `line` in the source, from 1, `boxes` the places of its lines on
    pages, `confidence` how sure a recogniser is of it (None where it was not recognised).

    `level` from 1 is that of the heading which its style makes it, 0 where no style does; `bold`, all
    of it is set so."""

    text: str
    line: int
    boxes: tuple[Box, ...] = ()
    confidence: float | None = None
    level: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class GridItem:
    """A table's printed cells; `title` where the format gives it one of its own."""

    grid: Grid
    title: str = ""


Item = TextItem | GridItem


def assemble_report(items: Sequence[Item], *, source: str, sha256: str) -> Report:
    """The report that the items of a file make; `ReadingError` if there is nothing to read."""
    footnotes = read_footnotes(items)
    rest = [part for item in items if not _is_footnote(item) for part in unfold_form(item)]
    if not rest:
        raise ReadingError(f"Tệp “{source}” không có nội dung đọc được.")
    blocks = build_blocks(rest, footnotes)
    lines = [item for item in rest if isinstance(item, TextItem)]
    texts = [item.text for item in lines]
    first = next((i for i, told in enumerate(_outline(lines)) if told and told.rank <= 40), len(texts))
    closing = next((i for i, text in enumerate(texts) if _is_closing(text)), len(texts))
    about = read_metadata(texts[:first], texts[first:closing], texts[closing:])
    return Report(
        number=about.number,
        title=about.title,
        body=about.body,
        date=about.date,
        place=about.place,
        province=about.province,
        period=about.period,
        signer=about.signer,
        signer_position=about.signer_position,
        source=source,
        sha256=sha256,
        blocks=tuple(blocks),
    )


def unfold_form(item: Item) -> list[Item]:
    """A masthead or a signature laid out as a table as its lines, column by column; all else as it is."""
    if isinstance(item, TextItem) or not any(
        _FORM.match(fold(cell).strip("* ")) for row in item.grid.rows for cell in row
    ):
        return [item]
    lines: dict[str, int] = {}
    for column in zip(*item.grid.rows, strict=False):
        for cell, line in zip(column, item.grid.lines, strict=False):
            lines |= {bare: line for part in cell.split("\n") if (bare := part.strip()) and bare not in lines}
    return [TextItem(text, line) for text, line in lines.items()]


def read_footnotes(items: Sequence[Item]) -> tuple[Footnote, ...]:
    """The notes at the feet of pages, by their marks."""
    found = []
    for item in items:
        if isinstance(item, TextItem) and (match := _FOOTNOTE.fullmatch(item.text)):
            found.append(Footnote(match[1].translate(SUPERSCRIPTS), match[2].strip()))
    return tuple(found)


def build_blocks(items: Sequence[Item], footnotes: Sequence[Footnote]) -> list[Block]:
    """Headings, paragraphs and tables in order, each under the headings open at its place."""
    stack = HeadingStack()
    blocks: list[Block] = []
    caption: list[str] = []  # what was said since the last heading, table or appendix title
    titled = False  # whether the open appendix has its title already
    headings = iter(_outline([item for item in items if isinstance(item, TextItem)]))
    for item in items:
        if isinstance(item, GridItem):
            above, grid = split_banner(item.grid)
            blocks.extend(Paragraph(line, stack.path, item.grid.lines[0]) for line in above)
            caption.extend(above)
            for part in split_tables(grid):
                table = build_table(
                    part,
                    title=item.title or _table_title(stack, caption),
                    path=stack.path,
                    lead_in=caption[-1] if caption else "",
                    unit=unit_line(caption),
                    footnotes=footnotes,
                )
                blocks.extend([table] if table is not None else _as_paragraphs(part, stack.path))
            caption, titled = [], True
            continue
        text = item.text.strip("* ")
        heading = next(headings)
        if _is_closing(text):
            stack = HeadingStack()
            stack.push(0, "Nơi nhận và ký")
        elif heading is not None:
            stack.push(heading.rank, heading.text)
            blocks.append(Heading(heading.text, stack.path, item.line, item.boxes))
            caption, titled = [], heading.rank != 0
            if heading.rest:
                blocks.append(_paragraph(replace(item, text=heading.rest), stack.path, footnotes))
            continue
        elif stack.in_appendix and is_uppercase_title(text) and titled:
            stack.push(_TITLE_RANK, text)
            blocks.append(Heading(text, stack.path, item.line, item.boxes))
            caption = []
            continue
        caption.append(strip_superscripts(text))
        blocks.append(_paragraph(replace(item, text=text), stack.path, footnotes))
    return blocks


def _paragraph(item: TextItem, path: tuple[str, ...], footnotes: Sequence[Footnote]) -> Paragraph:
    ends = {m.group().translate(SUPERSCRIPTS): len(strip_superscripts(item.text[: m.start()]))
            for m in _MARKS.finditer(item.text)}  # fmt: skip
    called = tuple(replace(note, at=ends[note.mark]) for note in footnotes if note.mark in ends)
    return Paragraph(strip_superscripts(item.text), path, item.line, called, item.boxes, item.confidence)


def _table_title(stack: HeadingStack, caption: Sequence[str]) -> str:
    """A caption of its own, an appendix's title, else the heading that the table stands under."""
    explicit = next((line for line in reversed(caption) if _CAPTION.match(line)), None)
    if explicit:
        return explicit
    last = stack.path[-1] if stack.path else ""
    titles = [line for line in caption if unit_line([line]) is None]
    if stack.in_appendix and len(stack.path) == 1 and titles:
        return ". ".join([last, *titles])
    return last


def _as_paragraphs(grid: Grid, path: tuple[str, ...]) -> list[Paragraph]:
    """A grid that is no table, as its lines: nothing of a report is lost."""
    return [
        Paragraph(" – ".join(cell for cell in row if cell), path, line)
        for row, line in zip(grid.rows, grid.lines, strict=True)
        if any(row)
    ]


def _is_footnote(item: Item) -> bool:
    return isinstance(item, TextItem) and _FOOTNOTE.fullmatch(item.text) is not None


def _outline(lines: Sequence[TextItem]) -> list[HeadingLine | None]:
    return read_outline([SetLine(line.text, line.level, line.bold) for line in lines])


def _is_closing(text: str) -> bool:
    return _CLOSING.match(fold(text.strip("* "))) is not None and len(text) < 120
