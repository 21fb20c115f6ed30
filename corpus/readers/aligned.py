"""Tables set with runs of spaces, as text copied from a page has them: read only where columns are certain.

A column is certain where a gutter of two spaces or more runs through every line, and what stands below
the first line holds figures. Anything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.tables import looks_like_figure

_WIDEST = 1000  # characters of a line
_FEWEST = 3  # lines by which a table can be told
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
        told.extend(_part(run) or run)
        run = []
        told.append(line)
    return told[:-1]


def _part(run: Sequence[str]) -> list[str] | None:
    """The rows of a table parted by tabs; None where its columns are not certain."""
    columns = _columns(run)
    if len(run) < _FEWEST or len(columns) < 2:
        return None
    rows = [[line[start:end].strip() for start, end in columns] for line in run]
    whole = all(
        len(_CELLS.findall(line)) == sum(map(bool, row)) == len(columns) for line, row in zip(run, rows, strict=True)
    )
    figures = all(any(map(looks_like_figure, row[1:])) for row in rows[1:])
    return ["\t".join(row) for row in rows] if whole and figures else None


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
