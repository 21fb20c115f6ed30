"""What a question about a change is of: growth of an amount, in the years that it names, across reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from fakes import FakeEmbedder

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.question import read_question
from assistant.settings import Settings
from corpus.values import Kind
from index.ingest import ingest
from index.store import Store

HEAD = """UBND TỈNH AN LẠC

Số: {number}/BC-UBND

An Lạc, ngày 05 tháng 01 năm {dated}

BÁO CÁO

Kết quả năm {year}

"""
OVERDUE = """Bảng 1. Giải quyết hồ sơ năm {year}

| Cấp | Số hồ sơ đã giải quyết | Số hồ sơ quá hạn |
| --- | --- | --- |
| Cấp huyện | 5.000 | {district} |
| Cấp xã | 9.000 | {commune} |

"""
SURVEY = """Bảng 2. Mức độ hài lòng chung

| Nội dung | Năm 2020 | Năm 2021 | Tăng/giảm |
| --- | --- | --- | --- |
| Mức độ hài lòng chung | 80,10% | 82,30% | +2,20% |

Bảng 3. Thu ngân sách và tỷ lệ

| Nội dung | Thu năm 2022 (triệu đồng) | Thu năm 2023 (triệu đồng) | Tỷ lệ năm 2022 (%) | Tỷ lệ năm 2023 (%) |
| --- | --- | --- | --- | --- |
| Thuế đất | 400 | 500 | 91,00 | 97,00 |
"""
LETTER = """UBND TỈNH AN LẠC

Số: 77/BC-SNV

An Lạc, ngày 09 tháng 02 năm 2024

BÁO CÁO

Tình hình khác năm 2023

Bảng 1. Hồ sơ năm 2023

| Cấp | Quá hạn |
| --- | --- |
| Cấp huyện | 71 |
| Cấp xã | 59 |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    home = tmp_path_factory.mktemp("changes")
    figures = ((2022, 120, 388), (2023, 90, 157))
    for number, (year, district, commune) in enumerate(figures, 1):
        text = HEAD.format(number=number, year=year, dated=year + 1)
        text += OVERDUE.format(year=year, district=district, commune=commune) + (SURVEY if year == 2022 else "")
        (home / f"{year}.md").write_text(text, encoding="utf-8")
    (home / "khac.md").write_text(LETTER, encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        ingest(store, sorted(home.glob("*.md")))
        yield Assistant(store, Settings(home=home / "store")).ask


def test_years_of_two_reports_are_compared_where_both_label_alike(ask: Callable[[str], Answer]) -> None:
    answer = ask("hồ sơ quá hạn cấp xã từ 2022 đến 2023 giảm bao nhiêu").answer
    assert "231" in answer
    assert "59 hồ sơ" not in answer


def test_a_printed_change_of_other_years_is_no_answer(ask: Callable[[str], Answer]) -> None:
    answer = ask("mức độ hài lòng chung năm 2023 tăng hay giảm")
    assert "2,2" not in answer.answer or answer.status is not Status.ANSWERED


def test_growth_in_percent_is_of_the_amount(ask: Callable[[str], Answer]) -> None:
    answer = ask("thuế đất năm 2022 so với 2023 tăng bao nhiêu phần trăm").answer
    assert "25%" in answer
    assert "500 triệu đồng" in answer


def test_a_change_that_cannot_be_told_is_said_so(ask: Callable[[str], Answer]) -> None:
    answer = ask("hồ sơ quá hạn cấp huyện năm 2023 so với 2021 giảm bao nhiêu").answer
    assert "không có số liệu" in answer


@pytest.mark.parametrize(
    ("question", "kinds", "in_percent"),
    [
        ("thu ngân sách tăng bao nhiêu phần trăm", (), True),
        ("số hồ sơ giảm mấy %", (Kind.COUNT,), True),
        ("tỷ lệ đúng hạn tăng bao nhiêu phần trăm", (Kind.PERCENT,), True),
        ("đạt bao nhiêu phần trăm", (Kind.PERCENT,), False),
    ],
)
def test_percent_of_growth_names_no_kind_of_figure(question: str, kinds: tuple[Kind, ...], in_percent: bool) -> None:
    read = read_question(question)
    assert read.kinds == kinds
    assert read.in_percent is in_percent
