"""CSV and Markdown: the tables of the samples read back, and what the two write around a table."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from test_readers_html import SAMPLES, as_html, sample_grids, share

from corpus.assemble import GridItem, TextItem
from corpus.errors import ReadingError
from corpus.readers import read_report
from corpus.readers.delimited import csv_items, markdown_items
from corpus.separators import find_delimiter
from corpus.tables import Grid


def as_csv(grids: list[Grid], delimiter: str) -> str:
    """Tables under a title each, padded to one width as spreadsheets save them."""
    width = max(len(grid.rows[0]) for grid in grids)
    stream = StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    for i, grid in enumerate(grids):
        told = [[""], [f"Kết quả của phần {i} như sau:"], [""], *grid.rows]
        writer.writerows([*row, *[""] * (width - len(row))] for row in told)
    return stream.getvalue()


def as_markdown(grids: list[Grid]) -> str:
    """Tables under a heading each, further rows of a header as rows."""
    parts = []
    for i, grid in enumerate(grids):
        lines = [
            "| " + " | ".join(_cell(text, (r, c) in grid.emphasis) for c, text in enumerate(row)) + " |"
            for r, row in enumerate(grid.rows)
        ]
        parts.append(
            "\n".join([f"## Phần {i}", "", "Kết quả như sau:", "", lines[0], "|---" * len(grid.rows[0]) + "|"])
        )
        parts[-1] += "\n" + "\n".join(lines[1:]) + "\n"
    return "\n".join(parts)


def _cell(text: str, italic: bool) -> str:
    text = text.replace("|", "\\|").replace("*", "\\*")
    return f"*{text}*" if italic and text else text


@pytest.fixture
def samples(root: Path) -> Path:
    return root / "corpus" / "samples"


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_every_table_comes_back_exactly_from_csv(
    samples: Path, tmp_path: Path, name: str, delimiter: str, encoding: str
) -> None:
    path = tmp_path / "bang.csv"
    grids = sample_grids(samples, name)
    path.write_text(as_csv(grids, delimiter), encoding=encoding, newline="")
    report, expected = read_report(path), read_report(samples / name)
    right, tables = share(report, expected)
    # CSV has no italics, by which the rows of one table nest: there the paths alone may differ
    assert right == tables - (name == "bao-cao-cchc-2022.txt")
    for table, wanted in zip(report.tables, expected.tables, strict=True):
        assert table.columns == wanted.columns
        printed = [[(cell.printed, cell.value) for cell in row.cells] for row in table.rows]
        assert printed == [[(cell.printed, cell.value) for cell in row.cells] for row in wanted.rows]
        assert [row.path[-1] for row in table.rows] == [row.path[-1] for row in wanted.rows]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_table_comes_back_exactly_from_markdown(samples: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "bang.md"
    path.write_text(as_markdown(sample_grids(samples, name)), encoding="utf-8")
    right, tables = share(read_report(path), read_report(samples / name))
    assert right == tables


@pytest.mark.parametrize("name", SAMPLES)
def test_html_tables_in_markdown_come_back(samples: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / "bang.md"
    path.write_text(as_html(sample_grids(samples, name)).replace("<table>", "\n<table>"), encoding="utf-8")
    right, tables = share(read_report(path), read_report(samples / name))
    assert right == tables


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Tên;Điểm;Tỷ lệ\nA;59,27;89,13\nB;66,50;92,01\n", ";"),
        ("59,27;66,50\n1,20;3,40\n", ";"),
        ('Tên,Điểm\n"A, B","59,27"\n"C","1,5"\n', ","),
        ("Tên\tĐiểm, tỷ lệ\nA; B\t59,27\n", "\t"),
        ("Báo cáo năm 2024, tỉnh Bình Giang\n\nTên|Điểm\nA|59,27\n", "|"),
    ],
)
def test_the_delimiter_is_the_regular_sign(text: str, delimiter: str) -> None:
    assert find_delimiter(text.splitlines(keepends=True)) == delimiter


def test_titles_stand_above_the_table_and_decimal_commas_stay() -> None:
    items = csv_items('sep=;\nKẾT QUẢ NĂM 2024;;\n;;Đơn vị tính: điểm\nSTT;Tên;Điểm\n1;Sở A;59,27\n2;"Sở\nB";66,50\n')
    assert [item.text for item in items if isinstance(item, TextItem)] == ["KẾT QUẢ NĂM 2024", "Đơn vị tính: điểm"]
    grid = next(item.grid for item in items if isinstance(item, GridItem))
    assert grid.rows == (("STT", "Tên", "Điểm"), ("1", "Sở A", "59,27"), ("2", "Sở B", "66,50"))
    assert grid.lines == (4, 5, 6)


def test_markdown_is_read_without_its_signs() -> None:
    text = """# I. TÌNH HÌNH

Một câu **đậm** và *nghiêng*
nối dòng, xem [trang](http://a.vn) [^1].

- gạch một
- gạch hai

KẾT QUẢ
=======

[^1]: Ghi chú
"""
    assert [item.text for item in markdown_items(text) if isinstance(item, TextItem)] == [
        "I. TÌNH HÌNH",
        "Một câu đậm và nghiêng nối dòng, xem trang ¹.",
        "- gạch một",
        "- gạch hai",
        "KẾT QUẢ",
        "¹ Ghi chú",
    ]


def test_pipes_without_a_rule_are_text() -> None:
    assert all(isinstance(item, TextItem) for item in markdown_items("a | b\nc | d"))


@pytest.mark.parametrize("data", [b"", b"\n\n", b";;;\n;;\n", b"a;b\n\0\0\0\0;1"])
def test_a_file_without_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "xau.csv"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match="Tệp"):
        read_report(path)


def test_a_cell_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "xau.csv"
    path.write_text('a;b\n"' + "x" * 200_000 + '";1\n', encoding="utf-8")
    with pytest.raises(ReadingError, match="CSV"):
        read_report(path)


def test_old_encodings_are_recognised(tmp_path: Path) -> None:
    path = tmp_path / "cu.csv"
    path.write_bytes("STT;Tªn ®¬n vÞ;§iÓm sè\n1;Së Néi vô;59,27\n2;Së Y tÕ;66,50\n".encode("latin-1"))
    table = read_report(path).tables[0]
    assert [row.path for row in table.rows] == [("1 Sở Nội vụ",), ("2 Sở Y tế",)]
