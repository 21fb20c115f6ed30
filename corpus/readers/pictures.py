"""Pictures that stand among text: what they show is recognised as a scan is, and handed on at their place.

Logos, seals and what spells nothing are left out; what cannot be read for certain is said in a sentence.
The recogniser is imported when there is something to look at.
"""

from __future__ import annotations

import re
import time
import warnings
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from PIL import Image, ImageOps

from corpus.assemble import GridItem, Item, TextItem
from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers.cost import Cost
from corpus.readers.joining import PARTING
from corpus.readers.pages import Page

_CARRIED = re.compile(r"\s*data:image/[\w.+-]{1,20}\s*;\s*base64\s*,", re.IGNORECASE)
_MOST_PIXELS = 40_000_000  # of a picture among text: A3 at 400 dpi
_LONGEST = 1_700.0  # points: the long side of A2
UNREAD = "Có hình, chữ trong hình (nếu có) chưa được đọc."
SMALLEST = 20_000.0  # square points, a twenty-fifth of A4: what is smaller is a logo, a seal or a signature
_LEAST_SIDE = 36.0  # points: half an inch
_SCREEN, _TEXT_WIDTH = 96.0, 480.0  # dots an inch; points
_SURE = 0.7  # mean confidence of what a picture says; letters found in a photograph are less sure
_FEWEST_WORDS = 3
_SLIMMEST = 40  # times as long as it is wide
_LIGHT = 0.3  # of the dots of a table or a text; a photograph has less paper


_TOLD = TextItem(UNREAD, 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a picture shows: `page`, its lines and tables, None if nothing; `unread`, there may be more."""

    page: Page | None = None
    unread: bool = False


def look_at(image: Image.Image, number: int, size: tuple[float, float], limits: Limits) -> Seen:
    """What a picture of `size` points shows, as a page of its own; never raises for what it shows."""
    from corpus.readers.scan import page_confidence, recognise_page

    if not _is_paper(image):
        return Seen(unread=True)
    try:
        page = recognise_page(image, number, *size, limits)
    except ReadingError:
        return Seen(unread=True)
    words = sum(len(line.text.split()) for line in page.lines)
    if not page.tables and not words and not page.unusable:
        return Seen()
    sure = page_confidence(page) >= _SURE and not page.turn and bool(page.tables or words >= _FEWEST_WORDS)
    return Seen(page) if sure else Seen(unread=bool(page.tables or words >= _FEWEST_WORDS or page.unusable))


def is_decoration(width: float, height: float) -> bool:
    """Whether a picture of so many points is too small to show a table or text."""
    return width * height < SMALLEST or min(width, height) < _LEAST_SIDE


@dataclass
class Album:
    """The pictures of one file, each looked at once: `find` unpacks the one of a name, None if it is missing.

    When they have taken half the time that the file may, those that are left are only told of.
    """

    find: Callable[[str], bytes | None]
    cost: Cost
    spent: float = 0.0  # seconds
    seen: dict[str, Sequence[Item]] = field(default_factory=dict)

    def show(self, name: str, line: int, size: tuple[float, float] | None) -> list[Item]:
        """What a picture shows as items at a line of the source; `size` is that at which it is shown, in
        points, None where the format does not tell. `ReadingError` where the file takes too long."""
        if size is not None and is_decoration(*size):
            return []
        if name not in self.seen:
            self.cost.check_time()
            started = time.monotonic()
            data = self.find(name)
            spared = self.spent <= self.cost.limits.seconds / 2
            self.seen[name] = (
                [] if data is None else _picture_items(data, size, self.cost.limits) if spared else [_TOLD]
            )
            self.spent += time.monotonic() - started
        return _at_line(self.seen[name], line)


def unpack_picture(address: str) -> bytes | None:
    """The bytes of a picture that its own address carries ("data:image/png;base64,…"), None for any other."""
    match = _CARRIED.match(address)
    if match is None:
        return None
    try:
        return b64decode(address[match.end() :], validate=False)
    except ValueError:
        return None


def _picture_items(data: bytes, size: tuple[float, float] | None, limits: Limits) -> list[Item]:
    """What an encoded picture shows, parted from what stands around it."""
    from corpus.readers.image import PLUGINS
    from corpus.readers.pdf_pages import join_pages

    unread: list[Item] = [_TOLD]
    with warnings.catch_warnings():
        # the size is held against our own limit before anything is decoded
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(BytesIO(data), formats=PLUGINS)
            if image.width * image.height > min(limits.pixels, _MOST_PIXELS) or _is_ribbon(*image.size):
                return unread
            shown = size if size is not None and max(size) <= _LONGEST else _size_on_page(image)
            if is_decoration(*shown):
                return []
            picture = ImageOps.exif_transpose(image).copy()
        except Exception:  # Pillow lets errors of every kind through where a part is not as it should be
            return unread if size else []
    seen = look_at(picture, 1, shown, limits)
    if seen.page is None:
        return unread if seen.unread else []
    return [PARTING, *join_pages([seen.page]), PARTING]


def _is_ribbon(width: int, height: int) -> bool:
    return max(width, height) > _SLIMMEST * min(width, height)


def _size_on_page(image: Image.Image) -> tuple[float, float]:
    """The points that a picture takes on a page where nothing tells: as on a screen, but no wider than text."""
    point = min(72 / _SCREEN, _TEXT_WIDTH / max(image.width, 1))
    return image.width * point, image.height * point


def _at_line(items: Sequence[Item], line: int) -> list[Item]:
    """The items at one line of the source, without places on a page that the source does not have."""
    return [
        GridItem(replace(item.grid, lines=tuple(line for _ in item.grid.lines), boxes={}), item.title)
        if isinstance(item, GridItem)
        else item
        if item == PARTING
        else replace(item, line=line, boxes=())
        for item in items
    ]


def _is_paper(image: Image.Image) -> bool:
    """Whether enough of a picture is light for ink to stand on it."""
    small = image.copy()
    small.thumbnail((200, 200))
    gray = small.convert("RGBA")
    paper = Image.new("RGBA", gray.size, (255, 255, 255, 255))
    shades = Image.alpha_composite(paper, gray).convert("L").histogram()
    return sum(shades[170:]) >= _LIGHT * sum(shades)
