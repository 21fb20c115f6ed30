"""What kind of Office file one is, told by its content: its name, what it converts to, whether it is locked."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from io import BytesIO

from corpus.errors import ReadingError
from corpus.files import SourceFile

_SECTOR = 512
_WORD_HEAD = b"\xec\xa5"  # [MS-DOC] 2.5.2: wIdent of the file information block
_WORD_LOCKED = 0x0100  # fEncrypted, in the flags at offset 10
_WORD_97 = 0x00C1  # nFib, behind it
_EXCEL_HEAD = b"\x09\x08"  # [MS-XLS] 2.4.21: BOF
_EXCEL_LOCKED = 0x002F  # FilePass, behind it
_FIRST_RECORDS = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the suffix that it goes by, the format that it is converted to, and the filter that
    must open it, so that damaged bytes are not taken for text ("" where its own signs are enough)."""

    suffix: str
    target: str
    opened_by: str = ""


_STREAMS = (
    ("PowerPoint Document", Kind(".ppt", "pdf", "MS PowerPoint 97")),
    ("WordDocument", Kind(".doc", "docx", "MS Word 97")),
    ("Workbook", Kind(".xls", "xlsx", "MS Excel 97")),
    ("Book", Kind(".xls", "xlsx", "MS Excel 95")),
)
_OPEN_DOCUMENTS = (
    (b"opendocument.text", Kind(".odt", "docx")),
    (b"opendocument.spreadsheet", Kind(".ods", "xlsx")),
    (b"opendocument.presentation", Kind(".odp", "pdf")),
)


def kind_of(file: SourceFile) -> Kind:
    """The kind of an Office file; `ReadingError` if it is none that is known."""
    data = file.data
    if data.startswith(b"{\\rtf"):
        return Kind(".rtf", "docx")
    found = _kind_of_package(data) if data.startswith(b"PK") else _kind_of_streams(data)
    if found is None:
        raise ReadingError(f"Tệp “{file.path}” hỏng hoặc không phải tệp Office; hãy mở ra, lưu lại rồi nạp lại.")
    return found


def _kind_of_streams(data: bytes) -> Kind | None:
    named = ((f"{name}\0".encode("utf-16-le"), kind) for name, kind in _STREAMS)
    kind = next((kind for name, kind in named if name in data), None)
    if kind is not None and kind.suffix == ".doc" and any(map(_is_before_97, _heads(data, _WORD_HEAD))):
        return replace(kind, opened_by="MS WinWord 6")
    return kind


def _is_before_97(head: bytes) -> bool:
    return int.from_bytes(head[2:4], "little") < _WORD_97


def _kind_of_package(data: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
            kind = package.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
        return None
    if "xl/workbook.bin" in names:
        return Kind(".xlsb", "xlsx")
    if any(name.startswith("ppt/") for name in names):
        return Kind(".pptx", "pdf")
    return next((told for name, told in _OPEN_DOCUMENTS if name in kind), None)


def is_locked(file: SourceFile, kind: Kind) -> bool:
    """Whether a file is under a password."""
    if kind.suffix == ".doc":
        return any(int.from_bytes(head[10:12], "little") & _WORD_LOCKED for head in _heads(file.data, _WORD_HEAD))
    if kind.suffix == ".xls":
        return any(map(_has_filepass, _heads(file.data, _EXCEL_HEAD)))
    if kind.suffix == ".ppt":
        return "EncryptedSummary".encode("utf-16-le") in file.data
    if kind.suffix in {".odt", ".ods", ".odp"}:
        return _has_encrypted_parts(file.data)
    return False


def _heads(data: bytes, sign: bytes) -> list[bytes]:
    """The sectors that begin with a sign."""
    return [data[i : i + _SECTOR] for i in range(_SECTOR, len(data), _SECTOR) if data.startswith(sign, i)]


def _has_filepass(head: bytes) -> bool:
    at = 0
    for _ in range(_FIRST_RECORDS):
        if int.from_bytes(head[at : at + 2], "little") == _EXCEL_LOCKED:
            return True
        at += 4 + int.from_bytes(head[at + 2 : at + 4], "little")
    return False


def _has_encrypted_parts(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        manifest = package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    return "encrypted-package" in names or b"encryption-data" in manifest
