"""A conversation with an assistant over a few reports written for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from fakes import FakeEmbedder

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store

Converse = Callable[..., list[Answer]]


@contextmanager
def conversing(home: Path, reports: Mapping[str, str]) -> Iterator[Converse]:
    """Asks the questions of one conversation over reports, given as file names and texts."""
    files = [home / name for name in reports]
    for file in files:
        file.write_text(reports[file.name], encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        assert [outcome.reason for outcome in ingest(store, files)] == [None] * len(files)
        assistant = Assistant(store, Settings(home=home / "store"))

        def converse(*questions: str) -> list[Answer]:
            with assistant.conversation() as thread:
                return [assistant.ask(question, thread) for question in questions]

        yield converse


def lines_of(answers: Sequence[Answer]) -> list[str]:
    """The lines of the last answer."""
    return answers[-1].answer.split("\n")
