"""The tool that finds what reports write: the sentences nearest to a question, and sections under a name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from langchain.tools import ToolRuntime, tool

from assistant.facts import Source
from assistant.question import Question, read_question
from assistant.scope import documents_meant
from assistant.sentences import Scored, role_of, score_sentences
from assistant.turn import TurnContext
from assistant.wholeness import cells_by_role, complete, lines_after, read_note, tells_in_words
from index.search import paragraphs
from index.store import names_same
from index.values import Hit

_SENTENCES_GIVEN = 12
_SECTIONS_GIVEN = 12
_TEXTS_GIVEN = 2


@tool
def search_reports(
    query: str,
    runtime: ToolRuntime[TurnContext, Any],
    k: int = 12,
    about: str | None = None,
    document: str | None = None,
) -> str:
    """Tìm các đoạn văn trong báo cáo (nguyên nhân, giải pháp, nhiệm vụ, thông tin chung) và các câu
    sát với câu hỏi nhất; `about` để lấy thêm những gì báo cáo viết dưới đề mục mang đúng tên ấy,
    `document` để chỉ tìm trong báo cáo có số hiệu này."""
    context = runtime.context
    restored = context.restore(query)
    question = read_question(restored)
    documents = documents_meant(context, question)
    if document:
        documents = [known for known in documents if known.name == document] or documents
    whole = len(documents) == len(context.store.documents())
    found = context.store.search(restored, k, documents=None if whole else [known.id for known in documents])
    following = lines_after(found)
    scored = score_sentences(question, paragraphs(found), context.catalogue, documents)[:_SENTENCES_GIVEN]
    given = [_given(context, question, told, following) for told in scored]
    return json.dumps(
        {"sentences": given, "sections": _sections(context, about, document) if about else []}, ensure_ascii=False
    )


def _given(
    context: TurnContext, question: Question, found: Scored, following: Mapping[Hit, Sequence[str]]
) -> dict[str, Any]:
    """A sentence as a model is given it: with the list that it leads in, and its source."""
    hit = found.hit
    told = complete(found.text, hit.text, following.get(hit, ()))
    quote = hit.text if told in hit.text else told
    note = read_note(question, hit) if hit.kind == "table" else None
    return {
        "text": note or told,
        "passage": note or hit.text,
        "role": role_of(hit, found.text),
        "in_words": hit.kind == "text" or note is not None or tells_in_words(hit),
        "document": hit.document,
        "cells": cells_by_role(hit) if hit.kind == "table" else [],
        "heading": list(hit.heading),
        "kind": hit.kind,
        "rank": hit.rank,
        "coverage": round(found.coverage, 3),
        "score": round(found.score, 3),
        "clauses": [round(share, 3) for share in found.clauses],
        "missing": list(found.missing),
        "missing_weight": round(found.missing_weight, 2),
        "cites": [context.ledger.cite(Source(hit.document, "", hit.locator, hit.kind, quote))],
    }


def _sections(context: TurnContext, about: str, document: str | None) -> list[dict[str, Any]]:
    """The headings that stand below one of the name `about`, each with the first words written under it."""
    sections: dict[tuple[str, ...], dict[str, Any]] = {}
    for hit in paragraphs(context.store.passages_below(about)):
        depth = next(i for i, label in enumerate(hit.heading) if names_same(label, about))
        below = hit.heading[: depth + 2]
        elsewhere = document is not None and hit.document != document
        if len(below) <= depth + 1 or hit.kind != "text" or elsewhere:
            continue
        full = len(sections) == _SECTIONS_GIVEN and below not in sections
        if full or (below in sections and len(sections[below]["texts"]) == _TEXTS_GIVEN):
            continue
        cite = context.ledger.name(below[-1], Source(hit.document, "", hit.locator, hit.kind, hit.text))
        section = sections.setdefault(below, {"heading": below[-1], "texts": [], "cites": []})
        section["texts"].append(hit.text)
        section["cites"].append(cite)
    return list(sections.values())
