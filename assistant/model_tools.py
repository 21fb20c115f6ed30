"""The tools as a language model is given them: few arguments, each with what to put in it, and one that reckons.

They are the same tools as the built-in model's (`tools.py`), without the arguments that only its reading of a question
fills.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from langchain.tools import tool
from langchain_core.tools import BaseTool

from assistant import assigning, auditing, figures, searching, tools
from assistant.facts import Fact
from assistant.filtering import Measure
from assistant.selecting import comparable
from assistant.tools import Runtime
from corpus.values import PATH_SEPARATOR, Kind

Table = Annotated[int, "Số của bảng, lấy từ kết quả find_indicators"]
Indicator = Annotated[str, "Tên chỉ tiêu, chép nguyên văn từ kết quả find_indicators"]
Period = Annotated[str | None, "Kỳ, ví dụ “2022” hoặc “Quý I/2026”; bỏ trống nếu câu hỏi không nêu"]
Operation = Literal["sum", "average", "difference", "percent_of", "times", "growth"]
_MOST_RANKED = 30


@tool
def find_indicators(question: Annotated[str, "Nguyên văn câu hỏi của người dùng"], runtime: Runtime) -> str:
    """Bước đầu tiên: tìm bảng, chỉ tiêu, đơn vị và kỳ mà câu hỏi nói tới. Luôn gọi trước khi tra số liệu."""
    return str(_call(tools.find_indicators, question=question, runtime=runtime))


@tool
def lookup_figures(
    table: Table,
    indicator: Indicator,
    entities: Annotated[list[str], "Tên các đơn vị (dòng), chép từ kết quả find_indicators"],
    runtime: Runtime,
    period: Period = None,
    parts: Annotated[bool, "true nếu cần chi tiết các phần bên trong đơn vị"] = False,
) -> str:
    """Tra số liệu của một chỉ tiêu cho một hay vài đơn vị."""
    return str(
        _call(tools.lookup_figures, table=table, indicator=indicator, entities=entities, runtime=runtime, period=period,
              parts=parts)
    )  # fmt: skip


@tool
def rank_units(
    table: Table,
    indicator: Indicator,
    runtime: Runtime,
    period: Period = None,
    level: Annotated[str | None, "Chỉ xếp các đơn vị cấp này: sở ngành, huyện, xã, lĩnh vực, tiêu chí"] = None,
    lowest_first: Annotated[bool, "true nếu hỏi thấp nhất, ít nhất"] = False,
    condition: Annotated[str | None, "Ngưỡng để lọc, ví dụ “<50” hoặc “>=100”"] = None,
    top: Annotated[int, "Lấy mấy đơn vị đầu"] = 5,
) -> str:
    """Xếp hạng các đơn vị theo một chỉ tiêu, hoặc lọc những đơn vị đạt một ngưỡng."""
    if condition:
        measure = Measure(table, indicator, period=period, level=level, condition=condition)
        return str(_call(tools.filter_units, conditions=[measure], runtime=runtime, descending=not lowest_first))
    return str(
        _call(tools.rank_units, table=table, indicator=indicator, runtime=runtime, period=period, level=level,
              descending=not lowest_first, top=max(1, min(top, _MOST_RANKED)))
    )  # fmt: skip


@tool
def compare_periods(
    table: Table,
    indicator: Indicator,
    entity: Annotated[str, "Tên một đơn vị (dòng)"],
    runtime: Runtime,
    later: Period = None,
    earlier: Period = None,
) -> str:
    """So sánh một chỉ tiêu của một đơn vị giữa hai kỳ: giá trị mỗi kỳ và mức tăng, giảm."""
    return str(
        _call(tools.compare_periods, table=table, indicator=indicator, entity=entity, runtime=runtime, later=later,
              earlier=earlier)
    )  # fmt: skip


@tool
def search_reports(query: Annotated[str, "Điều cần tìm, bằng tiếng Việt"], runtime: Runtime) -> str:
    """Tìm câu văn trong báo cáo: nguyên nhân, giải pháp, nhiệm vụ, người ký, thông tin chung."""
    return str(_call(searching.search_reports, query=query, runtime=runtime))


@tool
def list_tasks(question: Annotated[str, "Nguyên văn câu hỏi, có tên cơ quan"], runtime: Runtime) -> str:
    """Những việc mà báo cáo giao hoặc đề nghị một cơ quan, đơn vị làm, kèm thời hạn."""
    return str(_call(assigning.list_tasks, question=question, runtime=runtime))


@tool
def check_reports(question: Annotated[str, "Nguyên văn câu hỏi"], runtime: Runtime) -> str:
    """Những chỗ số liệu trong báo cáo không khớp nhau (cộng sai, tỷ lệ sai, lời văn khác bảng)."""
    return str(_call(auditing.check_reports, question=question, runtime=runtime))


@tool
def calculate(
    operation: Annotated[
        Operation,
        "sum: cộng; average: trung bình; difference: số đầu trừ số sau; percent_of: số đầu bằng bao nhiêu phần trăm số "
        "sau; times: số đầu gấp mấy lần số sau; growth: tăng, giảm bao nhiêu phần trăm từ số sau (kỳ trước)",
    ],
    refs: Annotated[list[str], 'Mã của các số đã tra được, ví dụ ["F1", "F2"]; không phải con số'],
    runtime: Runtime,
) -> str:
    """Tính trên các số đã tra được. Mọi phép tính đều phải qua công cụ này."""
    ledger = runtime.context.ledger
    given: list[Fact] = []
    for ref in refs:
        fact = ledger.find(ref)
        if fact is None:
            raise ValueError(f"Không có số nào mang mã “{ref}”: hãy tra số ấy trước rồi dùng mã F… của nó.")
        given.append(fact)
    return json.dumps({"figures": ledger.record([*given, reckon(operation, given)])}, ensure_ascii=False)


def reckon(operation: Operation, given: list[Fact]) -> Fact:
    """The fact that an operation makes of others; `ValueError` in words where it makes no sense."""
    if len(given) < 2 or any(fact.value is None for fact in given):
        raise ValueError("Cần ít nhất hai số đọc được.")
    first, second = given[:2]
    if operation in {"sum", "average"}:
        unlike = not all(comparable(first, fact) for fact in given) or len({fact.told_unit for fact in given}) > 1
        if unlike or len({fact.indicator for fact in given}) > 1 or (operation == "sum" and not _add_up(given)):
            raise ValueError(
                "Chỉ cộng, lấy trung bình các số của cùng một chỉ tiêu, cùng đơn vị đo, không chứa nhau, không phải "
                "tỷ lệ hay thứ hạng."
            )
        compute = figures.total if operation == "sum" else figures.average
        return compute(given, ", ".join(fact.entity for fact in given))
    if len(given) > 2:
        raise ValueError("Phép tính này chỉ nhận hai số.")
    if first.told_unit != second.told_unit or not comparable(first, second):
        raise ValueError("Hai số khác đơn vị hoặc thuộc những kỳ dài ngắn khác nhau nên không tính được.")
    over_time = first.entity == second.entity and first.period != second.period
    try:
        if operation == "difference":
            return figures.change(first, second) if over_time and first.period else figures.difference(first, second)
        if operation == "growth":
            if not over_time or first.kind in {Kind.PERCENT, Kind.RANK}:
                raise ValueError("growth chỉ dùng cho hai kỳ của cùng một lượng.")
            return figures.growth(first, second)
        if first.kind in {Kind.PERCENT, Kind.RANK}:
            raise ValueError("Không chia hai tỷ lệ hay hai thứ hạng.")
        return figures.share(first, second) if operation == "percent_of" else figures.times(first, second)
    except ZeroDivisionError as error:
        raise ValueError("Không chia được vì mẫu số bằng 0.") from error


def _add_up(given: list[Fact]) -> bool:
    """Whether facts may be added: amounts, each once, none a part of another."""
    paths = [fact.path for fact in given if fact.period == given[0].period]
    nested = any(one != other and other.startswith(f"{one}{PATH_SEPARATOR}") for one in paths for other in paths)
    return all(fact.adds_up for fact in given) and len(set(given)) == len(given) and not nested


def _call(made: BaseTool, **arguments: object) -> object:
    """What a tool of the built-in model's set gives."""
    return made.func(**arguments)  # type: ignore[attr-defined]


MODEL_TOOLS: tuple[BaseTool, ...] = (
    find_indicators,
    lookup_figures,
    rank_units,
    compare_periods,
    search_reports,
    list_tasks,
    check_reports,
    calculate,
)
