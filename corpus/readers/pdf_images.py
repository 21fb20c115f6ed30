"""Pages of a PDF as images, for the recogniser: rendered one at a time, no larger than allowed."""

from __future__ import annotations

from math import sqrt

import pypdfium2  # type: ignore[import-untyped]

from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers.pages import Page

_DPI = 300
_POINTS = 72  # in an inch


class PageImages:
    """The pages of a PDF file, each rendered and recognised when it is asked for.

    `refusal` is why the last page that could not be recognised was not.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data, self._limits = data, limits
        self.refusal: ReadingError | None = None

    def recognise(self, number: int) -> Page | None:
        """What is on a page (from 1) by its image; None where it cannot be recognised."""
        from corpus.readers.scan import recognise_page

        document = pypdfium2.PdfDocument(self._data)
        try:
            sheet = document[number - 1]
            width, height = sheet.get_size()
            scale = min(_DPI / _POINTS, 0.999 * sqrt(self._limits.pixels / (width * height)))
            image = sheet.render(scale=scale, may_draw_forms=False).to_pil()
            return recognise_page(image, number, width, height, self._limits)
        except ReadingError as error:
            self.refusal = error
            return None
        finally:
            document.close()
