"""Tracing the numbers of a text to the facts and passages of a turn.

A number is traced if a fact has its value, a cited passage prints it, or the question says it.
Citation marks, list numbering, dates, document numbers, quotations of print and references to
places are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answer import Citation, Figure
from assistant.facts import Ledger
from corpus.numbers import numbers_in

_NO_FIGURES = re.compile(
    r"\[\d+\]"
    r"|(?m:^\s*[-+*•]\s+)"
    r"|(?m:^\W*\(?\d+[.)]\s)"
    r"|(?i:(?:ngày\s+)?\b\d{1,2}/\d{1,2}/\d{4}\b|\btháng\s+\d{1,2}/\d{4}\b|\b(?:ngày|tháng|năm|quý)\s+\d+\b)"
    r"|\b\d+(?:/\d+)*/[A-ZĐ][\w&-]*"
    r"|(?i:\b(?:phụ lục|biểu đồ|bảng|mục|điều|khoản|dòng|cột|tiêu chí|phường|khóm)\s+\(?\d+(?:\.\d+)*\)?|\bcovid-19\b)"
)
_QUOTED = re.compile(r"“[^“”\n]{1,40}”|\"[^\"\n]{1,40}\"|\b(?:bảng|chỉ tiêu) “[^“”\n]{1,250}”")
_QUOTED_LENGTH = 30  # characters that show a line to be a quotation
_MARK = re.compile(r"\[(\d+)\]")
_ROUNDING = Decimal("0.0000001")


def trace_figures(text: str, ledger: Ledger, question: str) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """The figures of a text with their sources, and the numbers that have none."""
    said = {number.value for _, number in numbers_in(question)} | {
        number.of for _, number in numbers_in(question) if number.of is not None
    }
    named, plain = _take_out_names(text, ledger)
    figures: dict[tuple[str, str], Figure] = {(figure.text, figure.label): figure for figure in named}
    untraced: list[str] = []
    citations = {citation.id: citation for citation in ledger.citations}
    for line, body in zip(text.split("\n"), plain.split("\n"), strict=True):
        cited = [citations[i] for i in map(int, _MARK.findall(line)) if i in citations]
        for printed, number in numbers_in(_QUOTED.sub(" ", _NO_FIGURES.sub(" ", body))):
            values = [abs(value) for value in (number.value, number.of) if value is not None]
            if _is_year(values):
                continue
            figure = _trace(printed, values, ledger, cited, _is_quotation(line, cited))
            if figure is not None:
                figures.setdefault((figure.text, figure.label), figure)
            elif not all(value in said for value in values):
                untraced.append(printed)
    return tuple(figures.values()), tuple(untraced)


def has_figures(text: str) -> bool:
    """Whether a text has a number that is more than a date, an ordinal or part of a name."""
    return any(not _is_year([number.value]) for _, number in numbers_in(_NO_FIGURES.sub(" ", text)))


def _trace(
    printed: str, values: Sequence[Decimal], ledger: Ledger, cited: Sequence[Citation], quoted: bool
) -> Figure | None:
    """Where a number of a line comes from: what the line quotes, else a tool's figure, else a source it cites."""
    if quoted and (figure := _from_passages(printed, values, cited)) is not None:
        return figure
    return _from_facts(printed, values, ledger, cited) or _from_passages(printed, values, cited)


def _is_quotation(line: str, cited: Sequence[Citation]) -> bool:
    """Whether a line repeats what a source says word for word."""
    said = _MARK.sub("", line).strip(" -+•*|")[:_QUOTED_LENGTH]
    return len(said) == _QUOTED_LENGTH and any(said in citation.quote for citation in cited)


def _take_out_names(text: str, ledger: Ledger) -> tuple[tuple[Figure, ...], str]:
    """The numbers that belong to names ("Phường 1", "109 đơn vị cấp xã"), and the text without those names.

    A number is part of a name only where the whole name stands, as the report prints it.
    """
    found: dict[str, Figure] = {}
    for name, cited in ledger.names:
        if not any(char.isdigit() for char in name) or name.lower() not in text.lower():
            continue
        for printed, number in numbers_in(name):
            if not _is_year([number.value]):
                label = f"trong tên gọi “{name}”"
                found.setdefault(printed, Figure(printed, number.value, None, label, "printed", "", cited))
        text = re.sub(re.escape(name), " ", text, flags=re.IGNORECASE)
    return tuple(found.values()), text


def _is_year(values: Sequence[Decimal]) -> bool:
    return len(values) == 1 and values[0] == values[0].to_integral_value() and 1900 <= values[0] <= 2100


def _from_facts(printed: str, values: Sequence[Decimal], ledger: Ledger, cited: Sequence[Citation]) -> Figure | None:
    """The tool's figure that has a number's value: of its unit and of a source that the line cites, if one is."""
    percent = printed.rstrip().endswith("%")
    marks = {citation.id for citation in cited}
    fitting = []
    for fact in ledger.facts:
        known = [abs(value) for value in (fact.value, fact.of) if value is not None]
        if known and abs(known[0] - values[0]) <= _ROUNDING and all(value in known for value in values[1:]):
            fitting.append(fact)
    if not fitting:
        return None
    fact = min(fitting, key=lambda f: ((f.told_unit == "%") != percent, marks.isdisjoint(ledger.number_of(f))))
    return Figure(
        printed, fact.value, fact.told_unit, fact.label, fact.quality, fact.derivation, ledger.number_of(fact)
    )


def _from_passages(printed: str, values: Sequence[Decimal], cited: Sequence[Citation]) -> Figure | None:
    for citation in cited:
        for shown, number in numbers_in(_NO_DATES.sub(" ", citation.quote)):
            known = [abs(value) for value in (number.value, number.of) if value is not None]
            if all(value in known for value in values):
                unit = "%" if shown.endswith("%") else number.unit
                return Figure(printed, values[0], unit, citation.locator, "printed", "", (citation.id,))
    return None


_NO_DATES = re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b")
