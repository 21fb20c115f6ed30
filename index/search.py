"""Search over the store: by meaning and by words, filtered first, fused, near-duplicates folded."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, bindparam, func, select, text

from corpus.periods import read_period
from corpus.text import fold
from index import schema
from index.abbreviations import shorten, spell_out
from index.embedding import Vector
from index.fusion import fuse
from index.parts import Embedded, similarities
from index.values import Hit, Within
from index.vectors import Place
from index.words import match_expression, query_terms, telling_terms

if TYPE_CHECKING:
    from index.store import Store

_AT_ONCE = 900  # values that SQLite takes in one comparison
_DEPTH = 200  # passages that each ranking hands to the fusion
_MEANING = 0.6  # the weight of meaning, against words
_WORD_WEIGHTS = (1.0, 0.5, 0.75)  # of accented words, folded words, folded pairs
_ALIKE = 0.9  # of the words that two passages use, so many in both: one says what the other does
_WORD = re.compile(r"\w+")
# words that a passage goes on with from the one before
_GOES_ON = re.compile(
    r"(?:[a-zà-ỹđ]|[,;)]|(?:do đó|vì vậy|vì thế|do vậy|như vậy|tuy nhiên|ngoài ra|bên cạnh đó|trong đó|đồng thời|"
    r"mặt khác|cụ thể|theo đó|qua đó|từ đó|điều này|việc này|nguyên nhân)\b)",
)
_ENDS = re.compile(r"[.!?…)”\"]\s*$")


def search(store: Store, query: str, k: int, within: Within) -> tuple[Hit, ...]:
    """The passages nearest to a question in meaning and words, best first."""
    with store.reading() as sql:
        allowed = _allowed(sql, within)
        if allowed == {}:
            return ()
        depth = max(2 * k, _DEPTH)
        asked = store.embedder.embed_query(spell_out(query))
        nearest = _nearest_passages(store, sql, asked, depth, allowed)
        by_words = _passages_with_words(sql, query, depth, allowed)
        by_meaning = _similarities(sql, store.embedder.name, asked, {*nearest, *by_words})
        return tuple(_best(sql, fuse(by_meaning, by_words, _MEANING), k))


def _allowed(sql: Connection, within: Within) -> dict[int, Place] | None:
    """The passages that a search may find, None for all."""
    if within == Within():
        return None
    d, p = schema.documents, schema.passages
    query = select(p.c.id, d.c.batch, p.c.ordinal).join_from(p, d)
    if within.documents is not None:
        query = query.where(d.c.id.in_(within.documents))
    if within.period is not None:
        periods = sql.execute(select(d.c.period).distinct()).scalars()
        query = query.where(d.c.period.in_([told for told in periods if told and _lies_in(told, within.period)]))
    if within.kind is not None:
        query = query.where(p.c.kind == within.kind)
    if within.heading is not None:
        wanted = fold(within.heading)
        headings = sql.execute(select(p.c.heading).distinct()).scalars()
        named = [heading for heading in headings if wanted in fold("\n".join(schema.load_labels(heading)))]
        query = query.where(p.c.heading.in_(named))
    return {row.id: (row.batch, row.ordinal) for row in sql.execute(query)}


def _lies_in(period: str, asked: str) -> bool:
    """Whether a period is the one asked for, or a part of it."""
    inner, outer = read_period(period), read_period(asked)
    if inner is None or outer is None or inner.first is None or outer.first is None:
        return fold(period) == fold(asked)
    return outer.first <= inner.first and inner.last <= outer.last


def _nearest_passages(
    store: Store, sql: Connection, asked: Vector, k: int, allowed: Mapping[int, Place] | None
) -> set[int]:
    d = schema.documents
    among = None if allowed is None else list(allowed.values())
    found = store.vectors.nearest(asked, k, store.version(), among)
    batches = {neighbour.batch for neighbour in found}
    owners = {row.id: row.batch for row in sql.execute(select(d.c.id, d.c.batch).where(d.c.batch.in_(batches)))}
    documents = {batch: document for document, batch in owners.items()}
    places = [(documents[n.batch], n.ordinal) for n in found if n.batch in documents]
    # each by its report and place together: all places in all reports would be thousands
    statement = text(
        "SELECT p.id FROM json_each(:places) AS place JOIN passages AS p "
        "ON p.document_id = json_extract(place.value, '$[0]') AND p.ordinal = json_extract(place.value, '$[1]')"
    )
    return set(sql.execute(statement, {"places": json.dumps(places)}).scalars())


def _similarities(sql: Connection, model: str, asked: Vector, passages: Collection[int]) -> dict[int, float]:
    """How near each passage is to a question, by the whole of it and its parts."""
    statement = text(
        "SELECT v.passage_id, v.whole, v.parts FROM json_each(:passages) AS told JOIN vectors AS v "
        "ON v.passage_id = told.value AND v.model = :model"
    )
    rows = sql.execute(statement, {"passages": json.dumps(sorted(passages)), "model": model}).all()
    near = similarities(asked, [Embedded(row.whole, row.parts) for row in rows])
    return {row.passage_id: similarity for row, similarity in zip(rows, near, strict=True)}


def _passages_with_words(sql: Connection, query: str, k: int, allowed: Mapping[int, Place] | None) -> dict[int, float]:
    terms = query_terms(query, spell_out(query), *shorten(query))
    expression = match_expression(telling_terms(terms, _passages_with_each(sql, terms)))
    if not expression:
        return {}
    told: dict[str, Any] = {"words": expression, "k": k}
    where = ""
    if allowed is not None:
        where = "AND rowid IN (SELECT value FROM json_each(:allowed))"
        told["allowed"] = f"[{','.join(map(str, allowed))}]"
    weights = ", ".join(map(str, _WORD_WEIGHTS))
    statement = text(
        f"SELECT rowid AS id, -bm25(passages_words, {weights}) AS score FROM passages_words "
        f"WHERE passages_words MATCH :words {where} ORDER BY score DESC LIMIT :k"
    )
    return {row.id: row.score for row in sql.execute(statement, told)}


def _passages_with_each(sql: Connection, terms: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], int]:
    """In how many passages each word stands in its column."""
    words = sorted({word for told in terms.values() for word in told})
    found: dict[tuple[str, str], int] = {}
    for start in range(0, len(words), _AT_ONCE):
        some = words[start : start + _AT_ONCE]
        query = text("SELECT term, col, doc FROM passages_vocabulary WHERE term IN :words")
        for row in sql.execute(query.bindparams(bindparam("words", some, expanding=True))):
            found[row.col, row.term] = row.doc
    return found


def _best(sql: Connection, scores: Mapping[int, float], k: int) -> Iterator[Hit]:
    """The best passages, those left out that say what a better one of their report says."""
    kept: list[_Said] = []
    for some in _lots(list(scores), 2 * k):
        rows = _rows(sql, some)
        for id_ in some:
            said = _Said.of(rows[id_]) if id_ in rows else None
            if said is None or any(said.repeats(other) for other in kept):
                continue
            kept.append(said)
            hit = make_hit(said.row, len(kept), scores[id_])
            yield _with_neighbours(sql, said.row, replace(hit, copies=schema.load_labels(said.row.copies)))
            if len(kept) == k:
                return


def _rows(sql: Connection, ids: Sequence[int]) -> dict[int, Row[Any]]:
    p, d, c = schema.passages, schema.documents, schema.copies
    copies = select(func.json_group_array(c.c.path)).where(c.c.document_id == d.c.id).scalar_subquery()
    query = select(p, d.c.name, d.c.path, copies.label("copies")).join_from(p, d)
    return {row.id: row for some in _lots(ids, _AT_ONCE) for row in sql.execute(query.where(p.c.id.in_(some)))}


def _lots(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a passage says: how often it uses each word, and each figure."""

    row: Row[Any]
    words: Counter[str]
    figures: Counter[str]

    @classmethod
    def of(cls, row: Row[Any]) -> _Said:
        words = Counter(_WORD.findall(fold(row.text)))
        return cls(row, words, Counter({word: n for word, n in words.items() if any(map(str.isdigit, word))}))

    def repeats(self, other: _Said) -> bool:
        """Whether another of its report says the same: nearly the same words, exactly the same figures."""
        if self.row.document_id != other.row.document_id or self.row.kind != other.row.kind:
            return False
        shared, whole = (self.words & other.words).total(), max(self.words.total(), other.words.total())
        return shared >= _ALIKE * whole and self.figures == other.figures


def _with_neighbours(sql: Connection, row: Row[Any], hit: Hit) -> Hit:
    """The hit with the passages beside it in whose argument it begins or that go on with its own."""
    if row.kind != "text":
        return hit
    begins = bool(row.ordinal) and _GOES_ON.match(row.text[:40].lower() if row.text[:1].isupper() else row.text)
    ends = not _ENDS.search(row.text)
    before = _beside(sql, row, row.ordinal - 1) if begins else ""
    after = _beside(sql, row, row.ordinal + 1) if ends else ""
    return replace(hit, before=before, after=after)


def _beside(sql: Connection, row: Row[Any], ordinal: int) -> str:
    p = schema.passages
    same = (p.c.document_id == row.document_id) & (p.c.ordinal == ordinal)
    beside = sql.execute(select(p.c.text, p.c.heading, p.c.kind).where(same)).first()
    return beside.text if beside is not None and (beside.heading, beside.kind) == (row.heading, row.kind) else ""


def make_hit(row: Row[Any], rank: int, score: float) -> Hit:
    """The hit that a row of `passages` makes, with its report's name and path."""
    heading = schema.load_labels(row.heading)
    return Hit(rank, row.name, row.path, row.locator, heading, row.text, row.kind, score, row.lead_in)


def paragraphs(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Each paragraph of the hits as a hit of its own: the exact words that a citation quotes; with them the last
    one before and the first one after a passage that begins or ends in mid-argument, each once.
    """
    own = [replace(hit, text=line) for hit in hits for line in _lines(hit, hit.text)]
    beside = [
        replace(hit, text=line) for hit in hits for line in (*_lines(hit, hit.before)[-1:], *_lines(hit, hit.after)[:1])
    ]
    found: dict[tuple[object, ...], Hit] = {}
    for hit in (*own, *beside):
        found.setdefault((hit.document, hit.heading, hit.text), hit)
    return tuple(found.values())


def _lines(hit: Hit, text: str) -> list[str]:
    return [line for line in (text.split("\n") if hit.kind == "text" else [text]) if line.strip()]
