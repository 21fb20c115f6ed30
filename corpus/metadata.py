"""What a report says of itself: number, date, place, body, title, period, signer.

Where they stand is laid down by Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.names import is_unit
from corpus.text import fold

_NUMBER = re.compile(r"\bSố\s*:?\s*(\d+[\w-]*/[A-ZĐ][\w&-]*)")
_DATE = re.compile(
    r"(?:^(?P<place>[^,\d]{2,40}),\s*)?ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE
)
_KINDS = re.compile(r"^(BÁO CÁO|TỜ TRÌNH|KẾ HOẠCH|THÔNG BÁO|QUYẾT ĐỊNH|CÔNG VĂN|CHỈ THỊ|ĐỀ ÁN|PHIẾU|BẢN)\b[^a-zà-ỹ]*$")
_YEAR = re.compile(r"\b((?:19|20)\d{2})\b")
_REPORTS = re.compile(r"^(?P<body>[A-ZĐ][^.,;:]{3,80}?)\s+(?:kính )?báo cáo\b")
_SIGNING_AUTHORITY = re.compile(r"^(KT|TM|TL|TUQ|Q)\.\s")
_POSITION = re.compile(r"(giam doc|chu tich|truong|chanh|pho|thu truong|bo truong|thanh tra|cuc truong|vien truong)")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `corpus.values.Report` that the document itself states; "" if it doesn't."""

    number: str
    title: str
    body: str
    date: str
    place: str
    province: str
    period: str | None
    signer: str
    signer_position: str


def read_metadata(head: Sequence[str], body: Sequence[str], closing: Sequence[str]) -> Metadata:
    """From the lines before the first heading, the running text, and the lines from "Nơi nhận"."""
    date, place = _read_date(head)
    title = _read_title(head)
    signer, position = _read_signer(closing)
    years = _YEAR.findall(title)
    return Metadata(
        number=_first(_NUMBER, head),
        title=title,
        body=_read_body(head, body),
        date=date,
        place=place,
        province=place,
        period=max(years) if years else (date[:4] or None),
        signer=signer,
        signer_position=position,
    )


def _first(pattern: re.Pattern[str], lines: Sequence[str]) -> str:
    return next((match[1] for line in lines if (match := pattern.search(line))), "")


def _read_date(head: Sequence[str]) -> tuple[str, str]:
    for line in head:
        if match := _DATE.search(line):
            day, month, year = int(match[2]), int(match[3]), match[4]
            return f"{year}-{month:02d}-{day:02d}", (match["place"] or "").strip()
    return "", ""


def _read_title(head: Sequence[str]) -> str:
    """The lines between the kind of document and the address or the first full sentence."""
    start = next((i for i, line in enumerate(head) if _KINDS.match(line.strip("* "))), None)
    if start is None:
        return ""
    title: list[str] = []
    for line in head[start + 1 :]:
        if re.match(r"(kính gửi|căn cứ|thực hiện|kính trình)\b", line, re.IGNORECASE) or line.endswith((".", ";")):
            break
        title.append(line.strip("* "))
        if len(title) == 3:
            break
    return " ".join(title)


def _read_body(head: Sequence[str], body: Sequence[str]) -> str:
    """The issuing body: the last line in capitals above the number, else who "báo cáo"s."""
    above: list[str] = []
    for line in head:
        if _NUMBER.search(line) or _KINDS.match(line):
            break
        bare = line.strip("* ")
        if bare.isupper() and not fold(bare).startswith(("cong hoa", "doc lap")):
            above.append(bare)
    if above:
        return _title_case(" ".join(above) if above[-1].startswith("TỈNH") else above[-1], body)
    for line in (*head, *body):
        match = _REPORTS.match(line)
        if match and (is_unit(match["body"]) or fold(match["body"]).startswith(("ubnd", "uy ban", "bo "))):
            return match["body"].strip()
    return ""


def _title_case(capitals: str, lines: Sequence[str]) -> str:
    """Capitals in ordinary writing: as the text itself writes the same words, else the first letter's alone."""
    written = re.compile(rf"\b{re.escape(capitals)}\b", re.IGNORECASE)
    for line in lines:
        if (match := written.search(line)) and not match.group().isupper():
            return match.group()[:1].upper() + match.group()[1:]
    return capitals[:1] + capitals[1:].lower()


def _read_signer(closing: Sequence[str]) -> tuple[str, str]:
    """The name below the last position set in capitals."""
    lines = [line.strip("* ") for line in closing if line.strip("* ")]
    position = ""
    for i, line in enumerate(lines):
        if line.isupper() and _POSITION.search(fold(line)):
            position = line
            for name in lines[i + 1 :]:
                if not name.isupper() and _is_person(name):
                    return name, _position(position)
    return "", ""


def _position(capitals: str) -> str:
    """The signer's own position: the line after "KT." or "TM." where there is one."""
    parts = [part for part in re.split(r"\s{2,}|(?<=[A-ZĐÀ-Ỹ])\s(?=PHÓ )", capitals) if part]
    own = next((part for part in reversed(parts) if not _SIGNING_AUTHORITY.match(part)), parts[-1])
    return own[:1] + own[1:].lower().replace("chủ tịch", "Chủ tịch").replace("giám đốc", "Giám đốc")


def _is_person(line: str) -> bool:
    words = line.split()
    return 2 <= len(words) <= 6 and all(word[:1].isupper() and word.replace(".", "").isalpha() for word in words)
