"""Pages of a PDF as images, for the recogniser: rendered one at a time, no larger than allowed."""

from __future__ import annotations

from math import sqrt

from corpus.files import Limits
from corpus.readers.pages import Page

_DPI = 300
_POINTS = 72  # in an inch


class PageImages:
    """The pages of a PDF file, each rendered and recognised when it is asked for."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._limits = data, limits

    def recognise(self, number: int) -> Page | None:
        """What is on a page (from 1) by its image; None where nothing here recognises letters."""
        try:
            from corpus.readers.scan import recognise_page
        except ImportError:
            return None
        import pypdfium2  # type: ignore[import-untyped]

        document = pypdfium2.PdfDocument(self._data)
        try:
            sheet = document[number - 1]
            width, height = sheet.get_size()
            scale = min(_DPI / _POINTS, sqrt(self._limits.pixels / (width * height)))
            image = sheet.render(scale=scale, may_draw_forms=False).to_pil()
            return recognise_page(image, number, width, height, self._limits)
        finally:
            document.close()
