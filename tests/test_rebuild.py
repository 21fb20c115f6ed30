"""A store embedded anew with another model: all at once, gone on with after a stop, nothing left of the old."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from fakes import FakeEmbedder, write_report

from index.embedding import SentenceEmbedder
from index.errors import StoreError
from index.ingest import ingest
from index.rebuild import rebuild
from index.store import Store

Opener = Callable[..., Store]


class Stopping(FakeEmbedder):
    """Stops after some passages, as a person does by Ctrl+C; counts what it embeds; 8 dimensions."""

    def __init__(self, after: int = 10_000) -> None:
        super().__init__("other-8")
        self.left = after
        self.embedded: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """See `index.embedding.Embedder`."""
        if len(texts) > self.left:
            raise KeyboardInterrupt
        self.left -= len(texts)
        self.embedded.extend(texts)
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """See `index.embedding.Embedder`."""
        return super().embed_query(text)[:8]


@pytest.fixture
def filled(tmp_path: Path, open_store: Opener) -> Path:
    """A store of two reports, embedded by the fake model of 16 dimensions."""
    store = open_store(tmp_path / "home")
    sentence = "Cả tỉnh nhận 90 hồ sơ ở bộ phận một cửa."
    ingest(store, [write_report(tmp_path / "a.txt")])
    ingest(store, [write_report(tmp_path / "b.txt", number="8/BC-STP", body="SỞ TƯ PHÁP", sentence=sentence)])
    store.close()
    return tmp_path / "home"


def test_a_store_of_another_model_says_the_command_that_rebuilds_it(filled: Path) -> None:
    with pytest.raises(StoreError, match="troly rebuild"):
        Store(filled, embedder=Stopping()).search("hồ sơ")


def test_a_rebuilt_store_is_searched_with_the_new_model_alone(filled: Path, open_store: Opener) -> None:
    told: list[tuple[int, int]] = []
    store = Store(filled, embedder=Stopping())
    count = rebuild(store, lambda done, of: told.append((done, of)))
    assert told[-1] == (count, count)
    assert {hit.document for hit in store.search("hồ sơ trễ hạn", 30)} == {"7/BC-SNV", "8/BC-STP"}
    assert store.vectors.count() == count
    with pytest.raises(StoreError, match="troly rebuild"):
        open_store(filled).search("hồ sơ")
    assert open_store(filled).vectors.count() == 0
    store.close()


def test_no_text_is_embedded_twice(filled: Path) -> None:
    embedder = Stopping()
    store = Store(filled, embedder=embedder)
    count = rebuild(store, lambda *_: None)
    assert len(embedder.embedded) == len(set(embedder.embedded)) < count
    assert rebuild(store, lambda *_: None) == count
    assert len(embedder.embedded) < count
    store.close()


def test_a_stop_leaves_the_store_as_it_was_and_the_next_run_goes_on(filled: Path, open_store: Opener) -> None:
    old = open_store(filled)
    before = [hit.text for hit in old.search("hồ sơ trễ hạn")]
    of_the_first = old.documents()[0].chunks
    stopped = Store(filled, embedder=Stopping(after=of_the_first))
    with pytest.raises(KeyboardInterrupt):
        rebuild(stopped, lambda *_: None)
    stopped.close()
    assert [hit.text for hit in open_store(filled).search("hồ sơ trễ hạn")] == before

    goes_on = Stopping()
    store = Store(filled, embedder=goes_on)
    count = rebuild(store, lambda *_: None)
    assert len(goes_on.embedded) <= count - of_the_first
    assert store.search("hồ sơ trễ hạn")
    store.close()


def test_lost_vectors_are_made_again(filled: Path, open_store: Opener) -> None:
    store = open_store(filled)
    store.vectors.remove_own(next(iter(store.vectors.batches())))
    count = rebuild(store, lambda *_: None)
    assert store.vectors.count() == count


def test_an_emptied_store_takes_a_model_of_other_dimensions(tmp_path: Path, open_store: Opener) -> None:
    store = open_store(tmp_path / "home")
    assert rebuild(store, lambda *_: None) == 0
    store.close()
    other = Store(tmp_path / "home", embedder=Stopping())
    ingest(other, [write_report(tmp_path / "a.txt")])
    assert other.search("hồ sơ")
    other.close()


def test_the_name_of_a_model_in_a_folder_tells_its_version(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "weights").write_bytes(b"one")
    first = SentenceEmbedder(str(folder)).name
    assert SentenceEmbedder(str(folder)).name == first
    assert first.startswith("model (")
    (folder / "weights").write_bytes(b"two")
    assert SentenceEmbedder(str(folder)).name != first
