"""From a question and the readings that find_indicators gave to an intent, and from it to tool calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.catalogue import MEASURES
from assistant.compose import TOO_HEAVY
from assistant.intent import ColumnRef, Intent
from assistant.question import Operation, Question
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Kind

_NAMESAKES_SHOWN = 6  # rows of one name that are all told
SURE = 0.62  # a reading that explains less of the question is not computed on
_FOLLOWS = re.compile(
    r"^\W*(con|the|vay|rieng|trong do|trong so do|don vi do|don vi thu|dung thu|cong ca|chi tiet|noi do|so do)\b"
)
_TEXT_OPERATIONS = (Operation.WHY, Operation.SOLUTION, Operation.TEXT, Operation.DRAFT)
_BY_CHANGE = re.compile(r"\b(tut|tang|giam|thay doi|cai thien)\b")
_SPEAKS_OF_CHANGE = re.compile(rf"{_BY_CHANGE.pattern}|\bso voi\b")
_OF_ALL = re.compile(r"\b(toan tinh|ca tinh|cua tinh|tat ca)\b")
_EACH = re.compile(
    r"\b(tat ca|cac|moi|tung|\d+|hai|ba|bon|muoi mot) (cac )?(huyen|xa|so|don vi|dia phuong|linh vuc|noi|cap)\b"
)
_ASKS_SHARE = re.compile(r"\b(bao nhieu|may) (%|phan tram)")
_COMPARED_WITH = re.compile(r"\b(?:so voi|hon|kem) (?:cung ky )?(?:nam )?(20\d\d)\b")
_FELL = re.compile(r"\b(tut|giam)\b")
_ADDABLE = {Kind.COUNT.value, Kind.MONEY.value, Kind.SCORE.value, Kind.NUMBER.value}


def plan(question: Question, found: dict[str, Any], previous: Intent | None) -> Intent:
    """What the question is taken to mean; the text of reports is asked where no reading is sure."""
    operation = choose_operation(question)
    readings = found["readings"]
    if operation is Operation.AUDIT:
        return Intent(operation, question.text)
    if (
        operation is Operation.WHY
        and ranks_something(question)
        and (reading := _choose_reading(question, readings, None))
    ):
        return replace(_settle(question, _from_reading(question, Operation.RANK, reading), reading), then_why=True)
    if operation in _TEXT_OPERATIONS:
        return _plan_text(question, operation, readings, previous)
    reading = _choose_reading(question, readings, previous)
    if reading is None:
        return Intent(_text_operation(operation), question.text)
    intent = _from_reading(question, operation, reading)
    if previous is not None and is_follow_up(question, readings):
        intent = _complete(question, intent, reading, previous)
    return _settle(question, intent, reading)


def choose_operation(question: Question) -> Operation:
    """The operation that the cues of a question add up to."""
    asks = question.asks
    for operation in (Operation.DRAFT, Operation.WHY, Operation.SOLUTION):
        if asks(operation):
            return operation
    if asks(Operation.AUDIT):
        return Operation.AUDIT
    if question.position is not None:
        return Operation.RANK
    if asks(Operation.FILTER) and _filters(question):
        return Operation.FILTER
    for operation in (
        Operation.RANK,
        Operation.BREAKDOWN,
        Operation.SHARE,
        Operation.COMPARE,
        Operation.CHANGE,
        Operation.SUM,
        Operation.TEXT,
    ):
        if asks(operation):
            return operation
    return Operation.LOOKUP


def ranks_something(question: Question) -> bool:
    """Whether a question asks which of several is first ("lĩnh vực nào tụt hạng nhiều nhất, vì sao?")."""
    return question.asks(Operation.RANK) and question.level is not None


def _filters(question: Question) -> bool:
    """Whether a question asks for all that meet a condition, and says which condition."""
    if question.threshold is not None:
        return True
    if question.asks(Operation.RANK):
        return False
    return question.level is not None or _condition(question) is not None


def is_follow_up(question: Question, readings: Sequence[dict[str, Any]]) -> bool:
    """Whether a question leans on the one before it: by its first words, or as it says too little itself."""
    if _FOLLOWS.match(question.folded):
        return True
    content = [token for token in question.tokens if token.content]
    if len(content) > 3:
        return False
    if not _says_anything(question):
        return True
    best = readings[0] if readings else None
    whole = question.level is not None or _OF_ALL.search(question.folded) is not None
    return best is None or not (best["names_column"] and (best["rows"] or whole))


def _says_anything(question: Question) -> bool:
    """Whether a question names a thing, beyond a kind of figure ("chiếm bao nhiêu %?")."""
    return any(token.content and token.key not in MEASURES for token in question.tokens)


def _text_operation(operation: Operation) -> Operation:
    return operation if operation in _TEXT_OPERATIONS else Operation.TEXT


def intended_columns(question: Question, found: dict[str, Any]) -> Intent:
    """The intent of a question that names no unit yet: what a unit named next is asked about."""
    return _from_reading(question, Operation.LOOKUP, found["readings"][0])


def _choose_reading(
    question: Question, readings: Sequence[dict[str, Any]], previous: Intent | None
) -> dict[str, Any] | None:
    sure = [
        reading
        for reading in readings
        if reading["score"] >= SURE and reading["missing"] < TOO_HEAVY and _has_asked_kind(question, reading)
    ]
    if previous is not None and previous.table is not None and is_follow_up(question, readings):
        own = next((r for r in readings if r["table"] == previous.table), None)
        best = sure[0] if sure else None
        if own is not None and not _says_anything(question):
            return own
        if own is not None and own["missing"] < TOO_HEAVY and (best is None or own["score"] >= best["score"] - 0.35):
            return own
        if own is None and best is None and not any(token.content for token in question.tokens):
            return _again(previous)
    return sure[0] if sure else None


def _has_asked_kind(question: Question, reading: dict[str, Any]) -> bool:
    """Whether a reading can give the one kind of figure that is asked for: a share is no score."""
    if len(question.kinds) != 1 or question.operations != (Operation.LOOKUP,):
        return True
    return any(column["kind"] == question.kinds[0].value for column in reading["columns"])


def _again(previous: Intent) -> dict[str, Any]:
    """The reading of the question before, for a follow-up that names nothing itself."""
    return {
        "table": previous.table,
        "document": previous.document,
        "columns": [],
        "rows": [],
        "alternatives": [],
        "total": None,
        "levels": {},
        "periods": [],
        "peers": [],
        "score": 1.0,
        "missing": 0.0,
        "names_column": False,
        "unexplained": [],
    }


def _from_reading(question: Question, operation: Operation, reading: dict[str, Any]) -> Intent:
    columns = tuple(
        ColumnRef(c["indicator"], c["kind"], c["period"], c["change_from"], c["whole"]) for c in reading["columns"]
    )
    return Intent(
        operation=operation,
        question=question.text,
        table=reading["table"],
        columns=columns,
        rows=tuple(row["path"] for row in reading["rows"]),
        names=tuple(row["name"] for row in reading["rows"]),
        level=question.level.value if question.level else None,
        descending=question.descending,
        condition=_condition(question),
        top=question.count or 5,
        counted=question.count is not None,
        periods=question.periods,
        document=reading["document"],
        position=question.position,
        score=reading["score"],
        unexplained=tuple(reading["unexplained"]),
        also=tuple(row["path"] for row in reading["alternatives"]),
    )


def _condition(question: Question) -> str | None:
    bound = question.threshold
    if bound is not None:
        sign = ("<=" if bound.inclusive else "<") if bound.below else (">=" if bound.inclusive else ">")
        return f"{sign}{bound.value}"
    if re.search(r"\b100 ?%|du 100", question.folded):
        return ">=100"
    if re.search(r"\bkhong co\b", question.folded):
        return "=0"
    if re.search(r"\bco ho so\b", question.folded):
        return ">0"
    if re.search(r"\bnao .{0,12}(tang|cai thien)\b|\btang (hang|ty le|diem)\b", question.folded):
        return ">0"
    if re.search(r"\bnao .{0,12}(giam|tut)\b|\bgiam (hang|ty le|diem)\b", question.folded):
        return "<0"
    return None


def _complete(question: Question, intent: Intent, reading: dict[str, Any], previous: Intent) -> Intent:
    """The intent with what the follow-up left out taken from the question before."""
    if reading["table"] != previous.table:
        return intent  # it speaks of something else
    if intent.operation is Operation.SHARE and _are_within(previous.rows, intent.rows):
        return replace(intent, columns=previous.columns, rows=previous.rows, of_rows=intent.rows, also=())
    named_column = reading["score"] > 0 and reading["names_column"]
    columns = intent.columns if named_column else previous.columns
    if question.periods and not named_column:
        columns = tuple(replace(column, period=question.periods[0]) for column in columns)
    rows, names = (intent.rows, intent.names) if intent.rows else (previous.rows, previous.names)
    parts = tuple(row for row in (*intent.rows, *intent.also) if _are_within((row,), previous.rows))
    if parts:  # a part of what was spoken of: "riêng hộ tịch cấp xã"
        rows, intent = parts, replace(intent, also=())
    operation = intent.operation
    if operation is Operation.LOOKUP and previous.operation not in _TEXT_OPERATIONS:
        operation = previous.operation if not named_column or intent.rows else intent.operation
        operation = Operation.LOOKUP if operation is Operation.BREAKDOWN else operation
    if previous.operation is Operation.SUM and not intent.rows and operation in {Operation.LOOKUP, Operation.SUM}:
        operation = Operation.SUM if len(previous.rows) > 1 else Operation.LOOKUP
    return replace(
        intent,
        table=previous.table,
        operation=operation,
        periods=intent.periods or previous.periods,
        columns=columns,
        rows=rows,
        names=names,
        of_column=previous.of_column if operation is Operation.SHARE and not named_column else None,
        level=intent.level or previous.level,
        condition=intent.condition or (previous.condition if operation is previous.operation else None),
        descending=intent.descending
        if operation is Operation.RANK and "nhat" in question.folded
        else previous.descending,
    )


def _are_within(rows: Sequence[str], wholes: Sequence[str]) -> bool:
    """Whether every row stands below one of some others."""
    return (
        bool(rows)
        and bool(wholes)
        and all(any(row.startswith(whole + PATH_SEPARATOR) for whole in wholes) for row in rows)
    )


def _settle(question: Question, intent: Intent, reading: dict[str, Any]) -> Intent:
    """The intent with what its operation needs beyond the reading."""
    if not intent.columns:
        return Intent(_text_operation(intent.operation), question.text)
    if intent.operation in {Operation.RANK, Operation.FILTER}:
        return _settle_ranking(question, intent, reading)
    whole = reading["total"]
    if intent.operation is Operation.BREAKDOWN and whole and (_OF_ALL.search(question.folded) or not intent.rows):
        return replace(intent, rows=(whole,), names=())
    if intent.operation is Operation.SHARE:
        return _settle_share(question, intent, reading)
    if intent.operation is Operation.COMPARE:
        return _settle_comparison(question, intent, whole)
    if intent.operation is Operation.LOOKUP and len(intent.rows) == 1 and 0 < len(intent.also) <= _NAMESAKES_SHOWN:
        return replace(intent, rows=(*intent.rows, *intent.also))
    if intent.operation is Operation.SUM:
        return _settle_sum(question, intent, reading)
    if not intent.rows and whole:
        return replace(intent, rows=(whole,), names=())
    return intent if intent.rows else Intent(_text_operation(intent.operation), question.text)


def _settle_sum(question: Question, intent: Intent, reading: dict[str, Any]) -> Intent:
    """What is added up: the rows named, with all their namesakes where each unit's is meant; else all units."""
    if intent.rows and intent.also and (_EACH.search(question.folded) or question.level):
        return replace(intent, rows=(*intent.rows, *intent.also), also=())
    if intent.rows:
        return intent
    if question.level is not None and reading["peers"]:
        return replace(intent, rows=tuple(reading["peers"]), names=())
    if reading["total"]:
        return replace(intent, operation=Operation.LOOKUP, rows=(reading["total"],), names=())
    return replace(intent, rows=tuple(reading["peers"]), names=())


def _settle_ranking(question: Question, intent: Intent, reading: dict[str, Any]) -> Intent:
    """Which column is ranked by, over which rows, from which end."""
    ranks = re.search(r"\b(hang|bac)\b", question.folded) is not None
    wanted = [column for kind in question.kinds for column in intent.columns if column.kind == kind.value]
    column = next((c for c in wanted if (c.kind == Kind.RANK.value) == ranks), (wanted or [*intent.columns])[0])
    by_change = bool(_BY_CHANGE.search(question.folded)) or column.change_from is not None
    descending = question.descending
    if by_change:
        descending = not _FELL.search(question.folded)
    elif column.kind == Kind.RANK.value:
        descending = not descending
    repeated = {row["name"] for row in reading["alternatives"]}
    part = next((row["name"] for row in reading["rows"] if row["name"] in repeated), None)
    within = intent.rows[0] if len(intent.rows) == 1 and part is None and intent.level in {None, "lĩnh vực"} else None
    return replace(
        intent,
        columns=(column,),
        rows=(),
        names=(),
        part=part,
        within=within,
        by_change=by_change,
        descending=descending,
        both_ends=question.both_ends,
    )


def _settle_share(question: Question, intent: Intent, reading: dict[str, Any]) -> Intent:
    """A part and what it is part of: another column of the row, the row above, the total, or all units."""
    amounts = [column for column in intent.columns if column.kind in _ADDABLE]
    whole = reading["total"]
    rows = intent.rows or ((whole,) if whole else ())
    if intent.of_rows and amounts:  # the question names the whole itself
        return replace(intent, columns=(amounts[0],))
    if not amounts or not rows:
        return replace(intent, operation=Operation.LOOKUP) if intent.rows else Intent(Operation.TEXT, question.text)
    if intent.of_column is not None and intent.of_column not in amounts:  # from the question before
        return replace(intent, columns=(amounts[0],), rows=rows, of_rows=rows)
    several = len(_ASKS_SHARE.findall(question.folded)) > 1
    if len(amounts) > 1 and not several:
        return replace(intent, columns=(amounts[0],), rows=rows, of_column=amounts[1], of_rows=rows)
    if amounts[0].whole and re.search(r"\btong\b", question.folded) and not several:
        whole_column = replace(amounts[0], indicator=amounts[0].whole, whole=None)
        return replace(intent, columns=(amounts[0],), rows=rows, of_column=whole_column, of_rows=rows)
    of_rows = _whole_of(question, rows, reading)
    if not of_rows or set(of_rows) == set(rows):
        return replace(intent, operation=Operation.LOOKUP, rows=rows)
    return replace(intent, columns=tuple(amounts), rows=rows, of_column=None, of_rows=of_rows)


def _whole_of(question: Question, rows: Sequence[str], reading: dict[str, Any]) -> tuple[str, ...]:
    """The rows that some rows are part of: the row above them, the table's total, or all units together."""
    above = rows[0].rpartition(PATH_SEPARATOR)[0]
    if above and not _OF_ALL.search(question.folded):
        return (above,)
    if reading["total"]:
        return (reading["total"],)
    return tuple(reading["peers"])


def _settle_comparison(question: Question, intent: Intent, whole: str | None) -> Intent:
    """Two rows under one column, or two columns of one row."""
    if len(intent.rows) == 1 and intent.also:
        intent = replace(intent, rows=(*intent.rows, *intent.also), also=())
    kinds = {kind.value for kind in question.kinds}
    of_kind = [column for column in intent.columns if column.kind in kinds]
    if len(intent.rows) >= 2 and of_kind:
        intent = replace(intent, columns=(of_kind[0],))
    if not intent.rows and whole and len(intent.columns) > 1:
        return replace(intent, rows=(whole,), names=())
    return intent if intent.rows else Intent(Operation.TEXT, question.text)


def _plan_text(
    question: Question, operation: Operation, readings: Sequence[dict[str, Any]], previous: Intent | None
) -> Intent:
    """A question about text; "vì sao?" alone asks it of what was answered before."""
    best = _choose_reading(question, readings, None)
    intent = Intent(operation, question.text)
    if operation in {Operation.WHY, Operation.DRAFT} and best is not None and (best["rows"] or best["total"]):
        full = _from_reading(question, operation, best)
        rows = full.rows[:1] or (best["total"],)
        intent = replace(full, rows=rows, names=full.names[:1])
    if previous is not None and is_follow_up(question, readings) and not intent.rows:
        about = " ".join(previous.names) or previous.question
        return replace(
            previous,
            operation=operation,
            question=f"{question.text} {about} {_indicator_words(previous)}",
            names=previous.names,
        )
    return intent


def _indicator_words(intent: Intent) -> str:
    return " ".join(column.indicator.replace(PATH_SEPARATOR, " ") for column in intent.columns[:1])


def tool_calls(intent: Intent) -> list[tuple[str, dict[str, Any]]]:
    """The calls that carry an intent out, in order."""
    if intent.operation is Operation.AUDIT:
        return [("check_reports", {"question": intent.question})]
    if intent.table is None or intent.operation in _TEXT_OPERATIONS:
        calls: list[tuple[str, dict[str, Any]]] = [("search_reports", _search(intent))]
        if (
            intent.operation in {Operation.WHY, Operation.DRAFT}
            and intent.table is not None
            and intent.rows
            and intent.columns
        ):
            calls[:0] = _told_before(intent)
        return calls
    if intent.operation in {Operation.RANK, Operation.FILTER}:
        return [("rank_units", _ranking(intent))]
    if intent.operation is Operation.CHANGE:
        return [("compare_periods", args) for args in _comparisons(intent)]
    if intent.operation is Operation.BREAKDOWN:
        return [
            ("lookup_figures", _lookup(intent, intent.columns[0])),
            ("lookup_figures", {**_lookup(intent, intent.columns[0]), "parts": True}),
        ]
    if intent.operation is Operation.SUM:
        return [("aggregate_figures", {**_lookup(intent, column), "operation": "sum"}) for column in intent.columns]
    if intent.operation in {Operation.SHARE, Operation.COMPARE}:
        return _pair_calls(intent)
    return [("lookup_figures", _lookup(intent, column)) for column in intent.columns]


def _search(intent: Intent) -> dict[str, Any]:
    about = intent.names[0] if intent.operation is Operation.WHY and len(intent.names) == 1 else None
    return {"query": intent.question, "about": about, "document": intent.document}


def search_cause(intent: Intent, figure: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The search for why a figure that a ranking found is as it is."""
    name = str(figure["path"]).rpartition(PATH_SEPARATOR)[2] or str(figure["entity"])
    query = f"nguyên nhân {intent.question} {figure['entity']}"
    return "search_reports", {"query": query, "about": name, "document": intent.document}


def tells_change(intent: Intent) -> bool:
    """Whether a question about causes speaks of a rise or fall."""
    return _SPEAKS_OF_CHANGE.search(fold(intent.question)) is not None


def _told_before(intent: Intent) -> list[tuple[str, dict[str, Any]]]:
    """The figures that a cause or a draft is told with: the change, where the question speaks of one."""
    if tells_change(intent):
        return [("compare_periods", args) for args in _comparisons(intent)]
    return [("lookup_figures", _lookup(intent, intent.columns[0]))]


def _lookup(intent: Intent, column: ColumnRef) -> dict[str, Any]:
    return {
        "table": intent.table,
        "indicator": column.indicator,
        "kind": column.kind,
        "period": column.period,
        "entities": list(intent.rows),
    }


def _ranking(intent: Intent) -> dict[str, Any]:
    column = intent.columns[0]
    return {
        "table": intent.table,
        "indicator": column.indicator,
        "kind": column.kind,
        "period": column.period,
        "level": intent.level,
        "within": intent.within,
        "part": intent.part,
        "descending": intent.descending,
        "by_change": intent.by_change,
        "both_ends": intent.both_ends,
        "condition": intent.condition if intent.operation is Operation.FILTER else None,
        "position": intent.position,
        "top": intent.top if intent.counted else max(intent.top, 5),
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
    if len(intent.periods) > 1:
        return {"later": max(intent.periods), "earlier": min(intent.periods)}
    compared_with = _COMPARED_WITH.search(fold(intent.question))
    if compared_with is not None:
        return {"later": None, "earlier": compared_with[1]}
    return {"later": max(intent.periods, default=None), "earlier": None}


def _pair_calls(intent: Intent) -> list[tuple[str, dict[str, Any]]]:
    column = intent.columns[0]
    if intent.operation is Operation.SHARE:
        return [("aggregate_figures", args) for args in _shares(intent)]
    if intent.operation is Operation.COMPARE and len(intent.rows) == 2:
        args = {**_lookup(intent, column), "entities": [intent.rows[0]], "of_entities": [intent.rows[1]]}
        operation = "times" if re.search(r"\bgap\b", fold(intent.question)) else "difference"
        return [("aggregate_figures", {**args, "operation": operation})]
    if intent.operation is Operation.COMPARE and len(intent.columns) >= 2:
        args = {**_lookup(intent, column), "of_indicator": intent.columns[1].indicator, "operation": "difference"}
        return [("aggregate_figures", args)]
    return [("lookup_figures", _lookup(intent, each)) for each in intent.columns]


def _shares(intent: Intent) -> list[dict[str, Any]]:
    """One share for each row and column: of another column of the row, or of the rows it is part of."""
    of_own = intent.of_column is not None
    return [
        {
            **_lookup(intent, column),
            "entities": list(rows),
            "operation": "share",
            "of_indicator": intent.of_column.indicator if intent.of_column else None,
            "of_entities": list(rows) if of_own else list(intent.of_rows),
        }
        for column in intent.columns
        for rows in ([intent.rows] if intent.of_rows and not of_own else [(row,) for row in intent.rows])
    ]
