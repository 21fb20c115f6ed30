"""The paragraphs of Word files as text: runs, fields, symbols, equations, footnotes where they are called.

Tracked changes are read as accepted; hidden text and tables of contents are left out; runs in fonts from
before Unicode (.VnTime, VNI-Times) are converted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from corpus.fonts import family_of, read_in_family
from corpus.numbers import RAISED
from corpus.readers.docx_styles import Numbering, Styles, outline_level
from corpus.readers.docx_xml import (
    DROPPED,
    MATH,
    MC,
    Element,
    Picture,
    W,
    at,
    children,
    is_on,
    pictures,
    text_boxes,
    value,
    whole,
)
from corpus.readers.texts import raise_mark
from corpus.text import normalise

_SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_DRAWINGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", f"{MC}AlternateContent"})
# fields whose results are no text of the report: page numbers, and contents that stand in it as headings
_LEFT_OUT = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "TOC", "INDEX", "XE", "TC", "FORMCHECKBOX"})
_PRIVATE = 0xF000  # where fonts of symbols put their signs
_SYMBOL_CODES = "2D 44 53 61 62 6D A3 A5 B0 B1 B3 B4 B7 B8 B9 BB AE DE E5"
_SYMBOL = {int(code, 16): sign for code, sign in zip(_SYMBOL_CODES.split(), "-ΔΣαβµ≤∞°±≥×•÷≠≈→⇒∑", strict=True)}
_DINGS = {0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xFD: "☒", 0xE0: "→", 0xF0: "⇒"}


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph as read: its text with its number, how it is set, and the level of heading that its
    style makes it, 0 for none; `joined`, its end was deleted and it goes on in the next."""

    text: str = ""
    italic: bool = False
    bold: bool = False
    level: int = 0
    joined: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    family: str
    text: str
    italic: bool = False
    bold: bool = False


@dataclass
class ParagraphReader:
    """Reads paragraph after paragraph; numbers, open fields and called notes run on from one to the next."""

    styles: Styles
    numbering: Numbering
    notes: Mapping[str, Mapping[str, Element]]
    boxes: list[Element] = field(default_factory=list)  # text boxes found since they were last taken
    pictures: list[Picture] = field(default_factory=list)  # those found since they were last taken
    due: list[str] = field(default_factory=list)  # notes called since they were last taken
    fields: list[list[str]] | None = field(default_factory=list)  # what the open fields say; None: not followed
    called: int = 0
    in_note: bool = False

    def read(self, node: Element, *, bare: bool = False) -> Told:
        """A paragraph; `bare`, its number counts without text, as that of an empty cell does."""
        style = value(at(node, "pPr/pStyle"), "val")
        pieces: list[_Piece] = []
        self._runs(node, style, pieces)
        joined = at(node, "pPr/rPr/del") is not None or at(node, "pPr/rPr/moveFrom") is not None
        text = "".join(
            read_in_family("".join(piece.text for piece in run), family)
            for family, run in groupby(pieces, lambda p: p.family)
        )
        if self.styles.is_contents(style):
            return Told()
        if not text.strip() and (not bare or joined):
            return Told(joined=joined)
        number = self._number(node, style)
        seen = [piece for piece in pieces if piece.text.strip()]
        outline = at(node, "pPr/outlineLvl")
        return Told(
            f"{number} {text.strip(' ')}" if number else text,
            bool(seen) and all(piece.italic for piece in seen),
            bool(seen) and all(piece.bold for piece in seen),
            self.styles.level(style) if outline is None else outline_level(outline),
            joined,
        )

    def take_boxes(self) -> list[Element]:
        """The text boxes that were found, once."""
        boxes, self.boxes = self.boxes, []
        return boxes

    def take_pictures(self) -> list[Picture]:
        """The pictures that were found, once."""
        pictures, self.pictures = self.pictures, []
        return pictures

    def take_notes(self) -> list[str]:
        """The notes that were called, once, each after its mark."""
        due, self.due = self.due, []
        return due

    def _number(self, node: Element, style: str) -> str:
        told, by_style = at(node, "pPr/numPr"), ""
        if told is None or at(told, "numId") is None:
            by_style, told = self.styles.find(style, "pPr/numPr")
        if told is None:
            return ""
        level = at(node, "pPr/numPr/ilvl")
        level = at(told, "ilvl") if level is None else level
        return self.numbering.next(
            value(at(told, "numId"), "val"), None if level is None else whole(level, "val"), by_style
        )

    def _runs(self, node: Element, style: str, pieces: list[_Piece]) -> None:
        for child in children(node):
            if child.tag in DROPPED or (child.tag == f"{W}fldSimple" and _kind(value(child, "instr")) in _LEFT_OUT):
                continue
            if child.tag == f"{W}r":
                self._run(child, style, pieces)
            elif child.tag == f"{MATH}oMath":
                pieces.append(_Piece("", read_equation(child)))
            else:
                self._runs(child, style, pieces)

    def _run(self, run: Element, style: str, pieces: list[_Piece]) -> None:
        hidden = is_on(self._look_up(run, style, "vanish"))
        text = "".join(self._sign(child, hidden=hidden) for child in run)
        if not text:
            return
        if value(self._look_up(run, style, "vertAlign"), "val") == "superscript" and text.strip():
            text = raise_mark(text, "".join(piece.text for piece in pieces[-8:]))
        if is_on(self._look_up(run, style, "caps")):
            text = text.upper()
        fonts = self._look_up(run, style, "rFonts")
        family = family_of(value(fonts, "hAnsi")) or family_of(value(fonts, "ascii"))
        italic, bold = (is_on(self._look_up(run, style, name)) for name in ("i", "b"))
        pieces.append(_Piece(family, text, italic, bold))

    def _look_up(self, run: Element, style: str, name: str) -> Element | None:
        """A property of a run: its own, its style's, its paragraph's style's."""
        own = at(run, f"rPr/{name}")
        if own is None and (run_style := value(at(run, "rPr/rStyle"), "val")):
            own = self.styles.find(run_style, f"rPr/{name}")[1]
        return own if own is not None else self.styles.find(style, f"rPr/{name}")[1]

    def _sign(self, node: Element, *, hidden: bool) -> str:
        tag = str(node.tag)
        if self.fields is not None and tag in {f"{W}fldChar", f"{W}instrText"}:
            self._follow_field(node, self.fields)
        if hidden or any(_kind("".join(told)) in _LEFT_OUT for told in self.fields or ()):
            return ""
        if tag == f"{W}t":
            return node.text or ""
        if tag in _NOTES:
            return self._call_note(_NOTES[tag], node)
        if tag in _DRAWINGS:
            self.boxes.extend(text_boxes(node))
            self.pictures.extend(pictures(node))
        return _symbol(node) if tag == f"{W}sym" else _SIGNS.get(tag, "")

    @staticmethod
    def _follow_field(node: Element, fields: list[list[str]]) -> None:
        kind = value(node, "fldCharType")
        if kind == "begin":
            fields.append([])
        elif kind == "end" and fields:
            fields.pop()
        elif not kind and fields:
            fields[-1].append(node.text or "")

    def _call_note(self, kind: str, call: Element) -> str:
        note = self.notes.get(kind, {}).get(value(call, "id"))
        if note is None or self.in_note:
            return ""
        self.called += 1
        mark = str(self.called).translate(RAISED)
        self.in_note = True
        told = " ".join(self.read(node).text for node in note.iter(f"{W}p"))
        self.in_note = False
        self.due.append(f"{mark} {normalise(' '.join(told.split()))}")
        return mark


def _kind(instruction: str) -> str:
    return instruction.split(maxsplit=1)[0].upper() if instruction.strip() else ""


def _symbol(node: Element) -> str:
    """A sign of a font of symbols, "" if it is not known what it shows."""
    code, font = value(node, "char"), value(node, "font")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if font.startswith(("Symbol", "Wingdings")):
        return (_SYMBOL if font == "Symbol" else _DINGS).get(number & 0xFF, "")
    return chr(number) if 0x20 <= number < 0xD800 or _PRIVATE + 0xFFF < number < 0x10000 else ""


def read_equation(node: Element) -> str:
    """An equation on one line: fractions as a/b, powers as a^b."""
    parts = {child.tag.removeprefix(MATH): child for child in node if isinstance(child.tag, str)}
    match node.tag.removeprefix(MATH):
        case "t":
            return node.text or ""
        case "f":
            return f"{_grouped(parts.get('num'))}/{_grouped(parts.get('den'))}"
        case "sSup":
            return f"{_grouped(parts.get('e'))}^{_grouped(parts.get('sup'))}"
        case "rad":
            return f"√{_grouped(parts.get('e'))}"
        case "d":
            return f"({_joined(node)})"
        case _:
            return _joined(node)


def _joined(nodes: Iterable[Element]) -> str:
    return "".join(read_equation(child) for child in nodes if isinstance(child.tag, str))


def _grouped(node: Element | None) -> str:
    text = "" if node is None else read_equation(node).strip()
    return text if text.replace(",", "").replace(".", "").isalnum() else f"({text})"
