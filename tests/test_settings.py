"""Limits that a person sets: what may be set, and what is refused by name."""

from __future__ import annotations

import pytest

from assistant.errors import SettingsError
from assistant.settings import read_settings
from corpus.files import Limits

LIMITS = ("MAX_FILE_MB", "MAX_PAGES", "MAX_CELLS", "MAX_PIXELS_MP", "PAGE_SECONDS", "FILE_SECONDS")


def test_limits_that_nobody_sets_are_the_usual_ones() -> None:
    assert read_settings().limits() == Limits()


@pytest.mark.parametrize("name", LIMITS)
def test_each_limit_can_be_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(f"TROLY_{name}", "7")
    changed, usual = read_settings().limits(), Limits()
    told = [field for field in Limits.__dataclass_fields__ if getattr(changed, field) != getattr(usual, field)]
    assert len(told) == 1
    assert getattr(changed, told[0]) in {7, 7_000_000}


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("value", ["0", "-1", "nhiều", "nan", "inf", "1e999"])
def test_what_is_no_positive_number_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"TROLY_{name}", value)
    with pytest.raises(SettingsError, match=f"TROLY_{name}"):
        read_settings()
