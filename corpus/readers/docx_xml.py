"""The XML of Word files: its names, and how its elements are looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}
_EMU = 12_700  # in a point
_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm|px)")

# what a change that is accepted takes out, and what is no text
DROPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tcPr", "sdtPr", "instrText", "delText"))
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))


def at(node: Element | None, path: str) -> Element | None:
    """The element at a path of names below another ("pPr/numPr")."""
    return None if node is None else node.find("/".join(f"{W}{name}" for name in path.split("/")))


def value(node: Element | None, name: str) -> str:
    """An attribute of Word's own, "" if it is missing."""
    return "" if node is None else str(node.get(f"{W}{name}") or "")


def whole(node: Element | None, name: str) -> int:
    """An attribute as a whole number, 0 if it is none."""
    text = value(node, name)
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else 0


def is_on(node: Element | None) -> bool:
    """Whether a property that is on or off is on."""
    return node is not None and value(node, "val") not in {"0", "false", "off", "none"}


def children(node: Element) -> Iterator[Element]:
    """The elements that count below another: of content given in several ways, one; no placeholders."""
    if node.tag == f"{MC}AlternateContent":
        first = next((child for child in node if child.tag == f"{MC}Choice"), None)
        yield from node if first is None else first
    elif node.tag != f"{W}sdt" or not is_on(at(node, "sdtPr/showingPlcHdr")):
        yield from node


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a container in order, those in controls and insertions too."""
    for child in children(container):
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child
        elif child.tag not in DROPPED:
            yield from blocks(child)


def inside(node: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, those in controls and insertions too."""
    for child in node:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from inside(child, name)


def text_boxes(node: Element) -> Iterator[Element]:
    """The outermost text boxes of a drawing; where it is given in two ways, as the first gives it."""
    for child in children(node):
        if child.tag == f"{W}txbxContent":
            yield child
        else:
            yield from text_boxes(child)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a drawing shows: the id by which the document calls it, its width and height in
    points, None where they are not told."""

    name: str
    size: tuple[float, float] | None


def pictures(drawing: Element) -> list[Picture]:
    """The pictures of a drawing, those of text boxes left out: they are found where the boxes are read."""
    found: list[Picture] = []
    for child in _outside_boxes(drawing):
        name = str(child.tag).rsplit("}")[-1]
        if name == "blip" and (called := child.get(f"{_RELATED}embed")):
            found.append(Picture(called, _drawn_size(child)))
        elif name == "imagedata" and (called := child.get(f"{_RELATED}id")):
            found.append(Picture(called, _styled_size(child)))
    return found


def _outside_boxes(node: Element) -> Iterator[Element]:
    for child in children(node):
        if child.tag != f"{W}txbxContent":
            yield child
            yield from _outside_boxes(child)


def _drawn_size(blip: Element) -> tuple[float, float] | None:
    """The size that a drawing gives its picture, or its only picture's."""
    for node in blip.iterancestors():
        name = str(node.tag).rsplit("}")[-1]
        told = {"pic": "{*}spPr/{*}xfrm/{*}ext", "inline": "{*}extent", "anchor": "{*}extent"}.get(name)
        extent = node.find(told) if told else None
        if extent is not None:
            wide, high = (str(extent.get(key, "")) for key in ("cx", "cy"))
            if wide.isdecimal() and high.isdecimal() and len(wide + high) < 24:
                return int(wide) / _EMU, int(high) / _EMU
    return None


def _styled_size(image: Element) -> tuple[float, float] | None:
    parent = image.getparent()
    style = "" if parent is None else str(parent.get("style", ""))
    told = {key: float(size) * _POINTS[unit] for key, size, unit in _STYLE.findall(style)}
    return (told["width"], told["height"]) if len(told) == 2 else None
