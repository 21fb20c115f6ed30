"""The masthead of a document: its two columns told apart, the bodies named on the left, the motto on the right.

Nghị định 30/2020/NĐ-CP, Phụ lục I, and for the Party Hướng dẫn 36-HD/VPTW: there "*" stands below the
body, and "ĐẢNG CỘNG SẢN VIỆT NAM" where the state's motto is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.body_names import write_body
from corpus.names import is_unit
from corpus.text import fold

NUMBER = re.compile(
    r"^\W*Số\s*[:.]?\s*(?P<first>\d+[a-z]?)\s*"
    r"(?P<rest>[-–/]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\w&.]*(?:\s?[-–/]\s?[A-ZĐ][\w&.]*)*)"
)
NUMBER_LINE = re.compile(r"^\W*Số\s*[:.]?[\s\d.…_]*[-–/]\s*(?:\d{4}\s*/\s*)?[A-ZĐ]")
_NUMBERED = re.compile(
    r"(?P<left>\W*Số\s*[:.]?[\s\d.…_]*[-–/]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\w&.]*(?:\s?[-–/]\s?[A-ZĐ][\w&.]*)*)"
    r"\s+(?P<right>[*_]*[A-ZĐÂÁ][^,\d:]{0,39},\s*ngày\b.*|CỘNG\s.*|Độc\s.*|ĐẢNG\s.*)"
)
# the right column of a masthead on the line of the left one
_COLUMNS = re.compile(
    r"(?P<left>.*?\S)\s+(?P<right>CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI.*|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM.*|Độc\s+lập\s*[-–].*)",
    re.DOTALL,
)
_DATED = re.compile(r"(?P<left>.*\S)\s*,\s*(?P<day>ngày\b.*)", re.IGNORECASE | re.DOTALL)
_MOTTO = re.compile(r"cong hoa xa hoi|doc lap\s*[-–]\s*tu do|dang cong san viet nam")
_CUT_DATE = re.compile(r",\s*ngày[\s\d.…_]*tháng[\s\d.…_]*$", re.IGNORECASE)
_STAMPS = re.compile(r"(hoa toc|thuong khan|khan|mat|toi mat|tuyet mat|du thao|ban sao|sao y|mau so|bieu so)\b")
_HIGHEST = (
    *("ubnd", "uy ban", "bo ", "hoi dong", "hdnd", "tinh uy", "thanh uy", "huyen uy", "quan uy", "thi uy", "dang uy"),
    *("dang bo", "chi bo", "phong ", "doan dai bieu", "toa an", "vien kiem sat", "ngan hang", "tong cuc", "cong ty"),
)
_LEVEL = r"TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU"
_NAMES_PLACE = re.compile(rf"^(?:{_LEVEL})(?!\w)(?!\s+(?:ỦY|UỶ|ĐOÀN))")
_GOES_ON = re.compile(r"^(?:VÀ|[-–&])\s")
_BREAKS_OFF = re.compile(r"(?:[-–,&]|\sVÀ)$")
_MOST_WORDS_OF_PLACE = 6


def split_masthead(head: Iterable[str]) -> list[str]:
    """The lines of a masthead column by column, where both columns were read as one line."""
    lines: list[str] = []
    for text in head:
        for line in text.split("\n"):
            lines += _split_columns(line.strip("*_ \t"))
    lines = [line for line in lines if line]
    for i in range(len(lines) - 1, 0, -1):
        if _CUT_DATE.search(lines[i - 1]) and re.match(r"(?:tháng\s*\d+\s*)?năm\s*\d{4}", lines[i]):
            lines[i - 1 : i + 1] = [f"{lines[i - 1]} {lines[i]}"]
    return lines


def _split_columns(line: str) -> list[str]:
    if match := _NUMBERED.fullmatch(line):
        return [match["left"].strip("*_ "), match["right"].strip("*_ ")]
    match = _COLUMNS.fullmatch(line)
    if match is not None and match["left"].isupper():
        return [match["left"].strip("*_ "), match["right"].strip("*_ ")]
    if (dated := _DATED.fullmatch(line)) and (parted := _part_place(dated["left"])):
        left, place = parted
        return [left, f"{place}, {dated['day']}"]
    return [line]


def _part_place(words: str) -> tuple[str, str] | None:
    """What stands in capitals before a place, and the place: "SỞ NỘI VỤ An Khê"; None where nothing does."""
    told = words.split()
    at = len(told) - 1
    while at > 0 and not told[at - 1].strip("*_").isupper():
        at -= 1
    left, place = " ".join(told[:at]).strip("*_ "), " ".join(told[at:]).strip("*_ ")
    return (left, place) if at and left.isupper() and len(told) - at <= _MOST_WORDS_OF_PLACE else None


def read_masthead(lines: Sequence[str], starts_title: re.Pattern[str]) -> tuple[list[str], int]:
    """The lines in capitals that name the issuing bodies, the outer first, and where the masthead ends."""
    above: list[str] = []
    for i, line in enumerate(lines):
        if NUMBER_LINE.match(line):
            return _join_bodies(above), i + 1
        if starts_title.match(line) and line[:4].isupper():
            return [body for body in _join_bodies(above) if is_body(body)], i
        if line.isupper() and not is_motto(line) and not _STAMPS.match(fold(line)):
            above += _part_bodies(line)
    said = any(map(is_motto, lines))
    return ([body for body in _join_bodies(above[:3]) if is_body(body)] if said else []), 0


def read_issuer(masthead: Sequence[str], lines: Sequence[str]) -> str:
    """The last body of a masthead as ordinarily written; "" where it names none."""
    return write_body(masthead[-1], lines) if masthead else ""


def is_motto(line: str) -> bool:
    """Whether a line is of the right column: the state's name, its motto, the Party's name."""
    return _MOTTO.match(fold(line).strip("* ")) is not None


def is_high_body(name: str) -> bool:
    """Whether a name begins as that of a body above departments does, or of one beside them."""
    return fold(name).startswith(_HIGHEST)


def is_body(line: str) -> bool:
    """Whether a line begins as the name of a body or of the unit that one is of."""
    return is_unit(line) or is_high_body(line) or _NAMES_PLACE.match(line) is not None


def _part_bodies(line: str) -> list[str]:
    """Two bodies that were read as one line: "UBND TỈNH AN KHÊ SỞ NỘI VỤ"."""
    words = line.split()
    for at in range(2, len(words)):
        before, after = " ".join(words[:at]), " ".join(words[at:])
        if re.match(r"(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|ĐẢNG BỘ)\s", before) and re.match(
            r"(?:SỞ|PHÒNG|BAN|VĂN PHÒNG|THANH TRA|TRUNG TÂM|CHI CỤC|HUYỆN ỦY|ĐẢNG ỦY)\s", after
        ):
            return [before, after]
    return [line]


def _join_bodies(above: Sequence[str]) -> list[str]:
    """The bodies of the left column, those that take two lines put together."""
    bodies: list[str] = []
    for line in above:
        cut = bodies and (_BREAKS_OFF.search(bodies[-1]) or _GOES_ON.match(line) or _NAMES_PLACE.match(line))
        if cut or (bodies and not is_body(line) and is_body(bodies[-1])):
            bodies[-1] = f"{bodies[-1]} {line}"
        else:
            bodies.append(line)
    return bodies
