"""The ordinals of headings and table rows (A, I, 1., 3.2.1, a, (2), -) and how they nest."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_ROMAN = re.compile(r"[IVX]{1,6}")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Marker:
    """An ordinal: `kind` tells which others it stands beside (depth 2 and depth 3 decimals differ)."""

    kind: str
    number: int
    text: str


def read_marker(text: str, open_kinds: Collection[Marker] = ()) -> Marker | None:
    """The ordinal that a whole cell (or the start of a line) is, None if it is none.

    "C" and "I" are letters or Roman numbers: the reading that goes on an open sequence wins.
    """
    bare = text.strip().strip("().").strip()
    readings = list(_readings(bare))
    if not readings:
        return None
    for marker in readings:
        if any(m.kind == marker.kind and marker.number == m.number + 1 for m in open_kinds):
            return Marker(marker.kind, marker.number, text.strip())
    first = next((m for m in readings if m.number == 1), readings[0])
    return Marker(first.kind, first.number, text.strip())


def _readings(bare: str) -> list[Marker]:
    found = []
    if _ROMAN.fullmatch(bare):
        found.append(Marker("roman", _roman(bare), bare))
    if re.fullmatch(r"[A-ZĐ]", bare):
        found.append(Marker("letter", ord(bare) - ord("A") + 1, bare))
    if _DECIMAL.fullmatch(bare):
        parts = bare.split(".")
        found.append(Marker(f"decimal{len(parts)}", int(parts[-1]), bare))
    if re.fullmatch(r"[a-zđ]", bare):
        found.append(Marker("small", ord(bare) - ord("a") + 1, bare))
    if re.fullmatch(r"[ivx]{2,5}", bare):
        found.append(Marker("smallroman", _roman(bare.upper()), bare))
    if bare in {"-", "+", "–", "*", "•"}:
        found.append(Marker(f"bullet{bare}", 0, bare))
    return found


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
