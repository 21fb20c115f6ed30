"""Markdown: headings, paragraphs, lists, pipe tables and the HTML tables that stand among them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.assemble import GridItem, Item, TextItem, assemble_report
from corpus.encodings import decode
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.headers import can_head
from corpus.numbers import RAISED
from corpus.ragged import level_rows
from corpus.readers.cost import Cost
from corpus.readers.drawn import count_drawn, read_drawn
from corpus.readers.html import html_items
from corpus.readers.joining import join_grids
from corpus.readers.plain import split_items
from corpus.tables import Grid
from corpus.text import normalise
from corpus.values import Report

_ATX = re.compile(r" {0,3}#{1,6}(?:\s+(?P<text>.*?))?(?:\s+#+)?\s*")
_SETEXT = re.compile(r" {0,3}(?:=+|-{3,})\s*")
_RULE = re.compile(r" {0,3}(?:[-*_]\s*){3,}")
_MOST_HEADER = 6  # lines of a header, its rules included
_LONGEST = 10_000  # characters of a line that heads anything
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_DASHES = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_ITALIC = re.compile(r"\*(?=[^\s*])[^*]*\*|_(?=[^\s_])[^_]*_")
_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_NOTE = re.compile(r"\[\^(\d{1,3})\](:?)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

Lines = Sequence[tuple[int, str]]


class MarkdownReader:
    """Reads .md and .markdown files."""

    formats = frozenset({Format.MARKDOWN})

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        del progress
        cost = Cost(limits, file.path)
        text = decode(file.data, file.path)
        cost.check_pages(text)
        items = markdown_items(text, cost)
        return assemble_report(items, source=str(file.path), sha256=file.sha256)


def markdown_items(text: str, cost: Cost | None = None) -> list[Item]:
    """Headings, paragraphs, lists and tables of a Markdown text in order."""
    cost = cost or Cost()
    items: list[Item] = []
    waiting: list[tuple[int, str]] = []  # lines of text whose block has not ended
    lines = list(enumerate(text.splitlines(), start=1))
    texts = [line for _, line in lines]
    at = tried = 0  # up to where lines are known to draw no table
    fenced = False
    while at < len(lines):
        fenced ^= _FENCE.match(lines[at][1]) is not None
        taken, found = (0, []) if fenced else _read_special(lines, at, cost)
        if not taken and not fenced and at >= tried:
            count = count_drawn(texts, at)
            tried = at + count
            drawn = read_drawn(texts[at:tried], lines[at][0]) if count > 1 else None
            if drawn is not None and not any(map(_is_rule, texts[at:tried])):
                cost.add_rows(len(drawn.rows), len(drawn.rows) * len(drawn.rows[0]))
                rows = tuple(tuple(map(_plain, row)) for row in drawn.rows)
                taken, found = count, [GridItem(replace(drawn, rows=rows))]
        if taken:
            items.extend([*_read_text(waiting), *found])
            waiting = []
            at += taken
            continue
        line = lines[at][1]
        if waiting and waiting[-1][1].strip() and (_SETEXT.fullmatch(line)):
            line = ""  # the rule under a heading
        waiting.append((lines[at][0], "" if _RULE.fullmatch(line) or _FENCE.match(line) else line))
        at += 1
    return join_grids([*items, *_read_text(waiting)])


def _read_special(lines: Lines, at: int, cost: Cost) -> tuple[int, list[Item]]:
    """How many lines a heading or table that begins here takes, and what it is."""
    number, line = lines[at]
    if len(line) > _LONGEST:
        return 0, []
    if heading := _ATX.fullmatch(line):
        text = _plain(heading["text"] or "")
        return 1, [TextItem(text, number)] if text else []
    if re.match(r"\s*<table\b", line, re.IGNORECASE):
        end = next((i for i in range(at, len(lines)) if "</table>" in lines[i][1].lower()), len(lines) - 1)
        return end + 1 - at, html_items("\n" * (number - 1) + "\n".join(told for _, told in lines[at : end + 1]), cost)
    if header := _count_header(lines, at):
        end = next((i for i in range(at + header, len(lines)) if "|" not in lines[i][1]), len(lines))
        return end - at, [_read_pipes(lines[at:end], header, cost)]
    return 0, []


def _count_header(lines: Lines, at: int) -> int:
    """How many lines from here stand above the body of a table, rules included; 0 where none begins here.

    Markdown knows one line of header, reports have two or three: above the rule, or parted by rules.
    """
    head = lines[at : at + _MOST_HEADER]
    first = next((i for i, (_, line) in enumerate(head) if _is_rule(line)), 0)
    above = [line for _, line in head[:first]]
    if not first or not all("|" in line and len(line) <= _LONGEST for line in above):
        return 0
    if first > 1 and not (_is_alike(above) and all(map(_is_words, above))):
        return 0
    second = next((i for i, (_, line) in enumerate(head) if i > first and _is_rule(line)), 0)
    between = [line for _, line in head[first + 1 : second]]
    figures = second and at + second + 1 < len(lines) and not _is_words(lines[at + second + 1][1])
    words = all("|" in line and _is_words(line) for line in [*above, *between])
    return second + 1 if between and figures and words else first + 1


def _is_alike(lines: Sequence[str]) -> bool:
    return all(line.lstrip().startswith("|") for line in lines) or len({len(_split_pipes(line)) for line in lines}) == 1


def _is_words(line: str) -> bool:
    return all(can_head(cell) for cell in _split_pipes(line) if cell)


def _is_rule(line: str) -> bool:
    return "|" in line and _DASHES.fullmatch(line.strip()) is not None


def _read_pipes(lines: Lines, header: int, cost: Cost) -> GridItem:
    marked = sum(not _is_rule(line) for _, line in lines[:header])
    lines = [(number, line) for number, line in lines if not _is_rule(line)]
    parted = [_split_pipes(line) for _, line in lines]
    cost.add_rows(len(parted), len(parted) * max(map(len, parted)))
    raw = level_rows(parted)
    kept = [(number, cells) for (number, _), cells in zip(lines, raw, strict=True)]
    kept = [(number, cells) for number, cells in kept if any(cells)]
    italic = frozenset(
        (r, c)
        for r, (_, cells) in enumerate(kept)
        for c, cell in enumerate(cells)
        if _ITALIC.fullmatch(_STRONG.sub(r"\2", cell))
    )
    rows = tuple(tuple(map(_plain, cells)) for _, cells in kept)
    marked = sum(any(cells) for cells in raw[:marked])
    numbers = tuple(number for number, _ in kept)
    return GridItem(Grid(rows, numbers, frozenset(), italic, header=marked if marked > 1 else None))


def _split_pipes(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    cells = re.split(r"(?<!\\)\|", bare)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [_BREAK.sub(" ", cell).strip() for cell in cells]


def _read_text(lines: Lines) -> list[Item]:
    """Running text as the plain reader takes it: wrapped lines joined, blank lines between paragraphs."""
    if not lines:
        return []
    first = lines[0][0]
    items = split_items([_mark_up(line.replace("\t", " ")) for _, line in lines])
    return [TextItem(_plain(item.text), item.line + first - 1) for item in items if isinstance(item, TextItem)]


def _mark_up(line: str) -> str:
    """A line without what only Markdown writes: quotation signs, two spaces for a break, notes."""
    return _NOTE.sub(lambda m: m[1].translate(RAISED) + (" " if m[2] else ""), re.sub(r"^\s*(?:>\s?)+", "", line))


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", _NOTE.sub(lambda m: m[1].translate(RAISED), text))
    text = _STRONG.sub(r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=[^\s*])([^*]*[^\s*])\*(?![\w*])", r"\1", text)
    text = re.sub(r"(?<!\w)_(?=[^\s_])([^_]*[^\s_])_(?!\w)", r"\1", text)
    return normalise(_ESCAPED.sub(r"\1", re.sub(r"`([^`]*)`", r"\1", text)))
