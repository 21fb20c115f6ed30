"""The first quarter of 2026 as plain data: fields of each sở, what was late and why."""

from __future__ import annotations

FIELDS: dict[str, dict[str, float]] = {
    "Sở Nội vụ": {"Tổ chức bộ máy, hội": 5, "Thi đua, khen thưởng": 8, "Lao động, việc làm": 20, "Người có công": 12},
    "Sở Tư pháp": {"Lý lịch tư pháp": 90, "Công chứng, luật sư": 5, "Quốc tịch, hộ tịch": 5},
    "Sở Tài chính": {"Đăng ký doanh nghiệp": 80, "Đầu tư": 12, "Quản lý giá, công sản": 8},
    "Sở Công Thương": {"Xúc tiến thương mại": 85, "Lưu thông hàng hóa": 10, "Điện, hóa chất": 5},
    "Sở Xây dựng": {"Hoạt động xây dựng": 15, "Quy hoạch, nhà ở": 10, "Đường bộ": 65, "Đường thủy nội địa": 10},
    "Sở Y tế": {"Khám bệnh, chữa bệnh": 45, "Dược phẩm": 35, "An toàn thực phẩm": 20},
    "Sở Giáo dục và Đào tạo": {"Văn bằng, chứng chỉ": 70, "Cơ sở giáo dục": 30},
    "Sở Khoa học và Công nghệ": {"Tần số, viễn thông": 45, "Sở hữu trí tuệ": 25, "An toàn bức xạ": 30},
    "Sở Văn hóa, Thể thao và Du lịch": {"Quảng cáo, biểu diễn": 50, "Du lịch, lữ hành": 35, "Thể dục, thể thao": 15},
    "Ban Quản lý các khu công nghiệp": {"Đầu tư trong khu": 55, "Lao động trong khu": 45},
    "Thanh tra tỉnh": {"Tiếp công dân, xử lý đơn": 70, "Giải quyết khiếu nại": 30},
}

# late in the quarter, by sở and field or by unit
LATE_FIELDS = {
    ("Sở Tư pháp", "Lý lịch tư pháp"): 4,
    ("Sở Xây dựng", "Hoạt động xây dựng"): 9,
    ("Sở Xây dựng", "Quy hoạch, nhà ở"): 5,
    ("Sở Y tế", "Dược phẩm"): 1,
}
LATE_UNITS = {
    "Thành phố Bình Giang": 8,
    "Huyện Phú Khê": 11,
    "Huyện Vĩnh Điền": 17,
    "Phường Hưng Thịnh": 6,
    "Xã Khê Thượng": 9,
    "Xã Điền Phong": 12,
}
# late already and still going on at the end of the quarter
OPEN_LATE = {("Sở Xây dựng", "Hoạt động xây dựng"): 2, "Huyện Vĩnh Điền": 3}

# unit, its late dossiers by field, the cause, the remedy
REASONS: tuple[tuple[str, dict[str, int], str, str], ...] = (
    (
        "Sở Tư pháp",
        {"lý lịch tư pháp": 4},
        "Phải chờ kết quả xác minh của tỉnh khác gửi lại qua đường bưu chính.",
        "Gửi yêu cầu xác minh qua trục liên thông, đôn đốc sau 05 ngày.",
    ),
    (
        "Sở Xây dựng",
        {"hoạt động xây dựng": 9, "quy hoạch, nhà ở": 5},
        "Thiếu thẩm định viên kết cấu; hồ sơ phải trả lại bổ sung nhiều lần.",
        "Ký hợp đồng với đơn vị thẩm tra; hướng dẫn thành phần hồ sơ ngay khi tiếp nhận.",
    ),
    (
        "Sở Y tế",
        {"dược phẩm": 1},
        "Hội đồng thẩm định họp chậm do trùng kỳ nghỉ Tết.",
        "Cho phép thẩm định bằng phiếu lấy ý kiến.",
    ),
    (
        "UBND thành phố Bình Giang",
        {"đất đai": 6, "đăng ký kinh doanh": 2},
        "Số hồ sơ chuyển mục đích sử dụng đất tăng đột biến sau khi có bảng giá đất mới.",
        "Điều thêm 02 viên chức đo đạc từ đơn vị khác.",
    ),
    (
        "UBND huyện Phú Khê",
        {"đất đai": 7, "xây dựng": 4},
        "Chưa đo xong các thửa đất còn lại nên thiếu căn cứ cấp giấy.",
        "Hoàn thành đo đạc trước ngày 30/4/2026.",
    ),
    (
        "UBND huyện Vĩnh Điền",
        {"đất đai": 12, "hộ tịch": 3, "lao động": 2},
        "Người mới nhận việc chưa quen phần mềm, hồ sơ cũ bàn giao không đầy đủ.",
        "Tập huấn tại chỗ; lập biên bản bàn giao từng hồ sơ.",
    ),
    (
        "UBND xã Điền Phong",
        {"hộ tịch": 5, "chứng thực": 7},
        "Trụ sở tạm sau lũ chưa có đường truyền ổn định.",
        "Lắp đường truyền dự phòng, tiếp nhận tại nhà văn hóa thôn.",
    ),
    (
        "UBND xã Khê Thượng",
        {"hộ tịch": 9},
        "Công chức hộ tịch nghỉ ốm dài ngày, người thay thế kiêm nhiệm.",
        "Biệt phái 01 công chức của phòng Tư pháp.",
    ),
    (
        "UBND phường Hưng Thịnh",
        {"chứng thực": 6},
        "Máy quét hỏng 04 ngày, chưa có máy thay thế.",
        "Mua máy quét dự phòng trong tháng 4.",
    ),
)
