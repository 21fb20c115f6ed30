"""What a store lacks of what is asked: a figure that it has of other periods only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.facts import Fact
from assistant.linking import Reading, link
from assistant.matching import SURE
from assistant.question import Question
from assistant.turn import TurnContext
from corpus.periods import order_key, phrase_period
from corpus.values import PATH_SEPARATOR

_ONE_PERIOD = "Kho chỉ có số liệu của một kỳ nên không tính được mức thay đổi."


def periods_missed(context: TurnContext, question: Question, readings: Sequence[Reading]) -> dict[str, Any]:
    """The periods asked for and those of which the store has the figure, where it has none of the asked."""
    sure = bool(readings) and readings[0].score >= SURE
    if sure or context.catalogue.newest_of_all is None:
        return {}
    asked = question.at(context.catalogue.newest_of_all).periods
    near = link(question.at_any_time(), context.catalogue)[:1] if asked else []
    if not near or (readings and readings[0].score >= near[0].score):
        return {}
    known = {column.period for column in near[0].table.columns if column.period} - set(asked)
    return {"periods_missed": list(asked), "periods_known": sorted(known, key=order_key)} if known else {}


def note_missing(indicator: str, periods: Sequence[str]) -> str:
    """That a report has no figures of some periods for an indicator, in one sentence."""
    named = " và ".join(map(phrase_period, periods))
    return f"Báo cáo không có số liệu {named} cho “{indicator.replace(PATH_SEPARATOR, ' – ')}”."


def note_uncompared(facts: Sequence[Fact], asked: Sequence[str | None]) -> str:
    """Which of the periods to be compared a figure is not told of; "" where it is told of all."""
    own = next((fact for fact in facts if fact.comparison is None), None)
    told = {fact.period for fact in facts if fact.comparison is None}
    reckoned = {fact.change_from for fact in facts if fact.moves or fact.measured_from}
    missed = [period for period in asked if period is not None and period not in told | reckoned]
    if own is None:
        return ""
    if missed:
        return note_missing(own.indicator, missed)
    alone = len(told) == 1 and not reckoned and not any(fact.change_from for fact in facts)
    return _ONE_PERIOD if alone else ""
