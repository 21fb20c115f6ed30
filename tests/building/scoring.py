"""What was read back against what was written: tables, columns, row paths and cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from building.sheets import Sheet
from corpus.values import Cell, Row, Table


@dataclass
class Score:
    """How many of each were right, of how many; `wrong` tells each failure in one line."""

    tables: int = 0
    of_tables: int = 0
    columns: int = 0
    of_columns: int = 0
    paths: int = 0
    of_paths: int = 0
    cells: int = 0
    of_cells: int = 0
    wrong: list[str] = field(default_factory=list)

    def share(self, what: str) -> float:
        """The share from 0 to 1 of `tables`, `columns`, `paths` or `cells` that were right."""
        return float(getattr(self, what) / max(1, getattr(self, f"of_{what}")))

    def __add__(self, other: Score) -> Score:
        """Both counts together."""
        kinds = [f"{of}{what}" for what in ("tables", "columns", "paths", "cells") for of in ("", "of_")]
        counts = {kind: getattr(self, kind) + getattr(other, kind) for kind in kinds}
        return Score(**counts, wrong=[*self.wrong, *other.wrong])


def score_tables(found: Sequence[Table], sheets: Sequence[Sheet]) -> Score:
    """All tables of a file. A table that was not found, or lost a column, has no right cell."""
    total = Score()
    for sheet, table in match_tables(found, sheets):
        total += _score_missing(sheet) if table is None else _score_table(table, sheet)
    extra = len(found) - total.tables
    return total + Score(wrong=[f"{extra} bảng không có trong tệp"] if extra > 0 else [])


def match_tables(found: Sequence[Table], sheets: Sequence[Sheet]) -> list[tuple[Sheet, Table | None]]:
    """Each table that was written with the one read back that has most words of it, in their order."""
    pairs: list[tuple[Sheet, Table | None]] = []
    rest = list(found)
    for sheet in sheets:
        wanted = {word for row in sheet.flat_rows() for text in row for word in text.split()}
        shares = [_share_of_words(table, wanted) for table in rest]
        best = max(range(len(rest)), key=shares.__getitem__, default=-1)
        if best < 0 or shares[best] < 0.3:
            pairs.append((sheet, None))
        else:
            pairs.append((sheet, rest.pop(best)))
    return pairs


def _share_of_words(table: Table, wanted: set[str]) -> float:
    texts = [label for column in table.columns for label in column.path]
    texts += [text for row in table.rows for text in (*row.path, *(cell.printed for cell in row.cells))]
    have = {word for text in texts for word in text.split()}
    return len(have & wanted) / max(1, len(have | wanted))


def _score_missing(sheet: Sheet) -> Score:
    rows, columns = len(sheet.told["rows"]), len(sheet.told["columns"])
    return Score(
        of_tables=1, of_columns=columns, of_paths=rows, of_cells=rows * columns, wrong=[f"{sheet.id}: không thấy bảng"]
    )


def _score_table(table: Table, sheet: Sheet) -> Score:
    score = _score_missing(sheet)
    score.tables, score.wrong = 1, []
    labels = [list(column.path) for column in table.columns]
    wanted = sheet.told["columns"]
    for c, path in enumerate(wanted):
        right = len(labels) == len(wanted) and labels[c] == path
        score.columns += right
        if not right:
            score.wrong.append(f"{sheet.id} cột {c + 1}: {labels[c] if c < len(labels) else None} ≠ {path}")
    for told, row in _match_rows(table.rows, sheet.told["rows"]):
        if row is None:
            score.wrong.append(f"{sheet.id}: mất dòng {told['path']}")
            continue
        score.paths += list(row.path) == told["path"]
        if list(row.path) != told["path"]:
            score.wrong.append(f"{sheet.id} dòng: {list(row.path)} ≠ {told['path']}")
        if len(labels) != len(wanted):
            continue
        for c, (cell, cell_told) in enumerate(zip(row.cells, told["cells"], strict=True)):
            right = is_right(cell, cell_told)
            score.cells += right
            if not right:
                place = f"{sheet.id} {told['path'][-1][:40]} cột {c + 1}"
                score.wrong.append(f"{place}: {cell.printed[:60]!r} {cell.value!s:.60} ≠ {cell_told['value']!s:.60}")
    return score


def _match_rows(found: Sequence[Row], told: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Row | None]]:
    """Rows in order; where some are missing or too many, those of the same label and figures stand together."""
    if len(found) == len(told):
        yield from zip(told, found, strict=True)
        return
    keys = [(row["path"][-1], *(_bare(cell["printed"]) for cell in row["cells"])) for row in told]
    have = [(row.path[-1] if row.path else "", *(_bare(cell.printed) for cell in row.cells)) for row in found]
    matched: dict[int, Row] = {}
    for block in SequenceMatcher(None, keys, have, autojunk=False).get_matching_blocks():
        matched |= {block.a + i: found[block.b + i] for i in range(block.size)}
    yield from ((row, matched.get(i)) for i, row in enumerate(told))


def is_right(cell: Cell, told: dict[str, Any]) -> bool:
    """Whether a cell was read as it was written; one that is misprinted must be kept as printed."""
    value = told["value"]
    if told.get("repaired"):
        return _bare(cell.printed) == _bare(told["printed"])
    if value is None:
        return cell.value is None
    if isinstance(value, str):
        return isinstance(cell.value, str) and _bare(cell.value) == _bare(value)
    if not isinstance(cell.value, Decimal) or cell.value != Decimal(str(value)):
        return False
    return "of" not in told or cell.of == told["of"]


def _bare(text: str) -> str:
    return " ".join(text.replace("<p>", " ").replace("</p>", " ").split())
