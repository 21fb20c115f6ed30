"""A store of many passages: what a query and a further report cost there.

    python benchmarks/big_store.py [PASSAGES]

Reports of invented sentences, in the words of the sample reports, go into a fresh store with random vectors
in place of the model's (embedding has a benchmark of its own); queries are embedded by the bundled model.
Prints the query's median and 95th percentile, embedding included, what one more report costs as the store
grows and what reading its labels adds to the first question after it, and the process's peak memory.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.readers import read_report
from corpus.values import Paragraph
from index.embedding import SentenceEmbedder, Vector
from index.ingest import Reading, ingest
from index.store import Store

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
A_REPORT = 4_000  # paragraphs, some thousand passages
DIMENSIONS = 384
QUERIES = 200


class RandomPassages(SentenceEmbedder):
    """The bundled model for queries, random directions for passages."""

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """See `index.embedding.Embedder`."""
        made = np.random.default_rng(len(texts[0])).standard_normal((len(texts), DIMENSIONS))
        return [list(map(float, row)) for row in made / np.linalg.norm(made, axis=1, keepdims=True)]


def sentences_of(samples: Path) -> list[str]:
    """The sentences of the sample reports."""
    reports = [read_report(path) for path in sorted(samples.glob("*.txt"))]
    return [block.text for report in reports for block in report.blocks if isinstance(block, Paragraph)]


def write_report(path: Path, number: int, words: list[str], chance: random.Random) -> None:
    """A report of as many paragraphs as `A_REPORT`."""
    masthead = ("SỞ NỘI VỤ", f"Số: {number}/BC-SNV", "Bình Giang, ngày 20 tháng 01 năm 2026", "BÁO CÁO", "Tình hình")
    lines = [f"- {' '.join(chance.choices(words, k=chance.randint(15, 60)))}." for _ in range(A_REPORT - 1)]
    path.write_text("\n\n".join([*masthead, *lines]), encoding="utf-8")


def main(passages: int) -> None:
    """Fills the store step by step, measures at each."""
    chance = random.Random(2026)
    sentences = sentences_of(SAMPLES)
    words = [word for sentence in sentences for word in sentence.split()]
    questions = [" ".join(chance.choice(sentences).split()[: chance.randint(5, 14)]) for _ in range(QUERIES)]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        store = Store(folder / "home", embedder=RandomPassages())
        with closing(Assistant(store, Settings(home=folder / "home"))) as assistant:
            stored, told_at = 0, [1_000, 10_000, 50_000]
            while stored < passages:
                path = folder / f"{stored}.txt"
                write_report(path, stored, words, chance)
                started = time.perf_counter()
                [outcome] = ingest(store, [path], reading=Reading(workers=0))
                took = time.perf_counter() - started
                assistant.warm_up()
                read = time.perf_counter() - started - took
                stored += outcome.chunks
                if stored >= passages or (told_at and stored >= told_at[0]):
                    told_at = [n for n in told_at if n > stored]
                    told = measure(assistant, questions)
                    print(
                        f"{stored} passages: the last report in {took:.1f} s, its labels in {read:.1f} s, {told}",
                        flush=True,
                    )


def measure(assistant: Assistant, questions: list[str]) -> str:
    """A line on queries and memory."""
    assistant.search(questions[0], 10)
    took, worked = [], time.process_time()
    for question in questions:
        started = time.perf_counter()
        assistant.search(question, 10)
        took.append((time.perf_counter() - started) * 1000)
    took.sort()
    work = (time.process_time() - worked) * 1000 / len(questions)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    p95 = took[int(len(took) * 0.95)]
    query = f"query {statistics.median(took):.0f} ms (p95 {p95:.0f}, {work:.0f} ms of processor time)"
    return f"{query}, peak memory {memory:.0f} MB"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
