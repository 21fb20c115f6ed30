"""Periods: a span of days with one name each, how periods follow one another, and which compare.

A period is kept as its name, short and readable: "2022", "Quý I/2026", "Tháng 6/2026", "6 tháng đầu
năm 2026", "2021 - 2025", "Năm học 2024 - 2025", "Học kỳ I năm học 2024 - 2025", "15/3/2026 - 2/6/2026",
"Lũy kế đến 30/6/2026". One span has one name ("3 tháng đầu năm" is "Quý I"), so equal names are equal
spans. Where text names them: `period_text`.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

_QUARTERS = ("I", "II", "III", "IV")
_COUNTED = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một")
_YEAR = 12  # months
_QUARTER = 3
_SCHOOL_MONTH = 9  # a school year runs from September to August (Luật Giáo dục 2019: opened on 5 September)
_TERMS = {1: ((9, 5), (1, 15)), 2: ((1, 16), (5, 31))}  # the month and day on which a term begins and ends
_CUT_DAY = 14  # Nghị định 09/2019/NĐ-CP, Điều 12: figures of a period run from the 15th to the 14th
_DATE = r"(\d{1,2})/(\d{1,2})/((?:19|20)\d{2})"
_NAMES = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?: - (?P<to>(?:19|20)\d{2}))?"
    r"|Quý (?P<quarter>IV|I{1,3})/(?P<of_quarter>(?:19|20)\d{2})"
    r"|Tháng (?P<month>\d{1,2})/(?P<of_month>(?:19|20)\d{2})"
    r"|(?:Học kỳ (?P<term>II?) n|N)ăm học (?P<school>(?:19|20)\d{2}) - (?P<school_to>(?:19|20)\d{2})"
    r"|(?P<count>\d{1,2}) tháng (?P<side>đầu|cuối) năm (?P<of_side>(?:19|20)\d{2})"
)
_SPAN = re.compile(rf"{_DATE} - {_DATE}")
_SINCE_BEFORE = re.compile(rf"Lũy kế đến {_DATE}")
_YEARS = re.compile(r"(?<![\d./])((?:19|20)\d{2})(?![\d])")
UNNAMED_EARLIER = "kỳ trước"  # what a change is measured from where the report does not say


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`; `first` None where counting began at a day not told."""

    first: date | None
    last: date

    @property
    def months(self) -> int | None:
        """How many whole months it is, None where it is not."""
        if self.first is None or self.first.day != 1 or self.last != _month_end(self.last.year, self.last.month):
            return None
        return (self.last.year - self.first.year) * _YEAR + self.last.month - self.first.month + 1

    @property
    def following(self) -> date:
        """The day after its last."""
        return self.last + timedelta(days=1)

    @property
    def name(self) -> str:
        """The one name by which it is kept and compared."""
        if self.first is None:
            return f"Lũy kế đến {_write_date(self.last)}"
        months, first = self.months, self.first
        if (told := self._school_name()) is not None:
            return told
        if months is None:
            return f"{_write_date(first)} - {_write_date(self.last)}"
        if first.month == 1 and months % _YEAR == 0:
            return str(first.year) if months == _YEAR else f"{first.year} - {self.last.year}"
        if months == 1:
            return f"Tháng {first.month}/{first.year}"
        if months == _QUARTER and first.month % _QUARTER == 1:
            return f"Quý {_QUARTERS[first.month // _QUARTER]}/{first.year}"
        if first.year == self.last.year and first.month == 1:
            return f"{months} tháng đầu năm {first.year}"
        if first.year == self.last.year and self.last.month == _YEAR:
            return f"{months} tháng cuối năm {first.year}"
        return f"{_write_date(first)} - {_write_date(self.last)}"

    @property
    def is_school_year(self) -> bool:
        """Whether it is a school year, which compares with no calendar year."""
        return self.first is not None and self.months == _YEAR and self.first.month == _SCHOOL_MONTH

    def _school_name(self) -> str | None:
        """Its name if it is a school year or one of its two terms."""
        year = self.last.year - 1
        if self.is_school_year:
            return f"Năm học {year} - {year + 1}"
        term = next((term for term in (1, 2) if self == school_term(year, term)), None)
        return f"Học kỳ {'I' * term} năm học {year} - {year + 1}" if term else None


def years_in(text: str) -> list[str]:
    """The years that a text names, in order, those of dates (14/4/2023) and numbers aside."""
    return _YEARS.findall(text)


def year_period(year: int) -> Period:
    """A calendar year."""
    return month_period(year, 1, _YEAR)


def school_year(year: int) -> Period:
    """The school year that begins in a calendar year."""
    return month_period(year, _SCHOOL_MONTH, _YEAR)


def school_term(year: int, term: int) -> Period:
    """The first (1) or second (2) term of the school year that begins in a calendar year."""
    first, last = (date(year + (month < _SCHOOL_MONTH), month, day) for month, day in _TERMS[term])
    return Period(first, last)


def month_period(year: int, month: int, months: int = 1) -> Period:
    """Whole months from a month (1 to 12; beyond them the years before and after) on."""
    start, end = year * _YEAR + month - 1, year * _YEAR + month - 2 + months
    return Period(date(start // _YEAR, start % _YEAR + 1, 1), _month_end(end // _YEAR, end % _YEAR + 1))


def period_of_dates(first: date, last: date) -> Period:
    """The period of two days; from the 15th to the 14th it is that of the months it is reported for."""
    if first.day == _CUT_DAY + 1 and last.day == _CUT_DAY and first < last:
        months = (last.year - first.year) * _YEAR + last.month - first.month
        return month_period(first.year, first.month + 1, months)
    return Period(first, last)


@lru_cache(maxsize=4096)
def read_period(name: str) -> Period | None:
    """The period of a name, None for what is no period's name."""
    if match := _NAMES.fullmatch(name):
        return _named_period(match)
    if match := _SPAN.fullmatch(name):
        first, last = _read_date(*match.groups()[:3]), _read_date(*match.groups()[3:])
        return Period(first, last) if first and last and first <= last else None
    if match := _SINCE_BEFORE.fullmatch(name):
        last = _read_date(*match.groups())
        return Period(None, last) if last else None
    return None


def _named_period(match: re.Match[str]) -> Period | None:
    if match["year"]:
        first, last = int(match["year"]), int(match["to"] or match["year"])
        return month_period(first, 1, _YEAR * (last - first + 1)) if first <= last else None
    if match["school"]:
        first = int(match["school"])
        if int(match["school_to"]) != first + 1:
            return None
        return school_term(first, len(match["term"])) if match["term"] else school_year(first)
    if match["quarter"]:
        return quarter_period(int(match["of_quarter"]), _QUARTERS.index(match["quarter"]) + 1)
    month = int(match["month"] or match["count"])
    if not 1 <= month <= _YEAR:
        return None
    if match["month"]:
        return month_period(int(match["of_month"]), month)
    return months_of_year(int(match["of_side"]), month, first=match["side"] == "đầu")


def quarter_period(year: int, quarter: int) -> Period:
    """A quarter from 1 to 4."""
    return month_period(year, (quarter - 1) * _QUARTER + 1, _QUARTER)


def months_of_year(year: int, months: int, *, first: bool) -> Period:
    """The first or the last months of a year."""
    return month_period(year, 1 if first else _YEAR - months + 1, months)


def order_key(name: str | None) -> tuple[str, str]:
    """What periods are sorted by: when they end, then when they begin; what is no period comes first."""
    period = read_period(name) if name else None
    if period is None:
        return "", name or ""
    return period.last.isoformat(), period.first.isoformat() if period.first else ""


def previous_period(name: str) -> str | None:
    """The period of the same length just before, None where there is none to tell."""
    period = read_period(name)
    if period is None or period.first is None:
        return None
    if name.startswith("Học kỳ"):
        second = name.startswith("Học kỳ II ")
        return school_term(period.last.year - 1 - (not second), 1 if second else 2).name
    if period.months is not None:
        return month_period(period.first.year, period.first.month - period.months, period.months).name
    before = period.first - timedelta(days=1)
    return Period(before - (period.last - period.first), before).name


def year_before(name: str) -> str | None:
    """The same period of the year before, None for one of several years."""
    period = read_period(name)
    if period is None or (period.months or 0) > _YEAR:
        return None
    return Period(_a_year_back(period.first) if period.first else None, _a_year_back(period.last)).name


def in_year(name: str, year: int) -> str | None:
    """The same period of another year, None for one of several years and for what is of a school year."""
    period = read_period(name)
    if period is not None and is_of_school(name):
        return None
    while period is not None and period.last.year > year:
        name = year_before(name) or ""
        period = read_period(name)
    return name if period is not None and period.last.year == year else None


def since_new_year(name: str) -> str | None:
    """From the first day of the year to the end of a period: what "lũy kế từ đầu năm" tells."""
    period = read_period(name)
    if period is not None and period.is_school_year:
        return name
    return Period(date(period.last.year, 1, 1), period.last).name if period else None


def is_of_school(name: str | None) -> bool:
    """Whether a period is a school year or a term of one."""
    return name is not None and "ăm học " in name


def is_since_new_year(period: Period) -> bool:
    """Whether a period runs from the first day of the year in which it ends."""
    return period.first == date(period.last.year, 1, 1)


def since_before(name: str) -> str | None:
    """Up to the end of a period, from a day not told: what "lũy kế" alone tells."""
    period = read_period(name)
    return Period(None, period.last).name if period else None


def quarter_at(name: str) -> str | None:
    """The quarter in which a period ends."""
    period = read_period(name)
    return quarter_period(period.last.year, (period.last.month + 2) // _QUARTER).name if period else None


def year_at(name: str) -> str | None:
    """The year in which a period ends."""
    period = read_period(name)
    return str(period.last.year) if period else None


def school_year_at(name: str) -> str | None:
    """The school year of a period that is one or is a term of one."""
    period = read_period(name) if is_of_school(name) else None
    return school_year(period.last.year - 1).name if period else None


def month_at(name: str) -> str | None:
    """The month in which a period ends."""
    period = read_period(name)
    return month_period(period.last.year, period.last.month).name if period else None


def same_length(one: str, other: str) -> bool:
    """Whether figures of two periods may be compared: whole months of one number, or equal spans of days."""
    if one == other:
        return True
    first, second = read_period(one), read_period(other)
    if first is None or second is None or first.first is None or second.first is None:
        return False
    if first.is_school_year != second.is_school_year:
        return False
    if first.months is not None or second.months is not None:
        return first.months == second.months
    return abs((first.last - first.first).days - (second.last - second.first).days) <= 1


def is_year(name: str | None) -> bool:
    """Whether a period is one calendar year."""
    return name is not None and len(name) == len("2026") and name.isdigit()


def phrase_period(name: str) -> str:
    """A period within a sentence, in words that leave no number but those of dates: "quý I năm 2026"."""
    period = read_period(name)
    if period is None:
        return name
    if is_year(name):
        return f"năm {name}"
    if name.startswith("Quý"):
        return f"quý{name[3:].replace('/', ' năm ')}"
    if name.startswith(("Tháng", "Lũy kế")) or is_of_school(name):
        return name[:1].lower() + name[1:]
    if period.months is not None and " tháng " in name:
        return _COUNTED[period.months] + name[name.index(" tháng ") :]
    if period.months is not None and period.first is not None and period.months % _YEAR == 0:
        return f"giai đoạn từ năm {period.first.year} đến năm {period.last.year}"
    first, _, last = name.partition(" - ")
    return f"thời gian từ ngày {first} đến ngày {last}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _a_year_back(day: date) -> date:
    last = calendar.monthrange(day.year - 1, day.month)[1]
    ends = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, last if ends else min(day.day, last))


def _write_date(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _read_date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
