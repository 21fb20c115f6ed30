"""A caption that states two units: each column has the one that its labels name, money the one that is left."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.observations import observe
from corpus.readers import read_report
from corpus.table_units import stated_unit
from corpus.values import Column, Kind, Table


def unit_of(told: str, label: str, *others: str) -> str | None:
    columns = tuple(Column((each,)) for each in (label, *others))
    return stated_unit(Table("", (), columns, (), 1, unit=told), (label,))


@pytest.mark.parametrize(
    ("told", "label", "others", "unit"),
    [
        ("triệu đồng", "Kế hoạch vốn", ("Số dự án",), "triệu đồng"),
        ("triệu đồng; dự án", "Kế hoạch vốn", ("Số dự án",), "triệu đồng"),
        ("triệu đồng; dự án", "Số dự án", ("Kế hoạch vốn",), "dự án"),
        ("triệu đồng; dự án", "Tổng số dự án", ("Kế hoạch vốn",), "dự án"),
        ("triệu đồng; dự án", "Vốn dự án", ("Số dự án",), "triệu đồng"),
        ("triệu đồng; dự án", "Kế hoạch vốn", ("Đã giải ngân",), None),
        ("km²; người", "Diện tích", ("Dân số",), None),
        ("triệu đồng, người, hộ", "Thu nhập", ("Số người", "Số hộ"), "triệu đồng"),
    ],
)
def test_each_column_has_its_own_of_several_units(
    told: str, label: str, others: tuple[str, ...], unit: str | None
) -> None:
    assert unit_of(told, label, *others) == unit


def test_whole_lengths_among_broken_ones_are_lengths(tmp_path: Path) -> None:
    path = tmp_path / "duong.md"
    path.write_text(
        "Bảng 1. Đường nông thôn năm 2025\n\n"
        "| Xã | Tổng chiều dài (km) | Số cầu | Thu nhập bình quân (triệu đồng/người/năm) |\n| --- | --- | --- | --- |\n"
        "| An Phú | 10,3 | 4 | 55,1 |\n| Tân Lập | 21 | 7 | 60 |\n| Bình Sơn | 8,25 | 2 | 48,7 |\n",
        encoding="utf-8",
    )
    kinds: dict[str, set[tuple[Kind, str | None]]] = {}
    for figure in observe(read_report(path)):
        kinds.setdefault(figure.indicator[0], set()).add((figure.kind, figure.unit))
    assert [len(found) for found in kinds.values()] == [1, 1, 1]
    assert kinds["Tổng chiều dài (km)"] == {(Kind.NUMBER, "km")}
    assert kinds["Thu nhập bình quân (triệu đồng/người/năm)"] == {(Kind.MONEY, "triệu đồng/người/năm")}
