"""A report's rows in SQL: put in with all that was derived from it, taken out with all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, update

from corpus.audit import Finding
from corpus.identity import series_of
from corpus.prose_table import PROSE_TABLE
from corpus.values import Observation, Passage, Report
from index import schema
from index.diacritics import count_syllables
from index.parts import Embedded
from index.preparing import Prepared
from index.spelling import add_counts
from index.words import word_columns

_FIGURES_AT_ONCE = 5_000  # rows in memory: those of a large table at once take hundreds of MB
PROSE_ORDINAL = -1  # of the figures that stand in running text: no table of the report's own


def put_in(
    sql: Connection,
    prepared: Prepared,
    *,
    path: str,
    batch: str,
    replaced: Sequence[int],
    corrections: Mapping[str, str],
    vectors: Made,
) -> str:
    """Writes a report and takes out those that it replaces; its name in the store."""
    copies = _copies_of(sql, replaced, prepared.report.sha256)
    for id_ in replaced:
        delete_document(sql, id_)
    if Path(path).is_absolute():  # a name alone is of files of several offices
        release_path(sql, path)
    name = _free_name(sql, prepared.report, path)
    id_ = _insert_document(sql, name, path, batch, prepared)
    _insert_tables(sql, id_, prepared)
    _insert_findings(sql, id_, prepared.findings)
    _insert_passages(sql, id_, prepared.passages, vectors)
    for copy in copies:
        sql.execute(insert(schema.copies).values(path=copy, document_id=id_))
    _insert_corrections(sql, id_, corrections)
    add_counts(sql, count_syllables(passage.embedded_text for passage in prepared.passages), 1)
    return name


@dataclass(frozen=True, slots=True)
class Made:
    """What a model has made of a report's passages, in their order."""

    model: str
    vectors: Sequence[Embedded]


def digest(text: str) -> str:
    """What tells a text apart from others: the same for the same text, whose vector need not be made twice."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def corrections_of(sql: Connection, documents: Sequence[int]) -> dict[str, str]:
    """What a person has set right in some reports, the latest last."""
    c = schema.corrections
    rows = sql.execute(select(c.c.field, c.c.value).where(c.c.document_id.in_(documents)).order_by(c.c.id))
    return {row.field: row.value for row in rows}


def older_versions(sql: Connection, path: str, report: Report) -> list[int]:
    """The reports that a file takes the place of: from the same path, or of the same body, place, number, date.

    A path that is only a file's name (of a file that was sent) says little: title and body must agree, too.
    """
    d = schema.documents
    same = d.c.path == path
    if not Path(path).is_absolute():  # a name alone, which reports of several offices may have
        same &= (d.c.title == report.title) & (d.c.body == report.body)
    same &= d.c.id.not_in(select(schema.copies.c.document_id))  # what another file still holds stays
    if report.number and report.date:
        issued = (d.c.number == report.number) & (d.c.date == report.date)
        issued &= (d.c.body == report.body) & (d.c.place == report.place) & (d.c.province == report.province)
        if not report.body:  # a number and a date alone are any office's
            issued &= d.c.title == report.title
        same |= issued
    return list(sql.execute(select(d.c.id).where(same)).scalars())


def release_path(sql: Connection, path: str) -> bool:
    """Takes what was read from a file before off its path: what other files hold goes on under theirs.

    Whether there was anything.
    """
    c, d = schema.copies, schema.documents
    gone = sql.execute(delete(c).where(c.c.path == path)).rowcount > 0
    for id_ in list(sql.execute(select(d.c.id).where(d.c.path == path)).scalars()):
        gone = True
        copy = sql.execute(select(c.c.path).where(c.c.document_id == id_).order_by(c.c.path).limit(1)).scalar()
        if copy is None:
            delete_document(sql, id_)
            continue
        sql.execute(delete(c).where(c.c.path == copy))
        sql.execute(update(d).where(d.c.id == id_).values(path=copy))
    return gone


def note_copy(sql: Connection, document: int, path: str, *, moved: bool) -> bool:
    """Notes that a file holds what a report was read from, beside the file known or, where it was `moved`, in
    its place. Whether that is news."""
    c, d = schema.copies, schema.documents
    if sql.execute(select(c.c.path).where((c.c.path == path) & (c.c.document_id == document))).first():
        return False
    release_path(sql, path)
    if moved:
        sql.execute(update(d).where(d.c.id == document).values(path=path))
    else:
        sql.execute(insert(c).values(path=path, document_id=document))
    return True


def _copies_of(sql: Connection, documents: Sequence[int], sha256: str) -> list[str]:
    """The other files of reports of a content."""
    c, d = schema.copies, schema.documents
    query = select(c.c.path).join_from(c, d).where(d.c.id.in_(documents) & (d.c.sha256 == sha256))
    return list(sql.execute(query).scalars())


def _free_name(sql: Connection, report: Report, path: str) -> str:
    """The report's number, with its date or file where another body or year has the same number."""
    file = Path(path)
    day = "/".join(reversed(report.date.split("-"))) if report.date else ""
    wanted = report.number or file.stem
    candidates = [wanted, f"{wanted} ({day})" if day else wanted, f"{wanted} ({file.name})"]
    numbered = (f"{wanted} ({n})" for n in count(2))
    return next(name for name in chain(candidates, numbered) if not _is_taken(sql, name))


def _is_taken(sql: Connection, name: str) -> bool:
    named = select(schema.documents.c.id).where(schema.documents.c.name == name)
    return sql.execute(named).first() is not None


def embedded_text(row: Any) -> str:
    """What was embedded of a stored passage, a row with its heading, lead-in and text."""
    return Passage(row.text, schema.load_labels(row.heading), "", "", 0, lead_in=row.lead_in).embedded_text


def delete_document(sql: Connection, id_: int) -> None:
    """Takes a report out of SQL and notes its vectors as stale."""
    d, p = schema.documents, schema.passages
    batch = sql.execute(select(d.c.batch).where(d.c.id == id_)).scalar_one()
    sql.execute(insert(schema.stale_batches).values(batch=batch))
    sql.execute(
        text("DELETE FROM passages_words WHERE rowid IN (SELECT id FROM passages WHERE document_id = :id)"), {"id": id_}
    )
    query = select(p.c.heading, p.c.lead_in, p.c.text).where(p.c.document_id == id_)
    gone = [embedded_text(row) for row in sql.execute(query)]
    add_counts(sql, count_syllables(gone), -1)
    sql.execute(delete(p).where(p.c.document_id == id_))
    sql.execute(delete(d).where(d.c.id == id_))


def _insert_document(sql: Connection, name: str, path: str, batch: str, prepared: Prepared) -> int:
    report = prepared.report
    values = {field: getattr(report, field) for field in schema.REPORT_FIELDS}
    values |= {"name": name, "path": path, "batch": batch}
    values |= {"tables": len(report.tables), "chunks": len(prepared.passages)}
    return int(sql.execute(insert(schema.documents).values(values).returning(schema.documents.c.id)).scalar_one())


def _insert_tables(sql: Connection, document_id: int, prepared: Prepared) -> None:
    ids: dict[int | None, int] = {}
    told = [(PROSE_ORDINAL, PROSE_TABLE)] if any(o.table is None for o in prepared.observations) else []
    for ordinal, table in [*enumerate(prepared.report.tables), *told]:
        values = {"document_id": document_id, "ordinal": ordinal, "title": table.title}
        row = insert(schema.tables).values(**values, content=schema.dump_table(table)).returning(schema.tables.c.id)
        ids[ordinal if ordinal >= 0 else None] = int(sql.execute(row).scalar_one())
    for start in range(0, len(prepared.observations), _FIGURES_AT_ONCE):
        some = prepared.observations[start : start + _FIGURES_AT_ONCE]
        sql.execute(insert(schema.observations), [_observation_row(document_id, ids, figure) for figure in some])


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
        "comparison": o.comparison.value if o.comparison else None,
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
        "box": schema.dump_boxes((o.box,)) if o.box else None,
        "confidence": o.confidence,
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


def _insert_passages(sql: Connection, document_id: int, passages: Sequence[Passage], made: Made) -> None:
    p = schema.passages
    rows = [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "text": passage.text,
            "heading": schema.dump_labels(passage.path),
            "lead_in": passage.lead_in,
            "locator": passage.locator,
            "kind": passage.kind,
            "line": passage.line,
            "boxes": schema.dump_boxes(passage.boxes) if passage.boxes else None,
            "digest": digest(passage.embedded_text),
        }
        for ordinal, passage in enumerate(passages)
    ]
    ids = list(sql.execute(insert(p).returning(p.c.id, sort_by_parameter_order=True), rows).scalars())
    words = text("INSERT INTO passages_words(rowid, accented, folded, pairs) VALUES (:id, :accented, :folded, :pairs)")
    told = zip(ids, passages, strict=True)
    sql.execute(words, [{"id": id_, **word_columns(passage.embedded_text)} for id_, passage in told])
    vectors = zip(ids, made.vectors, strict=True)
    sql.execute(insert(schema.vectors), [vector_row(id_, made.model, vector) for id_, vector in vectors])


def vector_row(passage: int, model: str, made: Embedded) -> dict[str, object]:
    """The row of `vectors` that keeps what a model made of a passage."""
    return {"passage_id": passage, "model": model, "whole": made.whole, "parts": made.parts}


def _insert_corrections(sql: Connection, document_id: int, corrections: Mapping[str, str]) -> None:
    rows = [{"document_id": document_id, "field": field, "value": value} for field, value in corrections.items()]
    if rows:
        sql.execute(insert(schema.corrections), rows)
