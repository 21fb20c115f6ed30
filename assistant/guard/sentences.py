"""A model's text in the units that are checked: its sentences, and the cells of its tables with their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.guard.claims import Claim, claims_in
from assistant.guard.names import Names, NameSpan, whole_spans
from assistant.guard.units import unit_after
from corpus.period_text import Mention, mentions_in
from corpus.text import fold, normalise, sentences

MARK = re.compile(r"\[(\d+)\]")
_MARK_AFTER = re.compile(r"([.!?])\s*((?:\[\d+\]\s*)+)")
_DECORATION = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
_BULLET = re.compile(r"^\s*(?:[-+*•–]\s+|#+\s+|>\s*)*(?:\(?\d{1,2}[.)]\s+)?(?:[-+*•]\s+)?")
_RULE = re.compile(r"^[\s|:\-–]+$")
_DATED = re.compile(
    r"(?i:\b\d{1,2}\s?/\s?\d{1,2}\s?/\s?\d{4}\b|\b\d{1,2}-\d{1,2}-\d{4}\b|\bngày\s+\d{1,2}(?:\s+tháng\s+\d{1,2})?(?:\s+năm\s+\d{4})?)"
    r"|\b\d+(?:/\d+)*/[A-ZĐ][\w&]*(?:-[\w&]+)*"
    r"|(?i:\b(?:phụ lục|biểu đồ|biểu|bảng|mục|điều|khoản|dòng|cột|tiêu chí|phường|khóm|quyết định số|số hiệu)"
    r"\s+\(?\d+(?:\.\d+)*\)?(?![\d,%/]))"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a cell of a table with its row and header in front: what one check reads.

    `dated` are the dates, document numbers and places that it writes; `marks` the sources it cites; `listed` how many
    things a list that it opens goes on to name; `unnamed` is the text with blanks where names stand.
    """

    text: str
    folded: str
    marks: tuple[int, ...]
    claims: tuple[Claim, ...]
    periods: tuple[Mention, ...]
    names: tuple[NameSpan, ...]
    wholes: tuple[tuple[int, int], ...]
    dated: tuple[str, ...]
    unnamed: str
    listed: tuple[int, ...] = field(default=(), compare=False)


class UnreadableError(ValueError):
    """A text that cannot be read place by place, and so not be checked."""


def read_units(text: str, names: Names, blanked: tuple[str, ...] = ()) -> list[Unit]:
    """The units of a text in order; `blanked` are names with numbers in them that claim nothing."""
    found: list[Unit] = []
    lines = text.split("\n")
    listed = _listed(lines)
    for row, (said, marks) in _pieces(lines):
        for name in blanked:
            said = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda m: " " * len(m[0]), said, flags=re.IGNORECASE)
        found.append(read_unit(said, names, marks, listed.get(row, ())))
    return found


def read_unit(text: str, names: Names, marks: tuple[int, ...] = (), listed: tuple[int, ...] = ()) -> Unit:
    """One sentence read; `UnreadableError` where folding moves its places."""
    plain = normalise(text)
    folded = fold(plain)
    if len(folded) != len(plain):
        raise UnreadableError(text)
    dated = [match.span() for match in _DATED.finditer(plain)]
    periods = [
        mention
        for mention in mentions_in(plain)
        if not any(start <= mention.start < end for start, end in dated) and not _is_amount(plain, folded, mention)
    ]
    named = tuple(names.find(plain, folded))
    unnamed = plain
    for span in named:
        unnamed = f"{unnamed[: span.start]}{' ' * (span.end - span.start)}{unnamed[span.end :]}"
    taken = [*dated, *((mention.start, mention.end) for mention in periods)]
    return Unit(
        plain,
        folded,
        marks,
        tuple(claims_in(plain, folded, taken)),
        tuple(periods),
        named,
        tuple(whole_spans(folded)),
        tuple(plain[start:end] for start, end in dated),
        unnamed,
        listed,
    )


def _is_amount(text: str, folded: str, mention: Mention) -> bool:
    """Whether what looks like a bare year counts something: "2022 hồ sơ"."""
    said = text[mention.start : mention.end]
    return said.isdigit() and bool(unit_after(folded, mention.end).name)


def _pieces(lines: list[str]) -> Iterator[tuple[int, tuple[str, tuple[int, ...]]]]:
    header: list[str] | None = None
    for row, line in enumerate(lines):
        if line.strip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if _RULE.match(line):
                continue
            if header is None:
                header = cells
                yield row, _plain(" ; ".join(cells))
                continue
            yield from ((row, piece) for piece in _cells(header, cells))
            continue
        header = None
        moved = _MARK_AFTER.sub(lambda m: f" {m[2].strip()}{m[1]} ", line)
        for sentence in sentences(_BULLET.sub("", moved, count=1)):
            yield row, _plain(sentence)


def _cells(header: list[str], cells: list[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each cell of a table's row as a sentence: its row's name, its column's header, and itself."""
    label = next((cell for cell in cells if not re.fullmatch(r"[\d.,()%*\s-]*", cell)), "")
    marks = tuple(map(int, MARK.findall(" ".join(cells))))
    label_at = cells.index(label) if label else -1
    yield _plain(label)[0], marks
    for i, cell in enumerate(cells):
        if i == label_at or not _plain(cell)[0].strip() or (i == 0 and cell.strip(".() ").isdigit() and label_at == 1):
            continue
        head = header[i] if i < len(header) else ""
        yield f"{_plain(label)[0]}: {_plain(head)[0]}: {_plain(cell)[0]}", marks


def _plain(text: str) -> tuple[str, tuple[int, ...]]:
    """A text without decoration and marks, and the sources that its marks name."""
    marks = tuple(map(int, MARK.findall(text)))
    return _DECORATION.sub("", MARK.sub(" ", text)), marks


def _listed(lines: list[str]) -> dict[int, tuple[int, ...]]:
    """How many items the list after each line has."""
    counts: dict[int, tuple[int, ...]] = {}
    for at, line in enumerate(lines):
        items = 0
        for later in lines[at + 1 :]:
            if re.match(r"\s*(?:[-+*•]|\d{1,2}[.)])\s+", later) or (
                later.strip().startswith("|") and not _RULE.match(later)
            ):
                items += 1
            elif later.strip() and not _RULE.match(later):
                break
        if items and not line.strip().startswith(("-", "|")):
            counts[at] = (items, items - 1)  # a table has a header
    return counts
