"""The samples in Word, Excel, PDF, scan and TCVN3: read as intended, with the planted faults and no other finding."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from building.prints import missing

from corpus.audit import audit_report
from corpus.errors import ReadingError
from corpus.passages import split_passages
from corpus.readers import read_report
from corpus.values import Report
from index.ingest import ingest, list_files
from index.store import Store
from index.values import FileStatus

QUARTER, BOOK, PDF = "bao-cao-ho-so-quy-1-2026.docx", "thong-ke-2025.xlsx", "chi-so-hai-long-2025.pdf"
SCAN, OLD = "cong-van-quet.pdf", "bao-cao-2003-tcvn3.txt"

# rows and columns of each file's tables, by the heading that they stand under
SHAPES = {
    QUARTER: [("Phụ lục I", 87, 11), ("Phụ lục II", 9, 3)],
    BOOK: [("Sở ngành", 12, 9), ("Huyện", 9, 4), ("Huyện", 9, 5), ("Xã", 33, 6)],
    PDF: [
        ("I. CÁCH KHẢO SÁT", 4, 3),
        ("1. Chỉ số hài lòng theo tiêu chí", 12, 3),
        ("2. Ý kiến về lần giao dịch gần nhất", 33, 7),
    ],
    SCAN: [("1. Số liệu hồ sơ năm 2025", 11, 4)],
    OLD: [("1. Tiếp nhận và giải quyết hồ sơ", 9, 5)],
}
# the faults of `corpus/samples/FAULTS.md`: place, what is printed, what it should be
FAULTS = {
    QUARTER: [
        ("IV Sở Công Thương › cột (7)", "3.7 7", "3747"),
        ("C Cấp xã › V Huyện An Sơn › cột (3)", "7.075", "7057"),
        ("B Cấp huyện › 7 Huyện Thanh Lộc › cột (9)", "454", "554"),
        ("Phụ lục II › 7. UBND xã Điền Phong", "13", "12"),
        ("1. Kết quả chung", "99,19%", "99.91"),
    ],
    BOOK: [("5 Sở Xây dựng › Kinh phí", "96,9%", "90.9"), ("Tổng cộng › Dân số", "398.981", "398891")],
    PDF: [("V Huyện An Sơn › cột (6)", "65", "56"), ("3 Xã Suối Đá › cột (9)", "87,72", "78.72")],
    SCAN: [("Tổng cộng › cột (4)", "40.597", "40497")],
    OLD: [("5 Huyện An Sơn › cột (6)", "79", "97")],
}


def _read(samples: Path, name: str) -> Report:
    """A sample; a scan is skipped where nothing recognises it."""
    try:
        return read_report(samples / name)
    except ReadingError as error:
        if name != SCAN:
            raise
        pytest.skip(str(error))


@pytest.mark.parametrize("name", SHAPES)
def test_every_table_comes_out_as_intended(samples: Path, name: str) -> None:
    found: list[list[Any]] = []
    for table in _read(samples, name).tables:
        heading, columns = table.path[-1], len(table.columns)
        cut = name == PDF and bool(found) and found[-1][0] == heading and found[-1][2] == columns
        if cut:  # a table over two pages, see the test below
            found[-1][1] += len(table.rows)
        else:
            found.append([heading, len(table.rows), columns])
    assert [tuple(each) for each in found] == SHAPES[name]


def test_a_table_over_two_pages_of_a_pdf_is_one(samples: Path) -> None:
    assert len(_read(samples, PDF).tables) == len(SHAPES[PDF])


@pytest.mark.parametrize("name", FAULTS)
def test_the_planted_faults_are_found_and_nothing_else(samples: Path, name: str) -> None:
    _, findings = audit_report(_read(samples, name))
    rest = list(findings)
    for place, printed, right in FAULTS[name]:
        [found] = [f for f in rest if place in f.locator and f.printed == printed and f.expected == Decimal(right)]
        rest.remove(found)
    assert rest == []


def test_every_fault_is_listed_for_people(samples: Path) -> None:
    listed = (samples / "FAULTS.md").read_text(encoding="utf-8")
    for name, faults in FAULTS.items():
        section = listed.partition(f"## `{name}`")[2].partition("\n## ")[0]
        assert all(printed in section for _, printed, _ in faults), name


def test_what_goes_on_at_the_end_of_2025_is_carried_into_2026(samples: Path) -> None:
    """For each unit of the three levels, as both reports print it."""
    before = read_report(samples / "binh-giang-2025.txt").tables
    [after, _] = read_report(samples / QUARTER).tables
    still = {row.path[-1].split(" ", 1)[-1]: row.cells[8].value for row in before[1].rows if len(row.path) == 2}
    communes = {row.path[-1].split(" ", 1)[-1]: row.cells[4].value for row in before[4].rows if len(row.path) == 2}
    carried: dict[str, Any] = {}
    for row in after.rows:  # units of the first two levels, then communes
        if len(row.path) > 1:
            carried.setdefault(row.path[-1].split(" ", 1)[-1], row.cells[3].value)
    assert len(still) == 19
    assert len(communes) == 24
    for name, count in (still | communes).items():
        assert carried[name] == count, name


def test_dossiers_of_the_workbook_are_those_of_the_yearly_report(samples: Path) -> None:
    before = read_report(samples / "binh-giang-2025.txt").tables
    book = read_report(samples / BOOK).tables
    received = [row.cells[0].value for row in before[1].rows if row.path[0].startswith("A ") and len(row.path) == 2]
    assert [row.cells[6].value for row in book[0].rows[:-1]] == received
    assert [row.cells[5].value for row in book[3].rows] == [row.cells[0].value for row in before[4].rows]


def test_the_first_run_stays_light(samples: Path) -> None:
    added = [samples / name for name in (QUARTER, BOOK, PDF, OLD)]
    assert sum(len(split_passages(read_report(path))) for path in added) < 500
    assert sum(path.stat().st_size for path in samples.iterdir() if path.name in SHAPES) < 1_500_000


def test_the_whole_library_is_ingested(samples: Path, tiny_store: Store) -> None:
    """Every report of the folder and nothing else: what tells of the reports is none."""
    names = {path.name for path in list_files([samples])}
    assert names == {*SHAPES, "bao-cao-cchc-2022.txt", "binh-giang-2024.txt", "binh-giang-2025.txt"}
    outcomes = ingest(tiny_store, [samples])
    failed = {Path(outcome.path).name for outcome in outcomes if outcome.status is FileStatus.FAILED}
    assert failed <= {SCAN}, "only a scan may need a program that is not there"


@pytest.fixture
def makers(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[Any, Path], Path]]:
    """The programs that made the samples."""
    monkeypatch.setattr(sys, "path", [str(root / "tools"), *sys.path])
    from make_samples import MAKERS

    return dict(MAKERS)


@pytest.mark.parametrize("name", [QUARTER, BOOK, OLD])
def test_the_samples_are_what_their_program_makes(
    makers: dict[str, Callable[[Any, Path], Path]], samples: Path, tmp_path: Path, name: str
) -> None:
    if name == BOOK and (reason := missing("soffice")):
        pytest.skip(reason)
    from samples.province import read_province

    made = makers[name](read_province(samples / "binh-giang-2025.txt"), tmp_path / name)
    assert read_report(made).blocks == read_report(samples / name).blocks
