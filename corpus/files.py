"""A file as it is handed to a reader: its bytes taken in once, and what it may cost to read them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.errors import ReadingError

Progress = Callable[[int, int], None]  # called with the page just read, from 1, and how many there are


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may hold and cost; beyond any of it, it is refused with a sentence that says so.

    `expansion` is how many times its packed size an archive's content may grow to; `glyphs` are those
    of one page; `page_seconds` is for recognising one page, `seconds` for the whole file.
    """

    file_bytes: int = 100_000_000
    entries: int = 5_000
    expanded_bytes: int = 400_000_000
    expansion: int = 200
    pages: int = 2_000
    rows: int = 200_000
    cells: int = 1_000_000
    glyphs: int = 60_000
    pixels: int = 100_000_000
    page_seconds: float = 120.0
    seconds: float = 1_800.0


@dataclass(frozen=True)
class SourceFile:
    """A file's path and content."""

    path: Path
    data: bytes

    @cached_property
    def sha256(self) -> str:
        """The hash that tells versions of a file apart."""
        return hashlib.sha256(self.data).hexdigest()


def take_in(path: Path, limits: Limits) -> SourceFile:
    """The file at a path; `ReadingError` if it is missing, cannot be opened, is empty or too large."""
    try:
        if not path.exists():
            raise ReadingError(f"Không có tệp “{path}”: hãy kiểm tra lại đường dẫn.")
        # what is no plain file (a pipe, a device) may never end
        data = _read_at_most(path, limits.file_bytes + 1) if path.is_file() else None
    except (OSError, ValueError) as error:
        raise ReadingError(f"Không mở được tệp “{path}”: hãy kiểm tra đường dẫn và quyền đọc.") from error
    if data is None:
        raise ReadingError(f"Không mở được tệp “{path}”: đó không phải một tệp.")
    if len(data) > limits.file_bytes:
        most = f"{limits.file_bytes / 1_000_000:g}".replace(".", ",")
        raise ReadingError(f"Tệp “{path}” lớn quá {most} MB; hãy tách nhỏ rồi nạp lại.")
    if not data.strip(b"\0 \t\r\n"):
        raise ReadingError(f"Tệp “{path}” trống, không có gì để nạp.")
    return SourceFile(path, data)


def _read_at_most(path: Path, size: int) -> bytes:
    with path.open("rb") as stream:
        return stream.read(size)


def say_nothing(page: int, pages: int) -> None:
    """The progress of whoever does not follow it."""
    del page, pages
