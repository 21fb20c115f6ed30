"""Figures to which two reports of one place give two values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from sqlalchemy import Connection, text

from corpus.audit import Finding
from corpus.periods import phrase_period
from corpus.table_units import scale_of
from corpus.values import PATH_SEPARATOR
from index import schema
from index.values import StoredFinding

# figures of tables only: what two sentences speak of is less surely the same
_SHARED = text(
    """
    WITH regions AS (
      SELECT id, name, CASE WHEN province <> '' THEN province ELSE place END AS region FROM documents
    )
    SELECT o.series, o.period, o.value, o.unit, o.printed, o.locator, o.entity_name, o.indicator,
           d.id AS document_id, d.name AS document, d.region
    FROM observations o
    JOIN regions d ON d.id = o.document_id
    JOIN tables t ON t.id = o.table_id AND t.ordinal >= 0
    WHERE o.change_from IS NULL AND o.value IS NOT NULL AND o.period IS NOT NULL AND d.region <> ''
      AND (o.series, o.period, d.region) IN (
        SELECT p.series, p.period, e.region FROM observations p JOIN regions e ON e.id = p.document_id
        WHERE p.change_from IS NULL AND p.value IS NOT NULL
        GROUP BY p.series, p.period, e.region HAVING COUNT(DISTINCT p.document_id) > 1
      )
    ORDER BY o.id
    """
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A row of the query for figures that several reports give; numbers as text, labels as JSON."""

    series: str
    period: str
    value: str
    unit: str | None
    printed: str
    locator: str
    entity_name: str
    indicator: str
    document_id: int
    document: str
    region: str


def find_conflicts(sql: Connection, document_id: int | None) -> list[StoredFinding]:
    """The findings between reports; of one report those that it is part of, told of the later one."""
    groups: dict[tuple[str, str, str], dict[int, list[_Figure]]] = defaultdict(lambda: defaultdict(list))
    for row in sql.execute(_SHARED):
        groups[row.series, row.period, row.region][row.document_id].append(_Figure(**row._mapping))
    found = []
    for told in groups.values():
        # a row that one report prints twice has no one value to compare
        single = [figures[0] for _, figures in sorted(told.items()) if len({f.value for f in figures}) == 1]
        for earlier, later in pairwise(single):
            concerned = document_id is None or document_id in {earlier.document_id, later.document_id}
            if concerned and _differ(earlier, later):
                found.append(StoredFinding(later.document, _tell(earlier, later)))
    return found


def _differ(earlier: _Figure, later: _Figure) -> bool:
    """Whether two values differ by more than the rounding of the less exact one, each in its own unit."""
    (up, base), (down, other) = scale_of(earlier.unit or ""), scale_of(later.unit or "")
    if up == down:
        return _apart(Decimal(earlier.value), Decimal(later.value))
    if base != other:
        return False  # of two things, or in a unit that one of the reports leaves out
    return _apart(Decimal(earlier.value).scaleb(up), Decimal(later.value).scaleb(down), rounded=True)


def _apart(first: Decimal, second: Decimal, *, rounded: bool = False) -> bool:
    places = max(int(first.as_tuple().exponent), int(second.as_tuple().exponent))
    return abs(first - second) > Decimal(1).scaleb(places) / 2 if places < 0 or rounded else first != second


def _tell(earlier: _Figure, later: _Figure) -> Finding:
    indicator = PATH_SEPARATOR.join(schema.load_labels(later.indicator))
    return Finding(
        locator=f"{later.locator} ↔ {earlier.document} › {earlier.locator}",
        kind="table-vs-table",
        printed=later.printed,
        expected=_expected(earlier, later),
        status="unresolved",
        why=(
            f"Báo cáo {later.document} ghi {_with_unit(later)}, "
            f"còn báo cáo {earlier.document} ghi {_with_unit(earlier)} "
            f"cho cùng chỉ tiêu “{indicator}” {phrase_period(later.period)} của {later.entity_name}."
        ),
    )


def _expected(earlier: _Figure, later: _Figure) -> Decimal:
    """The earlier report's value in the later one's unit."""
    up, down = scale_of(earlier.unit or "")[0], scale_of(later.unit or "")[0]
    scaled = Decimal(earlier.value).scaleb(up - down)
    return scaled.quantize(Decimal(1)) if int(scaled.as_tuple().exponent) > 0 else scaled


def _with_unit(figure: _Figure) -> str:
    """A figure as printed, with a unit that a power of ten makes another one's."""
    unit = figure.unit or ""
    return f"{figure.printed} {unit}" if scale_of(unit)[0] and unit not in figure.printed else figure.printed
