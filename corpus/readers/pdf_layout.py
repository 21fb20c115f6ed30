# ruff: noqa: ARG002  (the methods of the device have the signatures that the library calls)
"""What a PDF page draws, in points from its top left corner as a person sees it: glyphs, rules, images.

Only what is drawn is taken: scripts, attachments, links and forms of a file are never looked at.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    PDFGraphicState,
    PDFPageInterpreter,
    PDFResourceManager,
    PDFTextState,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt

from corpus.readers.pages import Place
from corpus.readers.pdf_words import Glyph

Rule = tuple[float, float, float]  # where it stands, where it starts, where it ends

_THIN = 3.0  # points: a filled box no thicker is a rule
_EVEN = 0.7  # points that a rule may lean
_MOST_SHAPES = 60_000  # of a page; more is a drawing, whose rules are not kept
_OUTLINED = 300  # curves without a glyph: the letters themselves are drawn
_INVISIBLE = 3  # the text rendering mode that paints nothing (ISO 32000-1, 9.3.6)
_BASIC = re.compile(r"^[A-Z]{6}\+")


class TooMuchError(Exception):
    """A page holds more than may be read; `said` says of what, in Vietnamese."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(slots=True)
class Sheet:
    """A page as drawn: `across` and `down` are rules, `fills` boxes filled with a colour."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    fills: list[Place] = field(default_factory=list)
    images: list[Place] = field(default_factory=list)
    shapes: int = 0
    hidden: int = 0

    @property
    def is_drawn(self) -> bool:
        """Whether more is drawn than tables need: a map, a diagram, letters as outlines."""
        return self.shapes > _MOST_SHAPES

    @property
    def is_outlined(self) -> bool:
        """Whether there may be letters that no glyph tells."""
        return self.shapes > _OUTLINED and len(self.glyphs) < self.shapes / 100


class PdfFile:
    """An opened PDF: how many pages it has, and each as a sheet; errors of pdfminer are let through."""

    def __init__(self, data: bytes) -> None:
        self._document = PDFDocument(PDFParser(BytesIO(data)), password="")
        self._resources = PDFResourceManager()

    def count_pages(self, most: int) -> int:
        """How many pages there are, counted no further than one more than `most`."""
        return sum(1 for _ in zip(range(most + 1), PDFPage.create_pages(self._document), strict=False))

    def sheets(self, glyphs: int, until: float) -> Iterator[Sheet]:
        """The pages in order; `TooMuchError` beyond `glyphs` on one or after the moment `until`."""
        for number, page in enumerate(PDFPage.create_pages(self._document), start=1):
            page.mediabox = page.cropbox  # what lies outside is not seen
            device = _Device(self._resources, number, glyphs, until)
            PDFPageInterpreter(self._resources, device).process_page(page)
            yield device.sheet
            self._forget(page)

    def _forget(self, page: PDFPage) -> None:
        """Drops the unpacked content of a page that was read, which the library would keep."""
        for stream in page.contents:
            if isinstance(stream, PDFStream):
                stream.data = None
                self._document._cached_objs.pop(stream.objid or -1, None)


class _Device(PDFLayoutAnalyzer):
    """Takes down what a page's content paints."""

    def __init__(self, resources: PDFResourceManager, number: int, glyphs: int, until: float) -> None:
        super().__init__(resources, number)
        self.sheet = Sheet(number, 0.0, 0.0)
        self._glyphs, self._until, self._taken = glyphs, until, 0
        self._spaced = self._unseen = False
        self._seen: set[tuple[str, int, int]] = set()
        self._fonts: dict[int, tuple[bool, bool, str]] = {}

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        x0, y0, x1, y1 = page.mediabox
        self.sheet.width, self.sheet.height = abs(x1 - x0), abs(y1 - y0)
        if page.rotate in (90, 270):
            self.sheet.width, self.sheet.height = self.sheet.height, self.sheet.width
        self._check()

    def end_page(self, page: PDFPage) -> None:
        self._check()

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._take()

    def end_figure(self, _: str) -> None:
        pass

    def _check(self) -> None:
        if time.monotonic() > self._until:
            raise TooMuchError("đọc quá lâu nên đã dừng")

    def _take(self) -> None:
        self._taken += 1
        if self._taken % 4096 == 0:
            self._check()

    # glyphs

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        self._unseen = textstate.render == _INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = self.handle_undefined_char(font, cid)
        across = font.char_width(cid) * fontsize * scaling
        if text.strip():
            low = font.get_descent() * fontsize + rise
            self._take_glyph(text, matrix, font, (0.0, low, across, low + fontsize))
        else:
            self._spaced = True
        return across

    def _take_glyph(self, text: str, matrix: Matrix, font: PDFFont, box: Rect) -> None:
        self._take()
        a, b, c, d, e, f = matrix
        turn = _read_turn(a, b, c, d)
        left, low, right, high = box
        xs = sorted((a * left + c * low + e, a * right + c * high + e))
        ys = sorted((b * left + d * low + f, b * right + d * high + f))
        x0, top, height = xs[0], self.sheet.height - ys[1], self.sheet.height
        key = (text, round(x0), round(top))
        outside = xs[1] < 0 or x0 > self.sheet.width or top > height or height - ys[0] < 0
        if turn is None or outside or key in self._seen:
            return
        size = xs[1] - x0 if turn in (90, 270) else ys[1] - ys[0]
        self._seen.update((text, key[1] + i, key[2]) for i in (-1, 0, 1) if i == 0 or size > 6)
        bold, italic, encoding = self._style(font)
        self.sheet.hidden += self._unseen
        self.sheet.glyphs.append(
            Glyph(
                text.translate(_PLAIN), x0, xs[1], top, height - ys[0], size,
                bold, italic, self._spaced, turn, encoding,
            )
        )  # fmt: skip
        self._spaced = False
        if len(self.sheet.glyphs) > self._glyphs:
            raise TooMuchError("có quá nhiều chữ")

    def _style(self, font: PDFFont) -> tuple[bool, bool, str]:
        key = id(font)
        if key not in self._fonts:
            name = _BASIC.sub("", str(font.fontname or ""))
            lower = name.lower()
            self._fonts[key] = ("bold" in lower, "italic" in lower or "oblique" in lower, _read_encoding(name))
        return self._fonts[key]

    # shapes

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        self._take()
        self.sheet.shapes += 1
        if self.sheet.is_drawn:
            self.sheet.across.clear()
            self.sheet.down.clear()
            self.sheet.fills.clear()
            return
        for part in _subpaths(path):
            if all(segment[0] in "mlh" for segment in part):
                self._take_outline(part, stroke)
            else:
                self.sheet.shapes += 1

    def _take_outline(self, part: Sequence[PathSegment], stroke: bool) -> None:
        points = [self._place(x, y) for x, y in _ends(part)]
        closed = part[-1][0] == "h"
        if len(points) < 2:
            return
        if stroke:
            for before, after in zip(points, [*points[1:], *points[:1]] if closed else points[1:], strict=False):
                self._take_edge(before, after)
            return
        x0, x1 = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        if bottom - top <= _THIN < x1 - x0:
            self.sheet.across.append(((top + bottom) / 2, x0, x1))
        elif x1 - x0 <= _THIN < bottom - top:
            self.sheet.down.append(((x0 + x1) / 2, top, bottom))
        elif len(set(points)) == 4:
            self.sheet.fills.append((x0, top, x1, bottom))

    def _take_edge(self, before: tuple[float, float], after: tuple[float, float]) -> None:
        (xa, ya), (xb, yb) = before, after
        if abs(ya - yb) <= _EVEN and abs(xa - xb) > _EVEN:
            self.sheet.across.append(((ya + yb) / 2, min(xa, xb), max(xa, xb)))
        elif abs(xa - xb) <= _EVEN and abs(ya - yb) > _EVEN:
            self.sheet.down.append(((xa + xb) / 2, min(ya, yb), max(ya, yb)))

    def render_image(self, name: str, stream: PDFStream) -> None:
        corners = [self._place(x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self.sheet.images.append((min(xs), min(ys), max(xs), max(ys)))

    def _place(self, x: float, y: float) -> tuple[float, float]:
        x, y = apply_matrix_pt(self.ctm, (x, y))
        return x, self.sheet.height - y


_PLAIN = str.maketrans({"\u00ad": "-", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})


def _read_turn(a: float, b: float, c: float, d: float) -> int | None:
    """How far letters are turned against the clock, in degrees; None where they lean or are mirrored."""
    if a * d - b * c <= 0:
        return None
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= 0.05 * abs(b):
        return 90 if b > 0 else 270
    return None


def _read_encoding(name: str) -> str:
    """The encoding of fonts from before Unicode by their names: .VnTime, VNI-Times; "" for the rest."""
    if name.startswith(".Vn"):
        return "TCVN3 CAPITALS" if name.split("-")[0].split(",")[0].endswith("H") else "TCVN3"
    return "VNI" if name.upper().startswith("VNI") else ""


def _ends(part: Sequence[PathSegment]) -> Iterator[tuple[float, float]]:
    """Where each step of an outline ends."""
    for segment in part:
        if segment[0] != "h":
            x, y = segment[-2:]  # type: ignore[misc]
            yield float(x), float(y)


def _subpaths(path: Sequence[PathSegment]) -> Iterator[Sequence[PathSegment]]:
    starts = [i for i, segment in enumerate(path) if segment[0] == "m"]
    for start, end in zip(starts, [*starts[1:], len(path)], strict=True):
        yield path[start:end]
