"""What questions ask for beyond a look-up: rests, gaps, shares, ordinals, references, several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import pytest
from fakes import FakeEmbedder

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.bounds import Gap
from assistant.intent import Intent
from assistant.ordinals import OrdinalRange, ordinal_of, read_ordinals
from assistant.question import Operation, read_question
from assistant.referring import spell_reference
from assistant.settings import Settings
from assistant.splitting import split_questions
from corpus.values import Kind
from index.ingest import ingest
from index.store import Store

REPORT = """UBND TỈNH AN LẠC

SỞ TÀI CHÍNH

Số: 9/BC-STC

An Lạc, ngày 05 tháng 01 năm 2026

BÁO CÁO

Kết quả thu ngân sách và công khai hồ sơ năm 2025

Bảng 1. Thu ngân sách năm 2025

Đơn vị tính: triệu đồng

| Đơn vị | Dự toán | Thực hiện |
| --- | --- | --- |
| Huyện Đông Hà | 52.000 | 54.500 |
| Huyện Tây Sơn | 30.000 | 28.400 |
| Huyện Nam Trực | 41.000 | 40.100 |
| Thị xã Bắc Mê | 75.000 | 80.250 |
| Tổng cộng | 198.000 | 203.250 |

Bảng 2. Công khai hồ sơ năm 2025

| Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ công khai | Tỷ lệ (%) |
| --- | --- | --- | --- |
| Sở Y tế | 1.200 | 900 | 75,00 |
| Sở Xây dựng | 800 | 720 | 90,00 |
| Sở Tư pháp | 2.000 | 1.000 | 50,00 |
| Tổng cộng | 4.000 | 2.620 | 65,50 |

Bảng 3. Điểm tiêm chủng năm 2025

| Đơn vị | Số điểm tiêm | Số bàn tiêm |
| --- | --- | --- |
| Huyện Đông Hà | 14 | 30 |
| Huyện Tây Sơn | 9 | 21 |
"""

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Sequence[str]], list[Answer]]]:
    """Asks the questions of one conversation."""
    home = tmp_path_factory.mktemp("understanding")
    (home / "bao-cao.md").write_text(REPORT, encoding="utf-8")
    with closing(Store(home / "store", embedder=FakeEmbedder())) as store:
        assert [outcome.reason for outcome in ingest(store, [home / "bao-cao.md"])] == [None]
        assistant = Assistant(store, Settings(home=home / "store"))

        def converse(questions: Sequence[str]) -> list[Answer]:
            with assistant.conversation() as thread:
                return [assistant.ask(question, thread) for question in questions]

        yield converse


@pytest.fixture
def ask(talk: Callable[[Sequence[str]], list[Answer]]) -> Ask:
    """Asks one question."""
    return lambda question: talk([question])[0]


def test_what_is_not_yet_done_is_the_whole_less_what_is(ask: Ask) -> None:
    answer = ask("Sở Tư pháp còn bao nhiêu hồ sơ chưa công khai?")
    assert "**1.000 hồ sơ**" in answer.answer
    assert answer.figures[0].derivation == "2.000 − 1.000"
    most = ask("Sở nào còn nhiều hồ sơ chưa công khai nhất?")
    assert most.answer.startswith("**Sở Tư pháp**")


def test_what_is_beyond_and_short_of_the_plan(ask: Ask) -> None:
    assert ask("Đơn vị nào vượt dự toán nhiều nhất?").answer.startswith("**Thị xã Bắc Mê**")
    short = ask("Những đơn vị nào không đạt dự toán thu năm 2025?").answer
    assert "Tây Sơn" in short
    assert "Nam Trực" in short
    assert "Đông Hà" not in short
    assert "Bắc Mê" not in short


def test_a_share_that_no_column_prints_is_computed(ask: Ask) -> None:
    assert "75%" in ask("Tỷ lệ hồ sơ công khai của Sở Y tế?").answer
    first = ask("Sở nào có tỷ lệ hồ sơ công khai thấp nhất?")
    assert first.answer.startswith("**Sở Tư pháp**")


def test_bounds_in_thousands_and_millions_are_of_the_columns_unit(ask: Ask) -> None:
    answer = ask("Đơn vị nào có dự toán trên 45 tỷ đồng?").answer
    assert "Đông Hà" in answer
    assert "Bắc Mê" in answer
    assert "Tây Sơn" not in answer


def test_places_are_counted_not_scored(ask: Ask) -> None:
    answer = ask("Huyện Đông Hà có mấy điểm tiêm?")
    assert answer.status is Status.ANSWERED
    assert "**14 điểm tiêm**" in answer.answer


def test_a_unit_pointed_at_is_the_one_answered_before(talk: Callable[[Sequence[str]], list[Answer]]) -> None:
    first, second = talk(["Đơn vị nào vượt dự toán nhiều nhất?", "đơn vị đó dự toán bao nhiêu?"])
    assert "Bắc Mê" in first.answer
    assert "75.000" in second.answer
    asked, told = talk(["huyện này có bao nhiêu điểm tiêm?", "Tây Sơn"])
    assert asked.status is Status.CLARIFY
    assert "**9 điểm tiêm**" in told.answer


def test_several_questions_in_one_message_are_all_answered(ask: Ask) -> None:
    answer = ask("Sở Y tế tiếp nhận bao nhiêu hồ sơ? Còn Sở Xây dựng?")
    assert "1.200" in answer.answer
    assert "800" in answer.answer
    ids = [citation.id for citation in answer.citations]
    assert ids == list(range(1, len(ids) + 1))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sở Y tế có bao nhiêu hồ sơ?", 1),
        ("Chào em. Cho anh hỏi Sở Y tế có bao nhiêu hồ sơ?", 1),
        ("Huyện nào cao nhất, huyện nào thấp nhất?", 2),
        ("Lĩnh vực nào tụt hạng nhiều nhất, vì sao?", 1),
        ("TX. Bắc Mê thu bao nhiêu?", 1),
        ("A?\nB là bao nhiêu?\nC ra sao?", 3),
    ],
)
def test_messages_are_parted_into_questions(text: str, parts: int) -> None:
    assert len(split_questions(text)) == parts


def test_ordinals_name_ranges_and_amounts_do_not() -> None:
    assert read_ordinals("các tiêu chí (10) đến (14)") == (OrdinalRange((10,), (14,)),)
    assert read_ordinals("mục 3.2.3.1 - 3.2.3.3")[0].has((3, 2, 3, 2))
    assert read_ordinals("đạt 3.2 điểm, 1.234.567 đồng năm 2025") == ()
    assert ordinal_of("(10) Thực hiện giải ngân") == (10,)
    assert ordinal_of("Sở Y tế") is None


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Huyện nào vượt dự toán thu nhiều nhất?", Gap.OVER),
        ("đơn vị nào không đạt kế hoạch", Gap.SHORT),
        ("Sở nào thiếu biên chế so với số giao", Gap.SHORT),
        ("dự toán thu của huyện", None),
    ],
)
def test_gaps_to_a_plan_are_told_from_plans(text: str, gap: Gap | None) -> None:
    assert read_question(text).gap is gap


def test_money_is_asked_for_and_not_read_from_names() -> None:
    assert Kind.MONEY not in read_question("Thị xã Bến Đông có mấy tủ lạnh").kinds
    assert Kind.MONEY in read_question("thu được bao nhiêu triệu đồng").kinds


def test_a_bound_is_read_with_its_diacritics() -> None:
    assert read_question("thu từ đất 9 tháng").threshold is None
    bound = read_question("đơn vị chưa đạt 45%").threshold
    assert bound is not None
    assert bound.below


def test_a_reference_without_anything_before_stays() -> None:
    assert spell_reference("xã này thế nào?", None) == "xã này thế nào?"
    before = Intent(Operation.RANK, "xã nào đông nhất?", told="Xã Hòa Bình")
    assert spell_reference("dân số xã này?", before) == "dân số Xã Hòa Bình?"
