"""What does not add up, from the planted faults of a sample to every way out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from fakes import FakeEmbedder
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.cli import main
from assistant.service import create_service
from assistant.settings import Settings
from index import store as store_module
from index.ingest import ingest, remove
from index.store import Store

KEYS = ["document", "locator", "kind", "printed", "expected", "status", "why"]
PLANTED = {
    ("1. 25", Decimal(1125), "repaired"),
    ("100.398", Decimal(100298), "repaired"),
    ("87,12", Decimal("78.12"), "suspect"),
}


@pytest.fixture
def faulty(tmp_path: Path, samples: Path) -> Store:
    """A store with the sample that has three planted faults."""
    store = Store(tmp_path / "home", embedder=FakeEmbedder())
    ingest(store, [samples / "binh-giang-2024.txt"])
    return store


def test_the_planted_faults_are_found_and_nothing_else(faulty: Store) -> None:
    found = {(s.finding.printed, s.finding.expected, s.finding.status) for s in faulty.findings()}
    assert found == PLANTED


def test_a_report_without_faults_has_no_findings(tmp_path: Path, samples: Path) -> None:
    store = Store(tmp_path, embedder=FakeEmbedder())
    ingest(store, [samples / "binh-giang-2025.txt"])
    assert store.findings() == ()


def test_a_repaired_figure_keeps_its_print(faulty: Store) -> None:
    frame = faulty.observations()
    [row] = frame[frame["printed"] == "1. 25"].itertuples()
    assert (row.value, row.quality) == (Decimal(1125), "repaired")


def test_findings_leave_with_their_report(faulty: Store) -> None:
    remove(faulty, "112/BC-SNV")
    assert faulty.findings() == ()


def test_the_command_prints_findings_of_the_contract(
    faulty: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TROLY_HOME", str(faulty.home))
    monkeypatch.setattr(store_module, "SentenceEmbedder", lambda _model: FakeEmbedder())
    assert main(["audit", "112/BC-SNV", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(line) for line in lines] == [KEYS] * len(PLANTED)
    assert all(line["document"] == "112/BC-SNV" and line["why"] for line in lines)
    assert main(["audit", "9/BC-X"]) == 1
    assert "9/BC-X" in capsys.readouterr().err


def test_answers_say_what_was_repaired_and_what_does_not_add_up(faulty: Store) -> None:
    assistant = Assistant(faulty, Settings(home=faulty.home))
    repaired = assistant.ask("Huyện Mỹ Hòa năm 2024 tiếp nhận trực tuyến bao nhiêu hồ sơ?")
    assert "1.125" in repaired.answer
    assert "phục hồi" in repaired.answer
    assert {figure.quality for figure in repaired.figures if figure.value == 1125} == {"repaired"}
    checked = assistant.ask("Báo cáo có số liệu nào không khớp không?")
    assert "87,12" in checked.answer
    assert "78,12" in checked.answer
    assert len(checked.citations) == len(PLANTED)


def test_the_service_lists_findings(faulty: Store) -> None:
    with TestClient(create_service(Assistant(faulty, Settings(home=faulty.home)))) as client:
        response = client.get("/api/audit")
    assert response.status_code == 200
    assert [list(finding) for finding in response.json()] == [KEYS] * len(PLANTED)


# between reports


@pytest.fixture
def two_years(tmp_path: Path, samples: Path) -> Assistant:
    """The reports of two years of one province."""
    store = Store(tmp_path / "home", embedder=FakeEmbedder())
    ingest(store, [samples / "binh-giang-2024.txt", samples / "binh-giang-2025.txt"])
    return Assistant(store, Settings(home=store.home))


def test_reports_that_agree_have_no_findings_between_them(two_years: Assistant) -> None:
    assert {s.finding.printed for s in two_years.store.findings()} == {printed for printed, _, _ in PLANTED}


def test_two_reports_that_give_one_figure_two_values_are_a_finding(tmp_path: Path, samples: Path) -> None:
    text = (samples / "binh-giang-2025.txt").read_text(encoding="utf-8")
    assert text.count("93,37\t27\t") == 1
    changed = tmp_path / "changed.txt"
    changed.write_text(text.replace("93,37\t27\t", "93,37\t28\t"), encoding="utf-8")
    store = Store(tmp_path / "home", embedder=FakeEmbedder())
    ingest(store, [samples / "binh-giang-2024.txt", changed])
    between = [s for s in store.findings() if s.finding.kind == "table-vs-table" and "112/BC-SNV" in s.finding.why]
    assert [(s.document, s.finding.printed, s.finding.expected) for s in between] == [("97/BC-SNV", "28", Decimal(27))]
    remove(store, "112/BC-SNV")
    assert not [s for s in store.findings() if "112/BC-SNV" in s.finding.why]


def test_a_change_runs_across_reports(two_years: Assistant) -> None:
    answer = two_years.ask("Hồ sơ quá hạn của Sở Xây dựng năm 2025 thay đổi thế nào so với năm 2024?")
    assert {"83", "64", "19"} <= {figure.text for figure in answer.figures}
    assert {citation.document for citation in answer.citations} == {"97/BC-SNV", "112/BC-SNV"}


def test_two_places_may_give_one_figure_two_values(tmp_path: Path, samples: Path) -> None:
    files = [samples / "binh-giang-2024.txt", samples / "binh-giang-2025.txt"]
    for file in files[:]:
        other = tmp_path / f"other-{file.name}"
        text = file.read_text(encoding="utf-8").replace("93,37\t27\t", "93,37\t28\t")
        text = text.replace("Bình Giang", "Tân Khê").replace("BÌNH GIANG", "TÂN KHÊ")
        other.write_text(text, encoding="utf-8")
        files.append(other)
    store = Store(tmp_path / "home", embedder=FakeEmbedder())
    assert [outcome.status for outcome in ingest(store, files)] == ["added"] * 4
    assert [s.finding.why for s in store.findings() if "còn báo cáo" in s.finding.why] == []


def _spending(number: str, unit: str, total: str) -> str:
    return (
        f"UBND TỈNH AN LẠC\n\nSố: {number}/BC-UBND\n\nAn Lạc, ngày 05 tháng 01 năm 2024\n\nBÁO CÁO\n\n"
        f"Kết quả giải ngân năm 2023\n\nBảng 1. Giải ngân theo nguồn vốn năm 2023 (ĐVT: {unit})\n\n"
        f"| Nguồn vốn | Đã giải ngân |\n| --- | --- |\n| Vốn trong nước | {total} |\n| Vốn nước ngoài | {total} |\n"
    )


def test_figures_in_two_units_are_compared_in_one(tmp_path: Path) -> None:
    def between(first: str, second: str) -> list[Decimal | None]:
        home = tmp_path / f"{first}-{second}"
        home.mkdir()
        files = [home / "a.txt", home / "b.txt"]
        files[0].write_text(_spending("1", "triệu đồng", first), encoding="utf-8")
        files[1].write_text(_spending("2", "tỷ đồng", second), encoding="utf-8")
        store = Store(home / "store", embedder=FakeEmbedder())
        ingest(store, files)
        return [s.finding.expected for s in store.findings()]

    assert between("3.017.900", "3.017,9") == []
    assert between("3.017.872", "3.017,9") == []
    assert between("3.017.900", "3.071,9") == [Decimal("3017.9")] * 2
