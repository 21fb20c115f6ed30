"""School years and their terms as periods: in text, in tables, through questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from periodic import write_tabs

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.observations import observe
from corpus.period_text import periods_in
from corpus.periods import phrase_period, previous_period, read_period, same_length, year_before
from corpus.readers import read_report
from index.ingest import ingest
from index.store import Store

THIS, LAST = "Năm học 2024 - 2025", "Năm học 2023 - 2024"
TITLE = "Kết quả thực hiện nhiệm vụ năm học 2024 - 2025"
HEADER = [["STT", "Đơn vị", "Số học sinh năm học 2023 - 2024", "Số học sinh năm học 2024 - 2025"]]
ROWS = [["1", "Huyện An Bình", "12.345", "12.945"], ["2", "Huyện Tân Lập", "8.120", "8.020"]]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Số học sinh năm học 2024-2025", [THIS]),
        ("năm học 2023 – 2024 và năm học 2024/2025", [LAST, THIS]),
        ("nam hoc 2024-2025 co bao nhieu hoc sinh", [THIS]),
        ("niên khóa 2024-2025", [THIS]),
        ("niên khóa 2021-2025", ["2021 - 2025"]),
        ("học kỳ I năm học 2024-2025", ["Học kỳ I năm học 2024 - 2025"]),
        ("HK2 năm học 2024-2025", ["Học kỳ II năm học 2024 - 2025"]),
        ("năm học 2024", []),
        ("giai đoạn 2021-2025", ["2021 - 2025"]),
        ("năm khoa học 2024", ["2024"]),
        ("năm 2024", ["2024"]),
    ],
)
def test_school_years_in_text(text: str, named: list[str]) -> None:
    assert periods_in(text) == named


def test_school_years_follow_and_compare_with_each_other_only() -> None:
    assert previous_period(THIS) == year_before(THIS) == LAST
    assert same_length(THIS, LAST)
    assert not same_length(THIS, "2024")
    assert not same_length("2025", LAST)
    second = "Học kỳ II năm học 2024 - 2025"
    assert previous_period(second) == "Học kỳ I năm học 2024 - 2025"
    assert previous_period(previous_period(second) or "") == year_before(second) == "Học kỳ II năm học 2023 - 2024"
    for name in (THIS, LAST, second):
        period = read_period(name)
        assert period is not None
        assert period.name == name
    assert phrase_period(THIS) == "năm học 2024 - 2025"


def periods_of(
    path: Path, title: str, header: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]
) -> list[str | None]:
    found = observe(read_report(write_tabs(path, title, header, rows)))
    return [figure.period for figure in found[: len(header[0]) - 2]]


def test_columns_of_school_years(tmp_path: Path) -> None:
    path = tmp_path / "1.txt"
    assert periods_of(path, TITLE, HEADER, ROWS) == [LAST, THIS]
    bare = [["STT", "Đơn vị", "Số học sinh", ""], ["", "", "2023 - 2024", "2024 - 2025"]]
    assert periods_of(path, TITLE, bare, ROWS) == [LAST, THIS]
    under = [["STT", "Đơn vị", "Năm học", ""], ["", "", "2023-2024", "2024-2025"]]
    assert periods_of(path, "Số học sinh", under, ROWS) == [LAST, THIS]
    # years of the calendar in a report of a school year stay so
    calendar = [["STT", "Đơn vị", "Kinh phí năm 2024", "Kinh phí năm 2025"]]
    assert periods_of(path, TITLE, calendar, ROWS) == ["2024", "2025"]
    said = [["STT", "Đơn vị", "Năm học trước", "Năm học này"]]
    assert periods_of(path, TITLE, said, ROWS) == [LAST, THIS]


def test_the_period_of_a_report_of_a_school_year(tmp_path: Path) -> None:
    plain = [["STT", "Đơn vị", "Số học sinh"]]
    report = read_report(write_tabs(tmp_path / "1.txt", TITLE, plain, [row[:3] for row in ROWS]))
    assert report.period == THIS
    planned = read_report(
        write_tabs(tmp_path / "2.txt", f"{TITLE}, phương hướng năm học 2025 - 2026", plain, [r[:3] for r in ROWS])
    )
    assert planned.period == THIS


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    home = tmp_path / "home"
    with closing(Store(home, embedder=FakeEmbedder())) as store:
        ingest(store, [write_tabs(tmp_path / "1.txt", TITLE, HEADER, ROWS)])
    with closing(Assistant(Store(home, embedder=FakeEmbedder()), Settings(home=home))) as made:
        yield made


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question)


def test_questions_of_school_years(assistant: Assistant) -> None:
    assert "**12.945" in ask(assistant, "Năm học 2024-2025 huyện An Bình có bao nhiêu học sinh?").answer
    assert "**12.345" in ask(assistant, "Số học sinh của huyện An Bình năm học 2023 - 2024 là bao nhiêu?").answer
    other = ask(assistant, "Số học sinh huyện An Bình năm học 2021-2022 là bao nhiêu?")
    assert other.status is not Status.ANSWERED or "không có" in other.answer.lower()
    compared = ask(assistant, "Số học sinh huyện Tân Lập năm học 2024-2025 tăng hay giảm so với năm học trước?")
    assert "giảm **100" in compared.answer
    assert "năm học 2023 - 2024" in compared.answer
