"""The statistics of 2025 as plain data: staff and money of each sở, land, people and money of each huyện and xã."""

from __future__ import annotations

# sở: posts given, posts filled, budget, spent (million đồng)
STAFF: dict[str, tuple[int, int, int, int]] = {
    "Sở Nội vụ": (62, 60, 24_180, 23_905),
    "Sở Tư pháp": (34, 33, 11_260, 11_102),
    "Sở Tài chính": (68, 66, 21_940, 21_518),
    "Sở Công Thương": (47, 44, 15_720, 15_061),
    "Sở Xây dựng": (83, 77, 38_450, 34_962),
    "Sở Y tế": (58, 57, 29_870, 29_344),
    "Sở Giáo dục và Đào tạo": (52, 52, 26_310, 26_088),
    "Sở Khoa học và Công nghệ": (41, 38, 18_090, 16_873),
    "Sở Văn hóa, Thể thao và Du lịch": (49, 47, 22_540, 22_017),
    "Ban Quản lý các khu công nghiệp": (29, 27, 9_380, 9_144),
    "Thanh tra tỉnh": (38, 36, 12_650, 12_496),
}

# huyện: revenue planned and collected, spending planned and done (million đồng)
MONEY: dict[str, tuple[int, int, int, int]] = {
    "Thành phố Bình Giang": (412_000, 431_264, 618_400, 601_377),
    "Thị xã Tân Giang": (236_000, 229_815, 455_900, 447_206),
    "Huyện Hòa Lâm": (118_000, 121_470, 398_200, 391_048),
    "Huyện Phú Khê": (97_500, 99_036, 384_700, 371_925),
    "Huyện An Sơn": (61_000, 58_742, 352_600, 340_188),
    "Huyện Vĩnh Điền": (88_400, 84_917, 371_300, 358_640),
    "Huyện Thanh Lộc": (104_700, 108_253, 389_500, 383_772),
    "Huyện Mỹ Hòa": (72_900, 75_608, 361_800, 356_094),
}

# xã: area (km²), people, households, staff, of them up to standard
COMMUNES: dict[str, tuple[float, int, int, int, int]] = {
    "Phường An Bình": (7.84, 31_462, 8_741, 25, 25),
    "Phường Hưng Thịnh": (9.16, 27_905, 7_752, 24, 24),
    "Xã Tân Phước": (24.53, 18_237, 4_930, 23, 23),
    "Phường Long Thạnh": (11.27, 22_814, 6_166, 24, 24),
    "Phường Bến Tranh": (13.92, 25_073, 6_777, 24, 24),
    "Xã Hiệp Đức": (31.08, 15_926, 4_191, 23, 23),
    "Thị trấn Hòa Lâm": (18.45, 19_538, 5_280, 24, 24),
    "Xã Lâm Trung": (47.61, 12_407, 3_265, 22, 21),
    "Xã Suối Đá": (52.39, 13_864, 3_648, 22, 22),
    "Thị trấn Phú Khê": (20.14, 17_293, 4_674, 24, 24),
    "Xã Khê Thượng": (58.72, 11_748, 3_012, 23, 22),
    "Xã Khê Hạ": (44.26, 14_615, 3_846, 23, 23),
    "Thị trấn An Sơn": (22.87, 14_082, 3_806, 23, 23),
    "Xã Sơn Đông": (63.95, 10_356, 2_589, 22, 22),
    "Xã Núi Voi": (88.40, 8_971, 2_136, 22, 21),
    "Thị trấn Vĩnh Điền": (19.73, 18_640, 5_038, 24, 24),
    "Xã Điền Phong": (36.58, 12_195, 3_209, 23, 22),
    "Xã Vĩnh Lợi": (33.41, 13_027, 3_428, 23, 23),
    "Thị trấn Thanh Lộc": (17.96, 20_471, 5_533, 24, 24),
    "Xã Lộc Ninh Đông": (41.25, 13_318, 3_505, 22, 21),
    "Xã Thanh Bình": (38.67, 15_742, 4_143, 23, 23),
    "Thị trấn Mỹ Hòa": (21.39, 16_805, 4_542, 24, 24),
    "Xã Hòa Khánh": (35.12, 14_739, 3_879, 22, 22),
    "Xã Mỹ Lộc": (49.84, 9_663, 2_478, 22, 21),
}
