"""Word files and pages spoiled at random: a report or one Vietnamese sentence, never anything else."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_readers_docx import add_xml, saved, with_part

from corpus.errors import ReadingError
from corpus.files import Limits, SourceFile
from corpus.readers import read_file
from corpus.values import Report

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
VALUES = ("", "0", "-1", "99999", "restart", "continue", "x", "TOC", "decimal", "separate")


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A file with headings, lists, a merged table, notes and a text box."""
    document = Document()
    document.add_heading("I. TÌNH HÌNH", 1)
    document.add_paragraph("Một", style="List Number")
    box = "<w:txbxContent><w:p><w:r><w:t>Khung</w:t></w:r></w:p></w:txbxContent>"
    call = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    add_xml(document, f"<w:p><w:r><w:t>Chữ</w:t><w:pict>{box}</w:pict></w:r>{call}</w:p>")
    table = document.add_table(4, 4)
    for i, cell in enumerate(table._cells):
        cell.text = f"Ô {i}"
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 3))
    document.add_paragraph("Hết.")
    told = f"<w:p>{call}<w:r><w:t>Gồm</w:t></w:r></w:p>"
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="4">{told}</w:footnote></w:footnotes>'
    return with_part(saved(document), "word/footnotes.xml", note, "footnotes")


def read(data: bytes, name: str) -> Report | None:
    """The report, None where it is refused in a sentence."""
    said = ""
    try:
        return read_file(SourceFile(Path(name), data), Limits())
    except ReadingError as error:
        said = str(error)
    assert said.endswith(".")
    assert said.startswith(("Tệp", "Trang", "Chưa"))
    return None


def spoiled(blob: bytes, chance: random.Random) -> bytes:
    """XML with elements taken out, doubled, moved into others, and attributes changed."""
    root = etree.fromstring(blob)
    for _ in range(chance.randint(1, 12)):
        nodes = [node for node in root.iter() if node.getparent() is not None]
        if not nodes:
            break
        node, other = chance.choice(nodes), chance.choice(nodes)
        match chance.randrange(4):
            case 0:
                node.getparent().remove(node)  # type: ignore[union-attr]
            case 1:
                node.addnext(etree.fromstring(etree.tostring(node)))
            case 2:
                other.append(etree.fromstring(etree.tostring(node)))
            case _:
                for key in node.attrib:
                    node.set(key, chance.choice(VALUES))
    return etree.tostring(root)


@given(st.integers(0, 2**32))
@settings(max_examples=80, deadline=None)
def test_a_spoiled_word_file_is_read_or_refused(whole: bytes, seed: int) -> None:
    chance = random.Random(seed)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(out, "w") as new:
        parts = [name for name in old.namelist() if name.startswith("word/") and name.endswith(".xml")]
        target = chance.choice(["word/document.xml", *parts])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, spoiled(part, chance) if name == target else part)
    read(out.getvalue(), "a.docx")


@given(st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_a_word_file_with_broken_bytes_is_read_or_refused(whole: bytes, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(whole[: chance.randint(len(whole) // 2, len(whole))])
    for _ in range(chance.randint(0, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    read(bytes(data), "a.docx")


PIECES = (
    "<table> </table> <tr> </tr> <td> <th> <td/rowspan=0> <td/rowspan=3/colspan=2> <td/colspan=1000> <thead> </thead> "
    "<tbody> <tfoot> <caption> <p> </p> <h1> <h2> </h2> <ul> <li> <ol/type=I> <b> </b> <sup> <br> <div/hidden> </div> "
    "&nbsp; &#0; &amp <!-- --> <![if <script> </script> A 1. I. 12,5 (1) Tổng"
)


@given(st.lists(st.sampled_from(PIECES.split()), max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_page_is_read_or_refused(pieces: list[str]) -> None:
    page = " ".join(piece.replace("/r", " r").replace("/c", " c") for piece in pieces)
    read(f"<html>{page}".encode(), "a.html")


def test_a_note_that_calls_itself_is_read_once(whole: bytes) -> None:
    report = read(whole, "a.docx")
    assert report is not None
    notes = [note.text for block in report.blocks for note in getattr(block, "footnotes", ())]
    assert notes == ["Gồm"]
