"""Tables without a grid of rules: text in columns, rows told by rules, shades or the space between lines.

A table is read only where its columns, rows and header are certain. Whatever is not stays text: a
figure under the wrong header is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from corpus.markers import read_marker
from corpus.readers.pages import PageTable, Place
from corpus.readers.pdf_headings import Heading, read_columns_heading
from corpus.readers.pdf_tokens import APART, Token, TokenLine, read_tokens
from corpus.readers.pdf_words import Glyph, around, group_lines, read_text
from corpus.tables import unit_line

_FAR = 3.2  # of the size: lines further apart are of different tables
_MOST_WRAPS = 4  # lines without a figure between two with figures
_FEWEST = 3  # lines of figures that make a table


def unruled_tables(glyphs: Sequence[Glyph], breaks: Sequence[Place]) -> tuple[list[PageTable], list[Glyph]]:
    """The tables whose text stands in columns, and the glyphs that are in none.

    `breaks` are rules and edges of shades that lie across: as places of no height.
    """
    lines = [read_tokens(line) for line in group_lines(glyphs)]
    tables: list[PageTable] = []
    used: set[int] = set()
    at = 0
    for start, end in _runs(lines):
        if start < at:
            continue
        found = _read_run(lines, start, end, breaks, at)
        if found is not None:
            table, first, at = found
            tables.append(table)
            used |= {id(g) for line in lines[first:at] for token in line.tokens for g in token.glyphs}
    return tables, [glyph for glyph in glyphs if id(glyph) not in used]


def _runs(lines: Sequence[TokenLine]) -> Iterable[tuple[int, int]]:
    """From the first to behind the last of lines with figures abreast, few others between them."""
    anchors = [i for i, line in enumerate(lines) if line.figures >= 2]
    start = 0
    for i in range(1, len(anchors) + 1):
        if i < len(anchors) and _are_near(lines, anchors[i - 1], anchors[i]):
            continue
        if i - start >= _FEWEST:
            yield anchors[start], anchors[i - 1] + 1
        start = i


def _are_near(lines: Sequence[TokenLine], first: int, last: int) -> bool:
    between = all(
        after.base - before.base < _FAR * max(before.size, after.size)
        for before, after in pairwise(lines[first : last + 1])
    )
    return between and last - first - 1 <= _MOST_WRAPS


def _read_run(
    lines: Sequence[TokenLine], start: int, end: int, breaks: Sequence[Place], least: int
) -> tuple[PageTable, int, int] | None:
    """The table around a run of lines with figures, its first line and the one behind its last."""
    columns = _find_columns([line for line in lines[start:end] if line.figures >= 2])
    if columns is None or not all(_fits(line, columns) for line in lines[start:end]):
        return None
    left, right = columns[0][0], columns[-1][1]
    levels = sorted({b[1] for b in breaks if b[0] < left + 9 and b[2] > right - 9})
    while end < len(lines) and _is_wrap(lines, end, columns, levels):
        end += 1
    if end < len(lines) and _may_be_wrap(lines, end, columns, levels):
        return None
    first = _first_of_header(lines, start, least, columns, levels)
    for body in _starts_of_body(lines, first, start, columns, levels):
        heading = read_columns_heading([line.tokens for line in lines[first:body]], columns, breaks)
        if heading is not None and all(_fits(line, columns) for line in lines[body:start]):
            rows = _part_rows(lines[body:end], levels, columns)
            if rows is None or _leaves_names_blank(rows, columns):
                return None
            return _build(heading, rows, columns, lines[first:end]), first, end
    return None


# --- columns --------------------------------------------------------------------------------------


def _find_columns(anchors: Sequence[TokenLine]) -> list[tuple[float, float]] | None:
    """Where the columns stand: tokens that lie over each other; None where they run into one another."""
    columns: list[tuple[float, float]] = []
    for token in sorted((token for line in anchors for token in line.tokens), key=lambda token: token.x0):
        if columns and token.x0 < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], token.x1)
        else:
            columns.append((token.x0, token.x1))
    size = anchors[0].size
    if len(columns) < 3 or any(b[0] - a[1] < APART * size for a, b in pairwise(columns)):
        return None
    filled = [[_column_of(token, columns) for token in line.tokens] for line in anchors]
    if any(len(set(row)) < len(row) for row in filled):
        return None
    least = max(2, len(anchors) // 3)
    return columns if all(sum(c in row for row in filled) >= least for c in range(len(columns))) else None


def _column_of(token: Token, columns: Sequence[tuple[float, float]]) -> int:
    """The one column that a token lies in; -1 where it lies in none or across several."""
    hits = [c for c, (x0, x1) in enumerate(columns) if token.x0 < x1 and token.x1 > x0]
    return hits[0] if len(hits) == 1 else -1


def _fits(line: TokenLine, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line's tokens lie each in a column of its own."""
    found = [_column_of(token, columns) for token in line.tokens]
    return -1 not in found and len(set(found)) == len(found)


# --- rows -----------------------------------------------------------------------------------------


def _is_wrap(lines: Sequence[TokenLine], i: int, columns: Sequence[tuple[float, float]], levels: list[float]) -> bool:
    """Whether the line behind a table goes on its last row: inside the last rule, or close and in a column."""
    line, before = lines[i], lines[i - 1]
    inside = bool(levels) and line.base < levels[-1] + 2
    close = line.base - before.base < 1.45 * before.size and not any(before.base < y < line.top + 2 for y in levels)
    labels = all(_column_of(token, columns) in (0, 1) for token in line.tokens)
    number = _is_number_of(line, before, columns)
    words = _fits(line, columns) and labels and (number or not line.figures)
    return words and (inside or (close and (number or _goes_on(line))))


def _may_be_wrap(
    lines: Sequence[TokenLine], i: int, columns: Sequence[tuple[float, float]], levels: Sequence[float]
) -> bool:
    """Whether the line behind a table may go on its last row: it is close to it and flush with a label."""
    line, before = lines[i], lines[i - 1]
    close = line.base - before.base < 1.45 * before.size and not any(before.base < y < line.top + 2 for y in levels)
    x0 = line.tokens[0].x0
    flush = any(abs(x0 - columns[c][0]) < 1.5 and line.tokens[-1].x1 < columns[c + 1][0] for c in (0, 1))
    return close and flush and not line.figures


def _is_number_of(line: TokenLine, before: TokenLine, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line is but the number that ends the words above it: "Phòng số" / "2"."""
    above = {_column_of(token, columns): token for token in before.tokens}
    word = above.get(_column_of(line.tokens[0], columns))
    return len(line.tokens) == 1 and line.tokens[0].is_figure and word is not None and not word.is_figure


def _goes_on(line: TokenLine) -> bool:
    """Whether a line begins in the middle of a sentence."""
    return line.tokens[0].glyphs[0].text[:1].islower()


def _part_rows(
    lines: Sequence[TokenLine], levels: Sequence[float], columns: Sequence[tuple[float, float]]
) -> list[list[TokenLine]] | None:
    """The lines of each row: between rules, else as the space between lines parts them; None if unsure."""
    plain = [[line] for line in lines]
    if all(line.figures >= 2 for line in lines):
        return plain
    anchors = [line for line in lines if line.figures >= 2]
    between = [sum(a.base - 2 < y < b.base - 2 for y in levels) for a, b in pairwise(anchors)]
    if all(between):
        return _group(lines, lambda a, b: not any(a.base - 2 < y < b.base - 2 for y in levels))
    steps = sorted({round(b.base - a.base, 1) for a, b in pairwise(lines)})
    for tight, loose in reversed(list(pairwise(steps))):
        rows = _group(lines, _within(tight))
        if loose > 1.15 * tight and all(_is_row(row, columns) for row in rows):
            return rows
    if all(line.figures >= 2 or _goes_on(line) or _opens_group(line, columns) for line in lines):
        rows = _group(lines, lambda _, b: b.figures < 2 and _goes_on(b))
        return rows if all(_is_row(row, columns) for row in rows) else None
    return None


def _within(step: float) -> Callable[[TokenLine, TokenLine], bool]:
    return lambda a, b: round(b.base - a.base, 1) <= step


def _group(lines: Sequence[TokenLine], together: Callable[[TokenLine, TokenLine], bool]) -> list[list[TokenLine]]:
    rows = [[lines[0]]]
    for before, line in pairwise(lines):
        if together(before, line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_row(row: Sequence[TokenLine], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether lines make one row: a single line of figures, or the title of a group."""
    anchors = sum(line.figures >= 2 for line in row)
    if anchors and any(line.figures < 2 and _opens_group(line, columns) for line in row):
        return False  # the title of a group is no part of a row's label
    return anchors == 1 or (anchors == 0 and len(row) == 1 and _opens_group(row[0], columns))


def _leaves_names_blank(rows: Sequence[Sequence[TokenLine]], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a row of figures has no name where others have one: it may be of the group above it, or of none."""
    filled = [
        {_column_of(token, columns): token for line in row for token in line.tokens}
        for row in rows
        if any(line.figures >= 2 for line in row)
    ]
    named = {c for row in filled for c, token in row.items() if _is_name(token)}
    return any(c in named for row in filled for c in range(min(row)))


def _is_name(token: Token) -> bool:
    return not token.is_figure and read_marker(read_text(token.glyphs)) is None


def _opens_group(line: TokenLine, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line without figures names a group: it begins with an ordinal of the first column."""
    first = line.tokens[0]
    text = read_text(first.glyphs)
    alone = read_marker(text) is not None and len(line.tokens) > 1
    return _column_of(first, columns) in (0, 1) and (alone or read_marker(text.split(" ")[0]) is not None)


# --- header ---------------------------------------------------------------------------------------


def _first_of_header(
    lines: Sequence[TokenLine],
    start: int,
    least: int,
    columns: Sequence[tuple[float, float]],
    levels: Sequence[float],
) -> int:
    """The first line of the labels above the body: below the top rule, else as far as lines stand close."""
    top = next((y for y in reversed(levels) if y < lines[start].top and _holds_line(lines, y, start)), None)
    above = [y for y in levels if top is not None and y < top + 1 and lines[start].top - y < 12 * lines[start].size]
    first = start
    while first > least:
        line, below = lines[first - 1], lines[first]
        if (above and line.base < above[0] + 2) or _stands_above(line):
            break
        alone = len(line.tokens) == 1 and line.tokens[0].x1 - line.tokens[0].x0 > 0.5 * (columns[-1][1] - columns[0][0])
        if not above and (below.base - line.base > 2.2 * line.size or alone):
            break
        first -= 1
    return first


def _stands_above(line: TokenLine) -> bool:
    """Whether a line leads to a table or states its unit: it is no label of a column."""
    text = read_text(line.tokens[0].glyphs)
    return len(line.tokens) == 1 and (text.endswith((":", ".")) or unit_line([text]) is not None)


def _holds_line(lines: Sequence[TokenLine], level: float, start: int) -> bool:
    return any(line.top > level - 2 for line in lines[:start])


def _starts_of_body(
    lines: Sequence[TokenLine],
    first: int,
    start: int,
    columns: Sequence[tuple[float, float]],
    levels: Sequence[float],
) -> list[int]:
    """Where the body may begin: below a rule, or at the first group named above the first figures."""
    named = [i for i in range(first + 1, start) if _opens_group(lines[i], columns)]
    ruled = [
        i for i in range(first + 1, start + 1) if any(lines[i - 1].base - 2 < y < lines[i].base - 2 for y in levels)
    ]
    return sorted({*ruled, *named[:1]}) if ruled else [*named[:1], start][:1]


# --- table ----------------------------------------------------------------------------------------


def _build(
    heading: Heading,
    rows: Sequence[Sequence[TokenLine]],
    columns: Sequence[tuple[float, float]],
    lines: Sequence[TokenLine],
) -> PageTable:
    table = list(heading.rows)
    tops = [lines[0].top] * len(table)
    boxes, spans = dict(heading.boxes), dict(heading.spans)
    italic = set()
    for row in rows:
        cells: list[list[Glyph]] = [[] for _ in columns]
        for line in row:
            for token in line.tokens:
                cells[_column_of(token, columns)].extend(token.glyphs)
        for c, cell in enumerate(cells):
            if cell:
                boxes[len(table), c] = around(cell)
                italic |= {(len(table), c)} if all(g.italic for g in cell) else set()
        if cells[0] and not any(cells[1:]):
            spans[len(table), 0] = (1, len(columns))
        table.append(tuple(map(read_text, cells)))
        tops.append(min(line.top for line in row))
    edges = (*(x0 for x0, _ in columns), columns[-1][1])
    return PageTable(
        tuple(table), frozenset(italic), lines[0].top, lines[-1].base, edges, tuple(tops), boxes, {}, spans
    )
