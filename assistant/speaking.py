"""One turn of a language model: it is asked with its tools, checked on its way out, and given up where it fails.

The model works in a thread of its own, off the conversation's thread: whatever becomes of it, nothing of a try that
failed is kept, and who waits for it waits no longer than the time it is given.
"""

from __future__ import annotations

import queue
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain.agents.middleware import AgentMiddleware, ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.answer import Figure, Status
from assistant.errors import ModelError
from assistant.facts import Fact
from assistant.guard.checking import Guard
from assistant.guard.wording import says_not_found, spoken, wording_faults
from assistant.model_tools import MODEL_TOOLS
from assistant.presenting import present
from assistant.turn import TurnContext

MOST_CALLS = 6  # tool calls of one message
MOST_AT_ONCE = 8  # models asked at the same time, those given up and not yet back among them
_MOST_CHARACTERS = 40_000  # of one message: an endless one is cut off
_SENTENCE_END = re.compile(r"[.!?…](?:\s*\[\d+\])*\s+|\n+")
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_PAUSE = 0.5  # seconds before a second try


@dataclass(frozen=True, slots=True)
class ToolStarted:
    """A tool that is being called."""

    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """The next sentences of an answer, each figure in them traced."""

    text: str


@dataclass(frozen=True, slots=True)
class Restarted:
    """What was said so far is to be forgotten: the answer begins again."""


Event = ToolStarted | Said | Restarted


@dataclass(frozen=True, slots=True)
class Spoken:
    """A checked answer of a language model."""

    text: str
    status: Status
    figures: tuple[Figure, ...]
    facts: tuple[Fact, ...]
    messages: tuple[BaseMessage, ...]


@dataclass(frozen=True, slots=True)
class ModelTurn(TurnContext):
    """What a turn of a language model works on: its guard, its time, and where its progress is told."""

    question: str
    deadline: float
    emit: Callable[[Event], None]
    make_guard: Callable[[], Guard]
    prompt: str
    word: str = field(default_factory=lambda: secrets.token_hex(4))
    retried: list[bool] = field(default_factory=list)
    outcome: list[tuple[str, Status, tuple[Figure, ...], tuple[Fact, ...]]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)

    def check_time(self) -> None:
        """Raises `ModelError` once the time is up or nobody waits any more."""
        if self.left.is_set() or time.monotonic() >= self.deadline:
            raise ModelError("quá thời gian chờ")


class ModelGuard(AgentMiddleware[Any, TurnContext]):
    """Stands between a language model and all that comes of it: what it is shown, what it calls, what it says."""

    def wrap_model_call(
        self,
        request: ModelRequest[TurnContext],
        handler: Callable[[ModelRequest[TurnContext]], ModelResponse[Any]],
    ) -> ModelResponse[Any]:
        """One message of the model: tool calls as they are, an answer only once all of it is traced."""
        del handler  # the model is read as it streams, which the handler does not
        turn = request.runtime.context
        assert isinstance(turn, ModelTurn)
        messages = present(request.messages, turn.word)
        while True:
            message, told = _ask(request, messages, turn)
            if message.tool_calls:
                return ModelResponse(result=[_with_few_calls(message, turn)])
            text = spoken(str(message.text))
            faults = _faults(message, text, turn)
            if not faults:
                if not text.startswith(told):
                    turn.emit(Restarted())
                    told = ""
                turn.emit(Said(text[len(told) :]))
                return ModelResponse(result=[AIMessage(text)])
            if turn.retried:
                raise ModelError(_why_refused(faults))
            turn.retried.append(True)
            turn.emit(Restarted())
            messages = [*messages, AIMessage(text or "…"), HumanMessage(_mend(faults))]


def _ask(request: ModelRequest[TurnContext], messages: Sequence[BaseMessage], turn: ModelTurn) -> tuple[AIMessage, str]:
    """What the model says, and what of it was told already; a fault that passes (a busy server) is tried once more."""
    given = [*([request.system_message] if request.system_message else []), *messages]
    try:
        model = request.model.bind_tools(request.tools)
    except NotImplementedError as error:
        raise ModelError("mô hình không gọi được công cụ") from error
    for attempt in (0, 1):
        turn.check_time()
        try:
            return _read_stream(model.stream(given), turn)
        except ModelError:
            raise
        except Exception as error:  # each provider has errors of its own
            if attempt or not _passes(error) or turn.deadline - time.monotonic() < 2 * _PAUSE:
                raise ModelError(_why(error)) from error
            turn.emit(Restarted())
            turn.left.wait(_PAUSE)
    raise AssertionError("unreachable")


def _read_stream(chunks: Iterator[Any], turn: ModelTurn) -> tuple[AIMessage, str]:
    """The whole of a streamed message; its sentences are told on the way, once they are traced."""
    whole: Any = None
    teller = _Teller(turn)
    for chunk in chunks:
        turn.check_time()
        whole = chunk if whole is None else whole + chunk
        text = str(whole.text)
        if len(text) > _MOST_CHARACTERS:
            raise ModelError("trả lời dài vô tận")
        if not whole.tool_call_chunks:
            teller.tell(text)
    if whole is None:
        raise ModelError("trả lời trống")
    message = AIMessage(
        content=whole.content,
        tool_calls=whole.tool_calls,
        invalid_tool_calls=whole.invalid_tool_calls,
        response_metadata=whole.response_metadata,
    )
    return message, teller.told


class _Teller:
    """Tells the sentences of a growing text whose figures are traced; what is not yet traced waits."""

    def __init__(self, turn: ModelTurn) -> None:
        self._turn, self.told, self._tried = turn, "", ""
        self._guard: Guard | None = None

    def tell(self, text: str) -> None:
        """Tells what of a text is new, whole and traced."""
        plain = spoken(text)
        ends = [match.end() for match in _SENTENCE_END.finditer(plain)]
        ready = plain[: ends[-1]] if ends else ""
        if len(ready) <= len(self._tried) or not ready.startswith(self.told):
            return
        self._tried = ready
        if self._guard is None:
            self._guard = self._turn.make_guard()
        if self._guard.check(ready).faults or _wording(ready, self._turn, self._guard):
            return
        self._turn.emit(Said(ready[len(self.told) :]))
        self.told = ready


def _faults(message: AIMessage, text: str, turn: ModelTurn) -> list[str]:
    """What is wrong with an answer; where nothing is, its outcome is kept for who waits."""
    if message.invalid_tool_calls:
        return ["lời gọi công cụ không đúng định dạng JSON; hãy gọi lại"]
    if not text:
        return ["câu trả lời trống"]
    if _is_cut(message.response_metadata):
        return ["câu trả lời bị cắt giữa chừng; hãy viết ngắn hơn"]
    guard = turn.make_guard()
    checked = guard.check(text)
    faults = [*checked.faults, *_wording(text, turn, guard)]
    not_found = not checked.figures and says_not_found(text)
    asks = not checked.figures and text.rstrip().endswith("?")
    if not faults and not (checked.figures or not_found or asks or guard.cites(text)):
        faults.append("câu trả lời không dẫn nguồn nào; hãy tra bằng công cụ rồi ghi dấu nguồn như [1]")
    if not faults:
        status = Status.NOT_FOUND if not_found else Status.CLARIFY if asks else Status.ANSWERED
        turn.outcome.append((text, status, checked.figures, checked.facts))
    return faults


def _wording(text: str, turn: ModelTurn, guard: Guard) -> list[str]:
    return wording_faults(text, turn.prompt, [tool.name for tool in MODEL_TOOLS], guard.known_text)


def _is_cut(metadata: dict[str, Any]) -> bool:
    """Whether a message stopped before its end: at its length, or where a connection broke."""
    reason = metadata.get("finish_reason") or metadata.get("stop_reason") or metadata.get("done_reason")
    if reason is None:
        return metadata.get("model_provider") == "openai"  # its last chunk always says why it is the last
    return str(reason).lower() in {"length", "max_tokens", "content_filter"}


def _why_refused(faults: Sequence[str]) -> str:
    """Why an answer is not shown, as a phrase: its own fault, or that some of it has no source."""
    whole = next((fault for fault in faults if fault.startswith("câu trả lời")), None)
    return whole.partition(";")[0] if whole else "trả lời có chỗ không truy được về nguồn"


def _mend(faults: Sequence[str]) -> str:
    listed = "\n".join(f"- {fault}" for fault in faults[:12])
    return (
        f"Câu trả lời trên chưa dùng được:\n{listed}\n"
        "Hãy viết lại, chỉ dùng số trong kết quả công cụ, đúng đơn vị, kỳ, tên và chiều tăng giảm; thiếu thì tra thêm."
    )


def _with_few_calls(message: AIMessage, turn: ModelTurn) -> AIMessage:
    """The message with its first calls and no words: what is said beside a call is no answer."""
    calls = message.tool_calls[:MOST_CALLS]
    for call in calls:
        turn.emit(ToolStarted(call["name"]))
    return AIMessage(content="", tool_calls=calls)


def _passes(error: Exception) -> bool:
    """Whether an error is one that may be gone at the next try."""
    status = getattr(error, "status_code", None)
    if status is not None:
        return status in _TRANSIENT
    return "timeout" not in type(error).__name__.lower() and _is_of_network(error)


def _is_of_network(error: Exception) -> bool:
    names = " ".join(kind.__name__ for kind in type(error).__mro__)
    return re.search(r"Connect|Transport|Protocol|Network|RemoteProtocol|APIConnection", names) is not None


def _why(error: Exception) -> str:
    """An error of a provider's client in words that a person understands."""
    status, name = getattr(error, "status_code", None), type(error).__name__.lower()
    if "timeout" in name:
        return "quá thời gian chờ"
    if status == 429:
        return "máy chủ mô hình đang quá tải"
    if status in {401, 403}:
        return "máy chủ mô hình không nhận khóa"
    if status is not None and status >= 500:
        return "máy chủ mô hình báo lỗi"
    if status is not None:
        return "máy chủ mô hình không nhận yêu cầu"
    return "không kết nối được máy chủ mô hình" if _is_of_network(error) else "máy chủ mô hình trả lời không đọc được"


class Speaker:
    """Asks a language model, each time in a thread of its own, for no longer than it is given."""

    def __init__(self, agent: Any, seconds: float) -> None:
        self._agent, self.seconds = agent, seconds
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)

    def start(self, messages: Sequence[BaseMessage], turn: ModelTurn) -> Pending:
        """Asks; the answer is waited for by what is given back."""
        pending = Pending(turn)
        if not self._places.acquire(blocking=False):
            pending.done.put(ModelError("mô hình đang bận trả lời các câu khác"))
            return pending
        threading.Thread(target=self._run, args=(list(messages), pending), daemon=True).start()
        return pending

    def _run(self, messages: list[BaseMessage], pending: Pending) -> None:
        try:
            pending.done.put(self._speak(messages, pending.turn))
        except ModelError as error:
            pending.done.put(error)
        except Exception as error:  # fails closed: whatever goes wrong, the built-in model answers
            pending.done.put(_unforeseen(error))
        finally:
            self._places.release()

    def _speak(self, messages: list[BaseMessage], turn: ModelTurn) -> Spoken:
        state = self._agent.invoke({"messages": messages}, {"max_concurrency": 1}, context=turn)
        if not turn.outcome:
            raise ModelError("gọi công cụ quá nhiều lần mà chưa trả lời")
        text, status, figures, facts = turn.outcome[-1]
        return Spoken(text, status, figures, facts, tuple(state["messages"][len(messages) :]))


@dataclass(frozen=True, slots=True)
class Pending:
    """An answer that is being made."""

    turn: ModelTurn
    done: queue.SimpleQueue[Spoken | ModelError] = field(default_factory=queue.SimpleQueue)

    def wait(self) -> Spoken | ModelError:
        """The answer, or why there is none; at the latest when its time is up."""
        try:
            return self.done.get(timeout=max(0.0, self.turn.deadline - time.monotonic()))
        except queue.Empty:
            return ModelError("quá thời gian chờ")
        finally:
            self.turn.left.set()


def _unforeseen(error: Exception) -> ModelError:
    failed = ModelError("có lỗi ngoài dự kiến")
    failed.__cause__ = error
    return failed
