"""Rows of column numbers from a scan: told by their other cells, and never a row of figures."""

from __future__ import annotations

from corpus.readers.scan_numbers import mend_column_numbers

HEAD = ("STT", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Quá hạn", "Tỷ lệ")


def test_a_misread_column_number_follows_from_its_place() -> None:
    rows = [HEAD, ("(1)", "(2)", "(3)", "(4)", "G)", "(6)=(S)/(4)")]
    assert mend_column_numbers(rows)[1] == ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(5)/(4)")
    rows = [HEAD, ("a)", "(2)", "(3)=(4)+(S)", "", "(5)", "(6)")]
    assert mend_column_numbers(rows)[1] == ("(1)", "(2)", "(3)=(4)+(5)", "", "(5)", "(6)")


def test_rows_of_figures_and_words_stay_as_they_are() -> None:
    for row in (
        ("1", "Đất đai", "5.759", "5.719", "47", "0,82"),
        ("(1)", "Sở Nội vụ", "12", "11", "1", "8,3"),
        ("", "(4)", "(9)", "(2)", "5", ""),
        ("(1)", "(2)", "Tên dài của một đơn vị", "(4)", "(5)", "(6)"),
    ):
        assert mend_column_numbers([HEAD, row]) == (HEAD, row)
