"""From texts and grids in order to a `Report`: headings opened, footnotes joined, tables built."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import ReadingError
from corpus.footnotes import MARKS, Calls, join_notes, read_note
from corpus.grids import Grid
from corpus.headings import HeadingLine, HeadingStack, SetLine, is_uppercase_title, read_outline
from corpus.metadata import read_metadata
from corpus.numbers import strip_superscripts
from corpus.tables import build_table, split_banner, split_tables, unit_line
from corpus.text import fold
from corpus.values import Block, Box, Footnote, Heading, Paragraph, Report

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
    unfolded = [part for item in items for part in unfold_form(item)]
    blocks = build_blocks(unfolded)
    if not blocks:
        raise ReadingError(f"Tệp “{source}” không có nội dung đọc được.")
    lines = [item for item in unfolded if isinstance(item, TextItem) and not _is_note(item)]
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


def build_blocks(items: Sequence[Item]) -> list[Block]:
    """Headings, paragraphs and tables in order, each under the headings open at its place, with the notes
    that they call; a note that nothing calls for certain is a paragraph."""
    stack = HeadingStack()
    blocks: list[Block] = []
    caption: list[str] = []  # what was said since the last heading, table or appendix title
    titled = False  # whether the open appendix has its title already
    headings = iter(_outline([item for item in items if isinstance(item, TextItem) and not _is_note(item)]))
    joined, alone = join_notes([_marked_text(item) for item in items])
    for place, (item, called) in enumerate(zip(items, joined, strict=True)):
        if isinstance(item, TextItem) and (note := read_note(item.text)):
            blocks += [_paragraph(replace(item, text=note.text), stack.path, ())] if place in alone else []
            continue
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
                    footnotes=_told_apart(called),
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
                blocks.append(_paragraph(replace(item, text=heading.rest), stack.path, called))
            continue
        elif stack.in_appendix and is_uppercase_title(text) and titled:
            stack.push(_TITLE_RANK, text)
            blocks.append(Heading(text, stack.path, item.line, item.boxes))
            caption = []
            continue
        caption.append(strip_superscripts(text))
        blocks.append(_paragraph(replace(item, text=text), stack.path, called))
    return blocks


def _paragraph(item: TextItem, path: tuple[str, ...], calls: Calls) -> Paragraph:
    marks = list(MARKS.finditer(item.text))
    own = calls[len(calls) - len(marks) :] if calls else ()  # a heading may stand before the text
    ends = {note: len(strip_superscripts(item.text[: m.start()])) for m, note in zip(marks, own, strict=False) if note}
    called = tuple(replace(note, at=end) for note, end in sorted(ends.items(), key=lambda told: int(told[0].mark)))
    return Paragraph(strip_superscripts(item.text), path, item.line, called, item.boxes, item.confidence)


def _marked_text(item: Item) -> str:
    """All the text of an item in which marks can stand."""
    return item.text if isinstance(item, TextItem) else " ".join(cell for row in item.grid.rows for cell in row)


def _told_apart(calls: Calls) -> list[Footnote]:
    """The notes that a table calls, without those of one mark that differ."""
    notes = set(filter(None, calls))
    marks = Counter(note.mark for note in notes)
    return [note for note in notes if marks[note.mark] == 1]


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


def _is_note(item: Item) -> bool:
    return isinstance(item, TextItem) and read_note(item.text) is not None


def _outline(lines: Sequence[TextItem]) -> list[HeadingLine | None]:
    return read_outline([SetLine(line.text, line.level, line.bold) for line in lines])


def _is_closing(text: str) -> bool:
    return _CLOSING.match(fold(text.strip("* "))) is not None and len(text) < 120
