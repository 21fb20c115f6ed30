"""Wording an answer from what the tools gave: the answer first, its figures, where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assistant.answer import Status
from assistant.citing import clip
from assistant.intent import Intent
from assistant.question import Operation, Question
from assistant.tracing import has_figures
from corpus.identity import is_only_period
from corpus.period_text import periods_in
from corpus.periods import phrase_period
from corpus.values import PATH_SEPARATOR, Comparison, Kind

MOST = 0.65  # and where a figure is asked for
TOO_HEAVY = 4.4  # the weight of a word that must not be missing then: it names what is asked about
_ORDINALS = {2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}
ENOUGH = 0.5  # the share of a question's words that a quoted sentence must carry
_ROW = re.compile(r": -?\s?\d[\d.,]*%?(?:;|$)")  # "Số hồ sơ tiếp nhận: 28.072;"
# of a title: its number, and how many of what there are
_NUMBERED = re.compile(r"^(?:(?:Bảng|Biểu|Phụ lục)(?: số)? ?[\d.IVX]*[:.]?|[\d.]+|[IVX]+\.)\s+|\s*\([^()]*\d[^()]*\)")
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
        if intent.operation is Operation.FILTER and any("asked" in result for result in results):
            return Worded(_nothing_fits(intent), Status.ANSWERED)
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
    return Worded(f"{text}{_period_note(results)}{_quality_note(figures)}", Status.ANSWERED)


def _without_repeats(results: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The results of calls, each once."""
    return [result for i, result in enumerate(results) if result not in results[:i]]


def word_passages(question: Question, intent: Intent, sentences: Sequence[dict[str, Any]]) -> Worded | None:
    """The answer that quotes the sentences that carry the question, None if none does."""
    if (
        question.asks_figure or question.is_bare
    ):  # the figures of a row are the figure tools' to give, not a quotation's
        sentences = [found for found in sentences if found["kind"] != "table" or not _ROW.search(found["text"])]
    if question.asks_figure and not question.asks(Operation.TEXT) and intent.operation is Operation.TEXT:
        sentences = [found for found in sentences if has_figures(found["text"])]
    best = sentences[0] if sentences else None
    if best is None or best["coverage"] < ENOUGH:
        return None
    wide = intent.operation in {Operation.WHY, Operation.SOLUTION, Operation.DRAFT}
    if (
        (question.asks_figure or question.is_bare)
        and not wide
        and (best["coverage"] < MOST or best["missing_weight"] > TOO_HEAVY)
    ):
        return None  # a figure of something else would be no answer
    chosen = _passages_of(sentences) if wide else _best_sentences(sentences)
    lines = [f"{text.lstrip('-+•* ')} {_marks(cites)}" for text, cites in chosen]
    if len(lines) == 1:
        return Worded(lines[0], Status.ANSWERED)
    return Worded("\n".join(f"- {line}" for line in lines), Status.ANSWERED)


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


def word_findings(checked: dict[str, Any]) -> Worded:
    """What does not add up, of all that was asked for."""
    findings, count = checked["findings"], checked["count"]
    if not findings:
        return Worded("Việc kiểm tra không thấy số liệu nào không khớp hoặc mâu thuẫn nhau.", Status.ANSWERED)
    lines = [f"- {found['place']}: {found['why']} {_marks(found['cites'])}" for found in findings]
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


def word_ambiguous(figures: Sequence[dict[str, Any]]) -> Worded:
    """All rows that a name may mean, each with its figure."""
    lines = [f"- {_subject(figure)}: {_amount(figure)}" for figure in figures]
    head = f"Nhiều dòng mang tên này, theo {_what(figures[0])}:"
    return Worded("\n".join([head, "", *lines]) + _quality_note(figures), Status.ANSWERED)


def _word_lookup(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    del question, intent, results
    if len(figures) < _TABLE_FROM:
        return " ".join(_sentence(figure) for figure in figures)
    same = len({figure["entity"] for figure in figures}) == 1
    if same and len({figure["period"] for figure in figures}) > 1:
        told = "; ".join(f"{_what(f)} **{f['phrase']}** {_marks(f['cites'])}" for f in figures)
        return f"{_subject(figures[0])}: {told}."
    if same:
        told = "; ".join(f"{_lower(_indicator(f))} **{f['phrase']}** {_marks(f['cites'])}" for f in figures)
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
            f"Đứng thứ {place} là **{_subject(nth)}** (**{nth['phrase']}**) {_marks(nth['cites'])}, sau "
            f"{_subject(first)} ({first['phrase']}) {_marks(first['cites'])}; cách nhau **{gap['phrase']}**."
        )
    first = figures[0]
    tied = [figure for figure in figures if figure["value"] == first["value"]]
    names = " và ".join(_subject(figure) for figure in tied)
    text = f"**{names}**: {_what(first)} {_is_change(first)}{_amount(first)}"
    whole, count = results[0].get("total"), results[0].get("count")
    if whole and count and whole["value"] != "0":
        text += f", trong tổng số {whole['phrase']} của {count['phrase']}"
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
    names = "; ".join(f"{_subject(f)} ({_is_change(f)}{f['phrase']}) {_marks(f['cites'])}" for f in figures)
    count = results[0]["count"]["text"]
    whole = results[0].get("total")
    total = f", tổng cộng **{whole['phrase']}**" if whole else ""
    return f"Có {count} {intent.level or 'đơn vị'}{total}, xét theo {_what(figures[0])}: {names}."


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
        return [f"{told}{ratio['measured_from']} {_marks(cites)}.", *map(_sentence, left)]
    if not moved:
        return [_sentence(figure) for figure in (*values, *apart)]
    step, *more = moved
    also = next((other for other in more if other["change_from"] == step["change_from"] and _is_percent(other)), None)
    told = f"{_subject(step)}: {_what(values[0] if values else step)}"
    if values:
        told += f" là **{values[0]['phrase']}**"
    told += f", {_direction(step)} **{step['phrase']}** so với {phrase_period(step['change_from'])}"
    if len(values) > 1:
        told += f" ({values[1]['phrase']})"
    if also is not None and not _is_percent(step):
        told += f", tức {_direction(also)} {also['phrase'].lstrip('-')}"
    cites = list(dict.fromkeys(cite for f in (*values[:2], step, *([also] if also else [])) for cite in f["cites"]))
    left = [other for other in more if other is not also]
    return [f"{told} {_marks(cites)}.", *(_sentence(figure) for figure in (*left, *apart))]


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
        f"của {whole['phrase']} ({_lower(_indicator(whole))}, {_subject(whole)}) {_marks(result['cites'])}."
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
    more, less = (first, second) if Decimal(first["value"]) >= Decimal(second["value"]) else (second, first)
    if result["phrase"].endswith("lần"):
        return (
            f"{_side(first, second)} **{first['phrase']}**, gấp **{result['phrase']}** {_side(second, first)} "
            f"({second['phrase']}){_comma_when(first)} {_marks(result['cites'])}."
        )
    return (
        f"{_side(more, less)} cao hơn: **{more['phrase']}** so với **{less['phrase']}** của {_side(less, more)}, "
        f"chênh nhau **{result['phrase']}**{_comma_when(more)} {_marks(result['cites'])}."
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
        terms = "; ".join(f"{_subject(f)} {f['text']} {_marks(f['cites'])}" for f in own[:-1])
        lines.append(f"Tổng {_lower(_indicator(last))}{_comma_when(last)}: **{last['phrase']}** (gồm {terms}).")
    return "\n\n".join(lines)


def _word_breakdown(
    question: Question, intent: Intent, results: Sequence[dict[str, Any]], figures: Sequence[dict[str, Any]]
) -> str:
    del question, intent
    parts = results[1].get("figures", []) if len(results) > 1 else []
    head = _sentence(figures[0])
    if not parts:
        return head
    listed = "; ".join(f"{_part_name(f)} {f['text']} {_marks(f['cites'])}" for f in parts)
    return f"{head} Trong đó: {listed}."


def _part_name(figure: dict[str, Any]) -> str:
    return str(figure["path"].split(PATH_SEPARATOR)[-1])


def _sentence(figure: dict[str, Any]) -> str:
    if figure["change_from"]:
        since = phrase_period(figure["change_from"])
        told = f"{_direction(figure)} **{figure['phrase']}** so với {since} {_marks(figure['cites'])}"
        return f"{_subject(figure)}: {_what(figure)} {told}."
    if figure["measured_from"]:
        told = f"bằng **{figure['phrase']}**{figure['measured_from']} {_marks(figure['cites'])}"
        return f"{_subject(figure)}: {_what(figure)} {told}."
    unclear = figure["comparison"] == Comparison.UNPROVEN.value and not figure["period"]
    note = " (báo cáo không ghi rõ là của kỳ nào)" if unclear else ""
    return f"{_subject(figure)}: {_what(figure)} là {_amount(figure)}{note}."


def _table(figures: Sequence[dict[str, Any]]) -> str:
    head = f"| Đơn vị | {_upper(_indicator(figures[0]))}{_comma_when(figures[0])} | Nguồn |"
    rows = [f"| {_cell(_subject(f))} | {_is_change(f)}{f['phrase']} | {_marks(f['cites'])} |" for f in figures]
    return "\n".join([head, "| --- | ---: | --- |", *rows])


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def _nothing_fits(intent: Intent) -> str:
    label = intent.columns[0].indicator.replace(PATH_SEPARATOR, " – ") if intent.columns else ""
    return f"Không có {intent.level or 'đơn vị'} nào thỏa điều kiện, xét theo {_lower(label)}."


def _period_note(results: Sequence[dict[str, Any]]) -> str:
    """Why figures of periods of other lengths stand beside each other, not reckoned with."""
    note = next((result["period_note"] for result in results if result.get("period_note")), None)
    return f"\n\n_{note}_" if note else ""


def _quality_note(figures: Sequence[dict[str, Any]]) -> str:
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


def _direction(figure: dict[str, Any]) -> str:
    value = Decimal(figure["value"]) if figure["value"] is not None else Decimal(0)
    return "tăng" if value > 0 else "giảm" if value < 0 else "không đổi,"


def _is_change(figure: dict[str, Any]) -> str:
    return f"{_direction(figure)} " if figure["change_from"] else ""


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
    return f"**{figure['phrase']}** {_marks(figure['cites'])}"


def _comma_when(figure: dict[str, Any]) -> str:
    when = _when(figure)
    said = when in _indicator(figure).lower() or figure["period"] in periods_in(_indicator(figure))
    return f" {when}" if when and not said else ""


def _marks(cites: Sequence[int]) -> str:
    return "".join(f"[{cite}]" for cite in cites[:_MARKS_SHOWN])


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def _best_sentences(sentences: Sequence[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    """The best sentence, and the next where it tells nearly as much of the question."""
    best = sentences[0]
    chosen = [best]
    for other in sentences[1:3]:
        if other["score"] >= best["score"] - 0.1 and other["text"] != best["text"]:
            chosen.append(other)
    return [(s["text"], s["cites"]) for s in chosen]


def _passages_of(sentences: Sequence[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    """The passages of the best sentences whole, each once, those under one heading together."""
    best = sentences[0]
    chosen: list[tuple[str, list[int]]] = []
    for found in sentences:
        near = found["score"] >= best["score"] - 0.25 or found["heading"] == best["heading"]
        if near and found["passage"] not in [text for text, _ in chosen] and len(chosen) < 6:
            chosen.append((found["passage"], found["cites"]))
    return chosen
