"""From an intent to the calls of tools that carry it out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from assistant.intent import ColumnRef, Intent, Side
from assistant.question import Operation
from corpus.periods import order_key
from corpus.text import fold
from corpus.values import PATH_SEPARATOR

TEXT_OPERATIONS = (Operation.WHY, Operation.SOLUTION, Operation.TEXT, Operation.DRAFT)
BY_CHANGE = re.compile(r"\b(tut|tang|giam|thay doi|cai thien)\b")
_SHARES_TOLD = 4  # shares of rows that are told each
_DUTY = re.compile(
    r"\bphai (?!khong\b)\w+|\b(duoc giao|giao cho|kien nghi|de xuat|han chot|thoi han|trach nhiem|nhiem vu)\b"
    r"|\b(xu ly|khac phuc|giai quyet) .{2,80}(the nao|ra sao|bang cach nao)\b"
    r"|\b(de nghi|xin) (tinh|trung uong|chinh phu|bo|ubnd|uy ban|so|cap tren|ai|gi|bao nhieu|cap|ho tro)\b"
)
_SPEAKS_OF_CHANGE = re.compile(rf"{BY_CHANGE.pattern}|\bso voi\b")


def tool_calls(intent: Intent) -> list[tuple[str, dict[str, Any]]]:
    """The calls that carry an intent out, in order."""
    if intent.operation is Operation.AUDIT:
        return [("check_reports", {"question": intent.question}), *_audit_calls(intent)]
    if intent.operation is Operation.SOLUTION or (intent.operation is Operation.TEXT and asks_duty(intent.question)):
        return [("list_tasks", {"question": intent.question, "before": intent.before})]
    if intent.operation is Operation.REPORT:
        return [("describe_reports", {"question": intent.question})]
    if intent.operation is Operation.DRAFT:
        return _draft_calls(intent)
    if intent.table is None or intent.operation in TEXT_OPERATIONS:
        calls: list[tuple[str, dict[str, Any]]] = [("search_reports", _search(intent))]
        if intent.operation is Operation.WHY and intent.table is not None and intent.rows and intent.columns:
            calls[:0] = _told_before(intent)
        return calls
    if intent.operation is Operation.FILTER and (intent.tests or intent.condition):
        return [("filter_units", _filter(intent))]
    if intent.operation in {Operation.RANK, Operation.FILTER}:
        return [("rank_units", _ranking(intent))]
    if intent.against is not None:
        return _calls_across(intent, intent.against)
    if intent.operation is Operation.CHANGE or _compares_periods(intent):
        return [("compare_periods", args) for args in _comparisons(intent)]
    if intent.operation is Operation.BREAKDOWN:
        return [
            ("lookup_figures", _lookup(intent, intent.columns[0])),
            ("lookup_figures", {**_lookup(intent, intent.columns[0]), "parts": True}),
        ]
    if intent.operation is Operation.SUM:
        return [("aggregate_figures", args) for args in _sums(intent)]
    if intent.operation in {Operation.SHARE, Operation.COMPARE}:
        return _pair_calls(intent)
    told = [("lookup_figures", _lookup(intent, column)) for column in intent.columns]
    return [*told, *(("lookup_figures", args) for args in _other_periods(intent))]


def _sums(intent: Intent) -> list[dict[str, Any]]:
    """One sum for each column, over all periods that are named; or over columns that are parts of one whole."""
    periods = list(intent.periods) if len(intent.periods) > 1 else []
    columns = intent.columns[:1] if intent.added_up else intent.columns
    also = [column.indicator for column in intent.columns[1:]] if intent.added_up else []
    return [{**_lookup(intent, column), "operation": "sum", "also": also, "periods": periods} for column in columns]


def _audit_calls(intent: Intent) -> list[tuple[str, dict[str, Any]]]:
    """The figures that an audit is asked about, added up where the question adds them."""
    if intent.table is None or not intent.rows or not intent.columns:
        return []
    if intent.sums:
        return [("aggregate_figures", {**_lookup(intent, intent.columns[0]), "operation": "sum"})]
    return [("lookup_figures", _lookup(intent, column)) for column in intent.columns[:3]]


def _draft_calls(intent: Intent) -> list[tuple[str, dict[str, Any]]]:
    """What a draft is made of: figures where a table has them, what reports say of it, why, and what is to be done."""
    calls: list[tuple[str, dict[str, Any]]] = []
    if intent.table is not None and intent.rows and intent.columns:
        calls += _told_before(intent)
    search = {"about": None, "document": intent.document}
    calls += [("search_reports", {"query": words + intent.question, **search}) for words in ("", "nguyên nhân ")]
    if not calls or not intent.names:
        calls.append(("read_section", {"topic": intent.question}))
    return [*calls, ("list_tasks", {"question": intent.question})]


def _compares_periods(intent: Intent) -> bool:
    """Whether one figure is to be compared with itself in another period."""
    one = len(intent.rows) == 1 and len(intent.columns) == 1
    return intent.operation is Operation.COMPARE and one and len(intent.periods) > 1


def _other_periods(intent: Intent) -> list[dict[str, Any]]:
    """The lookups of periods that a question names beside those of the columns chosen."""
    if len(intent.periods) < 2 or intent.operation is not Operation.LOOKUP:
        return []
    covered = {column.period for column in intent.columns}
    return [
        {**_lookup(intent, intent.columns[0]), "period": period} for period in intent.periods if period not in covered
    ]


def _search(intent: Intent) -> dict[str, Any]:
    about = intent.names[0] if intent.operation is Operation.WHY and len(intent.names) == 1 else None
    return {"query": intent.question, "about": about, "document": intent.document}


def search_cause(intent: Intent, figure: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The search for why a figure that a ranking found is as it is."""
    name = str(figure["path"]).rpartition(PATH_SEPARATOR)[2] or str(figure["entity"])
    query = f"nguyên nhân {intent.question} {figure['entity']}"
    return "search_reports", {"query": query, "about": name, "document": intent.document}


def asks_duty(question: str) -> bool:
    """Whether a question is about what a body has to do."""
    return _DUTY.search(fold(question)) is not None


def tells_change(intent: Intent) -> bool:
    """Whether a question about causes speaks of a rise or fall."""
    return _SPEAKS_OF_CHANGE.search(fold(intent.question)) is not None


def _told_before(intent: Intent) -> list[tuple[str, dict[str, Any]]]:
    """The figures that a cause or a draft is told with: the change, where the question speaks of one."""
    if tells_change(intent):
        return [("compare_periods", args) for args in _comparisons(intent)]
    columns = intent.columns if intent.operation is Operation.DRAFT else intent.columns[:1]
    return [("lookup_figures", _lookup(intent, column)) for column in columns]


def _lookup(intent: Intent, column: ColumnRef) -> dict[str, Any]:
    return {
        "table": intent.table,
        "indicator": column.indicator,
        "kind": column.kind,
        "period": column.period,
        "entities": list(intent.rows),
        "less": column.less,
    }


def measure_of(intent: Intent) -> dict[str, Any]:
    """The column and rows that an intent ranks or tries a condition on."""
    column = intent.columns[0]
    return {
        "table": intent.table,
        "indicator": column.indicator,
        "kind": column.kind,
        "period": column.period,
        "level": intent.level,
        "within": intent.within,
        "part": intent.part,
        "sort": intent.sort,
        "less": column.less,
        "of": column.of,
        "by_change": intent.by_change,
        "without": list(intent.without),
    }


def _ranking(intent: Intent) -> dict[str, Any]:
    return {
        **measure_of(intent),
        "descending": intent.descending,
        "both_ends": intent.both_ends,
        "position": intent.position,
        "top": intent.top if intent.counted else max(intent.top, 5),
    }


def tests_of(intent: Intent) -> tuple[dict[str, Any], ...]:
    """The conditions of a filter, as filter_units takes them."""
    return intent.tests or ({**measure_of(intent), "condition": intent.condition},)


def _filter(intent: Intent) -> dict[str, Any]:
    return {
        "conditions": list(tests_of(intent)),
        "descending": intent.descending,
        "total": intent.totalled,
        "total_of": intent.total_of if intent.totalled else None,
    }


def _comparisons(intent: Intent) -> list[dict[str, Any]]:
    return [
        {
            "table": intent.table,
            "indicator": column.indicator,
            "kind": column.kind,
            "entity": row,
            **_asked_periods(intent),
        }
        for row in intent.rows
        for column in intent.columns
    ]


def _asked_periods(intent: Intent) -> dict[str, str | None]:
    """The later and the earlier period that a question names; of one alone, whether it is what is compared with."""
    ordered = sorted(intent.periods, key=order_key)
    if len(ordered) > 1:
        return {"later": ordered[-1], "earlier": ordered[0]}
    if intent.compared is not None:
        return {"later": None, "earlier": intent.compared}
    return {"later": ordered[0] if ordered else None, "earlier": None}


def _pair_calls(intent: Intent) -> list[tuple[str, dict[str, Any]]]:
    column = intent.columns[0]
    if intent.operation is Operation.SHARE:
        return [("aggregate_figures", args) for args in _shares(intent)]
    if intent.operation is Operation.COMPARE and len(intent.rows) == 2:
        args = {**_lookup(intent, column), "entities": [intent.rows[0]], "of_entities": [intent.rows[1]]}
        return [("aggregate_figures", {**args, "of_less": column.less, "operation": _comparing(intent)})]
    if intent.operation is Operation.COMPARE and len(intent.columns) >= 2:
        other = intent.columns[1]
        args = {**_lookup(intent, column), "of_indicator": other.indicator, "of_less": other.less}
        args["operation"] = _comparing(intent)
        return [("aggregate_figures", args)]
    return [("lookup_figures", _lookup(intent, each)) for each in intent.columns]


def _calls_across(intent: Intent, other: Side) -> list[tuple[str, dict[str, Any]]]:
    """The two figures, or what is reckoned of them."""
    first = _lookup(intent, intent.columns[0])
    second = _lookup(replace(intent, table=other.table, rows=other.rows), other.column)
    if intent.operation is Operation.LOOKUP:
        return [("lookup_figures", first), ("lookup_figures", second)]
    reckoned = {Operation.SHARE: "share", Operation.CHANGE: "change"}.get(intent.operation, _comparing(intent))
    of = {f"of_{key}": second[key] for key in ("table", "indicator", "kind", "period", "entities")}
    return [("aggregate_figures", {**first, **of, "operation": reckoned})]


def _comparing(intent: Intent) -> str:
    return "times" if re.search(r"\bgap\b", fold(intent.question)) else "difference"


def _shares(intent: Intent) -> list[dict[str, Any]]:
    """One share for each row and column, of another column of the row or of the rows it is part of; then that
    of all rows named together."""
    of_own = intent.of_column is not None
    groups: list[tuple[str, ...]] = [(row,) for row in intent.rows]
    if len(groups) > 1 and (not of_own or len(groups) > _SHARES_TOLD):
        groups = [*(groups if len(groups) <= _SHARES_TOLD else []), intent.rows]
    return [
        {
            **_lookup(intent, column),
            "entities": list(rows),
            "operation": "share",
            "of_indicator": intent.of_column.indicator if intent.of_column else None,
            "of_entities": list(rows) if of_own else list(intent.of_rows),
        }
        for column in intent.columns
        for rows in groups
    ]
