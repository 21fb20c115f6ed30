"""The tools of the agent: what a model may do with the store. Each figure they give is a traced fact.

The descriptions are what a language model reads to choose among them, so they stand in Vietnamese,
the language of its questions.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from langchain.tools import ToolRuntime, tool
from langchain_core.tools import BaseTool

from assistant import figures
from assistant.across import link_across
from assistant.assigning import list_tasks
from assistant.auditing import check_reports
from assistant.catalogue import TableEntry
from assistant.conditions import split_conditions
from assistant.describing import describe_reading
from assistant.describing_reports import describe_reports
from assistant.facts import Fact
from assistant.filtering import Measure, measured_facts, try_condition
from assistant.left_out import without_left_out
from assistant.linking import Reading, link
from assistant.missing import note_missing, note_uncompared, periods_missed
from assistant.question import Question, read_question, spell_out
from assistant.searching import search_reports
from assistant.sectioning import read_section
from assistant.selecting import (
    child_rows,
    chosen_facts,
    comparable,
    facts_of,
    find_table,
    in_period_elsewhere,
    is_part,
    make_up_a_whole,
    one_fact,
    period_pair,
    readable,
    resolve_row,
    table_figures,
    with_ties,
    without_part,
    without_wholes,
)
from assistant.sides import link_sides
from assistant.telling import tell_units
from assistant.turn import TurnContext
from corpus.values import Kind

_READINGS_GIVEN = 5
_PAIR = 2
UNLIKE_PERIODS = "Các số này thuộc những kỳ dài ngắn khác nhau nên không cộng lại hay so sánh trực tiếp được."


Runtime = ToolRuntime[TurnContext, Any]


@tool
def find_indicators(question: str, runtime: Runtime, tables: list[int] | None = None) -> str:
    """Tìm bảng, chỉ tiêu (cột) và đơn vị (dòng) mà câu hỏi nói tới. Gọi trước các công cụ tra số liệu;
    `tables` giới hạn trong một số bảng; `conditions` là các cách hiểu của từng điều kiện, khi câu hỏi đặt
    nhiều điều kiện cùng lúc."""
    context = runtime.context
    restored = context.restore(question)
    found = _found(context, restored, tables)
    return _json(
        {**found, "conditions": [_found(context, each, tables) for each in split_conditions(spell_out(restored))]}
    )


def _found(context: TurnContext, restored: str, tables: list[int] | None) -> dict[str, Any]:
    """The readings of a question that has its diacritics, with what no report knows."""
    read = read_question(restored)
    readings = link(read, context.catalogue, tables=tables)[:_READINGS_GIVEN]
    pair = link_sides(read, context.catalogue, readings)
    apart = link_across(read, context.catalogue, readings) if tables is None and pair is None else None
    described = (_describe(context, each, read) for each in readings)
    words = context.catalogue.expand(read.tokens)
    unknown = [
        token.typed
        for token in words
        if token.content and not (context.catalogue.knows(token.key) or context.catalogue.is_soft(token.key))
    ]
    return {
        "question": restored,
        "readings": [
            without_left_out(context, read, reading) if read.left_out else reading
            for reading in described
            if reading is not None
        ],
        "across": [_describe(context, side, read) for side in apart.told()] if apart else [],
        "sides": [_describe(context, side, read) for side in pair.told()] if pair else [],
        "unknown_words": unknown,
        **periods_missed(context, read, readings),
    }


def _describe(context: TurnContext, reading: Reading, question: Question) -> dict[str, Any] | None:
    return describe_reading(reading, question, partial(table_figures, context, reading.table.id))


@tool
def lookup_figures(
    table: int,
    indicator: str,
    entities: list[str],
    runtime: Runtime,
    kind: str | None = None,
    period: str | None = None,
    parts: bool = False,
    less: str | None = None,
) -> str:
    """Tra số liệu của một chỉ tiêu (`indicator` đúng như find_indicators trả về) cho các dòng
    `entities`; `parts` để lấy các dòng con (chi tiết) của dòng đó; `less` là chỉ tiêu thành phần phải
    trừ đi, khi hỏi phần còn lại ("chưa công khai")."""
    context = runtime.context
    entry = find_table(context, table)
    paths = [resolve_row(entry, name) for name in entities]
    if parts:
        paths = [p for parent in paths for p in child_rows(entry, parent)]
    frame = table_figures(context, table)
    found = figures.select_period(frame, indicator, kind, period, paths)
    if found.empty and period is not None:
        found = in_period_elsewhere(context, frame, indicator, kind, period, paths)
    note = note_missing(indicator, [period]) if found.empty and period is not None else ""
    facts = without_part(entry, frame, facts_of(entry, found), less)
    return _figures(context, facts, **({"period_note": note} if note else {}))


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
    sort: str | None = None,
    descending: bool = True,
    by_change: bool = False,
    both_ends: bool = False,
    position: int | None = None,
    less: str | None = None,
    of: str | None = None,
    without: tuple[str, ...] = (),
    top: int = 5,
) -> str:
    """Xếp hạng các đơn vị cùng cấp (`level`: sở ngành, huyện, xã, lĩnh vực, tiêu chí) theo một chỉ tiêu.
    `within` giới hạn trong một dòng cha, `sort` trong các dòng có tên bắt đầu như nhau ("bệnh viện"),
    `part` xếp theo phần cùng tên của mỗi đơn vị (ví dụ "Cấp xã"), `by_change` xếp theo mức thay đổi giữa
    hai kỳ, `both_ends` lấy cả đầu và cuối, `position` lấy đơn vị đứng thứ mấy và khoảng cách với đơn vị
    đứng đầu, `less` là chỉ tiêu thành phần phải trừ đi, `of` là chỉ tiêu toàn bộ khi xếp theo tỷ lệ phần trăm
    của nó, `without` là tên các đơn vị không kể."""
    context = runtime.context
    measure = Measure(table, indicator, kind, period, level, within, part, sort, by_change, less, of, without=without)
    facts = measured_facts(context, measure)
    if not facts:
        return _figures(context, [])
    downward = descending if any((fact.value or 0) > 0 for fact in facts) or by_change else not descending
    ordered = sorted(facts, key=lambda fact: fact.value or Decimal(0), reverse=downward)
    what = level or sort or "đơn vị"
    if both_ends:
        ends = [ordered[0], ordered[-1]]
        return _figures(context, [*ends, figures.difference(*ends)])
    if position is not None and 1 < position <= len(ordered):
        ends = [ordered[0], ordered[position - 1]]
        return _figures(context, [*ends, figures.difference(*ends)])
    shown = with_ties(ordered, top)
    return _figures(context, shown, **_of_all(context, ordered, what, by_change), **_of_top(context, shown, top))


@tool
def filter_units(
    conditions: list[Measure],
    runtime: Runtime,
    descending: bool = True,
    total: bool = False,
    total_of: str | None = None,
) -> str:
    """Lọc các đơn vị cùng cấp thỏa mọi điều kiện. Mỗi điều kiện là một chỉ tiêu của một bảng (các trường như của
    rank_units) với `condition`: "<50", ">=100", ">=20 <=30", "=0" (không có), ">0" (có, hoặc tăng), "<0" (giảm),
    "<mean", ">whole" (so với mức chung). Các bảng nối với nhau theo tên đơn vị. `total` để cộng số lượng trên các
    đơn vị tìm được, `total_of` là chỉ tiêu cần cộng."""
    context = runtime.context
    tried = [try_condition(context, measure) for measure in conditions]
    tested = [each for each in tried if each is not None]
    if len(tested) < len(tried):
        return _figures(context, [])
    return _json(tell_units(context, conditions, tested, descending=descending, total=total, total_of=total_of))


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
    entry = find_table(context, table)
    path = resolve_row(entry, entity)
    pairs = period_pair(context, entry, indicator, kind, path, later, earlier)
    apart = len(pairs) == _PAIR and not comparable(*pairs)
    note = UNLIKE_PERIODS if apart else note_uncompared(pairs, (later, earlier))
    return _figures(context, pairs, **({"period_note": note} if note else {}))


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
    less: str | None = None,
    of_less: str | None = None,
    also: tuple[str, ...] = (),
    periods: tuple[str, ...] = (),
    of_table: int | None = None,
    of_kind: str | None = None,
    of_period: str | None = None,
) -> str:
    """Tính trên nhiều ô: `operation` là sum (cộng), average (trung bình), share (phần trăm của phần trên
    toàn bộ `of_entities`/`of_indicator`), difference (hiệu hai số), times (gấp mấy lần), change (thay đổi giữa
    hai kỳ); `less`, `of_less` là chỉ tiêu thành phần phải trừ đi ở mỗi vế; `also` là các chỉ tiêu khác, `periods`
    các kỳ cần cộng vào; `of_table`, `of_kind`, `of_period` khi số thứ hai ở bảng khác, kỳ khác."""
    context = runtime.context
    entry = find_table(context, table)
    frame = table_figures(context, table)
    if operation == "sum" and (also or periods):
        return _sum_over(context, entry, (indicator, *also), entities, kind, periods or (period,))
    part = readable(without_part(entry, frame, chosen_facts(entry, frame, indicator, entities, kind, period), less))
    if not part:
        return _figures(context, [])
    if not all(comparable(part[0], fact) for fact in part):
        return _figures(context, part, period_note=UNLIKE_PERIODS)
    if operation in {"sum", "average"}:
        part = without_wholes(part)
        adds_up = part[0].adds_up or make_up_a_whole(entry, frame, part)
        if len(part) < 2 or (operation == "sum" and not adds_up):
            return _figures(context, part)
        compute = figures.total if operation == "sum" else figures.average
        return _figures(context, [*part, compute(part, ", ".join(fact.entity for fact in part))])
    if of_table is not None:
        entry, frame = find_table(context, of_table), table_figures(context, of_table)
    else:
        of_kind, of_period = kind if of_indicator in {None, indicator} else None, period
    others = chosen_facts(entry, frame, of_indicator or indicator, of_entities or entities, of_kind, of_period)
    whole = readable(without_part(entry, frame, others, of_less))
    if not whole:
        return _figures(context, part)
    asked_of_both = operation == "share" and of_period != period  # a quarter's share of its year is asked for outright
    if not asked_of_both and not all(comparable(part[0], fact) for fact in whole):
        return _figures(context, [*part, *whole], period_note=UNLIKE_PERIODS)
    first, second = one_fact(part), one_fact(whole)
    if operation in {"difference", "times"} and first.kind is not second.kind:
        return _figures(context, [*part, *whole], note="Hai số này không cùng loại nên không so sánh được.")
    if operation == "change":
        return _figures(context, figures.changes(first, second))
    if operation == "share" and is_part(second, first):
        first, second = second, first
    if operation == "share" and not is_part(first, second):
        return _figures(context, [*part, *whole], note="Hai số này không phải phần và toàn bộ.")
    computing = {"share": figures.share, "difference": figures.difference, "times": figures.times}[operation]
    try:
        result = computing(first, second)
    except ZeroDivisionError:
        return _figures(context, [*part, *whole], note="Không chia được vì mẫu số bằng 0.")
    return _figures(context, [*(part if len(part) > 1 else []), first, second, result])


def _sum_over(
    context: TurnContext,
    entry: TableEntry,
    indicators: tuple[str, ...],
    entities: list[str],
    kind: str | None,
    periods: tuple[str | None, ...],
) -> str:
    """The figures of several columns or periods of the same rows, with their sum where each of them is known."""
    frame = table_figures(context, entry.id)
    paths = [resolve_row(entry, name) for name in entities]
    told: list[Fact] = []
    for indicator in indicators:
        for period in periods:
            found = figures.select_period(frame, indicator, kind, period, paths)
            if found.empty and period is not None:
                found = in_period_elsewhere(context, frame, indicator, kind, period, paths)
            own = readable(facts_of(entry, found))
            if len(own) != len(paths):
                return _figures(context, told + own)
            told.extend(own)
    if not all(fact.adds_up and comparable(told[0], fact) for fact in told):
        return _figures(context, told)
    labels = " và ".join(dict.fromkeys(fact.indicator for fact in told))
    summed = replace(figures.total(told, ", ".join(dict.fromkeys(fact.entity for fact in told))), indicator=labels)
    several = len({fact.period for fact in told}) > 1
    return _figures(context, [*told, replace(summed, period=None) if several else summed])


TOOLS: tuple[BaseTool, ...] = (
    find_indicators,
    lookup_figures,
    rank_units,
    filter_units,
    compare_periods,
    aggregate_figures,
    search_reports,
    list_tasks,
    describe_reports,
    read_section,
    check_reports,
)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _figures(context: TurnContext, facts: Sequence[Fact], **extra: Any) -> str:
    return _json({"figures": context.ledger.record(facts), **extra})


def _of_all(context: TurnContext, facts: Sequence[Fact], what: str, by_change: bool) -> dict[str, Any]:
    """How many were ranked and, of things that add up, their sum and the first one's share of it."""
    extra = {"count": context.ledger.record([figures.count(facts, what)])[0]}
    if not by_change and facts[0].kind in {Kind.COUNT, Kind.MONEY} and len(facts) > 1:
        whole = figures.total(facts, f"các {what} được xếp")
        extra["total"] = context.ledger.record([whole])[0]
        if is_part(facts[0], whole) and whole.value:
            extra["share"] = context.ledger.record([figures.share(facts[0], whole)])[0]
    return extra


def _of_top(context: TurnContext, shown: Sequence[Fact], top: int) -> dict[str, Any]:
    """The sum of the first ones, of things that add up."""
    if shown[0].kind not in {Kind.COUNT, Kind.MONEY} or not 1 < top == len(shown):
        return {}
    return {"top_total": context.ledger.record([figures.total(shown, f"{top} đơn vị đầu")])[0]}
