"""Tables set with runs of spaces, as text copied from a page has them: read only where columns are certain.

A column is certain where a gutter of two spaces or more runs through every line, and what stands below
the first line holds figures. A blank cell is one only where the rest of its row stands flush with full
rows. Anything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.headers import can_head, is_group_label
from corpus.tables import looks_like_figure

_WIDEST = 1000  # characters of a line
_FEWEST = 3  # lines by which a table can be told
_FEWEST_FULL = 2  # rows without a blank cell, by which the places of others' cells can be told
_CELLS = re.compile(r"\S+(?: \S+)*")
_RUN = re.compile(r"\S {2,}\S")


def as_tabbed(lines: Sequence[str]) -> list[str]:
    """The lines with runs that are surely the rows of a table parted by tabs, the others as they are."""
    told: list[str] = []
    run: list[str] = []
    for line in [*lines, ""]:
        if _RUN.search(line) and "\t" not in line:
            run.append(line)
            continue
        parted = _part(run) or _part_blank_corner(run) or _part_groups(run)
        if parted and told and (head := _part_label(told[-1], run)):
            told[-1] = head
        told.extend(parted or run)
        run = []
        told.append(line)
    return told[:-1]


def _part(run: Sequence[str]) -> list[str] | None:
    """The rows of a table parted by tabs; None where its columns are not certain."""
    columns = _columns(run)
    if len(run) < _FEWEST or len(columns) < 2:
        return None
    rows = [[line[start:end].strip() for start, end in columns] for line in run]
    inside = all(len(_CELLS.findall(line)) == sum(map(bool, row)) for line, row in zip(run, rows, strict=True))
    figures = all(any(map(looks_like_figure, row[1:])) for row in rows[1:])
    return ["\t".join(row) for row in rows] if inside and figures and _blanks_are_certain(run, rows, columns) else None


def _part_blank_corner(run: Sequence[str]) -> list[str] | None:
    """The rows of a table whose header has no label over the rows' own, every other cell filled."""
    columns = _columns(run)
    if len(run) < _FEWEST or len(columns) < 3:
        return None
    head, *body = rows = [[line[start:end].strip() for start, end in columns] for line in run]
    inside = all(len(_CELLS.findall(line)) == sum(map(bool, row)) for line, row in zip(run, rows, strict=True))
    labels = not head[0] and all(map(_is_label, head[1:]))
    full = all(row[0] and all(map(looks_like_figure, row[1:])) for row in body)
    return ["\t".join(row) for row in rows] if inside and labels and full else None


def _part_groups(run: Sequence[str]) -> list[str] | None:
    """The rows of a table with two lines of header, labels over groups of columns above those of the columns.

    Certain where each group has the same labels below, and each label above stands within its group.
    """
    below = _part(run[1:]) or _part_blank_corner(run[1:])
    columns = _columns(run[1:])
    if below is None:
        return None
    above = [(match.start(), match.end(), match[0]) for match in _CELLS.finditer(run[0])]
    corner = [label for start, end, label in above if end <= columns[0][1]]
    groups = above[len(corner) :]
    count, rest = divmod(len(columns) - 1, max(len(groups), 1))
    labels = below[0].split("\t")
    period = labels[1 : 1 + count]
    if len(corner) > 1 or (corner and labels[0]) or len(groups) < 2 or count < 2 or rest:
        return None
    if labels[1:] != period * len(groups) or len(set(period)) < count or not all(can_head(told) for *_, told in groups):
        return None
    row = [*corner, *[""] * (len(columns) - len(corner))]
    for g, (start, end, label) in enumerate(groups):
        first, last = columns[1 + g * count], columns[(g + 1) * count]
        if not first[0] - 1 <= start < end <= last[1] + 1:
            return None
        row[1 + g * count] = label
    return ["\t".join(row), *below]


def _is_label(text: str) -> bool:
    return bool(text) and can_head(text)


def _part_label(line: str, run: Sequence[str]) -> str | None:
    """The line above a table parted as its rows are, where all it says is a label flush with a column."""
    columns = _columns(run)
    begin = len(line) - len(line.lstrip())
    c = next((c for c, (start, _) in enumerate(columns) if start == begin and c), None)
    labels = {at: run[0][start:end].strip() for at, (start, end) in enumerate(columns)}
    if c is None or "\t" in line or not is_group_label(line.strip(), c, labels):
        return None
    return "\t" * c + line.strip() + "\t" * (len(columns) - 1 - c)


def _blanks_are_certain(run: Sequence[str], rows: Sequence[Sequence[str]], columns: Sequence[tuple[int, int]]) -> bool:
    """Whether no cell is blank, or only some whose row's other cells stand just where those of full rows do.

    A full header and two full rows or more, and no fewer of these than of others, make columns certain.
    """
    full = [r for r, row in enumerate(rows) if all(row)]
    if len(full) == len(rows):
        return True
    body = [r for r in full if r]
    if 0 not in full or len(body) < _FEWEST_FULL or len(full) * 2 < len(rows):
        return False
    edges = [{_edges(run[r], place) for r in body} for place in columns]
    return all(
        bool(row[0]) and all(_is_flush(_edges(line, columns[c]), edges[c]) for c in range(1, len(columns)) if row[c])
        for line, row in zip(run, rows, strict=True)
        if not all(row)
    )


def _edges(line: str, place: tuple[int, int]) -> tuple[int, int]:
    """Where a cell's text begins and ends in its line."""
    text = line[place[0] : place[1]]
    return place[0] + len(text) - len(text.lstrip()), place[0] + len(text.rstrip())


def _is_flush(own: tuple[int, int], others: set[tuple[int, int]]) -> bool:
    return own[0] in {left for left, _ in others} or own[1] in {right for _, right in others}


def _columns(run: Sequence[str]) -> list[tuple[int, int]]:
    """Where columns begin and end: between gutters that are blank in every line."""
    width = max(map(len, run), default=0)
    if width > _WIDEST:
        return []
    used = [any(line[at : at + 1].strip() for line in run) for at in range(width)]
    columns: list[tuple[int, int]] = []
    for at, filled in enumerate(used):
        if not filled:
            continue
        if columns and at - columns[-1][1] < 2:
            columns[-1] = (columns[-1][0], at + 1)
        else:
            columns.append((at, at + 1))
    return columns
