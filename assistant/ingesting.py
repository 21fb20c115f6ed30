"""Reports into the store and set right, from the command line, with what is told of it meanwhile."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from assistant import printing
from assistant.correcting import read_corrections
from assistant.errors import UsageError
from assistant.logs import keep_trouble
from assistant.settings import Settings
from corpus.numbers import write_number
from index.ingest import Reading, correct, ingest
from index.rebuild import rebuild
from index.store import Store
from index.values import FileOutcome, FileStatus, FileStep


def ingest_files(settings: Settings, paths: list[Path], *, as_json: bool) -> int:
    """Reads files and folders into the store; how many could not be."""
    with closing(Store(settings.home, settings.embedding)) as store, _teller(as_json) as teller:
        outcomes = ingest(store, paths, teller.file, steps=teller.step, reading=Reading(settings.limits()))
    failed = [outcome for outcome in outcomes if outcome.status is FileStatus.FAILED]
    for outcome in failed:
        print(outcome.reason, file=sys.stderr)
        if outcome.trouble:
            keep_trouble(settings.home, outcome.trouble)
    if not outcomes:
        told = ", ".join(map(str, paths))
        print(f"Không thấy tệp báo cáo nào đọc được trong: {told}.", file=sys.stderr)
        return 1
    return len(failed)


def edit_document(settings: Settings, name: str, values: dict[str, str | None]) -> int:
    """Sets right what a report says of itself."""
    corrections = read_corrections(values)
    if not corrections:
        raise UsageError("Hãy cho điều cần sửa, chẳng hạn --period 2024 hoặc --title “…”.")
    with closing(Store(settings.home, settings.embedding)) as store, _teller(as_json=False) as teller:
        document = correct(store, name, corrections, limits=settings.limits(), steps=teller.step)
    print(printing.document_line(document))
    return 0


def rebuild_store(settings: Settings) -> int:
    """Embeds the whole store anew with the model that is set."""
    console = Console(highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with closing(Store(settings.home, settings.embedding)) as store, bar:
        task = bar.add_task("Đang nhúng lại", total=None)
        count = rebuild(store, lambda done, total: bar.update(task, completed=done, total=total))
        name = store.embedder.name
    print(f"Cả kho ({write_number(count)} đoạn) đã được nhúng bằng mô hình “{name}”.")
    return 0


class _Teller(Protocol):
    """What is told while files are read."""

    def file(self, outcome: FileOutcome, number: int, count: int) -> None:
        """After each file."""

    def step(self, step: FileStep) -> None:
        """After each page read, and each lot of passages embedded."""


@contextmanager
def _teller(as_json: bool) -> Iterator[_Teller]:
    if as_json:
        yield _JsonTeller()
        return
    console = Console(highlight=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        yield _BarTeller(console, bar, {})


class _JsonTeller:
    """One JSON line a file."""

    def file(self, outcome: FileOutcome, _number: int, _count: int) -> None:
        """See `_Teller`."""
        print(json.dumps(printing.outcome_json(outcome), ensure_ascii=False), flush=True)

    def step(self, step: FileStep) -> None:
        """See `_Teller`."""


@dataclass(frozen=True, slots=True)
class _BarTeller:
    """A bar of the files, one for each file being read, and a line for each that is done."""

    console: Console
    bar: Progress
    tasks: dict[Any, TaskID]

    def file(self, outcome: FileOutcome, number: int, count: int) -> None:
        """See `_Teller`."""
        if "" not in self.tasks:
            self.tasks[""] = self.bar.add_task("Đang nạp", total=count)
        self.bar.update(self.tasks[""], completed=number)
        for key in [key for key in self.tasks if key and outcome.path.endswith(key[0].name)]:
            self.bar.remove_task(self.tasks.pop(key))
        if outcome.status is not FileStatus.FAILED:
            self.console.print(printing.outcome_line(outcome), markup=False, soft_wrap=True)

    def step(self, step: FileStep) -> None:
        """See `_Teller`."""
        key = (step.file, step.stage)
        if key not in self.tasks:
            self.tasks[key] = self.bar.add_task(f"{step.file.name}: {step.stage.value}", total=step.count)
        self.bar.update(self.tasks[key], completed=step.done)
