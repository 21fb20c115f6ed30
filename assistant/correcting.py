"""What a person sets right of what a report says of itself: checked before it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from assistant.errors import UsageError
from corpus.period_text import single_period
from corpus.periods import read_period
from corpus.text import normalise
from index.preparing import CORRECTABLE

_LONGEST = 500
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_corrections(values: Mapping[str, str | None]) -> dict[str, str]:
    """The corrections that were given (None: not given; "": to be emptied); `UsageError` for what is none.

    A date is taken as 2023-05-23 or 23/5/2023 and kept in ISO.
    """
    unknown = [name for name in values if name not in CORRECTABLE]
    if unknown:
        raise UsageError(f"Không sửa được “{unknown[0]}”: chỉ sửa được {', '.join(CORRECTABLE)}.")
    told = {name: normalise(value) for name, value in values.items() if value is not None}
    for name, value in told.items():
        if len(value) > _LONGEST or "\n" in value:
            raise UsageError(f"Giá trị của “{name}” phải viết trên một dòng, không quá {_LONGEST} ký tự.")
    if told.get("date"):
        told["date"] = _read_date(told["date"])
    if told.get("period"):
        told["period"] = _read_period(told["period"])
    return told


def _read_period(text: str) -> str:
    """A period by the one name that it is kept under: "quý 2 năm 2026" is "Quý II/2026"."""
    named = text if read_period(text) is not None else single_period([text])
    if named is None:
        raise UsageError(f"“{text}” không phải một kỳ: hãy viết như 2024, Quý I/2026 hoặc 6 tháng đầu năm 2026.")
    return named


def _read_date(text: str) -> str:
    match = _DAY.fullmatch(text)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"“{text}” không phải một ngày: hãy viết như 23/5/2023.") from error
