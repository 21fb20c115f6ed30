"""Equations between the cells of one table, indexed by cell, with what is left over kept up to date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from corpus.audit.findings import nearly
from corpus.audit.sheet import Ref, Sheet
from corpus.rounding import rate_fits

_FEWEST_EXACT = 8  # sums: fewer hold to the last digit by chance though their terms were rounded


class Origin(Enum):
    """Where an equation comes from: printed, told by labels, or held by the other rows."""

    FORMULA = "công thức in trong bảng"
    GROUP = "tổng của nhóm cột"
    IMPLIED = "quan hệ đúng ở các dòng khác"
    CHANGE = "chênh lệch"
    CHILDREN = "tổng các dòng con"
    MEAN = "trung bình các dòng con"
    TOTAL = "dòng tổng"
    PERIODS = "tổng các kỳ"
    SHARE = "các tỷ lệ cộng bằng 100%"
    RATE = "tỷ lệ"


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ coefficient·cell = constant; the first term is the total, its coefficient negative.

    `exact` where the figures printed with fewer decimals are whole ("1,0 - 0,8981") and not rounded.
    """

    terms: tuple[tuple[Ref, int], ...]
    origin: Origin
    constant: Decimal = Decimal(0)
    exact: bool = False

    @property
    def refs(self) -> tuple[Ref, ...]:
        return tuple(ref for ref, _ in self.terms)


@dataclass(frozen=True, slots=True)
class Rate:
    """rate = factor · Σ numerator / Σ denominator, as printed with rounding."""

    rate: Ref
    numerator: tuple[tuple[Ref, int], ...]
    denominator: tuple[tuple[Ref, int], ...]
    factor: int
    origin: Origin = Origin.RATE

    @property
    def refs(self) -> tuple[Ref, ...]:
        seen = {self.rate: None, **{ref: None for ref, _ in (*self.numerator, *self.denominator)}}
        return tuple(seen)


Equation = Sum | Rate


class System:
    """The equations of a sheet over its current values; setting a cell costs its equations only."""

    def __init__(self, sheet: Sheet, equations: Iterable[Equation]) -> None:
        self.sheet = sheet
        self.values = dict(sheet.values)
        self.equations: list[Equation] = []
        self.by_cell: dict[Ref, list[int]] = defaultdict(list)
        self._left: list[Decimal] = []
        self._slack: list[Decimal] = []
        self._missing: list[int] = []
        seen: set[tuple[tuple[Ref, int], ...]] = set()
        for equation in equations:
            if isinstance(equation, Sum):
                if equation.terms in seen:
                    continue
                seen.add(equation.terms)
            self._add(equation)

    def _add(self, equation: Equation) -> None:
        number = len(self.equations)
        self.equations.append(equation)
        for ref in equation.refs:
            self.by_cell[ref].append(number)
        self._missing.append(sum(ref not in self.values for ref in equation.refs))
        if isinstance(equation, Sum):
            left = -equation.constant
            slack = Decimal(0)
            finest = max(self.sheet.decimals[ref[1]] for ref, _ in equation.terms) if equation.exact else 0
            for ref, coefficient in equation.terms:
                left += coefficient * self.values.get(ref, Decimal(0))
                if self.sheet.decimals[ref[1]] >= finest:
                    slack += abs(coefficient) * self.sheet.slack(ref)
            self._left.append(left)
            self._slack.append(slack)
        else:
            self._left.append(Decimal(0))
            self._slack.append(Decimal(0))

    def complete(self, number: int) -> bool:
        """Whether every cell of an equation has a value."""
        return not self._missing[number]

    def missing(self, number: int) -> int:
        """How many cells of an equation have none."""
        return self._missing[number]

    def holds(self, number: int) -> bool:
        """Whether a complete equation holds within rounding."""
        equation = self.equations[number]
        if isinstance(equation, Sum):
            return abs(self._left[number]) <= self._slack[number]
        return self._rate_holds(equation, self.values)

    def holds_with(self, number: int, ref: Ref, value: Decimal) -> bool:
        """Whether an equation whose other cells are known holds once a cell has another value."""
        equation = self.equations[number]
        if isinstance(equation, Sum):
            change = sum(k for other, k in equation.terms if other == ref) if len(equation.terms) < 8 else None
            if change is None:
                change = self._coefficient(equation, ref)
            left = self._left[number] + change * (value - self.values.get(ref, Decimal(0)))
            return abs(left) <= self._slack[number]
        return self._rate_holds(equation, {**{r: self.values[r] for r in equation.refs if r != ref}, ref: value})

    def solve(self, number: int, ref: Ref) -> Decimal | None:
        """The value that makes an equation hold if all else stands, None where rounding leaves many."""
        equation = self.equations[number]
        if isinstance(equation, Sum):
            coefficient = self._coefficient(equation, ref)
            if not coefficient:
                return None
            rest = self._left[number] - coefficient * self.values.get(ref, Decimal(0))
            return nearly(-rest / coefficient, self.sheet.decimals[ref[1]])
        if ref != equation.rate:
            return None
        parts = self._rate_parts(equation, self.values)
        if parts is None or not parts[1]:
            return None
        return nearly(equation.factor * parts[0] / parts[1], self.sheet.decimals[ref[1]])

    def put(self, ref: Ref, value: Decimal) -> None:
        """Gives a cell a value and brings its equations up to date."""
        new = ref not in self.values
        change = value - self.values.get(ref, Decimal(0))
        self.values[ref] = value
        for number in self.by_cell[ref]:
            equation = self.equations[number]
            self._missing[number] -= new
            if isinstance(equation, Sum):
                self._left[number] += self._coefficient(equation, ref) * change

    def proved(self) -> set[Ref]:
        """The cells of equations that hold, those of nothing but noughts and shares of nothing aside."""
        held = (e for n, e in enumerate(self.equations) if self.complete(n) and self.holds(n))
        return {ref for e in held if self._tells(e) for ref in e.refs}

    def _tells(self, equation: Equation) -> bool:
        if isinstance(equation, Rate):
            parts = self._rate_parts(equation, self.values)
            return parts is not None and bool(parts[1])
        return any(self.values[ref] for ref in equation.refs)

    def adds_up_exactly(self) -> bool:
        """Whether the sums that hold do so to the last digit, all of them: nothing in the table was rounded."""
        held = [
            self._left[n]
            for n, equation in enumerate(self.equations)
            if isinstance(equation, Sum) and self._slack[n] and not self._missing[n] and self._tells(equation)
            if abs(self._left[n]) <= self._slack[n]
        ]
        return len(held) >= _FEWEST_EXACT and not any(held)

    def violated(self) -> list[int]:
        """The complete equations that do not hold, small ones first."""
        found = [n for n in range(len(self.equations)) if self.complete(n) and not self.holds(n)]
        return sorted(found, key=lambda n: len(self.equations[n].refs))

    def _coefficient(self, equation: Sum, ref: Ref) -> int:
        if equation.terms[0][0] == ref:
            return equation.terms[0][1]
        # the parts of a long sum all carry the same coefficient
        if len(equation.terms) > 8 and equation.origin in (Origin.CHILDREN, Origin.TOTAL, Origin.MEAN, Origin.PERIODS):
            return equation.terms[1][1]
        return sum(coefficient for other, coefficient in equation.terms if other == ref)

    def _rate_parts(self, equation: Rate, values: dict[Ref, Decimal]) -> tuple[Decimal, Decimal] | None:
        try:
            numerator = sum((k * values[ref] for ref, k in equation.numerator), Decimal(0))
            denominator = sum((k * values[ref] for ref, k in equation.denominator), Decimal(0))
        except KeyError:
            return None
        return numerator, denominator

    def _rate_holds(self, equation: Rate, values: dict[Ref, Decimal]) -> bool:
        parts = self._rate_parts(equation, values)
        if parts is None or not parts[1]:
            return True  # nothing can be said of a share of nothing
        rate = values[equation.rate]
        return rate_fits(
            rate,
            parts[0],
            parts[1],
            equation.factor,
            self.sheet.unit_in_last_place(equation.rate),
            self._sum_slack(equation.numerator),
            self._sum_slack(equation.denominator),
        )

    def _sum_slack(self, terms: Sequence[tuple[Ref, int]]) -> Decimal:
        return sum((abs(k) * self.sheet.slack(ref) for ref, k in terms), Decimal(0))
