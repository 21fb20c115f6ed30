"""What a question is taken to mean: the plan that the built-in model follows and a follow-up goes on from."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.question import Operation


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """A column as the tools name it."""

    indicator: str
    kind: str
    period: str | None
    change_from: str | None = None
    whole: str | None = None
    less: str | None = None  # the part that is taken away: what is left of the whole is asked for
    of: str | None = None  # the whole whose share is asked for


@dataclass(frozen=True, slots=True)
class Side:
    """The other figure of a comparison, in a table of its own."""

    table: int
    column: ColumnRef
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intent:
    """An operation on columns and rows of one table (`table` None: on the text of reports)."""

    operation: Operation
    question: str
    table: int | None = None
    columns: tuple[ColumnRef, ...] = ()
    rows: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    level: str | None = None
    within: str | None = None
    part: str | None = None
    sort: str | None = None
    descending: bool = True
    by_change: bool = False
    both_ends: bool = False
    condition: str | None = None
    top: int = 5
    of_column: ColumnRef | None = None
    of_rows: tuple[str, ...] = ()
    score: float = 0.0
    unexplained: tuple[str, ...] = ()
    also: tuple[str, ...] = field(default=())
    position: int | None = None
    periods: tuple[str, ...] = ()
    compared: str | None = None  # the period that another is compared with
    document: str | None = None
    counted: bool = False  # whether the question says how many to list
    told: str = ""  # the unit that the answer was about, for "đơn vị đó" after it
    unclear: str = ""  # the question that was answered with a question back
    total_of: str | None = None  # the amounts that are added up over the units a filter keeps
    against: Side | None = None
    tests: tuple[dict[str, Any], ...] = ()  # the conditions of a filter with several, as filter_units takes them
    totalled: bool = False  # whether the sum over the units that a filter keeps is asked for
    without: tuple[str, ...] = ()  # the units that are not to be counted
    added_up: bool = False  # whether the columns are to be added up, being parts of one whole
    before: str | None = None  # the question before, whose body or topic one about tasks leaves out
    sums: bool = False  # whether an audit is to add its rows up
    then_why: bool = False  # whether the cause of what is found is asked for, too

    def as_json(self) -> dict[str, Any]:
        """Plain JSON for the message that carries it."""
        return {**asdict(self), "operation": self.operation.value}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Intent:
        """The intent that a message carries."""
        column, against = data.get("of_column"), data.get("against")
        plain = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        read: dict[str, Any] = {
            "operation": Operation(data["operation"]),
            "columns": tuple(ColumnRef(**ref) for ref in data["columns"]),
            "of_column": ColumnRef(**column) if column else None,
            "against": _read_side(against) if against else None,
        }
        return cls(**{**plain, **read})


def _read_side(data: dict[str, Any]) -> Side:
    return Side(data["table"], ColumnRef(**data["column"]), tuple(data["rows"]))
