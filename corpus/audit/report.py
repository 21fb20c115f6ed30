"""A whole report audited: each table by itself, then tables against tables and prose."""

from __future__ import annotations

from dataclasses import replace

from corpus.audit.against import compare_prose
from corpus.audit.crossing import compare_tables
from corpus.audit.findings import Finding
from corpus.audit.listing import compare_lists
from corpus.audit.retold import compare_retold
from corpus.audit.tables import audit_table
from corpus.audit.wording import check_prose
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
    mended = replace(report, blocks=tuple(blocks))
    findings.extend(compare_tables(mended.tables))
    findings.extend(compare_lists(mended.tables))
    findings.extend(check_prose(mended))
    findings.extend(compare_prose(mended))
    findings.extend(compare_retold(mended))
    return mended, tuple(dict.fromkeys(findings))
