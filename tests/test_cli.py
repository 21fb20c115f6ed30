"""The command line: what each command prints, its exit code, and that a person never sees a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder, write_report

import assistant.commands as commands_module
import index.store as store_module
from assistant.assistant import EMPTY_STORE
from assistant.cli import build_parser, main
from index.embedding import Embedder

COMMANDS = ("ingest", "ask", "search", "tables", "docs", "remove", "serve")
QUESTION = "Đơn vị nào có nhiều hồ sơ trễ hạn nhất năm 2022?"
ANSWER = ["question", "status", "answer", "citations", "figures", "tools", "model", "ms"]
CITATION = {"id", "document", "title", "locator", "kind", "quote"}
FIGURE = {"text", "value", "unit", "label", "quality", "derivation", "citations"}
HIT = ["rank", "document", "path", "locator", "text", "score", "before", "after"]


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Its output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


@pytest.fixture
def troly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs commands in this process on a fresh, empty home with the fake embedder."""
    monkeypatch.setenv("TROLY_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(store_module, "SentenceEmbedder", lambda _model: FakeEmbedder())
    monkeypatch.chdir(tmp_path)  # where no .env stands

    def run(*arguments: str | Path) -> Ran:
        try:
            code = main(list(map(str, arguments)))
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    return run


@pytest.fixture(scope="module")
def copied_home(report_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample report's store."""
    return Path(shutil.copytree(report_home, tmp_path_factory.mktemp("cli") / "home"))


@pytest.fixture
def sampled(troly: Run, copied_home: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands in this process on the sample report's store."""
    monkeypatch.setenv("TROLY_HOME", str(copied_home))
    monkeypatch.setattr(store_module, "SentenceEmbedder", lambda _model: embedder)
    return troly


def write_lines(path: Path, *values: Any) -> Path:
    """A JSON Lines file; text goes in as it is."""
    lines = [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def assert_sentence(text: str) -> None:
    """One Vietnamese sentence on a line of its own."""
    assert text.endswith("\n")
    assert text.count("\n") == 1, text
    assert text.strip()[-1] in ".…”)", text
    assert not text.isascii(), text


# ingest


def test_ingest_tells_each_file_as_the_contract_does(troly: Run, tmp_path: Path) -> None:
    good = write_report(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_bytes(b"\xff\x00")
    ran = troly("ingest", good, tmp_path / "b.txt", "--json")
    assert ran.code == 1
    assert [list(line) for line in ran.lines] == [["path", "status", "document", "tables", "chunks", "reason"]] * 2
    assert ran.lines[0] == {
        "path": str(good),
        "status": "added",
        "document": "7/BC-SNV",
        "tables": 1,
        "chunks": ran.lines[0]["chunks"],
        "reason": None,
    }
    assert (ran.lines[1]["status"], ran.lines[1]["document"]) == ("failed", None)
    assert_sentence(ran.err)


def test_ingest_again_says_unchanged_then_updated(troly: Run, tmp_path: Path) -> None:
    file = write_report(tmp_path / "a.txt")
    assert troly("ingest", file).code == 0
    assert troly("ingest", file, "--json").lines[0]["status"] == "unchanged"
    write_report(file, late="9")
    assert troly("ingest", file, "--json").lines[0]["status"] == "updated"


def test_ingest_for_people_is_a_line_a_file(troly: Run, tmp_path: Path) -> None:
    ran = troly("ingest", write_report(tmp_path / "a.txt"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Đã nạp: 7/BC-SNV – 1 bảng")


@pytest.mark.parametrize("name", ["khong-co.txt", "trong.txt", "anh.png", "thu-muc.txt"])
def test_ingest_of_what_cannot_be_read_is_a_sentence(troly: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "trong.txt").write_text("")
    (tmp_path / "anh.png").write_bytes(b"\x89PNG")
    (tmp_path / "thu-muc.txt").mkdir()
    good = write_report(tmp_path / "tot.txt")
    ran = troly("ingest", tmp_path / name, "--json")
    assert ran.code == 1
    assert_sentence(ran.err)
    assert troly("ingest", tmp_path / name, good, "--json").lines[-1]["status"] == "added"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read every file")
def test_ingest_of_a_forbidden_file_is_a_sentence(troly: Run, tmp_path: Path) -> None:
    file = write_report(tmp_path / "a.txt")
    file.chmod(0)
    ran = troly("ingest", file)
    assert ran.code == 1
    assert_sentence(ran.err)


def test_ingest_of_an_empty_folder_says_so(troly: Run, tmp_path: Path) -> None:
    (tmp_path / "rong").mkdir()
    ran = troly("ingest", tmp_path / "rong")
    assert ran.code == 1
    assert_sentence(ran.err)


# ask


def test_ask_prints_an_answer_of_the_contract(sampled: Run) -> None:
    ran = sampled("ask", QUESTION, "--json")
    assert (ran.code, ran.err) == (0, "")
    (answer,) = ran.lines
    assert list(answer) == ANSWER
    assert answer["status"] == "answered"
    assert all(set(citation) == CITATION for citation in answer["citations"])
    assert all(set(figure) == FIGURE for figure in answer["figures"])
    assert all(set(tool) == {"name", "args", "ms"} for tool in answer["tools"])
    assert 415 in [figure["value"] for figure in answer["figures"]]
    assert {citation["kind"] for citation in answer["citations"]} <= {"table", "text"}
    assert {figure["quality"] for figure in answer["figures"]} <= {"printed", "computed", "repaired", "suspect"}
    assert all(figure["derivation"] for figure in answer["figures"] if figure["quality"] == "computed")


def test_ask_for_people_shows_answer_figures_and_sources(sampled: Run) -> None:
    ran = sampled("ask", QUESTION)
    assert (ran.code, ran.err) == (0, "")
    assert "Vĩnh Châu" in ran.out
    assert "Nguồn:" in ran.out
    assert "51/BC-SNV" in ran.out


def test_a_thread_goes_on_from_command_to_command(sampled: Run) -> None:
    sampled("ask", "Năm 2022 Sở Y tế tiếp nhận bao nhiêu hồ sơ?", "--thread", "cau-1")
    assert "8.971" in sampled("ask", "Còn Sở Tư pháp thì sao?", "--thread", "cau-1", "--json").lines[0]["answer"]


def test_a_batch_answers_in_its_order_each_conversation_afresh(sampled: Run, tmp_path: Path) -> None:
    ask = [{"q": QUESTION}, {"q": "Còn đứng thứ hai?"}]
    batch = write_lines(
        tmp_path / "b.jsonl",
        {"id": "z", "kind": "rank", "turns": ask},
        "",
        {"id": 2, "turns": [{"q": "Sở GTVT công khai bao nhiêu hồ sơ?", "figures": [553]}]},
        {"id": "a", "turns": []},
    )
    ran = sampled("ask", "--batch", batch, "--json")
    assert ran.code == 0
    assert [list(line) for line in ran.lines] == [["id", "answers"]] * 3
    assert [line["id"] for line in ran.lines] == ["z", 2, "a"]
    assert [len(line["answers"]) for line in ran.lines] == [2, 1, 0]
    assert [list(answer) for line in ran.lines for answer in line["answers"]] == [ANSWER] * 3
    assert "553" in ran.lines[1]["answers"][0]["answer"]


def test_a_question_of_a_batch_that_cannot_be_taken_keeps_its_place(sampled: Run, tmp_path: Path) -> None:
    batch = write_lines(tmp_path / "b.jsonl", {"id": 1, "turns": [{"q": " "}, {"q": QUESTION}]})
    ran = sampled("ask", "--batch", batch, "--json")
    assert ran.code == 1
    assert ["415" in answer["answer"] for answer in ran.lines[0]["answers"]] == [False, True]
    assert_sentence(ran.err)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "5",
        '{"id": 1}',
        '{"turns": []}',
        '{"id": 1, "turns": [{"q": 5}]}',
        '{"id": 1, "turns": "a"}',
        '{"id": 1, "turns": [[]]}',
    ],
)
def test_a_malformed_batch_is_wrong_use_told_with_its_line(sampled: Run, tmp_path: Path, line: str) -> None:
    batch = write_lines(tmp_path / "b.jsonl", {"id": 0, "turns": [{"q": QUESTION}]}, line)
    ran = sampled("ask", "--batch", batch, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert_sentence(ran.err)
    assert "dòng 2" in ran.err


@pytest.mark.parametrize("make", ["missing", "folder", "binary"])
def test_a_batch_that_cannot_be_opened_is_wrong_use(sampled: Run, tmp_path: Path, make: str) -> None:
    batch = tmp_path / "b.jsonl"
    if make == "folder":
        batch.mkdir()
    elif make == "binary":
        batch.write_bytes(b"\xff\xfe\x00")
    ran = sampled("ask", "--batch", batch, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert_sentence(ran.err)


@pytest.mark.parametrize("question", ["", "   ", "a" * 100_000])
def test_a_question_that_cannot_be_taken_is_wrong_use(sampled: Run, question: str) -> None:
    ran = sampled("ask", question, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert_sentence(ran.err)


def test_a_question_is_checked_even_where_the_store_is_empty(troly: Run) -> None:
    assert troly("ask", "").code == 2
    assert troly("ask", "a" * 100_000).code == 2


def test_ask_needs_one_question_or_one_batch(sampled: Run, tmp_path: Path) -> None:
    batch = write_lines(tmp_path / "b.jsonl")
    for wrong in (["ask"], ["ask", "a", "--batch", batch], ["ask", "--batch", batch, "--thread", "x"]):
        ran = sampled(*wrong)
        assert ran.code == 2
        assert_sentence(ran.err)


@pytest.mark.parametrize("question", ["hồ sơ \udcff", "\ud800", "a\0b", "😀", "-5 hồ sơ?"])
def test_strange_letters_do_no_harm(sampled: Run, question: str) -> None:
    assert sampled("ask", "--json", "--", question).code in {0, 2}


# search


def test_search_prints_passages_of_the_contract(sampled: Run, sample_report: Path) -> None:
    ran = sampled("search", "mức độ hài lòng của người dân", "-k", "3", "--json")
    assert ran.code == 0
    assert [list(hit) for hit in ran.lines] == [HIT] * 3
    assert [hit["rank"] for hit in ran.lines] == [1, 2, 3]
    assert {hit["path"] for hit in ran.lines} == {str(sample_report)}


def test_search_finds_with_and_without_diacritics(sampled: Run) -> None:
    typed, bare = (sampled("search", words, "--json").lines for words in ("hồ sơ huyện Mỹ Tú", "ho so huyen My Tu"))
    assert len({hit["text"] for hit in typed} & {hit["text"] for hit in bare}) >= 5
    assert "1." in sampled("search", "hồ sơ huyện Mỹ Tú", "-k", "1").out


def test_a_batch_of_searches_keeps_its_order(sampled: Run, tmp_path: Path) -> None:
    searches = ({"id": "z", "q": "hài lòng"}, {"id": 1, "q": ""}, {"id": "a", "q": "ngân sách"})
    batch = write_lines(tmp_path / "b.jsonl", *searches)
    ran = sampled("search", "--batch", batch, "-k", "2", "--json")
    assert [line["id"] for line in ran.lines] == ["z", 1, "a"]
    assert [len(line["hits"]) for line in ran.lines] == [2, 0, 2]
    assert list(ran.lines[0]["hits"][0]) == HIT


@pytest.mark.parametrize("line", ["{", '{"id": 1}', '{"q": "a"}', '{"id": 1, "q": 5}'])
def test_a_malformed_batch_of_searches_is_wrong_use(sampled: Run, tmp_path: Path, line: str) -> None:
    ran = sampled("search", "--batch", write_lines(tmp_path / "b.jsonl", line), "--json")
    assert (ran.code, ran.out) == (2, "")
    assert_sentence(ran.err)


ODD_QUERIES = (
    "a", "ừ", "?!…;:", "😀😀", "NEAR(a b) AND OR NOT *", '"; DROP TABLE passages; --', "col:umn ^x {a b}",
    "\x00", "hồ\x00sơ",
    "hồ sơ " * 5_000, "%_%", "accented : hồ", "\u200b\ufeff", "_ _ __", "1 2 3", "'" * 50,
)  # fmt: skip


def test_no_query_of_a_batch_is_an_error(sampled: Run, tmp_path: Path) -> None:
    batch = tmp_path / "q.jsonl"
    asked = [{"id": i, "q": q} for i, q in enumerate((*ODD_QUERIES, "", "   "))]
    batch.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    ran = sampled("search", "--batch", str(batch), "--json")
    assert (ran.code, ran.err) == (0, "")
    answered = ran.lines
    assert [line["id"] for line in answered] == [q["id"] for q in asked]
    assert all(isinstance(line["hits"], list) for line in answered)
    assert answered[9]["hits"]


def test_no_question_of_a_batch_is_an_error(sampled: Run, tmp_path: Path) -> None:
    asked = [{"id": i, "turns": [{"q": q}]} for i, q in enumerate(ODD_QUERIES) if len(q) < 20_000 and q.strip("\0")]
    ran = sampled("ask", "--batch", write_lines(tmp_path / "q.jsonl", *asked), "--json")
    assert (ran.code, ran.err) == (0, "")
    assert [line["id"] for line in ran.lines] == [q["id"] for q in asked]


def test_a_search_is_kept_to_what_is_told(sampled: Run) -> None:
    ran = sampled("search", "hồ sơ trễ hạn", "--kind", "table", "--json", "-k", "5")
    assert (ran.code, len(ran.lines)) == (0, 5)
    ran = sampled("search", "hồ sơ trễ hạn", "--period", "năm 1999", "--json")
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize("wrong", [("--kind", "hình"), ("--period", "hôm qua")])
def test_a_filter_that_is_none_is_wrong_use(sampled: Run, wrong: tuple[str, str]) -> None:
    ran = sampled("search", "hồ sơ", *wrong)
    assert ran.code == 2
    assert wrong[1] in ran.err


def test_rebuild_tells_what_was_embedded(troly: Run, tmp_path: Path) -> None:
    troly("ingest", str(write_report(tmp_path / "a.txt")))
    ran = troly("rebuild")
    assert (ran.code, ran.err) == (0, "")
    assert "“fake-16”" in ran.out


@pytest.mark.parametrize("k", ["0", "-1", "a", "1.5"])
def test_a_count_that_is_none_is_wrong_use(sampled: Run, k: str) -> None:
    assert sampled("search", "hồ sơ", "-k", k).code == 2


# tables, docs, remove


def test_tables_are_printed_as_the_contract_has_them(sampled: Run) -> None:
    ran = sampled("tables", "51/BC-SNV", "--json")
    assert ran.code == 0
    assert len(ran.lines) == 11
    for table in ran.lines:
        assert list(table) == ["document", "title", "where", "columns", "rows"]
        assert all(list(row) == ["path", "cells"] for row in table["rows"])
        assert all(len(row["cells"]) == len(table["columns"]) for row in table["rows"])
        assert all(list(cell) == ["printed", "value", "quality"] for row in table["rows"] for cell in row["cells"])
    first = ran.lines[0]["rows"][1]
    assert first["path"] == ["Năm 2022"]
    assert first["cells"][7]["value"] == 83.14
    assert sampled("tables", "--json").lines == ran.lines


def test_tables_for_people_show_every_row(sampled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert "B UBND cấp huyện, cấp xã › XI Huyện Mỹ Tú › Cấp huyện" in sampled("tables").out


def test_docs_lists_the_reports(sampled: Run) -> None:
    (document,) = sampled("docs", "--json").lines
    assert (document["document"], document["date"], document["tables"]) == ("51/BC-SNV", "2023-05-23", 11)
    assert sampled("docs").out.startswith("51/BC-SNV (23/05/2023)")


def test_remove_takes_a_report_out(troly: Run, tmp_path: Path) -> None:
    troly("ingest", write_report(tmp_path / "a.txt"))
    assert troly("remove", "7/BC-SNV").code == 0
    assert troly("docs", "--json").out == ""


@pytest.mark.parametrize("command", [("remove", "99/BC"), ("tables", "99/BC"), ("tables", "99/BC", "--json")])
def test_an_unknown_report_is_a_sentence(sampled: Run, command: tuple[str, ...]) -> None:
    ran = sampled(*command)
    assert (ran.code, ran.out) == (1, "")
    assert_sentence(ran.err)
    assert "51/BC-SNV" in ran.err


# an empty store


@pytest.mark.parametrize(
    "command", [("ask", QUESTION), ("search", "hồ sơ"), ("search", "hồ sơ", "--json"), ("tables",), ("docs",)]
)
def test_an_empty_store_says_what_to_do(troly: Run, command: tuple[str, ...]) -> None:
    ran = troly(*command)
    assert (ran.code, ran.out, ran.err) == (1, "", f"{EMPTY_STORE}\n")


def test_an_empty_store_still_answers_in_json(troly: Run, tmp_path: Path) -> None:
    ran = troly("ask", QUESTION, "--json")
    assert (ran.code, ran.err) == (1, f"{EMPTY_STORE}\n")
    assert ran.lines[0]["status"] == "not_found"
    batch = write_lines(tmp_path / "b.jsonl", {"id": 1, "turns": [{"q": QUESTION}]})
    assert troly("ask", "--batch", batch, "--json").code == 1


def test_removing_from_an_empty_store_is_a_sentence(troly: Run) -> None:
    ran = troly("remove", "51/BC-SNV")
    assert ran.code == 1
    assert_sentence(ran.err)


# places and settings that cannot be used


@pytest.mark.parametrize("command", [("docs",), ("ask", QUESTION), ("ingest", "."), ("serve",)])
def test_a_home_that_is_a_file_is_a_sentence(
    troly: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    (tmp_path / "tep").write_text("x")
    monkeypatch.setenv("TROLY_HOME", str(tmp_path / "tep"))
    ran = troly(*command)
    assert (ran.code, ran.out) == (1, "")
    assert_sentence(ran.err)


def test_a_model_that_cannot_be_used_is_wrong_use(troly: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TROLY_MODEL", "no-such-provider:x")
    ran = troly("ask", QUESTION)
    assert ran.code == 2
    assert_sentence(ran.err)


def test_a_file_of_settings_in_another_encoding_is_a_sentence(troly: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"TROLY_MODEL=\xff\xfe")
    ran = troly("docs")
    assert ran.code == 2
    assert_sentence(ran.err)


def test_an_unforeseen_fault_is_a_sentence_and_a_log(
    troly: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()

    def fail(*_: Any, **__: Any) -> int:
        raise RuntimeError("bên trong")

    monkeypatch.setattr(commands_module, "list_documents", fail)
    ran = troly("docs")
    assert ran.code == 1
    assert_sentence(ran.err)
    assert "bên trong" in (tmp_path / "home" / "troly.log").read_text(encoding="utf-8")


def test_a_stop_by_the_person_is_told(troly: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any, **__: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands_module, "list_documents", stop)
    assert troly("docs") == Ran(130, "", "Đã dừng theo yêu cầu.\n")


# wrong use and help


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("khong-co-lenh",),
        ("ask", "a", "--khong-co"),
        ("ingest",),
        ("remove",),
        ("search", "a", "-k"),
        ("serve", "--port", "0"),
        ("serve", "--port", "70000"),
        ("docs", "--json=1"),
    ],
)
def test_wrong_use_is_one_vietnamese_sentence(troly: Run, wrong: tuple[str, ...]) -> None:
    ran = troly(*wrong)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "Xem cách dùng" in ran.err
    assert not {"argument", "invalid", "required", "usage:", "expected"} & set(ran.err.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_contract_has_vietnamese_help(troly: Run, command: str) -> None:
    ran = troly(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"cách dùng: troly {command}")
    assert not {"usage:", "options:", "arguments:", "show"} & set(ran.out.split())
    assert command in troly("--help").out


def test_serve_listens_on_this_machine_unless_told() -> None:
    arguments = build_parser().parse_args(["serve"])
    assert (arguments.host, arguments.port) == ("127.0.0.1", 7860)


# as a program of its own


def _program(home: Path, *arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    variables = {**os.environ, "TROLY_HOME": str(home), **environment}
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", *arguments], env=variables, capture_output=True, check=False
    )


def test_the_program_speaks_utf8_in_any_locale(copied_home: Path) -> None:
    ran = _program(copied_home, "ask", QUESTION, "--json", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "Vĩnh Châu" in json.loads(ran.stdout)["answer"]


def test_the_program_exits_with_the_code_of_the_contract(tmp_path: Path) -> None:
    ran = _program(tmp_path / "home", "ask", QUESTION)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr.decode("utf-8").strip() == EMPTY_STORE


def test_a_reader_that_has_seen_enough_is_no_fault(copied_home: Path) -> None:
    command = [sys.executable, "-m", "assistant.cli", "tables", "--json"]
    variables = {**os.environ, "TROLY_HOME": str(copied_home)}
    with subprocess.Popen(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0
