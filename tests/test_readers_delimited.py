"""CSV and Markdown: the tables of the samples read back, and what the two write around a table."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from test_readers_html import SAMPLES, as_html, sample_grids, share

from corpus.assemble import GridItem, Item, TextItem
from corpus.encodings import decode
from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers import read_report
from corpus.readers.delimited import csv_items
from corpus.readers.markdown import markdown_items
from corpus.readers.plain import split_items
from corpus.separators import find_delimiter
from corpus.tables import Grid, mend_page_breaks


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
        ("Tên;Điểm\nSở A;10000;12,5%\nSở B;12,5%\n", ";"),
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


def texts_of(items: list[Item]) -> list[str]:
    """The texts among items."""
    return [item.text for item in items if isinstance(item, TextItem)]


def grids_of(items: list[Item]) -> list[Grid]:
    """The grids among items."""
    return [item.grid for item in items if isinstance(item, GridItem)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_real_tables_come_back_exactly(shared: Path, tmp_path: Path, delimiter: str) -> None:
    """Cells and columns all; paths of rows all but where italics alone tell which row stands under which."""
    source = shared / "reports" / "51-BC-SNV-2023.txt"
    items = split_items(decode(source.read_bytes(), source).splitlines())
    wanted = read_report(source).tables
    right = 0
    for i, grid in enumerate(mend_page_breaks(grid) for grid in grids_of(items)):
        path = tmp_path / f"{i}.csv"
        path.write_text(as_csv([grid], delimiter), encoding="utf-16", newline="")
        [table] = read_report(path).tables
        assert [column.path for column in table.columns] == [column.path for column in wanted[i].columns]
        cells = [[(cell.printed, cell.value, cell.quality) for cell in row.cells] for row in table.rows]
        assert cells == [[(cell.printed, cell.value, cell.quality) for cell in row.cells] for row in wanted[i].rows]
        right += [row.path for row in table.rows] == [row.path for row in wanted[i].rows] or bool(grid.emphasis)
    assert right == len(wanted)


def test_notes_below_and_letterheads_above_are_text() -> None:
    items = csv_items(
        "UBND TỈNH A;;CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ;;Độc lập - Tự do - Hạnh phúc\n;;\n"
        "Tên;Năm 2023;Năm 2024\nSở A;5;6\nSở B;7;8\nGhi chú: số liệu tạm tính;;\n"
    )
    assert texts_of(items)[0::2][:2] == ["UBND TỈNH A", "SỞ NỘI VỤ"]
    assert texts_of(items)[-1] == "Ghi chú: số liệu tạm tính"
    assert [grid.rows[-1] for grid in grids_of(items)] == [("Sở B", "7", "8")]


def test_a_quotation_mark_left_open_swallows_nothing() -> None:
    [grid] = grids_of(csv_items('Tên;Điểm\nSở "A;5\n"Sở B;6\nSở "C";7\n'))
    assert [row[-1] for row in grid.rows] == ["Điểm", "5", "6", "7"]


def test_decimal_commas_between_commas_are_joined_where_it_is_certain() -> None:
    [grid] = grids_of(csv_items("Tên,Điểm,Hạng\nSở A,59,27,hai\nSở B,60,ba\nSở C,61,5,tư\n"))
    assert grid.rows[1:] == (("Sở A", "59,27", "hai"), ("Sở B", "60", "ba"), ("Sở C", "61,5", "tư"))


def test_figures_never_stand_under_another_header() -> None:
    items = csv_items("Tên,Điểm,Hạng\nSở A,59,27,3\nSở B,60,25,4\n")
    assert grids_of(items) == []
    assert "Sở A, 59, 27, 3" in texts_of(items)


@pytest.mark.parametrize("limits", [Limits(rows=100), Limits(cells=250)])
def test_tables_beyond_the_limits_are_refused(tmp_path: Path, limits: Limits) -> None:
    path = tmp_path / "to.csv"
    path.write_text("Tên;Điểm\n" + "Sở A;5\n" * 200, encoding="utf-8")
    with pytest.raises(ReadingError, match="nên không được nạp"):
        read_report(path, limits)


def test_rows_shorter_than_the_header_are_filled_up() -> None:
    [grid] = grids_of(csv_items("Tên;Điểm;Hạng;\nSở A;5\nSở B;6;2;;;\n"))
    assert grid.rows == (("Tên", "Điểm", "Hạng"), ("Sở A", "5", ""), ("Sở B", "6", "2"))


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


def test_what_is_fenced_is_text() -> None:
    items = markdown_items("```\n# ghi chú\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n\n# Đề mục\n")
    assert grids_of(items) == []
    assert texts_of(items)[0] == "# ghi chú"
    assert texts_of(items)[-1] == "Đề mục"


def test_pipes_may_be_escaped_and_the_outer_ones_left_out() -> None:
    [grid] = grids_of(markdown_items("Tên | Điểm\n:-- | --:\nSở A \\| B | 59,27\nSở C | 1.234\n"))
    assert grid.rows == (("Tên", "Điểm"), ("Sở A | B", "59,27"), ("Sở C", "1.234"))
