"""The one writer: files into the store, reports out of it.

A report becomes visible in one SQL transaction, after its file is among the originals and its vectors
are in Chroma under a batch name that is noted as stale until then: whatever a crash leaves behind
is swept at the next write.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import delete, insert, select

from corpus.errors import ReadingError
from corpus.files import Limits, take_in
from corpus.readers import accepts
from index import schema
from index.embedding import Vector
from index.errors import CorrectionError, StoreError
from index.preparing import Prepared, amend
from index.reading import read_files
from index.store import Store, count_documents, count_write, keep_setting
from index.values import Document, FileOutcome, FileStatus, FileStep, Stage
from index.writing import corrections_of, delete_document, digest, older_versions, put_in

_PATIENCE = 600.0  # seconds that one writer waits for another
_EMBEDDED_AT_ONCE = 64  # passages between two words of progress

Progress = Callable[[FileOutcome, int, int], None]
Steps = Callable[[FileStep], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: within which limits, by how many processes (see `index.reading.read_files`)."""

    limits: Limits = field(default_factory=Limits)
    workers: int | None = None


def ingest(
    store: Store,
    paths: Iterable[Path],
    progress: Progress | None = None,
    *,
    steps: Steps | None = None,
    reading: Reading | None = None,
    names: Mapping[Path, str] | None = None,
) -> tuple[FileOutcome, ...]:
    """Reads files and folders into the store; a file that fails is told, and the others go on.

    `progress` is called after each file with its outcome, its number and how many there are; `steps`
    while a file is read and embedded. `names` gives the names of files that were sent, not found at a
    path of this machine. Raises `StoreError` if the store cannot be written at all.
    """
    store.check_embedding()
    files = list(list_files(paths))
    batch = _Batch(store, reading or Reading(), steps or _say_nothing, names or {})
    outcomes = []
    with _sole_writer(store):
        clean_up(store)
        for outcome in batch.take_in(files):
            outcomes.append(outcome)
            if progress is not None:
                progress(outcome, len(outcomes), len(files))
    return tuple(outcomes)


def correct(
    store: Store, name: str, corrections: Mapping[str, str], *, limits: Limits, steps: Steps | None = None
) -> Document:
    """Sets right what a report says of itself (`index.preparing.CORRECTABLE`): its file is read again and
    its figures follow. `UnknownDocumentError` if there is no such report, `CorrectionError` where its file
    is not kept or cannot be read any more.
    """
    with _sole_writer(store):
        document = store.find_document(name)
        file = store.originals.find(document.sha256)
        if file is None:
            raise CorrectionError(f"Không còn tệp gốc của báo cáo “{document.name}”; hãy nạp lại tệp rồi sửa.")
        tell = steps or _say_nothing
        [prepared] = read_files([file], limits, lambda _file, *page: tell(FileStep(file, Stage.READING, *page)))
        if isinstance(prepared, ReadingError):
            raise CorrectionError(str(prepared)) from prepared
        with store.reading() as sql:
            told = {**corrections_of(sql, [document.id]), **corrections}
        amended = amend(prepared, told)
        name = _write(store, amended, file, document.path, [document.id], told, tell)
        return store.find_document(name)


def remove(store: Store, name: str) -> Document:
    """Takes a report out with all that came from it; `UnknownDocumentError` if it is not there."""
    with _sole_writer(store):
        document = store.find_document(name)
        with store.writing() as sql:
            delete_document(sql, document.id)
            if not count_documents(sql):
                sql.execute(delete(schema.meta).where(schema.meta.c.key == "embedding"))
            count_write(sql)
        clean_up(store)
    return document


def list_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in folders named that some reader reads; hidden ones are left out."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith((".", "~$")) for part in file.relative_to(path).parts)
            if file.is_file() and accepts(file) and not hidden:
                yield file


def tidy(store: Store) -> None:
    """Takes away what a crash left behind, unless someone is writing, who does so first of all."""
    with suppress(StoreError), _sole_writer(store, patience=0.0):
        clean_up(store)


@contextmanager
def _sole_writer(store: Store, patience: float = _PATIENCE) -> Iterator[None]:
    try:
        with FileLock(store.home / "write.lock", timeout=patience):
            yield
    except Timeout as error:
        raise StoreError("Kho đang được một tiến trình khác ghi; hãy thử lại sau ít phút.") from error
    except OSError as error:
        raise StoreError(
            f"Không ghi được vào kho dữ liệu ở “{store.home}”: hãy kiểm tra quyền ghi và dung lượng trống."
        ) from error


@dataclass(frozen=True, slots=True)
class _Batch:
    """Files that come into a store together."""

    store: Store
    how: Reading
    tell: Steps
    names: Mapping[Path, str]

    def take_in(self, files: Sequence[Path]) -> Iterator[FileOutcome]:
        """What becomes of each file in order; those that the store does not hold yet are read side by side."""
        seen = {file: self._look_up(file) for file in files}
        unread = [file for file, outcome in seen.items() if outcome is None]
        read = read_files(unread, self.how.limits, self._tell_page, self.how.workers)
        for file in files:
            outcome = seen[file]
            if outcome is None:
                outcome = self._put_in(file, next(read))
                # named twice, it is in the store by then
                seen[file] = outcome if outcome.reason else replace(outcome, status=FileStatus.UNCHANGED)
            yield outcome

    def _look_up(self, file: Path) -> FileOutcome | None:
        """The outcome of a file that is in the store as it is, or cannot be opened; None for one to be read."""
        try:
            return self._unchanged(file, take_in(file, self.how.limits).sha256)
        except ReadingError as error:
            return self._failed(file, error)

    def _put_in(self, file: Path, read: Prepared | ReadingError) -> FileOutcome:
        if isinstance(read, ReadingError):
            return self._failed(file, read)
        if (twin := self._unchanged(file, read.report.sha256)) is not None:  # of a file read just before
            return twin
        path = self._path(file)
        with self.store.reading() as sql:
            replaced = older_versions(sql, path, read.report)
            corrections = corrections_of(sql, replaced)
        prepared = amend(read, corrections)
        try:
            name = _write(self.store, prepared, file, path, replaced, corrections, self.tell)
        except ReadingError as error:  # it changed while it was read
            return self._failed(file, error)
        status = FileStatus.UPDATED if replaced else FileStatus.ADDED
        return FileOutcome(path, status, name, len(prepared.report.tables), len(prepared.passages))

    def _unchanged(self, file: Path, sha256: str) -> FileOutcome | None:
        known = self.store.find_version(sha256)
        if known is None:
            return None
        return FileOutcome(self._path(file), FileStatus.UNCHANGED, known.name, known.tables, known.chunks)

    def _failed(self, file: Path, error: ReadingError) -> FileOutcome:
        notes = "\n".join(getattr(error, "__notes__", ()))
        told = str(error).replace(str(file), self.names.get(file, str(file)))
        return FileOutcome(self._path(file), FileStatus.FAILED, reason=told, trouble=notes or None)

    def _path(self, file: Path) -> str:
        return self.names.get(file) or str(file.resolve())

    def _tell_page(self, file: Path, page: int, pages: int) -> None:
        self.tell(FileStep(file, Stage.READING, page, pages))


def _write(
    store: Store,
    prepared: Prepared,
    file: Path,
    path: str,
    replaced: Sequence[int],
    corrections: Mapping[str, str],
    tell: Steps,
) -> str:
    """Puts a report in, in place of others; its name. A crash at any point leaves the store as before or after.

    `ReadingError` if the file is no longer the one that was read.
    """
    store.originals.keep(file, prepared.report.sha256)
    vectors = _embed(store, [passage.embedded_text for passage in prepared.passages], file, tell)
    batch = uuid.uuid4().hex
    with store.writing() as sql:
        sql.execute(insert(schema.stale_batches).values(batch=batch))
    store.vectors.add(batch, vectors)
    with store.writing() as sql:
        name = put_in(sql, prepared, path=path, batch=batch, replaced=replaced, corrections=corrections)
        sql.execute(delete(schema.stale_batches).where(schema.stale_batches.c.batch == batch))
        keep_setting(sql, "embedding", store.embedder.name)
        count_write(sql)
    if replaced:
        clean_up(store)
    return name


def _embed(store: Store, texts: Sequence[str], file: Path, tell: Steps) -> list[Vector]:
    """The vectors of texts; those of texts that are in the store already are taken from there."""
    digests = [digest(text) for text in texts]
    vectors = store.vectors_of(set(digests))
    new = {d: text for d, text in zip(digests, texts, strict=True) if d not in vectors}
    keys = list(new)
    for start in range(0, len(keys), _EMBEDDED_AT_ONCE):
        some = keys[start : start + _EMBEDDED_AT_ONCE]
        vectors.update(zip(some, store.embedder.embed_passages([new[key] for key in some]), strict=True))
        tell(FileStep(file, Stage.EMBEDDING, min(start + _EMBEDDED_AT_ONCE, len(keys)), len(keys)))
    return [vectors[d] for d in digests]


def clean_up(store: Store) -> None:
    """Takes away what a crash left behind: vectors that belong to no report, files that no report was read from."""
    stale = schema.stale_batches
    with store.reading() as sql:
        batches = list(sql.execute(select(stale.c.batch)).scalars())
        wanted = set(sql.execute(select(schema.documents.c.sha256)).scalars())
    for batch in batches:
        store.vectors.remove(batch)
        with store.writing() as sql:
            sql.execute(delete(stale).where(stale.c.batch == batch))
    store.originals.sweep(wanted)


def _say_nothing(step: FileStep) -> None:
    del step
