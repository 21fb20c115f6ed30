"""Linking a question to the store: which table, columns and rows it speaks of, and how surely.

Each reading is a table with the columns and rows that explain most of the question's words; what
it leaves unexplained is named, so that nothing is answered that was not asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.catalogue import Catalogue, ColumnEntry, RowEntry, TableEntry, is_neutral, names_the_whole
from assistant.columns import choose_columns, is_quoted
from assistant.gaps import find_gap
from assistant.lexicon import LEVEL_WORDS
from assistant.matching import Asked, Matched, match_label, match_name
from assistant.ordinals import ordinal_of
from assistant.question import Operation, Question
from assistant.wholes import AT_MOST
from corpus.change_labels import states_change
from corpus.period_text import mentions_in
from corpus.periods import order_key
from corpus.text import fold
from corpus.values import Kind, Level

_CONTEXT = 0.6  # and a word of a table's title less than one of its row or column
_ENOUGH_OF_A_NAME = 0.5
_MONEY = frozenset({"dong", "trieu", "ty"})
_FROM_PROSE = 0.12
_MEASURED = 1.35  # what is measured must not be left out: "công khai", "quá hạn"
_OTHER_KIND = 0.7  # of a row that has no figure of the kind asked for
_WITH_A_REST = frozenset({Kind.COUNT, Kind.MONEY, Kind.SCORE})
_GAP_WORDS = frozenset({"vượt", "hụt", "thiếu", "đạt được", "chưa đạt", "hoàn", "thành", "đủ"})
_NOT_YET = frozenset({"chưa", "chưa đạt"})
_NUMBERED = 0.5  # of a table that has the rows of the ordinals that are asked for
_JOINS = frozenset({"và", "lẫn", "với", "hay", "hoặc", "cùng"})
_COUNTED_TOTAL = re.compile(r"(?i)(?:tổng )?cộng \d+ ")  # "Cộng 8 trường"
_SEVERAL = 2
_MOST_OF_IT = 0.5  # of a question's words
_LONGEST_SORT = 4  # words
_WHICH = frozenset({"nào"})
_ALL_OF = frozenset({"bao nhiêu", "mấy", "các", "những", "mọi", "từng"})
_OLDER = 0.02  # of two reports that fit alike, the later is meant
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
    tokens = catalogue.expand(question.tokens)
    weights = {i: catalogue.weight(token.key) for i, token in enumerate(tokens) if token.content}
    measures = frozenset(i for i in weights if catalogue.is_measured(tokens[i].key))
    asked = Asked(question, tokens, weights, measures)
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
        reading = _read_in_table(own, table, at_least=wanted is not None)
        if reading is not None:
            older = 0.0 if catalogue.is_latest(table.document) else _OLDER
            readings.append(replace(reading, fit=reading.fit - older))
    return sorted(readings, key=lambda reading: -reading.fit)


def _read_in_table(asked: Asked, table: TableEntry, *, at_least: bool) -> Reading | None:
    """The reading in one table; None where it explains nothing of the question, unless it is wanted anyway."""
    sort = _find_sort(asked, table)
    parts = _choose_parts(asked, table, sort.positions)
    rows, others, row_positions = parts.rows, parts.others, parts.row_positions
    columns, column_positions = parts.columns, parts.column_positions
    if not any(_measures(asked.question.unit, table, column) for column in columns):
        return None
    if not rows and rows_are_periods(table):
        rows = _period_row(asked.question, table)
    content = frozenset(asked.weights)
    columns = _what_was_had(asked, table, columns)
    gap = find_gap(asked.question, table, columns)
    lacking = _words_of_gap(asked) if gap else _lacking(asked, columns)
    group, group_positions = _find_group(asked, table) if not rows else ((), frozenset[int]())
    direct = row_positions | column_positions | group_positions | lacking | _kind_positions(asked, columns)
    direct &= content
    said = {asked.tokens[i].key for i in direct}
    direct |= {i for i in content if asked.tokens[i].key in said}
    sorts = LEVEL_WORDS.get(asked.question.level, frozenset()) if asked.question.level else frozenset()
    direct |= {i for i in content if asked.tokens[i].key in table.common | sorts}
    context = match_label(asked, table.context).positions & content
    if content and not direct and not context and not at_least:
        return None
    total = asked.weigh(content) or 1.0
    # the whole of a table is what its title names
    whole = columns[0].is_overall and not row_positions
    share = 1.0 if whole or is_quoted(asked.question, columns[0]) else _CONTEXT
    score = (asked.weigh(direct) + share * asked.weigh(context - direct)) / total if content else 0.0
    left = sorted(content - direct - context)
    unexplained = tuple(asked.tokens[i].typed for i in left)
    fit = score + _fit_bonus(asked.question, table, columns, rows, others)
    missing = max((asked.weights[i] * (_MEASURED if i in asked.measures else 1.0) for i in left), default=0.0)
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


def _find_group(asked: Asked, table: TableEntry) -> tuple[tuple[str, ...], frozenset[int]]:
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
    after = {i: set(keys[i + 1 : i + 3]) for i, key in enumerate(keys) if key == "chưa"}
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
    if numbered := _numbered_rows(asked.question, table):
        columns, column_positions = choose_columns(asked, table, numbered, frozenset())
        return _Parts(numbered, (), frozenset(asked.weights), columns, column_positions)
    rows, others, row_positions = _choose_rows(asked.without(sort), table)
    row_positions |= sort
    columns, column_positions = choose_columns(asked, table, rows, row_positions)
    rows_first = _Parts(rows, others, row_positions, columns, column_positions)
    own = _own_positions(asked, columns)
    if not rows or not own or not (row_positions - sort):
        return rows_first
    bare, bare_positions = choose_columns(asked, table, (), sort)
    kept = _own_positions(asked, bare)
    rows, others, row_positions = _choose_rows(asked.without(sort | kept), table)
    if not rows:
        return rows_first
    columns_first = _Parts(rows, others, row_positions | sort, bare, bare_positions)
    return max((rows_first, columns_first), key=lambda parts: round(_said_in_full(asked, table, parts), 2))


def _numbered_rows(question: Question, table: TableEntry) -> tuple[RowEntry, ...]:
    """The rows that a question names by their ordinals, whatever else it says of them; several at least."""
    if not question.ordinals:
        return ()
    ordinals = {row: ordinal_of(row.entity[-1]) for row in table.rows}
    rows = [row for row, own in ordinals.items() if own and any(asked.has(own) for asked in question.ordinals)]
    ends = {end for asked in question.ordinals for end in (asked.first, asked.last)}
    return tuple(rows) if len(rows) > 1 and ends <= {ordinals[row] for row in rows} else ()


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
        lists = lists and not question.ordinals
        bonus -= _FROM_PROSE + (0.4 if lists else 0.0)
    if question.ordinals:
        bonus += _NUMBERED if _numbered_rows(question, table) else 0.0
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
    named = [row for row in table.rows if not names_the_whole([row.name]) and not _COUNTED_TOTAL.match(row.name)]
    above = {row.entity: match_label(asked, row.above).positions for row in named}
    chosen: list[RowEntry] = []
    others: list[RowEntry] = []
    taken: frozenset[int] = frozenset()
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
    for row, positions in _coordinated(asked.without(taken), named, chosen):
        chosen.append(row)
        taken |= positions
    chosen.sort(key=lambda row: min(match_name(asked, row.label, table).positions, default=len(asked.tokens)))
    return tuple(chosen), tuple(row for row in others if row not in chosen), taken


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
class _Sort:
    """What several rows are called alike, and where the question says it."""

    name: str | None = None
    positions: frozenset[int] = frozenset()


def _find_sort(asked: Asked, table: TableEntry) -> _Sort:
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
                return _Sort(" ".join(name), frozenset(range(start, start + length)))
    return _Sort()


def _matching_rows(
    asked: Asked, rows: Sequence[RowEntry], table: TableEntry, chosen: Sequence[RowEntry]
) -> list[tuple[RowEntry, Matched]]:
    matches = [(row, match_name(asked, row.label, table)) for row in rows if row not in chosen]
    return [(row, m) for row, m in matches if m.weight > 0.5 and m.coverage >= _ENOUGH_OF_A_NAME]


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
