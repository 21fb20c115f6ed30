"""Acceptance on a published report, from the command line. Skipped where the report is not there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from questions import EIGHT, Expected, problems

import index.store as store_module
from assistant.cli import main
from index.embedding import Embedder

SHARE_AT_LEAST = 0.40


@pytest.fixture(scope="module")
def real_home(tmp_path_factory: pytest.TempPathFactory, shared: Path, embedder: Embedder) -> Path:
    """A store that holds the published report, ingested by the command."""
    folder = tmp_path_factory.mktemp("real") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TROLY_HOME", str(folder))
        patch.setattr(store_module, "SentenceEmbedder", lambda _model: embedder)
        assert main(["ingest", str(shared / "reports" / "51-BC-SNV-2023.txt")]) == 0
    return folder


@pytest.fixture(autouse=True)
def _use_real_home(real_home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TROLY_HOME", str(real_home))
    monkeypatch.setattr(store_module, "SentenceEmbedder", lambda _model: embedder)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("expected", EIGHT, ids=str)
def test_the_main_questions(expected: Expected, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", expected.question, "--json"]) == 0
    (answer,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert problems(answer, expected) == []


def test_the_share_of_the_question_set(shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = shared / "eval" / "dev.jsonl"
    assert main(["ask", "--batch", str(questions), "--json"]) == 0
    answers = tmp_path / "answers.jsonl"
    answers.write_text(capsys.readouterr().out, encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, str(shared / "eval" / "score.py"), str(questions), str(answers)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    share = re.fullmatch(r"\d+/\d+ = ([\d.]+)", scored.stdout.splitlines()[-1])
    assert share is not None
    assert float(share[1]) >= SHARE_AT_LEAST, scored.stdout[-3000:]
