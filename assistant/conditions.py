"""The conditions that a question sets to the units it asks for: each as a question of its own, and its test.

"Huyện nào vừa dưới 42.000 dân vừa vượt dự toán?" asks for what meets both of "Huyện nào dưới 42.000 dân" and
"Huyện nào vượt dự toán".
"""

from __future__ import annotations

import re

from assistant.bounds import find_bound, find_gap_cue
from corpus.text import fold

_MOST_CONDITIONS = 4
_LONGEST_SUBJECT = 14  # words
_VERB = r"(?:có|vừa|đạt|bị|dưới|trên|không|chưa|vượt|mà|tăng|giảm)(?!\w)"
_SUBJECT = re.compile(
    r"(?<!thế )(?<!khi )(?<!lúc )(?<!năm )(?<!quý )(?<!ngày )(?<!tháng )(?<!kỳ )(?<!\w)nào(?!\w)"
    r"|^\W*(?:hãy |cho biết |xin |vui lòng )*(?:liệt kê|kể tên|nêu tên|danh sách)(?: giúp| cho)?(?: tôi| mình)?"
    rf"(?: \w+){{1,5}}?(?= {_VERB})"
    rf"|(?:bao nhiêu|mấy) (?!phần|hồ|%)(?:\w+ ){{1,4}}?(?={_VERB})",
    re.IGNORECASE,
)
# what parts two conditions; a name may hold "và", so that a part without a test goes with the one before it
_JOINT = re.compile(
    r"\s*(?:[,;]\s*)?(?<!\w)"
    r"(?:vừa|nhưng(?: lại| vẫn| mà)?|mà(?: lại| vẫn| còn| cũng)*|đồng thời|song|và(?: lại| vẫn)?)(?!\w)\s*|\s*[,;]\s+",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?:(?P<put>ở|tại|trong) )?(?<!gộp )(?<!cộng )(?<!tính )(?<!\w)"
    r"cả (?:ở )?(?P<one>(?:\w+ ){1,4}?)(?:lẫn|và)(?: cả)?(?: ở| tại)? "
    r"(?P<two>cấp \w+|năm \d{4}|\w+ \w+)(?!\w)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\w)(?:(?:cả )?năm|quý|tháng|kỳ)(?: [ivx\d]+)?(?:[/ ](?:năm )?\d{4})?(?!\w)|(?<!\w)20\d\d(?!\w)", re.IGNORECASE
)
_NONE = re.compile(
    r"(?<!\w)(?:không|chưa)(?: hề)? (?:có|phải|bị|còn|để|phát sinh|xảy ra|ghi nhận)(?!\w)"
    r"|(?<!\w)(?:không|chưa) (?:\w+ ){1,5}nào\W*(?:$|mà|và|nhưng)|(?<!\w)không (?:quá|trễ|chậm) h[ạẹ]n(?!\w)"
    r"|(?<!\w)0 (?:hồ sơ|điểm|trường hợp)(?!\w)"
)
_SOME = re.compile(r"(?<!\w)(?:có|còn|bị|để xảy ra|để|phát sinh|xảy ra)(?!\w)")
_EARLIER = r"(?:cả |so với |cả so với )?(?:cùng kỳ|(?:năm|quý|kỳ|tháng) (?:trước|ngoái|\d+))"
_RISE = re.compile(rf"(?<!\w)(?:tăng|cải thiện|lên hạng|(?:cao|nhiều|lớn|tốt) hơn {_EARLIER})(?!\w)")
_FALL = re.compile(rf"(?<!\w)(?:giảm|tụt|xuống hạng|sụt|(?:thấp|ít|kém|nhỏ) hơn {_EARLIER})(?!\w)")
_WHOLE = re.compile(r"(?<!\w)100 ?%|(?<!\w)đủ 100")


def filters(plain: str, *, of_level: bool) -> bool:
    """Whether a question asks which units meet a condition; that they have some of something is one only where
    it says of which level (`of_level`)."""
    match = _SUBJECT.search(plain)
    if match is None:
        return False
    body = plain[match.end() :].lower()
    if not has_test(body):
        body = _turned(plain, match)[1].lower()
    return has_test(body) and (
        of_level or find_bound(body) is not None or is_change(body) or find_gap_cue(body) is not None
    )


def split_conditions(plain: str) -> tuple[str, ...]:
    """The questions, of one condition each, that a question for units with several is made up of; none where
    it sets but one.

    `plain` has its diacritics and no chat forms. What cannot be parted is left whole.
    """
    match = _SUBJECT.search(plain)
    if match is None:
        return ()
    subject, body = plain[: match.end()], plain[match.end() :]
    if not has_test(body):
        subject, body = _turned(plain, match)
    if not subject or len(subject.split()) > _LONGEST_SUBJECT or not has_test(body):
        return ()
    led, pieces = _pieces(body)
    tested = [part for piece in pieces for part in _distributed(piece)]
    if not 1 < len(tested) <= _MOST_CONDITIONS:
        return ()
    times = list(dict.fromkeys(_TIME.findall(body)))
    return tuple(_said_alone(f"{subject.strip()} {led}".strip(), part, times) for part in tested)


def has_test(text: str) -> bool:
    """Whether words set a condition to a figure."""
    lowered = text.lower()
    return find_bound(lowered) is not None or find_gap_cue(lowered) is not None or implied_test(lowered) is not None


def implied_test(lowered: str) -> str | None:
    """The test that a condition without a number sets: none, some, a rise, a fall, the whole."""
    if _WHOLE.search(lowered):
        return ">=100"
    if _NONE.search(lowered):
        return "=0"
    if _RISE.search(lowered):
        return ">0"
    if _FALL.search(lowered):
        return "<0"
    return ">0" if _SOME.search(lowered) else None


def is_change(lowered: str) -> bool:
    """Whether a condition is about a rise or a fall."""
    return _NONE.search(lowered) is None and (_RISE.search(lowered) or _FALL.search(lowered)) is not None


def _turned(plain: str, match: re.Match[str]) -> tuple[str, str]:
    """The subject and the conditions of a question that names the units last: "… là những sở nào?"."""
    before = plain[: match.start()]
    named = re.search(r"(?<!\w)(?:là |gồm |có )+((?:những |các )?(?:\w+ ){1,4})$", before, re.IGNORECASE)
    if named is None:
        return "", ""
    return f"{named[1]}{match[0]}", f" {before[: named.start()]}"


def _pieces(body: str) -> tuple[str, list[str]]:
    """What a question's body says of all units before its first condition, and the parts with a test each; a part
    without one goes with that before it, and what asks for a sum or an order of what is found is no condition."""
    led: list[str] = []
    pieces: list[str] = []
    for part in _JOINT.split(body.strip(" ?.!")):
        if not part.strip() or _ASKS_MORE.search(fold(part)):
            continue
        if _is_own_condition(part):
            pieces.append(part)
        elif pieces:
            pieces[-1] += f" {part}"
        else:
            led.append(part)
    return " ".join(led), pieces


_ASKS_MORE = re.compile(
    r"\b(bao nhieu|may|tong cong|cong lai|ke ten|neu ten|liet ke|nhat|la nhung|vi sao|tai sao|gom nhung|do la)\b"
)


def _is_own_condition(part: str) -> bool:
    """Whether a part after a joint sets a condition itself: "có" alone is the verb of many a name's clause."""
    lowered = part.lower()
    return (
        find_bound(lowered) is not None
        or find_gap_cue(lowered) is not None
        or (implied_test(lowered) is not None and len(lowered.split()) > 1)
    )


def _distributed(piece: str) -> list[str]:
    """A condition for both of two things, for each: "ở cả cấp huyện lẫn cấp xã"."""
    both = _BOTH.search(piece)
    if both is None:
        return [piece]
    put = f"{both['put']} " if both["put"] else ""
    head, tail = piece[: both.start()], piece[both.end() :]
    return [f"{head}{put}{side.strip()}{tail}" for side in (both["one"], both["two"])]


def _said_alone(subject: str, part: str, times: list[str]) -> str:
    """One condition as a question, with the times that the whole question names."""
    told = part.strip()
    own = _TIME.search(told) or _TIME.search(subject)
    return " ".join([subject.strip(), told, *([] if own else times)])
