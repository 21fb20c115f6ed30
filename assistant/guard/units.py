"""What unit a text gives a number, and whether a figure of a source is in that unit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.text import fold
from corpus.values import Comparison, Kind

PERCENT, POINTS, SCORE, PLACES, RANK, MONEY, TIMES = "%", "điểm phần trăm", "điểm", "bậc", "hạng", "đồng", "lần"
_SCALES = {"nghin": 3, "ngan": 3, "trieu": 6, "tr": 6, "ty": 9, "ti": 9, "million": 6, "billion": 9, "thousand": 3}
_SCALE = r"(?:(?P<first>nghin|ngan|tram|chuc)\s+)?(?P<scale>nghin|ngan|trieu|tr|ty|ti|million|billion|thousand)"
_AFTER = re.compile(
    r"\s*(?:(?P<points>diem\s*(?:phan\s*tram|%)|percentage\s+points?)(?!\w)"
    r"|(?P<percent>%|phan\s+tram(?!\w)|percent(?!\w))"
    rf"|{_SCALE}(?!\w)(?P<money>\s*(?:dong|vnd|d)(?!\w))?"
    r"|(?P<ones>dong|vnd)(?!\w)"
    r"|(?P<score>(?:so\s+)?diem|points?)(?!\w)(?!\s+(?:tiem|cau|truong|den|nong|du lich))"
    r"|(?P<places>bac|buc)(?!\w)|(?P<rank>hang|vi\s+tri|thu\s+bac|thu\s+hang)(?!\w)|(?P<times>lan)(?!\w))"
)
_NAMES = {
    "points": POINTS, "percent": PERCENT, "ones": MONEY, "score": SCORE, "places": PLACES, "rank": RANK,
    "times": TIMES,
}  # fmt: skip
# things that reports count: another one than the source's is another figure
_THINGS = (
    "ho so", "nguoi", "nhiem vu", "van ban", "thu tuc", "du an", "cuoc", "luot", "vu viec", "vu", "phieu", "don thu",
    "ho", "doanh nghiep", "co quan", "tre", "hoc sinh", "giao vien", "lop", "truong", "bien che", "y kien", "sang kien",
    "mo hinh", "de tai", "ha", "km", "tan", "kg", "lieu", "giuong", "ngay", "thang", "gio", "phut", "m2", "usd",
    "cong chuc", "vien chuc", "can bo", "to chuc", "thua", "han che", "dich vu", "giay", "hop tac xa", "lao dong",
    "cong trinh", "goi thau", "khoan", "dot", "hoi nghi", "bai", "tin", "kien nghi", "to", "thon", "ap", "khom",
)  # fmt: skip
# what is counted in the text itself as often as in a report
LISTED = (
    "don vi", "so nganh", "so", "huyen", "thi xa", "thanh pho", "xa", "phuong", "thi tran", "tinh", "linh vuc",
    "tieu chi", "chi tieu", "chi so", "dia phuong", "bao cao", "nguon", "bang", "ky", "nam", "quy", "noi dung", "nhom",
    "nganh", "cap", "muc", "truong hop", "nguyen nhan", "giai phap", "ban",
)  # fmt: skip
_NOUN = re.compile(
    r"\s*(?!ho\s+so\s+voi)(?P<noun>"
    + "|".join(sorted((*_THINGS, *LISTED), key=len, reverse=True)).replace(" ", r"\s+")
    + r")(?!\w)"
    r"(?<!nam)(?<!quy)(?<!thang)(?<!ngay)|\s*(?P<time>nam|quy|thang|ngay)(?!\w)(?!\s+(?:\d|nay|truoc|sau|[ivx]+\b))"
)
_BEFORE_RANK = re.compile(r"(?:hang|xep thu|dung thu|vi tri(?: thu)?|thu hang|vi thu)\s*(?:la|thu|so)?\s*$")
_UNIT_SCALE = re.compile(r"(?:(nghin|ngan|tram|chuc)\s+)?(nghin|ngan|trieu|ty|ti)(?!\w)")


@dataclass(frozen=True, slots=True)
class Told:
    """The unit that follows a number up to `end`: `name` one of the units above or a thing counted ("" for none),
    `scale` the power of ten that it is told in, None where it is told in none."""

    name: str
    end: int
    scale: int | None = None


def unit_after(folded: str, at: int) -> Told:
    """The unit that stands after a number in a folded text."""
    if match := _AFTER.match(folded, at):
        if not match["scale"]:
            name = next(name for group, name in _NAMES.items() if match[group])
            return Told(name, match.end(), 0 if name == MONEY else None)
        scale = _SCALES[match["scale"]] + _more(match["first"])
        if match["money"]:
            return Told(MONEY, match.end(), scale)
        beyond = unit_after(folded, match.end())
        return Told(beyond.name, beyond.end, scale) if beyond.scale is None else Told("", match.end(), scale)
    noun = _NOUN.match(folded, at)
    return Told(_plain(noun), noun.end()) if noun else Told("", at)


def rank_before(folded: str, at: int) -> bool:
    """Whether the words before a number make it a rank ("xếp thứ 49", "hạng 18")."""
    return _BEFORE_RANK.search(folded, max(0, at - 24), at) is not None


def _more(word: str | None) -> int:
    return {"tram": 2, "chuc": 1}.get(word or "", 3 if word else 0)


def _plain(noun: re.Match[str]) -> str:
    return " ".join((noun["noun"] or noun["time"]).split())


def scale_of(unit: str | None) -> int:
    """The power of ten of a source's unit: 6 for "triệu đồng"."""
    match = _UNIT_SCALE.search(fold(unit or ""))
    return _SCALES[match[2]] + _more(match[1]) if match else 0


@dataclass(frozen=True, slots=True)
class Measured:
    """What a source's figure is measured in: `kind` and `comparison` as facts have them, `words` folded text that
    tells what is counted (its unit, indicator and title)."""

    kind: Kind
    comparison: Comparison | None
    unit: str | None
    words: str

    @property
    def scale(self) -> int:
        """The power of ten in which it is told."""
        return scale_of(self.unit)

    @property
    def name(self) -> str:
        """The unit as a text has to tell it; "" where only `words` say."""
        difference = self.comparison in {Comparison.DIFFERENCE, Comparison.FALL}
        unit = self.unit or ""
        if unit == POINTS or (self.kind is Kind.PERCENT and difference):
            return POINTS
        if unit == "%" or self.kind is Kind.PERCENT:
            return PERCENT
        if unit == TIMES:
            return TIMES
        if self.kind is Kind.RANK:
            return PLACES if difference else RANK
        if self.kind is Kind.SCORE or unit == SCORE:
            return SCORE
        return MONEY if self.kind is Kind.MONEY or fold(unit).endswith("dong") else ""


def fits(told: str, source: Measured) -> bool:
    """Whether a figure of a source is in the unit that a text gives it; a number without one is in any."""
    name = source.name
    if not told or told == name:
        return True
    if name == PLACES:
        return told == RANK  # "tụt 31 hạng"
    if name == RANK:
        return told in {*LISTED}  # "49 trên 63 tỉnh"
    if told in {PERCENT, POINTS, SCORE, PLACES, RANK, MONEY, TIMES} or name:
        return False
    return re.search(rf"\b{told}\b", source.words) is not None
