"""Printed ranks against the scores that they rank.

A rank column ranks the rows of its own table only where its ranks make up an order of them (1, 2, 3 …,
ties as 1, 2, 2, 4 or 1, 2, 2, 3) that follows the scores of one column in nearly every row. A rank among
others that are not in the table (49/63) is no order of its rows and cannot be checked, nor can the rank of
another period than the scores'.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit.findings import Finding, cell_locator, column_name
from corpus.audit.sheet import Ref, Sheet, Sort
from corpus.numbers import write_number
from corpus.period_text import single_period
from corpus.table_periods import TablePeriods
from corpus.text import fold

_FEWEST = 4  # rows: fewer are in some order by chance
_AGREES = 0.7
_MOST_WRONG = 3
_FEWEST_FOR_A_SWAP = 6
_BEFORE = re.compile(r"\b(?:ky|quy|thang|nam) (?:lien )?(?:truoc|ke)\b|\bcu$")


@dataclass(frozen=True, slots=True)
class _Order:
    """Rows that one column of ranks orders by another of scores; `misplaced` are those that contradict it,
    each with the rank that its score has, None where the other rows leave that open."""

    ranks: int
    scores: int
    rows: tuple[int, ...]
    misplaced: Mapping[int, int | None]


def check_ranks(sheet: Sheet) -> Iterator[tuple[Ref, Finding]]:
    """Each rank that contradicts the order of the scores, with its cell."""
    columns = [c for c in range(sheet.width) if sheet.sorts[c] is Sort.RANK]
    if not columns:
        return
    periods = TablePeriods(sheet.table, single_period([sheet.table.title, *reversed(sheet.table.path)]))
    orders = [
        order for c in columns for rows in _groups(sheet) if (order := _order_of(sheet, c, rows, periods)) is not None
    ]
    best: dict[tuple[int, tuple[int, ...]], _Order] = {}
    for order in sorted(orders, key=lambda o: (len(o.misplaced), bool(periods.columns[o.ranks]))):
        # one column of scores has one ranking: ranks beside it that follow it worse are of another time or thing
        best.setdefault((order.scores, order.rows), order)
    for order in best.values():
        yield from _tell_misplaced(sheet, order)


def _groups(sheet: Sheet) -> list[tuple[int, ...]]:
    """Rows that may be ranked together: those that stand under one row, and all that are no totals."""
    under: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for r, row in enumerate(sheet.table.rows):
        if not row.is_total and not sheet.is_heading(r):
            under[row.path[:-1]].append(r)
    everything = tuple(r for rows in under.values() for r in rows)
    groups = [tuple(rows) for rows in under.values()]
    return list(dict.fromkeys([*groups, tuple(sorted(everything))]))


def _order_of(sheet: Sheet, c: int, rows: Sequence[int], periods: TablePeriods) -> _Order | None:
    ranks = {r: sheet.values[r, c] for r in rows if (r, c) in sheet.values and sheet.cell((r, c)).of is None}
    if len(ranks) < _FEWEST or not _is_order(list(ranks.values())):
        return None
    best: _Order | None = None
    for scores in _score_columns(sheet, c, periods):
        told = {r: sheet.values[r, scores] for r in ranks if (r, scores) in sheet.values}
        if len(told) < _FEWEST or len(told) < len(ranks):
            continue
        for sign in (1, -1):
            misplaced = _misplaced(ranks, {r: sign * value for r, value in told.items()})
            if best is None or len(misplaced) < len(best.misplaced):
                best = _Order(c, scores, tuple(ranks), misplaced)
    return best if best is not None and len(best.misplaced) <= _most_wrong(len(best.rows)) else None


def _most_wrong(rows: int) -> float:
    """How many rows may contradict an order that the others show: two that were swapped, of six or more."""
    return max(2 if rows >= _FEWEST_FOR_A_SWAP else 0, min(_MOST_WRONG, (1 - _AGREES) * rows))


def _is_order(ranks: Sequence[Decimal]) -> bool:
    """Whether ranks are an order of so many rows, a few misprints aside."""
    if any(rank != rank.to_integral_value() or rank < 1 for rank in ranks):
        return False
    whole = range(1, len(ranks) + 1)
    distinct = {int(rank) for rank in ranks}
    outside = sum(int(rank) not in whole for rank in ranks)
    return 1 in distinct and outside <= 1 and len(distinct) >= _AGREES * len(ranks)


def _score_columns(sheet: Sheet, c: int, periods: TablePeriods) -> Iterator[int]:
    """Columns of scores, amounts or percentages of the period of the ranks, those of the same header first."""
    path = sheet.table.columns[c].path[:-1]
    others = [d for d in range(sheet.width) if d != c and sheet.sorts[d] is not Sort.RANK]
    others = [d for d in others if _of_one_time(sheet, periods, c, d)]
    yield from sorted(others, key=lambda d: (sheet.table.columns[d].path[:-1] != path, abs(c - d)))


def _of_one_time(sheet: Sheet, periods: TablePeriods, c: int, d: int) -> bool:
    told = [periods.columns[column] or periods.default for column in (c, d)]
    before = [_BEFORE.search(fold(" ".join(sheet.table.columns[column].path))) is not None for column in (c, d)]
    return before[0] == before[1] and (None in told or told[0] == told[1])


def _misplaced(ranks: Mapping[int, Decimal], scores: Mapping[int, Decimal]) -> dict[int, int | None]:
    """The rows to leave out so that higher scores have smaller ranks, as few as can be.

    A misprinted rank differs from the one that its score has; a misprinted score shifts the ranks of many,
    and is found as what breaks the longest run of scores that do not rise (Fredman 1975), rows taken by rank.
    Of two rows that bear each other's ranks neither is right.
    """
    falling = sorted(set(scores.values()), reverse=True)
    dense = {value: n for n, value in enumerate(falling, start=1)}
    gapped = {value: 1 + sum(other > value for other in scores.values()) for value in falling}
    by_rank: list[dict[int, int | None]] = [
        {r: place[scores[r]] for r in ranks if ranks[r] != place[scores[r]]} for place in (gapped, dense)
    ]
    swapped = [found for found in by_rank if _is_swap(ranks, found)]
    rows = sorted(ranks, key=lambda r: (ranks[r], -scores[r]))
    run = {rows[i] for i in _longest_falling([scores[r] for r in rows])}
    kept = Counter(ranks[r] for r in run)
    alike = all(kept[ranks[r]] == sum(scores[o] == scores[r] for o in run) for r in run if kept[ranks[r]] > 1)
    by_score: list[dict[int, int | None]] = [dict.fromkeys(r for r in ranks if r not in run)] if alike else []
    fewest = min([*by_rank, *by_score], key=len)
    return swapped[0] if swapped and fewest else fewest


def _is_swap(ranks: Mapping[int, Decimal], found: Mapping[int, int | None]) -> bool:
    return len(found) == 2 and sorted(ranks[r] for r in found) == sorted(n for n in found.values() if n is not None)


def _longest_falling(values: Sequence[Decimal]) -> list[int]:
    """The places of a longest run of values that do not rise."""
    tails: list[Decimal] = []  # negated, so that they rise
    last: list[int] = []
    before: list[int] = []
    for i, value in enumerate(values):
        at = bisect_left(tails, -value)
        while at < len(tails) and tails[at] == -value:
            at += 1
        before.append(last[at - 1] if at else -1)
        if at == len(tails):
            tails.append(-value)
            last.append(i)
        else:
            tails[at] = -value
            last[at] = i
    run = []
    i = last[-1] if last else -1
    while i >= 0:
        run.append(i)
        i = before[i]
    return run[::-1]


def _tell_misplaced(sheet: Sheet, order: _Order) -> Iterator[tuple[Ref, Finding]]:
    taken = {sheet.values[r, order.ranks] for r in order.rows if r not in order.misplaced}
    free = [n for n in range(1, len(order.rows) + 1) if n not in taken]
    for r in order.misplaced:
        ref = (r, order.ranks)
        printed, score = sheet.cell(ref).printed, sheet.values[r, order.scores]
        expected = order.misplaced[r] or _fitting_rank(sheet, order, r, free)
        said = (
            f"Hạng in {printed} không theo thứ tự của cột {column_name(sheet.table, order.scores)}: "
            f"{write_number(score)}"
        )
        told = f"{said} ứng với hạng {expected}." if expected is not None else f"{said} không đứng ở chỗ này."
        status = "suspect" if expected is not None else "unresolved"
        place = cell_locator(sheet.table, sheet.table.rows[r], order.ranks)
        yield ref, Finding(place, "difference", printed, Decimal(expected) if expected else None, status, told)


def _fitting_rank(sheet: Sheet, order: _Order, r: int, free: Sequence[int]) -> int | None:
    """The free rank between those of the rows with the next higher and the next lower score, if there is one."""
    own = sheet.values[r, order.scores]
    rest = [
        (sheet.values[o, order.scores], int(sheet.values[o, order.ranks]))
        for o in order.rows
        if o not in order.misplaced
    ]
    rising = sum((a - b) * (m - n) for a, m in rest for b, n in rest) > 0
    higher = [n for value, n in rest if (value < own if rising else value > own)]
    lower = [n for value, n in rest if (value > own if rising else value < own)]
    fitting = [n for n in free if n > max(higher, default=0) and n < min(lower, default=len(order.rows) + 1)]
    return fitting[0] if len(fitting) == 1 and len(order.misplaced) == 1 else None
