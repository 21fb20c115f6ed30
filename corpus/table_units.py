"""In what unit a table's figures are: told in a column's label, beside the row, in the caption or above the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.text import fold
from corpus.values import Column, Table

MONEY_UNIT = re.compile(r"\b(đồng|triệu(?! (?!đồng)\w)|tỷ(?! (?!đồng)\w)|tỉ(?! (?!đồng)\w)|usd)\b", re.IGNORECASE)

# what is measured or counted in a table's brackets; "(nếu có)", "(đến 30/6)" are no units
_WORD = (
    r"%|‰|đồng|usd|ha|hecta|km|m|km²|km2|m²|m2|m³|m3|km3|kg|tấn|tạ|yến|lít|mét|khối|kwh|mwh?|giờ|ngày|tháng|năm|lần|điểm"
    r"|bậc|người|hộ|nhân khẩu|lao động|học sinh|sinh viên|giáo viên|trẻ|bé|ca|vụ|việc|lượt|lượt người|đơn|con|cái|chiếc"
    r"|cây|quả|bộ|cuộc|hồ sơ|văn bản|dự án|công trình|doanh nghiệp|hợp tác xã|trường|lớp|giường|bác sĩ|xã|thôn|đơn vị"
    r"|cơ sở|trường hợp|hộ gia đình|suất|phòng|ngày làm việc|tiết|máy|thuê bao|phương tiện|tàu"
)
_UNIT = re.compile(
    rf"(?:(?:nghìn|ngàn|triệu|tỷ|tỉ|trăm|vạn)\s)?(?:{_WORD})(?:\s?/\s?(?:\d[\d.]*\s)?(?:{_WORD})){{0,2}}"
)
_SCALE = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ)")
_POWERS = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_BRACKETS = re.compile(r"\(([^()]+)\)")
_STATED = re.compile(r"(?:đơn vị(?: tính)?|đvt|đv tính)\s*:\s*([^()]+?)\s*(?:[).]|$)", re.IGNORECASE)
_MEASURE_TITLES = frozenset({"don vi tinh", "dvt", "dv tinh", "don vi do", "don vi"})


def is_unit_of_measure(text: str) -> bool:
    """Whether words are a unit and nothing else ("triệu đồng", "người/km²", "nghìn con")."""
    return _is_unit(" ".join(text.lower().split()))


@lru_cache(maxsize=4096)
def _is_unit(text: str) -> bool:
    return bool(_UNIT.fullmatch(text) or _SCALE.fullmatch(text))


def table_unit(table: Table) -> str | None:
    """The one unit stated above a table or in its title; of several ("km²; người") none is that of a column."""
    told = table.unit or stated_in(table.title)
    return None if told is None or re.search(r"[;,]|\svà\s", told) else told


def stated_unit(table: Table, path: Sequence[str]) -> str | None:
    """The unit stated above a table for the column of some labels.

    Of several stated ("triệu đồng; dự án") it is the one that the labels name ("Số dự án"); for labels that name
    none of them it is money, where the columns name all the others.
    """
    told = table.unit or stated_in(table.title)
    if told is None or table_unit(table) is not None:
        return told
    return _of_several(told, tuple(path), tuple(tuple(column.path) for column in table.columns))


@lru_cache(maxsize=4096)
def _of_several(told: str, path: tuple[str, ...], paths: tuple[tuple[str, ...], ...]) -> str | None:
    units = [unit.strip() for unit in re.split(r"[;,]|\svà\s", told) if unit.strip()]
    named = [unit for unit in units if _names(path, unit)]
    if named:
        return named[0] if len(named) == 1 else None
    left = [unit for unit in units if not any(_names(other, unit) for other in paths)]
    return left[0] if len(left) == 1 and len(units) > 1 and MONEY_UNIT.search(left[0]) else None


def _names(path: Sequence[str], unit: str) -> bool:
    """Whether a label counts what a unit says ("Số dự án", "Tổng số dự án"); "Vốn dự án" is money."""
    counts = re.compile(rf"(?:(?:tong )?so (?:luong )?)?{re.escape(fold(unit))}(?!\w)")
    return any(counts.match(fold(label)) for label in path)


def stated_in(title: str) -> str | None:
    """The unit that a title states: "… (đơn vị: %)", "… – ĐVT: triệu đồng", "… (tấn)"."""
    if match := _STATED.search(title):
        return match[1].strip()
    brackets = _BRACKETS.findall(title)
    return brackets[-1].strip() if brackets and is_unit_of_measure(brackets[-1]) else None


def column_unit(path: Sequence[str]) -> str | None:
    """The unit in brackets in a column's labels, the innermost first: "Dân số (người)" → "người"."""
    for label in reversed(path):
        for told in reversed(_BRACKETS.findall(label)):
            if is_unit_of_measure(told):
                return " ".join(told.split())
    own = path[-1] if path else ""
    return own.lower() if "/" in own and is_unit_of_measure(own) else None  # "Học sinh/lớp"


def scale_of(unit: str) -> tuple[int, str]:
    """By which power of ten a unit multiplies what it counts: "tỷ đồng" → (9, "đồng"), "con" → (0, "con")."""
    words = unit.lower().split()
    power = _POWERS.get(words[0], 0) if words else 0
    return power, " ".join(words[1:] if power else words)


def row_units(table: Table) -> list[str | None]:
    """What the column of units beside the rows says of each row ("Đàn trâu | con"), None where none does."""
    c = next((c for c, column in enumerate(table.columns) if _tells_units(table, c, column)), None)
    if c is None:
        return [None] * len(table.rows)
    return [" ".join(row.cells[c].printed.split()) or None for row in table.rows]


def _tells_units(table: Table, c: int, column: Column) -> bool:
    if not column.path or fold(column.path[-1]).strip(" .:") not in _MEASURE_TITLES:
        return False
    told = [row.cells[c].printed for row in table.rows if row.cells[c].printed]
    return bool(told) and 2 * sum(map(is_unit_of_measure, told)) >= len(told)
