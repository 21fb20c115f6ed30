"""Which body a question names, and whether a heading or line of a report is about that body.

Bodies are named in full, by their first field ("Sở Tài nguyên"), by a place alone ("Phú Khê") or by
abbreviations, which the catalogue has spelled out before words are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.catalogue import Catalogue
from assistant.question import Question, Token, tokenise
from corpus.observations import bare_label

_OFFICES = (
    "sở|ban|tổng cục|chi cục|cục|ubnd|ủy ban|uỷ ban|văn phòng|thanh tra|công an|viện|kho bạc|bảo hiểm xã hội|bộ|hội"
    "|liên đoàn|tỉnh đoàn|quỹ|ngân hàng|tòa án|đài|huyện|thị xã|thành phố|quận|xã(?! hội)|phường|thị trấn|đặc khu|tỉnh"
    "|chủ tịch|giám đốc|thủ trưởng|cơ quan|đơn vị|doanh nghiệp|chủ đầu tư|tx|tp|tt"
)
_PARTS = (
    "phòng|trung tâm|trường|bệnh viện|trạm|hạt|tổ|đội|bộ phận|đoàn|khoa"  # what may be part of the body that writes
)
_OF_OFFICE = re.compile(rf"(?:(?:các|những|mọi|từng) )*(?:{_OFFICES})(?!\w)")
_OF_BODY = re.compile(rf"(?:(?:các|những|mọi|từng|tập thể|lãnh đạo) )*(?:{_OFFICES}|{_PARTS})(?!\w)")
_LEADS = re.compile(
    r"^(?:(?:đối với|giao(?: cho)?|đề nghị|kiến nghị(?: với)?|yêu cầu|phân công|trách nhiệm(?: của)?|nhiệm vụ(?: của)?"
    r"|chỉ đạo|đề xuất|về phía|về phần|riêng|các)\s+)+",
    re.IGNORECASE,
)
# words that say of what sort a body is: a place's name tells it without them
_SORTS = frozenset(
    {"ủy ban nhân dân", "huyện", "thị", "xã", "thành", "phố", "phường", "trấn", "tỉnh", "quận", "khu", "vực"}
    | {"cấp huyện", "cấp xã", "cấp tỉnh", "cấp", "các", "địa", "bàn", "của", "thuộc", "trên"}
)
_JOINING = frozenset({"và", "hoặc", "trực"})
_COMMUNES = frozenset({"xã", "phường", "trấn", "cấp xã"})
_DISTRICTS = frozenset({"huyện", "quận", "thành", "cấp huyện"})
_BREAKS = re.compile(r"\s*(?:[,–-]|và\b)")
_CAPITALS_APART = 3  # words from one capital of a name to the next: "Khoa học và Công"
_NAME_LENGTH = 14  # words of the longest name of a body


@dataclass(frozen=True, slots=True)
class Body:
    """A body as a question names it: the words that tell it, where they stand, and its level ("xã", "huyện")."""

    keys: tuple[str, ...]
    positions: frozenset[int]
    level: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a body as a report has it, ready to be compared."""

    text: str
    keys: tuple[str, ...]  # its telling words in order, those of sort aside
    first: int  # how many of them make its first field: "Sở Giáo dục" of "Sở Giáo dục và Đào tạo"
    level: str


def looks_like_body(label: str) -> bool:
    """Whether a heading or the start of a line is a body's name."""
    return _OF_BODY.match(strip_lead(bare_label(label)).lower()) is not None


def names_office(line: str) -> bool:
    """Whether a line begins with a body that is no part of another ("Sở Y tế …", not "Phòng Nghiệp vụ …")."""
    return _OF_OFFICE.match(strip_lead(line).lower()) is not None


def strip_lead(text: str) -> str:
    """A heading or line without the words that give the task: "Đề nghị UBND tỉnh …" → "UBND tỉnh …"."""
    return _LEADS.sub("", text.strip())


def read_name(label: str, catalogue: Catalogue) -> Named:
    """A body's name, from a heading or from the words before a colon."""
    text = strip_lead(bare_label(label)).rstrip(" :.;")
    match = _BREAKS.search(text)
    first = text[: match.start()] if match else text
    tokens = catalogue.expand(tokenise(text, label=True))
    return Named(text, _telling(tokens), len(_telling(catalogue.expand(tokenise(first, label=True)))), _level(tokens))


def subjects(line: str) -> Iterator[str]:
    """What a body may be called that a sentence begins with: "Sở Khoa học và Công nghệ hoàn thiện …".

    Capitals tell its fields, not where the last of them ends: with one word after it, and without.
    """
    words = strip_lead(line).split()[:_NAME_LENGTH]
    if not looks_like_body(" ".join(words)):
        return
    last = 0
    for i, word in enumerate(words):
        if word[:1].isupper() and i - last <= _CAPITALS_APART:
            last = i
    for end in (last + 1, last + 2):
        yield " ".join(words[:end])


def bodies_named(question: Question, names: Iterable[Named], catalogue: Catalogue) -> tuple[Body, ...]:
    """The bodies of a report's names that a question says, the longest names first, each part of it once."""
    tokens = catalogue.expand(question.tokens)
    places = [i for i, token in enumerate(tokens) if token.key not in _SORTS | _JOINING]
    keys = [tokens[i].key for i in places]
    found: list[tuple[int, bool, Body]] = []
    for name in names:
        for start in range(len(keys)):
            count = _shared(keys[start:], name.keys)
            whole = count == len(name.keys)
            if not count or not (whole or count == name.first):
                continue
            at = places[start : start + count]
            if not any(tokens[i].content for i in at):
                continue  # the name of the province says which reports are meant
            if (level := _level_before(tokens, at[0])) and name.level and level != name.level:
                continue
            found.append((count, whole, Body(name.keys[:count], frozenset(at), name.level, name.text)))
    found.sort(key=lambda told: (-told[0], not told[1]))
    chosen: list[Body] = []
    for _, _, body in found:
        same = [other for other in chosen if other.positions & body.positions]
        if not same:
            chosen.append(body)
    return tuple(chosen)


def is_about(body: Body, name: Named) -> bool:
    """Whether a name that ends where it ends (a heading, the words before a colon) is the body's."""
    if body.level and name.level and body.level != name.level:
        return False
    return name.keys == body.keys or (bool(name.keys) and name.keys[: name.first] == body.keys)


def begins_with(body: Body, text: str, catalogue: Catalogue) -> bool:
    """Whether a sentence has the body as its subject: "UBND huyện Phú Khê đo xong …"."""
    words = strip_lead(text).split()[:_NAME_LENGTH]
    if not words or _OF_BODY.match(" ".join(words).lower()) is None:
        return False
    tokens = catalogue.expand(tokenise(" ".join(words), label=True))
    telling = [token for token in tokens if token.key not in _SORTS | _JOINING]
    if tuple(token.key for token in telling[: len(body.keys)]) != body.keys:
        return False
    level = _level(tokens[: tokens.index(telling[len(body.keys) - 1])])
    after = telling[len(body.keys)] if len(telling) > len(body.keys) else None
    goes_on = after is not None and after.typed[:1].isupper() and not _is_abbreviation(after.typed)
    return not goes_on and not (body.level and level and body.level != level)


def _is_abbreviation(typed: str) -> bool:
    return len(typed) > 1 and typed.isupper()


def _telling(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.key for token in tokens if token.key not in _SORTS | _JOINING)


def _shared(keys: Sequence[str], name: Sequence[str]) -> int:
    """How many of the first words of both are the same."""
    return next((i for i, (a, b) in enumerate(zip(keys, name, strict=False)) if a != b), min(len(keys), len(name)))


def _level(tokens: Sequence[Token]) -> str:
    keys = [token.key for token in tokens]
    for i, key in enumerate(keys):
        if key == "xã" and i and keys[i - 1] == "thị":
            return "huyện"
        if key in _COMMUNES:
            return "xã"
        if key in _DISTRICTS:
            return "huyện"
    return ""


def _level_before(tokens: Sequence[Token], start: int) -> str:
    """The level that the words right before a place say: "xã Tân Lập"."""
    return _level(list(_before(tokens, start)))


def _before(tokens: Sequence[Token], start: int) -> Iterator[Token]:
    first = start
    while first and tokens[first - 1].key in _SORTS:
        first -= 1
    yield from tokens[first:start]
