"""Numbers in words: what is written reads back, what is no number does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.number_words import read_words, words_in, write_words
from corpus.numbers import read_number, read_range


@given(st.integers(0, 10**15 - 1))
def test_what_is_written_in_words_reads_back(number: int) -> None:
    assert read_words(write_words(number)) == number


@given(
    st.lists(
        st.sampled_from(
            ["không", "một", "hai", "năm", "mười", "mươi", "trăm", "nghìn", "triệu", "tỷ", "linh", "mốt", "lăm", "tư"]
        ),
        max_size=9,
    )
)
def test_words_in_any_order_never_raise_and_read_as_one_number_or_none(words: list[str]) -> None:
    value = read_words(" ".join(words))
    assert value is None or value >= 0


@given(st.text(max_size=80))
def test_any_text_is_searched_without_error(text: str) -> None:
    for spoken in words_in(text):
        assert read_words(text[spoken.start : spoken.end]) == spoken.value


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("mười bảy", 17),
        ("Hai mươi mốt", 21),
        ("hai mươi bốn", 24),
        ("hai mươi tư", 24),
        ("một trăm linh năm", 105),
        ("một trăm lẻ năm", 105),
        ("ba mươi mốt ngàn", 31_000),
        ("một triệu không trăm linh năm nghìn", 1_005_000),
        ("hai nghìn tỷ", 2 * 10**12),
        ("mười lăm", 15),
        ("không", 0),
    ],
)
def test_words_are_read(words: str, number: int) -> None:
    assert read_words(words) == number


@pytest.mark.parametrize(
    "words", ["", "mươi", "mười mốt mốt", "hai ba", "trăm", "mười không", "hai mươi năm", "tỷ", "linh năm", "năm 2022"]
)
def test_what_is_no_number_in_words_is_not_read(words: str) -> None:
    assert read_words(words) is None


def test_numbers_in_running_text_are_found_whole() -> None:
    text = "Giảm ba mươi mốt bậc; năm qua có mười bảy xã, hai trăm linh năm thôn, một số nơi không đạt."
    found = [(text[spoken.start : spoken.end], spoken.value) for spoken in words_in(text)]
    assert found == [("ba mươi mốt", 31), ("mười bảy", 17), ("hai trăm linh năm", 205)]


def test_a_whole_cell_in_words_is_a_number_if_it_can_be_nothing_else() -> None:
    number = read_number("mười bảy")
    assert number is not None
    assert number.value == 17
    assert read_number("Không") is None
    assert read_number("Năm") is None


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit"),
    [("02 - 03 cuộc/năm", 2, 3, "cuộc/năm"), ("50-60%", 50, 60, "%"), ("từ 10 đến 15 hồ sơ", 10, 15, "hồ sơ")],
)
def test_ranges_are_two_numbers(printed: str, low: int, high: int, unit: str) -> None:
    found = read_range(printed)
    assert found is not None
    assert (found[0].value, found[1].value, found[1].unit) == (low, high, unit)
    assert read_number(printed) is None


@pytest.mark.parametrize("printed", ["2020 - 2025", "10 - 5", "3", "01-02-2023", "a - b"])
def test_what_is_no_range_is_not_read_as_one(printed: str) -> None:
    assert read_range(printed) is None
