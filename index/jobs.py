"""Files that were sent to be read, as jobs: none that was accepted is lost, whatever stops the work."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Row, insert, select, update

from index import schema
from index.store import Store
from index.values import FileOutcome, FileStatus

_LONGEST_NAME = 200


class JobStatus(StrEnum):
    """How far a job has come."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be read: `name` as it was sent, `created` in ISO; `reason` is a sentence where it failed."""

    id: str
    name: str
    status: JobStatus
    created: str
    document: str | None
    tables: int
    chunks: int
    reason: str | None


class Jobs:
    """The jobs of a store and the files that wait for their turn."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._inbox = store.home / "inbox"

    def accept(self, name: str, data: bytes) -> Job:
        """Keeps a file that was sent; once this returns, it will be read."""
        id_ = uuid.uuid4().hex
        safe = _safe_name(name)
        folder = self._inbox / id_
        folder.mkdir(parents=True)
        (folder / f"tep{Path(safe).suffix.lower()}").write_bytes(data)
        created = datetime.now(UTC).isoformat(timespec="seconds")
        values = {"id": id_, "name": safe, "status": JobStatus.WAITING, "created": created, "tables": 0, "chunks": 0}
        with self._store.writing() as sql:
            sql.execute(insert(schema.jobs).values(values))
        return Job(id_, safe, JobStatus.WAITING, created, None, 0, 0, None)

    def file_of(self, job: Job) -> Path | None:
        """The file that a job is to read; None if it is gone."""
        return next(iter((self._inbox / job.id).glob("tep*")), None)

    def find(self, id_: str) -> Job | None:
        """The job of an id."""
        with self._store.reading() as sql:
            row = sql.execute(select(schema.jobs).where(schema.jobs.c.id == id_)).first()
        return _job(row) if row else None

    def unfinished(self) -> tuple[Job, ...]:
        """The jobs that wait, the oldest first; those cut short by a crash wait again."""
        j = schema.jobs
        query = select(j).where(j.c.status.in_([JobStatus.WAITING, JobStatus.RUNNING])).order_by(j.c.created)
        with self._store.reading() as sql:
            return tuple(map(_job, sql.execute(query)))

    def begin(self, job: Job) -> None:
        """Notes that a job is being worked on."""
        self._note(job, status=JobStatus.RUNNING)

    def finish(self, job: Job, outcome: FileOutcome) -> None:
        """Notes what became of a job, and lets go of its file."""
        failed = outcome.status is FileStatus.FAILED
        self._note(
            job,
            status=JobStatus.FAILED if failed else JobStatus.DONE,
            document=outcome.document,
            tables=outcome.tables,
            chunks=outcome.chunks,
            reason=outcome.reason,
        )
        shutil.rmtree(self._inbox / job.id, ignore_errors=True)

    def sweep(self) -> None:
        """Deletes files of no job: what was being sent when the machine stopped."""
        known = {job.id for job in self.unfinished()}
        if self._inbox.is_dir():
            for folder in self._inbox.iterdir():
                if folder.name not in known:
                    shutil.rmtree(folder, ignore_errors=True)

    def _note(self, job: Job, **values: object) -> None:
        with self._store.writing() as sql:
            sql.execute(update(schema.jobs).where(schema.jobs.c.id == job.id).values(**values))


def _job(row: Row[tuple[object, ...]]) -> Job:
    kept = row._mapping
    values = {name: kept[name] for name in Job.__dataclass_fields__}
    return Job(**{**values, "status": JobStatus(str(kept["status"]))})


def _safe_name(name: str) -> str:
    """The last part of a file's name as it was sent, without what no name may hold."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isprintable()).strip(" .")
    stem, suffix = Path(kept).stem, Path(kept).suffix
    return f"{stem[:_LONGEST_NAME]}{suffix[:20]}" or "tệp không tên"
