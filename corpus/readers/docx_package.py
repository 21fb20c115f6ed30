"""The parts of a Word file that hold its text, found by their relationships; nothing else is unpacked.

A part that is related to but missing (a picture, the settings) is no fault unless it is the document itself.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from corpus.readers.docx_xml import Element

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NEEDED = ("styles", "numbering", "footnotes", "endnotes")
# the namespaces of "Strict Open XML" and those of ordinary files
_STRICT = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://purl.oclc.org/ooxml/officeDocument/math")
_ORDINARY = (
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/math",
)


def open_parts(data: bytes) -> tuple[Element, Mapping[str, Element]]:
    """The root of the document, and those of its styles, lists and notes by kind (an empty one where it has none).

    Raises KeyError where there is no document, and what zipfile and lxml raise for broken parts.
    """
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = {name.casefold(): name for name in package.namelist()}
        main = _targets(package, names, "")["officeDocument"]
        related = _targets(package, names, main)
        roots = {
            kind: _parse(package.read(names[related[kind].casefold()]))
            for kind in _NEEDED
            if kind in related and related[kind].casefold() in names
        }
        document = _parse(package.read(names[main.casefold()]))
    return document, {kind: roots.get(kind, etree.Element("none")) for kind in _NEEDED}


class Media:
    """The pictures of a Word file by the ids that its document calls them by, unpacked when asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._targets: dict[str, str] | None = None

    def read(self, name: str) -> bytes | None:
        """A picture's bytes; None where it is missing, or stands outside the file."""
        with zipfile.ZipFile(BytesIO(self._data)) as package:
            names = {name.casefold(): name for name in package.namelist()}
            if self._targets is None:
                main = _targets(package, names, "")["officeDocument"]
                self._targets = {str(node.get("Id", "")): path for node, path in _relations(package, names, main)}
            part = names.get(self._targets.get(name, "").casefold())
            return None if part is None else package.read(part)


def _targets(package: zipfile.ZipFile, names: Mapping[str, str], part: str) -> dict[str, str]:
    """The parts inside the package that a part is related to, by kind; "" is the package itself."""
    found: dict[str, str] = {}
    for relation, target in _relations(package, names, part):
        found.setdefault(str(relation.get("Type", "")).rsplit("/")[-1], target)
    return found


def _relations(package: zipfile.ZipFile, names: Mapping[str, str], part: str) -> Iterator[tuple[Element, str]]:
    """A part's relations to others inside the package, each with the path of the other."""
    folder, name = posixpath.split(part)
    relations = names.get(posixpath.join(folder, "_rels", f"{name}.rels").casefold())
    if relations is None:
        return
    for relation in _parse(package.read(relations)).iter(_RELATION):
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target", ""))))
            yield relation, target.lstrip("/")


def _parse(blob: bytes) -> Element:
    for strict, ordinary in zip(_STRICT, _ORDINARY, strict=True):
        blob = blob.replace(strict, ordinary)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(blob, parser)
