"""The store: what goes in comes out whole, what is taken out leaves nothing, and a crash leaves no half."""

from __future__ import annotations

import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder, write_report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

import assistant.labels as labels_module
import index.writing as writing_module
from assistant.labels import StoreLabels
from corpus.readers import read_report
from corpus.text import fold
from corpus.values import Table
from index import schema
from index.bundled import unpack_bundled_model
from index.embedding import SentenceEmbedder
from index.errors import StoreError, UnknownDocumentError
from index.ingest import ingest, list_files, remove, tidy
from index.store import Store
from index.values import FileStatus

Opener = Callable[..., Store]
TABLES = ("passages_words", *(name for name in schema.metadata.tables if name != "meta"))


def statuses(store: Store, *paths: Path) -> list[str]:
    """What becomes of some files."""
    return [outcome.status.value for outcome in ingest(store, paths)]


def counts(store: Store) -> dict[str, int]:
    """How many rows each table has (settings aside), and how many vectors there are."""
    with store.reading() as sql:
        rows = {name: sql.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES}
    return {**rows, "vectors": store.vectors.count()}


# in


def test_a_new_file_is_added_with_its_tables_and_passages(tiny_store: Store, tmp_path: Path) -> None:
    (outcome,) = ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    assert (outcome.status, outcome.document, outcome.tables) == (FileStatus.ADDED, "7/BC-SNV", 1)
    found = counts(tiny_store)
    assert found["vectors"] == found["passages"] == found["passages_words"] == outcome.chunks
    assert (found["documents"], found["stale_batches"]) == (1, 0)
    (stored,) = tiny_store.tables()
    of_the_table = tiny_store.observations(tables=[stored.id])
    assert [int(value) for value in of_the_table["value"]] == [1200, 7, 800, 4, 500, 1, 2500, 12]


def test_an_unchanged_file_is_skipped(tiny_store: Store, tmp_path: Path) -> None:
    file = write_report(tmp_path / "a.txt")
    assert statuses(tiny_store, file) == ["added"]
    before = counts(tiny_store)
    assert statuses(tiny_store, file) == ["unchanged"]
    assert counts(tiny_store) == before


def test_a_changed_file_takes_the_place_of_its_older_version(tiny_store: Store, tmp_path: Path) -> None:
    file = write_report(tmp_path / "a.txt", late="7")
    ingest(tiny_store, [file])
    before = counts(tiny_store)
    write_report(file, late="9")
    assert statuses(tiny_store, file) == ["updated"]
    assert counts(tiny_store) == before
    assert list(tiny_store.observations()["value"])[1] == 9


def test_the_same_report_at_another_path_is_the_same_report(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt", late="7")])
    assert statuses(tiny_store, write_report(tmp_path / "b.txt", late="9")) == ["updated"]
    assert [document.path for document in tiny_store.documents()] == [str(tmp_path / "b.txt")]


def test_reports_of_one_number_but_another_body_or_date_all_stay(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    others = [
        write_report(tmp_path / "b.txt", body="SỞ Y TẾ"),
        write_report(tmp_path / "c.txt", date=(6, 1, 2025), period=2024),
    ]
    assert statuses(tiny_store, *others) == ["added", "added"]
    names = [document.name for document in tiny_store.documents()]
    assert len(set(names)) == 3
    assert all("7/BC-SNV" in name for name in names)


def test_a_file_that_fails_is_told_and_the_others_go_on(tiny_store: Store, tmp_path: Path) -> None:
    (tmp_path / "hong.txt").write_bytes(b"\xff\x00\xfe")
    files = [tmp_path / "khong-co.txt", tmp_path / "hong.txt", tmp_path, write_report(tmp_path / "tot.txt")]
    outcomes = ingest(tiny_store, files[:2] + files[3:])
    assert [outcome.status.value for outcome in outcomes] == ["failed", "failed", "added"]
    assert all(outcome.reason and outcome.reason.endswith(".") for outcome in outcomes[:2])
    assert counts(tiny_store)["documents"] == 1


def test_progress_is_told_file_by_file(tiny_store: Store, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    files = [write_report(tmp_path / "a.txt"), tmp_path / "khong-co.txt"]
    ingest(tiny_store, files, lambda outcome, number, count: told.append((outcome.status.value, number, count)))
    assert told == [("added", 1, 2), ("failed", 2, 2)]


def test_folders_give_their_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", ".an.txt", "~$tam.txt", "anh.png", "phim.mp4", "con/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [file.relative_to(tmp_path).as_posix() for file in list_files([tmp_path])] == [
        "a.TXT",
        "anh.png",
        "b.txt",
        "con/c.txt",
    ]


def test_a_text_with_disordered_separators_goes_in(tiny_store: Store, tmp_path: Path) -> None:
    file = write_report(tmp_path / "a.txt", late="20,1.5.2023", sentence="Ngày 20,1.5.2023 nhận 1,2.3.4 hồ sơ.")
    assert statuses(tiny_store, file) == ["added"]


# out


def test_removing_leaves_nothing(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    assert remove(tiny_store, "7/BC-SNV").name == "7/BC-SNV"
    assert set(counts(tiny_store).values()) == {0}
    assert tiny_store.search("hồ sơ trễ hạn") == ()
    assert tiny_store.is_empty()


def test_removing_one_report_leaves_the_others(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    before = counts(tiny_store)
    ingest(tiny_store, [write_report(tmp_path / "b.txt", number="8/BC-STP")])
    remove(tiny_store, "8/BC-STP")
    assert counts(tiny_store) == before
    assert tiny_store.search("hồ sơ trễ hạn")


def test_a_report_is_found_by_number_id_or_file(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    (document,) = tiny_store.documents()
    for name in ("7/bc-snv", " 7/BC-SNV ", str(document.id), "a.txt", str(tmp_path / "a.txt")):
        assert tiny_store.find_document(name) == document


def test_an_unknown_report_is_told_with_those_there_are(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    with pytest.raises(UnknownDocumentError, match="7/BC-SNV"):
        remove(tiny_store, "9/BC")


# crashes


@pytest.mark.parametrize("step", ["_insert_document", "_insert_tables", "_insert_passages"])
def test_a_crash_after_the_vectors_leaves_the_store_as_before(
    tiny_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    first = write_report(tmp_path / "a.txt")
    ingest(tiny_store, [first])
    before = counts(tiny_store)

    def crash(*_: Any, **__: Any) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(writing_module, step, crash)
        write_report(first, late="9")
        with pytest.raises(RuntimeError, match="power cut"):
            ingest(tiny_store, [first])
    after = counts(tiny_store)
    assert after["vectors"] > before["vectors"]
    assert {**after, "vectors": 0, "stale_batches": 0} == {**before, "vectors": 0, "stale_batches": 0}
    assert [hit.document for hit in tiny_store.search("hồ sơ trễ hạn", 3)] == ["7/BC-SNV"] * 3

    assert statuses(tiny_store, first) == ["updated"]
    assert counts(tiny_store) == before


def test_orphans_of_a_crash_are_swept_at_the_next_write(
    tiny_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_all = tiny_store.vectors.add_all

    def crash(batches: Any) -> None:
        add_all(batches)
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(tiny_store.vectors, "add_all", crash)
        with pytest.raises(RuntimeError, match="power cut"):
            ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    assert tiny_store.is_empty()
    assert tiny_store.vectors.count() > 0
    assert tiny_store.search("hồ sơ") == ()

    tidy(tiny_store)
    assert set(counts(tiny_store).values()) == {0}


def test_vectors_that_no_report_owns_are_never_hits(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    tiny_store.vectors.add("orphan", [FakeEmbedder().embed_query("hồ sơ trễ hạn")] * 3)
    assert {hit.document for hit in tiny_store.search("hồ sơ trễ hạn", 20)} == {"7/BC-SNV"}


# another model


def test_a_changed_embedding_model_is_told(tmp_path: Path, open_store: Opener) -> None:
    ingest(open_store(tmp_path / "home"), [write_report(tmp_path / "a.txt")])
    other = open_store(tmp_path / "home", "other-model")
    with pytest.raises(StoreError, match=r"fake-16.*other-model.*TROLY_EMBEDDING"):
        other.search("hồ sơ")
    with pytest.raises(StoreError, match="other-model"):
        ingest(other, [write_report(tmp_path / "b.txt", number="8/BC")])


def test_an_emptied_store_takes_another_model(tmp_path: Path, open_store: Opener) -> None:
    first = open_store(tmp_path / "home")
    ingest(first, [write_report(tmp_path / "a.txt")])
    remove(first, "7/BC-SNV")
    assert statuses(open_store(tmp_path / "home", "other-model"), tmp_path / "a.txt") == ["added"]


# reading back


def test_figures_come_back_as_exact_decimals(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt", late="7,30")])
    frame = tiny_store.observations()
    assert all(isinstance(value, Decimal) for value in frame["value"])
    assert str(frame["value"].iloc[1]) == "7.30"
    assert frame["entity"].iloc[0] == ("1 Sở Y tế",)
    assert frame["indicator"].iloc[0] == ("Hồ sơ", "Tiếp nhận")


def test_figures_of_no_table_are_an_empty_frame(tiny_store: Store) -> None:
    frame = tiny_store.observations(tables=[])
    assert frame.empty
    assert "value" in frame.columns


def test_tables_come_back_as_they_were_printed(store: Store, sample_report: Path) -> None:
    """What the audit repairs differs in value; what is printed, its labels and its place never do."""

    def print_of(table: Table) -> tuple[object, ...]:
        rows = [(row.path, row.line, [(cell.printed, cell.of, cell.unit) for cell in row.cells]) for row in table.rows]
        return table.title, table.path, table.columns, table.stub, rows

    kept = store.tables(store.find_document(sample_report.name).id)
    assert [print_of(stored.table) for stored in kept] == [print_of(t) for t in read_report(sample_report).tables]
    assert [stored.ordinal for stored in kept] == list(range(11))


def test_labels_of_every_table_with_figures_are_in_the_catalogue(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    labels = next(each for each in tiny_store.catalogue() if each.title == "1. Số liệu theo đơn vị")
    assert [row.name for row in labels.rows] == ["Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Tổng số"]
    assert [column.indicator for column in labels.columns] == [("Hồ sơ", "Tiếp nhận"), ("Hồ sơ", "Trễ hạn")]
    assert labels.document == "7/BC-SNV"


# searching


@pytest.mark.parametrize("query", ["hồ sơ trễ hạn của huyện Mỹ Tú", "ho so tre han cua huyen My Tu"])
def test_passages_are_found_with_and_without_diacritics(store: Store, query: str) -> None:
    assert any("my tu" in fold(hit.text) for hit in store.search(query, 5))


def test_hits_are_ranked_scored_and_placed(store: Store) -> None:
    hits = store.search("mức độ hài lòng của người dân", 7)
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5, 6, 7]
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert all(hit.locator and hit.document and hit.path for hit in hits)


def test_a_search_can_be_kept_to_some_reports(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt"), write_report(tmp_path / "b.txt", number="8/BC-STP")])
    second = tiny_store.find_document("8/BC-STP")
    assert {hit.document for hit in tiny_store.search("hồ sơ trễ hạn", 50, documents=[second.id])} == {"8/BC-STP"}
    assert tiny_store.search("hồ sơ trễ hạn", 50, documents=[]) == ()


OPERATORS = ("AND", "OR", "NOT", "NEAR(", '"', "'", "*", "^", ":", "(", ")", "-", "hồ", "_", "accented")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.one_of(
        st.lists(st.sampled_from(OPERATORS)).map(" ".join),
        st.text(max_size=30),
        st.sampled_from(["\0", "a\0b", "😀 hồ sơ 🚀", "'; DROP TABLE documents; --", "_", "__", "%", "\u202e"]),
    )
)
def test_no_query_raises(one_report: Store, query: str) -> None:
    one_report.search(query, 3)


@pytest.fixture(scope="module")
def one_report(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A store with one tiny report."""
    folder = tmp_path_factory.mktemp("one")
    store = Store(folder / "home", embedder=FakeEmbedder())
    ingest(store, [write_report(folder / "a.txt")])
    yield store
    store.close()


def test_half_a_letter_is_searched_without_fault(one_report: Store) -> None:
    one_report.search("hồ sơ \ud83d", 3)


def test_nothing_asked_finds_nothing(one_report: Store) -> None:
    assert one_report.search("  ") == ()
    assert one_report.search("hồ sơ", 0) == ()


# places that cannot be written


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("không phải thư mục")
    with pytest.raises(StoreError, match="TROLY_HOME"):
        Store(tmp_path / "home", embedder=FakeEmbedder())


def test_a_home_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    with pytest.raises(StoreError, match="Không mở được kho"):
        Store(tmp_path / "tep" / "home", embedder=FakeEmbedder())


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "troly.sqlite").write_bytes(b"no database" * 500)
    with pytest.raises(StoreError, match="Không mở được kho"):
        Store(tmp_path, embedder=FakeEmbedder())


def test_a_store_of_another_version_is_told(tmp_path: Path, open_store: Opener) -> None:
    with open_store(tmp_path).writing() as sql:
        sql.execute(text("UPDATE meta SET value = '0' WHERE key = 'schema'"))
    with pytest.raises(StoreError, match="phiên bản khác"):
        open_store(tmp_path)


def test_a_cache_that_cannot_hold_the_model_is_told(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    with pytest.raises(StoreError, match="mô hình nhúng"):
        unpack_bundled_model(tmp_path / "tep")


def test_a_folder_that_holds_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="TROLY_EMBEDDING"):
        SentenceEmbedder(str(tmp_path)).embed_query("hồ sơ")


# several at once


def test_threads_search_while_another_ingests(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    files = [write_report(tmp_path / f"{n}.txt", number=f"{n}/BC-STP") for n in range(10, 18)]
    done = threading.Event()
    problems: list[BaseException] = []
    searches = [0, 0]

    def search(which: int) -> None:
        try:
            while not done.is_set() or not searches[which]:
                assert tiny_store.search("hồ sơ trễ hạn", 5)
                searches[which] += 1
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=search, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    try:
        outcomes = ingest(tiny_store, files)
    finally:
        done.set()
        for thread in threads:
            thread.join(timeout=60)
    assert problems == []
    assert [outcome.status.value for outcome in outcomes] == ["added"] * 8
    assert len(tiny_store.documents()) == 9
    found = counts(tiny_store)
    assert found["vectors"] == found["passages"]


def test_a_second_store_on_the_folder_sees_what_the_first_wrote(tmp_path: Path, open_store: Opener) -> None:
    first, second = open_store(tmp_path / "home"), open_store(tmp_path / "home")
    assert second.search("hồ sơ") == ()
    ingest(first, [write_report(tmp_path / "a.txt")])
    assert [hit.document for hit in second.search("hồ sơ trễ hạn", 2)] == ["7/BC-SNV"] * 2
    ingest(second, [write_report(tmp_path / "b.txt", number="8/BC-STP")])
    assert {hit.document for hit in first.search("hồ sơ trễ hạn", 50)} == {"7/BC-SNV", "8/BC-STP"}


def test_closing_one_store_leaves_another_on_the_folder_open(tmp_path: Path, open_store: Opener) -> None:
    first, second = open_store(tmp_path / "home"), open_store(tmp_path / "home")
    ingest(first, [write_report(tmp_path / "a.txt")])
    assert first.search("hồ sơ")
    assert second.search("hồ sơ")
    second.close()
    assert first.search("hồ sơ")


def test_each_write_changes_the_version(tiny_store: Store, tmp_path: Path) -> None:
    versions = [tiny_store.version()]
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    versions.append(tiny_store.version())
    remove(tiny_store, "7/BC-SNV")
    versions.append(tiny_store.version())
    assert len(set(versions)) == 3


# spelling


def test_diacritics_come_back_from_the_reports_and_go_with_them(tiny_store: Store, tmp_path: Path) -> None:
    assert tiny_store.restore("cong khai tien do giai quyet") != "công khai tiến độ giải quyết"
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    assert tiny_store.restore("cong khai TIEN do giai quyet ho so") == "công khai TIEN độ giải quyết hồ sơ"
    other = write_report(tmp_path / "b.txt", number="8/BC-STP", sentence="Cộng đồng khai thác tiền lẻ.")
    ingest(tiny_store, [other])
    before = syllable_counts(tiny_store)
    ingest(tiny_store, [write_report(other, number="8/BC-STP", sentence="Câu khác hẳn.")])
    assert syllable_counts(tiny_store) != before
    remove(tiny_store, "8/BC-STP")
    remove(tiny_store, "7/BC-SNV")
    assert syllable_counts(tiny_store) == {}


def syllable_counts(store: Store) -> dict[str, int]:
    """How often each syllable is counted, and pairs of them in all."""
    with store.reading() as sql:
        counted = {word: times for word, _, times in sql.execute(text("SELECT word, folded, times FROM syllables"))}
        pairs = sql.execute(text("SELECT coalesce(sum(times), 0) FROM neighbours")).scalar_one()
    return {**counted, "pairs": pairs} if counted or pairs else {}


def test_a_replaced_report_costs_no_sweep_of_all_files(
    tiny_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_report(tmp_path / "a.txt")
    ingest(tiny_store, [file, write_report(tmp_path / "b.txt", number="8/BC-STP", body="SỞ TƯ PHÁP")])
    sweeps: list[object] = []
    monkeypatch.setattr(tiny_store.originals, "sweep", sweeps.append)
    kept = {document.sha256 for document in tiny_store.documents()}
    ingest(tiny_store, [write_report(file.parent / "a.txt", late="9")])
    assert len(sweeps) == 1  # of what a crash left, before the first file
    assert [tiny_store.originals.find(one) is not None for one in sorted(kept)].count(False) == 1


# the labels that questions are linked to


def test_only_reports_that_are_new_have_their_labels_read(
    tiny_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    real = labels_module.read_words
    monkeypatch.setattr(
        labels_module, "read_words", lambda tables, texts: (read.append(len(texts)), real(tables, texts))[1]
    )
    labels = StoreLabels(tiny_store)
    first = "Cả tỉnh nhận 90 hồ sơ ở kiosk."
    ingest(tiny_store, [write_report(tmp_path / "a.txt", sentence=first)])
    assert labels.read().knows("kiosk")
    ingest(tiny_store, [write_report(tmp_path / "b.txt", number="8/BC-STP", body="SỞ TƯ PHÁP")])
    assert {table.document for table in labels.read().tables} == {"7/BC-SNV", "8/BC-STP"}
    assert len(read) == 2
    remove(tiny_store, "7/BC-SNV")
    assert {table.document for table in labels.read().tables} == {"8/BC-STP"}
    assert not labels.read().knows("kiosk")
    assert len(read) == 2
