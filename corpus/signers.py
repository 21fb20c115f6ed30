"""Who signed a document: the name below the position, on the right of those who receive it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.body_names import write_body
from corpus.names import is_unit

_AUTHORITY = r"(?:(?:KT|TM|TL|TUQ|Q|K/T|T/M|T/L)\.?\s+)"
_OFFICE = (
    r"(?:QUYỀN\s+)?(?:PH[ÓO]\s+)?(?:TỔNG\s+)?(?:GIÁM ĐỐC|CHỦ TỊCH|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TRƯỞNG|THỦ TƯỚNG|BÍ THƯ"
    r"|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CHI CỤC TRƯỞNG|CHI HUY TRƯỞNG|CHỈ HUY TRƯỞNG|ĐỘI TRƯỞNG"
    r"|TỔ TRƯỞNG|TRƯỞNG|CHÁNH|CHỦ NHIỆM|CHỦ TỌA|CHỦ TOẠ|CHỦ TRÌ|CHÁNH ÁN|TỔNG CỤC TRƯỞNG)(?!\w)"
)
_POSITION = re.compile(rf"{_AUTHORITY}?{_OFFICE}.*|{_AUTHORITY}.+")
_OWN_POSITION = re.compile(rf"{_OFFICE}.*")
# whom the copies go to, and what stands on the right of it
_BESIDE = re.compile(
    r"(?P<left>(?:nơi nhận\s*[:.]?|[-–+•].*[;.:,]|.*\blưu\b.*[;.]))\s*"
    rf"(?P<right>{_AUTHORITY}?{_OFFICE}.*|{_AUTHORITY}.+)",
    re.IGNORECASE,
)
_RECEIVER = re.compile(r"[-–+•]|.*\b[Ll]ưu\b")
_MAY_PART = re.compile(r"(?<=[;.,:)\w])\s+")
_TITLES = re.compile(r"(?:(?:GS|PGS|TS|ThS|BS|KS|Ths|CN|LS|NGND|NGƯT)\.?\s*)+(?=\S)")
_SENIORITY = re.compile(r"^(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy)\s+", re.IGNORECASE)
_MOST_WORDS = 5  # of a name, two names side by side have more


def read_signer(closing: Iterable[str]) -> tuple[str, str]:
    """The signer's name and position, "" where the lines that close a document name none for certain."""
    lines = [part for line in closing for each in line.split("\n") for part in _part_columns(each.strip("* "))]
    for i, line in enumerate(lines):
        if not _is_position(line):
            continue
        position = line
        for name in lines[i + 1 :]:
            if _is_position(name):
                position = name  # "PHÓ GIÁM ĐỐC" below "KT. GIÁM ĐỐC"
            elif beside := _person_beside(name):
                return beside, _write_position(position)
    return "", ""


def _part_columns(line: str) -> list[str]:
    """A line of "Nơi nhận" and what stands on the right of it, where both were read as one."""
    match = _BESIDE.fullmatch(line)
    if match and match["right"].isupper():
        return [match["left"], match["right"]]
    return [line] if line else []


def _is_position(line: str) -> bool:
    return line.isupper() and _POSITION.fullmatch(line) is not None


def _person_beside(line: str) -> str:
    """The person that a line names, alone or on the right of "- Lưu: VT."; "" where it names none."""
    if line.isupper():
        return ""
    if _is_person(line):
        return line
    if not _RECEIVER.match(line):
        return ""
    rests = (line[match.end() :] for match in _MAY_PART.finditer(line) if _ends_receiver(line[: match.start()]))
    return next((rest for rest in rests if _is_person(rest)), "")


def _ends_receiver(left: str) -> bool:
    """Whether what stands on the left can end there: at a mark, or at an abbreviation ("- Lưu: VT, CCHC")."""
    return left[-1] in ";.,:)" or left.split()[-1].isupper()


def _is_person(line: str) -> bool:
    words = _SENIORITY.sub("", _TITLES.sub("", line)).split()
    if not 2 <= len(words) <= _MOST_WORDS or is_unit(line):
        return False
    return all(word[:1].isupper() and word.isalpha() and not (len(word) > 1 and word.isupper()) for word in words)


def _write_position(capitals: str) -> str:
    """The signer's own position: the one after "KT." or "TM."; "" where only for whom they sign is said."""
    parts: Sequence[str] = [part for part in re.split(r"\s{2,}|(?<=\S)\s(?=PH[ÓO] )", capitals) if part]
    own = next((part for part in reversed(parts) if _OWN_POSITION.fullmatch(part)), "")
    match = re.match(rf"(?P<office>{_OFFICE})(?P<of>.*)", own)
    if match is None:
        return ""
    office = re.sub(r"^pho(?= )", "phó", match["office"].lower())  # as Tesseract reads "PHÓ"
    told = office[:1].upper() + office[1:]
    for held in ("giám đốc", "chủ tịch", "bí thư", "cục trưởng", "chi cục trưởng", "chánh", "trưởng"):
        told = re.sub(rf"(?<=^Phó ){held}|(?<=^Quyền ){held}", held[:1].upper() + held[1:], told)
    return told + _write_rest(match["of"])


def _write_rest(of: str) -> str:
    """The body that an office is of: "CHÁNH VĂN PHÒNG", "CHỦ TỊCH UBND HUYỆN"."""
    bare = of.strip()
    if not bare:
        return ""
    lowered = bare.lower()
    named = lowered if lowered in {"ban", "phòng", "đoàn", "khoa"} else write_body(bare)
    return f" {named}"
