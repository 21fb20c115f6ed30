"""Writes the held-out sets `held_*.jsonl` from questions whose figures are looked up in the report files themselves.

    python tests/eval/reports/held_sets.py

A figure is a cell (file, table, row, column) or a sum over cells; ranks and filters are asserted over whole columns.
The sums land in `how`, and `tests/test_eval_sets.py` proves them again from the printed numbers.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import docx
import pdfplumber
from openpyxl import load_workbook

HERE = Path(__file__).resolve().parent
Table = dict[str, list[str]]


def key(rows: list[list[str]]) -> Table:
    return {row[1].strip(): [cell.strip() for cell in row] for row in rows if len(row) > 1}


def of_word() -> list[Table]:
    tables = docx.Document(str(HERE / "giai-ngan-dau-tu-cong-2024.docx")).tables[1:-1]
    return [{}, *(key([[c.text for c in row.cells] for row in t.rows]) for t in tables)]


def of_text() -> list[Table]:
    text = (HERE / "nong-thon-moi-2024.txt").read_text(encoding="utf8")
    parts = re.split(r"\nBiểu \d\. ", text)
    return [{}, *(key([line.split("\t") for line in p.splitlines() if "\t" in line]) for p in parts[1:])]


def of_book() -> list[Table]:
    book = load_workbook(HERE / "chi-so-cchc-2024.xlsx")
    tables: list[Table] = [{}]
    for sheet in book:
        for first, last in ((1, 34), (35, 70)):
            rows = [
                [
                    "" if c.value is None else f"{c.value * 100:.2f}" if "%" in c.number_format else str(c.value)
                    for c in row
                ]
                for row in sheet.iter_rows(min_row=first, max_row=min(last, sheet.max_row))
            ]
            if any(any(row) for row in rows):
                tables.append(key(rows))
    return tables


def of_pdf() -> list[Table]:
    with pdfplumber.open(HERE / "bao-cao-cchc-2024.pdf") as pdf:
        return [
            {},
            *(
                key([[c or "" for c in row] for row in t])
                for page in pdf.pages
                for t in page.extract_tables()
                if len(t) > 3
            ),
        ]


A_, R_, P_, L_ = of_word(), of_text(), of_book(), of_pdf()
assert list(map(len, (A_, R_, P_, L_))) == [7, 7, 7, 3], list(map(len, (A_, R_, P_, L_)))


def number(text: str, english: bool = False) -> Decimal:
    text = re.sub(r"[%+\s]", "", text).lstrip("-")
    return Decimal(text if english else text.replace(".", "").replace(",", "."))


def A(t: int, row: str, col: int) -> Decimal:
    return number(A_[t][row][col])


def R(t: int, row: str, col: int) -> Decimal:
    return number(R_[t][row][col])


def P(t: int, row: str, col: int) -> Decimal:
    return number(P_[t][row][col], True)


def L(t: int, row: str, col: int) -> Decimal:
    return number(L_[t][row][col])


# --- members of the tables

SO = [
    n for n in A_[2] if A_[2][n][0].isdigit() and n in list(A_[2])[: list(A_[2]).index("Các huyện, thị xã, thành phố")]
]
HUYEN = [n for n in A_[2] if A_[2][n][0].isdigit() and n not in SO]
NGUON = [n for n in A_[1] if A_[1][n][0].isdigit()]
DUAN = [n for n in A_[3] if A_[3][n][0].isdigit()]
XA = [n for n in R_[1] if R_[1][n][0].isdigit()]
TC = [n for n in R_[2] if R_[2][n][0].isdigit()]
OCOP = [n for n in R_[6] if R_[6][n][0].isdigit()]
COQUAN = [n for n in P_[1] if P_[1][n][0].isdigit()]
CAPHUYEN = [n for n in P_[2] if P_[2][n][0].isdigit()]
LINHVUC = [n for n in P_[3] if P_[3][n][0].isdigit()]
assert list(map(len, (SO, HUYEN, NGUON, DUAN, XA, TC, OCOP, COQUAN, CAPHUYEN, LINHVUC))) == [
    10,
    8,
    9,
    8,
    13,
    19,
    9,
    16,
    9,
    8,
]


def order(get: Callable[[Any, Any, Any], Decimal], t: int, col: int, names: list[str]) -> list[str]:
    """Names from the highest to the lowest."""
    return sorted(names, key=lambda n: get(t, n, col), reverse=True)


def sure(fact: bool) -> None:
    assert fact


# --- figures


class Sum:
    """A sum of printed numbers, with the roundings that may be told."""

    def __init__(self, how: str, *places: int, more: tuple[str, ...] = ()) -> None:
        exact = eval(re.sub(r"(\d+(?:\.\d+)?)", r"Decimal('\1')", how), {"Decimal": Decimal})
        self.value, self.how = abs(Decimal(exact)), [how, *more]
        self.options = []
        for p in places or (2,):
            rounded = self.value.quantize(Decimal(1).scaleb(-p), ROUND_HALF_UP)
            self.options.append(float(rounded) if rounded % 1 else int(rounded))


def S(*parts: Any, p: tuple[int, ...] = (2,)) -> Sum:
    """A sum written in parts: strings stand as they are, numbers are put in."""
    return Sum(
        "".join(x if isinstance(x, str) else str(x.normalize() if x % 1 else x.quantize(Decimal(1))) for x in parts), *p
    )


def pct(part: Decimal, whole: Decimal) -> Sum:
    return S(part, "/", whole, "*100", p=(2, 1, 3))


def money(value: Decimal | Sum) -> Sum:
    """Millions, that may also be told in billions."""
    how = value.how[0] if isinstance(value, Sum) else str(value)
    told = S(f"({how})/1000", p=(3, 1, 2))
    exact = S(how, p=(0,))
    exact.options += told.options
    exact.how = [how, told.how[0]] if isinstance(value, Sum) else [told.how[0]]
    return exact


def plain(value: Decimal) -> float | int:
    return float(value) if value % 1 else int(value)


Fig = Decimal | Sum | int | float | list[Any]


def T(
    q: str,
    *figs: Fig,
    m: list[list[str]] | None = None,
    s: Any = "answered",
    c: list[list[str]] | None = None,
    f: list[Any] | None = None,
) -> dict[str, Any]:
    turn: dict[str, Any] = {"q": q}
    figures: list[Any] = []
    how: list[str] = []
    for fig in figs:
        if isinstance(fig, Sum):
            options = list(dict.fromkeys(fig.options))
            figures.append(options if len(options) > 1 else options[0])
            how += fig.how
        else:
            figures.append(plain(fig) if isinstance(fig, Decimal) else fig)
    if figures:
        turn["figures"] = figures
    if m:
        turn["mention"] = m
    turn["status"] = s
    if c:
        turn["cites"] = c
    if f:
        turn["forbid"] = [plain(x) if isinstance(x, Decimal) else x for x in f]
    if how:
        turn["how"] = list(dict.fromkeys(how))
    return turn


CASES: dict[str, list[dict[str, Any]]] = {"inv": [], "ntm": [], "par": []}
_now = "inv"


def Q(kind: str, *turns: dict[str, Any]) -> None:
    count = sum(c["kind"] == kind for c in CASES[_now]) + 1
    CASES[_now].append({"id": f"held-{_now}-{kind.replace('_', '-')}-{count:03d}", "kind": kind, "turns": list(turns)})


def day(d: int, m: int, y: int) -> list[str]:
    """The ways of writing a date."""
    return list(
        dict.fromkeys(
            [
                f"{d:02d}/{m}/{y}",
                f"{d}/{m}/{y}",
                f"{d:02d}/{m:02d}/{y}",
                f"{d} tháng {m} năm {y}",
                f"{d:02d} tháng {m:02d} năm {y}",
                f"{d:02d} tháng {m} năm {y}",
            ]
        )
    )


def alt(*figs: Decimal | Sum) -> Sum:
    """Any one of several figures."""
    first = Sum("0")
    first.options, first.how = [], []
    for fig in figs:
        first.options += fig.options if isinstance(fig, Sum) else [plain(fig)]
        first.how += fig.how if isinstance(fig, Sum) else []
    return first


WRONG = [
    "không khớp",
    "không đúng",
    "chưa đúng",
    "sai",
    "lệch",
    "chênh",
    "mâu thuẫn",
    "chưa khớp",
    "không bằng",
    "khác",
]
NONE = [
    "không nêu",
    "chưa nêu",
    "không có",
    "không thấy",
    "không tìm thấy",
    "không ghi",
    "chưa có",
    "không nói",
    "không đề cập",
    "không giải thích",
    "không nhắc",
    "chưa tìm thấy",
    "không tách",
    "không phân tách",
]

# --- Hà Lương: public investment

CA, BCH, SYT, TNMT, TTTT = (
    "Công an tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh",
    "Sở Y tế",
    "Sở Tài nguyên và Môi trường",
    "Sở Thông tin và Truyền thông",
)
GT, DD, NN = SO[0], SO[1], SO[2]
TP, PR, BK, CT, DN, LT, MT, QY = HUYEN
TOT, SOS, HUYENS, ALL = "Tổng cộng", "Các sở, ban, ngành", "Các huyện, thị xã, thành phố", [*SO, *HUYEN]
ODA, DTTS, NTM, GN = "Vốn nước ngoài (ODA)", NGUON[7], NGUON[5], NGUON[6]
SDD, XSKT, BOICHI, CANDOI = NGUON[1], NGUON[2], NGUON[3], NGUON[0]
DAT, FDI, DNNN, NQD = (
    "Thu tiền sử dụng đất",
    "Thu từ khu vực DN có vốn đầu tư nước ngoài",
    "Thu từ khu vực DNNN",
    "Thu từ khu vực ngoài quốc doanh",
)

Q("lookup",
  T("Năm 2024 Sở Y tế Hà Lương giải ngân được bao nhiêu, mấy phần trăm kế hoạch?", money(A(2, SYT, 3)), A(2, SYT, 4), f=[A(2, TOT, 4)]),
  T("còn mấy dự án chưa tiêu đồng nào?", A(2, SYT, 8)),
  T("Sở TT&TT thì sao?", A(2, TTTT, 8)))  # fmt: skip
Q("lookup", T("vốn ODA năm 2024 giải ngân đạt bao nhiêu % vậy?", A(1, ODA, 5), f=[A(1, ODA, 8)]))
Q("lookup", T("cho e hoi huyen Muong Then con bao nhieu von chua giai ngan a", money(A(2, MT, 6))))
Q("lookup", T("HĐND tỉnh Hà Lương giao kế hoạch vốn đầu tư công 2024 là bao nhiêu, cao hơn mức Thủ tướng giao bao nhiêu?", money(A(1, "TỔNG SỐ", 3)), money(S(A(1, "TỔNG SỐ", 3), "-", A(1, "TỔNG SỐ", 2), p=(0,)))))  # fmt: skip
Q("lookup", T("Cầu Bến Gỗ làm đến đâu rồi, bao giờ xong?", Decimal("96.8"), m=[day(31, 3, 2025)]))
Q("lookup",
  T("Tổng mức đầu tư hồ Khe Lim?", money(A(3, "Hồ chứa nước Khe Lim", 3))),
  T("năm 2024 bố trí bao nhiêu, giải ngân được mấy %?", money(A(3, "Hồ chứa nước Khe Lim", 4)), A(3, "Hồ chứa nước Khe Lim", 6)))  # fmt: skip
Q("lookup", T("TX Phố Ràng còn mấy hộ chưa nhận tiền đền bù?", A(4, PR, 8), f=[677]))
Q(
    "lookup",
    T(
        "Thu từ doanh nghiệp FDI năm 2024 được bao nhiêu, đạt mấy % dự toán?",
        money(A(5, FDI, 4)),
        A(5, FDI, 5),
        f=[A(5, FDI, 3)],
    ),
)
Q("lookup", T("Ban QLDA dân dụng và CN có bn dự án chậm quyết toán trên 24 tháng", A(6, DD, 7)))
Q("lookup", T("Sở GDĐT xếp hạng mấy về giải ngân?", A(2, "Sở Giáo dục và Đào tạo", 5)))

sure(order(A, 2, 4, ALL)[-2:] == [TP, TNMT])
sure(order(A, 2, 4, HUYEN)[-1] == TP)
Q("rank",
  T("Chủ đầu tư nào giải ngân kém nhất tỉnh năm 2024?", alt(A(2, TNMT, 4), money(A(2, TNMT, 3))), m=[["Tài nguyên"]]),
  T("trong khối huyện thì ai đội sổ?", A(2, TP, 4), m=[["Thành phố Hà Lương", "TP Hà Lương", "TP. Hà Lương"]]),
  T("lý do là gì?", m=[["tiền sử dụng đất", "bất động sản", "đấu giá"]]))  # fmt: skip
sure(order(A, 2, 6, ALL)[:3] == [TP, NN, GT])
Q("rank", T("Nơi nào còn tồn vốn chưa giải ngân nhiều nhất, bao nhiêu?", money(A(2, TP, 6)), m=[["Hà Lương"]]))
sure(order(A, 4, 8, HUYEN)[:3] == [PR, CT, TP])
Q("rank", T("3 dia phuong con nhieu ho chua nhan tien boi thuong nhat?", A(4, PR, 8), A(4, CT, 8), A(4, TP, 8), m=[["Phố Ràng"], ["Cẩm Thượng"], ["Hà Lương"]]))  # fmt: skip
sure(order(A, 3, 6, DUAN)[-1].startswith("Nâng cấp đô thị"))
Q("rank", T("Trong 8 dự án trọng điểm, dự án nào tỷ lệ giải ngân thấp nhất?", A(3, DUAN[6], 6), m=[["Phố Ràng"]]),
  T("vướng gì?", m=[["nhà tài trợ", "không phản đối"]]))  # fmt: skip
sure(order(A, 1, 9, [n for n in NGUON if "-" not in A_[1][n][9]])[0] == DTTS)
Q("rank", T("Nguồn vốn nào có tỷ lệ giải ngân cải thiện nhiều nhất so với năm 2023, nguồn nào tụt mạnh nhất?", A(1, DTTS, 9), A(1, ODA, 9), m=[["DTTS", "dân tộc thiểu số"], ["ODA", "nước ngoài"]]))  # fmt: skip
sure(order(A, 6, 2, list(A_[6])[1:9])[:2] == [MT, TP])
Q(
    "rank",
    T(
        "đơn vị nào chậm nộp quyết toán nhiều thứ nhì, kém đơn vị đầu mấy dự án?",
        A(6, TP, 2),
        S(A(6, MT, 2), "-", A(6, TP, 2)),
        m=[["Hà Lương"]],
    ),
)

Q("change", T("Tỷ lệ giải ngân năm 2024 so với năm 2023 tăng hay giảm?", A(1, "TỔNG SỐ", 9), m=[["giảm", "thấp hơn"]]),
  T("riêng vốn giảm nghèo bền vững?", A(1, GN, 9), m=[["tăng", "cao hơn"]]))  # fmt: skip
Q("change", T("Thu tiền sử dụng đất 2024 hụt bao nhiêu so với 2023, tức giảm mấy phần trăm?", money(S(A(5, DAT, 3), "-", A(5, DAT, 4), p=(0,))), S("(", A(5, DAT, 3), "-", A(5, DAT, 4), ")/", A(5, DAT, 3), "*100", p=(2, 1, 3)), m=[["giảm", "hụt", "thấp hơn"]], f=[513575, Decimal("39.51")]))  # fmt: skip
Q(
    "change",
    T(
        "chi thuong xuyen nam 2024 tang bao nhieu so voi 2023",
        money(S(A(5, "Chi thường xuyên", 4), "-", A(5, "Chi thường xuyên", 3), p=(0,))),
        f=[182094],
    ),
)
Q("change", T("Thu nội địa năm 2024 tăng hay giảm so với năm trước, bao nhiêu?", money(S(A(5, "Thu nội địa", 3), "-", A(5, "Thu nội địa", 4), p=(0,))), m=[["giảm", "thấp hơn"]], f=[71571]))  # fmt: skip
Q(
    "change",
    T(
        "Giá cát xây dựng tăng từ bao nhiêu lên bao nhiêu, mấy %?",
        210000,
        345000,
        S("(345000-210000)/210000*100", p=(2, 1, 0, 3)),
    ),
)

Q(
    "aggregate",
    T(
        "Cả khối huyện, thị xã, thành phố được giao bao nhiêu vốn, giải ngân bao nhiêu?",
        money(A(2, HUYENS, 2)),
        money(A(2, HUYENS, 3)),
        f=[A(2, TOT, 2)],
    ),
)
Q("aggregate", T("Cộng 3 ban quản lý dự án của tỉnh lại thì giải ngân được bao nhiêu tiền?", money(S(A(2, GT, 3), "+", A(2, DD, 3), "+", A(2, NN, 3), p=(0,)))),
  T("bằng mấy % kế hoạch của 3 ban?", S("(", A(2, GT, 3), "+", A(2, DD, 3), "+", A(2, NN, 3), ")/(", A(2, GT, 2), "+", A(2, DD, 2), "+", A(2, NN, 2), ")*100", p=(2, 1, 3))))  # fmt: skip
Q("aggregate", T("ba CT MTQG cộng lại giải ngân bao nhiêu triệu đồng", money(S(A(1, NTM, 4), "+", A(1, GN, 4), "+", A(1, DTTS, 4), p=(0,))), f=[A(1, "Vốn ngân sách trung ương", 4)]))  # fmt: skip
Q("aggregate", T("Hai huyện Đại Ngàn và Mường Then còn phải thu hồi bao nhiêu ha đất nữa?", S(A(4, DN, 3), "-", A(4, DN, 4), "+", A(4, MT, 3), "-", A(4, MT, 4), p=(2, 1))))  # fmt: skip
zero = [n for n in ALL if A(2, n, 8) == 0]
Q("aggregate", T("Có mấy chủ đầu tư không còn dự án nào chưa giải ngân?", len(zero)))

Q(
    "compare",
    T(
        "Huyện Bình Khê với huyện Quảng Yên Đông bên nào tỷ lệ giải ngân cao hơn, hơn mấy điểm %?",
        S(A(2, QY, 4), "-", A(2, BK, 4), p=(2,)),
        m=[["Quảng Yên Đông"]],
    ),
)
Q("compare", T("Vốn địa phương và vốn trung ương, nguồn nào giải ngân tốt hơn theo kế hoạch HĐND giao?", A(1, "Vốn ngân sách địa phương", 6), A(1, "Vốn ngân sách trung ương", 6), m=[["trung ương"]], f=[A(1, "Vốn ngân sách địa phương", 5)]))  # fmt: skip
Q(
    "compare",
    T("so ho bi anh huong cua TP Ha Luong gap may lan huyen Dai Ngan?", S(A(4, TP, 6), "/", A(4, DN, 6), p=(2, 1, 3))),
)
Q(
    "compare",
    T(
        "Khối sở ngành và khối huyện: tỷ lệ giải ngân chênh nhau bao nhiêu?",
        S(A(2, SOS, 4), "-", A(2, HUYENS, 4), p=(2,)),
    ),
)

Q(
    "share",
    T(
        "Vốn của Ban QLDA giao thông chiếm bao nhiêu % tổng kế hoạch vốn toàn tỉnh?",
        pct(A(2, GT, 2), A(2, TOT, 2)),
        f=[A(2, GT, 4)],
    ),
)
Q(
    "share",
    T("Hộ chưa nhận tiền của Phố Ràng chiếm mấy % toàn tỉnh?", pct(A(4, PR, 8), A(4, "Toàn tỉnh", 8))),
    T("còn Cẩm Thượng?", pct(A(4, CT, 8), A(4, "Toàn tỉnh", 8))),
)
Q("share", T("ty trong thu xuat nhap khau trong tong thu NSNN tren dia ban 2024", pct(A(5, "Thu từ hoạt động xuất nhập khẩu", 4), A(5, "TỔNG THU NSNN TRÊN ĐỊA BÀN", 4)), f=[A(5, "Thu từ hoạt động xuất nhập khẩu", 5)]))  # fmt: skip

sure([n for n in SO if A(2, n, 4) < 50] == [SYT, TTTT, TNMT])
Q(
    "filter",
    T(
        "Sở ngành nào giải ngân chưa được một nửa kế hoạch?",
        A(2, SYT, 4),
        A(2, TTTT, 4),
        A(2, TNMT, 4),
        m=[["Y tế"], ["Thông tin"], ["Tài nguyên"]],
    ),
)
sure([n for n in HUYEN if A(2, n, 4) > 90] == [BK, QY])
Q("filter", T("huyện nào trên 90%", A(2, BK, 4), A(2, QY, 4), m=[["Bình Khê"], ["Quảng Yên Đông"]]))
sure([n for n in DUAN if A(3, n, 6) > 95 and n[:2] != ""] == [DUAN[0], DUAN[2], DUAN[5]])
Q(
    "filter",
    T(
        "Dự án trọng điểm nào giải ngân trên 95% mà không có vướng mắc gì?",
        m=[["Khu công nghiệp Bình Khê", "KCN Bình Khê", "nối cao tốc"], ["Bến Gỗ"], ["Kè"]],
        f=[A(3, DUAN[1], 6), A(3, DUAN[6], 6)],
    ),
)
sure([n for n in list(A_[5])[3:11] if A(5, n, 5) < 100] == [NQD, "Thuế bảo vệ môi trường", DAT])
Q("filter", T("Khoản thu nội địa nào không đạt dự toán năm 2024?", A(5, NQD, 5), A(5, "Thuế bảo vệ môi trường", 5), A(5, DAT, 5), m=[["ngoài quốc doanh"], ["bảo vệ môi trường"], ["sử dụng đất"]]),
  T("trong đó khoản nào vẫn tăng so với năm 2023?", alt(A(5, NQD, 6), S(A(5, NQD, 6), "-100"), money(S(A(5, NQD, 4), "-", A(5, NQD, 3), p=(0,)))), m=[["ngoài quốc doanh"]]))  # fmt: skip

Q(
    "why",
    T(
        "Sao Sở Y tế giải ngân thấp thế?",
        m=[["hủy thầu", "phải hủy", "hủy 01 lần", "Hủy thầu"], ["thiết bị"]],
        c=[["Y tế", "07"]],
    ),
)
Q("why", T("vi sao huyen Muong Then giai ngan cham", m=[["nhà thầu"], ["năng lực", "cắt hợp đồng"]]))
Q("why", T("Nguyên nhân vướng GPMB ở Cẩm Thượng?", m=[["nguồn gốc đất"], ["tái định cư", "phương án bồi thường"]]))
Q(
    "why",
    T(
        "Vì sao huyện Bình Khê giải ngân thấp nhất khối huyện?",
        [92.11, 41.12],
        m=[
            [
                "không phải",
                "không đúng",
                "không thấp nhất",
                "chưa đúng",
                "Thành phố Hà Lương",
                "TP Hà Lương",
                "TP. Hà Lương",
            ]
        ],
        s=["answered", "not_found"],
    ),
)
Q("why", T("Trường Cao đẳng Nghề chỉ giải ngân 66,76% là vì đâu ạ?", m=[NONE], s=["not_found", "answered"]))

Q(
    "solution",
    T(
        "Sở Tài nguyên và Môi trường được giao việc gì, hạn nào?",
        4,
        m=[["đơn giá đo đạc"], day(31, 3, 2025), day(15, 2, 2025), ["rừng"]],
        c=[["Tài nguyên"]],
    ),
)
Q(
    "solution",
    T("UBND huyện Mường Then phải làm gì trong 2025?", 5, m=[["Ban QLDA", "Ban quản lý dự án"], day(15, 4, 2025)]),
)
Q(
    "solution",
    T("ai phải lo bù hụt thu tiền đất, trước ngày nào?", m=[["Sở Tài chính"], day(28, 2, 2025)]),
    T(
        "hụt bao nhiêu?",
        alt(Decimal("513.6"), S("513.6*1000", p=(0,)), money(S(A(5, DAT, 2), "-", A(5, DAT, 4), p=(0,)))),
    ),
)

Q(
    "text",
    T(
        "Báo cáo giải ngân đầu tư công của Hà Lương số mấy, ngày nào, ai ký?",
        m=[["38/BC-UBND"], day(17, 1, 2025), ["Đặng Thế Khoan"]],
    ),
)
Q(
    "text",
    T(
        "Năm 2024 tỉnh đã điều chuyển vốn mấy lần, tổng bao nhiêu tiền?",
        3,
        alt(Decimal("148.6"), S("148.6*1000", p=(0,))),
    ),
)
Q(
    "text",
    T(
        "Tinh kien nghi Bo Tai chinh nhung gi",
        7,
        alt(Decimal(60), S("60*1000", p=(0,))),
        m=[["ODA"], ["bão số 3", "bão"]],
    ),
)
Q("text", T("Tổ công tác kiểm tra hiện trường bao nhiêu cuộc?", 27), T("kiểm điểm bao nhiêu cá nhân?", 21))
Q(
    "text",
    T(
        "Số liệu thu chi ngân sách tính đến ngày nào, đã gồm chỉnh lý quyết toán chưa?",
        m=[day(31, 12, 2024), ["chưa gồm", "chưa bao gồm", "chưa tính", "không gồm", "chưa"]],
    ),
)

Q("audit", T("Báo cáo ghi Đại Ngàn thu hồi 40,12/64,85 ha đạt 68,16%, tính lại có đúng không?", A(4, DN, 5), m=[WRONG]))
Q(
    "audit",
    T(
        "Tổng giải ngân ở Bảng 1 và Bảng 2 có khớp nhau ko?",
        money(A(1, "TỔNG SỐ", 4)),
        m=[["khớp", "bằng nhau", "trùng", "thống nhất"]],
    ),
)
Q(
    "audit",
    T(
        "Báo cáo nói 09/18 chủ đầu tư giải ngân dưới 70%, kiểm tra giúp xem có đúng không",
        9,
        m=[["đúng", "khớp", "chính xác"]],
    ),
)

Q(
    "draft",
    T(
        "Soạn giúp đoạn giải trình của UBND TP Hà Lương về giải ngân thấp năm 2024 gửi Sở KHĐT",
        A(2, TP, 4),
        m=[["Hà Lương"], ["tiền sử dụng đất", "đấu giá"]],
    ),
)

Q("not_found", T("Tỷ lệ giải ngân năm 2022 của tỉnh Hà Lương?", s="not_found"))
Q(
    "not_found",
    T("Năm 2024 Sở Y tế Hà Lương được giao bao nhiêu vốn?", money(A(2, SYT, 2))),
    T("thế năm 2023?", s="not_found"),
)
Q("not_found", T("GRDP binh quan dau nguoi cua tinh Ha Luong nam 2024", s="not_found"))
Q("not_found", T("Huyện Lâm Thao Hạ có bao nhiêu công chức?", s="not_found"))
Q("not_found", T("Nhà thầu nào thi công cầu Bến Gỗ?", s="not_found"))

Q(
    "rank",
    T(
        "Không tính thành phố Hà Lương thì trong các huyện, thị nơi nào giải ngân thấp nhất?",
        alt(A(2, MT, 4), money(A(2, MT, 3))),
        m=[["Mường Then"]],
    ),
)
sure(order(A, 2, 4, [n for n in HUYEN if n != TP])[-1] == MT)
sure(order(A, 2, 4, [n for n in ALL if A(2, n, 7) >= 10])[0] == QY)
Q(
    "rank",
    T("Trong các chủ đầu tư có từ 10 dự án trở lên ai giải ngân tỷ lệ cao nhất?", A(2, QY, 4), m=[["Quảng Yên Đông"]]),
)
sure([n for n in DUAN if A_[3][n][2] == "B" and A_[3][n][8].endswith("2025") and A(3, n, 6) < 60] == [DUAN[1], DUAN[4]])
Q(
    "filter",
    T(
        "Dự án nhóm B nào hạn xong trong năm 2025 mà giải ngân chưa tới 60%?",
        A(3, DUAN[1], 6),
        A(3, DUAN[4], 6),
        m=[["ven sông"], ["Sản - Nhi", "Sản Nhi"]],
    ),
)
Q("lookup",
  T("anh oi huyen Dai Ngan nam 2024 duoc giao bao nhieu von", money(A(2, DN, 2))),
  T("giải ngân dc bn roi", money(A(2, DN, 3))),
  T("còn phải thu hồi mấy ha đất nữa?", S(A(4, DN, 3), "-", A(4, DN, 4))),
  T("nguyên nhân chậm là gì?", m=[["rừng"]]))  # fmt: skip
Q("lookup",
  T("Em chào anh chị, cho em xin số nợ quyết toán (dự án chậm nộp) của Thị xã Phố Ràng với ạ", A(6, PR, 2)),
  T("trong đó chậm dưới 12 tháng mấy dự án?", A(6, PR, 5)),
  T("toàn tỉnh thì sao?", A(6, TOT, 5)))  # fmt: skip
Q(
    "not_found",
    T(
        "Trong 79 dự án chậm quyết toán có bao nhiêu dự án nhóm C chậm trên 24 tháng?",
        m=[NONE],
        s=["not_found", "answered", "clarify"],
    ),
)
Q("compare", T("thu tu DN FDI voi DNNN nam 2023 chenh nhau bao nhieu", money(S(A(5, FDI, 3), "-", A(5, DNNN, 3), p=(0,))), f=[S(A(5, FDI, 4), "-", A(5, DNNN, 4)).value]),
  T("còn năm 2024?", money(S(A(5, FDI, 4), "-", A(5, DNNN, 4), p=(0,)))))  # fmt: skip

Q(
    "clarify",
    T("dự án này giải ngân được mấy % rồi?", s="clarify"),
    T("Kè bờ tả sông Lương ấy", A(3, DUAN[5], 6), f=[A(3, "Cộng", 6)]),
)
Q(
    "clarify",
    T("Phố Ràng giải ngân bao nhiêu %?", m=[["thị xã Phố Ràng", "TX Phố Ràng", "82,44"]], s=["clarify", "answered"]),
)

# --- Rạch Sen: new countryside

_now = "ntm"
AQ, TT_, BP, MK, HN, LS, VD, CL = (
    "An Quới",
    "Thạnh Trị",
    "Bình Phong",
    "Mỹ Khánh",
    "Hòa Nghĩa",
    "Láng Sen",
    "Vàm Đước",
    "Cù Lao Ngang",
)
TL, VT, HM, PH, LD = XA[:5]
H = "Toàn huyện"

Q(
    "lookup",
    T("Xã Láng Sen năm 2024 đạt mấy tiêu chí NTM?", R(1, LS, 4), f=[R(1, LS, 3)]),
    T("thu nhập bình quân?", R(1, LS, 9)),
    T("thế xã Hòa Nghĩa?", R(1, HN, 9)),
)
Q("lookup", T("thu nhap binh quan dau nguoi xa Thanh Tri nam 2024", R(1, TT_, 9)))
Q(
    "lookup",
    T("Cuối năm 2024 huyện Rạch Sen còn bao nhiêu hộ nghèo, tỷ lệ mấy?", R(3, H, 5), R(3, H, 6), f=[R(3, H, 3)]),
)
Q("lookup", T("xã nào năm nay mới được công nhận, theo quyết định số mấy vậy em?", m=[["Thạnh Trị"], ["2215/QĐ-UBND"]]))
Q("lookup", T("Cù Lao Ngang còn bao nhiêu hộ cận nghèo?", R(3, CL, 8), f=[R(3, CL, 5)]))
Q(
    "lookup",
    T(
        "Nhân dân đóng góp được bao nhiêu tiền, vượt kế hoạch thế nào?",
        money(R(4, "Nhân dân đóng góp", 3)),
        alt(
            R(4, "Nhân dân đóng góp", 4),
            S(R(4, "Nhân dân đóng góp", 4), "-100"),
            money(S(R(4, "Nhân dân đóng góp", 3), "-", R(4, "Nhân dân đóng góp", 2), p=(0,))),
        ),
    ),
)
Q("lookup", T("Xã Vàm Đước cứng hóa được mấy km đường trục ấp, đạt bn %?", R(5, VD, 6), R(5, VD, 7), f=[R(5, VD, 4)]))
Q(
    "lookup",
    T("doanh thu 2024 của gạo Sen Vàng là bao nhiêu?", R(6, OCOP[0], 6), f=[R(6, OCOP[0], 5)]),
    T("mấy sao?", 4),
)
Q("lookup", T("Tiêu chí Nhà ở dân cư có bao nhiêu xã đạt, xã nào chưa?", R(2, "Nhà ở dân cư", 3), m=[["Vàm Đước"]]))
Q(
    "lookup",
    T("Tỷ lệ hộ dùng nước sạch của huyện?", Decimal("71.8"), f=[Decimal("66.3")]),
    T("còn thu gom rác?", Decimal("78.4"), f=[Decimal("74.9")]),
)
Q("lookup", T("xã An Quới được công nhận nông thôn mới năm nào", m=[["2021"]]))

sure(order(R, 3, 6, XA)[:2] == [CL, VD])
Q(
    "rank",
    T("Xã nào nghèo nhất huyện Rạch Sen tính theo tỷ lệ hộ nghèo cuối năm?", R(3, CL, 6), m=[["Cù Lao Ngang"]]),
    T("về số hộ thì xã nào nhiều nhất?", alt(R(3, VD, 5), R(3, TL, 2)), m=[["Vàm Đước", "Tân Lộc"]]),
)
sure(order(R, 1, 9, XA)[:3] == [TL, VT, HM])
Q(
    "rank",
    T(
        "top 3 xa thu nhap cao nhat 2024",
        R(1, TL, 9),
        R(1, VT, 9),
        R(1, HM, 9),
        m=[["Tân Lộc"], ["Vĩnh Thạnh Đông"], ["Hưng Mỹ"]],
    ),
)
sure(order(R, 1, 5, [x for x in XA if x != AQ])[0] == LS)
Q(
    "rank",
    T("Xã nào tăng nhiều tiêu chí nhất trong năm?", R(1, LS, 5), m=[["Láng Sen"]]),
    T("nhờ đâu?", m=[["nuôi cá"]]),
)
sure(order(R, 5, 7, XA)[-1] == VD)
Q("rank", T("Đường trục ấp của xã nào kém nhất (tỷ lệ cứng hóa)?", R(5, VD, 7), m=[["Vàm Đước"]], f=[R(5, CL, 10)]))
sure(order(R, 6, 6, OCOP)[:2] == [OCOP[0], OCOP[4]])
Q(
    "rank",
    T(
        "Sản phẩm OCOP nào bán chạy thứ nhì năm 2024, thua sản phẩm đầu bao nhiêu triệu?",
        R(6, OCOP[4], 6),
        S(R(6, OCOP[0], 6), "-", R(6, OCOP[4], 6)),
        m=[["Út Mười", "bánh phồng tôm"]],
    ),
)
VON = ["Ngân sách trung ương", "Ngân sách tỉnh", "Ngân sách huyện", "Ngân sách xã"]
sure(min(R_[4], key=lambda n: R(4, n, 4) if n != "Nguồn vốn" else Decimal(999)) == "Ngân sách xã")
Q("rank", T("Nguồn vốn nào huy động đạt thấp nhất so kế hoạch?", R(4, "Ngân sách xã", 4), m=[["ngân sách xã"]]))

Q(
    "change",
    T("Số hộ nghèo toàn huyện giảm bao nhiêu so với đầu năm?", R(3, H, 7), m=[["giảm"]]),
    T("xã nào lại tăng, vì sao?", m=[["An Quới"], ["tai nạn lao động", "bệnh hiểm nghèo", "bệnh"]]),
)
Q(
    "change",
    T(
        "Thu nhập xã Thạnh Trị tăng thêm bao nhiêu triệu so với 2023, mấy %?",
        S(R(1, TT_, 9), "-", R(1, TT_, 8), p=(1,)),
        S("(", R(1, TT_, 9), "-", R(1, TT_, 8), ")/", R(1, TT_, 8), "*100", p=(2, 1, 3)),
        m=[["tăng"]],
    ),
)
Q(
    "change",
    T(
        "doanh thu tinh dau sa Cu Lao tang bao nhieu so voi nam truoc",
        S(R(6, OCOP[8], 6), "-", R(6, OCOP[8], 5)),
        m=[["tăng"]],
    ),
    T("còn khô cá lóc?", S(R(6, OCOP[2], 5), "-", R(6, OCOP[2], 6)), m=[["giảm"]]),
)
Q(
    "change",
    T(
        "Số xã đạt tiêu chí Nhà ở dân cư thay đổi ra sao so với 2023?",
        alt(Decimal(12), S("12-10")),
        alt(Decimal(10), S("12-10")),
    ),
)
Q("change", T("An Quới năm 2024 so với 2023 tăng hay tụt tiêu chí, mấy tiêu chí?", 1, m=[["giảm", "tụt", "sụt"]]))

Q(
    "aggregate",
    T(
        "Cộng doanh thu OCOP 3 sản phẩm 4 sao năm 2024",
        S(R(6, OCOP[0], 6), "+", R(6, OCOP[1], 6), "+", R(6, OCOP[8], 6)),
        f=[30230],
    ),
)
Q(
    "aggregate",
    T("hai xã Vàm Đước với Cù Lao Ngang còn tổng cộng mấy hộ nghèo?", S(R(3, VD, 5), "+", R(3, CL, 5))),
    T(
        "chiếm bao nhiêu % số hộ nghèo cả huyện?",
        S("(", R(3, VD, 5), "+", R(3, CL, 5), ")/", R(3, H, 5), "*100", p=(2, 1, 3)),
    ),
)
Q(
    "aggregate",
    T("Toàn huyện còn bao nhiêu km đường ngõ xóm chưa cứng hóa?", S(R(5, "Cộng", 8), "-", R(5, "Cộng", 9), p=(1,))),
)
full = [n for n in TC if R(2, n, 3) == 13]
Q("aggregate", T("Có mấy tiêu chí mà cả 13 xã đều đạt?", len(full)))
Q(
    "aggregate",
    T(
        "Các xã chưa đạt chuẩn có tổng cộng bao nhiêu hộ, bao nhiêu hộ nghèo cuối năm?",
        R(3, "Các xã chưa đạt chuẩn", 2),
        R(3, "Các xã chưa đạt chuẩn", 5),
        f=[R(3, H, 2)],
    ),
)
Q("aggregate", T("tong von ngan sach 4 cap thuc hien duoc bao nhieu", money(R(4, "Vốn ngân sách", 3)), f=[486290]))

Q(
    "compare",
    T(
        "Tân Lộc với Cù Lao Ngang thu nhập chênh nhau bao nhiêu?",
        S(R(1, TL, 9), "-", R(1, CL, 9), p=(1,)),
        m=[["Tân Lộc"]],
    ),
)
Q(
    "compare",
    T(
        "Xã Mỹ Khánh hay Hòa Nghĩa giảm được nhiều hộ nghèo hơn?",
        alt(R(3, HN, 7), S(R(3, HN, 7), "-", R(3, MK, 7))),
        m=[["Hòa Nghĩa"]],
    ),
)
Q(
    "compare",
    T(
        "ty le ho ngheo cac xa chua dat chuan gap may lan cac xa dat chuan (cuoi nam)?",
        S(R(3, "Các xã chưa đạt chuẩn", 6), "/", R(3, "Các xã đạt chuẩn", 6), p=(2, 1)),
    ),
)
Q(
    "compare",
    T(
        "Vốn tín dụng thực hiện vượt kế hoạch bao nhiêu triệu đồng?",
        money(S(R(4, "Vốn tín dụng", 3), "-", R(4, "Vốn tín dụng", 2), p=(0,))),
    ),
)
Q(
    "compare",
    T("Đường trục xã của Bình Phong và Mỹ Khánh bên nào cứng hóa tốt hơn?", R(5, BP, 4), R(5, MK, 4), m=[["Mỹ Khánh"]]),
)

Q(
    "share",
    T(
        "Vốn tín dụng chiếm bao nhiêu phần trăm tổng vốn huy động?",
        R(4, "Vốn tín dụng", 5),
        f=[R(4, "Vốn tín dụng", 4)],
    ),
)
Q("share", T("Gạo Sen Vàng chiếm mấy % doanh thu OCOP 2024 của huyện?", pct(R(6, OCOP[0], 6), R(6, "Tổng cộng", 6))))
Q("share", T("Số hộ của xã Tân Lộc chiếm mấy % số hộ toàn huyện?", pct(R(3, TL, 2), R(3, H, 2))))

sure([x for x in XA if R(3, x, 6) > 5] == [HN, LS, VD, CL])
Q(
    "filter",
    T(
        "Xã nào tỷ lệ hộ nghèo cuối năm còn trên 5%?",
        R(3, HN, 6),
        R(3, LS, 6),
        R(3, VD, 6),
        R(3, CL, 6),
        m=[[x] for x in (HN, LS, VD, CL)],
    ),
)
Q(
    "filter",
    T("Những xã nào chưa đạt tiêu chí môi trường?", m=[[x] for x in (AQ, MK, HN, VD)]),
    T("còn tiêu chí trường học?", m=[[x] for x in (MK, HN, CL)]),
)
down = [n for n in OCOP if R(6, n, 6) < R(6, n, 5)]
sure(down == [OCOP[2], OCOP[5], OCOP[7]])
Q("filter", T("san pham ocop nao bi giam doanh thu", m=[["khô cá lóc"], ["mật ong"], ["chiếu"]]))
sure([x for x in XA if R(1, x, 4) == 19 and R(1, x, 9) < 70] == [HM, PH, LD, TT_])
Q(
    "filter",
    T(
        "Xã đạt đủ 19 tiêu chí mà thu nhập dưới 70 triệu là những xã nào?",
        m=[[x] for x in (HM, PH, LD, TT_)],
        f=[R(1, TL, 9), R(1, AQ, 9)],
    ),
)
Q(
    "filter",
    T(
        "xã nào 100% đường trục xã, trục ấp, ngõ xóm đều cứng hóa rồi?",
        m=[["Tân Lộc"], ["Vĩnh Thạnh Đông"]],
        f=[R(5, HM, 4)],
    ),
)

Q(
    "why",
    T(
        "Vì sao Bình Phong không về đích nông thôn mới?",
        m=[["Y tế"], ["trạm y tế"], ["điện trung thế", "nhà thầu", "ngừng thi công"]],
    ),
)
Q("why", T("sao xa An Quoi bi tut tieu chi", m=[["môi trường"], ["bãi rác", "rác"], ["heo"]]))
Q(
    "why",
    T(
        "Ngân sách huyện bố trí không đủ kế hoạch là do đâu, hụt bao nhiêu?",
        money(Decimal(4136)),
        m=[["tiền sử dụng đất"]],
    ),
)
Q("why", T("Lý do vốn tín dụng vượt kế hoạch?", m=[["Chính sách xã hội", "CSXH"], ["nước sạch"]]))
Q("why", T("vì sao doanh thu mật ong tràm giảm?", m=[NONE], s=["not_found", "answered"]))

Q(
    "solution",
    T(
        "Phòng Kinh tế - Hạ tầng phải làm gì cho xã Bình Phong, xong trước ngày nào?",
        m=[["trung thế"], day(28, 2, 2025)],
    ),
)
Q(
    "solution",
    T("Xử lý 14 hộ nuôi heo ở An Quới giao cho ai?", m=[["Công an huyện"]]),
    T("hạn báo cáo?", m=[day(31, 3, 2025)]),
)
Q("solution", T("phong LDTBXH duoc giao nhiem vu gi nam 2025", 18, 540, 250, m=[["lớp nghề", "nghề"], ["hộ nghèo"]]))

Q("text", T("Báo cáo nông thôn mới Rạch Sen do ai ký, ngày nào?", m=[["Huỳnh Thị Ngọc Điệp"], day(5, 12, 2024)]))
Q(
    "text",
    T("Mục tiêu 2025 có thêm những xã nào đạt chuẩn?", m=[["Bình Phong"], ["Mỹ Khánh"]]),
    T("tỷ lệ hộ nghèo phải xuống dưới bao nhiêu?", Decimal("2.5")),
)
Q(
    "text",
    T(
        "Xã An Quới có bị thu hồi bằng công nhận không, phải khắc phục trong bao lâu?",
        6,
        m=[["chưa bị thu hồi", "chưa thu hồi", "không bị thu hồi", "chưa"]],
    ),
)
Q("text", T("Huyện đề nghị tỉnh hỗ trợ gì?", money(Decimal(45000)), 2, m=[["cầu Cù Lao Ngang", "cầu"], ["biên chế"]]))
Q("text", T("VPĐP NTM huyện có mấy người, mấy người kiêm nhiệm?", 5, 2))

Q(
    "audit",
    T(
        "Số hộ cận nghèo của các xã chưa đạt chuẩn ghi 1.044, cộng lại có đúng không?",
        S("+".join(str(R(3, x, 8)) for x in (BP, MK, HN, LS, VD, CL))),
        m=[WRONG],
    ),
)
Q(
    "audit",
    T(
        "rà giúp tôi biểu hộ nghèo, cận nghèo có chỗ nào cộng sai không",
        S(R(3, H, 8), "-", R(3, "Các xã đạt chuẩn", 8)),
        m=[["1.044", "1044"]],
    ),
)
Q(
    "audit",
    T(
        "Tổng vốn ngân sách ở Biểu 4 có bằng 4 cấp cộng lại không?",
        money(R(4, "Vốn ngân sách", 3)),
        m=[["khớp", "bằng", "đúng", "trùng"]],
    ),
)

Q(
    "draft",
    T(
        "Viết giúp tôi đoạn ngắn báo cáo Huyện ủy về kết quả giảm nghèo năm 2024",
        R(3, H, 5),
        [1326, 4.28, 356],
        m=[["giảm"]],
    ),
)
Q(
    "draft",
    T(
        "soạn văn bản đôn đốc UBND xã An Quới khắc phục tiêu chí bị sụt",
        m=[["An Quới"], ["môi trường"], [*day(30, 4, 2025), "06 tháng", "6 tháng"]],
    ),
)

Q("not_found", T("Xã Tân Lộc có bao nhiêu nhân khẩu?", s="not_found"))
Q("not_found", T("Cuối năm 2022 huyện có bao nhiêu hộ nghèo?", s="not_found"))
Q("not_found", T("doanh thu OCOP cua xa An Quoi", m=[NONE], s=["not_found", "answered"]))
Q(
    "not_found",
    T("Thu nhập bình quân của xã Phú Hội năm 2024 là mấy?", R(1, PH, 9)),
    T("thế năm 2021 thì sao?", s="not_found"),
)
Q("not_found", T("Chủ tịch UBND xã Láng Sen tên gì?", s="not_found"))

sure(order(R, 1, 9, XA[7:])[0] == BP)
Q(
    "rank",
    T("Trong các xã chưa đạt chuẩn xã nào có thu nhập cao nhất năm 2024?", R(1, BP, 9), m=[["Bình Phong"]]),
    T("còn xã thấp nhất?", R(1, CL, 9), m=[["Cù Lao Ngang"]]),
)
sure([x for x in XA[:7] if R(3, x, 6) > 2] == [AQ, TT_])
Q(
    "filter",
    T(
        "Xã đã đạt chuẩn nào mà tỉ lệ nghèo cuối năm vẫn trên 2%?",
        R(3, AQ, 6),
        R(3, TT_, 6),
        m=[["An Quới"], ["Thạnh Trị"]],
    ),
)
sure([n for n in OCOP if "3" in R_[6][n][4] and R(6, n, 6) > 2000] == [OCOP[2], OCOP[4], OCOP[6]])
Q(
    "filter",
    T(
        "SP OCOP 3 sao nao doanh thu 2024 tren 2 ty dong?",
        m=[["khô cá lóc"], ["bánh phồng"], ["xoài"]],
        f=[R(6, OCOP[0], 6), R(6, OCOP[1], 6)],
    ),
)
Q("lookup",
  T("cho mình hỏi xã Bình Phong có bao nhiu hộ, bao nhiu hộ nghèo cuối năm 2024", R(3, BP, 2), R(3, BP, 5)),
  T("đầu năm?", R(3, BP, 3)),
  T("vậy giảm đc mấy hộ", R(3, BP, 7)),
  T("xã Láng Sen thì giảm mấy hộ?", R(3, LS, 7)))  # fmt: skip
Q(
    "compare",
    T(
        "Năm 2023 mật ong tràm với trà lá sen cái nào bán được nhiều hơn?",
        alt(R(6, OCOP[3], 5), S(R(6, OCOP[3], 5), "-", R(6, OCOP[5], 5))),
        m=[["trà"]],
    ),
    T("năm 2024 thì hơn bao nhiêu?", S(R(6, OCOP[3], 6), "-", R(6, OCOP[5], 6))),
)

Q("clarify", T("xã mình còn mấy hộ nghèo hả em?", s="clarify"), T("Mỹ Khánh", R(3, MK, 5), s="answered", f=[970]))
Q("clarify", T("xã đó đạt mấy tiêu chí?", s="clarify"), T("Vàm Đước nhé", R(1, VD, 4), f=[224]))

# --- Sơn Hòa: PAR index

_now = "par"
SNV, STP, STC, KHDT, SCT, SXD, SGTVT, NNPT, STNMT, LDTBXH, SYTE, GDDT, VH, TTT, VP, KCN = COQUAN
SH, CLA, BD, CP, DV, HL, IR, PS, TLI = CAPHUYEN
TINH, CAP = "Cấp tỉnh", "Cấp huyện (gồm cấp xã)"

Q(
    "lookup",
    T(
        "Sở Tư pháp Sơn Hòa năm 2024 được bao nhiêu điểm CCHC, xếp thứ mấy?",
        P(1, STP, 4),
        P(1, STP, 5),
        f=[P(1, STP, 7)],
    ),
    T("Sở Công Thương thì sao?", P(1, SCT, 4), P(1, SCT, 5)),
    T("xếp loại gì?", m=[["Trung bình"]]),
)
Q("lookup", T("diem dieu tra XHH cua So Van hoa the thao du lich nam 2024", P(1, VH, 3), f=[P(1, VH, 2), P(1, VH, 4)]))
Q(
    "lookup",
    T("Mức độ hài lòng chung của huyện Ia Rông 2024?", P(4, IR, 10), f=[P(4, IR, 11)]),
    T("phát ra bao nhiêu phiếu, hợp lệ mấy phiếu?", P(4, IR, 2), P(4, IR, 4)),
)
Q("lookup", T("Năm 2023 Thị xã Cửa Lạch có bao nhiêu hồ sơ quá hạn?", P(6, CLA, 8), f=[P(5, CLA, 8)]))
Q(
    "lookup",
    T(
        "cho hỏi huyện Tây Lĩnh năm 2024 nhận trực tuyến mấy nghìn hồ sơ, tỷ lệ bn",
        P(5, TLI, 3),
        P(5, TLI, 10),
        f=[P(6, TLI, 3)],
    ),
)
Q("lookup", T("Sở Y tế còn bao nhiêu hồ sơ đang giải quyết trong năm 2024?", P(5, SYTE, 9), f=[P(6, SYTE, 9)]))
Q(
    "lookup",
    T(
        "Điểm trung bình lĩnh vực cải cách tài chính công của khối huyện năm 2024, đạt mấy %?",
        P(3, LINHVUC[5], 8),
        P(3, LINHVUC[5], 9),
        f=[P(3, LINHVUC[5], 4)],
    ),
)
Q(
    "lookup",
    T(
        "Thành phố Sơn Hòa hài lòng về công chức giải quyết công việc bao nhiêu %?",
        P(4, SH, 7),
        f=[P(4, "Toàn tỉnh", 7)],
    ),
)
Q("lookup", T("kinh phi so hoa ho so nam 2024 thuc hien bao nhieu", L(1, "Số hóa hồ sơ, kết quả giải quyết TTHC", 3)))
Q(
    "lookup",
    T("Điểm CCHC 2023 của UBND huyện Phước Sơn Trung?", P(2, PS, 7), f=[P(2, PS, 4)]),
    T("hạng mấy năm đó?", P(2, PS, 8)),
)
Q(
    "lookup",
    T(
        "Toàn tỉnh 2024 tiếp nhận tất cả bao nhiêu hồ sơ TTHC?",
        P(5, "Tổng cộng", 2),
        f=[P(6, "Tổng cộng", 2), P(5, CAP, 2)],
    ),
)

sure(order(P, 1, 4, COQUAN)[-2:] == [SCT, SYTE])
Q(
    "rank",
    T("Sở nào đội sổ bảng xếp hạng CCHC 2024 của Sơn Hòa?", P(1, SYTE, 4), m=[["Y tế"]]),
    T("ngay trên đó là ai, hơn mấy điểm?", S(P(1, SCT, 4), "-", P(1, SYTE, 4)), m=[["Công Thương"]]),
)
sure(order(P, 2, 4, CAPHUYEN)[:3] == [HL, IR, CLA])
Q(
    "rank",
    T(
        "3 huyện dẫn đầu chỉ số CCHC năm 2024?",
        P(2, HL, 4),
        P(2, IR, 4),
        P(2, CLA, 4),
        m=[["Hòa Lộc"], ["Ia Rông"], ["Cửa Lạch"]],
    ),
)
sure(order(P, 5, 8, CAPHUYEN)[:2] == [CLA, TLI])
Q(
    "rank",
    T("nam 2024 huyen nao nhieu ho so tre han nhat", P(5, CLA, 8), m=[["Cửa Lạch"]], f=[P(6, CLA, 8)]),
    T("thứ hai?", P(5, TLI, 8), m=[["Tây Lĩnh"]]),
)

sure(min(range(5, 10), key=lambda c: P(4, "Toàn tỉnh", c)) == 9)
Q("rank", T("Yếu tố nào người dân Sơn Hòa ít hài lòng nhất?", P(4, "Toàn tỉnh", 9), m=[["góp ý", "phản ánh"]]))
sure(order(P, 5, 8, COQUAN)[:2] == [TTT, STC])
Q("rank", T("Sở, ngành nào để quá hạn nhiều hồ sơ nhất năm 2024?", P(5, TTT, 8), m=[["Thông tin"]]))
sure(order(P, 3, 9, LINHVUC)[-1] == LINHVUC[6])
sure(order(P, 3, 9, LINHVUC)[0] == LINHVUC[1])
Q(
    "rank",
    T(
        "Khối huyện yếu nhất lĩnh vực nào, mạnh nhất lĩnh vực nào theo tỷ lệ điểm?",
        P(3, LINHVUC[6], 9),
        P(3, LINHVUC[1], 9),
        m=[["chính quyền điện tử", "chính quyền số"], ["thể chế"]],
    ),
)
gain = sorted((P(1, n, 8) - P(1, n, 5), n) for n in COQUAN)
sure(gain[0][1] == GDDT and gain[-1][1] == KCN)
Q(
    "rank",
    T(
        "Cơ quan cấp tỉnh nào tăng hạng nhiều nhất, cơ quan nào tụt nhiều nhất so với 2023?",
        5,
        m=[["khu công nghiệp", "KCN"], ["Giáo dục"]],
    ),
)

Q("change", T("Điểm CCHC của huyện Đông Vĩnh 2024 so với 2023 thế nào, mấy bậc?", P(2, DV, 9), 2, m=[["giảm", "tụt"]]))
Q(
    "change",
    T("SIPAS huyen Ia Rong tang hay giam so voi nam ngoai", S(P(4, IR, 11), "-", P(4, IR, 10)), m=[["giảm"]]),
    T("vì sao?", m=[["sửa chữa", "Bộ phận một cửa"], ["thái độ", "phiền hà"]]),
)
Q(
    "change",
    T(
        "Hồ sơ quá hạn toàn tỉnh giảm được bao nhiêu so với năm 2023?",
        S(P(6, "Tổng cộng", 8), "-", P(5, "Tổng cộng", 8)),
        m=[["giảm"]],
    ),
)
Q(
    "change",
    T(
        "Tỷ lệ hồ sơ trực tuyến cấp tỉnh tăng mấy điểm phần trăm?",
        S(P(5, TINH, 10), "-", P(6, TINH, 10)),
        m=[["tăng"]],
        f=[S(P(5, CAP, 10), "-", P(6, CAP, 10)).value],
    ),
)
Q(
    "change",
    T(
        "Lĩnh vực chính quyền điện tử của khối sở tăng bao nhiêu điểm so 2023?",
        S(P(3, LINHVUC[6], 4), "-", P(3, LINHVUC[6], 3)),
        m=[["tăng"]],
        f=[S(P(3, LINHVUC[6], 8), "-", P(3, LINHVUC[6], 7)).value],
    ),
)
Q(
    "change",
    T(
        "huyện Hòa Lộc chỉ số hài lòng có thay đổi gì không?",
        P(4, HL, 10),
        m=[["không thay đổi", "giữ nguyên", "không đổi", "bằng", "không tăng"]],
    ),
)

Q(
    "aggregate",
    T(
        "Ba sở Tư pháp, Tài chính, Xây dựng cộng lại có bao nhiêu hồ sơ quá hạn năm 2024?",
        S(P(5, STP, 8), "+", P(5, STC, 8), "+", P(5, SXD, 8)),
        f=[P(5, TINH, 8)],
    ),
)
Q(
    "aggregate",
    T(
        "Toàn tỉnh thu về bao nhiêu phiếu hợp lệ, còn bao nhiêu phiếu thu về mà không hợp lệ?",
        P(4, "Toàn tỉnh", 4),
        S(P(4, "Toàn tỉnh", 3), "-", P(4, "Toàn tỉnh", 4)),
    ),
)
Q("aggregate", T("tong ho so truc tuyen 2 nam 2023 va 2024 cua TP Son Hoa", S(P(5, SH, 3), "+", P(6, SH, 3))))
Q(
    "aggregate",
    T(
        "Mấy sở ngành xếp loại Xuất sắc, Tốt, Khá, Trung bình?",
        *[Counter(P_[1][n][6] for n in COQUAN)[g] for g in ("Xuất sắc", "Tốt", "Khá", "Trung bình")],
    ),
)
Q(
    "aggregate",
    T(
        "Hồ sơ quá hạn do lỗi chủ quan của công chức xử lý chậm và thiếu nhân lực cộng lại là mấy?",
        S(L(2, "Công chức xử lý chậm", 4), "+", L(2, "Thiếu nhân lực", 4)),
    ),
    T(
        "bằng mấy % tổng số quá hạn?",
        S(
            "(",
            L(2, "Công chức xử lý chậm", 4),
            "+",
            L(2, "Thiếu nhân lực", 4),
            ")/",
            L(2, "Tổng cộng", 4),
            "*100",
            p=(2, 1, 3),
        ),
    ),
)

Q(
    "compare",
    T(
        "Sở Tài chính với Sở KHĐT năm 2024 ai hơn điểm CCHC, hơn bao nhiêu?",
        S(P(1, KHDT, 4), "-", P(1, STC, 4)),
        m=[["Kế hoạch", "KHĐT", "KH&ĐT"]],
        f=[S(P(1, KHDT, 7), "-", P(1, STC, 7)).value],
    ),
)
Q(
    "compare",
    T(
        "Chư Păng và Ia Rông, huyện nào được dân hài lòng hơn năm 2024?",
        P(4, CP, 10),
        P(4, IR, 10),
        m=[["Chư Păng"]],
        f=[S(P(4, CP, 10), "-", P(4, CP, 11)).value, S(P(4, IR, 11), "-", P(4, IR, 10)).value],
    ),
)
Q(
    "compare",
    T(
        "ty le truc tuyen nam 2024 cua cap tinh va cap huyen chenh nhau bao nhieu?",
        P(5, TINH, 10),
        P(5, CAP, 10),
        S(P(5, CAP, 10), "-", P(5, TINH, 10)),
    ),
)
Q(
    "compare",
    T(
        "Thành phố Sơn Hòa có đạt mức trung bình cấp huyện về tổng điểm CCHC không, kém bao nhiêu?",
        S(P(2, "Trung bình cấp huyện", 4), "-", P(2, SH, 4)),
        m=[["thấp hơn", "kém", "không đạt", "chưa đạt", "dưới", "cao hơn"]],
    ),
)

Q(
    "share",
    T("Hồ sơ quá hạn của Cửa Lạch chiếm bao nhiêu % cấp huyện năm 2024?", pct(P(5, CLA, 8), P(5, CAP, 8))),
    T("chiếm mấy % cả tỉnh?", pct(P(5, CLA, 8), P(5, "Tổng cộng", 8))),
)
Q(
    "share",
    T(
        "Bao nhiêu % hồ sơ quá hạn là do cơ quan phối hợp trả lời chậm?",
        pct(L(2, "Cơ quan phối hợp trả lời chậm", 4), L(2, "Tổng cộng", 4)),
    ),
)
Q(
    "share",
    T(
        "ty le phieu hop le tren so phieu phat ra toan tinh",
        pct(P(4, "Toàn tỉnh", 4), P(4, "Toàn tỉnh", 2)),
        f=[P(4, "Toàn tỉnh", 10)],
    ),
)

sure([n for n in CAPHUYEN if P(4, n, 10) < 80] == [CP, IR])
Q(
    "filter",
    T("Huyện nào có chỉ số hài lòng 2024 dưới 80%?", P(4, CP, 10), P(4, IR, 10), m=[["Chư Păng"], ["Ia Rông"]]),
    T("những huyện đó phát ra tổng cộng bao nhiêu phiếu?", S(P(4, CP, 2), "+", P(4, IR, 2))),
)
sure([n for n in COQUAN if P(1, n, 4) < 80] == [SCT, SYTE])
Q(
    "filter",
    T(
        "cơ quan nào phải kiểm điểm vì dưới 80 điểm, hạn gửi kế hoạch khắc phục?",
        m=[["Công Thương"], ["Y tế"], day(20, 1, 2025)],
    ),
)
sure([n for n in [*COQUAN, *CAPHUYEN] if P(5, n, 8) == 0] == [SNV, DV])
Q("filter", T("nam 2024 don vi nao khong co ho so qua han", m=[["Nội vụ"], ["Đông Vĩnh"]]))
sure([n for n in CAPHUYEN if P(2, n, 4) < P(2, n, 7)] == [BD, DV, HL, TLI])
Q(
    "filter",
    T(
        "Các huyện bị giảm điểm CCHC so với 2023?",
        P(2, BD, 9),
        P(2, DV, 9),
        P(2, HL, 9),
        P(2, TLI, 9),
        m=[["Bàu Đá"], ["Đông Vĩnh"], ["Hòa Lộc"], ["Tây Lĩnh"]],
    ),
)
sure([n for n in COQUAN if P(5, n, 10) > 90] == [STP, SXD])
Q(
    "filter",
    T("Sở nào tiếp nhận trực tuyến trên 90% năm 2024?", P(5, STP, 10), P(5, SXD, 10), m=[["Tư pháp"], ["Xây dựng"]]),
)

Q("why", T("Tại sao chỉ số hài lòng của huyện Bàu Đá đi xuống?", m=[["đo đạc"], ["xin lỗi"]]))
Q("why", T("vi sao linh vuc tai chinh cong giam diem", Decimal("71.4"), 17, m=[["Kiểm toán"], ["giải ngân"]]))
Q("why", T("Sở TN&MT để quá hạn hồ sơ do đâu, thiếu bao nhiêu người?", 23, m=[["nghĩa vụ tài chính"]]))
Q("why", T("Vì sao Sở Giáo dục tụt 5 bậc?", m=[NONE], s=["not_found", "answered"]))

Q(
    "solution",
    T("Huyện Ia Rông phải khắc phục thế nào trong năm tới?", 82, m=[["một cửa"], day(15, 3, 2025), ["kỷ luật"]]),
)
Q(
    "solution",
    T("Sở TTTT được giao cắt mấy dịch vụ công, nâng cấp hệ thống xong trước ngày nào?", 38, m=[day(30, 6, 2025)]),
)
Q(
    "solution",
    T("ai phai thuc hien het kien nghi cua Kiem toan nha nuoc, han chot?", m=[["Sở Tài chính"], day(30, 9, 2025)]),
)

Q("text", T("Báo cáo chỉ số CCHC tỉnh Sơn Hòa năm 2024 số mấy, do ai ký?", m=[["412/BC-SNV"], ["Rơ Chăm Y Thuyên"]]))
Q("text", T("khảo sát phát phiếu từ ngày nào tới ngày nào?", m=[day(10, 9, 2024), day(15, 10, 2024)]))
Q(
    "text",
    T("Hội đồng thẩm định có mấy người, chấm lại bao nhiêu tiêu chí?", 17, 46),
    T("làm việc trong thời gian nào?", m=[day(4, 11, 2024), day(29, 11, 2024)]),
)
Q("text", T("Bộ tiêu chí CCHC ban hành theo quyết định nào của tỉnh?", m=[["1890/QĐ-UBND"]]))

Q(
    "audit",
    T(
        "Năm 2024 huyện Hòa Lộc: trước hạn + đúng hạn + quá hạn có bằng tổng đã giải quyết không?",
        alt(Decimal(100), S("38986-24145-41", p=(0,))),
        m=[WRONG],
    ),
)
Q("audit", T("Rà giúp biểu hồ sơ TTHC năm 2024 xem có ô nào sai", m=[["Hòa Lộc"], ["14.900", "14900"]]))
Q(
    "audit",
    T(
        "Số hồ sơ quá hạn trong báo cáo và trong file excel có khớp nhau không?",
        P(5, "Tổng cộng", 8),
        m=[["khớp", "bằng nhau", "trùng", "thống nhất"]],
    ),
)

Q(
    "draft",
    T(
        "Soạn đoạn giải trình của UBND huyện Ia Rông về mức hài lòng giảm gửi Sở Nội vụ",
        P(4, IR, 10),
        P(4, IR, 11),
        m=[["một cửa"], ["Ia Rông"]],
    ),
)

Q("not_found", T("Chỉ số CCHC năm 2022 của Sở Tư pháp tỉnh Sơn Hòa?", s="not_found"))
Q("not_found", T("SIPAS của Sở Y tế là bao nhiêu?", s="not_found"))
Q(
    "not_found",
    T("Năm 2024 huyện Bàu Đá quá hạn bao nhiêu hồ sơ?", P(5, BD, 8)),
    T("lĩnh vực đất đai chiếm mấy hồ sơ trong đó?", s="not_found"),
)
Q("not_found", T("xa nao cua huyen Tay Linh co nhieu ho so tre nhat", s="not_found"))
Q("not_found", T("Tỉnh Sơn Hòa xếp thứ mấy toàn quốc về PAR Index 2024?", s="not_found"))

sure(order(P, 6, 8, CAPHUYEN)[0] == CLA)
Q(
    "rank",
    T("Năm 2023 huyện, thị nào quá hạn nhiều hồ sơ nhất?", P(6, CLA, 8), m=[["Cửa Lạch"]], f=[P(5, CLA, 8)]),
    T("nơi nào không quá hạn hồ sơ nào?", m=[["Bàu Đá"], ["Hòa Lộc"]]),
)
sure([n for n in CAPHUYEN if P(6, n, 8) == 0] == [BD, HL])
Q("rank", T("ko tinh Cua Lach thi nam 2024 huyen nao nhieu ho so qua han nhat", P(5, TLI, 8), m=[["Tây Lĩnh"]]))
sure([n for n in COQUAN if "-" not in P_[1][n][9] and P(1, n, 10) == 0] == [SNV, SCT, STNMT, SYTE, VH, TTT])
Q(
    "filter",
    T(
        "Sở ngành nào tăng điểm so với 2023 mà thứ hạng vẫn đứng yên?",
        m=[["Nội vụ"], ["Công Thương"], ["Tài nguyên"], ["Y tế"], ["Văn hóa"], ["Thông tin"]],
        f=[P(1, KCN, 9), P(1, SXD, 9)],
    ),
)
sure([n for n in CAPHUYEN if P(4, n, 10) > P(4, n, 11) and P(2, n, 4) < P(2, n, 7)] == [DV, TLI])
Q(
    "filter",
    T(
        "Huyện nào dân hài lòng hơn năm trước nhưng điểm CCHC lại giảm?",
        m=[["Đông Vĩnh"], ["Tây Lĩnh"]],
        f=[P(2, CLA, 4), P(2, HL, 4)],
    ),
)
Q(
    "compare",
    T(
        "nam 2023 So Y te hay So KHDT nhan nhieu ho so hon, chenh may ho so?",
        S(P(6, KHDT, 2), "-", P(6, SYTE, 2)),
        m=[["Kế hoạch", "KHĐT", "KH&ĐT"]],
        f=[S(P(5, KHDT, 2), "-", P(5, SYTE, 2)).value],
    ),
    T("năm 2024?", S(P(5, KHDT, 2), "-", P(5, SYTE, 2))),
)
Q("lookup",
  T("Chào bạn, mình cần số liệu hồ sơ năm 2024 của huyện Phước Sơn Trung: tiếp nhận bao nhiêu, đã giải quyết bao nhiêu?", P(5, PS, 2), P(5, PS, 5)),
  T("trước hạn mấy hồ sơ?", P(5, PS, 6)),
  T("so với năm 2023 thì tiếp nhận tăng hay giảm bao nhiêu?", S(P(5, PS, 2), "-", P(6, PS, 2)), m=[["tăng"]]),
  T("thế huyện Bàu Đá?", S(P(6, BD, 2), "-", P(5, BD, 2)), m=[["giảm"]]))  # fmt: skip
Q(
    "lookup",
    T(
        "Đào tạo bồi dưỡng công chức dự toán bn tiền, thực hiện bn?",
        L(1, "Đào tạo, bồi dưỡng công chức", 2),
        L(1, "Đào tạo, bồi dưỡng công chức", 3),
    ),
    T(
        "nhiệm vụ nào tiêu được ít tiền nhất theo tỷ lệ?",
        L(1, "Nâng cấp Hệ thống thông tin giải quyết TTHC", 4),
        m=[["Nâng cấp"]],
    ),
)

Q(
    "clarify",
    T("đơn vị mình được mấy điểm CCHC năm 2024?", s="clarify"),
    T("Sở Xây dựng", P(1, SXD, 4), f=[P(1, SXD, 7)]),
)
Q(
    "clarify",
    T(
        "Sơn Hòa có bao nhiêu hồ sơ quá hạn năm 2024?",
        m=[["1.033", "1033", "137", "Thành phố Sơn Hòa"]],
        s=["answered", "clarify"],
    ),
)


if __name__ == "__main__":
    for name, cases in CASES.items():
        lines = [json.dumps(case, ensure_ascii=False) for case in cases]
        (HERE.parent / f"held_{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf8")
        count = Counter(c["kind"] for c in cases)
        print(
            name, len(cases), sum(len(c["turns"]) for c in cases), sum(len(c["turns"]) > 1 for c in cases), dict(count)
        )
