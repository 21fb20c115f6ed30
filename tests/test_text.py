"""Vietnamese text: one form of Unicode, folding, syllables, sentences."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corpus.text import fold, normalise, sentences, syllables

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " .,0123456789", max_size=60)


@given(vietnamese)
def test_both_forms_of_unicode_normalise_to_one(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)
    assert normalise(normalise(text)) == normalise(text)


@given(vietnamese)
def test_folding_does_not_depend_on_the_form_of_unicode(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(vietnamese)
def test_folded_text_is_plain_lower_case_letters(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert folded == folded.lower() == fold(folded)


@given(st.text(max_size=80))
def test_any_text_can_be_taken(text: str) -> None:
    normalise(text)
    syllables(text)
    assert all(sentence.strip() for sentence in sentences(text))


def test_folding_takes_off_diacritics_and_case() -> None:
    assert fold("Trễ Hạn ở ĐẮK NÔNG") == "tre han o dak nong"
    assert fold("hoà") == fold("hòa") == "hoa"


def test_spaces_of_all_kinds_become_one() -> None:
    assert normalise("  Sở\u00a0 Nội\tvụ ") == "Sở Nội vụ"


def test_syllables_are_folded_words_and_numbers_in_order() -> None:
    assert syllables("Sở Y tế: 415 hồ sơ!") == ["so", "y", "te", "415", "ho", "so"]


def test_sentences_end_where_a_new_one_begins() -> None:
    text = "Tỉnh đạt 83,14 điểm. Hạng 49/63; Đồng bằng sông Cửu Long hạng 10/13. Hết."
    assert sentences(text) == [
        "Tỉnh đạt 83,14 điểm.",
        "Hạng 49/63;",
        "Đồng bằng sông Cửu Long hạng 10/13.",
        "Hết.",
    ]


def test_an_abbreviation_or_ordinal_ends_no_sentence() -> None:
    assert sentences("Ông Nguyễn Văn A. Trưởng đoàn.") == ["Ông Nguyễn Văn A. Trưởng đoàn."]
    assert sentences("UBND TP. Sóc Trăng báo cáo.") == ["UBND TP. Sóc Trăng báo cáo."]
    assert sentences("1. Sở Y tế nộp báo cáo.") == ["1. Sở Y tế nộp báo cáo."]


@given(st.lists(st.sampled_from(["Tỉnh đạt 5 điểm.", "Hạng 3;", "Vì sao?", "Xem TP. Huế."]), max_size=6))
def test_no_word_is_lost_between_sentences(parts: list[str]) -> None:
    text = " ".join(parts)
    assert " ".join(sentences(text)).split() == text.split()
