"""Passages: nothing of a report is lost, whole clauses, headings in front, rows in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.assemble import assemble_report
from corpus.passages import LONGEST, spell_row, split_passages
from corpus.readers import read_report
from corpus.readers.plain import split_items
from corpus.values import Paragraph, Passage, Report


def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a report given as text."""
    return split_passages(assemble_report(split_items(text.splitlines()), source="a.txt", sha256="0"))


@pytest.fixture(scope="module")
def report(sample_report: Path) -> Report:
    """The sample as it is read."""
    return read_report(sample_report)


def test_no_word_of_a_paragraph_is_lost(report: Report) -> None:
    said = " ".join(passage.text for passage in split_passages(report))
    for block in report.blocks:
        if isinstance(block, Paragraph):
            assert all(word in said for word in block.text.split())


def test_every_row_with_cells_is_a_passage(report: Report) -> None:
    said = {passage.line for passage in split_passages(report) if passage.kind == "table"}
    rows = {row.line for t in report.tables for row in t.rows if any(cell.printed for cell in row.cells)}
    assert rows <= said


def test_passages_are_short_enough_to_embed_whole(report: Report) -> None:
    long = [p for p in split_passages(report) if len(p.text) > LONGEST and ". " in p.text.strip(". ")]
    assert [p.text[:60] for p in long if p.kind == "text" and len(p.text) > 2 * LONGEST] == []


def test_long_paragraphs_are_split_at_sentence_ends() -> None:
    sentence = "Các đơn vị công khai tiến độ giải quyết hồ sơ hằng tháng trên cổng dịch vụ công của tỉnh."
    found = [p for p in passages(" ".join([sentence] * 40)) if p.kind == "text"]
    assert len(found) > 1
    assert all(p.text.endswith(".") and len(p.text) <= LONGEST for p in found)
    assert sum(p.text.count(sentence) for p in found) == 40


def test_a_sentence_longer_than_a_passage_stays_whole() -> None:
    text = "hồ sơ trễ hạn, " * 120
    assert any(len(p.text) > LONGEST for p in passages(text))


def test_headings_stand_in_front_of_what_is_embedded() -> None:
    found = passages("II. KẾT QUẢ\n\n1. Hài lòng\n\nTỷ lệ chung là 79,92%.")
    assert found[-1].embedded_text == "II. KẾT QUẢ › 1. Hài lòng\nTỷ lệ chung là 79,92%."
    assert found[-1].locator == "II. KẾT QUẢ › 1. Hài lòng"


def test_footnotes_go_with_the_passage_that_calls_them() -> None:
    found = passages("Hai nhóm² tăng điểm.\n\n² Nhóm một và nhóm hai.")
    assert found[-1].text == "Hai nhóm tăng điểm. (chú thích 2: Nhóm một và nhóm hai.)"


def test_what_a_report_says_of_itself_is_one_passage(report: Report) -> None:
    first = split_passages(report)[0]
    for told in ("51/BC-SNV", "23/5/2023", "Huỳnh Văn Nam", "Sở Nội vụ"):
        assert told in first.text


def test_a_row_in_words_names_its_columns() -> None:
    report = assemble_report(
        split_items(["Đơn vị\tMới\tCũ", "Sở Y tế\t5\t", "Sở Nội vụ\t7\t4"]), source="a.txt", sha256="0"
    )
    (table,) = report.tables
    assert [spell_row(table, row) for row in table.rows] == ["Sở Y tế — Mới: 5", "Sở Nội vụ — Mới: 7; Cũ: 4"]


def test_no_passage_is_empty(report: Report) -> None:
    assert all(passage.text.strip() for passage in split_passages(report))
    assert passages("I. KẾT QUẢ") == ()
