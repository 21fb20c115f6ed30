"""The tool that says what does not add up: what the audit found, and what a question asks to be reckoned again."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from langchain.tools import ToolRuntime, tool

from assistant.checking import rank_findings
from assistant.citing import clip_locator
from assistant.facts import Fact, Source
from assistant.linking import link
from assistant.question import Question, read_question
from assistant.scope import documents_meant
from assistant.selecting import chosen_facts, find_table, readable, table_figures
from assistant.turn import TurnContext
from corpus.numbers import numbers_in, write_number
from corpus.values import PATH_SEPARATOR, Kind
from index.search import paragraphs
from index.values import Hit, StoredFinding

_FINDINGS_GIVEN = 8
_PLACE_PARTS = 3  # of a finding's locator, from its end: which unit, row and column
_DOCUMENTS_SEARCHED = 50
_TABLES_COMPARED = 3
_FITS = 0.5  # the score of a reading whose total is worth comparing
_TWO_PLACES = re.compile(r"\b(khop|bang|trung|giong) (nhau|voi nhau)\b|\bkhop (voi|nhau)\b")
_PERCENT = re.compile(r"(?P<number>\d[\d.,]*)\s?%")


@tool
def check_reports(question: str, runtime: ToolRuntime[TurnContext, Any], document: str | None = None) -> str:
    """Những chỗ số liệu trong báo cáo không khớp nhau (cộng sai, tỷ lệ sai, lời văn khác bảng, ô in hỏng)
    mà việc kiểm tra đã tìm ra; những chỗ sát với câu hỏi nhất đứng trước."""
    context = runtime.context
    read = read_question(context.restore(question))
    meant = {document} if document else context.catalogue.reports_named(read)
    found = [stored for stored in context.store.findings() if not meant or stored.document in meant]
    ranked = rank_findings(read, found, context.catalogue)
    given = []
    for stored in ranked.chosen[:_FINDINGS_GIVEN]:
        place = PATH_SEPARATOR.join(clip_locator(stored.finding.locator).split(PATH_SEPARATOR)[-_PLACE_PARTS:])
        cite = context.ledger.name(place, _source_of(stored))
        given.append({"place": place, "why": stored.finding.why, "status": stored.finding.status, "cites": [cite]})
    counted = Fact("", "Số chỗ không khớp", None, Kind.COUNT, Decimal(len(found)), "chỗ", "computed",
                   derivation="đếm kết quả kiểm tra số liệu")  # fmt: skip
    count = context.ledger.record([counted])[0] if found else None
    told = {"findings": given, "specific": ranked.specific, "count": count, "ratio": None, "totals": []}
    if not ranked.specific:
        told["ratio"] = _check_ratio(context, read)
        told["totals"] = _totals_of_tables(context, read, meant) if _TWO_PLACES.search(read.folded) else []
    return json.dumps(told, ensure_ascii=False)


def _source_of(stored: StoredFinding) -> Source:
    finding = stored.finding
    return Source(stored.document, "", finding.locator, "table", f"“{finding.printed}” – {finding.why}")


def _check_ratio(context: TurnContext, question: Question) -> dict[str, Any] | None:
    """The percentage that a part and a whole of the question make, beside the one that it says; None where it says
    no such three, or no report prints them."""
    printed, pair = next(((text, number) for text, number in numbers_in(question.text) if number.of), ("", None))
    said = _PERCENT.search(question.text)
    if pair is None or said is None or pair.of is None:
        return None
    claimed = next((number.value for _, number in numbers_in(said["number"])), None)
    part = printed.split("/")[0].strip()
    documents = documents_meant(context, question)[:_DOCUMENTS_SEARCHED]
    printing = (hit for d in documents for hit in context.store.passages(d.id) if part in hit.text)
    hit = next((hit for hit in paragraphs(printing) if {pair.value, pair.of} <= _values_of(hit)), None)
    if claimed is None or hit is None:
        return None
    places = max(-int(claimed.as_tuple().exponent), 2)
    exact = pair.value / pair.of * 100
    value = exact.quantize(Decimal(1).scaleb(-places))
    derivation = f"{write_number(pair.value)}/{write_number(pair.of)}"
    source = Source(hit.document, "", hit.locator, hit.kind, hit.text)
    fact = Fact(
        "", "Tỷ lệ tính lại", None, Kind.PERCENT, value, "%", "computed", derivation=derivation, sources=(source,)
    )
    same = exact.quantize(Decimal(1).scaleb(min(int(claimed.as_tuple().exponent), 0))) == claimed
    return {**context.ledger.record([fact])[0], "claimed": f"{write_number(claimed)}%", "same": same}


def _values_of(hit: Hit) -> set[Decimal]:
    numbers = [number for _, number in numbers_in(hit.text)]
    return {value for number in numbers for value in (number.value, number.of) if value is not None}


def _totals_of_tables(
    context: TurnContext, question: Question, documents: Collection[str] | None
) -> list[dict[str, Any]]:
    """One figure as each of several tables tells it: the same row, else each table's total, of one unit and period."""
    facts: list[Fact] = []
    for reading in link(question, context.catalogue):
        if reading.score < _FITS or not reading.columns or len(facts) == _TABLES_COMPARED:
            continue
        if documents and reading.table.document not in documents:
            continue
        entry = find_table(context, reading.table.id)
        total = next((row for row in entry.rows if row.is_total), None)
        row = reading.rows[0] if reading.rows else total
        if row is None:
            continue
        column = reading.columns[0]
        path = PATH_SEPARATOR.join(row.entity)
        frame = table_figures(context, reading.table.id)
        indicator = PATH_SEPARATOR.join(column.indicator)
        found = readable(chosen_facts(entry, frame, indicator, [path], column.kind.value, column.period))
        facts += [fact for fact in found[:1] if not facts or _of_one_sort(fact, facts[0])]
    return context.ledger.record(facts) if len(facts) > 1 else []


def _of_one_sort(fact: Fact, other: Fact) -> bool:
    return (fact.kind, fact.unit, fact.period) == (other.kind, other.unit, other.period)
