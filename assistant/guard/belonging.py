"""Whether what a sentence says a number is of, is what its source is of: the row's name and the indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.guard.claims import Claim
from assistant.guard.evidence import NEUTRAL, Evidence, Origin, content_words, name_words
from assistant.guard.names import NameSpan, proper_names
from assistant.guard.sentences import Unit
from assistant.guard.units import MONEY, PERCENT, PLACES, POINTS, RANK, SCORE
from corpus.text import fold
from corpus.values import Kind

ENOUGH_NAMED = 0.6  # the share of a name's words that names it where its whole name does not stand
_CARRIED = 4  # sentences back from which a name is still understood
_ATTACHED = re.compile(r"\s*(?:\w+\s+){0,4}?(?:cua|o|tai|thuoc|do|cho|tu)\s+(?:\w+\s+){0,2}")
_COMPARAND = re.compile(r"(?:\bhon|so voi|\bbang|\bsau|\btruoc|\btru)\s+(?:cua\s+|muc\s+)*$")
_UNIT = re.compile(
    r"(?:so|huyen|thi xa|thanh pho|phuong|thi tran|tinh|ubnd|uy ban nhan dan|chi cuc|cuc|benh vien|truong|van phong"
    r"|quan|trung tam|thanh tra|ban (?:quan ly|dan toc)|xa|tx|tp)(?!\w)"
)
_OF_REPORT = re.compile(r"(?:theo|bao cao(?: so \S+)?(?: cua)?)\s+$")
_LISTED = 40  # items back to the line that opens a list
_MOVING = frozenset({"tang", "giam", "sanh", "voi"})  # said of a change by its verb
_KINDS = {"ty le": Kind.PERCENT, "ti le": Kind.PERCENT, "xep hang": Kind.RANK, "thu hang": Kind.RANK,
          "diem dat duoc": Kind.SCORE, "diem toi da": Kind.SCORE}  # fmt: skip
_KIND_WORD = re.compile(r"(?<!\w)(?:" + "|".join(_KINDS) + r")(?!\w)")
_BOUNDARY = re.compile(
    r"[,;:)]|\((?!%)"
    r"|(?<!\w)(?:va|con|trong khi|so voi|tren|trong so|trong tong|nhung|tuc|tuong ung|bang|chiem|trong do)(?!\w)"
)


def is_of_name(claim: Claim, unit: Unit, before: Sequence[Unit], origin: Origin, evidence: Evidence) -> bool:
    """Whether the names of a sentence, or of those before it, allow a number to be of a source's row."""
    for depth, (own, beside) in enumerate(origin.beside):
        leaf = depth == len(origin.beside) - 1
        known = beside | {own}
        spans = _told(unit, known, own, origin.whole and leaf)
        if spans:
            chosen = _governing(claim, unit, spans) if leaf else spans
            if not any(own in span.keys for span in chosen):
                return False
            continue
        if leaf and _names_another(unit, origin):
            return False
        outer = {key for key, _ in origin.beside[:depth]}
        above = any(span.keys & outer for span in unit.names) and not is_named(unit, origin)
        if not _is_carried(before, evidence.question, own, known, origin, leaf=leaf, above=above):
            return False
    if not origin.beside and not origin.whole:  # a figure of running text: its label is words of a sentence
        said = " ".join([unit.text, *(u.text for u in before[-_CARRIED:]), evidence.question.text])
        words = content_words(origin.fact.entity)
        return not words or len(words & content_words(said)) >= ENOUGH_NAMED * len(words)
    return True


def _names_another(unit: Unit, origin: Origin) -> bool:
    """Whether a sentence names other rows of the source's table, and none of those that it stands under."""
    above = {own for own, _ in origin.beside}
    spans = [span for span in unit.names if span.keys & origin.table_names]
    return bool(spans) and not any(span.keys & above for span in spans) and not is_named(unit, origin)


def _told(unit: Unit, known: frozenset[str], own: str, whole: bool) -> list[NameSpan]:
    """The names of a sentence that stand beside a source's own in its table; for a whole, words that say so, too."""
    spans = [span for span in unit.names if span.keys & known]
    if whole:
        spans += [NameSpan(start, end, frozenset({own}), False) for start, end in unit.wholes]
    return sorted(spans, key=lambda span: span.start)


def _governing(claim: Claim, unit: Unit, spans: Sequence[NameSpan]) -> list[NameSpan]:
    """The names that may be a number's: the one tied to it, else the one before it, else in order."""
    for span in spans:
        between = unit.folded[claim.end : span.start] if span.start >= claim.end else None
        if between is None or len(between) > 60 or any(claim.end <= o.start < span.start for o in unit.claims):
            continue
        if _ATTACHED.fullmatch(between):
            return [span]
    free = [span for span in spans if not _is_comparand(unit, span)] or list(spans)
    before = [span for span in free if span.end <= claim.start]
    chosen = before[-1:] or free[:1]
    near = [span for span in spans if span.end <= claim.start and not unit.text[span.end : claim.start].strip(" (:")]
    if near:
        return near[-1:]  # "Sở A (12)"
    level = [other for other in unit.claims if not (other.multiple or other.ordinal or other.unit in {PLACES, POINTS})]
    distinct = [span for i, span in enumerate(spans) if span.keys not in [s.keys for s in spans[:i]]]
    if claim in level and len(distinct) <= len(level):  # a sum may stand before what it is of
        at = level.index(claim) - (len(level) - len(distinct))
        chosen += distinct[at : at + 1] if at >= 0 else []
    return chosen


def _is_comparand(unit: Unit, span: NameSpan) -> bool:
    return _COMPARAND.search(unit.folded[: span.start]) is not None


def _is_carried(
    before: Sequence[Unit], question: Unit, own: str, known: frozenset[str], origin: Origin, *, leaf: bool, above: bool
) -> bool:  # fmt: skip
    """Whether a name that a sentence leaves out is understood from those before it, or from the question."""
    for unit in (*reversed(before[-_CARRIED:]), *([] if above and leaf else [question])):
        spans = [span for span in unit.names if span.keys & known]
        if spans:
            return any(own in span.keys for span in spans) or (leaf and origin.whole)
    if not leaf or origin.whole:
        return True
    said = name_words(" ".join([*(u.text for u in before[-_CARRIED:]), "" if above else question.text]))
    words = name_words(own)
    return not words or len(words & said) >= ENOUGH_NAMED * len(words)


def is_named(unit: Unit, origin: Origin) -> bool:
    """Whether a sentence itself carries all words of a row's name."""
    words = name_words(origin.fact.entity)
    return bool(words) and words <= name_words(unit.text)


def is_of_indicator(claim: Claim, unit: Unit, before: Sequence[Unit], origin: Origin, evidence: Evidence) -> bool:
    """Whether the words about a number are those of its source's column, and not those of a column beside it."""
    own = content_words(origin.fact.indicator) - (_MOVING if origin.fact.moves else frozenset())
    aside = content_words(origin.fact.entity)
    lead = next((u for u in reversed(before[-_LISTED:]) if u.text.endswith(":") and not u.claims), None)
    led = content_words(lead.text) if lead is not None else frozenset()
    bare = _without_rows(unit, origin)
    phrase, sentence = content_words(_phrase(claim, unit, bare)), content_words(bare) | led
    told = claim.unit in {PERCENT, POINTS, PLACES, RANK, SCORE, MONEY}
    for other, kind in evidence.names.indicators.get(origin.fact.indicator, ()):
        words = frozenset(word for word in content_words(other) if not word.isdigit())
        telling, mine = words - own - aside, own - words
        if mine & phrase or (told and kind is not origin.fact.kind and not mine):
            continue  # it is said, or its unit tells it from what has its words and more
        if telling and (telling <= phrase or telling <= led):
            return False
        if mine and words and words <= sentence and not mine & sentence:
            return False
    if not _is_of_kind(claim, unit, origin):
        return False
    if claim.unit in {PERCENT, POINTS, PLACES, RANK} or not own:
        return True
    said = content_words(" ".join([unit.text, *(u.text for u in before[-_CARRIED:]), evidence.question.text]))
    return bool(own & said)


def _is_of_kind(claim: Claim, unit: Unit, origin: Origin) -> bool:
    """Whether the last word that tells a kind of figure before a number ("tỷ lệ", "xếp hạng") tells its source's."""
    kind = origin.fact.kind
    if kind not in _KINDS.values() or origin.fact.comparison is not None:
        return True
    own = fold(origin.fact.indicator)
    told = [match.group() for match in _KIND_WORD.finditer(unit.folded[: claim.start])]
    return not told or any(word in own or _KINDS[word] is kind for word in told)


def _without_rows(unit: Unit, origin: Origin) -> str:
    """A sentence folded, with blanks where it names rows of a source's table: their words tell no column."""
    text = unit.folded
    for span in unit.names:
        if span.keys & origin.table_names:
            text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
    return text


def _phrase(claim: Claim, unit: Unit, said: str) -> str:
    """The words about one number: from the pause or conjunction before it to that after it."""
    start = max([0, *(other.end for other in unit.claims if other.end <= claim.start)])
    end = min([len(unit.text), *(other.start for other in unit.claims if other.start >= claim.end)])
    pauses = [match.end() for match in _BOUNDARY.finditer(said[start : claim.start])]
    aside = re.compile(r"\s*\(").match(said, claim.end)  # "93 (hồ sơ đã giải quyết)"
    after = _BOUNDARY.search(said, aside.end() if aside else claim.end, end)
    return said[start + max(pauses, default=0) : after.start() if after else end]


def carried_by(text: str, unit: Unit, share: float) -> bool:
    """Whether a text of the sources carries enough of what a sentence says."""
    said = {word for word in content_words(unit.text) if not word.isdigit()}
    return not said or len(said & content_words(text)) >= share * len(said)


def strange_names(unit: Unit, texts: str) -> list[str]:
    """The names of a sentence that no text of its numbers' sources has: proper names, and units of administration.

    Whose report it is may be told ("theo báo cáo của Sở Nội vụ").
    """
    said = [(name, unit.text.find(name)) for name in proper_names(unit.text)]
    said += [(unit.text[s.start : s.end], s.start) for s in unit.names if s.proper or _UNIT.match(unit.folded, s.start)]
    return [
        name
        for name, at in said
        if set(fold(name).split()) - NEUTRAL and fold(name) not in texts and not _OF_REPORT.search(unit.folded[:at])
    ]
