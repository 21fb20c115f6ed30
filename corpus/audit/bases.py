"""A figure, what it comes to against another, and that other in brackets:

đạt 812 tỷ đồng, tăng 3,2% so với năm 2022 (787 tỷ đồng)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from corpus.audit.findings import Finding, nearly
from corpus.numbers import write_number
from corpus.prose import Figure
from corpus.rounding import rate_fits

_WAY = re.compile(r"\b(?P<way>bằng|đạt|tăng|giảm)\s*$", re.IGNORECASE)
_AGAINST = re.compile(r"\s(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|so với|so cùng kỳ|cùng kỳ)(?=[\s(]|$)", re.IGNORECASE)
_CLOSES = re.compile(r"(?:\s\w+){0,3}\)")
_NEAR = 80  # characters from the rate to what it is against
_ALIKE = 20  # times: further apart, the two figures are not of one thing


def wrong_bases(place: str, sentence: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """Rates and differences that a figure and the one in brackets behind them do not give."""
    whole: Figure | None = None
    for told, base in pairwise(figures):
        way = _WAY.search(sentence[: told.start])
        moved = way is not None and way["way"].lower() in ("tăng", "giảm")
        if not moved and told.unit and not told.is_percent and not _in_brackets(sentence, told):
            whole = told
        if way is None or whole is None or not _is_against(sentence, told, base) or base.unit != whole.unit:
            continue
        if not base.value or not 0 < whole.value < _ALIKE * base.value or whole.of is not None:
            continue
        finding = _check(place, way["way"].lower(), whole, told, base)
        if finding is not None:
            yield finding


def _is_against(sentence: str, told: Figure, base: Figure) -> bool:
    between = sentence[told.end : base.start]
    alone = between.endswith("(") and _CLOSES.match(sentence, base.end) is not None and base.of is None
    return alone and len(between) <= _NEAR and between.count("(") == 1 and _AGAINST.search(between) is not None


def _in_brackets(sentence: str, figure: Figure) -> bool:
    return sentence[: figure.start].endswith("(")


def _check(place: str, way: str, whole: Figure, told: Figure, base: Figure) -> Finding | None:
    sign = -1 if way == "giảm" else 1
    change = way in ("tăng", "giảm")
    last = [Decimal(1).scaleb(-_decimals(figure.value)) for figure in (told, whole, base)]
    slack = [Decimal(0) if step == 1 and figure.unit != "%" and "đồng" not in (figure.unit or "") else step / 2
             for figure, step in zip((whole, base), last[1:], strict=True)]  # fmt: skip
    if told.is_percent:
        part = sign * (whole.value - base.value) if change else whole.value
        if rate_fits(told.value, part, base.value, 100, last[0], sum(slack, Decimal(0)), slack[1]):
            return None
        expected = nearly(100 * part / base.value, _decimals(told.value))
        shown = f"({write_number(whole.value)} - {write_number(base.value)})" if change else write_number(whole.value)
        why = f"{shown}/{write_number(base.value)} = {write_number(sign * expected if change else expected)}%"
        kind = "ratio"
    elif change and told.unit == whole.unit:
        expected = sign * (whole.value - base.value)
        if abs(expected - told.value) <= sum(slack, last[0] / 2 if any(slack) else Decimal(0)):
            return None
        why = f"{write_number(whole.value)} - {write_number(base.value)} = {write_number(sign * expected)}"
        kind = "difference"
    else:
        return None
    return Finding(place, kind, told.printed, expected, "unresolved", f"{why}, không phải {way} {told.printed}.")


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
