"""Names of administrative units: what level a name is of.

The words are those of the Constitution and the Law on the Organisation of Local Government (tỉnh,
huyện, xã and their urban forms) and of the bodies under them; no province's names stand here.
"""

from __future__ import annotations

import re
from collections import Counter

from corpus.text import fold
from corpus.values import Level

_PEOPLES_COMMITTEE = re.compile(r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?:các\s+)?")
_LEVEL_WORDS: tuple[tuple[Level, str], ...] = (
    (Level.DISTRICT, r"(?:cấp )?huyện|thị xã|thành phố|quận|tx\.?|tp\.?|h\."),
    (Level.COMMUNE, r"(?:cấp )?xã|phường|thị trấn|đặc khu"),
    (
        Level.DEPARTMENT,
        r"sở|ban|văn phòng|thanh tra|chi cục|cục|công an|bộ chỉ huy|kho bạc|bảo hiểm|trung tâm|trường"
        r"|bệnh viện|viện|đài phát thanh|quỹ|hội|liên đoàn|tỉnh đoàn",
    ),
    (Level.PROVINCE, r"(?:cấp |toàn )?tỉnh"),
    (Level.FIELD, r"lĩnh vực"),
    (Level.CRITERION, r"tiêu chí"),
)
_UNIT_LEVELS = frozenset({Level.PROVINCE, Level.DEPARTMENT, Level.DISTRICT, Level.COMMUNE})
_STARTS = tuple((level, re.compile(rf"(?:{words})(?!\w)")) for level, words in _LEVEL_WORDS)


def level_of(name: str) -> Level | None:
    """The level that a name states by its first words (with diacritics), None if it states none."""
    lowered = _PEOPLES_COMMITTEE.sub("", name.lower().strip())
    return next((level for level, starts in _STARTS if starts.match(lowered)), None)


def is_unit(name: str) -> bool:
    """Whether a name is that of an administrative unit or body."""
    return level_of(name) in _UNIT_LEVELS - {Level.PROVINCE}


def strip_shared_words(names: list[str]) -> list[str]:
    """The names of units without the words that most of them begin or end with.

    "TTHC do Sở Y tế tiếp nhận" beside "TTHC do Sở Nội vụ tiếp nhận" → "Sở Y tế", "Sở Nội vụ". Names
    that are no units' stay whole.
    """
    if len(names) < 3:
        return names
    reverse = [name.split()[::-1] for name in names]
    words = [name.split() for name in names]
    ahead = _shared_count(words)
    behind = _shared_count(reverse)
    front, back = _majority(words, ahead), _majority(reverse, behind)
    result = []
    for name, own in zip(names, words, strict=True):
        start = ahead if _nearly(own[:ahead], front) else 0
        end = len(own) - (behind if _nearly(own[::-1][:behind], back) else 0)
        kept = " ".join(own[start:end])
        result.append(kept or name)
    units = sum(level_of(name) in _UNIT_LEVELS for name in result)
    return result if units * 2 >= len(names) else names


def _nearly(own: list[str], shared: list[str]) -> bool:
    """Whether words are those shared, but for a misprint of one letter ("TTTC do" beside "TTHC do")."""
    return len(own) == len(shared) and all(_misprints(a, b) for a, b in zip(own, shared, strict=True))


def _misprints(word: str, other: str) -> bool:
    if len(word) != len(other):
        return False
    return sum(a != b for a, b in zip(word, other, strict=True)) <= int(len(word) > 2)


def _majority(words: list[list[str]], count: int) -> list[str]:
    prefixes: list[tuple[str, ...]] = [tuple(w[:count]) for w in words]
    return list(Counter(prefixes).most_common(1)[0][0]) if prefixes else []


def _shared_count(words: list[list[str]]) -> int:
    """How many leading words at least three quarters of the names share, before a unit's own word."""
    count = 0
    while True:
        prefix = _majority(words, count + 1)
        sharing = sum(w[: count + 1] == prefix and len(w) > count + 1 for w in words)
        if len(prefix) <= count or sharing < 0.75 * len(words) or _names_level(prefix[-1]):
            return count
        count += 1


def _names_level(word: str) -> bool:
    folded = fold(word)
    return folded in {"so", "ban", "huyen", "xa", "thi", "thanh", "phuong", "ubnd", "linh", "cap", "muc"}
