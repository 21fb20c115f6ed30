"""The questions that the project must answer, what their answers must hold, and how that is looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from corpus.numbers import numbers_in
from corpus.text import fold

# citation marks, list numbering, dates, numbers of documents, quotations of print, references to places
_NO_FIGURES = re.compile(
    r"\[\d+\]|(?m:^\s*\d+[.)]\s)|[“\"][^“”\"\n]{1,40}[”\"]|(?:ngày\s+)?\b\d{1,2}/\d{1,2}/\d{4}\b"
    r"|(?i:\b(?:ngày|tháng|năm|quý)\s+\d+\b)|\b\d+(?:/\d+)*/[A-ZĐ][\w&-]*"
    r"|(?i:\b(?:phụ lục|biểu đồ|bảng|mục|điều|khoản|dòng|cột|tiêu chí|phường|khóm)\s+\(?\d+\)?)"
)


@dataclass(frozen=True)
class Expected:
    """A question with the numbers and names of its answer; of each group of `mention` and `cites`
    one must stand in the answer, or in its citations."""

    question: str
    figures: tuple[float, ...] = ()
    mention: tuple[tuple[str, ...], ...] = ()
    cites: tuple[tuple[str, ...], ...] = ()
    status: str = "answered"

    def __str__(self) -> str:
        return fold(self.question)


# the questions whose answers do not depend on which other reports are in the store
ANYWHERE = (
    Expected(
        "Đơn vị nào có nhiều hồ sơ trễ hạn nhất năm 2022?",
        figures=(415, 634),
        mention=(("Vĩnh Châu",),),
        cites=(("Phụ lục 2",), ("415",)),
    ),
    Expected(
        "Chỉ số CCHC năm 2022 thay đổi thế nào so với 2021?",
        figures=(87.54, 83.14, 18, 49, 31),
        mention=(("giảm", "tụt", "lùi"),),
        cites=(("83,14", "83.14"),),
    ),
    Expected("Sở GTVT công khai bao nhiêu hồ sơ?", figures=(553, 28072, 1.97), cites=(("Phụ lục 1",), ("28.072",))),
    Expected(
        "so tre han cua huyen My Tu theo linh vuc?",
        figures=(37, 14, 12, 8, 2, 1),
        mention=(("Hộ tịch",), ("Đất đai",)),
        cites=(("Phụ lục 2",), ("Mỹ Tú",)),
    ),
)
ONE_REPORT = (
    Expected(
        "Lĩnh vực nào tụt hạng nhiều nhất, vì sao?",
        figures=(59,),
        mention=(
            ("Cải cách tài chính công",),
            ("giải ngân",),
            ("thanh tra",),
            ("tự bảo đảm chi thường xuyên",),
            ("tự bảo đảm một phần",),
            ("giảm chi trực tiếp",),
        ),
        cites=(("(10)",), ("(11)",), ("(12)",), ("(13)",), ("(14)",)),
    ),
    Expected("Tỷ lệ hài lòng chung của người dân?", figures=(79.92, 32), cites=(("79,92", "79.92"),)),
    Expected("Ai ký báo cáo?", mention=(("Huỳnh Văn Nam",),), cites=(("Huỳnh Văn Nam",),)),
    Expected("Dân số Sóc Trăng bao nhiêu?", status="not_found"),
)
EIGHT = ANYWHERE + ONE_REPORT


def problems(answer: dict[str, Any], expected: Expected) -> list[str]:
    """What is wrong with an answer (as JSON); none if it is right."""
    text = answer["answer"]
    told = {abs(float(number.value)) for _, number in numbers_in(text)}
    told |= {float(number.of) for _, number in numbers_in(text) if number.of is not None}
    cited = fold(" ".join(f"{c['document']} {c['title']} {c['locator']} {c['quote']}" for c in answer["citations"]))
    found = [f"status {answer['status']}"] if answer["status"] != expected.status else []
    found += [f"no figure {figure}" for figure in expected.figures if figure not in told]
    found += [f"no mention of {group}" for group in expected.mention if not any(fold(w) in fold(text) for w in group)]
    found += [f"no citation of {group}" for group in expected.cites if not any(fold(w) in cited for w in group)]
    return found + [f"{printed} has no source" for printed in loose_numbers(answer)]


def loose_numbers(answer: dict[str, Any]) -> list[str]:
    """The numbers of an answer that are neither among its figures nor in the question."""
    known: set[float] = set()
    for source in (answer["question"], *(figure["text"] for figure in answer["figures"])):
        for _, number in numbers_in(source):
            known |= {abs(float(value)) for value in (number.value, number.of) if value is not None}
    known |= {abs(float(figure["value"])) for figure in answer["figures"] if figure["value"] is not None}
    return [
        printed
        for printed, number in numbers_in(_NO_FIGURES.sub(" ", answer["answer"]))
        if abs(float(number.value)) not in known and not 1900 <= abs(number.value) <= 2100
    ]
