"""Citation marks: only the sources that an answer uses, numbered in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation, Figure

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
