"""Vietnamese as it was written before Unicode: fonts that keep its letters in the places of Latin-1.

TCVN3 (ABC, the .VnTime fonts) is TCVN 5712:1993 without its toned capitals; VN1 of the same standard
has them below 0xA0. VNI writes a letter, then its mark. Nothing in a file says which it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from corpus.syllables import TONES

# TCVN3: the letters without a tone, then each vowel's five tones in the order of TONES
_TCVN3_CAPITALS = dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))
_TCVN3_LETTERS = dict(zip("¨©ª«¬\u00ad®", "ăâêôơưđ", strict=True))
_TCVN3_TONED = {
    "a": "µ¶·¸¹",
    "ă": "»¼½¾Æ",
    "â": "ÇÈÉÊË",
    "e": "ÌÎÏÐÑ",
    "ê": "ÒÓÔÕÖ",
    "i": "×ØÜÝÞ",
    "o": "ßáâãä",
    "ô": "åæçèé",
    "ơ": "êëìíî",
    "u": "ïñòóô",
    "ư": "õö÷øù",
    "y": "úûüýþ",
}
# VN1: toned capitals in places that fonts of TCVN3 leave free, and in those of control signs
_VN1_CAPITALS = dict(zip("¯º¿ÀÁÂÃÄÅÍÙÚÛàðÿ", "ẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐ", strict=True))
_VN1_CONTROLS = {
    **dict(zip(range(0x80, 0xA0), "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ", strict=True)),
    **dict(zip((1, 2, 4, 5, 6, *range(0x11, 0x18)), "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True)),
}
# VNI: letters of their own, and marks that follow a, e, o, ô (ơ), u, ö (ư), y
_VNI_LETTERS = dict(zip("ñíìæóòôöî", "đíìỉĩịơưỵ", strict=True))
_VNI_MARKS = {
    **dict(zip("øûõùï", TONES, strict=True)),
    "â": "\u0302",
    **{mark: "\u0302" + tone for mark, tone in zip("àåãáä", TONES, strict=True)},
    "ê": "\u0306",
    **{mark: "\u0306" + tone for mark, tone in zip("èúüéë", TONES, strict=True)},
}
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")


def from_tcvn3(text: str) -> str:
    """Text whose letters stand where TCVN3 fonts (.VnTime) show them, in Unicode.

    Capitals with a tone have no place in TCVN3: they were small letters in a font of capitals. In a word
    of capitals, and in a line of them, they are made capitals again.
    """
    return _lines_from(text, _TCVN3)


def from_tcvn3_font(text: str) -> str:
    """The same of a font that is known: the letters in places of toned capitals, which it has not, stay."""
    return _lines_from(text, _TCVN3_FONT)


def _lines_from(text: str, table: dict[int, str]) -> str:
    plain = unicodedata.normalize("NFC", text.translate(table))
    lines = plain.splitlines(keepends=True)
    return "".join(map(_raise_capitals, lines))


def from_vni(text: str) -> str:
    """Text whose letters stand where VNI fonts (VNI-Times) show them, in Unicode."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_read_vni, text))


def read_cp1258(data: bytes) -> str | None:
    """Bytes of Windows-1258, whose tones follow their letters; None where it has no such byte."""
    try:
        return unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None


def read_vn1(data: bytes) -> str:
    """Bytes of TCVN 5712:1993 VN1, toned capitals and all."""
    return unicodedata.normalize("NFC", data.decode("latin-1").translate(_TCVN3 | _VN1_CONTROLS))


def _through(convert: Callable[[str], str]) -> Callable[[bytes], str]:
    """Bytes as the letters of Latin-1 (the quotation marks of Windows below them), then converted."""

    def read(data: bytes) -> str:
        return convert(data.decode("latin-1").translate(_WINDOWS_SIGNS))

    return read


def _read_vni(match: re.Match[str]) -> str:
    base, mark = match[1] or match[3], match[2]
    letter = _VNI_LETTERS.get(base.lower(), base.lower())
    letter += _VNI_MARKS[mark.lower()] if mark else ""
    return letter.upper() if base.isupper() else letter


def _raise_capitals(line: str) -> str:
    letters = [char for char in line if char.isalpha() and char.isascii()]
    if all(map(str.isupper, letters)) and sum(map(_capitals_marred, _WORD.findall(line))) > 1:
        return line.upper()
    return _WORD.sub(lambda m: m[0].upper() if _is_capitals(m[0]) else m[0], line)


def _capitals_marred(word: str) -> int:
    """How many capitals a word has beside letters that have no capital in TCVN3: "CộNG" 3, "Số" 1, "SNV" none."""
    return sum(char.isupper() for char in word) if any(char in _UNRAISED for char in word) else 0


def _is_capitals(word: str) -> bool:
    """Capitals but for small letters that have no capital in TCVN3: "HOà"."""
    return any(char.isupper() for char in word[1:]) and all(char.isupper() or char in _UNRAISED for char in word)


def _tcvn3_table() -> dict[int, str]:
    letters = {**_TCVN3_CAPITALS, **_TCVN3_LETTERS, **_VN1_CAPITALS}
    table = {ord(char): letter for char, letter in letters.items()}
    for vowel, places in _TCVN3_TONED.items():
        for place, tone in zip(places, TONES, strict=True):
            table[ord(place)] = unicodedata.normalize("NFC", vowel + tone)
    return table


_TCVN3 = _tcvn3_table()
_TCVN3_FONT = {code: letter for code, letter in _TCVN3.items() if chr(code) not in _VN1_CAPITALS}
_UNRAISED = frozenset(unicodedata.normalize("NFC", v + tone) for v in _TCVN3_TONED for tone in TONES)
_VNI_SIGNS = "".join(_VNI_MARKS)
_VNI_SINGLE = "".join(_VNI_LETTERS)
_VNI_PAIR = re.compile(
    rf"([aeouyôöAEOUYÔÖ])([{_VNI_SIGNS}{_VNI_SIGNS.upper()}])|([{_VNI_SINGLE}{_VNI_SINGLE.upper()}])"
)
_WINDOWS_SIGNS = {byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}
read_tcvn3 = _through(from_tcvn3)
read_vni = _through(from_vni)
