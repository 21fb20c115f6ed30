"""Which columns of a table a question speaks of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.catalogue import MEASURES, ColumnEntry, RowEntry, TableEntry
from assistant.facts import is_amount
from assistant.listed import listed_columns
from assistant.matching import Asked, Matched, match_label
from assistant.question import Operation, Question
from corpus.change_labels import states_target
from corpus.periods import order_key
from corpus.text import fold
from corpus.values import Kind

_PLANNED = frozenset({"tối đa", "dự toán", "kế hoạch"})  # điểm tối đa, dự toán, kế hoạch: no results
_NARROW = 4  # columns
_ROW_TOLD = 8  # columns of a row of which none is named
_WORTH_A_COLUMN = 1.0
_OF_CONTEXT = 0.3  # a word that the table's title says already tells its columns apart less
_OF_GROUP = 0.3  # a word of the header above a column tells less than one of its own label
_PART_OF_GROUP = 0.5  # and a header of which little is said, less still
_SAME = 2.0  # of a column under the label that is chosen already
_NEAR = 0.6  # and of one beside it
_OF_KIND = 1.5
_NOT_COUNTED = 2.0  # of a share where a number is asked for ("mấy em")
_CHANGES = 0.6  # of a printed change where the figures themselves are asked for
_AMOUNT_GROWS = 0.3  # of an amount where its growth is asked for, above a share beside it
_OPPOSITE = 4.0  # of "chi ngân sách" where "thu ngân sách" is asked for
_PAIRS = (("thu", "chi"), ("nhập", "xuất"), ("nam", "nữ"), ("đầu", "cuối"), ("trong hạn", "quá hạn"))
_OPPOSITES = (*_PAIRS, *((other, one) for one, other in _PAIRS))
_QUOTED = 3.0  # of a label that the question has in quotation marks
_UNSAID = 1.2  # what a label is worth whose every word the question says
_KIND_WORDS = {Kind.PERCENT: "tỷ lệ", Kind.RANK: "xếp hạng", Kind.SCORE: "điểm"}


def choose_columns(
    asked: Asked, table: TableEntry, rows: Sequence[RowEntry], taken: frozenset[int]
) -> tuple[tuple[ColumnEntry, ...], frozenset[int]]:
    """The columns that a question speaks of: the best for each clause and for what is left of it."""
    filled = frozenset().union(*(row.columns for row in rows)) if rows else frozenset(range(len(table.columns)))
    candidates = [column for i, column in enumerate(table.columns) if i in filled and _fits(asked.question, column)]
    if not candidates:
        return (), frozenset()
    candidates = _amounts_of_a_share(asked, _shares_of_a_bound(asked, candidates))
    chosen, explained = _choose_by_clause(asked, table, candidates, taken)
    if _looks_up(asked.question) and (listed := listed_columns(asked.without(taken), candidates)):
        positions = frozenset().union(*(match_label(asked, column.label).positions for column in listed))
        if asked.weigh(positions - taken) >= asked.weigh(explained - taken):
            return tuple(_of_asked_kinds(asked, listed, candidates)), positions
    if rows and _names_no_column(asked, chosen, taken):
        chosen = _whole_row(chosen[0], candidates)
    return tuple(_of_asked_kinds(asked, chosen, candidates)), explained


def _choose_by_clause(
    asked: Asked, table: TableEntry, candidates: Sequence[ColumnEntry], taken: frozenset[int]
) -> tuple[list[ColumnEntry], frozenset[int]]:
    """The best column for each clause, then those that tell what is left of the question."""
    chosen: list[ColumnEntry] = []
    explained: frozenset[int] = frozenset()
    clauses = sorted({token.clause for token in asked.tokens}) or [0]
    for clause in clauses:
        own = asked.only(i for i, token in enumerate(asked.tokens) if token.clause == clause)
        own = own.in_clause(clause)
        column, match = _best_column(own, candidates, taken, table, chosen[:1])
        names = own.weigh(match.positions - taken) > _WORTH_A_COLUMN
        if column not in chosen and (names or clause == clauses[0]):
            chosen.append(column)
            explained |= match.positions
    while True:
        rest = asked.without(explained | taken)
        left = [column for column in candidates if column not in chosen and not _says_opposite(asked, column)]
        if not left:
            break
        column, match = _best_column(rest, left, frozenset(), table, chosen[:1])
        if rest.weigh(match.positions) <= _WORTH_A_COLUMN:
            break
        chosen.append(column)
        explained |= match.positions
    if len(chosen) > 1 and not match_label(asked, chosen[0].label).positions - taken:
        chosen = chosen[1:]
    return chosen, explained


def _looks_up(question: Question) -> bool:
    """Whether figures are asked for as they stand, or as they changed."""
    return set(question.operations) <= {Operation.LOOKUP, Operation.CHANGE}


def _names_no_column(asked: Asked, chosen: Sequence[ColumnEntry], taken: frozenset[int]) -> bool:
    """Whether a question names a row and says nothing of what is measured: all that the row tells is meant."""
    question = asked.question
    if question.operations != (Operation.LOOKUP,) or question.kinds or len(chosen) != 1:
        return False
    return not match_label(asked, chosen[0].label).positions - taken


def _whole_row(first: ColumnEntry, candidates: Sequence[ColumnEntry]) -> list[ColumnEntry]:
    """All that a row tells of the time of one of its columns, in a table narrow enough; what was planned is no
    result."""
    own = (column for column in candidates if column.change_from is None and column.period in {first.period, None})
    whole = [column for column in own if not _is_planned(column)]
    return whole if whole and len(whole) <= _ROW_TOLD else [first]


def _is_planned(column: ColumnEntry) -> bool:
    return bool(column.own.words & _PLANNED) or states_target(column.indicator[-1:])


def _shares_of_a_bound(asked: Asked, candidates: Sequence[ColumnEntry]) -> list[ColumnEntry]:
    """The columns of shares where units are to be above or below some percent, if one of them is named itself."""
    bound = asked.question.threshold
    shares = [column for column in candidates if column.kind is Kind.PERCENT]
    if bound is None or not bound.percent or not asked.question.asks(Operation.FILTER):
        return list(candidates)
    named = any(match_label(asked, column.own).positions for column in shares)
    return shares if named else list(candidates)


def _amounts_of_a_share(asked: Asked, candidates: Sequence[ColumnEntry]) -> list[ColumnEntry]:
    """The columns that a share may be reckoned from; a percentage of something else is none ("chiếm bao nhiêu %")."""
    if not asked.question.asks(Operation.SHARE):
        return list(candidates)
    said = asked.only(i for i, token in enumerate(asked.tokens) if token.key not in MEASURES)
    fitting = [c for c in candidates if is_amount(c.kind) or match_label(said, c.own).positions]
    return fitting if any(is_amount(column.kind) for column in fitting) else list(candidates)


def _best_column(
    asked: Asked,
    candidates: Sequence[ColumnEntry],
    taken: frozenset[int],
    table: TableEntry,
    first: Sequence[ColumnEntry],
) -> tuple[ColumnEntry, Matched]:
    matches = [(column, match_label(asked, column.label)) for column in candidates]
    context = match_label(asked, table.context).positions
    return max(matches, key=lambda m: _column_rank(asked, m[0], m[1], taken, context, first))


def _column_rank(
    asked: Asked,
    column: ColumnEntry,
    match: Matched,
    taken: frozenset[int],
    context: frozenset[int],
    first: Sequence[ColumnEntry],
) -> tuple[float, float, tuple[str, str]]:
    """The words of a question that a column has, its own label's above all, less what it says beyond them."""
    own = match_label(asked, column.own)
    group = match.positions - own.positions
    of_group = _OF_GROUP * max(match.coverage, _PART_OF_GROUP)
    weight = sum(
        asked.weights[i] * (of_group if i in group else 1.0) * (_OF_CONTEXT if i in context or i in taken else 1.0)
        for i in own.positions | group
    )
    unsaid = 1.0 if column.is_overall else own.coverage
    return (
        round(weight + _UNSAID * unsaid, 3)
        + (_OF_KIND if column.kind in asked.question.kinds else 0.0)
        - (_OPPOSITE if _says_opposite(asked, column) else 0.0)
        + (_QUOTED if is_quoted(asked.question, column) else 0.0)
        - (_NOT_COUNTED if asked.counts and column.kind is Kind.PERCENT else 0.0)
        + (_AMOUNT_GROWS if asked.question.asks(Operation.CHANGE) and is_amount(column.kind) else 0.0)
        + max((_nearness(column, other) for other in first), default=0.0)
        - (1.0 if _is_planned(column) and not own.positions else 0.0)
        - (2.0 if asked.question.asks(Operation.SHARE) and not is_amount(column.kind) else 0.0)
        - (_CHANGES if column.change_from is not None and not _ranks_changes(asked.question) else 0.0),
        match.coverage,
        order_key(column.period),
    )


def _of_asked_kinds(
    asked: Asked, chosen: Sequence[ColumnEntry], candidates: Sequence[ColumnEntry]
) -> list[ColumnEntry]:
    """The columns, with those of other kinds that the question asks for ("điểm, hạng mấy").

    Of a change without a kind named, all kinds that are measured: score, share and rank.
    """
    first = chosen[0]
    kinds = (*asked.question.kinds, *((Kind.PERCENT,) if asked.question.in_percent else ()))
    if asked.question.asks(Operation.CHANGE) and not kinds and first.kind in _KIND_WORDS:
        kinds = tuple(_KIND_WORDS)
    elif asked.question.operations == (Operation.LOOKUP,) and first.kind in {Kind.PERCENT, Kind.SCORE}:
        kinds = (*kinds, Kind.RANK)  # who asks for a result wants to know where it stands
    result = list(chosen)
    if asked.question.operations == (Operation.LOOKUP,) and first.kind is Kind.COUNT and len(candidates) <= _NARROW:
        # in a narrow table a count is told with what it is a part of, and its share
        result += [c for c in candidates if c not in chosen and c.kind in {Kind.COUNT, Kind.PERCENT}]
    for kind in kinds:
        if any(column.kind is kind for column in result):
            continue
        same = [
            column
            for column in candidates
            if column.kind is kind
            and column.change_from is None
            and (column.period == first.period or kind is Kind.PERCENT)
            and _beside(column, first)
        ]
        if same:
            result.append(
                max(
                    same,
                    key=lambda c: (
                        c.indicator == first.indicator,
                        c.period == first.period,
                        match_label(asked, c.label).weight,
                    ),
                )
            )
    return result


def _ranks_changes(question: Question) -> bool:
    """Whether a question asks which of several rose or fell the most: the printed change tells it."""
    return question.asks(Operation.CHANGE) and (question.asks(Operation.RANK) or question.asks(Operation.FILTER))


def _says_opposite(asked: Asked, column: ColumnEntry) -> bool:
    """Whether a column measures the opposite of what is asked for."""
    keys = {token.key for token in asked.tokens}
    label = column.label.keys
    return any(one in keys and other not in keys and other in label and one not in label for one, other in _OPPOSITES)


def is_quoted(question: Question, column: ColumnEntry) -> bool:
    """Whether a question has a column's own label in quotation marks: 'mong đợi "rất nhiều"'."""
    return fold(column.own.text).strip() in question.quoted


def _nearness(column: ColumnEntry, other: ColumnEntry) -> float:
    """What speaks for a column as one label's figures of another kind, or as standing under one header."""
    if column.indicator == other.indicator:
        return _SAME
    return _NEAR if len(column.indicator) > 1 and _beside(column, other) else 0.0


def _beside(column: ColumnEntry, other: ColumnEntry) -> bool:
    """Whether two columns measure one thing in different ways: under one header, or one label twice."""
    return column.indicator[:1] == other.indicator[:1] or (len(column.indicator) == len(other.indicator) == 1)


def _fits(question: Question, column: ColumnEntry) -> bool:
    """Whether a column can serve a question that names periods; a change needs both of them anyway."""
    if not question.periods or column.period is None:
        return True
    if question.asks(Operation.CHANGE) and not question.asks(Operation.COMPARE):
        return True
    return column.period in question.periods
