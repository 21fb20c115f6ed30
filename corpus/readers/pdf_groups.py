"""The labels of groups of rows in a body that no rules part: beside the first row, or the middle of them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise, product

from corpus.markers import read_marker
from corpus.readers.pdf_placed import LEVEL, MOST_LINES, Body, UnsureError
from corpus.readers.pdf_row_labels import LabelledBody, opens
from corpus.readers.pdf_tokens import Token, is_one_text

Group = tuple[int, int, list[Token]]  # its first and its last row, the lines of its label

_LINE = 0.15  # points that what is set on one line stands off it; the next line of a text beside it mostly does by more
_MOST_STEPS = 20_000  # of a search: more is no table that a person set
_BOUNDLESS = 1e6  # points


class GroupedBody(LabelledBody):
    """A body whose rows stand in groups."""

    def __init__(self, body: Body, mode: str) -> None:
        super().__init__(body, mode)
        self._opens, self._steps = False, 0
        self._groups: list[tuple[int, Group]] = []  # with their column
        for column in range(self._own):
            self._take_groups(column)

    def _take_groups(self, column: int) -> None:
        """The labels of a column of groups, or of one whose every label is a row's own."""
        totals = {id(p) for p in self._totals.values()}
        lines = [p.token for p in self._placed if p.first == p.last == column and id(p) not in totals]
        rows = [row for row in range(len(self._bases)) if row not in self._totals]
        told = [self._row_at(line.base) for line in lines]
        if all(row is not None for row in told) and sorted(row for row in told if row is not None) == rows:
            return
        ordinals = all(read_marker(line.text) is not None for line in lines)
        if ordinals and column == self._own - 1 and all(row is not None for row in told):
            return  # rows without an ordinal have a label of their own
        groups = self._part_groups(column, lines)
        if self._mode == "top" and not ordinals and not self._are_groups(groups):
            raise UnsureError
        self._groups.extend((column, group) for group in groups)

    def _are_groups(self, groups: Sequence[Group]) -> bool:
        """Whether cells without a text are of the group above, not blank: ordinals begin where groups do, or a
        label runs on beside the rows below its first."""
        if all(first == last for first, last, _ in groups):
            return True
        numbered = {first for column, (first, _, _) in self._groups if not column}
        if numbered and numbered == {first for first, _, _ in groups}:
            return True
        return any(
            last > first and part and part[-1].base > self._bases[first + 1] - LEVEL for first, last, part in groups
        )

    def _part_groups(self, column: int, lines: Sequence[Token]) -> list[Group]:
        """The groups of a column, the one first that goes on from the page before."""
        runs = self._runs()
        if not runs or (self._dangling and self._mode == "middle"):
            raise UnsureError
        self._opens = any(line.text[:1].isupper() for line in lines)
        first, last = runs[0]
        found = list(islice(self._ways(column, lines, 0, runs), 2))
        if self._body.goes_on:
            for rest, skipped in product(range(min(len(lines), MOST_LINES) + 1), range(1, last - first + 2)):
                part = list(lines[:rest])
                top, foot = self._sides(first, first + skipped - 1)
                if any(not top < line.base < foot for line in part) or not is_one_text(part, self._room(column)):
                    continue
                if part and (read_marker(part[0].text) is not None or part[0].base > self._bases[first] + part[0].size):
                    continue
                begun = [(first, first + skipped - 1, part)]
                found += [begun + way for way in islice(self._ways(column, lines, rest, runs, skipped), 2)]
        if len(found) != 1:
            raise UnsureError
        return found[0]

    def _runs(self) -> list[tuple[int, int]]:
        """The first and last of rows between totals and titles of groups."""
        runs: list[tuple[int, int]] = []
        for row, base in enumerate(self._bases):
            if row in self._totals:
                continue
            if (
                runs
                and runs[-1][1] == row - 1
                and not any(self._bases[row - 1] < band.token.base < base for band in self._bands)
            ):
                runs[-1] = runs[-1][0], row
            else:
                runs.append((row, row))
        return runs

    def _ways(
        self, column: int, lines: Sequence[Token], at: int, runs: Sequence[tuple[int, int]], skipped: int = 0
    ) -> Iterator[list[Group]]:
        """The ways to part lines among groups of the rows of runs."""
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise UnsureError
        if not runs:
            if at == len(lines):
                yield []
            return
        first, last = runs[0][0] + skipped, runs[0][1]
        if first > last:
            yield from self._ways(column, lines, at, runs[1:])
            return
        for end in range(at + 1, min(len(lines), at + MOST_LINES) + 1):
            part = list(lines[at:end])
            if not is_one_text(part, self._room(column)) or (self._opens and not opens(part[0])):
                return
            for stop in self._stops(part, lines[end].base if end < len(lines) else None, first, last):
                if not self._may_group(column, first, stop):
                    continue
                rest = [(stop + 1, last), *runs[1:]] if stop < last else runs[1:]
                for way in self._ways(column, lines, end, rest):
                    yield [(first, stop, part), *way]

    def _may_group(self, column: int, first: int, last: int) -> bool:
        """Whether no shade says that other cells than one begin in some rows."""
        if self._body.begins is None or not self._levels:
            return True
        told = [self._body.begins(column, *self._strip(row)) for row in range(first, last + 1)]
        return told[0] is not False and True not in told[1:]

    def _stops(self, part: Sequence[Token], after: float | None, first: int, last: int) -> Iterator[int]:
        """The rows that a group may end with that begins with one."""
        if self._mode == "top":
            if abs(part[0].base - self._bases[first]) > _LINE:
                return
            for stop in range(first, last + 1):
                below = self._bases[stop + 1] if stop + 1 < len(self._bases) else float("inf")
                begins = after is not None and stop < last and abs(after - below) < _LINE
                if part[-1].base < below - _LINE and (begins or stop == last):
                    yield stop
                    return
            return
        middle = (part[0].base + part[-1].base) / 2
        for stop in range(first, last + 1):
            if abs(sum(self._sides(first, stop)) / 2 - middle) < LEVEL:
                yield stop

    def _sides(self, first: int, last: int) -> tuple[float, float]:
        """Where a row begins and where another ends, measured where their lines stand."""
        if self._mode == "top":
            below = self._bases[last + 1] if last + 1 < len(self._bases) else float("inf")
            return self._bases[first] - LEVEL, below - LEVEL
        bounds = self._bounds
        return bounds[first][0], bounds[last][1]

    @cached_property
    def _bounds(self) -> list[tuple[float, float]]:
        """Where each row begins and ends: its figures stand in its middle, it begins where the one above ends."""
        if self._levels:
            strips = [self._strip(row) for row in range(len(self._bases))]
            off = sorted(
                b - (low + high) / 2
                for b, (low, high) in zip(self._bases, strips, strict=True)
                if high - low < _BOUNDLESS
            )
            usual = off[len(off) // 2] if off else 0.0
            bounds = []
            for base, (low, high) in zip(self._bases, strips, strict=True):
                middle = base - usual
                bounds.append((max(low, 2 * middle - high) + usual, min(high, 2 * middle - low) + usual))
            return bounds
        for more in range(MOST_LINES):
            found = self._tiled(more)
            if found is not None:
                return found
        raise UnsureError

    def _tiled(self, more: int) -> list[tuple[float, float]] | None:
        """The rows' sides if the first is as many lines taller than its own label; None if others would be too low."""
        line = self._line_step()
        heights = [line * len(self._labels.get(row, [0])) for row in range(len(self._bases))]
        bands = [
            sum(a < band.token.base < b for band in self._bands)
            for a, b in zip([float("-inf"), *self._bases], self._bases, strict=False)
        ]
        free = [
            b - a - (heights[i] + heights[i + 1]) / 2
            for i, (a, b) in enumerate(pairwise(self._bases))
            if not bands[i + 1]
        ]
        space = max(min(free, default=0.0), 0.0)
        bounds: list[tuple[float, float]] = []
        for row, base in enumerate(self._bases):
            least = base - (heights[row] + space) / 2
            top = bounds[-1][1] + bands[row] * (line + space) if bounds else least - more * line / 2
            if top > least + 2 * LEVEL:
                return None
            bounds.append((top, 2 * base - top))
        return bounds

    def _line_step(self) -> float:
        steps = [b.base - a.base for lines in self._labels.values() for a, b in pairwise(lines)]
        if steps:
            return sorted(steps)[len(steps) // 2]
        return min((b - a for a, b in pairwise(self._bases)), default=1.2 * self._placed[0].token.size)
