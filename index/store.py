"""The store: reports, their tables, figures and passages, in one folder.

SQL is the truth; Chroma holds the vectors of its passages. Reading is safe from any thread and
beside a writer; `index.ingest` is the one writer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Row, create_engine, delete, event, func, insert, select
from sqlalchemy.exc import DBAPIError

from corpus.audit import Finding
from corpus.observations import bare_label
from corpus.values import Kind, Level
from index import schema
from index.conflicts import find_conflicts
from index.diacritics import Restorer
from index.embedding import Embedder, SentenceEmbedder
from index.errors import StoreError, UnknownDocumentError
from index.originals import Originals
from index.parts import Embedded
from index.search import make_hit, search
from index.spelling import StoredSpellings, mend_typos
from index.values import ColumnLabel, Document, Hit, RowLabel, StoredFinding, StoredTable, TableLabels, Within
from index.vectors import Vectors

_AT_ONCE = 900  # values that SQLite takes in one comparison
_FRAME_COLUMNS = [
    *("document_id", "document", "table_id", "table_title", "row", "column", "entity", "entity_name", "level"),
    *("indicator", "period", "change_from", "comparison", "kind", "value", "of", "unit", "printed", "quality"),
    *("is_total", "locator", "quote", "series", "line", "box", "confidence"),
]


class Store:
    """The store in the folder `home`, made if it is not there; raises `StoreError` where it cannot be."""

    def __init__(self, home: Path, embedding: str | None = None, embedder: Embedder | None = None) -> None:
        self.home = home
        self.embedder: Embedder = embedder or SentenceEmbedder(embedding)
        self.vectors = Vectors(home / "chroma", lambda: self.embedder.name)
        self.originals = Originals(home / "originals")
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._engine = create_engine(f"sqlite:///{home / 'troly.sqlite'}")
            event.listen(self._engine, "connect", _configure_sqlite)
            with self._engine.begin() as sql:
                schema.metadata.create_all(sql)
                self._check_schema(sql)
        except (OSError, DBAPIError) as error:
            raise StoreError(
                f"Không mở được kho dữ liệu ở “{home}”: hãy kiểm tra quyền ghi, dung lượng trống và TROLY_HOME."
            ) from error

    def _check_schema(self, sql: Connection) -> None:
        found = _setting(sql, "schema")
        if found is None:
            sql.execute(insert(schema.meta).values(key="schema", value=schema.SCHEMA_VERSION))
        elif found != schema.SCHEMA_VERSION:
            raise StoreError(
                f"Kho dữ liệu ở “{self.home}” thuộc phiên bản khác ({found}); hãy đặt TROLY_HOME sang thư mục mới "
                "rồi nạp lại."
            )

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the store as it is now."""
        try:
            with self._engine.connect() as sql:
                yield sql
        except DBAPIError as error:
            raise StoreError(
                f"Không đọc được kho dữ liệu ở “{self.home}”: tệp kho bị hỏng hoặc đang bị khóa."
            ) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction; all of it is in the store once the block ends, or nothing."""
        try:
            with self._engine.begin() as sql:
                yield sql
        except DBAPIError as error:
            raise StoreError(
                f"Không ghi được vào kho dữ liệu ở “{self.home}”: hãy kiểm tra quyền ghi và dung lượng trống."
            ) from error

    def version(self) -> str:
        """Changes with every write."""
        with self.reading() as sql:
            return _setting(sql, "writes") or "0"

    def is_empty(self) -> bool:
        """Whether no report is in the store."""
        with self.reading() as sql:
            return sql.execute(select(schema.documents.c.id).limit(1)).first() is None

    def documents(self) -> tuple[Document, ...]:
        """The reports in the order in which they came."""
        with self.reading() as sql:
            rows = sql.execute(select(schema.documents).order_by(schema.documents.c.id)).all()
        return tuple(map(_document, rows))

    def find_by_hash(self, sha256: str) -> Document | None:
        """The report that was read from a file of this content, None if there is none."""
        d = schema.documents
        with self.reading() as sql:
            row = sql.execute(select(d).where(d.c.sha256 == sha256).order_by(d.c.id).limit(1)).first()
        return _document(row) if row is not None else None

    def find_document(self, name: str) -> Document:
        """The report of a name, id, or file path; `UnknownDocumentError` says which there are."""
        documents = self.documents()
        wanted = name.strip().casefold()
        named = [d for d in documents if d.name.casefold() == wanted]
        kept = [d for d in documents if wanted in {str(d.id), d.path.casefold(), Path(d.path).name.casefold()}]
        if named or kept:
            return (named or kept)[0]
        known = "; ".join(document.name for document in documents[:10]) or "chưa có báo cáo nào"
        raise UnknownDocumentError(f"Không có báo cáo “{name}” trong kho. Đang có: {known}.")

    def tables(self, document_id: int | None = None) -> tuple[StoredTable, ...]:
        """The tables of one report or of all, as read."""
        tables, documents = schema.tables, schema.documents
        query = (
            select(tables.c.id, documents.c.name, tables.c.ordinal, tables.c.content)
            .join_from(tables, documents)
            .where(tables.c.ordinal >= 0)
            .order_by(tables.c.id)
        )
        if document_id is not None:
            query = query.where(tables.c.document_id == document_id)
        with self.reading() as sql:
            return tuple(
                StoredTable(row.id, row.name, row.ordinal, schema.load_table(row.content)) for row in sql.execute(query)
            )

    def findings(self, document_id: int | None = None) -> tuple[StoredFinding, ...]:
        """What does not add up in one report or in all: what the audit found in each as it was read,
        then figures that two reports give two values."""
        f, documents = schema.findings, schema.documents
        query = select(f, documents.c.name).join_from(f, documents).order_by(f.c.id)
        if document_id is not None:
            query = query.where(f.c.document_id == document_id)
        with self.reading() as sql:
            within = tuple(StoredFinding(row.name, _finding(row)) for row in sql.execute(query))
            return (*within, *find_conflicts(sql, document_id))

    def catalogue(self, documents: Collection[int] | None = None) -> tuple[TableLabels, ...]:
        """The labels of every table that holds figures, of some reports or of all."""
        o, d = schema.observations, schema.documents
        labels = select(
            o.c.table_id, o.c.entity, o.c.entity_name, o.c.level, o.c.is_total,
            o.c.indicator, o.c.kind, o.c.unit, o.c.period, o.c.change_from,
        ).where(o.c.table_id.is_not(None)).order_by(o.c.table_id, o.c.id)  # fmt: skip
        heads = select(schema.tables, d.c.name).join_from(schema.tables, d)
        if documents is not None:
            labels = labels.where(o.c.document_id.in_(documents))
            heads = heads.where(d.c.id.in_(documents))
        with self.reading() as sql:
            figures: dict[int, list[Any]] = {}
            for row in sql.execute(labels):
                figures.setdefault(row.table_id, []).append(row)
            tables = {row.id: row for row in sql.execute(heads)}
        return tuple(_table_labels(tables[id_], rows) for id_, rows in figures.items())

    def observations(
        self,
        *,
        tables: Sequence[int] | None = None,
        documents: Sequence[int] | None = None,
        series: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """The figures of some tables, reports or series, one a row.

        `series` is the same for one figure of all periods and reports; `entity` and `indicator` are
        tuples of labels, `value` and `of` exact decimals or None.
        """
        o = schema.observations
        query = (
            select(o, schema.documents.c.name.label("document"), schema.tables.c.title.label("table_title"))
            .join_from(o, schema.documents)
            .join(schema.tables, o.c.table_id == schema.tables.c.id, isouter=True)
            .order_by(o.c.id)
        )
        if tables is not None:
            query = query.where(o.c.table_id.in_(tables))
        if documents is not None:
            query = query.where(o.c.document_id.in_(documents))
        if series is not None:
            query = query.where(o.c.series.in_(list(series)))
        with self.reading() as sql:
            frame = pd.DataFrame(sql.execute(query).mappings().all(), columns=_FRAME_COLUMNS, dtype=object)
        for name in ("entity", "indicator"):
            frame[name] = frame[name].map(schema.load_labels)
        for name in ("value", "of"):
            frame[name] = frame[name].map(schema.load_decimal)
        frame["box"] = frame["box"].map(schema.load_boxes)
        return frame

    def texts(self, documents: Collection[int] | None = None) -> dict[int, list[str]]:
        """The text of every passage with its headings, of some reports or of all, by report: the words that
        they use."""
        p = schema.passages
        query = select(p.c.document_id, p.c.heading, p.c.text).order_by(p.c.id)
        if documents is not None:
            query = query.where(p.c.document_id.in_(documents))
        found: dict[int, list[str]] = {}
        with self.reading() as sql:
            for row in sql.execute(query):
                told = "\n".join([*schema.load_labels(row.heading), row.text])
                found.setdefault(row.document_id, []).append(told)
        return found

    def mend(self, text: str, known: Collection[str] = ()) -> str:
        """A question with its slips of the key put right, where the store's text tells them; `known` words
        (folded) are none."""
        with self.reading() as sql:
            return mend_typos(sql, text, known)

    def restore(self, text: str, phrases: Iterable[str] = ()) -> str:
        """A question with the diacritics that it was typed without, as the store's text has them."""
        with self.reading() as sql:
            return Restorer(StoredSpellings(sql), phrases).restore(text)

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        documents: Sequence[int] | None = None,
        period: str | None = None,
        kind: str | None = None,
        heading: str | None = None,
    ) -> tuple[Hit, ...]:
        """The passages nearest to a question in meaning and words, best first.

        Only those of some documents, of reports of a period (or a part of it), of a kind ("text", "table"),
        below a heading that has some words in it are ranked at all.
        """
        if not query.strip() or k < 1 or self.is_empty():
            return ()
        self.check_embedding()
        told = None if documents is None else tuple(documents)
        return search(self, query, k, Within(told, period, kind, heading))

    def vectors_of(self, digests: Collection[str]) -> dict[str, Embedded]:
        """The vectors of the texts with some digests that the model set has made, as far as they are in the store."""
        p, v = schema.passages, schema.vectors
        wanted = sorted(digests)
        found: dict[str, Embedded] = {}
        with self.reading() as sql:
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                query = select(p.c.digest, v.c.whole, v.c.parts).join_from(p, v).where(v.c.model == self.embedder.name)
                for row in sql.execute(query.where(p.c.digest.in_(some)).order_by(p.c.id)):
                    found.setdefault(row.digest, Embedded(row.whole, row.parts))
        return found

    def passages_below(self, heading: str) -> tuple[Hit, ...]:
        """The passages that stand under a heading of this name, in the order of the report."""
        p, d = schema.passages, schema.documents
        query = (
            select(p, d.c.name, d.c.path)
            .join_from(p, d)
            .where(p.c.heading.contains(bare_label(heading), autoescape=True))
            .order_by(p.c.id)
        )
        with self.reading() as sql:
            rows = [row for row in sql.execute(query) if _stands_below(row.heading, heading)]
        return tuple(make_hit(row, rank, 1.0) for rank, row in enumerate(rows, start=1))

    def passages(self, document_id: int) -> tuple[Hit, ...]:
        """The running text of a report, passage by passage in its order."""
        p, d = schema.passages, schema.documents
        query = select(p, d.c.name, d.c.path).join_from(p, d)
        query = query.where((p.c.document_id == document_id) & (p.c.kind == "text")).order_by(p.c.ordinal)
        with self.reading() as sql:
            rows = sql.execute(query).all()
        return tuple(make_hit(row, rank, 1.0) for rank, row in enumerate(rows, start=1))

    def check_embedding(self) -> None:
        """`StoreError` if the store's vectors are of another model than the one set."""
        with self.reading() as sql:
            kept = _setting(sql, "embedding")
        if kept is not None and kept != self.embedder.name:
            raise StoreError(
                f"Kho được nạp bằng mô hình nhúng “{kept}” nhưng đang đặt “{self.embedder.name}”: hãy đặt lại "
                "TROLY_EMBEDDING như khi nạp, hoặc chạy “troly rebuild” để nhúng lại cả kho bằng mô hình đang đặt."
            )

    def close(self) -> None:
        """Lets go of the files."""
        self.vectors.close()
        self._engine.dispose()


def count_write(sql: Connection) -> str:
    """Notes that the store has changed: whoever keeps something read from it reads it again. Its new version."""
    version = str(int(_setting(sql, "writes") or 0) + 1)
    keep_setting(sql, "writes", version)
    return version


def keep_setting(sql: Connection, key: str, value: str) -> None:
    """Writes one setting of the store."""
    sql.execute(delete(schema.meta).where(schema.meta.c.key == key))
    sql.execute(insert(schema.meta).values(key=key, value=value))


def count_documents(sql: Connection) -> int:
    """How many reports the store holds."""
    return int(sql.execute(select(func.count()).select_from(schema.documents)).scalar_one())


def _setting(sql: Connection, key: str) -> str | None:
    return sql.execute(select(schema.meta.c.value).where(schema.meta.c.key == key)).scalar()


def _configure_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def names_same(label: str, name: str) -> bool:
    """Whether a label is of a name, numbering and case aside: "3.1.4. Cải cách thể chế"."""
    return bare_label(label).casefold() == bare_label(name).casefold()


def _stands_below(heading: str, name: str) -> bool:
    return any(names_same(label, name) for label in schema.load_labels(heading))


def _document(row: Row[Any]) -> Document:
    kept = row._mapping
    return Document(**{name: kept[name] for name in Document.__dataclass_fields__})


def _finding(row: Row[Any]) -> Finding:
    expected = schema.load_decimal(row.expected)
    return Finding(row.locator, row.kind, row.printed, expected, row.status, row.why)


def _table_labels(head: Row[Any], figures: Iterable[Any]) -> TableLabels:
    heads: dict[str, Any] = {}
    columns: dict[tuple[object, ...], ColumnLabel] = {}
    filled: dict[str, set[tuple[object, ...]]] = {}
    for f in figures:
        key = (f.indicator, f.kind, f.period, f.change_from)
        if key not in columns:
            indicator = schema.load_labels(f.indicator)
            columns[key] = ColumnLabel(indicator, Kind(f.kind), f.unit, f.period, f.change_from)
        heads.setdefault(f.entity, f)
        filled.setdefault(f.entity, set()).add(key)
    place = {key: i for i, key in enumerate(columns)}
    rows = [
        RowLabel(
            schema.load_labels(entity), f.entity_name, Level(f.level) if f.level else None, f.is_total,
            frozenset(place[key] for key in filled[entity]),
        )
        for entity, f in heads.items()
    ]  # fmt: skip
    table = schema.load_table(head.content)
    return TableLabels(
        id=head.id,
        document=head.name,
        document_id=head.document_id,
        title=table.title,
        path=table.path,
        lead_in=table.lead_in,
        unit=table.unit,
        rows=tuple(rows),
        columns=tuple(columns.values()),
        from_prose=head.ordinal < 0,
    )
