"""What a question points at ("xã này", "đơn vị đó") spelled out by what was answered before it."""

from __future__ import annotations

import re

from assistant.intent import Intent
from corpus.text import fold, normalise

_UNITS = (
    "don vi|co quan|huyen|thi xa|thanh pho|xa|phuong|so|nganh|truong|chi cuc|cuc|benh vien|trung tam|phong|noi"
    "|dia phuong|linh vuc|tieu chi|khoan|khoan thu|doanh nghiep|dia ban"
)
_POINTING = re.compile(rf"\b(?:cua )?(?:chinh )?(?P<unit>{_UNITS}) (?:nay|ay|do|kia|tren)\b(?! (?:lai|nay))")
_ASKING = re.compile(r"\b(bao nhieu|may|nao|gi|sao|ai|dau|the nao|khi nao)\b|\?")


def points_at_unit(text: str) -> bool:
    """Whether a question names a unit only by pointing at it."""
    return _find_pointing(normalise(text)) is not None


def spell_reference(asked: str, previous: Intent | None) -> str:
    """The question with the unit that it points at; after a question back, the question that was not clear with
    the unit that is named now."""
    if previous is None:
        return asked
    if previous.unclear:
        named = _ASKING.search(fold(normalise(asked))) is None
        return _put(previous.unclear, asked.strip(" .,;!")) if named else asked
    return _put(asked, previous.told) if previous.told else asked


def _put(question: str, name: str) -> str:
    """The question with a name where it points."""
    plain = normalise(question)
    match = _find_pointing(plain)
    if match is None:
        return question
    of = "của " if match[0].startswith("cua ") else ""
    return f"{plain[: match.start()]}{of}{name}{plain[match.end() :]}"


def _find_pointing(plain: str) -> re.Match[str] | None:
    """Where a text points at a unit; "số đó" points at a number, not at a "sở"."""
    for match in _POINTING.finditer(fold(plain)):
        if match["unit"] != "so" or plain[match.start("unit") :].lower().startswith("sở"):
            return match
    return None
