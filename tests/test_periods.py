"""Periods: one name each, told from text in many spellings, in order, and never mixed in a table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asked_periods import read_asked
from corpus.period_text import mentions_in, periods_in
from corpus.periods import (
    month_period,
    order_key,
    phrase_period,
    previous_period,
    read_period,
    same_length,
    since_new_year,
    year_before,
)
from corpus.prose_periods import period_before, periods_of_change
from corpus.table_periods import TablePeriods
from corpus.values import Column, Row, Table

MONTHS = st.builds(month_period, st.integers(1950, 2090), st.integers(1, 12), st.integers(1, 36))


@given(MONTHS)
def test_a_name_reads_back_as_its_period(period: object) -> None:
    assert read_period(period.name) == period  # type: ignore[attr-defined]


@given(st.integers(1950, 2090), st.integers(1, 12), st.sampled_from([1, 3, 6, 9, 12]))
def test_a_name_is_recognised_in_text(year: int, month: int, months: int) -> None:
    period = month_period(year, month, months)
    if " - " not in period.name:
        assert periods_in(f"Kết quả {period.name} của tỉnh") == [period.name]
        assert periods_in(phrase_period(period.name).replace("sáu", "6").replace("chín", "9")) == [period.name]


@given(MONTHS)
def test_the_period_before_is_as_long_and_ends_the_day_before(period: object) -> None:
    name = period.name  # type: ignore[attr-defined]
    before = previous_period(name)
    assert before is not None
    assert same_length(before, name)
    assert order_key(before) < order_key(name)
    earlier, own = read_period(before), read_period(name)
    assert earlier is not None
    assert own is not None
    assert own.first is not None
    assert (own.first - earlier.last).days == 1


@given(st.integers(1950, 2090), st.integers(1, 12), st.integers(1, 12))
def test_a_year_before_is_the_same_months(year: int, month: int, months: int) -> None:
    name = month_period(year, month, months).name
    assert year_before(name) == month_period(year - 1, month, months).name


@given(st.lists(MONTHS, min_size=2, max_size=8))
def test_periods_are_ordered_by_their_end(periods: list[object]) -> None:
    names = sorted((p.name for p in periods), key=order_key)  # type: ignore[attr-defined]
    ends = [period.last for name in names if (period := read_period(name))]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Quý I/2026", ["Quý I/2026"]),
        ("quy 3 nam 2025", ["Quý III/2025"]),
        ("Q2/2026", ["Quý II/2026"]),
        ("T6/2026", ["Tháng 6/2026"]),
        ("tháng 06 năm 2026", ["Tháng 6/2026"]),
        ("6/2026", ["Tháng 6/2026"]),
        ("06 tháng đầu năm 2026", ["6 tháng đầu năm 2026"]),
        ("9 tháng năm 2025", ["9 tháng đầu năm 2025"]),
        ("nửa cuối năm 2025", ["6 tháng cuối năm 2025"]),
        ("3 tháng đầu năm 2026", ["Quý I/2026"]),
        ("từ tháng 1 đến tháng 6 năm 2026", ["6 tháng đầu năm 2026"]),
        ("giai đoạn 2021 - 2025", ["2021 - 2025"]),
        ("So sánh (2022 - 2021)", ["2022", "2021"]),
        ("quý I và quý II năm 2026", ["Quý I/2026", "Quý II/2026"]),
        ("(Từ ngày 15/3/2026 đến ngày 14/6/2026)", ["Quý II/2026"]),
        ("(Từ ngày 15/12/2025 đến ngày 14/6/2026)", ["6 tháng đầu năm 2026"]),
        ("từ ngày 10/2/2026 đến ngày 5/5/2026", ["10/2/2026 - 5/5/2026"]),
        ("ngày 23 tháng 5 năm 2023", []),
        ("ngày    tháng 5 năm 2023", []),
        ("Nghị định số 51/2026/NĐ-CP", []),
        ("quỹ 1/2026, quý khách, quy định 1", []),
        ("thời hạn 6 tháng. Năm 2026", ["2026"]),
    ],
)
def test_periods_as_people_write_them(text: str, named: list[str]) -> None:
    assert periods_in(text) == named


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for mention in mentions_in(text):
        assert 0 <= mention.start < mention.end <= len(text)


def periods_of(default: str | None, *paths: Sequence[str], row: Sequence[str] = ("Sở Y tế",)) -> list[object]:
    table = Table("", (), tuple(Column(tuple(path)) for path in paths), (Row(tuple(row), (), 1),), 1)
    read = TablePeriods(table, default)
    return [read.of(0, c) for c in range(len(paths))]


def test_columns_that_refer_to_another() -> None:
    assert periods_of(
        "Quý II/2026",
        ["Quý II/2026"],
        ["Cùng kỳ năm 2025"],
        ["So sánh (%)"],
        ["Lũy kế từ đầu năm"],
        ["Năm trước"],
        ["Kế hoạch năm 2026"],
        ["Số hồ sơ"],
    ) == [
        ("Quý II/2026", None),
        ("Quý II/2025", None),
        ("Quý II/2026", "Quý II/2025"),
        ("6 tháng đầu năm 2026", None),
        ("2025", None),
        ("2026", None),
        ("Quý II/2026", None),
    ]


def test_what_stands_at_the_last_day_of_a_period_is_of_that_period() -> None:
    told = periods_of("2024", ["Giải ngân đến 31/12/2024", "Số tiền"], ["Cùng kỳ năm 2023", "Số tiền"])
    assert told == [("2024", None), ("2023", None)]
    assert periods_of("2024", ["Tính đến ngày 30/6/2024"]) == [("6 tháng đầu năm 2024", None)]
    assert periods_of(None, ["Quyết định ngày 31/12/2024"], ["Nợ đến 15/11/2024"]) == [(None, None), (None, None)]


def test_the_same_time_of_a_cumulated_figure_is_as_long() -> None:
    half, month = "6 tháng đầu năm", "Tháng 6"
    told = [period for period, _ in periods_of(  # type: ignore[misc]
        "Tháng 6/2026", ["Tháng 6/2026"], ["Cùng kỳ"], ["Lũy kế 6 tháng"], ["Lũy kế cùng kỳ năm 2025"]
    )]  # fmt: skip
    assert told == [f"{month}/2026", f"{month}/2025", f"{half} 2026", f"{half} 2025"]
    told = [period for period, _ in periods_of(  # type: ignore[misc]
        "Tháng 6/2026", ["Tháng 6/2026"], ["Lũy kế từ đầu năm", "Năm 2026"], ["Lũy kế từ đầu năm", "Cùng kỳ năm 2025"]
    )]  # fmt: skip
    assert told[2] == f"{half} 2025"
    assert periods_of("Tháng 6/2026", ["Tháng 6/2026"], ["Lũy kế từ đầu năm"], ["Cùng kỳ"])[2] == (f"{half} 2025", None)


def test_years_over_a_quarters_figures_are_no_whole_years() -> None:
    quarters = [("Quý II/2025", None), ("Quý II/2026", None), ("Quý II/2026", "Quý II/2025")]
    assert periods_of("Quý II/2026", ["Năm 2025"], ["Năm 2026"], ["Tăng/giảm"]) == quarters
    assert periods_of("2026", ["Quý II", "2025"], ["Quý II", "2026"], ["Quý II", "Tăng/giảm"]) == quarters


def test_a_change_says_what_it_is_measured_from() -> None:
    path = ["Số hồ sơ"], ["So với quý trước"], ["So với cùng kỳ"], ["Tăng/giảm"]
    assert [change for _, change in periods_of("Quý I/2026", *path)] == [None, "Quý IV/2025", "Quý I/2025", "kỳ trước"]  # type: ignore[misc]


def test_rows_may_be_quarters_of_the_tables_year() -> None:
    assert periods_of("2025", ["Số hồ sơ"], row=["Quý III"]) == [("Quý III/2025", None)]
    assert periods_of("2024", ["Năm 2025"], row=["Quý III"]) == [("Quý III/2025", None)]


def test_cumulated_alone_is_no_quarter() -> None:
    [(period, _)] = periods_of("Quý II/2026", ["Lũy kế"])  # type: ignore[misc]
    assert period == "Lũy kế đến 30/6/2026"
    assert not same_length(str(period), "Quý II/2026")
    assert since_new_year("Quý II/2026") == "6 tháng đầu năm 2026"


def test_prose_of_a_quarter() -> None:
    own = "Quý II/2026"
    assert period_before("Trong năm 2026, tỉnh tiếp nhận ", (), (), own) == own
    assert period_before("Trong tháng 6, tỉnh tiếp nhận ", (), (), own) == "Tháng 6/2026"
    assert period_before("Năm 2025, tỉnh tiếp nhận ", (), (), own) == "2025"
    assert periods_of_change(" hồ sơ so với cùng kỳ năm 2025", own, own) == (own, "Quý II/2025")
    assert periods_of_change(" hồ sơ so với quý trước", own, own) == (own, "Quý I/2026")


@pytest.mark.parametrize(
    ("question", "periods", "compared"),
    [
        ("Quý II có bao nhiêu hồ sơ?", ["Quý II/2026"], None),
        ("quý IV có bao nhiêu hồ sơ?", ["Quý IV/2025"], None),
        ("quy truoc the nao", ["Quý I/2026"], None),
        ("Năm ngoái thế nào?", ["2025"], None),
        ("Quý I/2026 so với cùng kỳ năm trước", ["Quý I/2026", "Quý I/2025"], "Quý I/2025"),
        ("lũy kế từ đầu năm", ["6 tháng đầu năm 2026"], None),
        ("so với năm 2024", ["2024"], "2024"),
    ],
)
def test_periods_asked_for(question: str, periods: list[str], compared: str | None) -> None:
    asked = read_asked(question, "Quý II/2026")
    assert (list(asked.periods), asked.compared) == (periods, compared)


def test_a_follow_up_stays_in_the_year_spoken_of() -> None:
    assert read_asked("còn quý II?", "Quý I/2024", spoken_of=True).periods == ("Quý II/2024",)
