"""The web service: the assistant over HTTP, errors as problem details (RFC 9457) in Vietnamese."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.assistant import Assistant
from assistant.errors import QuestionError
from assistant.printing import document_json, finding_json
from corpus.errors import TrolyError

_TITLES = {
    400: "Yêu cầu không hợp lệ",
    404: "Không có địa chỉ này",
    405: "Không dùng được cách gọi này",
    422: "Yêu cầu không hợp lệ",
    503: "Chưa phục vụ được",
}
_INVALID = 'Nội dung gửi lên phải là JSON dạng {"question": "…", "thread_id": "…" hoặc bỏ trống}.'


def _writable(text: str) -> str:
    """The text; a `ValueError` where it holds half a character, which no answer could repeat."""
    text.encode("utf-8")  # UnicodeEncodeError is a ValueError
    return text


class AskRequest(BaseModel):
    """The body of POST /api/ask; `thread_id` goes on with a conversation."""

    model_config = ConfigDict(extra="ignore")

    question: Annotated[str, AfterValidator(_writable)]
    thread_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None


def _assistant(request: Request) -> Assistant:
    assistant: Assistant = request.app.state.assistant
    return assistant


AssistantDep = Annotated[Assistant, Depends(_assistant)]


def create_service(assistant: Assistant) -> FastAPI:
    """The service over an assistant, which it closes when it stops."""
    # the interactive API pages would load their scripts from another host
    service = FastAPI(title="Trợ lý Chỉ số", docs_url=None, redoc_url=None, lifespan=_lifespan)
    service.state.assistant = assistant
    service.add_api_route("/healthz", healthz)
    service.add_api_route("/api/ask", ask, methods=["POST"])
    service.add_api_route("/api/documents", list_documents)
    service.add_api_route("/api/audit", list_findings)
    # what is under /api and not here is no page of the chat's
    service.add_api_route("/api/{rest:path}", no_such_address, methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    service.add_exception_handler(RequestValidationError, _tell_invalid)
    service.add_exception_handler(TrolyError, _tell_error)
    service.add_exception_handler(HTTPException, _tell_http)
    service.add_exception_handler(Exception, _tell_unforeseen)
    return service


@asynccontextmanager
async def _lifespan(service: FastAPI) -> AsyncIterator[None]:
    # the embedding model takes seconds to load: not while the first person waits
    threading.Thread(target=service.state.assistant.warm_up, daemon=True).start()
    yield
    service.state.assistant.close()


def healthz(assistant: AssistantDep) -> dict[str, Any]:
    """Whether the service can answer, and how many reports it answers from."""
    return {"status": "ok", "documents": len(assistant.store.documents())}


def ask(body: AskRequest, assistant: AssistantDep) -> dict[str, Any]:
    """The Answer to one question."""
    return assistant.ask(body.question, body.thread_id).as_json()


def list_documents(assistant: AssistantDep) -> list[dict[str, Any]]:
    """The reports in the store."""
    return [document_json(document) for document in assistant.store.documents()]


def list_findings(assistant: AssistantDep) -> list[dict[str, Any]]:
    """What does not add up in the reports."""
    return [finding_json(finding) for finding in assistant.store.findings()]


def no_such_address(rest: str) -> None:
    """The answer to an address that the service has not."""
    raise HTTPException(404, rest)


def _problem(status: int, detail: str) -> JSONResponse:
    body = {"type": "about:blank", "title": _TITLES.get(status, "Lỗi"), "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


def _tell_invalid(_request: Request, _error: Exception) -> JSONResponse:
    return _problem(422, _INVALID)


def _tell_error(_request: Request, error: Exception) -> JSONResponse:
    return _problem(422 if isinstance(error, QuestionError) else 503, str(error))


def _tell_unforeseen(_request: Request, _error: Exception) -> JSONResponse:
    return _problem(500, "Có lỗi ngoài dự kiến, chưa trả lời được câu hỏi này.")


def _tell_http(_request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _problem(status, f"{_TITLES.get(status, 'Có lỗi khi xử lý yêu cầu')}.")
