"""Several questions in one message: each is answered in its turn, the later ones leaning on those before."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=\?)\s+|(?<=[^\W\d_]\.)\s+(?=[^\W\d_a-zđ])|\n+|;\s+")
# another superlative: "xã nào cao nhất, xã nào thấp nhất", "… còn nơi nào ít nhất"
_ANOTHER = re.compile(
    r"(?:,\s+(?:và |còn |thế |rồi )?|\s+(?:và|còn) )(?=(?:[^\W\d_]+ ){1,4}nào [^,?]{0,60}nhất)",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(r"(?<!\w)nhất(?!\w)", re.IGNORECASE)
_ASKS = re.compile(
    r"\?|(?<!\w)(?:bao nhiêu|mấy|nào|gì|ai|đâu|sao|bao giờ|so sánh|liệt kê|cho biết|tính|soạn|viết)(?!\w)",
    re.IGNORECASE,
)
_MOST = 5


def split_questions(text: str) -> tuple[str, ...]:
    """The questions of a message in order; what asks nothing goes with the question after it, else before it."""
    questions: list[str] = []
    before = ""
    for sentence in _SENTENCE_END.split(text):
        before = f"{before} {sentence}".strip()
        if _ASKS.search(sentence):
            questions.extend(_split_superlatives(before))
            before = ""
    if before and questions:
        questions[-1] = f"{questions[-1]} {before}"
    return tuple(questions) if 1 < len(questions) <= _MOST else (text,)


def _split_superlatives(sentence: str) -> list[str]:
    """A question for each superlative; a later one may leave out what is measured, as what follows on the first."""
    first, *more = _ANOTHER.split(sentence)
    if not all(_SUPERLATIVE.search(part) for part in (first, *more)):
        return [sentence]
    return [first, *(f"còn {part}" for part in more)]
