"""What else an answer of a language model must be: Vietnamese, whole, from sources, and silent on how it was made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from corpus.text import fold

MOST = 8_000  # characters
_WORD = re.compile(r"[^\W\d_]+")
_THOUGHT = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_OPEN_THOUGHT = re.compile(r"<think(?:ing)?>.*\Z", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(
    r"<\s*/?\s*[a-z!?][^>]*>|!\[[^\]]*\]\(|\]\(\s*[a-z]+:|javascript:|data:\w+/|https?://|www\.", re.IGNORECASE
)
_CODED = re.compile(r"[A-Za-z0-9+/=_-]{48,}")
_REF = re.compile(r"(?<!\w)F\d{1,3}(?!\w)")
_DATA_MARK = re.compile(r"[⟦⟧]")
_NOT_FOUND = re.compile(
    r"không (?:có|tìm thấy|thấy|tra được|nêu|đề cập)[^.?!]{0,60}(?:số liệu|thông tin|dữ liệu|nội dung|báo cáo|kho)"
    r"|(?:báo cáo|kho)[^.?!]{0,40}(?:không|chưa) (?:có|nêu|đề cập|ghi)",
    re.IGNORECASE,
)
_SHINGLE = 8  # words in a row that nobody says by chance
_COMMON = (
    "là và của có không trong năm được số này các đã với cho tại ở theo từ đến so hơn nhất tỉnh huyện xã sở"
    " điểm hồ sơ cao thấp tăng giảm bảng báo cáo nguồn tổng tỷ lệ"
)
_VIETNAMESE = frozenset(_COMMON.split())
_LEAST_SHARE = 0.35  # of a Vietnamese text's words that carry its own letters or are its commonest words
_ENGLISH = re.compile(r"(?<!\w)(?:the|of|is|are|and|in|was|were|has|have|with|for|to|by|increase|decrease)(?!\w)", re.I)


def spoken(text: str) -> str:
    """A model's text without what it thought aloud."""
    return _OPEN_THOUGHT.sub("", _THOUGHT.sub("", text)).strip()


def says_not_found(text: str) -> bool:
    """Whether an answer says that the reports do not have it."""
    return _NOT_FOUND.search(unicodedata.normalize("NFC", text)) is not None


def wording_faults(text: str, secret: str, names: Iterable[str], found: str) -> list[str]:
    """What is wrong with an answer besides its figures: Vietnamese phrases, none if nothing is.

    `secret` is the prompt, which is not repeated; `names` those of the tools; `found` the folded text of the sources
    and the question, in which alone an address may stand.
    """
    faults = []
    if len(text) > MOST:
        faults.append("câu trả lời quá dài")
    if not _is_vietnamese(text):
        faults.append("câu trả lời phải bằng tiếng Việt")
    if _MARKUP.search(text) or _CODED.search(text):
        faults.append("câu trả lời không được có mã, địa chỉ mạng hay hình ảnh")
    inner = _REF.search(text) or _DATA_MARK.search(text) or any(name in text for name in names)
    if inner or _repeats(text, secret, found):
        faults.append("câu trả lời không được nhắc tới chỉ dẫn, tên công cụ, mã nội bộ")
    return faults


def _is_vietnamese(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    if any("LATIN" not in unicodedata.name(char, "") for char in letters):
        return False
    words = [word.lower() for word in _WORD.findall(unicodedata.normalize("NFC", text))]
    if len(words) < 3:
        return bool(words)
    own = sum(word in _VIETNAMESE or any(ord(char) > 0x7F for char in word) for word in words)
    return own >= _LEAST_SHARE * len(words) and len(_ENGLISH.findall(text)) * 4 <= len(words)


def _repeats(text: str, secret: str, found: str) -> bool:
    """Whether a run of the prompt's words stands in a text, that no source has."""
    said = _WORD.findall(fold(text))
    told = _shingles(fold(secret))
    known = " ".join(_WORD.findall(found))
    runs = (" ".join(said[i : i + _SHINGLE]) for i in range(len(said) - _SHINGLE + 1))
    return any(run in told and run not in known for run in runs)


@lru_cache(maxsize=4)
def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(text)
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
