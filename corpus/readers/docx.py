"""Word files: paragraphs with their automatic numbers, tables with merged cells, notes, text boxes.

Tracked changes are read as accepted. Runs in fonts from before Unicode (.VnTime, VNI-Times) are
converted. A file is held to limits before it is opened; nothing that it names is fetched.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby, pairwise

from docx import Document
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.opc.rel import _Relationship
from docx.oxml.parser import parse_xml
from lxml import etree

from corpus.assemble import GridItem, Item, TextItem, assemble_report
from corpus.encodings import from_tcvn3, from_vni
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.readers.html import (
    PARTING,
    SpanCell,
    grid_of,
    is_layout,
    join_tables,
    number_text,
    paragraph_items,
    raise_mark,
)
from corpus.readers.package import check_package
from corpus.text import normalise
from corpus.values import Report

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = {f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText")}
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOTES = {f"{_W}footnoteReference": "footnotes", f"{_W}endnoteReference": "endnotes"}
_FORMS = {"upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a"}
_BULLETS = frozenset("-–+*•")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SNAP = 100  # twentieths of a point: borders drawn by hand nearer than this are one

Element = etree._Element


class DocxReader:
    """Reads .docx files."""

    formats = frozenset({Format.DOCX})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del progress  # a Word file has no pages
        broken = f"Tệp “{file.path}” bị hỏng hoặc không phải tệp Word; hãy mở bằng Word và lưu lại."
        check_package(file, limits, broken)
        try:
            items = docx_items(file.data)
        except _BROKEN as error:
            raise ReadingError(broken) from error
        return assemble_report(items, source=str(file.path), sha256=file.sha256)


# what the libraries raise for parts that are missing, cut short or of another kind (AttributeError: a part
# without the element that python-docx counts on); RecursionError: elements nested beyond all measure
_BROKEN = (
    AttributeError, EOFError, KeyError, NotImplementedError, OpcError, RecursionError, ValueError,
    etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def docx_items(data: bytes) -> list[Item]:
    """The texts and tables of a Word file in order."""
    document = Document(BytesIO(data))
    parts = {relation.reltype.rsplit("/")[-1]: relation.target_part for relation in _internal(document.part)}
    body = document.element.find(f"{_W}body")
    walk = _Walk(_Styles(_root(parts.get("styles"))), _Numbering(_root(parts.get("numbering"))))
    for kind in ("footnotes", "endnotes"):
        walk.notes[kind] = {_value(note, "id"): note for note in _root(parts.get(kind))}
    if body is not None:
        walk.enter(body)
    return join_tables(walk.items)


def _internal(part: Part) -> Iterator[_Relationship]:
    return (relation for relation in part.rels.values() if not relation.is_external)


def _root(part: Part | None) -> Element:
    return parse_xml(part.blob) if part is not None else etree.Element("none")


class _Styles:
    """What the styles of a file say, looked up along what each is based on."""

    def __init__(self, root: Element) -> None:
        self._styles = {_value(style, "styleId"): style for style in root.findall(f"{_W}style")}
        self._default = next(
            (
                key
                for key, s in self._styles.items()
                if _value(s, "default") == "1" and _value(s, "type") == "paragraph"
            ),
            "",
        )
        self._base = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._known: dict[tuple[str, str], Element | None] = {}

    def find(self, style: str, path: str) -> tuple[str, Element | None]:
        """The nearest style that has an element at a path ("rPr/i"), and the element."""
        seen: set[str] = set()
        style = style or self._default
        while style in self._styles and style not in seen:
            seen.add(style)
            if (style, path) not in self._known:
                self._known[style, path] = _at(self._styles[style], path)
            if (found := self._known[style, path]) is not None:
                return style, found
            style = _value(_at(self._styles[style], "basedOn"), "val")
        inner = path.removeprefix("rPr/")
        return "", _at(self._base, inner) if self._base is not None and inner != path else None


class _Numbering:
    """The running numbers of automatic lists (word/numbering.xml)."""

    def __init__(self, root: Element) -> None:
        abstract = {_value(node, "abstractNumId"): node for node in root.findall(f"{_W}abstractNum")}
        linked = {_value(_at(node, "styleLink"), "val"): node for node in abstract.values()}
        self._lists: dict[str, tuple[str, dict[int, Element]]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for num in root.findall(f"{_W}num"):
            key, base = _value(num, "numId"), _value(_at(num, "abstractNumId"), "val")
            node = abstract.get(base)
            if node is not None and (link := _value(_at(node, "numStyleLink"), "val")) in linked and link:
                node = linked[link]
                base = _value(node, "abstractNumId")
            levels = {_int(level, "ilvl"): level for level in ([] if node is None else node.findall(f"{_W}lvl"))}
            for told in num.findall(f"{_W}lvlOverride"):
                if (level := _at(told, "lvl")) is not None:
                    levels[_int(told, "ilvl")] = level
                if (start := _at(told, "startOverride")) is not None:
                    self._starts[key, _int(told, "ilvl")] = _int(start, "val")
            self._lists[key] = (base, levels)

    def next(self, number: str, level: int | None, style: str) -> str:
        """The number that the next paragraph of a list bears; "" if the list is unknown."""
        base, levels = self._lists.get(number, ("", {}))
        if level is None:  # a style names its list; the list names the style at its level
            level = next((i for i, node in levels.items() if style and _value(_at(node, "pStyle"), "val") == style), 0)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(base, {})
        if (start := self._starts.pop((number, level), None)) is not None:
            counts[level] = start - 1
        counts[level] = counts.get(level, self._start(levels, level) - 1) + 1
        for deeper in [
            key for key in counts if key > level and _value(_at(levels.get(key), "lvlRestart"), "val") != "0"
        ]:
            del counts[deeper]
        return self._print(levels, level, counts)

    def _print(self, levels: dict[int, Element], level: int, counts: dict[int, int]) -> str:
        text = _value(_at(levels[level], "lvlText"), "val")
        if _value(_at(levels[level], "numFmt"), "val") == "bullet":
            return text if text in _BULLETS else "-"
        plain = _is_on(_at(levels[level], "isLgl"))

        def ordinal(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = _value(_at(levels.get(at), "numFmt"), "val")
            count = counts.setdefault(at, self._start(levels, at))
            if form == "none":
                return ""
            return (
                f"{count:02d}" if form == "decimalZero" else number_text(count, "1" if plain else _FORMS.get(form, "1"))
            )

        return re.sub(r"%([1-9])", ordinal, text)

    @staticmethod
    def _start(levels: dict[int, Element], level: int) -> int:
        start = _at(levels.get(level), "start")
        return _int(start, "val") if start is not None else 1


@dataclass
class _Walk:
    """The walk over a document: items gathered, with notes and text boxes that wait for their paragraph's end."""

    styles: _Styles
    numbering: _Numbering
    items: list[Item] = field(default_factory=list)
    notes: dict[str, dict[str, Element]] = field(default_factory=dict)
    due: list[str] = field(default_factory=list)  # footnotes of the paragraph or table at hand
    boxes: list[Element] = field(default_factory=list)
    called: int = 0
    line: int = 0

    def enter(self, container: Element, *, apart: bool = False) -> None:
        """Takes in the paragraphs and tables of a body, a text box or a cell."""
        for node in _blocks(container):
            self.line += 1
            if node.tag == f"{_W}tbl":
                self._table(node)
            else:
                self._text(self._paragraph(node)[0], apart=apart)

    def _text(self, text: str, *, apart: bool) -> None:
        self.items.extend(paragraph_items(text, self.line, apart=apart))
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            self.enter(box, apart=True)
        self.items.extend(TextItem(note, self.line) for note in self.due)
        self.due = []

    def _paragraph(self, node: Element, *, bare: bool = False) -> tuple[str, bool]:
        """A paragraph with its number, and whether it is in italics; `bare`, its number counts without text."""
        style = _value(_at(node, "pPr/pStyle"), "val")
        pieces: list[tuple[str, str, bool]] = []
        self._runs(node, style, pieces)
        text = "".join(_convert(kind, "".join(t for _, t, _ in run)) for kind, run in groupby(pieces, lambda p: p[0]))
        italic = all(slanted for _, told, slanted in pieces if told.strip())
        if not text.strip() and (not bare or _at(node, "pPr/rPr/del") is not None):
            return "", True
        number = self._number(node, style)
        return (f"{number} {text.strip(' ')}" if number else text), italic and bool(text.strip())

    def _number(self, node: Element, style: str) -> str:
        told, by_style = _at(node, "pPr/numPr"), ""
        if told is None or _at(told, "numId") is None:
            by_style, told = self.styles.find(style, "pPr/numPr")
        if told is None:
            return ""
        level = _at(node, "pPr/numPr/ilvl")
        level = _at(told, "ilvl") if level is None else level
        return self.numbering.next(
            _value(_at(told, "numId"), "val"), None if level is None else _int(level, "val"), by_style
        )

    def _runs(self, node: Element, style: str, pieces: list[tuple[str, str, bool]]) -> None:
        for child in node:
            if child.tag in _DROPPED:
                continue
            if child.tag == f"{_W}r":
                self._run(child, style, pieces)
            elif child.tag == f"{_MATH}t":
                pieces.append(("", child.text or "", False))
            else:
                self._runs(child, style, pieces)

    def _run(self, run: Element, style: str, pieces: list[tuple[str, str, bool]]) -> None:
        if _is_on(_at(run, "rPr/vanish")):
            return
        text = "".join(self._sign(child) for child in run)
        if not text:
            return
        if _value(_at(run, "rPr/vertAlign"), "val") == "superscript" and text.strip():
            text = raise_mark(text, "".join(told for _, told, _ in pieces))
        if _is_on(self._look_up(run, style, "caps")):
            text = text.upper()
        fonts = self._look_up(run, style, "rFonts")
        font = _value(fonts, "ascii") or _value(fonts, "hAnsi")
        kind = font if font.startswith((".Vn", "VNI")) else ""
        pieces.append((kind, text, _is_on(self._look_up(run, style, "i"))))

    def _look_up(self, run: Element, style: str, name: str) -> Element | None:
        """A property of a run: its own, its style's, its paragraph's style's."""
        own = _at(run, f"rPr/{name}")
        if own is None and (run_style := _value(_at(run, "rPr/rStyle"), "val")):
            own = self.styles.find(run_style, f"rPr/{name}")[1]
        return own if own is not None else self.styles.find(style, f"rPr/{name}")[1]

    def _sign(self, node: Element) -> str:
        if node.tag == f"{_W}t":
            return node.text or ""
        if node.tag in _NOTES:
            return self._call_note(_NOTES[node.tag], node)
        if node.tag in {f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_MC}AlternateContent"}:
            self.boxes.extend(_text_boxes(node))
        return _SIGNS.get(str(node.tag), "")

    def _call_note(self, kind: str, call: Element) -> str:
        note = self.notes.get(kind, {}).get(_value(call, "id"))
        if note is None:
            return ""
        self.called += 1
        mark = str(self.called).translate(_RAISED)
        told = " ".join(self._paragraph(node)[0] for node in note.iter(f"{_W}p"))
        self.due.append(f"{mark} {normalise(' '.join(told.split()))}")
        return mark

    def _table(self, table: Element) -> None:
        places, nested, cells = self._cells(table)
        texts: dict[int, list[str]] = {}
        for (r, _), cell in places.items():
            texts.setdefault(r, []).append(cell.text)
        if is_layout(list(texts.values())):
            for parts in cells:
                for part in parts:
                    self._text(part, apart=True)
            for inner in nested:
                self._table(inner)
            return
        first = self.line
        grid = grid_of(places, {r: first + r for r in texts})
        self.line += max(texts, default=0)
        if grid is not None:
            self.items.append(GridItem(grid))
        self._text("", apart=False)
        for inner in nested:
            self.items.append(PARTING)
            self._table(inner)
            self.items.append(PARTING)

    def _cells(self, table: Element) -> tuple[dict[tuple[int, int], SpanCell], list[Element], list[list[str]]]:
        """Where each cell begins, the tables inside cells, and the paragraphs of each cell."""
        places: dict[tuple[int, int], SpanCell] = {}
        nested: list[Element] = []
        parts: list[list[str]] = []
        snapped = _snap(table)
        begun: set[int] = set()
        for r, row in enumerate(_inside(table, "tr")):
            if _at(row, "trPr/del") is not None or _is_on(_at(row, "trPr/hidden")):
                continue
            at = _int(_at(row, "trPr/gridBefore"), "val")
            for cell in _inside(row, "tc"):
                start, at = at, at + max(_int(_at(cell, "tcPr/gridSpan"), "val"), 1)
                if _goes_on(cell) and snapped.get(start, start) in begun:
                    continue
                told: list[tuple[str, bool]] = []
                for node in _blocks(cell):
                    nested.extend([node] if node.tag == f"{_W}tbl" else [])
                    told.extend([self._paragraph(node, bare=True)] if node.tag == f"{_W}p" else [])
                boxes, self.boxes = self.boxes, []
                told.extend(self._paragraph(node) for box in boxes for node in box.iter(f"{_W}p"))
                text = normalise(" ".join(" ".join(text for text, _ in told).split()))
                italic = all(slanted for text, slanted in told if text) and bool(text)
                places[r, snapped.get(start, start)] = SpanCell(text, italic=italic)
                begun.add(snapped.get(start, start))
                parts.append([text for text, _ in told])
        return places, nested, parts


def _snap(table: Element) -> dict[int, int]:
    """Grid columns by the border where they begin, with borders that nearly meet taken for one."""
    widths = [_int(column, "w") for column in table.findall(f"{_W}tblGrid/{_W}gridCol")]
    found, wide = {0: 0}, 0
    for c, width in enumerate(widths, start=1):
        wide += width
        found[c], wide = (c, 0) if wide > _SNAP else (found[c - 1], wide)
    for row in _inside(table, "tr"):
        at = _int(_at(row, "trPr/gridBefore"), "val")
        starts = []
        for cell in _inside(row, "tc"):
            starts.append(found.get(at, at))
            at += max(_int(_at(cell, "tcPr/gridSpan"), "val"), 1)
        if any(a >= b for a, b in pairwise(starts)):
            return {}
    return found


def _goes_on(cell: Element) -> bool:
    """Whether a cell only goes on the one above it (or, in old files, the one before it)."""
    merges = [_at(cell, "tcPr/vMerge"), _at(cell, "tcPr/hMerge")]
    return any(merge is not None and _value(merge, "val") != "restart" for merge in merges)


def _blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a container in order, those in controls and insertions too."""
    for child in container:
        if child.tag in {f"{_W}p", f"{_W}tbl"}:
            yield child
        elif child.tag not in _DROPPED and child.tag != f"{_W}tcPr":
            yield from _blocks(child)


def _inside(node: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, those in controls and insertions too."""
    for child in node:
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"}:
            yield from _inside(child, name)


def _text_boxes(node: Element) -> Iterator[Element]:
    """The outermost text boxes of a drawing; where it is given in two ways, as the first gives it."""
    for child in node:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag != f"{_MC}Fallback" or not any(s.tag == f"{_MC}Choice" for s in node):
            yield from _text_boxes(child)


def _convert(font: str, text: str) -> str:
    if font.startswith(".Vn"):
        read = from_tcvn3(text)
        return read.upper() if font.endswith("H") else read
    return from_vni(text) if font else text


def _at(node: Element | None, path: str) -> Element | None:
    return None if node is None else node.find("/".join(f"{_W}{name}" for name in path.split("/")))


def _value(node: Element | None, name: str) -> str:
    return "" if node is None else str(node.get(f"{_W}{name}") or "")


def _int(node: Element | None, name: str) -> int:
    text = _value(node, name)
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else 0


def _is_on(node: Element | None) -> bool:
    return node is not None and _value(node, "val") not in {"0", "false", "off", "none"}
