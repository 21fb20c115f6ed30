"""Shares of a total row: each row's part of the total in per cent, and the parts that make up the hundred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log2

from corpus.audit.equations import Equation, Origin, Rate, Sum
from corpus.audit.relations import SAMPLE, WINDOW
from corpus.audit.rows import children_of, top_rows
from corpus.audit.sheet import Sheet, Sort
from corpus.rounding import rate_fits

_WHOLE = Decimal(100)
_NEAR = Decimal(6)  # percentage points: further off, the rows are no parts of one whole
_FEWEST = 3
_HOLDS = 0.6
_BITS = 10.0  # agreement asked beside what a printed hundred shows


def relate_wholes(sheet: Sheet) -> Iterator[Equation]:
    """The shares that a total row's percentages of 100 and its amounts give the rows that it totals."""
    totals = [r for r, row in enumerate(sheet.table.rows) if row.is_total]
    parts = top_rows(sheet, children_of(sheet.table.rows)) if totals else []
    if len(parts) < _FEWEST:
        return
    for t in totals:
        for c in range(sheet.width):
            if sheet.sort((t, c)) is Sort.PERCENT and sheet.values.get((t, c)) == _WHOLE:
                yield from _hundred(sheet, parts, c)
                yield from _shares(sheet, t, parts, c)


def _hundred(sheet: Sheet, parts: Sequence[int], c: int) -> Iterator[Sum]:
    refs = [(r, c) for r in parts if not sheet.soft_zero((r, c))]
    known = [sheet.values[ref] for ref in refs if ref in sheet.values]
    if len(refs) < _FEWEST or any(sheet.sort(ref) is not Sort.PERCENT for ref in refs):
        return
    if len(known) == len(refs) and abs(sum(known, Decimal(0)) - _WHOLE) > _NEAR:
        return
    if all(0 <= value <= _WHOLE for value in known):
        yield Sum(tuple((ref, 1) for ref in refs), Origin.SHARE, _WHOLE)


def _shares(sheet: Sheet, t: int, parts: Sequence[int], c: int) -> Iterator[Rate]:
    """The amounts beside a column of shares whose parts of the total they are, in the rows that show it."""
    amounts = [a for a in range(sheet.width) if sheet.sorts[a] is Sort.AMOUNT and sheet.values.get((t, a))]
    for a in sorted(amounts, key=lambda a: abs(a - c))[:WINDOW]:
        whole = (t, a)
        rows = [r for r in parts if (r, c) in sheet.values and (r, a) in sheet.values]
        verdicts, bits = [], 0.0
        for r in rows[:SAMPLE]:
            last = sheet.unit_in_last_place((r, c))
            verdicts.append(rate_fits(sheet.values[r, c], sheet.values[r, a], sheet.values[whole], 100, last))
            bits += log2(1 + float(abs(sheet.values[r, c]) / last)) if verdicts[-1] else -6.0
        if sum(verdicts) >= _FEWEST and sum(verdicts) >= _HOLDS * len(verdicts) and bits >= _BITS:
            for r in rows:
                yield Rate((r, c), (((r, a), 1),), ((whole, 1),), 100)
            return
