"""The labels of rows: which columns on the left carry them, and each row's path from its group down."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.breakdowns import read_subjects
from corpus.grids import Grid, Place, is_band, looks_like_figure
from corpus.markers import Marker, read_marker
from corpus.numbers import strip_superscripts
from corpus.text import fold

_TOTAL = re.compile(r"(tong|cong|toan|chung|binh quan|trung binh)\b")
_NO_TOTAL = re.compile(r"công\b|tổng (?:cục|công ty)\b", re.IGNORECASE)  # "Công tác …" adds nothing up
ORDINAL_TITLES = {"stt", "tt", "so tt", "s tt", "so thu tu"}
_MEASURE_TITLES = {"don vi tinh", "dvt", "dv tinh", "don vi do"}
_YEAR = re.compile(r"(?:năm\s*)?(?:19|20)\d\d", re.IGNORECASE)
_PREFIX = re.compile(r"((?:[A-ZĐ]|[IVX]{1,6}|\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)]|\(\d{1,3}\)|[a-zđ]\))\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Stub:
    """The columns of labels: `width` of them, the first of `ordinals` where `numbered`; `grouped`,
    an ordinal counts the groups in the column beside it, not the rows; `merged`, the columns in which
    cells are known to reach over several rows."""

    width: int
    numbered: bool
    grouped: bool = False
    merged: frozenset[int] = frozenset()

    @property
    def words(self) -> int:
        """The first column of words."""
        return 1 if self.numbered and self.width > 1 else 0


@dataclass(frozen=True, slots=True)
class Label:
    """The labels of one row before they are put under each other; `band`, those of a row that is
    nothing but the title of a group."""

    marker: Marker | None
    texts: tuple[str, ...]
    style: str = ""
    band: bool = False

    @property
    def kind(self) -> str:
        """What tells labels of one rank from those of another."""
        return f"{self.marker.kind if self.marker else 'none'}{self.style}"

    @property
    def own(self) -> str:
        """The row's own label as printed, its ordinal before it."""
        text = self.texts[-1] if self.texts else ""
        return " ".join(filter(None, [self.marker.text if self.marker else "", text]))

    @property
    def is_total(self) -> bool:
        """Whether it names a total."""
        if not self.texts or self.marker is not None or _NO_TOTAL.match(self.texts[-1]):
            return False
        return bool(_TOTAL.match(fold(self.texts[-1])))


# which columns


def find_stub(grid: Grid, header: int, labels: Sequence[tuple[str, ...]], owners: Mapping[Place, Place]) -> Stub:
    """The columns on the left that carry labels: ordinals, groups, and one more of words.

    They end before the first column of figures. Of several columns of words before it, those that
    span or repeat over rows are groups; what follows the row's own label is no label but a cell.
    """
    body = [r for r in range(header, len(grid.rows)) if not is_band(grid, r)]
    # a total over the columns of labels says nothing of what the first column holds
    first = [cell for r in body if (cell := grid.rows[r][0].strip()) and (grid.spans or {}).get((r, 0), (1, 1))[1] == 1]
    titles = [fold(" ".join(path)).strip(" .:()") for path in labels]
    titled = titles[0] in ORDINAL_TITLES
    numbered = titled or (bool(first) and all(read_marker(cell) is not None for cell in first))
    mostly = titled or sum(read_marker(cell) is not None for cell in first) * 2 > len(first)
    end = _first_of_figures(grid, body, titles, past=1 if mostly else 0)
    if end is None:
        return Stub(1, numbered)
    merged = frozenset(c for (r, c), (tall, _) in (grid.spans or {}).items() if r >= header and tall > 1)
    start = c = 1 if numbered else 0
    while c < end - 1 and (c in merged or _repeats(grid, body, c) or not _has_labels(grid, body, c)):
        c += 1
    grouped = numbered and c > start and _counts_groups(grid, body, owners)
    return Stub(max(min(c + 1, end), 1), numbered, grouped, merged)


def _first_of_figures(grid: Grid, body: Sequence[int], titles: Sequence[str], past: int) -> int | None:
    """The first column that carries no labels, None where no column holds figures."""
    for c in range(past, len(grid.rows[0])):
        cells = [grid.rows[r][c] for r in body if grid.rows[r][c].strip()]
        figures = sum(map(looks_like_figure, cells)) > len(cells) / 2
        years = c == past == 1 and all(_YEAR.fullmatch(cell.strip()) for cell in cells)
        if cells and ((figures and not years) or (c > past and titles[c] in _MEASURE_TITLES)):
            return c
    return None


def _has_labels(grid: Grid, body: Sequence[int], c: int) -> bool:
    """Whether a column has texts of its own: a total that reaches over it is none."""
    return any(grid.rows[r][c] and (grid.spans or {}).get((r, c), (1, 1))[1] == 1 for r in body)


def _repeats(grid: Grid, body: Sequence[int], c: int) -> bool:
    """Whether cells of a column are labels of several rows: left out below the first, or printed again."""
    before = ""
    for r in body:
        row = grid.rows[r]
        counted = c == 0 or not row[0] or read_marker(row[0]) is not None
        if row[c + 1] and counted and before and row[c] in {"", before}:
            return True
        before = row[c] if row[c + 1] else ""
    return False


def _counts_groups(grid: Grid, body: Sequence[int], owners: Mapping[Place, Place]) -> bool:
    """Whether ordinals reach over just the rows that the labels beside them do."""
    if any((r, 0) in owners for r in body):
        tops = [(owners.get((r, 0), (r, 0))[0], owners.get((r, 1), (r, 1))[0]) for r in body]
        return all(a == b for a, b in tops)
    blank = [not grid.rows[r][0] for r in body]
    return any(blank) and blank == [not grid.rows[r][1] for r in body]


# what they say


def read_labels(grid: Grid, header: int, stub: Stub, owners: Mapping[Place, Place]) -> list[Label]:
    """The labels of each body row; a row without any stands under those of the row before."""
    rows = range(header, len(grid.rows))
    subjects = [""] * len(rows)
    if stub.numbered and stub.width == 1 and len(grid.rows[0]) > 1:
        subjects = read_subjects([grid.rows[r][1] for r in rows])
    reader = _LabelReader(grid, stub, owners)
    for r, subject in zip(rows, subjects, strict=True):
        reader.read(r, subject)
    return _number_by_text(reader.found)


@dataclass
class _LabelReader:
    """The walk down the columns of labels, with the groups and ordinals that are open."""

    grid: Grid
    stub: Stub
    owners: Mapping[Place, Place]
    found: list[Label] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    markers: dict[tuple[str, int], Marker] = field(default_factory=dict)  # each ordinal seen, once

    def read(self, r: int, subject: str) -> None:
        """Takes in a row; `subject`, whom its text is about where no column of words names it."""
        label = self._label(r, subject)
        if not label.texts and label.marker is None and self.found:
            label = replace(self.found[-1], band=False)
        elif label.marker is not None:
            self.markers.setdefault((label.marker.kind, label.marker.number), label.marker)
        self.found.append(label)

    def _label(self, r: int, subject: str) -> Label:
        first, stub = self._text(r, 0), self.stub
        style = "italic" if (r, stub.words) in self.grid.emphasis else ""
        if is_band(self.grid, r):
            self.groups = []
            return replace(_split(first, self.markers.values()), style="band", band=True)
        marker = read_marker(first, self.markers.values()) if stub.numbered and first else None
        if marker is not None and stub.width > 1 and self._reaches_end(r, 1):
            self.groups = []
            return Label(marker, (self._text(r, 1),), "band", band=True)
        if self._is_across(r) or (stub.numbered and first and marker is None and not self._has_words(r)):
            self.groups = []
            return replace(_split(first, self.markers.values()), style=style)
        if stub.numbered and stub.width == 1:
            return Label(marker, (subject,) if subject else (), style)
        return self._in_groups(r, marker, style)

    def _in_groups(self, r: int, marker: Marker | None, style: str) -> Label:
        texts = [self._text(r, c) for c in range(self.stub.words, self.stub.width)]
        outer = [self._group(i, texts) for i in range(len(texts) - 1)]
        if self.stub.grouped:
            if marker is not None and texts[0]:
                outer[0] = f"{marker.text} {texts[0]}"
            marker = None
        self.groups = outer
        return Label(marker, tuple(filter(None, [*outer, texts[-1]])), style)

    def _group(self, i: int, texts: Sequence[str]) -> str:
        """The name of a row's group at a depth, the open one where only an empty cell tells of it."""
        text, before = texts[i], self.groups[i] if i < len(self.groups) else ""
        if self.stub.words + i in self.stub.merged:
            return text
        if not text:
            return before if any(texts[i + 1 :]) else ""
        if before and (text.startswith("(") or text[:1].islower()):
            self._complete(i, before, f"{before} {text}")
            return f"{before} {text}"
        return text

    def _complete(self, i: int, part: str, whole: str) -> None:
        """Gives the rows before a group's name in full, once the next line has completed it."""
        self.found = [
            replace(label, texts=(*label.texts[:i], whole, *label.texts[i + 1 :]))
            if len(label.texts) > i + 1 and label.texts[i] == part
            else label
            for label in self.found
        ]

    def _is_across(self, r: int) -> bool:
        """Whether the first cell reaches over all columns of labels."""
        last = self.owners.get((r, self.stub.width - 1))
        return self.stub.width > 1 and last is not None and last == self.owners.get((r, 0)) and last[0] == r

    def _reaches_end(self, r: int, c: int) -> bool:
        """Whether a cell reaches over all columns of figures: the title of a group beside its ordinal."""
        owner = self.owners.get((r, len(self.grid.rows[r]) - 1))
        return owner == (r, c)

    def _has_words(self, r: int) -> bool:
        return any(self._text(r, c) for c in range(1, self.stub.width))

    def _text(self, r: int, c: int) -> str:
        row, column = self.owners.get((r, c), (r, c))
        return strip_superscripts(self.grid.rows[row][column]).strip()


def _split(text: str, markers: Collection[Marker]) -> Label:
    """A label with the ordinal that its text begins with: "A. CẤP SỞ"."""
    match = _PREFIX.match(text)
    marker = read_marker(match[1], markers) if match else None
    if match is None or marker is None:
        return Label(None, (text,) if text else ())
    return Label(marker, (text[match.end() :],))


def _number_by_text(labels: Sequence[Label]) -> list[Label]:
    """Labels whose ordinals stand in their texts (I. Thu, 1. Thu nội địa), where most bear one and they nest."""
    plain = [label for label in labels if not label.band and not label.is_total and label.texts]
    if any(label.marker for label in plain):
        return list(labels)
    found: list[Label] = []
    markers: dict[tuple[str, int], Marker] = {}
    for label in labels:
        told = label if label.band or not label.texts or label.is_total else _split(label.texts[-1], markers.values())
        if told.marker is not None:
            markers.setdefault((told.marker.kind, told.marker.number), told.marker)
        found.append(replace(label, marker=told.marker, texts=(*label.texts[:-1], *told.texts[-1:])))
    kinds = {label.kind for label in found if label.marker and not label.band}
    numbered = sum(label.marker is not None and not label.band for label in found)
    return found if len(kinds) > 1 and numbered * 2 > len(plain) else list(labels)


# how they nest


def nest_rows(labels: Sequence[Label]) -> list[tuple[tuple[str, ...], bool]]:
    """Each row's path and whether it is a total, from how its ordinals nest (A › I › 1.).

    An ordinal of a kind that is open closes what stands below it; a new kind opens a level below.
    Titles across all columns stand above what follows them.
    """
    marked = any(label.marker for label in labels if not label.band)
    nest = _Nest(marked)
    for i, label in enumerate(labels):
        if i and label == labels[i - 1]:
            nest.paths.append(nest.paths[-1])
        elif label.band:
            nest.open_band(label)
        elif label.is_total and len(label.texts) == 1:
            nest.add_total(label, labels[i + 1 :])
        elif marked and label.marker is None and i == len(labels) - 1 and not _kind_seen(labels[:i], label.kind):
            nest.add_total(label, ())
        else:
            nest.add(label)
    return nest.paths


@dataclass
class _Nest:
    """The labels that are open at a row: titles across the table, groups beside it, ordinals above it."""

    marked: bool
    bands: list[tuple[str, str]] = field(default_factory=list)
    groups: tuple[str, ...] = ()
    stack: list[tuple[str, str]] = field(default_factory=list)
    paths: list[tuple[tuple[str, ...], bool]] = field(default_factory=list)
    totalled: bool = False  # whether the bands before this one closed with totals of their own
    summed: bool = False  # whether this one has had its total

    def open_band(self, label: Label) -> None:
        kinds = [kind for kind, _ in self.bands]
        if label.kind in kinds:
            self.bands = self.bands[: kinds.index(label.kind)]
        self.totalled, self.summed = self.summed, False
        self.bands.append((label.kind, label.own))
        self.stack, self.groups = [], ()
        self._put((), total=False)

    def add_total(self, label: Label, after: Sequence[Label]) -> None:
        """A total: of the open band where another follows, or where each before it had one; else of all."""
        of_band = self.bands and not self.summed and (self.totalled or any(told.band for told in after))
        self.summed = True
        self.bands = self.bands if of_band else []
        self.stack, self.groups = [], ()
        self._put((label.own,), total=True)

    def add(self, label: Label) -> None:
        if label.texts[:-1] != self.groups:
            self.groups, self.stack = label.texts[:-1], []
        kinds = [kind for kind, _ in self.stack]
        if label.kind in kinds:
            self.stack = self.stack[: kinds.index(label.kind)]
        elif label.marker and label.marker.kind.startswith("decimal"):
            self.stack = _close_deeper_decimals(self.stack, label)
        elif not self.marked:
            self.stack = []
        self.stack.append((label.kind, label.own))
        self._put(tuple(text for _, text in self.stack), total=label.is_total)

    def _put(self, below: tuple[str, ...], *, total: bool) -> None:
        self.paths.append(((*(text for _, text in self.bands), *self.groups, *below), total))


def _close_deeper_decimals(stack: list[tuple[str, str]], label: Label) -> list[tuple[str, str]]:
    """3.2.4 closes 3.2.3.1 even where its own depth was in another style before."""
    depth = label.marker.kind if label.marker else ""
    for i, (kind, _) in enumerate(stack):
        if kind.startswith("decimal") and kind.removesuffix("italic") >= depth:
            return stack[:i]
    return stack


def _kind_seen(labels: Sequence[Label], kind: str) -> bool:
    return any(label.kind == kind for label in labels)
