"""The text of a file in whatever encoding it was saved: Unicode, cp1258, or what came before Unicode.

TCVN3 (ABC, the .VnTime fonts) and VNI keep Vietnamese letters in the places of Latin-1; nothing in a
file says so. What is no Unicode is decoded each way, and the decoding that gives the most syllables of
Vietnamese (TCVN 5712:1993 and VNI's tables; spelling by its onsets and rhymes) is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from corpus.errors import ReadingError
from corpus.syllables import TONES, is_syllable

# TCVN3: the letters without a tone, then each vowel's five tones in the order above
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
# VNI: letters of their own, and marks that follow a, e, o, ô (ơ), u, ö (ư), y
_VNI_LETTERS = dict(zip("ñíìæóòôöî", "đíìỉĩịơưỵ", strict=True))
_VNI_MARKS = {
    **dict(zip("øûõùï", TONES, strict=True)),
    "â": "\u0302",
    **{mark: "\u0302" + tone for mark, tone in zip("àåãáä", TONES, strict=True)},
    "ê": "\u0306",
    **{mark: "\u0306" + tone for mark, tone in zip("èúüéë", TONES, strict=True)},
}
_FREQUENT_WORDS = (
    "và của các được trong năm là có cho người không một với đã này công việc hành chính tỉnh số hồ sơ thủ tục "
    "quả giải quyết kết hạn tỷ lệ điểm đạt đơn vị huyện xã sở cải cách nội dung đến từ thực hiện tại về ủy ban nhân "
    "dân tổ chức bộ quyền định chỉ hài lòng sự phục vụ cơ quan nhà nước đánh giá cộng hòa hội chủ nghĩa độc lập tự do "
    "hạnh phúc báo cáo lĩnh vực thành phố thị tiếp nhận trước đúng quá tổng"
)
_FREQUENT = frozenset(_FREQUENT_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_MUTE = "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1c\x1d\x1e\x1f"
_SHORTEST_UTF16 = 16  # bytes: below that a nought or two say nothing
_ENOUGH = 0.4  # of the words with letters beyond ASCII: less and no decoding is believed


def decode(data: bytes, path: Path) -> str:
    """The text of a file in NFC; `ReadingError` where it is empty, no text, or in no known encoding."""
    if not data.strip():
        raise ReadingError(f"Tệp “{path}” trống, không có gì để nạp.")
    text = _decode_unicode(data)
    if text is None and not _is_binary(data):
        text = _decode_legacy(data)
    if text is None and not _is_binary(data):
        told = f"Tệp “{path}” không phải văn bản Unicode hay bảng mã tiếng Việt cũ (cp1258, TCVN3, VNI)"
        raise ReadingError(f"{told}; hãy lưu lại dưới dạng UTF-8 rồi nạp lại.")
    if text is None or _is_binary(text.encode("utf-8", "replace")):
        raise ReadingError(f"Tệp “{path}” không phải văn bản (Unicode hay bảng mã cũ); hãy kiểm tra lại loại tệp.")
    if not text.strip():
        raise ReadingError(f"Tệp “{path}” trống, không có gì để nạp.")
    return unicodedata.normalize("NFC", text)


def from_tcvn3(text: str) -> str:
    """Text whose letters stand where TCVN3 fonts (.VnTime) show them, in Unicode.

    Capitals with a tone have no place in TCVN3: they were small letters in a font of capitals. In a word
    of capitals, and in a line of them, they are made capitals again.
    """
    plain = unicodedata.normalize("NFC", text.translate(_TCVN3))
    lines = plain.splitlines(keepends=True)
    return "".join(map(_raise_capitals, lines))


def from_vni(text: str) -> str:
    """Text whose letters stand where VNI fonts (VNI-Times) show them, in Unicode."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(_read_vni, text))


def _decode_unicode(data: bytes) -> str | None:
    """The text where the bytes are Unicode: by their mark, by the noughts of UTF-16, or as strict UTF-8."""
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        encodings = ["utf-32"]
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = [*_guess_utf16(data), "utf-8-sig"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _guess_utf16(data: bytes) -> list[str]:
    """UTF-16 without its mark: spaces, digits and line ends have nought for one of their two bytes."""
    if len(data) % 2 or len(data) < _SHORTEST_UTF16 or b"\0" not in data:
        return []
    low, high = (sum(1 for unit in data[side::2] if unit == 0) for side in (0, 1))
    if max(low, high) < len(data) / 8:
        return []
    if high > 4 * low:
        return ["utf-16-le"]
    return ["utf-16-be"] if low > 4 * high else []


def _decode_legacy(data: bytes) -> str | None:
    """The decoding that gives the most Vietnamese; None where none gives enough."""
    best, most = None, 0.0
    for read in (_from_cp1258, _bytes_from_tcvn3, _bytes_from_vni):
        text = read(data)
        words = [] if text is None else [word for word in _WORD.findall(text) if not word.isascii()]
        if text is not None and not words:
            return _from_cp1258(data)  # nothing beyond ASCII but quotation marks and dashes
        score = sum(map(_weigh, words)) / len(words) if words else 0.0
        if text is not None and score > most and score >= _ENOUGH:
            best, most = text, score
    return best


def _weigh(word: str) -> float:
    if not is_syllable(word) or not (word.islower() or word.isupper() or word[1:].islower()):
        return -1.0
    return 1.5 if unicodedata.normalize("NFC", word.lower()) in _FREQUENT else 1.0


def _from_cp1258(data: bytes) -> str | None:
    try:
        return unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None


def _legacy(convert: Callable[[str], str]) -> Callable[[bytes], str]:
    """Bytes as the letters of Latin-1 (the quotation marks of Windows below them), then converted."""

    def read(data: bytes) -> str:
        latin = "".join(
            bytes([byte]).decode("cp1252", "replace") if 0x80 <= byte < 0xA0 else chr(byte) for byte in data
        )
        return convert(latin)

    return read


def _read_vni(match: re.Match[str]) -> str:
    base, mark = match[1] or match[3], match[2]
    letter = _VNI_LETTERS.get(base.lower(), base.lower())
    letter += _VNI_MARKS[mark.lower()] if mark else ""
    return letter.upper() if base.isupper() else letter


def _raise_capitals(line: str) -> str:
    letters = [char for char in line if char.isalpha()]
    if sum(char.isascii() and char.isupper() for char in letters) > 1 and not any(
        char.isascii() and char.islower() for char in letters
    ):
        return line.upper()
    return _WORD.sub(lambda m: m[0].upper() if _is_capitals(m[0]) else m[0], line)


def _is_capitals(word: str) -> bool:
    """Capitals but for small letters that have no capital in TCVN3: "HOà"."""
    return any(char.isupper() for char in word[1:]) and all(char.isupper() or char in _UNRAISED for char in word)


def _is_binary(data: bytes) -> bool:
    """Whether control characters stand where text has none."""
    sample = data[:65536]
    mute = sum(sample.count(char.encode()) for char in _MUTE)
    return b"\0" in sample or mute > len(sample) / 100


def _tcvn3_table() -> dict[int, str]:
    table = {ord(char): letter for char, letter in {**_TCVN3_CAPITALS, **_TCVN3_LETTERS}.items()}
    for vowel, places in _TCVN3_TONED.items():
        for place, tone in zip(places, TONES, strict=True):
            table[ord(place)] = unicodedata.normalize("NFC", vowel + tone)
    return table


_TCVN3 = _tcvn3_table()
_UNRAISED = frozenset(letter for place, letter in _TCVN3.items() if place > 0xAE)
_VNI_SIGNS = "".join(_VNI_MARKS)
_VNI_SINGLE = "".join(_VNI_LETTERS)
_VNI_PAIR = re.compile(
    rf"([aeouyôöAEOUYÔÖ])([{_VNI_SIGNS}{_VNI_SIGNS.upper()}])|([{_VNI_SINGLE}{_VNI_SINGLE.upper()}])"
)
_bytes_from_tcvn3 = _legacy(from_tcvn3)
_bytes_from_vni = _legacy(from_vni)
