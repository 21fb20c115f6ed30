"""Wording whether figures are right, where the audit found nothing about them itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from assistant.answer import Status
from assistant.checking import is_telling
from assistant.compose import Worded, marks
from assistant.intent import Intent
from assistant.question import Question
from corpus.numbers import numbers_in

_NOTHING = "Việc kiểm tra không thấy số liệu nào không khớp liên quan đến điều được hỏi."
_COUNTED = {2: "hai", 3: "ba"}
_ROUNDING = Decimal("0.005")


def word_audit(
    question: Question, intent: Intent, checked: dict[str, Any], figures: Sequence[dict[str, Any]]
) -> Worded | None:
    """Whether what the question says or adds up is right; None where the audit's findings answer."""
    if checked["specific"]:
        return None
    if ratio := checked["ratio"]:
        return Worded(_word_ratio(ratio), Status.ANSWERED)
    if totals := checked["totals"]:
        return Worded(_word_totals(totals), Status.ANSWERED)
    claimed = [number.value for _, number in numbers_in(question.text) if is_telling(number.value)]
    known = [figure for figure in figures if figure["value"] is not None]
    if not known:
        return Worded(_NOTHING, Status.ANSWERED) if claimed else None
    if intent.sums and known[-1]["derivation"]:
        return Worded(_word_sum(known, claimed), Status.ANSWERED)
    if claimed:
        return Worded(_word_claim(known, claimed, adds="cong" in question.folded.split()), Status.ANSWERED)
    if intent.names:
        told = "; ".join(f"{_of(figure)} **{figure['phrase']}** {marks(figure['cites'])}" for figure in known)
        return Worded(f"Việc kiểm tra không thấy chỗ nào không khớp ở các số này: {told}.", Status.ANSWERED)
    return None


def _word_ratio(ratio: dict[str, Any]) -> str:
    verdict = "khớp với" if ratio["same"] else "không khớp với"
    told = f"Tính lại được **{ratio['phrase']}** ({ratio['derivation']}), {verdict} {ratio['claimed']}"
    return f"{told} {marks(ratio['cites'])}."


def _word_totals(totals: Sequence[dict[str, Any]]) -> str:
    same = len({figure["value"] for figure in totals}) == 1
    if same:
        cites = list(dict.fromkeys(cite for figure in totals for cite in figure["cites"]))
        told = f"{_of(totals[0])} **{totals[0]['phrase']}** {marks(cites)}"
        return f"Khớp nhau: {_COUNTED[len(totals)]} bảng đều cho {told}."
    told = "; ".join(f"{_of(figure)} **{figure['phrase']}** {marks(figure['cites'])}" for figure in totals)
    return f"Không khớp nhau: {told}."


def _word_sum(figures: Sequence[dict[str, Any]], claimed: Sequence[Decimal]) -> str:
    result = figures[-1]
    value = Decimal(result["value"])
    said = [number for number in claimed if _same_size(number, value)]
    verdict = ""
    if said:
        fits = any(abs(number - value) < _ROUNDING for number in said)
        verdict = ", khớp với số nêu trong câu hỏi" if fits else ", không khớp với số nêu trong câu hỏi"
    return f"Cộng lại được **{result['phrase']}**{verdict} {marks(result['cites'])}."


def _word_claim(figures: Sequence[dict[str, Any]], claimed: Sequence[Decimal], adds: bool) -> str:
    """Whether a figure claimed is what the report prints; `adds` where the question asks for a sum that none made."""
    fitting = [f for f in figures if any(abs(abs(Decimal(f["value"])) - abs(n)) < _ROUNDING for n in claimed)]
    told = "; ".join(f"{_of(f)} **{f['phrase']}** {marks(f['cites'])}" for f in fitting or figures)
    if adds:
        return f"Báo cáo ghi {told}; chưa cộng lại được từng phần để đối chiếu."
    if fitting:
        return f"Đúng như báo cáo ghi: {told}; việc kiểm tra không thấy chỗ nào không khớp ở đó."
    return f"Không đúng với báo cáo: báo cáo ghi {told}."


def _of(figure: dict[str, Any]) -> str:
    """What a figure is of, to go before it."""
    indicator = str(figure["indicator"]).replace(" › ", " – ")
    said = ", ".join(part for part in (indicator, figure["entity"]) if part)
    return said[:1].lower() + said[1:]


def _same_size(number: Decimal, value: Decimal) -> bool:
    """Whether a number said can be meant as the sum: not "8 lĩnh vực"."""
    return bool(value) and Decimal("0.5") <= abs(number / value) <= 2
