"""What a table's cells measure and in what unit: counts, money, scores, percentages, ranks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from corpus.period_text import without_periods
from corpus.table_units import MONEY_UNIT, column_unit, row_units, stated_unit
from corpus.text import fold
from corpus.values import Cell, Kind, Row, Table

_RANK_LABEL = re.compile(r"\b(xep hang|thu hang|vi thu|hang)\b")
_PERCENT_LABEL = re.compile(r"ty le|ti le|ty trong|%|phan tram")
# "Số điểm tiêm" counts places, "Số điểm đạt được" is a score
_SCORE_LABEL = re.compile(
    r"(?<!so )\bdiem\b|\bso diem(?! (?!dat|duoc|tru|cong|chuan|toi|tham|tu|danh|bi|mat|trung|thuong|xep|ky|chua|con"
    r"|nam|quy|thang|so|chi|phan|tong|tang|giam)\w)"
)
_ONE_WORD_UNITS = frozenset({"ca", "cuộc", "vụ", "lượt", "đơn", "chiếc", "lớp", "trường", "hộ", "trẻ", "xã"})
_MONEY_LABEL = re.compile(r"\b(kinh phi|so tien|doanh thu|hoc phi|(?:thu|chi|tong thu|tong chi) ngan sach)\b")
_NO_THINGS = frozenset(
    {"thuế", "tiền", "vốn", "kinh", "thu", "chi", "dư", "nợ", "nộp", "phải", "đã", "còn", "chưa", "được", "bị", "liệu"}
)
# in a table of money "Số dự án" still counts projects
_COUNTED = re.compile(
    r"so (?:luong\b|cuoc|du an|cong trinh|doanh nghiep|ho so|goi thau|nhiem vu|don vi|nguoi|lao dong|co so|ho\b|truong"
    r"|lop|luot|vu\b|vu viec|don\b|hop tac xa|hoc sinh|xa\b)"
)


def measure_rows(table: Table) -> list[list[tuple[Kind, str | None]]]:
    """The kind and unit of each cell, row by row."""
    beside = row_units(table)
    measured = [_measure_row(table, row, unit) for row, unit in zip(table.rows, beside, strict=True)]
    return measured if any(beside) else _of_one_kind(table, measured)


def _of_one_kind(table: Table, measured: list[list[tuple[Kind, str | None]]]) -> list[list[tuple[Kind, str | None]]]:
    """A column of lengths has whole ones, too: beside "10,3" km, "21" km is no count of things."""
    for c in range(len(table.columns)):
        numbers = Counter(row[c] for row in measured if row[c][0] is Kind.NUMBER)
        if len(numbers) != 1:
            continue
        [number] = numbers
        for row, line in zip(table.rows, measured, strict=True):
            if line[c][0] is Kind.COUNT and isinstance(row.cells[c].value, Decimal) and row.cells[c].unit is None:
                line[c] = number
    return measured


def _measure_row(table: Table, row: Row, beside: str | None) -> list[tuple[Kind, str | None]]:
    """Each cell's kind and unit; a bare decimal ("Kết quả chung") is of the kind of the row's other cells,
    as their own prints tell it: what a column's label says is of that column alone."""
    kinds = [
        _measure(cell, column.path, table, row, beside) for cell, column in zip(row.cells, table.columns, strict=True)
    ]
    told = Counter(
        kind
        for kind, cell, column in zip(kinds, row.cells, table.columns, strict=True)
        if isinstance(cell.value, Decimal) and kind[0] is not Kind.NUMBER and not _says_kind(column.path, kind[0])
    )
    if len(told) != 1:
        return kinds
    [common] = told
    return [common if kind[0] is Kind.NUMBER and kind[1] is None else kind for kind in kinds]


def _says_kind(indicator: Sequence[str], kind: Kind) -> bool:
    """Whether a column's labels alone make its figures of a kind."""
    labels = {Kind.PERCENT: _PERCENT_LABEL, Kind.RANK: _RANK_LABEL}
    return kind in labels and labels[kind].search(fold(" ".join(indicator))) is not None


@dataclass(frozen=True, slots=True)
class _Labels:
    """What a column's labels say of its figures: `kind` by the innermost alone."""

    kind: Kind | None
    under_percent: bool
    unit: str | None
    counts: bool
    money: bool
    score: bool


@lru_cache(maxsize=4096)
def _read_labels(indicator: tuple[str, ...]) -> _Labels:
    label = fold(" ".join(indicator))
    last = fold(indicator[-1]) if indicator else ""
    percent, rank = _PERCENT_LABEL.search(last), _RANK_LABEL.search(last)
    return _Labels(
        Kind.PERCENT if percent else Kind.RANK if rank else None,
        _PERCENT_LABEL.search(label) is not None and not _SCORE_LABEL.search(last),
        column_unit(indicator),
        _COUNTED.match(last) is not None,
        bool(indicator) and bool(MONEY_UNIT.search(indicator[-1]) or _MONEY_LABEL.search(label)),
        _SCORE_LABEL.search(label) is not None,
    )


def _measure(
    cell: Cell, indicator: Sequence[str], table: Table, row: Row, beside: str | None
) -> tuple[Kind, str | None]:
    """What a cell measures and in what unit, from its print, its labels, the unit beside its row and the table's."""
    own, labels = cell.unit, _read_labels(tuple(indicator))
    if own == "%" or labels.kind is Kind.PERCENT:
        return Kind.PERCENT, "%"
    if labels.kind is Kind.RANK or (cell.of is not None and _other_kinds_percent(row)):
        return Kind.RANK, "hạng"
    if labels.under_percent:
        return Kind.PERCENT, "%"
    told = own or labels.unit or beside
    said = told or ("" if labels.counts else stated_unit(table, indicator)) or ""
    if said == "%":
        return Kind.PERCENT, "%"
    if MONEY_UNIT.search(said) or (labels.money and not told):
        return Kind.MONEY, told or _money_unit(indicator) or stated_unit(table, indicator)
    if labels.score or _SCORE_LABEL.search(fold(said)):
        return Kind.SCORE, "điểm"
    whole = isinstance(cell.value, Decimal) and cell.value == cell.value.to_integral_value()
    if (whole or cell.value is None) and "/" not in said:
        return Kind.COUNT, _counted(said, tuple(indicator))
    return Kind.NUMBER, said or None


def _other_kinds_percent(row: Row) -> bool:
    """A row of "n/63" figures alone is one of ranks."""
    return all(cell.of is not None for cell in row.cells if isinstance(cell.value, Decimal))


@lru_cache(maxsize=4096)
def _counted(said: str, indicator: tuple[str, ...]) -> str | None:
    """What is counted: the table's unit without "Số", else what a column's label says it counts."""
    words = said or next((label for label in reversed(indicator) if fold(label).startswith("so ")), "")
    match = re.match(r"(?:Số|số)\s+(?:lượng\s+)?(.+)", words)
    counted = without_periods(match[1] if match else words)
    if said:
        return counted or None
    unit = counted.lower().split()[:2]
    if unit and unit[0] in _NO_THINGS:
        return None
    if unit and unit[0] in _ONE_WORD_UNITS and "lượt" not in unit:
        unit = unit[:1]
    return " ".join(unit).strip(" ,.;") or None


def _money_unit(indicator: Sequence[str]) -> str | None:
    """The unit that a column's label names: "Kế hoạch vốn (triệu đồng)" → "triệu đồng"."""
    for label in reversed(indicator):
        if match := re.search(r"(?:nghìn |triệu |tỷ |tỉ )?đồng", label, re.IGNORECASE):
            return match.group().lower()
    return None
