"""The one writer: files into the store, reports out of it.

A report becomes visible in one SQL transaction, after its vectors are in Chroma under a batch name
that is noted as stale until then: whatever a crash leaves behind is swept at the next write.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, delete, insert, select, text

from corpus.audit import Finding, audit_report
from corpus.errors import ReadingError
from corpus.identity import series_of
from corpus.observations import observe
from corpus.passages import split_passages
from corpus.prose import observe_prose
from corpus.prose_table import PROSE_TABLE, arrange_prose
from corpus.readers import accepts, read_report
from corpus.values import Observation, Passage, Report
from index import schema
from index.embedding import Vector
from index.errors import StoreError
from index.store import Store, count_documents, count_write, keep_setting
from index.values import Document, FileOutcome, FileStatus
from index.words import word_columns

PROSE_ORDINAL = -1  # of the figures that stand in running text: no table of the report's own
_PATIENCE = 600.0  # seconds that one writer waits for another

Progress = Callable[[FileOutcome, int, int], None]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """All of a report that goes into the store."""

    report: Report
    findings: tuple[Finding, ...]
    observations: tuple[Observation, ...]
    passages: tuple[Passage, ...]
    vectors: list[Vector]


def ingest(store: Store, paths: Iterable[Path], progress: Progress | None = None) -> tuple[FileOutcome, ...]:
    """Reads files and folders into the store, one after another; a file that fails is told, and the
    others go on. `progress` is called after each file with its outcome, its number and how many there are.

    Raises `StoreError` if the store cannot be written at all.
    """
    store.check_embedding()
    files = list(list_files(paths))
    outcomes = []
    with _sole_writer(store):
        _sweep(store)
        for number, file in enumerate(files, start=1):
            outcome = _ingest_file(store, file)
            outcomes.append(outcome)
            if progress is not None:
                progress(outcome, number, len(files))
    return tuple(outcomes)


def remove(store: Store, name: str) -> Document:
    """Takes a report out with all that came from it; `UnknownDocumentError` if it is not there."""
    with _sole_writer(store):
        document = store.find_document(name)
        with store.writing() as sql:
            _delete_document(sql, document.id)
            if not count_documents(sql):
                sql.execute(delete(schema.meta).where(schema.meta.c.key == "embedding"))
            count_write(sql)
        _sweep(store)
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


@contextmanager
def _sole_writer(store: Store) -> Iterator[None]:
    try:
        with FileLock(store.home / "write.lock", timeout=_PATIENCE):
            yield
    except Timeout as error:
        raise StoreError("Kho đang được một tiến trình khác ghi; hãy thử lại sau ít phút.") from error
    except OSError as error:
        raise StoreError(
            f"Không ghi được vào kho dữ liệu ở “{store.home}”: hãy kiểm tra quyền ghi và dung lượng trống."
        ) from error


def _ingest_file(store: Store, file: Path) -> FileOutcome:
    path = str(file.resolve())
    try:
        sha256 = hashlib.sha256(_read_bytes(file)).hexdigest()
        known = next((d for d in store.documents() if d.sha256 == sha256), None)
        if known is not None:
            return FileOutcome(path, FileStatus.UNCHANGED, known.name, known.tables, known.chunks)
        prepared = _prepare(store, file)
    except ReadingError as error:
        return FileOutcome(path, FileStatus.FAILED, reason=str(error))
    return _write(store, path, prepared)


def _read_bytes(file: Path) -> bytes:
    if not file.exists():
        raise ReadingError(f"Không có tệp “{file}”: hãy kiểm tra lại đường dẫn.")
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReadingError(f"Không mở được tệp “{file}”: hãy kiểm tra quyền đọc.") from error


def _prepare(store: Store, file: Path) -> _Prepared:
    report, findings = audit_report(read_report(file))
    passages = split_passages(report)
    if not passages:
        raise ReadingError(f"Không tìm thấy nội dung nào trong tệp “{file}”.")
    vectors = store.embedder.embed_passages([passage.embedded_text for passage in passages])
    observations = (*observe(report), *arrange_prose(observe_prose(report)))
    return _Prepared(report, findings, observations, passages, vectors)


def _write(store: Store, path: str, prepared: _Prepared) -> FileOutcome:
    batch = uuid.uuid4().hex
    with store.writing() as sql:
        sql.execute(insert(schema.stale_batches).values(batch=batch))
    store.vectors.add(batch, prepared.vectors)
    with store.writing() as sql:
        old = _older_versions(sql, path, prepared.report)
        for id_ in old:
            _delete_document(sql, id_)
        name = _free_name(sql, prepared.report, path)
        id_ = _insert_document(sql, name, path, batch, prepared)
        _insert_tables(sql, id_, prepared)
        _insert_findings(sql, id_, prepared.findings)
        _insert_passages(sql, id_, prepared.passages)
        sql.execute(delete(schema.stale_batches).where(schema.stale_batches.c.batch == batch))
        keep_setting(sql, "embedding", store.embedder.name)
        count_write(sql)
    if old:
        _sweep(store)
    status = FileStatus.UPDATED if old else FileStatus.ADDED
    return FileOutcome(path, status, name, len(prepared.report.tables), len(prepared.passages))


def _older_versions(sql: Connection, path: str, report: Report) -> list[int]:
    """The reports that a file takes the place of: from the same path, or of the same body, place, number, date."""
    d = schema.documents
    same = d.c.path == path
    if report.number and report.date:
        issued = (d.c.number == report.number) & (d.c.date == report.date)
        same |= issued & (d.c.body == report.body) & (d.c.place == report.place)
    return list(sql.execute(select(d.c.id).where(same)).scalars())


def _free_name(sql: Connection, report: Report, path: str) -> str:
    """The report's number, with its date or file where another body or year has the same number."""
    file = Path(path)
    day = "/".join(reversed(report.date.split("-"))) if report.date else ""
    wanted = report.number or file.stem
    taken = set(sql.execute(select(schema.documents.c.name)).scalars())
    candidates = [wanted, f"{wanted} ({day})" if day else wanted, f"{wanted} ({file.name})"]
    free = next((name for name in candidates if name not in taken), None)
    return free or next(f"{wanted} ({n})" for n in range(2, len(taken) + 3) if f"{wanted} ({n})" not in taken)


def _delete_document(sql: Connection, id_: int) -> None:
    """Takes a report out of SQL and notes its vectors as stale."""
    d, p = schema.documents, schema.passages
    batch = sql.execute(select(d.c.batch).where(d.c.id == id_)).scalar_one()
    sql.execute(insert(schema.stale_batches).values(batch=batch))
    sql.execute(
        text("DELETE FROM passages_words WHERE rowid IN (SELECT id FROM passages WHERE document_id = :id)"), {"id": id_}
    )
    sql.execute(delete(p).where(p.c.document_id == id_))
    sql.execute(delete(d).where(d.c.id == id_))


def _insert_document(sql: Connection, name: str, path: str, batch: str, prepared: _Prepared) -> int:
    report = prepared.report
    told = ("number", "title", "body", "date", "place", "period", "signer", "signer_position", "sha256")
    values = {field: getattr(report, field) for field in told}
    values |= {"name": name, "path": path, "batch": batch}
    values |= {"tables": len(report.tables), "chunks": len(prepared.passages)}
    return int(sql.execute(insert(schema.documents).values(values).returning(schema.documents.c.id)).scalar_one())


def _insert_tables(sql: Connection, document_id: int, prepared: _Prepared) -> None:
    ids: dict[int | None, int] = {}
    told = [(PROSE_ORDINAL, PROSE_TABLE)] if any(o.table is None for o in prepared.observations) else []
    for ordinal, table in [*enumerate(prepared.report.tables), *told]:
        values = {"document_id": document_id, "ordinal": ordinal, "title": table.title}
        row = insert(schema.tables).values(**values, content=schema.dump_table(table)).returning(schema.tables.c.id)
        ids[ordinal if ordinal >= 0 else None] = int(sql.execute(row).scalar_one())
    rows = [_observation_row(document_id, ids, observation) for observation in prepared.observations]
    if rows:
        sql.execute(insert(schema.observations), rows)


def _observation_row(document_id: int, tables: Mapping[int | None, int], o: Observation) -> dict[str, object]:
    return {
        "document_id": document_id,
        "table_id": tables[o.table],
        "row": o.row,
        "column": o.column,
        "entity": schema.dump_labels(o.entity),
        "entity_name": o.entity_name,
        "level": o.level.value if o.level else None,
        "indicator": schema.dump_labels(o.indicator),
        "period": o.period,
        "change_from": o.change_from,
        "kind": o.kind.value,
        "value": str(o.value) if o.value is not None else None,
        "of": str(o.of) if o.of is not None else None,
        "unit": o.unit,
        "printed": o.printed,
        "quality": o.quality.value,
        "is_total": o.is_total,
        "locator": o.locator,
        "quote": o.quote,
        "series": series_of(o),
        "line": o.line,
    }


def _insert_findings(sql: Connection, document_id: int, findings: Sequence[Finding]) -> None:
    rows = [
        {
            "document_id": document_id,
            "locator": f.locator,
            "kind": f.kind,
            "printed": f.printed,
            "expected": str(f.expected) if f.expected is not None else None,
            "status": f.status,
            "why": f.why,
        }
        for f in findings
    ]
    if rows:
        sql.execute(insert(schema.findings), rows)


def _insert_passages(sql: Connection, document_id: int, passages: Sequence[Passage]) -> None:
    words = text("INSERT INTO passages_words(rowid, accented, folded, pairs) VALUES (:id, :accented, :folded, :pairs)")
    for ordinal, passage in enumerate(passages):
        row = {
            "document_id": document_id,
            "ordinal": ordinal,
            "text": passage.text,
            "heading": schema.dump_labels(passage.path),
            "locator": passage.locator,
            "kind": passage.kind,
            "line": passage.line,
        }
        id_ = sql.execute(insert(schema.passages).values(row).returning(schema.passages.c.id)).scalar_one()
        sql.execute(words, {"id": id_, **word_columns(passage.embedded_text)})


def _sweep(store: Store) -> None:
    """Takes the vectors out of Chroma that belong to no report."""
    stale = schema.stale_batches
    with store.reading() as sql:
        batches = list(sql.execute(select(stale.c.batch)).scalars())
    for batch in batches:
        store.vectors.remove(batch)
        with store.writing() as sql:
            sql.execute(delete(stale).where(stale.c.batch == batch))
