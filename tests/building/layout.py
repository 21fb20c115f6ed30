"""How wide the columns of a printed table are."""

from __future__ import annotations

from building.sheets import Sheet

_WORD_SHARE = 0.62  # of the width goes to what columns need for their longest words, the rest to long texts


def column_widths(sheet: Sheet, width: float) -> list[float]:
    """Widths that add up to `width`: room for each column's longest word, more where its texts are long."""
    rows = sheet.flat_rows()
    words = [max((len(word) for row in rows for word in row[c].split()), default=1) + 2 for c in range(sheet.width)]
    texts = [min(120, max(len(row[c]) for row in rows[sheet.header :])) for c in range(sheet.width)]
    spare = [max(0, text - word) for text, word in zip(texts, words, strict=True)]
    share = _WORD_SHARE if any(spare) else 1.0
    return [
        width * (share * word / sum(words) + (1 - share) * extra / max(1, sum(spare)))
        for word, extra in zip(words, spare, strict=True)
    ]
