"""A whole report audited: each table by itself, then tables against tables and prose."""

from __future__ import annotations

from dataclasses import replace

from corpus.audit.findings import Finding
from corpus.audit.tables import audit_table
from corpus.values import Block, Report, Table


def audit_report(report: Report) -> tuple[Report, tuple[Finding, ...]]:
    """The report with repaired and doubted cells marked, and everything that does not add up."""
    findings: list[Finding] = []
    blocks: list[Block] = []
    for block in report.blocks:
        if isinstance(block, Table):
            audited = audit_table(block)
            findings.extend(audited.findings)
            blocks.append(audited.table)
        else:
            blocks.append(block)
    return replace(report, blocks=tuple(blocks)), tuple(findings)
