"""Readers: one a format, behind one protocol; a file in, a `Report` out."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile, say_nothing, take_in
from corpus.formats import Format, describe, recognise
from corpus.readers.base import Reader
from corpus.values import Report

# the suffixes that are looked for in a folder; a file that is named is read whatever its name
SUFFIXES = frozenset(
    (
        *(".txt", ".md", ".markdown", ".csv", ".tsv", ".html", ".htm"),
        *(".docx", ".docm", ".doc", ".rtf", ".odt", ".ppt", ".pptx", ".odp"),
        *(".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"),
        *(".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"),
    )
)
# they speak of the other files of a folder
_ABOUT = frozenset({"readme", "faults", "license", "changelog"})


def accepts(path: Path) -> bool:
    """Whether a file in a folder looks like one to read."""
    return path.suffix.lower() in SUFFIXES and path.stem.lower() not in _ABOUT


def read_report(path: Path, limits: Limits | None = None, progress: Progress = say_nothing) -> Report:
    """The report in a file; `ReadingError` with a Vietnamese sentence if it cannot be read."""
    held = limits or Limits()
    return read_file(take_in(path, held), held, progress)


def read_file(file: SourceFile, limits: Limits, progress: Progress = say_nothing) -> Report:
    """The report in a file that was taken in; `ReadingError` if it cannot be read."""
    return find_reader(file).read(file, limits, progress)


def find_reader(file: SourceFile) -> Reader:
    """The reader of a file's format; `ReadingError` where there is none.

    Each format's libraries are imported with its reader, when a file of it comes.
    """
    match recognise(file):
        case Format.DOCX:
            from corpus.readers.docx import DocxReader

            return DocxReader()
        case Format.XLSX:
            from corpus.readers.xlsx import XlsxReader

            return XlsxReader()
        case Format.OFFICE:
            from corpus.readers.office import OfficeReader

            return OfficeReader()
        case Format.PDF:
            from corpus.readers.pdf import PdfReader

            return PdfReader()
        case Format.IMAGE:
            from corpus.readers.image import ImageReader

            return ImageReader()
        case Format.HTML:
            from corpus.readers.html import HtmlReader

            return HtmlReader()
        case Format.MARKDOWN:
            from corpus.readers.markdown import MarkdownReader

            return MarkdownReader()
        case Format.CSV:
            from corpus.readers.delimited import CsvReader

            return CsvReader()
        case Format.TEXT:
            from corpus.readers.plain import PlainTextReader

            return PlainTextReader()
        case Format.LOCKED:
            raise ReadingError(f"Tệp “{file.path}” được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
        case _:
            kind = describe(file)
            path = file.path
            told = f"Tệp “{path}” là {kind}, không phải báo cáo" if kind else f"Chưa đọc được loại tệp của “{path}”"
            raise ReadingError(f"{told}; hãy lưu lại dưới dạng Word, Excel, PDF, HTML, CSV hoặc văn bản rồi nạp lại.")
