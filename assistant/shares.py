"""What is a part and what the whole, where a question names both: "A chiếm bao nhiêu phần trăm B"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from corpus.text import fold
from corpus.values import PATH_SEPARATOR

_CUE = re.compile(r"\b(chiem|bang|ty trong|ti trong)\b")
_WITHIN = re.compile(r"^\W*trong (?:so |tong so |tong )?(?P<whole>[^,]{3,80}),")
_LEVEL = re.compile(r"\b(?:cap|khoi) (?:xa|huyen|tinh)\b")
_SAYS_NOTHING = frozenset({"tong", "so", "cong", "chung", "cua", "cac", "va"})


def parted_rows(folded: str, rows: Sequence[dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The paths of the rows that are the part, and of those that are the whole that a question names; the whole may
    be a row that the parts stand under. None where the question names no whole.

    `folded` is the question without diacritics, `rows` the rows that it names.
    """
    said = _said_of_whole(folded)
    if said is None or not rows:
        return None
    places = {row["path"]: _place(said, fold(row["name"])) for row in rows}
    others = {row["path"]: _place(folded.replace(said, " "), fold(row["name"])) for row in rows}
    whole = tuple(path for path, place in places.items() if place and place > others[path])
    parts = tuple(row["path"] for row in rows if row["path"] not in whole)
    if parts and whole:
        return parts, whole
    if whole:
        return None  # a column of the row is the part
    above = _above(parts, said)
    return (parts, (above,)) if above else None


def names_whole(folded: str, path: str) -> bool:
    """Whether the whole that a question names may be a row: no other level is named for it ("số quá hạn cấp xã")."""
    levels = _LEVEL.findall(_said_of_whole(folded) or "")
    return all(level in fold(path) for level in levels)


def _said_of_whole(folded: str) -> str | None:
    """The words of a question that name the whole: those after "chiếm … %", or before it in "Trong B, A chiếm …"."""
    if match := _WITHIN.search(folded):
        return match["whole"]
    cue = _CUE.search(folded)
    after = re.search(r"(?:%|phan tram)", folded[cue.end() :]) if cue else None
    if cue is None:
        return None
    return folded[cue.end() + (after.end() if after else 0) :].strip(" ?.") or None


def _place(text: str, name: str) -> int:
    """How many words of a name stand together in a text."""
    words = name.split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if set(run) - _SAYS_NOTHING and re.search(rf"\b{re.escape(' '.join(run))}\b", text):
                return length
    return 0


def _above(paths: Sequence[str], said: str) -> str | None:
    """The label above some rows that the words for a whole name in full."""
    labels = paths[0].split(PATH_SEPARATOR)[:-1]
    for depth in range(len(labels), 0, -1):
        words = [word for word in fold(labels[depth - 1]).split() if word.isalpha() and len(word) > 1]
        named = [word for word in words if word not in _SAYS_NOTHING]
        if named and re.search(rf"\b{re.escape(' '.join(named))}\b", said):
            above = PATH_SEPARATOR.join(labels[:depth])
            return above if all(path.startswith(above + PATH_SEPARATOR) for path in paths) else None
    return None
