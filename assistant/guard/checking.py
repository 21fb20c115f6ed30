"""The check of a whole answer: every number traced and in its place, every citation carrying what cites it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from assistant.answer import Citation, Figure
from assistant.facts import Fact, Ledger
from assistant.guard.belonging import carried_by, is_named, is_of_indicator, is_of_name, strange_names
from assistant.guard.claims import Bound, Claim, says
from assistant.guard.directions import beside, compares_rightly, goes_its_way
from assistant.guard.evidence import Evidence, Origin, periods_said
from assistant.guard.names import Names
from assistant.guard.periods import is_of_period, matches
from assistant.guard.sentences import MARK, Unit, read_units
from assistant.guard.units import LISTED, TIMES, fits
from corpus.period_text import without_periods
from corpus.text import fold
from corpus.values import Comparison, Kind

_CARRIED_SHARE = 0.5  # of a sentence's words that the passage of its number has
_CITED_SHARE = 0.4  # of those that the passages it cites have
_THRESHOLD = re.compile(r"(?:dưới|trên|hơn|từ|đến|quá|vượt|đạt|ít nhất|tối thiểu|tối đa|top|bằng|mức|số)\s*$", re.I)
_ENGLISH = re.compile(
    r"(?<!\w)(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|half|double|twice|percent)(?!\w)",
    re.IGNORECASE,
)
_NOT_GIVEN = "không có trong kết quả công cụ"
_NOT_RECKONED = "chưa có phép tính nào cho thấy điều này"
_MULTIPLE_SLACK = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check of a text found: its figures with their sources, the facts behind them, and what is wrong, each
    fault a Vietnamese phrase that a model can mend its text by."""

    figures: tuple[Figure, ...] = ()
    facts: tuple[Fact, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Trace:
    """A number's figure and the facts that it may be, or its fault; neither for a number that needs no source."""

    figure: Figure | None = None
    origins: tuple[Origin, ...] = ()
    fault: str = ""


@dataclass(slots=True)
class _Found:
    figures: dict[tuple[str, str], Figure] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class Guard:
    """Checks the sentences of one answer against one turn's evidence."""

    def __init__(self, ledger: Ledger, question: str, names: Names, documents: Mapping[str, str]) -> None:
        self._evidence = Evidence(ledger, question, names, documents)
        self._names = names

    def check(self, text: str) -> Checked:
        """The whole of an answer."""
        blanked = tuple(name for name, _ in self._evidence.ledger.names if _has_own_number(name))
        units = read_units(text, self._names, tuple(dict.fromkeys(blanked)))
        found = _Found()
        for i, unit in enumerate(units):
            self._check_unit(unit, units[:i], found)
        return Checked(tuple(found.figures.values()), tuple(found.facts), tuple(dict.fromkeys(found.faults)))

    @property
    def known_text(self) -> str:
        """All that was found, and the question, folded."""
        return self._evidence.text

    def cites(self, text: str) -> bool:
        """Whether a text names a source that there is."""
        return any(int(mark) in self._evidence.citations for mark in MARK.findall(text))

    def _check_unit(self, unit: Unit, before: Sequence[Unit], found: _Found) -> None:
        evidence = self._evidence
        found.faults += [
            f"[{mark}]: không có nguồn mang số này" for mark in unit.marks if mark not in evidence.citations
        ]
        traced: list[tuple[Claim, Fact]] = []
        texts: list[str] = []
        periods: set[str] = set()
        for claim in unit.claims:
            trace = self._trace(claim, unit, before)
            if trace.fault:
                found.faults.append(f"“{claim.printed}”: {trace.fault}")
            if (figure := trace.figure) is not None:
                found.figures.setdefault((figure.text, figure.label), figure)
                cited = [evidence.citations[c] for c in figure.citations if c in evidence.citations]
                texts += [fold(f"{citation.quote} {citation.locator}") for citation in cited]
                periods |= {period for citation in cited for period in self._periods_of(citation)}
            for origin in trace.origins:
                texts.append(origin.own)
                periods |= {p for p in (origin.fact.period, origin.fact.change_from) if p}
            traced += [(claim, origin.fact) for origin in trace.origins[:1]]
        found.facts += [fact for _, fact in traced]
        found.faults += self._around(unit, traced, " ".join(texts), periods)

    def _around(self, unit: Unit, traced: Sequence[tuple[Claim, Fact]], texts: str, periods: set[str]) -> list[str]:
        """What is wrong with a sentence besides its numbers: names, periods, dates, comparisons, citations."""
        evidence, faults = self._evidence, []
        if unit.claims and texts:
            strange = strange_names(unit, texts)
            faults += [f"“{name}”: không phải tên mà nguồn của các số trong câu nói tới" for name in strange]
        known = periods | evidence.question_periods if unit.claims else evidence.periods
        for mention in unit.periods:
            if known and not any(matches(mention, period) for period in known):
                faults.append(f"“{unit.text[mention.start : mention.end]}”: nguồn không nói tới kỳ này")
        faults += [f"“{said}”: không có trong nguồn" for said in unit.dated if fold(said) not in evidence.text]
        faults += [f"“{said}”: không đọc được số này" for said in self._left(unit)]
        if not compares_rightly(unit, traced):
            faults.append(f"“{_clip(unit.text)}”: so sánh ngược với số liệu")
        faults += self._uncarried(unit)
        return faults

    def _left(self, unit: Unit) -> list[str]:
        """What else could be a number: digits that no claim took, other numerals, English words."""
        taken = [(c.start, c.end) for c in unit.claims] + [(m.start, m.end) for m in unit.periods]
        rest = unit.text
        for said in unit.dated:
            rest = rest.replace(said, " " * len(said))
        chars = [char if not any(a <= i < b for a, b in taken) else " " for i, char in enumerate(rest)]
        left = [token for token in "".join(chars).split() if any(char.isnumeric() for char in token)]
        left = [token for token in left if fold(token.strip('.,;:()“”"')) not in self._evidence.text]
        return left + [match.group() for match in _ENGLISH.finditer(unit.text)]

    def _uncarried(self, unit: Unit) -> list[str]:
        """A sentence of words alone must say what the passages that it cites say."""
        cited = [self._evidence.citations[mark] for mark in unit.marks if mark in self._evidence.citations]
        if unit.claims or not cited:
            return []
        around = " ".join(f"{c.quote} {c.locator} {c.title} {self._evidence.about(c.document)}" for c in cited)
        around += " " + self._evidence.question.text
        if carried_by(around, unit, _CITED_SHARE):
            return []
        return [f"“{_clip(unit.text)}”: nguồn được dẫn không nói điều này"]

    def _periods_of(self, citation: Citation) -> frozenset[str]:
        about = self._evidence.about(citation.document)
        return periods_said(citation.quote) | periods_said(citation.locator) | periods_said(about)

    def _trace(self, claim: Claim, unit: Unit, before: Sequence[Unit]) -> _Trace:
        """Where a number comes from, or what is wrong with it: of several figures of its value, the nearest."""
        if claim.multiple:
            return _Trace(fault="" if self._is_multiple(claim, unit, before) else _NOT_RECKONED)
        wrong: list[tuple[int, str]] = []
        fitting: list[Origin] = []
        for origin in self._evidence.origins:
            if _has_value(claim, origin):
                step, fault = self._fault(claim, unit, before, origin)
                if fault:
                    wrong.append((step, fault))
                else:
                    fitting.append(origin)
        if fitting:
            fact, cites = fitting[0].fact, fitting[0].cites
            figure = Figure(claim.printed, fact.value, fact.told_unit, fact.label, fact.quality, fact.derivation, cites)
            return _Trace(figure, tuple(fitting))
        if (passage := self._from_passages(claim, unit)) is not None:
            return _Trace(passage)
        if self._is_asked(claim, unit) or self._is_counted(claim, unit) or self._is_place(claim, unit, before):
            return _Trace()
        return _Trace(fault=max(wrong)[1] if wrong else _NOT_GIVEN)

    def _fault(self, claim: Claim, unit: Unit, before: Sequence[Unit], origin: Origin) -> tuple[int, str]:
        """Why a number that has a fact's value is not the fact's, and how near it came; (0, "") where it is."""
        fact, evidence = origin.fact, self._evidence
        part_of = fact.of is not None and claim.of is None and claim.value == fact.of != origin.value
        if not part_of and not fits(claim.unit, origin.measured):
            return 1, f"sai đơn vị (nguồn: {fact.phrase})"
        known = periods_said(origin.own) if fact.period is None else frozenset()
        since = fact.change_from if fact.comparison is not None else None
        if not is_of_period(claim, unit, before, evidence.question, fact.period, since, known):
            return 2, f"sai kỳ (nguồn: {fact.period})"
        if not is_of_name(claim, unit, before, origin, evidence) and not self._is_difference(unit, origin):
            return 3, f"không phải của đơn vị mà câu nêu (nguồn: {fact.entity})"
        if not part_of and not is_of_indicator(claim, unit, before, origin, evidence):
            return 4, f"không phải của chỉ tiêu mà câu nêu (nguồn: {fact.indicator})"
        if not part_of and not goes_its_way(claim, unit, fact, fold(fact.indicator)):
            return 5, f"sai chiều tăng, giảm (nguồn: {fact.phrase})"
        if not self._is_cited(unit, origin):
            return 6, f"nguồn được dẫn không có số này (nguồn đúng: [{origin.cites[0]}])"
        return 0, ""

    def _is_cited(self, unit: Unit, origin: Origin) -> bool:
        """Whether a sentence's marks, if it has any, name a fact's source, or its row by another cell."""
        if not unit.marks or not origin.cites or set(unit.marks) & set(origin.cites):
            return True
        quotes = {(source.document, source.quote) for source in origin.fact.sources}
        cited = (self._evidence.citations.get(mark) for mark in unit.marks)
        return any(citation is not None and (citation.document, citation.quote) in quotes for citation in cited)

    def _is_difference(self, unit: Unit, origin: Origin) -> bool:
        """Whether a figure between two rows is told with one of them: which is above is asked of their own numbers."""
        return fold(origin.fact.indicator).startswith("chenh lech") and is_named(unit, origin)

    def _from_passages(self, claim: Claim, unit: Unit) -> Figure | None:
        """The passage that a sentence cites and that says its number of the same thing."""
        for mark in unit.marks:
            citation = self._evidence.passages.get(mark)
            if citation is None:
                continue
            about = f"{citation.locator} {citation.title} {self._evidence.about(citation.document)}"
            for clause in self._evidence.clauses(citation):
                if any(self._is_said(claim, unit, clause, other, about) for other in clause.claims):
                    value = claim.value if not claim.sign else claim.sign * claim.value
                    return Figure(claim.printed, value, claim.unit or None, citation.locator, "printed", "", (mark,))
        return None

    def _is_said(self, claim: Claim, unit: Unit, clause: Unit, other: Claim, about: str) -> bool:
        """Whether a passage's number is a sentence's, in its unit, period, direction and words."""
        source = other.value.scaleb(other.scale or 0)
        if not says(claim, source if claim.scale is not None else other.value) or (claim.of or other.of) != other.of:
            return False
        if claim.unit and other.unit and claim.unit != other.unit:
            return False
        said = {m.period.name for m in clause.periods if m.period} or periods_said(about)
        if said and not all(any(matches(m, period) for period in said) for m in unit.periods):
            return False
        ways = {beside(claim, unit), beside(other, clause)}
        if len(ways) > 1 and (ways == {1, -1} or beside(other, clause) != 0):
            return False
        if strange_names(unit, fold(f"{clause.text} {about}")):
            return False
        return carried_by(f"{clause.text} {about}", unit, _CARRIED_SHARE)

    def _is_asked(self, claim: Claim, unit: Unit) -> bool:
        """Whether a number repeats a threshold or a count of the question, in the words of the question."""
        asked = self._evidence.question
        before = unit.folded[: claim.start].split()[-1:]
        for other in asked.claims:
            if (other.value, other.unit, other.of, other.sign) != (claim.value, claim.unit, claim.of, claim.sign):
                continue
            same = before == asked.folded[: other.start].split()[-1:]
            if same and _THRESHOLD.search(asked.text[: other.start]) and other.bound is claim.bound:
                return True
            if claim.unit in LISTED and claim.value <= 20:
                return True
            if claim.ordinal and other.ordinal:
                return True
        return False

    def _is_counted(self, claim: Claim, unit: Unit) -> bool:
        """Whether a number counts what the text itself lists: "hai lĩnh vực là …", "3 đơn vị sau:"."""
        if claim.bound is not Bound.EXACT or claim.unit not in {*LISTED, ""} or claim.value > 40:
            return False
        names = [span for span in unit.names if span.start >= claim.end]
        distinct = len({span.keys for span in names})
        return claim.unit != "" and (claim.value in unit.listed or (distinct > 1 and claim.value == distinct))

    def _is_place(self, claim: Claim, unit: Unit, before: Sequence[Unit]) -> bool:
        """Whether a unit stands where an ordinal says among the figures of one indicator that tools gave."""
        if not claim.ordinal:
            return False
        if claim.value == 1 and claim.ordinal and re.match(r"\s*,", unit.text[claim.end :]) and claim.start == 0:
            return True  # "Thứ nhất, …" opens a list
        if claim.start == 0 and re.match(r"\s*(?:,|là\b)", unit.text[claim.end :]):
            return True
        groups: dict[tuple[str, str | None, Kind], list[Origin]] = {}
        for origin in self._evidence.origins:
            told = origin.fact.kind is not Kind.RANK and origin.fact.comparison in {None, Comparison.DIFFERENCE}
            if told and not origin.whole:
                key = (origin.fact.indicator, origin.fact.period, origin.fact.kind)
                groups.setdefault(key, []).append(origin)
        for group in groups.values():
            values = sorted({o.fact.value for o in group if o.fact.value is not None})
            for origin in group:
                place = values.index(origin.fact.value) + 1 if origin.fact.value is not None else 0
                if claim.value in {place, len(values) - place + 1} and len(values) > 1 and is_of_name(
                    claim, unit, before, origin, self._evidence
                ):  # fmt: skip
                    return True
        return False

    def _is_multiple(self, claim: Claim, unit: Unit, before: Sequence[Unit]) -> bool:
        """Whether "gấp đôi", "một nửa" is what a tool reckoned, or what the sentence's own two numbers make."""
        for origin in self._evidence.origins:
            if origin.fact.value is None or is_of_name(claim, unit, before, origin, self._evidence) is False:
                continue
            told = origin.fact.unit == TIMES or origin.fact.comparison is Comparison.TIMES
            ratio = origin.fact.value if told else origin.fact.value / 100 if origin.fact.kind is Kind.PERCENT else None
            if (
                ratio is not None
                and (told or any(c.value == origin.value for c in unit.claims))
                and _near(claim, ratio)
            ):
                return True
        ahead = [c for c in unit.claims if c.end <= claim.start and not c.multiple and c.value]
        behind = [c for c in unit.claims if c.start >= claim.end and not c.multiple and c.value]
        if not ahead or not behind or ahead[-1].unit != behind[0].unit:
            return False
        if _near(claim, ahead[-1].value / behind[0].value):
            return True
        aside = claim.value < 1 and unit.text[claim.end :].lstrip().startswith("(")  # "12 hồ sơ, một nửa (6 hồ sơ)"
        return aside and _near(claim, behind[0].value / ahead[-1].value)


@lru_cache(maxsize=4096)
def _has_own_number(name: str) -> bool:
    """Whether a name has a number that is no period's ("Phường 1", not "Thực hiện năm 2025")."""
    return any(char.isdigit() for char in without_periods(name))


def _near(claim: Claim, ratio: Decimal) -> bool:
    slack = claim.value * _MULTIPLE_SLACK
    if claim.bound is Bound.OVER:
        return claim.value <= ratio <= claim.value * Decimal("1.25")
    if claim.bound is Bound.UNDER:
        return claim.value * Decimal("0.8") <= ratio <= claim.value
    return abs(ratio - claim.value) <= slack


def _has_value(claim: Claim, origin: Origin) -> bool:
    fact, value = origin.fact, origin.value
    if value is None:
        return False
    if claim.of is not None:
        return fact.of == claim.of and value == claim.value
    if fact.of is not None and claim.value == fact.of and claim.bound in {Bound.EXACT, Bound.OVER}:
        return True  # "49/63", "49 trên 63"
    return says(claim, value, whole=origin.counts, scale=origin.measured.scale)


def _clip(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rpartition(' ')[0]}…"
