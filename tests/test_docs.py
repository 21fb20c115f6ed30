"""The user's guide names every command and setting, and the rooms' pages every module."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from assistant.cli import build_parser
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "huong-dan.md").read_text(encoding="utf-8")


def _commands() -> list[str]:
    [commands] = [a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return sorted(commands.choices)


@pytest.mark.parametrize("command", _commands())
def test_every_command_is_in_the_guide(command: str) -> None:
    assert f"troly {command}" in GUIDE


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_in_the_guide(field: str) -> None:
    assert f"`TROLY_{field.upper()}`" in GUIDE


@pytest.mark.parametrize("room", ["corpus", "index", "assistant"])
def test_every_module_is_on_its_rooms_page(room: str) -> None:
    page = (ROOT / "docs" / f"{room}.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / room).rglob("*.py")} - {"__init__", "base"}
    assert {module for module in modules if f"{module}.py`" not in page and f"`{module}`" not in page} == set()
