"""The vectors of passages in Chroma, each batch under a name of its own, each model in a collection of its own.

A batch is one version of one report. Vectors whose batch the SQL side does not know are never seen:
hits are joined through SQL, and batches left over by a crash are swept away before the next write.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding import Vector

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

# weighed for each query: with fewer, which passages are found depends on how the graph happened to be built
_CANDIDATES = 500
_AT_ONCE = 5_000  # Chroma takes at most 5,461 records a call

Place = tuple[str, int]  # a passage: its batch, and its ordinal there


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A vector near a question's: `similarity` is the cosine."""

    batch: str
    ordinal: int
    similarity: float


class Vectors:
    """The collection of one model's vectors in a folder, opened when first used."""

    def __init__(self, folder: Path, model: Callable[[], str]) -> None:
        self._folder = folder
        self._model = model
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._seen = ""

    def add(self, batch: str, vectors: Sequence[Vector]) -> None:
        """Adds the vectors of a report's passages in their order."""
        self.add_all({batch: vectors})

    def add_all(self, batches: Mapping[str, Sequence[Vector]]) -> None:
        """Adds the vectors of several reports, which costs little more than those of one."""
        told = [(batch, i, vector) for batch, vectors in batches.items() for i, vector in enumerate(vectors)]
        with self._lock:
            collection = self._open(self._seen)
            for start in range(0, len(told), _AT_ONCE):
                some = told[start : start + _AT_ONCE]
                collection.add(
                    ids=[f"{batch}:{i}" for batch, i, _ in some],
                    embeddings=[vector for *_, vector in some],  # type: ignore[arg-type]
                    metadatas=[{"batch": batch} for batch, *_ in some],
                )

    def holds(self, batch: str) -> int:
        """How many vectors of a batch there are."""
        with self._lock:
            return len(self._open(self._seen).get(where={"batch": batch}, include=[])["ids"])

    def batches(self) -> frozenset[str]:
        """All batches that have vectors."""
        found: set[str] = set()
        with self._lock:
            collection = self._open(self._seen)
            for start in range(0, collection.count(), _AT_ONCE):
                found.update(name.rpartition(":")[0] for name in collection.get(
                    limit=_AT_ONCE, offset=start, include=[])["ids"])  # fmt: skip
        return frozenset(found)

    def remove(self, batch: str) -> None:
        """Takes out all vectors of a batch, whichever model made them, none being there included."""
        with self._lock:
            own = self._open(self._seen)
            for collection in [own, *self._others()]:
                _remove(collection, batch)

    def remove_own(self, batch: str) -> None:
        """Takes out the vectors of a batch that this model made."""
        with self._lock:
            _remove(self._open(self._seen), batch)

    def remove_other_models(self) -> None:
        """Takes out the vectors of all models but this one."""
        with self._lock:
            self._open(self._seen)
            for collection in self._others():
                assert self._client is not None
                self._client.delete_collection(collection.name)

    def nearest(self, vector: Vector, k: int, version: str, among: Sequence[Place] | None) -> list[Neighbour]:
        """The `k` vectors nearest to one, among those at some places or all; `version` is the store's."""
        with self._lock:
            collection = self._open(version)
            count = collection.count()
            ids = None if among is None else [_id(place) for place in among]
            if ids is not None:  # one that is not there is an error
                ids = [
                    name
                    for start in range(0, len(ids), _AT_ONCE)
                    for name in collection.get(ids=ids[start : start + _AT_ONCE], include=[])["ids"]
                ]
                count = len(ids)
            if not count:
                return []
            found = collection.query(
                query_embeddings=[vector],  # type: ignore[arg-type]
                n_results=min(k, count),
                ids=ids,
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return [
            Neighbour(*_place(name), 1.0 - distance)
            for name, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def count(self) -> int:
        """How many vectors the collection holds, leftovers included."""
        with self._lock:
            return self._open(self._seen).count()

    def refresh(self, version: str) -> None:
        """Sees what other processes have written up to a version of the store."""
        self._open(version)

    def keep_up(self, version: str) -> None:
        """Notes that the store's new version is this client's own writing, which needs no opening again."""
        with self._lock:
            self._seen = version

    def close(self) -> None:
        """Lets go of the folder."""
        with self._lock:
            if self._client is not None:
                self._client.close()  # type: ignore[attr-defined]  # of every client that opens a folder
            self._client = self._collection = None

    @property
    def _name(self) -> str:
        return f"passages-{hashlib.sha256(self._model().encode()).hexdigest()[:16]}"

    def _others(self) -> list[Collection]:
        assert self._client is not None
        return [other for other in self._client.list_collections() if other.name != self._name]

    def _open(self, version: str) -> Collection:
        """The collection; opened again once another process has written (a client does not see it)."""
        with self._lock:
            if self._collection is None or version != self._seen:
                self.close()
                # here, as importing it takes as long as many a whole answer
                import chromadb
                from chromadb.config import Settings

                self._folder.mkdir(parents=True, exist_ok=True)
                self._client = chromadb.PersistentClient(
                    str(self._folder), settings=Settings(anonymized_telemetry=False)
                )
                self._collection = self._client.get_or_create_collection(
                    self._name,
                    embedding_function=None,  # vectors are ours: a default one would be fetched from a network
                    configuration={"hnsw": {"space": "cosine", "ef_search": _CANDIDATES}},
                )
                self._seen = version
            return self._collection


def _remove(collection: Collection, batch: str) -> None:
    while ids := collection.get(where={"batch": batch}, limit=_AT_ONCE, include=[])["ids"]:
        collection.delete(ids=ids)


def _id(place: Place) -> str:
    return f"{place[0]}:{place[1]}"


def _place(name: str) -> Place:
    batch, _, ordinal = name.rpartition(":")
    return batch, int(ordinal)
