"""Names of administrative units: what level a name is of.

The words are those of the Constitution and the Law on the Organisation of Local Government (tỉnh,
huyện, xã and their urban forms) and of the bodies under them; no province's names stand here.
"""

from __future__ import annotations

import re

from corpus.text import fold
from corpus.values import Level

_PEOPLES_COMMITTEE = re.compile(r"^(?:ubnd|uy ban nhan dan)\s+(?:cac\s+)?")
_LEVEL_WORDS: tuple[tuple[Level, str], ...] = (
    (Level.DISTRICT, r"(?:cap )?huyen|thi xa|thanh pho|quan|tx\.?|tp\.?|h\."),
    (Level.COMMUNE, r"(?:cap )?xa|phuong|thi tran|dac khu"),
    (
        Level.DEPARTMENT,
        r"so|ban|van phong|thanh tra|chi cuc|cuc|cong an|bo chi huy|kho bac|bao hiem|trung tam|truong"
        r"|benh vien|vien|dai phat thanh|quy|hoi|lien doan|tinh doan",
    ),
    (Level.PROVINCE, r"(?:cap |toan )?tinh"),
    (Level.FIELD, r"linh vuc"),
    (Level.CRITERION, r"tieu chi"),
)
_STARTS = tuple((level, re.compile(rf"(?:{words})\b")) for level, words in _LEVEL_WORDS)


def level_of(name: str) -> Level | None:
    """The level that a name states by its first words, None if it states none."""
    folded = _PEOPLES_COMMITTEE.sub("", fold(name).strip())
    return next((level for level, starts in _STARTS if starts.match(folded)), None)


def is_unit(name: str) -> bool:
    """Whether a name is that of an administrative unit or body."""
    return level_of(name) in {Level.DEPARTMENT, Level.DISTRICT, Level.COMMUNE}


def strip_shared_words(names: list[str]) -> list[str]:
    """The names without the words that most of them begin or end with.

    "TTHC do Sở Y tế tiếp nhận" beside "TTHC do Sở Nội vụ tiếp nhận" → "Sở Y tế", "Sở Nội vụ".
    """
    if len(names) < 3:
        return names
    words = [name.split() for name in names]
    ahead = _shared_count(words)
    behind = _shared_count([w[::-1] for w in words])
    result = []
    for name, own in zip(names, words, strict=True):
        start = ahead if own[:ahead] == _majority(words, ahead) else 0
        reverse = [w[::-1] for w in words]
        end = len(own) - (behind if own[::-1][:behind] == _majority(reverse, behind) else 0)
        kept = " ".join(own[start:end])
        result.append(kept or name)
    return result


def _majority(words: list[list[str]], count: int) -> list[str]:
    prefixes = [tuple(w[:count]) for w in words]
    return list(max(set(prefixes), key=prefixes.count)) if prefixes else []


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
