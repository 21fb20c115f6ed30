"""Which reports a question names: by their numbers, or by the names of their files said outright.

A file's name may be any words at all ("y te.txt"): it is a report's name only where the question says
that it speaks of a file or a report, never where the same words are part of a unit's or an indicator's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.text import fold

_NUMBER = re.compile(r"(?P<number>(?P<first>\d+[a-z]?)[/-][a-z0-9][\w&.-]*(?:/[\w&.-]+)*)(?P<more> \(.+\))?")
_APART = r"[\s“”\"'«»:(]+"
_OF_A_FILE = rf"\b(?:file|tep|tep tin|tap tin|tai lieu){_APART}(?:ten{_APART}|bao cao{_APART})?"
_OF_A_REPORT = rf"\b(?:bao cao|van ban){_APART}(?:ten{_APART})?"
# what may follow "báo cáo 51" without making 51 a count: "Sở Y tế báo cáo 51 hồ sơ"
_GOES_ON = "can|dua|theo|lay|gui|do|cua|ve|co|neu|ghi|thi|noi|ngay|nam|la|viet|duoc|ky|cho|trong|ai"
_AFTER_NUMBER = rf"(?=\s*$|\s*[^\w\s/.-]|\.\s|\.$|\s+(?:{_GOES_ON})\b)"


def names_said(folded: str, names: Iterable[str], labels: Iterable[str]) -> frozenset[str]:
    """The reports of `names` that a folded question names; `labels` are those of rows and columns."""
    known = {name: fold(name) for name in names}
    told = list(labels) if any(_may_say(folded, full) for full in known.values()) else []
    said = {name for name, full in known.items() if _is_said(folded, full, told)}
    # "51/BC-SNV (05/01/2024)" said in full is not "51/BC-SNV" of another year
    exact = {name for name in said if known[name].endswith(")") and known[name] in folded}
    return frozenset(exact or said)


def _may_say(folded: str, full: str) -> bool:
    return _NUMBER.fullmatch(full) is None and full in folded


def _is_said(folded: str, full: str, labels: Iterable[str]) -> bool:
    match = _NUMBER.fullmatch(full)
    if match is not None:
        return _says_number(folded, match["number"], match["first"])
    return _says_file(folded, full, labels)


def _says_number(folded: str, number: str, first: str) -> bool:
    """ "51/BC-SNV", "báo cáo số 51"; not "báo cáo số 51/BC-STC"."""
    if re.search(rf"(?<![\w/.,-]){re.escape(number)}(?![\w/-])", folded):
        return True
    counted = re.search(rf"\bbao cao so {first}(?![\w/-]|[.,]\d)", folded)
    return counted is not None or re.search(rf"\bbao cao {first}{_AFTER_NUMBER}", folded) is not None


def _says_file(folded: str, stem: str, labels: Iterable[str]) -> bool:
    """ "tệp y te", "y te.txt", "báo cáo y te", or a stem that is no word at all ("bao-cao-cchc-2022")."""
    whole = rf"(?<!\w){re.escape(stem)}(?!\w)"
    if re.search(rf"{whole}\.(?:[a-z]{{3,4}}|md)\b", folded) or re.search(_OF_A_FILE + whole, folded):
        return True
    if re.search(r"[^\W\d].*[-_].*\d|\d.*[-_].*[^\W\d]", stem) and " " not in stem:
        return re.search(rf"(?<![\w-]){re.escape(stem)}(?![\w-])", folded) is not None
    if re.fullmatch(r"[\d\W]*", stem):  # "báo cáo 2024" is said of a year
        return False
    said = re.search(rf"{_OF_A_REPORT}{whole}(?P<next>\W+\w+)?", folded)
    return said is not None and not _goes_on(stem, said["next"] or "", labels)


def _goes_on(stem: str, following: str, labels: Iterable[str]) -> bool:
    """Whether the words said are a label, or begin a longer one: "báo cáo Sở Y tế tiếp nhận …"."""
    longer = f"{stem} {following.strip()}" if following.isascii() and following[:1].isspace() else ""
    for label in map(fold, labels):
        if label == stem or re.search(rf"^(?:\W*\w{{1,4}}[.)]?\s+)?{re.escape(stem)}$", label):
            return True
        if longer and re.search(rf"(?<!\w){re.escape(longer)}(?!\w)", label):
            return True
    return False
