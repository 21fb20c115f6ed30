"""What a store lacks of what is asked: a figure that it has of other periods only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.linking import Reading, link
from assistant.matching import SURE
from assistant.question import Question
from assistant.turn import TurnContext
from corpus.periods import order_key


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
