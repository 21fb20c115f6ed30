"""The bounds that a question sets to a figure: "dưới 50%", "từ 20 đến 30", "quá 2/3", "trên mức chung", "vượt dự
toán"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from corpus.numbers import read_number, write_number

SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


class Gap(StrEnum):
    """How what was done stands to what was planned: above it or short of it."""

    OVER = "over"
    SHORT = "short"


_HUNDRED = 100
_YEARS = ("19", "20")
_YEAR_DIGITS = 4
# with diacritics, which restoring gives a question without them: "đất 9" is not "đạt 9"
_NOT_ABOVE = (
    r"(?:không|chưa) quá|(?:không|chưa) vượt(?: quá)?|không (?:hơn|trên|cao hơn|lớn hơn)|nhiều nhất là|tối đa là"
)
_NOT_BELOW = r"ít nhất|tối thiểu|không dưới|không (?:kém|ít hơn|thấp hơn)"
_BELOW = (
    r"dưới|ít hơn|nhỏ hơn|bé hơn|thấp hơn|kém hơn|kém"
    r"|(?:chưa|không) (?:(?!nào|có)\w+ ){0,2}?"
    r"(?:đạt được|đạt đến|đạt tới|đạt|tới|đến|được|đủ|xong|lên)(?: (?:đến|tới|được))?"
)
_ABOVE = r"vượt quá|vượt trên|vượt|lớn hơn|cao hơn|nhiều hơn|trên|hơn|quá"
_FROM = r"từ|đủ|đạt|bằng"
_SIGN = rf"(?P<sign>{_NOT_ABOVE}|{_NOT_BELOW}|{_BELOW}|{_ABOVE}|{_FROM})"
_MARK = r"(?:mức |ngưỡng |mốc |con số |hạng |thứ hạng |thứ )?"
_NUMBER = r"\d+/\d+|\d[\d.,]*|(?:một )?nửa|hai phần ba|ba phần tư"
_UNIT = r"(?P<{0}> ?%| phần trăm(?!\w)| (?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?"
_NO_BOUND = r"(?!\d)(?! (?:năm|tháng|quý|đơn vị|sở|huyện|xã|sau|nơi|lĩnh vực)(?!\w))"
_RANGE = re.compile(
    rf"(?<!\w)từ {_MARK}(?P<number>\d[\d.,]*){_UNIT.format('unit')}(?: (?!trở)\w+){{0,2}}? (?:đến|tới) "
    rf"(?P<short>dưới )?(?P<upper>\d[\d.,]*){_UNIT.format('upper_unit')}{_NO_BOUND}"
)
_BOUND = re.compile(rf"(?<!\w){_SIGN} {_MARK}(?P<number>{_NUMBER}){_UNIT.format('unit')}(?: đồng)?{_NO_BOUND}")
_ONWARD = re.compile(
    rf"(?<!\w)(?P<number>{_NUMBER}){_UNIT.format('unit')}(?P<said>(?: (?!nào|từ)\w+){{0,6}}?)"
    r" trở (?P<way>lên|xuống|lại)(?!\w)"
)
_RELATIVE = re.compile(
    rf"(?<!\w)(?P<sign>{_BELOW}|{_ABOVE}) (?:(?:mức|số|tỷ lệ|con số|điểm) )?(?P<what>(?:trung bình|bình quân)"
    r"|(?:mức )?chung|mặt bằng chung)(?: chung)?(?: (?:của )?(?:toàn tỉnh|cả tỉnh|tỉnh|toàn ngành|toàn huyện))?(?!\w)"
)
_PLAN = r"(?:dự toán|kế hoạch|chỉ tiêu|định mức|(?:số |biên chế |được )giao)"
_GAP_CUES = {
    Gap.OVER: re.compile(rf"(?<!\w)vượt(?: \w+){{0,3}} {_PLAN}"),
    Gap.SHORT: re.compile(
        rf"(?<!\w)(?:(?:không|chưa) (?:đạt|hoàn thành|đủ|bằng)|hụt|thiếu|kém)(?: \w+){{0,8}} {_PLAN}"
        rf"|{_PLAN}[^.?]*(?:hụt|thiếu)"
    ),
}
_FRACTIONS = {"nửa": Decimal(50), "một nửa": Decimal(50), "hai phần ba": Decimal(200) / 3, "ba phần tư": Decimal(75)}


class Yardstick(StrEnum):
    """What a figure is measured against where no number is said: the figure of the whole, or the mean."""

    WHOLE = "whole"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A bound in a question: `below` for "dưới 50%", else at least (`inclusive`) or above; `scale` is 1.000.000
    for "25 triệu"; `upper` is the other end of a range, left out of it where `short`; `against` is what is told
    without a number ("dưới trung bình"); `percent` tells whether a share is said, `exact` that it must be met."""

    value: Decimal
    below: bool
    inclusive: bool
    scale: int = 1
    upper: Decimal | None = None
    short: bool = False
    against: Yardstick | None = None
    percent: bool = False
    exact: bool = False

    def test(self, unit_scale: int = 1, *, ranks: bool = False) -> str:
        """The condition that a figure in a unit of `unit_scale` must meet: ">=50", "<whole", ">=20 <=30".

        Of ranks, what is below has the larger number: "hạng 40 trở xuống" is 40 and more.
        """
        below = not self.below if ranks and not self.exact else self.below
        sign = "=" if self.exact else ("<" if below else ">") + ("=" if self.inclusive else "")
        if self.against is not None:
            return f"{sign}{self.against.value}"
        bound = f"{sign}{write_number(self.value * self.scale / unit_scale)}"
        if self.upper is None:
            return bound
        return f"{bound} {'<' if self.short else '<='}{write_number(self.upper * self.scale / unit_scale)}"


@dataclass(frozen=True, slots=True)
class Bound:
    """A threshold and where the question says it."""

    threshold: Threshold
    spans: tuple[tuple[int, int], ...]


def find_bound(lowered: str) -> Bound | None:
    """The first bound of a question in lower case; None where it sets none."""
    found = [bound for read in (_range, _onward, _plain, _relative) for bound in read(lowered)]
    return min(found, key=lambda bound: (bound.spans[0][0], -bound.spans[-1][1]), default=None)


def _plain(lowered: str) -> list[Bound]:
    found = []
    for match in _BOUND.finditer(lowered):
        sign = match["sign"]
        threshold = _read(match["number"], match["unit"])
        if threshold is None:
            continue
        below = re.fullmatch(rf"{_BELOW}|{_NOT_ABOVE}", sign) is not None
        inclusive = re.fullmatch(rf"{_FROM}|{_NOT_ABOVE}|{_NOT_BELOW}", sign) is not None
        found.append(Bound(_with(threshold, below, inclusive, exact=sign == "bằng"), (match.span(),)))
    return found


def _range(lowered: str) -> list[Bound]:
    found = []
    for match in _RANGE.finditer(lowered):
        low = _read(match["number"], match["unit"] or match["upper_unit"])
        high = _read(match["upper"], match["upper_unit"] or match["unit"])
        if low is None or high is None or low.scale != high.scale:
            continue
        short = match["short"] is not None
        threshold = Threshold(low.value, False, True, low.scale, high.value, short, percent=high.percent)
        found.append(Bound(threshold, (match.span(),)))
    return found


def _onward(lowered: str) -> list[Bound]:
    found = []
    for match in _ONWARD.finditer(lowered):
        threshold = _read(match["number"], match["unit"])
        if threshold is None:
            continue
        start = match.start()
        before = re.search(rf"(?<!\w)(?:từ )?{_MARK}$", lowered[:start])
        spans = ((before.start() if before else start, match.start("said")), (match.end("said"), match.end()))
        found.append(Bound(_with(threshold, match["way"] != "lên", True), spans))
    return found


def _relative(lowered: str) -> list[Bound]:
    found = []
    for match in _RELATIVE.finditer(lowered):
        below = re.fullmatch(_BELOW, match["sign"]) is not None
        mean = re.match("trung bình|bình quân", match["what"]) is not None
        against = Yardstick.MEAN if mean else Yardstick.WHOLE
        found.append(Bound(Threshold(Decimal(0), below, False, against=against), (match.span(),)))
    return found


def _with(read: Threshold, below: bool, inclusive: bool, *, exact: bool = False) -> Threshold:
    return Threshold(read.value, below, inclusive, read.scale, percent=read.percent, exact=exact)


def _read(printed: str, unit: str | None) -> Threshold | None:
    """A number with its unit, what it bounds left open; None for a year."""
    unit = (unit or "").strip()
    percent = unit in {"%", "phần trăm"}
    if printed in _FRACTIONS:
        return Threshold(_FRACTIONS[printed], False, False, percent=True)
    if "/" in printed:
        part, whole = (int(side) for side in printed.split("/"))
        return Threshold(Decimal(part) / whole * _HUNDRED, False, False, percent=True) if 0 < part < whole else None
    number = read_number(printed.rstrip(".,"))
    if number is None or (not unit and len(printed) == _YEAR_DIGITS and printed.startswith(_YEARS)):
        return None
    return Threshold(number.value, False, False, SCALES.get(unit, 1), percent=percent)


def find_gap_cue(lowered: str) -> Gap | None:
    """What a question in lower case says of what was done against what was planned."""
    return next((gap for gap, cue in _GAP_CUES.items() if cue.search(lowered)), None)
