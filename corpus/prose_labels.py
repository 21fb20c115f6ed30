"""What a figure of running text counts, where the words before it do not say: "Có 895/921 giáo viên đạt chuẩn"."""

from __future__ import annotations

import itertools
import re

from corpus.period_text import mentions_in, without_periods
from corpus.text import fold

# words that lead to a figure and name nothing
_EMPTY = re.compile(
    r"(?:(?:trong đó|gồm|bao gồm|cụ thể|hiện|nay|đã|có|còn|riêng|với|được|là|và|toàn bộ)(?:[\s,:]+|$))+", re.IGNORECASE
)
_OPENS_PARTS = re.compile(r"(?:^|[\s,;(])(?:trong đó|gồm|bao gồm|cụ thể)(?:\s(?:có|là))?\s*:?\s*$", re.IGNORECASE)
# where what is counted ends: a mark, a figure, or the verb that goes on to tell of it
_ENDS = re.compile(
    r"[.;:()\d]|\s[-–]\s|\s(?:với|so với|trong đó|gồm|bao gồm|chiếm|tăng|giảm|bằng|nhưng|còn lại|trên tổng|trong tổng"
    r"|(?:đạt|là|có)(?= (?:\d|tỷ lệ|tỉ lệ|trên|dưới)))(?=[\s:]|$)",
    re.IGNORECASE,
)
_JOINT = re.compile(r",\s*|\s(?:và|hoặc)(?=\s|$)")
_LONGEST_JOINED = 4  # words: "cán bộ quản lý, giáo viên, nhân viên"
_LONGEST = 12  # words
_TIME_WORD = re.compile(
    r"trong|tinh|den|het|ngay|nam|dau|cuoi|cua|ky|quy|thang|tu|ke|vao|tai|thoi|diem|nay|qua|vua|bao|"
    r"cao|nua|sau|mot|hai|ba|bon|bay|tam|chin|muoi|hoc"
    r"|[ivx]+"
)


def is_empty_lead(phrase: str) -> bool:
    """Whether the words before a figure name nothing: "Có", "trong đó có", none at all."""
    return not phrase or _EMPTY.fullmatch(phrase.strip()) is not None


def is_time(phrase: str) -> bool:
    """Whether words say when and nothing else ("Năm 2023")."""
    return _is_timed(phrase) and not re.search(r"[^\W\d_]", without_periods(phrase))


def opens_parts(lead: str) -> bool:
    """Whether words end in what opens a list of parts ("…, giáo viên, nhân viên, gồm:")."""
    return _OPENS_PARTS.search(lead) is not None


def counted_after(text: str) -> str:
    """The noun phrase that follows a figure: " giáo viên đạt chuẩn trở lên, đạt …" → "giáo viên đạt chuẩn trở lên"."""
    end = _ENDS.search(text)
    told = text[: end.start()] if end else text
    # after what is counted another clause may begin, whose own figure follows; a list of things has none
    listed = end is None or not (end.group().isdigit() or end.group().strip().lower() in {"đạt", "là", "có"})
    joints = [joint.start() for joint in _JOINT.finditer(told)] + [len(told)]
    until = joints[0]
    for start, stop in itertools.pairwise(joints):
        words = _JOINT.sub("", told[start:stop], count=1).split()
        if not listed or not 1 <= len(words) <= _LONGEST_JOINED or not words[0].islower():
            break
        until = stop
    words = told[:until].split()
    return " ".join(words) if 1 <= len(words) <= _LONGEST else ""


def without_lead(phrase: str) -> str:
    """A phrase without the clause of time that opens it: "Đến hết ngày 30/9/2024, toàn tỉnh …" → "toàn tỉnh …"."""
    head, comma, rest = phrase.partition(",")
    if not comma or not rest.strip() or not any(char.isalpha() for char in head):
        return phrase
    words = re.findall(r"[a-z]+", fold(head))
    known = all(map(_TIME_WORD.fullmatch, words))
    return rest.strip() if known and _is_timed(head) else phrase


def _is_timed(text: str) -> bool:
    return bool(mentions_in(text)) or re.search(r"\d", text) is not None
