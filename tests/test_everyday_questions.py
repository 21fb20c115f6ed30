"""Questions in words that no report has: everyday verbs, greetings, names cut short, the place that a report is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from fakes import FakeEmbedder

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store

REPORT = """TỈNH BA VINH

UBND HUYỆN SEN HỒ

Số: 7/BC-UBND

Sen Hồ, ngày 05 tháng 01 năm 2026

BÁO CÁO

Kết quả đầu tư và giảm nghèo năm 2025

Bảng 1. Giải ngân theo chủ đầu tư năm 2025

Đơn vị tính: triệu đồng

| Chủ đầu tư | Kế hoạch vốn | Giải ngân |
| --- | --- | --- |
| Ban quản lý dự án đầu tư xây dựng các công trình giao thông | 52.000 | 44.500 |
| Ban quản lý dự án đầu tư xây dựng dân dụng và công nghiệp | 30.000 | 28.400 |
| Ban quản lý dự án đầu tư xây dựng nông nghiệp | 41.000 | 40.100 |
| Phòng Giáo dục và Đào tạo | 7.000 | 6.250 |
| Tổng cộng | 130.000 | 119.250 |

Bảng 2. Hộ nghèo năm 2025

| Xã | Tổng số hộ | Số hộ nghèo |
| --- | --- | --- |
| Xã Tân Lập | 1.200 | 90 |
| Xã An Phú | 800 | 72 |
| Xã Bình Sơn | 2.000 | 41 |
| Toàn huyện | 4.000 | 203 |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    home = tmp_path_factory.mktemp("everyday")
    (home / "bao-cao.md").write_text(REPORT, encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        ingest(store, [home / "bao-cao.md"])
        yield Assistant(store, Settings(home=home / "store")).ask


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Phòng Giáo dục được bố trí kế hoạch vốn bao nhiêu?", "7.000"),
        ("chào bạn, cho mình hỏi xã An Phú có bao nhiu hộ nghèo hả", "72"),
        ("ban quản lý dự án giao thông giải ngân bao nhiêu", "44.500"),
        ("Ban quản lý dự án nông nghiệp kế hoạch vốn bao nhiêu", "41.000"),
        ("huyện Sen Hồ còn bao nhiêu hộ nghèo", "203"),
        ("toàn huyện có bao nhiêu hộ nghèo", "203"),
        ("xã Tân Lập huyện Sen Hồ có mấy hộ nghèo", "90"),
    ],
)
def test_everyday_words_do_not_end_the_search(ask: Callable[[str], Answer], question: str, figure: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert f"**{figure}" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Phòng Giáo dục có bao nhiêu bác sĩ?",
        "xã An Phú trồng bao nhiêu sầu riêng",
        "huyện Kỳ Nam còn bao nhiêu hộ nghèo",
        "ban quản lý dự án thủy lợi giải ngân bao nhiêu",
    ],
)
def test_what_no_report_has_is_still_not_known(ask: Callable[[str], Answer], question: str) -> None:
    answer = ask(question)
    assert answer.status is not Status.ANSWERED, answer.answer


@pytest.fixture(scope="module")
def converse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., list[Answer]]]:
    home = tmp_path_factory.mktemp("follow")
    (home / "bao-cao.md").write_text(POOR, encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        ingest(store, [home / "bao-cao.md"])
        assistant = Assistant(store, Settings(home=home / "store"))

        def converse(*questions: str) -> list[Answer]:
            with assistant.conversation() as thread:
                return [assistant.ask(question, thread) for question in questions]

        yield converse


POOR = """Bảng 1. Hộ nghèo năm 2025

| Xã | Tổng số hộ | Số hộ nghèo | Giảm so với năm 2024 | Thu nhập bình quân (triệu đồng/người/năm) |
| --- | --- | --- | --- | --- |
| Tân Lập | 1.200 | 90 | -12 | 55,1 |
| An Phú | 800 | 72 | -8 | 61 |
| Bình Sơn | 2.000 | 41 | -5 | 70,25 |

Bảng 2. Doanh thu sản phẩm

| Sản phẩm | Doanh thu năm 2024 (triệu đồng) | Doanh thu năm 2025 (triệu đồng) |
| --- | --- | --- |
| Khô cá lóc | 2.260 | 2.502 |
| Tinh dầu sả | 1.934 | 3.207 |
"""


def test_a_measure_named_alone_is_of_the_unit_before(converse: Callable[..., list[Answer]]) -> None:
    answers = converse("xã Tân Lập có bao nhiêu hộ nghèo", "thu nhập bình quân?", "thế xã An Phú?")
    assert [a.status for a in answers] == [Status.ANSWERED] * 3
    assert "55,1" in answers[1].answer
    assert "61 triệu" in answers[2].answer


def test_a_follow_up_keeps_the_years_that_were_compared(converse: Callable[..., list[Answer]]) -> None:
    answers = converse("doanh thu tinh dầu sả tăng bao nhiêu so với năm trước", "còn khô cá lóc?")
    assert "1.273" in answers[0].answer
    assert "tăng **242 triệu đồng**" in answers[1].answer


def test_a_word_of_the_figure_before_names_no_other(converse: Callable[..., list[Answer]]) -> None:
    answers = converse("xã Tân Lập có bao nhiêu hộ nghèo", "còn An Phú mấy hộ?")
    assert "hộ nghèo năm 2025 là **72" in answers[1].answer  # and then the households that they are a part of
