"""Tables of random layouts, written with merged cells and read back: every path and cell exact."""

from __future__ import annotations

from hypothesis import given, settings
from layouts import Layout, as_page, as_word, layouts

from corpus.assemble import GridItem, Item
from corpus.readers.docx import docx_items
from corpus.readers.html import html_items
from corpus.tables import build_table
from corpus.values import Table


def table_of(items: list[Item]) -> Table:
    """The one table among items."""
    (grid,) = [item.grid for item in items if isinstance(item, GridItem)]
    table = build_table(grid, title="", path=())
    assert table is not None
    return table


def check(layout: Layout, table: Table) -> None:
    """Whether a table says just what the layout does."""
    assert [column.path for column in table.columns] == layout.columns
    assert [row.path for row in table.rows] == layout.paths
    assert [tuple(cell.printed for cell in row.cells) for row in table.rows] == layout.cells
    assert [row.is_total for row in table.rows] == layout.totals


@given(layouts())
@settings(max_examples=150, deadline=None)
def test_any_layout_comes_back_from_a_page(layout: Layout) -> None:
    check(layout, table_of(html_items(as_page(layout, thead=False))))


@given(layouts())
@settings(max_examples=60, deadline=None)
def test_any_layout_comes_back_from_a_page_that_marks_its_header(layout: Layout) -> None:
    check(layout, table_of(html_items(as_page(layout, thead=True))))


@given(layouts())
@settings(max_examples=40, deadline=None)
def test_any_layout_comes_back_from_word(layout: Layout) -> None:
    check(layout, table_of(docx_items(as_word(layout))))
