"""The small parts: computing, tracing, reading a question, citing, words, fusion, diacritics."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import figures
from assistant.answer import Answer, Citation, Figure, Status, json_number
from assistant.citing import clip, clip_locator, renumber, told_quality, told_value, write_marks
from assistant.facts import Fact, Ledger, Source
from assistant.guard.tracing import trace_figures
from assistant.question import Operation, read_question, spell_out
from corpus.identity import series_of
from corpus.text import fold
from corpus.values import Kind, Level, Observation, Quality
from index.diacritics import CountedTexts, Restorer, count_syllables
from index.fusion import fuse
from index.words import match_expression, query_terms, telling_terms, word_columns

SOURCE = Source("7/BC-SNV", "Hồ sơ", "Phụ lục 2 › dòng 16", "table", "Sở Y tế | 1.200 | 7")


def fact(value: str | None, **changes: object) -> Fact:
    """A count of overdue cases, changed as a test needs it."""
    base = Fact(
        entity="Sở Y tế",
        indicator="Hồ sơ trễ hạn",
        period="2022",
        kind=Kind.COUNT,
        value=Decimal(value) if value is not None else None,
        unit="hồ sơ",
        quality="printed",
        sources=(SOURCE,),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


# computing


def test_a_total_shows_its_terms_and_all_sources() -> None:
    other = replace(SOURCE, locator="dòng 17")
    result = figures.total([fact("14"), fact("1200", sources=(other,))], "hai đơn vị")
    assert (result.value, result.derivation, result.quality) == (1214, "14 + 1.200", "computed")
    assert result.sources == (SOURCE, other)


def test_a_share_is_in_percent_with_two_decimals() -> None:
    result = figures.share(fact("553"), fact("28072"))
    assert (result.value, result.unit, result.kind) == (Decimal("1.97"), "%", Kind.PERCENT)
    assert result.derivation == "553 / 28.072 × 100"
    assert result.text == "1,97%"


def test_a_fall_in_rank_is_negative_and_told_without_its_sign() -> None:
    later, earlier = fact("49", kind=Kind.RANK, of=Decimal(63)), fact("18", kind=Kind.RANK, period="2021")
    result = figures.change(later, earlier)
    assert (result.value, result.change_from) == (-31, "2021")
    assert result.phrase == "31 bậc"


def test_a_change_of_a_score_is_later_less_earlier() -> None:
    result = figures.change(fact("83.14", kind=Kind.SCORE), fact("87.54", kind=Kind.SCORE, period="2021"))
    assert result.value == Decimal("-4.40")
    assert result.derivation == "83,14 − 87,54"


def test_growth_times_average_and_difference() -> None:
    assert figures.growth(fact("110"), fact("100")).value == Decimal("10.00")
    assert figures.times(fact("415"), fact("53")).value == Decimal("7.83")
    assert figures.average([fact("1"), fact("2"), fact("2")], "").value == Decimal("1.67")
    assert figures.difference(fact("37"), fact("45")).value == 8
    percents = figures.difference(fact("80", kind=Kind.PERCENT), fact("75", kind=Kind.PERCENT))
    assert (percents.value, percents.unit) == (5, "điểm phần trăm")


@pytest.mark.parametrize("compute", [figures.share, figures.growth, figures.times])
def test_nothing_is_divided_by_zero_or_by_what_cannot_be_read(compute: object) -> None:
    for second in (fact("0"), fact(None)):
        with pytest.raises(ZeroDivisionError):
            compute(fact("1"), second)  # type: ignore[operator]


def test_a_computed_figure_is_no_better_than_its_parts() -> None:
    assert figures.total([fact("1"), fact("2", quality="repaired")], "").quality == "repaired"


@given(st.lists(st.decimals(min_value=0, max_value=10**9, places=3), min_size=1, max_size=8))
def test_totals_are_exact(values: list[Decimal]) -> None:
    assert figures.total([fact(str(value)) for value in values], "").value == sum(values)


def observed(indicator: tuple[str, ...], entity: tuple[str, ...], name: str) -> Observation:
    """An observation that differs in its labels alone."""
    return Observation(
        table=0, row=0, column=0, entity=entity, entity_name=name, level=None, indicator=indicator, period=None,
        change_from=None, kind=Kind.SCORE, value=Decimal(1), of=None, unit=None, printed="1", quality=Quality.PRINTED,
        is_total=False, locator="", quote="", line=1,
    )  # fmt: skip


def test_a_series_is_the_same_in_every_year() -> None:
    one = series_of(observed(("Năm 2021", "Điểm"), ("1 Thể chế",), "Thể chế"))
    two = series_of(observed(("Năm 2022", "Điểm"), ("2 Thể chế",), "Thể chế"))
    assert one == two
    assert one != series_of(observed(("Năm 2022", "Hạng"), ("2 Thể chế",), "Thể chế"))


# tracing


@pytest.fixture
def ledger() -> Ledger:
    """A turn that found 415 of 634 overdue cases, 83,14 points, and one passage."""
    kept = Ledger()
    kept.record(
        [
            fact("415"),
            fact("634", entity="các đơn vị"),
            fact("83.14", kind=Kind.SCORE, unit="điểm", indicator="Chỉ số"),
            fact("49", kind=Kind.RANK, of=Decimal(63), unit="hạng", indicator="Xếp hạng"),
        ]
    )
    kept.cite(Source("7/BC-SNV", "", "III › 2", "text", "Ngày 19/4/2022 khảo sát 486 người, đạt 79,92%."))
    return kept


def test_figures_of_the_facts_are_traced_with_their_source(ledger: Ledger) -> None:
    found, untraced = trace_figures("Trễ hạn **415** trên 634 hồ sơ [1], hạng 49/63, đạt 83,14 điểm.", ledger, "")
    assert untraced == ()
    assert [figure.text for figure in found] == ["415", "634", "49/63", "83,14"]
    assert all(figure.citations == (1,) for figure in found)


@given(st.sampled_from(["415", "634", "83,14", "49/63", "486", "79,92%"]), st.data())
def test_an_answer_with_a_wrong_digit_is_caught(right: str, data: st.DataObject) -> None:
    kept = Ledger()
    kept.record([fact("415"), fact("634"), fact("83.14"), fact("49", kind=Kind.RANK, of=Decimal(63))])
    kept.cite(Source("7/BC-SNV", "", "III", "text", "khảo sát 486 người, đạt 79,92%."))
    place = data.draw(st.sampled_from([i for i, char in enumerate(right) if char.isdigit()]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != right[place]]))
    wrong = right[:place] + digit + right[place + 1 :]
    assert trace_figures(f"Có {right} [2].", kept, "")[1] == ()
    assert trace_figures(f"Có {wrong} [2].", kept, "")[1] == (wrong,)


@pytest.mark.parametrize("wrong", ["83,15", "8314", "4,15", "415.000", "63/49", "41,5%"])
def test_a_moved_separator_or_turned_share_is_caught(ledger: Ledger, wrong: str) -> None:
    assert trace_figures(f"Đạt {wrong} [1].", ledger, "")[1] == (wrong,)


def test_a_passage_traces_only_where_it_is_cited(ledger: Ledger) -> None:
    assert trace_figures("Có 486 người [2].", ledger, "")[1] == ()
    assert trace_figures("Có 486 người [1].", ledger, "")[1] == ("486",)


def test_numbers_of_a_date_trace_nothing(ledger: Ledger) -> None:
    assert trace_figures("Có 19 hồ sơ [2].", ledger, "")[1] == ("19",)


@pytest.mark.parametrize(
    "told",
    ["ngày 23/5/2023", "Báo cáo 51/BC-SNV", "Phụ lục 2, cột (7)", "năm 2022", "[3]", "in là “1.0 1”", "1. Một\n2. Hai"],
)
def test_dates_numbers_of_documents_and_places_are_no_figures(ledger: Ledger, told: str) -> None:
    assert trace_figures(told, ledger, "") == ((), ())


def test_numbers_of_the_question_may_be_said_again(ledger: Ledger) -> None:
    assert trace_figures("Không có đơn vị nào trên 700 hồ sơ.", ledger, "Đơn vị nào trên 700 hồ sơ?")[1] == ()


def test_a_number_is_traced_to_the_fact_of_its_own_unit() -> None:
    kept = Ledger()
    kept.record([fact("83.14", kind=Kind.PERCENT, unit="%"), fact("83.14", kind=Kind.SCORE, unit="điểm")])
    found, _ = trace_figures("Đạt 83,14 điểm, tỷ lệ 83,14% [1].", kept, "")
    assert [(figure.text, figure.unit) for figure in found] == [("83,14", "điểm"), ("83,14%", "%")]


def test_the_bullet_of_a_list_is_no_minus_sign(ledger: Ledger) -> None:
    found, untraced = trace_figures("- 415 hồ sơ [1]\n- 634 hồ sơ [1]", ledger, "")
    assert untraced == ()
    assert [figure.text for figure in found] == ["415", "634"]


def test_the_sign_of_a_fall_may_be_left_out() -> None:
    kept = Ledger()
    kept.record([fact("-31", kind=Kind.RANK, change_from="2021")])
    assert trace_figures("giảm 31 bậc [1]", kept, "")[1] == ()


# reading a question


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("Đơn vị nào có nhiều hồ sơ trễ hạn nhất năm 2022?", Operation.RANK),
        ("Chỉ số CCHC năm 2022 thay đổi thế nào so với 2021?", Operation.CHANGE),
        ("Lĩnh vực nào tụt hạng nhiều nhất, vì sao?", Operation.WHY),
        ("so tre han cua huyen My Tu theo linh vuc?", Operation.BREAKDOWN),
        ("Ai ký báo cáo?", Operation.TEXT),
        ("Cộng cả hai sở lại là bao nhiêu?", Operation.SUM),
        ("Số đó chiếm bao nhiêu phần trăm?", Operation.SHARE),
        ("Soạn giúp báo cáo giải trình", Operation.DRAFT),
        ("Những huyện nào dưới 50%?", Operation.FILTER),
        ("Sở GTVT công khai bao nhiêu hồ sơ?", Operation.LOOKUP),
    ],
)
def test_what_a_question_asks_to_be_done(question: str, operation: Operation) -> None:
    assert read_question(question).asks(operation)
    assert read_question(fold(question)).asks(operation)


def test_periods_levels_counts_and_bounds_of_a_question() -> None:
    read = read_question("Top 3 huyện nào công khai dưới 50,5% năm 2022 so với 2021?")
    assert read.periods == ("2022", "2021")
    assert (read.level, read.count) == (Level.DISTRICT, 3)
    assert read.threshold is not None
    assert (read.threshold.value, read.threshold.below) == (Decimal("50.5"), True)


@pytest.mark.parametrize("least", ["ít nhất", "ít hồ sơ nhất", "thấp nhất", "kém nhất"])
def test_least_turns_the_order_round(least: str) -> None:
    assert read_question("Sở nào nhận nhiều hồ sơ nhất?").descending
    assert not read_question(f"Sở nào {least}?").descending


def test_chat_forms_are_spelled_out() -> None:
    assert spell_out("bn hs tre o tx Vĩnh Châu?") == "bao nhiêu hồ sơ tre o thị xã Vĩnh Châu?"


@given(st.text(max_size=120))
def test_any_question_can_be_read(text: str) -> None:
    assert read_question(text).text == text


# citing


def citation(number: int) -> Citation:
    """A citation with its number for a quote."""
    return Citation(number, "7/BC", "", f"dòng {number}", "table", str(number))


def test_marks_are_renumbered_in_the_order_of_the_text() -> None:
    moved = Figure("5", Decimal(5), None, "", "printed", citations=(7, 9))
    text, used, (figure,) = renumber("Một [7], hai [3], ba [7], không [99].", [citation(n) for n in (3, 7, 9)], [moved])
    assert text == "Một [1], hai [2], ba [1], không ."
    assert [(c.id, c.quote) for c in used] == [(1, "7"), (2, "3"), (3, "9")]
    assert figure.citations == (1, 3)


def test_sources_that_nothing_names_are_left_out() -> None:
    assert renumber("Không có số liệu.", [citation(1)], []) == ("Không có số liệu.", (), ())


def test_many_marks_are_shortened() -> None:
    assert write_marks([1, 2]) == "[1][2]"
    assert write_marks(range(1, 17)) == "[1]…[16]"
    assert write_marks([]) == ""


@given(st.text(max_size=200), st.integers(min_value=2, max_value=80))
def test_clipped_text_fits(text: str, length: int) -> None:
    assert len(clip(text, length)) <= length


def test_places_are_clipped_part_by_part() -> None:
    assert clip_locator(f"Phụ lục 2 › {'rất dài ' * 20}› dòng 16").startswith("Phụ lục 2 › rất dài")
    assert clip_locator("Phụ lục 2 › dòng 16") == "Phụ lục 2 › dòng 16"


def test_figures_are_told_with_unit_and_quality() -> None:
    assert told_value(Figure("415", Decimal(415), "hồ sơ", "", "printed")) == "415 hồ sơ"
    assert told_value(Figure("1,97%", Decimal("1.97"), "%", "", "printed")) == "1,97%"
    assert told_quality(Figure("5", Decimal(5), None, "", "computed", "2 + 3")) == "2 + 3"
    assert told_quality(Figure("5", Decimal(5), None, "", "printed")) == "in trong báo cáo"


def test_an_answer_in_json_has_the_fields_of_the_contract() -> None:
    shown = Answer("?", Status.ANSWERED, "5", (citation(1),), (Figure("5", Decimal(5), None, "", "printed"),)).as_json()
    assert list(shown) == ["question", "status", "answer", "citations", "figures", "tools", "model", "ms"]
    assert json_number(Decimal("83.140")) == 83.14
    assert isinstance(json_number(Decimal("415.00")), int)


# words


def test_words_are_kept_typed_folded_and_in_pairs() -> None:
    assert word_columns("Hồ sơ trễ") == {"accented": "hồ sơ trễ", "folded": "ho so tre", "pairs": "ho_so so_tre"}


def test_nothing_in_a_query_is_an_operator() -> None:
    assert match_expression(query_terms('NOT "a" OR (b*)')) == (
        'accented : ("not" OR "a" OR "or" OR "b") OR folded : ("not" OR "a" OR "or" OR "b") '
        'OR pairs : ("not_a" OR "a_or" OR "or_b")'
    )
    assert match_expression(query_terms("?! …")) == ""


@given(st.text(max_size=60))
def test_quotes_of_a_query_are_balanced(text: str) -> None:
    assert match_expression(query_terms(text)).count('"') % 2 == 0


def test_words_of_nearly_every_passage_are_left_out_where_rarer_ones_were_asked() -> None:
    terms = {"folded": ["cua", "vinh", "khong_co"], "pairs": ["vinh_chau"]}
    counted = {("folded", "cua"): 90_000, ("folded", "vinh"): 300, ("pairs", "vinh_chau"): 20}
    assert telling_terms(terms, counted) == {"folded": ["vinh"], "pairs": ["vinh_chau"]}
    assert telling_terms({"folded": ["cua"]}, counted) == {"folded": ["cua"]}
    small = {key: count // 100 for key, count in counted.items()}
    assert telling_terms(terms, {**small, ("pairs", "vinh_chau"): 1})["folded"] == ["cua", "vinh"]


# fusion

rankings = st.dictionaries(st.integers(0, 30), st.floats(-100, 100, allow_nan=False), max_size=12)


@given(rankings, rankings, st.floats(0, 1))
def test_fused_scores_are_in_order_and_within_bounds(
    first: dict[int, float], second: dict[int, float], weight: float
) -> None:
    fused = fuse(first, second, weight)
    assert set(fused) == set(first) | set(second)
    assert list(fused.values()) == sorted(fused.values(), reverse=True)
    assert all(0 <= score <= 1 + 1e-9 for score in fused.values())


def test_what_both_rankings_put_first_is_first() -> None:
    assert next(iter(fuse({"a": 3, "b": 2, "c": 1}, {"a": 9, "c": 1}))) == "a"


def test_a_weight_of_one_is_the_first_ranking() -> None:
    assert list(fuse({"a": 1, "b": 2}, {"a": 9, "c": 10}, 1.0))[:2] == ["b", "a"]


# diacritics


def restorer_of(*texts: str) -> Restorer:
    """A restorer that has learned from some texts."""
    return Restorer(CountedTexts(count_syllables(texts)))


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    """A restorer that has read a few sentences."""
    return restorer_of("Số hồ sơ trễ hạn của huyện Mỹ Tú.", "Số hồ sơ trễ hạn. Sở Y tế.", "Hổ là thú rừng.")


def test_bare_syllables_get_the_likeliest_diacritics(restorer: Restorer) -> None:
    assert restorer.restore("so ho so tre han cua huyen My Tu") == "số hồ sơ trễ hạn của huyện Mỹ Tú"


def test_text_with_diacritics_is_left_alone(restorer: Restorer) -> None:
    assert restorer.restore("Số hồ sơ trễ hạn của huyện?") == "Số hồ sơ trễ hạn của huyện?"


def test_what_is_half_accented_gets_what_it_lacks() -> None:
    """A syllable that the text does spell bare stays bare beside accented ones: "hai", "tin"."""
    restorer = restorer_of("số hồ sơ trễ hạn của hai huyện", "thông tin, lòng tín nhiệm, hải quan")
    assert restorer.restore("Số hồ sơ tre han của hai huyện?") == "Số hồ sơ trễ hạn của hai huyện?"


def test_numbers_marks_and_abbreviations_are_kept(restorer: Restorer) -> None:
    assert restorer.restore("ho so GTVT 2022?") == "hồ sơ GTVT 2022?"


@given(st.text(alphabet="abcdehnorstuxy 0123?.", max_size=60))
def test_restoring_changes_nothing_but_diacritics(text: str) -> None:
    restored = restorer_of("số hồ sơ trễ hạn của các sở").restore(text)
    assert fold(restored) == fold(text)


def test_a_store_without_text_knows_everyday_words_alone() -> None:
    assert restorer_of().restore("giay to xanthan") == "giấy tờ xanthan"
