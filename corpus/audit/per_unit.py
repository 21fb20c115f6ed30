"""Figures of one thing per another (a density, a yield, a mean): quotients of columns, and no sums down them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from corpus.audit.equations import Sum
from corpus.audit.sheet import Ref, Sheet
from corpus.change_labels import states_change
from corpus.text import fold

FACTORS = (1, 10, 100, 1000)  # units of the parts: tấn over ha in tạ/ha is ten times their quotient

_NAMED = re.compile(r"\b(?:mat do|nang suat|binh quan|trung binh|tren dau nguoi|moi (?:nguoi|lop|ho|xa|don vi))\b")
_PER = re.compile(r"[a-z][a-z0-9]*\s*/\s*(?:\d[\d.]*\s*)?[a-z]")
_FEWEST = 3  # parts


def names_mean(label: str) -> bool:
    """Whether a label names a quotient that never adds up ("Mật độ dân số", "Thu nhập bình quân")."""
    return bool(_NAMED.search(fold(label)))


def says_per_unit(path: Sequence[str]) -> bool:
    """Whether a column's own label may be that of a quotient ("Học sinh/lớp", "Năng suất (tạ/ha)")."""
    if not path or states_change(path):
        return False
    return names_mean(path[-1]) or bool(_PER.search(fold(path[-1])))


def is_mean(sheet: Sheet, equation: Sum) -> bool:
    """Whether the total of an equation down a column is of the size of its parts and not of their sum.

    A misprint of the sum (digits lost, changed or swapped) is none, nor is what a misprint of the largest
    part explains.
    """
    (total, _), *parts = equation.terms
    path = sheet.table.columns[total[1]].path
    values = _known(sheet, [ref for ref, _ in parts])
    printed = sheet.values.get(total)
    if printed is None or not values or not min(values) <= printed <= max(values):
        return False  # "Trung bình" may be a class of pupils, too: its total is beyond its rows
    if path and names_mean(path[-1]):
        return True
    if len(values) < _FEWEST:
        return False
    summed = sum(values, Decimal(0))
    return printed < summed - max(values) and not is_misprint(printed, summed, sheet.decimals[total[1]])


def is_misprint(printed: Decimal, meant: Decimal, decimals: int) -> bool:
    """Whether one figure is another with digits lost, with one changed, or with two swapped."""
    shown, right = (re.sub(r"\D", "", f"{abs(value):.{decimals}f}") for value in (printed, meant))
    if len(shown) != len(right):
        rest = iter(right)
        return len(right) - len(shown) in (1, 2) and all(digit in rest for digit in shown)
    off = [i for i, (a, b) in enumerate(zip(shown, right, strict=True)) if a != b]
    return len(off) == 1 or (len(off) == 2 and sorted(shown) == sorted(right))


def _known(sheet: Sheet, refs: Sequence[Ref]) -> list[Decimal]:
    return [value for ref in refs if (value := sheet.values.get(ref))]
