"""Retrieval on a question set in BEIR form: Recall@1/5/10, MRR@10, nDCG@10 (percent) and latency.

    python benchmarks/retrieval.py FOLDER [FOLDER …] [--queries N] [--baselines]

FOLDER holds corpus.jsonl {"_id", "title", "text"}, queries.jsonl {"_id", "text"} and qrels.tsv (query id,
document id, grade). Each document goes into a fresh store as a text file; a document counts at the rank
of its first passage. Every query is asked twice, as written and without diacritics. With --baselines the
same is measured in the same run of three others, with the same model:

- LangChain's usual recipe: RecursiveCharacterTextSplitter, 1000/200, into Chroma;
- plain BM25 over accented syllables;
- the two fused: BM25 over accented syllables, folded ones and pairs of folded ones, and meaning, each scaled
  to 0-1 over its 100 best chunks of 1000/200, half and half, diacritics restored from the set's own text.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.text import fold, normalise
from index.diacritics import CountedTexts, Restorer, count_syllables
from index.embedding import Embedder, SentenceEmbedder
from index.ingest import ingest
from index.store import Store

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

DEEP = 10
PASSAGES = 40  # passages asked for, so that ten documents are among them
FUSED = 100  # chunks that words, and meaning, hand to the fusion
Ranker = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Texts by document id, questions by query id, the grade of each document that answers a question."""

    texts: dict[str, str]
    questions: dict[str, str]
    grades: dict[str, dict[str, int]]


def read_set(folder: Path, most: int | None) -> QuestionSet:
    """A question set in BEIR form; at most `most` questions, those that have an answer."""
    texts = {d["_id"]: "\n\n".join(filter(None, [d.get("title"), d["text"]])) for d in _lines(folder / "corpus.jsonl")}
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, grade = line.split("\t")
        if grade.isdigit() and int(grade):
            grades[query][document] = int(grade)
    asked = {q["_id"]: q["text"] for q in _lines(folder / "queries.jsonl") if q["_id"] in grades}
    return QuestionSet(texts, dict(list(asked.items())[:most]), grades)


def _lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure(rank: Ranker, asked: QuestionSet, change: Callable[[str], str]) -> str:
    """A line of figures of one way to rank."""
    sums: Counter[str] = Counter()
    took = []
    for query, text in asked.questions.items():
        started = time.perf_counter()
        found = rank(change(text))[:DEEP]
        took.append((time.perf_counter() - started) * 1000)
        grades = asked.grades[query]
        hits = [grades.get(document, 0) for document in found]
        for k in (1, 5, 10):
            sums[f"R@{k}"] += sum(map(bool, hits[:k])) / min(len(grades), k)
        sums["MRR"] += next((1 / n for n, hit in enumerate(hits, start=1) if hit), 0.0)
        sums["nDCG"] += gain(hits) / gain(sorted(grades.values(), reverse=True)[:DEEP])
    shares = "  ".join(f"{name} {100 * total / len(asked.questions):5.1f}" for name, total in sums.items())
    took.sort()
    return f"{shares}   {statistics.median(took):6.1f} ms (p95 {took[int(len(took) * 0.95)]:.1f})"


def gain(grades: Sequence[int]) -> float:
    """Discounted cumulative gain (Järvelin & Kekäläinen 2002)."""
    return sum(grade / math.log2(n + 1) for n, grade in enumerate(grades, start=1))


def our_ranker(asked: QuestionSet, folder: Path, embedder: Embedder) -> tuple[Ranker, Assistant]:
    """The search of `troly search` over the documents as text files."""
    files = folder / "files"
    files.mkdir()
    names = {}
    for number, (document, text) in enumerate(asked.texts.items()):
        path = files / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        names[str(path.resolve())] = document
    store = Store(folder / "home", embedder=embedder)
    ingest(store, [files])
    assistant = Assistant(store, Settings(home=folder / "home"))

    def rank(question: str) -> list[str]:
        return list(dict.fromkeys(names[hit.path] for hit in assistant.search(question, PASSAGES)))

    return rank, assistant


def bm25_scorer(texts: Sequence[str], words_of: Callable[[str], Iterable[str]]) -> Callable[[str], Counter[int]]:
    """BM25 (Robertson & Zaragoza 2009; k1 = 1.2, b = 0.75): a question to the score of each text that has its words."""
    words = [list(words_of(text)) for text in texts]
    usual = sum(map(len, words)) / len(words)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for i, told in enumerate(words):
        for word, count in Counter(told).items():
            postings[word].append((i, count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(told) / usual))))

    def score(question: str) -> Counter[int]:
        scores: Counter[int] = Counter()
        for word in words_of(question):
            found = postings.get(word, [])
            rare = math.log(1 + (len(words) - len(found) + 0.5) / (len(found) + 0.5))
            for i, weight in found:
                scores[i] += rare * weight
        return scores

    return score


def accented(text: str) -> list[str]:
    """The syllables of a text as written."""
    return re.findall(r"\w+", normalise(text).lower())


def in_three_ways(text: str) -> list[str]:
    """The syllables of a text as written, folded, and folded in pairs; which is which is told by a mark."""
    words = accented(text)
    folded = [fold(word) for word in words]
    return [*words, *(f"{word}/" for word in folded), *(f"{a} {b}" for a, b in pairwise(folded))]


def bm25_ranker(asked: QuestionSet) -> Ranker:
    """Plain BM25 over accented syllables."""
    documents = list(asked.texts)
    score = bm25_scorer(list(asked.texts.values()), accented)
    return lambda question: [documents[i] for i, _ in score(question).most_common(DEEP)]


@dataclass(frozen=True)
class Chunks:
    """The documents in chunks of 1,000 characters, 200 of them shared, in Chroma."""

    told: list[tuple[str, str]]
    embedder: Embedder
    collection: Collection

    @classmethod
    def of(cls, asked: QuestionSet, embedder: Embedder) -> Chunks:
        """Cuts and embeds the documents of a set."""
        import chromadb
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        chunks = [(document, chunk) for document, text in asked.texts.items() for chunk in splitter.split_text(text)]
        client = chromadb.EphemeralClient(settings=chromadb.config.Settings(anonymized_telemetry=False))
        collection = client.get_or_create_collection(
            f"recipe-{len(chunks)}", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )
        vectors = embedder.embed_passages([chunk for _, chunk in chunks])
        for start in range(0, len(chunks), 5000):
            some = vectors[start : start + 5000]
            collection.add([str(start + i) for i in range(len(some))], some)  # type: ignore[arg-type]
        return cls(chunks, embedder, collection)

    def nearest(self, question: str, k: int) -> dict[int, float]:
        """The chunks nearest in meaning, best first, with their cosines."""
        vector = self.embedder.embed_query(question)
        found = self.collection.query([vector], n_results=min(k, len(self.told)), include=["distances"])  # type: ignore[arg-type]
        distances = (found["distances"] or [[]])[0]
        return {int(id_): 1 - distance for id_, distance in zip(found["ids"][0], distances, strict=True)}

    def documents(self, chunks: Iterable[int]) -> list[str]:
        """The documents of some chunks in order, each once."""
        return list(dict.fromkeys(self.told[i][0] for i in chunks))


def recipe_ranker(chunks: Chunks) -> Ranker:
    """LangChain's usual recipe: by meaning alone."""
    return lambda question: chunks.documents(chunks.nearest(question, PASSAGES))


def fused_ranker(chunks: Chunks) -> Ranker:
    """Words and meaning over the same chunks, half and half."""
    texts = [text for _, text in chunks.told]
    score = bm25_scorer(texts, in_three_ways)
    restorer = Restorer(CountedTexts(count_syllables(texts)))

    def rank(question: str) -> list[str]:
        restored = restorer.restore(question)
        by_words = scaled(dict(score(restored).most_common(FUSED)))
        by_meaning = scaled(chunks.nearest(restored, FUSED))
        both = {i: by_words.get(i, 0.0) + by_meaning.get(i, 0.0) for i in {**by_words, **by_meaning}}
        return chunks.documents(sorted(both, key=lambda i: -both[i]))

    return rank


def scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores from 0 to 1."""
    low, high = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    return {i: (score - low) / ((high - low) or 1.0) for i, score in scores.items()}


def main() -> None:
    """Measures each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--queries", type=int, help="at most so many questions")
    parser.add_argument("--baselines", action="store_true")
    arguments = parser.parse_args()
    embedder = SentenceEmbedder()
    embedder.embed_query("sẵn sàng")
    for folder in arguments.folders:
        asked = read_set(folder, arguments.queries)
        print(f"{folder.name}: {len(asked.texts)} documents, {len(asked.questions)} questions", flush=True)
        with tempfile.TemporaryDirectory() as place:
            started = time.perf_counter()
            ours, assistant = our_ranker(asked, Path(place), embedder)
            with closing(assistant):
                print(f"  stored in {time.perf_counter() - started:.0f} s", flush=True)
                rankers = {"troly": ours}
                if arguments.baselines:
                    chunks = Chunks.of(asked, embedder)
                    rankers |= {"LangChain recipe": recipe_ranker(chunks), "BM25": bm25_ranker(asked)}
                    rankers |= {"both fused": fused_ranker(chunks)}
                for name, rank in rankers.items():
                    for told, change in (("with diacritics", str), ("without", fold)):
                        print(f"  {name:16} {told:15} {measure(rank, asked, change)}", flush=True)


if __name__ == "__main__":
    main()
