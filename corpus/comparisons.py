"""How figures of a change measure one period against another: told by the cells, never by the label alone.

A column "So với cùng kỳ (%)" that prints 106,7 beside 320 and 300 is a ratio, one that prints 6,7 a growth.
Each way of reckoning is tried on the columns (or, for a row of changes, the rows) that may be compared, over
all rows; what most of them hold is what the figures are. What nothing shows is told as it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.change_labels import (
    compares_with_year_before,
    period_before_said,
    says_signs,
    says_times,
)
from corpus.periods import UNNAMED_EARLIER, order_key, same_length, year_before
from corpus.rounding import rate_fits
from corpus.table_periods import TablePeriods
from corpus.values import Cell, Comparison, Kind, Table

Measure = tuple[Kind, str | None]
Ref = tuple[int, int]

_WINDOW = 12  # how many columns before a change may be those that it compares
_SAMPLE = 200  # rows
_MOST = 0.6  # of the rows that tell
_FEWEST_UNNAMED = 2  # rows that must hold where no label says which columns are compared
_SHARES = (Comparison.RATIO, Comparison.GROWTH, Comparison.DECLINE)
_AMOUNTS = (Comparison.DIFFERENCE, Comparison.FALL)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a cell is of: its period and, for a change, the earlier one, how it is measured, in what unit."""

    period: str | None
    earlier: str | None
    how: Comparison | None
    measure: Measure


@dataclass(frozen=True, slots=True)
class _Proof:
    """How a line of changes is reckoned from the later and the earlier of two lines; None where nothing shows
    it, `tested` where cells could have."""

    how: Comparison | None
    later: int = -1
    earlier: int = -1
    tested: bool = False


class TableComparisons:
    """The period of each cell of a table and, for a change, what it is measured from and how."""

    def __init__(self, table: Table, periods: TablePeriods, measures: Sequence[Sequence[Measure]]) -> None:
        self._table = table
        self._periods = periods
        self._measures = measures
        self._lasts = [_last_place(row.cells[c] for row in table.rows) for c in range(len(table.columns))]
        self._proofs: dict[object, _Proof] = {}

    def of(self, r: int, c: int) -> Compared:
        """What the cell of a row and a column is."""
        period, earlier = self._periods.of(r, c)
        own = self._measures[r][c]
        if earlier is None:
            return Compared(period, None, None, own)
        across = self._periods.changes[c]
        proof = self._prove_column(c, r) if across else self._prove_row(r, c)
        if proof.how is None:
            signed = not proof.tested and self._says_signs(r, c)
            how = Comparison.SIGNED if signed else Comparison.UNPROVEN
            return Compared(period, earlier, how, self._printed_measure(r, c))
        later_ref = (r, proof.later) if across else (proof.later, c)
        earlier_ref = (r, proof.earlier) if across else (proof.earlier, c)
        if across and self._periods.planned[proof.earlier]:
            return Compared(self._periods.of(*later_ref)[0], None, None, own)  # measured from a plan
        told = self._periods.of(*later_ref)[0], self._periods.of(*earlier_ref)[0]
        if self._fits((r, c), later_ref, earlier_ref, proof.how) is False:
            return Compared(*told, Comparison.UNPROVEN, self._printed_measure(r, c))
        return Compared(*told, proof.how, self._proven_measure(proof.how, later_ref))

    # a column of changes

    def _prove_column(self, c: int, r: int) -> _Proof:
        key = (c, self._periods.of(r, c))
        if key not in self._proofs:
            self._proofs[key] = self._weigh_columns(c, r)
        return self._proofs[key]

    def _weigh_columns(self, c: int, r: int) -> _Proof:
        rows = [k for k in range(len(self._table.rows)) if self._periods.of(k, c) == self._periods.of(r, c)]
        rows = rows[:: max(1, len(rows) // _SAMPLE)]
        period, earlier = self._periods.of(r, c)
        operands = [k for k in range(max(0, c - _WINDOW), c) if not self._periods.changes[k]]
        operands += [k for k in range(c + 1, min(len(self._lasts), c + 4)) if not self._periods.changes[k]]
        own = {k: self._periods.of(r, k)[0] for k in operands}
        said = [(b, a) for b in operands for a in operands if b != a and own[b] == period and own[a] == earlier]
        said = [(b, a) for b, a in said if not (self._periods.planned[a] or self._periods.planned[b])]
        proof = self._best(said, rows, c, 1)
        if proof.how is not None or (said and self._periods.names_earlier(r, c)):
            return proof
        free = [(b, a) for b in operands for a in operands if self._may_compare(c, r, b, a, own)]
        found = self._best(free, rows, c, _FEWEST_UNNAMED)
        return found if found.how is not None else _Proof(None, tested=proof.tested or found.tested)

    def _may_compare(self, c: int, r: int, later: int, earlier: int, own: dict[int, str | None]) -> bool:
        """Whether a change may be between two columns of which its labels do not speak outright."""
        planned = self._periods.planned
        named = self._periods.names_earlier(r, c)
        if later == earlier or planned[later]:
            return False
        if planned[earlier]:
            return not named
        after, before = own[later], own[earlier]
        if after is None or before is None or not same_length(after, before) or order_key(after) <= order_key(before):
            return False
        labels = self._table.columns[c].path
        if compares_with_year_before(labels):
            return year_before(after) == before
        unresolved = self._periods.of(r, c)[1] == UNNAMED_EARLIER
        return not named or (unresolved and period_before_said(labels) is None)

    def _best(self, pairs: Iterable[tuple[int, int]], rows: Sequence[int], c: int, fewest: int) -> _Proof:
        """The pair of columns and the way that most rows hold."""
        tested = False
        best: tuple[int, _Proof] = (0, _Proof(None))
        for later, earlier in pairs:
            refs = [((r, c), (r, later), (r, earlier)) for r in rows]
            how, hits, told = self._vote(refs)
            tested = tested or told > 0
            if how is not None and hits >= fewest and hits > best[0]:
                best = (hits, _Proof(how, later, earlier, tested=True))
        return best[1] if best[0] else _Proof(None, tested=tested)

    # a row of changes

    def _prove_row(self, r: int, c: int) -> _Proof:
        """A row of changes is proved by all rows of its label, in the columns of one kind."""
        pair = self._compared_rows(r, c)
        if pair is None:
            return _Proof(None)
        label, kind = self._table.rows[r].path[-1], self._measures[pair[0]][c][0]
        key = (label, kind)
        if key not in self._proofs:
            self._proofs[key] = self._weigh_rows(label, kind)
        found = self._proofs[key]
        return _Proof(found.how, *pair, tested=found.tested)

    def _weigh_rows(self, label: str, kind: Kind) -> _Proof:
        refs = []
        for r in [k for k, row in enumerate(self._table.rows) if row.path and row.path[-1] == label][:_SAMPLE]:
            for c in range(len(self._table.columns)):
                pair = None if self._periods.changes[c] else self._compared_rows(r, c)
                if pair is not None and self._measures[pair[0]][c][0] is kind:
                    refs.append(((r, c), (pair[0], c), (pair[1], c)))
        how, _, told = self._vote(refs)
        return _Proof(how, tested=told > 0)

    def _compared_rows(self, r: int, c: int) -> tuple[int, int] | None:
        """The two rows beside a row of changes that are of the periods it compares."""
        rows, (later, earlier) = self._table.rows, self._periods.of(r, c)
        near = range(max(0, r - _WINDOW), min(len(rows), r + _WINDOW))
        beside = {self._periods.of(k, c): k for k in near if k != r and rows[k].path[:-1] == rows[r].path[:-1]}
        after, before = beside.get((later, None)), beside.get((earlier, None))
        return (after, before) if after is not None and before is not None else None

    # what cells show

    def _vote(self, refs: Sequence[tuple[Ref, Ref, Ref]]) -> tuple[Comparison | None, int, int]:
        """The one way that most of the rows hold, how many do, and how many could tell."""
        hits: dict[Comparison, int] = {}
        told = 0
        for target, later, earlier in refs:
            if not self._tells(target, later, earlier):
                continue
            verdicts = {how: self._fits(target, later, earlier, how) for how in self._ways(target, later)}
            told += 1
            for how, verdict in verdicts.items():
                hits[how] = hits.get(how, 0) + (verdict is True)
        most = max(hits.values(), default=0)
        best = [how for how, count in hits.items() if count == most]
        if not most or len(best) > 1 or most < _MOST * told:
            return None, 0, told
        return best[0], most, told

    def _ways(self, target: Ref, later: Ref) -> tuple[Comparison, ...]:
        """The ways in which a figure may be reckoned, by its unit and that of the figures it compares."""
        path = (*self._table.columns[target[1]].path, *self._table.rows[target[0]].path[-1:])
        if says_times(path):
            return (Comparison.TIMES,)
        shown_percent = self._printed_measure(*target)[0] is Kind.PERCENT
        of_percent = self._measures[later[0]][later[1]][0] is Kind.PERCENT
        if shown_percent and not of_percent:
            return _SHARES
        if shown_percent:
            return (*_AMOUNTS, *_SHARES)
        return (*_AMOUNTS, *_SHARES, Comparison.TIMES)

    def _tells(self, target: Ref, later: Ref, earlier: Ref) -> bool:
        """Whether cells tell one way of reckoning from another: nought, or no change, is much the same in all."""
        told, after, before = (self._value(ref) for ref in (target, later, earlier))
        return bool(told) and bool(before) and after is not None and after != before

    def _fits(self, target: Ref, later: Ref, earlier: Ref, how: Comparison) -> bool | None:
        """Whether a figure is reckoned from two others in a way, within rounding; None where one is missing."""
        told, after, before = (self._value(ref) for ref in (target, later, earlier))
        if told is None or after is None or before is None:
            return None
        if how in _AMOUNTS:
            rises = (how is Comparison.DIFFERENCE) != (self._measures[later[0]][later[1]][0] is Kind.RANK)
            slack = sum((self._slack(ref) for ref in (target, later, earlier)), Decimal(0))
            return abs(told - (after - before if rises else before - after)) <= slack
        if not before:
            return None
        parts = {Comparison.GROWTH: after - before, Comparison.DECLINE: before - after}
        factor = 1 if how is Comparison.TIMES else 100
        last, slack = self._lasts[target[1]], self._slack(earlier)
        return rate_fits(told, parts.get(how, after), before, factor, last, self._slack(later) + slack, slack)

    def _value(self, ref: Ref) -> Decimal | None:
        value = self._table.rows[ref[0]].cells[ref[1]].value
        return value if isinstance(value, Decimal) and value.is_finite() else None

    def _slack(self, ref: Ref) -> Decimal:
        """Half the last place of a column that prints decimals; whole figures are exact."""
        last = self._lasts[ref[1]]
        return last / 2 if last < 1 else Decimal(0)

    # what a figure is told in

    def _proven_measure(self, how: Comparison, later: Ref) -> Measure:
        if how in _SHARES:
            return Kind.PERCENT, "%"
        return (Kind.NUMBER, "lần") if how is Comparison.TIMES else self._measures[later[0]][later[1]]

    def _printed_measure(self, r: int, c: int) -> Measure:
        """The unit that the cell or its own labels print; the table's is that of the figures compared."""
        cell, path = self._table.rows[r].cells[c], (*self._table.columns[c].path, *self._table.rows[r].path[-1:])
        if cell.unit == "%" or any("%" in label or "phần trăm" in label.lower() for label in path):
            return Kind.PERCENT, "%"
        if says_times(path):
            return Kind.NUMBER, "lần"
        return Kind.NUMBER, cell.unit

    def _says_signs(self, r: int, c: int) -> bool:
        """Whether labels say what signs mean, and the figures of the column or row have them."""
        across = self._periods.changes[c]
        labels = self._table.columns[c].path if across else self._table.rows[r].path
        cells = [row.cells[c] for row in self._table.rows] if across else self._table.rows[r].cells
        return says_signs(labels) and any(_has_sign(cell) for cell in cells)


def _has_sign(cell: Cell) -> bool:
    negative = isinstance(cell.value, Decimal) and cell.value < 0
    return negative or cell.printed.lstrip(" (").startswith("+")


def _last_place(cells: Iterable[Cell]) -> Decimal:
    """The step of the last digit that some cells print: 0.1 where one prints 106,7."""
    told = [cell.value for cell in cells if isinstance(cell.value, Decimal) and cell.value.is_finite()]
    return Decimal(1).scaleb(min((min(0, int(value.as_tuple().exponent)) for value in told), default=0))
