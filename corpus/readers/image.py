"""Pictures of pages: scans and photographs in PNG, JPEG, TIFF (all its pages), BMP, WEBP and GIF."""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from corpus.assemble import assemble_report
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.readers.pages import Page
from corpus.readers.pdf_pages import join_pages
from corpus.readers.scan import recognise_page
from corpus.readers.scan_words import check_program
from corpus.values import Report

PLUGINS = ("PNG", "JPEG", "TIFF", "BMP", "DIB", "WEBP", "GIF", "MPO")
_DOTS = (50.0, 1_300.0)  # an inch: outside, what a file says of itself is no resolution of a page
_LONGEST = 1_700.0  # points: the long side of A2; what says it is longer is a photograph
_A4_SHORT, _SCREEN = 8.27, 96.0  # inches; dots an inch of a picture too small for a whole page
_LONGEST_SIDE = 50_000  # dots: a ribbon of them costs the recogniser more memory than a page of as many
_REDUCED = 1  # of TIFF's NewSubfileType: a small copy of another page
_NEW_SUBFILE_TYPE = 254


class ImageReader:
    """Reads pictures of pages by recognising what is written on them."""

    formats = frozenset({Format.IMAGE})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        with warnings.catch_warnings():
            # the size is held against our own limit before anything is decoded
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            pages = _read_pages(file, limits, progress)
        if not any(page.lines or page.tables for page in pages):
            raise ReadingError(
                f"Ảnh “{file.path}” không có chữ nào nhận dạng được; hãy kiểm tra lại ảnh, quét rõ hơn rồi nạp lại."
            )
        return assemble_report(join_pages(pages), source=str(file.path), sha256=file.sha256)


def _read_pages(file: SourceFile, limits: Limits, progress: Progress) -> list[Page]:
    started = time.monotonic()
    image = _open(file, limits)
    count = _count_pages(image, file.path, limits)
    check_program()
    pages: list[Page] = []
    for number, picture in enumerate(_pictures(image, count, file.path, limits), start=1):
        dots = dots_per_inch(picture)
        width, height = picture.width * 72 / dots, picture.height * 72 / dots
        pages.append(_recognise(picture, number, (width, height), limits, file.path))
        progress(number, count)
        if number < count and time.monotonic() - started > limits.seconds:
            raise ReadingError(f"Tệp “{file.path}” đọc quá lâu nên đã dừng ở trang {number}.")
    return pages


def _recognise(picture: Image.Image, number: int, size: tuple[float, float], limits: Limits, path: Path) -> Page:
    try:
        return recognise_page(picture, number, *size, limits)
    except ReadingError as error:
        raise ReadingError(f"Tệp “{path}”: {error}") from error


def _open(file: SourceFile, limits: Limits) -> Image.Image:
    """The picture with nothing decoded yet, its declared size within the limit."""
    try:
        image = Image.open(BytesIO(file.data), formats=PLUGINS)
    except Image.DecompressionBombError as error:
        raise _too_large(file.path) from error
    except Exception as error:  # Pillow lets errors of every kind through where a part is not as it should be
        raise _broken(file.path) from error
    _check_size(image, file.path, limits)
    return image


def _count_pages(image: Image.Image, path: Path, limits: Limits) -> int:
    """How many pages a TIFF has; of other pictures, only the first frame is one."""
    if image.format != "TIFF":
        return 1
    try:
        count = int(getattr(image, "n_frames", 1))
    except Exception as error:
        raise _broken(path) from error
    if count > limits.pages:
        raise ReadingError(f"Tệp “{path}” có hơn {limits.pages} trang; hãy tách nhỏ rồi nạp lại.")
    return count


def _pictures(image: Image.Image, count: int, path: Path, limits: Limits) -> Iterator[Image.Image]:
    """Each page decoded, turned as the camera says; small copies of pages in a TIFF left out."""
    for index in range(count):
        try:
            image.seek(index)
            if index and getattr(image, "tag_v2", {}).get(_NEW_SUBFILE_TYPE, 0) & _REDUCED:
                continue
            _check_size(image, path, limits)
            image.load()
            picture = ImageOps.exif_transpose(image).copy()
        except ReadingError:
            raise
        except Image.DecompressionBombError as error:
            raise _too_large(path) from error
        except Exception as error:
            raise _broken(path) from error
        yield picture


def _check_size(image: Image.Image, path: Path, limits: Limits) -> None:
    if image.width * image.height > limits.pixels or max(image.size) > _LONGEST_SIDE:
        raise _too_large(path)


def _too_large(path: Path) -> ReadingError:
    return ReadingError(f"Ảnh “{path}” có kích thước quá lớn nên không được mở; hãy quét lại ở 300 dpi rồi nạp lại.")


def _broken(path: Path) -> ReadingError:
    return ReadingError(f"Ảnh “{path}” bị hỏng hoặc bị cắt ngang; hãy quét hoặc chép lại rồi nạp lại.")


def dots_per_inch(picture: Image.Image) -> float:
    """The resolution of a page's picture: what the file says if that makes a page, else as if it were A4."""
    short, long = sorted(picture.size)
    told = picture.info.get("dpi", (0, 0))
    try:
        dots = float(told[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dots = 0.0
    if _DOTS[0] <= dots <= _DOTS[1] and long * 72 / dots <= _LONGEST:
        return dots
    return max(short / _A4_SHORT, _SCREEN)
