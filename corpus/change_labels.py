"""What labels say of a change between periods: that there is one, what it is measured from, its signs.

Reports write it in many ways: "Tăng/giảm", "So với cùng kỳ (%)", "Quý II/2026 so với (%)" over "Quý I/2026",
"So CK (lần)", "2026/2025 (%)". What its figures are (a ratio, a growth, a difference) no label tells for
certain: that is proved from the cells (`comparisons`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.period_text import mentions_in
from corpus.text import fold

# "số", "hồ sơ", "sở": folded they would read as "so", which compares
_OTHER_WORD = re.compile(r"\bs[òóỏõọôồốổỗộơờớởỡợ]\b")
_UNIT = r"(?:cung|ck|ky|thang|quy|nam|nua)\b"
_YEAR = r"(?:19|20)\d\d"
_COMPARES = re.compile(
    r"\b(?:so sanh|chenh lech|bien dong)\b"
    rf"|\bso voi\b[^a-z]*(?:{_UNIT}|t?\d)"
    rf"|\bso {_UNIT}"
    r"|%\s*(?:cung ky|ck)\b|\bth\s*/\s*ck\b"
    rf"|(?<![\d/]){_YEAR}\s*/\s*{_YEAR}(?![\d/])"
    r"|\btang\s*(?:[/,(+]|giam|$)|^giam\s*(?:[/,(-]|$)"
    r"|\b(?:toc do|ty le|ti le|muc|%)\s*(?:tang|giam)\s*(?:[/,(]|so|$)"
    r"|\+\s*[/,;]\s*[-–−]|±"
)
_SINCE = re.compile(r"\bso(?: sanh)?(?: voi)?\b")
_PLANS = r"ke hoach|kh|du toan|chi tieu|muc tieu|giao(?! (?:thong|dich|duc|luu|thuong|tiep|thoa|mua))|nghi quyet"
_TARGET = re.compile(rf"\b(?:{_PLANS}|dt)\b")
_PLANNED = re.compile(rf"\b(?:{_PLANS}|ca nam|uoc)\b")
_SINCE_YEAR = re.compile(r"\b(?:cung (?:ky|thoi diem)|ck)\b|\bnam (?:truoc|ngoai|lien)")
_SINCE_BEFORE = re.compile(r"\b(?P<unit>ky|quy|thang|lien) (?:lien )?(?:truoc|ke)\b")
_SIGNED = re.compile(r"\btang\W{0,12}giam\b|\+\s*[/,;]\s*[-–−]|±")
_TIMES = re.compile(r"\blan\b")
_QUOTIENT_OF_YEARS = re.compile(rf"(?<![\d/])({_YEAR})\s*/\s*({_YEAR})(?![\d/])")


def states_change(labels: Iterable[str]) -> bool:
    """Whether a label path is that of a change between periods ("Tăng/giảm", "So sánh (2022 - 2021)")."""
    folded = [fold_label(label) for label in labels]
    return any(map(_COMPARES.search, folded)) or bool(_COMPARES.search(" | ".join(folded)))


def compares_periods(labels: Iterable[str]) -> bool:
    """Whether labels are of a change between periods, and not of a difference from a plan."""
    labels = tuple(labels)
    if not states_change(labels):
        return False
    said = " | ".join(map(fold_label, labels))
    if since := list(_SINCE.finditer(said)):
        after = said[since[-1].end() :]
        return not _TARGET.search(after) or bool(_SINCE_YEAR.search(after))
    return not _PLANNED.search(said) or bool(_SINCE_YEAR.search(said)) or any(map(mentions_in, labels))


def is_planned(labels: Iterable[str]) -> bool:
    """Whether labels are of a plan or an estimate and of no result."""
    return any(_PLANNED.search(fold_label(label)) for label in labels)


def states_target(labels: Iterable[str]) -> bool:
    """Whether labels are of a plan ("Kế hoạch năm 2026"), estimates aside."""
    return any(_TARGET.search(fold_label(label)) for label in labels)


def split_compared(label: str) -> tuple[str, str | None]:
    """A label before and after its "so với"; None where it has none."""
    found = list(_SINCE.finditer(fold_label(label)))
    return (label[: found[-1].start()], label[found[-1].end() :]) if found else (label, None)


def spread_quotient(label: str) -> str:
    """ "2026/2025" with both of its years to be read: "2026 - 2025"."""
    return _QUOTIENT_OF_YEARS.sub(r"\1 - \2", label)


def compares_with_year_before(labels: Iterable[str]) -> bool:
    """Whether labels measure a change from the same period of the year before ("so với cùng kỳ")."""
    return any(_SINCE_YEAR.search(fold_label(label)) for label in labels)


def period_before_said(labels: Iterable[str]) -> str | None:
    """Which period before it a change is measured from: "thang", "quy", "ky"; None where labels name none."""
    found = [match for label in labels if (match := _SINCE_BEFORE.search(fold_label(label)))]
    return {"lien": "ky"}.get(found[-1]["unit"], found[-1]["unit"]) if found else None


def says_signs(labels: Iterable[str]) -> bool:
    """Whether labels say that signs tell a rise from a fall ("Tăng (+), giảm (-)")."""
    return any(_SIGNED.search(fold_label(label)) for label in labels)


def says_times(labels: Iterable[str]) -> bool:
    """Whether labels tell figures in times ("So cùng kỳ (lần)")."""
    return any(_TIMES.search(fold_label(label)) for label in labels)


def fold_label(label: str) -> str:
    """A label folded, its "số" and "sơ" kept apart from the "so" that compares; as long as the label."""
    return fold(_OTHER_WORD.sub("__", label.lower()))
