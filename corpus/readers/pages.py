"""What a page of a PDF or of a scan is handed on as: its lines and its tables, each with its place.

All lengths are points (1/72 inch), measured from the page's top left corner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.values import Box

Place = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of words without a wide gap; `confidence` from 0 to 1 where it was recognised from an image."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    italic: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text: its chunks are parted by wide gaps. `size` is that of its type."""

    chunks: tuple[Chunk, ...]
    top: float
    bottom: float
    size: float
    bold: bool = False

    @property
    def text(self) -> str:
        """The line as one text."""
        return " ".join(chunk.text for chunk in self.chunks)

    @property
    def x0(self) -> float:
        """Where it starts."""
        return self.chunks[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.chunks[-1].x1

    @property
    def place(self) -> Place:
        """The rectangle that it fills."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def confidence(self) -> float | None:
        """How sure a recogniser is of its least sure chunk, None where nothing was recognised."""
        return min((chunk.confidence for chunk in self.chunks if chunk.confidence is not None), default=None)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on one page: its cells, where it stands, where its columns begin and end.

    Each row has a text for each column, "" for a place that another cell covers. `tops` is where each
    row begins, `edges` where the columns do and where the last one ends. `boxes` and `confidence` are
    by the (row, column) where a cell begins; `spans` the (height, width) of the cells that take more
    than one place, None where no rules tell. `room` is how many points the last line of a text that
    fills its cell leaves, `words` how wide the first word of a cell is. `is_open` says that it lacks rules,
    so that nothing shows whether the page's end cut its last row.
    """

    rows: tuple[tuple[str, ...], ...]
    emphasis: frozenset[tuple[int, int]]
    top: float
    bottom: float
    edges: tuple[float, ...]
    tops: tuple[float, ...]
    boxes: Mapping[tuple[int, int], Place] = field(default_factory=dict)
    confidence: Mapping[tuple[int, int], float] = field(default_factory=dict)
    spans: Mapping[tuple[int, int], tuple[int, int]] | None = None
    room: Mapping[tuple[int, int], float] = field(default_factory=dict)
    words: Mapping[tuple[int, int], float] = field(default_factory=dict)
    is_open: bool = False


@dataclass(slots=True)
class Page:
    """A page: its lines and tables from top to bottom; `unusable` where it has no text to read, `pictured`
    where part of it is a picture that may show text.

    All is measured as the text is read: `turn` is by how many degrees against the clock the text runs
    on the page as it is shown (90 for a table set on its side), `width` and `height` those of the text.
    """

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    unusable: bool = False
    pictured: bool = False
    turn: int = 0

    def box(self, place: Place) -> Box:
        """A place as a box on the page as it is shown."""
        x0, top, x1, bottom = place
        if self.turn == 90:
            x0, top, x1, bottom = top, self.width - x1, bottom, self.width - x0
        elif self.turn == 180:
            x0, top, x1, bottom = self.width - x1, self.height - bottom, self.width - x0, self.height - top
        elif self.turn == 270:
            x0, top, x1, bottom = self.height - bottom, x0, self.height - top, x1
        return Box(self.number, round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))
