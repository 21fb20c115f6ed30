"""Counts told in words inside a cell, one unit a row:

    UBND huyện A trễ hạn 37 hồ sơ: + 14 hồ sơ lĩnh vực X (cấp huyện). + 23 hồ sơ lĩnh vực Y.

Which words are the unit, the indicator and the thing counted is found from what the rows share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.names import is_unit
from corpus.numbers import read_digits

_COUNT = re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{3})*(?![\w,/]|\.\d)")
_ITEM_START = re.compile(r"(?:^|\s)[+•-]\s+(?=\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a breakdown: how many, of what; `printed` is the item as it stands."""

    count: Decimal
    label: str
    printed: str


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A unit's count and its parts; `indicator` such as "hồ sơ trễ hạn", `noun` what is counted."""

    unit: str
    indicator: str
    noun: str
    count: Decimal
    printed: str
    parts: tuple[Part, ...]


def read_subjects(cells: Sequence[str]) -> list[str]:
    """Whom each cell of a column is about, "" where it begins with no unit's name."""
    return [found.unit if found else "" for found in read_breakdowns(cells)]


def read_breakdowns(cells: Sequence[str]) -> list[Breakdown | None]:
    """The counts that the cells of one column tell, None for a cell that tells none."""
    heads = [_head(cell) for cell in cells]
    told = [head for head in heads if head is not None and is_unit(head[0])]
    if len(told) < 2:
        return [None] * len(cells)
    predicate = _shared_suffix([before.split() for before, _, _ in told])
    noun = _shared_prefix([after.split() for _, _, after in told])
    if not predicate or not noun:
        return [None] * len(cells)
    return [
        _breakdown(head, cell, " ".join(predicate), " ".join(noun)) if head in told else None
        for head, cell in zip(heads, cells, strict=True)
    ]


def _head(cell: str) -> tuple[str, str, str] | None:
    """The words before the first count, the count, and the words after it up to the first item."""
    lead = _ITEM_START.split(cell, maxsplit=1)[0]
    match = _COUNT.search(lead)
    if match is None or not match.start():
        return None
    return lead[: match.start()].strip(), match.group(), lead[match.end() :].strip()


def _breakdown(head: tuple[str, str, str], cell: str, predicate: str, noun: str) -> Breakdown:
    before, count, after = head
    unit = before.removesuffix(predicate).strip(" ,:–-")
    qualifier = after.removeprefix(noun).strip(" :.;")
    parts = tuple(_parts(cell, noun, qualifier))
    value = read_digits(count) or Decimal(0)
    if not parts and qualifier:
        parts = (Part(value, qualifier, f"{count} {after}".strip(" .;")),)
    return Breakdown(unit, f"{noun} {predicate}", noun, value, f"{before} {count} {noun}", parts)


def _parts(cell: str, noun: str, qualifier: str) -> list[Part]:
    found = []
    for item in _ITEM_START.split(cell)[1:]:
        match = _COUNT.match(item)
        if match is None:
            continue
        label = item[match.end() :].strip().removeprefix(noun).strip(" .;,")
        if qualifier.startswith("(") and "(" not in label:
            label = f"{label} {qualifier}"
        found.append(Part(read_digits(match.group()) or Decimal(0), label, item.strip(" .;")))
    return found


def _shared_suffix(rows: Sequence[Sequence[str]]) -> list[str]:
    return _shared_prefix([row[::-1] for row in rows])[::-1]


def _shared_prefix(rows: Sequence[Sequence[str]]) -> list[str]:
    """The words with which all rows begin (marks at their ends aside)."""
    shared: list[str] = []
    for words in zip(*rows, strict=False):
        bare = {word.strip(" :.;,") for word in words}
        if len(bare) != 1 or any(word[-1] in ":.;," for word in words):
            return [*shared, bare.pop()] if len(bare) == 1 else shared
        shared.append(bare.pop())
    return shared
