"""What each operation needs beyond a reading: rows to rank, wholes of shares, sides of a comparison."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.answers_said import answers_said
from assistant.bounds import SCALES
from assistant.calling import BY_CHANGE, TEXT_OPERATIONS
from assistant.conditions import implied_test, is_change
from assistant.facts import is_amount
from assistant.intent import ColumnRef, Intent
from assistant.question import Operation, Question, spell_out
from assistant.shares import names_whole, parted_rows
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Kind, Level

_SEVERAL = 2
_BOTH = re.compile(r"\bca (?!nuoc\b|tinh\b|nam\b)(?:\w+ ){1,6}(?:lan|va)\b")
_COUNTED = re.compile(r"\b(hai|ba|bon|nam|sau|[2-9])(?= [a-z])")
_NUMBERS = {"hai": "2", "ba": "3", "bon": "4", "nam": "5", "sau": "6"}
_JOINED = re.compile(r"\b(va|lan|hoac)\b")
_HOW_MANY = re.compile(r"\b(?:bao nhieu|may)\b")
_OVER_PERIODS = re.compile(r"\b(ca|cong|gop|tong) (?:\w+ ){0,6}?(hai|ba|2|3) (nam|quy|ky|thang)\b")
_KIND_WORDS = {Kind.SCORE: "diem", Kind.RANK: "hang"}  # labels of other kinds may have them: "Số điểm tiêm"
_EACH_OWN = re.compile(r"\b(moi|tung|lan luot|rieng|so voi|hon|kem|chenh|gap|cach nhau|so sanh)\b")
_NAMESAKES_SHOWN = 6  # rows of one name that are all told
OF_ALL = re.compile(r"\b(toan (tinh|nganh|dia ban|bo)|ca tinh|cua tinh|tat ca)\b")
_EACH = re.compile(
    r"\b(tat ca|cac|moi|tung|\d+|hai|ba|bon|muoi mot) (cac )?(huyen|xa|so|don vi|dia phuong|linh vuc|noi|cap)\b"
)
ASKS_SHARE = re.compile(r"\b(bao nhieu|may) (%|phan tram)")
_SUMS = re.compile(r"\b(tong|cong|gop)( \w+){0,2} (bao nhieu|may)\b|, (voi )?(bao nhieu|may) (ho so|nguoi|trieu|ty)\b")
_TOGETHER = re.compile(r"\b(gop|tinh|tinh chung|tinh gop|cong)( ca)? cap \w+ (lan|va)( ca)? cap \w+")
_FELL = re.compile(r"\b(tut|giam)\b")


def condition_of(
    question: Question, reading: dict[str, Any] | None = None, column: ColumnRef | None = None
) -> str | None:
    """The test that the units asked for must meet, by the column chosen, else the first of a reading."""
    told = reading["columns"] if reading else []
    own = next((c for c in told if column and (c["indicator"], c["kind"]) == (column.indicator, column.kind)), None)
    chosen = own or (told[0] if told else {})
    if question.threshold is not None:
        scale = _scale_of(str(chosen.get("unit") or ""))
        return question.threshold.test(scale, ranks=chosen.get("kind") == Kind.RANK.value)
    if question.gap is not None and (reading is None or reading["gap"]):
        return ">0"
    test = implied_test(spell_out(question.text).lower())
    lacks = re.search(r"\b(chua|khong) co\b", fold(str(chosen.get("indicator", ""))))
    return ">0" if test == "=0" and lacks else test  # "trường chưa có nước sạch" is what is counted


def _scale_of(unit: str) -> int:
    """How many of what is counted a unit stands for: "triệu đồng" → 1.000.000."""
    return next((scale for word, scale in SCALES.items() if unit.startswith(word)), 1)


def sums_up(question: Question) -> bool:
    """Whether the sum over what is found is asked for, too: "tổng cộng bao nhiêu hồ sơ"."""
    return question.asks(Operation.SUM) or _SUMS.search(question.folded) is not None


def text_operation(operation: Operation) -> Operation:
    return operation if operation in TEXT_OPERATIONS else Operation.TEXT


def settle(question: Question, intent: Intent, reading: dict[str, Any]) -> Intent:
    """The intent with what its operation needs beyond the reading."""
    if not intent.columns:
        return Intent(text_operation(intent.operation), question.text)
    if intent.operation in {Operation.RANK, Operation.FILTER}:
        return _settle_ranking(question, intent, reading)
    whole = reading["total"]
    if intent.operation is Operation.BREAKDOWN and whole and (OF_ALL.search(question.folded) or not intent.rows):
        return replace(intent, rows=(whole,), names=())
    if intent.operation is Operation.SHARE:
        return _settle_share(question, intent, reading)
    if intent.operation is Operation.COMPARE:
        return _settle_comparison(question, intent, whole)
    if intent.operation in {Operation.LOOKUP, Operation.SUM} and (either := _either_answer(question, intent, reading)):
        return either
    if intent.operation is Operation.LOOKUP and len(intent.rows) == 1 and 0 < len(intent.also) <= _NAMESAKES_SHOWN:
        return replace(intent, rows=(*intent.rows, *intent.also))
    if intent.operation is Operation.LOOKUP and adds_columns(question, intent):
        return _of_columns(intent, whole)
    if intent.operation is Operation.LOOKUP and len(intent.periods) > 1 and _OVER_PERIODS.search(question.folded):
        return replace(intent, operation=Operation.SUM)
    if intent.operation is Operation.LOOKUP and adds_rows(question, intent):
        return replace(intent, operation=Operation.SUM)
    if intent.operation is Operation.SUM:
        return _settle_sum(question, intent, reading)
    if not intent.rows and whole:
        return replace(intent, rows=(whole,), names=())
    return intent if intent.rows else Intent(text_operation(intent.operation), question.text)


def adds_rows(question: Question, intent: Intent) -> bool:
    """Whether one figure of several rows together is asked for: "hai trường A và B có bao nhiêu …", "cả A lẫn B"."""
    if len(intent.rows) < _SEVERAL or _EACH_OWN.search(question.folded) or not _stand_together(intent.rows):
        return False
    counted = {_NUMBERS.get(said, said) for said in _COUNTED.findall(question.folded)}
    return _BOTH.search(question.folded) is not None or str(len(intent.rows)) in counted


def adds_columns(question: Question, intent: Intent) -> bool:
    """Whether several parts of one whole are asked for at once: "bao nhiêu hồ sơ trước hạn và đúng hạn"."""
    columns = intent.columns
    joined = _JOINED.search(question.folded) and not _EACH_OWN.search(question.folded)
    if len(columns) != _SEVERAL or not joined or len(_HOW_MANY.findall(question.folded)) != 1:
        return False
    first, second = columns
    same = (first.kind, first.period, first.less, first.whole) == (
        second.kind,
        second.period,
        second.less,
        second.whole,
    )
    parts = first.whole is not None and first.whole not in {first.indicator, second.indicator}
    beside = first.indicator.rpartition(PATH_SEPARATOR)[0] == second.indicator.rpartition(PATH_SEPARATOR)[0]
    return same and parts and beside and is_amount(Kind(first.kind)) and first.kind != Kind.SCORE.value


def _of_columns(intent: Intent, whole: str | None) -> Intent:
    rows = intent.rows or ((whole,) if whole else ())
    return replace(intent, operation=Operation.SUM, rows=rows, added_up=True) if rows else intent


def _stand_together(rows: Sequence[str]) -> bool:
    """Whether rows are parts of one thing, told beside each other."""
    return len({row.rpartition(PATH_SEPARATOR)[0] for row in rows}) == 1


def _either_answer(question: Question, intent: Intent, reading: dict[str, Any]) -> Intent | None:
    """The sum of several answers to one question, where any of them is asked for ("một số hoặc nhiều")."""
    named = (*intent.rows, *intent.also)
    if not named or not intent.columns:
        return None
    above = named[0].rpartition(PATH_SEPARATOR)[0]
    beside = [row for row in (*named, *reading["peers"]) if row.rpartition(PATH_SEPARATOR)[0] == above]
    rows = answers_said(spell_out(question.text).lower(), list(dict.fromkeys(beside)), named)
    return replace(intent, operation=Operation.SUM, rows=rows, also=()) if rows else None


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
    # "đang giải quyết quá hạn": the column of the part, named by the header of the whole, too
    column = next((c for c in intent.columns if c.whole == column.indicator and c.kind == column.kind), column)
    bound = question.threshold if intent.operation is Operation.FILTER else None
    if bound is not None and bound.percent and column.kind != Kind.PERCENT.value and column.of is None:
        return Intent(Operation.TEXT, question.text)  # nothing told is a share
    falls = intent.operation is Operation.FILTER and is_change(spell_out(question.text).lower())
    if intent.operation is Operation.FILTER and (reading["by_period"] or _of_other_levels(intent, reading)):
        return Intent(Operation.TEXT, question.text)  # its rows are no units of the level asked for
    if bound_kind_missed(question, column):
        return Intent(text_operation(intent.operation), question.text)
    by_change = falls or bool(BY_CHANGE.search(question.folded)) or column.change_from is not None
    descending = question.descending
    if by_change:
        descending = not _FELL.search(question.folded)
        asked = set(reading["asked_periods"]) - {reading["compared"]}
        if asked and not asked & set(reading["periods"]):
            return Intent(text_operation(intent.operation), question.text)  # changes of another time
    elif column.kind == Kind.RANK.value:
        descending = not descending
    amounts = [c for c in intent.columns if c is not column and c.kind in {Kind.COUNT.value, Kind.MONEY.value}]
    counts = column.kind not in {Kind.COUNT.value, Kind.MONEY.value} and amounts
    repeated = {row["name"] for row in reading["alternatives"]}
    part = next((row["name"] for row in reading["rows"] if row["name"] in repeated), None)
    if _TOGETHER.search(question.folded):  # the units with all their parts, which the rows above these are
        if reading["rows"] and part is None:
            return Intent(text_operation(intent.operation), question.text)
        part = None
    groups = [row["path"] for row in reading["rows"] if row["has_parts"]]
    other_level = bool(reading["rows"]) and reading["rows"][0]["level"] != intent.level
    of_one = len(intent.rows) == 1 and part is None and (intent.level in {None, "lĩnh vực"} or other_level)
    within = intent.rows[0] if of_one and intent.rows[0] in groups else reading["group"] or None
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
        condition=condition_of(question, reading, column) if intent.operation is Operation.FILTER else None,
        total_of=amounts[0].indicator if counts else None,
        totalled=sums_up(question),
    )


def _of_other_levels(intent: Intent, reading: dict[str, Any]) -> bool:
    """Whether units of one level are asked for and a table has those of other levels alone."""
    units = {level.value for level in (Level.DEPARTMENT, Level.DISTRICT, Level.COMMUNE)}
    told = units & set(reading["levels"])
    return intent.level in units and bool(told) and intent.level not in told


def bound_kind_missed(question: Question, column: ColumnRef) -> bool:
    """Whether a condition is of scores or ranks ("bị 0 điểm", "từ hạng 40") and the column tells neither."""
    if not question.asks(Operation.FILTER) or len(question.kinds) != 1 or question.kinds[0] not in _KIND_WORDS:
        return False
    word = _KIND_WORDS[question.kinds[0]]
    return column.kind != question.kinds[0].value and re.search(rf"\b{word}\b", fold(column.indicator)) is None


def _settle_share(question: Question, intent: Intent, reading: dict[str, Any]) -> Intent:
    """A part and what it is part of: another column of the row, the row above, the total, or all units."""
    amounts = [column for column in intent.columns if is_amount(Kind(column.kind))]
    whole = reading["total"]
    rows = intent.rows or ((whole,) if whole else ())
    if intent.of_column is not None and intent.of_column not in amounts and amounts and rows:  # from a question before
        return replace(intent, columns=(amounts[0],), rows=rows, of_rows=rows)
    if intent.of_rows and amounts:  # the question names the whole itself
        return replace(intent, columns=(amounts[0],))
    if not amounts or not rows:
        return replace(intent, operation=Operation.LOOKUP) if intent.rows else Intent(Operation.TEXT, question.text)
    if (parted := parted_rows(question.folded, reading["rows"])) is not None:
        parts, wholes = parted
        return replace(intent, columns=(amounts[0],), rows=parts, of_rows=wholes, of_column=None, also=())
    several = len(ASKS_SHARE.findall(question.folded)) > 1
    if len(amounts) > 1 and not several:
        return replace(intent, columns=(amounts[0],), rows=rows, of_column=amounts[1], of_rows=rows)
    of_whole = re.search(r"\btong\b", question.folded) or not question.asks(Operation.SHARE)
    if amounts[0].whole and of_whole and not several:
        whole_column = replace(amounts[0], indicator=amounts[0].whole, whole=None)
        return replace(intent, columns=(amounts[0],), rows=rows, of_column=whole_column, of_rows=rows)
    of_rows = _whole_of(question, rows, reading)
    if not of_rows and reading.get("from_prose"):
        return Intent(Operation.TEXT, question.text)
    if not of_rows or set(of_rows) == set(rows):
        return replace(intent, operation=Operation.LOOKUP, rows=rows)
    return replace(intent, columns=tuple(amounts), rows=rows, of_column=None, of_rows=of_rows)


def _whole_of(question: Question, rows: Sequence[str], reading: dict[str, Any]) -> tuple[str, ...]:
    """The rows that some rows are part of: the row above them, the table's total, or all units together."""
    above = rows[0].rpartition(PATH_SEPARATOR)[0]
    if above and names_whole(question.folded, above) and not OF_ALL.search(question.folded):
        return (above,)
    if reading["total"]:
        return (reading["total"],)
    return () if reading.get("from_prose") else tuple(reading["peers"])  # what prose mentions makes up no whole


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
