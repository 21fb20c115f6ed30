"""Transcribed tables (`eval/tables/*.json` of the shared folder) laid out as a person prints them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

_MARKED = re.compile(r"((?:\d+(?:\.\d+)*|[A-Z]|[IVX]+|[a-z])\.?)\s+(.+)", re.DOTALL)
_LIST = re.compile(r"\s(?=\+ \d)")
_ORDINAL_TITLES = {"STT", "TT"}
# body cells that are printed merged: (row, column among the figures, height, width)
_MERGED = {"t06": (0, 2, 5, 2)}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One printed cell; `value` is the number that it holds, where it holds one as it is printed."""

    text: str
    height: int = 1
    width: int = 1
    italic: bool = False
    value: float | None = None

    @property
    def lines(self) -> list[str]:
        """The text as it stands in the cell: a list has a line an item."""
        return _LIST.split(self.text)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as printed: `header` rows on top, the formula row among them; cells by (row, column)."""

    id: str
    headings: tuple[str, ...]
    unit: str
    width: int
    height: int
    header: int
    cells: dict[tuple[int, int], SheetCell]
    told: dict[str, Any] = field(repr=False)

    def flat_rows(self) -> list[list[str]]:
        """Rows of texts, a merged cell's text in its first place and nothing in the others."""
        return [
            [self.cells[r, c].text if (r, c) in self.cells else "" for c in range(self.width)]
            for r in range(self.height)
        ]


def read_sheets(folder: Path) -> list[Sheet]:
    """The transcribed tables of a folder in the order of their report."""
    return [lay_out(json.loads(file.read_text(encoding="utf-8"))) for file in sorted(folder.glob("t*.json"))]


def lay_out(told: dict[str, Any]) -> Sheet:
    """One transcribed table as it is printed: merged header, formula row, ordinals apart from labels."""
    paths = [*told["stub"], *told["columns"]]
    depth = max(map(len, paths))
    cells = dict(_header_cells(paths, depth))
    formulas = told.get("formulas")
    if formulas:
        texts = [*formulas["stub"], *formulas["columns"]]
        cells |= {(depth, c): SheetCell(text) for c, text in enumerate(texts)}
    header = depth + bool(formulas)
    cells |= {(header + r, c): cell for (r, c), cell in _body_cells(told)}
    height = header + len(told["rows"])
    headings = tuple(told["where"].split(" › "))
    return Sheet(told["id"], headings, told["unit"], len(paths), height, header, cells, told)


def _header_cells(paths: Sequence[list[str]], depth: int) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    """Equal labels beside each other under the same labels are one cell; the last reaches the bottom."""
    for r in range(depth):
        places = [c for c, path in enumerate(paths) if r < len(path)]
        for _, group in groupby(places, key=lambda c: (paths[c][: r + 1], c if len(paths[c]) == r + 1 else -1)):
            run = list(group)
            last = len(paths[run[0]]) == r + 1
            yield (r, run[0]), SheetCell(paths[run[0]][r], depth - r if last else 1, len(run))


def _body_cells(told: dict[str, Any]) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    yield from _label_cells(told)
    left = len(told["stub"])
    top, column, height, width = _MERGED.get(told["id"], (0, 0, 0, 0))
    for r, row in enumerate(told["rows"]):
        for c, cell in enumerate(row["cells"]):
            inside = top <= r < top + height and column <= c < column + width
            if inside and (r, c) != (top, column):
                continue
            size = (height, width) if inside else (1, 1)
            yield (r, left + c), SheetCell(_printed(cell), *size, value=_number(cell))


def _label_cells(told: dict[str, Any]) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    titles = [" ".join(path) for path in told["stub"]]
    rows: list[list[str]] = [row["path"] for row in told["rows"]]
    if titles[0] in _ORDINAL_TITLES:
        deepest = max((len(path) for path in rows if not _MARKED.fullmatch(path[-1])), default=0)
        for r, path in enumerate(rows):
            match = _MARKED.fullmatch(path[-1])
            ordinal, label = (match[1], match[2]) if match else ("", path[-1])
            yield (r, 0), SheetCell(ordinal)
            if len(titles) > 1:
                # a label without an ordinal that others without one stand under is told apart by its letters
                slanted = not match and 1 < len(path) < deepest
                yield (r, 1), SheetCell(label, italic=slanted)
        return
    spanned = 0 if len(titles) > 1 else -1
    for _, group in groupby(range(len(rows)), key=lambda r: rows[r][0] if len(titles) > 1 else rows[r]):
        run = list(group)
        yield (run[0], 0), SheetCell(rows[run[0]][spanned], height=len(run))
    if len(titles) > 1:
        yield from (((r, 1), SheetCell(path[-1])) for r, path in enumerate(rows))


def _printed(cell: dict[str, Any]) -> str:
    """The text of a cell; of words, without the tags that the source kept."""
    value = cell["value"]
    return value if isinstance(value, str) else str(cell["printed"])


def _number(cell: dict[str, Any]) -> float | None:
    value = cell["value"]
    return value if isinstance(value, int | float) and not cell.get("repaired") and "of" not in cell else None
