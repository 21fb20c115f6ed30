"""The built-in chat model: reads the question, calls tools, words the answer from their results.

It is a LangChain chat model like any other, so that one agent serves both; it holds no state: what
it knows of a conversation it reads from the messages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool

from assistant.answer import Status
from assistant.audit_words import word_audit
from assistant.calling import search_cause, tells_change, tool_calls
from assistant.compose import Worded, word_ambiguous, word_figures
from assistant.drafting import asks_draft, draft_topic, word_draft
from assistant.heading_words import word_reports
from assistant.intent import Intent
from assistant.planning import intended_columns, plan
from assistant.question import Operation, Question, read_question
from assistant.quoting import (
    ENOUGH,
    word_clarify,
    word_findings,
    word_not_found,
    word_passages,
    word_sections,
    word_tasks,
)
from assistant.referring import points_at_unit, spell_reference
from assistant.unit_words import word_units
from corpus.values import PATH_SEPARATOR


class BuiltinModel(BaseChatModel):
    """The model of every machine: no network, no randomness."""

    tool_names: tuple[str, ...] = ()

    @property
    def _llm_type(self) -> str:
        return "troly-builtin"

    def bind_tools(
        self, tools: Sequence[dict[str, Any] | type | Any | BaseTool], **kwargs: Any
    ) -> Runnable[Any, AIMessage]:
        """A copy that knows which tools it may call."""
        del kwargs
        names = tuple(tool.name for tool in tools if isinstance(tool, BaseTool))
        return self.model_copy(update={"tool_names": names})

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        del stop, run_manager, kwargs
        return ChatResult(generations=[ChatGeneration(message=next_message(messages))])


def next_message(messages: Sequence[BaseMessage]) -> AIMessage:
    """What the model says next: look for indicators, carry out the plan, or answer."""
    last = max(i for i, message in enumerate(messages) if isinstance(message, HumanMessage))
    before, asked, turn = messages[:last], str(messages[last].content), list(messages[last + 1 :])
    results = {message.tool_call_id: message for message in turn if isinstance(message, ToolMessage)}
    previous = _intent_of([message for message in before if isinstance(message, AIMessage)])
    if not results:
        return _call(_find(_topic_of(spell_reference(asked, previous)), previous), 0, None)
    found = _merge_readings([_read(m) for m in results.values() if m.name == "find_indicators"])
    question = read_question(found.get("question") or asked)
    if asks_draft(asked):
        question = replace(question, operations=(Operation.DRAFT, *question.operations))
    made = [message for message in turn if isinstance(message, AIMessage)]
    intent = _intent_of(made)
    if intent is None:
        intent = plan(question, found, previous)
        if (previous is None or not previous.told) and _needs_unit(question, found):
            intent = replace(intended_columns(question, found), unclear=question.text)
            return _answer(word_clarify(_examples(found), _column_name(found)), intent)
        return _call(tool_calls(intent), len(made), intent)
    given = [_read(message) for message in results.values() if message.name != "find_indicators"]
    searched = any("sentences" in result for result in given)
    if intent.then_why and not searched and (top := _first_figure(given)) is not None:
        return _call([search_cause(intent, top)], len(made), intent)
    worded = _word(question, intent, given)
    if worded is None and not searched:
        return _call([("search_reports", {"query": question.text})], len(made), intent)
    return _answer(worded or word_not_found(found), replace(intent, told=_told(intent, given), unclear=""))


def _told(intent: Intent, given: Sequence[dict[str, Any]]) -> str:
    """The unit that an answer is about: the one named, or the first of a ranking."""
    if len(intent.names) == 1:
        return intent.names[0]
    first = _first_figure(given)
    return str(first["entity"]) if first is not None and intent.operation is Operation.RANK else ""


def _topic_of(asked: str) -> str:
    """The question, of a request to write something what it is to be about."""
    return draft_topic(asked) if asks_draft(asked) else asked


def _find(asked: str, previous: Intent | None) -> list[tuple[str, dict[str, Any]]]:
    """What to look for first; what may follow on a question before is looked for in its table, too."""
    calls: list[tuple[str, dict[str, Any]]] = [("find_indicators", {"question": asked})]
    if previous is not None and previous.table is not None:
        calls.append(("find_indicators", {"question": asked, "tables": [previous.table]}))
    return calls


def _merge_readings(results: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The readings of several searches as one list, each table once."""
    readings: dict[int, dict[str, Any]] = {}
    for result in results:
        for reading in result.get("readings", []):
            readings.setdefault(reading["table"], reading)
    pairs: dict[str, Any] = {key: next((r[key] for r in results if r.get(key)), []) for key in ("sides", "across")}
    return {**results[0], "readings": list(readings.values()), **pairs}


def _word(question: Question, intent: Intent, given: Sequence[dict[str, Any]]) -> Worded | None:
    """The answer that the results make, None if they make none yet."""
    checked = next((result for result in given if "findings" in result), None)
    if checked is not None:
        figures = [figure for result in given if result is not checked for figure in result.get("figures", [])]
        return word_audit(question, intent, checked, figures) or word_findings(checked)
    if intent.operation is Operation.DRAFT:
        told = word_figures(question, _told_as(intent), [result for result in given if "figures" in result])
        return word_draft(told, given, intent.names)
    described = next((result for result in given if "reports" in result), None)
    if described is not None and (worded := word_reports(described)) is not None:
        return worded
    assigned = [told for result in given for told in result.get("assigned", [])]
    if assigned:
        return word_tasks(assigned)
    sentences = [sentence for result in given for sentence in result.get("sentences", [])]
    if intent.operation is Operation.WHY or intent.then_why:
        sections = [section for result in given for section in result.get("sections", [])]
        causes = word_sections(sections) or word_passages(question, replace(intent, operation=Operation.WHY), sentences)
        told = word_figures(question, _told_as(intent), [result for result in given if "figures" in result])
        if causes is not None:
            return Worded(f"{told.text}\n\n{causes.text}" if told else causes.text, Status.ANSWERED)
        return None
    if intent.also and intent.operation is Operation.LOOKUP and intent.rows:
        figures = [figure for result in given for figure in result.get("figures", [])]
        if len(figures) > 1 and len({figure["path"] for figure in figures}) > 1:
            return word_ambiguous(figures)
    filtered = next((result for result in given if "units" in result), None)
    if filtered is not None:
        return word_units(intent, filtered)
    worded = word_figures(question, intent, given)
    told = word_passages(question, intent, sentences)
    if worded is None or told is None:
        return worded or told
    best = sentences[0]["coverage"] if sentences else 0.0
    return told if intent.unexplained and best > max(intent.score, ENOUGH) else worded


def _told_as(intent: Intent) -> Intent:
    """How the figures beside a cause are told: as the ranking that found it, a change, or as they stand."""
    if intent.then_why:
        return intent
    operation = Operation.CHANGE if tells_change(intent) else Operation.LOOKUP
    return Intent(operation, intent.question)


def _first_figure(given: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    return next((figure for result in given for figure in result.get("figures", [])), None)


def _needs_unit(question: Question, found: dict[str, Any]) -> bool:
    """Whether the question points at a unit that nothing before names ("đơn vị này")."""
    points = points_at_unit(question.text)
    return points and bool(found["readings"]) and not found["readings"][0]["rows"]


def _examples(found: dict[str, Any]) -> list[str]:
    return list(found["readings"][0].get("examples", []))[:4] if found["readings"] else []


def _column_name(found: dict[str, Any]) -> str:
    columns = found["readings"][0]["columns"] if found["readings"] else []
    return str(columns[0]["indicator"]).replace(PATH_SEPARATOR, " – ") if columns else "số liệu này"


def _call(calls: Sequence[tuple[str, dict[str, Any]]], step: int, intent: Intent | None) -> AIMessage:
    extra = {"intent": intent.as_json()} if intent is not None else {}
    made = [
        {"name": name, "args": args, "id": f"b{step}-{i}", "type": "tool_call"} for i, (name, args) in enumerate(calls)
    ]
    return AIMessage(content="", tool_calls=made, additional_kwargs=extra)


def _answer(worded: Worded, intent: Intent) -> AIMessage:
    return AIMessage(content=worded.text, additional_kwargs={"intent": intent.as_json(), "status": worded.status.value})


def _intent_of(messages: Sequence[AIMessage]) -> Intent | None:
    """The plan that the last message with one carries."""
    for message in reversed(messages):
        if "intent" in message.additional_kwargs:
            return Intent.from_json(message.additional_kwargs["intent"])
    return None


def _read(message: ToolMessage) -> dict[str, Any]:
    """A tool's result; an error of a tool is a result without figures."""
    try:
        value = json.loads(str(message.content))
    except ValueError:
        return {"error": str(message.content)}
    return value if isinstance(value, dict) else {}
