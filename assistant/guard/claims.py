"""The numbers that a sentence claims, in every spelling: digits, words, scales, parts of a whole, bounds, multiples.

"83,14", "83.14%", "31 bậc", "ba mươi mốt bậc", "4,4 triệu", "49/63", "1,234.5", "hơn 400", "gấp đôi", "thứ hai".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.guard.units import LISTED, PERCENT, RANK, SCORE, Told, rank_before, unit_after
from corpus.number_words import read_words, words_in
from corpus.numbers import placed_numbers
from corpus.text import fold


class Bound(StrEnum):
    """How a number is held to its source: exactly, about, below it ("hơn 400"), above it ("gần 420")."""

    EXACT = ""
    ABOUT = "khoảng"
    OVER = "hơn"
    UNDER = "gần"


@dataclass(frozen=True, slots=True)
class Claim:
    """A number between `start` and `end` of a sentence, its sign and unit included.

    `value` is unsigned; `step` the last place that it tells (0.01 for 83,14), `scale` the power of ten that its unit
    tells, None if none. `other` is what it would be in English spelling ("1,234" → 1234). `multiple` marks "gấp đôi",
    `ordinal` "thứ hai".
    """

    start: int
    end: int
    printed: str
    value: Decimal
    step: Decimal
    unit: str
    sign: int = 0
    of: Decimal | None = None
    scale: int | None = None
    bound: Bound = Bound.EXACT
    other: Decimal | None = None
    multiple: bool = False
    ordinal: bool = False


_BOUNDS = (
    (Bound.OVER, r"hơn|trên|vượt|vượt quá|vượt mức|quá|không dưới|ít nhất|tối thiểu|>"),
    (Bound.UNDER, r"gần|ngót|chưa đến|chưa tới|suýt soát|không quá|tối đa|<"),
    (Bound.ABOUT, r"khoảng|xấp xỉ|chừng|tầm|ước|ước tính|ước khoảng|cỡ|khoảng chừng|gần bằng|làm tròn|~|≈"),
)
_BOUND = tuple((bound, re.compile(rf"(?:^|[\s(~≈])(?:{words})\s*$", re.IGNORECASE)) for bound, words in _BOUNDS)
_TWO_BOUND = re.compile(r"(?:nhiều|cao|lớn|ít|thấp|nhỏ|kém|dài|tốt|sớm|muộn)\s+hơn\s*$", re.IGNORECASE)
_DIGIT_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
                "mười": 10}  # fmt: skip
_ONE = re.compile(r"(?<!\w)(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)", re.IGNORECASE)
_FRACTION = {word: str(n) for word, n in _DIGIT_WORDS.items() if n < 10} | {"không": "0"}
_SPOKEN = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|linh|lẻ)"
_DECIMAL_WORDS = re.compile(
    rf"(?<!\w)(?P<whole>{_SPOKEN}(?:\s+{_SPOKEN})*)\s+(?:phẩy|phảy|chấm)\s+(?P<part>{_SPOKEN}(?:\s+{_SPOKEN})*)(?!\w)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"(?<!\w)(?:thứ|hạng|vị trí)\s+(nhất|hai|nhì|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)", re.IGNORECASE
)
_ORDINALS = {"nhất": 1, "nhì": 2, "tư": 4, **{w: n for w, n in _DIGIT_WORDS.items() if n not in (1, 4)}}
_NTH = re.compile(r"(?<!\w)(?:thứ|top)\s+$", re.IGNORECASE)
_MULTIPLES = (
    (re.compile(r"gấp\s+(?:đôi|hai)(?!\w)", re.I), Decimal(2)),
    (re.compile(r"gấp\s+rưỡi(?!\w)", re.I), Decimal("1.5")),
    (re.compile(r"gấp\s+(?:ba|3)(?!\s*[\d,.])(?!\w)", re.I), Decimal(3)),
    (re.compile(r"gấp\s+(?:bốn|4)(?!\s*[\d,.])(?!\w)", re.I), Decimal(4)),
    (re.compile(r"(?:một|phân|quá|hơn|gần|được)\s+nửa(?!\w)(?!\s+(?:đầu|cuối|năm))", re.I), Decimal("0.5")),
    (re.compile(r"(?:một\s+phần\s+ba|1/3)(?!\w)", re.I), Decimal(1) / 3),
    (re.compile(r"(?:hai\s+phần\s+ba|2/3)(?!\w)", re.I), Decimal(2) / 3),
    (re.compile(r"(?:một\s+phần\s+tư|1/4)(?!\w)", re.I), Decimal("0.25")),
    (re.compile(r"(?:ba\s+phần\s+tư|3/4)(?!\w)", re.I), Decimal("0.75")),
)
_MOST_ABOUT, _MOST_BESIDE = Decimal("0.05"), Decimal("0.15")  # of a figure, that a rounding may leave out
_MULTIPLE_STEP = Decimal("0.1")
_GROUPED = re.compile(r"[1-9]\d{0,2},\d{3}")
_RANGE_SIGN = re.compile(r"\d\s?$")
_HALF = re.compile(r"\s*rưỡi(?!\w)", re.IGNORECASE)


def claims_in(text: str, folded: str, taken: Sequence[tuple[int, int]] = ()) -> list[Claim]:
    """The claims of a sentence in order; `folded` is it folded, place by place, `taken` the places of what is no
    claim (dates, periods, names)."""
    found: list[Claim] = []
    spans = list(taken)

    def keep(claim: Claim) -> None:
        if not any(claim.start < end and start < claim.end for start, end in spans):
            found.append(claim)
            spans.append((claim.start, claim.end))

    for pattern, multiple in _MULTIPLES:
        for match in pattern.finditer(text):
            bound = _bound_before(text, match.start())
            said = fold(match.group()).split()[0]
            bound = {"hon": Bound.OVER, "qua": Bound.OVER, "gan": Bound.UNDER}.get(said, bound)
            keep(
                Claim(
                    match.start(), match.end(), match.group(), multiple, _MULTIPLE_STEP, "", bound=bound, multiple=True
                )
            )
    for match in _ORDINAL.finditer(text):
        keep(_ordinal(match))
    for claim in _in_words(text, folded):
        keep(claim)
    for claim in _in_digits(text, folded):
        keep(claim)
    return sorted(found, key=lambda claim: claim.start)


def _ordinal(match: re.Match[str]) -> Claim:
    value = Decimal(_ORDINALS[match[1].lower()])
    return Claim(match.start(), match.end(), match.group(), value, Decimal(1), "", ordinal=True)


def _in_digits(text: str, folded: str) -> list[Claim]:
    found = []
    for start, end, number in placed_numbers(text):
        digits = text[start:end].rstrip("% ")
        sign = {"-": -1, "−": -1, "–": -1, "+": 1}.get(digits[:1], 0)
        if sign and _RANGE_SIGN.search(text[:start]):
            sign = 0  # "18–49" is a range, not 18 and minus 49
        if not sign and text[max(0, start - 3) : start].replace(" ", "") in {"(-)", "(−)"}:
            sign = -1
        bare = digits.lstrip("-−–+ ").split("/")[0].strip()
        told = Told(PERCENT, end) if text[start:end].endswith("%") else unit_after(folded, end)
        value, other = abs(number.value), None
        if _GROUPED.fullmatch(bare) and number.of is None:
            other = Decimal(bare.replace(",", ""))
        if half := _HALF.match(text, told.end):
            value, told = value + Decimal("0.5"), Told(told.name, half.end(), told.scale)
        found.append(_claim(text, folded, start, told, value, _step(value), sign, number.of, other))
    return found


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def _in_words(text: str, folded: str) -> list[Claim]:
    """Decimals in words ("tám mươi ba phẩy mười bốn"), whole numbers of two words or more, and one before a unit."""
    told: list[tuple[int, int, Decimal, Decimal]] = []
    for match in _DECIMAL_WORDS.finditer(text):
        whole, digits = read_words(match["whole"]), _read_fraction(match["part"])
        if whole is not None and digits is not None:
            told.append((*match.span(), Decimal(f"{whole}.{digits}"), Decimal(1).scaleb(-len(digits))))
    told += [(s.start, s.end, Decimal(s.value), Decimal(1)) for s in words_in(text) if _is_free(s.start, told)]
    told += [
        (match.start(), match.end(), Decimal(_DIGIT_WORDS[match[1].lower()]), Decimal(1))
        for match in _ONE.finditer(text)
        if _is_free(match.start(), told) and _counts(match, folded)
    ]
    found = []
    for start, end, value, step in told:
        sign = -1 if re.search(r"(?:âm|trừ)\s+$", text[:start], re.IGNORECASE) else 0
        found.append(_claim(text, folded, start, unit_after(folded, end), value, step, sign, None, None))
    return found


def _is_free(at: int, told: Sequence[tuple[int, int, Decimal, Decimal]]) -> bool:
    return not any(start <= at < end for start, end, *_ in told)


def _counts(match: re.Match[str], folded: str) -> bool:
    """Whether a word alone counts something: a unit follows it, and it is no article and no year."""
    word, after = match[1].lower(), unit_after(folded, match.end())
    if after.scale is not None:
        return True
    if word == "một":
        return after.name not in {*LISTED, SCORE, ""}
    return bool(after.name) and (word != "năm" or after.name not in LISTED)


def _read_fraction(words: str) -> str | None:
    """The decimals that words tell: "mười bốn" → 14, "một bốn" → 14, "không năm" → 05."""
    said = words.lower().split()
    if all(word in _FRACTION for word in said):
        return "".join(_FRACTION[word] for word in said)
    value = read_words(words)
    return str(value) if value is not None else None


def _claim(
    text: str, folded: str, start: int, told: Told, value: Decimal, step: Decimal, sign: int, of: Decimal | None,
    other: Decimal | None,
) -> Claim:  # fmt: skip
    unit = told.name
    if not unit and told.scale is None and rank_before(folded, start):
        unit = RANK
    return Claim(
        start,
        max(told.end, start + 1),
        text[start : told.end].strip(),
        value,
        step,
        unit,
        sign,
        of,
        told.scale,
        _bound_before(text, start),
        other,
        ordinal=_NTH.search(text[:start]) is not None and unit in {"", RANK},
    )


def _bound_before(text: str, at: int) -> Bound:
    before = text[max(0, at - 20) : at]
    if _TWO_BOUND.search(before):
        return Bound.EXACT  # "nhiều hơn 5 hồ sơ" tells a difference
    return next((bound for bound, pattern in _BOUND if pattern.search(before)), Bound.EXACT)


def says(claim: Claim, source: Decimal, *, whole: bool = False, scale: int = 0) -> bool:
    """Whether a claim tells a source's value (unsigned, in 10^`scale`), honestly rounded at most; `whole` allows the
    English spelling of its thousands."""
    values = [claim.value] + ([claim.other] if claim.other is not None and whole else [])
    shift = (claim.scale or 0) - (scale if claim.scale is not None else 0)
    rounded = claim.scale not in (None, 0, scale) or claim.step < 1
    return any(_rounds(value.scaleb(shift), claim.step.scaleb(shift), source, claim.bound, rounded) for value in values)


def _rounds(told: Decimal, step: Decimal, source: Decimal, bound: Bound, rounded: bool) -> bool:
    if bound in {Bound.OVER, Bound.UNDER}:
        coarse = _coarse(told, step)
        below = source - told if bound is Bound.OVER else told - source
        return 0 <= below < coarse and below <= source * _MOST_BESIDE
    if told == source:
        return True
    coarse = _coarse(told, step) if bound is Bound.ABOUT else step
    if abs(told - source) * 2 > coarse or (bound is Bound.ABOUT and abs(told - source) > source * _MOST_ABOUT):
        return False
    if bound is Bound.ABOUT:
        return True
    # without a word of rounding: fewer decimals of a decimal figure, not a count cut to tens
    whole_source = source == source.to_integral_value()
    return rounded or (not whole_source and told >= 10)


def _coarse(told: Decimal, step: Decimal) -> Decimal:
    """The place to which a number is rounded, as its zeros show: 100 for 400, 1 for 415."""
    if not told or (step < 1 and told % 1):
        return step
    place = step
    while told % (place * 10) == 0 and place * 10 <= told:
        place *= 10
    return place
