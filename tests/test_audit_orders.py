"""Ranks against scores, shares of one question, figures told twice, figures recognised from an image."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_audit import audit, district_table, table_of

from corpus.numbers import write_number
from corpus.values import Paragraph, Quality, Table

UNITS = (
    "Sở Y tế",
    "Sở Nội vụ",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Sở Công Thương",
    "Sở Tài chính",
    "Sở Ngoại vụ",
    "Sở Du lịch",
)

# ranks


def ranked_table(scores: Sequence[Decimal], ranks: Sequence[int], of: int | None = None) -> Table:
    shown = [f"{rank}/{of}" if of else str(rank) for rank in ranks]
    rows = [
        [str(i + 1), UNITS[i], write_number(score, 2), rank]
        for i, (score, rank) in enumerate(zip(scores, shown, strict=True))
    ]
    return table_of([["STT", "Đơn vị", "Điểm đạt được", "Xếp hạng"], *rows])


def right_ranks(scores: Sequence[Decimal]) -> list[int]:
    return [1 + sum(other > score for other in scores) for score in scores]


scores_of_units = st.lists(st.decimals(40, 100, places=2), min_size=5, max_size=8)


@settings(max_examples=80, deadline=None)
@given(scores_of_units)
def test_right_ranks_are_no_finding(scores: list[Decimal]) -> None:
    assert audit(ranked_table(scores, right_ranks(scores)))[1] == ()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.decimals(40, 100, places=2), min_size=6, max_size=8, unique=True), st.randoms(use_true_random=False))
def test_a_rank_out_of_order_is_found(scores: list[Decimal], chance: random.Random) -> None:
    """One rank printed as another: that cell, or the one whose rank it took, and no third."""
    ranks = right_ranks(scores)
    at = chance.randrange(len(ranks))
    wrong = chance.choice([n for n in range(1, len(ranks) + 1) if abs(n - ranks[at]) > 1])
    printed = [wrong if i == at else rank for i, rank in enumerate(ranks)]
    if 1 not in printed:
        return  # no order of its rows, for all that can be seen
    report, findings = audit(ranked_table(scores, printed))
    assert len(findings) == 1
    [finding] = findings
    assert finding.printed == str(wrong)
    assert finding.why.endswith(".")
    if UNITS[at] in finding.locator and finding.expected is not None:
        assert finding.expected == ranks[at]
    doubted = [row.path[-1] for row in report.tables[0].rows if row.cells[1].quality is Quality.SUSPECT]
    assert len(doubted) == 1


def test_ranks_among_others_cannot_be_checked() -> None:
    scores = [Decimal(n) for n in (90, 80, 70, 60, 50)]
    assert audit(ranked_table(scores, [12, 3, 40, 5, 31]))[1] == ()
    assert audit(ranked_table(scores, [1, 3, 2, 4, 5], of=63))[1] == ()


def test_the_smallest_may_be_the_first() -> None:
    """Ranked by how few dossiers are late."""
    rows = [
        [str(i + 1), unit, str(late), str(i + 1)]
        for i, (unit, late) in enumerate(zip(UNITS, range(3, 40, 5), strict=True))
    ]
    header = ["STT", "Đơn vị", "Hồ sơ trễ hạn", "Thứ hạng"]
    assert audit(table_of([header, *rows]))[1] == ()
    rows[6][3], rows[2][3] = "3", "7"
    assert 1 <= len(audit(table_of([header, *rows]))[1]) <= 2


# shares


def survey(shares: Sequence[Sequence[str]]) -> Table:
    """Questions as group rows, their options below with a percentage each."""
    rows = []
    for q, options in enumerate(shares):
        rows.append([["I", "II", "III", "IV", "V", "VI"][q], f"Câu hỏi thứ {q + 1}", ""])
        rows += [[f"{i + 1}.", f"Phương án {q}{i}", share] for i, share in enumerate(options)]
    return table_of([["TT", "Nội dung", "Tỷ lệ (%)"], *rows])


EXCLUSIVE = [["32,30", "58,39", "9,32"], ["12,50", "80,00", "7,50"], ["50,10", "30,20", "19,70"], ["61,00", "39,00"]]


def test_shares_that_round_to_a_whole_are_no_finding() -> None:
    assert audit(survey(EXCLUSIVE))[1] == ()


def test_one_question_off_the_mark_among_others_is_a_finding() -> None:
    off = [*EXCLUSIVE, ["8,28", "3,73", "30,64", "40,17", "19,46"]]
    report, findings = audit(survey(off))
    [finding] = findings
    assert (finding.kind, finding.status, finding.expected) == ("sum", "unresolved", 100)
    assert "102,28" not in finding.printed
    assert "8,28 + 3,73 + 30,64 + 40,17 + 19,46" in finding.why
    assert "Câu hỏi thứ 5" in finding.locator
    doubted = [row.path[-1] for row in report.tables[0].rows if row.cells[0].quality is Quality.SUSPECT]
    assert len(doubted) == 5


def test_an_unread_share_is_solved_by_the_others_of_its_question() -> None:
    torn = [*EXCLUSIVE[:3], ["61,00", "3 ,00"]]
    report, findings = audit(survey(torn))
    assert [(f.kind, f.expected) for f in findings] == [("unreadable", Decimal(39))]
    assert report.tables[0].rows[-1].cells[0].printed == "3 ,00"


def test_options_that_may_be_chosen_together_are_no_finding() -> None:
    together = [["18,88", "19,50", "70,20"], ["40,00", "55,00", "61,00"], ["12,00", "9,00"], ["50,00", "50,00"]]
    assert audit(survey(together))[1] == ()
    assert audit(survey([*EXCLUSIVE, ["88,00", "75,00", "62,00"]]))[1] == ()


# told twice


def text(line: int, said: str) -> Paragraph:
    return Paragraph(said, ("I. KẾT QUẢ",), line)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Tỷ lệ hài lòng của người dân đạt 79,92%.", "Tỷ lệ hài lòng của người dân đạt 78,92%.", 1),
        ("Tỷ lệ hài lòng của người dân đạt 79,92%.", "Tỷ lệ hài lòng của người dân đạt 79,9%.", 0),
        ("Tỷ lệ hài lòng của người dân đạt 79,92%.", "Tỷ lệ hài lòng của doanh nghiệp đạt 78,92%.", 0),
        ("Năm 2022, tỷ lệ hài lòng của người dân đạt 79,92%.", "Năm 2021, tỷ lệ hài lòng của người dân đạt 89,51%.", 0),
    ],
)
def test_a_figure_told_twice_must_be_one(first: str, second: str, found: int) -> None:
    _, findings = audit(text(3, first), text(9, second))
    assert len(findings) == found
    for finding in findings:
        assert "79,92%" in finding.why
        assert "78,92" in finding.why


# recognised from an image


def recognised(table: Table, confidence: float = 0.9) -> Table:
    rows = tuple(
        replace(row, cells=tuple(replace(cell, confidence=confidence) for cell in row.cells)) for row in table.rows
    )
    return replace(table, rows=rows)


def test_recognised_figures_are_in_doubt_until_the_sums_prove_them() -> None:
    numbers = [(100 + 7 * i, 20 + i, i % 4) for i in range(9)]
    proved = recognised(table_of(district_table(numbers, 3)))
    lone = recognised(table_of([["Đơn vị", "Số người"], ["Sở Y tế", "41"], ["Sở Nội vụ", "38"], ["Sở Tư pháp", "12"]]))
    report, findings = audit(proved, lone)
    assert findings == ()
    first, second = report.tables
    assert {cell.quality for row in first.rows for cell in row.cells} == {Quality.PRINTED}
    assert {cell.quality for row in second.rows for cell in row.cells} == {Quality.SUSPECT}
    assert [row.cells[0].value for row in second.rows] == [41, 38, 12]


def test_a_misread_figure_is_repaired_or_stays_in_doubt() -> None:
    numbers = [(100 + 7 * i, 20 + i, i % 4) for i in range(9)]
    rows = district_table(numbers, 3)
    rows[4][3] = rows[4][3].replace("1", "7", 1)
    report, findings = audit(recognised(table_of(rows)))
    [finding] = findings
    assert finding.status == "repaired"
    qualities = [cell.quality for row in report.tables[0].rows for cell in row.cells]
    assert qualities.count(Quality.REPAIRED) == 1
    assert Quality.SUSPECT not in qualities


# separators that a column leaves open


def test_a_column_that_fits_the_others_only_as_decimals_is_read_so() -> None:
    """Scores "1.250" beside their shares of the most that can be had: 1,25 of 2 is 62,5%."""
    rows = [
        ["1", "Kế hoạch", "1.250", "2", "62,50"],
        ["2", "Kiểm tra", "1.125", "3", "37,50"],
        ["3", "Tuyên truyền", "1.400", "2", "70,00"],
        ["4", "Chỉ đạo", "2.075", "5", "41,50"],
        ["5", "Thể chế", "3.300", "4", "82,50"],
    ]
    header = ["STT", "Tiêu chí", "Điểm đạt", "Điểm tối đa", "Tỷ lệ (%)"]
    table = table_of([header, *rows])
    assert table.rows[0].cells[0].value == 1250
    report, findings = audit(table)
    assert findings == ()
    read = report.tables[0]
    assert [row.cells[0].value for row in read.rows] == [
        Decimal(t) for t in ("1.250", "1.125", "1.400", "2.075", "3.300")
    ]
    assert read.columns[0].convention == "dấu chấm thập phân"
    assert [row.cells[0].printed for row in read.rows] == [row[2] for row in rows]


def test_thousands_that_fit_the_others_stay_thousands() -> None:
    numbers = [(1100 + 7 * i, 2200 + i, 3300 + i) for i in range(9)]
    report, findings = audit(table_of(district_table(numbers, 3)))
    assert findings == ()
    assert report.tables[0].rows[1].cells[1].value == 1100
    assert {column.convention for column in report.tables[0].columns} == {"dấu phẩy thập phân"}
    lone = table_of(
        [["Đơn vị", "Số người"], ["Sở A", "1.204"], ["Sở B", "2.310"], ["Sở C", "1.777"], ["Sở D", "3.001"]]
    )
    assert [row.cells[0].value for row in audit(lone)[0].tables[0].rows] == [1204, 2310, 1777, 3001]
