"""Readers: one a format, behind one protocol; a file in, a `Report` out."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ReadingError
from corpus.readers.base import Reader
from corpus.readers.plain import PlainTextReader
from corpus.values import Report

READERS: tuple[Reader, ...] = (PlainTextReader(),)


def accepts(path: Path) -> bool:
    """Whether some reader reads files of this kind."""
    return any(reader.accepts(path) for reader in READERS)


def read_report(path: Path) -> Report:
    """The report in a file; `ReadingError` with a Vietnamese sentence if it cannot be read."""
    for reader in READERS:
        if reader.accepts(path):
            return reader.read(path)
    known = ", ".join(sorted({suffix for reader in READERS for suffix in reader.suffixes}))
    raise ReadingError(f"Chưa đọc được loại tệp “{path.suffix or path.name}”; hiện đọc được: {known}.")
