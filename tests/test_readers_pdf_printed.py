"""Random tables printed by LibreOffice and read back: figures under their labels, or in no table at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from building.prints import missing
from printed_layouts import Count, count_read, draw_tables, merge_counts
from printed_words import print_tables

from corpus.readers import read_report

_TABLES = 12  # of a file
# the seeds are few for the time they take: `python benchmarks/printed_layouts.py` reads many
_SEEDS = {"grid": (21, 22), "shaded": (23,), "rows": (24,), "none": (25,), "lines": (26,)}
_LEAST = {"grid": 0.99, "shaded": 0.3, "rows": 0.3, "none": 0.3, "lines": 0.3}


@pytest.mark.skipif(bool(missing("soffice")), reason=missing("soffice"))
@pytest.mark.parametrize("rules", _SEEDS)
def test_printed_figures_stand_under_their_labels(rules: str, tmp_path: Path) -> None:
    """A table with all its rules is read whole; of one without, what is not certain is left as text."""
    parts = []
    for seed in _SEEDS[rules]:
        tables = draw_tables(seed, _TABLES, rules)
        report = read_report(print_tables(tables, tmp_path, seed))
        parts.append(count_read(tables, report.tables, lambda _: rules))
    count: Count = merge_counts(parts)[rules]
    assert count.column == 0, count.wrong[:5]
    assert count.row <= 0.01 * count.whole, count.wrong[:5]
    assert count.exact >= _LEAST[rules] * count.whole, count.wrong[:5]
