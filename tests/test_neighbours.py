"""Tables right behind each other: no figure stands under a label that is not its own, in any format."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.readers import read_report
from tests.neighbours import KINDS, SUFFIXES, count_placed, find_strays, random_pair, write_pair

SEEDS = range(500, 512)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_figure_stands_under_a_label_of_the_table_beside(suffix: str, kind: str, tmp_path: Path) -> None:
    placed = meant = 0
    for seed in SEEDS:
        pair = random_pair(seed, kind)
        report = read_report(write_pair(tmp_path / f"{seed}{suffix}", pair))
        assert find_strays(report, pair) == [], seed
        placed, meant = placed + count_placed(report, pair), meant + len(pair.meant)
    # a row of counts or ranges may be a header or a row: then it is kept as text
    assert placed == meant or (kind in {"own counted", "own ranges"} and placed > 0.75 * meant)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", KINDS)
def test_nor_where_a_line_of_text_stands_between(suffix: str, kind: str, tmp_path: Path) -> None:
    for seed in SEEDS:
        pair = random_pair(seed, kind)
        report = read_report(write_pair(tmp_path / f"{seed}{suffix}", pair, between="(Tiếp theo)"))
        assert find_strays(report, pair) == [], seed
