"""From running text to tidy figures: scores, shares, amounts, ranks, changes, broken-down counts.

A figure is observed only where the text says what it measures: the noun phrase before it, the
subject of its sentence, or the heading of a clause that opens with the verb ("Đạt tỷ lệ 99,98%").
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.names import level_of
from corpus.number_words import words_in
from corpus.numbers import Convention, infer_convention, read_digits
from corpus.observations import bare_label
from corpus.prose_labels import counted_after, is_empty_lead, is_time, opens_parts, without_lead
from corpus.prose_periods import period_before, periods_of_change
from corpus.text import fold, sentences
from corpus.values import (
    PATH_SEPARATOR,
    Comparison,
    Kind,
    Level,
    Observation,
    Paragraph,
    Quality,
    Report,
    add_pages,
    enclose,
)

_DIGITS = r"\d+(?:[.,]\d+)*"
_MONEY = r"(?:nghìn|ngàn|triệu|tỷ|tỉ)?\s?đồng\b"
_FIGURE = re.compile(
    rf"(?<![\w.,/])(?P<sign>(?<!\d)[-−–]\s?)?(?P<number>{_DIGITS})(?:\s?(?P<inner>{_MONEY}))?"
    rf"(?:\s?/\s?(?P<of>{_DIGITS}))?"
    rf"(?:\s?(?P<unit>%|điểm phần trăm|điểm|bậc|{_MONEY}))?(?![\w/]|[.,]\d)"
)
# what looks like a figure and is none: dates, document numbers, places, list numbers, years
_NO_FIGURE = re.compile(
    r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b(?:tháng|quý)\s\d{1,2}(?:/\d{4})?|(?<!\d)\d{1,2}/\d{4}\b"
    r"|\bngày\s\d{1,2}(?:/\d{1,2})?\b|\b(?:số\s)?\d+/(?:\d{4}/)?[A-ZĐ][\w-]*"
    r"|\b(?:số|Điều|điều|khoản|mục|Mục|điểm|Phụ lục|phụ lục|Bảng|bảng|Biểu đồ|Quyết định|Chỉ thị)"
    r"\s\d+(?:\.\d+)*(?=[\s.,:;)]*(?:ngày|đính|của|kèm|$|[A-ZĐ]))|\((?:\d{1,2}|[ivx]+)\)"
    r"|(?:giai đoạn\s)?\b(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}\b"
    r"|(?<![\d.,])(?:19|20)\d{2}(?!\s?[%/]|\d|[.,]\d)"
    r"|\b\d+(?:[.,]\d+)*\s?[-–]\s?\d+(?:[.,]\d+)*(?=\s\w)"
)
_LEAD_IN = re.compile(
    r"^(?:[\s,.;:–+()“”\"-]+"
    r"|(?:như vậy|cụ thể|tuy nhiên|đồng thời|trong đó|trong khi đó|ngoài ra|bên cạnh đó|riêng|mặc dù|nhưng"
    r"|và|gồm|bao gồm|còn|kết quả này kéo theo)(?=[\s,:])"
    r"|(?:theo|căn cứ|qua) [^,:]{0,300},"
    r"|(?:vị trí (?:kế tiếp|tiếp theo)|(?:(?:cao|thấp|xếp|đứng) )?thứ \w+"
    r"|cuối cùng|(?:đạt )?(?:cao|thấp) nhất)"
    r" là(?: vấn đề| tiêu chí về| tiêu chí)?"
    r"|trong \d+ [^,]{0,90} thì(?=\s)"
    r"|(?:trong |tính đến |đến )?(?:hết )?(?:năm|kỳ|quý|tháng) ?(?:\d{4}|báo cáo|này|qua)?"
    r"(?:,|(?=\s(?:toàn|tỉnh|huyện|tổng|số)\b)))",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:^|\s)(?:(?:chỉ|đã|mới|đều|vẫn|còn|được|lên|có)\s)*"
    r"(?:(?:đạt|chiếm)(?: được)?(?: (?:tỷ lệ|giá trị|mức|điểm))*(?: (?:cao|thấp) nhất)?(?: với)?"
    r"|là|ở mức|có tỷ lệ|với tỷ lệ(?: đạt được)?|tỷ lệ|lên đến|lên tới|:)\s*:?\s*$",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:^|\s)(?:chỉ\s)?(?:xếp|đứng|ở)\s(?:thứ hạng|vị trí thứ|vị thứ|hạng|thứ|vị trí)\s*$|(?:^|\s)xếp\s*$",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?:^|\s)(?:(?:đã|đều|cùng)\s)*(?P<way>tăng|giảm|tụt)(?:\s(?:thêm|khoảng|được))?\s*$", re.IGNORECASE
)
# the figure that something fell or rose to
_FROM_TO = re.compile(
    r"\s(?:đã\s)?(?:tăng|giảm)\stừ\s\S+(?:\s\S+){0,3}?\s(?:xuống|lên|đến|tới)(?:\scòn)?\s*$", re.IGNORECASE
)
_COMPARED = re.compile(r"(?:cao|thấp|nhiều|ít|lớn|nhỏ|chậm|nhanh)\s+hơn\s*$", re.IGNORECASE)
_MEASURE = re.compile(
    r"(?:tổng|số|tỷ lệ|tỉ lệ|mức|chỉ số|điểm|thu|chi|doanh thu|sản lượng|giá trị|diện tích|dân số|kết quả|vốn"
    r"|kim ngạch|năng suất)\b",
    re.IGNORECASE,
)
# what stands before these words leads into the phrase or belongs to another
_TURN = re.compile(r"\b(?:bao gồm|gồm|cụ thể|nhưng)\s+(?=\w)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:biểu đồ|bảng|hình|biểu)\b", re.IGNORECASE)
# a phrase that breaks off at one of these words names no measure
_BROKEN_OFF = re.compile(
    r"(?:^|\s)(?:của|ở|trên|cả|với|từ|về|qua|thấy|cũng|cạnh|vào|theo|chưa|không|và|lại|là|trong|(?<!ngân\s)sách|nhất"
    r"|nhóm|nào)$",
    re.IGNORECASE,
)
# what is proposed or set as a target has not been measured
_NOT_YET = re.compile(r"\b(?:giai phap|de xuat|kien nghi, de xuat|phuong huong|nhiem vu trong tam)\b")
_SCORED = re.compile(
    rf"đạt (?P<got>{_DIGITS})(?:/(?P<of>{_DIGITS}))?\s?điểm"
    rf"(?:\s?,\s?(?P<lost>[-−–]\s?{_DIGITS})\s?điểm so với điểm chuẩn (?P<full>{_DIGITS})\s?điểm)?",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\b(?:bao gồm|gồm|trong đó)\b[^\d]{0,12}", re.IGNORECASE)
_SINGLE_NOUNS = frozenset(
    {"người", "cuộc", "xã", "huyện", "sở", "lớp", "lượt", "ca", "vụ", "hộ", "ha", "tấn", "km", "m2", "buổi"}
)
_NO_NOUN = re.compile(
    r"so|và|trong|trên|của|đến|từ|tại|với|theo|đạt|là|thì|nên|do|bằng|được|còn|cao|thấp|tăng|"
    r"giảm|hơn|vào|ở|đã|có|bao|gồm|chiếm|xếp|nhưng|như|về|đối|để|cho|mà|khi|chưa|không|nhất|"
    r"thuộc|tổng"
)
# a number in words after these is a name or a date, before those a fraction or a time
_NOT_COUNTED = re.compile(
    r"(?:^|\s)(?:thứ|ngày|mùng|mồng|tháng|năm|quý|khóa|khoá|kỳ|lần|điều|khoản|mục|phường|khóm|ấp|thôn|tổ|số|lớp)\s+$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(r"(?:phần|rưỡi|tháng|năm|giờ|tuổi|mấy|vài)\b")
_LONGEST_PHRASE = 45  # words
_LONGEST_SENTENCE = 4000  # characters


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence: `value` (of `of`), its `unit`, and where it stands in the sentence."""

    printed: str
    value: Decimal
    of: Decimal | None
    unit: str | None
    start: int
    end: int

    @property
    def is_percent(self) -> bool:
        return self.unit == "%"


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with what it measures; `indicator` from the outer phrase to the inner one."""

    figure: Figure
    indicator: tuple[str, ...]
    kind: Kind
    value: Decimal
    changed: bool = False


def observe_prose(report: Report) -> tuple[Observation, ...]:
    """Every figure of the running text whose subject is told, in the order of the report."""
    found: list[Observation] = []
    for number, block in enumerate(report.blocks):
        if isinstance(block, Paragraph) and block.path and not any(_NOT_YET.search(fold(h)) for h in block.path):
            for sentence in whole_sentences(block.text):
                if _CAPTION.match(sentence):
                    continue
                found.extend(_observe_sentence(report, block, number, sentence))
    return tuple(found)


def whole_sentences(text: str) -> list[str]:
    """The sentences of a paragraph, clauses that semicolons part kept together.

    What runs on for pages without a full stop is no sentence and is left out: no subject could be
    told for its figures, and the cost of looking stays that of the text.
    """
    whole: list[str] = []
    for piece in sentences(text):
        if whole and whole[-1].endswith(";") and len(whole[-1]) + len(piece) < _LONGEST_SENTENCE:
            whole[-1] = f"{whole[-1]} {piece}"
        else:
            whole.append(piece)
    return [sentence for sentence in whole if len(sentence) <= _LONGEST_SENTENCE]


def read_figures(sentence: str, convention: Convention = Convention.COMMA) -> list[Figure]:
    """The figures of a sentence in order; dates, document and list numbers, years are none."""
    convention = infer_convention([sentence], convention)
    masked = [match.span() for match in _NO_FIGURE.finditer(sentence)]
    found = []
    for match in _FIGURE.finditer(sentence):
        if any(start < match.end() and match.start("number") < end for start, end in masked):
            continue
        value = read_digits(match["number"], convention)
        of = read_digits(match["of"], convention) if match["of"] else None
        if value is None or (match["of"] and of is None):
            continue
        minus = bool(match["sign"]) and _is_minus(sentence, match.start())
        unit = match["unit"] or match["inner"] or _noun_after(sentence[match.end() :])
        start = match.start() if minus else match.start("number")
        printed = sentence[start : match.end()].strip()
        found.append(Figure(printed, -value if minus else value, of, unit, start, match.end()))
    return sorted([*found, *_read_spoken(sentence)], key=lambda figure: figure.start)


def _read_spoken(sentence: str) -> Iterator[Figure]:
    """Numbers written out ("mười bảy nhiệm vụ") that count something; ordinals, dates and names are none."""
    for spoken in words_in(sentence):
        unit = _noun_after(sentence[spoken.end :])
        said = sentence[spoken.start : spoken.end]
        capital = said[:1].isupper() and bool(sentence[: spoken.start].strip(' -–+•(“"'))
        named = capital or any(word[:1].isupper() for word in said.split()[1:])
        if unit and not named and not _NOT_COUNTED.search(sentence[: spoken.start]) and not _NO_COUNT.match(unit):
            yield Figure(said, Decimal(spoken.value), None, unit, spoken.start, spoken.end)


def _is_minus(sentence: str, at: int) -> bool:
    """A dash is a minus after a comma, a bracket or a word of change, not between two words."""
    before = sentence[:at].rstrip()
    return bool(before) and before[-1] in ",(:"


def _noun_after(text: str) -> str | None:
    """What is counted: the one or two words after a number ("hồ sơ", "nhiệm vụ", "người")."""
    match = re.match(r"\s([^\W\d_]+)(?:\s([^\W\d_]+))?", text)
    if match is None or not match[1].islower() or _NO_NOUN.fullmatch(match[1]):
        return None
    second = match[2] or ""
    single = match[1] in _SINGLE_NOUNS or not second.islower() or bool(_NO_NOUN.fullmatch(second))
    return match[1] if single else f"{match[1]} {second}"


def _observe_sentence(report: Report, block: Paragraph, number: int, sentence: str) -> Iterator[Observation]:
    scored = [match for match in _SCORED.finditer(sentence) if _stands_alone(sentence, match)]
    told = list(_read_scores(scored))
    inside = [match.span() for match in scored]
    figures = [f for f in read_figures(sentence) if not any(a <= f.start < b for a, b in inside)]
    told += _read_sentence(sentence, figures, block.path)
    told.sort(key=lambda item: item.figure.start)
    for column, item in enumerate(told):
        yield _observation(report, block, number, column, sentence, item)


def _stands_alone(sentence: str, match: re.Match[str]) -> bool:
    """Whether a score is told of the heading, with no other subject before it."""
    before = sentence[: match.start()].rstrip()
    return bool(match["full"]) or not before or before.endswith("(")


def _read_scores(matches: Sequence[re.Match[str]]) -> Iterator[_Told]:
    """ "Đạt 1,4464 điểm, - 0,0536 điểm so với điểm chuẩn 1,5 điểm": got, lost, full score."""
    for match in matches:
        full = match["full"] or match["of"]
        if full is None:
            continue
        labels = (
            ("got", "Điểm đạt được"),
            ("lost", "Điểm chưa đạt"),
            ("full" if match["full"] else "of", "Điểm chuẩn"),
        )
        for group, label in labels:
            if match[group]:
                value = read_digits(match[group].lstrip("-−– "))
                if value is not None:
                    signed = -value if group == "lost" else value
                    figure = Figure(match[group], signed, None, "điểm", match.start(group), match.end(group))
                    yield _Told(figure, (label,), Kind.SCORE, signed)


def _read_sentence(sentence: str, figures: Sequence[Figure], path: Sequence[str]) -> list[_Told]:
    """Each figure of a sentence with what it measures, those that the sentence does not tell left out."""
    found: list[_Told] = []
    subject: tuple[str, ...] = ()
    parts_from = _PARTS.search(sentence) or _list_opener(sentence, figures)
    previous: Figure | None = None
    for figure in figures:
        before = _text_before(sentence, figure, previous)
        part = parts_from is not None and figure.start >= parts_from.start() and bool(found)
        told = _read_part(sentence, figure, before) if part else None
        told = told or _read_figure(sentence, figure, before, subject, path, bool(found))
        if told is None:
            continue
        previous = figure
        whole = _whole_of(found, parts_from, figure)
        if whole is not None and len(told.indicator) == 1:
            if told.kind is whole.kind or told.kind is Kind.COUNT:
                told = replace(told, indicator=(*whole.indicator, *told.indicator))
        elif not told.changed:
            subject = told.indicator[:1]
        found.append(told)
    return found


def _list_opener(sentence: str, figures: Sequence[Figure]) -> re.Match[str] | None:
    """The colon after a count that what follows breaks down: "25 người: Khiển trách 13 người; …"."""
    for whole, first in itertools.pairwise(figures):
        colon = re.compile(r":\s").search(sentence, whole.end, first.start)
        if colon is not None and whole.unit == first.unit and not whole.is_percent and whole.unit:
            return colon if not re.search(r"[,;.]", sentence[whole.end : colon.start()]) else None
    return None


def _read_part(sentence: str, figure: Figure, before: str) -> _Told | None:
    """A part of a whole that no words before it name, told by what it counts."""
    named = not is_empty_lead(_phrase(before)) and not opens_parts(before) and not before.rstrip().endswith(":")
    after = counted_after(sentence[figure.end :])
    if named or not after or figure.is_percent or figure.unit is None or not _counts(figure) or not _is_phrase(after):
        return None
    return _Told(figure, (after,), _kind(figure), figure.value)


def _counts(figure: Figure) -> bool:
    """Whether a figure counts things: what follows it is their name."""
    return _kind(figure) is Kind.COUNT


def _whole_of(found: Sequence[_Told], parts_from: re.Match[str] | None, figure: Figure) -> _Told | None:
    """The count that "bao gồm" breaks down, for a figure among its parts."""
    if parts_from is None or figure.start < parts_from.start():
        return None
    before = [t for t in found if t.figure.end <= parts_from.start() and not t.figure.is_percent]
    return before[-1] if before else None


def _text_before(sentence: str, figure: Figure, previous: Figure | None) -> str:
    """The words that lead up to a figure: from the last told figure, or a colon, semicolon or bracket."""
    start = previous.end if previous else 0
    text = re.sub(r"\((?!-\))[^()]*\)", " ", sentence[start : figure.start])
    cut = max(text.rfind(sign) for sign in (";", "(", ")"))
    at = max(cut, text.rstrip(": ").rfind(":"))
    if at >= 0:
        return text[at + 1 :]
    if previous is None:
        return text
    # after a figure stand the words that it counts, up to a comma or "và"
    joint = re.search(r",\s|\s(?:và|nhưng)\s", text)
    return text[joint.end() :] if joint else text


def _read_figure(
    sentence: str, figure: Figure, before: str, subject: tuple[str, ...], path: Sequence[str], later: bool
) -> _Told | None:
    lead = before.rstrip()
    last = re.split(r",\s", lead)[-1].strip() if later else lead
    if _COMPARED.search(lead):
        return None
    if match := _CHANGE.search(lead) or (_follows_change(sentence, figure) if figure.unit in ("%", "bậc") else None):
        own = _phrase(lead[: match.start()]) if match.string is lead else ""
        about = (
            (own,) if own and match.string is lead and _is_phrase(own) and _CHANGE.sub("", last).strip() else subject
        )
        sign = -1 if match["way"].lower() in ("giảm", "tụt") else 1
        kind = Kind.RANK if figure.unit == "bậc" else _kind(figure)
        return _Told(figure, (*about, "Tăng/giảm"), kind, sign * figure.value, True) if about else None
    if match := _RANK.search(lead):
        if figure.is_percent:
            return None
        own = _phrase(lead[: match.start()])
        about = (own,) if own and _is_phrase(own) and _RANK.sub("", last).strip() else subject
        return _Told(figure, (*about, "Xếp hạng"), Kind.RANK, figure.value) if about else None
    verb = _VERB.search(lead) or _FROM_TO.search(lead) or re.search(r":$", lead)
    phrase = _phrase(lead[: verb.start()] if verb else lead)
    rate = figure.is_percent and verb is not None and "lệ" in verb.group()
    if phrase and (is_empty_lead(phrase) or is_time(phrase.removesuffix(" có"))) and figure.unit and _counts(figure):
        after = counted_after(sentence[figure.end :])
        return _Told(figure, (f"Số {after}",), _kind(figure), figure.value) if _is_phrase(after) else None
    if not phrase:
        about = subject if later else (_heading_subject(path) if verb else ())
        if not about or not verb:
            return None
        return _Told(figure, (*about, "Tỷ lệ") if later and figure.is_percent else about, _kind(figure), figure.value)
    if not _is_phrase(phrase):
        return None
    if (verb and not rate) or _MEASURE.match(phrase):
        return _Told(figure, (phrase,), _kind(figure), figure.value)
    if rate:
        return _Told(figure, (phrase, "Tỷ lệ"), Kind.PERCENT, figure.value)
    if figure.unit and not figure.is_percent and len(phrase.split()) <= 24:
        named = len(phrase.split()) <= 4 and not re.search(r"(?:^|\s)(?:có|tổ chức|toàn|đã|chỉ)(?:\s|$)", phrase)
        after = counted_after(sentence[figure.end :]) if _counts(figure) else ""
        label = phrase if named else f"Số {after or figure.unit} {phrase.removesuffix(' có')}"
        return _Told(figure, (label,), _kind(figure), figure.value)
    return None


def _follows_change(sentence: str, figure: Figure) -> re.Match[str] | None:
    """The change verb of "giảm 23 bậc và 9,59%" for its second figure."""
    return re.search(
        rf"(?P<way>tăng|giảm|tụt)\s{_DIGITS}\s?(?:%|bậc)\s?(?:và|,)\s?$",
        sentence[: figure.start],
        re.IGNORECASE,
    )


def _phrase(text: str) -> str:
    """A noun phrase without what leads into it ("Cụ thể, trong năm 2022, …")."""
    bare = without_lead(_TURN.split(text)[-1].strip())
    while (match := _LEAD_IN.match(bare)) and match.end():
        bare = bare[match.end() :].lstrip()
    return re.sub(r"\s*\([^()]*\)\s*$", "", bare).strip(' ,.;:–-“”"(')


def _is_phrase(phrase: str) -> bool:
    """Whether words can be the name of something measured: letters, not too many, no other figure."""
    words = phrase.split()
    told = 1 <= len(words) <= _LONGEST_PHRASE and any(len(w) > 1 and w.isalpha() for w in words)
    # "… cảm nhận của 486 người": a long clause may end in "của" and still say who is counted
    return told and (not _BROKEN_OFF.search(phrase) or ("từ" in words and phrase.endswith("của")))


def _heading_subject(path: Sequence[str]) -> tuple[str, ...]:
    return (bare_label(path[-1]),) if path else ()


def _kind(figure: Figure) -> Kind:
    unit = figure.unit or ""
    if unit in ("%", "điểm phần trăm"):
        return Kind.PERCENT
    if unit.startswith("điểm"):
        return Kind.SCORE
    if "đồng" in unit:
        return Kind.MONEY
    if unit == "bậc":
        return Kind.RANK
    whole = figure.value == figure.value.to_integral_value()
    return Kind.COUNT if whole else Kind.NUMBER


def _observation(report: Report, block: Paragraph, number: int, column: int, sentence: str, told: _Told) -> Observation:
    name = bare_label(block.path[-1])
    period, base = _period(report, block, sentence, told)
    unit = {Kind.RANK: "bậc" if told.changed else "hạng"}.get(told.kind, told.figure.unit)
    return Observation(
        table=None,
        row=number,
        column=column,
        entity=block.path,
        entity_name=name,
        level=Level.CRITERION
        if told.indicator[0].startswith("Điểm ") and told.kind is Kind.SCORE
        else _level(told, name),
        indicator=told.indicator,
        period=period,
        change_from=base,
        comparison=Comparison.SIGNED if base is not None else None,
        kind=told.kind,
        value=told.value,
        of=told.figure.of,
        unit=unit,
        printed=told.figure.printed,
        quality=Quality.PRINTED,
        is_total=bool(re.match(r"tong\b", fold(told.indicator[-1]))),
        locator=add_pages(PATH_SEPARATOR.join(block.path), block.boxes),
        quote=sentence,
        line=block.line,
        box=enclose(block.boxes),
        confidence=block.confidence,
    )


def _level(told: _Told, name: str) -> Level | None:
    """The level of the unit that the phrase or the heading speaks of."""
    for text in (*told.indicator, name):
        match = re.search(r"\b(?:UBND )?cấp (tỉnh|huyện|xã)\b|\btoàn (tỉnh|huyện|xã)\b", text)
        if match:
            return {"tỉnh": Level.PROVINCE, "huyện": Level.DISTRICT, "xã": Level.COMMUNE}[match[1] or match[2]]
    return level_of(name)


def _period(report: Report, block: Paragraph, sentence: str, told: _Told) -> tuple[str | None, str | None]:
    """The period of a figure and, for a change, the earlier one."""
    period = period_before(sentence[: told.figure.start], told.indicator, block.path, report.period)
    return periods_of_change(sentence[told.figure.end :], period, report.period) if told.changed else (period, None)
