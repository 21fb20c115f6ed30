"""Documents of the kinds of Nghị định 30/2020/NĐ-CP and of the Party, of invented places, as text and as Word files."""

# ruff: noqa: E501  (a document a few lines)

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH

STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)


@dataclass(frozen=True, slots=True)
class Issued:
    """A document as it is laid out (columns of the masthead, lines below, the signature) and what it says."""

    id: str
    left: tuple[str, ...]
    dated: str
    below: tuple[str, ...]
    text: tuple[str, ...]
    signed: tuple[str, ...]
    number: str
    title: str
    body: str
    date: str
    place: str
    province: str
    period: str | None
    signer: str
    position: str
    right: tuple[str, ...] = STATE
    receivers: tuple[str, ...] = ("Nơi nhận:", "- Như trên;", "- Lưu: VT.")


def as_columns(issued: Issued) -> str:
    """The text as a page copied with its columns side by side."""
    head = list(zip_longest(issued.left, (*issued.right, issued.dated), fillvalue=""))
    foot = list(zip_longest(issued.receivers, issued.signed[:-1], fillvalue=""))
    lines = [f"{a:<44}{b}".rstrip() if a else f"{'':<44}{b}" for a, b in head]
    below = [f"{line:^90}".rstrip() for line in issued.below]
    closing = [f"{a:<44}{b}".rstrip() for a, b in foot]
    name = f"{'':<46}{issued.signed[-1]}"
    return "\n".join([*lines, "", *below, "", *"\n\n".join(issued.text).split("\n"), "", *closing, "", name, ""])


def as_lines(issued: Issued) -> str:
    """The text as one column, the left of each pair first, a blank line between parts."""
    head = [*issued.left, "", *issued.right, "", issued.dated]
    text = "\n\n".join(issued.text)
    return "\n".join([*head, "", *issued.below, "", text, "", *issued.receivers, "", "\n\n".join(issued.signed), ""])


def write_word(issued: Issued, path: Path) -> Path:
    """A Word file with the masthead and the signature in tables without lines, as officials set them."""
    document = Document()
    _add_columns(document, issued.left, (*issued.right, issued.dated))
    for line in issued.below:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for paragraph in issued.text:
        document.add_paragraph(paragraph)
    _add_columns(document, issued.receivers, issued.signed)
    document.save(str(path))
    return path


def _add_columns(document: Word, left: tuple[str, ...], right: tuple[str, ...]) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, lines in zip(cells, (left, right), strict=True):
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)


def _issue(id: str, left: str, dated: str, below: str, signed: str, *told: str | None, **more: object) -> Issued:
    number, title, body, date, place, province, period, signer, position = told
    text = more.pop(
        "text", ("Nội dung của văn bản được trình bày ở đây, gồm nhiều câu.", "Đề nghị các đơn vị thực hiện.")
    )
    return Issued(
        id, tuple(left.split("|")), dated, tuple(below.split("|")), text, tuple(signed.split("|")),  # type: ignore[arg-type]
        number, title, body, date, place, province, period, signer, position, **more,  # type: ignore[arg-type]
    )  # fmt: skip


DOCUMENTS = (
    _issue("bao-cao-so", "UBND TỈNH BÌNH GIANG|SỞ NỘI VỤ|Số: 51/BC-SNV", "Bình Giang, ngày 23 tháng 5 năm 2026",
           "BÁO CÁO|Kết quả giải quyết thủ tục hành chính|(Kỳ báo cáo: Quý I/2026)|Kính gửi: UBND tỉnh Bình Giang",
           "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC|Nguyễn Văn An", "51/BC-SNV", "Kết quả giải quyết thủ tục hành chính",
           "Sở Nội vụ", "2026-05-23", "Bình Giang", "Bình Giang", "Quý I/2026", "Nguyễn Văn An", "Phó Giám đốc"),
    _issue("bao-cao-ubnd-tinh", "ỦY BAN NHÂN DÂN|TỈNH BÌNH GIANG|Số: 120/BC-UBND", "Bình Giang, ngày 05 tháng 12 năm 2025",
           "BÁO CÁO|Tình hình kinh tế - xã hội năm 2025, phương hướng, nhiệm vụ năm 2026",
           "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|Trần Thị Bích", "120/BC-UBND",
           "Tình hình kinh tế - xã hội năm 2025, phương hướng, nhiệm vụ năm 2026", "Ủy ban nhân dân tỉnh Bình Giang",
           "2025-12-05", "Bình Giang", "Bình Giang", "2025", "Trần Thị Bích", "Chủ tịch"),
    _issue("bao-cao-huyen", "UBND TỈNH AN KHÊ|UBND HUYỆN PHÚ KHÊ|Số: 9/BC-UBND", "Phú Khê, ngày 4 tháng 7 năm 2024",
           "BÁO CÁO|Công tác cải cách hành chính 6 tháng đầu năm 2024",
           "TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|Lê Hữu Phước", "9/BC-UBND",
           "Công tác cải cách hành chính 6 tháng đầu năm 2024", "UBND huyện Phú Khê", "2024-07-04", "Phú Khê",
           "An Khê", "6 tháng đầu năm 2024", "Lê Hữu Phước", "Phó Chủ tịch"),
    _issue("bao-cao-xa", "HUYỆN PHÚ KHÊ|ỦY BAN NHÂN DÂN|XÃ PHÚ AN|Số: 31/BC-UBND", "Phú An, ngày 10 tháng 01 năm 2025",
           "BÁO CÁO|Kết quả thu ngân sách xã năm 2024", "CHỦ TỊCH|Phạm Thị Thu Hà", "31/BC-UBND",
           "Kết quả thu ngân sách xã năm 2024", "Ủy ban nhân dân xã Phú An", "2025-01-10", "Phú An", "", "2024",
           "Phạm Thị Thu Hà", "Chủ tịch"),
    _issue("quyet-dinh", "ỦY BAN NHÂN DÂN|TỈNH BÌNH GIANG|Số: 288/QĐ-UBND", "Bình Giang, ngày 14 tháng 4 năm 2026",
           "QUYẾT ĐỊNH|Về việc phê duyệt kết quả đánh giá chỉ số cải cách hành chính năm 2025"
           "|CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH BÌNH GIANG", "KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|Võ Minh Tâm", "288/QĐ-UBND",
           "Về việc phê duyệt kết quả đánh giá chỉ số cải cách hành chính năm 2025", "Ủy ban nhân dân tỉnh Bình Giang",
           "2026-04-14", "Bình Giang", "Bình Giang", "2025", "Võ Minh Tâm", "Phó Chủ tịch",
           text=("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", "Theo đề nghị của Giám đốc Sở Nội vụ.",
                 "QUYẾT ĐỊNH:", "Điều 1. Phê duyệt kết quả đánh giá.", "Điều 2. Quyết định có hiệu lực từ ngày ký.")),
    _issue("quyet-dinh-so", "UBND TỈNH BÌNH GIANG|SỞ TÀI CHÍNH|Số: 77/QĐ-STC", "Bình Giang, ngày 02 tháng 3 năm 2026",
           "QUYẾT ĐỊNH|VỀ VIỆC CÔNG BỐ DỰ TOÁN NGÂN SÁCH||GIÁM ĐỐC SỞ TÀI CHÍNH", "GIÁM ĐỐC|Hồ Quang Vinh", "77/QĐ-STC",
           "VỀ VIỆC CÔNG BỐ DỰ TOÁN NGÂN SÁCH", "Sở Tài chính", "2026-03-02", "Bình Giang", "Bình Giang", None,
           "Hồ Quang Vinh", "Giám đốc", text=("Căn cứ Luật Ngân sách nhà nước;", "Điều 1. Công bố dự toán.")),
    _issue("cong-van", "UBND TỈNH AN KHÊ|SỞ NỘI VỤ|Số: 12/SNV-CCHC|V/v đôn đốc xử lý hồ sơ|thực hiện quý II/2026",
           "An Khê, ngày 05 tháng 7 năm 2026", "Kính gửi: Các sở, ban, ngành tỉnh",
           "TL. GIÁM ĐỐC|CHÁNH VĂN PHÒNG|Đỗ Thị Mai", "12/SNV-CCHC",
           "V/v đôn đốc xử lý hồ sơ thực hiện quý II/2026", "Sở Nội vụ", "2026-07-05", "An Khê", "An Khê",
           "Quý II/2026", "Đỗ Thị Mai", "Chánh Văn phòng"),
    _issue("cong-van-huyen", "ỦY BAN NHÂN DÂN|HUYỆN PHÚ KHÊ|Số: 845/UBND-VP|V/v báo cáo tình hình giải ngân",
           "Phú Khê, ngày 1 tháng 10 năm 2025", "Kính gửi: Sở Tài chính tỉnh An Khê", "CHỦ TỊCH|Huỳnh Văn Đức",
           "845/UBND-VP", "V/v báo cáo tình hình giải ngân", "Ủy ban nhân dân huyện Phú Khê", "2025-10-01", "Phú Khê",
           "An Khê", None, "Huỳnh Văn Đức", "Chủ tịch"),
    _issue("to-trinh", "UBND TỈNH BÌNH GIANG|SỞ LAO ĐỘNG - THƯƠNG BINH|VÀ XÃ HỘI|Số: 15/TTr-SLĐTBXH",
           "Bình Giang, ngày 8 tháng 9 năm 2024", "TỜ TRÌNH|Về việc ban hành kế hoạch giảm nghèo năm 2025",
           "GIÁM ĐỐC|Ngô Thị Lan", "15/TTr-SLĐTBXH", "Về việc ban hành kế hoạch giảm nghèo năm 2025",
           "Sở Lao động - Thương binh và Xã hội", "2024-09-08", "Bình Giang", "Bình Giang", "2025", "Ngô Thị Lan", "Giám đốc"),
    _issue("ke-hoach", "UBND TỈNH BÌNH GIANG|SỞ GIÁO DỤC VÀ ĐÀO TẠO|Số: 60/KH-SGDĐT", "Bình Giang, ngày 15 tháng 8 năm 2025",
           "KẾ HOẠCH|Kiểm tra công tác tuyển sinh năm học 2025 - 2026", "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC|Trương Thị Ngọc Ánh",
           "60/KH-SGDĐT", "Kiểm tra công tác tuyển sinh năm học 2025 - 2026", "Sở Giáo dục và Đào tạo", "2025-08-15",
           "Bình Giang", "Bình Giang", "Năm học 2025 - 2026", "Trương Thị Ngọc Ánh", "Phó Giám đốc"),
    _issue("thong-bao-hop", "UBND TỈNH BÌNH GIANG|VĂN PHÒNG|Số: 210/TB-VP", "Bình Giang, ngày 18 tháng 4 năm 2026",
           "THÔNG BÁO|Kết luận của đồng chí Chủ tịch UBND tỉnh tại cuộc họp ngày 15/4/2026", "CHÁNH VĂN PHÒNG|Mai Xuân Hòa",
           "210/TB-VP", "Kết luận của đồng chí Chủ tịch UBND tỉnh tại cuộc họp ngày 15/4/2026", "Văn phòng", "2026-04-18",
           "Bình Giang", "Bình Giang", None, "Mai Xuân Hòa", "Chánh Văn phòng"),
    _issue("thong-bao-hop-quy", "UBND TỈNH BÌNH GIANG|SỞ Y TẾ|Số: 3/TB-SYT", "Bình Giang, ngày 7 tháng 4 năm 2026",
           "THÔNG BÁO|Lịch họp giao ban ngày 10 tháng 4 năm 2026", "GIÁM ĐỐC|Lý Thị Hồng", "3/TB-SYT",
           "Lịch họp giao ban ngày 10 tháng 4 năm 2026", "Sở Y tế", "2026-04-07", "Bình Giang", "Bình Giang", None,
           "Lý Thị Hồng", "Giám đốc"),
    _issue("bien-ban", "UBND TỈNH AN KHÊ|SỞ TƯ PHÁP|Số: 4/BB-STP", "An Khê, ngày 20 tháng 6 năm 2025",
           "BIÊN BẢN|Họp đánh giá công tác quý II năm 2025", "CHỦ TỌA|Bùi Thanh Sơn", "4/BB-STP",
           "Họp đánh giá công tác quý II năm 2025", "Sở Tư pháp", "2025-06-20", "An Khê", "An Khê", "Quý II/2025",
           "Bùi Thanh Sơn", "Chủ tọa", text=("Thời gian bắt đầu: 8 giờ.", "Địa điểm: phòng họp số 1.")),
    _issue("nghi-quyet", "HỘI ĐỒNG NHÂN DÂN|TỈNH BÌNH GIANG|Số: 45/2025/NQ-HĐND", "Bình Giang, ngày 10 tháng 12 năm 2025",
           "NGHỊ QUYẾT|Về dự toán ngân sách địa phương năm 2026|HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH GIANG|KHÓA X, KỲ HỌP THỨ 20",
           "CHỦ TỊCH|Đặng Thị Kim Chi", "45/2025/NQ-HĐND", "Về dự toán ngân sách địa phương năm 2026",
           "Hội đồng nhân dân tỉnh Bình Giang", "2025-12-10", "Bình Giang", "Bình Giang", "2026", "Đặng Thị Kim Chi", "Chủ tịch",
           text=("Căn cứ Luật Tổ chức chính quyền địa phương;", "QUYẾT NGHỊ:", "Điều 1. Thông qua dự toán.")),
    _issue("giay-moi", "UBND TỈNH BÌNH GIANG|SỞ CÔNG THƯƠNG|Số: 22/GM-SCT", "Bình Giang, ngày 3 tháng 2 năm 2026",
           "GIẤY MỜI|Họp triển khai nhiệm vụ", "TL. GIÁM ĐỐC|CHÁNH VĂN PHÒNG|Phan Văn Hùng", "22/GM-SCT",
           "Họp triển khai nhiệm vụ", "Sở Công Thương", "2026-02-03", "Bình Giang", "Bình Giang", None, "Phan Văn Hùng",
           "Chánh Văn phòng", text=("Sở Công Thương trân trọng kính mời: Đại diện các sở, ngành.", "Thời gian: 8 giờ ngày 05/02/2026.")),
    _issue("chi-thi", "ỦY BAN NHÂN DÂN|TỈNH AN KHÊ|Số: 02/CT-UBND", "An Khê, ngày 6 tháng 01 năm 2026",
           "CHỈ THỊ|Về tăng cường kỷ luật, kỷ cương hành chính", "CHỦ TỊCH|Lâm Văn Kiệt", "02/CT-UBND",
           "Về tăng cường kỷ luật, kỷ cương hành chính", "Ủy ban nhân dân tỉnh An Khê", "2026-01-06", "An Khê", "An Khê",
           None, "Lâm Văn Kiệt", "Chủ tịch"),
    _issue("huong-dan", "UBND TỈNH AN KHÊ|SỞ NÔNG NGHIỆP|VÀ PHÁT TRIỂN NÔNG THÔN|Số: 18/HD-SNNPTNT",
           "An Khê, ngày 9 tháng 3 năm 2024", "HƯỚNG DẪN|Thu thập số liệu báo cáo tháng 3 năm 2024",
           "KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC|Cao Thị Yến", "18/HD-SNNPTNT", "Thu thập số liệu báo cáo tháng 3 năm 2024",
           "Sở Nông nghiệp và Phát triển nông thôn", "2024-03-09", "An Khê", "An Khê", "Tháng 3/2024", "Cao Thị Yến",
           "Phó Giám đốc"),
    _issue("thong-ke", "TỔNG CỤC THỐNG KÊ|CỤC THỐNG KÊ|TỈNH BÌNH GIANG|Số: 640/BC-CTK", "Bình Giang, ngày 29 tháng 9 năm 2024",
           "BÁO CÁO|TÌNH HÌNH KINH TẾ - XÃ HỘI|QUÝ III VÀ 9 THÁNG NĂM 2024|TỈNH BÌNH GIANG", "CỤC TRƯỞNG|Tạ Văn Minh",
           "640/BC-CTK", "TÌNH HÌNH KINH TẾ - XÃ HỘI QUÝ III VÀ 9 THÁNG NĂM 2024 TỈNH BÌNH GIANG",
           "Cục Thống kê tỉnh Bình Giang", "2024-09-29", "Bình Giang", "Bình Giang", "9 tháng đầu năm 2024", "Tạ Văn Minh",
           "Cục trưởng"),
    _issue("thue", "CỤC THUẾ TỈNH BÌNH GIANG|CHI CỤC THUẾ KHU VỰC III|Số: 88/BC-CCT", "Bình Giang, ngày 3 tháng 4 năm 2025",
           "BÁO CÁO|Kết quả thu thuế quý I năm 2025", "KT. CHI CỤC TRƯỞNG|PHÓ CHI CỤC TRƯỞNG|Vương Thị Hoa", "88/BC-CCT",
           "Kết quả thu thuế quý I năm 2025", "Chi cục Thuế khu vực III", "2025-04-03", "Bình Giang", "Bình Giang",
           "Quý I/2025", "Vương Thị Hoa", "Phó Chi cục trưởng"),
    _issue("dang-tinh", "TỈNH ỦY BÌNH GIANG|*|Số 12-BC/TU", "Bình Giang, ngày 20 tháng 12 năm 2025",
           "BÁO CÁO|công tác xây dựng Đảng năm 2025", "T/M BAN THƯỜNG VỤ|PHÓ BÍ THƯ|Quách Văn Long", "12-BC/TU",
           "công tác xây dựng Đảng năm 2025", "Tỉnh ủy Bình Giang", "2025-12-20", "Bình Giang", "Bình Giang", "2025",
           "Quách Văn Long", "Phó Bí thư", right=PARTY),
    _issue("dang-huyen", "ĐẢNG BỘ TỈNH AN KHÊ|HUYỆN ỦY PHÚ KHÊ|*|Số 87-KL/HU", "Phú Khê, ngày 2 tháng 6 năm 2025",
           "KẾT LUẬN|của Ban Thường vụ Huyện ủy về tình hình 5 tháng đầu năm 2025", "T/M BAN THƯỜNG VỤ|BÍ THƯ|Hà Thị Sen",
           "87-KL/HU", "của Ban Thường vụ Huyện ủy về tình hình 5 tháng đầu năm 2025", "Huyện ủy Phú Khê", "2025-06-02",
           "Phú Khê", "An Khê", "5 tháng đầu năm 2025", "Hà Thị Sen", "Bí thư", right=PARTY),
    _issue("dang-xa", "ĐẢNG BỘ HUYỆN PHÚ KHÊ|ĐẢNG ỦY XÃ PHÚ AN|*|Số 05-NQ/ĐU", "Phú An, ngày 9 tháng 1 năm 2026",
           "NGHỊ QUYẾT|về phát triển kinh tế hộ", "T/M ĐẢNG ỦY|BÍ THƯ|Tô Văn Bảy", "05-NQ/ĐU", "về phát triển kinh tế hộ",
           "Đảng ủy xã Phú An", "2026-01-09", "Phú An", "", None, "Tô Văn Bảy", "Bí thư", right=PARTY),
    _issue("cong-dien", "ỦY BAN NHÂN DÂN|TỈNH BÌNH GIANG|Số: 03/CĐ-UBND", "Bình Giang, ngày 11 tháng 9 năm 2025",
           "CÔNG ĐIỆN|Về việc ứng phó mưa lũ", "CHỦ TỊCH|Trần Thị Bích", "03/CĐ-UBND", "Về việc ứng phó mưa lũ",
           "Ủy ban nhân dân tỉnh Bình Giang", "2025-09-11", "Bình Giang", "Bình Giang", None, "Trần Thị Bích", "Chủ tịch"),
    _issue("chuong-trinh", "UBND TỈNH BÌNH GIANG|BAN QUẢN LÝ|CÁC KHU CÔNG NGHIỆP|Số: 7/CTr-BQL",
           "Bình Giang, ngày 12 tháng 01 năm 2026", "CHƯƠNG TRÌNH|Công tác năm 2026", "TRƯỞNG BAN|Đoàn Thị Thúy",
           "7/CTr-BQL", "Công tác năm 2026", "Ban Quản lý các khu công nghiệp", "2026-01-12", "Bình Giang", "Bình Giang",
           "2026", "Đoàn Thị Thúy", "Trưởng ban"),
    _issue("de-an", "UBND THÀNH PHỐ VĨNH ĐIỀN|PHÒNG VĂN HÓA VÀ THÔNG TIN|Số: 2/ĐA-PVHTT", "Vĩnh Điền, ngày 1 tháng 8 năm 2025",
           "ĐỀ ÁN|Phát triển du lịch giai đoạn 2026 - 2030", "TRƯỞNG PHÒNG|Châu Ngọc Diệp", "2/ĐA-PVHTT",
           "Phát triển du lịch giai đoạn 2026 - 2030", "Phòng Văn hóa và Thông tin", "2025-08-01", "Vĩnh Điền",
           "Vĩnh Điền", "2026 - 2030", "Châu Ngọc Diệp", "Trưởng phòng"),
    _issue("phuong-an", "UBND TỈNH A|SỞ XÂY DỰNG|Số: 6/PA-SXD", "A, ngày 4 tháng 5 năm 2024", "PHƯƠNG ÁN|Sắp xếp nhà đất",
           "GIÁM ĐỐC|Trịnh Văn Quý", "6/PA-SXD", "Sắp xếp nhà đất", "Sở Xây dựng", "2024-05-04", "A", "A", None,
           "Trịnh Văn Quý", "Giám đốc"),
    _issue("phieu-chuyen", "UBND TỈNH BÌNH GIANG|THANH TRA TỈNH|Số: 33/PC-TTr", "Bình Giang, ngày 9 tháng 9 năm 2024",
           "PHIẾU CHUYỂN|Đơn khiếu nại", "KT. CHÁNH THANH TRA|PHÓ CHÁNH THANH TRA|Kiều Văn Tám", "33/PC-TTr", "Đơn khiếu nại",
           "Thanh tra tỉnh", "2024-09-09", "Bình Giang", "Bình Giang", None, "Kiều Văn Tám", "Phó Chánh Thanh tra"),
    _issue("giay-gioi-thieu", "UBND TỈNH BÌNH GIANG|BẢO HIỂM XÃ HỘI TỈNH|Số: 5/GGT-BHXH", "Bình Giang, ngày   tháng 8 năm 2025",
           "GIẤY GIỚI THIỆU", "GIÁM ĐỐC|Ưng Thị Nga", "5/GGT-BHXH", "GIẤY GIỚI THIỆU", "Bảo hiểm xã hội tỉnh", "2025-08",
           "Bình Giang", "Bình Giang", None, "Ưng Thị Nga", "Giám đốc",
           text=("Trân trọng giới thiệu ông Nguyễn Văn Bình đến liên hệ công tác.",)),
    _issue("bao-cao-chua-so", "UBND TỈNH BÌNH GIANG|SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG|Số:      /BC-STNMT",
           "Bình Giang, ngày … tháng … năm 2026", "BÁO CÁO|Kết quả cấp giấy chứng nhận", "GIÁM ĐỐC|", "",
           "Kết quả cấp giấy chứng nhận", "Sở Tài nguyên và Môi trường", "", "", "Bình Giang", None, "", ""),
)  # fmt: skip
