"""Running text against the tables that it stands beside or refers to ("Chi tiết theo Phụ lục 1")."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit.findings import Finding
from corpus.audit.naming import Key, coverage, level_said, unique_rows
from corpus.audit.rows import children_of, top_rows
from corpus.audit.sheet import Sheet, Sort
from corpus.numbers import write_number
from corpus.observations import bare_label, default_period
from corpus.period_text import without_periods
from corpus.prose import observe_prose
from corpus.table_periods import TablePeriods
from corpus.text import fold, syllables
from corpus.values import Heading, Kind, Observation, Paragraph, Report

_REFERENCE = re.compile(r"(?:phụ lục|phụ biểu|biểu số|bảng(?: số)?)\s+(?:số\s+)?[\dIVX]+(?:\.\d+)*", re.IGNORECASE)
_COVERED = 0.7
_FEWEST_WORDS = 4
_SAYS_SCORE = frozenset({"diem", "so", "tong", "chi", "thanh", "phan", "tieu", "linh", "vuc", "cua", "ve", "nam"})
_NEAR = Decimal("0.25")  # further apart than this, the text speaks of something else


@dataclass(frozen=True, slots=True)
class _Place:
    """A table as the text sees it: its rows by name, the rows that make up the whole, its periods."""

    sheet: Sheet
    periods: TablePeriods
    named: dict[Key, int]
    top: tuple[int, ...]
    total: int | None


def compare_prose(report: Report) -> Iterator[Finding]:
    """The figures of running text that the table it refers to gives differently."""
    observed = observe_prose(report)
    if not observed or not report.tables:
        return
    referred = tables_referred(report)
    places: dict[int, _Place] = {}
    for seen in observed:
        tables = referred.get(seen.entity, [])
        if not tables or seen.value is None or seen.of is not None:
            continue
        for t in tables:
            if t not in places:
                places[t] = _place(report, Sheet(report.tables[t]))
        near = [places[t] for t in tables]
        if seen.kind in (Kind.COUNT, Kind.MONEY) and not seen.change_from:
            yield from _against_columns(seen, near)
        elif seen.kind is Kind.PERCENT and len(seen.indicator) == 1:
            yield from _against_rows(seen, near)
        elif seen.kind is Kind.SCORE and len(seen.indicator) == 1 and seen.unit == "điểm":
            yield from _against_scores(seen, near)


def tables_referred(report: Report) -> dict[tuple[str, ...], list[int]]:
    """For each heading path, the tables that stand under it or that its text names."""
    by_title: dict[str, list[int]] = defaultdict(list)
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for t, table in enumerate(report.tables):
        found[table.path].append(t)
        first = fold(table.path[0]) if table.path else ""
        titles = {first, *(match.lower() for match in _REFERENCE.findall(fold(table.title)))}
        caption = re.match(r"(?:phu luc|phu bieu|bieu so|bang(?: so)?)\s+[\divx]+(?:\.\d+)*", fold(table.title))
        for title in (titles | ({caption.group()} if caption else set())) - {""}:
            by_title[title].append(t)
    for block in report.blocks:
        if isinstance(block, (Paragraph, Heading)):
            for name in _REFERENCE.findall(block.text):
                for t in by_title.get(" ".join(fold(name).replace(" so ", " ").split()), []):
                    if t not in found[block.path]:
                        found[block.path].append(t)
    return dict(found)


def _place(report: Report, sheet: Sheet) -> _Place:
    periods = TablePeriods(sheet.table, default_period(report, sheet.table))
    totals = [r for r, row in enumerate(sheet.table.rows) if row.is_total]
    top = tuple(top_rows(sheet, children_of(sheet.table.rows)))
    return _Place(sheet, periods, unique_rows(sheet.table), top, totals[-1] if totals else None)


def _against_columns(seen: Observation, places: Sequence[_Place]) -> Iterator[Finding]:
    """A count against the column that its phrase names, in the row that it speaks of or in total."""
    said = " ".join(seen.indicator[-1:])
    best: tuple[float, _Place, int] | None = None
    for place in places:
        for c, column in enumerate(place.sheet.table.columns):
            if place.sheet.sorts[c] is not Sort.AMOUNT or place.periods.changes[c]:
                continue
            if _is_other(seen, place.periods.columns[c]):
                continue
            covered = coverage([without_periods(label) for label in column.path], without_periods(said))
            if covered >= _COVERED and (best is None or covered > best[0]):
                best = (covered, place, c)
    if best is None or seen.value is None or _printed_somewhere(seen.value, places):
        return
    _, place, c = best
    r = _row_spoken_of(seen, place)
    if r is not None and not _is_other(seen, place.periods.of(r, c)[0]):
        value, whose = place.sheet.values.get((r, c)), bare_label(place.sheet.table.rows[r].path[-1])
    elif r is None and level_said(said) is None and not _names_other(seen, said) and _is_whole(seen, place, c):
        value, whose = _total(place, c), "tổng số"
    else:
        return
    if value is None or value == seen.value or abs(value - seen.value) > _NEAR * abs(value):
        return
    label = " – ".join(place.sheet.table.columns[c].path)
    where = place.sheet.table.where
    yield Finding(
        f"{seen.locator} ↔ {where} › {whose} {label}",
        "text-vs-table",
        seen.printed,
        value,
        "unresolved",
        f"Lời văn ghi {seen.printed}, còn {where} cho {whose} “{label}” là {write_number(value)}, "
        f"lệch {write_number(abs(value - seen.value))}.",
    )


def _is_other(seen: Observation, period: str | None) -> bool:
    """Whether a period is told and is not the figure's."""
    return seen.period is not None and period is not None and seen.period != period


def _is_whole(seen: Observation, place: _Place, c: int) -> bool:
    """Whether the whole of a column is of the figure's period; rows that are periods make up one of their own."""
    rows = range(len(place.sheet.table.rows)) if place.total is None else [place.total]
    return not any(_is_other(seen, place.periods.of(r, c)[0]) for r in rows)


def _printed_somewhere(value: Decimal, places: Sequence[_Place]) -> bool:
    """Whether a figure of some size stands in one of the tables after all."""
    if abs(value) < 1000:
        return False
    return any(value in place.sheet.values.values() for place in places)


def _row_spoken_of(seen: Observation, place: _Place) -> int | None:
    """The row whose name, or level ("cấp huyện"), the phrase or its heading speaks of."""
    for text in (seen.indicator[-1], " ".join(seen.indicator), seen.entity_name):
        words = syllables(text)
        named = [(len(key), r) for key, r in place.named.items() if len(key) >= 2 and _contains(words, key)]
        if named:
            return max(named)[1]
    return None


def _names_other(seen: Observation, said: str) -> bool:
    """Whether the phrase narrows its subject to some unit that is no row of the table."""
    return seen.level is not None and "toan tinh" not in fold(said)


def _contains(words: Sequence[str], key: Key) -> bool:
    size = len(key)
    return any(tuple(words[i : i + size]) == key for i in range(len(words) - size + 1))


def _total(place: _Place, c: int) -> Decimal | None:
    """The whole of a column: its total row, else the outermost rows together."""
    sheet = place.sheet
    if place.total is not None:
        return sheet.values.get((place.total, c))
    values = [sheet.values.get((r, c)) for r in place.top]
    if len(values) < 2 or any(value is None for value in values):
        return None
    return sum((value for value in values if value is not None), Decimal(0))


def _against_rows(seen: Observation, places: Sequence[_Place]) -> Iterator[Finding]:
    """A percentage against the row whose full name its phrase carries."""
    words = syllables(seen.indicator[0])
    for place in places:
        sheet = place.sheet
        named = [(len(key), r) for key, r in place.named.items() if len(key) >= _FEWEST_WORDS and _contains(words, key)]
        columns = [
            c for c in range(sheet.width) if sheet.sort((0, c)) is Sort.PERCENT or sheet.sorts[c] is Sort.PERCENT
        ]
        if not named or seen.value is None:
            continue
        r = max(named)[1]
        values = [sheet.values[r, c] for c in columns if (r, c) in sheet.values]
        sums = {a + b for i, a in enumerate(values) for b in values[i + 1 :]}
        if any(abs(seen.value - value) <= Decimal("0.01") for value in (*values, *sums)):
            continue
        chosen = [c for c in columns if not _is_other(seen, place.periods.of(r, c)[0])]
        if len(chosen) != 1 or (r, chosen[0]) not in sheet.values:
            continue
        value = sheet.values[r, chosen[0]]
        if abs(value - seen.value) > _NEAR * abs(value):
            continue
        name = bare_label(sheet.table.rows[r].path[-1])
        yield Finding(
            f"{seen.locator} ↔ {sheet.table.where} › {name}",
            "text-vs-table",
            seen.printed,
            value,
            "unresolved",
            f"Lời văn ghi {seen.printed} cho “{name}”, còn bảng ghi {write_number(value)}%.",
        )


def _against_scores(seen: Observation, places: Sequence[_Place]) -> Iterator[Finding]:
    """A score against the row whose name is all that its phrase says beside that it is a score."""
    words = syllables(without_periods(seen.indicator[0]))
    said = tuple(word for word in words if word not in _SAYS_SCORE)
    for place in places:
        sheet = place.sheet
        r = next((r for key, r in place.named.items() if tuple(w for w in key if w not in _SAYS_SCORE) == said), None)
        if r is None or not said or seen.value is None:
            continue
        scores = [c for c in range(sheet.width) if _is_score(place, c) and (r, c) in sheet.values]
        coarse = Decimal(1).scaleb(-max(0, -int(seen.value.as_tuple().exponent)))
        if any(abs(seen.value - sheet.values[r, c]) < coarse for c in scores):
            continue
        chosen = [c for c in scores if not _is_other(seen, place.periods.of(r, c)[0])]
        if len(chosen) != 1 or abs(sheet.values[r, chosen[0]] - seen.value) > _NEAR * abs(sheet.values[r, chosen[0]]):
            continue
        value, name = sheet.values[r, chosen[0]], bare_label(sheet.table.rows[r].path[-1])
        yield Finding(
            f"{seen.locator} ↔ {sheet.table.where} › {name}",
            "text-vs-table",
            seen.printed,
            value,
            "unresolved",
            f"Lời văn ghi {seen.printed} cho “{name}”, còn bảng ghi {write_number(value)} điểm.",
        )


def _is_score(place: _Place, c: int) -> bool:
    path = place.sheet.table.columns[c].path
    return place.sheet.sorts[c] is Sort.AMOUNT and not place.periods.changes[c] and "diem" in syllables(" ".join(path))
