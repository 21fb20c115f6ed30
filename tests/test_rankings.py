"""Rankings of small tables: what is asked for is ranked, a total never is."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.numbers import write_number
from index.ingest import ingest
from index.store import Store

_SORTS = {
    "Bệnh viện": ("Đa khoa tỉnh", "Mắt", "Sản Nhi", "Lao và Bệnh phổi", "Y học cổ truyền"),
    "Trường": (
        "Tiểu học Hòa Bình",
        "Tiểu học Kim Đồng",
        "Trung học Lê Lợi",
        "Trung học Quang Trung",
        "Mầm non Hoa Sen",
    ),
    "Chi cục": ("Thủy lợi", "Kiểm lâm", "Chăn nuôi", "Trồng trọt", "Bảo vệ môi trường"),
}


def _report(rows: Sequence[tuple[str, int]]) -> str:
    lines = "\n".join(f"| {name} | {write_number(value)} | {write_number(value * 3)} |" for name, value in rows)
    return (
        "UBND TỈNH AN LẠC\n\nSố: 12/BC-UBND\n\nAn Lạc, ngày 05 tháng 01 năm 2026\n\nBÁO CÁO\n\n"
        "Kết quả kiểm tra năm 2025\n\nBảng 1. Kết quả kiểm tra năm 2025\n\n"
        f"| Tên đơn vị | Số lượt kiểm tra | Số văn bản |\n| --- | --- | --- |\n{lines}\n"
    )


@pytest.fixture
def ask(tmp_path: Path) -> Callable[[str, str], Answer]:
    """Asks a question of a report of its own."""

    def ask_about(text: str, question: str) -> Answer:
        path = tmp_path / "bao-cao.txt"
        path.write_text(text, encoding="utf-8")
        with closing(Store(tmp_path / "store", embedder=FakeEmbedder())) as store:
            assert [outcome.reason for outcome in ingest(store, [path])] == [None]
            return Assistant(store, Settings(home=tmp_path / "store")).ask(question)

    return ask_about


@pytest.mark.parametrize("sort", _SORTS)
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("total", ["Tổng cộng", "Cộng", "TỔNG SỐ", None])
def test_a_total_is_no_unit_of_a_ranking(
    ask: Callable[[str, str], Answer], sort: str, count: int, total: str | None
) -> None:
    chance = random.Random(f"{sort}{count}{total}")
    values = chance.sample(range(2, 900), count)
    rows = [(f"{sort} {name}", value) for name, value in zip(_SORTS[sort], values, strict=False)]
    whole = [(total, sum(values))] if total else []
    shown = [*whole, *rows] if chance.random() < 0.5 else [*rows, *whole]
    answer = ask(_report(shown), f"{sort} nào có số lượt kiểm tra nhiều nhất?")
    most = max(rows, key=lambda row: row[1])
    first = answer.answer.partition("|")[0]
    assert most[0] in first
    assert write_number(most[1]) in first
    assert write_number(2 * sum(values)) not in first
    assert total is None or f"| {total} |" not in answer.answer
