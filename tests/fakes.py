"""Stand-ins and small inputs that several tests share: an embedder without a model, tiny reports."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from pathlib import Path

from corpus.text import syllables

DIMENSIONS = 16


class FakeEmbedder:
    """Deterministic vectors from the hashes of a text's folded syllables; no model is loaded."""

    def __init__(self, name: str = "fake-16") -> None:
        self._name = name

    @property
    def name(self) -> str:
        """See `index.embedding.Embedder`."""
        return self._name

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        """See `index.embedding.Embedder`."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """See `index.embedding.Embedder`."""
        vector = [0.01] * DIMENSIONS
        for syllable in syllables(text):
            vector[hashlib.sha256(syllable.encode()).digest()[0] % DIMENSIONS] += 1.0
        length = math.sqrt(sum(x * x for x in vector))
        return [x / length for x in vector]


TINY_REPORT = """UBND TỈNH AN LẠC

{body}

Số: {number}

An Lạc, ngày {day} tháng {month} năm {year}

BÁO CÁO

Kết quả giải quyết hồ sơ năm {period} của tỉnh An Lạc

I. KẾT QUẢ CHUNG

{sentence}

1. Số liệu theo đơn vị

STT\tĐơn vị\tHồ sơ\t
\t\tTiếp nhận\tTrễ hạn
1\tSở Y tế\t1.200\t{late}
2\tSở Nội vụ\t800\t{rest}
3\tSở Tư pháp\t500\t1
\tTổng số\t2.500\t12

II. GIẢI PHÁP

Các đơn vị công khai tiến độ giải quyết hồ sơ hằng tháng trên cổng dịch vụ công.

Nơi nhận:

- UBND tỉnh;

GIÁM ĐỐC

Nguyễn Thị Bình
"""


def write_report(
    path: Path,
    *,
    number: str = "7/BC-SNV",
    body: str = "SỞ NỘI VỤ",
    date: tuple[int, int, int] = (5, 1, 2024),
    period: int = 2023,
    late: str = "7",
    sentence: str = "Toàn tỉnh tiếp nhận 2.500 hồ sơ, trong đó 12 hồ sơ trễ hạn vì đường truyền chập chờn.",
) -> Path:
    """Writes a report of one table, which adds up where `late` is up to 11, to `path`; returns the path."""
    rest = 11 - int(late) if late.isdigit() else 4
    day, month, year = date
    masthead = {"number": number, "body": body, "day": day, "month": month, "year": year, "period": period}
    text = TINY_REPORT.format(**masthead, late=late, rest=rest, sentence=sentence)
    path.write_text(text, encoding="utf-8")
    return path
