"""What commands print: JSON objects of the contract, and lines for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table as Grid

from assistant.answer import Answer, json_number
from assistant.citing import clip_locator, told_quality, told_value, write_marks
from assistant.evaluating import Score, TurnScore
from assistant.models import BUILTIN
from corpus.numbers import write_number
from corpus.values import PATH_SEPARATOR, Cell
from index.jobs import Job
from index.values import Document, FileOutcome, FileStatus, FileStep, Hit, StoredFinding, StoredTable

_FINDING_STATUSES = {"repaired": "đã phục hồi", "suspect": "nghi sai", "unresolved": "chưa khớp"}
_STATUSES = {
    FileStatus.ADDED: "Đã nạp",
    FileStatus.UPDATED: "Đã thay bản mới",
    FileStatus.UNCHANGED: "Không đổi",
    FileStatus.FAILED: "Không nạp được",
}


def outcome_json(outcome: FileOutcome) -> dict[str, Any]:
    """A file's outcome as the contract spells it."""
    return {
        "path": outcome.path,
        "status": outcome.status.value,
        "document": outcome.document,
        "tables": outcome.tables,
        "chunks": outcome.chunks,
        "reason": outcome.reason,
    }


def outcome_line(outcome: FileOutcome) -> str:
    """A file's outcome for people."""
    counts = f"{outcome.tables} bảng, {outcome.chunks} đoạn"
    return f"{_STATUSES[outcome.status]}: {outcome.document} – {counts} ({outcome.path})"


def job_json(job: Job, step: FileStep | None = None) -> dict[str, Any]:
    """A job, and how far it has come while it is worked on."""
    progress = {"stage": step.stage.value, "done": step.done, "count": step.count} if step else None
    return {
        "id": job.id,
        "name": job.name,
        "status": job.status.value,
        "created": job.created,
        "progress": progress,
        "document": job.document,
        "tables": job.tables,
        "chunks": job.chunks,
        "reason": job.reason,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """A passage found, as the contract spells it."""
    return {
        "rank": hit.rank,
        "document": hit.document,
        "path": hit.path,
        "locator": hit.locator,
        "text": "\n".join(filter(None, [hit.lead_in, hit.text])),
        "score": round(hit.score, 4),
        "before": hit.before,
        "after": hit.after,
    }


def hits_json(hits: Sequence[Hit], most: int) -> list[dict[str, Any]]:
    """The passages found, each for every file that holds it; `most` in all."""
    told = [replace(hit, path=path) for hit in hits for path in (hit.path, *hit.copies)]
    return [hit_json(replace(hit, rank=rank)) for rank, hit in enumerate(told[:most], start=1)]


def print_hit(hit: Hit) -> None:
    """A passage found, for people, with what stands beside it where it begins or ends in mid-argument."""
    print(f"{hit.rank}. {hit.document} – {hit.locator} ({hit.score:.2f})")
    for path in hit.copies:
        print(f"   [cùng nội dung] {path}")
    beside = [f"[đoạn trước] {hit.before}" if hit.before else "", hit.lead_in, hit.text]
    beside.append(f"[đoạn sau] {hit.after}" if hit.after else "")
    told = "\n".join(filter(None, beside)).replace("\n", "\n   ")
    print(f"   {told}\n")


def table_json(stored: StoredTable) -> dict[str, Any]:
    """A table as read, as the contract spells it."""
    table = stored.table
    return {
        "document": stored.document,
        "title": table.title,
        "where": table.where,
        "columns": [list(column.path) for column in table.columns],
        "rows": [
            {
                "path": list(row.path),
                "cells": [
                    {
                        "printed": cell.printed,
                        "value": _cell_value(cell),
                        "quality": cell.quality.value,
                    }
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
    }


def _cell_value(cell: Cell) -> int | float | str | None:
    """A cell's value as read: what the audit proves of a blank one is its finding's to say."""
    if not cell.printed.strip():
        return None
    return json_number(cell.value) if isinstance(cell.value, Decimal) else cell.value


def finding_json(stored: StoredFinding) -> dict[str, Any]:
    """A finding of the audit, as the contract spells it."""
    finding = stored.finding
    return {
        "document": stored.document,
        "locator": finding.locator,
        "kind": finding.kind,
        "printed": finding.printed,
        "expected": json_number(finding.expected),
        "status": finding.status,
        "why": finding.why,
    }


def finding_line(stored: StoredFinding) -> str:
    """A finding of the audit, for people."""
    finding = stored.finding
    status = _FINDING_STATUSES.get(finding.status, finding.status)
    return f"- {stored.document} – {clip_locator(finding.locator)}\n  [{status}] {finding.why}"


def print_table(stored: StoredTable) -> None:
    """A table as read, for people."""
    table = stored.table
    grid = Grid(title=f"{stored.document} – {table.where} – {table.title}", title_justify="left", show_lines=False)
    grid.add_column("Dòng")
    for column in table.columns:
        grid.add_column(PATH_SEPARATOR.join(column.path), justify="right")
    for row in table.rows:
        grid.add_row(PATH_SEPARATOR.join(row.path), *(cell.printed for cell in row.cells))
    Console().print(grid)


def document_json(document: Document) -> dict[str, Any]:
    """A report in the store."""
    return {
        "id": document.id,
        "document": document.name,
        "title": document.title,
        "body": document.body,
        "date": document.date,
        "place": document.place,
        "province": document.province,
        "period": document.period,
        "signer": document.signer,
        "path": document.path,
        "tables": document.tables,
        "chunks": document.chunks,
    }


def document_line(document: Document) -> str:
    """A report in the store, for people."""
    day = "/".join(reversed(document.date.split("-"))) if document.date else "không rõ ngày"
    return f"{document.name} ({day}) – {document.title} – {document.tables} bảng, {document.chunks} đoạn"


def turn_json(turn: TurnScore) -> dict[str, Any]:
    """How one turn of a question set did."""
    return {
        "id": turn.conversation,
        "turn": turn.turn,
        "kind": turn.kind,
        "q": turn.question,
        "passed": not turn.wrong,
        "wrong": list(turn.wrong),
        "answer": turn.answer,
        "ms": round(turn.ms, 1),
    }


def print_score(score: Score) -> None:
    """How a question set did, for people: what failed, each kind, and all."""
    for turn in score.turns:
        if turn.wrong:
            print(f"- {turn.conversation}, lượt {turn.turn}: {turn.question}\n  {'; '.join(turn.wrong)}")
    grid = Grid("Loại", "Đúng", "Lượt", show_edge=False, pad_edge=False)
    for kind, (right, count) in score.by_kind().items():
        grid.add_row(kind or "–", str(right), str(count))
    Console().print(grid)
    times = sorted(turn.ms for turn in score.turns)
    if times:
        share = write_number(round(Decimal(100 * score.passed) / len(times), 1))
        print(f"Đúng {score.passed}/{len(times)} lượt ({share}%); một lượt: trung vị {times[len(times) // 2]:.0f} ms, "
              f"95% dưới {times[int(0.95 * (len(times) - 1))]:.0f} ms.")  # fmt: skip


def print_answer(answer: Answer, *, with_question: bool = False) -> None:
    """An answer, its figures and sources, for people."""
    console = Console(highlight=False)
    if with_question:
        console.print(f"❯ {answer.question}", style="bold", markup=False)
    console.print(Markdown(answer.answer))
    if answer.figures:
        grid = Grid("Số liệu", "Là gì", "Từ đâu", "Nguồn", show_edge=False, pad_edge=False)
        for figure in answer.figures:
            row = (told_value(figure), figure.label, told_quality(figure), write_marks(figure.citations))
            grid.add_row(*map(_plain, row))
        console.print()
        console.print(grid)
    if answer.citations:
        console.print("\nNguồn:")
        for citation in answer.citations:
            console.print(f"[{citation.id}] {citation.document} – {clip_locator(citation.locator)}", markup=False)
    if answer.model != BUILTIN:
        console.print(f"\nMô hình trả lời: {answer.model}", markup=False)
    console.print()


def _plain(text: str) -> str:
    """Text in which square brackets are no markup."""
    return text.replace("[", "\\[")
