"""A search keeps to what it is told to, says nothing twice, and gives what a cut argument needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeEmbedder, write_report

from assistant.printing import hits_json
from corpus.text import fold
from index.abbreviations import shorten, spell_out
from index.ingest import ingest
from index.parts import embed_whole_and_parts, similarities, split_parts
from index.search import paragraphs
from index.store import Store


@pytest.fixture
def two_years(tiny_store: Store, tmp_path: Path) -> Store:
    """A store of a report of 2023 and one of 2024."""
    ingest(tiny_store, [write_report(tmp_path / "a.txt")])
    later = write_report(tmp_path / "b.txt", number="8/BC-SNV", date=(6, 1, 2025), period=2024, late="3")
    ingest(tiny_store, [later])
    return tiny_store


def test_a_search_is_kept_to_a_period_and_its_parts(two_years: Store) -> None:
    assert {hit.document for hit in two_years.search("hồ sơ trễ hạn", 30, period="2024")} == {"8/BC-SNV"}
    assert {hit.document for hit in two_years.search("hồ sơ trễ hạn", 30, period="2023 - 2024")} == {
        "7/BC-SNV",
        "8/BC-SNV",
    }
    assert two_years.search("hồ sơ trễ hạn", period="2019") == ()


def test_a_search_is_kept_to_a_kind_and_a_heading(two_years: Store) -> None:
    assert {hit.kind for hit in two_years.search("hồ sơ trễ hạn", 30, kind="table")} == {"table"}
    assert {hit.kind for hit in two_years.search("hồ sơ trễ hạn", 30, kind="text")} == {"text"}
    below = two_years.search("hồ sơ trễ hạn", 30, heading="giai phap")
    assert {hit.heading for hit in below} == {("II. GIẢI PHÁP",)}


def test_filters_come_before_ranking(two_years: Store) -> None:
    """The only passage that fits is found, however many others are nearer."""
    [document] = [d for d in two_years.documents() if d.name == "8/BC-SNV"]
    hits = two_years.search("Sở Y tế tiếp nhận trễ hạn", 1, documents=[document.id], heading="GIẢI PHÁP")
    assert [hit.text for hit in hits] == [
        "Các đơn vị công khai tiến độ giải quyết hồ sơ hằng tháng trên cổng dịch vụ công."
    ]


def _texts(folder: Path, *texts: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{i}.txt" for i in range(len(texts))]
    for path, told in zip(paths, texts, strict=True):
        path.write_text(told, encoding="utf-8")
    return paths


def test_near_duplicates_of_one_report_are_folded(tiny_store: Store, tmp_path: Path) -> None:
    told = "Các đơn vị phải công khai tiến độ giải quyết hồ sơ hằng tháng trên cổng dịch vụ công của tỉnh."
    ingest(
        tiny_store, _texts(tmp_path / "t", f"I. MỘT\n\n{told}\n\nII. HAI\n\n{told.upper()}\n\nIII. BA\n\nViệc khác.")
    )
    assert [hit.text for hit in tiny_store.search("công khai tiến độ", 5)].count(told) == 1
    assert len(tiny_store.search("công khai tiến độ", 5)) == 2


def test_passages_that_differ_in_a_figure_or_a_report_all_stay(tiny_store: Store, tmp_path: Path) -> None:
    one = "Cả huyện tiếp nhận {} hồ sơ đất đai, giải quyết đúng hạn gần hết trong tháng này."
    ingest(tiny_store, _texts(tmp_path / "t", f"I. MỘT\n\n{one.format(7)}\n\nII. HAI\n\n{one.format(9)}"))
    ingest(tiny_store, _texts(tmp_path / "u", one.format(7), one.format(7) + " "))
    hits = tiny_store.search("hồ sơ đất đai", 10)
    assert sorted(hit.text for hit in hits) == [one.format(7)] * 3 + [one.format(9)]
    assert len({hit.path for hit in hits}) == 3


def test_a_passage_cut_in_mid_argument_has_its_neighbour(tiny_store: Store, tmp_path: Path) -> None:
    first = "Số hồ sơ trễ hạn tăng ở ba huyện. " * 28
    second = "Do đó, các huyện phải rà soát từng hồ sơ. " * 10
    ingest(tiny_store, _texts(tmp_path / "t", f"I. KẾT QUẢ\n\n{first}\n\n{second}\n\nII. KHÁC\n\nHết."))
    [hit] = [hit for hit in tiny_store.search("rà soát từng hồ sơ", 3) if hit.text.startswith("Do đó")]
    assert hit.before == first.strip()
    assert hit.after == ""
    assert [part.text for part in paragraphs([hit])] == [second.strip(), first.strip()]


def test_a_citation_quotes_a_paragraph_as_printed(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, _texts(tmp_path / "t", "I. KẾT QUẢ\n\nCấp tỉnh đạt 99%.\n\nCấp xã đạt 98%."))
    [hit, *_] = tiny_store.search("cấp xã", 1)
    assert [part.text for part in paragraphs([hit])] == ["Cấp tỉnh đạt 99%.", "Cấp xã đạt 98%."]


# thousands of small files


def test_small_files_go_in_together_and_each_stays_itself(tiny_store: Store, tmp_path: Path) -> None:
    texts = [
        *(f"Điều {i}. Mức phạt\n1. Phạt tiền {i} đồng;\na) Người đi xe máy số {i};" for i in range(40)),
        "mười chữ thôi mà cũng là một văn bản đấy nhé",
        "1. Cách nấu cơm",
        "Điều 7. Mức phạt",
        "Số: 12/2020/QH14\nLuật này quy định về cư trú.",
        "Số: 12/2020/QH14\nLuật này quy định về cư trú và đi lại.",
        "x" * 20_000,
        "dài " * 20_000,
    ]
    files = _texts(tmp_path / "t", *texts)
    outcomes = ingest(tiny_store, [tmp_path / "t"])
    assert {outcome.status.value for outcome in outcomes} == {"added"}
    assert len({outcome.document for outcome in outcomes}) == len(files) == len(tiny_store.documents())
    assert tiny_store.vectors.count() == sum(outcome.chunks for outcome in outcomes)
    [hit] = tiny_store.search("cách nấu cơm", 1)
    assert hit.path == str(files[41].resolve())
    assert {outcome.status.value for outcome in ingest(tiny_store, [tmp_path / "t"])} == {"unchanged"}


def test_a_file_named_twice_is_read_once(tiny_store: Store, tmp_path: Path) -> None:
    [file] = _texts(tmp_path / "t", "Một văn bản.")
    empty = tmp_path / "t" / "empty.txt"
    empty.write_text("", encoding="utf-8")
    outcomes = ingest(tiny_store, [file, empty, file, empty])
    assert [outcome.status.value for outcome in outcomes] == ["added", "failed", "unchanged", "failed"]


# as people type


def test_abbreviations_are_spelled_out_and_taken_back() -> None:
    assert spell_out("hồ sơ TTHC của Sở GTVT, TX. Vĩnh Châu") == (
        "hồ sơ thủ tục hành chính của Sở giao thông vận tải, thị xã Vĩnh Châu"
    )
    assert spell_out("tthc tx cchc2") == "thủ tục hành chính tx cchc2"
    assert set(shorten("Cải cách thủ tục hành chính ở Sở Lao động, Thương binh, Xã hội")) == {
        "CCTTHC",
        "TTHC",
        "LĐTBXH",
    }


@pytest.mark.parametrize("query", ["TTHC", "tthc", "thu tuc hanh chinh", "thủ tục hành chính"])
def test_a_passage_is_found_by_its_abbreviation_and_by_its_words(tiny_store: Store, tmp_path: Path, query: str) -> None:
    files = _texts(tmp_path / "t", "Danh mục TTHC đã công khai.", "Bộ thủ tục hành chính mới.", "Việc khác hẳn.")
    ingest(tiny_store, files)
    assert {hit.path for hit in tiny_store.search(query, 2)} == {str(files[0].resolve()), str(files[1].resolve())}


@pytest.mark.parametrize("typed", ["tiến độ giải quyêtt", "tien dộ giai quyte", "tiến độo giải quyết"])
def test_slips_of_the_key_are_put_right(tiny_store: Store, tmp_path: Path, typed: str) -> None:
    ingest(tiny_store, _texts(tmp_path / "t", "Công khai tiến độ giải quyết hồ sơ."))
    assert fold(tiny_store.mend(typed)) == "tien do giai quyet"


def test_known_words_and_names_in_capitals_are_no_slips(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, _texts(tmp_path / "t", "Công khai tiến độ giải quyết hồ sơ."))
    assert tiny_store.mend("bằng lái xe máy, SIPAS, hồ sơ") == "bằng lái xe máy, SIPAS, hồ sơ"


@pytest.mark.parametrize(
    "typed",
    [
        "xã Kbông",  # a name: no slip of another that the store has
        "soạn đoạn",  # a word that the store has not
        "gdp, fdi, ubnd, tthc, hdnd, bhtn",
        "28072 hồ sơ",
        "bnhieu hs",
    ],
)
def test_what_may_be_meant_as_typed_stays(tiny_store: Store, tmp_path: Path, typed: str) -> None:
    ingest(tiny_store, _texts(tmp_path / "t", "Đi gặp bhyt ở xã Kbang. Đọc đoạn 28071 của hội đồng, bao nhiêu hồ sơ."))
    assert tiny_store.mend(typed, {"bnhieu"}) == typed


def test_a_slip_of_several_likely_words_stays(tiny_store: Store, tmp_path: Path) -> None:
    ingest(tiny_store, _texts(tmp_path / "t", "Sở kế toán thanh toán. Toàn thể."))
    assert tiny_store.mend("toanj") == "toan"
    ingest(tiny_store, _texts(tmp_path / "u", "Biển khơi, biết chữ."))
    assert tiny_store.mend("biex") == "biex"


# files of the same content


def test_each_file_of_one_content_is_found_and_its_text_embedded_once(tiny_store: Store, tmp_path: Path) -> None:
    first, other, twin = _texts(tmp_path / "t", "Cấp tỉnh đạt 99%.", "Cấp xã đạt 98%.", "Cấp tỉnh đạt 99%.")
    outcomes = ingest(tiny_store, [tmp_path / "t"])
    assert [outcome.status for outcome in outcomes] == ["added", "added", "unchanged"]
    [hit, _] = tiny_store.search("cấp tỉnh", 2)
    assert (hit.path, hit.copies) == (str(first.resolve()), (str(twin.resolve()),))
    assert tiny_store.vectors.count() == 2
    told = hits_json(tiny_store.search("cấp tỉnh", 2), 3)
    assert [(one["rank"], one["path"]) for one in told] == [
        (n, str(path.resolve())) for n, path in enumerate((first, twin, other), start=1)
    ]
    assert len(hits_json(tiny_store.search("cấp tỉnh", 1), 1)) == 1


def test_a_file_that_changes_leaves_what_its_twin_holds(tiny_store: Store, tmp_path: Path) -> None:
    first, twin = _texts(tmp_path / "t", "Cấp tỉnh đạt 99%.", "Cấp tỉnh đạt 99%.")
    ingest(tiny_store, [tmp_path / "t"])
    first.write_text("Cấp tỉnh đạt 97%.", encoding="utf-8")
    ingest(tiny_store, [tmp_path / "t"])
    found = {hit.path: (hit.text, hit.copies) for hit in tiny_store.search("cấp tỉnh", 9)}
    assert found == {str(first.resolve()): ("Cấp tỉnh đạt 97%.", ()), str(twin.resolve()): ("Cấp tỉnh đạt 99%.", ())}
    twin.write_text("Cấp tỉnh đạt 97%.", encoding="utf-8")  # what it held before is nowhere any more
    ingest(tiny_store, [tmp_path / "t"])
    [hit] = tiny_store.search("cấp tỉnh", 9)
    assert (hit.text, hit.copies) == ("Cấp tỉnh đạt 97%.", (str(twin.resolve()),))


def test_a_file_that_was_moved_is_found_where_it_is(tiny_store: Store, tmp_path: Path) -> None:
    [first] = _texts(tmp_path / "t", "Cấp tỉnh đạt 99%.")
    ingest(tiny_store, [first])
    moved = first.rename(tmp_path / "noi-khac.txt")
    ingest(tiny_store, [moved])
    [hit] = tiny_store.search("cấp tỉnh", 9)
    assert (hit.path, hit.copies) == (str(moved.resolve()), ())


# parts of long passages


def test_a_long_passage_is_as_near_as_its_nearest_part() -> None:
    long = "Công khai tiến độ giải quyết hồ sơ hằng tháng. " * 12 + "Thư viện mở cửa lúc bảy giờ."
    assert split_parts("Thư viện mở cửa lúc bảy giờ.") == []
    assert " ".join(split_parts(long)) == long
    embedder = FakeEmbedder()
    [whole, short] = embed_whole_and_parts(embedder, [long, "Công khai tiến độ giải quyết hồ sơ hằng tháng."])
    asked = embedder.embed_query("Thư viện mở cửa lúc nào?")
    near, far = similarities(asked, [whole, short])
    assert near > sum(a * b for a, b in zip(asked, whole.vector, strict=True))
    assert far == pytest.approx(sum(a * b for a, b in zip(asked, short.vector, strict=True)), abs=1e-3)
