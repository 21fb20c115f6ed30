"""Recall@5 on a report: do the passages found hold what a question's answer must cite?

    python benchmarks/cited.py QUESTIONS.jsonl REPORT …

QUESTIONS is a question set (`turns` with `q` and `cites`: groups of strings, of each of which one must stand in
what is cited). The reports go into a fresh store; each question that has `cites` is searched, as typed and without
diacritics, after the first question of its conversation where it goes on with one. A question is found where each
group has a string in one of the first k passages (document, locator and text taken together).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.text import fold
from index.embedding import SentenceEmbedder
from index.ingest import ingest
from index.store import Store
from index.values import Hit

DEPTHS = (1, 3, 5, 10)
Asked = tuple[str, list[list[str]]]


def read_questions(path: Path) -> list[Asked]:
    """The questions that carry `cites`."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        turns = json.loads(line)["turns"]
        for i, turn in enumerate(turns):
            if turn.get("cites"):
                found.append((" ".join(dict.fromkeys([turns[0]["q"], turn["q"]])) if i else turn["q"], turn["cites"]))
    return found


def is_found(hits: Sequence[Hit], groups: Sequence[Sequence[str]]) -> bool:
    """Whether each group has a string in some hit."""
    told = [fold(f"{hit.document} {hit.locator} {hit.lead_in} {hit.text}") for hit in hits]
    return all(any(fold(wanted) in text for text in told for wanted in group) for group in groups)


def main() -> None:
    """Prints the recall and the questions that are missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("reports", nargs="+", type=Path)
    arguments = parser.parse_args()
    asked = read_questions(arguments.questions)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        store = Store(home, embedder=SentenceEmbedder())
        with closing(Assistant(store, Settings(home=home))) as assistant:
            ingest(store, arguments.reports)
            for told, change in (("with diacritics", str), ("without", fold)):
                hits = [assistant.search(change(question), DEPTHS[-1]) for question, _ in asked]
                found = {
                    k: [is_found(some[:k], groups) for some, (_, groups) in zip(hits, asked, strict=True)]
                    for k in DEPTHS
                }
                shares = "  ".join(f"R@{k} {100 * sum(found[k]) / len(asked):5.1f}" for k in DEPTHS)
                print(f"{told:15} {len(asked)} questions  {shares}")
                for (question, groups), hit in zip(asked, found[5], strict=True):
                    if not hit:
                        print(f"    missed in 5: {question} {groups}")


if __name__ == "__main__":
    main()
