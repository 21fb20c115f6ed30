"""Which reports a question names: numbers and files said outright, never words that happen to be a file's name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.assistant import Assistant
from assistant.question import read_question
from assistant.report_names import names_said
from assistant.settings import Settings
from index.ingest import ingest
from index.store import Store

LABELS = ["1 Sở Y tế", "Y tế dự phòng", "UBND huyện Phú Khê", "Thu ngân sách", "Hồ sơ trễ hạn"]
NAMES = [
    "51/BC-SNV",
    "51/BC-SNV (05/01/2024)",
    "12-BC/TU",
    "y te",
    "Sở Y tế",
    "thu",
    "2024",
    "kqxh-2024",
    "bao cao quy",
]
BOTH_51 = {"51/BC-SNV", "51/BC-SNV (05/01/2024)"}


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("Sở Y tế tiếp nhận bao nhiêu hồ sơ?", set()),
        ("so y te tiep nhan bao nhieu ho so", set()),
        ("Theo báo cáo Sở Y tế tiếp nhận bao nhiêu hồ sơ?", set()),
        ("Báo cáo y tế dự phòng có bao nhiêu nhiệm vụ?", set()),
        ("Thu ngân sách năm 2024 là bao nhiêu?", set()),
        ("Theo báo cáo thu ngân sách đạt bao nhiêu?", set()),
        ("Báo cáo 2024 nói gì?", set()),
        ("Thuận lợi nào được nêu?", set()),
        ("báo cáo y te nói gì?", {"y te"}),
        ("Tệp “y te” có bao nhiêu hồ sơ?", {"y te"}),
        ("trong file y te.txt có bao nhiêu hồ sơ", {"y te"}),
        ("Tài liệu Sở Y tế nói gì?", {"Sở Y tế"}),
        ("kqxh-2024 nêu gì?", {"kqxh-2024"}),
        ("kqxh-2024b nêu gì?", set()),
        ("Báo cáo 51/BC-SNV do ai ký?", BOTH_51),
        ("51/bc-snv do ai ky", BOTH_51),
        ("báo cáo số 51 do ai ký", BOTH_51),
        ("báo cáo 51 do ai ký", BOTH_51),
        ("Báo cáo 51/BC-SNV (05/01/2024) do ai ký?", {"51/BC-SNV (05/01/2024)"}),
        ("Báo cáo số 51/BC-STC do ai ký?", set()),
        ("Báo cáo 151/BC-SNV do ai ký?", set()),
        ("Sở Y tế báo cáo 51 hồ sơ trễ hạn, đúng không?", set()),
        ("Báo cáo 12-BC/TU nói gì?", {"12-BC/TU"}),
    ],
)
def test_a_report_is_named_outright(asked: str, named: set[str]) -> None:
    assert names_said(read_question(asked).folded, NAMES, LABELS) == named


BARE = [["Xã", "Số vụ cháy"], ["Phú An", "3"], ["Phú Lộc", "5"]]


@pytest.mark.parametrize("suffix", [".csv", ".md", ".xlsx"])
def test_a_bare_table_answers_beside_files_of_short_names(
    tmp_path: Path, open_store: Callable[..., Store], suffix: str
) -> None:
    """ "a" is part of every question: files of such names drew all questions to themselves."""
    (tmp_path / "a.csv").write_text("Đơn vị;Lượt khám\nSở Y tế;40\nSở Nội vụ;12\n", encoding="utf-8")
    bare = tmp_path / f"b{suffix}"
    if suffix == ".xlsx":
        book = Workbook()
        for row in BARE:
            book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
        book.save(bare)
    elif suffix == ".md":
        lines = ["| " + " | ".join(row) + " |" for row in BARE]
        bare.write_text("\n".join([lines[0], "|---|---|", *lines[1:]]), encoding="utf-8")
    else:
        bare.write_text("\n".join(";".join(row) for row in BARE), encoding="utf-8")
    store = open_store(tmp_path / "home")
    ingest(store, [tmp_path / "a.csv", bare])
    answer = Assistant(store, Settings(home=tmp_path / "home")).ask("Xã nào có số vụ cháy nhiều nhất?")
    assert answer.status == "answered"
    assert answer.answer.startswith("**Phú Lộc**")
