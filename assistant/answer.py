"""The Answer that every way in gives back (command line, page, service), as the contract spells it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """Whether the question was answered, has no answer in the reports, or needs one question back."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a figure or a claim stands: `quote` is the passage or the row as printed."""

    id: int
    document: str
    title: str
    locator: str
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands in the answer, with its source; `derivation` is empty if it is printed."""

    text: str
    value: Decimal | None
    unit: str | None
    label: str
    quality: str
    derivation: str = ""
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ToolUse:
    """One call of a tool while the answer was made; `ms` in milliseconds."""

    name: str
    args: dict[str, Any]
    ms: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: Vietnamese Markdown with citation marks such as [1]; `ms` in milliseconds."""

    question: str
    status: Status
    answer: str
    citations: tuple[Citation, ...] = ()
    figures: tuple[Figure, ...] = ()
    tools: tuple[ToolUse, ...] = ()
    model: str = "builtin"
    ms: float = field(default=0.0, compare=False)

    def as_json(self) -> dict[str, Any]:
        """The contract's JSON object (numbers as JSON numbers, tuples as lists)."""
        data = asdict(self)
        data["status"] = self.status.value
        for figure in data["figures"]:
            figure["value"] = json_number(figure["value"])
            figure["citations"] = list(figure["citations"])
        for name in ("citations", "figures", "tools"):
            data[name] = list(data[name])
        return data


def json_number(value: Decimal | None) -> int | float | None:
    """An exact number as a JSON number: whole ones without a decimal point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
