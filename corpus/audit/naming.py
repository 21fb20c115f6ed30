"""Names compared across tables and prose: the same unit or field under slightly different words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.observations import bare_label, row_names
from corpus.text import fold, syllables
from corpus.values import Table

Key = tuple[str, ...]

_QUALIFIER = re.compile(r"\([^()]*(?:\d|cấp)[^()]*\)", re.IGNORECASE)
_LEVEL = re.compile(r"\bcap (tinh|huyen|xa|so|trung uong)\b")
_EMPTY = frozenset({"va", "cac", "cua", "ve", "ubnd"})
_OPENERS = (("linh", "vuc"), ("tieu", "chi"), ("chi", "so", "thanh", "phan"), ("ho", "so"))


def name_key(name: str) -> Key:
    """A name without what is said of it in passing: "Lĩnh vực Hộ tịch (cấp xã)" → (ho, tich)."""
    words = [word for word in syllables(_QUALIFIER.sub(" ", bare_label(name))) if word not in _EMPTY]
    for opener in _OPENERS:
        if tuple(words[: len(opener)]) == opener and len(words) > len(opener):
            words = words[len(opener) :]
    return tuple(words)


def level_said(text: str) -> str | None:
    """The level that a text names last: "xa" for "… (cấp xã)"."""
    found = _LEVEL.findall(fold(text))
    return found[-1] if found else None


def unique_rows(table: Table) -> dict[Key, int]:
    """The rows whose name no other row of the table has, by key."""
    places: dict[Key, list[int]] = {}
    for r, (row, name) in enumerate(zip(table.rows, row_names(table), strict=True)):
        if row.path and not row.is_total:
            places.setdefault(name_key(name), []).append(r)
    return {key: rows[0] for key, rows in places.items() if key and len(rows) == 1}


def coverage(label: Sequence[str], text: str) -> float:
    """The share of a label's words that a text has."""
    wanted = {word for part in label for word in syllables(part)}
    return len(wanted & set(syllables(text))) / len(wanted) if wanted else 0.0
