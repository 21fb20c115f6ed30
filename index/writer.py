"""How the one writer writes: reports with their vectors into the store, together, whole or not at all.

Reports become visible in one SQL transaction, after their vectors are in Chroma under batch names that
are noted as stale until then, and their files are among the originals: whatever a crash leaves behind is
swept at the next write.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import delete, insert, select

from index import schema
from index.errors import StoreError
from index.parts import Embedded, embed_whole_and_parts
from index.preparing import Prepared
from index.store import Store, count_write, keep_setting
from index.values import FileStep, Stage
from index.writing import Made, digest, put_in

PATIENCE = 600.0  # seconds that one writer waits for another
_EMBEDDED_AT_ONCE = 64  # passages between two words of progress

Steps = Callable[[FileStep], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A report to be written: its file, the path that it is known by, whose place it takes."""

    prepared: Prepared
    file: Path
    path: str
    replaced: tuple[int, ...]
    corrections: Mapping[str, str]


@contextmanager
def sole_writer(store: Store, patience: float = PATIENCE) -> Iterator[None]:
    """No one else writes until the block ends; `StoreError` if someone does for longer than `patience` seconds."""
    try:
        with FileLock(store.home / "write.lock", timeout=patience):
            yield
    except Timeout as error:
        raise StoreError("Kho đang được một tiến trình khác ghi; hãy thử lại sau ít phút.") from error
    except OSError as error:
        raise StoreError(
            f"Không ghi được vào kho dữ liệu ở “{store.home}”: hãy kiểm tra quyền ghi và dung lượng trống."
        ) from error


def write_reports(store: Store, entries: Sequence[Entry], tell: Steps) -> list[str]:
    """Puts reports in, each in place of others; their names. Their files are among the originals already. A crash
    at any point leaves the store as before or after."""
    store.vectors.refresh(store.version())
    vectors = embed(store, entries, tell)
    batches = [uuid.uuid4().hex for _ in entries]
    stale = schema.stale_batches
    with store.writing() as sql:
        sql.execute(insert(stale), [{"batch": batch} for batch in batches])
    wholes = ([one.vector for one in some] for some in vectors)
    store.vectors.add_all(dict(zip(batches, wholes, strict=True)))
    d = schema.documents
    replaced = [id_ for entry in entries for id_ in entry.replaced]
    with store.writing() as sql:
        old = list(sql.execute(select(d.c.sha256).where(d.c.id.in_(replaced))).scalars()) if replaced else []
        names = [
            put_in(
                sql,
                e.prepared,
                path=e.path,
                batch=batch,
                replaced=e.replaced,
                corrections=e.corrections,
                vectors=Made(store.embedder.name, some),
            )
            for e, batch, some in zip(entries, batches, vectors, strict=True)
        ]
        sql.execute(delete(stale).where(stale.c.batch.in_(batches)))
        keep_setting(sql, "embedding", store.embedder.name)
        version = count_write(sql)
    store.vectors.keep_up(version)
    if replaced:
        _remove_stale(store)
        for sha256 in old:
            if store.find_by_hash(sha256) is None:
                store.originals.remove(sha256)
    return names


def embed(store: Store, entries: Sequence[Entry], tell: Steps) -> list[list[Embedded]]:
    """The vectors of each report's passages; no text is embedded twice, and those that the store has are taken."""
    texts = [[passage.embedded_text for passage in entry.prepared.passages] for entry in entries]
    digests = [[digest(text) for text in some] for some in texts]
    vectors = store.vectors_of({one for some in digests for one in some})
    new: dict[str, tuple[str, int]] = {}
    for number, (some, told) in enumerate(zip(digests, texts, strict=True)):
        new |= {one: (text, number) for one, text in zip(some, told, strict=True) if one not in {*vectors, *new}}
    counts = [sum(owner == number for _, owner in new.values()) for number in range(len(entries))]
    done = [0] * len(entries)
    keys = list(new)
    for start in range(0, len(keys), _EMBEDDED_AT_ONCE):
        some = keys[start : start + _EMBEDDED_AT_ONCE]
        made = embed_whole_and_parts(store.embedder, [new[key][0] for key in some])
        vectors.update(zip(some, made, strict=True))
        for number in dict.fromkeys(new[key][1] for key in some):
            done[number] += sum(new[key][1] == number for key in some)
            tell(FileStep(entries[number].file, Stage.EMBEDDING, done[number], counts[number]))
    return [[vectors[one] for one in some] for some in digests]


def clean_up(store: Store) -> None:
    """Takes away what a crash left behind: vectors that belong to no report, files that no report was read from."""
    _remove_stale(store)
    with store.reading() as sql:
        wanted = set(sql.execute(select(schema.documents.c.sha256)).scalars())
    store.originals.sweep(wanted)


def _remove_stale(store: Store) -> None:
    stale = schema.stale_batches
    with store.reading() as sql:
        batches = list(sql.execute(select(stale.c.batch)).scalars())
    for batch in batches:
        store.vectors.remove(batch)
        with store.writing() as sql:
            sql.execute(delete(stale).where(stale.c.batch == batch))
