"""The web service: answers as on the command line, errors as problem details with a Vietnamese sentence."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder, write_report
from fastapi.testclient import TestClient

from assistant.assistant import EMPTY_STORE, Assistant
from assistant.service import create_service
from assistant.settings import Settings
from corpus.files import Limits
from index.embedding import Embedder
from index.errors import StoreError
from index.jobs import Jobs
from index.store import Store

QUESTION = "Đơn vị nào có nhiều hồ sơ trễ hạn nhất năm 2022?"
ANSWER_FIELDS = {"question", "status", "answer", "citations", "figures", "tools", "model", "ms"}


@pytest.fixture(scope="module")
def client(report_home: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The service over a copy of the sample report's store, started and stopped."""
    folder = tmp_path_factory.mktemp("service") / "home"
    shutil.copytree(report_home, folder)
    assistant = Assistant(Store(folder, embedder=embedder), Settings(home=folder))
    with TestClient(create_service(assistant), raise_server_exceptions=False) as opened:
        yield opened


def assert_problem(response: Any, status: int) -> None:
    """The response is a problem detail with a sentence."""
    assert response.status_code == status
    assert response.headers["content-type"].startswith("application/problem+json")
    body = response.json()
    assert body["status"] == status
    assert body["title"]
    assert body["detail"].endswith(".")
    assert "Traceback" not in response.text


def test_the_service_says_that_it_is_ready(client: TestClient) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"


def test_a_question_gets_an_answer_of_the_contract(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()
    assert set(answer) == ANSWER_FIELDS
    assert (answer["status"], answer["question"]) == ("answered", QUESTION)
    assert 415 in [figure["value"] for figure in answer["figures"]]
    assert answer["citations"][0]["document"] == "51/BC-SNV"


def test_a_thread_goes_on(client: TestClient) -> None:
    client.post("/api/ask", json={"question": "Năm 2022 Sở Y tế tiếp nhận bao nhiêu hồ sơ?", "thread_id": "t1"})
    answer = client.post("/api/ask", json={"question": "Còn Sở Tư pháp thì sao?", "thread_id": "t1"}).json()
    assert "8.971" in answer["answer"]


def test_the_reports_are_listed(client: TestClient) -> None:
    (document,) = client.get("/api/documents").json()
    assert (document["document"], document["tables"]) == ("51/BC-SNV", 11)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"5",
        b"{}",
        b'{"question": 5}',
        b'{"question": null}',
        b'{"question": "a", "thread_id": ""}',
        b'{"question": "a", "thread_id": 7}',
        b'{"question": "\\ud800"}',
        b"\xff\xfe",
    ],
)
def test_a_wrong_body_is_a_problem(client: TestClient, body: bytes) -> None:
    assert_problem(client.post("/api/ask", content=body, headers={"content-type": "application/json"}), 422)


@pytest.mark.parametrize(
    "question", ["a", "?!…;:", "😀", "'; DROP TABLE passages; --", "NEAR(a b) AND *", "hồ\0sơ", "ừ " * 9_999]
)
def test_an_odd_question_has_an_answer(client: TestClient, question: str) -> None:
    response = client.post("/api/ask", json={"question": question})
    assert response.status_code == 200
    assert response.json()["answer"]


@pytest.mark.parametrize(("question", "told"), [("", "trống"), (" \n", "trống"), ("a" * 100_000, "100.000")])
def test_a_question_that_cannot_be_taken_is_a_problem(client: TestClient, question: str, told: str) -> None:
    response = client.post("/api/ask", json={"question": question})
    assert_problem(response, 422)
    assert told in response.json()["detail"]


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/khong-co", "/api/ask/x", "/api/%00", "/khong-co"])
def test_an_unknown_address_is_a_problem(client: TestClient, path: str) -> None:
    assert_problem(client.get(path), 404)


def test_a_wrong_method_is_a_problem(client: TestClient) -> None:
    response = client.get("/api/ask")
    assert response.status_code in {404, 405}
    assert_problem(response, response.status_code)
    assert_problem(client.post("/healthz"), 405)


def test_a_page_that_loads_scripts_of_others_is_not_served(client: TestClient) -> None:
    for path in ("/docs", "/redoc"):
        assert client.get(path).status_code == 404


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    empty = Assistant(Store(tmp_path, embedder=FakeEmbedder()), Settings(home=tmp_path))
    with TestClient(create_service(empty)) as opened:
        answer = opened.post("/api/ask", json={"question": QUESTION}).json()
        assert (answer["status"], answer["answer"]) == ("not_found", EMPTY_STORE)
        assert opened.get("/api/documents").json() == []


def test_a_fault_of_the_store_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise StoreError("Không đọc được kho dữ liệu: tệp kho bị hỏng.")

    broken = Assistant(Store(tmp_path, embedder=FakeEmbedder()), Settings(home=tmp_path))
    monkeypatch.setattr(broken, "ask", fail)
    with TestClient(create_service(broken), raise_server_exceptions=False) as opened:
        assert_problem(opened.post("/api/ask", json={"question": QUESTION}), 503)


def test_an_unforeseen_fault_is_a_problem_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("bên trong")

    broken = Assistant(Store(tmp_path, embedder=FakeEmbedder()), Settings(home=tmp_path))
    monkeypatch.setattr(broken, "ask", fail)
    with TestClient(create_service(broken), raise_server_exceptions=False) as opened:
        response = opened.post("/api/ask", json={"question": QUESTION})
    assert "bên trong" not in response.text
    assert_problem(response, 500)


# reports


@pytest.fixture
def library(tmp_path: Path) -> Iterator[TestClient]:
    """The service over an empty store, started and stopped."""
    home = tmp_path / "home"
    assistant = Assistant(Store(home, embedder=FakeEmbedder()), Settings(home=home))
    with TestClient(create_service(assistant), raise_server_exceptions=False) as opened:
        yield opened


def send(client: TestClient, name: str, data: bytes) -> dict[str, Any]:
    """Sends a file and waits until its job is done."""
    response = client.post("/api/documents", files={"file": (name, data)})
    assert response.status_code == 202, response.text
    job: dict[str, Any] = response.json()
    assert response.headers["location"] == f"/api/jobs/{job['id']}"
    for _ in range(600):
        job = client.get(f"/api/jobs/{job['id']}").json()
        if job["status"] in {"done", "failed"}:
            return job
        time.sleep(0.05)
    raise AssertionError(f"not done: {job}")


def test_a_report_sent_is_read_asked_about_set_right_and_taken_out(library: TestClient, tmp_path: Path) -> None:
    data = write_report(tmp_path / "a.txt").read_bytes()
    job = send(library, "báo cáo.txt", data)
    assert (job["status"], job["document"], job["tables"], job["name"]) == ("done", "7/BC-SNV", 1, "báo cáo.txt")
    [document] = library.get("/api/documents").json()
    assert (document["document"], document["path"]) == ("7/BC-SNV", "báo cáo.txt")
    answer = library.post("/api/ask", json={"question": "Sở Y tế có bao nhiêu hồ sơ trễ hạn?"}).json()
    assert 7 in [figure["value"] for figure in answer["figures"]]

    edited = library.patch("/api/documents/7/BC-SNV", json={"period": "2021", "date": "6/1/2024"})
    assert edited.status_code == 200, edited.text
    assert (edited.json()["period"], edited.json()["date"]) == ("2021", "2024-01-06")

    again = send(library, "khác.txt", data)
    assert (again["status"], again["document"]) == ("done", "7/BC-SNV")
    assert library.delete(f"/api/documents/{edited.json()['id']}").status_code == 204
    assert library.get("/api/documents").json() == []


def test_a_file_that_cannot_be_read_is_a_failed_job_with_a_sentence(library: TestClient) -> None:
    job = send(library, "../../xau.docx", b"PK\x03\x04 cut")
    assert job["status"] == "failed"
    assert job["name"] == "xau.docx"
    assert "“xau.docx”" in job["reason"]
    assert library.get("/api/documents").json() == []


def test_wrong_calls_on_reports_get_a_sentence(library: TestClient) -> None:
    assert_problem(library.post("/api/documents"), 422)
    assert_problem(library.post("/api/documents", json={"file": "a"}), 422)
    assert_problem(library.get("/api/jobs/none"), 404)
    assert_problem(library.delete("/api/documents/none"), 404)
    assert_problem(library.patch("/api/documents/none", json={"period": "2021"}), 404)
    assert_problem(library.patch("/api/documents/none", json={"sha256": "0"}), 422)
    assert_problem(library.patch("/api/documents/none", json={"date": "31/2/2024"}), 422)


def test_a_file_beyond_the_limit_is_refused(library: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = library.app.state.uploads  # type: ignore[attr-defined]
    monkeypatch.setattr(uploads, "limits", Limits(file_bytes=1_000_000))
    assert_problem(library.post("/api/documents", files={"file": ("a.txt", b"a" * 1_000_001)}), 413)


def test_a_job_cut_short_is_taken_up_at_the_next_start(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with closing(Store(home, embedder=FakeEmbedder())) as store:
        jobs = Jobs(store)
        job = jobs.accept("a.txt", write_report(tmp_path / "a.txt").read_bytes())
        jobs.begin(job)
    assistant = Assistant(Store(home, embedder=FakeEmbedder()), Settings(home=home))
    with TestClient(create_service(assistant)) as client:
        for _ in range(600):
            if client.get(f"/api/jobs/{job.id}").json()["status"] == "done":
                break
            time.sleep(0.05)
        assert [document["document"] for document in client.get("/api/documents").json()] == ["7/BC-SNV"]
