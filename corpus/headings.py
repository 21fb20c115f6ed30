"""Headings of administrative documents and the path they make (III › 1 › (2)).

The order of numbering is that of Nghị định 30/2020/NĐ-CP, Phụ lục I: Phần, Chương, Mục (Roman),
1., 1.1., a); reports add A. above the Roman numbers and (1) below the decimals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.text import fold

_APPENDIX = re.compile(r"(phụ lục|phụ biểu|biểu số)\b[^.;]{0,40}", re.IGNORECASE)
_PART = re.compile(r"(phần|chương)\s+([IVX]+|\d+|thứ \w+)\b.*", re.IGNORECASE)
_ARTICLE = re.compile(r"(Điều|Mục)\s+\d+\b.*")
_NUMBERED = re.compile(
    r"(?P<letter>[A-ZĐ])\.\s|(?P<roman>[IVX]{1,5})\.\s|(?P<decimal>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s"
    r"|\((?P<item>\d{1,3})\)\s|(?P<small>[a-zđ])[).]\s"
)
_DOCUMENT = re.compile(r"(BÁO CÁO|TỜ TRÌNH|KẾ HOẠCH|THÔNG BÁO|QUYẾT ĐỊNH|CHỈ THỊ|ĐỀ ÁN|PHIẾU)\b", re.IGNORECASE)
_LETTERHEAD = re.compile(r"cong hoa xa hoi|doc lap\s*[-–]|so\s*:|noi nhan|kinh gui")
_CLAUSE_NUMBER = re.compile(r"(\d{1,2})\. ")
_RANKS = {"letter": 20, "roman": 30, "item": 80, "small": 90}
_CLAUSE = 40  # the rank of "1."
_BELOW_ARTICLE = 5
_LONGEST = 260
_LONGEST_SMALL = 60  # characters of "a) …": longer ones are sentences


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading as found: `rank` is smaller the further out it stands; `rest` is text that follows
    it on its line and belongs below it."""

    rank: int
    text: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line with how it is set: `level` from 1 where its style makes it a heading, `bold` all through."""

    text: str
    level: int = 0
    bold: bool = False


def read_outline(lines: Sequence[SetLine]) -> list[HeadingLine | None]:
    """The headings among the lines of a document, None for running text.

    Where styles make headings, their levels rule, and what is only numbered stands below them; styles
    that run with the numbering (level 1 always I., level 2 always 1.) leave the ranks to it.
    """
    read = _tell_clauses(lines, [read_heading(line.text, bold=line.bold) for line in lines])
    styled = [i for i, line in enumerate(lines) if line.level and _may_head(line.text)]
    styled = styled[_count_titles(lines, read, styled) :]
    if not styled or _run_with_numbers(lines, read, styled):
        return read
    for i in styled:
        told = read[i]
        if told is None or told.rank != 0:
            read[i] = HeadingLine(lines[i].level, lines[i].text.strip("* ").rstrip(": "))
    return read


def _tell_clauses(lines: Sequence[SetLine], read: Sequence[HeadingLine | None]) -> list[HeadingLine | None]:
    """The headings with those of an article's clauses below it: "Điều 5. …" › "1. Nguyên tắc chung".

    "1. … như sau:" leads in the points of a clause and is no heading, in an article or beside clauses that
    are sentences: the next clause would come to stand below it.
    """
    kept = list(read)
    in_article = False
    for i, told in enumerate(read):
        if told is None:
            continue
        text = lines[i].text.strip("* ")
        if _ARTICLE.fullmatch(text) or told.rank < _CLAUSE:
            in_article = text.startswith("Điều")
        elif text.endswith(":") and (in_article or _is_clause(lines, i)):
            kept[i] = None
        elif in_article:
            kept[i] = replace(told, rank=told.rank + _BELOW_ARTICLE)
    return kept


def _is_clause(lines: Sequence[SetLine], i: int) -> bool:
    """Whether a numbered sentence that leads in points has a sentence for its neighbour in the numbering."""
    text = lines[i].text.strip("* ")
    match = _CLAUSE_NUMBER.match(text)
    if match is None or len(text) < _LONGEST_SMALL:
        return False
    for number, some in ((int(match[1]) + 1, lines[i + 1 :]), (int(match[1]) - 1, reversed(lines[:i]))):
        beside = next((line.text for line in some if line.text.strip("* ").startswith(f"{number}. ")), "")
        if len(beside) >= _LONGEST_SMALL and beside.rstrip("* ").endswith((".", ";")):
            return True
    return False


def _may_head(text: str) -> bool:
    return 0 < len(text) <= _LONGEST * 2 and _LETTERHEAD.match(fold(text.strip("* "))) is None


def _count_titles(lines: Sequence[SetLine], read: Sequence[HeadingLine | None], styled: Sequence[int]) -> int:
    """How many of the first headings by style are no headings but the title of the whole document.

    They stand alone on their level above all others, or go on a line that names the kind of document.
    """
    titles = 0
    while titles < len(styled) and read[styled[titles]] is None:
        level = lines[styled[titles]].level
        alone = all(lines[i].level > level for i in styled[titles + 1 :])
        named = _DOCUMENT.match(lines[styled[0]].text.strip("* ")) and styled[titles] == styled[0] + titles
        if not named and not (titles == 0 and alone):
            break
        titles += 1
    return titles


def _run_with_numbers(lines: Sequence[SetLine], read: Sequence[HeadingLine | None], styled: Sequence[int]) -> bool:
    ranks: dict[int, set[int]] = {}
    for i in styled:
        told = read[i]
        ranks.setdefault(lines[i].level, set()).add(told.rank if told else -1)
    inner = [ranks[level] - {0} for level in sorted(ranks)]
    if any(len(found) != 1 or -1 in found for found in inner):
        return False
    order = [next(iter(found)) for found in inner]
    return all(a < b for a, b in pairwise(order))


def read_heading(text: str, *, bold: bool = False) -> HeadingLine | None:
    """The heading that a line is, None for running text; `bold`, the whole of it is set so.

    A numbered line is a heading unless it is a sentence: what ends in a full stop or a semicolon
    is a list item unless it is bold, save that of "3.1. Nội dung: Câu." the part before the colon is
    the heading.
    """
    bare = text.strip("* ").strip()
    if not bare or len(bare) > _LONGEST * 2:
        return None
    if _APPENDIX.fullmatch(bare) and len(bare) < 60:
        return HeadingLine(0, bare)
    if len(bare) < _LONGEST and _PART.fullmatch(bare) and not bare.endswith((".", ";")):
        return HeadingLine(10 if fold(bare).startswith("phan") else 15, bare)
    if len(bare) < _LONGEST and _ARTICLE.fullmatch(bare):
        return HeadingLine(40 if bare.startswith("Điều") else 35, bare)
    match = _NUMBERED.match(bare)
    if match is None:
        return None
    kind = match.lastgroup or ""
    rank = 30 + 10 * (match["decimal"].count(".") + 1) if kind == "decimal" else _RANKS[kind]
    bare = bare.replace("*", "")
    if kind == "letter" and _is_roman_letter(bare):
        rank = _RANKS["roman"]
    title, colon, rest = bare.partition(": ")
    leads = colon and not bold and 0 < len(title) <= _LONGEST and kind in {"item", "decimal", "roman"}
    if leads and rest.endswith((".", ")")) and _titles(title, rest, kind):
        return HeadingLine(rank, title, rest)
    longest = _LONGEST_SMALL if kind == "small" else _LONGEST
    ends = (";", ",") if bold else (".", ";", ",", ":") if kind == "small" else (".", ";", ",")
    if bare.endswith(ends) or len(bare) > longest:
        return None
    return HeadingLine(rank, bare.rstrip(": "))


def _is_roman_letter(bare: str) -> bool:
    return bare[0] in "IVX"


def _titles(title: str, rest: str, kind: str) -> bool:
    """Whether "title: rest" is a heading with its first sentence, not a list item with a colon."""
    if kind == "item":
        return rest.startswith("(")
    return len(title.split()) <= 25 and rest[:1].isupper()


def is_uppercase_title(text: str) -> bool:
    """Whether a line is set in capitals, as titles of appendices and of their parts are."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 8 and sum(char.isupper() for char in letters) > 0.85 * len(letters)


class HeadingStack:
    """The headings that are open at a place in the document."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def push(self, rank: int, text: str) -> tuple[str, ...]:
        """Opens a heading, closing those of its rank and deeper; returns the new path."""
        self._open = [(r, t) for r, t in self._open if r < rank]
        self._open.append((rank, text))
        return self.path

    @property
    def path(self) -> tuple[str, ...]:
        """The labels of the open headings from the outermost."""
        return tuple(text for _, text in self._open)

    @property
    def in_appendix(self) -> bool:
        """Whether the outermost open heading is an appendix."""
        return bool(self._open) and self._open[0][0] == 0
