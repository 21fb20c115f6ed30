"""What the store gives back: reports, tables, labels and hits. Frozen; they know nothing of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.audit import Finding
from corpus.values import Kind, Level, Table


@dataclass(frozen=True, slots=True)
class Document:
    """A report in the store. `name` is what people call it by (its number); `date` is ISO."""

    id: int
    name: str
    title: str
    body: str
    date: str
    place: str
    province: str
    period: str | None
    signer: str
    signer_position: str
    path: str
    sha256: str
    tables: int
    chunks: int

    @property
    def region(self) -> str:
        """The province that the report is of, else the place where it was issued."""
        return self.province or self.place


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table as read, with its id in the store and its place among its report's tables, from 0."""

    id: int
    document: str
    ordinal: int
    table: Table


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What one row's figures are of; `columns` are the places of those that it has figures in."""

    entity: tuple[str, ...]
    name: str
    level: Level | None
    is_total: bool
    columns: frozenset[int]


@dataclass(frozen=True, slots=True)
class ColumnLabel:
    """What one column's figures measure, once for each kind and period."""

    indicator: tuple[str, ...]
    kind: Kind
    unit: str | None
    period: str | None
    change_from: str | None


@dataclass(frozen=True, slots=True)
class TableLabels:
    """The labels of one table, which questions are linked to; no figures.

    `from_prose` marks the figures of a report's running text, arranged as a table.
    """

    id: int
    document: str
    document_id: int
    title: str
    path: tuple[str, ...]
    lead_in: str
    unit: str | None
    rows: tuple[RowLabel, ...]
    columns: tuple[ColumnLabel, ...]
    from_prose: bool


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """What does not add up in a report."""

    document: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Within:
    """What a search keeps to; None for no matter which. `documents` are ids, `kind` is text or table."""

    documents: tuple[int, ...] | None = None
    period: str | None = None
    kind: str | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found: `rank` from 1, `score` from 0 to 1, best first.

    `lead_in` is what it leans on and stands elsewhere (`corpus.values.Passage`); `before` and `after` are
    the passages beside it where it begins or ends in the middle of an argument, else ""; `copies`
    are other files that hold the same as `path`.
    """

    rank: int
    document: str
    path: str
    locator: str
    heading: tuple[str, ...]
    text: str
    kind: str
    score: float
    lead_in: str = ""
    before: str = ""
    after: str = ""
    copies: tuple[str, ...] = ()


class FileStatus(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file that was to be read; `reason` is a sentence where it failed, `trouble`
    the traceback of a fault of ours, for the log."""

    path: str
    status: FileStatus
    document: str | None = None
    tables: int = 0
    chunks: int = 0
    reason: str | None = None
    trouble: str | None = None


class Stage(StrEnum):
    """What is being done with a file."""

    READING = "đọc trang"
    EMBEDDING = "nhúng đoạn"


@dataclass(frozen=True, slots=True)
class FileStep:
    """How far a file, or a report's name, has come: `done` of `count` pages read, or passages embedded."""

    file: Path
    stage: Stage
    done: int
    count: int
