"""Counts told in words, unit by unit, against themselves and against the table that sums them up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit.findings import Finding, cell_locator, tell_sum
from corpus.audit.naming import Key, level_said, name_key
from corpus.audit.sheet import Sheet, Sort
from corpus.breakdowns import Breakdown, read_breakdowns
from corpus.names import level_of
from corpus.numbers import write_number
from corpus.observations import bare_label, row_names
from corpus.values import PATH_SEPARATOR, Level, Table

_FEWEST_EQUAL = 4
_MOSTLY = 0.7
_LEVELS = {Level.DEPARTMENT: "tinh", Level.DISTRICT: "huyen", Level.COMMUNE: "xa"}


@dataclass(frozen=True, slots=True)
class Item:
    """One count of a list: whose, of what field, at which level; `row` in the list's table."""

    row: int
    unit: str
    label: str
    printed: str
    count: Decimal
    level: str | None


@dataclass(frozen=True, slots=True)
class _Match:
    item: Item
    exact: bool


def compare_lists(tables: Sequence[Table]) -> Iterator[Finding]:
    """What the lists told inside cells contradict: their own counts, and the tables that add them up."""
    for table in tables:
        for c in range(len(table.columns)):
            told = [(r, b) for r, b in enumerate(read_breakdowns([row.cells[c].printed for row in table.rows])) if b]
            if not told:
                continue
            yield from _wrong_sums(table, told)
            items = [item for r, breakdown in told for item in _items(r, breakdown)]
            yield from _against_best_table(table, items, [other for other in tables if other is not table])


def _wrong_sums(table: Table, told: Sequence[tuple[int, Breakdown]]) -> Iterator[Finding]:
    """A unit's count that is not the sum of its items."""
    for r, breakdown in told:
        total = sum((part.count for part in breakdown.parts), Decimal(0))
        if len(breakdown.parts) < 2 or total == breakdown.count:
            continue
        sums = tell_sum([(1, part.count) for part in breakdown.parts])
        yield Finding(
            PATH_SEPARATOR.join(filter(None, [table.where, *table.rows[r].path])),
            "sum",
            write_number(breakdown.count),
            total,
            "unresolved",
            f"{breakdown.unit} ghi {write_number(breakdown.count)} {breakdown.noun} "
            f"nhưng các mục chi tiết cộng lại {sums} = {write_number(total)}.",
        )


def _items(r: int, breakdown: Breakdown) -> Iterator[Item]:
    of_unit = level_of(breakdown.unit)
    default = _LEVELS.get(of_unit) if of_unit else None
    for part in breakdown.parts:
        said = level_said(part.label)
        yield Item(r, breakdown.unit, part.label, part.printed, part.count, said or default)


def _against_best_table(source: Table, items: Sequence[Item], tables: Sequence[Table]) -> Iterator[Finding]:
    """Rows whose figure is not what the list's items of that field add up to, in the table that sums it up.

    That is the table of which the largest share of rows agrees with the list.
    """
    best: tuple[float, Sheet, int, dict[int, list[_Match]], list[int]] | None = None
    for table in tables:
        matched = match_items(items, table)
        if len(matched) < _FEWEST_EQUAL:
            continue
        sheet = Sheet(table)
        for c in (c for c in range(sheet.width) if sheet.sorts[c] is Sort.AMOUNT):
            known = {r: found for r, found in matched.items() if (r, c) in sheet.values}
            differing = [r for r, found in known.items() if _added(found) != sheet.values[r, c]]
            equal = len(known) - len(differing)
            share = equal / len(table.rows)
            if equal >= _FEWEST_EQUAL and equal >= _MOSTLY * len(known) and (best is None or share > best[0]):
                best = (share, sheet, c, known, differing)
    if best is not None:
        _, sheet, c, known, differing = best
        for r in differing:
            yield _tell_difference(source, sheet, r, c, known[r], _added(known[r]))


def _added(matches: Sequence[_Match]) -> Decimal:
    return sum((match.item.count for match in matches), Decimal(0))


def match_items(items: Sequence[Item], table: Table) -> dict[int, list[_Match]]:
    """Each item's row: the same name and level, the name without a level, else the only longer name."""
    rows: dict[Key, list[tuple[int, str | None]]] = defaultdict(list)
    for r, (row, name) in enumerate(zip(table.rows, row_names(table), strict=True)):
        if row.path and not row.is_total:
            rows[name_key(name)].append((r, level_said(row.path[-1]) or level_said(" ".join(row.path[:-1]))))
    matched: dict[int, list[_Match]] = defaultdict(list)
    longer: dict[tuple[Key, str | None], int | None] = {}
    for item in items:
        key = name_key(item.label)
        same = rows.get(key, [])
        exact = [r for r, level in same if level == item.level] or [r for r, level in same if level is None]
        if len(exact) == 1:
            matched[exact[0]].append(_Match(item, True))
        elif not exact and key:
            if (key, item.level) not in longer:
                longer[key, item.level] = _longer_name(rows, key, item.level)
            row_found = longer[key, item.level]
            if row_found is not None:
                matched[row_found].append(_Match(item, False))
    return dict(matched)


def _longer_name(rows: dict[Key, list[tuple[int, str | None]]], key: Key, level: str | None) -> int | None:
    """The only row whose name has all the words of an item's, and more, at no other level."""
    found = [
        r
        for other, places in rows.items()
        if other != key and set(key) <= set(other)
        for r, own in places
        if own is None or own == level
    ]
    return found[0] if len(found) == 1 else None


def _tell_difference(source: Table, sheet: Sheet, r: int, c: int, found: Sequence[_Match], total: Decimal) -> Finding:
    row = sheet.table.rows[r]
    name = bare_label(row.path[-1])
    doubtful = [m.item for m in found if not m.exact]
    if len(doubtful) == 1:
        item = doubtful[0]
        part = PATH_SEPARATOR.join([*source.rows[item.row].path, item.printed])
        aside = f" (gồm mục “{item.printed}” của {item.unit})"
    else:
        level = next((f" (cấp {_SPELLED[m.item.level]})" for m in found if m.item.level in _SPELLED), "")
        part = f"cộng theo {re.sub(r'[(].*?[)]', '', name).strip()}{level}"
        aside = ""
    sums = tell_sum([(1, m.item.count) for m in found])
    printed = sheet.cell((r, c)).printed
    return Finding(
        f"{source.where} › {part} ↔ {cell_locator(sheet.table, row, c)}",
        "table-vs-table",
        printed,
        total,
        "unresolved",
        f"Cộng các mục “{name}” trong danh sách{aside} được {sums} = {write_number(total)}, "
        f"còn bảng {sheet.table.path[-1] if sheet.table.path else sheet.table.title} ghi {printed}.",
    )


_SPELLED = {"tinh": "tỉnh", "huyen": "huyện", "xa": "xã"}
