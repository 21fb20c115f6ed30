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
from corpus.observations import bare_label
from corpus.periods import years_in
from corpus.prose import observe_prose
from corpus.text import fold, syllables
from corpus.values import Heading, Kind, Observation, Paragraph, Report

_REFERENCE = re.compile(r"(?:phụ lục|phụ biểu|biểu số|bảng(?: số)?)\s+(?:số\s+)?[\dIVX]+(?:\.\d+)*", re.IGNORECASE)
_COVERED = 0.7
_FEWEST_WORDS = 4
_NEAR = Decimal("0.25")  # further apart than this, the text speaks of something else


@dataclass(frozen=True, slots=True)
class _Place:
    """A table as the text sees it: its rows by name, and the rows that make up the whole."""

    sheet: Sheet
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
                places[t] = _place(Sheet(report.tables[t]))
        near = [places[t] for t in tables]
        if seen.kind in (Kind.COUNT, Kind.MONEY) and not seen.change_from:
            yield from _against_columns(seen, near)
        elif seen.kind is Kind.PERCENT and len(seen.indicator) == 1:
            yield from _against_rows(seen, near)


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


def _place(sheet: Sheet) -> _Place:
    totals = [r for r, row in enumerate(sheet.table.rows) if row.is_total]
    top = tuple(top_rows(sheet, children_of(sheet.table.rows)))
    return _Place(sheet, unique_rows(sheet.table), top, totals[-1] if totals else None)


def _against_columns(seen: Observation, places: Sequence[_Place]) -> Iterator[Finding]:
    """A count against the column that its phrase names, in the row that it speaks of or in total."""
    said = " ".join(seen.indicator[-1:])
    best: tuple[float, _Place, int] | None = None
    for place in places:
        for c, column in enumerate(place.sheet.table.columns):
            if place.sheet.sorts[c] is not Sort.AMOUNT or _of_other_period(seen, place, c):
                continue
            covered = coverage(column.path, said)
            if covered >= _COVERED and (best is None or covered > best[0]):
                best = (covered, place, c)
    if best is None or seen.value is None or _printed_somewhere(seen.value, places):
        return
    _, place, c = best
    r = _row_spoken_of(seen, place)
    if r is not None:
        value, whose = place.sheet.values.get((r, c)), bare_label(place.sheet.table.rows[r].path[-1])
    elif level_said(said) is None and not _names_other(seen, said):
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


def _of_other_period(seen: Observation, place: _Place, c: int) -> bool:
    """Whether a column, or the title of its table, names years and not the figure's."""
    table = place.sheet.table
    years = years_in(" ".join(table.columns[c].path)) or years_in(table.title)
    return seen.period is not None and bool(years) and seen.period not in years


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
        of_period = [c for c in columns if seen.period is None or seen.period in " ".join(sheet.table.columns[c].path)]
        chosen = of_period or columns
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
