"""Which rows of a table a question speaks of: by name, by ordinal, by what they are called alike, by level."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.catalogue import MEASURES, RowEntry, TableEntry, is_sort, names_the_whole
from assistant.matching import Asked, Matched, match_label, match_name
from assistant.ordinals import ordinal_of
from assistant.question import Operation, Question
from corpus.change_labels import states_change
from corpus.period_text import mentions_in
from corpus.periods import order_key
from corpus.values import Kind, Level

_ENOUGH_OF_A_NAME = 0.5
_PLACES = frozenset({Level.DISTRICT, Level.COMMUNE})
_SHORTEST, _LONGEST_PLACE = 2, 3  # syllables of a place's own name
_CUT_SHORT = 3  # words that a shortened name must have at least
_OTHER_KIND = 0.7  # of a row that has no figure of the kind asked for
_JOINS = frozenset({"và", "lẫn", "với", "hay", "hoặc", "cùng"})
_COUNTED_TOTAL = re.compile(r"(?i)(?:tổng )?cộng \d+ ")  # "Cộng 8 trường"
_SEVERAL = 2
_MOST_OF_IT = 0.5  # of a question's words
_LONGEST_SORT = 4  # words
_WHICH = frozenset({"nào"})
_ALL_OF = frozenset({"bao nhiêu", "mấy", "các", "những", "mọi", "từng"})


def find_group(asked: Asked, table: TableEntry) -> tuple[tuple[str, ...], frozenset[int]]:
    """The labels without figures of their own under which the rows stand that a question ranks: most of its words
    are theirs, and no other's."""
    named = {row.entity for row in table.rows}
    groups = {row.entity[:-1]: row.above for row in table.rows if row.entity[:-1] and row.entity[:-1] not in named}
    if len(groups) < _SEVERAL or not (asked.question.asks(Operation.RANK) or asked.question.asks(Operation.FILTER)):
        return (), frozenset()
    found = {path: match_label(asked, label).positions for path, label in groups.items()}
    ordered = sorted(found, key=lambda path: -asked.weigh(found[path]))
    best, second = found[ordered[0]], found[ordered[1]]
    if asked.weigh(best) <= _MOST_OF_IT * asked.weigh(asked.weights) or asked.weigh(best - second) < 1.0:
        return (), frozenset()
    return ordered[0], best


def numbered_rows(question: Question, table: TableEntry) -> tuple[RowEntry, ...]:
    """The rows that a question names by their ordinals, whatever else it says of them; several at least."""
    if not question.ordinals:
        return ()
    ordinals = {row: ordinal_of(row.entity[-1]) for row in table.rows}
    rows = [row for row, own in ordinals.items() if own and any(asked.has(own) for asked in question.ordinals)]
    ends = {end for asked in question.ordinals for end in (asked.first, asked.last)}
    return tuple(rows) if len(rows) > 1 and ends <= {ordinals[row] for row in rows} else ()


def choose_rows(asked: Asked, table: TableEntry) -> tuple[tuple[RowEntry, ...], tuple[RowEntry, ...], frozenset[int]]:
    """The rows that a question names: the best for each part of it, then its namesakes.

    A row called nothing but "Tổng cộng" is no unit that a question could name.
    """
    named = [row for row in table.rows if not names_the_whole([row.name]) and not _COUNTED_TOTAL.match(row.name)]
    above = {row.entity: match_label(asked, row.above).positions for row in named}
    chosen: list[RowEntry] = []
    others: list[RowEntry] = []
    taken: frozenset[int] = frozenset()
    by_name: frozenset[int] = frozenset()  # without what is taken as the labels above a row
    while matches := _matching_rows(asked.without(taken), named, table, chosen):
        best, found = max(matches, key=lambda m: _row_rank(asked, table, m[0], m[1], above[m[0].entity] - taken))
        explained_above = (above[best.entity] - found.positions) - taken
        namesakes = [
            row
            for row, m in matches
            if row is not best
            and m.positions == found.positions
            and abs(m.coverage - found.coverage) < 0.01
            and asked.weigh(above[row.entity] - m.positions - taken) >= asked.weigh(explained_above) - 1e-6
        ]
        part = _named_part(asked.without(taken | found.positions), best, table) or _part_of_kind(asked, best, table)
        if part is not None:
            best, positions = part
            taken |= positions
            by_name |= positions
            namesakes = []
        by_name |= found.positions
        taken |= found.positions | explained_above
        chosen.append(best)
        # "lĩnh vực Hộ tịch cấp huyện và cấp xã": a namesake that the question places elsewhere is named, too
        for row, _ in matches:
            placed = above[row.entity] - found.positions - taken
            if row.name == best.name and row is not best and asked.weigh(placed) > 0.5:
                chosen.append(row)
                taken |= placed
        others.extend(row for row in namesakes if row not in chosen)
    for row, positions in _coordinated(asked.without(by_name), named, chosen):
        chosen.append(row)
        taken |= positions
    chosen = _of_one_name(chosen, named)
    chosen.sort(key=lambda row: min(match_name(asked, row.label, table).positions, default=len(asked.tokens)))
    return tuple(chosen), tuple(row for row in others if row not in chosen), taken


def _of_one_name(chosen: Sequence[RowEntry], named: Sequence[RowEntry]) -> list[RowEntry]:
    """The rows, each that a namesake of another of them is part of given up for it: "lĩnh vực Đất đai của Sở A, cấp
    huyện, cấp xã" is told of the field in each of the three."""
    names = {_bare(row.name) for row in chosen}
    told: list[RowEntry] = []
    for row in chosen:
        depth = len(row.entity)
        within = [
            r for r in named if len(r.entity) > depth and r.entity[:depth] == row.entity and _bare(r.name) in names
        ]
        told.extend(r for r in (within or [row]) if r not in told)
    return told


def _bare(name: str) -> str:
    """A row's name without what stands in brackets after it: "Lĩnh vực Đất đai (cấp xã)"."""
    return name.partition(" (")[0]


def _coordinated(
    asked: Asked, named: Sequence[RowEntry], chosen: Sequence[RowEntry]
) -> Iterable[tuple[RowEntry, frozenset[int]]]:
    """The rows of which a question says only what tells them from one named before ("trung ương lẫn địa phương")."""
    if not chosen or not any(token.key in _JOINS for token in asked.tokens):
        return
    first = chosen[0]
    for row in named:
        shared = [a for a, b in zip(row.label.keys, first.label.keys, strict=False) if a == b]
        own = set(row.label.keys) - set(first.label.keys)
        said = frozenset(i for i in asked.weights if asked.tokens[i].key in own)
        whole = own and own <= {asked.tokens[i].key for i in said}
        if row not in chosen and row.entity[:-1] == first.entity[:-1] and shared and whole:
            yield row, said


@dataclass(frozen=True, slots=True)
class Sort:
    """What several rows are called alike, and where the question says it."""

    name: str | None = None
    positions: frozenset[int] = frozenset()


def find_sort(asked: Asked, table: TableEntry) -> Sort:
    """The first words that rows have in common where the question asks which of them: "bệnh viện nào"."""
    keys = [token.key for token in asked.tokens]
    for i, key in enumerate(keys):
        for length in range(_LONGEST_SORT, 0, -1):
            start = i - length if key in _WHICH else i + 1
            if key not in _WHICH | _ALL_OF or start < 0 or start + length > len(keys):
                continue
            if key in _WHICH and start and asked.tokens[start - 1].content:
                continue  # the last word of a longer name: "khoản thu nào"
            name = tuple(keys[start : start + length])
            if sum(row.label.keys[:length] == name and len(row.label.keys) > length for row in table.rows) > 1:
                return Sort(" ".join(name), frozenset(range(start, start + length)))
    return Sort()


def _matching_rows(
    asked: Asked, rows: Sequence[RowEntry], table: TableEntry, chosen: Sequence[RowEntry]
) -> list[tuple[RowEntry, Matched]]:
    matches = [(row, match_name(asked, row.label, table)) for row in rows if row not in chosen]
    return [
        (row, m)
        for row, m in matches
        if m.weight > 0.5
        and (m.coverage >= _ENOUGH_OF_A_NAME or _is_cut_short(asked, row, m, table))
        and not _is_half_a_place(asked, row, m)
    ]


def _is_half_a_place(asked: Asked, row: RowEntry, match: Matched) -> bool:
    """Whether only a part of a place's own name is said: "An Lộc" is not "An Hòa", which shares a syllable."""
    proper = [word for word in row.name.split() if not is_sort(word.lower())]
    if row.level not in _PLACES or not all(word[:1].isupper() for word in proper):
        return False  # "Các xã đạt chuẩn" is no place's name
    own = [key for key in dict.fromkeys(row.label.keys) if not is_sort(key)]
    first, last = min(match.positions, default=0), max(match.positions, default=0)
    said = {token.key for token in asked.tokens[max(first - _SHORTEST, 0) : last + 1 + _SHORTEST]}
    return _SHORTEST <= len(own) <= _LONGEST_PLACE and not set(own) <= said


def _is_cut_short(asked: Asked, row: RowEntry, match: Matched, table: TableEntry) -> bool:
    """Whether a long name is said by its first word and others that no other row has together: "Ban QLDA giao thông"
    for "Ban QLDA đầu tư xây dựng các công trình giao thông"."""
    said = {asked.tokens[i].key for i in match.positions}
    first = row.label.keys[0] if row.label.keys else ""
    if len(said) < _CUT_SHORT or first not in said or first in MEASURES or table.from_prose:
        return False
    return not any(other is not row and said <= other.label.words for other in table.rows)


def _row_rank(
    asked: Asked, table: TableEntry, row: RowEntry, match: Matched, above: frozenset[int]
) -> tuple[float, ...]:
    fitting = not asked.question.kinds or _has_kind(row, table, asked.question.kinds)
    return (
        round(match.weight * (0.4 + 0.6 * match.coverage) * (1.0 if fitting else _OTHER_KIND), 3),
        asked.weigh(above - match.positions),
        -len(row.entity),
    )


def _named_part(asked: Asked, whole: RowEntry, table: TableEntry) -> tuple[RowEntry, frozenset[int]] | None:
    """The row below a named row that the question names too ("cấp huyện của Vĩnh Châu")."""
    below = [
        row for row in table.rows if row.entity != whole.entity and row.entity[: len(whole.entity)] == whole.entity
    ]
    named = [(row, m) for row in below if (m := match_name(asked, row.label, table)).coverage >= _ENOUGH_OF_A_NAME]
    named = [(row, m) for row, m in named if m.weight > 0.5]
    if not named:
        return None
    row, found = max(named, key=lambda pair: (pair[1].weight, pair[1].coverage))
    return row, found.positions


def _part_of_kind(asked: Asked, whole: RowEntry, table: TableEntry) -> tuple[RowEntry, frozenset[int]] | None:
    """The row below a named row that alone has a figure of the kind asked for, and says what is asked, too."""
    kinds = set(asked.question.kinds)
    if not kinds or _has_kind(whole, table, kinds):
        return None
    matches = [
        (row, match_name(asked, row.label, table))
        for row in table.rows
        if row.entity[: len(whole.entity)] == whole.entity and _has_kind(row, table, kinds)
    ]
    named = [(row, m) for row, m in matches if m.weight > 0.5 and m.coverage >= _ENOUGH_OF_A_NAME]
    if not named:
        return None
    row, found = max(named, key=lambda pair: (pair[1].weight, pair[1].coverage))
    return row, found.positions


def _has_kind(row: RowEntry, table: TableEntry, kinds: Collection[Kind]) -> bool:
    return any(table.columns[i].kind in kinds for i in row.columns)


def rows_are_periods(table: TableEntry) -> bool:
    """Whether each row is a period, or a comparison or the whole of such."""
    periods = [bool(mentions_in(row.name)) for row in table.rows]
    others = [row.is_total or states_change([row.name]) for row in table.rows]
    return any(periods) and all(one or other for one, other in zip(periods, others, strict=True))


def period_row(question: Question, table: TableEntry) -> tuple[RowEntry, ...]:
    """The row of the period asked for, else of the latest."""
    single = {row: own[0] for row in table.rows if len(own := _periods_of(row, table)) == 1}
    asked = [row for row, period in single.items() if period in question.periods]
    wanted = asked if asked and not question.asks(Operation.CHANGE) else list(single)
    latest = max(wanted, key=lambda row: order_key(single[row]), default=None)
    return (latest,) if latest is not None else ()


def _periods_of(row: RowEntry, table: TableEntry) -> list[str]:
    """The periods of a row's figures, changes between two aside."""
    told = [table.columns[i] for i in row.columns]
    return list({column.period for column in told if column.period and column.change_from is None})


def level_rows(table: TableEntry, level: Level | None) -> tuple[RowEntry, ...]:
    """The rows of one level that stand beside each other: no totals, no groups of such rows.

    Without a level asked (or with one that the table has not), the level of most of its rows.
    """
    rows = [row for row in table.rows if not row.is_total and not row.name.startswith("(")]
    same = [row for row in rows if row.level is level] if level is not None else []
    if not same:
        counts: dict[tuple[Level | None, int], int] = {}
        for row in rows:
            counts[row.level, len(row.entity)] = counts.get((row.level, len(row.entity)), 0) + 1
        wanted = max(counts, key=lambda key: (key[0] in _UNITS, counts[key])) if counts else None
        same = [row for row in rows if (row.level, len(row.entity)) == wanted]
        if wanted and wanted[0] in _UNITS and level is None:
            same = [row for row in rows if row.level in _UNITS and len(row.entity) == wanted[1]]
    names = [row.name for row in same]
    same = [row for row in same if names.count(row.name) <= 2]
    groups = {row.entity[:depth] for row in same for depth in range(1, len(row.entity))}
    return tuple(row for row in same if row.entity not in groups)


_UNITS = frozenset({Level.DEPARTMENT, Level.DISTRICT, Level.COMMUNE})
