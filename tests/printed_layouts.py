"""Random tables printed by LibreOffice, and what was read of them: each figure is in one cell only.

Headers of one to three levels, formula rows, long labels, groups and totals, blank cells, pages that
end anywhere, tables one after another with and without words between, ruled in five ways.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from layouts import header_cells

from corpus.readers.placing import SpanCell
from corpus.values import Table

RULES = ("grid", "none", "shaded", "rows", "lines")  # all, none, every other row shaded, across, three
BETWEEN = ("words", "words", "unit", "space", "page", "page", "filled page")

Path_ = tuple[str, ...]

_TOPS = (
    "Hồ sơ", "Số lượng", "Kết quả giải quyết thủ tục hành chính", "Điểm", "Xếp hạng", "Trong kỳ", "Quá hạn",
    "Năm 2022", "2023", "Quý I", "Tỷ lệ hồ sơ giải quyết đúng hạn trên tổng số hồ sơ tiếp nhận (%)",
    "Tổng số", "So với cùng kỳ", "Kế hoạch giao năm", "Trong đó",
)  # fmt: skip
_LOWS = (
    "Tiếp nhận", "Đúng hạn", "Trễ hạn", "Số hồ sơ tiếp nhận trực tuyến trong kỳ", "Chuyển kỳ sau", "Điểm tối đa",
    "Điểm đạt được sau thẩm định", "Tỷ lệ (%)", "Nam", "Nữ", "Năm 2021", "Thực hiện", "Kế hoạch", "Còn lại", "2022",
)  # fmt: skip
_NAMES = (
    "Sở Y tế", "Sở Nội vụ", "UBND huyện An Phú", "Lĩnh vực Đất đai", "Xã Tân Hòa", "Chi cục Thuế", "Văn phòng",
    "Ban Quản lý các khu công nghiệp và khu kinh tế cửa khẩu của tỉnh", "Sở Giáo dục và Đào tạo",
    "Công tác chỉ đạo, điều hành cải cách hành chính", "Trung tâm Phục vụ hành chính công",
)  # fmt: skip
_BANDS = ("CẤP TỈNH", "CẤP HUYỆN", "CẤP XÃ")


@dataclass(frozen=True)
class Look:
    """How a table is set: in points, and `between`, what stands between it and the table before."""

    rules: str
    points: float
    repeat: bool
    between: str
    landscape: bool
    centred: bool
    figures: str
    middle: bool
    whole: bool


@dataclass
class Printed:
    """A table as cells that span, and where each of its figures belongs."""

    rows: list[list[tuple[int, SpanCell]]]
    first: int
    columns: list[Path_]
    header: int
    look: Look
    told: dict[str, tuple[Path_, Path_]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """How many columns it has."""
        return self.first + len(self.columns)

    @property
    def kind(self) -> str:
        """Its rules and how many levels its header has."""
        return f"{self.look.rules} {max(map(len, self.columns))}"


class Figures:
    """Figures of which no two are alike."""

    def __init__(self, rng: random.Random) -> None:
        self._rng, self._told = rng, set[str]()

    def take(self, style: int) -> str:
        """A figure that was not taken before: whole, in groups of thousands or with decimals."""
        while True:
            n = self._rng.randrange(1000, 99_999)
            text = (str(n), f"{n:,}".replace(",", "."), f"{n // 100},{n % 100:02d}", f"{n % 10000 / 100:.2f}%")[style]
            text = text.replace(".", ",") if style == 3 else text
            if text not in self._told:
                self._told.add(text)
                return text


def draw_columns(rng: random.Random, deepest: int, most: int) -> list[Path_]:
    """Column paths of one to `deepest` labels, `most` columns at most."""
    columns: list[Path_] = []
    tops = rng.sample(_TOPS, len(_TOPS))
    for top in tops[: rng.randint(1 if deepest > 1 else 2, 5)]:
        depth = rng.randint(1, deepest)
        if depth == 1:
            columns.append((top,))
            continue
        for low in rng.sample(_LOWS, rng.randint(2, 4)):
            if depth == 3 and rng.random() < 0.7:
                columns.extend((top, low, leaf) for leaf in rng.sample(_LOWS, 2) if leaf != low)
            else:
                columns.append((top, low))
    columns = columns[:most]
    # a label over one column alone is told from one of two rows by its rules only
    while any(_lone(columns, i, d) for i, path in enumerate(columns) for d in range(1, len(path))):
        columns = [
            p[: next((d for d in range(1, len(p)) if _lone(columns, i, d)), len(p))] for i, p in enumerate(columns)
        ]
    if len(columns) < 2:
        columns.append(("Ghi nhận",))
    return columns


def _lone(columns: Sequence[Path_], i: int, depth: int) -> bool:
    head = columns[i][:depth]
    return sum(path[:depth] == head for path in columns) == 1


def draw_table(rng: random.Random, figures: Figures, rules: str | None = None) -> Printed:
    """A whole table."""
    kind = rng.choice(("label", "ordinal", "ordinal", "group", "ordinal-group", "groups", "blank"))
    stub = {
        "label": ["Đơn vị"],
        "ordinal": ["STT", "Tên cơ quan, đơn vị"],
        "group": ["Nhóm", "Nội dung"],
        "ordinal-group": ["TT", "Đơn vị", "Nội dung"],
        "groups": ["Cấp", "Đơn vị", "Nội dung"],
        "blank": ["", "Chỉ tiêu"],
    }[kind]
    landscape = rng.random() < 0.5
    columns = draw_columns(rng, rng.choice((1, 2, 2, 3, 3)), (11 if landscape else 7) - len(stub) + 1)
    look = Look(
        rules or rng.choice(RULES), rng.choice((8, 9, 10) if len(columns) > 5 else (9, 10, 11, 12)), rng.random() < 0.5,
        rng.choice(BETWEEN), landscape, rng.random() < 0.8, rng.choice(("right", "center", "left", "right")),
        rng.random() < 0.6, rng.random() < 0.4,
    )  # fmt: skip
    rows = header_cells(columns, stub, len(stub), "merged")
    table = Printed(rows, len(stub), columns, len(rows), look)
    if rng.random() < 0.35 and table.width > 3:
        rows.append(list(enumerate(map(SpanCell, _formulas(rng, table)))))
        table.header += 1
    _Body(rng, figures, table, kind).fill()
    return table


def _formulas(rng: random.Random, table: Printed) -> list[str]:
    if rng.random() < 0.4:
        return [*"ABC"[: table.first], *(str(i + 1) for i in range(len(table.columns)))]
    signs = [f"({c + 1})" for c in range(table.width)]
    at = rng.randrange(table.first, table.width)
    signs[at] += "=" + "+".join(s for s in signs[table.first :][:3] if s != signs[at]) if table.width > 4 else ""
    return signs


class _Body:
    """Puts the rows of a table under its header."""

    def __init__(self, rng: random.Random, figures: Figures, table: Printed, kind: str) -> None:
        self._rng, self._figures, self._table, self._kind = rng, figures, table, kind
        self._styles = [rng.randrange(4) for _ in table.columns]
        self._blanks = rng.choice((0.0, 0.05, 0.25))
        self._serial = 0

    def fill(self) -> None:
        """All rows: totals, titles of groups, groups and single ones."""
        rng, table, first = self._rng, self._table, self._table.first
        total = [(0, SpanCell("Tổng cộng", 1, first))]
        on_top = rng.random() < 0.2
        if on_top:
            self._put(total, ("Tổng cộng",))
        bands = rng.choice((0, 0, 0, 2, 3)) if not on_top else 0
        length = rng.choice((3, 5, 8, 15, 30))
        for b in range(max(bands, 1)):
            outer: Path_ = ()
            if bands:
                outer = (f"{'ABC'[b]}. {_BANDS[b]}",)
                table.rows.append([(0, SpanCell(outer[0], 1, table.width))])
            self._put_rows(outer, max(1, length // max(bands, 1)))
        if not on_top and rng.random() < 0.3 and not bands:
            self._put(total, ("Tổng cộng",))

    def _name(self) -> str:
        self._serial += 1
        return f"{self._rng.choice(_NAMES)} số {self._serial}"

    def _put(self, labels: list[tuple[int, SpanCell]], path: Path_) -> None:
        rng, table = self._rng, self._table
        texts = [
            "" if rng.random() < self._blanks else rng.choice(("-", "0", "7")) if rng.random() < 0.05
            else self._figures.take(style)
            for style in self._styles
        ]  # fmt: skip
        if not any(len(text) > 1 for text in texts):
            texts[-1] = self._figures.take(self._styles[-1])
        for column, text in zip(table.columns, texts, strict=True):
            if len(text) > 1:
                table.told[text] = column, path
        table.rows.append([*labels, *((table.first + c, SpanCell(text)) for c, text in enumerate(texts))])

    def _put_rows(self, outer: Path_, count: int) -> None:
        rng, i = self._rng, 0
        while count > 0:
            i += 1
            name = self._name()
            if self._kind in ("label", "blank"):
                at = self._table.first - 1
                self._put([*((c, SpanCell("")) for c in range(at)), (at, SpanCell(name))], (*outer, name))
                count -= 1
            elif self._kind == "ordinal":
                self._put([(0, SpanCell(str(i))), (1, SpanCell(name))], (*outer, f"{i} {name}"))
                letters = "abc"[: rng.choice((0, 0, 0, 2, 3))]
                for letter in letters:
                    low = self._name()
                    path = (*outer, f"{i} {name}", f"{letter} {low}")
                    self._put([(0, SpanCell(letter)), (1, SpanCell(low))], path)
                count -= 1 + len(letters)
            elif self._kind == "groups":
                count -= self._put_groups(name, outer)
            else:
                height = rng.randint(2, 4)
                self._put_group(name, i, outer, height)
                count -= height

    def _put_group(self, name: str, i: int, outer: Path_, height: int) -> None:
        numbered = self._kind == "ordinal-group"
        at = 1 if numbered else 0
        for k in range(height):
            lead = [(0, SpanCell(str(i), height))] if numbered else []
            labels = [*lead, (at, SpanCell(name, height))] if k == 0 else []
            own = self._name()
            self._put([*labels, (at + 1, SpanCell(own))], (*outer, f"{i} {name}" if numbered else name, own))

    def _put_groups(self, name: str, outer: Path_) -> int:
        heights = [self._rng.randint(1, 3) for _ in range(self._rng.randint(1, 2))]
        heights[0] += 1
        for j, height in enumerate(heights):
            inner = self._name()
            for k in range(height):
                lead = [(0, SpanCell(name, sum(heights)))] if j == k == 0 else []
                lead += [(1, SpanCell(inner, height))] if k == 0 else []
                own = self._name()
                self._put([*lead, (2, SpanCell(own))], (*outer, name, inner, own))
        return sum(heights)


# --- what was read --------------------------------------------------------------------------------


@dataclass
class Count:
    """How many figures were read where they stand, how many are in no table, how many elsewhere."""

    exact: int = 0
    left: int = 0
    column: int = 0
    row: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def whole(self) -> int:
        """How many there are."""
        return self.exact + self.left + self.column + self.row


def count_read(tables: Sequence[Printed], found: Sequence[Table], key: Callable[[Printed], str]) -> dict[str, Count]:
    """The count of each kind of table; `key` names the kind."""
    read: dict[str, list[tuple[Path_, Path_]]] = {}
    for table in found:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                read.setdefault(cell.printed, []).append((column.path, row.path))
    counts: dict[str, Count] = {}
    for number, printed in enumerate(tables):
        count = counts.setdefault(key(printed), Count())
        for text, (column_path, row_path) in printed.told.items():
            places = read.get(text, [])
            if not places:
                count.left += 1
                continue
            if places == [(column_path, row_path)]:
                count.exact += 1
                continue
            columns = [place[0] for place in places]
            if columns != [column_path]:
                count.column += 1
            else:
                count.row += 1
            count.wrong.append(f"{number}: {text} {(column_path, row_path)} read {places}")
    return counts


def draw_tables(seed: int, how_many: int, rules: str | None = None) -> list[Printed]:
    """Tables in order, figures all distinct; no two neighbours of one width and header."""
    rng = random.Random(seed)
    figures = Figures(rng)
    return [draw_table(rng, figures, rules) for _ in range(how_many)]


def merge_counts(parts: Iterable[dict[str, Count]]) -> dict[str, Count]:
    """The counts of several files together."""
    merged: dict[str, Count] = {}
    for part in parts:
        for kind, count in part.items():
            into = merged.setdefault(kind, Count())
            for name, value in Counter({n: getattr(count, n) for n in ("exact", "left", "column", "row")}).items():
                setattr(into, name, getattr(into, name) + value)
            into.wrong.extend(count.wrong)
    return merged
