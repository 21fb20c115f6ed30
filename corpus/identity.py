"""One indicator, one identity: what stays the same of a figure from period to period and report to report."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.observations import bare_label
from corpus.period_text import without_periods
from corpus.periods import years_in
from corpus.text import fold
from corpus.values import Observation

_SEPARATOR = " / "
# what tells a figure's period by another: the period says it, the label is no other thing for it
_RELATIVE = re.compile(
    r"\b(?:so voi )?cung (?:ky|thoi diem)(?: nam truoc| nam)?\b|\b(?:luy ke|cong don)(?: tu)?(?: dau nam)?\b"
    r"|\b(?:trong )?(?:ky|quy|thang|nam) (?:nay|bao cao)\b"
    r"|(?:^|(?<=^thuc hien )|(?<=^so lieu )|(?<=^ket qua ))(?:ky|quy|thang|nam) (?:lien )?(?:truoc|ke)$"
)


def series_of(observation: Observation) -> str:
    """The identity of a figure whichever table, report or period it is of.

    Labels are folded, without ordinals and periods; a row that is a period is no part of the identity.
    """
    labels = [_plain(label) for label in observation.indicator]
    above = [_plain(bare_label(label)) for label in observation.entity[:-1]]
    parts = [observation.kind.value, _plain(observation.entity_name), *labels, "", *above]
    return _SEPARATOR.join(part for i, part in enumerate(parts) if part or i == 1 or i == len(labels) + 2)


def is_only_period(label: str) -> bool:
    """Whether a label tells a period and nothing else ("Quý I/2026", "Cùng kỳ năm 2025")."""
    return not _plain(label) and any(map(str.isalnum, label))


@lru_cache(maxsize=65536)
def _plain(label: str) -> str:
    folded = fold(without_periods(label, years=False))
    for year in years_in(folded):
        folded = folded.replace(f"nam {year}", "").replace(year, "")
    words = " ".join("".join(char if char.isalnum() else " " for char in folded).split())
    return " ".join(_RELATIVE.sub(" ", words).split())
