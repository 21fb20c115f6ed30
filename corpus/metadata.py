"""What a report says of itself: number, date, place, body, title, province, period, signer.

Where they stand is laid down by Nghị định 30/2020/NĐ-CP, Phụ lục I; what a file without that layout
(a workbook, a page of a table) does not say stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.headings import read_heading
from corpus.names import is_unit
from corpus.period_text import Mention, mentions_in, periods_in
from corpus.periods import Period
from corpus.provinces import read_province, write_name
from corpus.text import fold

_NUMBER = re.compile(
    r"^\W*Số\s*[:.]?\s*(?P<first>\d+[a-z]?)\s*"
    r"(?P<rest>[/-]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\w&.]*(?:\s?[-/]\s?[A-ZĐ][\w&.]*)*)"
)
_NUMBER_LINE = re.compile(r"^\W*Số\s*[:.]?[\s\d.…_]*[/-]\s*[A-ZĐ]")
_BLANK = r"[\s.…_]*"
_DATE = re.compile(
    rf"^\W*(?:(?P<place>[^,\d:]{{2,40}}),\s*)?ngày{_BLANK}(?P<day>\d{{1,2}})?{_BLANK}"
    rf"(?:tháng{_BLANK}(?P<month>\d{{1,2}})?{_BLANK}năm\s*(?P<year>\d{{4}})|/(?P<m>\d{{1,2}})/(?P<y>\d{{4}}))\W*$",
    re.IGNORECASE,
)
# the right column of a masthead on the line of the left one
_COLUMNS = re.compile(
    r"(?P<left>.*?\S)\s+(?P<right>CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI.*|Độc\s+lập\s*[-–].*|\S[^,\d:]{0,38},\s*ngày\b.*)",
    re.DOTALL,
)
_NUMBERED = re.compile(
    r"(?P<left>\W*Số\s*[:.]?[\s\d.…_]*[/-]\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\w&.]*(?:\s?[-/]\s?[A-ZĐ][\w&.]*)*)"
    r"\s+(?P<right>[*_]*[A-ZĐÂÁ]\S*[^,\d:]{0,38},\s*ngày\b.*|CỘNG\s.*|Độc\s.*)"
)
_KIND = re.compile(
    r"(?P<kind>BÁO CÁO|TỜ TRÌNH|KẾ HOẠCH|THÔNG BÁO|QUYẾT ĐỊNH|CÔNG VĂN|CHỈ THỊ|ĐỀ ÁN|NGHỊ QUYẾT|CHƯƠNG TRÌNH|PHIẾU|BẢN"
    r"|(?i:PHỤ LỤC|BIỂU(?: SỐ)?))(?P<rest>(?!\w).*)"
)
_SUBJECT = re.compile(r"V\s?/\s?v\b", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(kính gửi|căn cứ|kính trình|kỳ báo cáo|đơn vị (tính|báo cáo|nhận)|đvt|ngày nhận|\(?\s*(từ ngày|kèm theo|ban hành)"
    r"|\(?\s*(tính )?đến ngày)\b",
    re.IGNORECASE,
)
_OPENS_TEXT = re.compile(r"(thực hiện|theo|ngày)\b", re.IGNORECASE)
_REPORT_PERIOD = re.compile(r"^\W*(ky bao cao|tu ngay|thoi gian bao cao|ky so lieu)\b")
_PLANS = re.compile(r"\b(phuong huong|nhiem vu|ke hoach|giai phap|chuong trinh|muc tieu|du kien)\b")
_REPORTS = re.compile(r"^(?P<body>[A-ZĐ][^.,;:]{3,80}?)\s+(?:kính )?báo cáo\b")
_HIGHEST = ("ubnd", "uy ban", "bo ", "hoi dong", "hdnd", "tinh uy", "thanh uy", "huyen uy", "dang uy", "phong ")
_HOLDS_NAME = re.compile(r"^(TỈNH|THÀNH PHỐ|TP|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\b")
_NAME_OF_UNIT = re.compile(r"\b(tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn) (.+)$")
_ABBREVIATED = re.compile(r"^(UBND|HĐND|TP)\b", re.IGNORECASE)
_SIGNING_AUTHORITY = re.compile(r"^(KT|TM|TL|TUQ|Q)\.\s")
_POSITION = re.compile(
    r"(giam doc|chu tich|truong|chanh|pho|thu truong|bo truong|thanh tra|cuc truong|vien truong|bi thu)"
)
_LONGEST_TITLE = 4  # lines
_LONGEST_LINE = 300  # characters
_SPOKEN = 60  # lines of the text that are asked for its province
_OPENING = 6  # lines in which a file without a head says what it is
_SIGNED = 8  # lines at the end where a signer stands without "Nơi nhận"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of `corpus.values.Report` that the document itself states; "" if it doesn't.

    `date` is ISO; where the day is left blank for the pen it is the month's alone ("2023-05").
    """

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
    lines = split_masthead(head)
    masthead, titled = _read_masthead(lines)
    signed = closing or body[-_SIGNED:]
    day, place = _read_date([*lines, *signed])
    title = _read_title(lines, titled, bool(masthead or day)) if lines else _opening_title(body)
    issuer = _read_body(masthead, [*lines, *body])
    signer, position = _read_signer(signed)
    return Metadata(
        number=_read_number(lines),
        title=title,
        body=issuer,
        date=day,
        place=place,
        province=read_province(masthead, title, issuer, [*lines[titled:], *body[:_SPOKEN]], place),
        period=_read_period(title, lines, day),
        signer=signer,
        signer_position=position,
    )


def split_masthead(head: Iterable[str]) -> list[str]:
    """The lines of a masthead column by column, where both columns were read as one line."""
    lines: list[str] = []
    for text in head:
        for line in text.split("\n"):
            bare = line.strip("*_ \t")
            if match := _NUMBERED.fullmatch(bare):
                lines += [match["left"], match["right"].strip("*_ ")]
                continue
            match = _COLUMNS.fullmatch(bare)
            parted = match is not None and match["left"].isupper()
            lines += [match["left"].strip("*_ "), match["right"].strip("*_ ")] if match and parted else [bare]
    return [line for line in lines if line]


def _read_masthead(lines: Sequence[str]) -> tuple[list[str], int]:
    """The lines in capitals that name the issuing bodies, and where the masthead ends."""
    above: list[str] = []
    for i, line in enumerate(lines):
        if _NUMBER_LINE.match(line):
            return above, i + 1
        if _KIND.match(line) and line[:4].isupper():
            return [bare for bare in above if _is_body(bare)], i
        if line.isupper() and not fold(line).startswith(("cong hoa", "doc lap")):
            above.append(line)
    return [line for line in above[:3] if _is_body(line)] if _says_motto(lines) else [], 0


def _says_motto(lines: Sequence[str]) -> bool:
    return any(fold(line).startswith(("cong hoa xa hoi", "doc lap - tu do")) for line in lines)


def _is_body(line: str) -> bool:
    return is_unit(line) or fold(line).startswith(_HIGHEST) or _HOLDS_NAME.match(line) is not None


def _read_number(lines: Sequence[str]) -> str:
    """The number, "" where it is left blank for the pen."""
    match = next((match for line in lines if (match := _NUMBER.match(line))), None)
    return re.sub(r"\s+", "", match["first"] + match["rest"]).rstrip(".") if match else ""


def _read_date(lines: Sequence[str]) -> tuple[str, str]:
    for line in lines:
        if (match := _DATE.match(line)) and (match["month"] or match["m"]):
            year, month = int(match["year"] or match["y"]), int(match["month"] or match["m"])
            return _iso(year, month, match["day"]), (match["place"] or "").strip("*_ ")
    return "", ""


def _iso(year: int, month: int, day: str | None) -> str:
    try:
        return date(year, month, int(day)).isoformat() if day else date(year, month, 1).isoformat()[:7]
    except ValueError:
        return ""


def _read_title(lines: Sequence[str], start: int, has_masthead: bool) -> str:
    """What stands below the kind of document, else "V/v …", else the first line that is no masthead's."""
    for i, line in enumerate(lines):
        if (match := _KIND.fullmatch(line)) and (line.isupper() or not _is_sentence(line)):
            rest = match["rest"].strip(" :.-–")
            annex = match["kind"].upper().startswith(("PHỤ LỤC", "BIỂU"))
            own = [rest] if rest and not annex else []
            return " ".join([*own, *_title_lines(lines[i + 1 :], bool(own))]) or (line if annex else "")
    subject = next((i for i, line in enumerate(lines) if _SUBJECT.search(line)), None)
    if subject is not None:
        first = lines[subject]
        return " ".join([first[_found(_SUBJECT, first) :], *_title_lines(lines[subject + 1 :], True)])
    return _first_line(lines[start:]) if not has_masthead or start else ""


def _opening_title(body: Sequence[str]) -> str:
    """The title of a file that opens with a heading: an appendix has one below it, a numbered section is none."""
    heading = read_heading(body[0]) if body else None
    return "" if heading is not None and heading.rank else _read_title(body[:_OPENING], 0, False)


def _found(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else 0


def _title_lines(lines: Sequence[str], begun: bool) -> list[str]:
    """The lines of a title, up to the address, the legal grounds, or the first full sentence."""
    title: list[str] = []
    for line in lines:
        opens = bool(title or begun) and _OPENS_TEXT.match(line)
        if opens or _is_sentence(line) or _is_no_title(line):
            break
        title.append(line)
        if len(title) == _LONGEST_TITLE:
            break
    return title


def _is_sentence(line: str) -> bool:
    return line.endswith((".", ";", ":")) or len(line) > _LONGEST_LINE


def _is_no_title(line: str) -> bool:
    motto = fold(line).startswith(("cong hoa xa hoi", "doc lap"))
    return motto or bool(_NO_TITLE.match(line) or _DATE.match(line) or _NUMBER_LINE.match(line))


def _first_line(lines: Sequence[str]) -> str:
    return next((line for line in lines if not _is_no_title(line) and _may_title(line)), "")


def _may_title(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and any(char.isalpha() for char in line)


def _read_period(title: str, lines: Sequence[str], day: str) -> str | None:
    """The period that the title is of (not the one it plans for), else the period line's, else the date's year."""
    year = next((m.year for m in mentions_in(title) if m.year), None) or (int(day[:4]) if day else None)
    told = [period for mention in _reported(title) if (period := _past(mention, year, day))]
    if told:  # of "quý II" and "6 tháng đầu năm" the longer, which holds the other
        return max(told, key=lambda period: (period.last, -period.first.toordinal() if period.first else 0)).name
    line = next((line for line in lines if _REPORT_PERIOD.match(fold(line)) and mentions_in(line)), "")
    return next(iter([*periods_in(line, year), *periods_in(title, year)]), None) or day[:4] or None


def _reported(title: str) -> list[Mention]:
    """The periods that a title names before what it plans; phases are parts of programmes' names."""
    named = [mention for mention in mentions_in(title) if not mention.phase]
    for match in _PLANS.finditer(fold(title)):
        before = [mention for mention in named if mention.end <= match.start()]
        if before:
            return before
    return named


def _past(mention: Mention, year: int | None, day: str) -> Period | None:
    """A period named, the year before where it would begin after the report's date ("quý IV", in January)."""
    period = mention.of_year(year)
    if mention.period is None and period is not None and period.first and day and period.first.isoformat() > day:
        return mention.of_year(period.last.year - 1)
    return period


def _read_body(masthead: Sequence[str], lines: Sequence[str]) -> str:
    """The issuing body: the last line of the masthead, with its name where that has a line of its own;
    else who "báo cáo"s."""
    if masthead:
        named = len(masthead) > 1 and _HOLDS_NAME.match(masthead[-1]) is not None
        return _title_case(" ".join(masthead[-2:]) if named else masthead[-1], lines)
    for line in lines:
        match = _REPORTS.match(line)
        if match and (is_unit(match["body"]) or fold(match["body"]).startswith(_HIGHEST)):
            return match["body"].strip()
    return ""


def _title_case(capitals: str, lines: Sequence[str]) -> str:
    """Capitals in ordinary writing: as the text itself writes the same words, else by the words for units."""
    written = re.compile(rf"\b{re.escape(capitals)}\b", re.IGNORECASE)
    for line in lines:
        if (match := written.search(line)) and not match.group().isupper():
            return match.group()[:1].upper() + match.group()[1:]
    plain = _ABBREVIATED.sub(lambda match: match.group().upper(), capitals.lower())
    plain = _NAME_OF_UNIT.sub(lambda match: f"{match[1]} {write_name(match[2].upper())}", plain)
    return plain[:1].upper() + plain[1:]


def _read_signer(closing: Sequence[str]) -> tuple[str, str]:
    """The name below the last position set in capitals."""
    lines = [bare for line in closing for part in line.split("\n") if (bare := part.strip("* "))]
    for i, line in enumerate(lines):
        if line.isupper() and _POSITION.search(fold(line)):
            position = line
            for name in lines[i + 1 :]:
                if name.isupper() and _POSITION.search(fold(name)):
                    position = name  # "PHÓ GIÁM ĐỐC" below "KT. GIÁM ĐỐC"
                elif not name.isupper() and _is_person(name):
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
