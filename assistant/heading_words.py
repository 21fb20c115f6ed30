"""Wording what reports say of themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answer import Status
from assistant.compose import Worded
from assistant.heads import Field

_SAID_OF_NONE = {
    Field.SIGNER: "người ký",
    Field.NUMBER: "số hiệu",
    Field.DATE: "ngày ban hành",
    Field.BODY: "cơ quan ban hành",
    Field.RECIPIENT: "nơi gửi đến",
}
_MOST = 8  # reports that are told each; of more, one question back


def word_reports(described: dict[str, Any]) -> Worded | None:
    """What was asked of each report; None where no report fits or none says it."""
    reports, fields = described["reports"], [Field(name) for name in described["fields"]]
    told = [(report, line) for report in reports if (line := _word_report(report, fields))]
    if not told and reports and set(fields) <= set(_SAID_OF_NONE):
        what = " và ".join(_SAID_OF_NONE[field] for field in fields)
        names = "; ".join(report["report"] for report in reports[:3])
        return Worded(f"{names} không ghi {what}.", Status.NOT_FOUND)
    if not told:
        return None
    if len(told) > _MOST:
        names = "; ".join(report["report"] for report, _ in told[:4])
        text = f"Kho có {len(reports)} báo cáo: xin cho biết cần hỏi báo cáo nào (số, năm hoặc tỉnh). Ví dụ: {names}."
        return Worded(text, Status.CLARIFY)
    if len(told) == 1:
        return Worded(told[0][1], Status.ANSWERED)
    return Worded("\n".join(f"- {line}" for _, line in told), Status.ANSWERED)


def _word_report(report: dict[str, Any], fields: Sequence[Field]) -> str:
    """One report's answer in a sentence or two; "" where it says none of what is asked."""
    clauses = []
    if Field.SIGNER in fields and report["signer"]:
        position = f", {report['position']}," if report["position"] else ""
        clauses.append(f"do **{report['signer']}**{position} ký")
    if Field.BODY in fields and report["body"]:
        clauses.append(f"do **{report['body']}** ban hành")
    if (Field.DATE in fields or Field.NUMBER in fields) and report["date"]:
        clauses.append(f"ban hành {_tell_day(report['date'])}")
    if Field.TITLE in fields and report["title"]:
        clauses.append(f"tên là “{report['title']}”")
    mark = f" [{report['cite']}]" if report["cite"] else ""
    told = [f"{report['report']}{_about(report)} {', '.join(clauses)}{mark}."] if clauses else []
    if "recipient_cite" in report:
        subject = "Văn bản" if told else report["report"]
        told.append(f"{subject} gửi **{report['recipient']}** [{report['recipient_cite']}].")
    for name, lead in (("bases", "Căn cứ nêu trong báo cáo"), ("spans", "Kỳ số liệu")):
        if report.get(name):
            said = "; ".join(f"{one['text'].rstrip(' .:;')} [{one['cite']}]" for one in report[name])
            whose = "" if told else f" ({report['report']})"
            told.append(f"{lead}{whose}: {said}.")
    return " ".join(told)


def _about(report: dict[str, Any]) -> str:
    numbered = "“" not in report["report"]
    return f" ({report['title']})" if numbered and report["title"] else ""


def _tell_day(date: str) -> str:
    parts = date.split("-")
    if len(parts) == 3:
        return f"ngày {int(parts[2])}/{int(parts[1])}/{parts[0]}"
    return f"tháng {int(parts[1])}/{parts[0]}" if len(parts) == 2 else f"năm {parts[0]}"
