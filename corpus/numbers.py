"""Vietnamese numbers, read and written in one place.

Two conventions stand side by side in the same reports: the official one, a decimal comma with dots
between thousands (1.234,5), and the decimal point of spreadsheets (83.14). What a single "1.234"
means is settled by the other cells of its column (`infer_convention`). Values are exact decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from corpus.number_words import read_words

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# raised digits, but for those of square and cubic measures (m², km³)
_SUPERSCRIPT = re.compile(r"(?<![kcdm]m)(?<!\bm)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_MINUS = re.compile(r"^\(?\s*[-−–]\s*\)?\s*")
_PLUS = re.compile(r"^\(?\s*\+\s*\)?\s*")
_PLAIN = r"\d+(?:[.,]\d+)*"
_CELL = re.compile(rf"({_PLAIN})(?:\s*/\s*({_PLAIN}))?\s*(%|[^\W\d_][^\d]*)?")
_QUOTIENT = re.compile(rf"({_PLAIN})\s*([^\W\d_][^\d/]*?)\s*/\s*({_PLAIN})\s*\2")
_RANKED = re.compile(rf"({_PLAIN})\s*/\s*({_PLAIN})\b.*")
_RANGE = re.compile(rf"(?:từ\s+)?({_PLAIN})\s*(?:[-–−]|đến)\s*({_PLAIN}(?:\s*(?:%|[^\W\d_].*))?)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d{2}")
# no part of a date is a number of the text
_IN_TEXT = re.compile(rf"(?<![\w.,])(?<!\d/)(?:[-−–+]\s?)?(?:{_PLAIN})(?:/(?:{_PLAIN}))?(?!/?\d)(?:\s?%)?")
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"{_DAY}\s*(?P<sign>[/.-])\s*{_MONTH}\s*(?P=sign)\s*{_YEAR.pattern}"
    rf"|{_MONTH}/{_YEAR.pattern}|{_YEAR.pattern}(?P<dash>[-/]){_MONTH}(?P=dash){_DAY}(?:[ T]\d\d:\d\d(?::\d\d)?)?"
)


class Convention(StrEnum):
    """Which sign stands before the decimals."""

    COMMA = "dấu phẩy thập phân"
    POINT = "dấu chấm thập phân"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: `of` is the whole in "49/63", `unit` the words after it ("%", "hồ sơ")."""

    value: Decimal
    of: Decimal | None = None
    unit: str | None = None


def strip_superscripts(text: str) -> str:
    """The text without footnote marks: "02⁴/08" → "02/08"."""
    return _SUPERSCRIPT.sub("", text)


def is_date(text: str) -> bool:
    """Whether a whole cell is a date or a month of a year ("31/12/2024", "05/2024"), and so no number."""
    return _DATE.fullmatch(text.strip()) is not None


def read_number(text: str, convention: Convention = Convention.COMMA) -> Number | None:
    """The number that a whole cell holds, or None if it holds none (a date is none) or does not fit the convention.

    Reads signs ("- 6,00%", "(-) 4.00"), shares of a whole ("27/28 nhiệm vụ", "5 đồng/9 đồng") and a unit after it.
    """
    text = strip_superscripts(text).strip()
    return None if is_date(text) else _read_signed(text, convention)


def _read_signed(text: str, convention: Convention) -> Number | None:
    sign = 1
    if minus := _MINUS.match(text):
        sign, text = -1, text[minus.end() :]
    elif plus := _PLUS.match(text):
        text = text[plus.end() :]
    if match := _QUOTIENT.fullmatch(text):
        text = f"{match[1]}/{match[3]} {match[2]}"
    match = _CELL.fullmatch(text) or _RANKED.fullmatch(text)
    if match is None:
        return _read_in_words(text, sign)
    value = read_digits(match[1], convention)
    of = read_digits(match[2], convention) if match[2] else None
    if value is None or (match[2] and of is None):
        return None
    unit = (match[3] or "").strip() if match.re is _CELL else ""
    if len(unit.split()) > 4:
        return None
    return Number(sign * value, of, unit or None)


def _read_in_words(text: str, sign: int) -> Number | None:
    """ "mười bảy" as a whole cell; one word alone ("Không", "Năm") says other things as often."""
    value = read_words(text) if " " in text.strip() else None
    return Number(Decimal(sign * value)) if value is not None else None


def read_range(text: str, convention: Convention = Convention.COMMA) -> tuple[Number, Number] | None:
    """The two ends of "02 - 03 cuộc/năm" or "từ 10 đến 15 hồ sơ", None where there is no range; years are none."""
    match = _RANGE.fullmatch(strip_superscripts(text).strip())
    if match is None:
        return None
    low = read_digits(match[1], convention)
    high = read_number(match[2], convention)
    if low is None or high is None or high.value <= low or high.of is not None:
        return None
    years = all(_YEAR.fullmatch(part) for part in (match[1], match[2].strip()))
    return None if years else (Number(low, unit=high.unit), high)


def read_digits(digits: str, convention: Convention = Convention.COMMA) -> Decimal | None:
    """The value of unsigned digits with separators, or None if they fit no reading.

    A separator that cannot stand between thousands (8.50, 92.96) is a decimal sign under either
    convention; two different separators settle themselves (1.234,5 and 1,234.5).
    """
    if digits.isdecimal():
        return Decimal(digits)
    if not re.fullmatch(_PLAIN, digits):
        return None
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        point = digits.rfind(".") > digits.rfind(",")
        return _grouped(digits, ",", ".") if point else _grouped(digits, ".", ",")
    separator = "." if dots else ","
    grouping = _grouped(digits, separator, None)
    decimal_sign = "," if convention is Convention.COMMA else "."
    if dots + commas > 1:
        return grouping
    if grouping is not None and separator != decimal_sign and not digits.startswith("0"):
        return grouping
    return Decimal(digits.replace(separator, "."))


def infer_convention(cells: Iterable[str], default: Convention = Convention.COMMA) -> Convention:
    """The convention that most of a column's printed numbers fit."""
    votes = {Convention.COMMA: 0, Convention.POINT: 0}
    for cell in cells:
        for digits in re.findall(_PLAIN, strip_superscripts(cell)):
            if (shown := _shown_convention(digits)) is not None:
                votes[shown] += 1
    if votes[Convention.COMMA] == votes[Convention.POINT]:
        return default
    return max(votes, key=lambda convention: votes[convention])


def fits(text: str, convention: Convention) -> bool:
    """Whether the separators of a printed number are those of its column's convention."""
    shown = {_shown_convention(digits) for digits in re.findall(_PLAIN, strip_superscripts(text))}
    return shown <= {None, convention}


def numbers_in(text: str) -> Iterator[tuple[str, Number]]:
    """Each number of running text as printed, with its value: ("83,14", 83.14), ("49/63", 49 of 63)."""
    for start, end, number in placed_numbers(text):
        yield text[start:end], number


def placed_numbers(text: str) -> Iterator[tuple[int, int, Number]]:
    """Each number of running text with where it stands."""
    for match in _IN_TEXT.finditer(text):
        printed = match.group().strip()
        if (number := _read_signed(printed, Convention.COMMA)) is not None:
            yield match.start(), match.start() + len(printed), number


def write_number(value: Decimal | int, decimals: int | None = None) -> str:
    """A value in Vietnamese form, rounded half up to `decimals` if given: 28072 → "28.072".

    >>> write_number(Decimal("83.140"))
    '83,14'
    """
    exact = Decimal(value)
    if decimals is not None:
        with localcontext(prec=max(28, exact.adjusted() + decimals + 2)):
            exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")
    whole, _, fraction = f"{abs(exact):,f}".partition(".")
    fraction = fraction.rstrip("0")
    grouped = whole.replace(",", ".")
    sign = "-" if exact < 0 and (whole.strip("0,") or fraction) else ""
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def _grouped(digits: str, group: str, decimal: str | None) -> Decimal | None:
    """The value of digits whose `group` signs stand between thousands, None where they cannot."""
    whole, _, fraction = digits.rpartition(decimal) if decimal else (digits, "", "0")
    first, *rest = whole.split(group)
    grouped = 1 <= len(first) <= 3 and all(len(part) == 3 for part in rest)
    if not grouped or not all(part.isdecimal() for part in (first, *rest, fraction)):
        return None
    joined = "".join([first, *rest])
    return Decimal(f"{joined}.{fraction}") if decimal else Decimal(joined)


def _shown_convention(digits: str) -> Convention | None:
    """The convention that the separators of one printed number prove, None if they fit both."""
    if digits.isdigit():
        return None
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return Convention.POINT if digits.rfind(".") > digits.rfind(",") else Convention.COMMA
    separator = "." if dots else ","
    groups = dots + commas > 1 or (re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits) is not None)
    if groups:
        return Convention.COMMA if separator == "." else Convention.POINT
    return Convention.POINT if separator == "." else Convention.COMMA
