"""What format a file is of, told by its content whatever its name; the name settles only what text is."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from corpus.encodings import peek
from corpus.files import SourceFile
from corpus.separators import is_delimited
from corpus.signatures import name_foreign, name_ole

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_DOCUMENTS = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|table|div|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\b|\s*<!DOCTYPE\s+(?!html)|\s*<svg\b", re.IGNORECASE)
# what Office itself writes as one XML file: Word 2003, Excel 2003, flat OpenDocument
_OFFICE_XML = re.compile(r"<\?mso-application|<(?:w:wordDocument|Workbook|ss:Workbook|office:document|pkg:package)\b")
_ATX = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_BEGINNING = 65_536  # bytes by which a text is told
_TEXT_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}
_DELIMITED_SUFFIXES = {".csv", ".tsv", ".xls", ".xlsx"}  # old systems name tables of text after Excel


class Format(StrEnum):
    """The formats that are told apart; `LOCKED` is an Office file under a password."""

    DOCX = "docx"
    XLSX = "xlsx"
    OFFICE = "office"  # read through LibreOffice: .doc, .xls, .ppt, .pptx, .odt, .ods, .odp, .rtf
    LOCKED = "locked"
    PDF = "pdf"
    IMAGE = "image"
    HTML = "html"
    MARKDOWN = "markdown"
    CSV = "csv"
    TEXT = "text"
    UNKNOWN = "unknown"


def recognise(file: SourceFile) -> Format:
    """The format of a file."""
    data = file.data
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(_IMAGES) or _is_bmp_or_webp(data):
        return Format.IMAGE
    if data.startswith(_OLE):
        return _recognise_ole(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return Format.OFFICE
    if data.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        return _recognise_package(file)
    return Format.UNKNOWN if name_foreign(data) else _recognise_text(file)


def describe(file: SourceFile) -> str | None:
    """What a file of an unknown format is, in Vietnamese, where that can be told."""
    if file.data.startswith(b"PK"):
        return "tệp nén ZIP"
    if file.data.startswith(_OLE):
        return name_ole(file.data)
    if _XML.match(peek(file.data[:_BEGINNING]) or ""):
        return "tệp dữ liệu XML"
    return name_foreign(file.data)


def _is_bmp_or_webp(data: bytes) -> bool:
    bmp = data.startswith(b"BM") and len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data)
    return bmp or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def _recognise_ole(data: bytes) -> Format:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Format.LOCKED
    held = any(stream.encode("utf-16-le") in data for stream in _OLE_DOCUMENTS)
    return Format.OFFICE if held or name_ole(data) is None else Format.UNKNOWN


def _recognise_package(file: SourceFile) -> Format:
    """What an archive is by the names of its parts; one that cannot be listed is what its name says."""
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, OverflowError, MemoryError):
        return {".xlsx": Format.XLSX, ".xlsm": Format.XLSX}.get(file.path.suffix.lower(), Format.DOCX)
    folders = {name.partition("/")[0] for name in names if "/" in name}
    if "ppt" in folders or "xl/workbook.bin" in names or {"mimetype", "content.xml"} <= names:
        return Format.OFFICE
    if "word" in folders:
        return Format.DOCX
    if "xl" in folders:
        return Format.XLSX
    return Format.DOCX if "[Content_Types].xml" in names else Format.UNKNOWN


def _recognise_text(file: SourceFile) -> Format:
    """What a text is: by its own signs, then by its name, then by whether its lines are rows of cells."""
    text = peek(file.data[:_BEGINNING])
    suffix = file.path.suffix.lower()
    if text is None:
        return Format.TEXT  # its reader says what is wrong with it
    if _XML.match(text) and not _HTML.match(text):
        return Format.OFFICE if _OFFICE_XML.search(text) else Format.UNKNOWN
    if _HTML.match(text):
        return Format.HTML
    if suffix in _TEXT_SUFFIXES:
        return Format(_TEXT_SUFFIXES[suffix])
    if any(map(_rules_pipes, text.splitlines())) or len(_ATX.findall(text)) > 1:
        return Format.MARKDOWN
    return Format.CSV if suffix in _DELIMITED_SUFFIXES or is_delimited(text) else Format.TEXT


def _rules_pipes(line: str) -> bool:
    """Whether a line is the rule under the header of a Markdown table: |---|:--:|"""
    return set(line.strip()) <= set("|:- ") and "|" in line and "--" in line
