"""Linking a question to the store: which table, columns and rows it speaks of, and how surely.

Each reading is a table with the columns and rows that explain most of the question's words; what
it leaves unexplained is named, so that nothing is answered that was not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.catalogue import Catalogue, ColumnEntry, RowEntry, TableEntry, is_neutral, names_the_whole
from assistant.columns import choose_columns
from assistant.matching import Asked, Matched, match_label, match_name
from assistant.question import Operation, Question
from corpus.change_labels import states_change
from corpus.period_text import mentions_in
from corpus.periods import order_key
from corpus.text import fold
from corpus.values import Kind, Level

_CONTEXT = 0.6  # and a word of a table's title less than one of its row or column
_ENOUGH_OF_A_NAME = 0.5
_MONEY = frozenset({"dong", "trieu", "ty"})
_FROM_PROSE = 0.12
_OLDER = 0.02  # of two reports that fit alike, the later is meant
_ANSWERED_BY_KIND = {
    Kind.PERCENT: frozenset({"tỷ lệ", "đạt được"}),
    Kind.RANK: frozenset({"xếp hạng", "cả nước"}),  # a rank printed is one among all provinces
    Kind.SCORE: frozenset({"điểm", "đạt được"}),
    Kind.MONEY: frozenset({"đồng", "triệu", "tỷ", "tiền"}),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question: `rows` are named by it, `alternatives` are rows of the same
    name elsewhere in the table. `score` is the share of the question's words that it explains,
    `fit` that with what decides between readings that explain the same. `missing` is the weight of the weightiest
    word that nothing of the reading explains; `names_column` whether the question says what is measured;
    `periods` and `compared` are those asked for, as this table's reports tell "quý trước"."""

    table: TableEntry
    columns: tuple[ColumnEntry, ...]
    rows: tuple[RowEntry, ...]
    alternatives: tuple[RowEntry, ...]
    score: float
    fit: float
    unexplained: tuple[str, ...]
    missing: float
    names_column: bool
    periods: tuple[str, ...] = ()
    compared: str | None = None


def link(question: Question, catalogue: Catalogue, *, tables: Iterable[int] | None = None) -> list[Reading]:
    """The readings of a question, best first; tables that explain nothing of it are left out."""
    tokens = catalogue.expand(question.tokens)
    weights = {i: catalogue.weight(token.key) for i, token in enumerate(tokens) if token.content}
    asked = Asked(question, tokens, weights)
    wanted = set(tables) if tables is not None else None
    meant = catalogue.reports_named(question)
    said: dict[str | None, Question] = {}
    readings = []
    for table in catalogue.tables:
        if (wanted is not None and table.id not in wanted) or (meant is not None and table.document not in meant):
            continue
        newest = catalogue.newest_period(table.document)
        own = replace(asked, question=said.setdefault(newest, question.at(newest)))
        reading = _read_in_table(own, table, at_least=wanted is not None)
        if reading is not None:
            older = 0.0 if catalogue.is_latest(table.document) else _OLDER
            readings.append(replace(reading, fit=reading.fit - older))
    return sorted(readings, key=lambda reading: -reading.fit)


def _read_in_table(asked: Asked, table: TableEntry, *, at_least: bool) -> Reading | None:
    """The reading in one table; None where it explains nothing of the question, unless it is wanted anyway."""
    rows, others, row_positions = _choose_rows(asked, table)
    columns, column_positions = choose_columns(asked, table, rows, row_positions)
    if not columns or not _measures(asked.question.unit, table, columns[0]):
        return None
    if not rows and rows_are_periods(table):
        rows = _period_row(asked.question, table)
    content = frozenset(asked.weights)
    direct = (row_positions | column_positions | _kind_positions(asked, columns)) & content
    context = match_label(asked, table.context).positions & content
    if content and not direct and not context and not at_least:
        return None
    total = asked.weigh(content) or 1.0
    # the whole of a table is what its title names
    share = 1.0 if columns[0].is_overall and not row_positions else _CONTEXT
    score = (asked.weigh(direct) + share * asked.weigh(context - direct)) / total if content else 0.0
    left = sorted(content - direct - context)
    unexplained = tuple(asked.tokens[i].typed for i in left)
    fit = score + _fit_bonus(asked.question, table, columns, rows, others)
    missing = max((asked.weights[i] for i in left), default=0.0)
    of_kind = bool(asked.question.kinds) and columns[0].kind in asked.question.kinds
    names_column = of_kind or bool((column_positions - row_positions) & content)
    periods, compared = asked.question.periods, asked.question.compared
    return Reading(table, columns, rows, others, score, fit, unexplained, missing, names_column, periods, compared)


def _kind_positions(asked: Asked, columns: Sequence[ColumnEntry]) -> frozenset[int]:
    """Words such as "tỷ lệ" and "xếp hạng" that a column of that kind answers, labelled so or not."""
    words = frozenset().union(*(_ANSWERED_BY_KIND.get(column.kind, frozenset()) for column in columns))
    return frozenset(i for i in asked.weights if asked.tokens[i].key in words)


def _fit_bonus(
    question: Question,
    table: TableEntry,
    columns: Sequence[ColumnEntry],
    rows: Sequence[RowEntry],
    others: Sequence[RowEntry],
) -> float:
    """Small differences that decide between tables that explain the same words."""
    bonus = 0.0
    ranks = question.asks(Operation.RANK) or question.asks(Operation.FILTER)
    if ranks and rows_are_periods(table) and not re.search(r"\bnam nao\b", question.folded):
        bonus -= 0.4  # years are not what is ranked
    if table.from_prose:
        # a table tells the same more exactly; what text happens to mention is no list to rank or add up
        lists = ranks or question.asks(Operation.SUM) or question.asks(Operation.BREAKDOWN)
        bonus -= _FROM_PROSE + (0.4 if lists else 0.0)
    if question.asks(Operation.CHANGE):
        bonus += 0.1 if _has_periods(table) and not table.from_prose else 0.0
    if question.kinds and not _computes(question) and not any(column.kind in question.kinds for column in columns):
        bonus -= 0.15
    if not rows and not ranks and not any(row.is_total for row in table.rows):
        bonus -= 0.1  # of no unit in particular: the whole must stand there
    if question.kinds and any(column.kind in question.kinds for column in columns):
        bonus += 0.06
    if question.level is not None:
        have = sum(row.level is question.level for row in table.rows)
        bonus += 0.08 if have >= 3 else -0.04
        if re.search(rf"\b{fold(question.level.value)}\b", fold(table.context.text)):
            bonus += 0.05  # "… theo từng lĩnh vực"
    if rows and columns:
        bonus += 0.03
    bonus -= 0.02 * min(len(others), 4)
    return bonus - 0.004 * sum(not is_neutral(key) for key in columns[0].label.keys)


def _choose_rows(asked: Asked, table: TableEntry) -> tuple[tuple[RowEntry, ...], tuple[RowEntry, ...], frozenset[int]]:
    """The rows that a question names: the best for each part of it, then its namesakes.

    A row called nothing but "Tổng cộng" is no unit that a question could name.
    """
    named = [row for row in table.rows if not names_the_whole([row.name])]
    above = {row.entity: match_label(asked, row.above).positions for row in named}
    chosen: list[RowEntry] = []
    others: list[RowEntry] = []
    taken: frozenset[int] = frozenset()
    while matches := _matching_rows(asked.without(taken), named, table, chosen):
        best, found = max(matches, key=lambda m: _row_rank(asked, m[0], m[1], above[m[0].entity] - taken))
        explained_above = (above[best.entity] - found.positions) - taken
        namesakes = [
            row
            for row, m in matches
            if row is not best
            and m.positions == found.positions
            and abs(m.coverage - found.coverage) < 0.01
            and asked.weigh(above[row.entity] - m.positions - taken) >= asked.weigh(explained_above) - 1e-6
        ]
        part = _named_part(asked.without(taken | found.positions), best, table)
        if part is not None:
            best, positions = part
            taken |= positions
            namesakes = []
        taken |= found.positions | explained_above
        chosen.append(best)
        # "lĩnh vực Hộ tịch cấp huyện và cấp xã": a namesake that the question places elsewhere is named, too
        for row, _ in matches:
            placed = above[row.entity] - found.positions - taken
            if row.name == best.name and row is not best and asked.weigh(placed) > 0.5:
                chosen.append(row)
                taken |= placed
        others.extend(row for row in namesakes if row not in chosen)
    return tuple(chosen), tuple(others), taken


def _matching_rows(
    asked: Asked, rows: Sequence[RowEntry], table: TableEntry, chosen: Sequence[RowEntry]
) -> list[tuple[RowEntry, Matched]]:
    matches = [(row, match_name(asked, row.label, table)) for row in rows if row not in chosen]
    return [(row, m) for row, m in matches if m.weight > 0.5 and m.coverage >= _ENOUGH_OF_A_NAME]


def _row_rank(asked: Asked, row: RowEntry, match: Matched, above: frozenset[int]) -> tuple[float, ...]:
    return (
        round(match.weight * (0.4 + 0.6 * match.coverage), 3),
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


def _computes(question: Question) -> bool:
    """Whether the figure asked for may be of another kind than the figures it is computed from."""
    return any(map(question.asks, (Operation.SHARE, Operation.CHANGE, Operation.SUM, Operation.COMPARE)))


def _measures(unit: str | None, table: TableEntry, column: ColumnEntry) -> bool:
    """Whether a column can be told in the unit asked for ("bao nhiêu ngày")."""
    if unit is None:
        return True
    if unit in _MONEY:
        return column.kind is Kind.MONEY
    said = fold(" ".join([column.unit or "", column.label.text, table.context.text]))
    return re.search(rf"\b{unit}\b", said) is not None


def _has_periods(table: TableEntry) -> bool:
    """Whether a table tells more than one period, or the change between two."""
    periods = {column.period for column in table.columns if column.period}
    return len(periods) > 1 or any(column.change_from for column in table.columns)


def rows_are_periods(table: TableEntry) -> bool:
    """Whether each row is a period, or a comparison or the whole of such."""
    periods = [bool(mentions_in(row.name)) for row in table.rows]
    others = [row.is_total or states_change([row.name]) for row in table.rows]
    return any(periods) and all(one or other for one, other in zip(periods, others, strict=True))


def _period_row(question: Question, table: TableEntry) -> tuple[RowEntry, ...]:
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
