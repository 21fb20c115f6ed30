"""The audit by mutations: tables that add up yield nothing, one digit changed yields just that cell."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from corpus.audit.tables import audit_table
from corpus.numbers import Convention, read_number, write_number
from corpus.readers import read_report
from corpus.tables import Grid, build_table
from corpus.values import Quality, Table

# no shrinking: an example is a table, and smaller ones show no relations
RELAXED = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
HEADER = [
    "STT",
    "Đơn vị",
    "Tiếp nhận",
    "Đúng hạn",
    "Trễ hạn",
    "Tỷ lệ đúng hạn (%)",
    "Năm trước",
    "Tăng/giảm",
    "Xếp hạng",
]


@dataclass(frozen=True)
class Unit:
    """What one row of a made table is made from."""

    on_time: int
    late: int
    before: int


# figures of some size: rows of ones and noughts show no relation that chance would not
units = st.lists(
    st.builds(Unit, st.integers(1_000, 40_000), st.integers(11, 900), st.integers(1_000, 40_000)),
    min_size=6,
    max_size=14,
    unique=True,
)


def rate(part: int, whole: int) -> Decimal:
    """A percentage as reports round it."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def figures(unit: Unit) -> list[str]:
    received = unit.on_time + unit.late
    return [
        *(write_number(n) for n in (received, unit.on_time, unit.late)),
        f"{rate(unit.on_time, received):.2f}".replace(".", ","),
        *(write_number(n) for n in (unit.before, received - unit.before)),
    ]


def made_rows(made: Sequence[Unit]) -> list[list[str]]:
    """A table of units with rates, changes, ranks by rate (ties share one) and a total, all of which agree."""
    rates = [rate(u.on_time, u.on_time + u.late) for u in made]
    rows = [
        [str(i + 1), f"Huyện số {i + 1}", *figures(u), str(1 + sum(other > rates[i] for other in rates))]
        for i, u in enumerate(made)
    ]
    total = Unit(sum(u.on_time for u in made), sum(u.late for u in made), sum(u.before for u in made))
    return [HEADER, *rows, ["", "Tổng cộng", *figures(total), ""]]


def table_of(rows: Sequence[Sequence[str]]) -> Table:
    table = build_table(Grid(tuple(map(tuple, rows)), tuple(range(len(rows)))), title="Biểu 1", path=("Biểu 1",))
    assert table is not None
    return table


def marked(table: Table) -> list[tuple[int, int]]:
    """The cells that the audit repaired or doubts."""
    return [
        (r, c)
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row.cells)
        if cell.quality in (Quality.REPAIRED, Quality.SUSPECT)
    ]


def is_ranked_by(table: Table, column: int) -> bool:
    """Whether the last column ranks the rows, total aside, exactly by another, from above or below."""
    ranks = [row.cells[-1].value for row in table.rows[:-1]]
    values = [value for row in table.rows[:-1] if isinstance(value := row.cells[column].value, Decimal)]
    falling = [1 + sum(other > value for other in values) for value in values]
    rising = [1 + sum(other < value for other in values) for value in values]
    return ranks in (falling, rising)


@RELAXED
@given(units)
def test_a_table_that_agrees_has_no_findings(made: list[Unit]) -> None:
    audited = audit_table(table_of(made_rows(made)))
    assert audited.findings == ()
    assert marked(audited.table) == []


@RELAXED
@given(units, st.randoms(use_true_random=False))
def test_columns_in_any_order_agree_as_well(made: list[Unit], chance: random.Random) -> None:
    rows = made_rows(made)
    order = [0, 1, *chance.sample(range(2, len(HEADER)), len(HEADER) - 2)]
    assert audit_table(table_of([[row[c] for c in order] for row in rows])).findings == ()


@RELAXED
@given(units, st.sampled_from([10, 1000, 1_000_000]))
def test_figures_of_any_size_agree_as_well(made: list[Unit], scale: int) -> None:
    larger = [Unit(u.on_time * scale, u.late * scale, u.before * scale) for u in made]
    assert audit_table(table_of(made_rows(larger))).findings == ()


@RELAXED
@given(units, st.randoms(use_true_random=False))
def test_a_digit_changed_under_two_sums_is_repaired(made: list[Unit], chance: random.Random) -> None:
    rows = made_rows(made)
    r, c = chance.randrange(1, len(rows)), chance.choice([2, 3, 4])
    right = rows[r][c]
    at = chance.choice([i for i, char in enumerate(right) if char.isdigit()])
    wrong = f"{right[:at]}{chance.choice([d for d in '123456789' if d != right[at]])}{right[at + 1 :]}"
    rows[r][c] = wrong
    audited = audit_table(table_of(rows))
    assert marked(audited.table) == [(r - 1, c - 2)]
    cell = audited.table.rows[r - 1].cells[c - 2]
    assert (cell.quality, cell.value, cell.printed) == (Quality.REPAIRED, Decimal(right.replace(".", "")), wrong)


@RELAXED
@given(units, st.randoms(use_true_random=False))
def test_a_blank_under_two_sums_is_filled_only_with_what_stood_there(made: list[Unit], chance: random.Random) -> None:
    rows = made_rows(made)
    r, c = chance.randrange(1, len(rows)), chance.choice([2, 3, 4])
    right = Decimal(rows[r][c].replace(".", ""))
    rows[r][c] = ""
    audited = audit_table(table_of(rows))
    cell = audited.table.rows[r - 1].cells[c - 2]
    assert cell.value in (None, right)
    assert all(place == (r - 1, c - 2) for place in marked(audited.table))


@RELAXED
@given(units, st.randoms(use_true_random=False))
def test_two_cells_swapped_are_found(made: list[Unit], chance: random.Random) -> None:
    rows = made_rows(made)
    r, c = chance.randrange(1, len(rows) - 1), chance.choice([2, 3])
    assume(rows[r][c] != rows[r][c + 1])
    rows[r][c], rows[r][c + 1] = rows[r][c + 1], rows[r][c]
    audited = audit_table(table_of(rows))
    assert audited.findings
    told = {(r - 1, c - 2), (r - 1, c - 1)}
    repaired = [p for p in marked(audited.table) if audited.table.rows[p[0]].cells[p[1]].quality is Quality.REPAIRED]
    assert set(repaired) <= told


@RELAXED
@given(units, st.randoms(use_true_random=False))
def test_a_row_that_lost_a_cell_puts_no_figure_right_by_chance(made: list[Unit], chance: random.Random) -> None:
    """The rest of the row stands under the wrong headers: it is told, and no other row is touched."""
    rows = made_rows(made)
    r, c = chance.randrange(1, len(rows) - 1), chance.choice([2, 3])
    rows[r] = [*rows[r][:c], *rows[r][c + 1 :], ""]
    audited = audit_table(table_of(rows))
    assert audited.findings
    repaired = [p for p in marked(audited.table) if audited.table.rows[p[0]].cells[p[1]].quality is Quality.REPAIRED]
    assert {row for row, _ in repaired} <= {r - 1}


@RELAXED
@given(units, st.randoms(use_true_random=False))
def test_ranks_that_were_swapped_are_found(made: list[Unit], chance: random.Random) -> None:
    rows = made_rows(made)
    first, second = chance.sample(range(1, len(rows) - 1), 2)
    assume(rows[first][8] != rows[second][8])
    rows[first][8], rows[second][8] = rows[second][8], rows[first][8]
    table = table_of(rows)
    assume(not any(is_ranked_by(table, c) for c in range(6)))  # swapped, they may be the order of another column
    audited = audit_table(table)
    assert audited.findings
    assert {c for _, c in marked(audited.table)} == {6}


def test_a_rank_among_others_than_the_rows_is_no_finding() -> None:
    rows = [
        ["STT", "Chỉ số", "Điểm", "Xếp hạng"],
        *([str(i + 1), f"Chỉ số thành phần {i + 1}", f"{70 + 3 * i},25", f"{(i * 17) % 60 + 1}/63"] for i in range(8)),
    ]
    assert audit_table(table_of(rows)).findings == ()


def sample_tables(samples: Path) -> list[Table]:
    """The tables of the plain-text samples in which nothing is wrong."""
    tables = [t for path in sorted(samples.glob("*.txt")) for t in read_report(path).tables]
    return [table for table in tables if table.rows and not audit_table(table).findings]


@pytest.mark.parametrize("seed", range(3))
def test_samples_with_a_digit_changed_are_never_repaired_wrongly(samples: Path, seed: int) -> None:
    """Of the cells that some equation binds; whatever the audit repairs is what stood there."""
    chance = random.Random(seed)
    exact = told = 0
    for table in sample_tables(samples):
        proved = _places_under_equations(table)
        for r, c in chance.sample(proved, min(6, len(proved))):
            changed = _with_changed_digit(table, r, c, chance)
            if changed is None:
                continue
            audited = audit_table(changed).table
            told += 1
            places = [p for p in marked(audited) if p not in marked(table)]
            exact += places == [(r, c)]
            for row, column in places:
                cell = audited.rows[row].cells[column]
                if cell.quality is Quality.REPAIRED:
                    assert (row, column) == (r, c), f"{table.title}: {cell.printed} was right"
                    assert cell.value == table.rows[r].cells[c].value
    assert told > 40
    assert exact > told / 2


def _places_under_equations(table: Table) -> list[tuple[int, int]]:
    """The figures that hold in an equation: those that would be proved if they came from a scan."""
    rows = tuple(replace(row, cells=tuple(replace(cell, confidence=0.5) for cell in row.cells)) for row in table.rows)
    audited = audit_table(replace(table, rows=rows)).table
    return [
        (r, c)
        for r, row in enumerate(audited.rows)
        for c, cell in enumerate(row.cells)
        if isinstance(cell.value, Decimal) and cell.quality is Quality.PRINTED
    ]


def _with_changed_digit(table: Table, r: int, c: int, chance: random.Random) -> Table | None:
    cell = table.rows[r].cells[c]
    at = next((i for i, char in enumerate(cell.printed) if char.isdigit()), None)
    if at is None:
        return None
    digit = chance.choice([d for d in "123456789" if d != cell.printed[at]])
    printed = f"{cell.printed[:at]}{digit}{cell.printed[at + 1 :]}"
    number = read_number(printed, Convention(table.columns[c].convention or Convention.COMMA))
    if number is None or number.of is not None:
        return None
    cells = list(table.rows[r].cells)
    cells[c] = replace(cell, printed=printed, value=number.value)
    rows = list(table.rows)
    rows[r] = replace(rows[r], cells=tuple(cells))
    return replace(table, rows=tuple(rows))


odd_cells = st.one_of(
    st.sampled_from(
        ["", "-", "x", "1.0 1", "4.34", "12/63", "7,5%", "(3)=(4)+(9)", "Tổng cộng", "9" * 40, "0," + "3" * 30]
    ),
    st.integers(-50, 10_000).map(write_number),
    st.text(max_size=6),
)


@settings(max_examples=120, deadline=None)
@given(
    st.integers(2, 6).flatmap(lambda w: st.lists(st.lists(odd_cells, min_size=w, max_size=w), min_size=1, max_size=8)),
    st.booleans(),
)
def test_whatever_a_grid_holds_the_audit_says_and_raises_nothing(rows: list[list[str]], headed: bool) -> None:
    grid = [["Tên", *(f"Cột {i}" for i in range(1, len(rows[0])))], *rows] if headed else rows
    table = build_table(Grid(tuple(map(tuple, grid)), tuple(range(len(grid)))), title="Biểu", path=("Biểu",))
    if table is not None:
        audited = audit_table(table)
        assert [len(row.cells) for row in audited.table.rows] == [len(table.columns)] * len(table.rows)


def test_equations_that_contradict_each_other_are_told_and_nothing_is_repaired() -> None:
    rows = [
        ["STT", "Đơn vị", "Tổng", "A", "B"],
        ["(1)", "(2)", "(3)=(4)+(5)", "(4)=(3)+(5)", "(5)"],
        *([str(i), f"Sở {i}", write_number(10 * i + i), write_number(10 * i), write_number(i)] for i in range(1, 7)),
    ]
    audited = audit_table(table_of(rows))
    assert audited.findings
    assert all(finding.status == "unresolved" for finding in audited.findings)
    assert all(cell.quality is not Quality.REPAIRED for row in audited.table.rows for cell in row.cells)


def test_codes_of_many_digits_are_no_figures() -> None:
    rows = [
        ["STT", "Đơn vị", "Số tài khoản", "Số tiền"],
        *([str(i), f"Sở {i}", "1234567890" * 4 + str(i), write_number(1000 * i)] for i in range(1, 6)),
        ["", "Tổng cộng", "", "15.000"],
    ]
    assert audit_table(table_of(rows)).findings == ()


def test_a_share_of_nothing_proves_no_figure_of_a_scan() -> None:
    rows = [
        ["STT", "Đơn vị", "Tiếp nhận", "Đúng hạn", "Tỷ lệ (%)"],
        ["(1)", "(2)", "(3)", "(4)", "(5)=(4)/(3)*100%"],
        *([str(i), f"Sở {i}", "400", str(380 + i), f"{rate(380 + i, 400)}".replace(".", ",")] for i in range(1, 6)),
        ["6", "Sở 6", "0", "0", "97,25"],
    ]
    table = table_of(rows)
    scanned = replace(
        table,
        rows=tuple(replace(r, cells=tuple(replace(c, confidence=0.9) for c in r.cells)) for r in table.rows),
    )
    audited = audit_table(scanned).table
    assert [row.cells[2].quality for row in audited.rows] == [Quality.PRINTED] * 5 + [Quality.SUSPECT]
    assert audited.rows[5].cells[2].value == Decimal("97.25")
