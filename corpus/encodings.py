"""The text of a file in whatever encoding it was saved: Unicode, cp1258, or what came before Unicode.

What is no Unicode is decoded each way, and the decoding that gives the most syllables of Vietnamese is
taken, if it gives them nearly everywhere: a text in two encodings, or in none, is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from corpus.errors import ReadingError
from corpus.legacy import from_tcvn3, from_vni, read_cp1258, read_tcvn3, read_vn1, read_vni
from corpus.syllables import TONES, is_frequent, is_syllable
from corpus.viscii import from_viqr, read_viscii, read_vps

Reading = Callable[[bytes], str | None]

_USUAL: tuple[Reading, ...] = (read_cp1258, read_tcvn3, read_vn1, read_vni)
_RARE: tuple[Reading, ...] = (read_viscii, read_vps)
_READINGS = (*_USUAL, *_RARE)
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036f\u1e00-\u1eff\u2123-\uffff]")  # no letters of Latin-1
_TYPOGRAPHIC = "“”‘’–—…•·′″«»\u00a0≤≥©°²³±×¼½¾"  # that stand between words in any encoding
# runs of letters with the signs among them: "ph¶i" is one word, of which a wrong decoding makes no syllable
_PIECE = re.compile(r"[^\x00-@\[-`{-\x7f\s\d“”‘’–—…•]+")
_ASCII_WORD = re.compile(r"[A-Za-z][A-Za-z`?~'.^(+*\\]*")
_HATS = frozenset(unicodedata.normalize("NFC", base + tone) for base in "ăâêôơư" for tone in ("", *TONES)) | {"đ"}
_ABBREVIATION = re.compile(r"[A-ZĐÂÊÔĂƠƯ]{2,6}")  # "QĐ", "HĐND"
_WESTERN = re.compile(r"[A-Za-z]?[a-z]*[éèêëàâäçùûüîïôöñ][a-zéèêëàâäçùûüîïôöñ]*|[A-ZÉÀ]['’]?[a-zé]+")
_MUTE = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1c\x1d\x1e\x1f"
_SHORTEST_UTF16 = 16  # bytes: below that a nought or two say nothing
_WEIGHED = 200_000  # bytes of a file by which its encoding is told
_ENOUGH = 0.4  # score of all words together: less and no decoding is believed
_RIGHT = 0.8  # share of words that must be Vietnamese where there are many
_MANY = 20  # words
_SEVERAL = 5  # words of a line that no mishap explains
_CLEARER = 0.5  # by which a rare encoding must be the better reading, in a text of some length
_HATTED = 0.2  # share of these whose mark is no full stop and the like
_ASCII_MARKED = 0.3  # share of words with marks behind their letters, in a text that is all ASCII
_WRONG = 0.5  # share of a line's words: more and it is in another encoding
_WRONG_RARE = 0.25  # VISCII and VPS have many letters in the same places
_MASKED = 0.9  # share of words that only the letters of a font explain, in a text that is Unicode already


def decode(data: bytes, path: Path) -> str:
    """The text of a file in NFC; `ReadingError` where it is empty, no text, or in no known encoding."""
    if not data.strip():
        raise ReadingError(f"Tệp “{path}” trống, không có gì để nạp.")
    text = _decode_unicode(data)
    if text is not None:
        text = _unmask(text)
    elif not _is_binary(data):
        text = _decode_legacy(data)
        if text is None or _is_mixed(data):
            told = (
                f"Tệp “{path}” không phải văn bản Unicode hay bảng mã tiếng Việt cũ (cp1258, TCVN3, VNI, VISCII, VPS)"
            )
            more = " hoặc trộn nhiều bảng mã" if _is_mixed(data) else ""
            raise ReadingError(f"{told}{more}; hãy lưu lại dưới dạng UTF-8 rồi nạp lại.")
    if text is None or _is_binary(text.encode("utf-8", "replace")):
        raise ReadingError(f"Tệp “{path}” không phải văn bản (Unicode hay bảng mã cũ); hãy kiểm tra lại loại tệp.")
    if not text.strip():
        raise ReadingError(f"Tệp “{path}” trống, không có gì để nạp.")
    return unicodedata.normalize("NFC", text)


def peek(data: bytes) -> str | None:
    """The beginning of a text, good enough to tell its signs by; None where the bytes are no text."""
    for encoding in _unicode_encodings(data):
        text = data.decode(encoding, "ignore")
        if encoding != "utf-8-sig":
            return None if _is_binary(text.encode("utf-8", "replace")) else text
    return None if _is_binary(data) else data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _decode_unicode(data: bytes) -> str | None:
    """The text where the bytes are Unicode: by their mark, by the noughts of UTF-16, or as strict UTF-8."""
    for encoding in _unicode_encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _unicode_encodings(data: bytes) -> list[str]:
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        return ["utf-32"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ["utf-16"]
    return [*_guess_utf16(data), "utf-8-sig"]


def _guess_utf16(data: bytes) -> list[str]:
    """UTF-16 without its mark: spaces, digits and line ends have nought for one of their two bytes."""
    if len(data) % 2 or len(data) < _SHORTEST_UTF16 or b"\0" not in data:
        return []
    low, high = (data[side::2].count(0) for side in (0, 1))
    if max(low, high) < len(data) / 8:
        return []
    if high > 4 * low:
        return ["utf-16-le"]
    return ["utf-16-be"] if low > 4 * high else []


def _decode_legacy(data: bytes) -> str | None:
    """The text by the reading that gives the most Vietnamese; None where none gives enough all through."""
    best = _find_reading(data[:_WEIGHED])
    if best is None:
        return _decode_western(data)
    text = best(data)
    return None if _weigh(text) is None or _has_foreign_lines(data, best) else text


def _find_reading(sample: bytes) -> Reading | None:
    """The best of the usual readings, or a rare one that is by far the better over many words."""
    usual = max(((_weigh(read(sample)) or 0.0, read) for read in _USUAL), key=lambda pair: pair[0])
    rare = max(((_weigh(read(sample)) or 0.0, read) for read in _RARE), key=lambda pair: pair[0])
    enough = len(_pieces(rare[1](sample) or "")) >= _MANY
    weight, best = rare if enough and rare[0] > usual[0] + _CLEARER else usual
    return best if weight else None


def _has_foreign_lines(data: bytes, read: Reading) -> bool:
    """Whether some lines are in another encoding than the rest."""
    others = [other for other in _READINGS if other is not read]
    for line in data.splitlines():
        if line.isascii():
            continue
        words = _pieces(read(line) or "")
        wrong = sum(_weigh_word(word) < 0 for word in words)
        most = _WRONG_RARE if read in _RARE else _WRONG
        if wrong >= _SEVERAL and wrong > len(words) * most and any(_weigh(other(line)) for other in others):
            return True
    return False


def _weigh(text: str | None) -> float | None:
    """How Vietnamese the words beyond ASCII are, from -1 to 2; None where they are not enough so."""
    weights = list(map(_weigh_word, _pieces(text or "")))
    if not weights:
        return None
    score = sum(weights) / len(weights)
    right = sum(weight > 0 for weight in weights) / len(weights)
    return None if score < _ENOUGH or (len(weights) >= _MANY and right < _RIGHT) else score


def _pieces(text: str) -> list[str]:
    """The words that were written beyond ASCII."""
    found = (piece.strip(_TYPOGRAPHIC) for piece in _PIECE.findall(text))
    return [piece for piece in found if not piece.isascii()]


@lru_cache(maxsize=20_000)
def _weigh_word(word: str) -> float:
    if not is_syllable(word):
        return 0.5 if _ABBREVIATION.fullmatch(word) else -1.0
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return -1.0
    return 2.0 if is_frequent(word) else 1.0


def _decode_western(data: bytes) -> str | None:
    """A text with no word of Vietnamese but few and plain ones of French or its like, and Windows' signs."""
    text = data.decode("cp1252", "replace")
    words = _pieces(text)
    few = len(words) <= len(text.split()) * 0.4
    return text if few and all(map(_WESTERN.fullmatch, words)) else None


def _is_mixed(data: bytes) -> bool:
    """Whether a file that is not UTF-8 has lines that can be nothing else."""
    return any(not line.isascii() and _is_utf8(line) for line in data.splitlines())


def _is_utf8(line: bytes) -> bool:
    try:
        return len(line.decode("utf-8")) > 0
    except UnicodeDecodeError:
        return False


def _unmask(text: str) -> str:
    """A text of letters that only the fonts before Unicode explain ("Tªn ®¬n vÞ"), as it was meant.

    So it comes out of programs that know nothing of fonts. Anything less than certain stays as it is.
    """
    sample = text[:_WEIGHED]
    words = _pieces(sample)
    if not words:
        return from_viqr(text) if _is_viqr(sample) else text
    if len(words) < _MANY or sum(map(is_syllable, words)) > len(words) / 2 or _UNICODE_ONLY.search(sample):
        return text
    for convert in (from_tcvn3, from_vni):
        told = _pieces(convert(sample))
        if told and sum(_weigh_word(word) > 0 for word in told) >= _MASKED * len(told):
            return convert(text)
    return text


def _is_viqr(sample: str) -> bool:
    """Whether words of ASCII are Vietnamese once the signs behind their letters are marks, and many of them."""
    told = _pieces(from_viqr(sample))
    words = len(_ASCII_WORD.findall(sample))
    marked = len(told) >= max(_MANY, _ASCII_MARKED * words)
    hats = sum(bool(_HATS & set(word.lower())) for word in told)
    return marked and hats >= _HATTED * len(told) and sum(_weigh_word(word) > 0 for word in told) >= _MASKED * len(told)


def _is_binary(data: bytes) -> bool:
    """Whether control characters stand where text has none."""
    sample = data[:65536]
    mute = sum(sample.count(char.encode()) for char in _MUTE)
    return b"\0" in sample or mute > len(sample) / 100
