"""PDF: lines joined to paragraphs, tables by their rules, pages put together again.

What repeats at the top and foot of pages is dropped, notes at the foot are set apart, tables that a
page end cut are handed on as one. A page without usable text is rendered and recognised as a scan.
"""

from __future__ import annotations

import logging
import re
import time
import zlib
from pathlib import Path

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from corpus.assemble import assemble_report
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.readers.pages import Page
from corpus.readers.pdf_images import PageImages
from corpus.readers.pdf_layout import PdfFile, TooMuchError
from corpus.readers.pdf_pages import join_pages
from corpus.readers.pdf_pictures import read_pictures
from corpus.readers.pdf_sheets import is_unreadable, read_sheet
from corpus.values import Report

_CHUNK = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_PACKED_TWICE = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is odd in a file is no news to its reader


class PdfReader:
    """Reads PDF files."""

    formats = frozenset({Format.PDF})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        path = file.path
        _check(file.data, path, limits)
        pages = _read_pages(file.data, path, limits, progress)
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
    if _PACKED_TWICE.search(data) or _unpacks_beyond(data, limits.expanded_bytes):
        raise ReadingError(f"Tệp “{path}” giải nén ra lớn bất thường nên không được mở.")


def _unpacks_beyond(data: bytes, limit: int) -> bool:
    """Whether the packed parts of the file swell beyond the limit in all."""
    left = limit
    for match in _STREAM.finditer(data):
        left -= _unpacked_size(data, match.end(), left)
        if left < 0:
            return True
    return False


def _unpacked_size(data: bytes, start: int, limit: int) -> int:
    """How large a packed part of the file is, measured piece by piece no further than beyond the limit."""
    if data[start : start + 1] not in (b"\x78", b"\x68", b"\x58", b"\x48"):
        return 0
    unpacker, packed, size = zlib.decompressobj(), data[start : start + _CHUNK], 0
    try:
        while packed and size <= limit:
            size += len(unpacker.decompress(packed, _CHUNK))
            start += 0 if unpacker.unconsumed_tail else _CHUNK
            packed = unpacker.unconsumed_tail or (b"" if unpacker.eof else data[start : start + _CHUNK])
    except zlib.error:
        pass  # what is broken is seen when it is read
    return size


# --- pages ----------------------------------------------------------------------------------------


def _read_pages(data: bytes, path: Path, limits: Limits, progress: Progress) -> list[Page]:
    try:
        return _open_and_read(data, path, limits, progress)
    except ReadingError:
        raise
    except TooMuchError as error:
        raise ReadingError(f"Tệp “{path}” {error.said}; hãy tách nhỏ rồi nạp lại.") from error
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise ReadingError(f"Tệp “{path}” được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.") from error
    except Exception as error:  # pdfminer lets errors of every kind through where a part is not as it should be
        raise _broken(path) from error


def _open_and_read(data: bytes, path: Path, limits: Limits, progress: Progress) -> list[Page]:
    until = time.monotonic() + limits.seconds
    file = PdfFile(data)
    count = file.count_pages(limits.pages)
    if count > limits.pages:
        raise ReadingError(f"Tệp “{path}” có hơn {limits.pages} trang; hãy tách nhỏ rồi nạp lại.")
    if not count:
        raise _broken(path)
    images = PageImages(data, limits)
    pages: list[Page] = []
    for sheet in file.sheets(limits.glyphs, until):
        unreadable = is_unreadable(sheet)
        page = images.recognise(sheet.number) if unreadable else None
        if page is None:
            page = read_sheet(sheet, unusable=unreadable)
            if not unreadable and sheet.images:
                read_pictures(page, sheet, images)
        pages.append(page)
        progress(sheet.number, count)
        if time.monotonic() > until:
            raise TooMuchError(f"đọc quá lâu nên đã dừng ở trang {sheet.number}")
    if all(page.unusable for page in pages):
        told = f"Tệp “{path}” là bản chụp không nhận dạng được chữ nào; hãy quét lại rõ hơn rồi nạp lại."
        raise images.refusal or ReadingError(told)
    return pages


def _broken(path: Path) -> ReadingError:
    return ReadingError(f"Tệp “{path}” hỏng, không đọc được nội dung PDF; hãy xuất lại tệp rồi nạp lại.")
