"""Everyday Vietnamese words that say what is done, or how, and name no thing that a report could have figures of.

People ask in the words of daily life: "được bố trí bao nhiêu" where the report writes "kế hoạch vốn". Such a word
that no label has must not end the search as the name of an unknown unit or measure would.
"""

from __future__ import annotations

# by syllable, as questions are read
SOFT_WORDS = frozenset(
    """
    bố trí phân bổ rót bơm đền bù bán chạy mua sắm cải thiện đội sổ bét chót nhích vọt rớt tuột lao dốc trồi sụt leo
    giữ yên ngang chững xấu đẹp khá giỏi ổn tệ dở vướng kẹt tắc ì ạch lẹt đẹt soi dò tra tìm kiếm đọc ghi nhắc đề cập
    thống kê gọn tắt thích nghĩa hiểu rõ ràng thật sự hiện bây giờ hôm qua mai sắp lâu nhanh chậm sớm muộn thắng thua
    bằng chỗ phía đằng tình trạng mức độ khoảng tầm cỡ chừng gần độ ước đâu đấy kia nọ gì giống khác biệt đặc biệt
    thường xuyên luôn hay thỉnh thoảng đôi lúc nhiều ít vài dăm mươi trăm nghìn ngàn vạn tròn lẻ nửa rưỡi
    đều cùng mọi mỗi từng suốt khắp hẳn hết sạch nổi kịp xong tiêu tốn xài dùng bỏ lấy đưa mang cầm nắm giao nhận
    thu gom góp dồn gánh chịu lo liệu tính toán cộng đếm xếp loại nhóm chọn lọc bảng danh sách con số tiền bạc
    tiến triển biến động chuyển biến thay đổi khởi sắc phục hồi tụt lùi đuối yếu mạnh trội nổi bật dẫn bám đuổi
    làm ăn hoạt động diễn ra xảy có được bị phải cần nên muốn định mong thấy biết nghe nói hỏi đáp trả lời báo cho
    tăng giảm lên xuống ra vào đi đến về tới qua lại cao thấp lớn nhỏ rộng hẹp dài ngắn đông thưa giàu nghèo
    người ta mình tôi em anh chị cô chú bác ông bà sếp cháu bạn tụi bọn họ nó đứa thằng ai
    """.split()
)
