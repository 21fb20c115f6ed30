"""Wording an answer from the figures that the tools gave: the answer first, its figures, where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.answer import Status
from assistant.facts import Fact
from assistant.intent import Intent
from assistant.question import Operation, Question
from corpus.identity import is_only_period
from corpus.period_text import periods_in
from corpus.periods import phrase_period
from corpus.values import PATH_SEPARATOR, Comparison, Kind

_ORDINALS = {2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}
_ASKS_LESS = re.compile(r"\b(?:thap|it|nho|kem|te) hon\b|\bkem\b")
_MARKS_SHOWN = 6  # the figures' table names all sources of a sum
_TABLE_FROM = 3


@dataclass(frozen=True, slots=True)
class Worded:
    """An answer in words and whether it answers."""

    text: str
    status: Status


def word_figures(question: Question, intent: Intent, results: Sequence[dict[str, Any]]) -> Worded | None:
    """The answer that the figures of the tools' results make, None if they hold none."""
    results = _without_repeats(results)
    figures = [figure for result in results for figure in result.get("figures", [])]
    if not figures:
        return None
    word = {
        Operation.RANK: _word_rank,
        Operation.FILTER: _word_filter,
        Operation.CHANGE: _word_change,
        Operation.SHARE: _word_share,
        Operation.COMPARE: _word_compare,
        Operation.SUM: _word_sum,
        Operation.BREAKDOWN: _word_breakdown,
    }.get(intent.operation, _word_lookup)
    text = word(question, intent, results, figures)
    return Worded(f"{text}{_period_note(results)}{quality_note(figures)}", Status.ANSWERED)


def _without_repeats(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The results of calls, each once."""
    return [result for i, result in enumerate(results) if result not in results[:i]]


def word_ambiguous(figures: Sequence[dict[str, Any]]) -> Worded:
    """All rows that a name may mean, each with its figure."""
    lines = [f"- {_subject(figure)}: {_amount(figure)}" for figure in figures]
    head = f"Nhiều dòng mang tên này, theo {_what(figures[0])}:"
    return Worded("\n".join([head, "", *lines]) + quality_note(figures), Status.ANSWERED)


def _word_lookup(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    del question, intent, results
    if len(figures) < _TABLE_FROM:
        return " ".join(_sentence(figure) for figure in figures)
    same = len({figure["entity"] for figure in figures}) == 1
    if same and len({figure["period"] for figure in figures}) > 1:
        told = "; ".join(f"{_what(f)} **{f['phrase']}** {marks(f['cites'])}" for f in figures)
        return f"{_subject(figures[0])}: {told}."
    if same:
        told = "; ".join(f"{_lower(_indicator(f))} **{f['phrase']}** {marks(f['cites'])}" for f in figures)
        return f"{_subject(figures[0])}{_comma_when(figures[0])}: {told}."
    return _table(figures)


def _word_rank(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    if intent.both_ends and len(figures) == 3:
        high, low, gap = figures
        return (
            f"{_indicator(high)}{_comma_when(high)}: cao nhất là **{_subject(high)}** ({_amount(high)}), "
            f"thấp nhất là **{_subject(low)}** ({_amount(low)}); cách nhau **{gap['phrase']}**."
        )
    if intent.position is not None and len(figures) == 3:
        first, nth, gap = figures
        place = _ORDINALS.get(intent.position, str(intent.position))
        return (
            f"Đứng thứ {place} là **{_subject(nth)}** (**{nth['phrase']}**) {marks(nth['cites'])}, sau "
            f"{_subject(first)} ({first['phrase']}) {marks(first['cites'])}; cách nhau **{gap['phrase']}**."
        )
    first = figures[0]
    tied = [figure for figure in figures if figure["value"] == first["value"]]
    names = " và ".join(_subject(figure) for figure in tied)
    text = f"**{names}**: {_what(first)} {_is_change(first)}{_amount(first)}"
    whole, count = results[0].get("total"), results[0].get("count")
    if whole and count and whole["value"] != "0":
        text += f", trong tổng số {whole['phrase']} của {count['phrase']}"
        share = results[0].get("share")
        if share and len(tied) == 1 and (question.asks(Operation.SHARE) or Kind.PERCENT in question.kinds):
            text += f", chiếm **{share['text']}** {marks(share['cites'])}"
    text += "."
    summed = results[0].get("top_total")
    if summed and question.asks(Operation.SUM):
        text += f" Cộng {summed['entity']}: **{summed['phrase']}**."
    if len(figures) > len(tied):
        text += f"\n\n{_table(figures[: max(intent.top, 3)])}"
    return text


def _word_filter(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    del question
    names = "; ".join(f"{_subject(f)} ({_is_change(f)}{f['phrase']}) {marks(f['cites'])}" for f in figures)
    count = results[0]["count"]["text"]
    return f"Có {count} {intent.level or 'đơn vị'}, xét theo {_what(figures[0])}: {names}."


def _word_change(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    del question, intent, figures
    return "\n\n".join(line for result in results for line in _tell_change(result.get("figures", [])))


def _tell_change(figures: Sequence[dict[str, Any]]) -> list[str]:
    """A figure of two periods and the change between them; what is compared otherwise in sentences of its own."""
    values = [figure for figure in figures if not figure["comparison"]]
    moved = [figure for figure in figures if figure["change_from"]]
    apart = [figure for figure in figures if figure["comparison"] and not figure["change_from"]]
    ratio = next((figure for figure in apart if figure["measured_from"]), None)
    if not moved and values and ratio is not None:
        told = f"{_subject(values[0])}: {_what(values[0])} là **{values[0]['phrase']}**, bằng **{ratio['phrase']}**"
        cites = list(dict.fromkeys([*values[0]["cites"], *ratio["cites"]]))
        left = [figure for figure in apart if figure is not ratio]
        return [f"{told}{ratio['measured_from']} {marks(cites)}.", *map(_sentence, left)]
    if not moved:
        return [_sentence(figure) for figure in (*values, *apart)]
    step, *more = moved
    also = next((other for other in more if other["change_from"] == step["change_from"] and _is_percent(other)), None)
    told = f"{_subject(step)}: {_what(values[0] if values else step)}"
    if values:
        told += f" là **{values[0]['phrase']}**"
    told += f", {direction_of(step)} **{step['phrase']}** so với {phrase_period(step['change_from'])}"
    if len(values) > 1:
        told += f" ({values[1]['phrase']})"
    if also is not None and not _is_percent(step):
        told += f", tức {direction_of(also)} {also['phrase'].lstrip('-')}"
    cites = list(dict.fromkeys(cite for f in (*values[:2], step, *([also] if also else [])) for cite in f["cites"]))
    left = [other for other in more if other is not also]
    return [f"{told} {marks(cites)}.", *(_sentence(figure) for figure in (*left, *apart))]


def _is_percent(figure: dict[str, Any]) -> bool:
    return str(figure["phrase"]).endswith("%")


def _word_share(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    told = [_word_one_share(result.get("figures", [])) for result in results if result.get("figures")]
    if any(line is None for line in told):
        return _word_lookup(question, intent, results, figures)
    return "\n\n".join(line for line in told if line)


def _word_one_share(figures: Sequence[dict[str, Any]]) -> str | None:
    """A share with its part and its whole; None where the tool could make none."""
    result = figures[-1]
    if len(figures) < 3 or result["kind"] != Kind.PERCENT.value or not result["derivation"]:
        return None
    part, whole = figures[-3:-1]
    return (
        f"{_subject(part)}{_comma_when(part)}: {_lower(_indicator(part))} {part['phrase']}, bằng **{result['text']}** "
        f"của {whole['phrase']} ({_lower(_indicator(whole))}, {_subject(whole)}) {marks(result['cites'])}."
    )


def _word_compare(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    result = figures[-1]
    if any(figure["comparison"] for figure in figures):
        return _word_change(question, intent, results, figures)
    if not result["derivation"] or len(figures) < 3:
        return _word_lookup(question, intent, results, figures)
    first, second = figures[-3], figures[-2]
    if result["phrase"].endswith("lần"):
        return (
            f"{_side(first, second)} **{first['phrase']}**, gấp **{result['phrase']}** {_side(second, first)} "
            f"({second['phrase']}){_comma_when(first)} {marks(result['cites'])}."
        )
    if first["value"] == second["value"]:
        return (
            f"{_side(first, second)} và {_side(second, first)} bằng nhau: cùng **{first['phrase']}**"
            f"{_comma_when(first)} {marks(result['cites'])}."
        )
    more, less = (first, second) if Decimal(first["value"]) >= Decimal(second["value"]) else (second, first)
    ranks = first["kind"] == Kind.RANK.value
    better, worse = (less, more) if ranks else (more, less)
    asked_worse = _ASKS_LESS.search(question.folded) is not None
    one, other = (worse, better) if asked_worse else (better, worse)
    how = ("đứng sau" if asked_worse else "đứng trên") if ranks else ("thấp hơn" if asked_worse else "cao hơn")
    return (
        f"{_side(one, other)} {how}: **{one['phrase']}** so với **{other['phrase']}** của {_side(other, one)}, "
        f"chênh nhau **{result['phrase']}**{_comma_when(one)} {marks(result['cites'])}."
    )


def _side(figure: dict[str, Any], other: dict[str, Any]) -> str:
    """What tells one side of a comparison from the other: its row, or its column."""
    if figure["entity"] != other["entity"]:
        return f"{_subject(figure)} ({_lower(_indicator(figure))})"
    return f"{_indicator(figure)} ({_subject(figure)})"


def _word_sum(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    del question, intent, figures
    lines: list[str] = []
    for result in results:
        own = result.get("figures", [])
        if not own:
            continue
        last = own[-1]
        if not last["derivation"]:  # figures that do not add up: shares, ranks
            lines.extend(_sentence(figure) for figure in own)
            continue
        terms = "; ".join(f"{_term(f, own[:-1])} {f['text']} {marks(f['cites'])}" for f in own[:-1])
        lines.append(f"Tổng {_lower(_indicator(last))}{_comma_when(last)}: **{last['phrase']}** (gồm {terms}).")
    return "\n\n".join(lines)


def _term(figure: dict[str, Any], terms: Sequence[dict[str, Any]]) -> str:
    """What tells one term of a sum from the others: its row, its column, its period."""
    told = [_subject(figure)] if len({f["entity"] for f in terms}) > 1 else []
    told += [_lower(_indicator(figure))] if len({f["indicator"] for f in terms}) > 1 else []
    told += [_when(figure)] if len({f["period"] for f in terms}) > 1 and figure["period"] else []
    return " ".join(told) or _subject(figure)


def _word_breakdown(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    del question, intent
    parts = results[1].get("figures", []) if len(results) > 1 else []
    head = _sentence(figures[0])
    if not parts:
        return head
    listed = "; ".join(f"{_part_name(f)} {f['text']} {marks(f['cites'])}" for f in parts)
    return f"{head} Trong đó: {listed}."


def _part_name(figure: dict[str, Any]) -> str:
    return str(figure["path"].split(PATH_SEPARATOR)[-1])


def _sentence(figure: dict[str, Any]) -> str:
    if figure["change_from"]:
        since = phrase_period(figure["change_from"])
        told = f"{direction_of(figure)} **{figure['phrase']}** so với {since} {marks(figure['cites'])}"
        return f"{_subject(figure)}: {_what(figure)} {told}."
    if figure["measured_from"]:
        told = f"bằng **{figure['phrase']}**{figure['measured_from']} {marks(figure['cites'])}"
        return f"{_subject(figure)}: {_what(figure)} {told}."
    unclear = figure["comparison"] == Comparison.UNPROVEN.value and not figure["period"]
    note = " (báo cáo không ghi rõ là của kỳ nào)" if unclear else ""
    return f"{_subject(figure)}: {_what(figure)} là {_amount(figure)}{note}."


def _table(figures: Sequence[dict[str, Any]]) -> str:
    head = f"| Đơn vị | {_upper(_indicator(figures[0]))}{_comma_when(figures[0])} | Nguồn |"
    rows = [f"| {_cell(_subject(f))} | {_is_change(f)}{f['phrase']} | {marks(f['cites'])} |" for f in figures]
    return "\n".join([head, "| --- | ---: | --- |", *rows])


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def _period_note(results: Sequence[dict[str, Any]]) -> str:
    """Why figures of periods of other lengths stand beside each other, not reckoned with."""
    note = next((result["period_note"] for result in results if result.get("period_note")), None)
    return f"\n\n_{note}_" if note else ""


def quality_note(figures: Sequence[dict[str, Any]]) -> str:
    """One clause on figures that the audit repaired or doubts."""
    repaired = next((f for f in figures if f["quality"] == "repaired"), None)
    suspect = next((f for f in figures if f["quality"] == "suspect"), None)
    if repaired is not None:
        printed = f" (bản in: “{repaired['printed']}”)" if repaired["printed"] else ""
        return f"\n\n_Lưu ý: có số liệu đã được phục hồi từ các phép cộng trong bảng{printed}._"
    if suspect is not None and suspect["recognised"]:
        return "\n\n_Lưu ý: có số liệu đọc từ bản quét, chưa có phép cộng nào xác nhận; cần đối chiếu bản gốc._"
    if suspect is not None:
        return "\n\n_Lưu ý: có số liệu in không rõ hoặc chưa khớp, cần đối chiếu bản gốc._"
    return ""


def note_quality(facts: Sequence[Fact]) -> str:
    """The same of facts themselves, for words that are not made here."""
    told = [{"quality": f.quality, "printed": f.printed, "recognised": f.recognised} for f in facts]
    return quality_note(told)


def direction_of(figure: dict[str, Any]) -> str:
    """Which way a change goes, in words."""
    value = Decimal(figure["value"]) if figure["value"] is not None else Decimal(0)
    return "tăng" if value > 0 else "giảm" if value < 0 else "không đổi,"


def _is_change(figure: dict[str, Any]) -> str:
    return f"{direction_of(figure)} " if figure["change_from"] else ""


def _subject(figure: dict[str, Any]) -> str:
    return str(figure["entity"]).strip() or "Toàn bảng"


def _indicator(figure: dict[str, Any]) -> str:
    return str(figure["indicator"]).replace(PATH_SEPARATOR, " – ")


def _when(figure: dict[str, Any]) -> str:
    return phrase_period(figure["period"]) if figure["period"] else ""


def _what(figure: dict[str, Any]) -> str:
    """What a figure measures and when, to stand within a sentence."""
    if figure["period"] and not figure["comparison"] and is_only_period(_indicator(figure)):
        cumulated = "lũy kế " if "kế" in _indicator(figure).lower() and "lũy kế" not in _when(figure) else ""
        return f"{cumulated}{_when(figure)}"
    return f"{_lower(_indicator(figure))}{_comma_when(figure)}"


def _amount(figure: dict[str, Any]) -> str:
    """A figure with its unit and sources."""
    return f"**{figure['phrase']}** {marks(figure['cites'])}"


def _comma_when(figure: dict[str, Any]) -> str:
    when = _when(figure)
    said = when in _indicator(figure).lower() or figure["period"] in periods_in(_indicator(figure))
    return f" {when}" if when and not said else ""


def marks(cites: Sequence[int]) -> str:
    return "".join(f"[{cite}]" for cite in cites[:_MARKS_SHOWN])


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def what_is_measured(figure: dict[str, Any]) -> str:
    """What a figure measures and when, to stand within a sentence."""
    return _what(figure)
