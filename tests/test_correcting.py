"""What a person sets right of a report is checked before it is written."""

from __future__ import annotations

import pytest

from assistant.correcting import read_corrections
from assistant.errors import UsageError


def test_values_are_taken_in_the_form_they_are_kept_in() -> None:
    told = read_corrections({"date": "6/1/2024", "period": "quý 2 năm 2026", "title": " Tên  đúng ", "body": None})
    assert told == {"date": "2024-01-06", "period": "Quý II/2026", "title": "Tên đúng"}
    assert read_corrections({"period": "2021", "date": "2024-01-06"}) == {"period": "2021", "date": "2024-01-06"}
    assert read_corrections({"period": "", "title": ""}) == {"period": "", "title": ""}


@pytest.mark.parametrize(
    "values", [{"date": "31/2/2024"}, {"period": "hôm qua"}, {"sha256": "0"}, {"title": "a" * 501}, {"title": "a\nb"}]
)
def test_what_is_no_value_is_told_in_a_sentence(values: dict[str, str | None]) -> None:
    with pytest.raises(UsageError) as told:
        read_corrections(values)
    assert str(told.value).endswith(".")
