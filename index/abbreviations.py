"""Abbreviations that offices all over the country write, spelled out and taken back in a question.

Nghị định 30/2020/NĐ-CP (Phụ lục VI) has the kinds of documents; the others are those of the bodies and
fields of every province. What one report abbreviates for itself is found by its own words.
"""

from __future__ import annotations

import re

from corpus.text import fold

_SPELLED = {
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "MTTQ": "mặt trận tổ quốc",
    "TTHC": "thủ tục hành chính",
    "CCHC": "cải cách hành chính",
    "CCTTHC": "cải cách thủ tục hành chính",
    "KSTTHC": "kiểm soát thủ tục hành chính",
    "DVC": "dịch vụ công",
    "DVCTT": "dịch vụ công trực tuyến",
    "VBQPPL": "văn bản quy phạm pháp luật",
    "QPPL": "quy phạm pháp luật",
    "CNTT": "công nghệ thông tin",
    "CĐS": "chuyển đổi số",
    "CQĐT": "chính quyền điện tử",
    "CQCM": "cơ quan chuyên môn",
    "CQHC": "cơ quan hành chính",
    "HCNN": "hành chính nhà nước",
    "CBCC": "cán bộ công chức",
    "CBCCVC": "cán bộ công chức viên chức",
    "CCVC": "công chức viên chức",
    "NSNN": "ngân sách nhà nước",
    "QLNN": "quản lý nhà nước",
    "KTXH": "kinh tế xã hội",
    "KT-XH": "kinh tế xã hội",
    "QPAN": "quốc phòng an ninh",
    "ANTT": "an ninh trật tự",
    "LĐTBXH": "lao động thương binh xã hội",
    "LĐTB&XH": "lao động thương binh xã hội",
    "GTVT": "giao thông vận tải",
    "TNMT": "tài nguyên môi trường",
    "TN&MT": "tài nguyên môi trường",
    "KHĐT": "kế hoạch đầu tư",
    "KH&ĐT": "kế hoạch đầu tư",
    "KHCN": "khoa học công nghệ",
    "KH&CN": "khoa học công nghệ",
    "GDĐT": "giáo dục đào tạo",
    "GD&ĐT": "giáo dục đào tạo",
    "TTTT": "thông tin truyền thông",
    "TT&TT": "thông tin truyền thông",
    "VHTTDL": "văn hóa thể thao du lịch",
    "VHTT&DL": "văn hóa thể thao du lịch",
    "NNPTNT": "nông nghiệp phát triển nông thôn",
    "NN&PTNT": "nông nghiệp phát triển nông thôn",
    "PTNT": "phát triển nông thôn",
    "NTM": "nông thôn mới",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "BHTN": "bảo hiểm thất nghiệp",
    "CCCD": "căn cước công dân",
    "CMND": "chứng minh nhân dân",
    "GPLX": "giấy phép lái xe",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "QSDĐ": "quyền sử dụng đất",
    "HTX": "hợp tác xã",
    "DNNN": "doanh nghiệp nhà nước",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "PCTN": "phòng chống tham nhũng",
    "KNTC": "khiếu nại tố cáo",
    "ATTP": "an toàn thực phẩm",
    "ATGT": "an toàn giao thông",
    "PCCC": "phòng cháy chữa cháy",
    "BVMT": "bảo vệ môi trường",
    "ĐBSCL": "đồng bằng sông cửu long",
    "TX": "thị xã",
    "TP": "thành phố",
}
# two letters stand for many things unless they are written as a name's first part: "TX. Vĩnh Châu"
_SHORTEST = 3
_BY_LETTERS = {fold(short).replace("&", "").replace("-", ""): long for short, long in _SPELLED.items()}
_WORD = re.compile(r"[^\W_]+(?:[&-][^\W_]+)*\.?")
_BY_WORDS = sorted(
    ((fold(long), short) for short, long in _SPELLED.items() if "&" not in short and "-" not in short),
    key=lambda pair: -len(pair[0]),
)


def spell_out(text: str) -> str:
    """The text with its abbreviations in words: "Sở GTVT" → "Sở giao thông vận tải"."""
    return _WORD.sub(lambda match: _spelled(match.group()) or match.group(), text)


def _spelled(word: str) -> str | None:
    letters = fold(word.rstrip(".")).replace("&", "").replace("-", "")
    if len(letters) < _SHORTEST and not (word.isupper() or word.endswith(".")):
        return None
    return _BY_LETTERS.get(letters)


def shorten(text: str) -> tuple[str, ...]:
    """The abbreviations of what a text says in words: "thủ tục hành chính" → TTHC."""
    folded = " ".join(re.findall(r"\w+", fold(text)))
    return tuple(short for long, short in _BY_WORDS if re.search(rf"\b{long}\b", folded))
