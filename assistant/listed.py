"""Columns that a question names one beside another: "tiếp nhận, đã giải quyết, quá hạn", "điểm tối đa và đạt được"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.catalogue import ColumnEntry, is_neutral
from assistant.matching import Asked
from corpus.periods import order_key

_SEVERAL = 2
_MOST_OF_IT = 0.6  # of a label's own words
_BETWEEN = 2  # words of asking between two of one label


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a question says a column's own label: `positions` are those of its words, `full` tells whether all are."""

    column: ColumnEntry
    positions: frozenset[int]
    full: bool

    @property
    def start(self) -> int:
        return min(self.positions)

    @property
    def end(self) -> int:
        return max(self.positions) + 1


def listed_columns(asked: Asked, candidates: Sequence[ColumnEntry]) -> tuple[ColumnEntry, ...]:
    """The columns whose own labels a question says each in a place of its own, in its order; none where it says
    fewer than two. What stands right before another is the group of that: "tiếp nhận trực tuyến"."""
    keys = [token.key for token in asked.tokens]
    mentions = [mention for column in candidates for mention in _mentions(asked, keys, column)]
    chosen: list[Mention] = []
    while mentions:
        best = max(mentions, key=lambda mention: _rank(keys, mention))
        chosen.append(best)
        mentions = [m for m in mentions if not m.positions & best.positions and m.column is not best.column]
    chosen.sort(key=lambda mention: mention.start)
    groups = [one for one, after in pairwise(chosen) if _is_group_of(one, after)]
    apart = [mention.column for mention in chosen if mention not in groups]
    return tuple(apart) if len(apart) >= _SEVERAL else ()


def _mentions(asked: Asked, keys: Sequence[str], column: ColumnEntry) -> Iterable[Mention]:
    """The places where a question says most of a label's own words, no more than a few others between them."""
    own = _telling(column.own.keys)
    runs: list[list[int]] = []
    for i, key in enumerate(keys):
        if key not in own:
            continue
        fresh = not runs or i - runs[-1][-1] > _BETWEEN + 1 or key in {keys[j] for j in runs[-1]}
        runs += [[i]] if fresh else []
        runs[-1] += [] if fresh else [i]
    for run in runs:
        said = {keys[i] for i in run}
        if len(said) >= _MOST_OF_IT * len(own) and any(i in asked.weights for i in run):
            yield Mention(column, frozenset(run), said == own)


def _rank(keys: Sequence[str], mention: Mention) -> tuple[tuple[float, ...], tuple[str, str]]:
    """The longer and fuller name first, then the one whose group was named last before it, or else anywhere."""
    column = mention.column
    group = _telling(column.label.keys) - _telling(column.own.keys)
    before = max((i for i in range(mention.start) if group and group <= set(keys[max(0, i - len(group)) : i + 1])),
                 default=-1)  # fmt: skip
    unsaid = len(group - set(keys)) / (len(group) or 1)
    named = (len(mention.positions), mention.full, before, -unsaid, column.change_from is None)
    return tuple(map(float, named)), order_key(column.period)


def _is_group_of(mention: Mention, after: Mention) -> bool:
    """Whether a label is said only as what the next stands under, nothing asked for between them."""
    return mention.column.own.words <= after.column.label.words and after.start - mention.end <= 1


def _telling(keys: Iterable[str]) -> set[str]:
    return {key for key in keys if not is_neutral(key)}
