"""HTML: headings, paragraphs, lists and tables as a browser lays them out; scripts and styles left out.

Nothing that a page names is fetched. What a table needs whatever its format (spanned cells put in
their places, layout tables told from tables of figures) stands here, too: Word's tables use it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from corpus.assemble import GridItem, Item, TextItem, assemble_report
from corpus.encodings import decode
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.readers.plain import _join_grids as join_grids
from corpus.readers.plain import split_items
from corpus.tables import Grid, looks_like_figure
from corpus.text import fold, normalise
from corpus.values import Report

_SKIPPED = {"script", "style", "head", "noscript", "template", "svg", "math", "object", "iframe", "select", "textarea"}
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary details td th tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_ITALIC_TAGS = {"i", "em", "cite"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_MARK = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d/])[kcdm]?m$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LETTERHEAD = re.compile(r"cong hoa xa hoi chu nghia|doc lap\s*[-–]\s*tu do|^noi nhan")
_WIDEST = 1000  # as in the HTML standard
_MOST_CELLS = 1_000_000
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")

PARTING = TextItem("\f", 0)  # stands between tables that are not pieces of one, until they are joined


@dataclass(frozen=True, slots=True)
class SpanCell:
    """A cell as a format gives it: its text, how many rows and columns it takes, whether in italics."""

    text: str
    height: int = 1
    width: int = 1
    italic: bool = False


class HtmlReader:
    """Reads .html and .htm files in any encoding that `corpus.encodings` knows."""

    formats = frozenset({Format.HTML})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del limits, progress
        items = html_items(decode(file.data, file.path))
        return assemble_report(items, source=str(file.path), sha256=file.sha256)


def html_items(text: str) -> list[Item]:
    """The texts and tables of a page in order."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    # the parser drops what lies deeper than it follows: a page is read whole or not at all
    if any("depth" in told.message.lower() for told in parser.error_log):
        raise ReadingError("Trang HTML lồng quá nhiều tầng nên không đọc được hết; hãy lưu lại bằng Word rồi nạp lại.")
    if root is None:
        return []
    walk = _Walk()
    walk.enter(root)
    walk.flush()
    return join_tables(walk.items)


def join_tables(items: Sequence[Item]) -> list[Item]:
    """Tables cut into pieces made one, as in plain text; one that opens with a header of its own stays apart."""
    parted: list[Item] = []
    for item in items:
        before = parted[-1] if parted else None
        if isinstance(before, GridItem) and isinstance(item, GridItem) and _opens_anew(before.grid, item.grid):
            parted.append(PARTING)
        parted.append(item)
    return [item for item in join_grids(parted) if item != PARTING]


def _opens_anew(before: Grid, after: Grid) -> bool:
    first = after.rows[0]
    return first != before.rows[0] and not first[0] and not any(map(looks_like_figure, first))


def paragraph_items(text: str, line: int, *, apart: bool = False) -> list[Item]:
    """A paragraph as texts: lines that go on are joined; `apart`, as in letterheads, each line stands alone."""
    lines = [flat for part in text.split("\n") if (flat := normalise(" ".join(part.split())))]
    if apart or len(lines) < 2:
        return [TextItem(part, line) for part in lines]
    joined = split_items([html.escape(part) for part in lines])
    return [TextItem(item.text, line) for item in joined if isinstance(item, TextItem)]


def raise_mark(text: str, before: str) -> str:
    """A raised figure as the mark of a footnote: "1" or "[1]" → "¹"; that of m2 and km3 stays a digit."""
    match = _MARK.fullmatch(text.strip())
    if match is None:
        return text
    if match[1] in {"2", "3"} and _UNIT_BEFORE.search(before):
        return match[1]
    return match[1].translate(_RAISED)


def place_cells(rows: Sequence[Sequence[SpanCell]]) -> dict[tuple[int, int], SpanCell]:
    """Where each cell begins, as the HTML standard lays them out: past what cells above still take."""
    places: dict[tuple[int, int], SpanCell] = {}
    taken: dict[int, int] = {}  # column → first row that is free
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while taken.get(c, 0) > r:
                c += 1
            if c >= _WIDEST:
                break
            places[r, c] = cell
            until = r + (cell.height if cell.height > 0 else len(rows) - r)
            for column in range(c, min(c + cell.width, _WIDEST)):
                taken[column] = max(taken.get(column, 0), until)
            c += cell.width
    return places


def check_size(rows: int, columns: int) -> None:
    """Refuses a table that no report has."""
    if rows * columns > _MOST_CELLS:
        raise ReadingError("Tệp có bảng trên một triệu ô nên không được nạp; hãy tách bảng rồi nạp lại.")


def grid_of(places: Mapping[tuple[int, int], SpanCell], lines: Mapping[int, int]) -> Grid | None:
    """Cells at their places as a grid: empty where a cell spans, without rows and columns that hold nothing."""
    rows = sorted({r for (r, _), cell in places.items() if cell.text})
    columns = sorted({c for _, c in places})
    if not rows:
        return None
    check_size(len(rows), len(columns))
    cells = tuple(tuple(places[r, c].text if (r, c) in places else "" for c in columns) for r in rows)
    italic = frozenset(
        (i, j)
        for i, r in enumerate(rows)
        for j, c in enumerate(columns)
        if (r, c) in places and places[r, c].italic and places[r, c].text
    )
    return Grid(cells, tuple(lines.get(r, 1) for r in rows), frozenset(), italic)


def is_layout(texts: Sequence[Sequence[str]]) -> bool:
    """Whether a table only sets text side by side: one row or column, a letterhead, the signatures."""
    filled = [[text for text in row if text] for row in texts]
    if sum(1 for row in filled if row) <= 1 or max(map(len, filled), default=0) <= 1 >= max(map(len, texts)):
        return True
    return len(texts) <= 6 and any(_LETTERHEAD.search(fold(text)) for row in filled for text in row)


def number_text(number: int, form: str) -> str:
    """An ordinal in a form of HTML lists: 1, a, A, i, I."""
    if form in {"a", "A"} and number > 0:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form in {"i", "I"} and 0 < number < 400:
        text = "c" * (number // 100) + _TENS[number // 10 % 10] + _ONES[number % 10]
    else:
        return str(number)
    return text if form.islower() else text.upper()


@dataclass
class _Walk:
    """The walk over a page: text gathered until a block ends."""

    items: list[Item] = field(default_factory=list)
    text: str = ""
    mark: str = ""  # of a list item whose text is still to come
    line: int = 0
    apart: bool = False

    def enter(self, node: etree._Element) -> None:
        """Takes in an element, not the text after it, which is its parent's."""
        tag = _tag(node)
        if tag in _SKIPPED or _is_hidden(node):
            return
        if tag == "table":
            self.flush()
            self._table(node)
        elif tag == "br":
            self.text += "\n"
        elif tag == "sup":
            self._add(raise_mark("".join(_texts(node)), self.text), node)
        else:
            self._element(node, tag)

    def flush(self) -> None:
        """Ends the paragraph."""
        if self.text.strip():
            self.items.extend(paragraph_items(self.mark + self.text, max(self.line, 1), apart=self.apart))
            self.mark = ""
        self.text, self.line = "", 0

    def _element(self, node: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        if tag == "li":
            self.mark = list_mark(node)
        self._add(node.text if tag == "pre" else _flat(node.text), node)
        for child in node:
            self.enter(child)
            self._add(child.tail if tag == "pre" else _flat(child.tail), child)
        if tag in _BLOCKS:
            self.flush()
        if tag == "li":
            self.mark = ""

    def _add(self, text: str | None, node: etree._Element) -> None:
        if text:
            self.line = self.line or (_line(node) if text.strip() else 0)
            self.text += text

    def _table(self, table: etree._Element) -> None:
        rows = [row for row in _own(table, "tr") if not _is_hidden(row)]
        cells = [[cell for cell in row if _tag(cell) in {"td", "th"}] for row in rows]
        spans = [[_span_cell(cell) for cell in row] for row in cells]
        for caption in _own(table, "caption"):
            self.enter(caption)
        if not spans:
            return
        if is_layout([[cell.text for cell in row] for row in spans]):
            before, self.apart = self.apart, True
            for cell in (cell for row in cells for cell in row):
                self.enter(cell)
            self.apart = before
            return
        lines = {r: _line(row) for r, row in enumerate(rows)}
        grid = grid_of(place_cells(spans), lines)
        if grid is not None:
            self.items.append(GridItem(grid))
        for nested in (inner for row in cells for cell in row for inner in _outermost_tables(cell)):
            self.items.append(PARTING)
            self._table(nested)
            self.items.append(PARTING)


def list_mark(item: etree._Element) -> str:
    """What a browser prints before a list item: its number, or a dash."""
    parent = item.getparent()
    if parent is None or _tag(parent) != "ol":
        return "- "
    number = _whole(parent.get("start"), 1)
    for sibling in parent:
        if _tag(sibling) == "li":
            number = _whole(sibling.get("value"), number)
            if sibling is item:
                break
            number += 1
    form = parent.get("type", "1")
    return f"{number_text(number, form)}{')' if form in {'a', 'i'} else '.'} "


def _span_cell(cell: etree._Element) -> SpanCell:
    text = normalise(" ".join("".join(_texts(cell)).split()))
    height = _whole(cell.get("rowspan"), 1)
    width = min(max(_whole(cell.get("colspan"), 1), 1), _WIDEST)
    return SpanCell(text, max(height, 0), width, bool(text) and _is_italic(cell))


def _texts(node: etree._Element) -> Iterator[str]:
    """The text of a cell piece by piece, without that of tables inside it."""
    tag = _tag(node)
    if tag == "li":
        yield f" {list_mark(node)}"
    yield node.text or ""
    before = node.text or ""
    for child in node:
        inner = _tag(child)
        if inner == "sup":
            yield raise_mark("".join(_texts(child)), before)
        elif inner not in _SKIPPED | {"table"} and not _is_hidden(child):
            apart = " " if inner in _BLOCKS or inner == "br" else ""
            text = f"{apart}{''.join(_texts(child))}{apart}"
            yield text
            before = text or before
        yield child.tail or ""
        before = child.tail or before


def _is_italic(node: etree._Element) -> bool:
    """Whether all the text below an element is in italics."""
    if _tag(node) in _ITALIC_TAGS or _ITALIC_STYLE.search(node.get("style", "")):
        return True
    if (node.text or "").strip() or any((child.tail or "").strip() for child in node):
        return False
    filled = [child for child in node if "".join(_texts(child)).strip()]
    return bool(filled) and all(map(_is_italic, filled))


def _own(table: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows (or captions) of a table itself, not of tables inside it."""
    for child in table:
        if _tag(child) == tag:
            yield child
        elif _tag(child) in {"thead", "tbody", "tfoot"}:
            yield from _own(child, tag)


def _outermost_tables(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if _tag(child) == "table":
            yield child
        else:
            yield from _outermost_tables(child)


def _tag(node: etree._Element | None) -> str:
    return node.tag.rsplit(":")[-1].lower() if node is not None and isinstance(node.tag, str) else ""


def _line(node: etree._Element) -> int:
    return node.sourceline if isinstance(node.sourceline, int) else 1


def _is_hidden(node: etree._Element) -> bool:
    return "hidden" in node.attrib or _HIDDEN.search(node.get("style", "")) is not None


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,5}", text.strip()) else otherwise
