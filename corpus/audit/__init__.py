"""The audit: a report's own equations checked, what they prove repaired, the rest reported."""

from __future__ import annotations

from corpus.audit.findings import Finding
from corpus.audit.report import audit_report

__all__ = ["Finding", "audit_report"]
