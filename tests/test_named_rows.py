"""Rows are those whose very name a question says; a number before a sort of unit is how many are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import FakeEmbedder

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.question import read_question
from assistant.settings import Settings
from corpus.values import Level
from index.ingest import ingest
from index.store import Store

REPORT = """UBND TỈNH AN LẠC

Số: 7/BC-UBND

An Lạc, ngày 05 tháng 01 năm 2026

BÁO CÁO

Kết quả thi đua năm 2025

Bảng 1. Điểm điều tra năm 2025

| Nội dung | Điểm đạt được |
| --- | --- |
| Tác động của đổi mới đến quản lý đất đai | 3,10 |
| Tác động của đổi mới đến dịch vụ công | 4,20 |

Bảng 2. Điểm thành phần

| Lĩnh vực | Điểm năm 2025 | Điểm năm 2024 |
| --- | --- | --- |
| Đổi mới quản lý đất đai | 8,25 | 7,50 |
| Đổi mới dịch vụ công | 6,75 | 6,90 |

Bảng 3. Số hồ sơ tiếp nhận năm 2025

| Đơn vị | Số hồ sơ tiếp nhận |
| --- | --- |
| Sở Y tế | 1.200 |
| Sở Xây dựng | 800 |
| Sở Tư pháp | 2.000 |
| Sở Tài chính | 300 |
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Answer]]:
    home = tmp_path_factory.mktemp("named")
    (home / "bao-cao.md").write_text(REPORT, encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        ingest(store, [home / "bao-cao.md"])
        yield Assistant(store, Settings(home=home / "store")).ask


def test_a_row_whose_whole_name_is_said_comes_before_a_longer_name(ask: Callable[[str], Answer]) -> None:
    answer = ask("điểm đổi mới quản lý đất đai 2024 và 2025").answer
    assert "8,25" in answer
    assert "7,5" in answer
    assert "3,1" not in answer


@pytest.mark.parametrize("question", ["2 sở nhận nhiều hồ sơ nhất", "hai sở nhận được nhiều hồ sơ nhất"])
def test_a_number_of_units_is_how_many_are_ranked(ask: Callable[[str], Answer], question: str) -> None:
    answer = ask(question).answer
    assert "Sở Tư pháp" in answer
    assert "Sở Y tế" in answer
    assert "Sở Xây dựng" not in answer


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("3 sở nhận nhiều hồ sơ nhất", Level.DEPARTMENT),
        ("ba huyện trễ hạn nhiều nhất", Level.DISTRICT),
        ("năm xã nghèo nhất", Level.COMMUNE),
        ("tổng hồ sơ của hai sở Y tế, Xây dựng", None),
    ],
)
def test_a_number_before_a_sort_of_unit_asks_for_its_level(question: str, level: Level | None) -> None:
    assert read_question(question).level is level


@pytest.mark.parametrize(
    ("question", "descending"),
    [
        ("xã nào ít dân nhất", False),
        ("xã nào đông dân nhất", True),
        ("huyện ít người dân nộp hồ sơ nhất", False),
        ("sở dẫn đầu về số hồ sơ", True),
    ],
)
def test_from_which_end_units_are_ranked(question: str, descending: bool) -> None:
    assert read_question(question).descending is descending


def test_a_comparison_keeps_the_measure_that_it_asks_for(tmp_path: Path) -> None:
    """Two communes whose dossiers received are known are not compared by them where overdue ones are asked for."""
    names = [f"Xã {first} {last}" for first in ("An", "Bình", "Long", "Phú", "Tân", "Vĩnh") for last in LAST]
    received = "".join(f"| {name} | {100 + 7 * i} |\n" for i, name in enumerate(names))
    overdue = "".join(f"| {name} | {3 + i} |\n" for i, name in enumerate(names[::2]))
    head = "| Đơn vị | Số hồ sơ {} |\n| --- | --- |\n"
    tables = (("tiếp nhận", received), ("quá hạn", overdue))
    text = "\n".join(f"Bảng {i}. Hồ sơ {of}\n\n{head.format(of)}{rows}" for i, (of, rows) in enumerate(tables, 1))
    (tmp_path / "bao-cao.md").write_text(text, encoding="utf-8")
    with closing(Store(tmp_path / "store", embedder=FakeEmbedder())) as store:
        ingest(store, [tmp_path / "bao-cao.md"])
        assistant = Assistant(store, Settings(home=tmp_path / "store"))
        both = assistant.ask(f"so sánh {names[0]} với {names[2]} về hồ sơ trễ hạn").answer
        one_is_absent = assistant.ask(f"so sánh {names[0]} với {names[1]} về hồ sơ trễ hạn").answer
        alone = assistant.ask(f"{names[1]} có bao nhiêu hồ sơ quá hạn").answer
        together = assistant.ask(f"{names[3]} và {names[1]} cộng lại bao nhiêu hồ sơ quá hạn").answer
    assert "chênh nhau" in both
    assert "chênh nhau" not in one_is_absent
    for answer in (one_is_absent, alone, together):  # no commune that shares a syllable is told in its place
        assert names[4] not in answer
        assert "Tổng" not in answer


LAST = ("Hòa", "Lộc", "Mỹ", "Sơn", "Thạnh", "Hưng", "Khê", "Điền", "Giang", "Lâm")
