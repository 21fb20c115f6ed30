"""Which lines of a page may be rows of a table without rules, and what lines beside them are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.headers import is_formula_row
from corpus.readers.pdf_tokens import Token, TokenLine
from corpus.tables import unit_line

_FAR = 3.4  # of the size: lines further apart are of different tables
_MOST_WRAPS = 16  # lines without a figure between two with figures
_FORMULA = re.compile(r"[()=+*/×\d]+")
_DASHES = frozenset("-–—…")


def is_figure(token: Token) -> bool:
    return token.is_figure or set(token.text) <= _DASHES


def is_formula(line: TokenLine) -> bool:
    return is_formula_row([token.text for token in line.tokens])


def _is_cut_formula(line: TokenLine) -> bool:
    """Whether a line is what a narrow column cut off formulas of columns: ")", "3)", "=(10)+"."""
    texts = [token.text for token in line.tokens]
    cut = any("=" in text or text.count("(") != text.count(")") for text in texts)
    return cut and all(_FORMULA.fullmatch(text) for text in texts)


def is_anchor(line: TokenLine) -> bool:
    """Whether a line may be a row: figures abreast, or one beside words; years and numbers of columns are labels."""
    if _is_cut_formula(line):
        return False
    figures = sum(map(is_figure, line.tokens))
    return line.figures > 0 and (figures > 1 or len(line.tokens) > 1) and not is_formula(line)


def find_runs(lines: Sequence[TokenLine]) -> Iterator[tuple[int, int]]:
    """From the first to behind the last of lines with figures abreast, no labels of columns between them."""
    start, last = None, 0
    figures: list[float] = []
    for i, line in enumerate(lines):
        if start is not None and _ends_run(lines, last, i, _median(figures)):
            yield start, last + 1
            start, figures = None, []
        if is_anchor(line):
            start = i if start is None else start
            last = i
            figures += [x0] if (x0 := _first_figure(line)) is not None else []
    if start is not None:
        yield start, last + 1


def _median(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2] if values else float("inf")


def _first_figure(line: TokenLine) -> float | None:
    """Where the first of the figures of a row stands that words stand before; None where none or one does."""
    words = next((i for i, token in enumerate(line.tokens) if any(map(str.isalpha, token.text))), len(line.tokens))
    figures = [token.x0 for token in line.tokens[words:] if is_figure(token)]
    return figures[0] if len(figures) > 1 else None


def _ends_run(lines: Sequence[TokenLine], last: int, i: int, first_figure: float) -> bool:
    """Whether a line cannot be of the same body as the rows above it."""
    line, above = lines[i], lines[i - 1]
    if line.base - above.base > _FAR * max(line.size, above.size) or i - last > _MOST_WRAPS:
        return True
    if is_anchor(line):
        return False
    return is_formula(line) or any(token.x0 > first_figure - 1 for token in line.tokens)


def is_rest(line: TokenLine) -> bool:
    """Whether a line begins in the middle of a text, so that it is no paragraph of its own."""
    text = line.tokens[0].text
    return text[:1].islower() or text[:1].isdigit()


def leads(line: TokenLine) -> bool:
    """Whether a line leads to a table or states its unit: it is no label of a column."""
    text = line.tokens[0].text
    return len(line.tokens) == 1 and (text.endswith((":", ".", ";")) or unit_line([text]) is not None)


def is_signs(lines: Sequence[TokenLine]) -> bool:
    """Whether lines are a row of the numbers of columns, formulas over several lines among them."""
    cells: list[list[Token]] = []
    for token in sorted((token for line in lines for token in line.tokens), key=lambda token: token.x0):
        if cells and token.x0 < max(t.x1 for t in cells[-1]):
            cells[-1].append(token)
        else:
            cells.append([token])
    return is_formula_row(
        ["".join(token.text for token in sorted(cell, key=lambda token: token.base)) for cell in cells]
    )
