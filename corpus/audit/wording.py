"""The arithmetic of running text: "49/60 …, tỷ lệ 90,83%", a whole and its parts, scores, comparisons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.audit.bases import wrong_bases
from corpus.audit.findings import Finding, nearly, tell_sum
from corpus.numbers import read_digits, write_number
from corpus.prose import Figure, read_figures, whole_sentences
from corpus.rounding import rate_fits
from corpus.values import PATH_SEPARATOR, Paragraph, Report

_RATE_WORDS = re.compile(
    r"(?:tỷ lệ|tỉ lệ|chiếm|đạt)(?: (?:là|đạt|chiếm|tỷ lệ|tỉ lệ|được|khoảng))*\s*:?\s*$", re.IGNORECASE
)
# a clause that is nothing but the rate of the count before it
_RATE_CLAUSE = re.compile(
    r"[,(–-]\s*(?:(?:đạt|chiếm|bằng)(?: được)?(?: (?:tỷ|tỉ) lệ)?|(?:tỷ|tỉ) lệ)(?: (?:là|đạt|chiếm))?\s*:?\s*$",
    re.IGNORECASE,
)
_TURNS = re.compile(r"\b(?:trong đó|riêng|còn|nhưng|trong khi)\b|;", re.IGNORECASE)
_SAYS_RATE = re.compile(r"(?:tỷ lệ|tỉ lệ|chiếm)", re.IGNORECASE)
_NOT_PARTS = re.compile(r"(?:hạng|thứ|vị trí|vị thứ)\s*$", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:bao gồm|gồm|trong đó)\b", re.IGNORECASE)
_OUT_OF = re.compile(r"\btrong(?: tổng)?(?: số)?\s*$", re.IGNORECASE)
_HIGHER = re.compile(r"(?:cao|thấp|nhiều|ít)\s+hơn\s*$", re.IGNORECASE)
_DIGITS = r"\d+(?:[.,]\d+)*"
_SCORE = re.compile(
    rf"đạt ({_DIGITS}) điểm\s?,\s?[-−–]\s?({_DIGITS}) điểm so với điểm chuẩn ({_DIGITS}) điểm", re.IGNORECASE
)
_NEAR = 40  # characters between a quotient and the rate told of it
_FAR = 200  # … where a clause of its own tells the rate
_ROUGHLY = Decimal("0.2")


def check_prose(report: Report) -> Iterator[Finding]:
    """What running text computes wrongly within a sentence."""
    for block in report.blocks:
        if isinstance(block, Paragraph):
            place = PATH_SEPARATOR.join(block.path)
            for sentence in whole_sentences(block.text):
                figures = read_figures(sentence)
                yield from _wrong_quotients(place, sentence, figures)
                yield from _wrong_shares(place, sentence, figures)
                yield from _wrong_parts(place, sentence, figures)
                yield from _wrong_scores(place, sentence)
                yield from _wrong_comparisons(place, sentence, figures)
                yield from wrong_bases(place, sentence, figures)


def decimals_of(value: Decimal) -> int:
    """How many decimals a figure was printed with."""
    return max(0, -int(value.as_tuple().exponent))


def _wrong_quotients(place: str, sentence: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """N/M with a percentage told of it right after or right before."""
    for i, figure in enumerate(figures):
        if figure.of is None or not figure.of or figure.value > figure.of:
            continue
        if figure.unit == "điểm" or _NOT_PARTS.search(sentence[: figure.start]):
            continue
        rate = _rate_beside(sentence, figures, i)
        if rate is None or rate_fits(rate.value, figure.value, figure.of, 100, _last_place(rate.value)):
            continue
        yield _wrong_rate(place, rate, figure.value, figure.of)


def _rate_beside(sentence: str, figures: Sequence[Figure], i: int) -> Figure | None:
    figure = figures[i]
    after = figures[i + 1] if i + 1 < len(figures) else None
    if after is not None and after.is_percent:
        between = sentence[figure.end : after.start]
        near = len(between) <= _NEAR and _RATE_WORDS.search(between.replace("(", "")) and ";" not in between
        apart = len(between) <= _FAR and _RATE_CLAUSE.search(between) and not _TURNS.search(between)
        if near or apart:
            return after
    before = figures[i - 1] if i else None
    if before is not None and before.is_percent and sentence[before.end : figure.start].strip() == "(":
        return before
    return None


def _wrong_shares(place: str, sentence: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """A whole and a part told one after the other, then "tỷ lệ p%"."""
    for i, rate in enumerate(figures):
        if not rate.is_percent or i < 2:
            continue
        between = sentence[figures[i - 1].end : rate.start]
        if not (_RATE_WORDS.search(between) and _SAYS_RATE.search(between)) or len(between) > _NEAR:
            continue
        counts = [f for f in figures[:i] if not f.is_percent]
        if len(counts) != 2 or any(f.of is not None for f in counts) or len(counts) != i:
            continue
        whole, part = sorted((f.value for f in counts), reverse=True)
        same = counts[0].unit == counts[1].unit or None in (counts[0].unit, counts[1].unit)
        same = same or bool(_OUT_OF.search(sentence[: counts[0].start]))
        if not same or part <= 0 or counts[0].value != whole or counts[0].unit in ("điểm", "bậc"):
            continue
        if not rate_fits(rate.value, part, whole, 100, _last_place(rate.value)):
            yield _wrong_rate(place, rate, part, whole)


def _wrong_rate(place: str, rate: Figure, part: Decimal, whole: Decimal) -> Finding:
    expected = nearly(100 * part / whole, max(2, decimals_of(rate.value)))
    return Finding(
        place,
        "ratio",
        rate.printed,
        expected,
        "unresolved",
        f"{write_number(part)}/{write_number(whole)} = {write_number(expected)}%, không phải {rate.printed}.",
    )


def _wrong_parts(place: str, sentence: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """A whole, "gồm", "bao gồm" or a colon, then its parts told one by one."""
    opener = next((m for m in _PARTS.finditer(sentence) if any(f.end <= m.start() for f in figures)), None)
    listed = opener is None
    opener = opener or next(
        (m for m in re.finditer(r":\s", sentence) if any(f.end <= m.start() for f in figures)), None
    )
    if opener is None:
        return
    totals = [f for f in figures if f.end <= opener.start() and not f.is_percent]
    parts = [f for f in figures if f.start >= opener.end()]
    if not totals or len(parts) < 3 or any(f.is_percent or f.of is not None for f in parts):
        return
    total = sum((f.value for f in parts), Decimal(0))
    if any(f.value == total for f in totals):
        return
    whole = totals[-1]
    same_unit = len({f.unit for f in parts}) == 1
    if listed:
        counted_alike = same_unit and whole.unit == parts[0].unit and _is_list(sentence[opener.end() :], parts)
    elif same_unit:
        counted_alike = whole.unit == parts[0].unit or "gồm" in opener.group().lower()
    else:
        counted_alike = "gồm" in opener.group().lower() and _names_all(sentence[whole.end : opener.start()], parts)
    if counted_alike and whole.of is None and abs(whole.value - total) <= _ROUGHLY * abs(whole.value):
        sums = tell_sum([(1, f.value) for f in parts])
        yield Finding(
            place,
            "sum",
            whole.printed,
            total,
            "unresolved",
            f"Lời văn ghi {whole.printed} nhưng các phần kể ra cộng lại {sums} = {write_number(total)}.",
        )


def _is_list(text: str, parts: Sequence[Figure]) -> bool:
    """Whether a text is a list with one of the figures in each item and nothing left to tell."""
    items = re.split(r";|,\s|\svà\s", text.rstrip(" .;"))
    return len(items) == len(parts) and all(f.printed in item for item, f in zip(items, parts, strict=True))


def _names_all(whole: str, parts: Sequence[Figure]) -> bool:
    """Whether a whole is told of as just the things that its parts are of, in their order."""
    at = 0
    for part in parts:
        at = whole.lower().find(part.unit.lower(), at) + 1 if part.unit else 0
        if not at:
            return False
    return True


def _wrong_scores(place: str, sentence: str) -> Iterator[Finding]:
    """ "Đạt 1,4464 điểm, - 0,0536 điểm so với điểm chuẩn 1,5 điểm": full less lost is got."""
    for match in _SCORE.finditer(sentence):
        got, lost, full = (read_digits(match[n]) for n in (1, 2, 3))
        if got is None or lost is None or full is None:
            continue
        finest = max(decimals_of(got), decimals_of(lost))
        if abs(full - lost - got) > Decimal(1).scaleb(-finest):
            yield Finding(
                place,
                "difference",
                match[1],
                full - lost,
                "unresolved",
                f"{write_number(full)} - {write_number(lost)} = {write_number(full - lost)} điểm, "
                f"không phải {match[1]} điểm.",
            )


def _wrong_comparisons(place: str, sentence: str, figures: Sequence[Figure]) -> Iterator[Finding]:
    """ "đạt 83,31%, cao hơn 2,88% so với mức trung bình (80,43%)"."""
    for ours, apart, theirs in zip(figures, figures[1:], figures[2:], strict=False):
        if not (ours.is_percent and apart.is_percent and theirs.is_percent):
            continue
        compared = _HIGHER.search(sentence[ours.end : apart.start])
        if not compared or not sentence[: theirs.start].endswith("(") or sentence[theirs.end : theirs.end + 1] != ")":
            continue
        difference = ours.value - theirs.value
        told = apart.value if compared.group().lower().startswith(("cao", "nhiều")) else -apart.value
        rounding = sum((_last_place(f.value) for f in (ours, apart, theirs)), Decimal(0)) / 2
        if abs(difference - told) > rounding:
            shown = nearly(abs(difference), decimals_of(apart.value))
            yield Finding(
                place,
                "difference",
                apart.printed,
                shown,
                "unresolved",
                f"{ours.printed} và {theirs.printed} cách nhau {write_number(shown)}%, không phải {apart.printed}.",
            )


def _last_place(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(-decimals_of(value))
