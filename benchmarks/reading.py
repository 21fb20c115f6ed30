"""Known tables written in each format and read back: how exactly, how fast, in how much memory.

    python benchmarks/reading.py TABLES [--only FORMAT …] [--wrong N] [--keep FOLDER]

TABLES is a folder of transcribed tables (the form that `tests/test_tables_exact.py` reads). For each
format it prints the share of tables found, and of columns, row paths and cells that are exact; the
seconds and peak memory of reading, programs that a reader starts included; for scans the share of
characters that were recognised wrongly. `--wrong` tells the first N failures of a format by table and cell.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from building.formats import FORMS, Written, read_back  # noqa: E402
from building.scoring import Score  # noqa: E402
from building.sheets import Sheet, read_sheets  # noqa: E402

from corpus.errors import ReadingError  # noqa: E402
from corpus.readers import read_report  # noqa: E402
from corpus.values import Table  # noqa: E402

MEASURES = ("tables", "columns", "paths", "cells")


def measure(written: Written) -> tuple[Score, float, float]:
    """Score, seconds and peak megabytes of reading; run in a process of its own."""
    started = time.perf_counter()
    score = read_back(written)
    seconds = time.perf_counter() - started
    kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return score, seconds, kilobytes / 1024


def wrong_characters(written: Written) -> float:
    """The character error rate of a scan: edits from what was printed to what was read, over its length."""
    from rapidfuzz.distance import Levenshtein

    edits = length = 0
    for path, sheets in written:
        read = sorted(text for table in read_report(path).tables for text in _texts_of(table))
        printed = sorted(text for sheet in sheets for text in _texts_written(sheet))
        edits += Levenshtein.distance(" ".join(printed), " ".join(read))
        length += len(" ".join(printed))
    return edits / max(1, length)


def _texts_of(table: Table) -> list[str]:
    return [text for row in table.rows for text in (row.path[-1], *(cell.printed for cell in row.cells)) if text]


def _texts_written(sheet: Sheet) -> list[str]:
    paths = [row["path"][-1] for row in sheet.told["rows"]]
    first = len(sheet.told["stub"])
    return paths + [cell.text for (r, c), cell in sheet.cells.items() if r >= sheet.header and c >= first and cell.text]


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", type=Path)
    parser.add_argument("--only", nargs="*", choices=list(FORMS), default=list(FORMS))
    parser.add_argument("--wrong", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    sheets = read_sheets(arguments.tables)
    with tempfile.TemporaryDirectory() as folder:
        for name in arguments.only:
            place = (arguments.keep or Path(folder)) / name.replace(", ", "-").replace(" ", "-")
            place.mkdir(parents=True, exist_ok=True)
            tell(name, sheets, place, arguments.wrong)


def tell(name: str, sheets: list[Sheet], folder: Path, wrong: int) -> None:
    """Writes one format, reads it back and prints a line."""
    form = FORMS[name]
    if form.missing:
        print(f"{name:<16} {form.missing}")
        return
    written = form.write(sheets, folder)
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as pool:
        try:
            score, seconds, megabytes = pool.submit(measure, written).result()
        except ReadingError as error:
            print(f"{name:<16} {error}")
            return
    shares = "  ".join(f"{measure} {100 * score.share(measure):6.2f}%" for measure in MEASURES)
    rate = f"  chars wrong {100 * wrong_characters(written):.2f}%" if "tesseract" in form.programs else ""
    print(f"{name:<16} {shares}  {seconds:5.1f} s  {megabytes:4.0f} MB{rate}", flush=True)
    for told in score.wrong[:wrong]:
        print(f"    {told}")


if __name__ == "__main__":
    main()
