"""The values that walk through the house: a file is read into a `Report`, and a report gives
passages and observations. They are frozen and know nothing of stores or models.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

PATH_SEPARATOR = " › "


class Kind(StrEnum):
    """What a figure measures. It decides how it is compared, added up and written."""

    COUNT = "count"
    SCORE = "score"
    PERCENT = "percent"
    RANK = "rank"
    MONEY = "money"
    NUMBER = "number"
    TEXT = "text"


class Comparison(StrEnum):
    """How a figure measures a later period against an earlier one, as far as its table proves it.

    A rise is positive in a difference and a growth (of ranks: earlier − later), negative in a fall and a
    decline. `SIGNED`: the report says rise or fall, and no cells show how it was reckoned. `UNPROVEN`:
    nothing may be said but the figure under its label.
    """

    DIFFERENCE = "difference"
    FALL = "fall"
    GROWTH = "growth"
    DECLINE = "decline"
    RATIO = "ratio"
    TIMES = "times"
    SIGNED = "signed"
    UNPROVEN = "unproven"


class Quality(StrEnum):
    """How far a figure can be trusted as it stands."""

    PRINTED = "printed"
    COMPUTED = "computed"
    REPAIRED = "repaired"
    SUSPECT = "suspect"


class Level(StrEnum):
    """The level of what a row is about. Units of different levels are never ranked together."""

    PROVINCE = "tỉnh"
    DEPARTMENT = "sở ngành"
    DISTRICT = "huyện"
    COMMUNE = "xã"
    FIELD = "lĩnh vực"
    CRITERION = "tiêu chí"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page (from 1): a rectangle in points (1/72 inch) from the page's top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


def name_pages(boxes: Iterable[Box]) -> str:
    """The pages that boxes stand on, as a locator names them: "trang 3", "trang 3–4"; "" without boxes."""
    pages = sorted({box.page for box in boxes})
    if not pages:
        return ""
    return f"trang {pages[0]}" if len(pages) == 1 else f"trang {pages[0]}–{pages[-1]}"


def add_pages(place: str, boxes: Iterable[Box]) -> str:
    """A locator with the pages of what it locates: "Phụ lục 1 › 3 Sở Y tế (trang 4)"."""
    pages = name_pages(boxes)
    return f"{place} ({pages})".strip() if pages else place


def enclose(boxes: Sequence[Box]) -> Box | None:
    """The smallest box around boxes of one page; None without boxes or over several pages."""
    if len({box.page for box in boxes}) != 1:
        return None
    return Box(
        boxes[0].page,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page, joined to the place that calls it: `at`, of a paragraph's characters."""

    mark: str
    text: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `path` runs from the outermost heading to this one, labels as printed."""

    text: str
    path: tuple[str, ...]
    line: int
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text (page breaks mended), under the headings of `path`.

    `boxes` are the places of its lines where the format has pages; `confidence` from 0 to 1 is how
    sure a recogniser is of it, None for text that was not recognised from an image.
    """

    text: str
    path: tuple[str, ...]
    line: int
    footnotes: tuple[Footnote, ...] = ()
    boxes: tuple[Box, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the text as printed and what it was read as.

    `value` is a number where the cell holds one (of `of` places, for a rank such as 49/63), the
    text itself where it holds words, None where it is blank or cannot be read. `box` is its place
    where the format has pages; `confidence` from 0 to 1 is how sure a recogniser is of it, None
    where it was not recognised from an image.
    """

    printed: str
    value: Decimal | str | None = None
    quality: Quality = Quality.PRINTED
    of: Decimal | None = None
    unit: str | None = None
    footnote: Footnote | None = None
    box: Box | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its header labels from top to bottom; `formula` as printed: (3)=(4)+(5).

    `letter` is its name in a workbook ("C"), "" in other formats: with a row's line it names a cell.
    `convention` states how its figures were read where they have separators ("dấu phẩy thập phân").
    """

    path: tuple[str, ...]
    formula: str | None = None
    letter: str = ""
    convention: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row under its labels from the outermost group to its own; `line` in the source, from 1."""

    path: tuple[str, ...]
    cells: tuple[Cell, ...]
    line: int
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read. Every row has one cell for each of `columns` (row labels stand in paths)."""

    title: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    line: int
    lead_in: str = ""
    unit: str | None = None
    stub: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The place of the table in its report, as a person reads it."""
        return PATH_SEPARATOR.join(self.path)


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Report:
    """An administrative report as read from one file.

    `date` is ISO (2023-05-23; 2023-05 where the day is left blank), `period` the name of a period
    ("2022", "Quý I/2026": see `corpus.periods`) where the report states one; `province` is the
    province or city that it is of ("Sóc Trăng"), "" where it does not say.
    """

    number: str
    title: str
    body: str
    date: str
    place: str
    province: str
    period: str | None
    signer: str
    signer_position: str
    source: str
    sha256: str
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in the order of the report."""
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure, tidy: whose (`entity`), of what (`indicator`), when (`period`), how much.

    `table` counts the report's tables from 0 and is None for a figure of running text; `row`
    and `column` count within the table. A change between periods names the earlier one in
    `change_from`, and `comparison` says how it is measured from it. `value` is exact; None where the
    cell could not be read. `entity_name` is the row's own label without numbering or the words that
    all its siblings share.
    """

    table: int | None
    row: int
    column: int
    entity: tuple[str, ...]
    entity_name: str
    level: Level | None
    indicator: tuple[str, ...]
    period: str | None
    change_from: str | None
    kind: Kind
    value: Decimal | None
    of: Decimal | None
    unit: str | None
    printed: str
    quality: Quality
    is_total: bool
    locator: str
    quote: str
    line: int
    box: Box | None = None
    confidence: float | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the report's text, as printed; `kind` text or table. `lead_in` is what it leans on and
    stands elsewhere: the sentence that leads in its list, its row's label, the text's title."""

    text: str
    path: tuple[str, ...]
    locator: str
    kind: str
    line: int
    boxes: tuple[Box, ...] = ()
    lead_in: str = ""

    @property
    def embedded_text(self) -> str:
        """The text handed to the embedding model: the heading path, the lead-in, then the passage."""
        return "\n".join(filter(None, [PATH_SEPARATOR.join(self.path), self.lead_in, self.text]))
