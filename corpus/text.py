"""Vietnamese text: one form of Unicode, folding of diacritics, syllables and sentences."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SYLLABLE = re.compile(r"\w+", re.UNICODE)
_SPACE = re.compile(r"[ \t\u00a0]+")
_SENTENCE_END = re.compile(r"(?<=[.!?;…])\s+(?=[\"“(]?[A-ZÀ-ỸĐ0-9+-])")
# an abbreviation or a list number before the full stop does not end a sentence
_NO_END = re.compile(r"(?:^|\s)(?:TP|TX|TT|Tp|Tx|ThS|TS|GS|PGS|Th|Tr|\d{1,2}|[IVX]+|[a-zđA-ZĐ])\.$")
_LABEL = 200  # characters


def normalise(text: str) -> str:
    """Unicode NFC with plain spaces: the form in which all text is kept."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Lower case without diacritics (Đ as d): "Trễ Hạn" → "tre han"."""
    return _fold_label(text) if len(text) <= _LABEL else _fold(text)


@lru_cache(maxsize=8192)
def _fold_label(text: str) -> str:
    """Labels come back with each figure of a table: folded once."""
    return _fold(text)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def syllables(text: str) -> list[str]:
    """The folded syllables (and numbers) of a text in order."""
    return _SYLLABLE.findall(fold(text))


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; a clause closed by a semicolon counts as one."""
    found: list[str] = []
    for piece in _SENTENCE_END.split(text):
        if found and _NO_END.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece.strip():
            found.append(piece.strip())
    return found
