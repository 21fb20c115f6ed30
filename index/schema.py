"""The tables of the SQL side of the store, and how values become rows and rows values."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    DDL,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    event,
)
from sqlalchemy import Table as SqlTable

from corpus.values import Box, Cell, Footnote, Quality, Row, Table
from corpus.values import Column as HeaderColumn

SCHEMA_VERSION = "7"
metadata = MetaData()

# what a row of `documents` keeps of `corpus.values.Report`, besides its counts
REPORT_FIELDS = (
    *("number", "title", "body", "date", "place", "province", "period", "signer", "signer_position", "sha256"),
)

# one row a setting: the schema's version, the embedding model, the count of writes
meta = SqlTable("meta", metadata, Column("key", String, primary_key=True), Column("value", Text, nullable=False))

# vectors of these batches belong to no report: written before a crash, or of a report taken out
stale_batches = SqlTable("stale_batches", metadata, Column("batch", String, primary_key=True))

documents = SqlTable(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    *(
        Column(name, Text, nullable=False)
        for name in (*(field for field in REPORT_FIELDS if field not in {"period", "sha256"}), "batch")
    ),
    *(Column(name, Text, nullable=False, index=True) for name in ("sha256", "path")),  # a file is looked up by them
    Column("period", Text),
    Column("tables", Integer, nullable=False),
    Column("chunks", Integer, nullable=False),
    sqlite_autoincrement=True,  # a conversation's ids never come to mean another report
)


def _document_id() -> Column[int]:
    return Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True)


tables = SqlTable(
    "tables",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_id(),
    Column("ordinal", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", Text, nullable=False),
    sqlite_autoincrement=True,
)

observations = SqlTable(
    "observations",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_id(),
    Column("table_id", ForeignKey("tables.id", ondelete="CASCADE"), index=True),
    Column("row", Integer, nullable=False),
    Column("column", Integer, nullable=False),
    *(
        Column(name, Text, nullable=False)
        for name in ("entity", "entity_name", "indicator", "kind", "printed", "quality", "locator", "quote")
    ),
    *(Column(name, Text) for name in ("level", "period", "change_from", "comparison", "value", "of", "unit")),
    Column("series", Text, nullable=False, index=True),  # the same for one figure of all periods and reports
    Column("is_total", Boolean, nullable=False),
    Column("line", Integer, nullable=False),
    Column("box", Text),  # where the cell stands on a page
    Column("confidence", Float),  # of a figure recognised from an image
)

findings = SqlTable(
    "findings",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_id(),
    *(Column(name, Text, nullable=False) for name in ("locator", "kind", "printed", "status", "why")),
    Column("expected", Text),
)

passages = SqlTable(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_id(),
    Column("ordinal", Integer, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("text", "heading", "lead_in", "locator", "kind")),
    Column("line", Integer, nullable=False),
    Column("boxes", Text),
    Column("digest", String, nullable=False, index=True),  # of the text that was embedded
)

Index("ix_passages_place", passages.c.document_id, passages.c.ordinal, unique=True)

# of each passage, by the model that made them: the vectors of the whole and of its parts (`index.parts`)
vectors = SqlTable(
    "vectors",
    metadata,
    Column("passage_id", ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    Column("model", String, primary_key=True),
    Column("whole", LargeBinary, nullable=False),
    Column("parts", LargeBinary, nullable=False),
)

# other files of the same content as a report's
copies = SqlTable(
    "copies",
    metadata,
    Column("path", String, primary_key=True),
    _document_id(),
)

# how often syllables, and pairs of neighbours, stand in the text of all passages
syllables = SqlTable(
    "syllables",
    metadata,
    Column("word", String, primary_key=True),
    Column("folded", String, nullable=False, index=True),
    Column("times", Integer, nullable=False),
)
neighbours = SqlTable(
    "neighbours",
    metadata,
    Column("first", String, primary_key=True),
    Column("second", String, primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# files that were sent to be read; one whose work was cut short is taken up again
jobs = SqlTable(
    "jobs",
    metadata,
    Column("id", String, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("name", "status", "created")),
    *(Column(name, Text) for name in ("document", "reason")),
    *(Column(name, Integer, nullable=False) for name in ("tables", "chunks")),
)

# what a person has set right of what a report says of itself; it outlives new versions of the report
corrections = SqlTable(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    _document_id(),
    Column("field", String, nullable=False),
    Column("value", Text, nullable=False),
)

# `folded` has no diacritics; `pairs` are its neighbouring syllables, which tell far more than lone ones
event.listen(
    passages,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE VIRTUAL TABLE IF NOT EXISTS passages_words USING fts5("
        "accented, folded, pairs, tokenize = \"unicode61 remove_diacritics 0 tokenchars '_'\")"
    ),
)

# in how many passages a word stands, for each column of `passages_words`
event.listen(
    passages,
    "after_create",
    DDL(  # type: ignore[no-untyped-call]
        "CREATE VIRTUAL TABLE IF NOT EXISTS passages_vocabulary USING fts5vocab(passages_words, 'col')"
    ),
)


def dump_labels(labels: tuple[str, ...]) -> str:
    """A path of labels as the text that a column keeps."""
    return json.dumps(labels, ensure_ascii=False)


def load_labels(text: str) -> tuple[str, ...]:
    """The path of labels that `dump_labels` wrote."""
    return tuple(json.loads(text))


def dump_boxes(boxes: tuple[Box, ...]) -> str:
    """Places on pages as the text that a column keeps, to a tenth of a point."""
    return json.dumps([[b.page, *(round(x, 1) for x in (b.x0, b.top, b.x1, b.bottom))] for b in boxes])


def load_boxes(text: str | None) -> tuple[Box, ...]:
    """The places that `dump_boxes` wrote."""
    return tuple(Box(*place) for place in json.loads(text)) if text else ()


def dump_table(table: Table) -> str:
    """A table as JSON; exact decimals as {"n": "28072"}, so that they differ from words."""
    return json.dumps(table, ensure_ascii=False, default=_dump_part)


def _dump_part(value: Any) -> dict[str, Any]:
    """A part of a table as what JSON writes; `dataclasses.asdict` would copy every cell twice."""
    if isinstance(value, Decimal):
        return {"n": str(value)}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _names_of(type(value))}
    raise TypeError(f"không ghi được giá trị kiểu {type(value).__name__}")


@lru_cache(maxsize=32)
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def load_table(text: str) -> Table:
    """The table that `dump_table` wrote."""
    data = json.loads(text)
    columns = tuple(
        HeaderColumn(tuple(c["path"]), c["formula"], c.get("letter", ""), c.get("convention")) for c in data["columns"]
    )
    rows = tuple(
        Row(tuple(r["path"]), tuple(map(_load_cell, r["cells"])), r["line"], r["is_total"]) for r in data["rows"]
    )
    return Table(
        title=data["title"],
        path=tuple(data["path"]),
        columns=columns,
        rows=rows,
        line=data["line"],
        lead_in=data["lead_in"],
        unit=data["unit"],
        stub=tuple(data["stub"]),
    )


def _load_cell(data: dict[str, Any]) -> Cell:
    note = data["footnote"]
    return Cell(
        printed=data["printed"],
        value=_load_value(data["value"]),
        quality=Quality(data["quality"]),
        of=load_decimal(data["of"]["n"]) if data["of"] else None,
        unit=data["unit"],
        footnote=Footnote(**note) if note else None,
        box=Box(**data["box"]) if data.get("box") else None,
        confidence=data.get("confidence"),
    )


def _load_value(value: Any) -> Decimal | str | None:
    return Decimal(value["n"]) if isinstance(value, dict) else value


def load_decimal(text: str | None) -> Decimal | None:
    """An exact number from the text that a column keeps; SQL's own numbers would round it."""
    return Decimal(text) if text is not None else None
