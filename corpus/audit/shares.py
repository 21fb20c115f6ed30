"""Shares of one question against 100%: the options of a group of rows, where the table's groups add up so.

Options that exclude each other add up to 100%, options that may be chosen together do not, and no label
says which they are: the table's other groups do. One group off the mark among groups that hold is a finding.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from corpus.audit.equations import Origin, Sum
from corpus.audit.sheet import Ref, Sheet, Sort

_WHOLE = Decimal(100)
_FEWEST_GROUPS = 3
_HOLDS = 0.7
_NEAR = Decimal(6)  # percentage points: further off, options may be chosen together
_FEWEST = 2


def relate_shares(sheet: Sheet, groups: Sequence[Sequence[int]]) -> list[Sum]:
    """The sums of a column's groups of percentages, where nearly all of them make 100%."""
    found = []
    for c in range(sheet.width):
        sums = [equation for rows in groups if (equation := _share_sum(sheet, rows, c)) is not None]
        held = [
            abs(total - _WHOLE) <= slack
            for equation in sums
            if (told := _total(sheet, equation))
            for total, slack in [told]
        ]
        if sum(held) >= _FEWEST_GROUPS and sum(held) >= _HOLDS * len(held):
            found += [equation for equation in sums if _is_near(sheet, equation)]
    return found


def _share_sum(sheet: Sheet, rows: Sequence[int], c: int) -> Sum | None:
    refs: list[Ref] = [(r, c) for r in rows if (r, c) in sheet.values or (r, c) in sheet.unknown]
    if len(refs) < _FEWEST or len(refs) < len(rows):
        return None
    known = [sheet.values[ref] for ref in refs if ref in sheet.values]
    if any(sheet.sort(ref) is not Sort.PERCENT for ref in refs) or any(not 0 <= v <= _WHOLE for v in known):
        return None
    return Sum(tuple((ref, 1) for ref in refs), Origin.SHARE, _WHOLE)


def _total(sheet: Sheet, equation: Sum) -> tuple[Decimal, Decimal] | None:
    """The sum of a group and how far rounding may have moved it; None where a share is unread."""
    if any(ref not in sheet.values for ref in equation.refs):
        return None
    total = sum((sheet.values[ref] for ref in equation.refs), Decimal(0))
    return total, sum((sheet.slack(ref) for ref in equation.refs), Decimal(0))


def _is_near(sheet: Sheet, equation: Sum) -> bool:
    told = _total(sheet, equation)
    return told is None or abs(told[0] - _WHOLE) <= _NEAR
