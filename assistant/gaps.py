"""What was done against what was planned: the two columns of a table whose difference a question asks for."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.bounds import Gap
from assistant.catalogue import ColumnEntry, TableEntry
from assistant.question import Question
from corpus.periods import year_at
from corpus.values import Kind

PLANNED = frozenset({"dự toán", "kế hoạch", "giao", "chỉ", "tiêu", "định", "mức", "tối đa"})
_DONE = frozenset({"thực", "hiện", "đạt được", "mặt", "giải ngân", "ước"})
_AMOUNTS = frozenset({Kind.COUNT, Kind.MONEY, Kind.NUMBER, Kind.SCORE})


def find_gap(
    question: Question, table: TableEntry, columns: Sequence[ColumnEntry]
) -> tuple[ColumnEntry, ColumnEntry] | None:
    """The columns to subtract, the second from the first: what was done less what was planned for "vượt dự toán",
    the other way round for "không đạt dự toán"; None where the question asks for no such gap."""
    if question.gap is None or not columns or columns[0].own.words & {"thiếu", "vượt", "hụt"}:
        return None
    near = [column for column in table.columns if _belongs(column, columns[0])]
    planned = [column for column in near if column.own.words & PLANNED]
    done = [column for column in near if column not in planned]
    done = [column for column in done if column.own.words & _DONE] or done
    if len(planned) != 1 or len(done) != 1:
        return None
    return (done[0], planned[0]) if question.gap is Gap.OVER else (planned[0], done[0])


def _belongs(column: ColumnEntry, chosen: ColumnEntry) -> bool:
    """Whether two columns measure one thing: under one header, in one kind and year."""
    beside = column.indicator[:-1] == chosen.indicator[:-1]
    year = year_at(column.period or "") == year_at(chosen.period or "")
    return beside and column.kind in _AMOUNTS and column.kind is chosen.kind and year and column.change_from is None
