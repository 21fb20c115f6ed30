"""The web service: the assistant over HTTP, errors as problem details (RFC 9457) in Vietnamese."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, FastAPI, File, Request, Response, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from assistant.assistant import Assistant
from assistant.correcting import read_corrections
from assistant.errors import QuestionError, UsageError
from assistant.printing import document_json, finding_json, job_json
from assistant.uploads import Uploads
from corpus.errors import TrolyError
from index.errors import UnknownDocumentError
from index.ingest import correct, remove

_TITLES = {
    400: "Yêu cầu không hợp lệ",
    404: "Không có địa chỉ này",
    405: "Không dùng được cách gọi này",
    413: "Tệp quá lớn",
    422: "Yêu cầu không hợp lệ",
    503: "Chưa phục vụ được",
}
_INVALID = 'Nội dung gửi lên phải là JSON dạng {"question": "…", "thread_id": "…" hoặc bỏ trống}.'

_INVALID_BODIES = {
    "POST": "Hãy gửi một tệp trong trường “file” của biểu mẫu multipart/form-data.",
    "PATCH": 'Nội dung gửi lên phải là JSON dạng {"title": "…", "period": "…"}, chỉ gồm các mục sửa được.',
}


def _writable(text: str) -> str:
    """The text; a `ValueError` where it holds half a character, which no answer could repeat."""
    text.encode("utf-8")  # UnicodeEncodeError is a ValueError
    return text


class AskRequest(BaseModel):
    """The body of POST /api/ask; `thread_id` goes on with a conversation."""

    model_config = ConfigDict(extra="ignore")

    question: Annotated[str, AfterValidator(_writable)]
    thread_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None


class EditRequest(BaseModel):
    """The body of PATCH /api/documents/{name}: what is to be set right; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    number: str | None = None
    title: str | None = None
    body: str | None = None
    date: str | None = None
    place: str | None = None
    province: str | None = None
    period: str | None = None


def _assistant(request: Request) -> Assistant:
    assistant: Assistant = request.app.state.assistant
    return assistant


def _uploads(request: Request) -> Uploads:
    uploads: Uploads = request.app.state.uploads
    return uploads


AssistantDep = Annotated[Assistant, Depends(_assistant)]
UploadsDep = Annotated[Uploads, Depends(_uploads)]


def create_service(assistant: Assistant) -> FastAPI:
    """The service over an assistant, which it closes when it stops."""
    # the interactive API pages would load their scripts from another host
    service = FastAPI(title="Trợ lý Chỉ số", docs_url=None, redoc_url=None, lifespan=_lifespan)
    service.state.assistant = assistant
    service.state.uploads = Uploads(assistant.store, assistant.settings.limits())
    service.add_api_route("/healthz", healthz)
    service.add_api_route("/api/ask", ask, methods=["POST"])
    service.add_api_route("/api/documents", list_documents)
    service.add_api_route("/api/documents", upload_document, methods=["POST"], status_code=202)
    service.add_api_route("/api/documents/{name:path}", edit_document, methods=["PATCH"])
    service.add_api_route("/api/documents/{name:path}", remove_document, methods=["DELETE"])
    service.add_api_route("/api/jobs/{job_id}", read_job)
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
    service.state.uploads.start()
    yield
    service.state.uploads.stop()
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


def upload_document(uploads: UploadsDep, file: Annotated[UploadFile, File()], response: Response) -> dict[str, Any]:
    """Takes a file in; the job that reads it."""
    most = uploads.limits.file_bytes
    data = file.file.read(most + 1)
    if len(data) > most:
        raise HTTPException(413, f"Tệp “{file.filename}” lớn quá {most // 1_000_000} MB; hãy tách nhỏ rồi gửi lại.")
    job = uploads.accept(file.filename or "", data)
    response.headers["Location"] = f"/api/jobs/{job.id}"
    return job_json(job)


def read_job(job_id: str, uploads: UploadsDep) -> dict[str, Any]:
    """How far a job has come, or what became of it."""
    job, step = uploads.find(job_id)
    if job is None:
        raise HTTPException(404, "Không có công việc nào mang mã này.")
    return job_json(job, step)


def edit_document(name: str, body: EditRequest, assistant: AssistantDep) -> dict[str, Any]:
    """Sets right what a report says of itself; the report as it then is."""
    corrections = read_corrections(body.model_dump(exclude_unset=True))
    return document_json(correct(assistant.store, name, corrections, limits=assistant.settings.limits()))


def remove_document(name: str, assistant: AssistantDep) -> Response:
    """Takes a report out with all that came from it."""
    remove(assistant.store, name)
    return Response(status_code=204)


def list_findings(assistant: AssistantDep) -> list[dict[str, Any]]:
    """What does not add up in the reports."""
    return [finding_json(finding) for finding in assistant.store.findings()]


def no_such_address(rest: str) -> None:
    """The answer to an address that the service has not."""
    raise HTTPException(404, rest)


def _problem(status: int, detail: str) -> JSONResponse:
    body = {"type": "about:blank", "title": _TITLES.get(status, "Lỗi"), "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


def _tell_invalid(request: Request, _error: Exception) -> JSONResponse:
    of_documents = request.url.path.startswith("/api/documents")
    return _problem(422, _INVALID_BODIES[request.method] if of_documents else _INVALID)


def _tell_error(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, UnknownDocumentError):
        return _problem(404, str(error))
    return _problem(422 if isinstance(error, QuestionError | UsageError) else 503, str(error))


def _tell_unforeseen(_request: Request, _error: Exception) -> JSONResponse:
    return _problem(500, "Có lỗi ngoài dự kiến, chưa trả lời được câu hỏi này.")


def _tell_http(_request: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    own = error.detail if isinstance(error, HTTPException) and str(error.detail).endswith(".") else None
    return _problem(status, own or f"{_TITLES.get(status, 'Có lỗi khi xử lý yêu cầu')}.")
