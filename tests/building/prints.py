"""Tables as PDF, from Word and set directly, and as scans of those pages."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from building.layout import column_widths
from building.sheets import Sheet, SheetCell
from building.texts import new_headings

_SECONDS = 180
_WIDE = 10  # columns; a table of more is set smaller


def missing(*programs: str) -> str:
    """The programs of these that this machine has not, as the reason of a skip; "" where none is missing."""
    absent = [program for program in programs if shutil.which(program) is None]
    return f"cần {', '.join(absent)}" if absent else ""


def as_pdf(path: Path) -> Path:
    """An Office file printed to PDF beside it by LibreOffice."""
    return _convert(path, path.with_suffix(".pdf"))


def as_xlsx(path: Path, target: Path) -> Path:
    """A workbook saved once more by LibreOffice, which stores the results of its formulas."""
    return _convert(path, target)


def _convert(path: Path, target: Path) -> Path:
    """An Office file saved by LibreOffice in the format that the target's name ends with."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder, "profile").as_uri()
        subprocess.run(
            [
                *("soffice", f"-env:UserInstallation={profile}", "--headless"),
                *("--convert-to", target.suffix.strip("."), "--outdir", folder, str(path)),
            ],
            check=True,
            capture_output=True,
            timeout=_SECONDS,
        )
        shutil.copyfile(Path(folder, f"{path.stem}{target.suffix}"), target)
    return target


def write_scan(
    pdf: Path, path: Path, dpi: int = 200, *, tilt: float = 0.0, noise: float = 0.0, quality: int = 75, seed: int = 1
) -> Path:
    """The pages of a PDF as grey pictures in another: turned by `tilt` degrees, with grain of `noise` levels."""
    grain = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for page in document:
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        if tilt:
            picture = picture.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255)
        if noise:
            levels = np.asarray(picture, dtype=np.float64) + grain.normal(0, noise, picture.size[::-1])
            picture = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
        pictures.append(picture)
    document.close()
    pictures[0].save(path, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:], quality=quality)
    return path


def set_pdf(sheets: Sequence[Sheet], path: Path, points: float = 9) -> Path:
    """One PDF set without an office program: ruled tables on landscape pages, headers on each."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

    register_fonts()
    page = SimpleDocTemplate(
        str(path), pagesize=landscape(A4), leftMargin=40, rightMargin=40, topMargin=40, bottomMargin=40
    )
    style = ParagraphStyle("text", fontName="Serif", fontSize=12, leading=15, spaceAfter=4)
    flow: list[Flowable] = []
    above: tuple[str, ...] = ()
    for sheet in sheets:
        flow.extend(Paragraph(f"<b>{escape(text)}</b>", style) for text in new_headings(above, sheet.headings))
        above = sheet.headings
        flow.append(Paragraph(f"Đơn vị tính: {escape(sheet.unit)}", style))
        flow.extend([_set_table(sheet, page.width, points if sheet.width <= _WIDE else points - 2), Spacer(1, 10)])
    page.build(flow)
    return path


def _set_table(sheet: Sheet, width: float, points: float) -> Any:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.platypus import LongTable, Paragraph, TableStyle

    style = ParagraphStyle("cell", fontName="Serif", fontSize=points, leading=points * 1.2)

    def setting(cell: SheetCell, head: bool) -> Any:
        lines = "<br/>".join(map(escape, cell.lines))
        return Paragraph(f"<b>{lines}</b>" if head else f"<i>{lines}</i>" if cell.italic else lines, style)

    rows = [
        [setting(sheet.cells[r, c], r < sheet.header) if (r, c) in sheet.cells else "" for c in range(sheet.width)]
        for r in range(sheet.height)
    ]
    spans = [
        ("SPAN", (c, r), (c + cell.width - 1, r + cell.height - 1))
        for (r, c), cell in sheet.cells.items()
        if cell.width > 1 or cell.height > 1
    ]
    pads = [(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    table = LongTable(
        rows, colWidths=[mm * part for part in column_widths(sheet, width / mm, points)], repeatRows=sheet.header
    )
    rules = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    table.setStyle(TableStyle([rules, *spans, *pads, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
    return table


def register_fonts() -> None:
    """A serif face with Vietnamese letters, as fontconfig finds one, known to reportlab as “Serif”."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for style, name in (("weight=80", ""), ("weight=200", "-Bold"), ("slant=100", "-Italic")):
        face = Path(_match(f"serif:lang=vi:{style}", "%{file}")).read_bytes()
        pdfmetrics.registerFont(TTFont(f"Serif{name}", BytesIO(face)))
    pdfmetrics.registerFontFamily(
        "Serif", normal="Serif", bold="Serif-Bold", italic="Serif-Italic", boldItalic="Serif-Bold"
    )


def vietnamese_font() -> str:
    """The name of a serif face on this machine that has all Vietnamese letters."""
    return _match("serif:lang=vi", "%{family[0]}")


def _match(pattern: str, wanted: str) -> str:
    return subprocess.run(["fc-match", "-f", wanted, pattern], capture_output=True, check=True, text=True).stdout
