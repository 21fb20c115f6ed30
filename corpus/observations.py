"""From tables to tidy figures: whose, of what, when, how much, in what unit, and where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.breakdowns import Breakdown, read_breakdowns
from corpus.comparisons import TableComparisons
from corpus.measures import measure_rows
from corpus.names import level_of, strip_shared_words
from corpus.period_text import single_period
from corpus.periods import is_year, year_at
from corpus.table_periods import TablePeriods
from corpus.text import fold
from corpus.values import (
    PATH_SEPARATOR,
    Box,
    Cell,
    Kind,
    Level,
    Observation,
    Paragraph,
    Quality,
    Report,
    Row,
    Table,
    add_pages,
)

# the first figure of a range ("0 - 14 tuổi") is no ordinal
_ORDINAL = re.compile(r"^(?!\d+\s*[-–]\s*\d)(?:[A-ZĐ]|[IVX]+|\d+(?:\.\d+)*|[a-zđ]|\(\w+\))[.)]?\s+(?:[-–]\s+)?(?=\S)")


def observe(report: Report) -> tuple[Observation, ...]:
    """Every figure of the report's tables, in the order of the report."""
    found: list[Observation] = []
    for index, table in enumerate(report.tables):
        found.extend(_observe_cells(report, table, index))
        found.extend(_observe_breakdowns(report, table, index))
    return tuple(found)


def _observe_cells(report: Report, table: Table, index: int) -> Iterator[Observation]:
    periods = TablePeriods(table, default_period(report, table))
    measures = measure_rows(table)
    comparisons = TableComparisons(table, periods, measures)
    names = row_names(table)
    levels = row_levels(table, names)
    for r, row in enumerate(table.rows):
        quote = quote_row(row)
        for c, cell in enumerate(row.cells):
            if not isinstance(cell.value, Decimal) and cell.quality is not Quality.SUSPECT:
                continue
            indicator = table.columns[c].path
            told = comparisons.of(r, c)
            kind, unit = told.measure
            yield Observation(
                table=index,
                row=r,
                column=c,
                entity=row.path,
                entity_name=names[r],
                level=levels[r],
                indicator=indicator,
                period=told.period,
                change_from=told.earlier,
                comparison=told.how,
                kind=kind,
                value=cell.value if isinstance(cell.value, Decimal) else None,
                of=cell.of,
                unit=unit,
                printed=cell.printed,
                quality=cell.quality,
                is_total=row.is_total,
                locator=locate(table, row, indicator, cell) + _name_cell(table, row, c),
                quote=quote,
                line=row.line,
                box=cell.box,
                confidence=cell.confidence,
            )


def _observe_breakdowns(report: Report, table: Table, index: int) -> Iterator[Observation]:
    """The counts told in words inside the cells of a table ("… trễ hạn 37 hồ sơ: + 14 hồ sơ …")."""
    period = default_period(report, table)
    for c in range(len(table.columns)):
        cells = [row.cells[c].printed for row in table.rows]
        for r, told in enumerate(read_breakdowns(cells)):
            if told is not None:
                yield from _breakdown_observations(table, index, r, c, told, period)


def _breakdown_observations(
    table: Table, index: int, r: int, c: int, told: Breakdown, period: str | None
) -> Iterator[Observation]:
    row = table.rows[r]
    cell = row.cells[c]
    place = add_pages(
        PATH_SEPARATOR.join(filter(None, [table.where, row.path[-1] if row.path else ""])), _boxes_of(cell)
    )
    figures: list[tuple[tuple[str, ...], str, Level | None, Decimal, str]] = [
        ((told.unit,), told.unit, level_of(told.unit), told.count, told.printed)
    ]
    figures += [
        ((told.unit, part.label), part.label, _part_level(part.label), part.count, part.printed) for part in told.parts
    ]
    for entity, name, level, count, printed in figures:
        yield Observation(
            table=index,
            row=r,
            column=c,
            entity=entity,
            entity_name=name,
            level=level,
            indicator=(told.indicator,),
            period=period,
            change_from=None,
            kind=Kind.COUNT,
            value=count,
            of=None,
            unit=told.noun,
            printed=printed,
            quality=Quality.PRINTED,
            is_total=False,
            locator=place,
            quote=cell.printed,
            line=row.line,
            box=cell.box,
            confidence=cell.confidence,
        )


def _part_level(label: str) -> Level:
    return level_of(label) or Level.FIELD


def locate(table: Table, row: Row, indicator: Sequence[str], cell: Cell | None = None) -> str:
    """The place of a cell as a person looks it up: headings, row, column, page where the cell tells it."""
    title = table.title if table.title not in table.path and not table.title.startswith(tuple(table.path[-1:])) else ""
    number = next((c.formula for c in table.columns if c.path == tuple(indicator) and c.formula), None)
    column = PATH_SEPARATOR.join(indicator)
    if number:
        column = f"cột {number.partition('=')[0].strip()} {column}"
    place = PATH_SEPARATOR.join(filter(None, [table.where, title, *row.path, column]))
    return add_pages(place, _boxes_of(cell))


def _boxes_of(cell: Cell | None) -> list[Box]:
    return [cell.box] if cell is not None and cell.box is not None else []


def _name_cell(table: Table, row: Row, column: int) -> str:
    """The cell's own name where it stands in a workbook: " (ô C7)"."""
    letter = table.columns[column].letter
    return f" (ô {letter}{row.line})" if letter else ""


def quote_row(row: Row) -> str:
    """The row as printed: its label, then its cells."""
    return " | ".join([row.path[-1] if row.path else "", *(cell.printed for cell in row.cells)])


def bare_label(label: str) -> str:
    """A row label without its ordinal: "XI Huyện Mỹ Tú" → "Huyện Mỹ Tú"."""
    return _ORDINAL.sub("", label).strip(" .:;") or label


def row_names(table: Table) -> list[str]:
    """Each row's own name: no ordinal, and without the words that all rows beside it share."""
    beside: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for r, row in enumerate(table.rows):
        if not row.is_total:
            beside[row.path[:-1]].append(r)
    names = [bare_label(row.path[-1]) if row.path else "" for row in table.rows]
    for group in beside.values():
        for r, name in zip(group, strip_shared_words([names[r] for r in group]), strict=True):
            names[r] = name
    return names


def row_levels(table: Table, names: Sequence[str]) -> list[Level | None]:
    """Each row's level: what its name states, else what most rows beside it state."""
    beside: dict[tuple[str, ...], list[Level]] = defaultdict(list)
    own = [level_of(name) for name in names]
    for row, level in zip(table.rows, own, strict=True):
        if level is not None and not row.is_total:
            beside[row.path[:-1]].append(level)
    titled = level_of(table.stub[-1]) if table.stub else None
    levels: list[Level | None] = []
    for row, level in zip(table.rows, own, strict=True):
        near = beside[row.path[:-1]]
        most = max(set(near), key=near.count) if near and not row.is_total else None
        levels.append(level or most or (titled if not row.is_total else None))
    return levels


def default_period(report: Report, table: Table) -> str | None:
    """The period of a table whose labels name none: its title, what is said above it, the report's."""
    above = [
        block.text
        for block in report.blocks
        if isinstance(block, Paragraph)
        and block.path == table.path[: len(block.path)]
        and block.line < table.line
        and fold(block.text).startswith(("ky bao cao", "(tu ngay", "tu ngay", "ky"))
    ]
    year = int(year_at(report.period or "") or report.date[:4] or 0) or None
    named = single_period([table.title, *reversed(above), *reversed(table.path)], year)
    if named is None or (is_year(named) and _runs(named, report)):
        return _led_in(table, year) or report.period
    return named


def _runs(year: str, report: Report) -> bool:
    """Whether a year is the one in which a report's own shorter period lies: it has no figures of the whole."""
    return report.period is not None and not is_year(report.period) and year_at(report.period) == year


def _led_in(table: Table, year: int | None) -> str | None:
    """A period shorter than a year that the words right above a table say it is of."""
    if "so voi" in fold(table.lead_in):
        return None
    named = single_period([table.lead_in], year)
    return None if is_year(named) else named
