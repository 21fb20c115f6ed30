"""What each command does: each returns how many parts could not be done, said on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import printing
from assistant.answer import Answer, Status
from assistant.assistant import EMPTY_STORE, Assistant, open_assistant
from assistant.errors import QuestionError, UsageError
from assistant.evaluating import Score, TurnScore, is_expectation, score_conversation
from assistant.settings import Settings
from corpus.period_text import periods_in
from index.errors import StoreError
from index.ingest import remove
from index.store import Store
from index.values import Hit

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def complain(sentence: str) -> None:
    """One line on stderr."""
    print(sentence, file=sys.stderr)


def ask(settings: Settings, question: str | None, *, batch: Path | None, thread: str | None, as_json: bool) -> int:
    """Answers one question, or every conversation of a file."""
    if (question is None) == (batch is None):
        raise UsageError("Hãy cho một câu hỏi, hoặc một tệp câu hỏi bằng --batch.")
    if batch is not None and thread is not None:
        raise UsageError("--thread chỉ dùng với một câu hỏi; mỗi dòng của --batch là một hội thoại mới.")
    conversations = _read_conversations(batch) if batch else []
    with closing(open_assistant(settings)) as assistant:
        if batch is None:
            return _ask_one(assistant, question or "", thread, as_json)
        return sum(_ask_conversation(assistant, conversation, as_json) for conversation in conversations)


def _ask_one(assistant: Assistant, question: str, thread: str | None, as_json: bool) -> int:
    answer = assistant.ask(question, thread)
    empty = assistant.store.is_empty()
    if as_json:
        _emit(answer.as_json())
    elif not empty:
        printing.print_answer(answer)
    if empty:
        complain(EMPTY_STORE)
    return int(empty)


def _ask_conversation(assistant: Assistant, conversation: dict[str, Any], as_json: bool) -> int:
    answers: list[Answer] = []
    failed = 0
    with assistant.conversation() as thread:
        for turn in conversation["turns"]:
            try:
                answers.append(assistant.ask(turn["q"], thread))
            except QuestionError as error:
                failed += 1
                complain(f"{conversation['id']}: {error}")
                answers.append(Answer(turn["q"], Status.CLARIFY, str(error)))
    if as_json:
        _emit({"id": conversation["id"], "answers": [answer.as_json() for answer in answers]})
    else:
        for answer in answers:
            printing.print_answer(answer, with_question=True)
    return failed + int(assistant.store.is_empty())


@dataclass(frozen=True, slots=True)
class Asked:
    """How many passages are wanted, and which a search keeps to (see `index.store.Store.search`)."""

    k: int = 10
    document: str | None = None
    period: str | None = None
    kind: str | None = None
    heading: str | None = None


def search(settings: Settings, words: str | None, asked: Asked, *, batch: Path | None, as_json: bool) -> int:
    """Finds passages for some words, or for every line of a file."""
    if (words is None) == (batch is None):
        raise UsageError("Hãy cho điều cần tìm, hoặc một tệp bằng --batch.")
    period = _read_period(asked.period) if asked.period is not None else None
    lines = _read_searches(batch) if batch else []
    with closing(open_assistant(settings)) as assistant:
        chosen = [assistant.store.find_document(asked.document).id] if asked.document is not None else None

        def find(told: str) -> tuple[Hit, ...]:
            return assistant.search(
                told, asked.k, documents=chosen, period=period, kind=asked.kind, heading=asked.heading
            )

        for line in lines:
            _emit({"id": line["id"], "hits": printing.hits_json(find(line["q"]), asked.k)})
        if words is not None:
            hits = find(words)
            if as_json:
                for told in printing.hits_json(hits, asked.k):
                    _emit(told)
            else:
                for hit in hits:
                    printing.print_hit(hit)
        return _complain_if_empty(assistant.store)


def _read_period(text: str) -> str:
    """The name of the one period that a text says; `UsageError` if it says none."""
    found = list(periods_in(text))
    if len(found) != 1:
        raise UsageError(f"Không hiểu kỳ “{text}”: hãy viết như 2024, Quý I/2026 hay Tháng 6/2026.")
    return found[0]


def list_tables(settings: Settings, document: str | None, *, as_json: bool) -> int:
    """Prints tables as they were read."""
    with closing(Store(settings.home, settings.embedding)) as store:
        if document is None and (failed := _complain_if_empty(store)):
            return failed
        chosen = store.find_document(document).id if document is not None else None
        for table in store.tables(chosen):
            if as_json:
                _emit(printing.table_json(table))
            else:
                printing.print_table(table)
    return 0


def list_findings(settings: Settings, document: str | None, *, as_json: bool) -> int:
    """Prints what does not add up."""
    with closing(Store(settings.home, settings.embedding)) as store:
        if document is None and (failed := _complain_if_empty(store)):
            return failed
        chosen = store.find_document(document).id if document is not None else None
        found = store.findings(chosen)
        for finding in found:
            if as_json:
                _emit(printing.finding_json(finding))
            else:
                print(printing.finding_line(finding))
        if not found and not as_json:
            print("Không thấy số liệu nào không khớp.")
    return 0


def list_documents(settings: Settings, *, as_json: bool) -> int:
    """Prints the reports in the store."""
    with closing(Store(settings.home, settings.embedding)) as store:
        for document in store.documents():
            if as_json:
                _emit(printing.document_json(document))
            else:
                print(printing.document_line(document))
        return 0 if as_json else _complain_if_empty(store)


def remove_document(settings: Settings, name: str) -> int:
    """Takes one report out."""
    with closing(Store(settings.home, settings.embedding)) as store:
        removed = remove(store, name)
    print(f"Đã đưa báo cáo {removed.name} ra khỏi kho.")
    return 0


def serve(settings: Settings, host: str, port: int) -> int:
    """Runs the web app until it is stopped."""
    import uvicorn  # here, as no other command serves

    if host not in _LOOPBACK:
        complain("Cảnh báo: dịch vụ chưa có đăng nhập; ai vào được địa chỉ này đều đọc được kho báo cáo.")
    Store(settings.home, settings.embedding).close()  # a store that cannot be opened is told before anything starts
    complain(f"Trang hỏi đáp: http://{'127.0.0.1' if host in _LOOPBACK else host}:{port} (nhấn Ctrl+C để dừng)")
    try:
        # by name: the page stands above this room and is not imported by it
        uvicorn.run(
            "ui:create_app", factory=True, host=host, port=port, log_level="warning", timeout_graceful_shutdown=1
        )
    except SystemExit as error:
        raise StoreError(f"Không mở được cổng {port} trên {host}: hãy chọn cổng khác bằng --port.") from error
    return 0


def _complain_if_empty(store: Store) -> int:
    if store.is_empty():
        complain(EMPTY_STORE)
        return 1
    return 0


def _emit(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False), flush=True)


def evaluate(settings: Settings, path: Path, *, as_json: bool) -> int:
    """Scores a question set; a turn answered wrongly is no failure of the command."""
    conversations = _read_question_set(path)
    turns: list[TurnScore] = []
    with closing(open_assistant(settings)) as assistant:
        if assistant.store.is_empty():
            complain(EMPTY_STORE)
            return 1
        for conversation in conversations:
            for turn in score_conversation(assistant, conversation):
                turns.append(turn)
                if as_json:
                    _emit(printing.turn_json(turn))
    if not as_json:
        printing.print_score(Score(tuple(turns)))
    return 0


def _read_question_set(path: Path) -> list[dict[str, Any]]:
    """The conversations of a set; what their answers must hold is checked before the first is asked."""
    conversations = _read_conversations(path)
    for conversation in conversations:
        for turn in conversation["turns"]:
            if not is_expectation(turn):
                raise UsageError(
                    f"{path}, hội thoại {conversation['id']}: figures, forbid là danh sách số; mention, cites là danh "
                    "sách các nhóm chữ."
                )
    return conversations


def _read_conversations(path: Path) -> list[dict[str, Any]]:
    """The conversations of a file; all lines are checked before the first is asked."""
    found = []
    for number, line in _read_lines(path):
        turns = line.get("turns")
        whole = isinstance(turns, list) and all(isinstance(t, dict) and isinstance(t.get("q"), str) for t in turns)
        if "id" not in line or not whole:
            raise UsageError(f'{path}, dòng {number}: cần dạng {{"id": …, "turns": [{{"q": …}}]}}.')
        found.append(line)
    return found


def _read_searches(path: Path) -> list[dict[str, Any]]:
    found = []
    for number, line in _read_lines(path):
        if "id" not in line or not isinstance(line.get("q"), str):
            raise UsageError(f'{path}, dòng {number}: cần dạng {{"id": …, "q": …}}.')
        found.append(line)
    return found


def _read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError(f"Không mở được tệp “{path}”: hãy kiểm tra đường dẫn và quyền đọc.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"Tệp “{path}” không phải văn bản UTF-8.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise UsageError(f"{path}, dòng {number}: không phải JSON.") from error
        if not isinstance(value, dict):
            raise UsageError(f"{path}, dòng {number}: phải là một đối tượng JSON.")
        yield number, value
