"""Columns of percentages and the columns whose quotient they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import log2

from corpus.audit.equations import Origin
from corpus.audit.formulas import Formula
from corpus.audit.per_unit import FACTORS, says_per_unit
from corpus.audit.relations import WINDOW, Evidence, RateRelation, sample_rows
from corpus.audit.sheet import Sheet, Sort
from corpus.change_labels import says_times, states_change
from corpus.rounding import rate_fits


def formula_rate(sheet: Sheet, formula: Formula) -> RateRelation:
    """A printed quotient; whether it is told in hundredths or per cent is seen from the rows."""
    options = [
        RateRelation(formula.target, formula.numerator, formula.denominator, factor, Origin.FORMULA)
        for factor in ((formula.factor,) if formula.factor == 100 else (100, 1))
    ]
    rows = sample_rows(sheet)
    return max(options, key=lambda option: _weigh_rate(sheet, rows, option).hits)


def implied_rates(sheet: Sheet, rows: Sequence[int], known: set[int]) -> list[RateRelation]:
    """For each column of percentages, of changes between periods or of one thing per another, the two columns
    whose quotient it is."""
    found = []
    amounts = [c for c in range(sheet.width) if sheet.sorts[c] is Sort.AMOUNT]
    for c in range(sheet.width):
        factors = _factors(sheet, rows, c)
        if c in known or not factors:
            continue
        near = sorted((a for a in amounts if a != c), key=lambda a: abs(a - c))[:WINDOW]
        shown = [
            (relation, evidence)
            for factor in factors
            for relation in _quotients(c, near, factor)
            if _is_shown(sheet, relation, evidence := _weigh_rate(sheet, rows, relation))
        ]
        if shown:
            found.append(_best_shown(sheet, shown))
    return found


def _factors(sheet: Sheet, rows: Sequence[int], c: int) -> tuple[int, ...]:
    """By what a column's figures may be the multiple of a quotient, none where it is of no quotient."""
    path = sheet.table.columns[c].path
    if sheet.sorts[c] is Sort.PERCENT or prints_percent(sheet, rows, c) or states_change(path):
        return (1,) if says_times(path) else (100,)
    return FACTORS if sheet.sorts[c] is Sort.AMOUNT and says_per_unit(path) else ()


def _is_shown(sheet: Sheet, relation: RateRelation, evidence: Evidence) -> bool:
    """Whether rows enough hold; of columns that a header binds to the rate, one row of two says it."""
    if evidence.hits >= 2 and evidence.rate >= 0.6 and evidence.bits >= 20:
        return True
    bound = _under_one_header(sheet, relation) == 2
    return bound and evidence.tested <= 2 and evidence.rate >= 0.5 and evidence.bits >= 6


def _quotients(rate: int, columns: Sequence[int], factor: int) -> Iterator[RateRelation]:
    """Each column, and its excess, over each other one."""
    for part in columns:
        for whole in columns:
            if part != whole:
                for numerator in (((part, 1),), ((part, 1), (whole, -1))):
                    yield RateRelation(rate, numerator, ((whole, 1),), factor)


def _best_shown(sheet: Sheet, shown: Sequence[tuple[RateRelation, Evidence]]) -> RateRelation:
    """The quotient of columns under the rate's own header before one that fits a little better.

    Years that share a maximum fit each other's rates, too, and best where one of them is misprinted.
    """
    most = max(evidence.hits for _, evidence in shown)
    fitting = [(r, e) for r, e in shown if e.hits + max(2, most // 10) >= most]
    return max(fitting, key=lambda item: (_under_one_header(sheet, item[0]), item[1].bits))[0]


def _under_one_header(sheet: Sheet, relation: RateRelation) -> int:
    """How many of a quotient's columns stand under the header that its rate stands under."""
    above = sheet.table.columns[relation.rate].path[:-1]
    columns = {c for c, _ in (*relation.numerator, *relation.denominator)}
    return sum(bool(above) and sheet.table.columns[c].path[: len(above)] == above for c in columns)


def _weigh_rate(sheet: Sheet, rows: Sequence[int], relation: RateRelation) -> Evidence:
    hits = tested = 0
    bits = 0.0
    misses: list[int] = []
    for r in rows:
        rate = sheet.values.get((r, relation.rate))
        top = [sheet.values.get((r, c)) for c, _ in relation.numerator]
        bottom = [sheet.values.get((r, c)) for c, _ in relation.denominator]
        if rate is None or None in top or None in bottom:
            continue
        numerator = sum((k * v for (_, k), v in zip(relation.numerator, top, strict=True) if v is not None), Decimal(0))
        denominator = sum(
            (k * v for (_, k), v in zip(relation.denominator, bottom, strict=True) if v is not None),
            Decimal(0),
        )
        if not denominator or not rate or abs(numerator) == abs(denominator):
            continue
        tested += 1
        last = sheet.unit_in_last_place((r, relation.rate))
        slack = [
            sum((sheet.slack((r, c)) for c, _ in side), Decimal(0))
            for side in (relation.numerator, relation.denominator)
        ]
        if rate_fits(rate, numerator, denominator, relation.factor, last, *slack):
            hits += 1
            bits += log2(1 + float(abs(rate) / last))
        else:
            misses.append(r)
            bits -= 6.0
            if len(misses) >= 4 and hits < len(misses):
                break
    return Evidence(hits, tested, bits, tuple(misses))


def rate_columns(relation: RateRelation) -> list[int]:
    return [relation.rate, *(c for c, _ in (*relation.numerator, *relation.denominator))]


def prints_percent(sheet: Sheet, rows: Sequence[int], column: int) -> bool:
    cells = [(r, column) for r in rows if (r, column) in sheet.values]
    return bool(cells) and all(sheet.cell(ref).unit == "%" for ref in cells)
