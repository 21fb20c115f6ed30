"""What a sentence is not whole without: the list that it leads in; of a table's row, its cell of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.question import Operation, Question
from corpus.text import fold, sentences
from index.values import Hit

_ITEM = re.compile(r"^\s*(?:[-–+•*·]|\(?(?:\d{1,2}|[a-zđ])[.)])\s+")
_LEADS_IN = re.compile(r":\s*(?:\(?(?:\d{1,2}|[a-zđ])[.)]\s*)?\S|\bgồm\b|\bnhư sau\b", re.IGNORECASE)
_CLOSES = re.compile(
    r"^\W*(?:trên đây là|rất mong|kính (?:đề nghị|trình|báo cáo))"
    r"|(?:báo cáo|kính trình|tổng hợp|xem xét|chỉ đạo)[^.;]*\./\.\W*$",
    re.IGNORECASE,
)
_MOST_ITEMS = 20
_PROSE_WORDS = 8
_CELL = re.compile(
    r"(?:^|; |— )(?P<label>[A-ZÀ-ỸĐ][^:;]{2,80}): (?P<words>.*?)(?=; [A-ZÀ-ỸĐ][^:;.]{2,80}: |;?\s*$)", re.DOTALL
)
_CAUSE_COLUMN = re.compile(r"\b(nguyen nhan|ly do|ghi chu|giai trinh|vuong mac|han che)\b")
_REMEDY_COLUMN = re.compile(r"\b(bien phap|giai phap|khac phuc|huong xu ly|kien nghi)\b")


def is_closing(text: str) -> bool:
    """Whether a line is the formula that closes a report."""
    return _CLOSES.search(text) is not None


def lines_after(hits: Iterable[Hit]) -> dict[Hit, list[str]]:
    """For each paragraph of the passages found, the lines that follow it there and in the passage after."""
    found = {}
    for hit in hits:
        if hit.kind != "text":
            continue
        lines = hit.text.split("\n")
        after = hit.after.split("\n") if hit.after else []
        for i, line in enumerate(lines):
            found[replace(hit, text=line)] = [*lines[i + 1 :], *after]
    return found


def complete(sentence: str, paragraph: str, following: Sequence[str]) -> str:
    """The sentence with the items of the list that it leads in, from its paragraph or the lines after it."""
    if sentence.rstrip().endswith(":") and paragraph.rstrip().endswith(sentence.rstrip()):
        items = []
        for line in following[:_MOST_ITEMS]:
            if not _ITEM.match(line):
                break
            items.append(_ITEM.sub("", line).strip(" ;."))
        return f"{sentence.rstrip()} {'; '.join(items)}." if items else sentence
    if not sentence.rstrip().endswith((";", ":")) or not _LEADS_IN.search(sentence):
        return sentence
    parts = sentences(paragraph)
    if sentence not in parts:
        return sentence
    told = []
    for part in parts[parts.index(sentence) :]:
        told.append(part)
        if not part.rstrip().endswith((";", ":")):
            break
    return " ".join(told)


def read_note(question: Question, hit: Hit) -> str | None:
    """Of a table's row the cells that say why, or what is done, where the question asks that; None if it has none."""
    if question.asks(Operation.WHY):
        column = _CAUSE_COLUMN
    elif question.asks(Operation.SOLUTION):
        column = _REMEDY_COLUMN
    else:
        return None
    name, apart, cells = hit.text.partition(" — ")
    found = [(match["label"], match["words"].strip(" ;")) for match in _CELL.finditer(cells if apart else hit.text)]
    told = [f"{label.lower()}: {words}" for label, words in found if column.search(fold(label)) and _is_prose(words)]
    if not told or not apart:
        return None
    other = [words for label, words in found if not _is_note(label) and len(words.split()) >= _PROSE_WORDS]
    return f"{name}: {'; '.join([*other, *told])}"


def _is_note(label: str) -> bool:
    return re.search(f"{_CAUSE_COLUMN.pattern}|{_REMEDY_COLUMN.pattern}", fold(label)) is not None


def cells_by_role(hit: Hit) -> list[dict[str, str]]:
    """The cells of words of a table's row, each as "cause", "remedy" or "fact", with the row's name."""
    name, apart, cells = hit.text.partition(" — ")
    found = []
    for match in _CELL.finditer(cells) if apart else ():
        label, words = fold(match["label"]), match["words"].strip(" ;")
        role = "cause" if _CAUSE_COLUMN.search(label) else "remedy" if _REMEDY_COLUMN.search(label) else "fact"
        if len(words.split()) >= _PROSE_WORDS:
            found.append({"role": role, "text": words if role == "fact" else f"{name}: {words}"})
    return found


def tells_in_words(hit: Hit) -> bool:
    """Whether a row of a table has a cell of running text."""
    name, apart, cells = hit.text.partition(" — ")
    if not apart and not _CELL.search(name):  # a cell's own text goes on in a piece of its own
        return len(name.split()) >= _PROSE_WORDS
    return any(len(match["words"].split()) >= _PROSE_WORDS for match in _CELL.finditer(cells or name))


def _is_prose(words: str) -> bool:
    return sum(char.isalpha() for char in words) > 5
