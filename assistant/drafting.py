"""A request to write something: what it is about, and a first draft of figures, causes and remedies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.answer import Status
from assistant.compose import Worded
from assistant.quoting import ENOUGH
from corpus.text import fold, normalise

_PEOPLE = "minh|toi|em|anh|chi|ban|sep|lanh dao|co quan|phong|tui"
_KINDS_OF_TEXT = (
    "du thao|doan|dong|cau|bai|ban|bao cao|van ban|cong van|to trinh|phan|y|nhan xet|tom tat|giai trinh|danh gia"
    "|phan tich|thuyet minh|ket luan|nhan dinh|van|chinh|loi|mo ta|thong bao|phat bieu"
)
_OPENING = re.compile(
    rf"^\W*(?:(?:xin|hay|giup|nho|vui long|lam on|can|muon|cho|{_PEOPLE})\W+)*(?:soan thao|soan|viet|du thao|thao)\b"
    rf"(?:\W+(?:giup|ho|gium|cho|dum|lai|ra|ngay|{_PEOPLE}))*"
    rf"(?:\W+(?:mot|1|may|vai|hai|ba|2|3|ngan gon|ngan|gon|nhanh|so bo|so sanh(?= .* voi)|{_KINDS_OF_TEXT}))*"
    r"(?:\W+(?:ve viec|ve|viec|cho|neu|noi ve|trong do))?\b"
)
_PURPOSE = re.compile(
    r",?\s+(?:de (?:dua|gui|trinh|bao cao|phuc vu|lam|dung|chen|kip)|gui (?!len)"
    r"|trinh (?:ubnd|uy ban|lanh dao|sep|so)|kinh gui).*$"
)
_DRAFTS = re.compile(_OPENING.pattern)
_MOST_FACTS = 4
_MOST_CAUSES = 4
_MOST_REMEDIES = 6
_NEAR = 0.75  # of the best sentence's share of the question, for others to be told beside it


def asks_draft(text: str) -> bool:
    """Whether a request is to write something."""
    return _DRAFTS.match(fold(normalise(text))) is not None


def draft_topic(text: str) -> str:
    """What is to be written about: the request without what is to be written, for whom and what for."""
    plain = normalise(text)
    folded = fold(plain)
    if len(folded) != len(plain):
        return plain
    opening, purpose = _OPENING.match(folded), _PURPOSE.search(folded)
    start = opening.end() if opening else 0
    end = purpose.start() if purpose and purpose.start() > start else len(plain)
    return plain[start:end].strip(" ,.:;") or plain


def word_draft(figures: Worded | None, given: Sequence[dict[str, Any]], names: Sequence[str]) -> Worded | None:
    """A first draft in Markdown about the units of `names`; None where the reports tell nothing of it. What it lacks
    is said."""
    sentences = [found for result in given for found in result.get("sentences", []) if found["heading"]]
    best = max((found["coverage"] for found in sentences), default=0.0)
    near = [
        found for found in sentences if best >= ENOUGH and found["coverage"] >= _NEAR * best and _tells_of(found, names)
    ]
    section = [(told["text"], told["cite"]) for result in given for told in result.get("section", [])]
    facts = _lines(section) or _said("fact", near)
    causes = _said("cause", near)
    remedies = _lines(
        (task["text"], task["cite"])
        for result in given
        for told in result.get("assigned", [])
        for task in told["tasks"]
    )
    remedies = [*_said("remedy", near), *remedies]
    if figures is None and not facts:
        return None
    results = [*([figures.text] if figures else []), *([_as_list(facts[:_MOST_FACTS])] if facts else [])]
    blocks = ["**Kết quả**", *results]
    for name, lines in (("Nguyên nhân", causes[:_MOST_CAUSES]), ("Giải pháp", remedies[:_MOST_REMEDIES])):
        if lines:
            blocks += [f"**{name}**", _as_list(list(dict.fromkeys(lines)))]
    lacking = [name for name, lines in (("nguyên nhân", causes), ("giải pháp", remedies)) if not lines]
    if lacking:
        blocks.append(f"_Báo cáo không nêu {' và '.join(lacking)} riêng cho nội dung này._")
    return Worded("\n\n".join(blocks), Status.ANSWERED)


def _tells_of(found: dict[str, Any], names: Sequence[str]) -> bool:
    """Whether a sentence, its passage or its headings name one of the units, if any are to be named."""
    said = fold(" ".join([found["text"], found["passage"], *found["heading"]]))
    return not names or any(fold(name) in said or _own_part(name) in said for name in names)


def _own_part(name: str) -> str:
    """A name without the words for its level: "Kế Sách" of "UBND huyện Kế Sách"."""
    bare = re.sub(r"^(?:(?:ubnd|uy ban nhan dan|huyen|thi xa|thanh pho|xa|phuong|thi tran|cap) )+", "", fold(name))
    return bare or fold(name)


def _said(role: str, found: Iterable[dict[str, Any]]) -> list[str]:
    """What sentences tell of a role, those of a table's row by its columns."""
    told = []
    for one in found:
        cite = one["cites"][0]
        if one["cells"]:
            told += [(cell["text"], cite) for cell in one["cells"] if cell["role"] == role]
        elif one["kind"] == "text" and one["role"] == role and not one["text"].rstrip().endswith(":"):
            told.append((one["text"], cite))
    return _lines(told)


def _lines(told: Iterable[tuple[str, int]]) -> list[str]:
    return list(dict.fromkeys(f"{_bare(text)} [{cite}]" for text, cite in told))


def _as_list(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _bare(text: str) -> str:
    return text.lstrip("-+•* ")
