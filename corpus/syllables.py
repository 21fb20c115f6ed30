"""How Vietnamese syllables are spelled: an onset, a rhyme, and a tone that the rhyme takes.

They tell what a broken text layer or a file without a named encoding says: what spells syllables is
Vietnamese, what does not is something else.
"""

from __future__ import annotations

import re
import unicodedata

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
ê êch êm ên êng ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan
oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn
ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uơ up ut uy uya uych
uyên uyêt uynh uyt uyu uôc uôi uôm uôn uông uôt uôp ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt
ươu y yêm yên yêng yêt yêu uao uo
"""
_SYLLABLE = re.compile(
    rf"(?:{'|'.join(sorted(_ONSETS.split(), key=len, reverse=True))})?(?:{'|'.join(_RHYMES.split())})"
)
_CLOSED = re.compile(r"(?:c|ch|p|t)$")  # syllables with such an end have only sắc and nặng


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable: an onset, a rhyme, a tone that the rhyme takes.

    >>> is_syllable("khoản"), is_syllable("điề"), is_syllable("CCHC")
    (True, False, False)
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    return not _CLOSED.search(bare) or (bool(tones) and tones[0] in TONES[3:])
