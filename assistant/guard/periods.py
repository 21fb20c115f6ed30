"""Whether the period that a sentence gives a number is that of its source."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.guard.claims import Claim
from assistant.guard.sentences import Unit
from corpus.period_text import Mention
from corpus.periods import previous_period, read_period, year_before

_BASELINE = re.compile(
    r"(?:so voi|hon|bang|cung ky)\s+(?:cung ky\s+|cua\s+|muc\s+|ket qua\s+|trong\s+|cung\s+)*\(?$|\btu\s+$"
)
_ATTACHED = re.compile(r"\s*(?:\w+\s+){0,3}?\(?\s*(?:cua|trong|vao|o|cho|thuoc|tinh den|het|ky)?\s*\(?\s*")
_BEFORE = re.compile(r"so voi\s+(?:cung ky\s+)?(?:nam|quy|thang|ky)\s+(?:lien\s+)?truoc|nam truoc|cung ky nam truoc")
_FROM = re.compile(r"(?<!\w)tu\s+(?:hang|muc|vi tri)?\s*$")
_CARRIED = 4  # sentences back from which a period is still understood


def matches(mention: Mention, period: str) -> bool:
    """Whether a mention names a period; one without its year, that of any year."""
    known = read_period(period)
    if known is None:
        return mention.period is not None and mention.period.name == period
    named = mention.of_year(known.last.year)
    return named is not None and (named.name == period or named == known)


def is_baseline(unit: Unit, mention: Mention) -> bool:
    """Whether a period is named to be compared with ("so với năm 2021"), and no number of its own is told beside it."""
    after = unit.folded[mention.end : mention.end + 3].strip()
    return _BASELINE.search(unit.folded[: mention.start]) is not None and not after.startswith("(")


def governing(claim: Claim, unit: Unit, told: Sequence[Mention]) -> list[Mention]:
    """The periods of a sentence that may be a number's: the one tied to it, else the one before, else in order."""
    for mention in told:
        between = unit.folded[claim.end : mention.start] if mention.start >= claim.end else None
        if (
            between is not None
            and len(between) <= 24
            and _ATTACHED.fullmatch(between)
            and not _parted(claim, mention, unit)
        ):
            return [mention]
    before = [mention for mention in told if mention.end <= claim.start]
    chosen = before[-1:] or list(told[:1])
    level = [other for other in unit.claims if not (other.multiple or other.ordinal)]
    if len(told) == len(level) and claim in level:
        chosen.append(told[level.index(claim)])
    return chosen


def _parted(claim: Claim, mention: Mention, unit: Unit) -> bool:
    """Whether another number stands between, or follows the period as its own."""
    return any(claim.end <= other.start < mention.start for other in unit.claims)


def is_of_period(
    claim: Claim, unit: Unit, before: Sequence[Unit], question: Unit, period: str | None, change_from: str | None,
    known: Collection[str],
) -> bool:  # fmt: skip
    """Whether a sentence's periods allow a number to be of `period`, measured from `change_from`.

    `known` are the periods that the source's own text names: all there is where the figure itself is of none.
    """
    told = [mention for mention in unit.periods if not is_baseline(unit, mention)]
    if period is None:
        said = governing(claim, unit, told) if told else []
        return all(any(matches(mention, name) for name in known) for mention in said)
    if change_from is not None:
        return _is_of_change(claim, unit, before, question, period, change_from, told)
    if _FROM.search(unit.folded[: claim.start]):  # "so với năm 2024 tăng từ 12 lên 15"
        told += [mention for mention in unit.periods if is_baseline(unit, mention) and matches(mention, period)]
        return not told or any(matches(mention, period) for mention in told)
    if told:
        return any(matches(mention, period) for mention in governing(claim, unit, told))
    carried = _carried(before, question)
    return not carried or any(matches(mention, period) for mention in carried)


def _is_of_change(
    claim: Claim, unit: Unit, before: Sequence[Unit], question: Unit, period: str, change_from: str,
    told: Sequence[Mention],
) -> bool:  # fmt: skip
    baselines = [mention for mention in unit.periods if is_baseline(unit, mention)]
    if baselines and not any(matches(mention, change_from) for mention in baselines):
        return False
    if (
        not baselines
        and _BEFORE.search(unit.folded)
        and change_from not in {previous_period(period), year_before(period)}
    ):
        return False
    if told:
        own = governing(claim, unit, told)
        both = any(matches(m, period) for m in told) and any(matches(m, change_from) for m in told)
        return both or any(matches(mention, period) for mention in own)
    carried = _carried(before, question)
    return not carried or any(matches(mention, period) for mention in carried)


def _carried(before: Sequence[Unit], question: Unit) -> list[Mention]:
    """The periods of the last sentence that named any, else the question's."""
    for unit in reversed(before[-_CARRIED:]):
        told = [mention for mention in unit.periods if not is_baseline(unit, mention)]
        if told:
            return told
    return [mention for mention in question.periods if not is_baseline(question, mention)]
