"""Fusing two rankings into one. Arithmetic only: no store stands here."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def fuse(first: Mapping[Key, float], second: Mapping[Key, float], weight: float = 0.5) -> dict[Key, float]:
    """The scores of both rankings, each scaled to 0–1, as one convex sum (Bruch et al. 2023).

    `weight` is that of the first; what only one ranking found counts 0 in the other.
    """
    one, two = _scaled(first), _scaled(second)
    keys = {**one, **two}
    fused = {key: weight * one.get(key, 0.0) + (1 - weight) * two.get(key, 0.0) for key in keys}
    return dict(sorted(fused.items(), key=lambda item: -item[1]))


def _scaled(scores: Mapping[Key, float]) -> dict[Key, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    # the worst found is still a find: it stays above what was not found at all
    return {key: 0.1 + 0.9 * ((score - low) / (high - low) if high > low else 1.0) for key, score in scores.items()}
