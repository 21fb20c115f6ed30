"""What reports say of themselves, in the ways they print it; an invented province."""

from __future__ import annotations

from pathlib import Path

from corpus.assemble import GridItem, TextItem, assemble_report
from corpus.metadata import Metadata, read_metadata
from corpus.readers import read_report
from corpus.tables import Grid

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def read(*head: str, body: tuple[str, ...] = (), closing: tuple[str, ...] = ()) -> Metadata:
    return read_metadata(head, body, closing)


def test_two_columns_on_one_line() -> None:
    about = read(
        f"UBND TỈNH AN KHÊ {MOTTO[0]}",
        f"SỞ NỘI VỤ {MOTTO[1]}",
        "Số: 51 /BC-SNV *An Khê, ngày   tháng 5 năm 2026*",
        "BÁO CÁO",
        "Kết quả giải quyết thủ tục hành chính",
        "Quý I năm 2026",
        "Kính gửi: UBND tỉnh",
        closing=("Nơi nhận:", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn An"),
    )
    assert (about.number, about.date, about.place) == ("51/BC-SNV", "2026-05", "An Khê")
    assert about.title == "Kết quả giải quyết thủ tục hành chính Quý I năm 2026"
    assert (about.body, about.province, about.period) == ("Sở Nội vụ", "An Khê", "Quý I/2026")
    assert (about.signer, about.signer_position) == ("Nguyễn Văn An", "Phó Giám đốc")


def test_a_blank_number_and_what_is_planned_is_no_period() -> None:
    about = read(
        "ỦY BAN NHÂN DÂN",
        "THÀNH PHỐ VĨNH ĐIỀN",
        "Số:      /BC-UBND",
        *MOTTO,
        "Vĩnh Điền, ngày 14 tháng 6 năm 2026",
        "BÁO CÁO CÔNG TÁC 6 THÁNG ĐẦU NĂM,",
        "PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2026",
    )
    assert (about.number, about.date, about.period) == ("", "2026-06-14", "6 tháng đầu năm 2026")
    assert about.body == "Ủy ban nhân dân thành phố Vĩnh Điền"
    assert about.province == "Vĩnh Điền"


def test_a_town_is_of_the_province_that_its_text_names() -> None:
    about = read("UBND THÀNH PHỐ VĨNH ĐIỀN", "PHÒNG NỘI VỤ", "Số: 7/BC-PNV", "BÁO CÁO", "Kết quả tháng 6/2026",
                 body=("Theo chỉ đạo của UBND tỉnh An Khê, Phòng Nội vụ báo cáo.",))  # fmt: skip
    assert (about.province, about.period) == ("An Khê", "Tháng 6/2026")


def test_a_letter_has_its_subject_as_title() -> None:
    about = read("UBND TỈNH AN KHÊ", "SỞ NỘI VỤ", "Số: 12/SNV-CCHC", "V/v đôn đốc xử lý hồ sơ trễ hạn quý IV",
                 "An Khê, ngày 05 tháng 01 năm 2026", "Kính gửi: Các sở, ban, ngành.")  # fmt: skip
    assert about.title == "V/v đôn đốc xử lý hồ sơ trễ hạn quý IV"
    assert about.period == "Quý IV/2025"  # in January, the last of the year before


def test_the_period_line_and_a_date_at_the_end() -> None:
    about = read(
        "BÁO CÁO",
        "Tình hình giải quyết thủ tục hành chính",
        "Kỳ báo cáo: Quý II/2026 (Từ ngày 15/3/2026 đến ngày 14/6/2026)",
        body=("Sở Nội vụ tỉnh An Khê báo cáo như sau:",),
        closing=("Nơi nhận:", "An Khê, ngày 20 tháng 6 năm 2026", "GIÁM ĐỐC", "Trần Thị Bích"),
    )
    assert (about.period, about.date, about.province) == ("Quý II/2026", "2026-06-20", "An Khê")


def test_a_document_without_a_masthead_says_only_its_title() -> None:
    for about in (read("Tổng hợp hồ sơ", "Đơn vị tính: hồ sơ"), read(body=("PHỤ LỤC 1", "Tổng hợp hồ sơ"))):
        assert about == Metadata("", "Tổng hợp hồ sơ", "", "", "", "", None, "", "")
    assert read() == Metadata("", "", "", "", "", "", None, "", "")


def test_a_date_of_grounds_is_not_the_reports() -> None:
    about = read("BÁO CÁO", "Kết quả", "Căn cứ Quyết định số 288/QĐ-BNV ngày 14 tháng 4 năm 2023 của Bộ Nội vụ;")
    assert (about.number, about.date, about.title) == ("", "", "Kết quả")


def test_a_masthead_laid_out_as_a_table() -> None:
    rows = (("UBND TỈNH AN KHÊ\nSỞ NỘI VỤ\nSố: 9/BC-SNV", f"{MOTTO[0]}\n{MOTTO[1]}\nAn Khê, ngày 5 tháng 4 năm 2026"),)
    items = [GridItem(Grid(rows, (1,))), TextItem("BÁO CÁO", 2), TextItem("Kết quả quý I năm 2026", 3)]
    report = assemble_report(items, source="a.docx", sha256="")
    assert (report.number, report.body, report.date) == ("9/BC-SNV", "Sở Nội vụ", "2026-04-05")
    assert (report.province, report.period, report.tables) == ("An Khê", "Quý I/2026", ())


def test_the_caption_of_the_first_table_is_no_part_of_the_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "CỤC THỐNG KÊ TỈNH AN TRẠCH\nSố: 45/BC-CTK\nAn Trạch, ngày 05 tháng 7 năm 2026\n\nBÁO CÁO\n"
        "Tình hình kinh tế - xã hội 6 tháng đầu năm 2026\n\nBảng 1. Số doanh nghiệp thành lập mới\n\n"
        "| Huyện | Số doanh nghiệp |\n| --- | --- |\n| Huyện Sông Mây | 320 |\n",
        encoding="utf-8",
    )
    report = read_report(path)
    assert report.title == "Tình hình kinh tế - xã hội 6 tháng đầu năm 2026"
    assert report.tables[0].title == "Bảng 1. Số doanh nghiệp thành lập mới"


def test_a_title_line_may_end_in_a_semicolon() -> None:
    about = read(
        "UBND TỈNH AN KHÊ",
        "Số: 38/BC-UBND",
        "An Khê, ngày 17 tháng 01 năm 2025",
        "BÁO CÁO",
        "Tình hình thu, chi ngân sách năm 2024;",
        "nhiệm vụ, giải pháp năm 2025",
        "Kính gửi: Bộ Tài chính",
    )
    assert about.title == "Tình hình thu, chi ngân sách năm 2024; nhiệm vụ, giải pháp năm 2025"
    assert about.period == "2024"
