"""Words as Tesseract reads them: a program of its own, called once for a page or for many small pictures.

Several pictures go to it as the pages of one TIFF: starting the program costs more than reading a cell.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from PIL import Image

from corpus.errors import ReadingError
from corpus.readers.scan_image import Pixels, Rect
from corpus.text import normalise

LANGUAGE = "vie"
FIGURES = "eng"  # reads digits and signs well; where it is not installed, LANGUAGE reads them again
PAGE, BLOCK = 3, 6  # Tesseract's ways to take a picture apart (--psm)
_COLUMNS = 12  # of its table of words
_WORD = "5"
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would open a console for each call

_MISSING = (
    "Máy chưa có chương trình nhận dạng chữ Tesseract nên không đọc được ảnh và bản chụp; hãy cài Tesseract kèm dữ "
    "liệu tiếng Việt (Windows: bộ cài Tesseract-OCR, chọn “Vietnamese” và thêm thư mục cài vào PATH; Debian, Ubuntu: "
    "“apt install tesseract-ocr tesseract-ocr-vie”) rồi nạp lại."
)
_NO_LANGUAGE = (
    "Tesseract trên máy chưa có dữ liệu tiếng Việt (vie); hãy cài thêm (Windows: chạy lại bộ cài Tesseract-OCR và chọn "
    "“Vietnamese”; Debian, Ubuntu: “apt install tesseract-ocr-vie”) rồi nạp lại."
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as recognised: its rectangle in the picture, how sure of it (0 to 1), its line's key."""

    text: str
    rect: Rect
    confidence: float
    line: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """When the recognising of a page must be done (`time.monotonic`), and how it is said if it is not."""

    at: float
    page: int

    @classmethod
    def of(cls, page: int, seconds: float) -> Deadline:
        """The deadline of a page that is begun now."""
        return cls(time.monotonic() + seconds, page)

    def left(self) -> float:
        """The seconds that are left; `ReadingError` if none are."""
        rest = self.at - time.monotonic()
        if rest <= 0:
            raise self.missed()
        return rest

    def missed(self) -> ReadingError:
        """What is said of a page that took too long."""
        return ReadingError(
            f"Trang {self.page} nhận dạng chữ quá lâu nên đã dừng; hãy quét lại rõ hơn hoặc tách trang này ra."
        )


def recognise(
    pictures: Sequence[Pixels], way: int, dpi: float, deadline: Deadline, language: str = LANGUAGE
) -> list[list[Word]]:
    """The words of each picture, in reading order; `way` is PAGE or BLOCK, `language` LANGUAGE or FIGURES."""
    if not pictures:
        return []
    check_program()
    with TemporaryDirectory(prefix="troly-") as folder:
        path = Path(folder) / "pages.tif"
        first, *rest = [Image.fromarray(picture) for picture in pictures]
        first.save(path, save_all=True, append_images=rest)
        return _read_words(_run(path, way, dpi, deadline, language), len(pictures))


def turns_needed(picture: Pixels, deadline: Deadline) -> int:
    """By how many quarters, counter-clockwise, a page must be turned to stand upright; 0 if none can tell."""
    if "osd" not in _languages():
        return 0
    with TemporaryDirectory(prefix="troly-") as folder:
        path = Path(folder) / "page.png"
        Image.fromarray(picture).save(path)
        told = _call([str(path), "stdout", "--psm", "0", "-l", "osd", "-c", "min_characters_to_try=8"], deadline)
    for line in told.stdout.splitlines():
        if line.startswith("Orientation in degrees:"):
            return int(line.rpartition(":")[2]) // 90 % 4
    return 0


def check_program() -> None:
    """Whether pictures can be read on this machine; `ReadingError` says what to install if not."""
    if which("tesseract") is None:
        raise ReadingError(_MISSING)
    if LANGUAGE not in _languages():
        raise ReadingError(_NO_LANGUAGE)


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    told = _call(["--list-langs"], Deadline.of(0, 30.0))
    return frozenset((told.stdout + told.stderr).split())


def _run(path: Path, way: int, dpi: float, deadline: Deadline, language: str) -> str:
    known = language if language in _languages() else LANGUAGE
    options = ["-l", known, "--oem", "1", "--psm", str(way), "--dpi", str(round(dpi))]
    told = _call([str(path), "stdout", *options, "tsv"], deadline)
    if told.returncode:
        raise ReadingError(f"Tesseract không đọc được ảnh của trang {deadline.page}; hãy quét lại rồi nạp lại.")
    return told.stdout


def _call(arguments: Sequence[str], deadline: Deadline) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            [*_one_thread(), "tesseract", *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=deadline.left(),
            creationflags=_NO_WINDOW,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise deadline.missed() from error
    except OSError as error:
        raise ReadingError(_MISSING) from error


@lru_cache(maxsize=1)
def _one_thread() -> tuple[str, ...]:
    """What to put before the command so that it runs on one thread, where the system has a way.

    Tesseract's threads wait for each other by spinning: beside another busy process it takes four times as long.
    """
    return ("env", "OMP_THREAD_LIMIT=1") if which("env") else ()


def _read_words(table: str, pictures: int) -> list[list[Word]]:
    """The words of Tesseract's table: level, page, block, paragraph, line, word, rectangle, confidence, text."""
    found: list[list[Word]] = [[] for _ in range(pictures)]
    for row in table.splitlines()[1:]:
        level, *fields = row.split("\t")
        if level != _WORD or len(fields) != _COLUMNS - 1 or not fields[-1].strip():
            continue
        page, block, paragraph, line, _, left, top, width, height = map(int, fields[:9])
        rect = (left, top, left + width, top + height)
        sure = min(max(float(fields[9]) / 100, 0.0), 1.0)
        found[page - 1].append(Word(normalise(fields[-1]), rect, sure, (block, paragraph, line)))
    return found
