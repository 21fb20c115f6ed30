"""Text in the bytes of the encodings before Unicode."""

from __future__ import annotations

import unicodedata

from corpus import legacy, viscii


def to_tcvn3(text: str) -> bytes:
    """As .VnTime shows it: capitals with a tone are small letters there."""
    places = {letter: place for place, letter in legacy._TCVN3.items()}
    return bytes(
        places.get(char, places.get(char.lower(), ord(char) if ord(char) < 0x80 else ord("?"))) for char in text
    )


def to_viscii(text: str) -> bytes:
    """As VISCII has it, the capitals in the places of control signs included."""
    return _by_table(text, viscii._VISCII)


def to_vps(text: str) -> bytes:
    """As VPS has it."""
    return _by_table(text, viscii._VPS)


def _by_table(text: str, table: dict[int, str]) -> bytes:
    places = {letter: place for place, letter in table.items()}
    return bytes(places.get(char, ord(char) if ord(char) < 0x80 else ord("?")) for char in text)


def to_viqr(text: str) -> bytes:
    """As VIQR writes it: marks behind letters, a backslash before a sign that is none."""
    signs = {mark: sign for sign, mark in viscii._VIQR_MARKS.items() if sign != "*"}
    told = ""
    for char in text:
        first, *marks = unicodedata.normalize("NFD", char)
        marks.sort(key=lambda mark: mark in "\u0300\u0301\u0303\u0309\u0323")  # hats come before tones
        if char in "`?~'.^(+*\\" and (not told or told[-1] in "\\aeiouyAEIOUY^(+"):
            told += "\\" + char
        elif char in "đĐ":
            told += "dd" if char == "đ" else "DD"
        else:
            told += first + "".join(signs.get(mark, "?") for mark in marks)
    return told.encode("ascii", "replace")
