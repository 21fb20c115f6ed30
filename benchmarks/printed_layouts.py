"""Random tables printed by LibreOffice and read back: where each figure was read, by rules and levels of header.

    python benchmarks/printed_layouts.py [FIRST-SEED] [FILES] [grid|none|shaded|rows|lines ...]

`exact`: read once, under the labels of its column and row. `left`: in no table, so that only its text is
known. `column`, `row`: read under labels that are not its own. A seed always gives the same tables.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from printed_layouts import RULES, Count, count_read, draw_tables, merge_counts  # noqa: E402
from printed_words import print_tables  # noqa: E402

from corpus.readers import read_report  # noqa: E402

TABLES = 12  # of a file


def read_file(seed: int, rules: str, folder: Path) -> dict[str, Count]:
    """The counts of one file by kind of table."""
    tables = draw_tables(seed, TABLES, rules)
    return count_read(tables, read_report(print_tables(tables, folder, seed)).tables, lambda table: table.kind)


def main() -> None:
    """Prints a line a kind of table."""
    first, files = (int(sys.argv[i]) if len(sys.argv) > i else (1, 10)[i - 1] for i in (1, 2))
    for rules in sys.argv[3:] or RULES:
        with TemporaryDirectory() as folder:
            counts = merge_counts(read_file(seed, rules, Path(folder)) for seed in range(first, first + files))
        for kind, count in sorted([*counts.items(), (f"{rules} all", merge_counts_all(counts))]):
            share = 100 * count.exact / max(count.whole, 1)
            print(f"{kind:12}{count.whole:7} {share:6.2f}% exact {count.left:6} left", end=" ")
            print(f"{count.column:5} column {count.row:5} row", flush=True)


def merge_counts_all(counts: dict[str, Count]) -> Count:
    """The counts of all kinds together."""
    return merge_counts({"all": count} for count in counts.values())["all"]


if __name__ == "__main__":
    main()
