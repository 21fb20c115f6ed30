"""The period of a figure of running text: what its phrase, its sentence, its headings or its report name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.period_text import mentions_in, periods_in, single_period
from corpus.periods import (
    UNNAMED_EARLIER,
    in_year,
    is_of_school,
    is_year,
    order_key,
    previous_period,
    same_length,
    year_at,
    year_before,
)
from corpus.text import fold

_SINCE = re.compile(r"\bso voi (?:cung ky )?$")
_SAME_TIME = re.compile(r"\bcung ky\b|\bnam (?:truoc|ngoai)\b")
_WHOLE_YEAR = re.compile(r"\b(?:ca|ke hoach|muc tieu|chi tieu|du toan) nam\b")
_BEFORE = re.compile(r"\b(?:ky|quy|thang) (?:lien )?truoc\b")


def period_before(before: str, labels: Sequence[str], path: Sequence[str], own: str | None) -> str | None:
    """The period of a figure: `before` is its sentence up to it, `path` the headings, `own` the report's."""
    year = int(year_at(own or "") or 0) or None
    said = _without_compared(before)
    texts = [*map(_without_compared, labels), said, *map(_without_compared, reversed(path))]
    named = single_period(texts, year) or next(iter(periods_in(said, year, phases=False)[-1:]), None)
    runs = own is not None and not (is_year(own) or is_of_school(own)) and is_year(named) and year_at(own) == named
    return own if named is None or (runs and not _WHOLE_YEAR.search(fold(before))) else named


def periods_of_change(after: str, period: str | None, own: str | None) -> tuple[str | None, str | None]:
    """The period of a change and the earlier one, by the words that follow the figure ("so với cùng kỳ")."""
    base = _compared_with(after, period)
    if base is not None and (period is None or order_key(period) <= order_key(base)):
        period = own
    if base is None and period is not None:
        folded = fold(after)
        if _SAME_TIME.search(folded):
            base = year_before(period)
        elif _BEFORE.search(folded):
            base = previous_period(period) or UNNAMED_EARLIER
    return period, base


def _compared_with(after: str, period: str | None) -> str | None:
    """The period named after "so với"; of one that names a year alone, that year's part as long as the figure's."""
    year = int(year_at(period or "") or 0) or None
    for mention in mentions_in(after):
        if not _SINCE.search(fold(after[: mention.start])):
            continue
        named = mention.of_year(year)
        if named is None:
            return None
        if period is not None and not is_year(period) and mention.is_year and not same_length(named.name, period):
            return in_year(period, named.last.year) or named.name
        return named.name
    return None


def _without_compared(text: str) -> str:
    """The text without the periods that its figures are compared with."""
    for mention in reversed(mentions_in(text)):
        if _SINCE.search(fold(text[: mention.start])):
            text = f"{text[: mention.start]} {text[mention.end :]}"
    return text
