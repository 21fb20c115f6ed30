"""Periods that labels tell by another: "Cùng kỳ", "Lũy kế", "Kỳ trước", "Trong kỳ"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.change_labels import compares_with_year_before, period_before_said, states_change
from corpus.period_text import Mention, mentions_in
from corpus.periods import (
    UNNAMED_EARLIER,
    in_year,
    is_of_school,
    is_since_new_year,
    is_year,
    month_at,
    order_key,
    previous_period,
    quarter_at,
    read_period,
    same_length,
    since_before,
    since_new_year,
    year_at,
    year_before,
    year_period,
)
from corpus.text import fold

_FROM_NEW_YEAR = re.compile(r"\b(?:dau nam|trong nam|ca nam|nam 20\d\d)\b")
_THIS = re.compile(r"\b(?:trong ky|ky nay|ky bao cao|quy nay|thang nay)\b")
_BEFORE = re.compile(
    r"(?:thuc hien |so lieu |ket qua |so )?(?P<unit>ky|quy|thang|nam hoc|nam) (?:lien )?(?:truoc|ke)(?: lien ke)?"
)
_THIS_YEAR = re.compile(r"(?:thuc hien |so lieu |ket qua )?nam (?:hoc )?(?:nay|bao cao)")


def telling_labels(path: Sequence[str]) -> tuple[str, ...]:
    """The labels of a row that tell a period or a change between two."""
    change = states_change(path[-1:])
    return tuple(label for i, label in enumerate(path, 1) if mentions_in(label) or (change and i == len(path)))


def period_without_year(path: Sequence[str]) -> Mention | None:
    """The one period that labels name without a year."""
    found = [mention for label in path for mention in mentions_in(label) if mention.period is None]
    return found[-1] if len(found) == 1 else None


def same_time(reference: str | None, year: str | None) -> str | None:
    """The period of the same name in another year."""
    if reference is None:
        return None
    return in_year(reference, int(year)) if year else year_before(reference)


def counted_up(label: str, own: str | None, reference: str | None) -> str | None:
    """What "lũy kế" tells: from the year's beginning where the label says how long or until when, else from
    a day not told."""
    period = read_period(own) if own is not None else None
    if period is not None and is_since_new_year(period) and not is_year(own) and mentions_in(label)[0].start == 0:
        return own
    end = reference if own is None or (is_year(own) and reference and year_at(reference) == own) else own
    if end is None:
        return own
    told = read_period(end)
    whole = (end == own and is_year(end)) or (told is not None and is_since_new_year(told) and not is_year(end))
    return since_new_year(end) if whole or _FROM_NEW_YEAR.search(fold(label)) else since_before(end)


def relative_period(folded: str, reference: str) -> str | None:
    """The period that a label tells by another ("Kỳ trước", "Trong kỳ"); None for what tells none."""
    bare = " ".join(re.findall(r"\w+", folded))
    if match := _BEFORE.fullmatch(bare):
        unit = match["unit"]
        if unit.startswith("nam") and is_of_school(reference):
            return year_before(reference)
        if unit == "nam hoc":
            return None
        if unit == "nam":
            return year_period(int(year_at(reference) or 0) - 1).name
        base = {"quy": quarter_at, "thang": month_at}.get(unit)
        whole = base(reference) if base else reference
        return previous_period(whole) if whole == reference else None
    if _THIS_YEAR.fullmatch(bare):
        return reference if is_of_school(reference) else year_at(reference)
    return reference if _THIS.search(folded) else None


def measured_from(labels: Sequence[str], later: str | None, group: Sequence[str]) -> str | None:
    """The period that a change to `later` is measured from, as its labels say it, else the latest before."""
    if later is None:
        return UNNAMED_EARLIER
    if compares_with_year_before(labels):
        return year_before(later) or UNNAMED_EARLIER
    if period_before_said(labels) is not None:
        return previous_period(later) or UNNAMED_EARLIER
    before = [p for p in group if order_key(p) < order_key(later) and same_length(p, later)]
    if before:
        return max(before, key=order_key)
    return str(int(later) - 1) if is_year(later) else UNNAMED_EARLIER
