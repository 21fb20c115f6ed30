"""Files of text within their limits: pages, rows, cells and time, refused with a sentence that says which."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_ragged import write_table

from corpus.errors import ReadingError
from corpus.files import Limits
from corpus.readers import read_report

ROWS = [["Tên", "Điểm", "Hạng"], *([f"Sở {i}", "5", "1"] for i in range(40))]


@pytest.mark.parametrize("suffix", [".md", ".csv", ".txt", ".html"])
@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(rows=40), "có hơn 40 dòng nên không được nạp; hãy tách nhỏ rồi nạp lại."),
        (Limits(cells=120), "có hơn 120 ô nên không được nạp; hãy tách nhỏ rồi nạp lại."),
        (Limits(seconds=-1), "đọc quá lâu nên đã dừng; hãy mở và lưu lại, hoặc tách nhỏ rồi nạp lại."),
    ],
)
def test_what_is_beyond_the_limits_is_refused(tmp_path: Path, suffix: str, limits: Limits, told: str) -> None:
    path = write_table(tmp_path / f"a{suffix}", ROWS)
    with pytest.raises(ReadingError) as refused:
        read_report(path, limits)
    assert str(refused.value) == f"Tệp “{path}” {told}"
    assert read_report(path, Limits(rows=50, cells=150)).tables


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_pages_end_with_form_feeds(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text("# Một\n\nCâu của trang.\n\f\n" * 5, encoding="utf-8")
    with pytest.raises(ReadingError, match="có hơn 4 trang; hãy tách nhỏ"):
        read_report(path, Limits(pages=4))


def test_cells_that_span_count_as_the_places_they_take(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    wide = "<tr><td colspan='500'>a</td><td>1</td></tr>"
    narrow = "<tr>" + "<td>2</td>" * 501 + "</tr>"
    path.write_text(f"<table>{wide}{narrow * 3}</table>", encoding="utf-8")
    with pytest.raises(ReadingError, match="có hơn 2000 ô"):
        read_report(path, Limits(cells=2000))
