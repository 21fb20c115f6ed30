"""Equations as a person reads them: "(7) - (9) - (10) = 166 - 0 - 0 = 166"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from corpus.audit.equations import Equation, Origin, Rate, Sum
from corpus.audit.findings import column_name, nearly, tell_sum
from corpus.audit.per_unit import says_per_unit
from corpus.audit.sheet import Ref, Sheet
from corpus.numbers import write_number
from corpus.observations import bare_label

_PROOFS_TOLD = 3
_LONGEST_LABEL = 60


def tell_proofs(sheet: Sheet, values: Mapping[Ref, Decimal], ref: Ref, proofs: Sequence[Equation]) -> str:
    """The equations solved for one cell, told one after another."""
    told = [tell_solved(sheet, values, ref, equation) for equation in proofs]
    return (
        "; ".join(dict.fromkeys(t for t in told if t))
        if len(told) <= _PROOFS_TOLD
        else "; ".join(list(dict.fromkeys(t for t in told if t))[:_PROOFS_TOLD])
    )


def tell_solved(sheet: Sheet, values: Mapping[Ref, Decimal], ref: Ref, equation: Equation) -> str:
    """One equation solved for one of its cells."""
    if isinstance(equation, Rate):
        return _tell_rate(sheet, values, equation)
    own = next((k for other, k in equation.terms if other == ref), 0)
    if not own:
        return ""
    sign = -1 if own > 0 else 1
    rest = [(other, k * sign) for other, k in equation.terms if other != ref]
    if any(other not in values for other, _ in rest):
        return ""
    rest.sort(key=lambda term: term[1] < 0 and abs(term[1]) == 1)
    constant = equation.constant * -sign
    if equation.origin is Origin.MEAN:
        return _tell_mean(sheet, values, ref, equation)
    result = sum((k * values[other] for other, k in rest), Decimal(0)) + constant
    result = nearly(result / abs(own), sheet.decimals[ref[1]])
    terms = [(k, values[other]) for other, k in rest]
    if constant:
        terms.insert(0, (1, constant))
    numbers = tell_sum(terms)
    shown = f" = {write_number(result)}" if len(terms) > 1 else ""
    across = len({other[0] for other, _ in equation.terms}) == 1
    if not across:
        return f"{_place_down(sheet, ref, equation)}: {numbers}{shown}"
    names = [("-" if k < 0 else "+", column_name(sheet.table, other[1])) for other, k in rest]
    expression = "".join(
        (f"-{name}" if sign_ == "-" else name) if i == 0 else f" {sign_} {name}"
        for i, (sign_, name) in enumerate(names)
    )
    if constant:
        expression = f"100 {' '.join(f'- {name}' for _, name in names)}"
    return f"{expression} = {numbers}{shown}"


def tell_contradiction(sheet: Sheet, values: Mapping[Ref, Decimal], equation: Equation) -> tuple[str, Decimal | None]:
    """An equation that does not hold: both sides told, and what its first cell would have to be."""
    target = equation.rate if isinstance(equation, Rate) else equation.refs[0]
    told = tell_solved(sheet, values, target, equation)
    return told, expected_of(sheet, values, equation)


def expected_of(sheet: Sheet, values: Mapping[Ref, Decimal], equation: Equation) -> Decimal | None:
    """What an equation gives its first cell."""
    if isinstance(equation, Rate):
        top = sum((k * values[r] for r, k in equation.numerator), Decimal(0))
        bottom = sum((k * values[r] for r, k in equation.denominator), Decimal(0))
        return nearly(equation.factor * top / bottom, sheet.decimals[equation.rate[1]]) if bottom else None
    if equation.origin is Origin.SHARE:
        return equation.constant
    (target, own), *rest = equation.terms
    result = (sum((k * values[ref] for ref, k in rest), Decimal(0)) - equation.constant) / -own
    return nearly(result, sheet.decimals[target[1]])


def row_name(sheet: Sheet, r: int) -> str:
    """A row's own label without its ordinal, cut where it is long."""
    path = sheet.table.rows[r].path
    name = bare_label(path[-1]) if path else f"dòng {r + 1}"
    return name if len(name) <= _LONGEST_LABEL else f"{name[:_LONGEST_LABEL].rsplit(' ', 1)[0]}…"


def _place_down(sheet: Sheet, ref: Ref, equation: Sum) -> str:
    """What an equation down a column adds up: its total's row and the column."""
    column = column_name(sheet.table, ref[1])
    if equation.origin is Origin.CHANGE:
        return f"chênh lệch hai dòng ở cột {column}"
    if equation.origin is Origin.SHARE:
        return f"100% trừ các tỷ lệ cùng nhóm ở cột {column}"
    total = equation.refs[0]
    if ref == total:
        return f"tổng {len(equation.terms) - 1} dòng thành phần ở cột {column}"
    return f"dòng “{row_name(sheet, total[0])}” cột {column} trừ các dòng còn lại"


def _tell_mean(sheet: Sheet, values: Mapping[Ref, Decimal], ref: Ref, equation: Sum) -> str:
    parts = equation.refs[1:]
    if ref != equation.refs[0]:
        return ""
    mean = nearly(sum((values[part] for part in parts), Decimal(0)) / len(parts), sheet.decimals[ref[1]])
    return f"trung bình {len(parts)} dòng con ở cột {column_name(sheet.table, ref[1])} là {write_number(mean)}"


def _tell_rate(sheet: Sheet, values: Mapping[Ref, Decimal], equation: Rate) -> str:
    if any(ref not in values for ref in equation.refs):
        return ""
    top = [(k, values[r]) for r, k in equation.numerator]
    bottom = [(k, values[r]) for r, k in equation.denominator]
    whole = sum((k * v for k, v in bottom), Decimal(0))
    if not whole:
        return ""
    rate = nearly(equation.factor * sum((k * v for k, v in top), Decimal(0)) / whole, sheet.decimals[equation.rate[1]])
    sides = [f"({tell_sum(side)})" if len(side) > 1 else tell_sum(side) for side in (top, bottom)]
    if says_per_unit(sheet.table.columns[equation.rate[1]].path):
        times = f" × {equation.factor}" if equation.factor != 1 else ""
        return f"{sides[0]}/{sides[1]}{times} = {write_number(rate)}"
    sign = "%" if equation.factor == 100 else ""
    return f"{sides[0]}/{sides[1]} = {write_number(rate)}{sign}"
