"""How Vietnamese syllables are spelled: by their onsets, rhymes and tones; and the ones reports use most."""

from __future__ import annotations

import re
import unicodedata

from corpus.text import fold

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_ALL_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_ALL_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan
oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn
ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uơ up ut uy uya uych
uyên uyêt uynh uyt uyu uôc uôi uôm uôn uông uôt uôp ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt
ươu y yêm yên yêng yêt yêu uao uo
"""
ONSETS = _ALL_ONSETS.split()
RHYMES = _ALL_RHYMES.split()
_FREQUENT_WORDS = (
    "và của các được trong năm là có cho người không một với đã này công việc hành chính tỉnh số hồ sơ thủ tục "
    "quả giải quyết kết hạn tỷ lệ điểm đạt đơn vị huyện xã sở cải cách nội dung đến từ thực hiện tại về ủy ban nhân "
    "dân tổ chức bộ quyền định chỉ hài lòng sự phục vụ cơ quan nhà nước đánh giá cộng hòa hội chủ nghĩa độc lập tự do "
    "hạnh phúc báo cáo lĩnh vực thành phố thị tiếp nhận trước đúng quá tổng tên thứ ký tháng ngày quý kỳ sáu bảy tám "
    "chín mười trăm nghìn triệu tỉ đồng tiền thu chi ngân sách kế hoạch nhiệm đề án dự chương trình văn bản quy phạm "
    "pháp luật nghị thông tư chuyển đổi số điện tử trực tuyến phần mềm cổng dịch mạng lưới giáo dục đào tạo y tế lao "
    "động thương binh xây dựng giao vận tải nông nghiệp phát triển tài nguyên môi trường khoa học nghệ thể thao du "
    "lịch đầu ngoại thanh tra kiểm soát giám sát xử lý vi kỷ cán viên chức tuyển dụng bổ nhiệm sắp xếp tinh giản "
    "biên chế vị trí lãnh đạo phó trưởng phòng chủ tịch bí thư đảng ủy tốt khá trung bình yếu kém cao thấp hơn giảm "
    "tăng lần mức loại nhóm bậc hạng đứng còn thiếu chậm trễ muộn kéo dài tồn đọng nguyên hạn chế khó khăn vướng mắc "
    "giải pháp phương hướng tiếp theo đề xuất kiến nơi lưu kính gửi căn cứ về việc kèm phụ lục biểu bảng chú ghi "
    "khác cả những nhiều ít mới cũ lớn nhỏ trên dưới ngoài giữa sau khi nếu thì mà để bị do bởi vì nên cũng đều chỉ "
    "rất nhất đó đây nào gì như thế lại ra vào lên xuống đi làm cần phải nhằm bảo đảm nâng chất lượng hiệu tăng cường "
    "đẩy mạnh nghiêm túc rà soát triển khai hướng dẫn tuyên truyền tập huấn đôn đốc phối hợp trách nhiệm gắn liền "
    "sản xuất kinh doanh doanh nghiệp hộ khẩu tịch đất đai nhà ở sinh con chứng chứng khai đăng ký cấp đổi phí lệ "
    "quốc gia việt nam miền bắc trung sông núi biển đảo địa phương ấp thôn bản khu dân tộc tôn giáo tín ngưỡng hòa "
    "bình an ninh trật tự tội phạm giao cháy nổ phòng chống thiên tai bão lũ lụt hạn mặn rừng cây lúa ngô khoai chăn "
    "nuôi gia súc gia cầm thủy hải sản muối khoáng dầu khí điện nước sạch rác thải đường cầu bến cảng chợ siêu trường "
    "lớp thầy trò bệnh viện thuốc bác sĩ trẻ em phụ nữ thanh niên già nghèo thất nghiệp lương thưởng hưu bảo hiểm vay "
    "nợ thuế lãi vốn thầu đấu giá mua bán xuất nhập khẩu hàng hóa nguyễn trần lê phạm hoàng huỳnh "
    "phan vũ võ đặng bùi đỗ hồ ngô dương lý điều khoản khảo môi thống hệ lộc chưa vùng tuổi tác xã phủ trừ giúp"
)
_FREQUENT = frozenset(_FREQUENT_WORDS.split())
_SYLLABLE = re.compile(rf"(?:{'|'.join(sorted(ONSETS, key=len, reverse=True))})?(?:{'|'.join(RHYMES)})")
_FOLDED = frozenset(fold(onset + rhyme) for onset in ["", *ONSETS] for rhyme in RHYMES)
_CLOSED = re.compile(r"(?:c|ch|p|t)$")  # syllables with such an end have only sắc and nặng
_PARTS = re.compile(r"(?:qu(?=.)|gi(?=[aăâeêioôơuưy])|[^aăâeêioôơuưy]*)(?P<vowels>[aăâeêioôơuưy]+)(?P<end>[a-z]*)")
_OLD_OR_NEW = {"oa", "oe", "uy"}  # "hòa" and "hoà"
_ON_SECOND = {"uê", "uơ"}  # "Huế", "thuở"


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable: an onset, a rhyme, a tone that the rhyme takes."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    if not tones:
        return not _CLOSED.search(bare)
    before = unicodedata.normalize("NFC", decomposed[: decomposed.index(tones[0])])
    return (not _CLOSED.search(bare) or tones[0] in TONES[3:]) and _is_placed(bare, len(before) - 1)


def _is_placed(bare: str, at: int) -> bool:
    """Whether a tone is written over the letter of a syllable that carries it."""
    parts = _PARTS.fullmatch(bare)
    if parts is None:
        return False
    vowels, place = parts["vowels"], at - parts.start("vowels")
    if parts["end"]:
        return place == len(vowels) - 1
    if vowels in _OLD_OR_NEW:
        return place in {0, 1}
    return place == (1 if len(vowels) == 3 or vowels in _ON_SECOND else 0)


def may_be_syllable(folded: str) -> bool:
    """Whether a word without diacritics may be a Vietnamese syllable typed so."""
    return folded in _FOLDED


def is_frequent(word: str) -> bool:
    """Whether a word is among the few hundred that reports use most."""
    return unicodedata.normalize("NFC", word.lower()) in _FREQUENT
