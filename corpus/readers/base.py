"""What every reader is."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from corpus.values import Report


class Reader(Protocol):
    """Reads the files of one format."""

    @property
    def suffixes(self) -> frozenset[str]:
        """The file suffixes it reads, with their dot."""
        ...

    def accepts(self, path: Path) -> bool:
        """Whether the file looks like one of this format."""
        ...

    def read(self, path: Path) -> Report:
        """The report in the file; raises `corpus.errors.ReadingError`."""
        ...
