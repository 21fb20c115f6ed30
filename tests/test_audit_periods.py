"""The audit of figures of several periods: parts of a year add up to it; like is compared with like."""

from __future__ import annotations

from pathlib import Path

import pytest
from periodic import report_lines, write_tabs

from corpus.audit import Finding, audit_report
from corpus.readers import read_report
from corpus.values import Table

UNITS = ("Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Sở Xây dựng")
QUARTERS = ([100, 120, 90, 130], [41, 57, 63, 28], [215, 190, 202, 233], [77, 71, 80, 94])
YEAR = "Kết quả tiếp nhận hồ sơ năm 2025"


def audited(path: Path) -> tuple[Table, tuple[Finding, ...]]:
    report, findings = audit_report(read_report(path))
    return report.tables[0], findings


def by_columns(totals: list[int]) -> tuple[list[list[str]], list[list[str]]]:
    header = [["STT", "Đơn vị", "Quý I", "Quý II", "Quý III", "Quý IV", "Cả năm"]]
    rows = [[str(i), name, *map(str, told), str(total)] for i, (name, told, total) in
            enumerate(zip(UNITS, QUARTERS, totals, strict=True), 1)]  # fmt: skip
    return header, rows


def by_rows(totals: list[int]) -> tuple[list[list[str]], list[list[str]]]:
    header = [["STT", "Kỳ", "Tiếp nhận", "Giải quyết", "Trực tuyến", "Trễ hạn"]]
    rows = [[str(q + 1), f"Quý {'I' * (q + 1) if q < 3 else 'IV'}", *(str(told[q]) for told in QUARTERS)]
            for q in range(4)]  # fmt: skip
    return header, [*rows, ["5", "Năm 2025", *map(str, totals)]]


SUMS = [sum(told) for told in QUARTERS]


@pytest.mark.parametrize("layout", [by_columns, by_rows])
def test_quarters_make_up_their_year(layout: object, tmp_path: Path) -> None:
    header, rows = layout(SUMS)  # type: ignore[operator]
    _, findings = audited(write_tabs(tmp_path / "1.txt", YEAR, header, rows))
    assert findings == ()
    wrong = [*SUMS[:2], SUMS[2] + 10, SUMS[3]]
    header, rows = layout(wrong)  # type: ignore[operator]
    _, findings = audited(write_tabs(tmp_path / "2.txt", YEAR, header, rows))
    assert [(finding.kind, finding.printed) for finding in findings] == [("sum", str(wrong[2]))]


@pytest.mark.parametrize("layout", [by_columns, by_rows])
def test_what_is_held_at_the_end_of_a_quarter_makes_up_nothing(layout: object, tmp_path: Path) -> None:
    header, rows = layout([told[-1] for told in QUARTERS])  # type: ignore[operator]
    _, findings = audited(write_tabs(tmp_path / "1.txt", YEAR, header, rows))
    assert findings == ()


def test_two_quarters_make_up_the_half_beside_the_year(tmp_path: Path) -> None:
    header = [["STT", "Đơn vị", "Quý I", "Quý II", "Lũy kế 6 tháng", "Trễ hạn"]]
    rows = [[str(i), name, str(a), str(b), str(a + b + (7 if i == 4 else 0)), str(i)]
            for i, (name, (a, b, *_)) in enumerate(zip(UNITS, QUARTERS, strict=True), 1)]  # fmt: skip
    _, findings = audited(write_tabs(tmp_path / "1.txt", "Kết quả 6 tháng đầu năm 2026", header, rows))
    assert [(finding.kind, finding.printed) for finding in findings] == [("sum", str(77 + 71 + 7))]


@pytest.mark.parametrize(
    ("label", "factor"), [("So với cùng kỳ (%)", 100), ("So với cùng kỳ", 100), ("So cùng kỳ (lần)", 1)]
)
def test_a_ratio_of_periods_is_checked(label: str, factor: int, tmp_path: Path) -> None:
    header = [["STT", "Đơn vị", "Quý II/2026", "Quý II/2025", label]]
    told = [f"{factor * b / a:.{2 if factor > 1 else 4}f}".replace(".", ",") for a, b, *_ in QUARTERS]
    rows = [[str(i), UNITS[i], str(b), str(a), told[i]] for i, (a, b, *_) in enumerate(QUARTERS)]
    assert audited(write_tabs(tmp_path / "1.txt", "Kết quả quý II năm 2026", header, rows))[1] == ()
    rows[2][4] = rows[2][4].replace("8", "3", 1)
    _, findings = audited(write_tabs(tmp_path / "2.txt", "Kết quả quý II năm 2026", header, rows))
    assert [(finding.kind, finding.printed) for finding in findings] == [("ratio", rows[2][4])]


def write_prose(path: Path, title: str, sentence: str, header: list[list[str]], rows: list[list[str]]) -> Path:
    table = "\n".join("\t".join(line) for line in (*header, *rows))
    path.write_text(
        "\n\n".join([*report_lines(title), sentence, "Chi tiết của các đơn vị như sau:", table]) + "\n",
        encoding="utf-8",
    )
    return path


ROWS = [
    ["1", "Sở Y tế", "6.740", "12.100"],
    ["2", "Sở Tư pháp", "2.310", "4.400"],
    ["", "Tổng cộng", "9.050", "16.500"],
]


@pytest.mark.parametrize(
    ("when", "figure", "wrong"),
    [
        ("Trong 6 tháng đầu năm 2026", "9.500", True),
        ("Lũy kế 6 tháng năm 2026", "9.500", True),
        ("Trong 6 tháng đầu năm 2026", "9.050", False),
        ("Trong năm 2025", "16.900", True),
        ("Trong năm 2025", "16.500", False),
        ("Trong quý II năm 2026", "9.500", False),
        ("Trong 6 tháng đầu năm 2025", "16.900", False),
    ],
)
def test_text_is_compared_with_figures_of_its_own_period(when: str, figure: str, wrong: bool, tmp_path: Path) -> None:
    header = [
        ["STT", "Đơn vị", "Số hồ sơ giải quyết đúng hạn", ""],
        ["", "", "6 tháng đầu năm 2026", "Năm 2025"],
    ]
    sentence = f"{when}, toàn tỉnh có số hồ sơ giải quyết đúng hạn là {figure} hồ sơ."
    file = write_prose(tmp_path / "1.txt", "Kết quả 6 tháng đầu năm 2026", sentence, header, ROWS)
    assert [finding.printed for finding in audited(file)[1]] == ([figure] if wrong else [])


@pytest.mark.parametrize(("when", "wrong"), [("Trong 6 tháng đầu năm 2026", True), ("Trong quý I năm 2026", False)])
def test_a_table_without_periods_is_of_its_reports(when: str, wrong: bool, tmp_path: Path) -> None:
    header = [["STT", "Đơn vị", "Số hồ sơ giải quyết đúng hạn", "Số hồ sơ tiếp nhận"]]
    sentence = f"{when}, toàn tỉnh có số hồ sơ giải quyết đúng hạn là 9.500 hồ sơ."
    file = write_prose(tmp_path / "1.txt", "Kết quả 6 tháng đầu năm 2026", sentence, header, ROWS)
    assert [finding.printed for finding in audited(file)[1]] == (["9.500"] if wrong else [])
