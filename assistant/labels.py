"""The labels of the store, read report by report: one that is new costs what it holds, not what the store holds."""

from __future__ import annotations

import threading

from assistant.catalogue import Catalogue, ReportWords, read_words
from index.store import Store
from index.values import TableLabels


class StoreLabels:
    """The catalogue of a store, kept up with it. Calls from several threads are safe."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._reports: dict[int, ReportWords] = {}  # what a report of an id holds never changes
        self._read: tuple[str, Catalogue] | None = None

    def read(self) -> Catalogue:
        """The catalogue as the store is now; reports that were not there before are read."""
        with self._lock:
            version = self._store.version()
            if self._read is None or self._read[0] != version:
                self._read = (version, self._read_again())
            return self._read[1]

    def _read_again(self) -> Catalogue:
        documents = self._store.documents()
        new = [document.id for document in documents if document.id not in self._reports]
        some = new if self._reports else None
        texts = self._store.texts(some) if new else {}
        tables: dict[int, list[TableLabels]] = {}
        for table in self._store.catalogue(some) if new else ():
            tables.setdefault(table.document_id, []).append(table)
        for id_ in new:
            self._reports[id_] = read_words(tables.get(id_, ()), texts.get(id_, ()))
        self._reports = {document.id: self._reports[document.id] for document in documents}
        return Catalogue(list(self._reports.values()), documents)
