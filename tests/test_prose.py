"""Figures of running text: what they measure, when, and that doubtful ones are left out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.prose import observe_prose, read_figures
from corpus.readers import read_report
from corpus.values import Kind, Observation, Paragraph, Report

REAL_REPORT = Path(__file__).parents[2] / "shared" / "reports" / "51-BC-SNV-2023.txt"
PATH = ("I. Kết quả", "2.1. Tỷ lệ hồ sơ do UBND cấp huyện giải quyết đúng hạn")
EMPTY = Report("1/BC-X", "", "", "2024-01-01", "", "", "2023", "", "", "x.txt", "0", ())


def observe(text: str, path: tuple[str, ...] = PATH) -> list[Observation]:
    return list(observe_prose(replace(EMPTY, blocks=(Paragraph(text, path, 7),))))


def told(text: str) -> list[tuple[str, str]]:
    return [(" › ".join(seen.indicator), str(seen.value)) for seen in observe(text)]


def test_score_of_a_criterion() -> None:
    seen = observe("(Đạt 1,4464 điểm, - 0,0536 điểm so với điểm chuẩn 1,5 điểm)")
    assert [(s.indicator[0], s.value, s.kind, s.unit) for s in seen] == [
        ("Điểm đạt được", Decimal("1.4464"), Kind.SCORE, "điểm"),
        ("Điểm chưa đạt", Decimal("-0.0536"), Kind.SCORE, "điểm"),
        ("Điểm chuẩn", Decimal("1.5"), Kind.SCORE, "điểm"),
    ]
    assert seen[0].table is None
    assert seen[0].locator == " › ".join(PATH)
    assert seen[0].entity == PATH
    assert seen[0].quote.startswith("(Đạt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Tổng số hồ sơ tiếp nhận là 1.092, số hồ sơ trực tuyến là 117, tỷ lệ 10,71%.",
            [
                ("Tổng số hồ sơ tiếp nhận", "1092"),
                ("số hồ sơ trực tuyến", "117"),
                ("số hồ sơ trực tuyến › Tỷ lệ", "10.71"),
            ],
        ),
        (
            "Chỉ số hài lòng của tỉnh đạt 79,92%, xếp hạng 32/63 tỉnh, giảm 23 bậc và 9,59% so với năm 2022.",
            [
                ("Chỉ số hài lòng của tỉnh", "79.92"),
                ("Chỉ số hài lòng của tỉnh › Xếp hạng", "32"),
                ("Chỉ số hài lòng của tỉnh › Tăng/giảm", "-23"),
                ("Chỉ số hài lòng của tỉnh › Tăng/giảm", "-9.59"),
            ],
        ),
        (
            "Toàn tỉnh có 26 trường hợp bị kỷ luật, bao gồm: Khiển trách 13 người; Cảnh cáo 09 người.",
            [
                ("Số trường hợp bị kỷ luật Toàn tỉnh", "26"),
                ("Số trường hợp bị kỷ luật Toàn tỉnh › Khiển trách", "13"),
                ("Số trường hợp bị kỷ luật Toàn tỉnh › Cảnh cáo", "9"),
            ],
        ),
        (
            "Có 895/921 giáo viên đạt chuẩn trở lên, đạt tỷ lệ 97,18%.",
            [("Số giáo viên đạt chuẩn trở lên", "895"), ("Số giáo viên đạt chuẩn trở lên › Tỷ lệ", "97.18")],
        ),
        (
            "Toàn ngành có 1.120 cán bộ quản lý, giáo viên, nhân viên, gồm: 64 cán bộ quản lý, 921 giáo viên và "
            "125 nhân viên.",
            [
                ("Số cán bộ quản lý, giáo viên, nhân viên Toàn ngành", "1120"),
                ("Số cán bộ quản lý, giáo viên, nhân viên Toàn ngành › cán bộ quản lý", "64"),
                ("Số cán bộ quản lý, giáo viên, nhân viên Toàn ngành › giáo viên", "921"),
                ("Số cán bộ quản lý, giáo viên, nhân viên Toàn ngành › nhân viên", "125"),
            ],
        ),
        (
            "Năm 2023 có 15.240 trẻ được sinh ra, trong đó 2.439 trẻ là con thứ ba trở lên.",
            [("Số trẻ được sinh ra", "15240"), ("Số trẻ được sinh ra › trẻ là con thứ ba trở lên", "2439")],
        ),
        (
            "Đến hết ngày 30/9/2024, toàn tỉnh ghi nhận 152 ca mắc sốt xuất huyết, giảm 48 ca.",
            [
                ("Số ca mắc sốt xuất huyết toàn tỉnh ghi nhận", "152"),
                ("Số ca mắc sốt xuất huyết toàn tỉnh ghi nhận › Tăng/giảm", "-48"),
            ],
        ),
        (
            "Huyện Tân Sơn còn tồn 37 hồ sơ: 14 hồ sơ đất đai; 23 hồ sơ hộ tịch.",
            [
                ("Số hồ sơ Huyện Tân Sơn còn tồn", "37"),
                ("Số hồ sơ Huyện Tân Sơn còn tồn › hồ sơ đất đai", "14"),
                ("Số hồ sơ Huyện Tân Sơn còn tồn › hồ sơ hộ tịch", "23"),
            ],
        ),
        (
            "Tỷ lệ hộ nghèo giảm từ 2,15% xuống còn 1,80%, giảm 0,35 điểm phần trăm.",
            [("Tỷ lệ hộ nghèo", "1.80"), ("Tỷ lệ hộ nghèo › Tăng/giảm", "-0.35")],
        ),
        (
            "Kết quả thu ngân sách đạt 5.412 tỷ đồng, tăng 8,6% so với cùng kỳ.",
            [("Kết quả thu ngân sách", "5412"), ("Kết quả thu ngân sách › Tăng/giảm", "8.6")],
        ),
        ("Đạt tỷ lệ 99,86%.", [("Tỷ lệ hồ sơ do UBND cấp huyện giải quyết đúng hạn", "99.86")]),
        (
            "Năm 2023, tổng thu ngân sách của huyện là 4.094.477 triệu đồng.",
            [("tổng thu ngân sách của huyện", "4094477")],
        ),
    ],
)
def test_what_figures_measure(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Toàn tỉnh có {} nhiệm vụ quá hạn.",
        "Tổng số hồ sơ trễ hạn của huyện là {} hồ sơ, trong đó có {} hồ sơ đất đai.",
        "Sở đã tổ chức {} cuộc kiểm tra.",
    ],
)
def test_numbers_in_words_are_observed_as_those_in_digits(text: str) -> None:
    words, digits = observe(text.format("một trăm linh ba", "mười bảy")), observe(text.format("103", "17"))
    assert words
    fields = [[(s.indicator, s.value, s.unit, s.kind, s.period) for s in seen] for seen in (words, digits)]
    assert fields[0] == fields[1]
    assert words[0].printed == "một trăm linh ba"


@pytest.mark.parametrize(
    "text",
    [
        "Tỉnh có ngày ba mươi tháng tư.",
        "Tỉnh xếp thứ hai mươi mốt cả nước.",
        "Tỉnh đạt hai mươi phần trăm kế hoạch.",
        "Ông Lê Mười Bảy có tên trong danh sách.",
        "Tỉnh có 17 (mười bảy) nhiệm vụ.",
        "Tỉnh thực hiện trong năm hai nghìn không trăm hai mươi tốt đẹp.",
    ],
)
def test_words_that_count_nothing_are_no_figures(text: str) -> None:
    assert all(figure.printed.isdigit() for figure in read_figures(text))


def test_change_names_its_earlier_period() -> None:
    change = observe("Tổng thu ngân sách năm 2023 là 4.330 tỷ đồng, tăng 5,76% so với năm 2022.")[-1]
    assert (change.value, change.period, change.change_from) == (Decimal("5.76"), "2023", "2022")


def test_share_of_a_whole() -> None:
    (part,) = [s for s in observe("Trong năm 2023, tỉnh đã xử lý 49/60 vấn đề sau kiểm tra.") if s.of]
    assert (part.value, part.of) == (Decimal(49), Decimal(60))
    assert (part.unit, part.period) == ("vấn đề", "2023")


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Quyết định số 289/QĐ-BNV ngày 14/4/2023 của Bộ Nội vụ.",
        "Chi tiết theo Phụ lục 2 đính kèm.",
        "Số liệu này giảm so với năm 2021.",
        "Biểu đồ 59: Chỉ số năm 2022 của 63 tỉnh, thành phố.",
        "Kết quả chưa đạt 100%.",
    ],
)
def test_what_is_no_figure_or_has_no_subject(text: str) -> None:
    assert observe(text) == []


def test_targets_are_not_observed() -> None:
    assert observe("Số hồ sơ trực tuyến đạt 80%.", ("III. ĐỀ XUẤT GIẢI PHÁP",)) == []


@settings(max_examples=200, deadline=None)
@given(st.text("Tỷlệđạcơgiảmtng 0123456789.,/%-–()gồm;:", max_size=150))
def test_reading_never_raises(text: str) -> None:
    for figure in read_figures(text):
        assert text[figure.start : figure.end].strip() == figure.printed
    observe(text)


@pytest.mark.skipif(not REAL_REPORT.exists(), reason="the shared report is not here")
@pytest.mark.parametrize(
    ("line", "value", "kind"),
    [
        (22, "83.14", Kind.SCORE),
        (22, "49", Kind.RANK),
        (107, "1.4464", Kind.SCORE),
        (113, "49", Kind.COUNT),
        (125, "534994", Kind.COUNT),
        (145, "99.86", Kind.PERCENT),
        (157, "9", Kind.COUNT),
        (171, "84.71", Kind.PERCENT),
        (175, "154950529504", Kind.MONEY),
        (223, "97120", Kind.MONEY),
        (345, "-23", Kind.RANK),
        (345, "486", Kind.COUNT),
    ],
)
def test_real_report(line: int, value: str, kind: Kind) -> None:
    seen = [s for s in observe_prose(read_report(REAL_REPORT)) if s.line == line]
    assert any(s.value == Decimal(value) and s.kind is kind for s in seen), [(s.indicator, s.value) for s in seen]
