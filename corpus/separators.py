"""Which sign parts the cells of a text, told by how regularly it stands in whole rows."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

DELIMITERS = "\t;|,"
_SAMPLED = 500  # rows
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_MOST = 0.7  # share of the lines that are rows of one width where a text is a table and nothing else
_FEWEST = 3  # rows by which that can be told
_PUNCTUATION = {",": re.compile(r",\s"), ";": re.compile(r";\s")}
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")


def told_delimiter(line: str) -> str | None:
    """The sign that a first line "sep=;" names."""
    told = _SEPARATOR_LINE.fullmatch(line)
    return told[1] if told else None


def find_delimiter(lines: Sequence[str]) -> str:
    """The sign that parts the most rows into the same number of cells as a row beside them.

    `csv.Sniffer` takes the comma of "59,27;66,50" for a delimiter: decimal commas are as regular as
    semicolons. So a sign is tried on whole rows, and of two that do equally well the rarer one wins. Commas
    that all stand between digits part no cells where another sign stands in as many lines.
    """
    sampled = [line for line in lines[:_SAMPLED] if line.strip()]
    others = max((sum(sign in line for line in sampled) for sign in DELIMITERS if sign != ","), default=0)
    decimal = all(_DECIMAL.sub("", line).count(",") == 0 for line in sampled)
    rarer = others < sum("," in line for line in sampled)
    signs = DELIMITERS if rarer or not decimal else DELIMITERS.replace(",", "")
    return max(signs, key=lambda delimiter: _regularity(row_widths(lines, delimiter)))  # the first of equals


def is_delimited(text: str) -> bool:
    """Whether a text whose name does not say so is a table of delimited cells, not prose with commas."""
    lines = text.splitlines(keepends=True)[:_SAMPLED]
    if lines and told_delimiter(lines[0]):
        return True
    delimiter = find_delimiter(lines)
    widths = row_widths(lines, delimiter)
    [(width, rows)] = Counter(widths).most_common(1) or [(0, 0)]
    if width < 2 or rows < max(_FEWEST, _MOST * len(widths)):
        return False
    written = sum(line.count(delimiter) for line in lines)
    as_punctuation = sum(len(_PUNCTUATION[delimiter].findall(line)) for line in lines) if delimiter in ",;" else 0
    decimals = sum(len(_DECIMAL.findall(line)) for line in lines) if delimiter == "," and width == 2 else 0
    return as_punctuation + decimals < written / 2


def row_widths(lines: Sequence[str], delimiter: str) -> list[int]:
    """How many cells each row that is not blank has."""
    rows = []
    try:
        for row in csv.reader(lines[:_SAMPLED], delimiter=delimiter):
            if any(cell.strip() for cell in row):
                rows.append(len(row))
    except csv.Error:
        return []
    return rows


def _regularity(widths: Sequence[int]) -> tuple[float, float]:
    """The share of rows that have two cells or more and as many as a row beside them; that of all such rows."""
    runs = [(width, len(list(rows))) for width, rows in groupby(widths) if width > 1]
    alike = sum(rows for _, rows in runs if rows > 1)
    return alike / max(len(widths), 1), sum(rows for _, rows in runs) / max(len(widths), 1)
