"""What a model is told of the readings of a question: tables, columns, rows, in plain JSON."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from assistant.catalogue import ColumnEntry, RowEntry, TableEntry
from assistant.linking import Reading
from assistant.question import Operation, Question
from assistant.rows import level_rows, rows_are_periods
from assistant.selecting import is_below, ranked_rows
from assistant.wholes import headed_whole, whole_of
from corpus.periods import order_key
from corpus.values import PATH_SEPARATOR, Kind, Level

_MONEY_UNIT = re.compile(r"(?:(?:nghìn|ngàn|triệu|tỷ|tỉ) )?đồng")
_PEERS_GIVEN = 300


def describe_reading(
    reading: Reading, question: Question, read_figures: Callable[[], pd.DataFrame]
) -> dict[str, Any] | None:
    """A reading in plain JSON; None where it asks for a rest or a share of what is no part of anything.

    `read_figures` gives the observations of the reading's table.
    """
    table = reading.table
    shares = question.asks(Operation.SHARE) or Kind.PERCENT in question.kinds
    frame = read_figures() if reading.rest or shares else None
    columns = [_describe_column(table, column, frame) for column in reading.columns]
    if reading.gap is not None:
        first, second = reading.gap
        taken = PATH_SEPARATOR.join(second.indicator)
        columns = [{**_describe_column(table, first, None), "whole": None, "less": taken}]
    elif reading.rest:
        columns = [_rest(column) for column in columns if column["whole"]]
    elif _ranks_shares(question) and all(column["kind"] != Kind.PERCENT for column in columns):
        columns = [{**column, "of": column["whole"]} for column in columns if column["whole"]]
    if not columns:
        return None
    grand = next((row for row in table.rows if row.is_total), None)
    level = question.level
    return {
        "table": table.id,
        "document": table.document,
        "title": table.title,
        "columns": columns,
        "rows": [_describe_row(row, table) for row in reading.rows],
        "alternatives": [_describe_row(row, table) for row in reading.alternatives],
        "total": PATH_SEPARATOR.join(grand.entity) if grand else None,
        "levels": {
            level.value: len(level_rows(table, level))
            for level in Level
            if any(row.level is level for row in table.rows)
        },
        "examples": [row.name for row in level_rows(table, None)][:4],
        "names_column": reading.names_column,
        "from_prose": table.from_prose,
        "by_period": rows_are_periods(table),
        "gap": reading.gap is not None,
        "periods": sorted({column.period for column in table.columns if column.period}, key=order_key),
        "asked_periods": list(reading.periods),
        "compared": reading.compared,
        "sort": reading.sort,
        "group": PATH_SEPARATOR.join(reading.group),
        "peers": [PATH_SEPARATOR.join(row.entity) for row in ranked_rows(table, level, None, None, reading.sort)][
            :_PEERS_GIVEN
        ],
        "score": round(reading.score, 3),
        "missing": round(reading.missing, 2),
        "unexplained": list(reading.unexplained),
    }


def _describe_column(table: TableEntry, column: ColumnEntry, frame: pd.DataFrame | None) -> dict[str, Any]:
    whole = headed_whole(table, column) if frame is None else whole_of(table, column, frame)
    return {
        "indicator": PATH_SEPARATOR.join(column.indicator),
        "kind": column.kind.value,
        "unit": column.unit or _money_unit(table, column),
        "period": column.period,
        "change_from": column.change_from,
        "whole": PATH_SEPARATOR.join(whole.indicator) if whole else None,
        "less": None,
        "of": None,
    }


def _money_unit(table: TableEntry, column: ColumnEntry) -> str | None:
    """The unit of money that a table says all its amounts are in ("người; triệu đồng")."""
    said = set(_MONEY_UNIT.findall(table.context.text.lower())) if column.kind is Kind.MONEY else set()
    return said.pop() if len(said) == 1 else None


def _ranks_shares(question: Question) -> bool:
    """Whether units are to be ranked by a share, which some column must print or its whole must give."""
    ranks = question.asks(Operation.RANK) or question.asks(Operation.FILTER)
    of_the_first = re.search(r"\bchiem\b", question.folded)  # "sở nào nhiều nhất, chiếm mấy %?" ranks amounts
    return ranks and question.kinds == (Kind.PERCENT,) and not question.asks(Operation.SUM) and not of_the_first


def _rest(column: dict[str, Any]) -> dict[str, Any]:
    """What is left of a column's whole without it: "chưa công khai"."""
    return {**column, "indicator": column["whole"], "whole": None, "less": column["indicator"]}


def _describe_row(row: RowEntry, table: TableEntry) -> dict[str, Any]:
    return {
        "path": PATH_SEPARATOR.join(row.entity),
        "name": row.name,
        "level": row.level.value if row.level else None,
        "depth": len(row.entity),
        "has_parts": any(is_below(other, row) for other in table.rows),
    }
