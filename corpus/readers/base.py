"""What every reader is."""

from __future__ import annotations

from typing import Protocol

from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.values import Report


class Reader(Protocol):
    """Reads the files of some formats."""

    @property
    def formats(self) -> frozenset[Format]:
        """The formats it reads."""
        ...

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """The report in the file; raises `corpus.errors.ReadingError`."""
        ...
