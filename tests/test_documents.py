"""Each field of a document of each kind, as text in columns, as text in one column, and as a Word file."""

from __future__ import annotations

from pathlib import Path

import pytest
from building.documents import DOCUMENTS, Issued, as_columns, as_lines, write_word

from corpus.body_names import write_body
from corpus.readers import read_report
from corpus.signers import read_signer
from corpus.values import Report

FIELDS = {"number": "number", "title": "title", "body": "body", "date": "date", "place": "place",
          "province": "province", "period": "period", "signer": "signer", "signer_position": "position"}  # fmt: skip


@pytest.mark.parametrize("issued", DOCUMENTS, ids=lambda issued: issued.id)
@pytest.mark.parametrize("layout", ["columns", "lines", "word"])
def test_a_document_says_what_it_is(tmp_path: Path, issued: Issued, layout: str) -> None:
    path = tmp_path / "van-ban.txt"
    if layout == "word":
        path = write_word(issued, tmp_path / "van-ban.docx")
    else:
        path.write_text(as_columns(issued) if layout == "columns" else as_lines(issued), encoding="utf-8")
    report = read_report(path)
    read = {field: getattr(report, field) for field in FIELDS}
    assert read == {field: getattr(issued, told) for field, told in FIELDS.items()}


def read_text(tmp_path: Path, text: str, name: str = "a.txt") -> Report:
    """The report in a text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_report(path)


BESIDE = """SỞ NỘI VỤ TỈNH BÌNH GIANG           CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM
  PHÒNG TỔ CHỨC                         Độc lập – Tự do – Hạnh phúc
Số: 14 /BC-TC                    TP Vĩnh Điền, ngày 5/4/2026
BÁO CÁO
KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ
QUÝ I NĂM 2026 (Từ ngày 15/12/2025 đến ngày 14/3/2026)
Kính gửi: Giám đốc Sở Nội vụ
Phòng Tổ chức báo cáo như sau: đã mở 12 lớp.
Nơi nhận:                                   TRƯỞNG PHÒNG
- Giám đốc Sở;
- Lưu: VT, CCHC.                            ThS. Nguyễn Văn An
"""


def test_a_text_without_blank_lines_has_a_head_too(tmp_path: Path) -> None:
    report = read_text(tmp_path, BESIDE)
    assert (report.number, report.date, report.place) == ("14/BC-TC", "2026-04-05", "TP Vĩnh Điền")
    assert report.title == "KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ QUÝ I NĂM 2026"
    assert (report.body, report.province, report.period) == ("Phòng Tổ chức", "Bình Giang", "Quý I/2026")
    assert (report.signer, report.signer_position) == ("ThS. Nguyễn Văn An", "Trưởng phòng")


@pytest.mark.parametrize(
    ("closing", "signer"),
    [
        (
            "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTHƯ KÝ          CHỦ TỌA\n\nNguyễn Văn An   Trần Thị Bích Hà\n",
            "Trần Thị Bích Hà",
        ),
        ("Nơi nhận:\n- UBND THÀNH PHỐ VĨNH ĐIỀN;\n- Sở Nội Vụ.\n\nNgười Lập Biểu\n", ""),
        (
            "Nơi nhận:   KT. CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH\n- Lưu: VT.    PHÓ CHỦ TỊCH\n\n   Lê Hữu Phước\n",
            "Lê Hữu Phước",
        ),
        ("Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\n(Đã ký)\n\nThượng tá Hoàng Văn Nam\n", "Thượng tá Hoàng Văn Nam"),
        ("Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrung Tâm Phục Vụ\n", ""),
    ],
)
def test_a_signer_is_named_where_it_is_certain(tmp_path: Path, closing: str, signer: str) -> None:
    report = read_text(tmp_path, f"BÁO CÁO\n\nKết quả năm 2025\n\nSở Nội vụ báo cáo kết quả.\n\n{closing}")
    assert report.signer == signer


@pytest.mark.parametrize(
    ("closing", "signer"),
    [
        (["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "(Đã ký)", "NGUYỄN VĂN AN"], ("Nguyễn Văn An", "Phó Giám đốc")),
        (["GIÁM ĐỐC", "ĐÃ KÝ", "ThS. TRẦN THỊ BÍCH NGỌC"], ("ThS. Trần Thị Bích Ngọc", "Giám đốc")),
        (["CHỦ TỊCH", "THẠCH SƠN HÀ"], ("Thạch Sơn Hà", "Chủ tịch")),
        (["- Lưu: VT. LÊ HỮU PHƯỚC"], ("", "")),
        (["CHỦ TỊCH", "- Lưu: VT. LÊ HỮU PHƯỚC"], ("Lê Hữu Phước", "Chủ tịch")),
        (["GIÁM ĐỐC", "SỞ NỘI VỤ", "TỈNH LÂM ĐỒNG", "PHỤ LỤC"], ("", "")),
        (["GIÁM ĐỐC", "LÂM ĐỒNG"], ("", "")),
    ],
)
def test_a_name_in_capitals_is_written_as_names_are(closing: list[str], signer: tuple[str, str]) -> None:
    assert read_signer(closing) == signer


@pytest.mark.parametrize(
    ("closing", "signer"),
    [
        (["CHỦ TỊCH", "K'Brế"], "K'Brế"),
        (["CHỦ TỊCH", "K’BRẾ"], "K’Brế"),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Y Thanh Hà Niê Kđăm"], "Y Thanh Hà Niê Kđăm"),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Y THANH HÀ NIÊ KĐĂM"], "Y Thanh Hà Niê Kđăm"),
        (["GIÁM ĐỐC", "THẠCH THỊ SA RƯƠN"], "Thạch Thị Sa Rươn"),
        (["GIÁM ĐỐC", "Ksor H'Bơ Khăp"], "Ksor H'Bơ Khăp"),
        (["GIÁM ĐỐC", "H’YIM KĐOH"], "H’Yim Kđoh"),
        (["GIÁM ĐỐC", "ÂU THỊ MAI"], "Âu Thị Mai"),
        (["GIÁM ĐỐC", "GIÁP VĂN LONG"], "Giáp Văn Long"),
        (["GIÁM ĐỐC", "(Đã ký)", "MẠC ĐĂNG KHOA"], "Mạc Đăng Khoa"),
        (["GIÁM ĐỐC", "Mạc Đăng Khoa"], "Mạc Đăng Khoa"),
        (["- Lưu: VT. Rơ Châm H'Phíp"], ""),
        (["CHỦ TỊCH", "- Lưu: VT. Rơ Châm H'Phíp"], "Rơ Châm H'Phíp"),
        (["CHỦ TỊCH", "ĐẮK LẮK"], ""),
        (["GIÁM ĐỐC", "BUÔN MA THUỘT"], ""),
        (["TRƯỞNG BAN", "PHÁP CHẾ"], ""),
        (["TRƯỞNG PHÒNG", "Y TẾ DỰ PHÒNG"], ""),
        (["GIÁM ĐỐC", "QUẢN LÝ ĐÔ THỊ MỚI"], ""),
        (["GIÁM ĐỐC", "NGÀNH VĂN HÓA TỈNH"], ""),
        (["GIÁM ĐỐC", "(Đã ký)", "SỞ NỘI VỤ"], ""),
    ],
)
def test_a_signer_of_any_people_and_family(closing: list[str], signer: str) -> None:
    assert read_signer(closing)[0] == signer


@pytest.mark.parametrize(
    ("closing", "signer"),
    [
        (["THƯ KÝ CHỦ TỌA", "Lê Thị Hoa Nguyễn Văn An"], "Nguyễn Văn An"),
        (["THƯ KÝ\tCHỦ TỌA", "(Ký tên) (Ký tên)", "LÊ THỊ HOA NGUYỄN VĂN AN"], "Nguyễn Văn An"),
        (["THƯ KÝ", "CHỦ TỌA", "Lê Thị Hoa", "Nguyễn Văn An"], "Nguyễn Văn An"),
        (["THƯ KÝ", "Lê Thị Hoa", "CHỦ TỌA", "Nguyễn Văn An"], "Nguyễn Văn An"),
        (["NGƯỜI LẬP BIỂU KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Lê Thị Hoa NGUYỄN VĂN AN"], "Nguyễn Văn An"),
        (["THƯ KÝ", "CHỦ TỌA", "Lê Thị Hoa"], ""),  # which of the two signed is not told
        (["THƯ KÝ CHỦ TỌA", "Lê Minh Lâm Nguyễn An"], ""),  # "Lâm" may begin the second name
    ],
)
def test_of_two_who_sign_side_by_side_it_is_the_one_on_the_right(closing: list[str], signer: str) -> None:
    assert read_signer(closing)[0] == signer


@pytest.mark.parametrize("between", ["\t", "            "])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_signatures_side_by_side_in_plain_text_are_no_table(tmp_path: Path, between: str, gap: str) -> None:
    closing = f"THƯ KÝ{between}CHỦ TỌA{gap}Lê Thị Hoa{between}Nguyễn Văn An\n"
    report = read_text(tmp_path, f"BIÊN BẢN\n\nHọp giao ban\n\nI. NỘI DUNG\n\nSở Nội vụ báo cáo kết quả.\n\n{closing}")
    assert (report.signer, report.signer_position, report.tables) == ("Nguyễn Văn An", "Chủ tọa", ())


def test_whom_one_signs_for_is_not_ones_position() -> None:
    assert read_signer(["Nơi nhận:", "KT. CHỦ TỊCH", "Lê Hữu Phước"]) == ("Lê Hữu Phước", "")
    assert read_signer(["Nơi nhận:", "KT. CHỦ TỊCH", "PHO CHỦ TỊCH", "Lê Hữu Phước"]) == (
        "Lê Hữu Phước",
        "Phó Chủ tịch",
    )
    assert read_signer(["KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Lê Hữu Phước"]) == ("Lê Hữu Phước", "Phó Giám đốc")


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sở Văn hóa, Thể thao và Du lịch"),
        ("SỞ CÔNG THƯƠNG", "Sở Công Thương"),
        ("CỤC THỐNG KÊ TỈNH BÌNH GIANG", "Cục Thống kê tỉnh Bình Giang"),
        ("UBND HUYỆN EA KAR", "UBND huyện Ea Kar"),
        ("BAN QLDA ĐẦU TƯ XÂY DỰNG", "Ban QLDA đầu tư xây dựng"),
        ("VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN TỈNH",
         "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"),
        ("BAN TỔ CHỨC TỈNH ỦY", "Ban Tổ chức Tỉnh ủy"),
        ("KHO BẠC NHÀ NƯỚC KHU VỰC XVII", "Kho bạc Nhà nước khu vực XVII"),
        ("BỆNH VIỆN ĐA KHOA TỈNH BÀ RỊA - VŨNG TÀU", "Bệnh viện Đa khoa tỉnh Bà Rịa - Vũng Tàu"),
        ("ỦY BAN NHÂN DÂN XÃ PHÚ AN", "Ủy ban nhân dân xã Phú An"),
        ("THÀNH PHỐ VĨNH ĐIỀN", "Thành phố Vĩnh Điền"),
        ("TRƯỜNG THPT PHÚ KHÊ", "Trường THPT Phú Khê"),
        ("TRƯỜNG TIỂU HỌC VÀ THCS SỐ 2 AN BÌNH", "Trường Tiểu học và THCS số 2 An Bình"),
        ("TRƯỜNG THPT CHUYÊN LÊ QUÝ ĐÔN", "Trường THPT chuyên Lê Quý Đôn"),
        ("TRƯỜNG MẦM NON HOA SEN, HUYỆN PHÚ AN", "Trường Mầm non Hoa Sen, huyện Phú An"),
        ("TRƯỜNG MẦM NON XÃ PHÚ AN", "Trường Mầm non xã Phú An"),
        ("BỆNH VIỆN ĐA KHOA TRUNG ƯƠNG CẦN THƠ", "Bệnh viện Đa khoa Trung ương Cần Thơ"),
        ("TRẠM Y TẾ PHÚ AN", "Trạm Y tế Phú An"),
        ("HẠT KIỂM LÂM PHÚ KHÊ", "Hạt Kiểm lâm Phú Khê"),
        ("CHI CỤC THUẾ KHU VỰC PHÚ AN", "Chi cục Thuế khu vực Phú An"),
    ],
)  # fmt: skip
def test_bodies_are_written_as_the_decree_has_it(capitals: str, written: str) -> None:
    assert write_body(capitals) == written


def test_a_body_is_written_as_its_text_does_where_that_has_the_capitals() -> None:
    told = "Ban Quản lý các Khu công nghiệp An Khê báo cáo"
    assert write_body("BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP AN KHÊ", [told]) == "Ban Quản lý các Khu công nghiệp An Khê"
    assert write_body("TRƯỜNG CAO ĐẲNG NGHỀ PHÚ AN", ["Tại Phú An, các lớp"]) == "Trường Cao đẳng nghề Phú An"
    assert write_body("CÔNG TY CẤP NƯỚC PHÚ AN", ["Phú An, ngày 5 tháng 6 năm 2024"]) == "Công ty Cấp nước Phú An"
    assert write_body("TRUNG TÂM DỊCH VỤ VIỆC LÀM", ["Hội chợ Việc Làm"]) == "Trung tâm Dịch vụ việc làm"
    assert write_body("CỤC THỐNG KÊ TỈNH AN KHÊ", ["cục thống kê tỉnh an khê"]) == "Cục Thống kê tỉnh An Khê"
