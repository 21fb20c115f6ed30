"""Notes at the feet of pages: joined to the sentence that calls them, or to none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus.footnotes import join_notes
from corpus.readers import read_report
from corpus.values import Paragraph


def told(*texts: str) -> list[list[str | None]]:
    joined, _ = join_notes(texts)
    return [[note and note.text for note in calls] for calls in joined]


def test_notes_that_count_on_are_joined_wherever_they_stand() -> None:
    assert told("Một¹ hai²", "ba³", "¹ A", "² B", "³ C") == [["A", "B"], ["C"], [], [], []]
    assert told("¹ A", "Một¹") == [[], ["A"]]


def test_notes_that_count_anew_answer_the_calls_before_them() -> None:
    assert told("Một¹", "¹ A", "Hai¹ ba²", "¹ B", "² C") == [["A"], [], ["B", "C"], [], []]


def test_notes_at_the_end_are_joined_in_order_where_they_are_as_many_as_calls() -> None:
    assert told("Một¹ hai²", "Ba¹", "¹ A", "² B", "¹ C") == [["A", "B"], ["C"], [], [], []]
    assert told("Một¹ hai²", "Ba", "¹ A", "² B", "¹ C") == [[None, "B"], [], [], [], []]


def test_what_may_call_two_notes_is_joined_to_none() -> None:
    assert told("Một¹ hai²", "ba¹", "¹ A", "² B") == [[None, "B"], [None], [], []]
    assert told("Một¹", "¹ A", "Hai¹", "Ba¹", "¹ B") == [["A"], [], [None], [None], []]
    assert told("Một¹", "¹ A", "Hai¹", "² B", "Ba¹ bốn²", "¹ C", "² D")[2] == [None]
    assert join_notes(["Một¹", "¹ A", "Hai", "¹ B"])[1] == {3}


@pytest.mark.parametrize("suffix", [".txt", ".html"])
def test_no_note_of_random_pages_is_joined_to_another_sentence(suffix: str, tmp_path: Path) -> None:
    joined = wanted = 0
    for seed in range(40):
        rng = random.Random(seed)
        own: dict[str, str] = {}  # a sentence's first word → its note's
        lines: list[str] = []
        lost = rng.choice(["", "", "calls", "notes"])  # some of these were not recognised
        for page in range(rng.randint(2, 4)):
            notes = []
            for n in range(1, rng.randint(1, 3) + 1):
                name = f"{'abcd'[page]}{'xyz'[n - 1]}"
                mark, gone = str(n), rng.random() < 0.2
                said, answered = not (gone and lost == "calls"), not (gone and lost == "notes")
                raised = mark.translate(str.maketrans("123", "¹²³")) if suffix == ".txt" else f"<sup>{mark}</sup>"
                lines += [f"Việc {name} đã làm xong{raised if said else ''}."]
                lines += ["Không có gì thêm."] * (rng.random() < 0.3)
                notes += [f"{raised} Chú thích của {name}."] if answered else []
                own[name] = f"Chú thích của {name}." if said and answered else ""
            lines += notes
        text = "\n\n".join(lines) if suffix == ".txt" else "".join(f"<p>{line}</p>" for line in lines)
        path = tmp_path / f"{seed}{suffix}"
        path.write_text(text, encoding="utf-8")
        for block in read_report(path).blocks:
            if isinstance(block, Paragraph) and block.text.startswith("Việc "):
                told = [note.text for note in block.footnotes]
                note = own[block.text.split()[1]]
                assert told in ([], [note]), (seed, block)
                joined, wanted = joined + bool(told), wanted + bool(note)
    assert joined > 0.75 * wanted
