"""The ZIP archives that Office files are, held to limits before anything in them is read."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO

from corpus.errors import ReadingError
from corpus.files import Limits, SourceFile

_BIG_ENTRY = 1_000_000
_PROLOG = 65_536
_ELEMENT = re.compile(rb"<[A-Za-z_]")
_CLIMBS = re.compile(r"(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:")
_XML = (".xml", ".rels", ".vml")


def check_package(file: SourceFile, limits: Limits, broken: str) -> None:
    """Refuses an archive that is locked, would grow beyond the limits, or holds what no Office program writes.

    `broken` is the sentence of the `ReadingError` for what is no whole ZIP archive. Nothing but the heads
    of XML parts is unpacked.
    """
    try:
        with zipfile.ZipFile(BytesIO(file.data)) as package:
            entries = package.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise ReadingError(f"Tệp “{file.path}” được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
            if _is_too_big(len(file.data), entries, limits):
                raise ReadingError(
                    f"Tệp “{file.path}” giải nén ra quá lớn so với giới hạn cho phép nên không được nạp."
                )
            declared = any(_declares_type(package, entry) for entry in entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise ReadingError(broken) from error
    if declared or any(_CLIMBS.search(entry.filename) for entry in entries):
        raise ReadingError(f"Tệp “{file.path}” chứa phần không được phép trong tệp Office nên không được nạp.")


def _is_too_big(size: int, entries: Sequence[zipfile.ZipInfo], limits: Limits) -> bool:
    return (
        size > limits.file_bytes
        or len(entries) > limits.entries
        or sum(entry.file_size for entry in entries) > limits.expanded_bytes
        or sum(entry.compress_size for entry in entries) > size
        or any(e.file_size > _BIG_ENTRY and e.file_size > limits.expansion * max(e.compress_size, 1) for e in entries)
    )


def _declares_type(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether an XML part has a document type, where entities are declared: Office programs write none."""
    if not entry.filename.lower().endswith(_XML):
        return False
    with package.open(entry) as part:
        head = part.read(_PROLOG).replace(b"\0", b"")
    first = _ELEMENT.search(head)
    return b"<!DOCTYPE" in head[: first.start()] if first else len(head) > _PROLOG // 2
