"""Reading as a job: side by side, followed page by page, set right, and whole whatever stops it."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder, write_report
from sqlalchemy import func, select, text

import index.reading as reading_module
from corpus.errors import ReadingError
from corpus.files import Limits
from index import schema
from index.errors import UnknownDocumentError
from index.ingest import Reading, correct, ingest, remove
from index.jobs import Jobs, JobStatus
from index.preparing import Prepared
from index.reading import read_files
from index.store import Store
from index.values import FileStep, Stage

Opener = Callable[..., Store]
BODIES = ("SỞ NỘI VỤ", "SỞ Y TẾ", "SỞ TƯ PHÁP", "SỞ CÔNG THƯƠNG", "SỞ TÀI CHÍNH")


def write_reports(folder: Path) -> list[Path]:
    """Reports of several bodies, all of one number."""
    folder.mkdir(exist_ok=True)
    return [write_report(folder / f"{i}.txt", body=body, late=str(i + 1)) for i, body in enumerate(BODIES)]


def contents(store: Store) -> dict[str, Any]:
    """What a store holds of each report, ids and batches aside; raises if its parts do not agree."""
    store.vectors.close()
    with store.reading() as sql:
        p, d = schema.passages, schema.documents
        counted = select(d.c.body, d.c.chunks, func.count(p.c.id)).join_from(d, p, isouter=True).group_by(d.c.id)
        told = {body: (chunks, passages) for body, chunks, passages in sql.execute(counted)}
        words = sql.execute(text("SELECT count(*) FROM passages_words")).scalar_one()
        shas = set(sql.execute(select(d.c.sha256)).scalars())
    assert all(chunks == passages for chunks, passages in told.values())
    assert words == sum(passages for _, passages in told.values())
    originals = store.home / "originals"
    kept = {file.stem for file in originals.iterdir()} if originals.is_dir() else set()
    return {"reports": told, "originals missing": shas - kept, "figures": len(store.observations())}


# side by side


def test_files_read_side_by_side_give_what_one_after_another_gives(tmp_path: Path) -> None:
    files = [*write_reports(tmp_path / "a"), tmp_path / "khong-co.txt"]
    told: list[Path] = []
    alone = list(read_files(files, Limits(), lambda path, *_: told.append(path), workers=0))
    beside = list(read_files(files, Limits(), lambda path, *_: told.append(path), workers=2))
    assert [one if isinstance(one, Prepared) else str(one) for one in beside] == [
        one if isinstance(one, Prepared) else str(one) for one in alone
    ]
    assert isinstance(beside[-1], ReadingError)


def test_outcomes_come_in_the_order_of_the_files(tiny_store: Store, tmp_path: Path) -> None:
    files = write_reports(tmp_path / "a")
    files.insert(2, tmp_path / "khong-co.txt")
    outcomes = ingest(tiny_store, files, reading=Reading(workers=2))
    assert [outcome.path for outcome in outcomes] == [str(file) for file in files]
    assert [outcome.status.value for outcome in outcomes] == ["added"] * 2 + ["failed"] + ["added"] * 3


def test_twins_that_come_together_are_one_report(tiny_store: Store, tmp_path: Path) -> None:
    first = write_report(tmp_path / "a.txt")
    second = tmp_path / "b.txt"
    second.write_bytes(first.read_bytes())
    outcomes = ingest(tiny_store, [first, second, first])
    assert [outcome.status.value for outcome in outcomes] == ["added", "unchanged", "unchanged"]


@pytest.mark.parametrize(
    ("start", "said"),
    [("import os; os._exit(3)", "dừng đột ngột"), ("import time; time.sleep(60)", "quá lâu")],
)
def test_a_reader_that_dies_or_hangs_costs_its_own_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str, said: str
) -> None:
    file = write_report(tmp_path / "a.txt")
    monkeypatch.setattr(reading_module, "_GRACE", 0.3)
    with monkeypatch.context() as patch:
        patch.setattr(reading_module, "_START", start)
        [outcome] = read_files([file], Limits(seconds=0.0), lambda *_: None, workers=1)
    assert isinstance(outcome, ReadingError)
    assert said in str(outcome)
    assert str(outcome).endswith(".")


def test_a_fault_of_ours_on_one_file_is_told_and_the_others_go_on(
    tiny_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepare(path: Path, *_: Any) -> Prepared:
        if path.name == "1.txt":
            raise ZeroDivisionError("never foreseen")
        return reading_prepare(path, *_)

    reading_prepare = reading_module.prepare
    monkeypatch.setattr(reading_module, "prepare", prepare)
    outcomes = ingest(tiny_store, write_reports(tmp_path / "a"), reading=Reading(workers=0))
    assert [outcome.status.value for outcome in outcomes] == ["added", "failed", "added", "added", "added"]
    assert "ngoài dự kiến" in (outcomes[1].reason or "")
    assert "never foreseen" not in (outcomes[1].reason or "")
    assert "never foreseen" in (outcomes[1].trouble or "")


def test_steps_tell_how_far_the_embedding_has_come(tiny_store: Store, tmp_path: Path) -> None:
    steps: list[FileStep] = []
    [outcome] = ingest(tiny_store, [write_report(tmp_path / "a.txt")], steps=steps.append)
    embedded = [step for step in steps if step.stage is Stage.EMBEDDING]
    assert embedded
    assert embedded[-1].done == embedded[-1].count <= outcome.chunks


# identical text


def test_text_that_is_in_the_store_is_not_embedded_again(
    tiny_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embedded: list[str] = []
    embed = FakeEmbedder.embed_passages

    def count(self: FakeEmbedder, texts: Sequence[str]) -> list[list[float]]:
        embedded.extend(texts)
        return embed(self, texts)

    monkeypatch.setattr(FakeEmbedder, "embed_passages", count)
    file = write_report(tmp_path / "a.txt", late="7")
    [first] = ingest(tiny_store, [file])
    before = len(embedded)
    assert before == len(set(embedded)) <= first.chunks
    ingest(tiny_store, [write_report(file, late="9")])
    again = embedded[before:]
    assert 0 < len(again) < before / 2
    assert not set(again) & set(embedded[:before])
    hit = tiny_store.search("công khai tiến độ giải quyết hồ sơ hằng tháng", 1)
    assert "hằng tháng" in hit[0].text


# set right


def test_a_period_set_right_is_that_of_the_figures_and_outlives_new_versions(tiny_store: Store, tmp_path: Path) -> None:
    file = write_report(tmp_path / "a.txt", period=2023)
    ingest(tiny_store, [file])
    document = correct(tiny_store, "7/BC-SNV", {"period": "2021", "title": "Tên đúng"}, limits=Limits())
    assert (document.period, document.title, document.name) == ("2021", "Tên đúng", "7/BC-SNV")
    assert document.path == str(file)
    frame = tiny_store.observations()
    assert "2021" in set(frame[frame["table_id"].notna()]["period"])
    assert len(tiny_store.documents()) == 1

    [outcome] = ingest(tiny_store, [write_report(file, period=2023, late="9")])
    assert outcome.status.value == "updated"
    [document] = tiny_store.documents()
    assert (document.period, document.title) == ("2021", "Tên đúng")


def test_what_is_not_in_the_store_cannot_be_set_right(tiny_store: Store) -> None:
    with pytest.raises(UnknownDocumentError):
        correct(tiny_store, "khong-co", {"period": "2021"}, limits=Limits())


# originals


def test_the_file_of_a_report_is_kept_as_long_as_the_report(tiny_store: Store, tmp_path: Path) -> None:
    file = write_report(tmp_path / "a.txt")
    ingest(tiny_store, [file])
    [document] = tiny_store.documents()
    kept = tiny_store.originals.find(document.sha256)
    assert kept is not None
    assert kept.read_bytes() == file.read_bytes()
    ingest(tiny_store, [write_report(file, late="9")])
    assert not kept.exists()
    remove(tiny_store, "7/BC-SNV")
    assert list((tiny_store.home / "originals").iterdir()) == []


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_changed_while_it_was_read_is_told(
    tiny_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    """What is kept under a hash has that hash: a report never stands beside another's file."""
    changed, steady = write_report(tmp_path / "a.txt"), write_report(tmp_path / "b.txt", number="8/BC-SNV")

    def read_then_change(paths: Sequence[Path], *args: Any) -> Any:
        told = list(read_files(paths, *args))
        changed.unlink()
        if not gone:
            write_report(changed, late="9")
        yield from told

    with monkeypatch.context() as patch:
        patch.setattr("index.ingest.read_files", read_then_change)
        first, second = ingest(tiny_store, [changed, steady])
    assert first.reason == f"Tệp “{changed}” bị thay đổi trong khi đang được nạp; hãy nạp lại."
    assert second.document == "8/BC-SNV"
    assert [document.name for document in tiny_store.documents()] == ["8/BC-SNV"]
    ingest(tiny_store, [steady])
    assert [file.stem for file in (tiny_store.home / "originals").iterdir()] == [tiny_store.documents()[0].sha256]
    if not gone:
        assert [outcome.reason for outcome in ingest(tiny_store, [changed])] == [None]


# files that were sent


def test_an_accepted_file_is_read_after_a_restart(tiny_store: Store, tmp_path: Path) -> None:
    file = write_report(tmp_path / "a.txt")
    job = Jobs(tiny_store).accept("C:\\báo cáo\\quý.txt", file.read_bytes())
    Jobs(tiny_store).begin(job)  # and then the machine stops
    jobs = Jobs(tiny_store)
    jobs.sweep()
    [waiting] = jobs.unfinished()
    assert (waiting.id, waiting.name) == (job.id, "quý.txt")
    kept = jobs.file_of(waiting)
    assert kept is not None
    [outcome] = ingest(tiny_store, [kept], names={kept: waiting.name})
    jobs.finish(waiting, outcome)
    done = jobs.find(job.id)
    assert done is not None
    assert (done.status, done.document) == (JobStatus.DONE, "7/BC-SNV")
    assert jobs.unfinished() == ()
    assert [document.path for document in tiny_store.documents()] == ["quý.txt"]
    assert list((tiny_store.home / "inbox").iterdir()) == []


def test_files_of_one_name_but_other_reports_all_stay(tiny_store: Store, tmp_path: Path) -> None:
    files = [write_report(tmp_path / f"{i}.txt", body=body) for i, body in enumerate(BODIES[:3])]
    ingest(tiny_store, files, names=dict.fromkeys(files, "bao-cao.txt"))
    assert len(tiny_store.documents()) == 3


# killed


KILLED = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
from fakes import FakeEmbedder
from index.ingest import Reading, ingest
from index.store import Store
store = Store(Path({home!r}), embedder=FakeEmbedder())
print("ready", flush=True)
ingest(store, [Path({folder!r})], reading=Reading(workers={workers}))
print("done", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
def test_killed_at_any_moment_the_store_is_as_before_or_as_after(
    tmp_path: Path, root: Path, open_store: Opener
) -> None:
    """The store's parts agree after each kill, and the next run brings it to where it would have been."""
    folder = tmp_path / "reports"
    write_reports(folder)
    whole = open_store(tmp_path / "whole")
    ingest(whole, [folder])
    expected = contents(whole)
    moments = random.Random(20261124)
    span = 1.2
    for turn in range(6):
        home = tmp_path / f"home-{turn}"
        told = {"tests": str(root / "tests"), "root": str(root), "home": str(home), "folder": str(folder)}
        script = KILLED.format(**told, workers=turn % 2 * 2)
        with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == "ready\n"
            time.sleep(moments.random() * span)
            running.send_signal(signal.SIGKILL)
            running.wait()
        with closing(Store(home, embedder=FakeEmbedder())) as store:
            found = contents(store)
            assert found["originals missing"] == set()
            assert found["reports"].items() <= expected["reports"].items()
            assert len(store.search("hồ sơ trễ hạn", 5)) == (5 if found["reports"] else 0)
            ingest(store, [folder])
            assert contents(store) == expected
            assert store.vectors.count() == sum(chunks for chunks, _ in expected["reports"].values())
            with store.reading() as sql:
                assert sql.execute(select(func.count()).select_from(schema.stale_batches)).scalar_one() == 0
