"""Tables that have not all their rules: columns, labels and rows told by where the text stands.

A table is read only where all of these can be read in one way. Whatever is not stays text: a figure
under the wrong label is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.readers.pages import PageTable, Place
from corpus.readers.pdf_bodies import body_columns, columns_again, columns_between
from corpus.readers.pdf_edges import guess_columns, shaded_columns
from corpus.readers.pdf_labels import Columns, read_label_trees, with_corner
from corpus.readers.pdf_placed import Body, UnsureError
from corpus.readers.pdf_rows import Rows, read_rows
from corpus.readers.pdf_rules import Lattice, Rule
from corpus.readers.pdf_runs import find_runs, is_anchor, is_figure, is_formula, is_rest, is_signs, leads
from corpus.readers.pdf_set import body_cells, set_lattice
from corpus.readers.pdf_shades import cell_begins, fit_shades, shade_edges, shade_levels
from corpus.readers.pdf_strips import parts_rows, read_strips
from corpus.readers.pdf_tokens import Token, TokenLine, read_tokens
from corpus.readers.pdf_words import Glyph, group_lines

_FAR = 3.4  # of the size: lines further apart are of different tables
_PARTED = 1.9  # of the size: a line further above or below is of another text
_FAR = 3.4  # of the size: labels abreast, or one not flush with the table's left side, are as far apart in padded cells
_MOST_WRAPS = 16  # lines without a figure between two with figures
_MOST_HEADER = 14  # lines of labels
_WIDE = 0.55  # of the table: a text as wide that begins left of the figures is no label
_FLUSH = 1.5  # points that what is flush may stand off
_FLUSH = 1.5  # points that what is flush may stand off
_OVER = 3.0  # points that a text may reach over a rule


def open_lattices(
    glyphs: Sequence[Glyph],
    rules: Sequence[Rule],
    fills: Sequence[Place],
    before: PageTable | None,
    *,
    unread: str = "",
) -> list[Lattice]:
    """The lattices of tables whose rules, if any, lie across, or whose cells are shaded.

    `before` is the table that the page before ends with; `unread` is what that page says, without
    spaces, if it ends with rows that were not read: a table that prints its labels again would miss their groups.
    """
    lines = [read_tokens(line) for line in group_lines(glyphs)]
    runs = list(find_runs(lines))
    found: list[Lattice] = []
    done = 0
    for i, (start, end) in enumerate(runs):
        block = _Block(
            lines, start, end, done, runs[i + 1][0] if i + 1 < len(runs) else len(lines), rules, fills, before
        )
        lattice = block.read()
        if lattice is not None and not (unread and not i and block.is_said(unread)):
            found.append(lattice)
            done = next((j for j, line in enumerate(lines) if line.top > lattice.ys[-1]), len(lines))
        else:
            done = end
    return found


@dataclass
class _Block:
    """A run of rows, with what stands above and below it up to other runs."""

    lines: Sequence[TokenLine]
    start: int
    end: int
    least: int
    most: int
    rules: Sequence[Rule]
    fills: Sequence[Place]
    before: PageTable | None
    found: dict[object, Lattice] = field(default_factory=dict)

    def is_said(self, text: str) -> bool:
        """Whether a text, without spaces, says all that stands above the rows."""
        return all(
            token.text.replace(" ", "") in text
            for line in self.lines[self._top() : self.start]
            for token in line.tokens
            if len(line.tokens) > 1
        )

    def read(self) -> Lattice | None:
        """The lattice, None where there is none for certain."""
        top = self._top()
        for end in range(self._foot(), self.end - 1, -1):
            for begin in self._begins(top):
                self._try(top, begin, end)
            if self.found or (end > self.end and self._may_be_cell(end - 1)):
                break
        foot = self._foot()
        if foot < len(self.lines) and len(self.lines[foot].tokens) > 1 and not self._is_apart(foot):
            return None  # a row, for all that is known
        return next(iter(self.found.values())) if len(self.found) == 1 else None

    def _may_be_cell(self, i: int) -> bool:
        """Whether a line below the rows may go on a label: it begins as one does, or in the middle of a text."""
        line = self.lines[i]
        x0 = line.tokens[0].x0
        labels = [
            token
            for row in self.lines[self.start : self.end]
            for token in row.tokens
            if not is_figure(token) and token.text[1:2].isalpha()
        ]
        return len(line.tokens) > 1 or is_rest(line) or any(abs(token.x0 - x0) < _FLUSH for token in labels)

    def _is_apart(self, i: int) -> bool:
        """Whether space or a rule parts a line from the one above it."""
        line, above = self.lines[i], self.lines[i - 1]
        return line.base - above.base > _PARTED * line.size or self._rule_above(i)

    # extents

    def _begins(self, top: int) -> list[int]:
        """Where the body may begin: below the numbers of columns, and below a rule if one parts the labels from it."""
        signs = [i + 1 for i in range(top, self.start) if is_formula(self.lines[i])]
        begins = range(max([top, *signs]), self.start + 1)
        ruled = [i for i in begins if i > top and self._rule_above(i)]
        return ruled or list(begins)

    def _rule_above(self, i: int) -> bool:
        """Whether a rule as wide as the table parts a line from the one above it."""
        above, below = self.lines[i - 1], self.lines[i]
        return any(above.base - 1 < y < below.top + _OVER for y, _, _ in self._wide_rules())

    def _top(self) -> int:
        """The first line that may be of the labels."""
        first = self.start
        while first > self.least and self.start - first < _MOST_HEADER:
            line, below = self.lines[first - 1], self.lines[first]
            size = max(line.size, below.size)
            far = _PARTED if len(line.tokens) == 1 and line.tokens[0].x0 < self._sides()[0] + 3 * size else _FAR
            if leads(line) or is_anchor(line) or below.base - line.base > far * size:
                break
            if self._is_prose(line) or self._ruled_off(first):
                break
            first -= 1
        return first

    def _is_prose(self, line: TokenLine) -> bool:
        left, right = self._sides()
        widest = max(token.x1 - token.x0 for token in line.tokens)
        return len(line.tokens) == 1 and widest > _WIDE * (right - left) and line.tokens[0].x0 < left + 3 * line.size

    def _sides(self) -> tuple[float, float]:
        body = self.lines[self.start : self.end]
        return min(line.tokens[0].x0 for line in body), max(line.tokens[-1].x1 for line in body)

    def _ruled_off(self, first: int) -> bool:
        """Whether a rule parts a line from labels below it: one above which no other row of labels lies."""
        if first == self.start or not self._rule_above(first):
            return False
        line = self.lines[first - 1]
        above = max((y for y, _, _ in self._wide_rules() if y < line.top + _OVER), default=None)
        if above is None:
            return True
        strip = [other for other in self.lines[self.least : first] if other.base > above]
        return any(is_anchor(other) or leads(other) for other in strip)

    def _ruled_sides(self) -> tuple[float, float] | None:
        """Where the table begins and ends, if rules tell."""
        near = [
            r for r in self._wide_rules() if self.lines[self.least].top - 9 < r[0] < self.lines[self.end - 1].base + 99
        ]
        ends = {(round(left), round(right)) for _, left, right in near}
        return (near[0][1], near[0][2]) if len(ends) == 1 else None

    def _wide_rules(self) -> list[Rule]:
        left, right = self._sides()
        return [rule for rule in self.rules if rule[1] < left + 1 and rule[2] > right - 1]

    def _wide_below(self, line: TokenLine) -> bool:
        """Whether a rule lies below a line, near enough to be of the same table."""
        return any(line.base - 1 < y < line.base + _MOST_WRAPS * 2 * line.size for y, _, _ in self._wide_rules())

    def _foot(self) -> int:
        """Behind the last line that may be of the last row."""
        end = self.end
        while end < self.most:
            line = self.lines[end]
            if leads(line) or self._is_prose(line):
                break
            if self._is_apart(end) and not (self._rule_above(end) and self._wide_below(line)):
                break
            end += 1
        return end

    # readings

    def _try(self, top: int, begin: int, end: int) -> None:
        """Takes down what the table is if its body begins at one line and ends before another."""
        body = [token for line in self.lines[begin:end] for token in line.tokens]
        above = self.lines[top:begin]
        signs = next((i for i in range(len(above)) if is_signs(above[i:])), len(above))
        labels = [token for line in above[:signs] for token in line.tokens]
        numbers = [token for line in above[signs:] for token in line.tokens]
        goes_on, cut = self._goes_on(labels), end == len(self.lines)
        if not labels and not numbers and goes_on and begin == 0 and self.before is not None:
            self._try_without_labels(body, self.before, cut)
            return
        fills = self._shades(top, end)
        edges = shade_edges(fills)
        columns = columns_between(body, edges) if edges else body_columns(self.lines[begin:end])
        if columns is None or not labels:
            return
        figured = [column.figured for column in columns]
        guesses = shaded_columns(columns, edges) if edges else guess_columns(columns, labels, self._ruled_sides())
        for guess in guesses:
            guess = with_corner(guess, [*body, *numbers])
            corner = [False] * (len(guess.edges) - 1 - len(columns))
            trees = [tree for tree in read_label_trees(labels, guess) if fit_shades(tree, guess, fills)]
            if not trees:
                continue
            try:
                rows = self._rows(body, guess, corner + figured, goes_on, cut)
            except UnsureError:
                continue
            for tree in trees:
                lattice = set_lattice(tree, numbers, rows, guess)
                if lattice is not None:
                    told = tuple((label.first, label.last, label.level, label.leaf, label.tokens) for label in tree)
                    self.found.setdefault((told, tuple(sorted(rows.spans.items())), len(rows.levels)), lattice)

    def _goes_on(self, labels: Sequence[Token]) -> bool:
        """Whether the table goes on that of the page before: without labels, or with the same again."""
        if self.before is None or self.least:
            return False
        said = "".join(text for row in self.before.rows[:_MOST_HEADER] for text in row).replace(" ", "")
        return all(token.text.replace(" ", "") in said for token in labels)

    def _shades(self, top: int, end: int) -> list[Place]:
        """The shades behind some lines."""
        high, low = self.lines[top].top - _OVER, self.lines[end - 1].base - _OVER
        return [fill for fill in self.fills if high < (fill[1] + fill[3]) / 2 and fill[1] < low]

    def _rows(self, body: Sequence[Token], columns: Columns, figured: Sequence[bool], goes_on: bool, cut: bool) -> Rows:
        """The rows of a body in columns: between rules, between shades, or as text alone tells."""
        first = min((c for c, figures in enumerate(figured) if figures), default=0)
        sides = columns.edges[first], columns.edges[-1]
        figures = sorted(token.base for token in body if token.x0 > sides[0] and is_figure(token))
        bases = [base for i, base in enumerate(figures) if not i or base - figures[i - 1] > 1]
        if parts_rows(self.rules, bases, sides):
            highest = min(token.top for token in body)
            top = max((y for y, _, _ in self._wide_rules() if y < highest + _OVER), default=highest - 1)
            return read_strips(Body(body, columns, figured, cut=cut), self.rules, top)
        highest = min(token.top for token in body)
        fills = self._shades(self.least, self.end)
        levels = shade_levels(fills, highest)

        def begins(column: int, top: float, bottom: float) -> bool | None:
            return cell_begins(fills, columns.edges[column], columns.edges[column + 1], top, bottom)

        return read_rows(Body(body, columns, figured, levels, begins, goes_on, cut))

    def _try_without_labels(self, body: Sequence[Token], before: PageTable, cut: bool) -> None:
        """Takes down the rows if they stand in the columns of the table that the page before ends with."""
        columns, figured = columns_again(body, before.edges)
        if columns is None:
            return
        try:
            rows = self._rows(body, columns, figured, True, cut)
        except UnsureError:
            return
        cells = body_cells(rows, 0, len(columns.edges) - 1)
        self.found[tuple(rows.levels)] = Lattice(columns.edges, tuple(rows.levels), cells)
