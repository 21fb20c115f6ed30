"""Wording what meets conditions: how many units, which, by which figures, and their sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.answer import Status
from assistant.compose import Worded, direction_of, marks, quality_note, what_is_measured
from assistant.intent import Intent
from corpus.values import PATH_SEPARATOR

_IN_A_SENTENCE = 2  # units; more stand in a table, where each has several figures


def word_units(intent: Intent, result: dict[str, Any]) -> Worded:
    """The answer that a result of filter_units makes."""
    units, lists = result["units"], result["lists"]
    if not units:
        measures = " và ".join(dict.fromkeys(result["measures"]))
        text = f"Không có {result['what']} nào thỏa {_conditions(intent)}, xét theo {measures}."
    else:
        text = _of_several(result) if len(intent.tests) > 1 else _of_one(result)
    notes = [_list_note(each) for each in lists]
    if result["unsummed"]:
        notes.append("Không cộng được: báo cáo không có số lượng tương ứng của từng đơn vị này.")
    notes += [
        f"Mức so sánh: {bound['phrase']} ({bound['entity'] or 'chung'}) {marks(bound['cites'])}."
        for bound in result["bounds"]
    ]
    return Worded("\n\n".join([text, *notes]) + quality_note(result["figures"]), Status.ANSWERED)


def _of_one(result: dict[str, Any]) -> str:
    units = result["units"]
    told = [unit for unit in units if unit["figures"]]
    if not told:
        return f"{_counted(result)} không được nêu tên, xét theo {result['measures'][0]}: {_names(units)}."
    names = "; ".join(f"{unit['figures'][0]['entity']} ({_figure(unit['figures'][0])})" for unit in told)
    silent = [unit for unit in units if not unit["figures"]]
    more = f"; {_names(silent)}" if silent else ""
    return f"{_counted(result)}, xét theo {what_is_measured(told[0]['figures'][0])}: {names}{more}."


def _of_several(result: dict[str, Any]) -> str:
    units = result["units"]
    head = f"{_counted(result)} thỏa mọi điều kiện"
    if len(units) <= _IN_A_SENTENCE or any(len(unit["figures"]) != len(units[0]["figures"]) for unit in units):
        told = "; ".join(f"**{unit['name']}**{_all_figures(unit)}" for unit in units)
        return f"{head}: {told}."
    heads = [f"{_part(figure)}{what_is_measured(figure)}" for figure in units[0]["figures"]]
    lines = [
        f"| {_cell(unit['name'])} | " + " | ".join(_figure(figure) for figure in unit["figures"]) + " |"
        for unit in units
    ]
    return "\n".join(
        [f"{head}:", "", f"| Đơn vị | {' | '.join(map(_cell, heads))} |", f"| --- |{' ---: |' * len(heads)}", *lines]
    )


def _counted(result: dict[str, Any]) -> str:
    total = result.get("total")
    summed = f", tổng cộng **{total['phrase']}**" if total else ""
    return f"Có {result['count']['text']} {result['what']}{summed}"


def _all_figures(unit: dict[str, Any]) -> str:
    told = "; ".join(f"{_part(figure)}{what_is_measured(figure)}: {_figure(figure)}" for figure in unit["figures"])
    return f" ({told})" if told else ""


def _part(figure: dict[str, Any]) -> str:
    """The part of a unit that a figure is of, where it is of one: "Cấp xã, "."""
    name = str(figure["path"]).split(PATH_SEPARATOR)[-1]
    return f"{name}, " if str(figure["entity"]).startswith(f"{name} (") else ""


def _figure(figure: dict[str, Any]) -> str:
    moved = f"{direction_of(figure)} " if figure["change_from"] else ""
    return f"{moved}{figure['phrase']} {marks(figure['cites'])}"


def _names(units: Sequence[dict[str, Any]]) -> str:
    return "; ".join(f"**{unit['name']}**" for unit in units)


def _conditions(intent: Intent) -> str:
    return "mọi điều kiện" if len(intent.tests) > 1 else "điều kiện"


def _list_note(told: dict[str, Any]) -> str:
    return (
        f"Bảng “{told['listing']}” chỉ nêu tên {told['listed']['text']} đơn vị có số liệu này "
        f"{marks(told['listing_cites'])}; các đơn vị trên có tên trong bảng “{told['known']}” "
        f"{marks(told['known_cites'])} mà không có trong danh sách đó."
    )


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")
