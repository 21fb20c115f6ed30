"""The web service: answers as on the command line, errors as problem details with a Vietnamese sentence."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder
from fastapi.testclient import TestClient

from assistant.assistant import EMPTY_STORE, Assistant
from assistant.service import create_service
from assistant.settings import Settings
from index.embedding import Embedder
from index.errors import StoreError
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
