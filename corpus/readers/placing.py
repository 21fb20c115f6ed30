"""Cells that span rows and columns put in their places, as HTML lays them out: what web pages, Word tables
and any format with merged cells share; layout tables told from tables of figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import ReadingError
from corpus.grids import Grid, Place, looks_like_figure
from corpus.text import fold

_LETTERHEAD = re.compile(r"cong hoa xa hoi chu nghia|doc lap\s*[-–]\s*tu do|^noi nhan")
_SIGNS = re.compile(
    r"nguoi (?:lap|ky|ghi|viet|tong hop|kiem tra)|thu (?:ky|quy|truong)|chu (?:toa|tri)$"
    r"|(?:kt|tm|tl|tuq|q)\. |(?:pho )?(?:giam doc|chu tich)|ke toan"
)
_MOST_SET = 6  # rows of a table that sets a letterhead or signatures
_WIDEST = 1000  # as in the HTML standard
_MOST_CELLS = 1_000_000


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as a format gives it: its text, how many rows and columns it takes (no rows: all that are
    left of its group), whether in italics."""

    text: str
    height: int = 1
    width: int = 1
    italic: bool = False


def place_cells(rows: Sequence[Sequence[SpanCell]], ends: Sequence[int] | None = None) -> dict[Place, SpanCell]:
    """Where each cell begins, as the HTML standard lays them out: past what cells above still take.

    `ends` gives for each row the first row that is no longer of its group (thead, tbody, tfoot), which
    no cell reaches beyond. The cells come back with the heights and widths that they really take.
    """
    places: dict[Place, SpanCell] = {}
    taken: dict[int, int] = {}  # column → first row that is free
    for r, row in enumerate(rows):
        c = 0
        most = (ends[r] if ends else len(rows)) - r
        for cell in row:
            while taken.get(c, 0) > r:
                c += 1
            if c >= _WIDEST:
                break
            height = min(cell.height, most) if cell.height > 0 else most
            width = min(cell.width, _WIDEST - c)
            places[r, c] = SpanCell(cell.text, height, width, cell.italic)
            for column in range(c, c + width):
                taken[column] = max(taken.get(column, 0), r + height)
            c += width
    return places


def check_size(rows: int, columns: int) -> None:
    """Refuses a table that no report has."""
    if rows * columns > _MOST_CELLS:
        raise ReadingError("Tệp có bảng trên một triệu ô nên không được nạp; hãy tách bảng rồi nạp lại.")


def grid_of(places: Mapping[Place, SpanCell], lines: Mapping[int, int], header: int = 0) -> Grid | None:
    """Cells at their places as a grid, without rows and columns that hold nothing.

    `lines` gives each row's line in the source, `header` how many rows the format marks as the header.
    """
    rows = sorted({r for (r, _), cell in places.items() if cell.text})
    columns = sorted({c for _, c in places})
    if not rows:
        return None
    check_size(len(rows), len(columns))
    texts = [[""] * len(columns) for _ in rows]
    spans: dict[Place, Place] = {}
    italic: set[Place] = set()
    for (r, c), cell in places.items():
        # a row that holds nothing is left out, whatever reaches down from it begins below
        i, j = bisect_left(rows, r), bisect_left(columns, c)
        height, width = _taken(rows, r, cell.height), _taken(columns, c, cell.width)
        if height == 0:
            continue
        if cell.text:
            texts[i][j] = cell.text
        if height > 1 or width > 1:
            spans[i, j] = (height, width)
        if cell.italic and cell.text:
            italic.add((i, j))
    return Grid(
        tuple(map(tuple, texts)),
        tuple(lines.get(r, 1) for r in rows),
        emphasis=frozenset(italic),
        spans=spans,
        header=sum(r < header for r in rows) or None,
    )


def _taken(kept: Sequence[int], start: int, length: int) -> int:
    """How many of the rows or columns that are kept a cell takes."""
    return bisect_left(kept, start + length) - bisect_left(kept, start)


def is_layout(texts: Sequence[Sequence[str]]) -> bool:
    """Whether a table only sets text side by side: one row or column, a letterhead, the signatures."""
    filled = [[text for text in row if text] for row in texts]
    if sum(1 for row in filled if row) <= 1 or max(map(len, filled), default=0) <= 1 >= max(map(len, texts)):
        return True
    if len(texts) > _MOST_SET:
        return False
    return any(_LETTERHEAD.search(fold(text)) for row in filled for text in row) or is_signed([*filter(None, filled)])


def is_signed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first of some rows without blank cells is nothing but who signs, and none holds a figure."""
    figures = any(looks_like_figure(text) for row in rows for text in row)
    return not figures and all(_SIGNS.match(fold(text)) for text in rows[0])
