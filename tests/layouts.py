"""Tables of unseen layouts: random header trees, columns of labels, groups and totals, with what must be read."""

from __future__ import annotations

import html
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import strategies as st

from corpus.readers.placing import SpanCell

Paths = list[tuple[str, ...]]


@dataclass(frozen=True)
class Layout:
    """A table as cells that span, and the column paths, row paths and figures that it says."""

    rows: tuple[tuple[tuple[int, SpanCell], ...], ...]  # each cell with its column
    width: int
    header: int
    columns: Paths
    paths: Paths
    cells: list[tuple[str, ...]]
    totals: list[bool]
    marked: bool  # whether only the format's own mark tells where the header ends


HEADS = (
    "Hồ sơ",
    "Số lượng",
    "Kết quả",
    "Điểm",
    "Xếp hạng",
    "Tỷ lệ",
    "Trong kỳ",
    "Quá hạn",
    "Năm 2022",
    "2023",
    "Quý I",
)
YEARS = ("2021", "2022", "2023")
NAMES = ("Sở Y tế", "Sở Nội vụ", "UBND huyện An Phú", "Lĩnh vực Đất đai", "Xã Tân Hòa", "Chi cục Thuế", "Văn phòng")
BANDS = ("CẤP TỈNH", "CẤP HUYỆN", "CẤP XÃ")
STUBS = ("label", "ordinal", "group", "ordinal-group", "groups")
figures = st.integers(0, 99_999).map(lambda n: f"{n:,}".replace(",", ".")) | st.sampled_from(["", "8,5", "92,31%"])


@st.composite
def header_columns(draw: st.DrawFn) -> Paths:
    """Column paths of one to three labels; neighbours under one label are told apart by number."""
    columns: Paths = []
    for i in range(draw(st.integers(1, 4))):
        years = draw(st.booleans())
        top = f"{draw(st.sampled_from(HEADS))} ({chr(97 + i)})"
        for j in range(draw(st.integers(1, 3))):
            middle = YEARS[j] if years else f"{draw(st.sampled_from(HEADS))} ({chr(105 + j)})"
            leaves = draw(st.integers(1, 2))
            depth = draw(st.integers(1, 3))
            if depth == 1 and j == 0:
                columns.append((top,))
                break
            if depth < 3:
                columns.append((top, middle))
                continue
            columns.extend((top, middle, f"Cột {chr(112 + k)}") for k in range(leaves))
    # a label over one column alone is no span: it would have to be told from one of two rows
    return columns


def header_cells(columns: Paths, stub: list[str], first: int, corner: str) -> list[list[tuple[int, SpanCell]]]:
    """The header's cells: labels over what they share, and down to its foot where none is below.

    `corner`: the labels of the stub are merged down, or stand on top or at the foot of empty cells.
    """
    height = max(map(len, columns))
    rows: list[list[tuple[int, SpanCell]]] = [[] for _ in range(height)]
    if corner == "merged":
        rows[0].extend((c, SpanCell(text, height, 1)) for c, text in enumerate(stub))
    else:
        at = 0 if corner == "top" else height - 1
        for r in range(height):
            rows[r].extend((c, SpanCell(text if r == at else "")) for c, text in enumerate(stub))
    for depth in range(height):
        c = 0
        while c < len(columns):
            path = columns[c]
            end = c + 1
            while end < len(columns) and columns[end][: depth + 1] == path[: depth + 1] and len(path) > depth:
                end += 1
            if len(path) > depth:
                tall = height - depth if len(path) == depth + 1 else 1
                rows[depth].append((first + c, SpanCell(path[depth], tall, end - c)))
            c = end
    return rows


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """A whole table."""
    columns = draw(header_columns())
    kind = draw(st.sampled_from(STUBS))
    stub = {
        "label": ["Đơn vị"],
        "ordinal": ["STT", "Đơn vị"],
        "group": ["Nhóm", "Nội dung"],
        "ordinal-group": ["STT", "Đơn vị", "Nội dung"],
        "groups": ["Cấp", "Đơn vị", "Nội dung"],
    }[kind]
    first = len(stub)
    corner = draw(st.sampled_from(["merged", "merged", "top", "foot"]))
    rows = header_cells(columns, stub, first, corner)
    header = len(rows)
    paths: Paths = []
    cells: list[tuple[str, ...]] = []
    totals: list[bool] = []

    def put(labels: list[tuple[int, SpanCell]], path: tuple[str, ...], *, total: bool = False) -> None:
        told = tuple(draw(figures) for _ in columns)
        told = told if any(told) else ("1", *told[1:])
        rows.append([*labels, *((first + c, SpanCell(text)) for c, text in enumerate(told))])
        paths.append(path)
        cells.append(told)
        totals.append(total)

    numbering = draw(st.sampled_from(["none", "brackets", "letters"]))
    if numbering != "none":
        signs = [f"({c + 1})" for c in range(first + len(columns))]
        if numbering == "letters":
            signs = [*"ABC"[:first], *(str(c + 1) for c in range(len(columns)))]
        if numbering == "brackets" or len(signs) > (2 if first > 1 else 3):
            rows.append([(c, SpanCell(sign)) for c, sign in enumerate(signs)])
            header += 1
    across = [(0, SpanCell("Tổng cộng", 1, first))]
    if draw(st.booleans()):
        put(across, ("Tổng cộng",), total=True)
    bands = draw(st.integers(0, 3))
    subtotals = bands > 1 and draw(st.booleans())
    summed = first > 1 and kind != "group" and draw(st.booleans())  # a group's title over the labels alone
    for b in range(max(bands, 1)):
        outer: tuple[str, ...] = ()
        if bands:
            title = f"{'ABC'[b]}. {BANDS[b]}"
            outer = (title,)
            beside = kind == "ordinal" and draw(st.booleans())
            outer = (title.replace(".", ""),) if beside else outer
            letter, width = "ABC"[b], first + len(columns)
            lead = [(0, SpanCell(letter)), (1, SpanCell(BANDS[b], 1, width - 1))]
            rows.append(lead if beside else [(0, SpanCell(title, 1, width))])
            paths.append(outer)
            cells.append(("",) * len(columns))
            totals.append(False)
        elif summed and kind == "ordinal":
            outer = ("A. CÁC SỞ",)
            put([(0, SpanCell(outer[0], 1, first))], outer)
        _put_rows(draw, kind, outer, put)
        if subtotals:
            put([(0, SpanCell("Cộng", 1, first))], (*outer, "Cộng"), total=True)
    if draw(st.booleans()) and not (bands and totals[0]):
        put(across, ("Tổng cộng",), total=True)
    return Layout(
        tuple(map(tuple, rows)), first + len(columns), header, columns, paths, cells, totals, corner != "merged"
    )


def _put_rows(draw: st.DrawFn, kind: str, outer: tuple[str, ...], put: object) -> None:
    count = draw(st.integers(1, 3))
    for i in range(1, count + 1):
        name = f"{draw(st.sampled_from(NAMES))} {i}"
        if kind == "label":
            put([(0, SpanCell(name))], (*outer, name))  # type: ignore[operator]
        elif kind == "ordinal":
            put([(0, SpanCell(str(i))), (1, SpanCell(name))], (*outer, f"{i} {name}"))  # type: ignore[operator]
            for letter in "ab"[: draw(st.integers(0, 2))]:
                labels = [(0, SpanCell(letter)), (1, SpanCell(f"Mục {letter}"))]
                put(labels, (*outer, f"{i} {name}", f"{letter} Mục {letter}"))  # type: ignore[operator]
        elif kind == "groups":
            inner = [draw(st.integers(1, 2)) for _ in range(draw(st.integers(1, 2)))]
            inner[0] += i == 1  # one label at least stands for several rows
            for j, height in enumerate(inner):
                for k in range(height):
                    lead = [(0, SpanCell(name, sum(inner)))] if j == k == 0 else []
                    lead += [(1, SpanCell(f"Đơn vị {j}", height))] if k == 0 else []
                    path = (*outer, name, f"Đơn vị {j}", f"Nội dung {k}")
                    put([*lead, (2, SpanCell(f"Nội dung {k}"))], path)  # type: ignore[operator]
        else:
            # a group of one row is told from a label with words beside it by the other groups
            height = draw(st.integers(2, 3)) if i == 1 else draw(st.integers(1, 3))
            numbered = kind == "ordinal-group"
            group = f"{i} {name}" if numbered else name
            for k in range(height):
                at = 1 if numbered else 0
                lead = [(0, SpanCell(str(i), height))] if numbered else []
                labels = [*lead, (at, SpanCell(name, height))] if k == 0 else []
                put([*labels, (at + 1, SpanCell(f"Nội dung {k}"))], (*outer, group, f"Nội dung {k}"))  # type: ignore[operator]


def as_page(layout: Layout, *, thead: bool) -> str:
    """The table as a page has it."""
    thead = thead or layout.marked
    told = []
    for r, row in enumerate(layout.rows):
        name = "th" if thead and r < layout.header else "td"
        opened = "".join(
            f'<{name} rowspan="{cell.height}" colspan="{cell.width}">{html.escape(cell.text)}</{name}>'
            for _, cell in row
        )
        told.append(f"<tr>{opened}</tr>")
    head, body = "".join(told[: layout.header]), "".join(told[layout.header :])
    inner = f"<thead>{head}</thead><tbody>{body}</tbody>" if thead else head + body
    return f"<html><body><p>Kết quả như sau:</p><table>{inner}</table></body></html>"


def as_word(layout: Layout) -> bytes:
    """The table as Word has it, its cells merged."""
    document = Document()
    document.add_paragraph("Kết quả như sau:")
    add_to(document, layout)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_to(document: Word, layout: Layout) -> None:
    """The table at the end of a document."""
    table = document.add_table(rows=len(layout.rows), cols=layout.width)
    places = table._cells  # all at once: table.cell(r, c) counts from the first each time
    if layout.marked:
        for row in list(table.rows)[: layout.header]:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for r, cells in enumerate(layout.rows):
        for c, cell in cells:
            place = places[r * layout.width + c]
            if cell.height > 1 or cell.width > 1:
                place = place.merge(places[(r + cell.height - 1) * layout.width + c + cell.width - 1])
            place.text = cell.text
