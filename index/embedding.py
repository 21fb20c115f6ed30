"""Embedding passages and questions with a Sentence Transformers model, loaded when first used."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.bundled import BUNDLED_NAME, load_bundled_model
from index.errors import StoreError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = list[float]
_BATCH = 8  # with 32, long passages take half as much again of the processor, and 500 MB more
_AN_END = 1 << 16  # bytes


class Embedder(Protocol):
    """Turns texts into vectors of unit length; `name` says which model made them."""

    @property
    def name(self) -> str:
        """The model's name and revision, kept with the store: vectors of two models do not mix."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """One vector for each passage."""
        ...

    def embed_query(self, text: str) -> Vector:
        """The vector of a question."""
        ...


class SentenceEmbedder:
    """A Sentence Transformers model by hub name or folder; None for the bundled multilingual-e5-small."""

    def __init__(self, model: str | None = None) -> None:
        self._source = model
        self._model: SentenceTransformer | None = None
        self._lock = threading.RLock()
        self._name: str | None = None

    @property
    def name(self) -> str:
        """See `Embedder`."""
        with self._lock:
            if self._name is None:
                self._name = self._read_name()
            return self._name

    def _read_name(self) -> str:
        if self._source is None:
            return BUNDLED_NAME
        if Path(self._source).is_dir():
            return f"{Path(self._source).resolve().name} ({_fingerprint(Path(self._source))})"
        revision = _hub_revision(self._source)
        if revision is None:
            self._load()  # fetches it: its revision is known from then on
            revision = _hub_revision(self._source)
        return f"{self._source} ({revision or 'không rõ phiên bản'})"

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """See `Embedder`."""
        return _vectors(
            self._load().encode_document(
                list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        )

    def embed_query(self, text: str) -> Vector:
        """See `Embedder`."""
        return _vectors(self._load().encode_query([text], normalize_embeddings=True, show_progress_bar=False))[0]

    def _load(self) -> SentenceTransformer:
        with self._lock:
            if self._model is None:
                self._model = _load_model(self._source)
            return self._model


def _load_model(source: str | None) -> SentenceTransformer:
    # threads that wait by spinning make a query ten times slower beside one other busy process
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # here, as importing it takes seconds that a question about figures need not wait
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it would be drawn over answers
    try:
        if source is None:
            return load_bundled_model()
        return SentenceTransformer(source, device="cpu", local_files_only=Path(source).is_dir())
    except (OSError, ValueError, RuntimeError) as error:
        raise StoreError(
            f"Không nạp được mô hình nhúng “{source or BUNDLED_NAME}”: hãy kiểm tra TROLY_EMBEDDING "
            "(tên mô hình hoặc thư mục), hoặc bỏ trống để dùng mô hình đi kèm."
        ) from error


def _fingerprint(folder: Path) -> str:
    """Tells a model's files apart from another version's; of large ones, by their size and their two ends."""
    told = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = file.stat().st_size
        told.update(f"{file.relative_to(folder).as_posix()}\n{size}\n".encode())
        with file.open("rb") as data:
            told.update(data.read(_AN_END))
            data.seek(max(0, size - _AN_END))
            told.update(data.read(_AN_END))
    return told.hexdigest()[:12]


def _hub_revision(model: str) -> str | None:
    """The revision of a hub's model that this machine holds, None if it holds none."""
    from huggingface_hub import try_to_load_from_cache

    for file in ("modules.json", "config.json"):
        found = try_to_load_from_cache(model if "/" in model else f"sentence-transformers/{model}", file)
        if isinstance(found, str):
            return Path(found).parent.name[:12]
    return None


def _vectors(encoded: Any) -> list[Vector]:
    return [[float(x) for x in vector] for vector in encoded]
