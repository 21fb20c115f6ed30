"""The ordinals by which a question names rows: "tiêu chí (10) đến (14)", "mục 3.2.3.1 - 3.2.3.3"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:\.\d{1,3})*"
_ONE = rf"(?:\({_NUMBER}\)|\d{{1,2}}(?:\.\d{{1,2}}){{2,}})"  # a bare "3.2" may be an amount
_NAMED = re.compile(rf"(?<![\d.,])({_ONE})(?:\s*(?:đến|tới|-|–|->|→)\s*({_ONE}))?(?![\d.,]*\d)", re.IGNORECASE)
_OF_ROW = re.compile(rf"\(?({_NUMBER})[.)]?\s")


@dataclass(frozen=True, slots=True)
class OrdinalRange:
    """Ordinals that stand beside each other, from `first` to `last`: (3, 2, 3, 1) to (3, 2, 3, 3)."""

    first: tuple[int, ...]
    last: tuple[int, ...]

    def has(self, ordinal: tuple[int, ...]) -> bool:
        """Whether an ordinal is one of them."""
        return len(ordinal) == len(self.first) and self.first <= ordinal <= self.last


def read_ordinals(text: str) -> tuple[OrdinalRange, ...]:
    """The ordinals that a question names, each a range of its own where it stands alone."""
    ranges = []
    for match in _NAMED.finditer(text):
        first = _parts(match[1])
        last = _parts(match[2]) if match[2] else first
        if len(first) == len(last) and first[:-1] == last[:-1] and first <= last:
            ranges.append(OrdinalRange(first, last))
    return tuple(ranges)


def ordinal_of(label: str) -> tuple[int, ...] | None:
    """The ordinal with which a row's label begins: "(10) Thực hiện …" → (10,)."""
    match = _OF_ROW.match(label)
    return _parts(match[1]) if match else None


def _parts(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.strip("()").split("."))
