"""Who signed a document: the name below the position, on the right of those who receive it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.body_names import write_body
from corpus.names import is_unit
from corpus.provinces import write_name
from corpus.syllables import is_syllable

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
# who signs on the left of the one whose document it is
_BESIDE_ROLE = (
    r"THƯ K[ÝỲ]|NGƯỜI (?:LẬP|GHI|VIẾT|TỔNG HỢP|KIỂM TRA)(?: (?:BIỂU|BẢNG|PHIẾU|BIÊN BẢN|BÁO CÁO|CHÉP))?"
    r"|KẾ TOÁN(?: TRƯỞNG)?|THỦ QUỸ"
)
_SIDE = re.compile(_BESIDE_ROLE)
_SIDES = re.compile(rf"(?P<left>{_BESIDE_ROLE})\s+(?P<right>{_AUTHORITY}?{_OFFICE}.*|{_AUTHORITY}.+)")
# family names of the Kinh and of other peoples: in capitals, a name is one only if it begins with one
_FAMILY_NAMES = (
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn lâm trịnh mai đào tô trương hà "
    "cao lưu lương thái châu tạ phùng vương quách tăng thạch danh kim sơn lò quàng cầm hứa nông triệu vi lường bế ma "
    "giàng sùng vàng thào hạng tráng lục chu đàm nghiêm kiều khổng la doãn bạch thân ông từ tống uông viên"
)
_FAMILIES = frozenset(_FAMILY_NAMES.split())
_FREQUENT_NAMES = "nguyễn trần lê phạm hoàng huỳnh vũ võ đặng bùi đỗ ngô dương"  # with one name behind them, too
_FREQUENT = frozenset(_FREQUENT_NAMES.split())
# a name of a people of the Highlands: "K'Brế", "H’Yim Niê", "R'Căm Sâm"
_PREFIXED = re.compile(r"[A-ZĐ][a-zđ]?['’ʼ][^\W\d_]+")
_ALONE = frozenset("yahk")  # what stands before such a name, as a word of its own
_MIDDLE = re.compile(r".+ (?:thị|văn)(?! (?:hóa|hoá|phòng|thư|bản|xã|trấn|trường))(?<!đô thị) .+")
_SIGNED = re.compile(r"\W*(?:đã ký|ký tên|đã ký tên|ký,? (?:và )?đóng dấu)\b.*", re.IGNORECASE)
_MOST_WORDS = 5  # of a name, two names side by side have more


def read_signer(closing: Iterable[str]) -> tuple[str, str]:
    """The signer's name and position, "" where the lines that close a document name none for certain.

    Of two who sign side by side, the one on the right, whose position is one of authority.
    """
    lines = [part for line in closing for each in line.split("\n") for part in _part_columns(each.strip("* "))]
    for i, line in enumerate(lines):
        if not _is_position(line):
            continue
        beside = i > 0 and _SIDE.fullmatch(lines[i - 1]) is not None
        name, position = _below(lines[i:], beside=beside)
        if name:
            return name, _write_position(position)
    return "", ""


def _below(lines: Sequence[str], *, beside: bool) -> tuple[str, str]:
    """The first name below a position, and the position right above it; `beside`, that of the second of two."""
    position, *below = lines
    signed = False
    for i, line in enumerate(below):
        if _SIGNED.fullmatch(line):
            signed = True
        elif _is_position(line):
            position = line  # "PHÓ GIÁM ĐỐC" below "KT. GIÁM ĐỐC"
        elif not beside and (name := _person_beside(line)):
            return name, position
        elif not beside and signed and _may_name(line):
            return _write_person(line), position  # nothing but a name follows a signature
        elif beside and (pair := _part_names(line)):
            return pair[1], position
        elif beside and _is_named(line):
            second = below[i + 1] if i + 1 < len(below) else ""
            return (_write_person(second), position) if _is_named(second) else ("", "")
    return "", ""


def _part_names(line: str) -> tuple[str, str] | None:
    """Two names set side by side, where they can be parted in one way."""
    words = line.split()
    ways = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(2, len(words) - 1)]
    told = [(a, b) for a, b in ways if _is_named(a) and _is_named(b) and not _is_cut(a) and _family(a) and _family(b)]
    return (told[0][0], _write_person(told[0][1])) if len(told) == 1 else None


def _is_cut(name: str) -> bool:
    """Whether a name ends with a middle one: "Lê Thị"."""
    return name.lower().endswith((" thị", " văn"))


def _is_named(line: str) -> bool:
    return _is_person(line) or _is_person_in_capitals(line)


def _write_person(name: str) -> str:
    bare = _TITLES.sub("", name)
    return name.removesuffix(bare) + write_name(bare)


def _family(name: str) -> str:
    """The family name that a name begins with, "" where none is known."""
    words = _SENIORITY.sub("", _TITLES.sub("", name)).lower().split()
    return words[0] if words and words[0] in _FAMILIES else ""


def _is_person_in_capitals(line: str) -> bool:
    """Whether a line in capitals names a person: a family name, then names that are syllables."""
    bare = _TITLES.sub("", line)
    words = bare.lower().split()
    if not bare.isupper() or not 2 <= len(words) <= _MOST_WORDS or is_unit(write_name(bare)):
        return False
    known = words[0] in (_FAMILIES if len(words) > 2 else _FREQUENT)
    return known and all(word.isalpha() and is_syllable(word) for word in words)


def _is_shaped(line: str) -> bool:
    """Whether a line in capitals names a person by its shape, whatever the family: "Y THANH HÀ NIÊ KĐĂM",
    "ÂU THỊ MAI", "K'BRẾ"."""
    bare = _TITLES.sub("", line)
    words = bare.split()
    if (
        not bare.isupper()
        or len(words) > _MOST_WORDS
        or is_unit(write_name(bare))
        or not all(map(_is_name_word, words))
    ):
        return False
    alone = words[0].lower() in _ALONE and len(words) > 2 and not bare.lower().startswith("y tế")
    prefixed = any(map(_PREFIXED.fullmatch, words))
    return prefixed or alone or _MIDDLE.fullmatch(bare.lower()) is not None


def _may_name(line: str) -> bool:
    """Whether a line in capitals can be a name, and no body's."""
    bare = _TITLES.sub("", line)
    words = bare.split()
    return (
        bare.isupper()
        and 2 <= len(words) <= _MOST_WORDS
        and not is_unit(write_name(bare))
        and all(map(_is_name_word, words))
    )


def _is_name_word(word: str) -> bool:
    return re.fullmatch(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*", word) is not None


def _part_columns(line: str) -> list[str]:
    """A line of "Nơi nhận" and what stands on the right of it, where both were read as one."""
    match = _BESIDE.fullmatch(line)
    if match and match["right"].isupper():
        return [match["left"], match["right"]]
    if sides := _SIDES.fullmatch(" ".join(line.split())):
        return [sides["left"], sides["right"]]
    return [line] if line else []


def _is_position(line: str) -> bool:
    return line.isupper() and _POSITION.fullmatch(line) is not None


def _person_beside(line: str) -> str:
    """The person that a line names, alone or on the right of "- Lưu: VT."; "" where it names none."""
    if _is_person_in_capitals(line) or _is_shaped(line):
        return _write_person(line)
    if line.isupper():
        return ""
    if _is_person(line):
        return line
    if not _RECEIVER.match(line):
        return ""
    rests = (line[match.end() :] for match in _MAY_PART.finditer(line) if _ends_receiver(line[: match.start()]))
    return next((_write_person(rest) for rest in rests if _is_named(rest)), "")


def _ends_receiver(left: str) -> bool:
    """Whether what stands on the left can end there: at a mark, or at an abbreviation ("- Lưu: VT, CCHC")."""
    return left[-1] in ";.,:)" or left.split()[-1].isupper()


def _is_person(line: str) -> bool:
    words = _SENIORITY.sub("", _TITLES.sub("", line)).split()
    alone = len(words) == 1 and _PREFIXED.fullmatch(words[0]) is not None
    if not (alone or 2 <= len(words) <= _MOST_WORDS) or is_unit(line):
        return False
    return all(map(_is_capitalised, words))


def _is_capitalised(word: str) -> bool:
    """Whether a word of a name begins with a capital, and each of its parts: "K'Brế", "Y"."""
    parts = re.split("['’ʼ-]", word)
    shaped = _is_name_word(word) and word[:1].isupper()
    return shaped and not any(len(part) > 1 and part.isupper() for part in parts)


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
