"""Which way a sentence says that a number goes, and whether its source goes that way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.facts import Fact
from assistant.guard.claims import Bound, Claim
from assistant.guard.sentences import Unit
from corpus.periods import order_key
from corpus.values import Kind

_UP = r"tăng|cao hơn|nhiều hơn|lớn hơn|tốt hơn|thêm|cải thiện|tiến|nhích|leo|vươn|bứt phá|nâng|hơn"
_DOWN = r"giảm|thấp hơn|ít hơn|nhỏ hơn|kém hơn|kém|tụt|sụt|lùi|hụt|mất|rớt|thiếu|rơi|hạ|âm"
_WORDS = re.compile(rf"(?<!\w)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?!\w)", re.IGNORECASE)
# what stands between a direction and a number that is not the change but where it leads or starts
_LEVEL = re.compile(r"(?<!\w)(?:còn|xuống|lên|đến|tới|từ|so với|mức|đạt|là|ở|vào|với)(?!\w)", re.IGNORECASE)
_PARTED = re.compile(r"[,;:()]")
_AMOUNT = re.compile(
    r"(?<!\w)(?:mức tăng|mức giảm|tăng|giảm|tăng thêm|giảm đi)\s+(?:\w+\s+){0,2}?là\s*$", re.IGNORECASE
)
_NEUTRAL = re.compile(
    r"(?<!\w)(?:chênh|chênh lệch|cách|cách nhau|khoảng cách|biến động|không đổi|giữ nguyên)(?!\w)", re.I
)
_COMPARED = re.compile(
    r"(?<!\w)(?:(?P<up>cao|nhiều|lớn|vượt)|(?P<down>thấp|ít|nhỏ|kém))(?:\s+hơn)(?!\w)", re.IGNORECASE
)
_MOVING_LABEL = re.compile(r"(?<!\w)(?:tang|giam|mat|thieu|hut|vuot)(?!\w)")
_REACH = 40  # characters between a direction and its number


def beside(claim: Claim, unit: Unit) -> int:
    """The direction told of a number itself: 1 for "tăng 5", −1 for "giảm 5", 0 where none is ("giảm còn 83")."""
    if claim.sign:
        return claim.sign
    start = max([0, claim.start - _REACH, *(other.end for other in unit.claims if other.end <= claim.start)])
    before = unit.unnamed[start : claim.start]
    parted = max((match.end() for match in _PARTED.finditer(before)), default=0)
    before = before[parted:]
    if _AMOUNT.search(before):
        before = re.sub(r"\s+là\s*$", " ", before)
    words = list(_WORDS.finditer(before))
    if not words or _LEVEL.search(before[words[-1].end() :]):
        return 0
    last = words[-1]
    if last.group().lower() == "hơn" and claim.bound is Bound.OVER:
        return 0
    return 1 if last["up"] else -1


def anywhere(unit: Unit) -> set[int]:
    """All directions that a sentence tells, those of bounds ("hơn 400") aside."""
    bounds = {claim.start for claim in unit.claims if claim.bound is Bound.OVER}
    told = set()
    for match in _WORDS.finditer(unit.unnamed):
        if match.group().lower() == "hơn" and any(0 <= start - match.end() <= 1 for start in bounds):
            continue
        told.add(1 if match["up"] else -1)
    return told


def goes_its_way(claim: Claim, unit: Unit, fact: Fact, indicator: str) -> bool:
    """Whether a sentence tells a fact's number with the direction that its sign has.

    A change must be told with one; what is no change may not, unless its own label says so ("chi giảm", "mất điểm").
    """
    near, value = beside(claim, unit), fact.value or Decimal(0)
    sign = (value > 0) - (value < 0)
    if fact.moves:
        if not sign:
            return near == 0
        if near:
            return near == sign
        told = anywhere(unit)
        if told:
            return sign in told
        return sign > 0 or _NEUTRAL.search(unit.unnamed) is not None
    if indicator.startswith("chenh lech"):
        return True  # which is above which is asked of both sides
    if sign < 0:
        return near < 0 or (near == 0 and -1 in anywhere(unit)) or "chưa" in unit.unnamed.lower()
    if claim.sign < 0:
        return False
    return not near or claim.sign > 0 or _MOVING_LABEL.search(indicator) is not None


def compares_rightly(unit: Unit, told: Sequence[tuple[Claim, Fact]]) -> bool:
    """Whether two figures of one indicator are compared as their values are: "A (12) cao hơn B (7)"."""
    levels = [(claim, fact) for claim, fact in told if not fact.moves and fact.value is not None]
    if len(levels) != 2:
        return True
    (_, first), (_, second) = levels
    if first.value == second.value or first.indicator != second.indicator or first.kind is not second.kind:
        return True
    more = 1 if (first.value or 0) > (second.value or 0) else -1
    compared = {1 if match["up"] else -1 for match in _COMPARED.finditer(unit.unnamed)}
    if compared and first.kind is not Kind.RANK and first.entity != second.entity:
        return compared == {more}
    if first.entity != second.entity or not first.period or not second.period or first.period == second.period:
        return True
    later, earlier = sorted((first, second), key=lambda fact: order_key(fact.period), reverse=True)
    rise = 1 if (later.value or 0) > (earlier.value or 0) else -1
    rise = -rise if first.kind is Kind.RANK else rise
    moved = {1 if match["up"] else -1 for match in _WORDS.finditer(unit.unnamed) if not _COMPARED.match(match.group())}
    if moved:
        return rise in moved
    return not compared or first.kind is Kind.RANK or compared == {more}
