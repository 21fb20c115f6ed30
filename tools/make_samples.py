"""Makes the samples of `corpus/samples` that are no plain Vietnamese text: DOCX, XLSX, PDF, scan, TCVN3.

    python tools/make_samples.py [FOLDER] [--only NAME …]

Everything comes from the data in `tools/samples` and the yearly report of 2025. PDF, scan and workbook
need LibreOffice (printing, and the results of formulas) and a serif font with Vietnamese letters.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools"), str(ROOT / "tests")]

from samples.dossiers import write_quarter  # noqa: E402
from samples.letter import write_letter  # noqa: E402
from samples.old import write_old  # noqa: E402
from samples.province import read_province  # noqa: E402
from samples.satisfaction import write_satisfaction  # noqa: E402
from samples.statistics import write_statistics  # noqa: E402

SAMPLES = ROOT / "corpus" / "samples"
MAKERS = {
    "bao-cao-ho-so-quy-1-2026.docx": write_quarter,
    "thong-ke-2025.xlsx": write_statistics,
    "chi-so-hai-long-2025.pdf": write_satisfaction,
    "cong-van-quet.pdf": write_letter,
    "bao-cao-2003-tcvn3.txt": write_old,
}


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=SAMPLES)
    parser.add_argument("--only", nargs="*", choices=list(MAKERS), default=list(MAKERS))
    arguments = parser.parse_args()
    province = read_province(SAMPLES / "binh-giang-2025.txt")
    for name in arguments.only:
        path = MAKERS[name](province, arguments.folder / name)
        print(f"{path.name}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
