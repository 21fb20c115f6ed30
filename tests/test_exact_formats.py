"""A report's tables written in every format and read back: every cell under its labels, with its value.

`python benchmarks/reading.py` tells the same figures, with seconds and memory.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from building.formats import FORMS, read_back
from building.scoring import Score
from building.sheets import Sheet, read_sheets

from corpus.errors import ReadingError

# a CSV has no italics, and by those alone one label of the report is told from the group it stands under
_PATHS_LOST = {name: 1 for name in FORMS if name.startswith("csv")}
_EXACT = [name for name, form in FORMS.items() if form.least == 1]
_NEARLY = [name for name, form in FORMS.items() if form.least < 1]

# recognising all pages of the report takes minutes, which the benchmark is for
_SCANNED = {"t01", "t03", "t06", "t08"}


@pytest.fixture(scope="module")
def sheets(shared: Path) -> list[Sheet]:
    """The tables as they are printed."""
    return read_sheets(shared / "eval" / "tables")


def _score(name: str, sheets: list[Sheet], folder: Path) -> Score:
    form = FORMS[name]
    if form.missing:
        pytest.skip(form.missing)
    written = form.write(sheets, folder)
    try:
        return read_back(written)
    except ReadingError as error:
        if "chưa nhận dạng được chữ trong ảnh" not in str(error):
            raise
        pytest.skip(str(error))


@pytest.mark.parametrize("name", _EXACT)
def test_every_cell_of_a_file_with_cells_is_exact(name: str, sheets: list[Sheet], tmp_path: Path) -> None:
    score = _score(name, sheets, tmp_path)
    lost = _PATHS_LOST.get(name, 0)
    assert len(score.wrong) == lost, score.wrong[:10]
    assert (score.tables, score.columns, score.cells) == (score.of_tables, score.of_columns, score.of_cells)
    assert score.paths == score.of_paths - lost


@pytest.mark.parametrize("name", _NEARLY)
def test_nearly_every_cell_of_a_page_is_exact(name: str, sheets: list[Sheet], tmp_path: Path) -> None:
    score = _score(name, [s for s in sheets if s.id in _SCANNED or "tesseract" not in FORMS[name].programs], tmp_path)
    assert score.tables == score.of_tables
    assert score.share("cells") >= FORMS[name].least, score.wrong[:10]


def test_a_wrong_cell_a_lost_row_and_a_lost_table_are_counted(sheets: list[Sheet], tmp_path: Path) -> None:
    """The yardstick itself: what differs on purpose is what it tells."""
    form = FORMS["html"]
    [(path, _)] = form.write(sheets, tmp_path)
    text = path.read_text(encoding="utf-8")
    changed = text.replace("19.163", "19.164", 1).replace("<tr><td>4.</td><td>Công chức</td>", "", 1)
    path.write_text(changed, encoding="utf-8")
    score = read_back([(path, sheets)])
    assert len(score.wrong) == 1
    assert "19.164" in score.wrong[0]
    [(path, _)] = form.write(sheets[1:], tmp_path)
    score = read_back([(path, sheets)])
    assert score.of_tables - score.tables == 1
    assert score.of_cells - score.cells == len(sheets[0].told["rows"]) * len(sheets[0].told["columns"])
    rows = path.read_text(encoding="utf-8").split("<tr>")
    path.write_text("<tr>".join(rows[:-1]) + "</table></body></html>", encoding="utf-8")
    score = read_back([(path, sheets[1:])])
    assert [told for told in score.wrong if "mất dòng" in told]
