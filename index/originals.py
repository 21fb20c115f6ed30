"""The files that reports were read from, kept under their hashes: to read again and to show in place."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Collection
from pathlib import Path

from corpus.errors import ReadingError


class Originals:
    """A folder of files, each named by its SHA-256 and its suffix."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, file: Path, sha256: str) -> None:
        """Takes in a copy of a file that was read with this hash; whole or, after a crash, not under its name.

        `ReadingError` where the file is no longer what was read.
        """
        kept = self._folder / f"{sha256}{file.suffix.lower()[:12]}"
        if kept.is_file():
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / f"{uuid.uuid4().hex}.part"
        if not file.is_file() or _copy(file, unfinished) != sha256:
            unfinished.unlink(missing_ok=True)
            raise ReadingError(f"Tệp “{file}” bị thay đổi trong khi đang được nạp; hãy nạp lại.")
        os.replace(unfinished, kept)

    def find(self, sha256: str) -> Path | None:
        """The kept file of a hash, None if there is none."""
        return next(iter(self._folder.glob(f"{sha256}*")), None)

    def remove(self, sha256: str) -> None:
        """Deletes the file of a hash, if there is one."""
        for file in self._folder.glob(f"{sha256}*"):
            file.unlink(missing_ok=True)

    def sweep(self, wanted: Collection[str]) -> None:
        """Deletes whatever is not of the hashes that are wanted."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.suffix == ".part" or file.name.partition(".")[0] not in wanted:
                    file.unlink(missing_ok=True)


def _copy(file: Path, copy: Path) -> str:
    """Copies a file; the SHA-256 of the copy."""
    shutil.copyfile(file, copy)
    with copy.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
