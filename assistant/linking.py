"""Linking a question to the store: which table, columns and rows it speaks of, and how surely.

Each reading is a table with the columns and rows that explain most of the question's words; what
it leaves unexplained is named, so that nothing is answered that was not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.catalogue import MEASURES, SOFT, Catalogue, ColumnEntry, RowEntry, TableEntry, is_neutral
from assistant.columns import choose_columns, is_quoted
from assistant.gaps import find_gap
from assistant.lexicon import LEVEL_WORDS
from assistant.matching import SURE, Asked, match_label, match_name
from assistant.question import Operation, Question, Token, plain_units
from assistant.rows import choose_rows, find_group, find_sort, numbered_rows, period_row, rows_are_periods
from assistant.wholes import AT_MOST
from corpus.text import fold
from corpus.values import Kind, Level

_CONTEXT = 0.6  # and a word of a table's title less than one of its row or column
_MONEY = frozenset({"dong", "trieu", "ty"})
_FROM_PROSE = 0.12
_MEASURED = 1.35  # what is measured must not be left out: "công khai", "quá hạn"
_WITH_A_REST = frozenset({Kind.COUNT, Kind.MONEY, Kind.SCORE})
_GAP_WORDS = frozenset({"vượt", "hụt", "thiếu", "đạt được", "chưa đạt", "hoàn", "thành", "đủ"})
_NOT_YET = frozenset({"chưa", "chưa đạt"})
_UNKNOWN_THING = 9.0  # as heavy as no word is
_NUMBERED = 0.5  # of a table that has the rows of the ordinals that are asked for
_OF_LEVEL = 3  # rows of a level that a table must have to be about it
_LEVELS_NAMED = {"cấp xã": Level.COMMUNE, "cấp huyện": Level.DISTRICT}
_UNIT_LEVELS = frozenset({Level.DEPARTMENT, Level.DISTRICT, Level.COMMUNE})
_EACH_UNIT = 0.002
_MOST_UNITS = 30
_OLDER = 0.02  # of two reports that fit alike, the later is meant
_WHOLE_NAME = 0.05  # of a row whose whole name is said, not some words of a longer one
_OTHER_PERIODS = 0.3  # of a table that has figures of none of them
_ACROSS = 0.05  # of one that has figures of each with those of another report
_BOTH_PERIODS = 0.05  # of a table that has figures of each period asked for
_ANSWERED_BY_KIND = {
    Kind.PERCENT: frozenset({"tỷ lệ", "đạt được"}),
    Kind.RANK: frozenset({"xếp hạng", "cả nước"}),  # a rank printed is one among all provinces
    Kind.SCORE: frozenset({"điểm", "đạt được"}),
    Kind.MONEY: frozenset({"đồng", "triệu", "tỷ", "tiền"}),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question: `rows` are named by it, `alternatives` are rows of the same name
    elsewhere in the table. `score` is the share of the question's words that it explains, `fit` that with what
    decides between readings that explain the same; `missing` is the weight of the weightiest word that nothing
    explains. `names_column` tells whether the question says what is measured.

    `gap` are the columns whose difference is asked for, what was done and what was planned; `rest` tells whether
    what is left of the columns' wholes is asked for ("chưa công khai"); `sort` is what the rows asked for are
    called alike ("bệnh viện nào"), `group` the labels that those to be ranked stand under. `periods` and
    `compared` are those asked for, as this table's reports tell "quý trước"."""

    table: TableEntry
    columns: tuple[ColumnEntry, ...]
    rows: tuple[RowEntry, ...]
    alternatives: tuple[RowEntry, ...]
    score: float
    fit: float
    unexplained: tuple[str, ...]
    missing: float
    names_column: bool
    sort: str | None = None
    rest: bool = False
    gap: tuple[ColumnEntry, ColumnEntry] | None = None
    group: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    compared: str | None = None


def link(question: Question, catalogue: Catalogue, *, tables: Iterable[int] | None = None) -> list[Reading]:
    """The readings of a question, best first; tables that explain nothing of it are left out."""
    asked = ask_with(question, catalogue.expand(question.tokens), catalogue)
    wanted = set(tables) if tables is not None else None
    meant = catalogue.reports_named(question)
    said: dict[str | None, Question] = {}
    readings = []
    for table in catalogue.tables:
        if (wanted is not None and table.id not in wanted) or (meant is not None and table.document not in meant):
            continue
        newest = catalogue.newest_period(table.document)
        own = replace(asked, question=said.setdefault(newest, question.at(newest)))
        undated = not any(column.period for column in table.columns)
        if undated and not catalogue.tells_of(table.document, own.question.periods):
            continue  # figures without a period are those of their report's time
        reading = read_in_table(own, table, at_least=wanted is not None)
        if reading is not None:
            older = 0.0 if catalogue.is_latest(table.document) else _OLDER
            readings.append(replace(reading, fit=reading.fit - older))
    if question.asks(Operation.CHANGE) and len(question.periods) > 1:
        readings = _prefer_told_across(readings, catalogue)
    return sorted(readings, key=lambda reading: -reading.fit)


def _prefer_told_across(readings: Sequence[Reading], catalogue: Catalogue) -> list[Reading]:
    """The readings, those above others whose figure tables of one place that are labelled alike tell in each of the
    periods to be compared."""
    alike: dict[tuple[tuple[str, ...], str], list[Reading]] = {}
    for reading in readings:
        alike.setdefault(_labels_read(reading), []).append(reading)
    preferred = []
    for reading in readings:
        beside = catalogue.reports_beside(reading.table.document)
        tables = [other.table for other in alike[_labels_read(reading)] if other.table.document in beside]
        told = {column.period for table in tables for column in table.columns}
        preferred.append(replace(reading, fit=reading.fit + _ACROSS * told.issuperset(reading.periods)))
    return preferred


def _labels_read(reading: Reading) -> tuple[tuple[str, ...], str]:
    return tuple(fold(row.name) for row in reading.rows), fold(reading.columns[0].label.text)


def ask_with(question: Question, tokens: Sequence[Token], catalogue: Catalogue) -> Asked:
    """A question told by some words, against the words of a catalogue."""
    weights = {i: catalogue.weight(token.key) for i, token in enumerate(tokens) if token.content}
    measures = frozenset(i for i in weights if catalogue.is_measured(tokens[i].key))
    return Asked(question, tuple(tokens), weights, measures)


def read_in_table(asked: Asked, table: TableEntry, *, at_least: bool = False) -> Reading | None:
    """The reading in one table; None where it explains nothing of the question, unless it is wanted anyway."""
    sort = find_sort(asked, table)
    parts = _choose_parts(asked, table, sort.positions)
    rows, others, row_positions = parts.rows, parts.others, parts.row_positions
    columns, column_positions = parts.columns, parts.column_positions
    if not any(_measures(asked.question.unit, table, column) for column in columns):
        return None
    if not rows and rows_are_periods(table):
        rows = period_row(asked.question, table)
    content = frozenset(asked.weights)
    columns = _what_was_had(asked, table, columns)
    columns = next((columns[i : i + 1] for i in range(len(columns)) if _lacking(asked, columns[i:])), columns)
    gap = find_gap(asked.question, table, columns)
    lacking = _words_of_gap(asked) if gap else _lacking(asked, columns)
    group, group_positions = find_group(asked, table) if not rows else ((), frozenset[int]())
    direct = row_positions | column_positions | group_positions | lacking | _kind_positions(asked, columns)
    direct &= content
    said = {asked.tokens[i].key for i in direct}
    direct |= {i for i in content if asked.tokens[i].key in said}
    sorts = LEVEL_WORDS.get(asked.question.level, frozenset()) if asked.question.level else frozenset()
    direct |= {i for i in content if asked.tokens[i].key in table.common | sorts}
    direct |= {i for i in content if _is_of_level(asked.tokens[i].key, table)}
    context = match_label(asked, table.context).positions & content
    if content and not direct and not context and not at_least:
        return None
    total = asked.weigh(content) or 1.0
    # the whole of a table is what its title names
    whole = columns[0].is_overall and not row_positions
    share = 1.0 if whole or is_quoted(asked.question, columns[0]) else _CONTEXT
    score = (
        (asked.weigh(direct) + share * asked.weigh(context - direct)) / total
        if content
        else _by_kind(asked, table, columns)
    )
    left = sorted(content - direct - context)
    unexplained = tuple(asked.tokens[i].typed for i in left)
    fit = score + _fit_bonus(asked.question, table, columns, rows, others) + _said_of_names(asked, table, rows)
    missing = max((asked.weights[i] * (_MEASURED if i in asked.measures else 1.0) for i in left), default=0.0)
    counted = _counted(asked)
    if counted and counted <= set(left):
        missing = max(missing, _UNKNOWN_THING)  # what is to be counted is nothing that the table counts
    of_kind = bool(asked.question.kinds) and columns[0].kind in asked.question.kinds
    names_column = of_kind or bool((column_positions - row_positions) & content)
    periods, compared = asked.question.periods, asked.question.compared
    return Reading(
        table,
        columns,
        rows,
        others,
        score,
        fit,
        unexplained,
        missing,
        names_column,
        sort.name,
        bool(lacking) and gap is None,
        gap,
        group,
        periods,
        compared,
    )


def _is_of_level(key: str, table: TableEntry) -> bool:
    """Whether a word names the level that all units of a table are of ("cán bộ cấp xã")."""
    level = _LEVELS_NAMED.get(key)
    if level is None:
        return False
    groups = {row.entity[:depth] for row in table.rows for depth in range(1, len(row.entity))}
    units = [row.level for row in table.rows if row.level in _UNIT_LEVELS and row.entity not in groups]
    return len(units) >= _OF_LEVEL and all(own is level for own in units)


def _by_kind(asked: Asked, table: TableEntry, columns: Sequence[ColumnEntry]) -> float:
    """How surely a question that names nothing but a level and a kind is of a table: "lĩnh vực nào giảm điểm"."""
    level = asked.question.level
    of_level = level is not None and sum(row.level is level for row in table.rows) >= _OF_LEVEL
    return SURE if of_level and columns[0].kind in asked.question.kinds and not table.from_prose else 0.0


def _words_of_gap(asked: Asked) -> frozenset[int]:
    return frozenset(i for i, token in enumerate(asked.tokens) if token.key in _GAP_WORDS)


def _what_was_had(asked: Asked, table: TableEntry, columns: tuple[ColumnEntry, ...]) -> tuple[ColumnEntry, ...]:
    """The columns, with the points that were had for the points that could be, where the points lost are asked for."""
    first = next(iter(columns), None)
    lost = any(token.key == "chưa đạt" for token in asked.tokens)
    if first is None or not lost or not first.own.words & AT_MOST:
        return columns
    had = [c for c in table.columns if c.indicator[:-1] == first.indicator[:-1] and "đạt được" in c.own.words]
    same = [column for column in had if (column.kind, column.period) == (first.kind, first.period)]
    return (same[0], *(column for column in columns[1:] if column is not same[0])) if len(same) == 1 else columns


def _lacking(asked: Asked, columns: Sequence[ColumnEntry]) -> frozenset[int]:
    """Where a question says "chưa" of what a column measures: it asks for what is left of the whole."""
    own = columns[0].own
    if columns[0].kind not in _WITH_A_REST or own.words & _NOT_YET:
        return frozenset()
    keys = [token.key for token in asked.tokens]
    lost = {i for i, key in enumerate(keys) if key == "chưa đạt" and "đạt được" in own.words}
    lists = asked.question.asks(Operation.FILTER)  # "không quá hạn" is a condition there
    nots = {"chưa"} if lists else {"chưa", "không"}
    after = {i: set(keys[i + 1 : i + 3]) for i, key in enumerate(keys) if key in nots}
    return frozenset(lost | {i for i, said in after.items() if said & own.words})


@dataclass(frozen=True, slots=True)
class _Parts:
    """The rows and columns that a question is read to name, and where it names them."""

    rows: tuple[RowEntry, ...]
    others: tuple[RowEntry, ...]
    row_positions: frozenset[int]
    columns: tuple[ColumnEntry, ...]
    column_positions: frozenset[int]


def _choose_parts(asked: Asked, table: TableEntry, sort: frozenset[int]) -> _Parts:
    """Rows and columns, those chosen first that say the more of what the question names in full.

    A word may name a row as well as a column ("bưu chính" is a field and a way to hand in): with the rows
    first it goes to the row, with the columns first to the column.
    """
    if numbered := numbered_rows(asked.question, table):
        columns, column_positions = choose_columns(asked, table, numbered, frozenset())
        return _Parts(numbered, (), frozenset(asked.weights), columns, column_positions)
    rows, others, row_positions = choose_rows(asked.without(sort), table)
    row_positions |= sort
    columns, column_positions = choose_columns(asked, table, rows, row_positions)
    rows_first = _Parts(rows, others, row_positions, columns, column_positions)
    own = _own_positions(asked, columns)
    if not rows or not own or not (row_positions - sort):
        return rows_first
    bare, bare_positions = choose_columns(asked, table, (), sort)
    kept = _own_positions(asked, bare)
    rows, others, row_positions = choose_rows(asked.without(sort | kept), table)
    if not rows:
        return rows_first
    columns_first = _Parts(rows, others, row_positions | sort, bare, bare_positions)
    return max((rows_first, columns_first), key=lambda parts: round(_said_in_full(asked, table, parts), 2))


def _own_positions(asked: Asked, columns: Sequence[ColumnEntry]) -> frozenset[int]:
    return frozenset().union(*(match_label(asked, column.own).positions for column in columns))


def _said_in_full(asked: Asked, table: TableEntry, parts: _Parts) -> float:
    """The weight of the words that name rows and columns, less for names of which only a part is said."""
    full: dict[int, float] = {}
    for row in parts.rows:
        match = match_name(asked, row.label, table)
        for i in match.positions:
            full[i] = max(full.get(i, 0.0), match.coverage)
    for column in parts.columns:
        match = match_label(asked, column.own)
        for i in match.positions - parts.row_positions:
            full[i] = max(full.get(i, 0.0), match.coverage)
    return sum(asked.weights.get(i, 0.0) * share for i, share in full.items())


def _counted(asked: Asked) -> frozenset[int]:
    """Where a question says of what it wants the number: the words right after "bao nhiêu", "mấy"."""
    keys = [token.key for token in asked.tokens]
    found: set[int] = set()
    for i, key in enumerate(keys):
        if keys[i : i + 2] != ["bao", "nhiêu"] and key != "mấy":
            continue
        for j in range(i + (1 if key == "mấy" else 2), len(keys)):
            if j not in asked.weights or keys[j] in MEASURES or asked.weights[j] <= SOFT:
                break
            found.add(j)
        if found:
            break
    return frozenset(found)


def _said_of_names(asked: Asked, table: TableEntry, rows: Sequence[RowEntry]) -> float:
    """What speaks for a table whose rows bear the very names that a question says."""
    shares = [match_name(asked, row.label, table).coverage for row in rows]
    return _WHOLE_NAME * min(shares, default=0.0)


def _kind_positions(asked: Asked, columns: Sequence[ColumnEntry]) -> frozenset[int]:
    """Words such as "tỷ lệ" and "xếp hạng" that a column of that kind answers, labelled so or not."""
    words = frozenset().union(*(_ANSWERED_BY_KIND.get(column.kind, frozenset()) for column in columns))
    words |= {asked.question.unit} if asked.question.unit else set()  # that a column is told in: see `_measures`
    if asked.question.asks(Operation.SHARE):  # the share is computed
        words |= _ANSWERED_BY_KIND[Kind.PERCENT]
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
        lists = lists and not question.ordinals
        bonus -= _FROM_PROSE + (0.4 if lists else 0.0)
    if question.ordinals:
        bonus += _NUMBERED if numbered_rows(question, table) else 0.0
    told = {column.period for column in table.columns if column.period}
    if len(question.periods) > 1 and told.issuperset(question.periods):
        bonus += _BOTH_PERIODS
    if question.periods and told and told.isdisjoint(question.periods):
        bonus -= _OTHER_PERIODS
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
        bonus += 0.08 if have >= _OF_LEVEL else -0.04
        if question.asks(Operation.FILTER):  # the table that tells of more of them
            bonus += _EACH_UNIT * min(have, _MOST_UNITS)
        if re.search(rf"\b{fold(question.level.value)}\b", fold(table.context.text)):
            bonus += 0.05  # "… theo từng lĩnh vực"
    if rows and columns:
        bonus += 0.03
    bonus -= 0.02 * min(len(others), 4)
    return bonus - 0.004 * sum(not is_neutral(key) for key in columns[0].label.keys)


def _computes(question: Question) -> bool:
    """Whether the figure asked for may be of another kind than the figures it is computed from."""
    return any(map(question.asks, (Operation.SHARE, Operation.CHANGE, Operation.SUM, Operation.COMPARE)))


def _measures(unit: str | None, table: TableEntry, column: ColumnEntry) -> bool:
    """Whether a column can be told in the unit asked for ("bao nhiêu ngày")."""
    if unit is None:
        return True
    if unit in _MONEY:
        return column.kind is Kind.MONEY
    said = plain_units(fold(" ".join([column.unit or "", column.label.text, table.context.text])))
    return re.search(rf"\b{unit}\b", said) is not None


def _has_periods(table: TableEntry) -> bool:
    """Whether a table tells more than one period, or the change between two."""
    periods = {column.period for column in table.columns if column.period}
    return len(periods) > 1 or any(column.change_from for column in table.columns)
