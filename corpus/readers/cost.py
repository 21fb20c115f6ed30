"""What reading a file of text has cost so far, against what its limits allow."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import ReadingError
from corpus.files import Limits


@dataclass
class Cost:
    """Counts the pages, table rows and cells, and the time of one file; each refusal is a `ReadingError`."""

    limits: Limits = field(default_factory=Limits)
    path: Path | None = None
    rows: int = 0
    cells: int = 0
    since: float = field(default_factory=time.monotonic)

    def add_rows(self, rows: int, cells: int) -> None:
        """Takes rows of a table in, before they are laid out."""
        self.rows += rows
        self.cells += cells
        if self.rows > self.limits.rows:
            raise self._too_many(f"{self.limits.rows} dòng")
        if self.cells > self.limits.cells:
            raise self._too_many(f"{self.limits.cells} ô")
        self.check_time()

    def check_pages(self, text: str) -> None:
        """Refuses a text with more pages than allowed; form feeds end pages."""
        if text.count("\f") + 1 > self.limits.pages:
            raise ReadingError(f"{self._file} có hơn {self.limits.pages} trang; hãy tách nhỏ rồi nạp lại.")

    def check_time(self) -> None:
        """Refuses a file that has been read for too long."""
        if time.monotonic() - self.since > self.limits.seconds:
            raise ReadingError(f"{self._file} đọc quá lâu nên đã dừng; hãy mở và lưu lại, hoặc tách nhỏ rồi nạp lại.")

    def _too_many(self, most: str) -> ReadingError:
        return ReadingError(f"{self._file} có hơn {most} nên không được nạp; hãy tách nhỏ rồi nạp lại.")

    @property
    def _file(self) -> str:
        return f"Tệp “{self.path}”" if self.path is not None else "Tệp"
