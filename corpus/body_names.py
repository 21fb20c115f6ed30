"""Names of bodies set in capitals, in ordinary writing: "CỤC THỐNG KÊ TỈNH AN KHÊ" → "Cục Thống kê tỉnh An Khê".

By Nghị định 30/2020/NĐ-CP, Phụ lục II, mục IV: the first syllable of the kind of body and that of each
field of its work are capitals, and all syllables of a place's name. The words are kinds of bodies and of
units that the law knows; no place's name stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.provinces import write_name
from corpus.syllables import is_syllable

# kinds as they are written, the longer before those that they begin with
_KINDS = (
    *("Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Đoàn đại biểu Quốc hội"),
    *("Ủy ban Mặt trận Tổ quốc", "Uỷ ban Mặt trận Tổ quốc", "Viện kiểm sát nhân dân", "Tòa án nhân dân"),
    *("Bảo hiểm xã hội", "Bộ Chỉ huy", "Bộ Tư lệnh", "Tổng cục", "Chi cục", "Cục", "Sở", "Phòng", "Ban"),
    *("Văn phòng", "Thanh tra", "Công an", "Kho bạc", "Ngân hàng", "Viện", "Trung tâm", "Trường", "Bệnh viện"),
    *("Đài", "Liên đoàn", "Hội đồng", "Hội", "Quỹ", "Tổng công ty", "Công ty", "Bộ", "Ủy ban", "Uỷ ban"),
    *("Đảng bộ", "Đảng ủy", "Chi bộ", "Trạm Y tế", "Hạt Kiểm lâm"),
)
_PARTY = ("Tỉnh ủy", "Thành ủy", "Quận ủy", "Huyện ủy", "Thị ủy", "Tỉnh đoàn", "Thành đoàn", "Huyện đoàn")
# fields whose later syllables are capitals, too, as their bodies write them
_OWN_CAPITALS = (
    *("Việt Nam", "Nhà nước", "Quốc hội", "Công Thương", "Tổ quốc", "Liên hiệp Phụ nữ", "Trung ương"),
    *("Quân sự", "Biên phòng", "Chấp hành Đảng bộ"),
)
_LEVEL = r"tỉnh|thành phố|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu"
_KIND_AT = re.compile(rf"(?:{'|'.join(kind.lower() for kind in _KINDS)})(?!\w)")
_PARTY_AT = re.compile(rf"(?:{'|'.join(kind.lower() for kind in _PARTY)})(?!\w)")
_PLACE_AT = re.compile(rf"(?<!\w)(?:(?:cấp )?(?:{_LEVEL})|tp\.?|tx\.?)(?!\w)")
# what bodies without a word for a level are called, before the name of a place or a person
_SCHOOL = (
    r"thpt|thcs|ptdtnt|ptdtbt|trung học phổ thông|trung học cơ sở|tiểu học|mầm non|mẫu giáo"
    r"|phổ thông dân tộc (?:nội|bán) trú"
)
_CALLED_AT = re.compile(
    rf"(?<!\w)(?:(?:{_SCHOOL})(?:(?: và)? (?:{_SCHOOL})| chuyên| liên cấp| tư thục| dân lập| số \d+)*"
    r"|đa khoa(?: khu vực)?|trạm y tế|hạt kiểm lâm|(?<=thuế )khu vực)\s+(?=\w)"
)
_MOST_CALLED = 4  # words of such a name
_PARTS = re.compile(r"(\s*,\s*|\s+[-–]\s+|\s+và\s+)")
_LOWER_FIELD = re.compile(r"(?:các|những|của|thuộc|trực thuộc|số|khu vực)(?!\w)")
_ROMAN = re.compile(r"[ivx]+")
_COUNTED = frozenset({"vực", "khóa", "số", "vùng", "khu", "hạng"})


def write_body(capitals: str, lines: Iterable[str] = ()) -> str:
    """A body's name in ordinary writing: as the text (`lines`) writes it where that has the capitals it needs."""
    written = _write(" ".join(capitals.split()))
    written = written[:1].upper() + written[1:]
    lines = list(lines)
    written = _raise_told(written, lines)
    same = re.compile(rf"(?<!\w){re.escape(capitals)}(?!\w)", re.IGNORECASE)
    for line in lines:
        match = same.search(line)
        if match and not match.group().isupper() and _count_capitals(match.group()) >= _count_capitals(written):
            return match.group()[:1].upper() + match.group()[1:]
    return written


def _raise_told(written: str, lines: Sequence[str]) -> str:
    """A place's name at the end as the text writes it, where that names it as a place ("tại Phú Khê")."""
    words = written.split(" ")
    for count in range(min(_MOST_CALLED, len(words) - 2), 1, -1):
        tail = " ".join(words[-count:])
        name = " ".join(word.capitalize() for word in words[-count:])
        told = re.compile(rf"(?<!\w)(?:(?i:{_LEVEL}|tại|ở|địa bàn) {re.escape(name)}(?!\w)|{re.escape(name)}, ngày)")
        if tail == tail.lower() and any(map(told.search, lines)):
            return " ".join([*words[:-count], name])
    return written


def _count_capitals(text: str) -> int:
    return sum(word[:1].isupper() for word in text.split())


def _write(capitals: str) -> str:
    """The kind, the field of its work, then the place."""
    lowered = capitals.lower()
    if party := _PARTY_AT.match(lowered):
        return f"{_capital(party.group())}{_write_place(capitals[party.end() :])}"
    place = next((match for match in _PLACE_AT.finditer(lowered) if _ends_body(lowered, match.end())), None)
    head, tail = (capitals[: place.start()], capitals[place.start() :]) if place else (capitals, "")
    called = _find_called(head.lower())
    parts = _PARTS.split(head[:called].lower())
    told = "".join(part if i % 2 else _write_part(part) for i, part in enumerate(parts))
    told += _capital(write_name(head[called:].rstrip(" ,"))) + head[len(head.rstrip(" ,")) :] if head[called:] else ""
    spoken = place.group() if place else ""
    return _restore(capitals, told) + _restore(tail, spoken) + _write_place(tail[len(spoken) :])


def _find_called(lowered: str) -> int:
    """Where the name begins that a school or its like bears behind its kind; the end where it bears none."""
    last = max(_CALLED_AT.finditer(lowered), key=lambda match: match.end(), default=None)
    rest = lowered[last.end() :].strip(" ,") if last else ""
    fits = 0 < len(rest.split()) <= _MOST_CALLED and not _LOWER_FIELD.match(rest) and not _PARTS.search(rest)
    return last.end() if last and fits else len(lowered)


def _ends_body(lowered: str, end: int) -> bool:
    """Whether a word for a level stands before a place, not another body's name ("thành phố" before "ủy")."""
    return re.match(r"\s+(?:ủy|đoàn)(?!\w)", lowered[end:]) is None


def _write_part(part: str) -> str:
    """A kind with the field behind it, or a field."""
    kind = _KIND_AT.match(part)
    if kind is None:
        return part if _LOWER_FIELD.match(part) else _capital(part)
    spelled = next(name for name in _KINDS if name.lower() == kind.group())
    rest = part[kind.end() :]
    field = rest.lstrip()
    gap = rest[: len(rest) - len(field)]
    return spelled + gap + _write_part(field) if field else spelled + gap


def _capital(text: str) -> str:
    told = text[:1].upper() + text[1:]
    for name in (*_OWN_CAPITALS, *_PARTY):
        told = re.sub(rf"(?<!\w){name}(?!\w)", name, told, flags=re.IGNORECASE)
    return told


def _restore(capitals: str, told: str) -> str:
    """The words that are no syllables (UBND, QLDA) and Roman numbers in capitals again."""
    before = ""
    words = []
    for word in told.split(" "):
        bare = word.strip("(),.")
        roman = _ROMAN.fullmatch(bare.lower()) is not None and before in _COUNTED
        odd = bare.isalpha() and not is_syllable(bare) and bare.upper() in capitals
        words.append(word.upper() if roman or odd else word)
        before = bare.lower()
    return " ".join(words)


def _write_place(text: str) -> str:
    """The name of a place, with that of the one that it lies in ("XÃ PHÚ AN, HUYỆN PHÚ KHÊ")."""
    parts = re.split(rf"((?<!\w)(?:{_LEVEL})(?!\w))", text, flags=re.IGNORECASE)
    return "".join(part.lower() if i % 2 else _write_words(part) for i, part in enumerate(parts))


def _write_words(part: str) -> str:
    bare = part.strip()
    return part.replace(bare, write_name(bare)) if bare else part
