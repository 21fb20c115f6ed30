"""Rows with more cells than the header: every figure is kept, and none is believed to be in its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_tables import SUFFIXES, write_table

from corpus.audit import audit_report
from corpus.ragged import UNNAMED_COLUMN
from corpus.readers import read_report
from corpus.values import Heading, Paragraph, Quality, Report, Table

HEADER = ["Tên đơn vị", "Tiếp nhận", "Trễ hạn"]
ROWS = [["Sở Nội vụ", "120", "7"], ["Sở Y tế", "98", "4", "31"], ["Sở Tư pháp", "65", "2"]]


def written(report: Report) -> str:
    """All that a report holds, as text."""
    told: list[str] = [report.title]
    for block in report.blocks:
        if isinstance(block, Heading | Paragraph):
            told.append(block.text)
        elif isinstance(block, Table):
            told += [block.title, *block.stub, *(label for column in block.columns for label in column.path)]
            told += [label for row in block.rows for label in row.path]
            told += [cell.printed for row in block.rows for cell in row.cells]
    return "\n".join(told)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_cells_beyond_the_header_are_kept_and_their_row_is_doubted(tmp_path: Path, suffix: str) -> None:
    report, findings = audit_report(read_report(write_table(tmp_path / f"a{suffix}", [HEADER, *ROWS])))
    [table] = report.tables
    assert [column.path for column in table.columns] == [("Tiếp nhận",), ("Trễ hạn",), (UNNAMED_COLUMN,)]
    assert [[cell.printed for cell in row.cells] for row in table.rows] == [
        ["120", "7", ""], ["98", "4", "31"], ["65", "2", ""],
    ]  # fmt: skip
    qualities = [[cell.quality for cell in row.cells if cell.printed] for row in table.rows]
    assert qualities == [[Quality.PRINTED] * 2, [Quality.SUSPECT] * 3, [Quality.PRINTED] * 2]
    [finding] = findings
    assert (finding.printed, finding.status) == ("31", "unresolved")
    assert "Sở Y tế" in finding.locator
    assert "nhiều ô hơn" in finding.why


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_row_with_fewer_cells_leaves_blanks(tmp_path: Path, suffix: str) -> None:
    rows = [HEADER, ["Sở Nội vụ", "120", "7"], ["Sở Y tế", "98"]]
    report, findings = audit_report(read_report(write_table(tmp_path / f"a{suffix}", rows)))
    assert [[cell.printed for cell in row.cells] for row in report.tables[0].rows] == [["120", "7"], ["98", ""]]
    assert findings == ()


names = st.sampled_from(["Sở Nội vụ", "Sở Y tế", "Xã Phú An", "Tổng", "", "- Cấp tỉnh", "II"])
figures = st.integers(10_000, 99_999).map(str) | st.sampled_from(["", "-", "chưa có", "12,5%", "49/63", "1.204.331"])
rows = st.lists(st.lists(figures, min_size=0, max_size=6).map(tuple), min_size=1, max_size=6)


@pytest.mark.parametrize("suffix", [".md", ".csv", ".txt", ".html"])
@given(width=st.integers(1, 4), body=rows, labels=st.lists(names, min_size=6, max_size=6))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_figure_is_lost(
    tmp_path: Path, suffix: str, width: int, body: list[tuple[str, ...]], labels: list[str]
) -> None:
    table = [["Tên", *(f"Cột {chr(97 + c)}" for c in range(width))]]
    table += [[label, *row] for label, row in zip(labels, body, strict=False)]
    path = write_table(tmp_path / f"a{suffix}", table)
    found = written(read_report(path))
    shown = [cell for (_, *row) in table for cell in row if re.search(r"\d", cell)]
    for figure in set(shown):
        assert found.count(figure) >= shown.count(figure)
