"""The formats that tables are written in, and each one written and read back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from building.books import write_xlsx
from building.prints import as_pdf, missing, set_pdf, vietnamese_font, write_scan
from building.scoring import Score, score_tables
from building.sheets import Sheet
from building.texts import write_csv, write_html
from building.words import write_docx
from corpus.readers import read_report

_SEPARATORS = {"phẩy": ",", "chấm phẩy": ";", "tab": "\t", "gạch đứng": "|"}

# files that hold all tables together, each with those of them that it holds
Written = list[tuple[Path, list[Sheet]]]


@dataclass(frozen=True, slots=True)
class Form:
    """A format: how it is written into a folder, the least share of exact cells, what it needs to be read."""

    write: Callable[[Sequence[Sheet], Path], Written]
    least: float
    programs: tuple[str, ...] = ()

    @property
    def missing(self) -> str:
        """Why this machine cannot write or read it, "" where it can."""
        return missing(*self.programs)


def _whole(write: Callable[[Sequence[Sheet], Path], Path], name: str) -> Callable[[Sequence[Sheet], Path], Written]:
    return lambda sheets, folder: [(write(sheets, folder / name), list(sheets))]


def _separate(delimiter: str) -> Callable[[Sequence[Sheet], Path], Written]:
    return lambda sheets, folder: [(write_csv(s, folder / f"{s.id}.csv", delimiter), [s]) for s in sheets]


def _printed(sheets: Sequence[Sheet], path: Path) -> Path:
    return as_pdf(write_docx(sheets, path.with_suffix(".docx"), font=vietnamese_font()))


def _scanned(sheets: Sequence[Sheet], path: Path) -> Path:
    return write_scan(_printed(sheets, path.with_name("printed.pdf")), path)


FORMS = {
    "docx": Form(_whole(write_docx, "tables.docx"), 1.0),
    "xlsx": Form(_whole(lambda s, p: write_xlsx(s, p, as_text=False), "tables.xlsx"), 1.0),
    "xlsx, chữ": Form(_whole(lambda s, p: write_xlsx(s, p, as_text=True), "texts.xlsx"), 1.0),
    "html": Form(_whole(write_html, "tables.html"), 1.0),
    **{f"csv, {name}": Form(_separate(sign), 1.0) for name, sign in _SEPARATORS.items()},
    "pdf từ Word": Form(_whole(_printed, "printed.pdf"), 0.99, ("soffice", "fc-match")),
    "pdf": Form(_whole(set_pdf, "set.pdf"), 0.99, ("fc-match",)),
    "bản quét": Form(_whole(_scanned, "scan.pdf"), 0.95, ("soffice", "fc-match", "tesseract")),
}


def read_back(written: Written) -> Score:
    """The score of files read back."""
    total = Score()
    for path, sheets in written:
        total += score_tables(read_report(path).tables, sheets)
    return total
