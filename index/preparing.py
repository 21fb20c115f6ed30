"""All of a report that goes into the store, made from its file: figures, passages, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.audit import Finding, audit_report
from corpus.errors import ReadingError
from corpus.files import Limits, Progress, say_nothing
from corpus.observations import observe
from corpus.passages import split_passages
from corpus.prose import observe_prose
from corpus.prose_table import arrange_prose
from corpus.readers import read_report
from corpus.values import Observation, Passage, Report

# what a person may set right where a report was misread or does not say; all of `corpus.values.Report`
CORRECTABLE = ("number", "title", "body", "date", "place", "province", "period")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report, audited, with all that is derived from it."""

    report: Report
    findings: tuple[Finding, ...]
    observations: tuple[Observation, ...]
    passages: tuple[Passage, ...]


def prepare(path: Path, limits: Limits, progress: Progress = say_nothing) -> Prepared:
    """Reads and audits a file; `ReadingError` if there is nothing in it to read."""
    report, findings = audit_report(read_report(path, limits, progress))
    prepared = derive(report, findings)
    if not prepared.passages:
        raise ReadingError(f"Không tìm thấy nội dung nào trong tệp “{path}”.")
    return prepared


def amend(prepared: Prepared, corrections: Mapping[str, str]) -> Prepared:
    """The report with what a person has set right; a period set right is that of its figures, too."""
    if not corrections:
        return prepared
    told: dict[str, str | None] = dict(corrections)
    if "period" in told:
        told["period"] = told["period"] or None
    return derive(replace(prepared.report, **told), prepared.findings)  # type: ignore[arg-type]  # names are CORRECTABLE


def derive(report: Report, findings: tuple[Finding, ...]) -> Prepared:
    """All that goes into the store of an audited report."""
    observations = (*observe(report), *arrange_prose(observe_prose(report)))
    return Prepared(report, findings, observations, split_passages(report))
