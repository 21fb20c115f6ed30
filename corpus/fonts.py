"""Text set in a font from before Unicode: its letters as the font shows them, told by the font's name.

The names are those of the families that Vietnamese offices had: .VnTime and its like (TCVN3; those that end
in H show capitals), VNI-Times, VPS Times, VI Times (VISCII). A text that is Unicode already, under an old
font's name, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.legacy import from_tcvn3_font, from_vni
from corpus.syllables import is_syllable
from corpus.viscii import from_viscii, from_vps

Convert = Callable[[str], str]

_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}  # where Word keeps the signs of such fonts
_WORD = re.compile(r"[^\W_\d]+(?:[^\x00-@\[-`{-~\s][^\W_\d]*)*|[^\x00-~\s]+")
_SIGNS = frozenset("“”‘’–—…•·″«»\u00a0°²³±×¼½¾®©§¶\u00ad")


def _capitals(text: str) -> str:
    return from_tcvn3_font(text).upper()


_FAMILIES: tuple[tuple[re.Pattern[str], str, Convert], ...] = (
    (re.compile(r"vni(?![a-z])", re.IGNORECASE), "VNI", from_vni),
    (re.compile(r"vps(?![a-z])", re.IGNORECASE), "VPS", from_vps),
    (re.compile(r"viscii|vi[ _-](?=[a-z])", re.IGNORECASE), "VISCII", from_viscii),
    (re.compile(r"\.[Vv][Nn].*H(?:[ ,-]*(?:Bold|Italic))*$"), "TCVN3 capitals", _capitals),
    (re.compile(r"\.vn|tcvn", re.IGNORECASE), "TCVN3", from_tcvn3_font),
)
_CONVERT = {name: convert for _, name, convert in _FAMILIES}


def family_of(font: str) -> str:
    """The encoding of a font's letters by its name, "" where it is that of Unicode."""
    return next((name for pattern, name, _ in _FAMILIES if pattern.match(font.strip("'\" "))), "")


def read_in_family(text: str, family: str) -> str:
    """A text as a family of fonts shows it; a text that only Unicode explains as it is."""
    if family not in _CONVERT:
        return text
    codes = text.translate(_PRIVATE)
    if any(not _may_be_a_code(char) for char in codes):
        return text
    read = _CONVERT[family](codes)
    return text if _spells(codes) and not _spells(read) else read


def _may_be_a_code(char: str) -> bool:
    """Whether a sign can stand for a letter of a font: of Latin-1, or what Windows has in its free places."""
    if char <= "\xff":
        return True
    try:
        return len(char.encode("cp1252")) == 1
    except UnicodeEncodeError:
        return False


def _spells(text: str) -> bool:
    """Whether there are words beyond ASCII, and all of them are Vietnamese ones, capitals where they belong."""
    words = [word for word in _WORD.findall(text) if not word.isascii() and not _SIGNS.issuperset(word)]
    return bool(words) and all(is_syllable(w) and (w.islower() or w.isupper() or w[1:].islower()) for w in words)
