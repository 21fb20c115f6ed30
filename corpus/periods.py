"""When a figure is of: periods in labels and titles, and labels that state a change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.text import fold

_YEAR = re.compile(r"(?<![\d./])((?:19|20)\d{2})(?![\d])")
_CHANGE = re.compile(
    r"\b(so sanh|chenh lech|bien dong|so voi (?:nam|ky|cung ky|thang|quy|20\d\d))\b"
    r"|\btang\s*(?:[/,(+]|giam|$)|^giam\s*(?:[/,(-]|$)"
)


def years_in(text: str) -> list[str]:
    """The years that a text names, in order, those of dates (14/4/2023) and numbers aside."""
    return _YEAR.findall(text)


def states_change(labels: Iterable[str]) -> bool:
    """Whether a label path is that of a change between periods ("Tăng/giảm", "So sánh (2022 - 2021)")."""
    return any(_CHANGE.search(fold(label)) for label in labels)


def single_year(texts: Iterable[str]) -> str | None:
    """The year that the nearest text naming any year names, if it names just one."""
    for text in texts:
        years = set(years_in(text))
        if len(years) == 1:
            return years.pop()
        if years:
            return None
    return None
