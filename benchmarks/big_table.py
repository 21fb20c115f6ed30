"""A table of many cells read, audited and stored: seconds and memory.

    python benchmarks/big_table.py [CELLS]

The table has groups, a formula row and 12 columns of figures that add up. Embedding is left out: a
table of figures is embedded row by row at the model's own speed, which `benchmarks/embedding.py` tells.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from index.embedding import Vector
from index.ingest import ingest
from index.store import Store

COLUMNS = 12
GROUP = 50
HEAD = (
    "UBND TỈNH BÌNH GIANG\n\nSỞ NỘI VỤ\n\nSố: 1/BC-SNV\n\nBình Giang, ngày 20 tháng 01 năm 2026\n\n"
    "BÁO CÁO\n\nSố liệu năm 2025\n\nI. SỐ LIỆU\n\n"
)


class NoEmbedding:
    """Vectors of nothing, at once."""

    name = "none"

    def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
        """See `index.embedding.Embedder`."""
        return [[1.0, 0.0] for _ in texts]

    def embed_query(self, text: str) -> Vector:
        """See `index.embedding.Embedder`."""
        del text
        return [1.0, 0.0]


def write_table(path: Path, cells: int) -> None:
    """A report with one table of about `cells` figures."""
    chance = random.Random(1)
    rows = cells // COLUMNS
    names = ["STT", "Đơn vị", "Tổng số", *(f"Chỉ tiêu {i}" for i in range(1, COLUMNS))]
    numbers = "+".join(f"({i})" for i in range(4, COLUMNS + 3))
    formulas = ["(1)", "(2)", f"(3)={numbers}", *(f"({i})" for i in range(4, COLUMNS + 3))]
    lines = ["\t".join(names), "\t".join(formulas)]
    for group in range(max(rows // (GROUP + 1), 1)):
        parts = [[chance.randrange(1000) for _ in range(COLUMNS - 1)] for _ in range(GROUP)]
        total = [sum(column) for column in zip(*parts, strict=True)]
        lines.append("\t".join([roman(group + 1), f"Huyện {group + 1}", *map(write, [sum(total), *total])]))
        lines += [
            "\t".join([f"{i}.", f"Xã {group + 1}-{i}", *map(write, [sum(part), *part])])
            for i, part in enumerate(parts, start=1)
        ]
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def write(number: int) -> str:
    """A count as reports print it."""
    return f"{number:,}".replace(",", ".")


def roman(number: int) -> str:
    """A Roman numeral."""
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    text = ""
    for value, sign in (*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += sign * (number // value)
        number %= value
    return text


def main() -> None:
    """Prints the figures of one run."""
    cells = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        write_table(file, cells)
        store = Store(Path(folder) / "home", embedder=NoEmbedding())
        started = time.perf_counter()
        [outcome] = ingest(store, [file])
        seconds = time.perf_counter() - started
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before the figures are counted
        figures, findings = len(store.observations()), len(store.findings())
        store.close()
    print(f"{outcome.status}: {figures} figures, {findings} findings, {seconds:.1f} s, {memory:.0f} MB")


if __name__ == "__main__":
    main()
