"""The tool that tells what reports say of themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from langchain.tools import ToolRuntime, tool

from assistant.catalogue import Catalogue, make_label
from assistant.facts import Source
from assistant.heads import Field, bases_of, fields_asked, opening_lines, recipient_of, spans_of, tell_kind
from assistant.question import Question, read_question
from assistant.scope import documents_meant
from assistant.turn import TurnContext
from corpus.periods import order_key
from corpus.text import fold
from index.values import Document, Hit

_OF_ITSELF = "Đầu báo cáo và phần ký"
_NEAR = 0.8  # of the best report's share of the question's words, for others to be meant, too


@tool
def describe_reports(question: str, runtime: ToolRuntime[TurnContext, Any]) -> str:
    """Điều báo cáo nói về chính nó: ai ký, chức vụ, số, ngày ban hành, cơ quan ban hành, tên, gửi cơ quan nào,
    căn cứ văn bản nào, số liệu từ ngày nào đến ngày nào; nhiều báo cáo cùng hợp thì trả về tất cả."""
    context = runtime.context
    read = read_question(context.restore(question))
    fields = fields_asked(read)
    chosen = _reports_asked(context, read)
    told = [_describe(context, document, fields) for document in chosen]
    return json.dumps({"reports": told, "fields": [field.value for field in fields]}, ensure_ascii=False)


def _reports_asked(context: TurnContext, question: Question) -> list[Document]:
    """The reports whose heads carry most of what the question says of them; [] where it names what none has."""
    documents = documents_meant(context, question)
    periods = question.at(context.catalogue.newest_of_all).periods
    if periods:
        of_period = [document for document in documents if document.period in periods]
        documents = of_period or [d for d in documents if context.catalogue.tells_of(d.name, periods)]
    tokens = context.catalogue.expand(question.tokens)
    asked = {token.key for token in tokens if token.content and token.key not in _ASKING}
    weights = {key: context.catalogue.weight(key) for key in asked}
    shares = {document.id: _share(weights, document, context.catalogue) for document in documents}
    best = max(shares.values(), default=0.0)
    chosen = [d for d in documents if shares[d.id] >= _NEAR * best] if best else documents
    strange = (asked and not best) or any(not context.catalogue.knows(key) for key in asked)
    return (
        []
        if strange or _names_elsewhere(question.text, chosen)
        else sorted(chosen, key=lambda d: order_key(d.period), reverse=True)
    )


_ASKING = frozenset(
    {"ký", "số", "hiệu", "gửi", "cơ", "quan", "ban", "hành", "chức", "vụ", "danh", "căn", "cứ", "quyết", "định", "nghị"}
    | {
        "văn",
        "bản",
        "công",
        "tờ",
        "trình",
        "báo",
        "cáo",
        "lấy",
        "lập",
        "phát",
        "kính",
        "thực",
        "hiện",
        "cho",
        "họ",
        "thủ",
    }
    | {
        "tướng",
        "chính",
        "phủ",
        "theo",
        "dựa",
        "đơn",
        "người",
        "ngày",
        "bao",
        "giờ",
        "nơi",
        "lãnh",
        "đạo",
        "đồng",
        "chí",
    }
    | {"cuối", "đầu", "tiếp nhận", "nhận", "liệu", "kỳ", "được", "hôm"}
)
_PLACE = re.compile(r"(?:[Tt]ỉnh|[Hh]uyện|[Tt]hành phố|[Tt]hị xã|[Qq]uận)\s+(?P<name>[A-ZĐÀ-Ỹ]\w*(?:\s[A-ZĐÀ-Ỹ]\w*)*)")


def _share(weights: dict[str, float], document: Document, catalogue: Catalogue) -> float:
    words = _head_of(document, catalogue)
    whole = sum(weights.values())
    return sum(weight for key, weight in weights.items() if key in words) / whole if whole else 0.0


def _head_of(document: Document, catalogue: Catalogue) -> frozenset[str]:
    said = f"{document.title}. {document.body}. {document.region}. {document.place}. {document.name}"
    return catalogue.spell_label(make_label(said)).words


def _names_elsewhere(text: str, chosen: Sequence[Document]) -> bool:
    """Whether the question names a province or district that none of the reports is of: "tỉnh Đồng Nai"."""
    said = fold(" ".join(f"{d.title} {d.body} {d.region} {d.place}" for d in chosen))
    return any(fold(match["name"]) not in said for match in _PLACE.finditer(text))


def _describe(context: TurnContext, document: Document, fields: Sequence[Field]) -> dict[str, Any]:
    passages = context.store.passages(document.id)
    own = next((hit for hit in passages if hit.locator == _OF_ITSELF), None)
    opening = opening_lines(passages)
    told: dict[str, Any] = {
        "report": tell_kind(document),
        "number": document.name,
        "title": document.title,
        "body": document.body,
        "date": document.date,
        "signer": document.signer,
        "position": document.signer_position,
        "recipient": recipient_of(line for line, _ in opening),
        "cite": _cite(context, own or passages[0]) if passages else None,
    }
    if Field.RECIPIENT in fields and told["recipient"]:
        told["recipient_cite"] = _cite(context, next(hit for line, hit in opening if told["recipient"] in line))
    if Field.BASIS in fields:
        bases = [(base, hit) for line, hit in opening for base in bases_of([line])]
        told["bases"] = [{"text": base, "cite": _cite(context, hit)} for base, hit in bases]
    if Field.SPAN in fields:
        told["spans"] = [{"text": text, "cite": _cite(context, hit)} for text, hit in spans_of(passages)]
    return told


def _cite(context: TurnContext, hit: Hit) -> int:
    return context.ledger.cite(Source(hit.document, "", hit.locator or _OF_ITSELF, hit.kind, hit.text))
