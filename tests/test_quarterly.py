"""Questions about quarters: each figure told with its own period, none for another's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from quarterly import write_quarter, write_second

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.embedding import Embedder
from index.ingest import ingest
from index.store import Store


@pytest.fixture(scope="module")
def quarterly(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("quarterly")
    with closing(Store(folder / "home", embedder=embedder)) as store:
        ingest(store, [write_quarter(folder / "1.txt"), write_second(folder / "2.txt")])
    with closing(Assistant(Store(folder / "home", embedder=embedder), Settings(home=folder / "home"))) as opened:
        yield opened


def values(answer: Answer) -> list[float]:
    return [float(figure.value) for figure in answer.figures if figure.value is not None]


@pytest.mark.parametrize(
    ("question", "value", "told"),
    [
        ("Sở Y tế tiếp nhận bao nhiêu hồ sơ trong quý I/2026?", 1210, "quý I năm 2026"),
        ("so y te tiep nhan bao nhieu ho so quy 2", 1387, "quý II năm 2026"),
        ("Sở Y tế tiếp nhận bao nhiêu hồ sơ quý trước?", 1210, "quý I năm 2026"),
        ("Sở Y tế tiếp nhận bao nhiêu hồ sơ quý II/2025?", 1204, "quý II năm 2025"),
        ("Sở Y tế tiếp nhận bao nhiêu hồ sơ 6 tháng đầu năm 2026?", 2560, "sáu tháng đầu năm 2026"),
    ],
)
def test_the_figure_of_the_period_asked(quarterly: Assistant, question: str, value: int, told: str) -> None:
    answer = quarterly.ask(question)
    assert answer.status is Status.ANSWERED
    assert value in values(answer)
    assert told in answer.answer


def test_a_year_is_not_answered_with_a_quarter(quarterly: Assistant) -> None:
    answer = quarterly.ask("Sở Y tế tiếp nhận bao nhiêu hồ sơ năm 2026?")
    assert answer.status is Status.NOT_FOUND
    assert "năm 2026; chỉ có của" in answer.answer
    assert not values(answer)


def test_follow_ups_name_only_the_quarter(quarterly: Assistant) -> None:
    quarterly.ask("Sở Y tế tiếp nhận bao nhiêu hồ sơ trong quý I/2026?", "a")
    assert 1387 in values(quarterly.ask("còn quý II?", "a"))
    quarterly.ask("Quý này đơn vị nào có nhiều hồ sơ trễ hạn nhất?", "b")
    before = quarterly.ask("còn quý trước?", "b")
    assert before.answer.startswith("**Sở Tư pháp**")
    assert 31 in values(before)


@pytest.mark.parametrize(
    ("against", "change"), [("so với quý trước", 55), ("so với cùng kỳ năm trước", 21), ("so với quý I/2026", 55)]
)
def test_changes_between_quarters(quarterly: Assistant, against: str, change: int) -> None:
    answer = quarterly.ask(f"Số hồ sơ tiếp nhận của Sở Tư pháp quý II/2026 thay đổi thế nào {against}?")
    assert {790, change} <= {abs(value) for value in values(answer)}


def test_a_quarter_is_not_compared_with_a_longer_period(quarterly: Assistant) -> None:
    answer = quarterly.ask("Số hồ sơ tiếp nhận của Sở Y tế quý I/2026 thay đổi thế nào so với 6 tháng đầu năm 2026?")
    assert abs(2560 - 1210) not in {abs(value) for value in values(answer)}
