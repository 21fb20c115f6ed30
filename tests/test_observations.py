"""From tables to figures: whose, of what, when, how much, in what unit, and where it stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from fakes import write_report

from corpus.assemble import assemble_report
from corpus.breakdowns import read_breakdowns
from corpus.change_labels import states_change
from corpus.names import is_unit, level_of, strip_shared_words
from corpus.observations import bare_label, observe
from corpus.period_text import single_period
from corpus.periods import years_in
from corpus.readers import read_report
from corpus.readers.plain import split_items
from corpus.tables import Grid, build_table
from corpus.values import Kind, Level, Observation, Quality, Report


def observed(text: str) -> tuple[Observation, ...]:
    """The figures of a report given as text."""
    return observe(assemble_report(split_items(text.splitlines()), source="a.txt", sha256="0"))


@pytest.fixture(scope="module")
def figures(sample_report: Path) -> tuple[Observation, ...]:
    """All figures of the sample."""
    return observe(read_report(sample_report))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Observation, ...]:
    """All figures of a tiny report."""
    return observe(read_report(write_report(tmp_path_factory.mktemp("tiny") / "a.txt")))


def test_a_figure_says_whose_of_what_when_and_how_much(tiny: tuple[Observation, ...]) -> None:
    first = tiny[0]
    assert (first.entity, first.entity_name, first.level) == (("1 Sở Y tế",), "Sở Y tế", Level.DEPARTMENT)
    assert first.indicator == ("Hồ sơ", "Tiếp nhận")
    assert (first.period, first.value, first.kind, first.quality) == ("2023", 1200, Kind.COUNT, Quality.PRINTED)
    assert first.locator == "I. KẾT QUẢ CHUNG › 1. Số liệu theo đơn vị › 1 Sở Y tế › Hồ sơ › Tiếp nhận"
    assert first.quote == "1 Sở Y tế | 1.200 | 7"


def test_every_number_of_a_table_is_a_figure_once(tiny: tuple[Observation, ...]) -> None:
    assert [figure.value for figure in tiny] == [1200, 7, 800, 4, 500, 1, 2500, 12]
    assert len({(figure.table, figure.row, figure.column) for figure in tiny}) == 8


def test_a_total_row_is_marked_and_of_no_level(tiny: tuple[Observation, ...]) -> None:
    totals = [figure for figure in tiny if figure.is_total]
    assert [figure.value for figure in totals] == [2500, 12]
    assert {figure.level for figure in totals} == {None}


def test_periods_of_columns_and_changes_between_them() -> None:
    figures = observed(
        "Báo cáo năm 2022\n\nSTT\tLĩnh vực\tNăm 2021\t\tNăm 2022\t\tTăng/giảm so với năm 2021\t\n"
        "\t\tĐiểm\tXếp hạng\tĐiểm\tXếp hạng\tXếp hạng\tĐiểm\n"
        "1\tThể chế\t9,17\t9\t9,40\t7\t2\t0,23\n2\tTài chính\t11,03\t2\t8,22\t61\t- 59\t- 2,81"
    )
    assert [figure.period for figure in figures[:5]] == ["2021", "2021", "2022", "2022", "2022"]
    assert [figure.change_from for figure in figures[:5]] == [None, None, None, None, "2021"]
    assert [figure.kind for figure in figures[:5]] == [Kind.SCORE, Kind.RANK, Kind.SCORE, Kind.RANK, Kind.RANK]
    assert figures[-2].value == -59


def test_percents_money_and_shares_of_a_whole_have_their_kinds() -> None:
    figures = observed(
        "Số liệu năm 2024\n\nĐơn vị\tTỷ lệ (%)\tKế hoạch vốn (triệu đồng)\tDiện tích\tNhiệm vụ xong\n"
        "Sở Y tế\t92,5\t1.250\t12,5\t27/28 nhiệm vụ\nSở Nội vụ\t80\t3.500\t9,25\t5/9 nhiệm vụ"
    )
    assert [(f.kind, f.unit) for f in figures[:3]] == [
        (Kind.PERCENT, "%"),
        (Kind.MONEY, "triệu đồng"),
        (Kind.NUMBER, None),
    ]
    assert (figures[3].value, figures[3].of) == (27, 28)


def test_suspect_cells_are_kept_without_a_value(figures: tuple[Observation, ...]) -> None:
    suspect = [figure for figure in figures if figure.quality is Quality.SUSPECT]
    assert suspect
    assert all(figure.printed and figure.value is None for figure in suspect)


# the sample


def test_counts_told_in_words_are_figures_with_their_parts(figures: tuple[Observation, ...]) -> None:
    told = [f for f in figures if f.entity[0] == "UBND huyện Mỹ Tú" and "trễ hạn" in f.indicator[0]]
    whole, *parts = told
    assert (whole.value, whole.level, whole.unit) == (37, Level.DISTRICT, "hồ sơ")
    assert [part.value for part in parts] == [14, 12, 8, 2, 1]
    assert {part.level for part in parts} == {Level.FIELD}


def test_overdue_cases_told_in_words_add_up_to_the_table_of_fields(figures: tuple[Observation, ...]) -> None:
    units = [f for f in figures if len(f.entity) == 1 and f.indicator == ("hồ sơ trễ hạn",)]
    assert len(units) == 16
    assert sum(f.value for f in units if f.value is not None) == 634


def test_parts_told_in_words_never_exceed_their_unit(figures: tuple[Observation, ...]) -> None:
    told = [f for f in figures if f.indicator == ("hồ sơ trễ hạn",)]
    wholes = {f.entity[0]: f.value for f in told if len(f.entity) == 1}
    for unit, whole in wholes.items():
        parts = [f.value for f in told if f.entity[0] == unit and len(f.entity) == 2]
        assert sum(value for value in parts if value is not None) <= (whole or 0), unit


def test_places_of_cells_name_their_numbered_column(figures: tuple[Observation, ...]) -> None:
    numbered = [f for f in figures if "Phụ lục 2" in f.locator and "cột (3)" in f.locator]
    assert numbered
    assert all(f.quote.count("|") == 11 for f in numbered if "GIẢI QUYẾT TTHC" not in f.locator and f.column == 0)


def test_values_of_the_sample_are_exact(figures: tuple[Observation, ...]) -> None:
    found = {f.printed: f.value for f in figures if f.quality is Quality.PRINTED}
    assert found["28.072"] == Decimal(28072)
    assert found["83,14"] == Decimal("83.14")
    assert found["49/63"] == Decimal(49)


# names, levels, periods


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Sở Y tế", Level.DEPARTMENT),
        ("UBND huyện Mỹ Tú", Level.DISTRICT),
        ("Thị xã Vĩnh Châu", Level.DISTRICT),
        ("Phường 5", Level.COMMUNE),
        ("Toàn tỉnh", Level.PROVINCE),
        ("Lĩnh vực Đất đai", Level.FIELD),
        ("Tiêu chí 3", Level.CRITERION),
        ("Sởn gai ốc", None),
        ("Năm 2022", None),
    ],
)
def test_first_words_tell_the_level(name: str, level: Level | None) -> None:
    assert level_of(name) is level


def test_units_are_bodies_not_fields() -> None:
    assert is_unit("Ban Quản lý các Khu công nghiệp")
    assert not is_unit("Lĩnh vực Y tế")


def test_words_shared_by_all_units_are_no_part_of_their_names() -> None:
    names = [f"TTHC do {unit} tiếp nhận" for unit in ("Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Ban Dân tộc")]
    assert strip_shared_words(names) == ["Sở Y tế", "Sở Nội vụ", "Sở Tư pháp", "Ban Dân tộc"]
    assert strip_shared_words(["Sở Y tế", "Sở Nội vụ"]) == ["Sở Y tế", "Sở Nội vụ"]


def test_ordinals_are_no_part_of_a_label() -> None:
    assert bare_label("XI Huyện Mỹ Tú") == "Huyện Mỹ Tú"
    assert bare_label("3.2.1 Thể chế") == "Thể chế"
    assert bare_label("A") == "A"


def test_years_of_dates_are_no_periods() -> None:
    assert years_in("Từ ngày 15/12/2021 đến 14/12/2022, năm 2022 so với 2021") == ["2022", "2021"]
    assert single_period(["Tỷ lệ", "Năm 2021", "Năm 2022"]) == "2021"
    assert single_period(["2021 và 2022", "Năm 2023"]) is None


@pytest.mark.parametrize(
    "label", ["Tăng/giảm", "So sánh (2022 - 2021)", "Tăng (+) Giảm (-) so với năm 2021", "Biến động so với năm 2021"]
)
def test_labels_of_changes(label: str) -> None:
    assert states_change([label])


def test_labels_of_figures_are_no_changes() -> None:
    assert not states_change(["Số hồ sơ giảm trừ", "Tăng trưởng"])


def test_one_cell_alone_tells_no_breakdown() -> None:
    assert read_breakdowns(["Sở Y tế trễ hạn 01 hồ sơ", "Không có"]) == [None, None]


def test_counts_with_a_field_after_them_have_one_part() -> None:
    first, second, third = read_breakdowns(
        [
            "Sở Y tế trễ hạn 01 hồ sơ lĩnh vực Dược phẩm",
            "UBND huyện Mỹ Tú trễ hạn 1.037 hồ sơ lĩnh vực Hộ tịch",
            "Sở Tư pháp trễ hạn 03 hồ sơ: + 02 hồ sơ lĩnh vực Công chứng. + 01 hồ sơ lĩnh vực Lý lịch tư pháp.",
        ]
    )
    assert first is not None
    assert second is not None
    assert third is not None
    assert [part.count for part in third.parts] == [2, 1]
    assert (first.unit, first.count, [part.label for part in first.parts]) == ("Sở Y tế", 1, ["lĩnh vực Dược phẩm"])
    assert (second.count, second.indicator) == (1037, "hồ sơ trễ hạn")


def test_of_several_units_above_a_table_none_is_taken_for_a_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    lines = (
        "Đơn vị tính: {unit}",
        "",
        "STT\tHuyện\tDiện tích\tDân số",
        "1\tHuyện A\t312\t43.656",
        "2\tHuyện B\t98\t11.532",
    )
    told = {}
    for unit in ("km²; người", "người"):
        path.write_text("I. DÂN SỐ\n\n" + "\n".join(lines).format(unit=unit), encoding="utf-8")
        report = read_report(path)
        assert report.tables[0].unit == unit
        told[unit] = {observation.unit for observation in observe(report)}
    assert told == {"km²; người": {None}, "người": {"người"}}


def _kinds_of(header: list[str], row: list[str], title: str = "Bảng 1") -> dict[str, tuple[Kind, str | None]]:
    other = [f"{cell} khác" if c == 0 else cell for c, cell in enumerate(row)]
    grid = Grid((tuple(header), tuple(row), tuple(other)), (1, 2, 3))
    table = build_table(grid, title=title, path=("I. Kết quả",))
    assert table is not None
    report = Report("1/BC-X", "", "", "2024-01-01", "", "", "2023", "", "", "x.txt", "0", (table,))
    return {seen.indicator[-1]: (seen.kind, seen.unit) for seen in observe(report)}


def test_the_unit_in_brackets_is_that_of_its_column() -> None:
    header = [
        "STT",
        "Địa bàn",
        "Diện tích (km²)",
        "Dân số (người)",
        "Mật độ (người/km²)",
        "Học sinh/lớp",
        "Vốn (nếu có)",
    ]
    assert _kinds_of(header, ["1", "Huyện Tân Sơn", "222,1", "36.921", "166", "41", "12"]) == {
        "Diện tích (km²)": (Kind.NUMBER, "km²"),
        "Dân số (người)": (Kind.COUNT, "người"),
        "Mật độ (người/km²)": (Kind.NUMBER, "người/km²"),
        "Học sinh/lớp": (Kind.NUMBER, "học sinh/lớp"),
        "Vốn (nếu có)": (Kind.COUNT, None),
    }


@pytest.mark.parametrize(
    ("title", "measure"),
    [
        ("Bảng 1. Giải ngân theo nguồn vốn (ĐVT: triệu đồng)", (Kind.MONEY, "triệu đồng")),
        ("Giải ngân theo nguồn vốn - Đơn vị tính: tỷ đồng", (Kind.MONEY, "tỷ đồng")),
        ("Cơ cấu nguồn vốn (%)", (Kind.PERCENT, "%")),
        ("Sản lượng theo quý (tấn)", (Kind.COUNT, "tấn")),
        ("Kết quả giải ngân (tính đến 30/9)", (Kind.COUNT, None)),
        ("Kết quả (đơn vị tính: km²; người)", (Kind.COUNT, None)),
    ],
)
def test_the_unit_in_a_title_is_that_of_its_table(title: str, measure: tuple[Kind, str | None]) -> None:
    header = ["STT", "Nguồn", "Thực hiện", "Số dự án", "Tỷ lệ (%)"]
    kinds = _kinds_of(header, ["1", "Nguồn trong nước", "1.250", "16", "51,2"], title)
    assert kinds["Thực hiện"] == measure
    assert kinds["Tỷ lệ (%)"] == (Kind.PERCENT, "%")
    if measure[0] is Kind.MONEY:
        assert kinds["Số dự án"] == (Kind.COUNT, "dự án")


@pytest.mark.parametrize("title", ["Đơn vị", "ĐVT", "Đơn vị tính"])
def test_the_unit_beside_a_row_is_that_of_its_figures(title: str) -> None:
    for unit, measure in {
        "nghìn con": (Kind.COUNT, "nghìn con"),
        "tỷ đồng": (Kind.MONEY, "tỷ đồng"),
        "%": (Kind.PERCENT, "%"),
        "tạ/ha": (Kind.NUMBER, "tạ/ha"),
    }.items():
        kinds = _kinds_of(["Chỉ tiêu", title, "Năm 2023", "Tỷ lệ (%)"], ["Đàn gia cầm", unit, "5.210", "5,18"])
        assert kinds["Năm 2023"] == measure
        assert kinds["Tỷ lệ (%)"] == (Kind.PERCENT, "%")


def test_what_is_paid_is_no_thing_that_is_counted() -> None:
    kinds = _kinds_of(["STT", "Đơn vị", "Số thuế truy thu", "Số cuộc kiểm tra"], ["1", "Chi cục A", "31.250", "120"])
    assert kinds == {"Số thuế truy thu": (Kind.COUNT, None), "Số cuộc kiểm tra": (Kind.COUNT, "cuộc")}


def test_a_range_of_ages_begins_with_no_ordinal() -> None:
    assert bare_label("0 - 14 tuổi") == "0 - 14 tuổi"
    assert bare_label("15 – 64 tuổi") == "15 – 64 tuổi"
    assert bare_label("1 - Thu nội địa") == "Thu nội địa"
    assert bare_label("2.1 Thu nội địa") == "Thu nội địa"
