"""PDF with a text layer: lines joined to paragraphs, tables by their rules, pages put together again.

What repeats at the top and foot of pages is dropped, notes at the foot are set apart, tables that a
page end cut are handed on as one. A page without usable text is a scan: it is said, not read.
"""

from __future__ import annotations

import logging
import re
import time
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

from corpus.assemble import assemble_report
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.readers.pages import Page
from corpus.readers.pdf_pages import join_pages
from corpus.readers.pdf_tables import ruled_tables
from corpus.readers.pdf_words import read_glyphs, read_lines
from corpus.values import Report

_CHUNK = 1 << 20

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is odd in a file is no news to its reader


class PdfReader:
    """Reads PDF files that have a text layer."""

    formats = frozenset({Format.PDF})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        path = file.path
        _check(file.data, path, limits)
        pages = _read_pages(file.data, path, limits, progress)
        unread = [page.number for page in pages if page.unusable]
        if len(unread) == len(pages):
            raise ReadingError(f"Tệp “{path}” là bản chụp, không có lớp chữ; hiện chưa nhận dạng được chữ trong ảnh.")
        return assemble_report(join_pages(pages), source=str(path), sha256=file.sha256)


# --- before opening -------------------------------------------------------------------------------


def _check(data: bytes, path: Path, limits: Limits) -> None:
    if not data.strip():
        raise ReadingError(f"Tệp “{path}” trống, không có gì để nạp.")
    if b"%PDF-" not in data[:1024]:
        raise ReadingError(f"Tệp “{path}” không phải tệp PDF; hãy kiểm tra lại loại tệp.")
    if len(data) > limits.file_bytes:
        raise ReadingError(f"Tệp “{path}” lớn quá {limits.file_bytes // 1_000_000} MB; hãy tách nhỏ rồi nạp lại.")
    if b"startxref" not in data[-4096:]:
        raise ReadingError(f"Tệp “{path}” bị cắt ngang, thiếu phần cuối; hãy tải hoặc chép lại rồi nạp lại.")
    if any(_unpacks_beyond(data, match.end(), limits.expanded_bytes) for match in re.finditer(rb"stream\r?\n", data)):
        raise ReadingError(f"Tệp “{path}” giải nén ra lớn bất thường nên không được mở.")


def _unpacks_beyond(data: bytes, start: int, limit: int) -> bool:
    """Whether a packed part of the file swells beyond the limit; it is unpacked piece by piece."""
    if data[start : start + 1] not in (b"\x78", b"\x68", b"\x58", b"\x48"):
        return False
    unpacker, packed, size = zlib.decompressobj(), data[start : start + _CHUNK], 0
    try:
        while packed:
            size += len(unpacker.decompress(packed, _CHUNK))
            if size > limit:
                return True
            start += 0 if unpacker.unconsumed_tail else _CHUNK
            packed = unpacker.unconsumed_tail or (b"" if unpacker.eof else data[start : start + _CHUNK])
    except zlib.error:
        return False
    return False


# --- pages ----------------------------------------------------------------------------------------


def _read_pages(data: bytes, path: Path, limits: Limits, progress: Progress) -> list[Page]:
    started = time.monotonic()
    pages: list[Page] = []
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > limits.pages:
                raise ReadingError(f"Tệp “{path}” có hơn {limits.pages} trang; hãy tách nhỏ rồi nạp lại.")
            for number, source in enumerate(document.pages, start=1):
                pages.append(_read_page(source, number, limits, path))
                source.close()
                progress(number, len(document.pages))
                if time.monotonic() - started > limits.seconds:
                    raise ReadingError(f"Tệp “{path}” đọc quá lâu nên đã dừng ở trang {number}.")
    except ReadingError:
        raise
    except Exception as error:  # pdfminer lets errors of every kind through where a part is not as it should be
        causes = (error, *error.args, error.__cause__)
        if any(isinstance(cause, PDFPasswordIncorrect | PDFTextExtractionNotAllowed) for cause in causes):
            raise ReadingError(f"Tệp “{path}” được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.") from error
        raise _broken(path) from error
    if not pages:
        raise _broken(path)
    return pages


def _broken(path: Path) -> ReadingError:
    return ReadingError(f"Tệp “{path}” hỏng, không đọc được nội dung PDF; hãy xuất lại tệp rồi nạp lại.")


def _read_page(source: Any, number: int, limits: Limits, path: Path) -> Page:
    page = Page(number, float(source.width), float(source.height))
    chars = source.chars
    if len(chars) > limits.glyphs:
        raise ReadingError(f"Trang {number} của tệp “{path}” có quá nhiều chữ nên không được đọc.")
    glyphs = read_glyphs(chars)
    odd = sum(_is_odd(glyph.text) for glyph in glyphs)
    area = max((_area(image) for image in source.images), default=0.0) / (page.width * page.height)
    if odd > 0.3 * len(glyphs) or (area > 0.6 and len(glyphs) < 400) or (source.images and len(glyphs) < 10):
        page.unusable = True
        return page
    page.tables, rest = ruled_tables(source, glyphs)
    page.lines = read_lines(rest)
    return page


def _is_odd(text: str) -> bool:
    """Whether a glyph says no letter: a number in its font, a private sign, a control sign."""
    return text.startswith("(cid:") or text[0] < " " or text[0] == "\ufffd" or "\ue000" <= text[0] <= "\uf8ff"


def _area(image: dict[str, Any]) -> float:
    return abs(float(image["x1"]) - float(image["x0"])) * abs(float(image["bottom"]) - float(image["top"]))
