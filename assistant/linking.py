"""Linking a question to the store: which table, columns and rows it speaks of, and how surely.

Each reading is a table with the columns and rows that explain most of the question's words; what
it leaves unexplained is named, so that nothing is answered that was not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.catalogue import Catalogue, ColumnEntry, Label, RowEntry, TableEntry, is_neutral
from assistant.question import Operation, Question, Token
from corpus.values import Kind, Level

_ALONE = 0.7  # a word that matches without its neighbours tells less than one in a phrase
_CONTEXT = 0.6  # and a word of a table's title less than one of its row or column
_ENOUGH_OF_A_NAME = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question: `rows` are named by it, `alternatives` are rows of the same
    name elsewhere in the table; `unexplained` are its words that the reading says nothing of."""

    table: TableEntry
    columns: tuple[ColumnEntry, ...]
    rows: tuple[RowEntry, ...]
    alternatives: tuple[RowEntry, ...]
    score: float
    unexplained: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Matched:
    positions: frozenset[int]
    weight: float
    coverage: float


def link(question: Question, catalogue: Catalogue, *, tables: Iterable[int] | None = None) -> list[Reading]:
    """The readings of a question, best first; those of a table that explains nothing left out."""
    tokens = catalogue.expand(question.tokens)
    wanted = set(tables) if tables is not None else None
    readings = [
        reading
        for table in catalogue.tables
        if (wanted is None or table.id in wanted)
        and (reading := _read_in_table(question, tokens, table, catalogue)) is not None
    ]
    return sorted(readings, key=lambda reading: -reading.score)


def _read_in_table(
    question: Question, tokens: Sequence[Token], table: TableEntry, catalogue: Catalogue
) -> Reading | None:
    content = frozenset(i for i, token in enumerate(tokens) if token.content)
    weights = {i: catalogue.weight(tokens[i].key) for i in content}
    if not content:
        return None
    rows, others, row_positions = _choose_rows(tokens, weights, table)
    columns, column_positions = _choose_columns(question, tokens, weights, table, row_positions)
    if not columns:
        return None
    context = _match(tokens, weights, table.context).positions
    direct = (row_positions | column_positions) & content
    total = sum(weights.values())
    credit = sum(weights[i] for i in direct) + _CONTEXT * sum(weights[i] for i in (context & content) - direct)
    unexplained = tuple(tokens[i].typed for i in sorted(content - direct - context))
    score = credit / total + _fit_bonus(question, table, columns, rows)
    if not direct and not context:
        return None
    return Reading(table, columns, rows, others, score, unexplained)


def _fit_bonus(
    question: Question, table: TableEntry, columns: Sequence[ColumnEntry], rows: Sequence[RowEntry]
) -> float:
    """Small differences that decide between tables that explain the same words."""
    bonus = 0.0
    if question.kinds and any(column.kind in question.kinds for column in columns):
        bonus += 0.06
    if question.level is not None:
        have = sum(row.level is question.level for row in table.rows)
        bonus += 0.08 if have >= 3 else -0.1
    if rows and columns:
        bonus += 0.03
    label = columns[0].label
    missing = [key for key in label.keys if not is_neutral(key)]
    bonus -= 0.004 * len(missing)
    return bonus


def _choose_rows(
    tokens: Sequence[Token], weights: dict[int, float], table: TableEntry
) -> tuple[tuple[RowEntry, ...], tuple[RowEntry, ...], frozenset[int]]:
    """The rows that a question names: the best for each part of it, then its namesakes."""
    matches = [(row, _match_name(tokens, weights, row.label, table)) for row in table.rows]
    matches = [(row, m) for row, m in matches if m.positions and m.coverage >= _ENOUGH_OF_A_NAME]
    chosen: list[RowEntry] = []
    others: list[RowEntry] = []
    taken: frozenset[int] = frozenset()
    while matches:
        above = {id(row): _match(tokens, weights, row.above).positions for row, _ in matches}
        best, found = max(
            matches,
            key=lambda m: (
                round(m[1].weight * (0.4 + 0.6 * m[1].coverage), 3),
                sum(weights.get(i, 0.0) for i in above[id(m[0])] - m[1].positions),
                -len(m[0].entity),
            ),
        )
        explained_above = sum(weights.get(i, 0.0) for i in above[id(best)] - found.positions)
        namesakes = [
            row
            for row, m in matches
            if row is not best
            and m.positions == found.positions
            and abs(m.coverage - found.coverage) < 0.01
            and sum(weights.get(i, 0.0) for i in above[id(row)] - m.positions) >= explained_above - 1e-6
        ]
        taken |= found.positions | (above[id(best)] - found.positions)
        part = _named_part(tokens, weights, best, table, (taken - above[id(best)]) | found.positions)
        if part is not None:
            best, part_positions = part
            found = replace(found, positions=found.positions | part_positions)
            taken |= part_positions
            namesakes = []
        chosen.append(best)
        others.extend(namesakes)
        matches = [
            (row, again)
            for row, m in matches
            if not m.positions & found.positions
            and (again := _match_name(tokens, weights, row.label, table, without=taken)).positions
            and again.coverage >= _ENOUGH_OF_A_NAME
        ]
    return tuple(chosen), tuple(others), taken


def _named_part(
    tokens: Sequence[Token],
    weights: dict[int, float],
    whole: RowEntry,
    table: TableEntry,
    taken: frozenset[int],
) -> tuple[RowEntry, frozenset[int]] | None:
    """The row below a named row that the question names too ("cấp huyện của Vĩnh Châu")."""
    below = [
        (row, _match_name(tokens, weights, row.label, table, without=taken))
        for row in table.rows
        if len(row.entity) > len(whole.entity) and row.entity[: len(whole.entity)] == whole.entity
    ]
    named = [(row, m) for row, m in below if m.positions and m.coverage >= _ENOUGH_OF_A_NAME]
    if not named:
        return None
    row, found = max(named, key=lambda pair: (pair[1].weight, pair[1].coverage))
    return row, found.positions


def _choose_columns(
    question: Question,
    tokens: Sequence[Token],
    weights: dict[int, float],
    table: TableEntry,
    taken: frozenset[int],
) -> tuple[tuple[ColumnEntry, ...], frozenset[int]]:
    """The columns that a question speaks of, the best for each part of it."""
    candidates = [column for column in table.columns if _fits_period(question, column)]
    if not candidates:
        return (), frozenset()
    matches = [(column, _match(tokens, weights, column.label)) for column in candidates]
    best, found = max(matches, key=lambda m: _column_rank(question, *m, taken))
    chosen, explained = [best], found.positions
    while True:
        rest = [
            (column, replace(m, positions=m.positions - explained - taken))
            for column, m in matches
            if column not in chosen
        ]
        rest = [(column, m) for column, m in rest if sum(weights.get(i, 0.0) for i in m.positions) > 1.0]
        if not rest:
            break
        column, m = max(rest, key=lambda pair: _column_rank(question, *pair, taken))
        chosen.append(column)
        explained |= m.positions
    for kind in question.kinds:
        if all(column.kind is not kind for column in chosen):
            same = [
                column
                for column, m in matches
                if column.kind is kind and column.change_from == best.change_from and m.positions >= found.positions - _kind_words(tokens)
            ]
            if same and best.period == same[0].period:
                chosen.append(same[0])
    return tuple(chosen), explained


def _kind_words(tokens: Sequence[Token]) -> frozenset[int]:
    return frozenset(i for i, t in enumerate(tokens) if t.key in {"tỷ lệ", "xếp hạng", "điểm", "đạt được", "chưa đạt"})


def _column_rank(question: Question, column: ColumnEntry, match: _Matched, taken: frozenset[int]) -> tuple[float, ...]:
    wants_change = question.asks(Operation.CHANGE)
    period = column.period or ""
    return (
        round(match.weight - (0.5 if match.positions <= taken and match.positions else 0.0), 3)
        + (0.8 if column.kind in question.kinds else 0.0)
        + (0.6 if (column.change_from is not None) == wants_change else 0.0),
        match.coverage,
        float(period) if period.isdigit() else 0.0,
    )


def _fits_period(question: Question, column: ColumnEntry) -> bool:
    """Whether a column can serve a question that names periods."""
    if not question.periods or column.period is None:
        return True
    if column.change_from is not None:
        return column.period in question.periods or column.change_from in question.periods
    return column.period in question.periods


def _match(tokens: Sequence[Token], weights: dict[int, float], label: Label) -> _Matched:
    """Which words of the question a label has, phrases counting more than lone words."""
    positions: set[int] = set()
    weight = 0.0
    for i, token in enumerate(tokens):
        if i not in weights or token.key not in label.words:
            continue
        before = i > 0 and (tokens[i - 1].key, token.key) in label.pairs
        after = i + 1 < len(tokens) and (token.key, tokens[i + 1].key) in label.pairs
        whole = before or after or " " in token.key or len(label.keys) == 1
        positions.add(i)
        weight += weights[i] * (1.0 if whole else _ALONE)
    said = sum(pair in label.pairs for pair in zip((t.key for t in tokens), (t.key for t in tokens[1:]), strict=False))
    own = [key for key in dict.fromkeys(label.keys) if not is_neutral(key)]
    covered = sum(key in {tokens[i].key for i in positions} for key in own)
    return _Matched(frozenset(positions), weight + 0.05 * said, covered / max(len(own), 1))


def _match_name(
    tokens: Sequence[Token],
    weights: dict[int, float],
    label: Label,
    table: TableEntry,
    without: frozenset[int] = frozenset(),
) -> _Matched:
    """How much of a row's own name a question says, by what tells the table's rows apart."""
    said = {token.key for i, token in enumerate(tokens) if i not in without}
    found = _match(tokens, {i: w for i, w in weights.items() if i not in without}, label)
    local = table.row_weights
    whole = sum(local.get(key, 1.0) for key in set(label.keys))
    spelled = sum(local.get(key, 1.0) for key in label.words if key in said)
    coverage = min(spelled / whole, 1.0) if whole else 0.0
    return replace(found, coverage=coverage)


def level_rows(table: TableEntry, level: Level | None) -> tuple[RowEntry, ...]:
    """The rows of one level that stand beside each other: no totals, no groups of such rows.

    Without a level asked, the level that most rows of the table have.
    """
    rows = [row for row in table.rows if not row.is_total]
    if level is None:
        counts: dict[tuple[Level | None, int], int] = {}
        for row in rows:
            counts[row.level, len(row.entity)] = counts.get((row.level, len(row.entity)), 0) + 1
        wanted = max(counts, key=lambda key: counts[key])
        rows = [row for row in rows if (row.level, len(row.entity)) == wanted]
    else:
        rows = [row for row in rows if row.level is level]
    names = [row.name for row in rows]
    parts = {name for name in names if names.count(name) > 2}
    rows = [row for row in rows if row.name not in parts]
    groups = {row.entity[:-1] for row in rows}
    return tuple(row for row in rows if row.entity not in groups)


def is_amount(kind: Kind) -> bool:
    """Whether figures of this kind may be added up."""
    return kind in {Kind.COUNT, Kind.MONEY, Kind.SCORE, Kind.NUMBER}
