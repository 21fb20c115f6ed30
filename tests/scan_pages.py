"""Pages drawn as a scanner hands them on: text and ruled tables on paper, then tilted, gray and noisy.

What was written is kept beside the picture, so that what is recognised can be held against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = {
    False: ("DejaVuSerif.ttf", "times.ttf", "Times New Roman.ttf"),
    True: ("DejaVuSerif-Bold.ttf", "timesbd.ttf", "Times New Roman Bold.ttf"),
}
WIDTH, HEIGHT = 595.3, 841.9  # A4 in points
LEFT, RIGHT = 45.0, 560.0
Rows = tuple[tuple[str, ...], ...]
Spans = Mapping[tuple[int, int], tuple[int, int]]


def find_font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont | None:
    """A font with Vietnamese letters, `size` in pixels; None where the machine has none of those known."""
    for name in FONTS[bold]:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None


@dataclass
class Paper:
    """A blank page to draw on, in points from the top left; `lines` and `tables` are what was written."""

    dpi: int = 200
    lines: list[str] = field(default_factory=list)
    tables: list[Rows] = field(default_factory=list)
    below: float = 60.0  # where the next thing is written

    def __post_init__(self) -> None:
        self.image = Image.new("L", (self._dots(WIDTH), self._dots(HEIGHT)), 255)
        self._draw = ImageDraw.Draw(self.image)

    def _dots(self, points: float) -> int:
        return round(points * self.dpi / 72)

    def _font(self, size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
        font = find_font(self._dots(size), bold=bold)
        assert font is not None
        return font

    def wrap(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """The lines of a text that is set in a width."""
        font, lines = self._font(size, bold), [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and font.getlength(longer) > self._dots(width):
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def write(self, x: float, text: str, size: float = 13, *, bold: bool = False) -> None:
        """One line at x, below what stands on the page."""
        self._put(x, self.below, text, size, bold)
        self.lines.append(text)
        self.below += size * 1.3

    def _put(self, x: float, top: float, text: str, size: float, bold: bool = False) -> None:
        self._draw.text((self._dots(x), self._dots(top)), text, fill=0, font=self._font(size, bold))

    def paragraph(self, text: str, size: float = 13, *, bold: bool = False) -> None:
        """A text in lines from margin to margin, a little space below."""
        for line in self.wrap(text, RIGHT - LEFT, size, bold=bold):
            self.write(LEFT, line, size, bold=bold)
        self.below += 4

    def table(self, rows: Sequence[Sequence[str]], spans: Spans | None = None, size: float = 10) -> None:
        """A ruled table; `spans` the (height, width) of cells that take more than one place."""
        spans = spans or {}
        while sum(self._widths(rows, size)) > RIGHT - LEFT + 1:
            size -= 0.5  # the longest words do not fit
        widths = self._widths(rows, size)
        xs = [LEFT + sum(widths[:c]) for c in range(len(widths) + 1)]
        cut = [
            [self.wrap(text, xs[c + spans.get((r, c), (1, 1))[1]] - xs[c] - 5, size) for c, text in enumerate(row)]
            for r, row in enumerate(rows)
        ]
        high = [
            max(len(lines) for c, lines in enumerate(row) if spans.get((r, c), (1, 1))[0] == 1)
            for r, row in enumerate(cut)
        ]
        ys = [self.below + sum(n * size * 1.2 + 5 for n in high[:r]) for r in range(len(high) + 1)]
        for (r, c), (tall, wide) in _cells(rows, spans):
            box = [self._dots(v) for v in (xs[c], ys[r], xs[c + wide], ys[r + tall])]
            self._draw.rectangle(box, outline=0, width=max(self.dpi // 130, 1))
            for i, line in enumerate(cut[r][c]):
                self._put(xs[c] + 3, ys[r] + 1 + i * size * 1.2, line, size)
        self.tables.append(tuple(tuple(row) for row in rows))
        self.below = ys[-1] + 8

    def _widths(self, rows: Sequence[Sequence[str]], size: float) -> list[float]:
        """Each column as wide as its longest word, what is left shared by how much is written."""
        font = self._font(size)
        columns = list(zip(*rows, strict=True))
        least = [
            max(font.getlength(word) for text in column for word in [*text.split(), "0"]) * 72 / self.dpi + 8
            for column in columns
        ]
        weight = [max(len(text) for text in column[1:]) + 1 for column in columns]
        spare = max(RIGHT - LEFT - sum(least), 0.0)
        return [a + spare * b / sum(weight) for a, b in zip(least, weight, strict=True)]


def _cells(rows: Sequence[Sequence[str]], spans: Spans) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The cells by where they begin, with how many rows and columns they take."""
    covered = {
        (r + i, c + j) for (r, c), (tall, wide) in spans.items() for i in range(tall) for j in range(wide) if i or j
    }
    for r, row in enumerate(rows):
        for c in range(len(row)):
            if (r, c) not in covered:
                yield (r, c), spans.get((r, c), (1, 1))


def spoil(
    image: Image.Image, *, tilt: float = 0.0, noise: float = 0.0, paper: int = 255, quality: int | None = None
) -> Image.Image:
    """The picture as a worse scanner makes it: tilt in degrees, noise and paper in grays, JPEG quality."""
    grays = np.asarray(image, dtype=np.float64) * (paper / 255)
    grays += np.random.default_rng(1).normal(0, noise, grays.shape)
    worse = Image.fromarray(grays.clip(0, 255).astype(np.uint8))
    if tilt:
        worse = worse.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=paper)
    if quality is not None:
        packed = BytesIO()
        worse.save(packed, "JPEG", quality=quality)
        worse = Image.open(BytesIO(packed.getvalue()))
    return worse


def errors_in(expected: str, found: str) -> int:
    """How many characters have to be put in, left out or changed to make one text of the other."""
    before = list(range(len(found) + 1))
    for i, a in enumerate(expected, start=1):
        row = [i]
        for j, b in enumerate(found, start=1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        before = row
    return before[-1]
