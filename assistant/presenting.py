"""What a language model is shown of a conversation: tools' results short and marked as data, long threads cut down.

The built-in model reads the tools' full JSON; a small model's window has no room for it. What a report says stands
between two marks that carry a word made for the turn, so that nothing within can close them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from assistant.citing import clip

_MOST_RESULT = 6_000  # characters of one result
_MOST_RESULTS = 24_000  # of a turn's results together: the older ones are left out
_TURNS_WHOLE = 4  # earlier turns that are shown as they were
_MOST_EARLIER = 700  # characters of an earlier answer
_MOST_SUMMARY = 1_000
_MOST_ROWS = 12
_MARK_LIKE = re.compile(r"(?:⟦|⟧|D[ỮỮ]\s*LI[ỆỆ]U\s*\w{6,})", re.IGNORECASE)
_FIGURE_KEYS = ("ref", "entity", "indicator", "period", "phrase", "change_from", "derivation")


def earlier_turns(messages: Sequence[BaseMessage]) -> list[BaseMessage]:
    """A thread's questions and answers for a model: the last turns as they were, the ones before in one line."""
    pairs: list[tuple[str, str]] = []
    for message in messages:
        if isinstance(message, HumanMessage):
            pairs.append((str(message.text), ""))
        elif isinstance(message, AIMessage) and not message.tool_calls and pairs:
            pairs[-1] = (pairs[-1][0], str(message.text))
    told: list[BaseMessage] = []
    older = pairs[:-_TURNS_WHOLE]
    if older:
        asked = clip("; ".join(clip(question, 120) for question, _ in reversed(older)), _MOST_SUMMARY)
        told += [HumanMessage(f"(Tóm tắt: trước đó tôi đã hỏi: {asked})"), AIMessage("Tôi đã trả lời các câu ấy.")]
    for question, answer in pairs[-_TURNS_WHOLE:]:
        told += [HumanMessage(clip(question, _MOST_EARLIER)), AIMessage(clip(answer, _MOST_EARLIER) or "…")]
    return told


def present(messages: Sequence[BaseMessage], word: str) -> list[BaseMessage]:
    """The messages of a turn as a model is shown them; `word` marks what is data."""
    shown: list[BaseMessage] = []
    room = _MOST_RESULTS
    for message in reversed(messages):
        if isinstance(message, ToolMessage):
            text = mark_data(_shorten(message), word) if room > 0 else mark_data("(đã lược bớt; hãy tra lại)", word)
            room -= len(text)
            shown.append(message.model_copy(update={"content": text}))
        else:
            shown.append(message)
    return shown[::-1]


def mark_data(text: str, word: str) -> str:
    """A text between marks that it cannot close: what looks like a mark is taken out of it."""
    return f"⟦DỮ LIỆU {word}⟧\n{_MARK_LIKE.sub('', text).replace(word, '')}\n⟦HẾT DỮ LIỆU {word}⟧"


def _shorten(message: ToolMessage) -> str:
    try:
        result = json.loads(str(message.text))
    except ValueError:
        return clip(str(message.text), 400)
    if not isinstance(result, dict):
        return clip(str(message.text), 400)
    return clip(json.dumps(_compact(result), ensure_ascii=False), _MOST_RESULT)


def _compact(result: dict[str, Any]) -> dict[str, Any]:
    """The parts of a tool's result that an answer needs."""
    told: dict[str, Any] = {}
    if "readings" in result:
        told["bảng"] = [_reading(reading) for reading in result["readings"]]
        told |= {key: result[key] for key in ("unknown_words", "periods_missed", "periods_known") if result.get(key)}
    for key in ("figures", "count", "total", "top_total"):
        if result.get(key):
            value = result[key]
            told[key] = [_figure(f) for f in value] if isinstance(value, list) else _figure(value)
    if "figures" in result and not result["figures"]:
        told["figures"] = "không có số liệu nào"
    told |= {key: result[key] for key in ("note", "period_note", "error") if result.get(key)}
    if "sentences" in result:
        told["câu"] = [_said(found["text"], found["cites"]) for found in result["sentences"][:_MOST_ROWS]]
    if result.get("sections"):
        told["mục"] = [f"{s['heading']}: {_said(' '.join(s['texts']), s['cites'])}" for s in result["sections"]]
    for group in result.get("assigned", []):
        said = [_said(task["text"], [task["cite"]]) for task in group["tasks"][:_MOST_ROWS]]
        told.setdefault("việc được giao", []).append(
            {"cơ quan": group["body"], "báo cáo": group["report"], "việc": said}
        )
    if "findings" in result:
        told["không khớp"] = [_said(f"{f['place']}: {f['why']}", f["cites"]) for f in result["findings"]]
    return told


def _reading(reading: dict[str, Any]) -> dict[str, Any]:
    return {
        "table": reading["table"],
        "title": clip(reading["title"], 120),
        "report": reading["document"],
        "indicators": [
            {key: column[key] for key in ("indicator", "kind", "unit", "period") if column.get(key)}
            for column in reading["columns"][:_MOST_ROWS]
        ],
        "entities": [row["path"] for row in reading["rows"][:_MOST_ROWS]] or reading.get("examples", []),
        "periods": reading["periods"][-6:],
    }


def _figure(figure: dict[str, Any]) -> dict[str, Any]:
    told = {key: figure[key] for key in _FIGURE_KEYS if figure.get(key)}
    if figure.get("change_from") and figure.get("value") is not None:
        told["phrase"] = f"{'giảm' if str(figure['value']).startswith('-') else 'tăng'} {figure['phrase']}"
    told["nguồn"] = "".join(f"[{cite}]" for cite in figure["cites"][:6])
    if figure.get("quality") in {"suspect", "repaired"}:
        told["lưu ý"] = "cần đối chiếu bản gốc"
    return told


def _said(text: str, cites: Sequence[int]) -> str:
    return f"{clip(text, 600)} {''.join(f'[{cite}]' for cite in cites)}"
