"""Where a text names periods, in the many ways reports and people write them.

"quý I/2026", "Quý 3 năm 2025", "tháng 6/2026", "T6/2026", "06 tháng đầu năm 2026", "9 tháng năm 2025",
"nửa cuối năm 2025", "từ ngày 15/3/2026 đến ngày 14/6/2026", "giai đoạn 2021 - 2025", "năm học 2024-2025", "năm 2025".
A date or a document's number names none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from corpus.periods import (
    Period,
    is_of_school,
    month_period,
    months_of_year,
    period_of_dates,
    quarter_period,
    school_term,
    school_year,
    year_period,
)

_YEAR = r"(?:19|20)\d{2}(?!\d|[.,]\d)"
_NUMBERS = {
    "một": 1, "giêng": 1, "nhất": 1, "mot": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "bon": 4,
    "sáu": 6, "bảy": 7, "bay": 7, "tám": 8, "tam": 8, "chín": 9, "chin": 9, "mười": 10,
    "muoi": 10, "mười một": 11, "mười hai": 12, "chạp": 12, "i": 1, "ii": 2, "iii": 3, "iv": 4,
}  # fmt: skip
_WORDED = "|".join(sorted((word for word in _NUMBERS if len(word) > 2 and word != "iii"), key=len, reverse=True))
_COUNT = rf"(?:0?[1-9]|1[0-2]|{_WORDED}|tư|ba)"
_ROMAN = r"(?:iv|i{1,3})(?!\w)"
_LIST = (
    rf"(?P<quarters>{_ROMAN}(?:\s*(?:[,+;–-]|và)\s*{_ROMAN})*|0?[1-4](?![\w.,]?\d)(?!\w)|nhất|một|hai|nhì|ba|bốn|tư)"
)
_DAY = r"(?:ngày\s*)?(\d{1,2})(?:\s*[/.-]\s*|\s*tháng\s*)(\d{1,2})(?:(?:\s*[/.-]\s*|\s*năm\s*)((?:19|20)\d{2})(?!\d))?"
_MONTH = r"th[áa]ng"
_START, _END = r"[đd][ầa]u", r"cu[ốo]i"


def _of_year(name: str, joined: str = r"[/,–-]|\.(?=\d)|của") -> str:
    """ "/2026", " năm 2026", " của năm 2026": the year after a shorter period, as a group of that name."""
    return rf"(?:\s*(?:{joined})?\s*(?:n[ăa]m\s*)?(?P<{name}>{_YEAR}))"


# "lũy kế đến 30/6/2026", "lũy kế 6 tháng", "lũy kế từ đầu năm đến hết tháng 6/2026": counted from the new year;
# what else stands between (a project, a phase) counts from a day of its own and is not read here
_CUMULATED = (
    rf"(?<!\w)(?:l[uũ][yỹ]|lu[yỹ])\s*k[ếe]\s*(?:th[ựu]c\s*hi[ệe]n\s*)?(?:t[ừu]\s*[đd][ầa]u\s*n[ăa]m\s*)?(?:tính\s*)?"
    rf"(?:(?P<until>(?:đến|den|tới)\s*(?:hết\s*)?(?:ngày\s*)?(?P<until_day>\d{{1,2}})\s*[/.-]\s*"
    rf"(?P<until_month>\d{{1,2}})\s*[/.-]\s*(?P<until_year>{_YEAR}))"
    rf"|(?:đến|den|tới)\s*(?:hết\s*|cuối\s*)*{_MONTH}\s*(?P<until_whole>{_COUNT})(?!\w){_of_year('until_whole_year')}?"
    rf"|(?:đến|den|tới)\s*(?:hết\s*|cuối\s*)*qu[ýyíi]\s*(?P<until_quarter>{_ROMAN}|[1-4](?!\w))"
    rf"{_of_year('until_quarter_year')}?"
    rf"|(?P<summed>{_COUNT})\s*{_MONTH}(?!\w)(?:\s*{_START}\s*n[ăa]m)?{_of_year('summed_year')}?)"
)

_SCHOOL = r"(?:n[ăa]m\s*h[ọo]c|ni[êe]n\s*(?:h[ọo]c|kh[óo]a|kho[áa]))\s*[:(]?"
_CONSECUTIVE = re.compile(rf"\W*(?P<first>{_YEAR})\s*[-–—/]\s*(?P<last>{_YEAR})\W*")
_IN_SCHOOL = re.compile(_SCHOOL, re.IGNORECASE)

_FORMS = (
    _CUMULATED,
    rf"(?P<range>t[ừu]\s*{_DAY}\s*(?:đến|den|tới)\s*(?:hết\s*)?{_DAY})",
    # dates and numbers of documents, which are no periods
    rf"(?P<none>ngày\s*(?:\d{{1,2}}|[.…]+)?\s*tháng\s*(?:\d{{1,2}}|[.…]+)?(?:\s*năm\s*(?:{_YEAR}|\d{{2}}|[.…]+)?)?"
    rf"|(?<![\d/])\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}|\d+/(?:{_YEAR}/)?[a-zđ][\w&]*-[\w&-]+)",
    # of a school year that only one calendar year tells it is not certain which is meant
    rf"(?:(?<!\w)(?:h[ọo]c\s*k[ỳyìi]|hk)\s*(?P<term>i{{1,2}}(?!\w)|[12](?!\d)|một|hai)\s*[,(–-]?\s*)?(?:(?:của\s*)?{_SCHOOL}"
    rf"\s*(?P<school>{_YEAR})(?:\s*[-–—/]\s*(?P<school_to>{_YEAR}))?)",
    rf"(?P<phase>(?:giai\s*đoạn|giai\s*doan|thời\s*kỳ|nhiệm\s*kỳ)\s*(?:từ\s*)?(?:năm\s*)?(?P<from>{_YEAR})"
    rf"\s*(?:[-–—/]|đến)\s*(?:năm\s*)?(?P<to>{_YEAR}))",
    rf"(?<!\w)qu[ýyíi]\s*(?:thứ\s*)?{_LIST}{_of_year('quarter_year')}?",
    rf"(?<!\w)q\.?\s*(?P<short_quarter>[1-4]|{_ROMAN}){_of_year('short_year')}",
    rf"(?<!\w)(?:từ\s*)?{_MONTH}\s*(?P<start>{_COUNT})(?!\w)\s*(?:đến|den|tới|-|–)\s*(?:hết\s*)?"
    rf"(?:{_MONTH}\s*)?(?P<end>{_COUNT})(?!\w){_of_year('run_year')}?",
    rf"(?<!\w)(?P<count>{_COUNT})\s*{_MONTH}(?!\w)"
    rf"(?:\s*(?P<side>{_START}|{_END})(?:\s*(?:của\s*)?n[ăa]m)?{_of_year('side_year')}?"
    rf"|{_of_year('count_year', '/|của')})",
    rf"(?<!\w)(?P<short_count>[1-9]|1[01])\s*t(?:\s*(?P<short_side>đầu|cuối)\s*năm)?{_of_year('short_count_year')}",
    rf"(?<!\w)n[ửu]a\s*(?:n[ăa]m\s*)?(?P<half>{_START}|{_END})(?:\s*(?:của\s*)?n[ăa]m)?{_of_year('half_year')}?",
    rf"(?<!\w){_MONTH}\s*(?P<month>{_COUNT})(?!\w)(?!\s*[/.]\s*\d{{1,2}}(?!\d)){_of_year('month_year')}?",
    rf"(?<!\w)t\.?(?P<short_month>0?[1-9]|1[0-2])\s*[/.-]\s*(?P<short_month_year>{_YEAR})",
    rf"(?<![\d./])(?:n[ăa]m\s*)?(?P<year>{_YEAR})",
)
_PATTERN = re.compile("|".join(_FORMS), re.IGNORECASE)
_WHOLE_MONTH = re.compile(rf"\W*(?P<month>0?[1-9]|1[0-2])\s*[/-]\s*(?P<year>{_YEAR})\W*")
_JOINED = re.compile(r"\W*(?:và|với|so với|hoặc|đến|,|-|–)\s*", re.IGNORECASE)
_UNSIGNED = re.compile(r"[a-z0-9\s]+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A period as named between `start` and `end` of a text. `period` is None where the year is not
    said: `month` and `months` then tell which of any year. `phase` marks "giai đoạn …"."""

    start: int
    end: int
    period: Period | None
    month: int = 1
    months: int = 12
    phase: bool = False

    def of_year(self, year: int | None) -> Period | None:
        """The period, of `year` where the text does not say which."""
        if self.period is not None or year is None:
            return self.period
        return month_period(year, self.month, self.months)

    @property
    def year(self) -> int | None:
        """The calendar year that it says, None where it says none or several."""
        if self.period is None or self.phase or is_of_school(self.period.name):
            return None
        return self.period.last.year

    @property
    def is_year(self) -> bool:
        """Whether a calendar year is named and nothing shorter."""
        return self.period is not None and self.months == 12 and not self.phase


@lru_cache(maxsize=8192)
def mentions_in(text: str) -> tuple[Mention, ...]:
    """The periods that a text names, in order, a year said for two of them given to both."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    if match := _WHOLE_MONTH.fullmatch(lowered):
        month, year = int(match["month"]), int(match["year"])
        return (Mention(match.start("month"), match.end("year"), month_period(year, month), month, 1),)
    found = [mention for match in _PATTERN.finditer(lowered) for mention in _read_match(match)]
    return tuple(_share_years(found, lowered))


def periods_in(text: str, year: int | None = None, *, phases: bool = True) -> list[str]:
    """The names of the periods that a text names, each once; `year` for those said without one."""
    wanted = (mention for mention in mentions_in(text) if phases or not mention.phase)
    periods = [mention.of_year(year) for mention in wanted]
    return list(dict.fromkeys(period.name for period in periods if period is not None))


def single_period(texts: Iterable[str], year: int | None = None) -> str | None:
    """The period that the nearest text naming any names, if it names just one; phases are names of programmes."""
    for text in texts:
        named = periods_in(text, year, phases=False)
        if named:
            return named[0] if len(named) == 1 else None
    return None


def without_periods(text: str, *, years: bool = True) -> str:
    """The text with a space for each period that it names (calendar years too, unless `years` is False)."""
    for mention in reversed(mentions_in(text)):
        if years or not mention.is_year:
            text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def _read_match(match: re.Match[str]) -> list[Mention]:
    """The periods of one place in a text; none for a date or a number."""
    start, end = match.span()
    if match["none"]:
        return []
    if match["until"]:
        period = _since_new_year(match)
        return [Mention(start, end, period, months=0)] if period else []
    if match["range"]:
        period = _period_between(match)
        return [Mention(start, end, period, months=0)] if period else []
    if match["school"]:
        return _read_school(match)
    if match["phase"]:
        first, last = int(match["from"]), int(match["to"])
        if first >= last:
            return []
        return [Mention(start, end, month_period(first, 1, 12 * (last - first + 1)), months=0, phase=True)]
    if match["year"]:
        return [Mention(start, end, year_period(int(match["year"])))]
    return [replace(mention, start=start, end=end) for mention in _read_months(match)]


def _read_school(match: re.Match[str]) -> list[Mention]:
    """A school year or a term of one; a course of several years is a phase."""
    first, last = int(match["school"]), int(match["school_to"] or match["school"])
    start, end = match.span()
    if last == first + 1:
        term = _number(match["term"])
        return [Mention(start, end, school_term(first, term) if term else school_year(first), months=0)]
    course = month_period(first, 1, 12 * (last - first + 1))
    return [Mention(start, end, course, months=0, phase=True)] if last > first and not match["term"] else []


def school_year_in(label: str, around: Iterable[str]) -> str | None:
    """The school year that a label of two years is where the words around it speak of school years."""
    match = _CONSECUTIVE.fullmatch(label)
    if match is None or int(match["last"]) != int(match["first"]) + 1:
        return None
    return school_year(int(match["first"])).name if any(_IN_SCHOOL.search(text.lower()) for text in around) else None


def _read_months(match: re.Match[str]) -> list[Mention]:
    if quarters := match["quarters"] or match["short_quarter"]:
        if _is_other_word(match.group(), "qu"):
            return []
        year = _number(match["quarter_year"] or match["short_year"])
        numbers = [_number(part) for part in re.split(r"\s*(?:[,+;–-]|và)\s*", quarters)]
        if "+" in quarters and all(numbers) and numbers == list(range(numbers[0] or 0, (numbers[-1] or 0) + 1)):
            return [_mention(year, month_period(year or 2000, 3 * (numbers[0] or 1) - 2, 3 * len(numbers)))]
        return [_mention(year, quarter_period(year or 2000, number)) for number in numbers if number]
    if match["start"]:
        first, last = _number(match["start"]) or 0, _number(match["end"]) or 0
        year = _number(match["run_year"])
        return [_mention(year, month_period(year or 2000, first, last - first + 1))] if first < last else []
    if count := match["count"] or match["short_count"]:
        side = match["side"] or match["short_side"] or ""
        year = _number(match["side_year"] or match["count_year"] or match["short_count_year"])
        period = months_of_year(year or 2000, _number(count) or 12, first=not side.startswith("cu"))
        return [_mention(year, period)]
    if until := match["until_whole"] or match["until_quarter"] or match["summed"]:
        year = _number(match["until_whole_year"] or match["until_quarter_year"] or match["summed_year"])
        months = (_number(until) or 12) * (3 if match["until_quarter"] else 1)
        return [_mention(year, months_of_year(year or 2000, months, first=True))]
    if match["half"]:
        year = _number(match["half_year"])
        return [_mention(year, months_of_year(year or 2000, 6, first=not match["half"].startswith("cu")))]
    year = _number(match["month_year"] or match["short_month_year"])
    return [_mention(year, month_period(year or 2000, _number(match["month"] or match["short_month"]) or 1))]


def _mention(year: int | None, period: Period) -> Mention:
    month = period.first.month if period.first else 1
    return Mention(0, 0, period if year else None, month, period.months or 12)


def _is_other_word(text: str, letters: str) -> bool:
    """Whether a word typed with other diacritics than those of "quý" was met ("quy 1" may be it, "quỳ" not)."""
    return text.startswith(f"{letters}i") and not _UNSIGNED.fullmatch(text)


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() else _NUMBERS.get(" ".join(text.split()))


def _period_between(match: re.Match[str]) -> Period | None:
    """The period from one day to another; the first day's year is the second's where it is not said."""
    parts = re.findall(_DAY, match["range"])
    if len(parts) != 2 or not parts[1][2]:
        return None
    (day, month, year), (last_day, last_month, last_year) = parts
    try:
        first = date(int(year or last_year), int(month), int(day))
        last = date(int(last_year), int(last_month), int(last_day))
        if first > last and not year:
            first = first.replace(year=first.year - 1)
    except ValueError:
        return None
    return period_of_dates(first, last) if first <= last else None


def _since_new_year(match: re.Match[str]) -> Period | None:
    """From the first day of the year to the day named."""
    try:
        last = date(int(match["until_year"]), int(match["until_month"]), int(match["until_day"]))
    except ValueError:
        return None
    return Period(date(last.year, 1, 1), last)


def _share_years(found: list[Mention], text: str) -> list[Mention]:
    """A period said without a year has that of the one after it ("quý I và quý II năm 2026"), else of
    the one before ("năm 2026: quý I")."""
    shared: list[Mention] = []
    for i, mention in enumerate(found):
        if mention.period is None:
            after = next((m for m in found[i + 1 :] if m.period is not None), None)
            joined = after is not None and (
                not after.is_year or _JOINED.fullmatch(text[mention.end : after.start]) is not None
            )
            before = next((m.year for m in reversed(shared) if m.year), None)
            year = after.year if after is not None and joined and not after.phase else before
            mention = replace(mention, period=mention.of_year(year))
        shared.append(mention)
    return shared
