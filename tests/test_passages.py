"""Passages: nothing of a report is lost, whole clauses, headings in front, rows in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.assemble import assemble_report
from corpus.passages import LONGEST, split_passages
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
    told = [passage.text for passage in split_passages(report) if passage.kind == "table"]
    assert told == ["Sở Y tế — Mới: 5", "Sở Nội vụ — Mới: 7; Cũ: 4"]


def test_no_passage_is_empty(report: Report) -> None:
    assert all(passage.text.strip() for passage in split_passages(report))


def test_a_heading_with_nothing_below_it_is_a_passage() -> None:
    """A file of one line that is numbered like a heading is not lost."""
    assert [p.text for p in passages("Điều 5. Tốc độ tối đa trong khu dân cư là 60 km/h")] == [
        "Điều 5. Tốc độ tối đa trong khu dân cư là 60 km/h"
    ]
    found = passages("I. KẾT QUẢ\n\n1. Hài lòng\n\nII. GIẢI PHÁP\n\nCông khai.")
    assert [(p.path, p.text) for p in found] == [(("I. KẾT QUẢ",), "1. Hài lòng"), (("II. GIẢI PHÁP",), "Công khai.")]


def test_short_paragraphs_of_one_heading_are_one_passage() -> None:
    found = passages("I. KẾT QUẢ\n\nCấp tỉnh đạt 99%.\n\nCấp xã đạt 98%.\n\nII. GIẢI PHÁP\n\nCông khai.")
    assert [p.text for p in found] == ["Cấp tỉnh đạt 99%.\nCấp xã đạt 98%.", "Công khai."]


def test_list_items_go_with_the_sentence_that_leads_them_in() -> None:
    items = [f"- Sở số {i} trễ hạn {i} hồ sơ, chủ yếu ở lĩnh vực đất đai và xây dựng;" for i in range(40)]
    lead = "Các đơn vị trễ hạn gồm:"
    found = passages("\n\n".join(["Mở đầu. " + "Một câu dài. " * 60, lead, *items]))
    holding = [p for p in found if "- Sở số" in p.text]
    assert len(holding) > 1
    assert all(lead in p.embedded_text for p in holding)
    assert not any(p.text.endswith(":") for p in found)
    assert [p.lead_in for p in holding[1:]] == [lead] * (len(holding) - 1)


def test_a_footnote_stands_after_the_sentence_that_calls_it() -> None:
    sentence = "Các đơn vị công khai tiến độ giải quyết hồ sơ hằng tháng trên cổng dịch vụ công của tỉnh."
    text = " ".join(["Hai nhóm² tăng điểm.", *[sentence] * 15])
    found = passages(f"{text}\n\n² Nhóm một và nhóm hai.")
    assert "tăng điểm. (chú thích 2: Nhóm một và nhóm hai.)" in found[0].text
    assert len(found) > 1


def test_what_runs_on_without_end_is_cut_between_words() -> None:
    found = passages("hồ sơ trễ hạn " * 400)
    assert all(len(p.text) <= 2 * LONGEST for p in found)
    assert {word for p in found for word in p.text.split()} == {"hồ", "sơ", "trễ", "hạn"}


def test_a_text_without_headings_has_its_title_with_each_passage() -> None:
    found = passages("Lịch sử huyện Bình Giang\n\n" + "\n\n".join(["Một câu dài về huyện. " * 30] * 3))
    assert len(found) > 1
    assert all("Lịch sử huyện Bình Giang" in p.embedded_text for p in found)


def test_a_row_too_long_for_a_passage_keeps_its_label() -> None:
    cells = [f"Việc thứ {i} " + "làm xong đúng hạn. " * 20 for i in range(6)]
    head = "\t".join(["Đơn vị", *(f"Nội dung {i}" for i in range(6))])
    report = assemble_report(
        split_items([head, "\t".join(["Sở Y tế", *cells]), "\t".join(["Sở Nội vụ", *cells])]),
        source="a.txt",
        sha256="0",
    )
    rows = [p for p in split_passages(report) if p.kind == "table"]
    assert len(rows) > 2
    assert all("Sở Y tế" in p.embedded_text or "Sở Nội vụ" in p.embedded_text for p in rows)


def test_clauses_of_an_article_stand_side_by_side() -> None:
    """A clause that leads in its points was a heading, with the next clause below it."""
    article = [
        "Điều 98. Tiền lương làm thêm giờ",
        "1. Người lao động làm thêm giờ được trả lương tính theo đơn giá tiền lương như sau:",
        "a) Vào ngày thường, ít nhất bằng 150%;",
        "b) Vào ngày nghỉ lễ, ít nhất bằng 300%.",
        "2. Người lao động làm việc vào ban đêm thì được trả thêm ít nhất bằng 30% tiền lương.",
    ]
    for told in (article, article[1:]):
        assert [p.text for p in passages("\n".join(told))] == ["\n".join(article[1:])]
    assert passages("\n".join(article))[0].path == ("Điều 98. Tiền lương làm thêm giờ",)


def test_headings_of_clauses_stand_below_their_article() -> None:
    found = passages("Mục 1\nĐiều 3. Phạm vi\n1. Nguyên tắc chung\nCông khai.\nĐiều 4. Đối tượng\nCông dân.")
    assert [p.path for p in found] == [
        ("Mục 1", "Điều 3. Phạm vi", "1. Nguyên tắc chung"),
        ("Mục 1", "Điều 4. Đối tượng"),
    ]
