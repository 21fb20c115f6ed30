"""A Word document laid out as Nghị định 30/2020/NĐ-CP wants it: masthead, text, tables, signature."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

CENTER, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_MASTHEAD, _SIGNATURE = (56.0, 109.0), (85.0, 80.0)  # mm

Row = Sequence[str]
Span = tuple[int, int, int, int]  # top, left, bottom, right of a merged cell


class Official:
    """One document as it is written from top to bottom."""

    def __init__(self, font: str = "Times New Roman", points: float = 13) -> None:
        self.document = Document()
        self._notes: list[str] = []
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = font, Pt(points)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        normal.paragraph_format.space_after = Pt(3)
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = CENTER
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        number._p.append(field)

    def masthead(self, above: str, body: str, number: str, place_and_date: str, subject: str = "") -> None:
        """The two blocks on top, in a table without rules."""
        table = self.document.add_table(rows=2, cols=2)
        _set_widths(table, _MASTHEAD)
        left, right = table.cell(0, 0), table.cell(0, 1)
        _lines(left, [(above, False), (body, True)], 12)
        _lines(right, [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True)], 12)
        motto = right.add_paragraph()
        motto.alignment = CENTER
        run = motto.add_run("Độc lập - Tự do - Hạnh phúc")
        run.bold, run.underline = True, True
        _lines(table.cell(1, 0), [(f"Số: {number}", False), *([(subject, False)] if subject else [])], 12)
        _lines(table.cell(1, 1), [(place_and_date, False)], 13, italic=True)

    def title(self, kind: str, *lines: str) -> None:
        """The kind of document and what it is about, centred."""
        for i, line in enumerate((kind, *lines)):
            paragraph = self._paragraph(line, CENTER, bold=True)
            paragraph.paragraph_format.space_before = Pt(10 if i == 0 else 0)
            paragraph.paragraph_format.keep_with_next = True

    def centred(self, text: str) -> None:
        """A line such as "Kính gửi: …"."""
        self._paragraph(text, CENTER).paragraph_format.space_before = Pt(6)

    def heading(self, text: str) -> None:
        """A numbered heading in bold."""
        paragraph = self._paragraph(text, JUSTIFY, bold=True)
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.paragraph_format.keep_with_next = True

    def text(self, text: str, note: str = "") -> None:
        """A paragraph; `note` is the footnote that its end calls."""
        paragraph = self._paragraph(text, JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Mm(10)
        if note:
            self._notes.append(note)
            run = paragraph.add_run()
            run.font.superscript = True
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(len(self._notes)))
            run._r.append(reference)

    def unit(self, text: str) -> None:
        """The unit of the table below, at the right."""
        paragraph = self._paragraph(f"Đơn vị tính: {text}", RIGHT, italic=True)
        paragraph.paragraph_format.keep_with_next = True

    def new_page(self) -> None:
        """What follows begins a page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def landscape(self) -> None:
        """What follows stands on pages laid across."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(15)

    def table(
        self,
        rows: Sequence[Row],
        widths: Sequence[float],
        *,
        header: int,
        spans: Sequence[Span] = (),
        points: float = 11,
        ruled: bool = True,
        bold: frozenset[int] = frozenset(),
        italic: frozenset[int] = frozenset(),
        words: frozenset[int] = frozenset({1}),
    ) -> None:
        """A table with columns of `widths` mm; rows of `bold` and `italic` are so set, columns of `words`
        are set from the left, the others in the middle. A line break in a cell parts paragraphs.
        """
        table = self.document.add_table(rows=len(rows), cols=len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        if ruled:
            table.style = "Table Grid"
        _set_widths(table, widths)
        places = table._cells
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                cell = places[r * len(widths) + c]
                style = (r < header or r in bold, r in italic and c in words)
                _fill(cell, text, points, None if r >= header and c in words else CENTER, *style)
        for top, left, bottom, right in spans:
            merged = places[top * len(widths) + left].merge(places[bottom * len(widths) + right])
            for empty in merged.paragraphs[1:]:
                empty._p.getparent().remove(empty._p)
        for r, row in enumerate(table.rows):
            properties = row._tr.get_or_add_trPr()
            for name in ["w:cantSplit", *["w:tblHeader"] * (r < header)]:
                properties.append(OxmlElement(name))
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def sign(self, receivers: Sequence[str], positions: Sequence[str], name: str) -> None:
        """Who it goes to at the left, who signs at the right, on one page with the last sentence."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=1, cols=2)
        _set_widths(table, _SIGNATURE)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        left, right = table.cell(0, 0), table.cell(0, 1)
        _fill(left, "Nơi nhận:", 12, None, True, True)
        for receiver in receivers:
            left.add_paragraph().add_run(receiver).font.size = Pt(11)
        _lines(right, [(position, True) for position in positions], 13)
        for _ in range(3):
            right.add_paragraph()
        signed = right.add_paragraph()
        signed.alignment = CENTER
        signed.add_run(name).bold = True

    def save(self, path: Path) -> Path:
        """Writes the document with its footnotes."""
        if self._notes:
            self._add_notes()
        self.document.save(str(path))
        return path

    def _paragraph(
        self, text: str, alignment: WD_ALIGN_PARAGRAPH, *, bold: bool = False, italic: bool = False
    ) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = alignment
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None
        return paragraph

    def _add_notes(self) -> None:
        space = nsdecls("w")
        notes = "".join(
            f'<w:footnote w:id="{i}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:rPr><w:vertAlign '
            f'w:val="superscript"/></w:rPr><w:footnoteRef/></w:r><w:r><w:rPr><w:sz w:val="20"/></w:rPr>'
            f'<w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
            for i, text in enumerate(self._notes, start=1)
        )
        blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {space}>{notes}</w:footnotes>'
        parse_xml(blob.encode())  # refuses what Word would refuse
        package = self.document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob.encode(), package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    places = table._cells  # all at once: table.cell(r, c) counts from the first each time
    for c, width in enumerate(widths):
        table.columns[c].width = Mm(width)
        for place in places[c :: len(widths)]:
            place.width = Mm(width)


def _lines(cell: _Cell, lines: Sequence[tuple[str, bool]], points: float, *, italic: bool = False) -> None:
    for i, (text, bold) in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.alignment = CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(points)


def _fill(
    cell: _Cell, text: str, points: float, alignment: WD_ALIGN_PARAGRAPH | None, bold: bool, italic: bool
) -> None:
    for i, line in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.alignment = alignment
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(line)
        run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(points)
