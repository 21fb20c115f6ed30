"""Rules on a page put together to lattices: the grid that they draw, and the cells in it.

Rules that lie together are one, pieces of a rule are joined, and a lattice that is open at its sides
is closed by its own extent. Works on what a PDF draws as on what is found in an image.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.pages import Place

Rule = tuple[float, float, float]  # where it stands, where it starts, where it ends

SNAP = 3.0  # points between rules that are one, between pieces of one, between a rule and one it meets
_MOST_MEETINGS = 300_000
_LEAST = 4.0  # points: what is shorter once joined is no rule of a table


@dataclass(frozen=True, slots=True)
class Lattice:
    """The lines of a grid, and its cells by (row, column) where they begin: their (height, width)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: dict[tuple[int, int], tuple[int, int]]

    def place(self, cell: tuple[int, int]) -> Place:
        """The rectangle of a cell."""
        (r, c), (tall, wide) = cell, self.cells[cell]
        return self.xs[c], self.ys[r], self.xs[c + wide], self.ys[r + tall]


def find_lattices(across: Iterable[Rule], down: Iterable[Rule]) -> list[Lattice]:
    """The lattices of at least two columns that rules draw, from top to bottom."""
    rows, columns = join_rules(across), join_rules(down)
    lattices = [_read_lattice(a, d) for a, d in _group(rows, columns)]
    return sorted((found for found in lattices if found is not None), key=lambda found: (found.ys[0], found.xs[0]))


def join_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Each rule once: those that lie together as one, its pieces joined."""
    levels: list[list[Rule]] = []
    for rule in sorted(rules):
        if levels and rule[0] - levels[-1][0][0] <= SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    joined: list[Rule] = []
    for level in levels:
        at = sorted(rule[0] for rule in level)[len(level) // 2]
        start, end = float("inf"), float("-inf")
        for _, begin, stop in sorted(level, key=lambda rule: rule[1]):
            if begin > end + SNAP:
                if end - start >= _LEAST:
                    joined.append((at, start, end))
                start = begin
                end = stop
            end = max(end, stop)
        if end - start >= _LEAST:
            joined.append((at, start, end))
    return joined


def _group(rows: Sequence[Rule], columns: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules that meet each other, directly or through others; none where too many do."""
    places = [column[0] for column in columns]
    parents = list(range(len(rows) + len(columns)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    meetings = 0
    for i, (y, start, end) in enumerate(rows):
        for j in range(bisect_left(places, start - SNAP), bisect_right(places, end + SNAP)):
            meetings += 1
            if meetings > _MOST_MEETINGS:
                return []
            if columns[j][1] - SNAP <= y <= columns[j][2] + SNAP:
                parents[root(len(rows) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*rows, *columns]):
        groups.setdefault(root(i), ([], []))[i >= len(rows)].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _read_lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    """The lattice of rules that meet; what they leave open at the sides is closed."""
    lefts, rights = [a[1] for a in across], [a[2] for a in across]
    tops, bottoms = [d[1] for d in down], [d[2] for d in down]
    xs = _edges([min(lefts), max(rights), *(d[0] for d in down)])
    ys = _edges([min(tops), max(bottoms), *(a[0] for a in across)])
    if len(xs) < 3 or len(ys) < 2:
        return None
    walls = _walls(down, xs, ys)
    floors = _walls(across, ys, xs)
    return Lattice(tuple(xs), tuple(ys), _read_cells(len(ys) - 1, len(xs) - 1, walls, floors))


def _walls(rules: Sequence[Rule], across: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """The (edge, step) that rules cover: which edge, and which step of the other direction beside it."""
    covered: set[tuple[int, int]] = set()
    for at, start, end in rules:
        edge = nearest(across, at)
        for step in range(len(along) - 1):
            inside = min(end, along[step + 1]) - max(start, along[step])
            if inside > 0.6 * (along[step + 1] - along[step]):
                covered.add((edge, step))
    return covered


def _read_cells(
    height: int, width: int, walls: set[tuple[int, int]], floors: set[tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """The cells from their top left place: as wide as no wall stands, then as tall as no floor lies."""
    taken: set[tuple[int, int]] = set()
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for r in range(height):
        for c in range(width):
            if (r, c) in taken:
                continue
            wide = 1
            while c + wide < width and (c + wide, r) not in walls and (r, c + wide) not in taken:
                wide += 1
            tall = 1
            while r + tall < height and _opens_down(r + tall, range(c, c + wide), walls, floors):
                tall += 1
            cells[r, c] = (tall, wide)
            taken |= {(i, j) for i in range(r, r + tall) for j in range(c, c + wide)}
    return cells


def _opens_down(row: int, columns: range, walls: set[tuple[int, int]], floors: set[tuple[int, int]]) -> bool:
    """Whether the places of a row belong to the cell above: no floor between them, no wall among them."""
    return not any((row, c) in floors for c in columns) and not any((c, row) in walls for c in columns[1:])


def _edges(values: Sequence[float]) -> list[float]:
    """The distinct edges in order, those that lie together taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SNAP:
            edges.append(value)
    return edges


def nearest(edges: Sequence[float], value: float) -> int:
    """Which of some edges in order lies nearest to a value."""
    i = bisect_left(edges, value)
    if i == 0 or (i < len(edges) and edges[i] - value < value - edges[i - 1]):
        return i
    return i - 1
