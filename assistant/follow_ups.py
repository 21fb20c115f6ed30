"""Questions after a filter or a figure that go on from it: how many in all, which units those are, which of them."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.conditions import implied_test
from assistant.intent import Intent
from assistant.question import Operation, Question, read_question, tokenise

_SUMMED = re.compile(r"\b(tong cong|tong|cong lai|gop lai|tat ca|cong|gop)\b")
_HOW_MANY = re.compile(r"\b(bao nhieu|may)\b")
_OF_THOSE = re.compile(
    r"\b(trong so (do|nay|ay)|trong do|cai nao|(don vi|noi|dau) nao trong|(nhung|cac) (cai|don vi|noi) (do|nay))\b"
)
_GAP_WORDS = frozenset({"vượt", "hụt", "thiếu", "đạt được", "chưa đạt", "triệu", "đồng", "tỷ", "nghìn"})
_TOLD_OF_A_WHOLE = frozenset({Operation.LOOKUP, Operation.SUM})


def continue_on(question: Question, previous: Intent | None) -> Intent | None:
    """What a question that names nothing new asks of what was answered before it; None where it is not such."""
    if previous is None or previous.table is None or not previous.columns:
        return None
    return _in_all(question, previous) or _units_behind(question, previous)


def narrows(question: Question, previous: Intent | None) -> bool:
    """Whether a question asks which of the units found before meet another condition, too."""
    found = (
        previous is not None and previous.operation is Operation.FILTER and bool(previous.condition or previous.tests)
    )
    return found and _OF_THOSE.search(question.folded) is not None


def _in_all(question: Question, previous: Intent) -> Intent | None:
    """How many a filter found and what they come to together: "tổng cộng mấy đơn vị, bao nhiêu hồ sơ?"."""
    if previous.operation is not Operation.FILTER or not (previous.tests or previous.condition):
        return None
    sums = _SUMMED.search(question.folded) or len(_HOW_MANY.findall(question.folded)) > 1
    if not sums or not _HOW_MANY.search(question.folded) or not _says_nothing_new(question, previous):
        return None
    return replace(previous, question=question.text, totalled=True)


def _units_behind(question: Question, previous: Intent) -> Intent | None:
    """The units of a level that make up a figure: "ở những xã nào?"."""
    which = re.search(r"\bnao\b", question.folded)
    plain = question.operations in {(Operation.LOOKUP,), (Operation.FILTER, Operation.LOOKUP)}
    if previous.operation not in _TOLD_OF_A_WHOLE or question.level is None or which is None or not plain:
        return None
    if question.threshold is not None or any(token.content for token in question.tokens):
        return None
    if implied_test(question.text.lower()) not in {None, ">0"}:
        return None
    return replace(
        previous,
        operation=Operation.FILTER,
        question=question.text,
        columns=previous.columns[:1],
        rows=(),
        names=(),
        also=(),
        level=question.level.value,
        within=previous.rows[0] if len(previous.names) == 1 and len(previous.rows) == 1 else None,
        condition=">0",
        totalled=False,
    )


def _says_nothing_new(question: Question, previous: Intent) -> bool:
    """Whether every word of a question was said before, or tells of a gap or a unit of money only."""
    before = {token.key for token in read_question(previous.question).tokens}
    labels = {token.key for column in previous.columns for token in tokenise(column.indicator, label=True)}
    return all(token.key in before | labels | _GAP_WORDS for token in question.tokens if token.content)
