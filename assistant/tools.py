"""The tools of the agent: what a model may do with the store. Each figure they give is a traced fact.

The descriptions are what a language model reads to choose among them, so they stand in Vietnamese,
the language of its questions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
from langchain.tools import ToolRuntime, tool
from langchain_core.tools import BaseTool

from assistant import figures
from assistant.catalogue import Catalogue, ColumnEntry, RowEntry, TableEntry, names_the_whole
from assistant.checking import rank_findings
from assistant.citing import clip_locator
from assistant.facts import Fact, Ledger, Source
from assistant.linking import Reading, is_amount, level_rows, link
from assistant.question import read_question
from assistant.sentences import score_sentences
from corpus.numbers import read_number
from corpus.periods import years_in
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Kind, Level
from index.store import Store, names_same
from index.values import StoredFinding

_CONDITION = re.compile(r"\s*(<=|>=|<|>|=)\s*(-?[\d.,]+)\s*%?\s*")
_SENTENCES_GIVEN = 12
_READINGS_GIVEN = 5
_FINDINGS_GIVEN = 8
_PLACE_PARTS = 3  # of a finding's locator, from its end: which unit, row and column
_SECTIONS_GIVEN = 12
_TEXTS_GIVEN = 2
_PEERS_GIVEN = 300


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What the tools of one turn work on."""

    store: Store
    catalogue: Catalogue
    ledger: Ledger
    restore: Callable[[str], str]


Runtime = ToolRuntime[TurnContext, Any]


@tool
def find_indicators(question: str, runtime: Runtime, tables: list[int] | None = None) -> str:
    """Tìm bảng, chỉ tiêu (cột) và đơn vị (dòng) mà câu hỏi nói tới. Gọi trước các công cụ tra số liệu;
    `tables` giới hạn trong một số bảng."""
    context = runtime.context
    restored = context.restore(question)
    read = read_question(restored)
    readings = link(read, context.catalogue, tables=tables)[:_READINGS_GIVEN]
    words = context.catalogue.expand(read.tokens)
    unknown = [token.typed for token in words if token.content and not context.catalogue.knows(token.key)]
    return _json(
        {
            "question": restored,
            "readings": [_reading_json(reading, read.level) for reading in readings],
            "unknown_words": unknown,
        }
    )


@tool
def lookup_figures(
    table: int,
    indicator: str,
    entities: list[str],
    runtime: Runtime,
    kind: str | None = None,
    period: str | None = None,
    parts: bool = False,
) -> str:
    """Tra số liệu của một chỉ tiêu (`indicator` đúng như find_indicators trả về) cho các dòng
    `entities`; `parts` để lấy các dòng con (chi tiết) của dòng đó."""
    context = runtime.context
    entry = _table(context, table)
    paths = [_resolve_row(entry, name) for name in entities]
    if parts:
        paths = [p for parent in paths for p in _children(entry, parent)]
    frame = _frame(context, table)
    found = figures.select_period(frame, indicator, kind, period, paths)
    if found.empty and period is not None:
        own = figures.select(frame, indicator=indicator, kind=kind, entities=paths)
        found = figures.select(_elsewhere(context, own), period=period, changes=False)
    return _figures(context, _facts_of(entry, found))


@tool
def rank_units(
    table: int,
    indicator: str,
    runtime: Runtime,
    kind: str | None = None,
    period: str | None = None,
    level: str | None = None,
    within: str | None = None,
    part: str | None = None,
    descending: bool = True,
    by_change: bool = False,
    both_ends: bool = False,
    condition: str | None = None,
    position: int | None = None,
    top: int = 5,
) -> str:
    """Xếp hạng các đơn vị cùng cấp (`level`: sở ngành, huyện, xã, lĩnh vực, tiêu chí) theo một chỉ tiêu.
    `within` giới hạn trong một dòng cha, `part` xếp theo phần cùng tên của mỗi đơn vị (ví dụ "Cấp xã"),
    `by_change` xếp theo mức thay đổi giữa hai kỳ, `both_ends` lấy cả đầu và cuối, `condition` lọc theo
    ngưỡng ("<50", ">=100", "=0"), `position` lấy đơn vị đứng thứ mấy và khoảng cách với đơn vị đứng đầu."""
    context = runtime.context
    entry = _table(context, table)
    paths = [PATH_SEPARATOR.join(row.entity) for row in _ranked_rows(entry, level, within, part)]
    frame = _frame(context, table)
    if by_change:
        facts = _changes(entry, frame, indicator, kind, paths)
    else:
        chosen = figures.select(frame, indicator=indicator, kind=kind, period=period, entities=paths)
        facts = _facts_of(entry, chosen)
    facts = [fact for fact in facts if fact.value is not None]
    if not facts:
        return _figures(context, [])
    downward = descending if any((fact.value or 0) > 0 for fact in facts) or by_change else not descending
    ordered = sorted(facts, key=lambda fact: fact.value or Decimal(0), reverse=downward)
    what = level or "đơn vị"
    if condition:
        kept = [fact for fact in ordered if _holds(fact.value or Decimal(0), condition)]
        return _figures(context, kept, asked=len(facts), **(_of_all(context, kept, what, by_change) if kept else {}))
    if both_ends:
        ends = [ordered[0], ordered[-1]]
        return _figures(context, [*ends, figures.difference(*ends)])
    if position is not None and 1 < position <= len(ordered):
        ends = [ordered[0], ordered[position - 1]]
        return _figures(context, [*ends, figures.difference(*ends)])
    shown = _with_ties(ordered, top)
    return _figures(context, shown, **_of_all(context, facts, what, by_change), **_of_top(context, shown, top))


@tool
def compare_periods(
    table: int,
    indicator: str,
    entity: str,
    runtime: Runtime,
    kind: str | None = None,
    later: str | None = None,
    earlier: str | None = None,
) -> str:
    """So sánh một chỉ tiêu của một dòng giữa hai kỳ (năm): giá trị mỗi kỳ và mức thay đổi."""
    context = runtime.context
    entry = _table(context, table)
    path = _resolve_row(entry, entity)
    pairs = _period_pair(context, entry, indicator, kind, path, later, earlier)
    return _figures(context, pairs)


@tool
def aggregate_figures(
    table: int,
    indicator: str,
    entities: list[str],
    operation: str,
    runtime: Runtime,
    kind: str | None = None,
    period: str | None = None,
    of_indicator: str | None = None,
    of_entities: list[str] | None = None,
) -> str:
    """Tính trên nhiều ô: `operation` là sum (cộng), average (trung bình), share (phần trăm của phần trên
    toàn bộ `of_entities`/`of_indicator`), difference (hiệu hai số), times (gấp mấy lần)."""
    context = runtime.context
    entry = _table(context, table)
    frame = _frame(context, table)
    part = _readable(_facts(entry, frame, indicator, entities, kind, period))
    if not part:
        return _figures(context, [])
    if operation in {"sum", "average"}:
        part = _without_wholes(part)
        if len(part) < 2 or (operation == "sum" and not is_amount(part[0].kind)):
            return _figures(context, part)
        compute = figures.total if operation == "sum" else figures.average
        return _figures(context, [*part, compute(part, ", ".join(fact.entity for fact in part))])
    of_kind = kind if of_indicator in {None, indicator} else None
    whole = _readable(_facts(entry, frame, of_indicator or indicator, of_entities or entities, of_kind, period))
    if not whole:
        return _figures(context, part)
    first, second = _one(part), _one(whole)
    if operation == "share" and _is_part(second, first):
        first, second = second, first
    if operation == "share" and not _is_part(first, second):
        return _figures(context, [*part, *whole], note="Hai số này không phải phần và toàn bộ.")
    computing = {"share": figures.share, "difference": figures.difference, "times": figures.times}[operation]
    try:
        result = computing(first, second)
    except ZeroDivisionError:
        return _figures(context, [*part, *whole], note="Không chia được vì mẫu số bằng 0.")
    return _figures(context, [*(part if len(part) > 1 else []), first, second, result])


@tool
def search_reports(
    query: str, runtime: Runtime, k: int = 12, about: str | None = None, document: str | None = None
) -> str:
    """Tìm các đoạn văn trong báo cáo (nguyên nhân, giải pháp, nhiệm vụ, thông tin chung) và các câu
    sát với câu hỏi nhất; `about` để lấy thêm những gì báo cáo viết dưới đề mục mang đúng tên ấy,
    `document` để chỉ tìm trong báo cáo có số hiệu này."""
    context = runtime.context
    restored = context.restore(query)
    question = read_question(restored)
    documents = context.store.documents()
    meant = {document} if document else context.catalogue.reports_named(question)
    chosen = [document.id for document in documents if document.name in meant] if meant else None
    hits = context.store.search(restored, k, documents=chosen)
    periods = {document.name: document.period for document in documents}
    scored = score_sentences(question, hits, context.catalogue, periods)[:_SENTENCES_GIVEN]
    given = [
        {
            "text": found.text,
            "passage": found.hit.text,
            "heading": list(found.hit.heading),
            "kind": found.hit.kind,
            "rank": found.hit.rank,
            "coverage": round(found.coverage, 3),
            "score": round(found.score, 3),
            "missing": list(found.missing),
            "missing_weight": round(found.missing_weight, 2),
            "cites": [
                context.ledger.cite(Source(found.hit.document, "", found.hit.locator, found.hit.kind, found.hit.text))
            ],
        }
        for found in scored
    ]
    return _json({"sentences": given, "sections": _sections(context, about, document) if about else []})


def _sections(context: TurnContext, about: str, document: str | None) -> list[dict[str, Any]]:
    """The headings that stand below one of the name `about`, each with the first words written under it."""
    sections: dict[tuple[str, ...], dict[str, Any]] = {}
    for hit in context.store.passages_below(about):
        depth = next(i for i, label in enumerate(hit.heading) if names_same(label, about))
        below = hit.heading[: depth + 2]
        elsewhere = document is not None and hit.document != document
        if len(below) <= depth + 1 or hit.kind != "text" or elsewhere:
            continue
        full = len(sections) == _SECTIONS_GIVEN and below not in sections
        if full or (below in sections and len(sections[below]["texts"]) == _TEXTS_GIVEN):
            continue
        cite = context.ledger.name(below[-1], Source(hit.document, "", hit.locator, hit.kind, hit.text))
        section = sections.setdefault(below, {"heading": below[-1], "texts": [], "cites": []})
        section["texts"].append(hit.text)
        section["cites"].append(cite)
    return list(sections.values())


@tool
def check_reports(question: str, runtime: Runtime, document: str | None = None) -> str:
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
    return _json({"findings": given, "specific": ranked.specific, "count": count})


def _source_of(stored: StoredFinding) -> Source:
    finding = stored.finding
    return Source(stored.document, "", finding.locator, "table", f"“{finding.printed}” – {finding.why}")


TOOLS: tuple[BaseTool, ...] = (
    find_indicators,
    lookup_figures,
    rank_units,
    compare_periods,
    aggregate_figures,
    search_reports,
    check_reports,
)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _figures(context: TurnContext, facts: Sequence[Fact], **extra: Any) -> str:
    return _json({"figures": context.ledger.record(facts), **extra})


def _reading_json(reading: Reading, level: Level | None) -> dict[str, Any]:
    table = reading.table
    grand = next((row for row in table.rows if row.is_total), None)
    return {
        "table": table.id,
        "document": table.document,
        "title": table.title,
        "columns": [
            {
                "indicator": PATH_SEPARATOR.join(column.indicator),
                "kind": column.kind.value,
                "unit": column.unit,
                "period": column.period,
                "change_from": column.change_from,
                "whole": _whole_column(table, column),
            }
            for column in reading.columns
        ],
        "rows": [_row_json(row) for row in reading.rows],
        "alternatives": [_row_json(row) for row in reading.alternatives],
        "total": PATH_SEPARATOR.join(grand.entity) if grand else None,
        "levels": {
            level.value: len(level_rows(table, level))
            for level in Level
            if any(row.level is level for row in table.rows)
        },
        "examples": [row.name for row in level_rows(table, None)][:4],
        "names_column": reading.names_column,
        "by_period": all(years_in(row.name) for row in table.rows),
        "periods": sorted({column.period for column in table.columns if column.period}),
        "peers": [PATH_SEPARATOR.join(row.entity) for row in level_rows(table, level)][:_PEERS_GIVEN],
        "score": round(reading.score, 3),
        "missing": round(reading.missing, 2),
        "unexplained": list(reading.unexplained),
    }


def _whole_column(table: TableEntry, column: ColumnEntry) -> str | None:
    """The column that another is part of: the total under the nearest header that both stand under."""
    for depth in range(len(column.indicator) - 1, 0, -1):
        for other in table.columns:
            same = other.indicator[:depth] == column.indicator[:depth] and other.kind is column.kind
            rest = other.indicator[depth:]
            if same and other is not column and (not rest or names_the_whole(rest)) and other.period == column.period:
                return PATH_SEPARATOR.join(other.indicator)
    return None


def _row_json(row: RowEntry) -> dict[str, Any]:
    return {
        "path": PATH_SEPARATOR.join(row.entity),
        "name": row.name,
        "level": row.level.value if row.level else None,
        "depth": len(row.entity),
    }


def _table(context: TurnContext, table: int) -> TableEntry:
    entry = next((entry for entry in context.catalogue.tables if entry.id == table), None)
    if entry is None:
        raise ValueError(f"Không có bảng số {table}; hãy gọi find_indicators để biết các bảng.")
    return entry


def _frame(context: TurnContext, table: int) -> pd.DataFrame:
    return context.store.observations(tables=[table])


def _elsewhere(context: TurnContext, own: pd.DataFrame) -> pd.DataFrame:
    """The same figures in all tables and reports of the same place."""
    found = context.store.observations(series=set(own["series"]))
    beside = {name for document in set(own["document"]) for name in context.catalogue.reports_beside(document)}
    return found[found["document"].isin(beside)]


def _resolve_row(entry: TableEntry, name: str) -> str:
    """The path of the row that a name means: its path, or its own name in any spelling."""
    paths = {PATH_SEPARATOR.join(row.entity): row for row in entry.rows}
    if name in paths:
        return name
    wanted = fold(name).strip()
    exact = [path for path, row in paths.items() if fold(row.name) == wanted]
    near = exact or [path for path, row in paths.items() if wanted in fold(row.name)]
    if not near:
        raise ValueError(f"Bảng {entry.id} không có dòng “{name}”.")
    return near[0]


def _children(entry: TableEntry, parent: str) -> list[str]:
    """The rows that a row is made up of; those of a grand total are the outermost groups."""
    if any(row.is_total and PATH_SEPARATOR.join(row.entity) == parent for row in entry.rows):
        return [row.entity[0] for row in entry.rows if len(row.entity) == 1 and not row.is_total]
    depth = len(parent.split(PATH_SEPARATOR)) + 1
    paths = [PATH_SEPARATOR.join(row.entity) for row in entry.rows if len(row.entity) == depth]
    return [path for path in paths if path.startswith(parent + PATH_SEPARATOR)]


def _facts_of(entry: TableEntry, frame: pd.DataFrame) -> list[Fact]:
    names = {PATH_SEPARATOR.join(row.entity): row.name for row in entry.rows}
    return figures.facts_of(frame, names)


def _ranked_rows(entry: TableEntry, level: str | None, within: str | None, part: str | None) -> tuple[RowEntry, ...]:
    if part:
        return tuple(row for row in entry.rows if fold(row.name) == fold(part))
    if within:
        return _rows_below(entry, _resolve_row(entry, within), level)
    return level_rows(entry, Level(level) if level else None)


def _of_all(context: TurnContext, facts: Sequence[Fact], what: str, by_change: bool) -> dict[str, Any]:
    """How many were ranked and, of things that add up, their sum."""
    extra = {"count": context.ledger.record([figures.count(facts, what)])[0]}
    if not by_change and facts[0].kind in {Kind.COUNT, Kind.MONEY} and len(facts) > 1:
        extra["total"] = context.ledger.record([figures.total(facts, f"các {what} được xếp")])[0]
    return extra


def _of_top(context: TurnContext, shown: Sequence[Fact], top: int) -> dict[str, Any]:
    """The sum of the first ones, of things that add up."""
    if shown[0].kind not in {Kind.COUNT, Kind.MONEY} or not 1 < top == len(shown):
        return {}
    return {"top_total": context.ledger.record([figures.total(shown, f"{top} đơn vị đầu")])[0]}


def _rows_below(entry: TableEntry, parent: str, level: str | None) -> tuple[RowEntry, ...]:
    below = [row for row in entry.rows if PATH_SEPARATOR.join(row.entity).startswith(parent + PATH_SEPARATOR)]
    same = [row for row in below if level is None or row.level == level]
    return tuple(same or below)


def _facts(
    entry: TableEntry,
    frame: pd.DataFrame,
    indicator: str,
    entities: Sequence[str],
    kind: str | None,
    period: str | None,
) -> list[Fact]:
    paths = [_resolve_row(entry, name) for name in entities]
    return _facts_of(entry, figures.select(frame, indicator=indicator, kind=kind, period=period, entities=paths))


def _readable(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.value is not None]


def _one(facts: Sequence[Fact]) -> Fact:
    apart = _without_wholes(facts)
    return apart[0] if len(apart) == 1 else figures.total(apart, ", ".join(fact.entity for fact in apart))


def _without_wholes(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those that others of them are part of: nothing is added up twice."""
    paths = [fact.path for fact in facts]
    return [fact for fact in facts if not any(path.startswith(fact.path + PATH_SEPARATOR) for path in paths)]


def _is_part(part: Fact, whole: Fact) -> bool:
    """Whether one figure can be a share of another: amounts of one unit, the part not the greater."""
    if part.value is None or whole.value is None or not (is_amount(part.kind) and is_amount(whole.kind)):
        return False
    return abs(part.value) <= abs(whole.value)


def _with_ties(ordered: Sequence[Fact], top: int) -> list[Fact]:
    """The first `top`, with those that are equal to the last of them."""
    if len(ordered) <= top:
        return list(ordered)
    bound = ordered[top - 1].value
    return [fact for i, fact in enumerate(ordered) if i < top or fact.value == bound][: top + 5]


def _changes(
    entry: TableEntry, frame: pd.DataFrame, indicator: str, kind: str | None, paths: Sequence[str]
) -> list[Fact]:
    """Each row's change between its two latest periods, else the change that is printed."""
    chosen = figures.select(frame, indicator=indicator, kind=kind, entities=paths)
    found = []
    for path in paths:
        own = figures.select(chosen, entities=[path])
        values = frame[frame["series"].isin(set(own["series"])) & frame["change_from"].isna() & frame["period"].notna()]
        values = values[values["entity"].map(PATH_SEPARATOR.join) == path].sort_values("period")
        facts = [fact for fact in _facts_of(entry, values) if fact.value is not None]
        if len(facts) >= 2:
            found.append(figures.change(facts[-1], facts[-2]))
        else:
            printed = _facts_of(entry, own[own["change_from"].notna()])
            found.extend(printed[:1])
    return found


def _period_pair(
    context: TurnContext,
    entry: TableEntry,
    indicator: str,
    kind: str | None,
    path: str,
    later: str | None,
    earlier: str | None,
) -> list[Fact]:
    """The figure of two periods and the change between them; else the change that is printed."""
    frame = _frame(context, entry.id)
    own = figures.select(frame, indicator=indicator, kind=kind, entities=[path], changes=False)
    same = frame[frame["series"].isin(set(own["series"])) & frame["change_from"].isna() & frame["period"].notna()]
    known = {fact.period: fact for fact in _facts_of(entry, same) if fact.value is not None}
    if len(known) < 2 or not {later, earlier} - {None} <= known.keys():
        told = _facts_of(entry, figures.select(_elsewhere(context, own), changes=False))
        known = {fact.period: fact for fact in told if fact.value is not None} | known
    last = known.get(later) if later else known.get(max((p for p in known if p), default=None))
    before = [period for period in known if period and last and period < str(last.period)]
    first = known.get(earlier or max(before, default=None))
    if last is None or first is None:
        printed = figures.select(frame, kind=kind, entities=[path], changes=True)
        return _facts_of(entry, printed) or ([last] if last else [])
    found = [last, first, figures.change(last, first)]
    if last.kind in {Kind.COUNT, Kind.MONEY} and first.value:
        found.append(figures.growth(last, first))
    return found


def _holds(value: Decimal, condition: str) -> bool:
    match = _CONDITION.fullmatch(condition)
    number = read_number(match[2]) if match else None
    if match is None or number is None:
        raise ValueError(f"Điều kiện “{condition}” không hợp lệ; ví dụ: <50, >=100, =0.")
    bound = number.value
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
    }[match[1]]
