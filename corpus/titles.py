"""The title of a document: what stands below its kind, else "V/v …", else the first line that can be one.

The kinds are those of Nghị định 30/2020/NĐ-CP, Điều 7, and the Party's; a letter (công văn) has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.headings import read_heading
from corpus.mastheads import NUMBER_LINE, is_body, is_motto, split_masthead

_KINDS = (
    *("BÁO CÁO", "TỜ TRÌNH", "KẾ HOẠCH", "THÔNG BÁO", "THÔNG CÁO", "QUYẾT ĐỊNH", "QUY ĐỊNH", "QUY CHẾ", "CÔNG VĂN"),
    *("CÔNG ĐIỆN", "CHỈ THỊ", "ĐỀ ÁN", "DỰ ÁN", "PHƯƠNG ÁN", "NGHỊ QUYẾT", "CHƯƠNG TRÌNH", "HƯỚNG DẪN", "BIÊN BẢN"),
    *("HỢP ĐỒNG", "GIẤY MỜI", "GIẤY ỦY QUYỀN", "GIẤY UỶ QUYỀN", "GIẤY GIỚI THIỆU", "GIẤY NGHỈ PHÉP", "PHIẾU GỬI"),
    *("PHIẾU CHUYỂN", "PHIẾU BÁO", "PHIẾU TRÌNH", "PHIẾU", "BẢN GHI NHỚ", "BẢN THỎA THUẬN", "BẢN THOẢ THUẬN", "BẢN"),
    *("THƯ CÔNG", "NGHỊ ĐỊNH", "THÔNG TƯ", "KẾT LUẬN"),
)
KIND = re.compile(rf"(?P<kind>{'|'.join(_KINDS)}|(?i:PHỤ LỤC|BIỂU(?: SỐ)?))(?P<rest>(?!\w).*)")
DATE = re.compile(
    r"^\W*(?:(?P<place>[^,\d:]{1,40}),\s*)?ngày[\s.…_]*(?P<day>\d{1,2})?[\s.…_]*"
    r"(?:tháng[\s.…_]*(?P<month>\d{1,2})?[\s.…_]*năm\s*(?P<year>\d{4})|/(?P<m>\d{1,2})/(?P<y>\d{4}))\W*$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"V\s?/\s?v\b", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(kính gửi|căn cứ|kính trình|\(?\s*(kỳ báo cáo|kỳ số liệu|thời gian báo cáo)|đơn vị (tính|báo cáo|nhận)|đvt"
    r"|ngày nhận|\(?\s*(từ ngày|kèm theo|ban hành|trình tại)|\(?\s*(tính )?đến ngày)\b",
    re.IGNORECASE,
)
# "(Kỳ báo cáo: …)", "(Ban hành kèm theo …)" behind a title, on its line
_ASIDE = re.compile(
    r"\s*\((?:kỳ báo cáo|kỳ số liệu|thời gian báo cáo|từ ngày|(?:tính )?đến ngày|kèm theo|ban hành|trình tại)\b"
    r"[^()]*\)\s*$",
    re.IGNORECASE,
)
_OPENS_TEXT = re.compile(r"(Thực hiện|Theo|Ngày|Hôm nay|Tại|THỰC HIỆN (?:NGHỊ QUYẾT|KẾ HOẠCH) SỐ)(?!\w)")
_CAPTION = re.compile(r"(?:Bảng|Biểu|Biểu đồ|Hình|Phụ lục)(?: số)? [\dIVX]+\s*[.:]", re.IGNORECASE)
# who decides, below a decision's title
_DECIDES = re.compile(
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|CHÁNH|TRƯỞNG|HIỆU TRƯỞNG"
    r"|VIỆN TRƯỞNG|ỦY BAN|UỶ BAN|HỘI ĐỒNG|BAN (?:THƯỜNG VỤ|CHẤP HÀNH|CÁN SỰ)|TỔNG GIÁM ĐỐC|UBND|HĐND|CHÍNH PHỦ"
    r"|QUỐC HỘI)(?!\w)"
)
_GOES_ON = re.compile(r"(?:CỦA|TẠI|VÀ|CHO|DO|VỚI|VỀ|THUỘC|GIỮA|ĐỐI VỚI|,)$", re.IGNORECASE)
_OF_SESSION = re.compile(r"KH[ÓO]A\s|KỲ HỌP", re.IGNORECASE)
_DECIDED = ("QUYẾT ĐỊNH", "NGHỊ QUYẾT", "CHỈ THỊ", "NGHỊ ĐỊNH", "THÔNG TƯ")
_LONGEST_TITLE = 4  # lines
_LONGEST_LINE = 300  # characters
_OPENING = 6  # lines in which a file without a head says what it is


def read_title(lines: Sequence[str], start: int, has_masthead: bool) -> str:
    """The title that the lines of a head state; the lines from `start` on are below the masthead."""
    for i, line in enumerate(lines):
        if (match := KIND.fullmatch(line)) and (line.isupper() or not _is_sentence(line)):
            return _below_kind(match, line, lines[i + 1 :])
    subject = next((i for i, line in enumerate(lines) if _SUBJECT.search(line)), None)
    if subject is not None:
        first = lines[subject]
        match_at = _SUBJECT.search(first)
        told = first[match_at.start() if match_at else 0 :]
        return " ".join([told, *_title_lines(lines[subject + 1 :], begun=told, decided=False)])
    return _first_line(lines[start:]) if not has_masthead or start else ""


def opening_title(body: Sequence[str]) -> str:
    """The title of a file that opens with a heading: an appendix has one below it, a numbered section is none."""
    heading = read_heading(body[0]) if body else None
    return "" if heading is not None and heading.rank else read_title(body[:_OPENING], 0, False)


def _below_kind(match: re.Match[str], line: str, below: Sequence[str]) -> str:
    rest = _ASIDE.sub("", match["rest"]).strip(" :.-–")
    annex = match["kind"].upper().startswith(("PHỤ LỤC", "BIỂU"))
    own = rest if rest and not annex else ""
    told = _title_lines(below, begun=own, decided=match["kind"] in _DECIDED)
    return " ".join(filter(None, [own, *told])) or line


def _title_lines(lines: Sequence[str], *, begun: str, decided: bool) -> list[str]:
    """The lines of a title, up to the address, the legal grounds, who decides, or the first full sentence."""
    title: list[str] = []
    before = begun
    for line in lines:
        if set(line) <= set("-–—_*.=~ "):  # a rule under the title
            if before:
                break
            continue
        opens = bool(before) and _OPENS_TEXT.match(line)
        captions = bool(before) and _CAPTION.match(line)
        goes_on = line.endswith(";") and not read_heading(line) and len(line) <= _LONGEST_LINE  # "…; nhiệm vụ năm 2025"
        ends = _is_sentence(line) and not goes_on
        if opens or captions or ends or is_no_title(line) or _is_number_of_session(line, decided):
            break
        if decided and before and line.isupper() and _DECIDES.match(line) and not _GOES_ON.search(before):
            break
        if _is_aside(line):
            break
        title.append(_ASIDE.sub("", line))
        before = line
        if len(title) == _LONGEST_TITLE:
            break
    return title


def _is_number_of_session(line: str, decided: bool) -> bool:
    return decided and _OF_SESSION.match(line) is not None


def _is_aside(line: str) -> bool:
    return _ASIDE.fullmatch(f" {line}") is not None


def _is_sentence(line: str) -> bool:
    return line.endswith((".", ";", ":")) or len(line) > _LONGEST_LINE


def is_no_title(line: str) -> bool:
    """Whether a line is of the masthead, of the address or of the grounds."""
    return is_motto(line) or bool(_NO_TITLE.match(line) or DATE.match(line) or NUMBER_LINE.match(line))


def stands_alone(line: str) -> bool:
    """Whether a line of a head begins something of its own, and goes on no line of capitals or title above it."""
    columns = len(split_masthead([line])) > 1
    return columns or is_no_title(line) or (line.isupper() and (is_body(line) or _DECIDES.match(line) is not None))


def _first_line(lines: Sequence[str]) -> str:
    told = next((line for line in lines if not is_no_title(line) and _may_title(line)), "")
    return _ASIDE.sub("", told)


def _may_title(line: str) -> bool:
    return len(line) <= _LONGEST_LINE and any(char.isalpha() for char in line)
