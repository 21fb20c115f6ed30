"""Numbers and dates of a workbook as their formats show them (ECMA-376, 18.8.30), in Vietnamese form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from corpus.numbers import read_number
from corpus.text import normalise

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<pad>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>[Gg]eneral|GENERAL|Standard)|(?P<power>[Ee][+-][0#?]+)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)|(?P<text>@)|(?P<cut>;)|(?P<other>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_FRACTION = re.compile(r"(?P<whole>[#0?]+\s+)?[#0?]+\s*/\s*(?:(?P<any>[#?0]+)|(?P<fixed>\d+))")
_SIGNIFICANT = 11  # digits that a cell in the general format has room for
_LARGEST = 20  # digits of a whole number that are still written out
_BODY = ("digits", "general", "text")


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """A number as a cell shows it: its text, the value that the text says, the unit after it."""

    text: str
    value: Decimal
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of a format: for which numbers it is, and its signs in order as (kind, text)."""

    condition: tuple[str, Decimal] | None
    signs: tuple[tuple[str, str], ...]

    def kinds(self, kind: str) -> list[str]:
        """The texts of the signs of a kind."""
        return [text for own, text in self.signs if own == kind]

    @property
    def bare(self) -> str:
        """The section without words, colours and padding."""
        return "".join(text for kind, text in self.signs if kind != "words")

    def around(self) -> tuple[str, str]:
        """What stands before and after the digits."""
        places = [i for i, (kind, _) in enumerate(self.signs) if kind in (*_BODY, "power")]
        first, last = (places[0], places[-1]) if places else (len(self.signs), len(self.signs))
        before = "".join(text for _, text in self.signs[:first])
        return before, "".join(text for _, text in self.signs[last + 1 :])


def show_number(value: int | float | Decimal, number_format: str = "General") -> ShownNumber:
    """A number as its format shows it.

    >>> show_number(0.9231, "0.00%").text, show_number(46944, "#,##0").text
    ('92,31%', '46.944')
    """
    exact = Decimal(f"{value:.15g}" if isinstance(value, float) else str(value))
    sections = _sections(number_format or "General")
    with localcontext() as context:
        context.prec = 700  # as many digits as any number of a workbook has before or after its point
        return _show(exact, _choose(sections, exact), sections[0])


def _show(exact: Decimal, section: _Section, first: _Section) -> ShownNumber:
    before, after = section.around()
    fraction = _FRACTION.search(section.bare)
    blocks = section.kinds("digits")
    if not blocks and not section.kinds("general") and not section.kinds("text"):
        return ShownNumber(normalise(before), exact)
    if fraction is not None:
        return ShownNumber(_show_fraction(exact, fraction), exact)
    scaled = abs(exact) * (100 if "%" in section.bare else 1)
    if section.kinds("power"):
        digits, size = _show_power(scaled, blocks[0])
    elif len(blocks) == 1:
        digits, size = _show_digits(scaled, blocks[0])
    else:
        digits, size = _show_general(scaled)
    before, after = _signed(before, after, first.around()[0], section is first, bool(exact < 0 and size))
    text = normalise(f"{before}{digits}{after}")
    number = read_number(text)
    return ShownNumber(text, size.copy_sign(exact) if size else size, number.unit if number else None)


def _signed(before: str, after: str, usual: str, shared: bool, negative: bool) -> tuple[str, str]:
    """The words around a number, with a minus where the format tells a negative by brackets or colour alone."""
    bracketed = "(" in before and ")" in after
    if bracketed:
        before, after = before.replace("(", "", 1), after.replace(")", "", 1)
    alike = shared or before.strip() == usual.strip()
    return (f"-{before}" if negative and (bracketed or alike) else before), after


def _show_digits(size: Decimal, pattern: str) -> tuple[str, Decimal]:
    whole, _, fraction = pattern.partition(".")
    size /= 1000 ** (len(whole) - len(whole.rstrip(",")))
    rounded = size.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    integer, _, decimals = f"{rounded:f}".partition(".")
    while len(decimals) > len(fraction.rstrip("#?")) and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.zfill(whole.count("0"))
    if "," in whole.rstrip(","):
        integer = f"{int(integer):,}".replace(",", ".").zfill(whole.count("0"))
    if not rounded and "0" not in pattern:
        integer = ""  # places that show no nought: "#", "-"??
    text = f"{integer},{decimals}" if decimals else integer
    return text, Decimal(f"{rounded:f}".partition(".")[0] + (f".{decimals}" if decimals else ""))


def _show_general(size: Decimal) -> tuple[str, Decimal]:
    """A number in the general format: all whole digits, decimals as far as there is room."""
    if size and (size.adjusted() > _LARGEST or size.adjusted() < 2 - _SIGNIFICANT):
        return _show_power(size, "0.#####")
    if size != size.to_integral_value():
        room = max(_SIGNIFICANT - 1 - size.adjusted(), 0)
        size = size.quantize(Decimal(1).scaleb(-room), rounding=ROUND_HALF_UP)
    text = f"{size.normalize():f}" if size else "0"
    return text.replace(".", ","), Decimal(text)


def _show_power(size: Decimal, pattern: str) -> tuple[str, Decimal]:
    power = size.adjusted() if size else 0
    digits, mantissa = _show_digits(size.scaleb(-power), pattern)
    if mantissa >= 10:  # 9,996 rounds to 10,00
        power += 1
        digits, mantissa = _show_digits(size.scaleb(-power), pattern)
    return f"{digits}E{'-' if power < 0 else '+'}{abs(power):02d}", mantissa.scaleb(power)


def _show_fraction(exact: Decimal, pattern: re.Match[str]) -> str:
    size = Fraction(abs(exact))
    fixed = int(pattern["fixed"]) if pattern["fixed"] else 0
    whole = int(size) if pattern["whole"] else 0
    rest = size - whole
    near = Fraction(round(rest * fixed), fixed) if fixed else rest.limit_denominator(10 ** len(pattern["any"]) - 1)
    if pattern["whole"] and near == 1:
        whole, near = whole + 1, Fraction(0)
    bottom = fixed or near.denominator
    parts = [str(whole)] if whole or (pattern["whole"] and not near) else []
    if near or not parts:
        parts.append(f"{near * bottom}/{bottom}")
    return ("-" if exact < 0 and (whole or near) else "") + " ".join(parts)


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    for match in _TOKEN.finditer(number_format):
        kind, text = match.lastgroup or "quoted", match[match.lastgroup] if match.lastgroup else ""
        if kind == "cut":
            parts.append([])
            conditions.append(None)
        elif kind == "bracket":
            condition = _CONDITION.fullmatch(text)
            conditions[-1] = (condition[1], Decimal(condition[2])) if condition else conditions[-1]
            parts[-1].append(("words", _currency(text)))
        elif kind == "pad":
            parts[-1].append(("words", " " if text[0] == "_" else ""))
        else:
            parts[-1].append(("words" if kind in {"quoted", "escaped"} else kind, text))
    return tuple(_Section(c, tuple(signs)) for c, signs in zip(conditions, parts, strict=True))


def _currency(bracket: str) -> str:
    """The sign of money in [$₫-42A]; a colour, a language or a condition has none."""
    return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""


def _choose(sections: Sequence[_Section], value: Decimal) -> _Section:
    """The section for a number: by its condition, else positive; negative; nought."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        return next((s for s in numeric if s.condition is None or _holds(s.condition, value)), numeric[-1])
    if len(numeric) > 1 and value < 0:
        return numeric[1]
    return numeric[2] if len(numeric) > 2 and not value else numeric[0]


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, bound = condition
    return ("<" in sign and value < bound) or (">" in sign and value > bound) or (sign in "<=>=" and value == bound)


def show_text(value: str, number_format: str) -> str:
    """A text as its format shows it: the words that the format puts around it."""
    if number_format in {"General", "@"} or "@" not in number_format:
        return value
    sections = _sections(number_format)
    section = sections[3] if len(sections) > 3 else sections[-1]
    return (
        "".join(value if kind == "text" else text for kind, text in section.signs) if section.kinds("text") else value
    )


def show_date(value: datetime | date | time | timedelta, number_format: str) -> str:
    """A date or time in Vietnamese order, with the parts that its format shows."""
    code = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", number_format or "").lower()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if "y" in code and "d" not in code:
        return f"{value:%m}/{value.year}" if "m" in code else str(value.year)
    if isinstance(value, datetime) and "h" in code:
        return f"{value:%d/%m}/{value.year} {value:%H:%M}" if "d" in code else f"{value:%H:%M}"
    return f"{value:%d/%m}" if "d" in code and "y" not in code and "m" in code else f"{value:%d/%m}/{value.year}"
