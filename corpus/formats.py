"""What format a file is of, told by its content whatever its name; the name settles only what text is."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from corpus.files import SourceFile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF87a", b"GIF89a")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_TEXT_SUFFIXES = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown"}


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
        return Format.LOCKED if "EncryptedPackage".encode("utf-16-le") in data else Format.OFFICE
    if data.startswith(b"{\\rtf"):
        return Format.OFFICE
    if data.startswith(b"PK"):
        return _recognise_package(file)
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return Format.HTML
    suffix = file.path.suffix.lower()
    if suffix in _TEXT_SUFFIXES:
        return Format(_TEXT_SUFFIXES[suffix])
    return Format.CSV if suffix in {".csv", ".tsv"} else Format.TEXT


def _is_bmp_or_webp(data: bytes) -> bool:
    bmp = data.startswith(b"BM") and len(data) > 26 and int.from_bytes(data[2:6], "little") == len(data)
    return bmp or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def _recognise_package(file: SourceFile) -> Format:
    """What an archive is by the names of its parts; one that cannot be listed is what its name says."""
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return {".xlsx": Format.XLSX, ".xlsm": Format.XLSX}.get(file.path.suffix.lower(), Format.DOCX)
    folders = {name.partition("/")[0] for name in names if "/" in name}
    if "ppt" in folders or "xl/workbook.bin" in names or {"mimetype", "content.xml"} <= names:
        return Format.OFFICE
    if "word" in folders:
        return Format.DOCX
    if "xl" in folders:
        return Format.XLSX
    return Format.DOCX if "[Content_Types].xml" in names else Format.UNKNOWN
