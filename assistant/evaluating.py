"""Scoring a question set: each turn's answer against what it must hold.

A set is JSON Lines: `{"id", "kind", "turns": [{"q", "figures", "mention", "status", "cites", "forbid"}]}`. Of `figures`
all must stand in the answer (of a nested list any one); of each group of `mention` and `cites` one, in the answer or
in its citations, case and diacritics aside; no number of `forbid` may. Every number of an answer must be among its
figures or in the question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from corpus.numbers import numbers_in, write_number
from corpus.text import fold

# citation marks, list numbering, dates, numbers of documents, quotations of print, references to places
_NO_FIGURES = re.compile(
    r"\[\d+\]|(?m:^\s*\d+[.)]\s)|[“\"][^“”\"\n]{1,40}[”\"]|(?:ngày\s+)?\b\d{1,2}/\d{1,2}/\d{4}\b"
    r"|\b(?:19|20)\d{2}\s*-\s*(?:19|20)\d{2}\b|\b[^\W\d_]+-\d+\b"
    r"|(?i:\b(?:ngày|tháng|năm|quý)\s+\d+\b)|\b\d+(?:/\d+)*/[A-ZĐ][\w&-]*"
    r"|(?i:\b(?:phụ lục|biểu đồ|bảng|mục|điều|khoản|dòng|cột|tiêu chí|phường|khóm)\s+\(?\d+\)?)"
)
_CLOSE = Decimal("0.0000001")


@dataclass(frozen=True, slots=True)
class TurnScore:
    """How one turn did: `wrong` says what its answer lacks or has too much, nothing where it passes."""

    conversation: str
    turn: int
    kind: str
    question: str
    answer: str
    wrong: tuple[str, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class Score:
    """The turns of a set, in order."""

    turns: tuple[TurnScore, ...]

    @property
    def passed(self) -> int:
        """How many turns are right."""
        return sum(not turn.wrong for turn in self.turns)

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """Of each kind of question, how many turns are right and how many there are."""
        counts = Counter(turn.kind for turn in self.turns)
        right = Counter(turn.kind for turn in self.turns if not turn.wrong)
        return {kind: (right[kind], counts[kind]) for kind in sorted(counts)}


def score_conversation(assistant: Assistant, conversation: dict[str, Any]) -> Iterator[TurnScore]:
    """Asks the turns of one conversation in a thread of its own and scores each."""
    with assistant.conversation() as thread:
        for number, turn in enumerate(conversation["turns"], start=1):
            answer = assistant.ask(turn["q"], thread)
            told = (str(conversation["id"]), number, str(conversation.get("kind", "")), turn["q"], answer.answer)
            yield TurnScore(*told, tuple(find_faults(answer, turn)), answer.ms)


def is_expectation(turn: dict[str, Any]) -> bool:
    """Whether what a turn's answer must hold is written as a set's format has it."""
    figures, forbid = turn.get("figures", []), turn.get("forbid", [])
    groups = [*_list(turn.get("mention", [])), *_list(turn.get("cites", []))]
    numbers = [one for some in _list(figures) for one in (some if isinstance(some, list) else [some])] + _list(forbid)
    lists = all(isinstance(turn.get(key, []), list) for key in ("figures", "forbid", "mention", "cites"))
    words = all(isinstance(group, list) and all(isinstance(word, str) for word in group) for group in groups)
    return lists and words and all(isinstance(one, int | float) for one in numbers)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def find_faults(answer: Answer, expected: dict[str, Any]) -> list[str]:
    """What is wrong with an answer, in Vietnamese; nothing if it is right."""
    told = _numbers(answer.answer)
    text = fold(answer.answer)
    cited = fold(" ".join(f"{c.document} {c.title} {c.locator} {c.quote}" for c in answer.citations))
    figures = [figure if isinstance(figure, list) else [figure] for figure in expected.get("figures", [])]
    faults = [f"thiếu số {_any(some)}" for some in figures if not any(_is_among(one, told) for one in some)]
    faults += [f"có số {one} là số sai hay gặp" for one in expected.get("forbid", []) if _is_among(one, told)]
    faults += [f"không nhắc {_any(some)}" for some in expected.get("mention", []) if not _says_one(text, some)]
    faults += [f"không dẫn {_any(some)}" for some in expected.get("cites", []) if not _says_one(cited, some)]
    wanted = expected.get("status", Status.ANSWERED.value)
    if answer.status.value not in (wanted if isinstance(wanted, list) else [wanted]):
        faults.append(f"trạng thái {answer.status.value}")
    return faults + [f"số {printed} không rõ nguồn" for printed in untold_numbers(answer)]


def untold_numbers(answer: Answer) -> list[str]:
    """The numbers of an answer that are neither among its figures nor in the question."""
    known = _numbers(answer.question)
    for figure in answer.figures:
        known |= _numbers(figure.text) | ({abs(figure.value)} if figure.value is not None else set())
    return [
        printed
        for printed, number in numbers_in(_NO_FIGURES.sub(" ", answer.answer))
        if abs(number.value) not in known and not 1900 <= abs(number.value) <= 2100
    ]


def _numbers(text: str) -> set[Decimal]:
    found = [number for _, number in numbers_in(text)]
    return {abs(value) for number in found for value in (number.value, number.of) if value is not None}


def _is_among(wanted: float, told: set[Decimal]) -> bool:
    return any(abs(abs(Decimal(str(wanted))) - value) <= _CLOSE for value in told)


def _says_one(folded: str, words: Sequence[str]) -> bool:
    return any(fold(word) in folded for word in words)


def _any(wanted: Sequence[Any]) -> str:
    return " hoặc ".join(one if isinstance(one, str) else write_number(Decimal(str(one))) for one in wanted)
