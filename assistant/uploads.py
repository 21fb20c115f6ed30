"""Files that were sent, read into the store one after another outside the request that brought them."""

from __future__ import annotations

import threading
import traceback
from queue import SimpleQueue

from assistant.logs import keep_trouble
from corpus.errors import TrolyError
from corpus.files import Limits
from index.ingest import Reading, ingest, tidy
from index.jobs import Job, Jobs
from index.store import Store
from index.values import FileOutcome, FileStatus, FileStep

_UNFORESEEN = "Có lỗi ngoài dự kiến nên tệp không được nạp; hãy thử lại, hoặc báo người quản trị."
_GONE = "Tệp đã gửi không còn trên máy; hãy gửi lại."


class Uploads:
    """The jobs of a store and the thread that does them."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self.limits = limits
        self._store = store
        self._jobs = Jobs(store)
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._steps: dict[str, FileStep] = {}
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Takes up what was cut short, then whatever comes."""
        self._jobs.sweep()
        for job in self._jobs.unfinished():
            self._waiting.put(job)
        self._thread = threading.Thread(target=self._work, name="uploads", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Lets no further job begin; one under way is taken up again at the next start."""
        self._waiting.put(None)

    def accept(self, name: str, data: bytes) -> Job:
        """Keeps a file that was sent and queues it."""
        job = self._jobs.accept(name, data)
        self._waiting.put(job)
        return job

    def find(self, id_: str) -> tuple[Job | None, FileStep | None]:
        """A job and how far it has come while it is worked on."""
        return self._jobs.find(id_), self._steps.get(id_)

    def _work(self) -> None:
        tidy(self._store)
        while (job := self._waiting.get()) is not None:
            try:
                self._jobs.begin(job)
                self._jobs.finish(job, self._read(job))
            except TrolyError as error:
                self._jobs.finish(job, _failure(job, str(error)))
            except Exception:  # the thread outlives a fault of ours on one file, which is told and kept
                keep_trouble(self._store.home, traceback.format_exc())
                self._jobs.finish(job, _failure(job, _UNFORESEEN))
            self._steps.pop(job.id, None)

    def _read(self, job: Job) -> FileOutcome:
        file = self._jobs.file_of(job)
        if file is None:
            return _failure(job, _GONE)

        def note(step: FileStep) -> None:
            self._steps[job.id] = step

        # a process of its own: a file that takes long to read holds up no answer
        reading = Reading(self.limits, workers=1)
        [outcome] = ingest(self._store, [file], steps=note, reading=reading, names={file: job.name})
        if outcome.trouble:
            keep_trouble(self._store.home, outcome.trouble)
        return outcome


def _failure(job: Job, reason: str) -> FileOutcome:
    return FileOutcome(job.name, FileStatus.FAILED, reason=reason)
