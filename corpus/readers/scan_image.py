"""A page's picture made fit for recognition: gray, evenly lit, upright, of enough dots an inch."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corpus.readers.pages import Place

Pixels = NDArray[np.uint8]  # height × width, 0 black to 255 white
Rect = tuple[int, int, int, int]  # x0, top, x1, bottom in pixels of a sheet

DPI = 300.0  # what letters are recognised best at
_MOST_PIXELS = 40_000_000  # of a sheet: A3 at 400 dpi
_MOST_TILT = 10.0  # degrees
_LEAST_TILT = 0.04
_SMALL = 900  # the width at which the tilt is measured: a rule across the page tells 0.05 degrees
_INK = 160  # darker is ink once the paper is white
_DARK, _PAPER = 80.0, 190.0  # grays that become black and white: ink is darker, paper lighter
_SPECKS = 0.002  # of the pixels: more of them alone is a noisy scan


@dataclass(frozen=True)
class Sheet:
    """A page fit for recognition: level, of `dpi` dots an inch.

    `margin` is what levelling added on the left and at the top, in pixels; `back` maps pixels to
    points of the page as it was handed in (2 × 3, affine).
    """

    pixels: Pixels
    dpi: float
    margin: tuple[float, float]
    back: NDArray[np.float64]

    def level(self, rect: Rect) -> Place:
        """Where a rectangle of the sheet stands on the level page, in points."""
        left, above = self.margin
        x0, top, x1, bottom = rect
        point = 72 / self.dpi
        return (x0 - left) * point, (top - above) * point, (x1 - left) * point, (bottom - above) * point

    def place(self, rect: Rect) -> Place:
        """Where a rectangle of the sheet stands on the page as it was handed in, in points."""
        x0, top, x1, bottom = rect
        corners = np.array([(x0, top, 1), (x1, top, 1), (x0, bottom, 1), (x1, bottom, 1)], dtype=np.float64)
        points = corners @ self.back.T
        (left, high), (right, low) = points.min(axis=0), points.max(axis=0)
        return float(left), float(high), float(right), float(low)


def prepare_sheet(image: Image.Image, width: float, height: float) -> Sheet:
    """The sheet of a page that is `width` × `height` points."""
    gray = to_gray(image)
    dots = gray.shape[1] / (width / 72)
    scale = min(max(DPI / dots, 0.1), 4.0, (_MOST_PIXELS / gray.size) ** 0.5)
    shrunk = _resize(gray, scale) if scale < 0.9 else gray
    clean = drop_specks(whiten_paper(shrunk))
    grown = _resize(clean, scale) if scale > 1.1 else clean
    level, rotation = rotate(grown, measure_tilt(grown))
    to_points = np.diag([width / gray.shape[1], height / gray.shape[0], 1.0])
    shrink = np.diag([gray.shape[1] / grown.shape[1], gray.shape[0] / grown.shape[0], 1.0])
    back = to_points @ shrink @ np.linalg.inv(rotation)
    margin = ((level.shape[1] - grown.shape[1]) / 2, (level.shape[0] - grown.shape[0]) / 2)
    return Sheet(level, dots * grown.shape[1] / gray.shape[1], margin, back[:2])


def to_gray(image: Image.Image) -> Pixels:
    """The picture in gray, what is transparent taken as white paper."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        colours = image.convert("RGBA")
        paper = Image.new("RGBA", colours.size, (255, 255, 255, 255))
        image = Image.alpha_composite(paper, colours)
    elif image.mode.startswith("I") or image.mode == "F":
        return _scale_depth(np.asarray(image, dtype=np.float64))
    return np.ascontiguousarray(np.asarray(image.convert("L"), dtype=np.uint8))


def _scale_depth(values: NDArray[np.float64]) -> Pixels:
    """Pictures of 16 bits and more a dot, brought to 8."""
    most = float(np.nanmax(values)) or 1.0
    span = 65535.0 if 255.0 < most <= 65535.0 else max(most, 255.0)
    return np.nan_to_num(values * (255.0 / span)).clip(0, 255).astype(np.uint8)


def _resize(pixels: Pixels, scale: float) -> Pixels:
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=way), dtype=np.uint8)


def whiten_paper(pixels: Pixels) -> Pixels:
    """The picture with its background made white, whatever its shade and wherever the light fell."""
    small = cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = max(min(small.shape) // 40 | 1, 3)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    paper = cv2.medianBlur(np.asarray(paper, dtype=np.uint8), 5)
    paper = cv2.resize(paper, pixels.shape[::-1], interpolation=cv2.INTER_LINEAR)
    dark = paper < 60  # a black area is no paper: it is not made white
    even = cv2.divide(pixels, np.maximum(paper, 1), scale=255)
    return np.where(dark, pixels, even).astype(np.uint8)


def drop_specks(pixels: Pixels) -> Pixels:
    """A noisy picture with its lone dots wiped away; any other as it is."""
    ink = (pixels < _INK).astype(np.uint8)
    beside = cv2.filter2D(ink, -1, np.ones((3, 3), np.float32), borderType=cv2.BORDER_CONSTANT)
    alone = (ink == 1) & (beside <= 2)
    if alone.mean() < _SPECKS:
        return pixels
    return np.asarray(cv2.medianBlur(pixels, 3), dtype=np.uint8)


def part_ink_from_paper(pixels: Pixels) -> Pixels:
    """The picture with ink made black and what is nearly paper white: grain around short figures misleads."""
    ink = pixels[pixels < _INK]
    if not ink.size:
        return pixels
    darkest = min(float(np.percentile(ink, 30)), _DARK)
    stretched = (np.arange(256) - darkest) * (255.0 / (_PAPER - darkest))
    return np.asarray(cv2.LUT(pixels, stretched.clip(0, 255).astype(np.uint8)), dtype=np.uint8)


def measure_tilt(pixels: Pixels) -> float:
    """The angle in degrees, counter-clockwise, by which lines of text and rules climb; 0.0 if none tell."""
    scale = min(_SMALL / pixels.shape[1], 1.0)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = 255 - np.asarray(small, dtype=np.uint8)
    if not (ink > 255 - _INK).any():
        return 0.0
    best = 0.0
    for reach, step in ((_MOST_TILT, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = [best + step * i for i in range(-round(reach / step), round(reach / step) + 1)]
        best = max(angles, key=lambda angle: _sharpness(ink, angle))
    return best if abs(best) >= _LEAST_TILT and abs(best) <= _MOST_TILT else 0.0


def lies_sideways(pixels: Pixels) -> bool:
    """Whether lines of text seem to run up or down the page."""
    scale = min(_SMALL / max(pixels.shape), 1.0)
    ink = 255 - np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return _sharpness(np.ascontiguousarray(np.rot90(ink)), 0.0) > 1.5 * _sharpness(ink, 0.0)


def _sharpness(ink: Pixels, angle: float) -> float:
    """How sharply rows of ink and rows of paper are told apart once the picture is turned back."""
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def rotate(pixels: Pixels, tilt: float) -> tuple[Pixels, NDArray[np.float64]]:
    """The picture levelled, in a frame that holds all of it, and the way there (3 × 3)."""
    if not tilt:
        return pixels, np.eye(3)
    height, width = pixels.shape
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), -tilt, 1.0), [0, 0, 1]])
    cos, sin = abs(turn[0, 0]), abs(turn[0, 1])
    wide, high = int(height * sin + width * cos), int(height * cos + width * sin)
    turn[0, 2] += (wide - width) / 2
    turn[1, 2] += (high - height) / 2
    level = cv2.warpAffine(pixels, turn[:2], (wide, high), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(level, dtype=np.uint8), turn
