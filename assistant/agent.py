"""The agents, put together: the tools, a chat model, limits, and the figure guard on its way out."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, ModelCallLimitMiddleware, ModelRequest, ModelResponse
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.prebuilt.tool_node import ToolCallRequest
from langgraph.types import Command

from assistant.builtin import BuiltinModel
from assistant.guard.tracing import trace_figures
from assistant.model_tools import MODEL_TOOLS
from assistant.speaking import ModelGuard
from assistant.tools import TOOLS
from assistant.turn import TurnContext

MODEL_CALLS = 12
SYSTEM_PROMPT = (files("assistant") / "prompt.md").read_text(encoding="utf-8").strip()
REFUSAL = "Chưa kiểm chứng được mọi con số của câu trả lời nên không đưa ra; xin hỏi cụ thể hơn."


class FigureGuard(AgentMiddleware[Any, TurnContext]):
    """Stands between the built-in model and its reader: every number of an answer is traced, or it is not given.

    Its words are made from the tools' own; a language model's are checked by far more (`speaking.ModelGuard`).
    """

    def wrap_model_call(
        self,
        request: ModelRequest[TurnContext],
        handler: Callable[[ModelRequest[TurnContext]], ModelResponse[Any]],
    ) -> ModelResponse[Any]:
        """See the class."""
        response = handler(request)
        return response if not untraced(response, request) else ModelResponse(result=[AIMessage(REFUSAL)])

    async def awrap_model_call(
        self,
        request: ModelRequest[TurnContext],
        handler: Callable[[ModelRequest[TurnContext]], Awaitable[ModelResponse[Any]]],
    ) -> ModelResponse[Any]:
        """See the class."""
        response = await handler(request)
        return response if not untraced(response, request) else ModelResponse(result=[AIMessage(REFUSAL)])


def untraced(response: ModelResponse[Any], request: ModelRequest[TurnContext]) -> tuple[str, ...]:
    """The numbers of a final answer that no fact, passage or question of the turn has."""
    message = response.result[-1]
    if not isinstance(message, AIMessage) or message.tool_calls:
        return ()
    context = request.runtime.context
    question = next(str(m.content) for m in reversed(request.messages) if isinstance(m, HumanMessage))
    return trace_figures(str(message.text), context.ledger, question)[1]


def build_agent(checkpointer: BaseCheckpointSaver[Any] | None = None) -> Any:
    """The agent of the built-in model, compiled; call it with `context=TurnContext(…)`."""
    return create_agent(
        BuiltinModel(),
        list(TOOLS),
        middleware=_with_limit(MODEL_CALLS, FigureGuard()),
        context_schema=TurnContext,
        checkpointer=checkpointer,
    )


def build_speaking_agent(model: BaseChatModel, steps: int) -> Any:
    """The agent of a language model, which may say `steps` messages; call it with `context=ModelTurn(…)`."""
    return create_agent(
        model,
        list(MODEL_TOOLS),
        system_prompt=SYSTEM_PROMPT,
        middleware=_with_limit(steps, ModelGuard()),
        context_schema=TurnContext,
    )


def _with_limit(steps: int, guard: AgentMiddleware[Any, TurnContext]) -> list[AgentMiddleware[Any, TurnContext]]:
    return [ToolErrors(), ModelCallLimitMiddleware(run_limit=steps, exit_behavior="end"), guard]


class ToolErrors(AgentMiddleware[Any, TurnContext]):
    """Times each call; one that a tool cannot take (an unknown table or row) goes back as words."""

    def wrap_tool_call(
        self, request: ToolCallRequest, handler: Callable[[ToolCallRequest], ToolMessage | Command[Any]]
    ) -> ToolMessage | Command[Any]:
        """See the class."""
        started = time.perf_counter()
        try:
            result = handler(request)
        except ValueError as error:
            result = _refused(request, error)
        return _timed(result, started)

    async def awrap_tool_call(
        self,
        request: ToolCallRequest,
        handler: Callable[[ToolCallRequest], Awaitable[ToolMessage | Command[Any]]],
    ) -> ToolMessage | Command[Any]:
        """See the class."""
        started = time.perf_counter()
        try:
            result = await handler(request)
        except ValueError as error:
            result = _refused(request, error)
        return _timed(result, started)


def _refused(request: ToolCallRequest, error: ValueError) -> ToolMessage:
    call = request.tool_call
    return ToolMessage(str(error), tool_call_id=call["id"], name=call["name"], status="error")


def _timed(result: ToolMessage | Command[Any], started: float) -> ToolMessage | Command[Any]:
    if isinstance(result, ToolMessage):
        result.additional_kwargs["ms"] = round((time.perf_counter() - started) * 1000, 1)
    return result
