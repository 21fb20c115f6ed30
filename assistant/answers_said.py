"""Which answers to one question a person means by naming them together: "một số hoặc nhiều", "cả hai lý do"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.values import PATH_SEPARATOR

_OR = re.compile(r"(?P<one>\w+(?: \w+)?) (?:hoặc|hay) (?:là )?(?P<other>\w+(?: \w+)?)")
_ALL = re.compile(r"(?<!\w)cả (?P<number>hai|ba)(?!\w)(?! cấp)")
_NUMBERS = {"hai": 2, "ba": 3}
_NOT = re.compile(r"(?<!\w)(?:không|chưa)(?!\w)")


def answers_said(lowered: str, rows: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """The paths, of some rows beside each other, that a question in lower case names together; none where it
    does not name one row by each alternative, or as many rows as it says ("cả hai").

    `named` are the rows that its other words name.
    """
    if match := _OR.search(lowered):
        one = _only_row(match["one"].split(), rows, last=True)
        other = _only_row(match["other"].split(), rows, last=False)
        return (one, other) if one and other and one != other else ()
    if match := _ALL.search(lowered):
        alike = [row for row in named if bool(_NOT.search(_name(row))) == bool(_NOT.search(lowered))]
        together = len(alike) == len(named) == _NUMBERS[match["number"]]
        return tuple(named) if together and set(named) <= set(rows) else ()
    return ()


def _only_row(words: Sequence[str], rows: Sequence[str], *, last: bool) -> str | None:
    """The one row whose name has the words, the outer of them left out if need be."""
    tried = [words, words[-1:] if last else words[:1]]
    for run in tried:
        having = [row for row in rows if re.search(rf"(?<!\w){re.escape(' '.join(run))}(?!\w)", _name(row))]
        if len(having) == 1:
            return having[0]
    return None


def _name(row: str) -> str:
    return row.split(PATH_SEPARATOR)[-1].lower()
