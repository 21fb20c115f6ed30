"""Which reports of the store a question speaks of: by number, place, kind, year and the body that issued them."""

from __future__ import annotations

import re

from assistant.question import Question
from assistant.turn import TurnContext
from corpus.period_text import periods_in
from corpus.periods import years_in
from corpus.text import fold
from index.values import Document

_LETTER = re.compile(r"\bcong van\b")
_OF_YEAR = re.compile(r"\bbao cao (?:\w+ ){0,8}?(?:nam )?((?:19|20)\d{2})\b")


def documents_meant(context: TurnContext, question: Question) -> list[Document]:
    """The reports that a question may be about; all where it names none."""
    documents = list(context.store.documents())
    named = context.catalogue.reports_named(question)
    if named:
        documents = [document for document in documents if document.name in named]
    if _LETTER.search(question.folded):
        letters = [document for document in documents if is_letter(document)]
        documents = letters or documents
    if year := _OF_YEAR.search(question.folded):  # "báo cáo năm 2025" is of that year, not issued in it
        of_year = [document for document in documents if year[1] in years_in(document.period or "")]
        documents = of_year or documents
    return documents


def is_letter(document: Document) -> bool:
    """Whether a document is an official letter: it has a subject ("V/v …") where a report has a title."""
    return fold(document.title).startswith("v/v")


def speaks_of(context: TurnContext, question: Question, document: Document, text: str) -> bool:
    """Whether a text of a report may be of the periods asked for: its report is of them, or it names them itself."""
    asked = question.at(context.catalogue.newest_of_all).periods
    if not asked or context.catalogue.tells_of(document.name, asked):
        return True
    said = {year for period in periods_in(text) for year in years_in(period)} | set(years_in(text))
    return any(year in said for period in asked for year in years_in(period))
