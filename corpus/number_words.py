"""Vietnamese number words: "mười bảy" → 17, "hai mươi mốt" → 21, "một trăm linh năm" → 105.

The words are told apart by their diacritics and by their order: after "mươi" five is "lăm", so
that "hai mươi năm" is twenty, of years.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_UNITS = {
    **{"không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8},
    "chín": 9,
}
_AFTER_TENS = {**_UNITS, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SCALES = ({"tỷ": 10**9, "tỉ": 10**9}, {"triệu": 10**6}, {"nghìn": 1000, "ngàn": 1000})
_ZERO_TENS = ("linh", "lẻ")
_POINT = "phẩy"
_HALF = "rưỡi"
_NO_NUMBER_ALONE = frozenset({"không", "năm", "một"})  # "none", "year", "a": words before they are figures


def read_words(text: str) -> tuple[Decimal, str] | None:
    """The number that a text begins with in words and the words after it, None where it begins with none.

    A lone digit's word that also means something else ("không", "năm", "một") is no number, nor is
    one that counts what follows ("một cửa", "ba bên"): it may belong to a name.
    """
    words = text.split()
    value, at = _read(tuple(word.lower() for word in words))
    if not at or (at == 1 and (len(words) > 1 or words[0].lower() in _NO_NUMBER_ALONE) and words[0].lower() != "mười"):
        return None
    return value, " ".join(words[at:])


def _read(words: Sequence[str]) -> tuple[Decimal, int]:
    """The longest number that words begin with and how many words it takes (0: none)."""
    total, at = _read_scaled(words, 0)
    if at and at + 1 < len(words) and words[at] == _POINT:
        digits, end = _read_decimals(words, at + 1)
        if digits:
            return total + Decimal(f"0.{digits}"), end
    return total, at


def _read_scaled(words: Sequence[str], scale: int) -> tuple[Decimal, int]:
    """A number below the scale before `scale`: "hai triệu ba trăm nghìn" from the greatest scale down."""
    if scale == len(_SCALES):
        value, at = _read_hundreds(words)
        return Decimal(value), at
    head, at = _read_scaled(words, scale + 1)
    factor = _SCALES[scale].get(words[at]) if at and at < len(words) else None
    if factor is None:
        return head, at
    total, at = head * factor, at + 1
    if at < len(words) and words[at] == _HALF:
        return total + Decimal(factor) / 2, at + 1
    rest, used = _read_scaled(words[at:], scale + 1)
    if not used and at < len(words) and words[at] in _ZERO_TENS:
        rest, used = _read_lone(words[at:])
    return total + rest, at + used


def _read_lone(words: Sequence[str]) -> tuple[Decimal, int]:
    """ "linh năm" after a scale: "một nghìn linh năm"."""
    if len(words) > 1 and words[1] in _UNITS:
        return Decimal(_UNITS[words[1]]), 2
    return Decimal(0), 0


def _read_hundreds(words: Sequence[str]) -> tuple[int, int]:
    if len(words) > 1 and words[0] in _UNITS and words[1] == "trăm":
        hundreds = 100 * _UNITS[words[0]]
        if len(words) > 2 and words[2] == _HALF:
            return hundreds + 50, 3
        if len(words) > 3 and words[2] in _ZERO_TENS and words[3] in _AFTER_TENS:
            return hundreds + _AFTER_TENS[words[3]], 4
        tens, used = _read_tens(words[2:])
        return (hundreds + tens, 2 + used) if used > 1 or tens == 10 else (hundreds, 2)
    return _read_tens(words)


def _read_tens(words: Sequence[str]) -> tuple[int, int]:
    if not words:
        return 0, 0
    if words[0] == "mười":
        last = _UNITS | {"lăm": 5, "nhăm": 5}
        follows = len(words) > 1 and words[1] in last and words[1] not in ("năm", "không")
        return (10 + last[words[1]], 2) if follows else (10, 1)
    digit = _UNITS.get(words[0])
    if digit is None:
        return 0, 0
    if digit > 1 and len(words) > 1 and words[1] == "mươi":
        follows = len(words) > 2 and words[2] in _AFTER_TENS and words[2] not in ("năm", "không", "một")
        return (10 * digit + _AFTER_TENS[words[2]], 3) if follows else (10 * digit, 2)
    return digit, 1


def _read_decimals(words: Sequence[str], at: int) -> tuple[str, int]:
    """The decimals after "phẩy", told digit by digit or as one number ("phẩy không năm", "phẩy mười lăm")."""
    digits = ""
    end = at
    while end < len(words) and words[end] in _UNITS:
        digits += str(_UNITS[words[end]])
        end += 1
    value, used = _read_tens(words[at:])
    return (str(value), at + used) if used > 1 or value == 10 else (digits, end)
