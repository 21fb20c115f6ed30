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
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_MINUS = re.compile(r"^\(?\s*[-−–]\s*\)?\s*")
_PLUS = re.compile(r"^\(?\s*\+\s*\)?\s*")
_PLAIN = r"\d+(?:[.,]\d+)*"
_UNIT = r"%|‰|[^\W\d_][^\d]*"
_CELL = re.compile(rf"({_PLAIN})(?:\s*/\s*({_PLAIN}))?\s*({_UNIT})?")
_QUOTIENT = re.compile(rf"({_PLAIN})\s*([^\W\d_][^\d/]*?)\s*/\s*({_PLAIN})\s*([^\W\d_][^\d/]*)")
_RANGE = re.compile(rf"({_PLAIN})\s*(?:[-−–]|đến)\s*({_PLAIN})\s*({_UNIT})?")
_RANKED = re.compile(rf"({_PLAIN})\s*/\s*({_PLAIN})\b.*")
_LONGEST_UNIT = 4  # words: more than that is a sentence, not a unit
_PER_CENT = "phần trăm"
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_IN_TEXT = re.compile(rf"(?<![\w.,])(?<!\d/)(?:[-−–+]\s?)?(?:{_PLAIN})(?:/(?:{_PLAIN}))?(?:\s?%)?")


class Convention(StrEnum):
    """Which sign stands before the decimals."""

    COMMA = "dấu phẩy thập phân"
    POINT = "dấu chấm thập phân"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: `of` is the whole in "49/63", `unit` the words after it ("%", "hồ sơ").

    Of a range ("02 - 03 cuộc/năm") `value` is where it begins and `to` where it ends.
    """

    value: Decimal
    of: Decimal | None = None
    unit: str | None = None
    to: Decimal | None = None


def strip_superscripts(text: str) -> str:
    """The text without footnote marks: "02⁴/08" → "02/08"."""
    return _SUPERSCRIPT.sub("", text)


def read_number(text: str, convention: Convention = Convention.COMMA) -> Number | None:
    """The number that a whole cell holds, or None if it holds none or does not fit the convention.

    Reads signs ("- 6,00%", "(-) 4.00"), shares of a whole ("27/28 nhiệm vụ"), a unit after it, and
    numbers in words ("mười bảy"). A range holds no one number: see `read_range`.
    """
    text = strip_superscripts(text).strip()
    sign = 1
    if minus := _MINUS.match(text):
        sign, text = -1, text[minus.end() :]
    elif plus := _PLUS.match(text):
        text = text[plus.end() :]
    if match := _CELL.fullmatch(text):
        return _number(sign, match[1], match[2], match[3], convention)
    if match := _QUOTIENT.fullmatch(text):
        same = match[2].strip().casefold() == match[4].strip().casefold()
        return _number(sign, match[1], match[3], match[4], convention) if same else None
    if match := _RANKED.fullmatch(text):
        return _number(sign, match[1], match[2], None, convention)
    return _in_words(text) if sign == 1 else None


def read_range(text: str, convention: Convention = Convention.COMMA) -> Number | None:
    """The range that a whole cell holds ("02 - 03 cuộc/năm"), or None."""
    match = _RANGE.fullmatch(strip_superscripts(text).strip())
    if match is None:
        return None
    number = _number(1, match[1], None, match[3], convention)
    to = read_digits(match[2], convention)
    if number is None or to is None or to <= number.value:
        return None
    return Number(number.value, None, number.unit, to)


def amount_of(value: Decimal, unit: str | None) -> tuple[Decimal, str | None]:
    """A value without its scale word: 1,5 of "tỷ đồng" → 1 500 000 000 of "đồng"."""
    words = (unit or "").split()
    if not words or words[0].lower() not in _SCALES:
        return value, unit
    return value.scaleb(_SCALES[words[0].lower()]), " ".join(words[1:]) or None


def _number(sign: int, digits: str, of: str | None, unit: str | None, convention: Convention) -> Number | None:
    value = read_digits(digits, convention)
    whole = read_digits(of, convention) if of else None
    told = (unit or "").strip()
    if value is None or (of and whole is None) or len(told.split()) > _LONGEST_UNIT:
        return None
    return Number(sign * value, whole, told or None)


def _in_words(text: str) -> Number | None:
    told = read_words(text)
    if told is None:
        return None
    value, unit = told
    if len(unit.split()) > _LONGEST_UNIT or any(char.isdigit() for char in unit):
        return None
    return Number(value, None, "%" if unit.lower() == _PER_CENT else unit or None)


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
    for match in _IN_TEXT.finditer(text):
        printed = match.group().strip()
        if (number := read_number(printed)) is not None:
            yield printed, number


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
