"""Excel workbooks: each visible sheet's tables where they stand, figures as the sheet shows them.

Formulas give the results that the office program stored; one without a result is left unread. Numbers
are written in Vietnamese form by their formats, so 0.9231 shown with 0.00% is "92,31%". A workbook is
held to limits before it is opened; nothing that it names outside itself is fetched.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from openpyxl.utils import column_index_from_string

from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.readers.package import check_package
from corpus.readers.xlsx_report import report_workbook
from corpus.readers.xlsx_sheets import read_sheets
from corpus.values import Report

_CHUNK = 1 << 20
_COUNTED = re.compile(rb"<(?:\w+:)?(row|c)[\s/>]")
_SPREAD = re.compile(
    rb"<(?:\w+:)?(?:mergeCell|hyperlink)\s[^>]*?\bref=[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)", re.IGNORECASE
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


class XlsxReader:
    """Reads Excel workbooks (.xlsx, and .xlsm without its macros)."""

    formats = frozenset({Format.XLSX})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del progress  # a workbook has no pages
        broken = f"Tệp “{file.path}” hỏng hoặc không phải tệp Excel .xlsx; hãy mở bằng Excel, lưu lại rồi nạp lại."
        check_package(file, limits, broken)
        has_formulas = _count(file, limits, broken)
        try:
            sheets, hidden = read_sheets(file.data, has_formulas)
        except Exception as error:  # openpyxl lets errors of every kind through where a part is not as it should be
            raise ReadingError(broken) from error
        return report_workbook(sheets, hidden, file.path, file.sha256)


def _count(file: SourceFile, limits: Limits, broken: str) -> bool:
    """Holds the rows and cells that the parts declare to the limits; returns whether there are formulas."""
    rows = cells = 0
    formulas = False
    try:
        for piece in _pieces(file.data):
            counted = _COUNTED.findall(piece)
            rows += counted.count(b"row")
            cells += counted.count(b"c") + sum(_area(*ends) for ends in _SPREAD.findall(piece))
            formulas = formulas or _FORMULA.search(piece) is not None
            if rows > limits.rows or cells > limits.cells:
                raise ReadingError(
                    f"Tệp “{file.path}” có quá nhiều dòng hoặc ô (tối đa {limits.rows} dòng, {limits.cells} ô); "
                    "hãy bỏ phần thừa rồi nạp lại."
                )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise ReadingError(broken) from error
    return formulas


def _pieces(data: bytes) -> Iterator[bytes]:
    """The text of all parts in pieces that end where a tag ends."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        for part in package.infolist():
            rest = b""
            with package.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    piece, sign, rest = (rest + chunk).replace(b"\0", b"").rpartition(b">")
                    yield piece + sign
                    if len(rest) > _CHUNK:
                        yield rest
                        rest = b""
            yield rest


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    columns = column_index_from_string(right.decode()) - column_index_from_string(left.decode()) + 1
    return abs(columns) * abs(int(bottom) - int(top) + 1)
