"""The units that a question leaves out: "không kể thành phố Bắc Mê", "trừ Sở Y tế"."""

from __future__ import annotations

from typing import Any

from assistant.linking import link
from assistant.matching import SURE
from assistant.question import Question, read_question
from assistant.turn import TurnContext
from corpus.values import PATH_SEPARATOR

_NOT_SURE = 99.0  # the weight of words that no row explains: the reading is not computed on


def without_left_out(context: TurnContext, question: Question, reading: dict[str, Any]) -> dict[str, Any]:
    """A reading without the rows that the question leaves out; one that is not sure where it has no such rows."""
    meant = read_question(question.left_out or "")
    found = link(meant, context.catalogue, tables=[reading["table"]])
    rows = [row for one in found[:1] if one.score >= SURE for row in (*one.rows, *one.alternatives)]
    if not rows:
        unexplained = [*reading["unexplained"], question.left_out]
        return {**reading, "unexplained": unexplained, "missing": _NOT_SURE}
    paths = {PATH_SEPARATOR.join(row.entity) for row in rows}
    return {
        **reading,
        "without": [row.name for row in rows],
        "peers": [path for path in reading["peers"] if path not in paths],
        "rows": [row for row in reading["rows"] if row["path"] not in paths],
    }
