"""From a question and the readings that find_indicators gave to an intent, and from it to tool calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.calling import TEXT_OPERATIONS, asks_duty, measure_of, tests_of
from assistant.catalogue import MEASURES
from assistant.follow_ups import continue_on, narrows
from assistant.heads import fields_asked
from assistant.intent import ColumnRef, Intent, Side
from assistant.matching import SURE
from assistant.question import Operation, Question, read_question
from assistant.quoting import TOO_HEAVY
from assistant.settling import ASKS_SHARE, OF_ALL, condition_of, settle, sums_up, text_operation
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Kind

_WORDS_OF_KINDS = {Kind.SCORE: "diem", Kind.RANK: "hang"}  # that are labels of other kinds, too: "Số điểm tiêm"
_SAYS_DIRECTION = re.compile(r"\bnhat\b|\b(cao|thap|nhieu|it|lon|nho|kem|tot) (\w+ ){0,4}thu\b")
_AS_GOOD = 0.01
_FEW = 3  # words of a question that says too little itself
_AUDITED = 0.5  # the score of a reading whose figures an audit looks at: "đúng chưa" names nothing in it
_AMOUNTS = frozenset({Kind.COUNT.value, Kind.MONEY.value})
_FOLLOWS = re.compile(
    r"^\W*(con|the|vay|rieng|trong do|trong so do|don vi do|don vi thu|dung thu|cong ca|chi tiet|noi do|so do)\b"
    r"|\bthi sao\W*$"
)


def plan(question: Question, found: dict[str, Any], previous: Intent | None) -> Intent:
    """What the question is taken to mean; the text of reports is asked where no reading is sure."""
    operation = choose_operation(question)
    readings = found["readings"]
    if operation in {Operation.LOOKUP, Operation.TEXT, Operation.FILTER} and fields_asked(question):
        return Intent(Operation.REPORT, question.text)
    if operation is Operation.AUDIT:
        return plan_audit(question, next((reading for reading in readings if reading["score"] >= _AUDITED), None))
    if (
        operation is Operation.WHY
        and ranks_something(question)
        and (reading := _choose_reading(question, readings, None))
    ):
        return replace(settle(question, _from_reading(question, Operation.RANK, reading), reading), then_why=True)
    if operation is Operation.SOLUTION or _asks_more_tasks(question, previous):
        return Intent(Operation.SOLUTION, question.text, before=previous.question if previous else None)
    if previous is not None and _asks_more_text(question, previous):
        return Intent(Operation.TEXT, f"{question.text} {previous.question}", document=previous.document)
    if operation in TEXT_OPERATIONS:
        return _plan_text(question, operation, readings, previous)
    if operation is Operation.COMPARE and found.get("sides"):
        return _from_sides(question, found["sides"])
    if found.get("across") and (intent := _from_two_tables(question, operation, found["across"])) is not None:
        return intent
    if operation is Operation.FILTER and found.get("conditions"):
        return _plan_conditions(question, found["conditions"])
    if (continued := continue_on(question, previous)) is not None:
        return continued
    reading = _choose_reading(question, readings, previous)
    if reading is None and (part := _part_of_a_whole(question, operation, readings)) is not None:
        return settle(question, _from_reading(question, Operation.SHARE, part), part)
    if reading is None:
        return Intent(text_operation(operation), question.text)
    intent = _from_reading(question, operation, reading)
    if previous is not None and is_follow_up(question, readings):
        intent = _complete(question, intent, reading, previous)
    intent = settle(question, intent, reading)
    if previous is not None and narrows(question, previous) and intent.operation is Operation.FILTER:
        return _narrowed(intent, previous)
    return intent


def _narrowed(intent: Intent, previous: Intent) -> Intent:
    """A filter among the units that the filter before found."""
    if intent.condition is None or intent.table is None:
        return Intent(Operation.TEXT, intent.question)
    own = replace(intent, level=intent.level or previous.level)
    return replace(own, tests=(*tests_of(previous), *tests_of(own)), columns=(*previous.columns, *own.columns))


def _plan_conditions(question: Question, found: Sequence[dict[str, Any]]) -> Intent:
    """A filter by several conditions, each read by itself; the text of reports where one of them is not known:
    none is dropped."""
    parts: list[Intent] = []
    for each in found:
        parts.append(plan(read_question(each["question"]), _in_the_same_table(each, parts), None))
    if any(part.operation is not Operation.FILTER or part.condition is None for part in parts):
        return Intent(Operation.TEXT, question.text)
    first = parts[0]
    tests = tuple({**measure_of(part), "condition": part.condition} for part in parts)
    amounts = next((part.total_of for part in parts if part.total_of), None) if sums_up(question) else None
    return replace(
        first,
        question=question.text,
        tests=tests,
        condition=None,
        level=question.level.value if question.level else first.level,
        columns=tuple(part.columns[0] for part in parts),
        totalled=sums_up(question),
        total_of=amounts,
    )


def _in_the_same_table(found: dict[str, Any], parts: Sequence[Intent]) -> dict[str, Any]:
    """The readings of a condition, those in the table of one before it first among equals."""
    tables = {part.table for part in parts}
    best = max((reading["score"] for reading in found["readings"]), default=0.0)
    first = [r for r in found["readings"] if r["table"] in tables and r["score"] >= best - _AS_GOOD]
    return {**found, "readings": [*first, *(reading for reading in found["readings"] if reading not in first)]}


def _asks_more_text(question: Question, previous: Intent) -> bool:
    """Whether a question goes on from one that the text of a report answered: "còn nghị định?"."""
    after_text = previous.operation is Operation.TEXT and previous.table is None and not asks_duty(question.text)
    short = sum(token.content for token in question.tokens) <= _FEW
    return after_text and short and question.operations == (Operation.LOOKUP,) and bool(_FOLLOWS.match(question.folded))


def plan_audit(question: Question, reading: dict[str, Any] | None) -> Intent:
    """What a question whether figures are right is about: the sum of a level's units, or a row's figures."""
    if reading is None:
        return Intent(Operation.AUDIT, question.text)
    peers, counted = reading["peers"], question.count
    of_all = (question.level is not None or counted is not None) and counted in {None, len(peers)}
    sums = of_all and bool(peers) and re.search(r"\bcong\b", question.folded) is not None
    as_asked = _from_reading(question, Operation.SUM if sums else Operation.LOOKUP, reading)
    if sums:
        as_asked = replace(as_asked, rows=tuple(peers), names=(), also=(), columns=as_asked.columns[:1])
    elif not as_asked.rows and reading["total"]:
        as_asked = replace(as_asked, rows=(reading["total"],))
    return replace(as_asked, operation=Operation.AUDIT, sums=sums)


def _asks_more_tasks(question: Question, previous: Intent | None) -> bool:
    """Whether a question goes on from one about what a body has to do: "còn Sở Y tế?"."""
    after_tasks = previous is not None and previous.operation is Operation.SOLUTION
    return after_tasks and question.operations == (Operation.LOOKUP,) and _FOLLOWS.search(question.folded) is not None


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
    return question.level is not None or condition_of(question) is not None


def is_follow_up(question: Question, readings: Sequence[dict[str, Any]]) -> bool:
    """Whether a question leans on the one before it: by its first words, or as it says too little itself."""
    if _FOLLOWS.search(question.folded):
        return True
    content = {token.key for token in question.tokens if token.content} - MEASURES
    if len(content) > 3:
        return False
    if not _says_anything(question):
        return True
    best = readings[0] if readings else None
    whole = question.level is not None or OF_ALL.search(question.folded) is not None
    return best is None or not (best["names_column"] and (best["rows"] or whole))


def _says_anything(question: Question) -> bool:
    """Whether a question names a thing, beyond a kind of figure ("chiếm bao nhiêu %?") or a sort of unit ("trường
    nào cao nhất?")."""
    following = [token.key for token in question.tokens[1:]] + [""]
    told = zip(question.tokens, following, strict=True)
    return any(token.content and token.key not in MEASURES and after != "nào" for token, after in told)


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
    if choose_operation(question) is Operation.FILTER:  # what prose mentions is no list of all
        sure = [reading for reading in sure if not reading.get("from_prose")]
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


def _part_of_a_whole(
    question: Question, operation: Operation, readings: Sequence[dict[str, Any]]
) -> dict[str, Any] | None:
    """The reading whose amounts are parts of something, where a share is asked for that none prints."""
    if operation is not Operation.LOOKUP or question.kinds != (Kind.PERCENT,):
        return None
    sure = [reading for reading in readings if reading["score"] >= SURE and reading["missing"] < TOO_HEAVY]
    parts = [(r, next((c for c in r["columns"] if c["kind"] in _AMOUNTS), None)) for r in sure]
    of_columns = [{**reading, "columns": [column]} for reading, column in parts if column and column["whole"]]
    of_rows = [
        {**reading, "columns": [column]}
        for reading, column in parts
        if column and any(PATH_SEPARATOR in row["path"] for row in reading["rows"])
    ]
    return next(iter(of_columns + of_rows), None)


def _has_asked_kind(question: Question, reading: dict[str, Any]) -> bool:
    """Whether a reading can give the one kind of figure that is asked for: a share is no score."""
    if len(question.kinds) != 1 or question.operations != (Operation.LOOKUP,):
        return True
    kind = question.kinds[0]
    word = _WORDS_OF_KINDS.get(kind, "")
    return any(
        column["kind"] == kind.value or (word and re.search(rf"\b{word}\b", fold(column["indicator"])))
        for column in reading["columns"]
    )


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
        "asked_periods": [],
        "compared": None,
        "sort": None,
        "group": "",
        "by_period": False,
        "peers": [],
        "gap": False,
        "score": 1.0,
        "missing": 0.0,
        "names_column": False,
        "unexplained": [],
    }


def _from_reading(question: Question, operation: Operation, reading: dict[str, Any]) -> Intent:
    columns = tuple(
        ColumnRef(c["indicator"], c["kind"], c["period"], c["change_from"], c["whole"], c["less"], c["of"])
        for c in reading["columns"]
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
        condition=condition_of(question, reading),
        top=question.count or 5,
        counted=question.count is not None,
        periods=tuple(reading["asked_periods"]),
        compared=reading["compared"],
        document=reading["document"],
        position=question.position,
        score=reading["score"],
        sort=reading["sort"],
        unexplained=tuple(reading["unexplained"]),
        also=tuple(row["path"] for row in reading["alternatives"]),
        without=tuple(reading.get("without", ())),
    )


def _from_sides(question: Question, sides: Sequence[dict[str, Any]]) -> Intent:
    """A comparison of two rows under one column, or of two columns of one row or of the whole."""
    first, second = (_from_reading(question, Operation.COMPARE, side) for side in sides)
    if first.columns[0] == second.columns[0]:
        rows, names = (*first.rows[:1], *second.rows[:1]), (*first.names[:1], *second.names[:1])
        return replace(first, columns=first.columns[:1], rows=rows, names=names, also=())
    columns = (first.columns[0], second.columns[0])
    whole = (sides[0]["total"],) if sides[0]["total"] else ()
    return settle(question, replace(first, columns=columns, rows=first.rows or whole, also=()), sides[0])


def _from_two_tables(question: Question, operation: Operation, sides: Sequence[dict[str, Any]]) -> Intent | None:
    """A figure of one table beside one of another: compared, told as a change, as a share, or both as they stand."""
    first, second = (_from_reading(question, operation, side) for side in sides)
    if operation is Operation.COMPARE and question.kinds and first.columns[0].kind not in question.kinds:
        return None
    totals = [(side["total"],) if side["total"] else () for side in sides]
    rows, of_rows = first.rows or totals[0], second.rows or totals[1]
    if not rows or not of_rows or second.table is None:
        return None
    if operation is Operation.LOOKUP and first.columns[0].kind in _AMOUNTS and ASKS_SHARE.search(question.folded):
        operation = Operation.SHARE
    against = Side(second.table, second.columns[0], of_rows[:1])
    return replace(first, operation=operation, columns=first.columns[:1], rows=rows[:1], also=(), against=against)


def _complete(question: Question, intent: Intent, reading: dict[str, Any], previous: Intent) -> Intent:
    """The intent with what the follow-up left out taken from the question before."""
    if reading["table"] != previous.table:
        return intent  # it speaks of something else
    if intent.operation is Operation.SHARE and _are_within(previous.rows, intent.rows):
        return replace(intent, columns=previous.columns, rows=previous.rows, of_rows=intent.rows, also=())
    named_column = reading["score"] > 0 and reading["names_column"]
    shares = intent.operation is Operation.SHARE and not _says_anything(question)
    if shares and previous.columns and previous.columns[0].kind in _AMOUNTS:
        named_column = False  # "chiếm bao nhiêu %?" is asked of the amounts told before
    if named_column and _says_no_more(question, reading, previous):
        named_column = False  # "giảm mấy hộ?" after "bao nhiêu hộ nghèo"
    whole = next((c for c in intent.columns if c.kind in _AMOUNTS), None)
    if not shares and intent.operation is Operation.SHARE and whole and not intent.rows and _is_other(whole, previous):
        # "đạt bao nhiêu % so với số tiếp nhận?": what was told before is the part
        return replace(
            intent, columns=previous.columns[:1], rows=previous.rows, names=previous.names, of_column=whole, also=()
        )
    columns = intent.columns if named_column else previous.columns[:1] if shares else previous.columns
    asked = question.at(_spoken_of(previous), spoken_of=True)  # "còn quý II?" is of the year spoken of
    intent = replace(intent, periods=asked.periods, compared=asked.compared)
    if asked.periods and not named_column:
        columns = tuple(replace(column, period=asked.periods[0]) for column in columns)
    rows, names = (intent.rows, intent.names) if intent.rows else (previous.rows, previous.names)
    parts = tuple(row for row in (*intent.rows, *intent.also) if _are_within((row,), previous.rows))
    if parts:  # a part of what was spoken of: "riêng hộ tịch cấp xã"
        rows, intent = parts, replace(intent, also=())
    operation = intent.operation
    if operation is Operation.LOOKUP and previous.operation not in TEXT_OPERATIONS:
        keeps = previous.operation in {Operation.COMPARE, Operation.CHANGE} and _FOLLOWS.search(question.folded)
        operation = previous.operation if keeps or not named_column or intent.rows else intent.operation
        operation = Operation.LOOKUP if operation is Operation.BREAKDOWN else operation
    if previous.operation is Operation.SUM and not intent.rows and operation in {Operation.LOOKUP, Operation.SUM}:
        operation = Operation.SUM if len(previous.rows) > 1 else Operation.LOOKUP
    inherits = operation is Operation.SHARE and not question.asks(Operation.SHARE) and not named_column
    if inherits and intent.rows and previous.of_column is None:
        intent = replace(intent, of_rows=previous.of_rows)  # of the same whole
    return replace(
        intent,
        table=previous.table,
        operation=operation,
        periods=intent.periods or previous.periods,
        compared=intent.compared if intent.periods else previous.compared,
        columns=columns,
        rows=rows,
        names=names,
        of_column=previous.of_column if operation is Operation.SHARE and not named_column else None,
        level=intent.level or previous.level,
        condition=intent.condition or (previous.condition if operation is previous.operation else None),
        descending=intent.descending
        if operation is Operation.RANK and _SAYS_DIRECTION.search(question.folded)
        else previous.descending,
    )


def _says_no_more(question: Question, reading: dict[str, Any], previous: Intent) -> bool:
    """Whether what a follow-up says beside a unit's name is what the figure before was of already."""
    names = fold(" ".join(row["name"] for row in reading["rows"])).split()
    told = fold(" ".join(column.indicator for column in previous.columns)).split()
    said = [fold(token.key) for token in question.tokens if token.content]
    own = [word for key in said for word in key.split() if word not in names]
    return bool(own) and set(own) <= set(told) and not question.kinds


def _is_other(column: ColumnRef, previous: Intent) -> bool:
    """Whether a column is another than the amounts told before, and tells of the same time."""
    told = previous.columns[0] if previous.columns else None
    amounts = told is not None and told.kind in _AMOUNTS and told.kind == column.kind and bool(previous.rows)
    return amounts and told is not None and column.indicator != told.indicator and column.period == told.period


def _spoken_of(previous: Intent) -> str | None:
    """The period that the question before was of."""
    told = (*previous.periods[:1], *(column.period for column in previous.columns))
    return next((period for period in told if period), None)


def _are_within(rows: Sequence[str], wholes: Sequence[str]) -> bool:
    """Whether every row stands below one of some others."""
    return (
        bool(rows)
        and bool(wholes)
        and all(any(row.startswith(whole + PATH_SEPARATOR) for whole in wholes) for row in rows)
    )


def _plan_text(
    question: Question, operation: Operation, readings: Sequence[dict[str, Any]], previous: Intent | None
) -> Intent:
    """A question about text; "vì sao?" alone asks it of what was answered before."""
    best = _choose_reading(question, readings, None)
    intent = Intent(operation, question.text)
    if operation in {Operation.WHY, Operation.DRAFT} and best is not None and (best["rows"] or best["total"]):
        full = _from_reading(question, operation, best)
        several = operation is Operation.DRAFT and len(full.also) > 1 and best["total"]  # words that many names share
        rows = (best["total"],) if several else full.rows[:1] or (best["total"],)
        intent = replace(full, rows=rows, names=() if several else full.names[:1])
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
