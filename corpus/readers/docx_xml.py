"""The XML of Word files: its names, and how its elements are looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

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
