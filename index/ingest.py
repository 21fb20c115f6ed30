"""The one writer: files into the store, reports out of it (`index.writer` says how they are written)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import delete

from corpus.errors import ReadingError
from corpus.files import Limits, take_in
from corpus.readers import accepts
from index import schema
from index.errors import CorrectionError, StoreError
from index.preparing import Prepared, amend
from index.reading import read_files
from index.store import Store, count_documents, count_write
from index.values import Document, FileOutcome, FileStatus, FileStep, Stage
from index.writer import Entry, Steps, clean_up, sole_writer, write_reports
from index.writing import corrections_of, delete_document, note_copy, older_versions

_TOGETHER = 128  # passages of small files that are embedded and written at once

Progress = Callable[[FileOutcome, int, int], None]


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
    with sole_writer(store):
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
    with sole_writer(store):
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
        [name] = write_reports(store, [Entry(amended, file, document.path, (document.id,), told)], tell)
        return store.find_document(name)


def remove(store: Store, name: str) -> Document:
    """Takes a report out with all that came from it; `UnknownDocumentError` if it is not there."""
    with sole_writer(store):
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
    with suppress(StoreError), sole_writer(store, patience=0.0):
        clean_up(store)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Files that come into a store together."""

    store: Store
    how: Reading
    tell: Steps
    names: Mapping[Path, str]

    def take_in(self, files: Sequence[Path]) -> Iterator[FileOutcome]:
        """What becomes of each file in order; those that the store does not hold yet are read side by side,
        small ones written together."""
        known = {file: self._look_up(file) for file in dict.fromkeys(files)}
        unread = [file for file, outcome in known.items() if outcome is None]
        read = read_files(unread, self.how.limits, self._tell_page, self.how.workers)
        waiting: list[FileOutcome | Entry] = []
        failed: dict[Path, FileOutcome] = {}
        seen: set[Path] = set()
        for file in files:
            if file in seen:  # named twice: by now it is in the store, or has failed
                yield from self._write(waiting)
                if again := failed.get(file) or self._look_up(file):
                    yield again
                continue
            seen.add(file)
            entered: FileOutcome | Entry | None = known[file]
            if entered is None:
                prepared, path = next(read), self._path(file)
                if any(isinstance(other, Entry) and _are_akin(prepared, path, other) for other in waiting):
                    yield from self._write(waiting)
                entered = self._enter(file, prepared)
            if isinstance(entered, FileOutcome) and entered.reason:
                failed[file] = entered
            waiting.append(entered)
            if _passages(waiting) >= _TOGETHER or not _passages(waiting):
                yield from self._write(waiting)
        yield from self._write(waiting)

    def _write(self, waiting: list[FileOutcome | Entry]) -> Iterator[FileOutcome]:
        """Writes the reports that wait and empties the list; the outcome of each in order."""
        entries = [entry for entry in waiting if isinstance(entry, Entry)]
        names = iter(write_reports(self.store, entries, self.tell) if entries else ())
        for one in waiting:
            yield one if isinstance(one, FileOutcome) else _outcome(one, next(names))
        waiting.clear()

    def _look_up(self, file: Path) -> FileOutcome | None:
        """The outcome of a file that is in the store as it is, or cannot be opened; None for one to be read."""
        try:
            return self._unchanged(file, take_in(file, self.how.limits).sha256)
        except ReadingError as error:
            return self._failed(file, error)

    def _enter(self, file: Path, read: Prepared | ReadingError) -> FileOutcome | Entry:
        if isinstance(read, ReadingError):
            return self._failed(file, read)
        if (twin := self._unchanged(file, read.report.sha256)) is not None:  # of a file read just before
            return twin
        path = self._path(file)
        with self.store.reading() as sql:
            replaced = older_versions(sql, path, read.report)
            corrections = corrections_of(sql, replaced)
        try:
            self.store.originals.keep(file, read.report.sha256)
        except ReadingError as error:  # it changed while it was read
            return self._failed(file, error)
        return Entry(amend(read, corrections), file, path, tuple(replaced), corrections)

    def _unchanged(self, file: Path, sha256: str) -> FileOutcome | None:
        known = self.store.find_by_hash(sha256)
        if known is None:
            return None
        self._note_path(file, known)
        return FileOutcome(self._path(file), FileStatus.UNCHANGED, known.name, known.tables, known.chunks)

    def _note_path(self, file: Path, known: Document) -> None:
        """Notes a file whose content the store holds from another one: a search finds both."""
        path = self._path(file)
        if path == known.path or not Path(path).is_absolute():
            return
        with self.store.writing() as sql:
            moved = Path(known.path).is_absolute() and not Path(known.path).exists()
            if note_copy(sql, known.id, path, moved=moved):
                count_write(sql)

    def _failed(self, file: Path, error: ReadingError) -> FileOutcome:
        notes = "\n".join(getattr(error, "__notes__", ()))
        told = str(error).replace(str(file), self.names.get(file, str(file)))
        return FileOutcome(self._path(file), FileStatus.FAILED, reason=told, trouble=notes or None)

    def _path(self, file: Path) -> str:
        return self.names.get(file) or str(file.resolve())

    def _tell_page(self, file: Path, page: int, pages: int) -> None:
        self.tell(FileStep(file, Stage.READING, page, pages))


def _are_akin(read: Prepared | ReadingError, path: str, other: Entry) -> bool:
    """Whether two reports may be one: the same file, path or number."""
    if isinstance(read, ReadingError):
        return False
    report, known = read.report, other.prepared.report
    same_number = bool(report.number) and report.number == known.number
    return report.sha256 == known.sha256 or path == other.path or same_number


def _passages(waiting: Iterable[FileOutcome | Entry]) -> int:
    return sum(len(entry.prepared.passages) for entry in waiting if isinstance(entry, Entry))


def _outcome(entry: Entry, name: str) -> FileOutcome:
    status = FileStatus.UPDATED if entry.replaced else FileStatus.ADDED
    return FileOutcome(entry.path, status, name, len(entry.prepared.report.tables), len(entry.prepared.passages))


def _say_nothing(step: FileStep) -> None:
    del step
