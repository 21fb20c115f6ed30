"""Running text as readers of formatted documents take it: paragraphs, marks of footnotes, numbers of lists."""

from __future__ import annotations

import html
import re

from corpus.assemble import TextItem
from corpus.numbers import RAISED
from corpus.readers.plain import split_items
from corpus.text import normalise

_MARK = re.compile(r"[\[(]?(\d{1,3})[\])]?")
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d/])[kcdm]?m$")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")


def paragraph_items(text: str, line: int, *, apart: bool = False) -> list[TextItem]:
    """A paragraph as texts: lines that go on are joined; `apart`, as in letterheads, each line stands alone."""
    lines = [flat for part in text.split("\n") if (flat := normalise(" ".join(part.split())))]
    if apart or len(lines) < 2:
        return [TextItem(part, line) for part in lines]
    joined = split_items([html.escape(part) for part in lines])
    return [TextItem(item.text, line) for item in joined if isinstance(item, TextItem)]


def raise_mark(text: str, before: str) -> str:
    """A raised figure as the mark of a footnote: "1" or "[1]" → "¹"; that of m2 and km3 stays a digit."""
    match = _MARK.fullmatch(text.strip())
    if match is None:
        return text
    if match[1] in {"2", "3"} and _UNIT_BEFORE.search(before):
        return match[1]
    return match[1].translate(RAISED)


def number_text(number: int, form: str) -> str:
    """An ordinal in a form of HTML lists: 1, a, A, i, I."""
    if form in {"a", "A"} and number > 0:
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form in {"i", "I"} and 0 < number < 400:
        text = "c" * (number // 100) + _TENS[number // 10 % 10] + _ONES[number % 10]
    else:
        return str(number)
    return text if form.islower() else text.upper()
