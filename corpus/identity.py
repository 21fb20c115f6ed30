"""One indicator, one identity: what stays the same of a figure from period to period and report to report."""

from __future__ import annotations

from corpus.observations import bare_label
from corpus.periods import years_in
from corpus.text import fold
from corpus.values import Observation

_SEPARATOR = " / "


def series_of(observation: Observation) -> str:
    """The identity of a figure whichever table, report or period it is of.

    Labels are folded, without ordinals and years; a row that is a year is no part of the identity.
    """
    labels = [_plain(label) for label in observation.indicator]
    above = [_plain(bare_label(label)) for label in observation.entity[:-1]]
    parts = [observation.kind.value, _plain(observation.entity_name), *labels, "", *above]
    return _SEPARATOR.join(part for i, part in enumerate(parts) if part or i == 1 or i == len(labels) + 2)


def _plain(label: str) -> str:
    folded = fold(label)
    for year in years_in(label):
        folded = folded.replace(f"nam {year}", "").replace(year, "")
    return " ".join("".join(char if char.isalnum() else " " for char in folded).split())
