"""Printed numbers: both conventions, signs, shares of a whole, and what is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.grids import looks_like_figure
from corpus.numbers import (
    Convention,
    Number,
    fits,
    infer_convention,
    numbers_in,
    read_digits,
    read_number,
    strip_superscripts,
    write_number,
)

exact = st.decimals(min_value=-(10**12), max_value=10**12, places=4, allow_nan=False, allow_infinity=False)
printed_like = st.text(alphabet="0123456789.,/%+-–−() ²⁴đhồsơx", max_size=24)
digits_like = st.from_regex(r"[0-9]{1,7}([.,][0-9]{1,5}){0,4}", fullmatch=True)


@given(exact)
def test_what_is_written_reads_back_as_the_same_number(value: Decimal) -> None:
    number = read_number(write_number(value), Convention.COMMA)
    assert number is not None
    assert number.value == value


@given(exact)
def test_spreadsheet_numbers_read_back_under_the_point_convention(value: Decimal) -> None:
    number = read_number(f"{value:,}", Convention.POINT)
    assert number is not None
    assert number.value == value


@given(st.integers(min_value=0, max_value=10**15))
def test_whole_numbers_are_written_with_dots_between_thousands(value: int) -> None:
    written = write_number(value)
    assert written.replace(".", "") == str(value)
    assert all(len(group) == 3 for group in written.split(".")[1:])


@given(exact, st.integers(min_value=0, max_value=4))
def test_rounding_on_writing_moves_a_number_by_half_a_place_at_most(value: Decimal, decimals: int) -> None:
    number = read_number(write_number(value, decimals))
    assert number is not None
    assert abs(number.value - value) <= Decimal(1).scaleb(-decimals) / 2


@given(st.one_of(printed_like, st.text(max_size=40)), st.sampled_from(Convention))
def test_reading_never_raises(text: str, convention: Convention) -> None:
    number = read_number(text, convention)
    assert number is None or isinstance(number.value, Decimal)
    list(numbers_in(text))
    assert fits(text, convention) in (True, False)


@given(st.lists(printed_like, max_size=8))
def test_inferring_a_convention_never_raises(cells: list[str]) -> None:
    assert infer_convention(cells) in Convention


@given(digits_like, st.sampled_from(Convention))
def test_digits_are_never_negative(digits: str, convention: Convention) -> None:
    value = read_digits(digits, convention)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("printed", "convention", "value"),
    [
        ("28.072", Convention.COMMA, "28072"),
        ("28.072", Convention.POINT, "28.072"),
        ("83,14", Convention.COMMA, "83.14"),
        ("83.14", Convention.COMMA, "83.14"),
        ("8.50", Convention.POINT, "8.5"),
        ("1.234,5", Convention.POINT, "1234.5"),
        ("1,234.5", Convention.COMMA, "1234.5"),
        ("0.123", Convention.COMMA, "0.123"),
        ("1.234.567", Convention.POINT, "1234567"),
        ("09", Convention.COMMA, "9"),
    ],
)
def test_separators_settle_the_value(printed: str, convention: Convention, value: str) -> None:
    assert read_number(printed, convention) == Number(Decimal(value))


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("- 6,00%", Number(Decimal("-6.00"), None, "%")),
        ("(-) 4.00", Number(Decimal("-4.00"))),
        ("+ 2,18", Number(Decimal("2.18"))),
        ("− 3", Number(Decimal(-3))),
        ("49/63", Number(Decimal(49), Decimal(63))),
        ("27/28 nhiệm vụ", Number(Decimal(27), Decimal(28), "nhiệm vụ")),
        ("415 hồ sơ", Number(Decimal(415), None, "hồ sơ")),
        ("02⁴/08", Number(Decimal(2), Decimal(8))),
    ],
)
def test_signs_wholes_and_units_are_read(printed: str, number: Number) -> None:
    assert read_number(printed) == number


@pytest.mark.parametrize("printed", ["1,2.3.4", "20,1.5.2023", "1.234,5.678,9"])
def test_separators_in_disorder_are_no_number_and_no_error(printed: str) -> None:
    assert read_number(printed) is None
    assert list(numbers_in(f"ngày {printed} tỉnh nhận")) == []


@pytest.mark.parametrize("printed", ["", " ", "-", "…", "x", "1.0 1", "hồ sơ", "12.34.5", "năm 2022", "1,2,3"])
def test_what_is_no_number_is_not_read(printed: str) -> None:
    assert read_number(printed) is None


@pytest.mark.parametrize(
    "printed", ["31/12/2024", "5/1/2025", "31.12.2024", "01-02-2023", "05/2024", "2024-12-31", "2024-12-31 08:00:00"]
)
def test_a_date_is_no_number(printed: str) -> None:
    assert read_number(printed) is None
    assert not looks_like_figure(printed)


def test_what_only_looks_like_a_date_is_a_number() -> None:
    for printed in ("27/28", "49/63", "13/2024", "5/2024 hồ sơ", "31/12"):
        assert read_number(printed) is not None
    assert [printed for printed, _ in numbers_in("Đến 31/12/2024 có 27/28 nhiệm vụ, 5/12.")] == ["27/28", "5/12"]


def test_a_column_shows_its_own_convention() -> None:
    assert infer_convention(["8.50", "9.10", "1.234"]) is Convention.POINT
    assert infer_convention(["28.072", "553", "1,97%"]) is Convention.COMMA
    assert infer_convention(["12", "7"], Convention.POINT) is Convention.POINT


def test_a_number_of_the_other_convention_does_not_fit_its_column() -> None:
    assert fits("4.349", Convention.COMMA)
    assert not fits("4.34", Convention.COMMA)
    assert fits("415", Convention.POINT)


def test_numbers_of_running_text_are_found_with_what_is_printed() -> None:
    found = dict(numbers_in("Đạt 83,14/100 điểm, hạng 49/63, giảm 4,40 % so với năm 2021; 894.541 hồ sơ."))
    assert found["83,14/100"] == Number(Decimal("83.14"), Decimal(100))
    assert found["49/63"] == Number(Decimal(49), Decimal(63))
    assert found["4,40 %"].value == Decimal("4.40")
    assert found["894.541"].value == 894541


def test_words_that_hold_digits_are_no_numbers() -> None:
    assert [printed for printed, _ in numbers_in("theo mẫu B12 và mã QT_07")] == []


def test_superscripts_are_footnote_marks_not_digits() -> None:
    assert strip_superscripts("06⁵/08 thành phần¹²") == "06/08 thành phần"


def test_a_quotient_with_its_unit_twice_is_read() -> None:
    read = read_number("154.950.529.504 đồng/274.723.287.908 đồng")
    assert read == Number(Decimal(154950529504), Decimal(274723287908), "đồng")
    assert read_number("5 xã/12 huyện") is None


@given(st.text(max_size=40), st.sampled_from(Convention))
def test_reading_digits_never_raises(text: str, convention: Convention) -> None:
    value = read_digits(text, convention)
    assert value is None or isinstance(value, Decimal)


def test_signs_of_other_scripts_are_no_digits() -> None:
    assert read_digits("₂") is None
    assert read_digits("①.②") is None


def test_a_figure_of_thousands_of_digits_is_written() -> None:
    assert write_number(Decimal("1" * 5000), 2).startswith("11.111.")
