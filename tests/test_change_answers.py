"""Answers about changes between periods: no rise, no unit and no period that the cells do not prove."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from decimal import Decimal
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from periodic import write_tabs, write_word

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.facts import Fact
from assistant.selecting import holds_condition, of_one_length
from assistant.settings import Settings
from corpus.values import Comparison, Kind
from index.ingest import ingest
from index.store import Store

Ask = Callable[..., Answer]
UNITS = ("Sở Y tế", "Sở Tư pháp", "Sở Nội vụ")
PAIRS = ((320, 300), (845, 902), (316, 290))
RATIOS, GROWTHS = ("106,7", "93,7", "109,0"), ("6,7", "-6,3", "9,0")
SECOND = "Kết quả tiếp nhận hồ sơ quý II năm 2026"
BOTH = ["Hồ sơ tiếp nhận quý II/2026", "Hồ sơ tiếp nhận quý II/2025"]


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """Asks an assistant whose store holds one report."""
    with ExitStack() as stack:

        def asked(question: str, title: str, header: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> Answer:
            home = tmp_path / "home"
            if not home.exists():
                with closing(Store(home, embedder=FakeEmbedder())) as store:
                    ingest(store, [write_tabs(tmp_path / "1.txt", title, header, rows)])
            assistant = Assistant(Store(home, embedder=FakeEmbedder()), Settings(home=home))
            stack.enter_context(closing(assistant))
            return assistant.ask(question)

        yield asked


def table(labels: Sequence[str], *columns: Sequence[object]) -> tuple[list[list[str]], list[list[str]]]:
    rows = [[str(i), name, *map(str, told)] for i, (name, *told) in enumerate(zip(UNITS, *columns, strict=True), 1)]
    return [["STT", "Đơn vị", *labels]], rows


def test_a_ratio_alone_is_told_as_printed(ask: Ask) -> None:
    given = table(["Hồ sơ tiếp nhận", "So với cùng kỳ (%)"], [b for b, _ in PAIRS], RATIOS)
    answer = ask("Số hồ sơ tiếp nhận của Sở Y tế tăng hay giảm so với cùng kỳ?", SECOND, *given)
    assert "so với cùng kỳ (%) quý II năm 2026 là **106,7%**" in answer.answer
    assert "tăng" not in answer.answer
    assert "điểm phần trăm" not in answer.answer
    assert "không có số liệu quý II năm 2025" in answer.answer


def test_a_proven_ratio_is_told_of_what_it_is(ask: Ask) -> None:
    given = table([*BOTH, "So với cùng kỳ (%)"], [b for b, _ in PAIRS], [a for _, a in PAIRS], RATIOS)
    answer = ask("So với cùng kỳ (%) của Sở Y tế là bao nhiêu phần trăm?", SECOND, *given)
    assert "điểm phần trăm" not in answer.answer
    assert "tăng **106,7" not in answer.answer
    assert "bằng **106,7%** so với quý II năm 2025" in answer.answer or "tăng **20**" in answer.answer


def test_a_fall_by_signs_is_told(ask: Ask) -> None:
    given = table(["Hồ sơ tiếp nhận", "Tăng (+), giảm (-) so với cùng kỳ (%)"], [b for b, _ in PAIRS], GROWTHS)
    answer = ask("Số hồ sơ tiếp nhận của Sở Tư pháp tăng hay giảm so với cùng kỳ?", SECOND, *given)
    assert "giảm **6,3%** so với quý II năm 2025" in answer.answer
    assert "điểm phần trăm" not in answer.answer


def test_points_are_told_of_a_difference_of_shares(ask: Ask) -> None:
    labels = ["Tỷ lệ đúng hạn năm 2026 (%)", "Tỷ lệ đúng hạn năm 2025 (%)", "Tăng/giảm (%)"]
    given = table(labels, ["95,5", "88,2", "97,0"], ["93,1", "90,4", "94,6"], ["2,4", "-2,2", "2,4"])
    answer = ask("Tỷ lệ đúng hạn của Sở Y tế năm 2026 tăng hay giảm so với năm 2025?", "Kết quả năm 2026", *given)
    assert "tăng **2,4 điểm phần trăm** so với năm 2025" in answer.answer


def test_a_change_from_the_month_before_is_not_of_the_cumulated_figure(ask: Ask) -> None:
    labels = ["Hồ sơ tháng 6/2026", "Lũy kế 6 tháng", "Tăng/giảm so với tháng trước"]
    given = table(labels, [52, 61, 17], [301, 350, 99], [4, -7, 2])
    answer = ask("Số hồ sơ của Sở Tư pháp tháng 6/2026 tăng hay giảm?", "Kết quả tháng 6 năm 2026", *given)
    assert "**61**, giảm **7** so với tháng 5/2026" in answer.answer


def test_a_period_that_is_not_there_is_said(ask: Ask) -> None:
    given = table(["Hồ sơ tiếp nhận", "Hồ sơ trễ hạn"], [b for b, _ in PAIRS], [3, 5, 2])
    for question in (
        "Số hồ sơ tiếp nhận của Sở Y tế 6 tháng đầu năm 2026 so với năm 2025 thế nào?",
        "So sánh số hồ sơ tiếp nhận của Sở Y tế 6 tháng đầu năm 2026 với năm 2025",
    ):
        answer = ask(question, "Kết quả tiếp nhận hồ sơ 6 tháng đầu năm 2026", *given)
        assert "Báo cáo không có số liệu năm 2025 cho “Hồ sơ tiếp nhận”" in answer.answer
        assert [float(figure.value or 0) for figure in answer.figures] == [320.0]


def test_a_cumulated_half_year_is_the_half_year(ask: Ask) -> None:
    given = table(["Hồ sơ tháng 6/2026", "Lũy kế 6 tháng"], [52, 61, 17], [301, 350, 99])
    for asked in ("6 tháng đầu năm 2026", "lũy kế đến 30/6/2026", "quý I+II năm 2026"):
        answer = ask(f"Sở Y tế có bao nhiêu hồ sơ {asked}?", "Kết quả tháng 6 năm 2026", *given)
        assert (asked, answer.status) == (asked, Status.ANSWERED)
        assert "**301**" in answer.answer
        assert "**52**" not in answer.answer


def test_a_ratio_below_a_hundred_is_a_fall() -> None:
    base = Fact("Sở Y tế", "So với cùng kỳ (%)", "2026", Kind.PERCENT, Decimal("93.7"), "%", "printed",
                change_from="2025", comparison=Comparison.RATIO)  # fmt: skip
    assert holds_condition(base, "<0")
    assert not holds_condition(base, ">0")
    assert holds_condition(base, ">90")


def test_what_nothing_proves_meets_no_condition_of_a_rise() -> None:
    fact = Fact("Sở Y tế", "So với cùng kỳ", "2026", Kind.NUMBER, Decimal("93.7"), None, "printed",
                change_from="2025", comparison=Comparison.UNPROVEN)  # fmt: skip
    assert holds_condition(fact, "<0") is None
    assert holds_condition(fact, ">0") is None


def test_a_year_is_not_ranked_among_its_quarters() -> None:
    told = [("Quý I/2025", 100), ("Quý II/2025", 120), ("Quý III/2025", 90), ("Quý IV/2025", 130), ("2025", 440)]
    facts = [Fact("", "Hồ sơ", period, Kind.COUNT, Decimal(value), "hồ sơ", "printed") for period, value in told]
    assert [fact.value for fact in of_one_length(facts)] == [100, 120, 90, 130]


@pytest.mark.parametrize("label", ["So với cùng kỳ (%)", "Tăng/giảm so với cùng kỳ (%)", "Tăng/giảm", "So cùng kỳ"])
def test_a_ratio_is_never_told_in_points_whatever_its_label(label: str, tmp_path: Path) -> None:
    header, rows = table(["Hồ sơ tiếp nhận", label], [b for b, _ in PAIRS], RATIOS)
    with closing(Store(tmp_path / "home", embedder=FakeEmbedder())) as store:
        ingest(store, [write_word(tmp_path / "1.docx", SECOND, header, rows)])
    settings = Settings(home=tmp_path / "home")
    with closing(Assistant(Store(tmp_path / "home", embedder=FakeEmbedder()), settings)) as assistant:
        for name in UNITS:
            for question in (f"{name} so với cùng kỳ?", f"Hồ sơ tiếp nhận của {name} tăng giảm bao nhiêu?"):
                answer = assistant.ask(question).answer
                assert "điểm phần trăm" not in answer
                assert not any(f"{verb} **{ratio}" in answer for verb in ("tăng", "giảm") for ratio in RATIOS)


def test_a_fall_asked_for_is_no_rise_whatever_stands_before_it(ask: Ask) -> None:
    given = table([*BOTH, "So sánh (%)"], [b for b, _ in PAIRS], [a for _, a in PAIRS], RATIOS)
    answer = ask("Các sở nào có hồ sơ tiếp nhận giảm so với cùng kỳ?", SECOND, *given)
    assert "Sở Tư pháp (giảm 57" in answer.answer
    assert "Sở Y tế" not in answer.answer


def test_an_amount_beside_a_share_is_no_share(ask: Ask) -> None:
    header = [["STT", "Chỉ tiêu", "Ước 6 tháng 2026", "So cùng kỳ (lần)", "Tỷ trọng"]]
    rows = [["1", "Xuất khẩu gạo", "120,5", "1,25", "40,2"], ["2", "Xuất khẩu thủy sản", "98,7", "0,93", "33,1"]]
    title = "Tình hình xuất khẩu 6 tháng đầu năm 2026"
    answer = ask("Xuất khẩu thủy sản tăng hay giảm so với cùng kỳ?", title, header, rows)
    assert "**98,7**" in answer.answer
    assert "**0,93 lần**" in answer.answer
    assert "tăng" not in answer.answer


def test_rows_of_years_and_their_changes_answer_for_a_year(ask: Ask) -> None:
    header = [["STT", "Kỳ", "Số hồ sơ", "Tỷ lệ đúng hạn (%)", "Xếp hạng"]]
    rows = [
        ["1", "Năm 2024", "1.200", "95,1", "12"],
        ["2", "Năm 2025", "1.380", "96,4", "9"],
        ["3", "So sánh (%)", "115,0", "101,4", ""],
        ["4", "Tăng/giảm", "180", "1,3", "3"],
    ]
    answer = ask("Tỷ lệ đúng hạn năm 2025 tăng bao nhiêu?", "Kết quả giải quyết hồ sơ năm 2025", header, rows)
    assert "**96,4%**, tăng **1,3 điểm phần trăm** so với năm 2024 (95,1%)" in answer.answer


def test_of_several_bases_the_one_asked_for_is_told(ask: Ask) -> None:
    header = [
        ["STT", "Nhóm hàng", "Chỉ số giá tháng 6 năm 2026 so với (%)", ""],
        ["", "", "Tháng 5 năm 2026", "Tháng 6 năm 2025"],
    ]
    rows = [
        ["1", "Hàng ăn", "100,42", "103,55"],
        ["2", "Giao thông", "98,71", "99,02"],
        ["3", "Giáo dục", "100,00", "105,11"],
    ]
    title = "Chỉ số giá tiêu dùng tháng 6 năm 2026"
    answer = ask("Giá nhóm giáo dục tăng hay giảm so với cùng kỳ?", title, header, rows)
    assert "Tháng 6 năm 2025 là **105,11%**" in answer.answer
    assert "100%" not in answer.answer
