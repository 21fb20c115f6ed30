"""Reading a question: its words in one spelling, its periods, and what it asks to be done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.asked_periods import read_asked, spans_of_periods
from assistant.bounds import Gap, Threshold, find_bound, find_gap_cue
from assistant.conditions import filters
from assistant.lexicon import ASKED_LEVELS, ASKS_WHO, CHAT_FORMS, STOP_WORDS, SYNONYMS, WHOLE_WORDS
from assistant.ordinals import OrdinalRange, read_ordinals
from corpus.period_text import without_periods
from corpus.text import fold, normalise
from corpus.values import Kind, Level

LONGEST_QUESTION = 20_000
_WORD = re.compile(r"[\w%&]+(?:[./][\w&]+)*", re.UNICODE)
_SLASH = re.compile(r"(?<=[^\W\d_])/(?=[^\W\d_A-ZĐ])")  # "Thực hiện/dự toán"
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,80})[”\"]")
_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{4})?")
_PAUSE = re.compile(r"[—–:;()\"“”|›]|[.,](?=\s)")  # no one thing is named across it
_NUMBER_WORDS = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}


class Operation(StrEnum):
    """What a question asks to be done with figures or passages."""

    LOOKUP = "lookup"
    RANK = "rank"
    CHANGE = "change"
    SUM = "sum"
    SHARE = "share"
    COMPARE = "compare"
    FILTER = "filter"
    BREAKDOWN = "breakdown"
    WHY = "why"
    SOLUTION = "solution"
    TEXT = "text"
    AUDIT = "audit"
    REPORT = "report"
    DRAFT = "draft"


_BIG = r"nhieu|cao|lon|tot|manh|dan dau|chu yeu|dong|rong|nang|ngheo|giau"
_SMALL = r"it|thap|nho|kem|hep|(?<!kinh )(?<!thuc )(?<!quoc )(?<!y )te"
_SUPERLATIVE = rf"\b(?:{_BIG}|{_SMALL}) (?:\w+ ){{0,8}}?(?:nhat|hon ca(?! nam| quy| ky| thang| cung))\b"
_CUES: tuple[tuple[Operation, str], ...] = (
    (
        Operation.DRAFT,
        r"^\W*((xin|hay|giup|nho|vui long|lam on|can|muon|cho|minh|toi|em|anh|chi|ban) )*(soan thao|soan|viet|du thao|thao)\b",
    ),
    (
        Operation.AUDIT,
        r"\b(khong khop|khop nhau|co khop|mau thuan|so lieu (nao )?sai|co dung khong|co dung ko|co dung .{0,40} (khong|ko)\b|cong sai)"
        r"|\b(dung|chuan|chinh xac|khop|hop ly) (hay )?(chua|sai)\b|\bco chinh xac (khong|ko)\b"
        r"|\b(bang|trung|giong) nhau (khong|ko|chua|hay)\b|\bco bang .{2,80}\bcong\b.{0,80}(khong|ko)\b"
        r"|\bcong .{0,80}\b(co ra|ra dung|dung bao nhieu|co bang|co dung|co khop)\b|\btinh lai\b"
        r"|\b(kiem tra|ra soat|ra|soat) .{0,60}\b(cong sai|sai (khong|ko|cho nao)|o nao sai|cho nao sai)\b",
    ),
    (
        Operation.WHY,
        r"\b(vi sao|tai sao|nguyen nhan|(?<!hai )(?<!ba )(?<!cac )ly do|do dau|vi dau)\b|^sao\b|\bsao .* (vay|the)\b|\blam .{1,40} giam\b",
    ),
    (
        Operation.SOLUTION,
        r"\b(giai phap|bien phap|(phai|can|de nghi|yeu cau|giao) lam (nhung )?(gi|viec gi)|lam gi de|de xuat|kien nghi gi|duoc giao (gi|nhung|cac|viec|nhiem vu|lam|trach nhiem)|giao (nhung )?(viec|nhiem vu)|giao .{2,50} (lam gi|viec gi|nhiem vu gi)|(cach|huong) (khac phuc|xu ly|giai quyet)|khac phuc (the nao|ra sao)|nhung viec gi)\b"
        rf"|{ASKS_WHO.pattern}",
    ),
    (
        Operation.BREAKDOWN,
        r"\b(theo|chia theo|phan theo|chi tiet theo) (tung )?(linh vuc|cap|don vi|loai|nhom|huyen|so)\b",
    ),
    (
        Operation.SHARE,
        r"\b(?:ty|ti) trong\b"
        r"|\bbang (?:bao nhieu|may) (?:%|phan tram) (?!(?:so voi )?(?:cung ky|du toan|ke hoach|nam|quy|ca nam))"
        r"|\b(?:bao nhieu|may) (?:%|phan tram) (?:(?:tren |trong |so voi |cua )?(?:tong|toan)|so voi so)\b"
        r"|\bchiem\b|\b(ty le|ti le) .{3,60} (tren|trong) (tong|so)\b|\btren tong\b",
    ),
    (
        Operation.RANK,
        rf"{_SUPERLATIVE}|\btop \d+|\bdung (dau|cuoi|thu)\b|\bxep (cuoi|dau|chot)\b"
        r"|\bthu (hai|ba|nhi)\b|\bchu yeu\b|\bnhat( nam \d{4})?\W*$",
    ),
    (
        Operation.FILTER,
        r"\b(bao nhieu|may) (so|huyen|xa|phuong|don vi|linh vuc|tieu chi|dia phuong)\b.{0,40}\b(co|bi|dat|duoi|tren)\b|\b(duoi|tren|it hon|nho hon|lon hon|cao hon|thap hon|vuot|khong qua) \d|\bdu 100|\b100 ?%|\bkhong co ho so\b|\bkhong co .{2,30} nao\b|\bnao (ma |van |lai |con |deu )?(khong|chua) (co|phai|bi|con|phat sinh)\b|\btang hang\b|\bgiam hang\b"
        r"|\b(nhung|cac) .{2,30} nao\b|\bliet ke\b|\bnao (lai |van |bi |co )*(tang|giam|tut)\b",
    ),
    (
        Operation.COMPARE,
        r"\b(so sanh|(ben|noi|don vi|dia phuong|huyen|so|xa|khoan|cai|linh vuc) nao .{0,60}\bhon\b|ben nao|noi nao hon|chenh (nhau|lech)|gap (may|bao nhieu) lan|hay .{2,60} hon|cach nhau)\b|\bhon bao nhieu\b|\bkem bao nhieu\b"
        r"|\b(hon|kem|vuot) (?!so|cung|nam|ky|quy|thang|truoc).{2,60} (bao nhieu|may)\b|\b(cao|thap|nhieu|it|lon|nho|tot|kem) hon .{2,60} (hay )?khong\W*$|\bkhoan nao lon hon\b|\bnao (lon|nho|cao|thap|nhieu|it) hon\b",
    ),
    (
        Operation.CHANGE,
        r"\b(tang hay giam|thay doi|so voi (cung ky|(nam |ky |quy |thang )?(20\d\d|truoc|ngoai|lien truoc)|quy|thang \d|\d thang)|tut|bien dong|(tang|giam) (duoc |them |mat |di )?(bao nhieu|may)|giam di|tang them|so (voi )?dau nam)\b"
        r"|\b(hon|kem|thap hon|cao hon|it hon|nhieu hon|lon hon) (so voi )?cung ky\b"
        r"|\btu (nam )?20\d\d (sang|den|toi) (nam )?20\d\d|\b(hon|kem) (nam|quy|thang|ky) (20\d\d|truoc|ngoai|lien truoc)\b",
    ),
    (
        Operation.SUM,
        r"^\W*cong (?!tac|ty|khai|bo|dan|chuc|nghiep|an|doan|nhan|thuong|trinh)|\b(tong cong|cong lai|cong ca|ca (hai|ba|bon)|gop|tinh tong|tong so .{3,80} (va|cua \d+)|tong \d+ noi|cong het|tong .{3,80} (tat ca|moi) cac? \w+)\b",
    ),
    (
        Operation.TEXT,
        r"\b(ai ky|ai la|nguoi ky|ngay nao|khi nao|bao gio|han chot|so may|quyet dinh nao|van ban nao|o dau|chuc vu|chuc danh|co quan nao|nghi dinh nao|can cu nao)\b|\bai\b",
    ),
)
# with diacritics: "Bắc" is no "bậc", "Đông" no "đồng"
_KIND_CUES: tuple[tuple[Kind, str], ...] = (
    (Kind.RANK, r"(?<!\w)(?:xếp thứ|vị trí|vị thứ|hạng|bậc)(?!\w)"),
    (Kind.PERCENT, r"(?<!\w)(?:tỷ lệ|tỉ lệ|phần trăm)(?!\w)|%"),
    (Kind.SCORE, r"(?<!\w)điểm(?! phần trăm| ?%)(?!\w)"),
    (
        Kind.MONEY,
        r"(?<!\w)(?:bao nhiêu|mấy) (?:nghìn |triệu |tỷ )*(?:đồng|triệu|tỷ|tiền)(?!\w)"
        r"|(?<!\w)(?:nghìn|triệu|tỷ) đồng(?!\w)|(?<!\w)(?:số tiền|kinh phí)(?!\w)",
    ),
    (Kind.COUNT, r"(?<!\w)(?:(?:bao nhiêu|mấy) (?:hồ sơ|hs|người)|số hồ sơ|số lượng)(?!\w)"),
)
_DIMENSION = re.compile(
    r"(?<!\w)(?:chia |phân |chi tiết )?theo (?:từng |các )?(?:cấp|lĩnh vực|đơn vị|loại|nhóm)(?!\w)[^.?;:]*"
)
_LEFT_OUT = re.compile(
    r"(?<!\w)(?<!bị )(?<!đã )(?:không (?:kể|tính|bao gồm|gồm)|chưa kể|ngoại trừ|loại trừ|trừ)(?! điểm| lùi| đi| lại)"
    r" (?:ra )?([^,;.?()]{2,60})"
)
_TOTAL_ROW = re.compile(r"(?:các )?(?:dòng|hàng|phần|mục)? ?tổng(?: cộng| số| chung)?")  # which is no unit anyway
_MEASURES = "km2|m2|m3|tan|ta|kg|lit|ngay|gio|phut|thang|km|ha|hec ta|met|xe|cuoc|vu|dong|trieu|ty"
_NOT_DONE = re.compile(r"(?<!\w)(?:để tồn|chưa xong|chưa giải quyết xong)(?!\w)")
_POWERS = {"²": "2", "³": "3"}
_POWER = re.compile(r"(?<=m)[²³]")
_ANY_UNIT = re.compile(r"(?<!\w)(?:(?:những|các) )?(?:cơ quan|đơn vị|tổ chức|nơi)(?= nào)")
# of growth; what grows may be of any kind
_GROWTH = re.compile(
    r"(?<!\w)((?:tăng|giảm)(?: lên| thêm| đi| được| xuống)?(?: khoảng)?) (?:bao nhiêu|mấy) (?:phần trăm|%)(?!\w)",
    re.IGNORECASE,
)
_BOTH_ENDS = re.compile(r"\b(cao|nhieu|lon|tot) nhat (va|voi|,) (thap|it|nho|kem) nhat\b")
_CLAUSE_END = re.compile(r"[,;:.?!]\s|\btrong đó\b|\bvà (?=bao nhiêu|mấy|tụt|xếp|tỷ lệ|tăng|giảm)", re.IGNORECASE)
_ASKING = re.compile(r"(?<!\w)(bao nhiêu|mấy|nào|thế nào|ra sao|gì|tỷ lệ)(?!\w)", re.IGNORECASE)
_PEOPLE = re.compile(r"(?i)((?<!\w)(?:\d[\d.,]*|nghìn|ngàn|vạn|triệu|bao nhiêu|mấy)) dân(?! (?:số|cư|tộc|quân))(?!\w)")
_COUNTS = re.compile(r"\b(bao nhieu|may) (?!phan tram|diem|bac|hang|lan)[a-z]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a question that asks for something of its own; `counts` where it asks how many there are."""

    kinds: tuple[Kind, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a question or label: `key` in the spelling shared by all; `typed` as written;
    `clause` counts the parts of a question that ask for something of their own."""

    key: str
    typed: str
    content: bool
    clause: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question as read. `operations` in order of the cues' weight, LOOKUP last."""

    text: str
    folded: str
    tokens: tuple[Token, ...]
    periods: tuple[str, ...]
    operations: tuple[Operation, ...]
    kinds: tuple[Kind, ...]
    clauses: tuple[Clause, ...]
    level: Level | None
    count: int | None
    descending: bool
    both_ends: bool
    threshold: Threshold | None
    position: int | None = None
    unit: str | None = None
    ordinals: tuple[OrdinalRange, ...] = ()
    gap: Gap | None = None
    quoted: frozenset[str] = frozenset()
    left_out: str | None = None  # what is not to be counted: "không kể thành phố"
    compared: str | None = None  # the period that another is to be compared with
    in_percent: bool = False  # whether a change is to be told in percent, of whatever kind the figure is

    def at(self, reference: str | None, *, spoken_of: bool = False) -> Question:
        """The question with the periods that it names by another ("quý II", "quý trước") told by `reference`:
        the newest known, or the one `spoken_of` before."""
        asked = read_asked(spell_out(self.text), reference, spoken_of=spoken_of)
        return replace(self, periods=asked.periods, compared=asked.compared)

    def at_any_time(self) -> Question:
        """The question without the periods that it names."""
        return replace(self, text=_without_time(spell_out(self.text)), periods=(), compared=None)

    @property
    def asks_figure(self) -> bool:
        """Whether the question wants a number."""
        asks = re.search(r"\b(bao nhieu|may|ty le|phan tram|so luong|tong so)\b", self.folded) is not None
        return asks or (bool(self.kinds) and self.operations == (Operation.LOOKUP,))

    @property
    def is_bare(self) -> bool:
        """Whether the question is nothing but the name of what is looked for."""
        asks = re.search(r"\b(gi|nao|ai|dau|sao|the nao|neu|cho biet|trinh bay)\b|\bkhong\W*$", self.folded)
        return self.operations == (Operation.LOOKUP,) and asks is None

    def asks(self, operation: Operation) -> bool:
        """Whether the question has a cue of this operation."""
        return operation in self.operations


def read_question(text: str) -> Question:
    """A question in any spelling (case, diacritics, chat forms) as a `Question`."""
    spelled = spell_out(text)
    plain = _GROWTH.sub(r"\1 bao nhiêu", spelled)
    folded = fold(plain)
    operations = tuple(op for op, cue in _CUES if re.search(cue, folded))
    asked = _asked_level(plain.lower())
    dimension = _DIMENSION.search(plain.lower())
    periods = read_asked(plain, None)
    bound = find_bound(plain.lower())
    left_out = _LEFT_OUT.search(plain.lower())
    lists = Operation.FILTER in (*operations, *_filtering(plain, operations, asked is not None))
    which = _ANY_UNIT.search(plain.lower()) if lists and asked is None else None
    spans = [
        *([which.span()] if which else []),
        *([left_out.span()] if left_out else []),
        *([dimension.span()] if dimension else []),
        *(bound.spans if bound else ()),
        *([asked[1]] if asked else []),
    ]
    clauses = split_clauses(_blank(_blank_periods(plain), spans))
    return Question(
        text=text,
        folded=folded,
        tokens=tuple(replace(token, clause=i) for i, clause in enumerate(clauses) for token in tokenise(clause)),
        periods=periods.periods,
        compared=periods.compared,
        operations=(*operations, *_filtering(plain, operations, asked is not None), Operation.LOOKUP),
        kinds=_kinds(plain.lower()),
        clauses=tuple(_read_clause(clause.lower()) for clause in clauses),
        level=asked[0] if asked else None,
        count=_asked_count(folded),
        descending=_is_descending(folded),
        both_ends=bool(_BOTH_ENDS.search(folded)),
        threshold=bound.threshold if bound else None,
        position=_asked_position(folded),
        ordinals=read_ordinals(plain),
        gap=find_gap_cue(plain.lower()),
        quoted=frozenset(fold(words).strip() for words in _QUOTED.findall(plain)),
        unit=_asked_unit(folded),
        left_out=left_out[1].strip() if left_out and not _TOTAL_ROW.fullmatch(left_out[1].strip()) else None,
        in_percent=plain != spelled,
    )


def _filtering(plain: str, cued: Sequence[Operation], of_level: bool) -> tuple[Operation, ...]:
    """The operation of asking for all units that meet a condition, where no cue has told it yet."""
    return () if Operation.FILTER in cued or not filters(plain, of_level=of_level) else (Operation.FILTER,)


def _asked_level(lowered: str) -> tuple[Level, tuple[int, int]] | None:
    """The level of unit asked for, and where the question says so."""
    for name, cue in ASKED_LEVELS:
        if match := re.search(cue, lowered):
            return Level(name), match.span()
    return None


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without what asks for a level or a dimension: those words name no row."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} , {text[end:]}"
    return text


def _without_time(plain: str) -> str:
    return without_periods(_blank_periods(plain))


def _blank_periods(text: str) -> str:
    """The text with spaces for the quarters and months that it names, each character in its place."""
    for start, end in spans_of_periods(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def spell_out(text: str) -> str:
    """The text in NFC with chat forms in full: "bn hs" → "bao nhiêu hồ sơ", "dưới 40.000 dân" → "… dân số"."""
    words = plain_units(normalise(text)).split(" ")
    spelled = _PEOPLE.sub(r"\1 dân số", " ".join(_spell_word(word) for word in words))
    return _NOT_DONE.sub("đang giải quyết", spelled)


def plain_units(text: str) -> str:
    """The text with the powers of units as plain digits: "km²" → "km2"."""
    return _POWER.sub(lambda match: _POWERS[match[0]], text)


def _spell_word(word: str) -> str:
    bare = word.strip(",.?!;:\"'()“”").lower()
    dotted = f"{bare}." if f"{bare}." in CHAT_FORMS and f"{bare}." in word.lower() else None
    full = CHAT_FORMS.get(bare) or (CHAT_FORMS[dotted] if dotted else None)
    return word.lower().replace(dotted or bare, full) if full else word


def tokenise(text: str, *, label: bool = False) -> tuple[Token, ...]:
    """The words of a question or a label, words for one thing under one key.

    Of a question, words of asking carry no content; a label's words all do.
    """
    return tuple(token for part in _PAUSE.split(_SLASH.sub(" ", text)) for token in _tokenise_part(part, label))


def words_between_pauses(texts: Iterable[str]) -> Iterator[list[str]]:
    """The words of texts, those between two pauses together: no name is abbreviated across a comma."""
    for text in texts:
        for part in _PAUSE.split(_SLASH.sub(" ", text)):
            yield [word for token in _tokenise_part(part, True) for word in token.key.split()]


def _tokenise_part(text: str, label: bool) -> list[Token]:
    typed = _WORD.findall(plain_units(text))
    words = [word.lower() for word in typed]
    tokens: list[Token] = []
    position = 0
    while position < len(words):
        length, key = _longest_synonym(words, position)
        number = key[:1].isdigit() and not _DATE.fullmatch(key)
        stop = not label and (key in WHOLE_WORDS or (length == 1 and (key in STOP_WORDS or number)))
        tokens.append(Token(key, " ".join(typed[position : position + length]), not stop))
        position += length
    return tokens


def split_clauses(text: str) -> list[str]:
    """The parts of a question that each ask for something; a part that asks nothing goes with the one after it."""
    parts = _CLAUSE_END.split(text)
    clauses = [""]
    for i, part in enumerate(parts):
        clauses[-1] += f"{part}, "
        if _ASKING.search(part) and any(_ASKING.search(later) for later in parts[i + 1 :]):
            clauses.append("")
    return clauses


def _read_clause(lowered: str) -> Clause:
    kinds = _kinds(lowered)
    return Clause(kinds, _COUNTS.search(fold(lowered)) is not None and not kinds)


def _kinds(lowered: str) -> tuple[Kind, ...]:
    return tuple(kind for kind, cue in _KIND_CUES if re.search(cue, lowered))


def _longest_synonym(words: list[str], position: int) -> tuple[int, str]:
    for length in (5, 4, 3, 2, 1):
        phrase = " ".join(words[position : position + length])
        if length <= len(words) - position and phrase in _CANONICAL:
            return length, _CANONICAL[phrase]
    return 1, words[position]


_CANONICAL = {phrase: group[0] for group in SYNONYMS for phrase in group}


def _asked_count(folded: str) -> int | None:
    match = re.search(
        r"\b(?:top|nhung|cac)?\s*(\d{1,2}|hai|ba|bon|nam|sau|bay|tam|chin|muoi) (?:don vi|so|huyen|linh vuc|tieu chi|noi|xa|dia phuong|nganh)\b",
        folded,
    )
    top = re.search(r"\btop (\d{1,2}|hai|ba|bon|nam|muoi)\b", folded)
    found = top or match
    if found is None:
        return None
    return int(found[1]) if found[1].isdigit() else _NUMBER_WORDS[found[1]]


def _asked_position(folded: str) -> int | None:
    """The place in a ranking that is asked for: "đứng thứ hai" → 2."""
    match = re.search(
        r"\b(?:dung|xep|la|don vi|nhat|nhieu|it|cao|thap|lon|nho|kem|tot) thu "
        r"(\d{1,2}|hai|ba|tu|nhi|nam|sau|bay|tam|chin|muoi)\b",
        folded,
    ) or re.search(r"\bthu (nhi)\b", folded)
    if match is None:
        return None
    return int(match[1]) if match[1].isdigit() else {**_NUMBER_WORDS, "nhi": 2, "tu": 4}[match[1]]


def _asked_unit(folded: str) -> str | None:
    """What is to be counted or measured, where the question says it: "bao nhiêu ngày" → "ngay"."""
    match = re.search(rf"\b(?:bao nhieu|may) ({_MEASURES})\b", folded)
    return match[1] if match else None


def _is_descending(folded: str) -> bool:
    """From which end a ranking is asked for: by the word nearest before "nhất"."""
    found = re.search(_SUPERLATIVE, folded)
    said = re.findall(rf"\b(?:{_BIG}|{_SMALL})\b", found[0]) if found else []
    if said:
        return re.fullmatch(_SMALL, said[-1]) is None
    return (
        re.search(rf"\bxep (cuoi|chot)\b|\bdung cuoi\b|\b(?:{_SMALL}) (?:\w+ ){{0,4}}?thu (?:hai|nhi|ba)\b", folded)
        is None
    )
