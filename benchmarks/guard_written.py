"""Right answers written by hand over the sample reports, for `benchmarks/guard.py`: as people word them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.facts import Fact


@dataclass(frozen=True)
class Written:
    """An answer, its question, and the figures that the tools gave: the end of the row's path, the indicator (its
    last labels), the period, and the value."""

    question: str
    answer: str
    given: tuple[tuple[str, str, str, str], ...]

    def facts(self, everything: Sequence[Fact]) -> list[Fact]:
        """The facts that the tools gave, found among all of the store."""
        found = []
        for path, indicator, period, value in self.given:
            fitting = [
                fact for fact in everything
                if fact.path.endswith(path) and fact.indicator.endswith(indicator) and fact.period == period
                and str(fact.value) == value
            ]  # fmt: skip
            if not fitting:
                raise LookupError(f"no figure {path}, {indicator}, {period}, {value}")
            found.append(fitting[0])
        return found


_HEALTH = (
    ("Sở Y tế", "Số hồ sơ tiếp nhận", "2024", "2882"),
    ("Sở Y tế", "Trực tuyến", "2024", "1626"),
    ("Sở Y tế", "Số hồ sơ đã giải quyết", "2024", "2863"),
    ("Sở Y tế", "Trước hạn", "2024", "2028"),
    ("Sở Y tế", "Đúng hạn", "2024", "826"),
    ("Sở Y tế", "đã giải quyết › Quá hạn", "2024", "9"),
    ("Sở Y tế", "Tỷ lệ đúng hạn (%)", "2024", "99.69"),
)
_DISTRICT = (
    ("Huyện Phú Khê", "Số hồ sơ tiếp nhận", "2024", "9858"),
    ("Huyện Phú Khê", "đã giải quyết › Quá hạn", "2024", "146"),
    ("Tổng cộng", "đã giải quyết › Quá hạn", "2024", "861"),
    ("Tổng cộng", "Số hồ sơ tiếp nhận", "2024", "332816"),
    ("Tổng cộng", "Tỷ lệ đúng hạn (%)", "2024", "99.74"),
)
_INDEX = (
    ("Chỉ số tổng hợp", "Điểm đạt được", "2024", "83.45"),
    ("Chỉ số tổng hợp", "Điểm đạt được", "2025", "86.49"),
    ("Chỉ số tổng hợp", "Xếp hạng", "2024", "29"),
    ("Chỉ số tổng hợp", "Xếp hạng", "2025", "22"),
    ("Chỉ số tổng hợp", "Tăng/giảm › Tỷ lệ (%)", "2025", "3.04"),
    ("Chỉ số tổng hợp", "Tăng/giảm › Xếp hạng", "2025", "7"),
)
_BUDGET = (
    ("I Thu nội địa", "Dự toán năm 2025", "2025", "2684000"),
    ("I Thu nội địa", "Thực hiện năm 2024", "2024", "2383020"),
    ("I Thu nội địa", "Thực hiện năm 2025", "2025", "2715561"),
    ("I Thu nội địa", "Tỷ lệ thực hiện dự toán (%)", "2025", "101.18"),
    ("I Thu nội địa", "Tăng (+), giảm (-) (%)", "2025", "13.95"),
)
_ASKED_HEALTH = "Sở Y tế giải quyết hồ sơ năm 2024 ra sao?"
_ASKED_DISTRICT = "Năm 2024 huyện Phú Khê tiếp nhận bao nhiêu hồ sơ, quá hạn bao nhiêu?"
_ASKED_INDEX = "Chỉ số cải cách hành chính năm 2025 thay đổi thế nào?"
_ASKED_BUDGET = "Thu nội địa năm 2025 thế nào?"

WRITTEN: tuple[Written, ...] = (
    Written(_ASKED_HEALTH, "Năm 2024, Sở Y tế tiếp nhận 2.882 hồ sơ và đã giải quyết 2.863 hồ sơ.", _HEALTH),
    Written(
        _ASKED_HEALTH,
        "Sở Y tế nhận 2.882 hồ sơ trong năm 2024, hơn một nửa (1.626 hồ sơ) nộp trực tuyến; chỉ 9 hồ sơ quá hạn.",
        _HEALTH,
    ),
    Written(
        _ASKED_HEALTH,
        "Trong 2.863 hồ sơ Sở Y tế đã giải quyết năm 2024 có 2.028 hồ sơ trước hạn, 826 hồ sơ đúng hạn và "
        "chín hồ sơ quá hạn.",
        _HEALTH,
    ),
    Written(_ASKED_HEALTH, "Tỷ lệ đúng hạn của Sở Y tế rất cao: 99,69% (năm 2024).", _HEALTH),
    Written(_ASKED_HEALTH, "Sở Y tế có tỷ lệ giải quyết đúng hạn năm 2024 khoảng 99,7%, số quá hạn là 9.", _HEALTH),
    Written(
        _ASKED_HEALTH,
        "Kết quả của Sở Y tế năm 2024:\n1. Tiếp nhận: 2.882 hồ sơ\n2. Đã giải quyết: 2.863 hồ sơ\n3. Quá hạn: 9 hồ sơ",
        _HEALTH,
    ),
    Written(_ASKED_HEALTH, "Sở Y tế tiếp nhận gần 2.900 hồ sơ trong năm 2024.", _HEALTH),
    Written(
        _ASKED_HEALTH,
        "| Chỉ tiêu | Sở Y tế, năm 2024 |\n| --- | --- |\n| Số hồ sơ tiếp nhận | 2.882 |\n"
        "| Số hồ sơ đã giải quyết | 2.863 |",
        _HEALTH,
    ),
    Written(_ASKED_DISTRICT, "Năm 2024, huyện Phú Khê tiếp nhận 9.858 hồ sơ, trong đó 146 hồ sơ quá hạn.", _DISTRICT),
    Written(
        _ASKED_DISTRICT,
        "Huyện Phú Khê có 146 hồ sơ quá hạn năm 2024, trên tổng số 861 hồ sơ quá hạn của toàn tỉnh.",
        _DISTRICT,
    ),
    Written(
        _ASKED_DISTRICT, "Cả tỉnh tiếp nhận 332.816 hồ sơ năm 2024; riêng huyện Phú Khê là 9.858 hồ sơ.", _DISTRICT
    ),
    Written(
        _ASKED_DISTRICT, "Toàn tỉnh tiếp nhận hơn 332 nghìn hồ sơ trong năm 2024, tỷ lệ đúng hạn 99,74%.", _DISTRICT
    ),
    Written(_ASKED_DISTRICT, "Phú Khê là huyện có 146 hồ sơ quá hạn trong năm 2024.", _DISTRICT),
    Written(_ASKED_DISTRICT, "Số hồ sơ quá hạn năm 2024 của huyện Phú Khê: một trăm bốn mươi sáu hồ sơ.", _DISTRICT),
    Written(_ASKED_INDEX, "Chỉ số tổng hợp năm 2025 đạt 86,49 điểm, tăng 3,04 điểm phần trăm so với năm 2024.", _INDEX),
    Written(_ASKED_INDEX, "Năm 2025, Chỉ số tổng hợp xếp hạng 22, tăng 7 bậc so với năm 2024 (hạng 29).", _INDEX),
    Written(_ASKED_INDEX, "So với năm 2024, năm 2025 Chỉ số tổng hợp tăng bảy bậc, từ hạng 29 lên hạng 22.", _INDEX),
    Written(_ASKED_INDEX, "Chỉ số tổng hợp tăng từ 83,45 điểm năm 2024 lên 86,49 điểm năm 2025.", _INDEX),
    Written(_ASKED_INDEX, "Điểm đạt được của Chỉ số tổng hợp: 83,45 (năm 2024) và 86,49 (năm 2025).", _INDEX),
    Written(_ASKED_INDEX, "Chỉ số tổng hợp năm 2025 là 86.49 điểm, đứng thứ 22.", _INDEX),
    Written(
        _ASKED_INDEX,
        "Chỉ số tổng hợp có cải thiện: năm 2025 đạt 86,5 điểm, xếp thứ 22, cao hơn 7 bậc so với năm trước.",
        _INDEX,
    ),
    Written(_ASKED_BUDGET, "Thu nội địa năm 2025 thực hiện 2.715.561 triệu đồng, đạt 101,18% dự toán.", _BUDGET),
    Written(_ASKED_BUDGET, "Năm 2025, thu nội địa đạt khoảng 2,7 nghìn tỷ đồng, tăng 13,95% so với năm 2024.", _BUDGET),
    Written(
        _ASKED_BUDGET,
        "Thu nội địa thực hiện năm 2025 là 2.715.561 triệu đồng, cao hơn năm 2024 (2.383.020 triệu đồng).",
        _BUDGET,
    ),
    Written(
        _ASKED_BUDGET,
        "Dự toán thu nội địa năm 2025 là 2.684.000 triệu đồng; thực hiện được 2.715.561 triệu đồng.",
        _BUDGET,
    ),
    Written(_ASKED_BUDGET, "Thu nội địa tăng gần 14% trong năm 2025.", _BUDGET),
)
