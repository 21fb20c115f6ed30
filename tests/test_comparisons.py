"""What a column of changes is told as is what its cells prove: a ratio, a growth, a difference, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from periodic import write_pipes, write_tabs, write_word

from corpus.change_labels import compares_periods, states_change
from corpus.comparisons import TableComparisons
from corpus.numbers import write_number
from corpus.observations import observe
from corpus.readers import read_report
from corpus.table_periods import TablePeriods
from corpus.values import Cell, Column, Comparison, Kind, Observation, Row, Table

PAIRS = ((320, 300), (845, 902), (316, 290), (1204, 1187))
NAMES = ("Sở Y tế", "Sở Tư pháp", "Sở Nội vụ", "Sở Xây dựng", "Sở Công Thương", "Sở Tài chính")
SECOND = "Kết quả tiếp nhận hồ sơ quý II năm 2026"
HALF = "Kết quả tiếp nhận hồ sơ 6 tháng đầu năm 2026"
Reckon = Callable[[Decimal, Decimal], Decimal]
RECKONED: dict[Comparison, Reckon] = {
    Comparison.DIFFERENCE: lambda b, a: b - a,
    Comparison.FALL: lambda b, a: a - b,
    Comparison.GROWTH: lambda b, a: (b - a) / a * 100,
    Comparison.DECLINE: lambda b, a: (a - b) / a * 100,
    Comparison.RATIO: lambda b, a: b / a * 100,
    Comparison.TIMES: lambda b, a: b / a,
}


def rounded(value: Decimal, places: int = 1) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def printed(how: Comparison, b: object, a: object, places: int = 1) -> str:
    return write_number(rounded(RECKONED[how](Decimal(str(b)), Decimal(str(a))), places))


def grid(label: str, told: list[str], *, both: bool = True) -> tuple[list[list[str]], list[list[str]]]:
    """A header and rows of two periods, or of the later alone, and a column that compares."""
    periods = ["Hồ sơ quý II/2026", "Hồ sơ quý II/2025"][: 2 if both else 1]
    rows = [
        [str(i), name, *map(str, pair[: len(periods)]), figure]
        for i, (name, pair, figure) in enumerate(zip(NAMES, PAIRS, told, strict=False), 1)
    ]
    return [["STT", "Đơn vị", *periods, label]], rows


def changes_in(path: Path) -> list[Observation]:
    """The figures of the last column."""
    figures = observe(read_report(path))
    return [figure for figure in figures if figure.column == max(f.column for f in figures)]


LABELS = {
    Comparison.RATIO: (
        "So với cùng kỳ (%)",
        "Chỉ số phát triển so với cùng kỳ năm trước (%)",
        "Tăng/giảm so với cùng kỳ (%)",
        "So sánh (%)",
        "% so cùng kỳ",
        "So CK (%)",
        "Tỷ lệ quý II/2026 so với quý II/2025 (%)",
        "So với cùng kỳ",
        "So với cùng kỳ năm 2025 (%)",
    ),
    Comparison.GROWTH: (
        "So với cùng kỳ (%)",
        "Tốc độ tăng (%)",
        "Tăng (+), giảm (-) so với cùng kỳ (%)",
        "Tăng/giảm (%)",
        "+/- (%)",
        "So sánh",
    ),
    Comparison.DIFFERENCE: ("Tăng/giảm", "Chênh lệch", "So với cùng kỳ", "Tăng, giảm so với cùng kỳ", "+/-"),
    Comparison.FALL: ("Giảm so với cùng kỳ năm trước", "Giảm (-), tăng (+) so với cùng kỳ"),
    Comparison.TIMES: ("So với cùng kỳ (lần)", "So cùng kỳ (lần)"),
}


@pytest.mark.parametrize("write", [write_tabs, write_pipes, write_word])
@pytest.mark.parametrize("how", LABELS)
def test_what_the_rows_prove_is_what_the_column_is(how: Comparison, write: Callable[..., Path], tmp_path: Path) -> None:
    for i, label in enumerate(LABELS[how]):
        told = [printed(how, b, a, 2 if how is Comparison.TIMES else 1) for b, a in PAIRS]
        file = tmp_path / f"{i}{'.docx' if write is write_word else '.txt'}"
        for figure in changes_in(write(file, SECOND, *grid(label, told))):
            assert (label, figure.comparison) == (label, how)
            assert (figure.period, figure.change_from) == ("Quý II/2026", "Quý II/2025")


@pytest.mark.parametrize("label", [*LABELS[Comparison.RATIO], *LABELS[Comparison.GROWTH]])
def test_what_no_cell_proves_is_no_rise(label: str, tmp_path: Path) -> None:
    told = ["106,7", "103,7", "109,0", "101,4"]
    for figure in changes_in(write_tabs(tmp_path / "1.txt", SECOND, *grid(label, told, both=False))):
        assert figure.comparison is Comparison.UNPROVEN
        assert figure.kind is (Kind.PERCENT if "%" in label else Kind.NUMBER)
        assert figure.unit in {"%", None}


def test_signs_that_a_label_explains_are_a_rise_or_a_fall(tmp_path: Path) -> None:
    label, told = "Tăng (+), giảm (-) so với cùng kỳ (%)", ["6,7", "-6,3", "9,0", "1,4"]
    for figure in changes_in(write_tabs(tmp_path / "1.txt", SECOND, *grid(label, told, both=False))):
        assert (figure.comparison, figure.kind) == (Comparison.SIGNED, Kind.PERCENT)


def test_rows_that_contradict_the_others_prove_nothing_themselves(tmp_path: Path) -> None:
    told = ["106,7", "93,7", "109,0", "110,4"]  # the last is 101,4
    found = [
        figure.comparison for figure in changes_in(write_tabs(tmp_path / "1.txt", SECOND, *grid("So sánh (%)", told)))
    ]
    assert found == [Comparison.RATIO] * 3 + [Comparison.UNPROVEN]


def test_a_nought_among_falls_is_not_no_change(tmp_path: Path) -> None:
    told = ["0", "57", "0", "0"]  # "Giảm" beside an unprinted "Tăng"
    found = [
        f.comparison for f in changes_in(write_tabs(tmp_path / "1.txt", SECOND, *grid("Giảm so với cùng kỳ", told)))
    ]
    assert found == [Comparison.UNPROVEN, Comparison.FALL, Comparison.UNPROVEN, Comparison.UNPROVEN]


def test_a_difference_of_shares_is_in_points(tmp_path: Path) -> None:
    header = [["STT", "Đơn vị", "Tỷ lệ đúng hạn quý II/2026 (%)", "Tỷ lệ đúng hạn quý II/2025 (%)", "Tăng/giảm (%)"]]
    shares = ((95.5, 93.1), (88.2, 90.4), (97.0, 94.6))
    for how in (Comparison.DIFFERENCE, Comparison.GROWTH, Comparison.RATIO):
        rows = [
            [str(i), name, write_number(Decimal(str(b))), write_number(Decimal(str(a))), printed(how, b, a)]
            for i, (name, (b, a)) in enumerate(zip(NAMES, shares, strict=False), 1)
        ]
        found = changes_in(write_tabs(tmp_path / f"{how}.txt", SECOND, header, rows))
        assert {figure.comparison for figure in found} == {how}


def test_a_rise_in_rank_is_less_by_number(tmp_path: Path) -> None:
    header = [["STT", "Đơn vị", "Xếp hạng 2026", "Xếp hạng 2025", "Tăng/giảm"]]
    ranks = ((3, 5), (9, 2), (1, 4))
    for how, sign in ((Comparison.DIFFERENCE, -1), (Comparison.FALL, 1)):
        rows = [[str(i), NAMES[i], str(b), str(a), str(sign * (b - a))] for i, (b, a) in enumerate(ranks)]
        found = changes_in(write_tabs(tmp_path / f"{how}.txt", "Kết quả xếp hạng năm 2026", header, rows))
        assert {(figure.comparison, figure.kind) for figure in found} == {(how, Kind.RANK)}


def test_rows_of_changes_are_proved_across_the_columns(tmp_path: Path) -> None:
    header = [["Kỳ", "Hồ sơ tiếp nhận", "Hồ sơ giải quyết", "Hồ sơ trễ hạn"]]
    later, earlier = (320, 845, 31), (300, 902, 28)
    for how, label in ((Comparison.RATIO, "So với cùng kỳ (%)"), (Comparison.DIFFERENCE, "Tăng/giảm")):
        told = [
            printed(how, b, a, 0 if how is Comparison.DIFFERENCE else 1) for b, a in zip(later, earlier, strict=True)
        ]
        rows = [["Quý II/2026", *map(str, later)], ["Quý II/2025", *map(str, earlier)], [label, *told]]
        figures = observe(read_report(write_tabs(tmp_path / f"{how}.txt", SECOND, header, rows)))
        assert [figure.comparison for figure in figures[-3:]] == [how] * 3


def test_a_ratio_to_the_plan_is_no_change_between_periods(tmp_path: Path) -> None:
    header = [["STT", "Đơn vị", "Kế hoạch năm 2026", "Thực hiện năm 2025", "Thực hiện năm 2026", "So sánh (%)"]]
    figures = ((500, 300, 320), (800, 902, 845), (350, 290, 316))
    rows = [
        [str(i), NAMES[i], str(p), str(a), str(b), printed(Comparison.RATIO, b, p)]
        for i, (p, a, b) in enumerate(figures)
    ]
    for figure in changes_in(write_tabs(tmp_path / "1.txt", "Kết quả năm 2026", header, rows)):
        assert (figure.change_from, figure.comparison, figure.kind) == (None, None, Kind.PERCENT)


@pytest.mark.parametrize(
    "label", ["So với kế hoạch (%)", "% thực hiện so KH", "So sánh với KH năm 2026 (%)", "Tỷ trọng"]
)
def test_shares_of_a_plan_or_whole_are_plain_figures(label: str, tmp_path: Path) -> None:
    for figure in changes_in(write_tabs(tmp_path / "1.txt", SECOND, *grid(label, ["87,5", "90,1", "99,3", "70,2"]))):
        assert (figure.change_from, figure.comparison, figure.unit) == (None, None, "%")


def test_a_statistics_table_names_its_bases_below_the_header(tmp_path: Path) -> None:
    header = [
        ["STT", "Chỉ tiêu", "Thực hiện quý II/2026", "Quý II/2026 so với (%)", ""],
        ["", "", "", "Quý I/2026", "Quý II/2025"],
    ]
    rows = [["1", "Thu ngân sách", "1.250", "104,2", "111,6"], ["2", "Sản lượng cá", "830", "99,1", "103,7"]]
    for write, name in ((write_tabs, "1.txt"), (write_word, "1.docx")):
        figures = observe(read_report(write(tmp_path / name, "Tình hình kinh tế quý II năm 2026", header, rows)))
        told = [(f.period, f.change_from, f.comparison) for f in figures[:3]]
        assert told == [
            ("Quý II/2026", None, None),
            ("Quý II/2026", "Quý I/2026", Comparison.UNPROVEN),
            ("Quý II/2026", "Quý II/2025", Comparison.UNPROVEN),
        ]


@pytest.mark.parametrize(
    ("label", "pair"),
    [
        ("Tăng/giảm so với tháng trước", ("Tháng 6/2026", "Tháng 5/2026")),
        ("Lũy kế so với cùng kỳ (%)", None),
        ("So với cùng kỳ", None),
        ("Tăng/giảm", None),
    ],
)
def test_a_change_after_a_cumulated_column_is_of_the_period_that_its_words_tell(
    label: str, pair: tuple[str, str] | None, tmp_path: Path
) -> None:
    header = [["STT", "Đơn vị", "Hồ sơ tháng 6/2026", "Lũy kế 6 tháng", label]]
    rows = [[str(i), NAMES[i], *told] for i, told in enumerate((["52", "301", "4"], ["61", "350", "-7"]))]
    for figure in changes_in(write_tabs(tmp_path / "1.txt", "Kết quả tháng 6 năm 2026", header, rows)):
        if pair is None:
            assert (figure.period, figure.comparison) in {(None, Comparison.UNPROVEN), (None, Comparison.SIGNED), (
                "6 tháng đầu năm 2026", Comparison.UNPROVEN)}  # fmt: skip
        else:
            assert (figure.period, figure.change_from) == pair


def test_the_rows_tell_which_of_two_lengths_a_change_is_of(tmp_path: Path) -> None:
    header = [["STT", "Đơn vị", "Tháng 6/2026", "Tháng 6/2025", "6 tháng đầu năm 2026", "6 tháng đầu năm 2025",
               "So với cùng kỳ (%)"]]  # fmt: skip
    figures = ((52, 48, 301, 288), (61, 66, 350, 371), (17, 19, 99, 90))
    for first, period in ((0, "Tháng 6/2026"), (2, "6 tháng đầu năm 2026")):
        rows = [
            [str(i), NAMES[i], *map(str, told), printed(Comparison.RATIO, told[first], told[first + 1])]
            for i, told in enumerate(figures)
        ]
        for figure in changes_in(write_tabs(tmp_path / f"{first}.txt", "Kết quả tháng 6 năm 2026", header, rows)):
            assert (figure.period, figure.comparison) == (period, Comparison.RATIO)


@pytest.mark.parametrize(
    "label", ["Số hồ sơ cùng kỳ chuyển sang", "Số năm công tác", "Hồ sơ kỳ trước", "Tỷ lệ giảm nghèo", "Tăng trưởng"]
)
def test_words_that_fold_alike_compare_nothing(label: str) -> None:
    assert not states_change([label])


@pytest.mark.parametrize("path", [["So sánh (%)", "KH năm 2026"], ["Tăng/giảm so với kế hoạch năm 2025"]])
def test_a_plan_is_no_period(path: list[str]) -> None:
    assert not compares_periods(path)


AMOUNTS = st.lists(st.tuples(st.integers(20, 90_000), st.integers(20, 90_000)), min_size=3, max_size=12)


@given(AMOUNTS, st.sampled_from(list(RECKONED)), st.sampled_from(["So với cùng kỳ", "So sánh", "Tăng/giảm"]))
@settings(deadline=None)
def test_no_way_of_reckoning_is_taken_for_another(pairs: list[tuple[int, int]], how: Comparison, label: str) -> None:
    assume(all(abs(b - a) * 50 > a for b, a in pairs))
    places = 0 if how in {Comparison.DIFFERENCE, Comparison.FALL} else 2
    columns = tuple(Column((name,)) for name in ("Quý II/2025", "Quý II/2026", label))
    rows = []
    for i, (b, a) in enumerate(pairs):
        told = rounded(RECKONED[how](Decimal(b), Decimal(a)), places)
        assume(told)
        rows.append(Row((f"Đơn vị {i}",), tuple(Cell(str(v), Decimal(v)) for v in (a, b, told)), i + 1))
    table = Table("", (), columns, tuple(rows), 1)
    measures = [[(Kind.COUNT, None)] * 3 for _ in rows]
    read = TableComparisons(table, TablePeriods(table, "Quý II/2026"), measures)
    found = {read.of(r, 2).how for r in range(len(rows))}
    assert found <= {how, Comparison.UNPROVEN}
    if len({b * 1000 // a for b, a in pairs}) > 2:
        assert found == {how}
