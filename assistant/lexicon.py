"""The words of questions: chat spellings, words for one thing, words that point at nothing.

General Vietnamese of offices; no report's labels. All lower case with diacritics: a question typed
without them has had them restored before these are looked up.
"""

from __future__ import annotations

import re

CHAT_FORMS: dict[str, str] = {
    "bn": "bao nhiêu",
    "bnhiu": "bao nhiêu",
    "bnhieu": "bao nhiêu",
    "hs": "hồ sơ",
    "ko": "không",
    "kg": "không",
    "hok": "không",
    "dc": "được",
    "đc": "được",
    "đv": "đơn vị",
    "tx": "thị xã",
    "tx.": "thị xã",
    "tp": "thành phố",
    "tp.": "thành phố",
    "h.": "huyện",
    "đ/c": "đồng chí",
    "p.": "phường",
    "tt.": "thị trấn",
    "ntn": "thế nào",
    "nhiu": "nhiêu",
    "oi": "ơi",
    "roi": "rồi",
    "e": "em",
    "sp": "sản phẩm",
    "mn": "mọi người",
    "nn": "nhà nước",
    "dn": "doanh nghiệp",
    "vs": "với",
    "cty": "công ty",
    "tivi": "ti vi",
    "tv": "ti vi",
}

# Each group is one thing said in several ways; the first stands for all of them.
SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("quá hạn", "trễ hạn", "chậm hạn", "trễ hẹn", "quá hẹn", "bị trễ", "trễ"),
    ("tiếp nhận", "nhận được", "thu nhận", "nhận", "nộp"),
    ("giải quyết", "giải quyết xong", "xử lý xong"),
    (
        "xếp hạng",
        "thứ hạng",
        "xếp thứ",
        "vị trí",
        "vị thứ",
        "hạng mấy",
        "hạng",
        "bậc",
        "tụt hạng",
        "tăng hạng",
        "giảm hạng",
    ),
    ("tỷ lệ", "tỉ lệ", "phần trăm", "tỷ trọng", "tỉ trọng", "%"),
    ("trực tuyến", "online", "qua mạng"),
    ("chưa đạt", "mất điểm", "bị mất", "bị trừ", "hụt", "mất"),
    ("đạt được", "đạt", "được điểm"),
    ("tối đa", "điểm chuẩn", "chuẩn"),
    ("thủ tục hành chính", "tthc", "tttc"),
    ("cải cách hành chính", "cchc", "par index", "par-index"),
    ("hài lòng", "sự hài lòng", "sipas"),
    ("đúng hạn", "đúng hẹn"),
    ("trước hạn", "sớm hạn"),
    ("trung bình", "bình quân"),
    ("cả nước", "toàn quốc"),
    ("mức độ", "mức"),
    ("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd"),
    ("thẩm định", "tự chấm"),
    ("công khai", "công bố"),
    ("cấp huyện",),
    ("cấp xã",),
    ("cấp tỉnh",),
    ("dân số", "đông dân", "ít dân", "số dân"),
    ("diện tích", "diện tích tự nhiên", "rộng", "hẹp"),
    ("thu nhập", "giàu"),
    ("bình quân đầu người",),
    ("hộ nghèo", "nghèo"),
    ("tuổi thọ",),
    ("thất nghiệp",),
    ("tăng trưởng",),
    ("xuất khẩu",),
    ("nhập khẩu",),
    ("học sinh",),
    ("giáo viên",),
    ("bác sĩ",),
    ("giường bệnh",),
    ("biên chế",),
    ("đầu tư nước ngoài", "fdi"),
    ("sử dụng", "dùng", "xài"),
    ("dự toán", "dự toán giao", "dự toán được giao", "giao dự toán"),
    ("kế hoạch", "kế hoạch giao"),
    ("kinh phí",),
    (
        "toàn tỉnh",
        "cả tỉnh",
        "của tỉnh",
        "tỉnh mình",
        "tỉnh ta",
        "toàn ngành",
        "toàn địa bàn",
        "toàn bộ",
        "toàn huyện",
        "cả huyện",
        "huyện mình",
        "huyện ta",
        "toàn xã",
        "cả xã",
        "toàn thị xã",
        "toàn thành phố",
        "toàn quận",
        "toàn trường",
        "toàn viện",
        "toàn công ty",
        "toàn hệ thống",
    ),
    ("bộ phận một cửa",),
    ("tổng số", "tổng"),
)

# Words that ask for the whole, and name no row or column.
WHOLE_WORDS = frozenset({"toàn tỉnh", "tổng số", "tổng cộng", "chung"})

# Words of asking, politeness and grammar.
STOP_WORDS = frozenset(
    """
    ạ à ai anh chị ban_hành bao nhiêu bị bởi các cái cần càng cho chứ của cũng đã đang đây để đến đi
    do đó được em gì giùm giúp hay hỏi hơn khi không kiểu là lại làm lên luôn lúc mà mấy mình một mỗi muốn
    nào này nếu nên nhé nhỉ như nhưng những ở ơi qua ra rằng rất rồi sao se sẽ sau ta tại thế thì thôi tới tôi trả
    trong trước từ tức từng vào vậy về với vừa xem xin ý kính nhờ nhóm loại khoản diện cụ thể vui lòng liệt kê tên gồm riêng hết nhất
    tổng cộng tính toàn tăng giảm thay đổi so sánh hai ba bốn năm sáu bảy tám chín mười nhau chênh lệch
    bên gấp lần xuống trên dưới hiện theo nêu còn có và hoặc khác nhiều ít cao thấp lớn nhỏ tốt kém đơn_vị đơn vị
    cả chung điều biết đề nghị thông tin báo cáo số liệu thứ đứng đầu cuối top nơi nữa bằng hẳn phải nằm nhì kể nay thêm xếp thuộc tóm tắt vài mảng khối giùm cuối đầu đó ấy này
    thế_nào ra_sao chỉ chọn cùng lẫn nhà_nước năm kỳ gộp tụt manh mạnh chủ yếu người hồ sơ điểm cấp tỉnh
    chào bạn hả nha nhen hen dạ alo thưa sếp cháu bác chú cô đều nghìn ngàn nhiêu cảm ơn luôn vậy
    vì do nguyên nhân lý giải pháp xuất làm_gì mang đâu tháng việc soạn giải trình gửi thảo giúp đoạn tình hình kết quả nội dung mục phần chiếm là_bao lắm vẫn nói sang chia phân tất hãy viết soạn đoạn ngắn gọn đi vị ngày tháng
    """.split()
)

_HOW_MANY = r"(?:\d+|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"

# The level of unit that a question asks for ("sở nào", "11 huyện"), in the order of trust.
ASKED_LEVELS: tuple[tuple[str, str], ...] = (
    (
        "sở ngành",
        r"(?<!\w)((?:các |những |mấy |bao nhiêu |\d+ )?(?:sở,? ban,? ngành|sở,? ngành|ban,? ngành)(?:,? (?:cấp )?tỉnh)?"
        r"|các sở|những sở|sở nào|mấy sở|bao nhiêu sở|\d+ sở(?= nào| có| đó|,|\?|$)"
        rf"|{_HOW_MANY} sở(?=[^,;]* nhất)"
        r"|cơ quan chuyên môn|cơ quan cấp tỉnh)(?!\w)",
    ),
    (
        "huyện",
        r"(?<!\w)((?:các |những |mấy |bao nhiêu |\d+ )?(?:ubnd )?huyện,? thị(?: xã)?(?:(?:,| và)? thành phố)?"
        r"|(?:ubnd )?huyện/thị(?: xã)?(?:/thành phố)?"
        r"|các huyện|những huyện|huyện nào|mấy huyện|bao nhiêu huyện|\d+ huyện|(?:\d+ )?đơn vị cấp huyện"
        rf"|{_HOW_MANY} huyện(?=[^,;]* nhất)"
        r"|địa phương nào|địa bàn nào|các địa phương|ubnd huyện nào|huyện/thị|huyện thị)(?!\w)",
    ),
    (
        "xã",
        r"(?<!\w)(?<!số )((?:\d+ |các |những |mấy |bao nhiêu )?(?:xã|phường|thị trấn)(?:,? (?:và |hay )?(?:xã|phường|thị trấn))+(?: nào)?"
        rf"|xã nào|phường nào|các xã|các phường|mấy xã|bao nhiêu xã|\d+ (?:xã|phường)|{_HOW_MANY} xã(?=[^,;]* nhất))(?!\w)",
    ),
    (
        "lĩnh vực",
        r"(?<!\w)(lĩnh vực(?: \w+)? nào|lĩnh vực(?=(?: \w+){2,4} nào)|các lĩnh vực|những lĩnh vực|lĩnh vực gì|mấy lĩnh vực|bao nhiêu lĩnh vực)(?!\w)",
    ),
    (
        "tiêu chí",
        r"(?<!\w)(tiêu chí(?: \w+)? nào|tiêu chí(?=(?: \w+){2,4} nào)|các tiêu chí|những tiêu chí|tiêu chí gì|mấy tiêu chí|bao nhiêu tiêu chí|chỉ số thành phần nào|nội dung nào|chỉ tiêu nào)(?!\w)",
    ),
)

# The words of those levels: they say which sort of unit is meant, wherever they stand.
LEVEL_WORDS: dict[str, frozenset[str]] = {
    "sở ngành": frozenset({"sở", "ban", "ngành"}),
    "huyện": frozenset({"huyện", "thị", "xã", "thành", "phố"}),
    "xã": frozenset({"xã", "phường", "thị", "trấn"}),
    "lĩnh vực": frozenset({"lĩnh", "vực"}),
    "tiêu chí": frozenset({"tiêu", "chí", "nội", "dung"}),
}

# How officials ask, for the restoring of diacritics in questions typed without them.
QUESTION_PHRASES = """
bao nhiêu hồ sơ trễ hạn. đơn vị nào trễ hạn nhiều nhất. sở nào tiếp nhận nhiều hồ sơ nhất. huyện nào có tỷ lệ thấp nhất.
vì sao chỉ số tụt hạng. tại sao giảm bậc. nguyên nhân do đâu. lý do gì. so với năm trước thế nào. so với năm 2021 tăng hay giảm.
số trễ hạn của huyện theo lĩnh vực. xếp hạng mấy cả nước. hạng mấy. đạt bao nhiêu điểm. đạt mấy phần trăm. chiếm bao nhiêu phần trăm.
tổng số hồ sơ tiếp nhận của ba sở. cộng cả hai lại. còn năm 2021. thế còn huyện. ai ký báo cáo. giải pháp nào để khắc phục.
đề xuất gì để tăng thu ngân sách. phải làm gì. từ ngày nào đến ngày nào. số liệu phụ lục tính từ ngày nào. liệt kê các đơn vị dưới.
bên nào nhiều hơn. chênh nhau bao nhiêu. gấp mấy lần. tỉnh mình đạt bao nhiêu. người dân theo dõi qua kênh nào nhiều nhất.
giảm bao nhiêu triệu đồng. thu từ doanh nghiệp. lĩnh vực nào tụt hạng nhiều nhất. có bao nhiêu cán bộ công chức viên chức.
dân số bao nhiêu người. diện tích bao nhiêu. thời gian trung bình bao nhiêu ngày. kinh phí bao nhiêu. cho tôi biết. cho hỏi.
soạn giúp báo cáo giải trình. có khớp nhau không. số nào sai. hồ sơ đúng hạn. hồ sơ quá hạn. đã giải quyết được bao nhiêu.
tỷ lệ giải ngân. công khai bao nhiêu hồ sơ. mức độ hài lòng chung của người dân. thứ hai là đơn vị nào. đứng thứ mấy.
trễ hạn nhất năm. nhiều nhất năm nay. thấp nhất năm. cao nhất năm. ít hồ sơ nhất. sở nào ít nhất. sở nào có. huyện nào có. xã nào có.
cuối quý. cuối kỳ. cuối năm. đầu quý. đầu kỳ. trên 45 nghìn người. dưới 20 tỷ đồng. nghìn hộ. vượt dự toán. không đạt kế hoạch.
sáu tháng đầu năm. chín tháng đầu năm. ba tháng đầu năm. sáu tháng cuối năm.
nơi nào cao hơn. nơi nào nhiều hơn. bên nào thấp hơn.
quá hạn nhiều nhất. tiếp nhận ít nhất. so với cùng kỳ. đạt mấy điểm. mất mấy điểm. vì sao tụt. có bao nhiêu. là bao nhiêu. của sở nào.
"""

# who has to do something: "đơn vị nào phải thay tủ lạnh?", of a folded question
ASKS_WHO = re.compile(
    r"\b(ai|(don vi|co quan|so|phong|noi|ban|huyen|xa|dia phuong|ben) nao) "
    r"(se |la noi |la don vi )?(phai|chiu trach nhiem|co trach nhiem|co nhiem vu|duoc giao|duoc phan cong|chu tri)\b"
)
