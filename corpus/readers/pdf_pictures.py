"""Pictures on PDF pages that have text: recognised at their place, their lines and tables put among the page's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.pages import Line, Page, PageTable, Place
from corpus.readers.pdf_images import PageImages
from corpus.readers.pdf_layout import Sheet
from corpus.readers.pictures import is_decoration

_COVERS = 0.6  # of a page: a picture as large lies under its text
_FEW = 10  # glyphs: more over a picture are its text layer
_MOST_DRAWN = 200  # pictures of a page, small ones too: each costs time whenever a part is rendered
_MOST = 6  # pictures of a page that are read


def find_pictures(sheet: Sheet) -> list[Place]:
    """Where the pictures without letters over them stand that are large enough to show a table or text."""
    inside = {
        (max(x0, 0.0), max(top, 0.0), min(x1, sheet.width), min(bottom, sheet.height))
        for x0, top, x1, bottom in sheet.images
    }
    return sorted((place for place in inside if _may_tell(sheet, place)), key=lambda place: place[1])


def _may_tell(sheet: Sheet, place: Place) -> bool:
    x0, top, x1, bottom = place
    over = sum(x0 < (g.x0 + g.x1) / 2 < x1 and top < (g.top + g.bottom) / 2 < bottom for g in sheet.glyphs)
    covers = (x1 - x0) * (bottom - top) > _COVERS * sheet.width * sheet.height
    return not covers and not is_decoration(x1 - x0, bottom - top) and over < _FEW


def read_pictures(page: Page, sheet: Sheet, images: PageImages) -> None:
    """Puts what a page's pictures show among its lines and tables; the page is `pictured` if some is unread."""
    places = find_pictures(sheet)
    page.pictured = bool(places) and (bool(page.turn) or len(places) > _MOST)
    if page.turn or len(sheet.images) > _MOST_DRAWN:
        page.pictured = bool(places)
        return  # what is set on its side lies in another frame; a page of so many is no report's
    for place in places[:_MOST]:
        seen = images.look_at(page.number, place)
        page.pictured |= seen.unread
        if seen.page is not None:
            page.lines.extend(_moved_line(line, place) for line in seen.page.lines)
            page.tables.extend(_moved_table(table, place) for table in seen.page.tables)
    page.lines.sort(key=lambda line: (line.top, line.x0))


def _moved_line(line: Line, by: Place) -> Line:
    right, down = by[:2]
    chunks = tuple(
        replace(c, x0=c.x0 + right, x1=c.x1 + right, top=c.top + down, bottom=c.bottom + down) for c in line.chunks
    )
    return replace(line, chunks=chunks, top=line.top + down, bottom=line.bottom + down)


def _moved_table(table: PageTable, by: Place) -> PageTable:
    right, down = by[:2]
    return replace(
        table,
        top=table.top + down,
        bottom=table.bottom + down,
        edges=_shifted(table.edges, right),
        tops=_shifted(table.tops, down),
        boxes={
            at: (x0 + right, top + down, x1 + right, bottom + down) for at, (x0, top, x1, bottom) in table.boxes.items()
        },
    )


def _shifted(places: Sequence[float], by: float) -> tuple[float, ...]:
    return tuple(place + by for place in places)
