"""The rooms of the house: who may import whom, and what the linter says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports


def test_imports_go_one_way(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True) == 0


def test_nothing_imports_the_page(root: Path) -> None:
    """The page is a module of its own above the rooms, which import-linter does not take as a layer."""
    files = [file for room in ("assistant", "corpus", "index") for file in (root / room).rglob("*.py")]
    importing = [file.name for file in files if re.search(r"^\s*(import ui|from ui)\b", file.read_text("utf-8"), re.M)]
    assert importing == []


def test_the_linter_has_nothing_to_say(root: Path) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format", "concise"]
    rooms = ["assistant", "corpus", "index", "tests", "ui.py", "start.py"]
    ran = subprocess.run([*command, *rooms], cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout


def loaded_of(root: Path, names: set[str], imported: str) -> str:
    """Which of some modules are loaded once others are imported in a fresh process."""
    code = f"import sys, {imported}; print(*sorted({names!r} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_starting_a_command_loads_nothing_heavy(root: Path) -> None:
    """A question about figures need not wait for what it does not use."""
    assert loaded_of(root, {"torch", "chromadb", "gradio", "sentence_transformers", "uvicorn"}, "assistant.cli") == ""


def test_reading_a_report_loads_no_store_and_no_model(root: Path) -> None:
    heavy = {"langchain", "langchain_core", "chromadb", "sqlalchemy", "torch", "pandas", "pydantic"}
    assert loaded_of(root, heavy, "corpus.readers, corpus.observations, corpus.passages") == ""
