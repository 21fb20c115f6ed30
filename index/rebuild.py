"""Embedding the whole store anew, from the passages that it keeps, with the model that is set now.

The new vectors grow beside the old ones, in a collection of the new model's own; the store turns to them
in one transaction, once they are all there. Stopped before, it is as it was, and the next run goes on
where this one ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import delete, insert, select

from index import schema
from index.parts import embed_whole_and_parts
from index.store import Store, count_write, keep_setting
from index.writer import clean_up, sole_writer
from index.writing import embedded_text, vector_row

_EMBEDDED_AT_ONCE = 64  # passages between two words of progress

Told = Callable[[int, int], None]


def rebuild(store: Store, tell: Told) -> int:
    """Embeds what has no vector of the model that is set; how many passages the store has.

    `tell` is called with how many are done, and of how many. Raises `StoreError` where the model cannot be
    loaded or the store cannot be written.
    """
    d = schema.documents
    with sole_writer(store):
        clean_up(store)
        store.vectors.refresh(store.version())
        with store.reading() as sql:
            reports = sql.execute(select(d.c.id, d.c.batch, d.c.chunks).order_by(d.c.id)).all()
        count, done = sum(int(report.chunks) for report in reports), 0
        for report in reports:
            if store.vectors.holds(report.batch) != report.chunks:
                for new in _embed_report(store, report.id, report.batch):
                    tell(done + new, count)
            done += report.chunks
            tell(done, count)
        for batch in store.vectors.batches() - {report.batch for report in reports}:
            store.vectors.remove(batch)
        with store.writing() as sql:
            sql.execute(delete(schema.vectors).where(schema.vectors.c.model != store.embedder.name))
            if reports:
                keep_setting(sql, "embedding", store.embedder.name)
            version = count_write(sql)
        store.vectors.keep_up(version)
        store.vectors.remove_other_models()
    return count


def _embed_report(store: Store, document: int, batch: str) -> Iterator[int]:
    """Embeds a report's passages, no text twice that this model has embedded before; how many are new so far."""
    p, v, model = schema.passages, schema.vectors, store.embedder.name
    query = select(p.c.id, p.c.digest, p.c.heading, p.c.lead_in, p.c.text).where(p.c.document_id == document)
    with store.reading() as sql:
        rows = sql.execute(query.order_by(p.c.ordinal)).all()
    store.vectors.remove_own(batch)  # what a stop left of it
    with store.writing() as sql:
        own = v.c.passage_id.in_(select(p.c.id).where(p.c.document_id == document))
        sql.execute(delete(v).where(own & (v.c.model == model)))
    vectors = store.vectors_of({row.digest for row in rows})
    new = {row.digest: embedded_text(row) for row in rows if row.digest not in vectors}
    keys = list(new)
    for start in range(0, len(keys), _EMBEDDED_AT_ONCE):
        some = keys[start : start + _EMBEDDED_AT_ONCE]
        made = embed_whole_and_parts(store.embedder, [new[key] for key in some])
        vectors |= dict(zip(some, made, strict=True))
        yield start + len(some)
    with store.writing() as sql:
        sql.execute(insert(v), [vector_row(row.id, model, vectors[row.digest]) for row in rows])
    store.vectors.add(batch, [vectors[row.digest].vector for row in rows])
