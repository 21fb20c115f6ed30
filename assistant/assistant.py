"""The assistant: a question in, an Answer out; conversations kept by thread."""

from __future__ import annotations

import json
import queue
import sqlite3
import threading
import time
import traceback
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import Any

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langgraph.checkpoint.sqlite import SqliteSaver

from assistant.agent import SYSTEM_PROMPT, build_agent, build_speaking_agent
from assistant.answer import Answer, Status, ToolUse
from assistant.citing import renumber
from assistant.compose import note_quality
from assistant.errors import ModelError, QuestionError
from assistant.facts import Ledger
from assistant.guard.checking import Guard
from assistant.guard.names import names_of
from assistant.guard.tracing import trace_figures
from assistant.labels import StoreLabels
from assistant.lexicon import CHAT_FORMS, QUESTION_PHRASES, SYNONYMS
from assistant.logs import keep_trouble
from assistant.models import BUILTIN, open_model
from assistant.presenting import earlier_turns
from assistant.question import LONGEST_QUESTION
from assistant.settings import Settings
from assistant.speaking import Event, ModelTurn, Pending, Restarted, Said, Speaker, ToolStarted
from assistant.splitting import split_questions
from assistant.turn import TurnContext
from corpus.errors import TrolyError
from corpus.numbers import write_number
from corpus.text import fold
from index.store import Store
from index.values import Hit

# words of questions that are no syllables ("bnhiu", "online")
_ASKED = frozenset(fold(word) for phrase in chain(CHAT_FORMS, *SYNONYMS) for word in phrase.split())
EMPTY_STORE = "Kho chưa có báo cáo nào. Hãy nạp báo cáo bằng lệnh “troly ingest ĐƯỜNG_DẪN” rồi hỏi lại."


class Assistant:
    """Answers questions over one store. Calls from several threads are safe."""

    def __init__(self, store: Store, settings: Settings, model: BaseChatModel | None = None) -> None:
        self.store = store
        self.settings = settings
        self._connection = sqlite3.connect(settings.home / "conversations.sqlite", check_same_thread=False)
        self._checkpointer = SqliteSaver(self._connection)
        self._checkpointer.setup()
        self._agent = build_agent(self._checkpointer)
        self._speaker: Speaker | None = None
        if model is not None:
            agent = build_speaking_agent(model, settings.model_steps)
            self._speaker = Speaker(agent, settings.model_seconds)
        self._labels = StoreLabels(store)
        self._threads: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def ask(self, question: str, thread: str | None = None) -> Answer:
        """The answer to one question; `thread` goes on with a conversation, None starts a fresh one.

        Raises `QuestionError` for an empty question or one over 20,000 characters.
        """
        return self._ask(question, thread, lambda _: None)

    def stream(self, question: str, thread: str | None = None) -> Iterator[Event | Answer]:
        """The same answer while it is made: the tools as they are called, sentences once they are traced, the Answer.

        Sentences of a language model come one by one, their citation marks numbered as in the Answer; a `Restarted`
        takes back what was said before it. Raises as `ask` does, before the first event.
        """
        check_question(question)
        told: queue.SimpleQueue[Event | Answer | BaseException] = queue.SimpleQueue()

        def work() -> None:
            try:
                told.put(self._ask(question, thread, told.put))
            except BaseException as error:  # handed to who reads the stream
                told.put(error)

        threading.Thread(target=work, daemon=True).start()
        while True:
            event = told.get()
            if isinstance(event, BaseException):
                raise event
            yield event
            if isinstance(event, Answer):
                return

    def _ask(self, question: str, thread: str | None, emit: Callable[[Event], None]) -> Answer:
        started = time.perf_counter()
        asked = check_question(question)
        if self.store.is_empty():
            return Answer(asked, Status.NOT_FOUND, EMPTY_STORE)
        if thread is None:
            with self.conversation() as fresh:
                return self._ask(asked, fresh, emit)
        with self._threads[thread]:
            pending = self._start_speaking(asked, thread, emit) if self._speaker is not None else None
            turns, context = self._run(asked, thread)
            answer = _make_answer(asked, turns, context)
            if pending is not None:
                answer = self._choose(answer, pending, turns[-1][-1], thread)
        answer = replace(answer, ms=(time.perf_counter() - started) * 1000)
        if answer.model == BUILTIN:
            for tool in answer.tools:
                emit(ToolStarted(tool.name))
            emit(Restarted())
            emit(Said(answer.answer))
        return answer

    def _start_speaking(self, question: str, thread: str, emit: Callable[[Event], None]) -> Pending:
        """Asks the language model, which answers while the built-in one does; it sees the turns before."""
        assert self._speaker is not None
        state = self._agent.get_state({"configurable": {"thread_id": thread}})
        before = earlier_turns(state.values.get("messages", []))
        catalogue, ledger = self._labels.read(), Ledger()
        documents = {d.name: f"{d.title}; {d.region}; {d.period or ''}" for d in self.store.documents()}
        turn = ModelTurn(
            self.store,
            catalogue,
            ledger,
            self._restore,
            question=question,
            deadline=time.monotonic() + self._speaker.seconds,
            emit=_renumbering(emit, ledger),
            make_guard=lambda: Guard(ledger, question, names_of(catalogue), documents),
            prompt=SYSTEM_PROMPT,
        )
        return self._speaker.start([*before, HumanMessage(question)], turn)

    def _choose(self, answer: Answer, pending: Pending, last: BaseMessage, thread: str) -> Answer:
        """The language model's answer if it gave one that may be shown, else the built-in one's, which says so."""
        spoken = pending.wait()
        if isinstance(spoken, ModelError):
            self._keep_trouble(spoken)
            note = f"_Mô hình ngôn ngữ không trả lời được ({spoken}); đây là câu trả lời của bộ dựng sẵn._"
            return replace(answer, answer=f"{answer.answer}\n\n{note}")
        if spoken.status is not Status.ANSWERED and answer.status is Status.ANSWERED and answer.figures:
            return answer  # it found what the language model did not
        text = spoken.text + note_quality(spoken.facts)
        kept = AIMessage(text, id=last.id, additional_kwargs=last.additional_kwargs)
        self._agent.update_state({"configurable": {"thread_id": thread}}, {"messages": [kept]}, as_node="model")
        text, citations, figures = renumber(text, pending.turn.ledger.citations, spoken.figures)
        tools = _tool_uses(spoken.messages)
        return Answer(answer.question, spoken.status, text, citations, figures, tools, self.settings.model)

    def _keep_trouble(self, error: ModelError) -> None:
        if error.__cause__ is not None:
            keep_trouble(self.settings.home, "".join(traceback.format_exception(error.__cause__)))

    @contextmanager
    def conversation(self) -> Iterator[str]:
        """The thread of a conversation that nothing is kept of once the block ends."""
        name = uuid.uuid4().hex
        try:
            yield name
        finally:
            self._checkpointer.delete_thread(name)
            self._threads.pop(name, None)

    def search(
        self,
        words: str,
        k: int,
        *,
        documents: Sequence[int] | None = None,
        period: str | None = None,
        kind: str | None = None,
        heading: str | None = None,
    ) -> tuple[Hit, ...]:
        """The passages that retrieval finds for some words, with or without diacritics (see `Store.search`)."""
        if self.store.is_empty():
            return ()
        return self.store.search(
            self._restore(words), k, documents=documents, period=period, kind=kind, heading=heading
        )

    def _run(self, question: str, thread: str) -> tuple[list[list[BaseMessage]], TurnContext]:
        """The messages of each question of a message, answered in order, with the context that they share."""
        context = TurnContext(self.store, self._labels.read(), Ledger(), self._restore)
        parts = split_questions(question)
        return [self._run_one(part, thread, context) for part in parts], context

    def _run_one(self, question: str, thread: str, context: TurnContext) -> list[BaseMessage]:
        state = self._agent.invoke(
            {"messages": [HumanMessage(question)]},
            # one tool after another: the ledger then lists figures in the same order each time
            {"configurable": {"thread_id": thread}, "max_concurrency": 1},
            context=context,
            durability="exit",
        )
        messages: list[BaseMessage] = state["messages"]
        last = max(i for i, message in enumerate(messages) if isinstance(message, HumanMessage))
        return messages[last + 1 :]

    def _restore(self, text: str) -> str:
        """What was typed as it was meant: slips of the key put right, diacritics where none were typed."""
        return self.store.restore(self.store.mend(text, _ASKED), [QUESTION_PHRASES])

    def warm_up(self) -> None:
        """Reads the labels and loads the embedding model, so that the first question need not wait."""
        try:
            self._labels.read()
            self.store.embedder.embed_query("sẵn sàng")
        except TrolyError:
            return  # the first question that needs it is told what is wrong

    def close(self) -> None:
        """Closes the conversations and the store."""
        self._connection.close()
        self.store.close()


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the store in `settings.home`; raises `StoreError`, and `SettingsError` of the model."""
    model = open_model(settings)
    return Assistant(Store(settings.home, settings.embedding), settings, model)


def check_question(question: str) -> str:
    """The question without spaces around it; `QuestionError` if there is none or too much of it."""
    # lone surrogates (bytes of a terminal that are no UTF-8) cannot be written anywhere
    asked = question.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").strip()
    if not asked:
        raise QuestionError("Câu hỏi đang trống: hãy gõ điều cần hỏi.")
    if len(asked) > LONGEST_QUESTION:
        raise QuestionError(
            f"Câu hỏi dài {write_number(len(asked))} ký tự, quá giới hạn {write_number(LONGEST_QUESTION)}: "
            "hãy rút gọn lại."
        )
    return asked


def _renumbering(emit: Callable[[Event], None], ledger: Ledger) -> Callable[[Event], None]:
    """Tells events on, the marks of sentences numbered in the order of the text, as the whole Answer's are."""
    told = ["", ""]  # what the model said, and what was told of it

    def tell(event: Event) -> None:
        if isinstance(event, Restarted):
            told[:] = ["", ""]
        if not isinstance(event, Said):
            emit(event)
            return
        told[0] += event.text
        shown = renumber(told[0], ledger.citations, ())[0]
        emit(Said(shown[len(told[1]) :]))
        told[1] = shown

    return tell


def _make_answer(question: str, turns: Sequence[Sequence[BaseMessage]], context: TurnContext) -> Answer:
    """The Answer that the messages of each question and their ledger make."""
    finals = [next(m for m in reversed(turn) if isinstance(m, AIMessage) and not m.tool_calls) for turn in turns]
    statuses = [Status(final.additional_kwargs.get("status", Status.ANSWERED.value)) for final in finals]
    status = Status.ANSWERED if Status.ANSWERED in statuses else statuses[-1]
    text = "\n\n".join(str(final.text) for final in finals)
    figures, _ = trace_figures(text, context.ledger, question)
    text, citations, figures = renumber(text, context.ledger.citations, figures)
    return Answer(
        question,
        status,
        text,
        citations,
        figures,
        _tool_uses([message for turn in turns for message in turn]),
    )


def _tool_uses(turn: Sequence[BaseMessage]) -> tuple[ToolUse, ...]:
    timed = {m.tool_call_id: float(m.additional_kwargs.get("ms", 0.0)) for m in turn if isinstance(m, ToolMessage)}
    calls = [call for m in turn if isinstance(m, AIMessage) for call in m.tool_calls]
    return tuple(ToolUse(call["name"], _plain(call["args"]), timed.get(str(call["id"]), 0.0)) for call in calls)


def _plain(args: dict[str, Any]) -> dict[str, Any]:
    plain = json.loads(json.dumps(args, ensure_ascii=False, default=str))
    return {key: value for key, value in plain.items() if value is not None}
