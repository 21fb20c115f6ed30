"""Passages in parts: a question asks for a sentence or two, and one vector tells of all of a long passage.

Beside the vector of the whole, those of its parts are kept. How near a passage is to a question is told half by
the whole, half by its nearest part. No store stands here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.text import sentences
from index.embedding import Embedder, Vector

_LONGEST = 350  # characters of a part: two or three sentences
_WHOLE = 0.5  # the weight of the whole, against the nearest part
_STORED = np.dtype("<f2")  # half precision: the same to three digits, in half the room


@dataclass(frozen=True, slots=True)
class Embedded:
    """A passage as embedded, in the precision that is kept: the vector of the whole, those of its parts in a row."""

    whole: bytes
    parts: bytes

    @property
    def vector(self) -> Vector:
        """The vector of the whole, of unit length."""
        whole = np.frombuffer(self.whole, _STORED).astype(np.float64)
        return [float(x) for x in whole / np.linalg.norm(whole)]


def split_parts(text: str) -> list[str]:
    """The parts of a text in order, whole sentences together as long as they fit; none where it is one itself."""
    parts = [""]
    for sentence in (sentence for line in text.split("\n") for sentence in sentences(line)):
        if parts[-1] and len(parts[-1]) + len(sentence) > _LONGEST:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".strip()
    return parts if len(parts) > 1 else []


def embed_whole_and_parts(embedder: Embedder, texts: Sequence[str]) -> list[Embedded]:
    """Each text embedded, with its parts."""
    told = [[text, *split_parts(text)] for text in texts]
    unique = list(dict.fromkeys(one for some in told for one in some))
    vectors = dict(zip(unique, embedder.embed_passages(unique), strict=True)) if unique else {}
    return [_pack([vectors[one] for one in some]) for some in told]


def _pack(vectors: Sequence[Vector]) -> Embedded:
    rows = np.asarray(vectors, _STORED)
    return Embedded(rows[0].tobytes(), rows[1:].tobytes())


def similarities(question: Vector, passages: Sequence[Embedded]) -> Iterator[float]:
    """How near each passage is to a question (a cosine)."""
    asked = np.asarray(question, np.float32)
    wholes, parts = (
        np.frombuffer(b"".join(some), _STORED).reshape(-1, len(asked)).astype(np.float32) @ asked
        for some in ([one.whole for one in passages], [one.parts for one in passages])
    )
    start = 0
    for whole, one in zip(wholes, passages, strict=True):
        end = start + len(one.parts) // len(one.whole)
        nearest = parts[start:end].max() if end > start else whole
        yield float(_WHOLE * whole + (1 - _WHOLE) * nearest)
        start = end
