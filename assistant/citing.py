"""Citation marks: only the sources that an answer uses, numbered in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Figure
from corpus.values import PATH_SEPARATOR

_LONGEST_PART = 60  # characters of one heading that a line has room for
_MOST_MARKS = 4
_MARK = re.compile(r"\[(\d+)\]")


def renumber(
    text: str, citations: Sequence[Citation], figures: Sequence[Figure]
) -> tuple[str, tuple[Citation, ...], tuple[Figure, ...]]:
    """The text, its citations and figures with marks from [1] on; marks of no source are taken out.

    Sources that only a figure names follow those that the text marks.
    """
    known = {citation.id: citation for citation in citations}
    order: dict[int, int] = {}
    for mark in [int(m) for m in _MARK.findall(text)] + [c for figure in figures for c in figure.citations]:
        if mark in known and mark not in order:
            order[mark] = len(order) + 1
    renamed = _MARK.sub(lambda m: f"[{order[int(m[1])]}]" if int(m[1]) in order else "", text)
    used = tuple(replace(known[old], id=new) for old, new in order.items())
    moved = tuple(
        replace(figure, citations=tuple(sorted({order[c] for c in figure.citations if c in order})))
        for figure in figures
    )
    return renamed.strip(), used, moved


def write_marks(citations: Sequence[int]) -> str:
    """Citation marks for a line: [1][2], or [1]…[16] where there are many."""
    marks = [f"[{citation}]" for citation in citations]
    return "".join(marks) if len(marks) <= _MOST_MARKS else f"{marks[0]}…{marks[-1]}"


def clip_locator(locator: str) -> str:
    """A place in a report with its long headings cut short, for a line."""
    return PATH_SEPARATOR.join(clip(part, _LONGEST_PART) for part in locator.split(PATH_SEPARATOR))


def clip(text: str, length: int) -> str:
    """A text of at most `length` characters, cut at a word, with "…" where something was cut."""
    if len(text) <= length:
        return text
    return f"{text[: length - 1].rpartition(' ')[0] or text[: length - 1]}…"


def told_quality(figure: Figure) -> str:
    """How a figure was got: its derivation, or how far its print can be trusted."""
    return figure.derivation or _QUALITIES.get(figure.quality, figure.quality)


def told_value(figure: Figure) -> str:
    """A figure with its unit."""
    return figure.text if not figure.unit or figure.unit in figure.text else f"{figure.text} {figure.unit}"


_QUALITIES = {
    "printed": "in trong báo cáo",
    "computed": "tính ra",
    "repaired": "phục hồi từ các phép cộng",
    "suspect": "cần đối chiếu bản gốc",
}
