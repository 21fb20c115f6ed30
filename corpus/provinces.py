"""Which province or centrally run city a report is of, by how its own text names it; no list of provinces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.names import level_of
from corpus.text import fold
from corpus.values import Level

_PROVINCE_WORD = re.compile(r"\btỉnh(?: ủy| uỷ)?\s+", re.IGNORECASE)
_CITY_WORD = re.compile(r"\b(?:thành phố|thành ủy|tp)\.?\s+", re.IGNORECASE)
_ENDS_NAME = re.compile(
    r"(?:năm|quý|tháng|giai|đoạn|kỳ|kì|trong|và|về|của|sau|đến|từ|khóa|nhiệm|ước|cho|theo|tại|số|sở|ubnd|hđnd|lần|đạt)$"
)
_LONGEST_NAME = 5  # words, "Bà Rịa - Vũng Tàu" among them
_PROVINCIAL = re.compile(r"^(?:so |ubnd tinh|uy ban nhan dan tinh|van phong|thanh tra tinh|ban quan ly|hdnd tinh)")


def read_province(masthead: Sequence[str], title: str, body: str, text: Sequence[str], place: str) -> str:
    """The province, "" where it is not said: from the masthead, the title, the text, else where a body
    of the province (`body`) issued it (`place`)."""
    province = _first_named(_PROVINCE_WORD, masthead)
    city = _first_named(_CITY_WORD, masthead)
    spoken = _most_named(_PROVINCE_WORD, text)
    if province or city:
        provincial = any(fold(line).startswith("so ") for line in masthead)
        return province or (city if provincial or not spoken else spoken)
    return (
        _first_named(_PROVINCE_WORD, [title, body])
        or spoken
        or (_first_named(_CITY_WORD, [title]) if not spoken else "")
        or (place if _PROVINCIAL.match(fold(body)) or level_of(body) is Level.PROVINCE else "")
    )


def write_name(words: str) -> str:
    """A name set in capitals in ordinary writing: "SÓC TRĂNG" → "Sóc Trăng", "K'BRẾ" → "K'Brế"."""
    if not words.isupper():
        return words
    return re.sub(r"(?<![^\W\d_])[^\W\d_]+", lambda match: match[0].capitalize(), " ".join(words.split()))


def _first_named(word: re.Pattern[str], lines: Iterable[str]) -> str:
    return next((name for line in lines for name in _names_after(word, line)), "")


def _most_named(word: re.Pattern[str], lines: Iterable[str]) -> str:
    """The name that most lines give; "" where two are given as often."""
    counts = Counter(name for line in lines for name in _names_after(word, line)).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return ""
    return counts[0][0]


def _names_after(word: re.Pattern[str], line: str) -> list[str]:
    """The names that follow a word in a line: words with capitals, up to a mark or a word of time."""
    found = []
    for match in word.finditer(line):
        name: list[str] = []
        for part in re.split(r"[,.;:()\"“”/]", line[match.end() :], maxsplit=1)[0].split()[:_LONGEST_NAME]:
            joins = part in {"-", "–"} and name
            if not joins and (not part[:1].isupper() or not part.isalpha() or _ENDS_NAME.match(part.lower())):
                break
            name.append(part)
        while name and name[-1] in {"-", "–"}:
            name.pop()
        if name:
            found.append(write_name(" ".join(name)))
    return found
