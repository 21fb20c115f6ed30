"""What a report says of itself: number, date, place, body, title, province, period, signer.

Where they stand is laid down by Nghị định 30/2020/NĐ-CP, Phụ lục I; what a file without that layout
(a workbook, a page of a table) does not say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from corpus.mastheads import NUMBER, is_high_body, read_issuer, read_masthead, split_masthead
from corpus.names import is_unit
from corpus.period_text import Mention, mentions_in, periods_in
from corpus.periods import Period
from corpus.provinces import read_province
from corpus.signers import read_signer
from corpus.text import fold
from corpus.titles import DATE, KIND, opening_title, read_title

__all__ = ["Metadata", "read_metadata", "split_masthead"]

_REPORT_PERIOD = re.compile(r"^\W*(ky bao cao|tu ngay|thoi gian bao cao|ky so lieu)\b")
_PERIOD_ASIDE = re.compile(r"\((ky bao cao|tu ngay|thoi gian bao cao|ky so lieu)\b[^()]*\)")
_PLANS = re.compile(r"\b(phuong huong|nhiem vu|ke hoach|giai phap|chuong trinh|muc tieu|du kien)\b")
_REPORTS = re.compile(r"^(?P<body>[A-ZĐ][^.,;:]{3,80}?)\s+(?:kính )?báo cáo\b")
_SPOKEN = 60  # lines of the text that are asked for its province
_SIGNED = 8  # lines at the end where a signer stands without "Nơi nhận"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `corpus.values.Report` that the document itself states; "" if it doesn't.

    `date` is ISO; where the day is left blank for the pen it is the month's alone ("2023-05").
    """

    number: str
    title: str
    body: str
    date: str
    place: str
    province: str
    period: str | None
    signer: str
    signer_position: str


def read_metadata(head: Sequence[str], body: Sequence[str], closing: Sequence[str]) -> Metadata:
    """From the lines before the first heading, the running text, and the lines from "Nơi nhận"."""
    lines = split_masthead(head)
    masthead, titled = read_masthead(lines, KIND)
    signed = closing or body[-_SIGNED:]
    day, place = _read_date([*lines, *signed])
    title = read_title(lines, titled, bool(masthead or day)) if lines else opening_title(body)
    issuer = read_issuer(masthead, [*lines, *body]) or _who_reports([*lines, *body])
    signer, position = read_signer(signed)
    return Metadata(
        number=_read_number(lines),
        title=title,
        body=issuer,
        date=day,
        place=place,
        province=read_province(masthead, title, issuer, [*lines[titled:], *body[:_SPOKEN]], place),
        period=_read_period(title, lines, day),
        signer=signer,
        signer_position=position,
    )


def _read_number(lines: Sequence[str]) -> str:
    """The number, "" where it is left blank for the pen."""
    match = next((match for line in lines if (match := NUMBER.match(line))), None)
    return re.sub(r"\s+", "", match["first"] + match["rest"]).replace("–", "-").rstrip(".") if match else ""


def _read_date(lines: Sequence[str]) -> tuple[str, str]:
    for line in lines:
        if (match := DATE.match(line)) and (match["month"] or match["m"]):
            year, month = int(match["year"] or match["y"]), int(match["month"] or match["m"])
            return _iso(year, month, match["day"]), (match["place"] or "").strip("*_ ")
    return "", ""


def _iso(year: int, month: int, day: str | None) -> str:
    try:
        return date(year, month, int(day)).isoformat() if day else date(year, month, 1).isoformat()[:7]
    except ValueError:
        return ""


def _read_period(title: str, lines: Sequence[str], day: str) -> str | None:
    """The period that the title is of (not the one it plans for), else the period line's; None where none is said."""
    year = next((m.year for m in mentions_in(title) if m.year), None) or (int(day[:4]) if day else None)
    told = [period for mention in _reported(title) if (period := _past(mention, year, day))]
    if told:  # of "quý II" and "6 tháng đầu năm" the longer, which holds the other
        return max(told, key=lambda period: (period.last, -period.first.toordinal() if period.first else 0)).name
    line = next((line for line in lines if _tells_period(line) and mentions_in(line)), "")
    return next(iter([*periods_in(line, year), *periods_in(title, year)]), None)


def _tells_period(line: str) -> bool:
    folded = fold(line)
    return _REPORT_PERIOD.match(folded) is not None or _PERIOD_ASIDE.search(folded) is not None


def _reported(title: str) -> list[Mention]:
    """The periods that a title names before what it plans; phases are parts of programmes' names."""
    named = [mention for mention in mentions_in(title) if not mention.phase]
    for match in _PLANS.finditer(fold(title)):
        before = [mention for mention in named if mention.end <= match.start()]
        if before:
            return before
    return named


def _past(mention: Mention, year: int | None, day: str) -> Period | None:
    """A period named, the year before where it would begin after the report's date ("quý IV", in January)."""
    period = mention.of_year(year)
    if mention.period is None and period is not None and period.first and day and period.first.isoformat() > day:
        return mention.of_year(period.last.year - 1)
    return period


def _who_reports(lines: Sequence[str]) -> str:
    """The body that says of itself that it "báo cáo"s; "" where none does."""
    for line in lines:
        match = _REPORTS.match(line)
        if match and (is_unit(match["body"]) or is_high_body(match["body"])):
            return match["body"].strip()
    return ""
