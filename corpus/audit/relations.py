"""What relations between columns are, and how strongly the rows of a table show one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from corpus.audit.equations import Origin
from corpus.audit.sheet import Sheet

SAMPLE = 40  # rows on which an unprinted relation is looked for
WINDOW = 12  # how many columns apart its terms may stand in a wide table

Term = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Relation:
    """Σ sign·column = constant in every row, the first term the total (sign -1).

    `exact`: the columns with fewer decimals than the finest are taken as exact.
    """

    terms: tuple[Term, ...]
    origin: Origin
    constant: Decimal = Decimal(0)
    exact: bool = False

    @property
    def columns(self) -> frozenset[int]:
        return frozenset(c for c, _ in self.terms)


@dataclass(frozen=True, slots=True)
class RateRelation:
    """rate column = factor · Σ numerator / Σ denominator in every row."""

    rate: int
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    factor: int
    origin: Origin = Origin.RATE


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many of the rows that tell held, and how many bits of figures agreed in them."""

    hits: int
    tested: int
    bits: float
    misses: tuple[int, ...]

    @property
    def rate(self) -> float:
        return self.hits / self.tested if self.tested else 0.0


def sample_rows(sheet: Sheet) -> list[int]:
    """Rows spread over the table that hold the most figures other than nought."""
    filled: dict[int, int] = {}
    for (r, _), value in sheet.values.items():
        if value:
            filled[r] = filled.get(r, 0) + 1
    rows = sorted(filled, key=lambda r: (-filled[r], r))[: 4 * SAMPLE]
    rows.sort()
    return rows[:: max(1, len(rows) // SAMPLE)]
