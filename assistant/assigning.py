"""The tool that finds what reports ask a body to do."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from langchain.tools import ToolRuntime, tool

from assistant.bodies import Body, Named, bodies_named, is_about, looks_like_body, read_name
from assistant.catalogue import Catalogue
from assistant.facts import Source
from assistant.lexicon import ASKS_WHO
from assistant.question import Question, read_question
from assistant.scope import documents_meant, speaks_of
from assistant.tasks import (
    TELLS,
    Task,
    all_tasks,
    fits_topic,
    group_asked,
    lines_of,
    names_in,
    own_tasks,
    requests_in,
    shares_on_topic,
    tasks_in_tables,
    tasks_of,
    tasks_of_group,
)
from assistant.turn import TurnContext
from corpus.periods import order_key
from corpus.values import Level
from index.values import Document

_GROUPS_TOLD = 4
_NOBODY = Body((), frozenset())
_ASKS_REQUESTS = re.compile(
    r"\b(kien nghi|xin (bo tri|ho tro|cap|bao nhieu|them|phep|tinh|trung uong|gi)"
    r"|(de nghi|de xuat) (voi |len )?(tinh|trung uong|chinh phu|ubnd|uy ban|bo|cap tren|nhung gi|gi\W*$|bo tri))\b"
)
_REQUESTED = 0.5  # of the topic, for a request to be told
_UNITS = frozenset({Level.DEPARTMENT, Level.DISTRICT, Level.COMMUNE})


@dataclass(frozen=True, slots=True)
class _Assigned:
    document: Document
    body: Body
    task: Task


@tool
def list_tasks(question: str, runtime: ToolRuntime[TurnContext, Any], before: str | None = None) -> str:
    """Những việc mà báo cáo giao, đề nghị hoặc đặt ra cho một cơ quan, đơn vị nêu trong câu hỏi: đủ các gạch
    đầu dòng dưới tên cơ quan ấy, kèm thời hạn; báo cáo mới đứng trước. `before` là câu hỏi liền trước, khi câu
    này không nêu tên cơ quan."""
    context = runtime.context
    found = _find_tasks(context, question)
    if not found and before:
        found = _find_tasks(context, f"{before} {question}")
    groups = [list(group) for _, group in groupby(found, key=lambda told: (told.document.id, told.body.name))]
    given = [_tell(context, group) for group in groups[:_GROUPS_TOLD]]
    return json.dumps({"assigned": given}, ensure_ascii=False)


def _find_tasks(context: TurnContext, question: str) -> list[_Assigned]:
    read = read_question(context.restore(question))
    documents = sorted(documents_meant(context, read), key=lambda d: order_key(d.period), reverse=True)
    found = [told for document in documents for told in _tasks_in(context, read, document)]
    return _on_the_topic(found, read, context.catalogue)


def _tell(context: TurnContext, group: Sequence[_Assigned]) -> dict[str, Any]:
    """The tasks of one body in one report, each with its source."""
    document, body = group[0].document, group[0].body
    tasks = [
        {"text": told.task.text, "cite": context.ledger.cite(Source(hit.document, "", hit.locator, hit.kind, hit.text))}
        for told in group
        for hit in (told.task.hit,)
    ]
    return {"report": document.name, "period": document.period, "body": body.name, "tasks": tasks}


def _on_the_topic(found: Sequence[_Assigned], question: Question, catalogue: Catalogue) -> list[_Assigned]:
    """The tasks about what else the question names; requests of whoever are told of that alone."""
    tasks = [told.task for told in found]
    shares = shares_on_topic(tasks, question, [told.body for told in found], catalogue)
    if shares is None:
        return list(found)
    best = max(shares, default=0.0)
    if best < (TELLS if any(told.body.name for told in found) else _REQUESTED):
        return [told for told in found if told.body.name]
    return [told for told, share in zip(found, shares, strict=True) if fits_topic(share, best)]


def _tasks_in(context: TurnContext, question: Question, document: Document) -> list[_Assigned]:
    """The tasks of each body that the question names in one report, of the time that it asks for."""
    catalogue = context.catalogue
    lines = lines_of(context.store.passages(document.id))
    issuer = read_name(document.body, catalogue) if document.body else None
    names = [*names_in(lines, catalogue), *([issuer] if issuer else []), *_units(context, question, document)]
    found: list[_Assigned] = []
    for body in bodies_named(question, names, catalogue):
        tasks = tasks_of(body, lines, catalogue)
        tasks += tasks_in_tables(body, context.store.tables(document.id), catalogue)
        if not tasks and issuer is not None:
            asked = requests_in(lines) if _ASKS_REQUESTS.search(question.folded) and is_about(body, issuer) else []
            tasks = asked or own_tasks(issuer, body, lines)
        found.extend(_Assigned(document, body, task) for task in tasks)
    if not found and (group := group_asked(question, catalogue)) is not None:
        found.extend(_Assigned(document, group, task) for task in tasks_of_group(group, lines, catalogue))
    if not found and ASKS_WHO.search(question.folded):
        found.extend(_Assigned(document, _NOBODY, task) for task in all_tasks(lines))
    if not found and _ASKS_REQUESTS.search(question.folded):
        found.extend(_Assigned(document, _NOBODY, task) for task in requests_in(lines))
    return [told for told in found if _may_be_of_time(context, question, told)]


def _may_be_of_time(context: TurnContext, question: Question, told: _Assigned) -> bool:
    """Whether a task may be of the time asked for: the report's own, or one that it or its headings name."""
    return speaks_of(context, question, told.document, f"{' '.join(told.task.heading)} {told.task.text}")


def _units(context: TurnContext, question: Question, document: Document) -> list[Named]:
    """The units that a report's tables have rows of and a question says a word of."""
    said = {token.key for token in context.catalogue.expand(question.tokens)}
    tables = (table for table in context.catalogue.tables if table.document == document.name)
    rows = (row for table in tables for row in table.rows if row.level in _UNITS and said & row.label.words)
    labels = dict.fromkeys(row.name for row in rows if looks_like_body(row.name))
    return [name for label in labels if (name := read_name(label, context.catalogue)).keys]
