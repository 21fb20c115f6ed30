"""Wording an answer from what reports say: sentences quoted, what does not add up, what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.answer import Status
from assistant.bodies import looks_like_body
from assistant.citing import clip
from assistant.compose import Worded, marks
from assistant.guard.tracing import has_figures
from assistant.intent import Intent
from assistant.question import Operation, Question
from corpus.periods import phrase_period
from corpus.text import fold
from corpus.values import PATH_SEPARATOR

MOST = 0.65  # and where a figure is asked for
TOO_HEAVY = 4.4  # the weight of a word that must not be missing then: it names what is asked about
ENOUGH = 0.5  # the share of a question's words that a quoted sentence must carry
_TELLS_MORE = 0.25  # of a part of the question, for a sentence to be told for that part
_RELATED = 0.25
_SHORT = 700  # characters of a paragraph that is told whole where several of its sentences answer
_ROW = re.compile(r": -?\s?\d[\d.,]*%?(?:;|$)")  # "Số hồ sơ tiếp nhận: 28.072;"
# of a title: its number, and how many of what there are
_NUMBERED = re.compile(r"^(?:(?:Bảng|Biểu|Phụ lục)(?: số)? ?[\d.IVX]*[:.]?|[\d.]+|[IVX]+\.)\s+|\s*\([^()]*\d[^()]*\)")


def word_passages(question: Question, intent: Intent, sentences: Sequence[dict[str, Any]]) -> Worded | None:
    """The answer that quotes the sentences that carry the question, None if none does."""
    exact = question.asks_figure or question.is_bare
    if exact:  # the figures of a row are the figure tools' to give, not a quotation's
        sentences = [found for found in sentences if found["kind"] != "table" or not _ROW.search(found["text"])]
    if question.asks_figure and not question.asks(Operation.TEXT) and intent.operation is Operation.TEXT:
        sentences = [found for found in sentences if has_figures(found["text"]) and not _only_leads(found["text"])]
    if intent.operation is Operation.WHY:  # a row of figures is no cause
        sentences = [found for found in sentences if found["in_words"]]
    best = sentences[0] if sentences else None
    if best is None or best["coverage"] < ENOUGH:
        return None
    wide = intent.operation in {Operation.WHY, Operation.SOLUTION, Operation.DRAFT}
    if exact and not wide and (best["coverage"] < MOST or best["missing_weight"] > TOO_HEAVY):
        return None  # something else would be no answer
    chosen = _passages_of(sentences, intent.names) if wide else _best_sentences(sentences)
    lines = [f"{text.lstrip('-+•* ')} {marks(cites)}" for text, cites in chosen]
    if len(lines) == 1:
        return Worded(lines[0], Status.ANSWERED)
    return Worded("\n".join(f"- {line}" for line in lines), Status.ANSWERED)


def _only_leads(text: str) -> bool:
    """Whether a sentence leads in what stands elsewhere: "… báo cáo kết quả như sau:"."""
    return text.rstrip().endswith(":")


def word_sections(sections: Sequence[dict[str, Any]]) -> Worded | None:
    """What the report writes heading by heading about the thing asked for; None if it has no such headings."""
    if len(sections) < 2:
        return None
    lines = [f"- **{section['heading']}**: {_told(section)}" for section in sections]
    return Worded("\n".join(["Báo cáo nêu từng nội dung như sau:", "", *lines]), Status.ANSWERED)


def _told(section: dict[str, Any]) -> str:
    return " ".join(
        f"{text.lstrip('-+•* ')} [{cite}]" for text, cite in zip(section["texts"], section["cites"], strict=True)
    )


def word_tasks(assigned: Sequence[dict[str, Any]]) -> Worded:
    """What bodies have to do: each task on a line of its own, several reports or bodies under a line each."""
    blocks = []
    for told in assigned:
        period = f" ({phrase_period(told['period'])})" if told["period"] else ""
        head = (
            f"**{told['body']}**, theo {told['report']}{period}:" if told["body"] else f"Theo {told['report']}{period}:"
        )
        lines = [f"- {_capital(task['text'].lstrip('-+•* '))} [{task['cite']}]" for task in told["tasks"]]
        blocks.append("\n".join([head, "", *lines]))
    return Worded("\n\n".join(blocks), Status.ANSWERED)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def word_findings(checked: dict[str, Any]) -> Worded:
    """What does not add up, of all that was asked for."""
    findings, count = checked["findings"], checked["count"]
    if not findings:
        return Worded("Việc kiểm tra không thấy số liệu nào không khớp hoặc mâu thuẫn nhau.", Status.ANSWERED)
    lines = [f"- {found['place']}: {found['why']} {marks(found['cites'])}" for found in findings]
    if checked["specific"]:
        head = "Số liệu không khớp:"
    else:
        head = f"Báo cáo có **{count['phrase']}** số liệu không khớp hoặc in không rõ, trong đó:"
    return Worded("\n".join([head, "", *lines]), Status.ANSWERED)


def word_not_found(found: dict[str, Any]) -> Worded:
    """That the reports do not say it, with what they have nearest."""
    near = found["readings"][0] if found["readings"] else None
    text = "Các báo cáo trong kho không có số liệu hay nội dung trả lời câu hỏi này."
    if known := found.get("periods_known"):
        missed = ", ".join(map(phrase_period, found["periods_missed"]))
        text = f"Trong kho không có số liệu này của {missed}; chỉ có của {', '.join(map(phrase_period, known[-6:]))}."
    unknown = list(dict.fromkeys(found.get("unknown_words", [])))[:5]
    if unknown:
        text += f" Không thấy báo cáo nào nhắc tới: {', '.join(f'“{word}”' for word in unknown)}."
    if near is not None and near["columns"] and (title := _NUMBERED.sub("", near["title"])):
        columns = "; ".join(c["indicator"].replace(PATH_SEPARATOR, " – ") for c in near["columns"][:2])
        text += f" Gần nhất trong kho: bảng “{clip(title, 90)}” (chỉ tiêu “{columns}”)."
    return Worded(text, Status.NOT_FOUND)


def word_clarify(names: Iterable[str], indicator: str) -> Worded:
    """One question back, with the choices there are."""
    choices = "; ".join(names)
    hint = f" Ví dụ: {choices}." if choices else ""
    return Worded(f"Xin cho biết cần tra “{indicator}” của đơn vị nào?{hint}", Status.CLARIFY)


def _best_sentences(sentences: Sequence[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    """The best sentence, and those of its report that tell nearly as much of the question, or another part of it."""
    best = sentences[0]
    own = [found for found in sentences[1:] if found["document"] == best["document"] and found["text"] != best["text"]]
    chosen = [best, *(other for other in own[:2] if other["score"] >= best["score"] - 0.1)]
    for n in range(len(best["clauses"])):
        told = max(found["clauses"][n] for found in chosen)
        better = max(own, key=lambda found: (found["clauses"][n], found["score"]), default=None)
        if better is not None and better["clauses"][n] > told + _TELLS_MORE and better["coverage"] >= _RELATED:
            chosen.append(better)
    beside = {found["passage"] for found in chosen}
    if len(chosen) > 1 and len(beside) == 1 and len(best["passage"]) <= _SHORT:
        return [(best["passage"], best["cites"])]
    return [(found["text"], found["cites"]) for found in chosen]


def own_part(name: str) -> str:
    """A name without the words for its level: "Kế Sách" of "UBND huyện Kế Sách"."""
    bare = re.sub(r"^(?:(?:ubnd|uy ban nhan dan|huyen|thi xa|thanh pho|xa|phuong|thi tran|cap) )+", "", fold(name))
    return bare or fold(name)


def _passages_of(sentences: Sequence[dict[str, Any]], names: Sequence[str]) -> list[tuple[str, list[int]]]:
    """The passages of the best sentences whole, each once, those under one heading together; those alone that name
    the unit asked about, where some do."""
    units = [own_part(name) for name in names if looks_like_body(name)]
    own = [found for found in sentences if any(unit in fold(found["passage"]) for unit in units)]
    sentences = own if sentences[0] in own else sentences
    best = sentences[0]
    chosen: list[tuple[str, list[int]]] = []
    for found in sentences:
        near = found["score"] >= best["score"] - 0.25 or found["heading"] == best["heading"]
        if near and found["passage"] not in [text for text, _ in chosen] and len(chosen) < 6:
            chosen.append((found["passage"], found["cites"]))
    return chosen
