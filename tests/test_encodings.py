"""Text in every encoding that Vietnamese has been saved in comes back; plain UTF-8 is never mistaken."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from building.legacy import to_tcvn3, to_viqr, to_viscii, to_vps
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import encodings, legacy, syllables
from corpus.encodings import decode
from corpus.errors import ReadingError
from corpus.legacy import from_tcvn3, from_vni
from corpus.syllables import is_syllable
from corpus.viscii import from_viqr

HERE = Path("bao-cao.txt")
_SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"
TEXT = "\n".join(
    re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]", "", unicodedata.normalize("NFC", (_SAMPLES / name).read_text(encoding="utf-8")))
    for name in ("bao-cao-cchc-2022.txt", "binh-giang-2024.txt")
)
SYLLABLES = sorted(
    {
        unicodedata.normalize("NFC", marked)
        for onset in syllables.ONSETS
        for rhyme in syllables.RHYMES
        for tone in ("", *syllables.TONES)
        for at in range(len(rhyme))
        if is_syllable(marked := onset + rhyme[: at + 1] + tone + rhyme[at + 1 :]) and rhyme[at] in "aăâeêioôơuưy"
    }
)


def to_cp1258(text: str) -> bytes:
    """As Windows saved it: letters, then their tones; the few whole ones that the page has stay whole."""
    told = bytearray()
    for char in text:
        try:
            told += char.encode("cp1258")
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", char)
            tone = next((mark for mark in decomposed if mark in syllables.TONES), "")
            letter = unicodedata.normalize("NFC", decomposed.replace(tone, "", 1) if tone else decomposed)
            told += (letter + tone).encode("cp1258", "replace")
    return bytes(told)


def to_vni(text: str) -> bytes:
    """As VNI-Times shows it."""
    singles = {letter: place for place, letter in legacy._VNI_LETTERS.items()}
    told = ""
    for char in text:
        small = char.lower()
        if small in singles:
            told += singles[small].upper() if char != small else singles[small]
            continue
        decomposed = unicodedata.normalize("NFD", small)
        horn = "\u031b" in decomposed
        base = singles[unicodedata.normalize("NFC", decomposed[0] + "\u031b")] if horn else decomposed[0]
        marks = decomposed[1:].replace("\u031b", "")
        # NFD puts the dot below before the hat: VNI tells hats first
        marks = "".join(sorted(marks, key=lambda mark: mark not in "\u0302\u0306"))
        sign = next((sign for sign, mark in legacy._VNI_MARKS.items() if mark == marks), "")
        pair = base + sign
        told += pair.upper() if char != small else pair
    return told.encode("latin-1", "replace")


UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")
LEGACY = {"cp1258": to_cp1258, "tcvn3": to_tcvn3, "vni": to_vni}
_LATIN = "".join(char for char in TEXT if char not in "–—“”‘’…≥≤×•²³")


def slices(size: int) -> st.SearchStrategy[str]:
    """Pieces of reports of a size, as they stand."""
    return st.integers(0, len(_LATIN) - size).map(lambda start: _LATIN[start : start + size])


@given(text=st.text(min_size=1).filter(lambda t: t.strip() and not set(t) & set(encodings._MUTE)))
@settings(deadline=None)
def test_plain_utf8_is_never_mistaken(text: str) -> None:
    assert decode(text.encode("utf-8"), HERE) == unicodedata.normalize("NFC", text.removeprefix("\ufeff"))


@pytest.mark.parametrize("encoding", UNICODE)
@given(text=slices(200))
@settings(deadline=None)
def test_unicode_comes_back_composed(encoding: str, text: str) -> None:
    assert decode(unicodedata.normalize("NFD", text).encode(encoding), HERE) == text


@pytest.mark.parametrize("encoding", LEGACY)
@given(text=slices(300))
@settings(deadline=None, max_examples=300)
def test_pieces_of_reports_come_back(encoding: str, text: str) -> None:
    text = text.lower() if encoding == "tcvn3" else text
    assert decode(LEGACY[encoding](text), HERE) == text


@pytest.mark.parametrize("encoding", LEGACY)
@given(words=st.lists(st.sampled_from([s for s in SYLLABLES if not s.isascii()]), min_size=20, unique=True))
@settings(deadline=None, max_examples=300)
def test_any_syllables_come_back(encoding: str, words: list[str]) -> None:
    """A few syllables can be read in two ways ("biềm" in TCVN3 is "bỉm" in cp1258); twenty cannot."""
    text = " ".join(words)
    assert decode(LEGACY[encoding](text), HERE) == text


def lines_of_words(words: int) -> st.SearchStrategy[str]:
    """Runs of some words of reports as they stand, with letters beyond ASCII in most."""
    told = _LATIN.split()
    runs = st.integers(0, len(told) - words).map(lambda start: " ".join(told[start : start + words]))
    return runs.filter(lambda run: sum(not word.isascii() for word in run.split()) > words / 2)


@pytest.mark.parametrize("encoding", LEGACY)
@given(text=lines_of_words(6))
@settings(deadline=None, max_examples=200)
def test_a_title_is_enough(encoding: str, text: str) -> None:
    text = text.lower() if encoding == "tcvn3" else text
    assert decode(LEGACY[encoding](text), HERE) == text


@pytest.mark.parametrize("encoding", LEGACY)
def test_a_table_of_figures_with_few_words_comes_back(encoding: str) -> None:
    text = "stt;đơn vị;năm 2022\n" + "".join(f"{i};tt{i};{i * 37 % 90},5\n" for i in range(40)) + ";tổng số;99\n"
    assert decode(LEGACY[encoding](text), HERE) == text


@pytest.mark.parametrize("encoding", LEGACY)
def test_capitals_and_signs_beside_letters_come_back(encoding: str) -> None:
    text = "UBND TỈNH ĐẮK LẮK\nSỐ: 12/BC-UBND (NĐ-CP)\nKẾT QUẢ CẢI CÁCH HÀNH CHÍNH, TỶ LỆ: 92,5%\n"
    assert decode(LEGACY[encoding](text), HERE) == text


def test_the_capitals_of_the_standard_itself_are_known() -> None:
    """TCVN 5712:1993 VN1, as converters write it."""
    assert decode(b"C\x97NG H\x92A X\x82 H\x97I", HERE) == "CỘNG HÒA XÃ HỘI"


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("other", ["utf-8", "cp1258", "tcvn3", "vni"])
@pytest.mark.parametrize("times", [1, 12])
def test_two_encodings_in_one_file_are_refused(encoding: str, other: str, times: int) -> None:
    """Whichever was taken, the lines of the other would be stored as rubbish."""
    if encoding == other:
        return
    line = "cộng hoà xã hội chủ nghĩa việt nam, độc lập, tự do, hạnh phúc; báo cáo kết quả năm trước\n"
    alien = line.encode() if other == "utf-8" else LEGACY[other](line)
    with pytest.raises(ReadingError, match="bảng mã"):
        decode(LEGACY[encoding](line) * times + alien, HERE)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_letters_of_a_font_saved_as_unicode_are_told(encoding: str) -> None:
    line = "cộng hoà xã hội chủ nghĩa việt nam, độc lập, tự do, hạnh phúc; báo cáo kết quả năm trước\n" * 2
    assert decode(LEGACY[encoding](line).decode("latin-1").encode("utf-8"), HERE) == line


@pytest.mark.parametrize(
    "text",
    [
        "Le résumé de l'été à la préfecture, où l'élève a été noté",
        "La société a présenté ses résultats à l'assemblée générale",
        "¿Dónde está el niño? Mañana será otro año más",
        "Größe der Tür für die Öffentlichkeit, außer über Österreich",
        "A naïve café in a long English sentence about nothing at all, façade included",
    ],
)
def test_other_tongues_are_never_taken_for_vietnamese(text: str) -> None:
    assert decode(text.encode("utf-8"), HERE) == text
    try:
        told = decode(text.encode("cp1252"), HERE)
    except ReadingError:
        return
    assert told == text


@pytest.mark.parametrize("encoding", LEGACY)
def test_a_whole_report_comes_back(encoding: str) -> None:
    text = _LATIN.lower() if encoding == "tcvn3" else _LATIN
    assert decode(LEGACY[encoding](text), HERE) == text


ELSEWHERE = (
    "Tỉnh Điện Biên: huyện Mường Chà, Tủa Chùa và thị xã Mường Lay tiếp nhận 1.204 hồ sơ.",
    "Sở Y tế Kon Tum báo cáo: huyện Đắk Hà, Ngọc Hồi, Sa Thầy đạt tỷ lệ 98,5%.",
    "UBND thành phố Đồng Hới (Quảng Bình) quá hạn 12 hồ sơ, Bố Trạch 7 hồ sơ, Lệ Thủy 3 hồ sơ.",
    "Huyện Vũng Liêm, Mang Thít, Trà Ôn: sản lượng lúa ước đạt 120,5 nghìn tấn, tăng 3,2%.",
    "Yên Bái có 168 xã, phường; huyện Mù Cang Chải, Trạm Tấu giải ngân chậm nhất.",
    "Thái Bình, Nam Định, Ninh Bình: dân số 1,86 triệu người, mật độ cao nhất vùng.",
    "Bảng: Phú Quý; Bắc Bình; Hàm Tân; La Gi; Tánh Linh; Đức Linh; Tuy Phong.",
)

RARE = {"viscii": to_viscii, "vps": to_vps, "viqr": to_viqr}


@pytest.mark.parametrize("encoding", RARE)
@given(text=lines_of_words(50))
@settings(deadline=None, max_examples=100)
def test_pieces_of_reports_in_rare_encodings_come_back(encoding: str, text: str) -> None:
    text = text.replace(";", ",").lower()
    assert decode(RARE[encoding](text), HERE) == text


@pytest.mark.parametrize("encoding", RARE)
@given(words=st.lists(st.sampled_from([s for s in SYLLABLES if not s.isascii()]), min_size=40, unique=True))
@settings(deadline=None, max_examples=100)
def test_any_syllables_in_rare_encodings_come_back(encoding: str, words: list[str]) -> None:
    text = " ".join([*words, "độc lập tự do"] * 2)
    assert decode(RARE[encoding](text), HERE) == text


@pytest.mark.parametrize("encoding", RARE)
def test_reports_of_any_province_in_rare_encodings_come_back(encoding: str) -> None:
    text = "UBND TỈNH ĐẮK LẮK\n" + "\n".join(ELSEWHERE)
    assert decode(RARE[encoding](text), HERE) == text
    assert decode(RARE[encoding](_LATIN), HERE) == _LATIN


@pytest.mark.parametrize("encoding", ["viscii", "vps"])
def test_a_rare_encoding_with_lines_in_another_is_refused(encoding: str) -> None:
    line = "cộng hoà xã hội chủ nghĩa việt nam, độc lập, tự do, hạnh phúc; báo cáo kết quả năm trước\n"
    others = {**LEGACY, "viscii": to_viscii, "vps": to_vps, "utf-8": str.encode}
    for other in others.keys() - {encoding}:
        with pytest.raises(ReadingError, match="bảng mã"):
            decode(others[encoding](line) * 12 + others[other](line), HERE)


@pytest.mark.parametrize("encoding", RARE)
def test_a_rare_encoding_of_few_words_is_not_guessed(encoding: str) -> None:
    data = RARE[encoding]("Tỷ lệ hồ sơ đúng hạn: 92,5%")
    if encoding == "viqr":
        assert decode(data, HERE) == data.decode()
        return
    with pytest.raises(ReadingError, match="bảng mã"):
        decode(data, HERE)


@pytest.mark.parametrize(
    "text",
    [
        "Ha Noi. Da Nang. Ban bao cao cua So Y te. Ty le: 98.5%. Ho so. Ket qua. " * 30,
        "a. b. c. d. e. f. g. h. i. o. u. y. " * 30,
        "What's it? I can't say: we're here, e.g. to see. You do? No. So be it. " * 30,
        "def f(a, b): return a(b) + e[i] if o(u) else `y`  # so+ u+ o+\n" * 30,
        "ten;co;khong\n" + "Xa Phu An;co.;ko?\n" * 40,
    ],
)
def test_ascii_is_left_as_it_is(text: str) -> None:
    assert decode(text.encode(), HERE) == text


def test_a_backslash_keeps_a_sign_of_viqr() -> None:
    assert from_viqr(r"Ddu'ng ha.n\. Ti? le^. 1.234 ho^` so+\?") == "Đúng hạn. Tỉ lệ 1.234 hồ sơ?"


@given(words=st.lists(st.sampled_from(SYLLABLES)))
def test_fonts_are_converted_whatever_stands_in_them(words: list[str]) -> None:
    text = " ".join(words)
    assert from_tcvn3(to_tcvn3(text).decode("latin-1")) == text
    assert from_vni(to_vni(text).decode("latin-1")) == text
    assert from_vni(to_vni(text.upper()).decode("latin-1")) == text.upper()


def test_capitals_of_tcvn3_are_raised_where_their_word_or_line_shows_it() -> None:
    assert from_tcvn3("CéNG HOµ X· HéI\nSë Néi vô\n§µ N½ng") == "CỘNG HOÀ XÃ HỘI\nSở Nội vụ\nĐà Nẵng"


def test_english_with_windows_quotation_marks_is_text() -> None:
    assert decode("“One” – two…".encode("cp1252"), HERE) == "“One” – two…"


@pytest.mark.parametrize("word", ["nghiêng", "được", "quyết", "thuở", "giải", "khuỷu", "Ủy", "hoà", "hòa"])
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["hoµ", "têc", "càp", "xđ", "ễế", "nhât"])
def test_what_is_no_syllable_is_known(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "trống"),
        (b" \n\t", "trống"),
        (" ".encode("utf-16"), "trống"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20, "không phải văn bản"),
        (b"PK\x03\x04" + b"\0" * 50, "không phải văn bản"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(128, 256)) * 4 + b"\0\1\2", "không phải văn bản"),
        ("Дорогой друг".encode("koi8-r") * 9, "không phải văn bản Unicode"),
        (b"\xff\x00", "không phải văn bản"),
        (b"\xff\xfea", "không phải văn bản Unicode"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(ReadingError, match=told):
        decode(data, HERE)


def test_a_line_is_of_capitals_where_its_words_are() -> None:
    """Small letters stand for capitals in .VnTimeH; a document's number is no such line."""
    for line in ("Số: 214/BC-SNV", "UBND TỈNH BÌNH GIANG", "Độc lập", "Sở Nội vụ", "CỘNG HÒA", "QĐ số 5"):
        assert decode(to_tcvn3(f"{TEXT}\n{line}"), Path("a.txt")).splitlines()[-1] == line


@pytest.mark.parametrize("encoding", LEGACY)
@pytest.mark.parametrize("text", ELSEWHERE)
def test_reports_of_other_provinces_come_back(encoding: str, text: str) -> None:
    """No province's names are among the words by which an encoding is told."""
    text = text.lower() if encoding == "tcvn3" else text
    assert decode(LEGACY[encoding](text), HERE) == text
