"""VISCII, VPS and VIQR: Vietnamese as mail and the programs of the nineties had it.

VISCII and VIQR are of RFC 1456; VPS (Vietnamese Professionals Society) was never registered. Both bytes
encodings have a place for each letter, the rarest capitals in those of control signs; VIQR writes marks
behind letters in ASCII: "Ho^` so+ tre^~ ha.n".
"""

from __future__ import annotations

import re
import unicodedata

from corpus.syllables import TONES

_VISCII_UPPER = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VPS_UPPER = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ\x91\x92ỀỂỄỐỒỔỖýỷỵỚỜỞ\xa0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺ\xdfàáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ"
)
_VPS_CONTROLS = {
    **dict(zip((2, 3, 4, 5, 6, *range(0x10, 0x16)), "ẠẬẶẸỆỊỌỘỢỤỰ", strict=True)),
    **{0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ"},
}
_VISCII = {**dict(zip(range(0x80, 0x100), _VISCII_UPPER, strict=True)), **_VISCII_CONTROLS}
_VPS = {**dict(zip(range(0x80, 0x100), _VPS_UPPER, strict=True)), **_VPS_CONTROLS, 0x91: "‘", 0x92: "’"}

# what Windows shows for bytes 0x80 to 0x9F, as the bytes
_WINDOWS_BYTES = {ord(sign): byte for byte in range(0x80, 0xA0) for sign in bytes([byte]).decode("cp1252", "ignore")}

_VIQR_MARKS = {
    **dict(zip("`?~'.", TONES, strict=True)),
    **{"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"},
}
# a hat goes only on the vowels that bear it; a tone comes behind it; a backslash keeps a sign what it is
_VIQR_LETTER = re.compile(
    r"\\(?P<kept>[\\`?~'.^(+*dD])|(?P<dd>dd|DD|Dd)|(?P<vowel>a[(^]?|o[+*^]?|e\^?|u[+*]?|[iy])(?P<tone>[`?~'.]?)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")


def read_viscii(data: bytes) -> str:
    """Bytes of VISCII 1.1."""
    return unicodedata.normalize("NFC", data.decode("latin-1").translate(_VISCII))


def read_vps(data: bytes) -> str:
    """Bytes of VPS."""
    return unicodedata.normalize("NFC", data.decode("latin-1").translate(_VPS))


def from_viscii(text: str) -> str:
    """Text whose letters stand where fonts of VISCII show them, in Unicode."""
    return unicodedata.normalize("NFC", text.translate(_WINDOWS_BYTES).translate(_VISCII))


def from_vps(text: str) -> str:
    """Text whose letters stand where fonts of VPS show them, in Unicode."""
    return unicodedata.normalize("NFC", text.translate(_WINDOWS_BYTES).translate(_VPS))


def from_viqr(text: str) -> str:
    """Text in VIQR with its letters as they are meant; markup is left as it is."""
    parts = re.split(f"({_TAG.pattern})", text)
    return "".join(part if i % 2 else _VIQR_LETTER.sub(_read_viqr, part) for i, part in enumerate(parts))


def _read_viqr(match: re.Match[str]) -> str:
    if match["kept"]:
        return match["kept"]
    if match["dd"]:
        return "Đ" if match["dd"][0] == "D" else "đ"
    letter = match["vowel"][0] + "".join(_VIQR_MARKS[sign] for sign in match["vowel"][1:] + match["tone"])
    return unicodedata.normalize("NFC", letter)
