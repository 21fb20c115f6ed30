"""Numbers written out in Vietnamese words: "mười bảy", "hai trăm linh năm", "ba mươi mốt nghìn".

Northern and southern ways of writing are read ("nghìn" and "ngàn", "linh" and "lẻ", "tỷ" and "tỉ"), the
northern ones written. The forms that a digit takes after tens (mốt, tư, lăm, nhăm) stand only there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.text import normalise

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_UNITS = {word: n for n, word in enumerate(_DIGITS)} | {"bẩy": 7}
_AFTER_TENS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6}
_BILLION = frozenset({"tỷ", "tỉ"})
_A_BILLION = 10**9
_ZERO_TENS = frozenset({"linh", "lẻ"})
_WORDS = frozenset({*_UNITS, *_AFTER_TENS, *_SCALES, *_BILLION, *_ZERO_TENS, "mười", "mươi", "trăm"})
_SYLLABLE = re.compile(r"[^\W\d_]+")


def read_words(text: str) -> int | None:
    """The whole number that a text writes out in words, None where it is none or not well formed."""
    words = normalise(text).lower().split()
    if not words or any(word not in _WORDS for word in words):
        return None
    at = next((i for i, word in enumerate(words) if word in _BILLION), None)
    if at is None:
        return _read_scaled(words, _SCALES, leading=True)
    billions = _read_scaled(words[:at], {"nghìn": 3, "ngàn": 3}, leading=True)
    rest = _read_scaled(words[at + 1 :], _SCALES, leading=False) if words[at + 1 :] else 0
    return billions * _A_BILLION + rest if billions and rest is not None else None


def _read_scaled(words: list[str], scales: Mapping[str, int], *, leading: bool) -> int | None:
    """Groups of up to three digits, each before its scale, the larger first."""
    total, largest = 0, 9
    while words:
        at = next((i for i, word in enumerate(words) if word in scales), len(words))
        power = scales[words[at]] if at < len(words) else 0
        group = _read_group(words[:at], leading=leading)
        if group is None or power >= largest:
            return None
        total, largest, leading, words = total + group * 10**power, power, False, words[at + 1 :]
        if not power:
            return total if not words else None
    return total if largest < 9 else None


def _read_group(words: list[str], *, leading: bool) -> int | None:
    """Up to three digits: hundreds, tens, units."""
    value = 0
    rest = list(words)
    if len(rest) >= 2 and rest[1] == "trăm":
        if rest[0] not in _UNITS or (leading and _UNITS[rest[0]] == 0):
            return None
        value, rest = _UNITS[rest[0]] * 100, rest[2:]
        if not rest:
            return value
        if rest[0] in _ZERO_TENS:
            return value + _UNITS[rest[1]] if len(rest) == 2 and _UNITS.get(rest[1]) else None
    elif rest and rest[0] in _ZERO_TENS:
        return None if leading or len(rest) != 2 else _UNITS.get(rest[1])
    tens = _read_tens(rest)
    return None if tens is None or (value and tens < 10) else value + tens


def _read_tens(words: list[str]) -> int | None:
    if len(words) == 1:
        return 10 if words[0] == "mười" else _UNITS.get(words[0])
    if len(words) == 2 and words[0] == "mười":
        return 15 if words[1] in ("lăm", "nhăm") else 10 + _UNITS[words[1]] if _plain(words[1]) else None
    if len(words) in (2, 3) and words[1] == "mươi" and _UNITS.get(words[0], 0) > 1:
        tens = 10 * _UNITS[words[0]]
        if len(words) == 2:
            return tens
        if words[2] in _AFTER_TENS:
            return tens + _AFTER_TENS[words[2]]
        return tens + _UNITS[words[2]] if _plain(words[2]) or words[2] == "bốn" else None
    return None


def _plain(word: str) -> bool:
    """Whether a digit keeps its form after ten or tens."""
    return _UNITS.get(word, 0) not in (0, 5)


def write_words(number: int) -> str:
    """A whole number from 0 to 999.999.999.999.999 in words; `ValueError` beyond.

    >>> write_words(31_205)
    'ba mươi mốt nghìn hai trăm linh năm'
    """
    if not 0 <= number < 10**15:
        raise ValueError(number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _A_BILLION)
    words = [*_write_groups(billions, (("nghìn", 3), ("", 0)), leading=True), *(["tỷ"] if billions else [])]
    words += _write_groups(rest, (("triệu", 6), ("nghìn", 3), ("", 0)), leading=not billions)
    return " ".join(words)


def _write_groups(number: int, scales: Sequence[tuple[str, int]], *, leading: bool) -> list[str]:
    words: list[str] = []
    for name, power in scales:
        group = number // 10**power % 1000
        if group:
            words += [*_write_group(group, leading=leading and not words), *([name] if name else [])]
    return words


def _write_group(group: int, *, leading: bool) -> list[str]:
    hundreds, tens, units = group // 100, group // 10 % 10, group % 10
    words = [] if leading and not hundreds else [_DIGITS[hundreds], "trăm"]
    if tens == 0:
        return words + (["linh"] if words and units else []) + ([_DIGITS[units]] if units else [])
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if not units:
        return words
    after = {1: "mốt", 4: "tư"} if tens > 1 else {}
    return [*words, "lăm" if units == 5 else after.get(units, _DIGITS[units])]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number that a text writes out in words from `start` to `end`."""

    start: int
    end: int
    value: int


def words_in(text: str) -> Iterator[Spoken]:
    """Each number of two words or more that running text writes out.

    One word alone is left: "một", "năm" and "không" mostly count nothing.
    """
    found = list(_SYLLABLE.finditer(text))
    i = 0
    while i < len(found):
        end = i
        while end < len(found) and found[end].group().lower() in _WORDS and _beside(text, found, i, end):
            end += 1
        length = next((n for n in range(end - i, 1, -1) if read_words(_span(text, found, i, i + n)) is not None), 0)
        if length:
            value = read_words(_span(text, found, i, i + length))
            yield Spoken(found[i].start(), found[i + length - 1].end(), value or 0)
        i += max(length, 1)


def _beside(text: str, found: list[re.Match[str]], first: int, at: int) -> bool:
    """Whether nothing but spaces parts a word from the one before."""
    return at == first or not text[found[at - 1].end() : found[at].start()].strip()


def _span(text: str, found: list[re.Match[str]], first: int, end: int) -> str:
    return text[found[first].start() : found[end - 1].end()]
