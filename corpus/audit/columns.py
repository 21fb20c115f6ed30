"""Relations between the columns of a table: printed formulas, totals of a group, changes, rates, shares.

A relation that is not printed must be shown by the rows: it is taken up only where it holds in
nearly all of them, with more digits agreeing than chance would give.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from math import log2

from corpus.audit.equations import Equation, Origin, Rate, Sum
from corpus.audit.formulas import Formula
from corpus.audit.rates import formula_rate, implied_rates, prints_percent, rate_columns
from corpus.audit.relations import WINDOW, Evidence, RateRelation, Relation, Term, sample_rows
from corpus.audit.sheet import Ref, Sheet, Sort
from corpus.audit.spans import column_tilings
from corpus.change_labels import states_change

_WIDE = 24
_BITS_UNNAMED = 40.0  # agreement asked of a relation that no label names
_BITS_NAMED = 16.0
_BITS_PERIODS = 8.0  # of columns whose very periods make up the whole
_HOLDS = 0.8
_HOLDS_NAMED = 0.6


def relate_columns(sheet: Sheet, formulas: Sequence[Formula]) -> tuple[list[Relation], list[RateRelation]]:
    """Every relation between columns that is printed or that the rows show."""
    sums = [_formula_sum(f) for f in formulas if not f.denominator and not f.missing]
    rates = [formula_rate(sheet, f) for f in formulas if f.denominator and not f.missing]
    rows = sample_rows(sheet)
    if len(rows) >= 2:
        sums += _period_totals(sheet, rows, sums)
        sums += _group_totals(sheet, rows, sums)
        sums += _implied_sums(sheet, rows, sums)
        sums = [_sharpened(sheet, rows, relation) for relation in sums]
        sums += _shares(sheet, rows)
        rates += implied_rates(sheet, rows, {rate.rate for rate in rates})
    return sums, rates


def spell_equations(sheet: Sheet, sums: Sequence[Relation], rates: Sequence[RateRelation]) -> Iterator[Equation]:
    """The equations that column relations give, row by row."""
    for r in range(len(sheet.table.rows)):
        for relation in sums:
            equation = sum_equation(sheet, r, relation)
            if equation is not None:
                yield equation
        for rate in rates:
            if all((r, c) in sheet.values or (r, c) in sheet.unknown for c in rate_columns(rate)):
                yield Rate(
                    (r, rate.rate),
                    tuple(((r, c), k) for c, k in rate.numerator),
                    tuple(((r, c), k) for c, k in rate.denominator),
                    rate.factor,
                    rate.origin,
                )


def sum_equation(sheet: Sheet, r: int, relation: Relation) -> Sum | None:
    """A relation in one row; blanks count as zeros, None where a cell holds words or another sort."""
    terms: list[tuple[Ref, int]] = []
    sort = None
    for c, sign in relation.terms:
        ref = (r, c)
        if ref in sheet.values or ref in sheet.unknown:
            own = sheet.sort(ref)
            if sort is not None and own is not sort:
                return None
            sort = own
            terms.append((ref, sign))
        elif not sheet.soft_zero(ref) or not terms:
            return None  # words in the row, or a total that is not there
    if len(terms) < 2 or (len(terms) < len(relation.terms) and relation.origin in (Origin.CHANGE, Origin.IMPLIED)):
        return None
    return Sum(tuple(terms), relation.origin, relation.constant, relation.exact)


def _formula_sum(formula: Formula) -> Relation:
    return Relation(((formula.target, -1), *formula.numerator), Origin.FORMULA)


def _period_totals(sheet: Sheet, rows: Sequence[int], known: Sequence[Relation]) -> list[Relation]:
    """A column of a year (or half) with those of its quarters or months."""
    found = []
    targets = {relation.terms[0][0] for relation in known}
    for whole, parts in column_tilings(sheet):
        relation = Relation(((whole, -1), *((c, 1) for c in parts)), Origin.PERIODS)
        evidence = _weigh(sheet, rows, relation)
        shown = evidence.hits >= 2 and evidence.rate >= _HOLDS_NAMED and evidence.bits >= _BITS_PERIODS
        if whole not in targets and shown:
            found.append(relation)
    return found


def _group_totals(sheet: Sheet, rows: Sequence[int], known: Sequence[Relation]) -> list[Relation]:
    """A column labelled as a total, with the columns beside it under the same header."""
    found = []
    targets = {relation.terms[0][0] for relation in known}
    for c, column in enumerate(sheet.table.columns):
        if c in targets or not sheet.says_total(c) or sheet.sorts[c] is not Sort.AMOUNT:
            continue
        above = column.path[:-1]
        beside = [
            d
            for d, other in enumerate(sheet.table.columns)
            if d != c and other.path[: len(above)] == above and sheet.sorts[d] is sheet.sorts[c]
        ]
        for parts in (beside, [d for d in beside if len(sheet.table.columns[d].path) == len(column.path)]):
            relation = Relation(((c, -1), *((d, 1) for d in parts)), Origin.GROUP)
            evidence = _weigh(sheet, rows, relation)
            if len(parts) >= 2 and evidence.hits >= 2 and evidence.rate >= 0.6 and evidence.bits >= _BITS_NAMED:
                found.append(relation)
                break
    return found


def _implied_sums(sheet: Sheet, rows: Sequence[int], known: Sequence[Relation]) -> list[Relation]:
    """Relations a = b + c (and a = a run of columns) that the rows show, best shown first."""
    ranked: list[tuple[float, float, int, Relation]] = []
    for order, candidate in enumerate(_candidates(sheet)):
        evidence = _weigh(sheet, rows, candidate, give_up=True)
        named = _is_named(sheet, candidate)
        needed = _BITS_NAMED if named else _BITS_UNNAMED
        share = _HOLDS_NAMED if named else _HOLDS
        if evidence.hits < (2 if named else 3) or evidence.rate < share or evidence.bits < needed:
            continue
        ranked.append((-evidence.rate, -evidence.bits, order, _completed(sheet, rows, candidate, evidence)))
    ranked.sort(key=lambda item: item[:3])
    found: list[Relation] = []
    for *_, relation in ranked:
        taken = [*known, *found]
        if all(len(relation.columns & other.columns) < 2 for other in taken):
            found.append(relation)
    return found


def _candidates(sheet: Sheet) -> Iterator[Relation]:
    """a = b + c in every arrangement of three columns of a sort, then runs of columns beside a total."""
    for sort in Sort:
        columns = [c for c in range(sheet.width) if sheet.sorts[c] is sort]
        reach = len(columns) if len(columns) <= _WIDE else WINDOW
        for i, a in enumerate(columns):
            near = columns[i + 1 : i + 1 + reach]
            for j, b in enumerate(near):
                for c in near[j + 1 :]:
                    changes = [x for x in (a, b, c) if _states_change(sheet, x)]
                    for total, left, right in ((a, b, c), (b, a, c), (c, a, b)):
                        terms = ((total, -1), (left, 1), (right, 1))
                        if changes:
                            yield Relation(_solved_for(changes[-1], terms), Origin.CHANGE)
                        else:
                            yield Relation(terms, Origin.IMPLIED)
        if sort is not Sort.RANK:
            yield from _runs(columns)


def _solved_for(change: int, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms of a difference with the difference first: it is what was computed."""
    own = next(sign for c, sign in terms if c == change)
    return ((change, -1), *((c, -sign * own) for c, sign in terms if c != change))


def _runs(columns: Sequence[int]) -> Iterator[Relation]:
    for i, total in enumerate(columns):
        after = columns[i + 1 : i + 1 + WINDOW]
        before = columns[max(0, i - WINDOW) : i][::-1]
        for run in (after, before):
            for end in range(3, len(run) + 1):
                yield Relation(((total, -1), *((c, 1) for c in run[:end])), Origin.IMPLIED)


def _states_change(sheet: Sheet, column: int) -> bool:
    return states_change(sheet.table.columns[column].path)


def _is_named(sheet: Sheet, relation: Relation) -> bool:
    """Whether labels back a relation: a total, or a change between two columns labelled alike."""
    if relation.origin is Origin.CHANGE:
        return True
    total = relation.terms[0][0]
    return sheet.says_total(total)


def _completed(sheet: Sheet, rows: Sequence[int], relation: Relation, evidence: Evidence) -> Relation:
    """A sum whose every miss is the figure of one more column takes that column in."""
    if relation.origin is Origin.CHANGE or not evidence.misses:
        return relation
    for c in range(sheet.width):
        if c in relation.columns or sheet.sorts[c] is not sheet.sorts[relation.terms[0][0]]:
            continue
        wider = Relation((*relation.terms, (c, 1)), relation.origin)
        if _weigh(sheet, rows, wider).rate == 1.0:
            return wider
    return relation


def _weigh(sheet: Sheet, rows: Sequence[int], relation: Relation, *, give_up: bool = False) -> Evidence:
    """In how many rows a relation holds, and how many digits agree that chance would not make agree.

    A row shows something only where two parts or more are not nought.
    """
    hits = tested = 0
    bits = 0.0
    misses: list[int] = []
    seen: set[tuple[Decimal, ...]] = set()
    for r in rows:
        left = -relation.constant
        slack = Decimal(0)
        finest = max(sheet.decimals[c] for c in relation.columns) if relation.exact else 0
        told: list[Decimal] = []
        for c, sign in relation.terms:
            value = sheet.values.get((r, c))
            if value is None:
                if told and sheet.soft_zero((r, c)) and relation.origin is not Origin.CHANGE:
                    continue
                break
            left += sign * value
            if sheet.decimals[c] >= finest:
                slack += sheet.slack((r, c))
            told.append(value)
        else:
            parts = sum(value != 0 for value in told[1:])
            held = abs(left) <= slack
            if parts < 2 and held:
                continue  # nought plus a figure is that figure: nothing shown
            tested += 1
            if not held:
                misses.append(r)
                bits -= 6.0
                if give_up and len(misses) > max(2, 0.25 * len(rows)):
                    break
                continue
            hits += 1
            key = tuple(told)
            if key not in seen:
                seen.add(key)
                step = max(sheet.unit_in_last_place((r, c)) for c, _ in relation.terms)
                bits += log2(1 + float(min(abs(v) for v in sorted(told, key=abs)[1:]) / step))
    return Evidence(hits, tested, bits, tuple(misses))


def _sharpened(sheet: Sheet, rows: Sequence[int], relation: Relation) -> Relation:
    """A relation between columns of unlike decimals, held to the finest where the rows are."""
    if len({sheet.decimals[c] for c in relation.columns}) == 1:
        return relation
    exact = replace(relation, exact=True)
    evidence = _weigh(sheet, rows, exact)
    return exact if evidence.hits >= 3 and evidence.rate >= _HOLDS else relation


def _shares(sheet: Sheet, rows: Sequence[int]) -> list[Relation]:
    """Percentages under one header that make up 100% in nearly every row."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for c, column in enumerate(sheet.table.columns):
        if sheet.sorts[c] is Sort.PERCENT or prints_percent(sheet, rows, c):
            groups.setdefault(column.path[:-1], []).append(c)
    found = []
    for columns in groups.values():
        if len(columns) < 2:
            continue
        relation = Relation(tuple((c, 1) for c in columns), Origin.SHARE, Decimal(100))
        evidence = _weigh(sheet, rows, relation)
        if evidence.hits >= 3 and evidence.rate >= _HOLDS:
            found.append(relation)
    return found
