"""HTML: headings, paragraphs, lists and tables as a browser lays them out; scripts and styles left out.

Nothing that a page names is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from corpus.assemble import GridItem, Item, assemble_report
from corpus.encodings import decode
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.fonts import family_of, read_in_family
from corpus.formats import Format
from corpus.readers.cost import Cost
from corpus.readers.joining import PARTING, join_grids
from corpus.readers.pictures import Album, unpack_picture
from corpus.readers.placing import SpanCell, grid_of, is_layout, place_cells
from corpus.readers.texts import number_text, paragraph_items, raise_mark
from corpus.text import normalise
from corpus.values import Report

_SKIPPED_TAGS = "script style head noscript template svg math object iframe select textarea xml del"
_SKIPPED = frozenset(_SKIPPED_TAGS.split())
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary details td th tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_ITALIC_TAGS = {"i", "em", "cite"}
_BOLD_TAGS = {"b", "strong"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HEADING = re.compile(r"h([1-6])")
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*([1-9])", re.IGNORECASE)
# what Word writes into pages: marks of notes, tables of contents, and remarks of readers
_RAISED_CLASS = re.compile(r"\bMso(?:Foot|End)noteReference\b", re.IGNORECASE)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\bMso(?:Toc[1-9]|CommentReference|CommentText)\b", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.IGNORECASE
)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_CUT = re.compile(r"depth|limit exceeded|XML_PARSE_HUGE|too long", re.IGNORECASE)  # what libxml2 says of them
_WIDEST = 1000  # columns, as in the HTML standard
_GROUPS = {"thead", "tbody", "tfoot"}


class HtmlReader:
    """Reads .html and .htm files in any encoding that `corpus.encodings` knows."""

    formats = frozenset({Format.HTML})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del progress
        items = html_items(decode(file.data, file.path), Cost(limits, file.path))
        return assemble_report(items, source=str(file.path), sha256=file.sha256)


def html_items(text: str, cost: Cost | None = None) -> list[Item]:
    """The texts and tables of a page in order."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    # the parser drops what lies deeper than it follows: a page is read whole or not at all
    cut = [told.message.lower() for told in parser.error_log if _CUT.search(told.message)]
    if any("depth" in told for told in cut):
        raise ReadingError("Trang HTML lồng quá nhiều tầng nên không đọc được hết; hãy lưu lại bằng Word rồi nạp lại.")
    if cut:
        raise ReadingError("Trang HTML có một phần dài quá 10 MB nên không đọc được hết; hãy tách nhỏ rồi nạp lại.")
    if root is None:
        return []
    held = cost or Cost()
    walk = _Walk(held, Album(unpack_picture, held))
    walk.enter(root)
    walk.flush()
    return join_grids(walk.items)


@dataclass
class _Walk:
    """The walk over a page: text gathered until a block ends."""

    cost: Cost
    album: Album
    items: list[Item] = field(default_factory=list)
    text: str = ""
    mark: str = ""  # of a list item whose text is still to come
    line: int = 0
    apart: bool = False
    level: int = 0  # of the heading that is open
    bolds: int = 0  # elements open that set their text bold
    plain: bool = False  # whether some of the text is not bold
    family: str = ""  # of the font from before Unicode in which text is set

    def enter(self, node: etree._Element) -> None:
        """Takes in an element, not the text after it, which is its parent's."""
        tag = _tag(node)
        if tag in _SKIPPED or _is_hidden(node):
            return
        if tag == "table":
            self.flush()
            self.cost.check_time()
            self._table(node)
        elif tag == "br":
            self.text += "\n"
        elif tag == "img":
            self._picture(node)
        elif _is_raised(node):
            self._add(raise_mark("".join(_texts(node)), self.text), node)
        else:
            self._element(node, tag)

    def flush(self) -> None:
        """Ends the paragraph."""
        if self.text.strip():
            told = paragraph_items(self.mark + self.text, max(self.line, 1), apart=self.apart)
            self.items.extend(
                replace(item, level=0 if self.apart else self.level, bold=not self.plain) for item in told
            )
            self.mark = ""
        self.text, self.line, self.plain = "", 0, False

    def _picture(self, node: etree._Element) -> None:
        """A picture that the page carries in itself; one that it only names is not fetched."""
        shown = self.album.show(node.get("src", ""), _line(node), None)
        if shown:
            self.flush()
            self.items.extend(shown)

    def _element(self, node: etree._Element, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
            self.cost.check_time()
        if tag == "li":
            self.mark = list_mark(node)
        before, bold, family = self.level, _is_bold(node), self.family
        self.level = _heading_level(node, tag) or before
        self.family = _own_family(node, family)
        self.bolds += bold
        self._add(node.text if tag == "pre" else _flat(node.text), node)
        for child in node:
            self.enter(child)
            self._add(child.tail if tag == "pre" else _flat(child.tail), child)
        if tag in _BLOCKS:
            self.flush()
        if tag == "li":
            self.mark = ""
        self.level, self.bolds, self.family = before, self.bolds - bold, family

    def _add(self, text: str | None, node: etree._Element) -> None:
        if text:
            text = read_in_family(text, self.family)
            self.line = self.line or (_line(node) if text.strip() else 0)
            self.plain = self.plain or (not self.bolds and bool(text.strip()))
            self.text += text

    def _table(self, table: etree._Element) -> None:
        rows = _rows_in_order(table)
        cells = [[cell for cell in row if _tag(cell) in {"td", "th"}] for row in rows]
        count = sum(map(len, cells))
        self.cost.add_rows(len(rows), count)
        spans = [[_span_cell(cell) for cell in row] for row in cells]
        captions = list(_own(table, "caption"))
        for caption in captions:
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
        header = _header_rows(rows, cells)
        places = place_cells(spans, _group_ends(rows))
        self.cost.add_rows(0, max(len(spans) * len({c for _, c in places}) - count, 0))
        grid = grid_of(places, lines, header)
        if grid is not None:
            title = normalise(" ".join("".join(_texts(captions[0])).split())) if captions else ""
            self.items.append(GridItem(grid, title))
        for nested in (inner for row in cells for cell in row for inner in _outermost_tables(cell)):
            self.items.append(PARTING)
            self._table(nested)
            self.items.append(PARTING)


def _rows_in_order(table: etree._Element) -> list[etree._Element]:
    """The rows that are shown, those of a head first and those of a foot last, wherever they are written."""
    rank = {"thead": 0, "tfoot": 2}
    rows = [row for row in _own(table, "tr") if not _is_hidden(row) and not _is_hidden(row.getparent())]
    return sorted(rows, key=lambda row: rank.get(_tag(row.getparent()), 1))


def _group_ends(rows: Sequence[etree._Element]) -> list[int]:
    """For each row the first row that is no longer of its head, body or foot."""
    ends = [len(rows)] * len(rows)
    for r in range(len(rows) - 2, -1, -1):
        ends[r] = ends[r + 1] if rows[r].getparent() is rows[r + 1].getparent() else r + 1
    return ends


def _header_rows(rows: Sequence[etree._Element], cells: Sequence[Sequence[etree._Element]]) -> int:
    """How many rows at the top are the header: those of thead, else those with no cell but th."""
    head = sum(_tag(row.getparent()) == "thead" for row in rows)
    if head:
        return head
    found = 0
    for row in cells:
        filled = [cell for cell in row if "".join(_texts(cell)).strip()]
        if not filled or any(_tag(cell) != "th" or cell.get("scope") in {"row", "rowgroup"} for cell in filled):
            break
        found += 1
    return found


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


def _texts(node: etree._Element, around: str | None = None) -> Iterator[str]:
    """The text of a cell piece by piece, without that of tables inside it; `around` is the family of the
    font around it, None where that has to be looked up."""
    tag = _tag(node)
    family = _own_family(node, _family_around(node) if around is None else around)
    if tag == "li":
        yield f" {list_mark(node)}"
    yield read_in_family(node.text or "", family)
    before = node.text or ""
    for child in node:
        inner = _tag(child)
        if _is_raised(child):
            yield raise_mark("".join(_texts(child, family)), before)
        elif inner not in _SKIPPED | {"table"} and not _is_hidden(child):
            apart = " " if inner in _BLOCKS or inner == "br" else ""
            text = f"{apart}{''.join(_texts(child, family))}{apart}"
            yield text
            before = text or before
        yield read_in_family(child.tail or "", family)
        before = child.tail or before


def _own_family(node: etree._Element, around: str) -> str:
    """The family of the font that an element sets, or else of that around it."""
    match = _FONT.search(node.get("style", ""))
    font = match[1] if match else node.get("face")
    return around if font is None else family_of(font)


def _family_around(node: etree._Element) -> str:
    """The family of the font that the nearest element around one sets."""
    family = ""
    for outer in reversed(list(node.iterancestors())):
        family = _own_family(outer, family)
    return family


def _is_raised(node: etree._Element) -> bool:
    """Whether an element is raised text, as marks of footnotes are."""
    return (
        _tag(node) == "sup"
        or _RAISED_CLASS.search(node.get("class", "")) is not None
        or _RAISED_STYLE.search(node.get("style", "")) is not None
    )


def _is_bold(node: etree._Element) -> bool:
    return _tag(node) in _BOLD_TAGS or _BOLD_STYLE.search(node.get("style", "")) is not None


def _heading_level(node: etree._Element, tag: str) -> int:
    match = _HEADING.fullmatch(tag) or _OUTLINE.search(node.get("style", ""))
    return int(match[1]) if match else 0


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
        elif _tag(child) in _GROUPS or _tag(child) in {"form", "div", "span", "center", "font"}:
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


def _is_hidden(node: etree._Element | None) -> bool:
    if node is None:
        return False
    left_out = _LEFT_OUT.search(node.get("class", "")) or _HIDDEN.search(node.get("style", ""))
    return "hidden" in node.attrib or left_out is not None


def _flat(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,5}", text.strip()) else otherwise
