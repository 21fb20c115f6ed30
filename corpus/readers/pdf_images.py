"""Pages of a PDF, or parts of them, as images for the recogniser: rendered one at a time, no larger than allowed."""

from __future__ import annotations

import time
from math import sqrt

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers.pages import Page, Place
from corpus.readers.pictures import Seen, look_at

_DPI = 300
_POINTS = 72  # in an inch


class PageImages:
    """The pages of a PDF file, each rendered and recognised when it is asked for.

    `refusal` is why the last page that could not be recognised was not.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._limits = data, limits
        self._spent = 0.0  # seconds on parts of pages
        self.refusal: ReadingError | None = None

    def recognise(self, number: int) -> Page | None:
        """What is on a page (from 1) by its image; None where it cannot be recognised."""
        from corpus.readers.scan import recognise_page

        try:
            image, size = self._render(number)
            return recognise_page(image, number, *size, self._limits)
        except ReadingError as error:
            self.refusal = error
            return None

    def look_at(self, number: int, place: Place) -> Seen:
        """What a part of a page shows, measured from the part's own corner; unread where the parts looked at
        took half the time that the file may."""
        if self._spent > self._limits.seconds / 2:
            return Seen(unread=True)
        started = time.monotonic()
        image, size = self._render(number, place)
        seen = look_at(image, number, size, self._limits)
        self._spent += time.monotonic() - started
        return seen

    def _render(self, number: int, place: Place | None = None) -> tuple[Image.Image, tuple[float, float]]:
        """A page or a part of one as an image, and its size in points."""
        document = pypdfium2.PdfDocument(self._data)
        try:
            sheet = document[number - 1]
            width, height = sheet.get_size()
            x0, top, x1, bottom = place or (0.0, 0.0, width, height)
            size = max(x1 - x0, 1.0), max(bottom - top, 1.0)
            scale = min(_DPI / _POINTS, 0.999 * sqrt(self._limits.pixels / (size[0] * size[1])))
            crop = (x0, height - bottom, width - x1, top)
            return sheet.render(scale=scale, crop=crop, may_draw_forms=False).to_pil(), size
        finally:
            document.close()
