"""One table against another: the same rows under columns that both print, and rows added up.

That two columns are of the same thing is seen from the figures themselves: most of the rows that
both tables name carry the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit.findings import Finding, cell_locator
from corpus.audit.naming import Key, name_key, unique_rows
from corpus.audit.sheet import Sheet, Sort
from corpus.numbers import write_number
from corpus.observations import bare_label
from corpus.values import PATH_SEPARATOR, Table

_FEWEST_EQUAL = 4
_MOSTLY = 0.7
_TELLING = 10  # smaller figures agree by chance
_MOST_COLUMNS = 30
_MOST_TABLES = 12  # a name's next tables that a table is compared with: keeps the cost linear


@dataclass(frozen=True, slots=True)
class Pairing:
    """A column of one table and the column of another that prints the same figures."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Rows of one label under different parents ("Cấp huyện" of each district), taken together."""

    label: str
    rows: tuple[int, ...]
    above: tuple[str, ...]


def compare_tables(tables: Sequence[Table]) -> Iterator[Finding]:
    """The figures that two tables of a report give differently."""
    if len(tables) < 2:
        return
    sheets = [Sheet(table) for table in tables]
    named = [unique_rows(table) for table in tables]
    for i, j in _pairs_sharing_names(named):
        shared = [(named[i][key], named[j][key]) for key in named[i] if key in named[j]]
        for pairing in pair_columns(sheets[i], sheets[j], shared):
            yield from _differing_rows(sheets[i], sheets[j], pairing, shared)
            yield from _differing_bundles(sheets[i], sheets[j], pairing, named[j])
            turned = Pairing(pairing.right, pairing.left)
            yield from _differing_bundles(sheets[j], sheets[i], turned, named[i])


def _pairs_sharing_names(named: Sequence[dict[Key, int]]) -> list[tuple[int, int]]:
    """The pairs of tables that name enough rows alike, found through an index of names."""
    where: dict[Key, list[int]] = defaultdict(list)
    for i, rows in enumerate(named):
        for key in rows:
            where[key].append(i)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for tables in where.values():
        for a, i in enumerate(tables):
            for j in tables[a + 1 : a + 1 + _MOST_TABLES]:
                shared[i, j] += 1
    return sorted(pair for pair, count in shared.items() if count >= _FEWEST_EQUAL)


def pair_columns(left: Sheet, right: Sheet, shared: Sequence[tuple[int, int]]) -> list[Pairing]:
    """For each column of a table the column of another that prints the same figures, if one does."""
    found = []
    for c in range(min(left.width, _MOST_COLUMNS)):
        best: tuple[int, int] | None = None
        for d in range(min(right.width, _MOST_COLUMNS)):
            if left.sorts[c] is not right.sorts[d] or left.sorts[c] is Sort.RANK:
                continue
            pairs = [(left.values.get((r, c)), right.values.get((s, d))) for r, s in shared]
            telling = [(a, b) for a, b in pairs if a is not None and b is not None and max(a, b) >= _TELLING]
            equal = {a for a, b in telling if a == b}
            hits = sum(a == b for a, b in telling)
            if len(equal) >= _FEWEST_EQUAL and hits >= _MOSTLY * len(telling) and (best is None or hits > best[0]):
                best = (hits, d)
        if best is not None:
            found.append(Pairing(c, best[1]))
    return found


def bundles(table: Table) -> list[Bundle]:
    """Labels that come back under several parents."""
    rows: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
    for r, row in enumerate(table.rows):
        if len(row.path) >= 2 and not row.is_total:
            rows[row.path[:-2], row.path[-1]].append(r)
    return [Bundle(label, tuple(found), above) for (above, label), found in rows.items() if len(found) >= 3]


def _differing_rows(
    left: Sheet, right: Sheet, pairing: Pairing, shared: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    for r, s in shared:
        ours, theirs = (r, pairing.left), (s, pairing.right)
        a, b = left.values.get(ours), right.values.get(theirs)
        if a is None or b is None or abs(a - b) <= left.slack(ours) + right.slack(theirs):
            continue
        here = cell_locator(left.table, left.table.rows[r], pairing.left)
        there = cell_locator(right.table, right.table.rows[s], pairing.right)
        name = bare_label(left.table.rows[r].path[-1])
        yield Finding(
            f"{here} ↔ {there}",
            "table-vs-table",
            right.cell(theirs).printed,
            a,
            "unresolved",
            f"“{name}” ở {left.table.where} ghi {write_number(a)}, "
            f"ở {right.table.where} ghi {write_number(b)}, "
            f"lệch {write_number(abs(a - b))}, trong khi các dòng khác của hai bảng khớp nhau.",
        )


def _differing_bundles(parts: Sheet, whole: Sheet, pairing: Pairing, named: dict[Key, int]) -> Iterator[Finding]:
    for bundle in bundles(parts.table):
        s = named.get(name_key(bundle.label))
        values = [parts.values.get((r, pairing.left)) for r in bundle.rows]
        printed = whole.values.get((s, pairing.right)) if s is not None else None
        if s is None or printed is None or any(value is None for value in values):
            continue
        total = sum((value for value in values if value is not None), Decimal(0))
        slack = sum((parts.slack((r, pairing.left)) for r in bundle.rows), Decimal(0))
        # a figure far off is of something else than the sum of these rows
        if abs(total - printed) <= slack or abs(total - printed) > abs(printed) / 10:
            continue
        label = bare_label(bundle.label)
        place = PATH_SEPARATOR.join(
            filter(
                None,
                [
                    parts.table.where,
                    *bundle.above,
                    f"{len(values)} dòng {label}",
                    *parts.table.columns[pairing.left].path,
                ],
            )
        )
        there = cell_locator(whole.table, whole.table.rows[s], pairing.right)
        yield Finding(
            f"{place} ↔ {there}",
            "table-vs-table",
            whole.cell((s, pairing.right)).printed,
            total,
            "unresolved",
            f"Cộng {len(values)} dòng {label} ở {parts.table.where} được {write_number(total)}, "
            f"{whole.table.where} ghi {write_number(printed)}, lệch {write_number(abs(total - printed))}.",
        )
