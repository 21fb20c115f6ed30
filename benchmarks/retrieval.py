"""Retrieval on a question set in BEIR form: Recall@1/5/10, MRR@10, nDCG@10 (percent) and latency.

    python benchmarks/retrieval.py FOLDER [FOLDER …] [--queries N] [--baselines]

FOLDER holds corpus.jsonl {"_id", "title", "text"}, queries.jsonl {"_id", "text"} and qrels.tsv (query id,
document id, grade). Each document goes into a fresh store as a text file; a document counts at the rank
of its first passage. Every query is asked twice, as written and without diacritics. With --baselines the
same is measured in the same run of LangChain's usual recipe (RecursiveCharacterTextSplitter, 1000/200,
into Chroma, same model) and of plain BM25 over accented syllables.
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
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.text import fold, normalise
from index.embedding import Embedder, SentenceEmbedder
from index.ingest import ingest
from index.store import Store

DEEP = 10
PASSAGES = 40  # passages asked for, so that ten documents are among them
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


def bm25_ranker(asked: QuestionSet) -> Ranker:
    """BM25 (Robertson & Zaragoza 2009; k1 = 1.2, b = 0.75) over accented syllables."""
    words = {document: re.findall(r"\w+", normalise(text).lower()) for document, text in asked.texts.items()}
    usual = sum(map(len, words.values())) / len(words)
    postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for document, told in words.items():
        for word, count in Counter(told).items():
            postings[word].append((document, count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(told) / usual))))

    def rank(question: str) -> list[str]:
        scores: Counter[str] = Counter()
        for word in re.findall(r"\w+", normalise(question).lower()):
            found = postings.get(word, [])
            rare = math.log(1 + (len(words) - len(found) + 0.5) / (len(found) + 0.5))
            for document, weight in found:
                scores[document] += rare * weight
        return [document for document, _ in scores.most_common(DEEP)]

    return rank


def recipe_ranker(asked: QuestionSet, embedder: Embedder) -> Ranker:
    """LangChain's usual recipe: chunks of 1,000 characters, 200 of them shared, by meaning alone."""
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
        some = chunks[start : start + 5000]
        ids = [f"{start + i}" for i in range(len(some))]
        collection.add(ids, vectors[start : start + 5000], [{"document": document} for document, _ in some])

    def rank(question: str) -> list[str]:
        found = collection.query([embedder.embed_query(question)], n_results=min(PASSAGES, len(chunks)))
        return list(dict.fromkeys(str(metadata["document"]) for metadata in (found["metadatas"] or [[]])[0]))

    return rank


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
                    rankers |= {"LangChain recipe": recipe_ranker(asked, embedder), "BM25": bm25_ranker(asked)}
                for name, rank in rankers.items():
                    for told, change in (("with diacritics", str), ("without", fold)):
                        print(f"  {name:16} {told:15} {measure(rank, asked, change)}", flush=True)


if __name__ == "__main__":
    main()
