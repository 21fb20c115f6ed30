"""A caption that states two units: each column has the one that its labels name, money the one that is left."""

from __future__ import annotations

import pytest

from corpus.table_units import stated_unit
from corpus.values import Column, Table


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
