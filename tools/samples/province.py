"""Bình Giang: what the yearly report of 2025 says of each unit, read from the report itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from corpus.numbers import write_number
from corpus.readers import read_report
from corpus.values import Row, Table

# the tables of dossiers by sở and huyện, of satisfaction by criterion, and of dossiers by xã
_DOSSIERS, _CRITERIA, _COMMUNES = 1, 3, 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's dossiers of 2025: received online and otherwise, resolved, overdue, going on at the end."""

    name: str
    received: int
    online: int
    resolved: int
    overdue: int
    open: int


@dataclass(frozen=True, slots=True)
class Province:
    """The units of the three levels; the communes by their district."""

    departments: tuple[Unit, ...]
    districts: tuple[Unit, ...]
    communes: dict[str, tuple[Unit, ...]]
    commune_online: tuple[int, int]  # of all communes: online, and not
    criteria: tuple[tuple[str, ...], ...]  # of satisfaction: ordinal, name, 2024, 2025, change, as printed


def read_province(report: Path) -> Province:
    """The units as the yearly report of 2025 has them."""
    tables = read_report(report).tables
    dossiers = tables[_DOSSIERS]
    departments = tuple(_unit(row) for row in _under(dossiers, "A "))
    districts = tuple(_unit(row) for row in _under(dossiers, "B "))
    communes: dict[str, list[Unit]] = {}
    for row in tables[_COMMUNES].rows:
        if len(row.path) == 2:
            received, resolved, _, overdue, still, *_ = map(_count, row.cells)
            unit = Unit(_name(row.path[1]), received, 0, resolved, overdue, still)
            communes.setdefault(_name(row.path[0]), []).append(unit)
    whole = next(row for row in dossiers.rows if row.path[0].startswith("C "))
    online = (_count(whole.cells[1]), _count(whole.cells[2]))
    criteria = tuple(_as_printed(row) for row in tables[_CRITERIA].rows)
    return Province(departments, districts, {name: tuple(units) for name, units in communes.items()}, online, criteria)


def _under(table: Table, group: str) -> list[Row]:
    return [row for row in table.rows if len(row.path) == 2 and row.path[0].startswith(group)]


def _as_printed(row: Row) -> tuple[str, ...]:
    ordinal, label = ("", row.path[-1]) if row.is_total else row.path[-1].split(" ", 1)
    return (ordinal, label, *(cell.printed for cell in row.cells))


def _unit(row: Row) -> Unit:
    figures = [_count(cell) for cell in row.cells[:11]]
    return Unit(_name(row.path[-1]), figures[0], figures[1], figures[4], figures[7], figures[8])


def _count(cell: object) -> int:
    value = getattr(cell, "value", None)
    return int(value) if isinstance(value, Decimal) else 0


def _name(label: str) -> str:
    return label.split(" ", 1)[1]


def shown(value: int) -> str:
    """A count in Vietnamese form."""
    return write_number(value)


def share(part: int, whole: int, decimals: int = 2) -> str:
    """A percentage without its sign, all decimals shown."""
    exact = (Decimal(100) * part / whole).quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    return f"{exact:f}".replace(".", ",")


def split(total: int, weights: Sequence[float]) -> list[int]:
    """A count parted by weights into whole numbers that add up to it (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
