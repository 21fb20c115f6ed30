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
from assistant.catalogue import Catalogue, RowEntry, TableEntry
from assistant.facts import Fact, Ledger, Source
from assistant.linking import Reading, level_rows, link
from assistant.question import read_question
from assistant.sentences import score_sentences
from corpus.numbers import read_number
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Kind, Level
from index.store import Store

_CONDITION = re.compile(r"\s*(<=|>=|<|>|=)\s*(-?[\d.,]+)\s*%?\s*")
_SENTENCES_GIVEN = 12
_READINGS_GIVEN = 5


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
    read = read_question(context.restore(question))
    readings = link(read, context.catalogue, tables=tables)[:_READINGS_GIVEN]
    unknown = [t.typed for t in context.catalogue.expand(read.tokens) if t.content and not context.catalogue.knows(t.key)]
    return _json({"readings": [_reading_json(reading) for reading in readings], "unknown_words": unknown})


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
    found = figures.select(frame, indicator=indicator, kind=kind, period=period, entities=paths, changes=None)
    return _figures(context, figures.facts_of(found))


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
    condition: str | None = None,
    top: int = 5,
) -> str:
    """Xếp hạng các đơn vị cùng cấp (`level`: sở ngành, huyện, xã, lĩnh vực, tiêu chí) theo một chỉ tiêu.
    `within` giới hạn trong một dòng cha, `part` xếp theo phần cùng tên của mỗi đơn vị (ví dụ "Cấp xã"),
    `by_change` xếp theo mức thay đổi giữa hai kỳ, `condition` lọc theo ngưỡng ("<50", ">=100", "=0")."""
    context = runtime.context
    entry = _table(context, table)
    frame = _frame(context, table)
    rows = level_rows(entry, Level(level) if level else None)
    if within:
        parent = _resolve_row(entry, within)
        rows = _rows_below(entry, parent, level)
    if part:
        rows = tuple(row for row in entry.rows if fold(row.name) == fold(part))
    paths = [PATH_SEPARATOR.join(row.entity) for row in rows]
    if by_change:
        facts = _changes(frame, indicator, kind, paths)
    else:
        facts = figures.facts_of(
            figures.select(frame, indicator=indicator, kind=kind, period=period, entities=paths, changes=None)
        )
    facts = [fact for fact in facts if fact.value is not None]
    ordered = sorted(facts, key=lambda fact: fact.value or Decimal(0), reverse=descending)
    if condition:
        ordered = [fact for fact in ordered if _holds(fact.value or Decimal(0), condition)]
        facts = ordered
    shown = ordered if condition else _with_ties(ordered, top)
    whole = _whole(entry, frame, indicator, kind, period, facts) if facts and not by_change else None
    extra: dict[str, Any] = {"count": len(facts)}
    if whole is not None:
        extra["total"] = context.ledger.record([whole])[0]
    return _figures(context, shown, **extra)


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
    pairs = _period_pair(context, table, indicator, kind, path, later, earlier)
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
    part = _facts(entry, frame, indicator, entities, kind, period)
    if not part:
        return _figures(context, [])
    label = ", ".join(fact.entity for fact in part)
    if operation == "sum":
        return _figures(context, [*part, figures.total(part, label)] if len(part) > 1 else part)
    if operation == "average":
        return _figures(context, [*part, figures.average(part, label)])
    whole = _facts(entry, frame, of_indicator or indicator, of_entities or entities, None if of_indicator else kind, period)
    first, second = _one(part, label), _one(whole, ", ".join(fact.entity for fact in whole)) if whole else None
    if second is None:
        return _figures(context, part)
    compute = {"share": figures.share, "difference": figures.difference, "times": figures.times}[operation]
    try:
        result = compute(first, second)
    except ZeroDivisionError:
        return _figures(context, [*part, *whole], note="Không chia được vì mẫu số bằng 0 hoặc chưa đọc được.")
    shown = [first, second] if len(part) == 1 else [*part, first, second]
    return _figures(context, [*shown, result])


@tool
def search_reports(query: str, runtime: Runtime, k: int = 12) -> str:
    """Tìm các đoạn văn trong báo cáo (nguyên nhân, giải pháp, nhiệm vụ, thông tin chung) và các câu
    sát với câu hỏi nhất."""
    context = runtime.context
    question = read_question(context.restore(query))
    hits = context.store.search(context.restore(query), k)
    scored = score_sentences(question, hits, context.catalogue)[:_SENTENCES_GIVEN]
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
            "cites": [
                context.ledger.cite(
                    Source(found.hit.document, "", found.hit.locator, found.hit.kind, found.hit.text)
                )
            ],
        }
        for found in scored
    ]
    return _json({"sentences": given})


TOOLS: tuple[BaseTool, ...] = (
    find_indicators,
    lookup_figures,
    rank_units,
    compare_periods,
    aggregate_figures,
    search_reports,
)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _figures(context: TurnContext, facts: Sequence[Fact], **extra: Any) -> str:
    return _json({"figures": context.ledger.record(facts), **extra})


def _reading_json(reading: Reading) -> dict[str, Any]:
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
        "periods": sorted({column.period for column in table.columns if column.period}),
        "score": round(reading.score, 3),
        "unexplained": list(reading.unexplained),
    }


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
    depth = len(parent.split(PATH_SEPARATOR)) + 1
    paths = [PATH_SEPARATOR.join(row.entity) for row in entry.rows if len(row.entity) == depth]
    return [path for path in paths if path.startswith(parent + PATH_SEPARATOR)]


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
    return figures.facts_of(
        figures.select(frame, indicator=indicator, kind=kind, period=period, entities=paths, changes=None)
    )


def _one(facts: Sequence[Fact], label: str) -> Fact:
    return facts[0] if len(facts) == 1 else figures.total(facts, label)


def _with_ties(ordered: Sequence[Fact], top: int) -> list[Fact]:
    """The first `top`, with those that are equal to the last of them."""
    if len(ordered) <= top:
        return list(ordered)
    bound = ordered[top - 1].value
    return [fact for i, fact in enumerate(ordered) if i < top or fact.value == bound][: top + 5]


def _whole(
    entry: TableEntry,
    frame: pd.DataFrame,
    indicator: str,
    kind: str | None,
    period: str | None,
    facts: Sequence[Fact],
) -> Fact | None:
    """The total that ranked counts are part of: the sum of all that were ranked."""
    del entry, frame, indicator, kind, period
    if facts[0].kind not in {Kind.COUNT, Kind.MONEY} or len(facts) < 2:
        return None
    return figures.total(facts, "tổng các đơn vị được xếp")


def _changes(frame: pd.DataFrame, indicator: str, kind: str | None, paths: Sequence[str]) -> list[Fact]:
    """Each row's change between its two latest periods, else the change that is printed."""
    keyed = figures.with_series(frame)
    chosen = figures.select(keyed, indicator=indicator, kind=kind, entities=paths, changes=None)
    found = []
    for path in paths:
        own = figures.select(chosen, entities=[path])
        values = keyed[keyed["series"].isin(set(own["series"])) & keyed["change_from"].isna() & keyed["period"].notna()]
        values = values[values["entity"].map(PATH_SEPARATOR.join) == path].sort_values("period")
        facts = [fact for fact in figures.facts_of(values) if fact.value is not None]
        if len(facts) >= 2:
            found.append(figures.change(facts[-1], facts[-2]))
        else:
            printed = figures.facts_of(own[own["change_from"].notna()])
            found.extend(printed[:1])
    return found


def _period_pair(
    context: TurnContext,
    table: int,
    indicator: str,
    kind: str | None,
    path: str,
    later: str | None,
    earlier: str | None,
) -> list[Fact]:
    """The figure of two periods (looked for in other tables too) and the change between them."""
    frame = figures.with_series(_frame(context, table))
    own = figures.select(frame, indicator=indicator, kind=kind, entities=[path], changes=False)
    series = set(own["series"])
    same = frame[frame["series"].isin(series) & frame["change_from"].isna() & frame["period"].notna()]
    known = {fact.period: fact for fact in figures.facts_of(same) if fact.value is not None}
    periods = sorted(period for period in known if period)
    later = later if later in known else max(periods, default=None)
    before = [period for period in periods if later and period < later]
    earlier = earlier if earlier in known else max(before, default=None)
    if later and earlier and later != earlier:
        last, first = known[later], known[earlier]
        found = [last, first, figures.change(last, first)]
        if last.kind in {Kind.COUNT, Kind.MONEY} and first.value:
            found.append(figures.growth(last, first))
        return found
    printed = figures.select(frame, kind=kind, entities=[path], changes=True)
    return [known[later]] if later and printed.empty else figures.facts_of(printed)


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
