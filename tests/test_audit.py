"""The audit: consistent tables yield nothing, planted faults are found, the real report's are all found."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from corpus.audit import Finding, audit_report
from corpus.numbers import write_number
from corpus.readers import read_report
from corpus.tables import Grid, build_table, is_formula_row
from corpus.text import fold, syllables
from corpus.values import Paragraph, Quality, Report, Table

SHARED = Path(__file__).parents[2] / "shared"
REAL_REPORT = SHARED / "reports" / "51-BC-SNV-2023.txt"
EXPECTED = SHARED / "eval" / "findings.jsonl"

EMPTY = Report("1/BC-X", "", "", "2024-01-01", "", "", "2023", "", "", "x.txt", "0", ())
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def table_of(rows: Sequence[Sequence[str]], title: str = "Biểu 1", path: tuple[str, ...] = ("Biểu 1",)) -> Table:
    """A table read from printed cells, the header rows first."""
    grid = Grid(tuple(tuple(row) for row in rows), tuple(range(1, len(rows) + 1)))
    table = build_table(grid, title=title, path=path)
    assert table is not None
    return table


def audit(*blocks: Table | Paragraph) -> tuple[Report, tuple[Finding, ...]]:
    return audit_report(replace(EMPTY, blocks=blocks))


HEADER = [
    ["STT", "Lĩnh vực", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn"],
    ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)"],
]


def district_table(numbers: Sequence[Sequence[int]], groups: int) -> list[list[str]]:
    """Groups I, II … of fields with their sums, and a grand total: every figure stands in two equations."""
    size = len(numbers) // groups
    rows: list[list[str]] = []
    grand = [0, 0, 0]
    for g in range(groups):
        fields = numbers[g * size : (g + 1) * size]
        summed = [sum(field[k] for field in fields) for k in range(3)]
        grand = [a + b for a, b in zip(grand, summed, strict=True)]
        rows.append([["I", "II", "III", "IV"][g], f"Huyện thứ {g + 1}", *printed(summed)])
        rows += [[f"{i + 1}.", f"Lĩnh vực số {chr(65 + i)}", *printed(field)] for i, field in enumerate(fields)]
    rows.append(["", "Tổng cộng", *printed(grand)])
    return [*HEADER, *rows]


def printed(parts: Sequence[int]) -> list[str]:
    return [write_number(sum(parts)), *(write_number(part) for part in parts)]


numbers_of_fields = st.lists(
    st.tuples(st.integers(1, 90_000), st.integers(0, 9_000), st.integers(0, 40)), min_size=9, max_size=12
).map(lambda found: found[: len(found) // 3 * 3])


@RELAXED
@given(numbers_of_fields)
def test_consistent_table_has_no_findings(numbers: list[tuple[int, int, int]]) -> None:
    _, findings = audit(table_of(district_table(numbers, 3)))
    assert findings == ()


@RELAXED
@given(numbers_of_fields, st.randoms(use_true_random=False), st.integers(1, 5_000))
def test_corrupted_cell_is_found_and_repaired(
    numbers: list[tuple[int, int, int]], chance: random.Random, change: int
) -> None:
    assume(all(map(any, zip(*numbers, strict=True))))  # a column of nothing but noughts shows no sums of its own
    rows = district_table(numbers, 3)
    r = chance.randrange(2, len(rows))
    c = chance.randrange(2, 6)
    right = Decimal(rows[r][c].replace(".", ""))
    rows[r][c] = write_number(right + change)
    report, findings = audit(table_of(rows))
    assert [finding.expected for finding in findings] == [right]
    assert findings[0].status == "repaired"
    cell = report.tables[0].rows[r - 2].cells[c - 2]
    assert (cell.value, cell.quality, cell.printed) == (right, Quality.REPAIRED, rows[r][c])


@RELAXED
@given(numbers_of_fields, st.randoms(use_true_random=False))
def test_lost_digit_is_repaired(numbers: list[tuple[int, int, int]], chance: random.Random) -> None:
    rows = district_table(numbers, 3)
    places = [(r, c) for r in range(2, len(rows)) for c in range(2, 6) if len(rows[r][c]) >= 5]
    assume(places)
    r, c = chance.choice(places)
    right = Decimal(rows[r][c].replace(".", ""))
    rows[r][c] = f"{rows[r][c][:-2]} {rows[r][c][-1]}"
    report, findings = audit(table_of(rows))
    assert [(f.expected, f.kind, f.status) for f in findings] == [(right, "unreadable", "repaired")]
    assert report.tables[0].rows[r - 2].cells[c - 2].value == right


cells = st.one_of(
    st.sampled_from(["", "-", "x", "…", "1.0 1", "4.34", "12/63", "7,5%", "(3)=(4)+(9)", "Tổng cộng", "0", "100"]),
    st.integers(-50, 10_000).map(write_number),
    st.text("0123456789.,/%-+() aI", max_size=7),
)


@settings(max_examples=200, deadline=None)
@given(
    st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=2, max_size=9)
    )
)
def test_auditing_never_raises_on_random_grids(rows: list[list[str]]) -> None:
    assume(not is_formula_row(rows[0]))
    grid = Grid(tuple(tuple(row) for row in rows), tuple(range(len(rows))))
    table = build_table(grid, title="Biểu", path=("Biểu",))
    if table is not None:
        audit(table)
        audit(table, replace(table, title="Biểu khác"))


@settings(max_examples=100, deadline=None)
@given(st.text("Tỷlệđạcơ 0123456789.,/%-()gồm;:", max_size=120))
def test_auditing_never_raises_on_random_prose(text: str) -> None:
    audit(Paragraph(text, ("I. Mục",), 1))


def test_formula_that_names_a_missing_column_is_reported() -> None:
    rows = [
        ["STT", "Đơn vị", "Tổng", "A", "B"],
        ["(1)", "(2)", "(3)=(4)+(9)", "(4)", "(5)"],
        ["1", "Sở A", "10", "4", "6"],
        ["2", "Sở B", "12", "5", "7"],
    ]
    _, findings = audit(table_of(rows))
    assert any("(9)" in finding.why for finding in findings)


def test_contradiction_without_a_culprit_stays_unresolved() -> None:
    """Two rows off by one in opposite senses: every sum down the column holds."""
    rows = district_table([(40, 8, 1), (70, 9, 2), (31, 7, 0), (55, 5, 3), (23, 4, 1), (90, 6, 2)], 2)
    rows[3][2], rows[4][2] = write_number(50), write_number(80)  # 40+8+1 and 70+9+2
    report, findings = audit(table_of(rows))
    assert [(f.status, f.printed, f.expected) for f in findings] == [
        ("unresolved", "50", Decimal(49)),
        ("unresolved", "80", Decimal(81)),
    ]
    assert [row.cells[0].quality for row in report.tables[0].rows[1:3]] == [Quality.SUSPECT] * 2
    assert [row.cells[0].value for row in report.tables[0].rows[1:3]] == [50, 80]


def test_rounding_is_no_finding() -> None:
    rows = [
        ["TT", "Lĩnh vực", "Điểm tối đa", "Điểm đạt", "Tỷ lệ (%)"],
        ["1", "Chỉ đạo", "8,50", "8,32", "97,87"],
        ["2", "Thể chế", "10,00", "9,17", "91,70"],
        ["3", "Thủ tục", "13,50", "13,22", "97,91"],
        ["4", "Tổ chức", "11,50", "10,69", "92,96"],
        ["", "Tổng", "43,50", "41,41", "95,19"],
    ]
    assert audit(table_of(rows))[1] == ()


def test_wrong_rate_is_found() -> None:
    rows = [
        ["STT", "Đơn vị", "Tiếp nhận", "Công khai", "Tỷ lệ (%)"],
        ["1", "Sở A", "725", "658", "90,76"],
        ["2", "Sở B", "28.072", "553", "1,97"],
        ["3", "Sở C", "2.977", "31", "1,04"],
        ["4", "Sở D", "865", "748", "68,47"],
        ["5", "Sở E", "594", "14", "2,36"],
        ["", "Tổng cộng", "33.233", "2.004", "6,03"],
    ]
    report, findings = audit(table_of(rows))
    assert [(f.kind, f.printed, f.expected) for f in findings] == [("ratio", "68,47", Decimal("86.47"))]
    assert report.tables[0].rows[3].cells[2].printed == "68,47"


def test_sign_lost_in_a_change_is_restored() -> None:
    rows = [
        ["STT", "Tiêu chí", "Năm 2022", "Năm 2021", "Tăng/giảm"],
        ["1", "Tiếp cận", "80,67", "90,95", "-10,28"],
        ["2", "Thủ tục", "80,01", "90,42", "-10,41"],
        ["3", "Công chức", "85,26", "89,75", "4,49"],
        ["4", "Kết quả", "86,93", "90,45", "-3,52"],
    ]
    report, findings = audit(table_of(rows))
    assert [(f.kind, f.expected, f.status) for f in findings] == [("sign", Decimal("-4.49"), "repaired")]
    assert report.tables[0].rows[2].cells[2].value == Decimal("-4.49")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Trong năm đã xử lý 49/60 vấn đề, tỷ lệ 90,83%.", "ratio", "81.67"),
        ("Toàn tỉnh tiếp nhận 2.000 hồ sơ và đã công khai 500 hồ sơ (đạt tỷ lệ 52,0%).", "ratio", "25"),
        (
            "Có 27 trường hợp bị kỷ luật, gồm: Khiển trách 13 người; Cảnh cáo 09 người; Cách chức 01 người.",
            "sum",
            "23",
        ),
        ("(Đạt 1,4464 điểm, - 0,0636 điểm so với điểm chuẩn 1,5 điểm)", "difference", "1.4364"),
        (
            "Mức độ hài lòng đạt 83,31%, cao hơn 2,98% so với mức trung bình của cả nước (80,43%).",
            "difference",
            "2.88",
        ),
    ],
)
def test_wrong_arithmetic_in_prose(text: str, kind: str, expected: str) -> None:
    _, findings = audit(Paragraph(text, ("I. Kết quả",), 3))
    assert [(f.kind, f.expected) for f in findings] == [(kind, Decimal(expected))]


@pytest.mark.parametrize(
    "text",
    [
        "Kết quả triển khai đạt 96,43% (27/28 nhiệm vụ) so với Kế hoạch.",
        "Số hồ sơ trực tuyến là 338.474, số hồ sơ giải quyết là 102.385, tỷ lệ 30,24%.",
        "Số tiền đã nộp là 154.950.529.504 đồng/274.723.287.908 đồng, đạt 56,4%.",
        "Xếp hạng 49/63 tỉnh, thành phố, đạt 83,14%.",
        "Có 23 trường hợp, bao gồm: Khiển trách 13 người; Cảnh cáo 09 người; Cách chức 01 người.",
    ],
)
def test_right_arithmetic_in_prose(text: str) -> None:
    assert audit(Paragraph(text, ("I. Kết quả",), 3))[1] == ()


def test_prose_against_the_table_it_refers_to() -> None:
    rows = [
        ["STT", "Tên đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ giải quyết đúng hạn"],
        ["1", "Huyện A", "1.200", "1.100"],
        ["2", "Huyện B", "2.300", "2.250"],
        ["3", "Huyện C", "3.400", "3.390"],
        ["", "Tổng cộng", "6.900", "6.740"],
    ]
    table = table_of(rows, "Phụ lục 3. Kết quả", ("Phụ lục 3",))
    path = ("I. Kết quả", "2. Giải quyết hồ sơ")
    wrong = Paragraph("Toàn tỉnh có số hồ sơ giải quyết đúng hạn là 6.470 hồ sơ. Chi tiết theo Phụ lục 3.", path, 2)
    _, findings = audit(wrong, table)
    assert [(f.kind, f.printed, f.expected) for f in findings] == [("text-vs-table", "6.470", Decimal(6740))]
    assert audit(replace(wrong, text=wrong.text.replace("6.470", "6.740")), table)[1] == ()


def test_tables_that_differ_in_one_row() -> None:
    units = ["Sở Y tế", "Sở Xây dựng", "Sở Tư pháp", "Sở Tài chính", "Sở Nội vụ"]
    received = [2453, 360, 8971, 594, 865]
    first = table_of(
        [
            ["STT", "Đơn vị", "Số hồ sơ"],
            *([str(i), u, write_number(n)] for i, (u, n) in enumerate(zip(units, received, strict=True), 1)),
        ],
        "Phụ lục 1",
        ("Phụ lục 1",),
    )
    received[2] = 8791
    second = table_of(
        [
            ["STT", "Đơn vị", "Tiếp nhận"],
            *([str(i), u, write_number(n)] for i, (u, n) in enumerate(zip(units, received, strict=True), 1)),
        ],
        "Phụ lục 2",
        ("Phụ lục 2",),
    )
    _, findings = audit(first, second)
    assert [(f.kind, f.printed, f.expected) for f in findings] == [("table-vs-table", "8.791", Decimal(8971))]
    assert "Sở Tư pháp" in findings[0].locator


def test_list_in_words_that_does_not_add_up() -> None:
    rows = [
        ["STT", "Tên", "Nguyên nhân"],
        [
            "1.",
            "UBND huyện A trễ hạn 10 hồ sơ: + 04 hồ sơ lĩnh vực Đất đai. + 05 hồ sơ lĩnh vực Hộ tịch.",
            "Chậm",
        ],
        [
            "2.",
            "UBND huyện B trễ hạn 03 hồ sơ: + 02 hồ sơ lĩnh vực Đất đai. + 01 hồ sơ lĩnh vực Hộ tịch.",
            "Chậm",
        ],
    ]
    _, findings = audit(table_of(rows))
    assert [(f.kind, f.expected) for f in findings] == [("sum", Decimal(9))]


@pytest.mark.skipif(not REAL_REPORT.exists(), reason="the shared report is not here")
def test_real_report() -> None:
    """Every real finding of the report, and none of the figures that only look wrong."""
    _, findings = audit_report(read_report(REAL_REPORT))
    expected = [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
    real = [e for e in expected if e["real"] is True]
    missed = [e for e in real if not any(_same(f, e) for f in findings)]
    false = [f for f in findings if not any(_same(f, e) for e in expected if e["real"] is not False)]
    wrong = [e for e in expected if e["real"] is False and any(_same_place(f, e) for f in findings)]
    told = [f"missed: {e['locator']} ({e['kind']}, {e['printed']} → {e['expected']})" for e in missed]
    told += [f"not expected: {f.locator} ({f.kind}, {f.printed} → {f.expected}): {f.why}" for f in false]
    told += [f"near-miss reported: {e['locator']} ({e['printed']})" for e in wrong]
    assert not told, "\n".join(told)


def _same(finding: Finding, expected: dict[str, Any]) -> bool:
    """The same cell, kind and value, and status where the repair is certain."""
    values = [expected["expected"], *expected.get("expected_alternatives", [])]
    numbers = [Decimal(str(v)) for v in values if isinstance(v, (int, float))]
    return (
        finding.kind in [expected["kind"], *expected.get("kind_also", [])]
        and finding.printed == expected["printed"]
        and finding.expected in numbers
        and finding.status == expected["status"]
        and _alike(finding.locator, expected["locator"]) >= 0.6
    )


def _same_place(finding: Finding, expected: dict[str, Any]) -> bool:
    shown = expected["printed"].split("; ")
    return finding.printed in shown and _alike(finding.locator, expected["locator"]) >= 0.6


def _alike(ours: str, theirs: str) -> float:
    """The share of the expected place's words that ours has, figures of columns counting fully."""
    wanted = set(syllables(fold(theirs)))
    return len(wanted & set(syllables(fold(ours)))) / max(1, len(wanted))
