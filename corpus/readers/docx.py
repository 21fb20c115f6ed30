"""Word files: paragraphs with their automatic numbers, tables with merged cells, notes, text boxes.

Tracked changes are read as accepted. A file is held to limits before it is opened; nothing that it names
is fetched.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass, field, replace

from lxml import etree

from corpus.assemble import GridItem, Item, TextItem, assemble_report
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.readers.cost import Cost
from corpus.readers.docx_package import Media, open_parts
from corpus.readers.docx_styles import Numbering, Styles
from corpus.readers.docx_tables import WordTable, read_table
from corpus.readers.docx_text import ParagraphReader, Told
from corpus.readers.docx_xml import Element, W, blocks, value
from corpus.readers.joining import PARTING, join_grids
from corpus.readers.package import check_package
from corpus.readers.pictures import Album
from corpus.readers.placing import grid_of, is_layout
from corpus.readers.texts import paragraph_items
from corpus.values import Report

# what the libraries raise for parts that are missing, cut short or of another kind;
# RecursionError: elements nested beyond all measure
_BROKEN = (
    EOFError, KeyError, NotImplementedError, RecursionError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip


class DocxReader:
    """Reads .docx and .docm files, and templates."""

    formats = frozenset({Format.DOCX})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del progress  # a Word file has no pages
        broken = f"Tệp “{file.path}” bị hỏng hoặc không phải tệp Word; hãy mở bằng Word và lưu lại."
        check_package(file, limits, broken)
        try:
            items = docx_items(file.data, Cost(limits, file.path))
        except _BROKEN as error:
            raise ReadingError(broken) from error
        return assemble_report(items, source=str(file.path), sha256=file.sha256)


def docx_items(data: bytes, cost: Cost | None = None) -> list[Item]:
    """The texts and tables of a Word file in order, those that its pictures show among them."""
    album = Album(Media(data).read, cost or Cost())
    document, parts = open_parts(data)
    body = document.find(f"{W}body")
    if body is None:
        raise KeyError("body")
    notes = {kind: {value(note, "id"): note for note in parts[kind]} for kind in ("footnotes", "endnotes")}

    def walk(fields: list[list[str]] | None) -> _Walk:
        made = _Walk(
            ParagraphReader(Styles(parts["styles"]), Numbering(parts["numbering"]), notes, fields=fields), album
        )
        made.enter(body)
        return made

    walked = walk([])
    if walked.reader.fields:  # a field that never ends would swallow the rest
        walked = walk(None)
    return join_grids(walked.items)


@dataclass
class _Walk:
    """The walk over a document: items gathered in order."""

    reader: ParagraphReader
    album: Album
    items: list[Item] = field(default_factory=list)
    begun: list[Told] = field(default_factory=list)  # paragraphs whose ends were deleted
    line: int = 0

    def enter(self, container: Element, *, apart: bool = False) -> None:
        """Takes in the paragraphs and tables of a body, a text box or a cell."""
        for node in blocks(container):
            self.line += 1
            if node.tag == f"{W}tbl":
                self._table(node)
            else:
                self._text(self.reader.read(node), apart=apart)
        self._end(apart=apart)

    def _text(self, told: Told, *, apart: bool) -> None:
        self.begun.append(told)
        if not told.joined:
            self._end(apart=apart)

    def _end(self, *, apart: bool) -> None:
        """Ends the paragraph at hand; its text boxes and notes follow it."""
        begun, self.begun = self.begun, []
        text = "".join(told.text for told in begun)
        level = next((told.level for told in begun if told.level), 0)
        bold = bool(text.strip()) and all(told.bold for told in begun if told.text.strip())
        for item in paragraph_items(text, self.line, apart=apart):
            self.items.append(replace(item, level=0 if apart else level, bold=bold))
        for box in self.reader.take_boxes():
            self.enter(box, apart=True)
        for picture in self.reader.take_pictures():
            self.items.extend(self.album.show(picture.name, self.line, picture.size))
        self.items.extend(TextItem(note, self.line) for note in self.reader.take_notes())

    def _table(self, node: Element) -> None:
        table = read_table(node, self.reader)
        texts: dict[int, list[str]] = {}
        for (r, _), cell in table.places.items():
            texts.setdefault(r, []).append(cell.text)
        if is_layout(list(texts.values())):
            self._layout(table)
            return
        grid = grid_of(table.places, {r: self.line + r for r in texts}, table.header)
        self.line += max(texts, default=0)
        if grid is not None:
            self.items.append(GridItem(grid))
        self._end(apart=False)
        for part in (part for content in table.contents for part in content):
            if not isinstance(part, Told) and part.tag == f"{W}tbl":
                self.items.append(PARTING)
                self._table(part)
                self.items.append(PARTING)

    def _layout(self, table: WordTable) -> None:
        """A table that only sets text side by side: what its cells hold, one after the other."""
        for content in table.contents:
            for part in content:
                if isinstance(part, Told):
                    self._text(part, apart=True)
                elif part.tag == f"{W}tbl":
                    self._table(part)
                else:
                    self.enter(part, apart=True)
            self._end(apart=True)
