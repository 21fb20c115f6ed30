"""The periods that a question names, outright or by another ("quý II", "quý trước", "cùng kỳ năm trước")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.period_text import Mention, mentions_in
from corpus.periods import (
    is_of_school,
    month_at,
    previous_period,
    quarter_at,
    read_period,
    school_year_at,
    since_new_year,
    year_at,
    year_before,
    year_period,
)
from corpus.text import fold

_RELATIVE = re.compile(
    r"\b(?P<same>cung (?:ky|thoi diem)(?: nam)?(?: (?:truoc|ngoai))?)(?! (?:nam )?(?:20|19)\d\d)\b"
    r"|\b(?P<unit>quy|thang|nam hoc|hoc ky|nam|ky) (?P<which>nay|truoc|ngoai|lien truoc|vua qua|vua roi|bao cao)\b"
)
_SAME_OF_YEAR = re.compile(r"\bcung (?:ky|thoi diem)(?: cua)?(?: nam)? (?P<year>(?:20|19)\d\d)\b")
_SINCE_NEW_YEAR = re.compile(r"\b(?:luy ke|cong don|tinh)? ?tu dau nam(?: (?P<year>(?:19|20)\d\d))?(?: den nay)?\b")
_WHOLE_YEAR = re.compile(r"\bca nam\b(?! (?:20|19)\d\d| (?:truoc|ngoai|nay|sau)\b)")
_COMPARED = re.compile(r"\b(?:so voi|so|hon|kem) (?:cung ky )?(?:cua )?(?:nam )?$")
_NOW = frozenset({"nay", "bao cao", "vua qua", "vua roi"})


@dataclass(frozen=True, slots=True)
class AskedPeriods:
    """The periods asked for in order; `compared` is the one that another is to be compared with."""

    periods: tuple[str, ...]
    compared: str | None = None


def read_asked(text: str, reference: str | None, *, spoken_of: bool = False) -> AskedPeriods:
    """The periods that a question names; `reference` is the newest known, or the one spoken of before
    (`spoken_of`: a quarter without its year is then of that year, come or not)."""
    folded = fold(text)
    named = [(m.start, period, _is_compared(folded, m.start)) for m in mentions_in(text)
             if (period := _outright(m, reference, spoken_of)) is not None]  # fmt: skip
    spoken = next((period for _, period, compared in named if not compared), None) or reference
    if reference is not None and (match := _SINCE_NEW_YEAR.search(folded)):
        year = match["year"] or year_at(reference)
        named = [told for told in named if not match.start() <= told[0] < match.end()]
        since = since_new_year(reference) if year == year_at(reference) else year
        named += [(match.start(), since, False)] if since else []
    for match in _SAME_OF_YEAR.finditer(folded):  # "9 tháng … so với cùng kỳ 2023": its nine months, not the year
        if (same := _in_year(spoken, match["year"])) is not None:
            named = [told for told in named if not match.start() <= told[0] < match.end()]
            named.append((match.start(), same, True))
    for match in _RELATIVE.finditer(folded):
        if text[match.start() :].lower().startswith("ký"):  # "ai ký báo cáo" names no "kỳ báo cáo"
            continue
        period = _relative(match, spoken, reference)
        if period is not None:
            named.append((match.start(), period, _is_compared(folded, match.start()) or bool(match["same"])))
    if spoken is not None and (match := _WHOLE_YEAR.search(folded)) and (year := year_at(spoken)):
        named.append((match.start(), year, _is_compared(folded, match.start())))
    compared = next((period for _, period, is_compared in named if is_compared), None)
    periods = dict.fromkeys(period for _, period, _ in sorted(named, key=lambda told: told[0]))
    return AskedPeriods(tuple(periods), compared)


def spans_of_periods(text: str) -> list[tuple[int, int]]:
    """Where a question names a quarter, a month or a part of a year: words that name no row or column."""
    spans = [(m.start, m.end) for m in mentions_in(text) if not m.is_year and not m.phase]
    spans += [m.span() for m in _RELATIVE.finditer(fold(text)) if m["same"] or m["unit"] in {"quy", "thang"}]
    return [span for i, span in enumerate(sorted(spans)) if not i or span[0] >= sorted(spans)[i - 1][1]]


def _outright(mention: Mention, reference: str | None, spoken_of: bool) -> str | None:
    """A period named; without its year, the last of that name that has begun by the newest known."""
    year = int(year_at(reference or "") or 0) or None
    period, known = mention.of_year(year), read_period(reference or "")
    if spoken_of or mention.period is not None or not year or period is None or known is None:
        return period.name if period is not None else None
    if period.first and period.first > known.last:
        period = mention.of_year(year - 1)
    return period.name if period is not None else None


def _in_year(period: str | None, year: str) -> str | None:
    """The same part of an earlier year."""
    while period is not None and (own := year_at(period)) is not None and own > year:
        period = year_before(period)
    return period if period is not None and year_at(period) == year else None


def _is_compared(folded: str, start: int) -> bool:
    return _COMPARED.search(folded[:start]) is not None


def _relative(match: re.Match[str], spoken: str | None, reference: str | None) -> str | None:
    if match["same"]:
        return year_before(spoken) if spoken else None
    base = spoken if match["which"] not in _NOW else reference
    if base is None:
        return None
    unit = match["unit"]
    if unit in {"nam hoc", "hoc ky"}:
        if not is_of_school(base):
            return None
        whole = school_year_at(base) if unit == "nam hoc" else base
        return whole if match["which"] in _NOW or whole is None else previous_period(whole)
    if unit == "nam":
        return year_period(int(year_at(base) or 0) - (match["which"] not in _NOW)).name
    whole = {"quy": quarter_at, "thang": month_at}.get(unit, str)(base)
    return whole if match["which"] in _NOW or whole is None else previous_period(whole)
