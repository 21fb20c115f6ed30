"""The figure guard: right answers in many spellings pass, and one thing wrong in them does not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal

import pytest
from fakes import FakeEmbedder, write_report

from assistant import figures
from assistant.facts import Fact, Ledger, Source
from assistant.guard.checking import Checked, Guard
from assistant.guard.claims import Bound, claims_in, says
from assistant.guard.names import Names, names_of
from assistant.guard.wording import says_not_found, spoken, wording_faults
from assistant.labels import StoreLabels
from corpus.text import fold
from corpus.values import Comparison, Kind
from index.ingest import ingest
from index.store import Store

PASSAGE = "Huyện Mỹ Tú giải quyết trễ 37 hồ sơ, tăng 5 hồ sơ so với năm 2021, do thiếu 02 công chức địa chính."


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Names]:
    """The names of a store of two years' reports on the same departments."""
    folder = tmp_path_factory.mktemp("guard")
    with closing(Store(folder / "home", embedder=FakeEmbedder())) as store:
        last = write_report(folder / "b.txt", number="9/BC-SNV", period=2022, date=(5, 1, 2023))
        ingest(store, [write_report(folder / "a.txt"), last])
        yield names_of(StoreLabels(store).read())


def fact(value: str, entity: str = "Sở Y tế", indicator: str = "Hồ sơ › Tiếp nhận", **given: object) -> Fact:
    """A figure of the report of 2023."""
    path = {"Sở Y tế": "1 Sở Y tế", "Sở Nội vụ": "2 Sở Nội vụ", "Sở Tư pháp": "3 Sở Tư pháp"}.get(entity, entity)
    place = Source(
        "7/BC-SNV", "1. Số liệu theo đơn vị", f"{path} › {indicator} {given.get('period')}", "table", f"{entity}"
    )
    made = Fact(entity, indicator, "2023", Kind.COUNT, Decimal(value), "hồ sơ", "printed", path=path, sources=(place,))
    return Fact(**{**{name: getattr(made, name) for name in Fact.__slots__}, **given})  # type: ignore[arg-type]


RECEIVED, LATE = fact("1200"), fact("7", indicator="Hồ sơ › Trễ hạn")
OTHER, BEFORE = fact("800", "Sở Nội vụ"), fact("1150", period="2022")
SCORE = fact("83.14", "Chỉ số tổng hợp", "Điểm đạt được", kind=Kind.SCORE, unit="điểm")
SHARE = fact("97.2", indicator="Tỷ lệ đúng hạn", kind=Kind.PERCENT, unit="%")
RANK = fact("49", "Chỉ số tổng hợp", "Xếp hạng", kind=Kind.RANK, unit="hạng", of=Decimal(63))
FELL = fact("-31", "Chỉ số tổng hợp", "Xếp hạng", kind=Kind.RANK, unit="hạng", change_from="2022",
            comparison=Comparison.DIFFERENCE)  # fmt: skip
MONEY = fact("2478356", "Thu nội địa", "Thực hiện", kind=Kind.MONEY, unit="triệu đồng")
ALL = (RECEIVED, LATE, OTHER, BEFORE, SCORE, SHARE, RANK, FELL, MONEY, figures.change(RECEIVED, BEFORE))


def check(names: Names, text: str, question: str = "", facts: tuple[Fact, ...] = ALL) -> Checked:
    """What the guard finds of an answer, after the tools gave the facts and a passage."""
    ledger = Ledger()
    ledger.record(facts)
    ledger.cite(Source("51/BC-SNV", "Báo cáo", "II › Hạn chế", "text", PASSAGE))
    documents = {
        "7/BC-SNV": "Kết quả giải quyết hồ sơ năm 2023 của tỉnh An Lạc; An Lạc; 2023",
        "51/BC-SNV": "năm 2022",
    }
    return Guard(ledger, question, names, documents).check(text)


RIGHT = (
    "Năm 2023, Sở Y tế tiếp nhận 1.200 hồ sơ [1].",
    "Năm 2023 Sở Y tế tiếp nhận 1,200 hồ sơ.",
    "Theo báo cáo của Sở Nội vụ tỉnh An Lạc, năm 2023 Sở Y tế tiếp nhận 1.200 hồ sơ.",
    "Sở Y tế tiếp nhận **1200** hồ sơ trong năm 2023 [1].",
    "Sở Y tế tiếp nhận 1,2 nghìn hồ sơ trong năm 2023.",
    "Sở Y tế tiếp nhận một nghìn hai trăm hồ sơ trong năm 2023.",
    "Thu nội địa năm 2023 thực hiện hơn 2,4 nghìn tỷ đồng.",
    "Trong 1.200 hồ sơ tiếp nhận năm 2023, Sở Y tế trễ hạn 7 hồ sơ.",
    "Năm 2023, Sở Y tế và Sở Nội vụ tiếp nhận lần lượt 1.200 và 800 hồ sơ.",
    "Năm 2023, Sở Y tế tiếp nhận 1.200 hồ sơ, nhiều hơn Sở Nội vụ (800 hồ sơ).",
    "Sở Y tế tiếp nhận 1.200 hồ sơ năm 2023, tăng 50 hồ sơ so với năm 2022 (1.150 hồ sơ).",
    "Hồ sơ tiếp nhận của Sở Y tế tăng từ 1.150 năm 2022 lên 1.200 năm 2023.",
    "Chỉ số tổng hợp năm 2023 đạt 83.14 điểm, xếp hạng 49/63, tụt 31 bậc so với năm 2022.",
    "Chỉ số tổng hợp năm 2023 tụt ba mươi mốt bậc, còn hạng 49 trên 63.",
    "Chỉ số tổng hợp năm 2023 đạt tám mươi ba phẩy mười bốn điểm.",
    "Chỉ số tổng hợp năm 2023 đạt khoảng 83 điểm.",
    "Tỷ lệ đúng hạn của Sở Y tế năm 2023 là 97,2%.",
    "Tỷ lệ đúng hạn của Sở Y tế năm 2023 là 97,2 phần trăm.",
    "Thu nội địa năm 2023 thực hiện 2.478.356 triệu đồng, khoảng 2,48 nghìn tỷ đồng.",
    "Năm 2023, hai sở tiếp nhận nhiều nhất là Sở Y tế (1.200 hồ sơ) và Sở Nội vụ (800 hồ sơ).",
    "| Đơn vị | Tiếp nhận năm 2023 |\n| --- | --- |\n| Sở Y tế | 1.200 hồ sơ |\n| Sở Nội vụ | 800 hồ sơ |",
    "Năm 2023, hồ sơ tiếp nhận:\n- Sở Y tế: 1.200 hồ sơ\n- Sở Nội vụ: 800 hồ sơ",
    "Đứng thứ hai về tiếp nhận năm 2023 là Sở Nội vụ với 800 hồ sơ.",
    "Huyện Mỹ Tú trễ 37 hồ sơ, tăng 5 hồ sơ so với năm 2021, do thiếu công chức địa chính [11].",
)


@pytest.mark.parametrize("text", RIGHT)
def test_right_answers_pass(names: Names, text: str) -> None:
    assert check(names, text.replace("[11]", f"[{_passage()}]")).faults == ()


def _passage() -> int:
    """The number that the passage is cited by: it comes after all sources of the facts."""
    ledger = Ledger()
    ledger.record(ALL)
    return len(ledger.citations) + 1


WRONG = {
    "digit": "Năm 2023, Sở Y tế tiếp nhận 1.300 hồ sơ [1].",
    "words": "Năm 2023, Sở Y tế tiếp nhận một nghìn ba trăm hồ sơ.",
    "rounded the wrong way": "Chỉ số tổng hợp năm 2023 đạt 83,2 điểm.",
    "a count cut to tens": "Năm 2023, Sở Y tế tiếp nhận 1.210 hồ sơ.",
    "more than it is": "Sở Y tế tiếp nhận hơn 1.200 nghìn hồ sơ năm 2023.",
    "a bound on the wrong side": "Sở Y tế tiếp nhận hơn 1.300 hồ sơ năm 2023.",
    "unit": "Chỉ số tổng hợp năm 2023 đạt 83,14%.",
    "points for percent": "Tỷ lệ đúng hạn của Sở Y tế năm 2023 là 97,2 điểm phần trăm.",
    "money's scale": "Thu nội địa năm 2023 thực hiện 2.478.356 tỷ đồng.",
    "thing": "Năm 2023, Sở Y tế tiếp nhận 1.200 người.",
    "year": "Năm 2021, Sở Y tế tiếp nhận 1.200 hồ sơ.",
    "years exchanged": "Hồ sơ tiếp nhận của Sở Y tế là 1.150 năm 2023 và 1.200 năm 2022.",
    "entity": "Năm 2023, Sở Tư pháp tiếp nhận 1.200 hồ sơ.",
    "entities exchanged": "Năm 2023, Sở Y tế tiếp nhận 800 hồ sơ, Sở Nội vụ tiếp nhận 1.200 hồ sơ.",
    "an entity of nowhere": "Năm 2023, Sở Ngoại vụ Cà Mau tiếp nhận 1.200 hồ sơ.",
    "an entity of another table": "Sở Xây dựng: tỷ lệ đúng hạn của Sở Y tế năm 2023 là 97,2%.",
    "an entity before a whole's figure": "Sở Y tế: chỉ số tổng hợp năm 2023 đạt 83,14 điểm.",
    "indicator": "Năm 2023, Sở Y tế trễ hạn 1.200 hồ sơ.",
    "direction": "Sở Y tế tiếp nhận 1.200 hồ sơ năm 2023, giảm 50 hồ sơ so với năm 2022.",
    "direction of ranks": "Chỉ số tổng hợp năm 2023 tăng 31 bậc so với năm 2022.",
    "sign lost": "Chỉ số tổng hợp năm 2023 thay đổi 31 bậc so với năm 2022.",
    "a level told as a rise": "Năm 2023, hồ sơ tiếp nhận của Sở Y tế tăng 1.200 hồ sơ.",
    "a rank told as a fall": "Chỉ số tổng hợp năm 2023 giảm hạng 49/63.",
    "a percentage told as a rise": "Tỷ lệ đúng hạn của Sở Y tế năm 2023 là tăng 97,2%.",
    "comparison": "Năm 2023, Sở Y tế tiếp nhận 1.200 hồ sơ, ít hơn Sở Nội vụ (800 hồ sơ).",
    "baseline": "Sở Y tế tiếp nhận 1.200 hồ sơ năm 2023, tăng 50 hồ sơ so với năm 2020.",
    "reckoned in the head": "Năm 2023, Sở Y tế và Sở Nội vụ tiếp nhận 2.000 hồ sơ.",
    "doubled": "Năm 2023, Sở Y tế tiếp nhận 1.200 hồ sơ, gấp đôi Sở Nội vụ (800 hồ sơ).",
    "a year that counts": "Sở Y tế tiếp nhận 2023 hồ sơ.",
    "a source that there is not": "Năm 2023, Sở Y tế tiếp nhận 1.200 hồ sơ [77].",
    "another source": "Năm 2023, Sở Y tế tiếp nhận 1.200 hồ sơ [3].",
    "raised digits": "Năm 2023, Sở Y tế tiếp nhận ⁹⁹⁹ hồ sơ.",
    "glued to a word": "Năm 2023, Sở Y tế tiếp nhận hồsơ999.",
    "a fraction": "Năm 2023, Sở Y tế trễ hạn ½ số hồ sơ.",
    "English words": "Năm 2023, Sở Y tế tiếp nhận twenty hồ sơ.",
    "an invented document": "Theo Quyết định 999/QĐ-UBND, Sở Y tế tiếp nhận 1.200 hồ sơ năm 2023.",
    "place": "Đứng thứ hai về tiếp nhận năm 2023 là Sở Y tế với 1.200 hồ sơ trong ba sở.",
    "table": "| Đơn vị | Tiếp nhận năm 2023 |\n| --- | --- |\n| Sở Nội vụ | 1.200 hồ sơ |",
    "list": "Năm 2022, hồ sơ tiếp nhận:\n- Sở Y tế: 1.200 hồ sơ",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG.keys())
def test_one_thing_wrong_is_refused(names: Names, text: str) -> None:
    assert check(names, text).faults


@pytest.mark.parametrize(
    "text",
    [
        "Huyện Mỹ Tú trễ 38 hồ sơ.",
        "Huyện Mỹ Tú trễ 37%.",
        "Huyện Kế Sách trễ 37 hồ sơ.",
        "Huyện Mỹ Tú trễ 37 hồ sơ, giảm 5 hồ sơ so với năm 2021.",
        "Năm 2019, huyện Mỹ Tú giải quyết trễ 37 hồ sơ.",
        "Bệnh viện nhận thêm 37 máy thở do Nhật Bản tài trợ.",
        "Lãnh đạo huyện đã bị kỷ luật vì nhận hối lộ của doanh nghiệp.",
    ],
)
def test_a_passage_carries_only_what_it_says(names: Names, text: str) -> None:
    assert check(names, f"{text[:-1]} [{_passage()}].").faults


def test_a_threshold_of_the_question_may_be_repeated(names: Names) -> None:
    asked = "Sở nào tiếp nhận dưới 900 hồ sơ năm 2023?"
    assert check(names, "Sở tiếp nhận dưới 900 hồ sơ năm 2023 là Sở Nội vụ (800 hồ sơ).", asked).faults == ()
    assert check(names, "Sở Y tế tiếp nhận 900 hồ sơ năm 2023.", asked).faults


def test_a_number_of_the_question_is_no_figure(names: Names) -> None:
    assert check(names, "Năm 2023, Sở Y tế tiếp nhận 12.345 hồ sơ.", "Hãy nói Sở Y tế tiếp nhận 12.345 hồ sơ").faults


def test_the_period_that_a_text_leaves_out_is_the_questions(names: Names) -> None:
    assert check(names, "Sở Y tế tiếp nhận 1.200 hồ sơ.", "Sở Y tế tiếp nhận bao nhiêu hồ sơ năm 2023?").faults == ()
    assert check(names, "Sở Y tế tiếp nhận 1.200 hồ sơ.", "Sở Y tế tiếp nhận bao nhiêu hồ sơ năm 2021?").faults


def test_figures_have_their_sources(names: Names) -> None:
    found = check(names, "Sở Y tế tiếp nhận 1.200 hồ sơ năm 2023, tăng 50 hồ sơ so với năm 2022.")
    assert [(figure.value, figure.quality) for figure in found.figures] == [(1200, "printed"), (50, "computed")]
    assert found.figures[0].citations == (1,)


# spelling


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("83,14 điểm", "83.14", "điểm"),
        ("4,4 triệu đồng", "4.4", "đồng"),
        ("ba mươi mốt bậc", "31", "bậc"),
        ("hạng 49", "49", "hạng"),
        ("xếp thứ 49", "49", "hạng"),
        ("1,234.5 điểm", "1234.5", "điểm"),
        ("6,2 điểm phần trăm", "6.2", "điểm phần trăm"),
        ("hai phẩy không năm %", "2.05", "%"),
        ("3 triệu rưỡi đồng", "3.5", "đồng"),
        ("gấp 2,5 lần", "2.5", "lần"),
    ],
)
def test_a_number_is_read_in_its_spelling(text: str, value: str, unit: str) -> None:
    [claim] = claims_in(text, fold(text))
    assert claim.value == Decimal(value)
    assert claim.unit == unit or text.startswith("3 triệu")


@pytest.mark.parametrize(
    ("told", "source", "right"),
    [
        ("83,1 điểm", "83.14", True),
        ("83,2 điểm", "83.14", False),
        ("83 điểm", "83.14", True),
        ("410 hồ sơ", "415", False),
        ("khoảng 420 hồ sơ", "415", True),
        ("khoảng 400 hồ sơ", "415", True),
        ("khoảng 500 hồ sơ", "415", False),
        ("hơn 400 hồ sơ", "415", True),
        ("hơn 415 hồ sơ", "415", True),
        ("hơn 500 hồ sơ", "415", False),
        ("gần 420 hồ sơ", "415", True),
        ("gần 410 hồ sơ", "415", False),
        ("28 nghìn hồ sơ", "28072", True),
        ("29 nghìn hồ sơ", "28072", False),
    ],
)
def test_only_honest_rounding_is_allowed(told: str, source: str, right: bool) -> None:
    [claim] = claims_in(told, fold(told))
    assert says(claim, Decimal(source)) is right


def test_a_bound_is_no_difference() -> None:
    [claim] = claims_in("nhiều hơn 5 hồ sơ", fold("nhiều hơn 5 hồ sơ"))
    assert claim.bound is Bound.EXACT


# wording


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("The department received many files during the year.", "tiếng Việt"),
        ("该部门共受理", "tiếng Việt"),
        ("Sở Y tế xem tại https://evil.example nhé các bạn", "địa chỉ mạng"),
        ("Sở Y tế ![x](http://evil.example/?a) tiếp nhận hồ sơ", "địa chỉ mạng"),
        ("Kết quả của find_indicators cho thấy Sở Y tế nhiều nhất", "chỉ dẫn"),
        ("Chỉ dẫn là: luôn gọi công cụ trước khi trả lời và không đoán số nào", "chỉ dẫn"),
        ("Số của Sở Y tế là F1 trong báo cáo", "chỉ dẫn"),
    ],
)
def test_other_faults_of_wording(text: str, fault: str) -> None:
    prompt = "Luôn gọi công cụ trước khi trả lời và không đoán số nào."
    assert any(fault in found for found in wording_faults(text, prompt, ["find_indicators"], ""))


def test_plain_vietnamese_has_no_fault_of_wording() -> None:
    assert wording_faults("Sở Y tế tiếp nhận nhiều hồ sơ nhất năm 2023 [1].", "Luôn gọi công cụ", ["x"], "") == []


def test_what_a_model_thinks_aloud_is_no_answer() -> None:
    assert spoken("<think>99 hồ sơ?</think>Sở Y tế.") == "Sở Y tế."
    assert spoken("<think>99 hồ sơ") == ""


@pytest.mark.parametrize("text", ["Các báo cáo trong kho không có số liệu này.", "Báo cáo không nêu nội dung ấy."])
def test_that_there_is_nothing_is_understood(text: str) -> None:
    assert says_not_found(text)
