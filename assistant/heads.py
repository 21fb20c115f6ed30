"""What reports say of themselves: who signed, number, date, issuing body, whom they are sent to, what they rest on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from assistant.question import Question
from corpus.text import fold, sentences
from index.values import Document, Hit


class Field(StrEnum):
    """What may be asked of a report itself."""

    SIGNER = "signer"
    NUMBER = "number"
    DATE = "date"
    BODY = "body"
    TITLE = "title"
    RECIPIENT = "recipient"
    BASIS = "basis"
    SPAN = "span"


_DOCUMENT = r"(?:bao cao|cong van|to trinh|van ban|tai lieu)"
_ISSUED = r"(?:ban hanh|phat hanh|ky|lap|viet|ra|de|gui|cong bo)"
_CUES: dict[Field, re.Pattern[str]] = {
    Field.SIGNER: re.compile(
        r"\b(?:(?:ai|nguoi nao|dong chi nao|lanh dao nao|ong nao|ba nao) (?:la nguoi |da |duoc |thay mat )*ky"
        r"|nguoi ky|ky boi ai|ky ten|chu ky cua ai)\b"
    ),
    Field.NUMBER: re.compile(
        rf"\b{_DOCUMENT}\b.{{0,80}}\bso (?:may|bao nhieu|hieu)\b|\bso (?:ky )?hieu (?:cua )?{_DOCUMENT}\b"
        rf"|\bso (?:cua )?{_DOCUMENT} (?:la|may)\b"
    ),
    Field.DATE: re.compile(
        rf"\b{_DOCUMENT}\b.{{0,80}}\b{_ISSUED}\b.{{0,30}}\b(?:ngay|hom|luc|thang) (?:nao|may|bao nhieu)\b"
        rf"|\b{_DOCUMENT}\b.{{0,80}}\b{_ISSUED} (?:khi nao|bao gio)\b|\bso (?:may|bao nhieu),? ngay (?:nao|may)\b"
        rf"|\b(?:khi nao|bao gio|ngay nao)\b.{{0,30}}\b{_ISSUED} {_DOCUMENT}\b|\bngay {_ISSUED} (?:cua )?{_DOCUMENT}\b"
        rf"|\b{_DOCUMENT}\b.{{0,60}}\bde ngay\b"
    ),
    Field.BODY: re.compile(
        rf"\b{_DOCUMENT}\b.{{0,80}}\b(?:co quan|don vi|so|noi|ai) nao (?:la noi )?{_ISSUED}\b"
        rf"|\bai (?:ban hanh|phat hanh|lap|viet|ra) {_DOCUMENT}\b"
        rf"|\b(?:co quan|don vi|noi) nao (?:da )?{_ISSUED} (?:ra )?{_DOCUMENT}\b|\bco quan ban hanh\b"
        rf"|\b{_DOCUMENT}\b.{{0,60}}\b(?:cua|do) (?:co quan|don vi|so|noi) nao\b"
    ),
    Field.TITLE: re.compile(rf"\b(?:ten|tieu de|trich yeu)(?: day du)? (?:cua )?{_DOCUMENT}\b"),
    Field.RECIPIENT: re.compile(
        r"\bgui (?:cho |den |toi |len |ve )?(?:ai|dau|(?:co quan|don vi|so|noi|cap) nao)\b|\bkinh gui ai\b"
    ),
    Field.BASIS: re.compile(
        r"\b(?:can cu|theo|thuc hien|dua tren|dua vao) (?:\w+ ){0,3}?(?:van ban|quyet dinh|nghi quyet|ke hoach"
        r"|nghi dinh|chi thi|cong van|thong tu|co so) nao\b|\bcan cu (?:vao )?(?:dau|gi|nao)\b|\bcan cu phap ly\b"
    ),
    Field.SPAN: re.compile(
        r"\b(?:bao cao|so lieu|phu luc|ky bao cao)\b.{0,80}\btu ngay (?:nao|may|bao nhieu)\b"
        r"|\bky bao cao .{0,30}(?:nao|khi nao)\b"
    ),
}
_ADDRESS = re.compile(r"^\s*Kính gửi\s*:?\s*(?P<to>.+)$", re.IGNORECASE)
_RESTS = re.compile(r"^\W*(?:Thực hiện|Căn cứ|Theo|Xét)\s+(?=\S)")
_SPAN = re.compile(
    r"[Tt]ừ ngày\s+\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?\s+(?:đến|tới)(?: hết)?(?: ngày)?\s+\d{1,2}[/.]\d{1,2}[/.]\d{4}"
)
_OPENING = 40  # lines of a report among which it says whom it is for and what it rests on


def fields_asked(question: Question) -> tuple[Field, ...]:
    """What a question asks of reports themselves; () where it asks of what they report."""
    found = tuple(field for field, cue in _CUES.items() if cue.search(question.folded))
    own = [field for field in found if field not in {Field.BASIS, Field.RECIPIENT}]
    of_report = re.search(rf"\b{_DOCUMENT}\b", question.folded) is not None
    if not own and not of_report:
        return ()
    return found


def recipient_of(lines: Iterable[str]) -> str:
    """Whom a report is for, as its opening says; "" where it does not."""
    return next((match["to"].strip(" .;") for line in lines if (match := _ADDRESS.match(line))), "")


def bases_of(lines: Iterable[str]) -> list[str]:
    """The sentences of a report's opening that say which documents it carries out."""
    told = (sentence for line in lines for sentence in sentences(line) if _RESTS.match(sentence))
    return [sentence for sentence in told if re.search(r"\d", sentence)]


def spans_of(passages: Iterable[Hit]) -> list[tuple[str, Hit]]:
    """Where a report says from which day to which its figures are: the words, and the passage."""
    found: dict[str, Hit] = {}
    for hit in passages:
        for match in _SPAN.finditer(hit.text):
            found.setdefault(match[0], hit)
    return list(found.items())


def opening_lines(passages: Iterable[Hit]) -> list[tuple[str, Hit]]:
    """The lines before a report's first heading, its own masthead passage aside."""
    lines: list[tuple[str, Hit]] = []
    for hit in passages:
        if hit.heading:
            break
        lines += [(line, hit) for line in hit.text.split("\n")]
    return lines[:_OPENING]


def tell_kind(document: Document) -> str:
    """What a report is called before its number: "Công văn số 87/UBND-NV", "Báo cáo số 5/BC-STC"."""
    kind = "Công văn" if fold(document.title).startswith("v/v") else "Báo cáo"
    numbered = re.match(r"\d+[a-zA-Z]?/", document.name) is not None
    return f"{kind} số {document.name}" if numbered else f"{kind} “{document.title or document.name}”"
