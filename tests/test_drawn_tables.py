"""Tables drawn with signs in text: pipes without a rule, grids of +---+, header lines above set columns."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus.readers import read_report
from corpus.readers.drawn import read_drawn
from corpus.values import Report

ROWS = [["Đơn vị", "Số hồ sơ", "Trễ hạn"], ["Sở Y tế", "12", "3"], ["Sở Nội vụ", "1.215", "4,5"]]
SUFFIXES = (".txt", ".md")


def read_text(tmp_path: Path, text: str, suffix: str) -> Report:
    path = tmp_path / f"a{suffix}"
    path.write_text(
        f"Kết quả giải quyết hồ sơ trong năm như sau.\n\n{text}\n\nCác đơn vị tiếp tục theo dõi.\n", "utf-8"
    )
    return read_report(path)


def figures(report: Report) -> dict[tuple[tuple[str, ...], tuple[str, ...]], str]:
    return {
        (row.path, column.path): cell.printed
        for table in report.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }


MEANT = {((row[0],), (ROWS[0][c],)): row[c] for row in ROWS[1:] for c in (1, 2)}


def boxed(rows: list[list[str]], *, each: bool = True, header: str = "=", signs: str = "+-|") -> str:
    corner, across, down = signs
    widths = [max(len(row[c]) for row in rows) + 2 for c in range(len(rows[0]))]

    def edge(sign: str) -> str:
        return corner + corner.join(sign * width for width in widths) + corner

    lines = [edge(across)]
    for r, row in enumerate(rows):
        lines.append(down + down.join(f" {text}".ljust(width) for text, width in zip(row, widths, strict=True)) + down)
        if each or r in {0, len(rows) - 1}:
            lines.append(edge(header if r == 0 else across))
    return "\n".join(lines)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_drawn_tables_are_read(suffix: str, tmp_path: Path) -> None:
    closed = "\n".join(f"| {' | '.join(row)} |" for row in ROWS)
    bare = "\n".join(" | ".join(row) for row in ROWS)
    drawn = [closed, bare, boxed(ROWS), boxed(ROWS, header="-"), boxed(ROWS, each=False, header="-")]
    for text in [*drawn, boxed(ROWS, header="─", signs="┼─│")]:
        report = read_text(tmp_path, text, suffix)
        assert figures(report) == MEANT, text
        assert [type(block).__name__ for block in report.blocks] == ["Paragraph", "Table", "Paragraph"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_cells_of_a_grid_may_span_and_have_lines(suffix: str, tmp_path: Path) -> None:
    report = read_text(
        tmp_path,
        """
+--------------+---------------------+
| Đơn vị       | Hồ sơ               |
|              +-----------+---------+
|              | Tiếp nhận | Trễ hạn |
+==============+===========+=========+
| Sở Giáo dục  | 12        | 3       |
| và Đào tạo   |           |         |
+--------------+-----------+---------+
| Sở Y tế      | 14        | 5       |
+--------------+-----------+---------+
""".strip(),
        suffix,
    )
    assert figures(report) == {
        (("Sở Giáo dục và Đào tạo",), ("Hồ sơ", "Tiếp nhận")): "12",
        (("Sở Giáo dục và Đào tạo",), ("Hồ sơ", "Trễ hạn")): "3",
        (("Sở Y tế",), ("Hồ sơ", "Tiếp nhận")): "14",
        (("Sở Y tế",), ("Hồ sơ", "Trễ hạn")): "5",
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "text",
    [
        "| Đơn vị | Số hồ sơ |\n| Sở Y tế | 12 | 3 |",  # not as many cells
        "Một | hai | ba\nbốn | năm | sáu\nbảy | tám | chín",  # words only, no pipes at the ends
        "Sở Y tế | 12 | 3\nSở Nội vụ | 15 | 4\nSở Tư pháp | 7 | 1",  # no header
        "+------+------+\n| Tên | Số |\n+------+------+\n| A | 5 |\n+------+------+",  # edges that do not meet
        "+---+---+\n| A | B |\n+---+---+\n| C | 5 |\n|   | 6 |\n+---+---+",  # one row or two?
    ],
)
def test_what_is_not_certain_stays_text(suffix: str, text: str, tmp_path: Path) -> None:
    assert not read_text(tmp_path, text, suffix).tables


def test_lines_cut_at_random_never_move_a_figure() -> None:
    text = boxed([["Tên", "Nhận", "Trễ"], ["Sở A", "12", "3"], ["Sở B", "15", "4"]]).split("\n")
    for seed in range(300):
        rng = random.Random(seed)
        lines = list(text)
        for _ in range(rng.randint(1, 3)):
            i = rng.randrange(len(lines))
            at = rng.randrange(len(lines[i]))
            lines[i] = lines[i][:at] + rng.choice("+-| x") + lines[i][at + rng.randint(0, 1) :]
        grid = read_drawn(lines, 1)
        for row in grid.rows if grid else ():
            assert ("12" in row) <= ("12" in row[1:2]), lines
            assert ("3" in row) <= ("3" in row[2:3]), lines


SET = [
    """
                     Năm 2023                 Năm 2024
              Tiếp nhận   Trễ hạn     Tiếp nhận   Trễ hạn
Sở Y tế              12         3            22         5
Sở Nội vụ            15         4            23         6
Sở Tư pháp           25         7            27         8
""",
    """
Đơn vị               Năm 2023                 Năm 2024
              Tiếp nhận   Trễ hạn     Tiếp nhận   Trễ hạn
Sở Y tế              12         3            22         5
Sở Nội vụ            15         4            23         6
Sở Tư pháp           25         7            27         8
""",
]


@pytest.mark.parametrize("text", SET)
def test_two_header_lines_over_set_columns(text: str, tmp_path: Path) -> None:
    told = figures(read_text(tmp_path, text.strip("\n"), ".txt"))
    assert len(told) == 12
    assert told[("Sở Nội vụ",), ("Năm 2024", "Trễ hạn")] == "6"
    assert told[("Sở Y tế",), ("Năm 2023", "Tiếp nhận")] == "12"


def test_a_blank_corner_over_set_columns(tmp_path: Path) -> None:
    text = "              Tiếp nhận   Trễ hạn\nSở Y tế              12         3\nSở Nội vụ            15         4"
    told = figures(read_text(tmp_path, text, ".txt"))
    assert told[("Sở Nội vụ",), ("Trễ hạn",)] == "4"


def test_labels_that_may_stand_over_other_groups_leave_text(tmp_path: Path) -> None:
    moved = SET[0].replace(
        "                     Năm 2023                 Năm 2024", "Năm 2023                 Năm 2024"
    )
    uneven = SET[0].replace("Tiếp nhận   Trễ hạn\n", "Đã xong     Trễ hạn\n")
    for text in (moved, uneven):
        told = figures(read_text(tmp_path, text.strip("\n"), ".txt"))
        assert not any("Năm 2023" in path for _, path in told)
