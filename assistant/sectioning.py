"""The tool that gives what a report writes under the heading that is about something: for drafts and summaries."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from langchain.tools import ToolRuntime, tool

from assistant.catalogue import make_label
from assistant.facts import Source
from assistant.guard.tracing import has_figures
from assistant.question import Question, read_question
from assistant.scope import documents_meant
from assistant.tasks import TASK_HEADING, Line, lines_of
from assistant.turn import TurnContext
from corpus.observations import bare_label
from corpus.periods import order_key
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Quality, Row, Table
from index.values import Document, StoredTable

_ENOUGH = 0.6  # of the topic's words that a heading must have
_OF_REPORT = 0.5  # what a word is worth that only the report's own title has
_LINES_TOLD = 4
_DOCUMENTS_TOLD = 2
_CELLS_TOLD = 8
_NO_RESULT = re.compile(r"nguyen nhan|han che|ton tai|vuong mac|noi nhan")


@tool
def read_section(topic: str, runtime: ToolRuntime[TurnContext, Any]) -> str:
    """Những câu có số liệu mà báo cáo viết dưới đề mục nói về một nội dung, kèm dòng tổng của bảng ở đề mục ấy;
    dùng khi cần tóm tắt hoặc soạn thảo."""
    context = runtime.context
    question = read_question(context.restore(topic))
    told: list[tuple[str, int]] = []
    periods = question.at(context.catalogue.newest_of_all).periods
    meant = documents_meant(context, question)
    documents = [d for d in meant if d.period in periods] if periods else meant
    documents = documents or [d for d in meant if context.catalogue.tells_of(d.name, periods)]
    for document in sorted(documents, key=lambda d: order_key(d.period), reverse=True)[:_DOCUMENTS_TOLD]:
        told.extend(_tell_section(context, question, document))
    return json.dumps({"section": [{"text": text, "cite": cite} for text, cite in told]}, ensure_ascii=False)


def _tell_section(context: TurnContext, question: Question, document: Document) -> list[tuple[str, int]]:
    lines = [line for line in lines_of(context.store.passages(document.id)) if line.hit.heading]
    tables = context.store.tables(document.id)
    path = _best_heading(context, question, document, lines, tables)
    if path is None:
        return []
    found: list[tuple[str, int]] = []
    for line in lines:
        if line.hit.heading[: len(path)] == path and _is_result(line) and len(found) < _LINES_TOLD:
            hit = line.hit
            found.append((line.bare, context.ledger.cite(Source(hit.document, "", hit.locator, "text", hit.text))))
    for stored in tables:
        if stored.table.path[: len(path)] == path and (total := _tell_total(stored.table)) is not None:
            text, row = total
            where = PATH_SEPARATOR.join((*stored.table.path, *row.path))
            found.append((text, context.ledger.cite(Source(document.name, "", where, "table", text))))
            break
    return found


def _is_result(line: Line) -> bool:
    headings = fold(" ".join(line.hit.heading))
    leads = line.text.rstrip().endswith(":") and "." not in line.text.rstrip(":.")
    about_results = not TASK_HEADING.search(headings) and not _NO_RESULT.search(headings)
    return about_results and has_figures(line.bare) and not leads


def _best_heading(
    context: TurnContext, question: Question, document: Document, lines: Sequence[Line], tables: Sequence[StoredTable]
) -> tuple[str, ...] | None:
    """The innermost heading that says most of the topic; None where none says enough."""
    catalogue = context.catalogue
    asked = {token.key for token in catalogue.expand(question.tokens) if token.content}
    whole = sum(catalogue.weight(key) for key in asked)
    if not whole:
        return None
    head = catalogue.spell_label(make_label(f"{document.title}. {document.body}")).words
    paths = [line.hit.heading for line in lines] + [stored.table.path for stored in tables]
    candidates = dict.fromkeys(path[:n] for path in paths for n in range(1, len(path) + 1))
    best, share = None, 0.0
    for path in candidates:
        own = catalogue.spell_label(make_label(bare_label(path[-1]))).words
        if not asked & own:
            continue
        said = sum(catalogue.weight(key) * (1.0 if key in own else _OF_REPORT) for key in asked & (own | head)) / whole
        if said > share:
            best, share = path, said
    return best if share >= _ENOUGH else None


def _tell_total(table: Table) -> tuple[str, Row] | None:
    """The total row of a table in words, its doubtful cells left out."""
    row = next((row for row in table.rows if row.is_total), None)
    if row is None:
        return None
    cells = [
        f"{' – '.join(column.path)}: {cell.printed}"
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.printed and cell.quality is Quality.PRINTED
    ]
    return (f"{row.path[-1] if row.path else 'Tổng'} — {'; '.join(cells[:_CELLS_TOLD])}", row) if cells else None
