"""The vectors of passages in Chroma, each batch under a name of its own.

A batch is one version of one report. Vectors whose batch the SQL side does not know are never seen:
hits are joined through SQL, and batches left over by a crash are swept away before the next write.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding import Vector

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

_COLLECTION = "passages"
_AT_ONCE = 5_000  # Chroma takes at most 5,461 records a call


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A vector near a question's: `similarity` is the cosine."""

    batch: str
    ordinal: int
    similarity: float


class Vectors:
    """The collection in a folder, opened when first used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()
        self._client: ClientAPI | None = None
        self._collection: Collection | None = None
        self._seen = ""

    def add(self, batch: str, vectors: Sequence[Vector]) -> None:
        """Adds the vectors of a report's passages in their order."""
        collection = self._open(self._seen)
        for start in range(0, len(vectors), _AT_ONCE):
            some = list(vectors[start : start + _AT_ONCE])
            ids = [f"{batch}:{start + i}" for i in range(len(some))]
            collection.add(ids=ids, embeddings=some, metadatas=[{"batch": batch}] * len(some))  # type: ignore[arg-type]

    def get(self, places: Iterable[tuple[str, int]], version: str) -> dict[tuple[str, int], Vector]:
        """The vectors at some places (batch, ordinal), those that are there."""
        ids = [f"{batch}:{ordinal}" for batch, ordinal in dict.fromkeys(places)]
        found: dict[tuple[str, int], Vector] = {}
        with self._lock:
            collection = self._open(version)
            for start in range(0, len(ids), _AT_ONCE):
                told = collection.get(ids=ids[start : start + _AT_ONCE], include=["embeddings"])
                embeddings = told["embeddings"]
                for name, vector in zip(told["ids"], [] if embeddings is None else embeddings, strict=True):
                    batch, _, ordinal = name.rpartition(":")
                    found[batch, int(ordinal)] = [float(x) for x in vector]
        return found

    def remove(self, batch: str) -> None:
        """Takes out all vectors of a batch, none being there included."""
        collection = self._open(self._seen)
        while ids := collection.get(where={"batch": batch}, limit=_AT_ONCE, include=[])["ids"]:
            collection.delete(ids=ids)

    def nearest(self, vector: Vector, k: int, version: str, batches: Sequence[str] | None) -> list[Neighbour]:
        """The `k` vectors nearest to one, of some batches or of all; `version` is the store's."""
        with self._lock:
            collection = self._open(version)
            count = collection.count()
            if not count:
                return []
            where = {"batch": {"$in": list(batches)}} if batches is not None else None
            found = collection.query(
                query_embeddings=[vector],  # type: ignore[arg-type]
                n_results=min(k, count),
                where=where,  # type: ignore[arg-type]
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return [
            Neighbour(name.rpartition(":")[0], int(name.rpartition(":")[2]), 1.0 - distance)
            for name, distance in zip(found["ids"][0], distances[0], strict=True)
        ]

    def count(self) -> int:
        """How many vectors the collection holds, leftovers included."""
        return self._open(self._seen).count()

    def close(self) -> None:
        """Lets go of the folder."""
        with self._lock:
            if self._client is not None:
                self._client.close()  # type: ignore[attr-defined]  # of every client that opens a folder
            self._client = self._collection = None

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
                    _COLLECTION,
                    embedding_function=None,  # vectors are ours: a default one would be fetched from a network
                    configuration={"hnsw": {"space": "cosine"}},
                )
                self._seen = version
            return self._collection
