"""Files made to harm: refused with a sentence or read, nothing of them fetched, nothing lost in silence."""

from __future__ import annotations

import random
import socket
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image
from test_bad_input import docx_bytes, outcome, repacked

from corpus.assemble import TextItem
from corpus.files import Limits
from corpus.readers.cost import Cost
from corpus.readers.pictures import UNREAD, Album
from corpus.values import Paragraph, Report

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
BEFORE, BEHIND = "Một đoạn ở trước hình.", "Một đoạn ở sau hình."


def png(width: int, height: int) -> bytes:
    """A picture that declares its size and holds far less."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def pictured(target: str, mode: str = "", extent: int = 5_000_000, parts: dict[str, bytes] | None = None) -> bytes:
    """A Word file that shows a picture of a name between two paragraphs."""
    said = [f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in (BEFORE, BEHIND)]
    drawing = (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{extent}" cy="{extent}"/>'
        '<a:blip r:embed="rId900"/></wp:inline></w:drawing></w:r></w:p>'
    )
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId900" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="{target}"{mode}/>'
        "</Relationships>"
    )
    document = f"<w:document {NAMES}><w:body>{said[0]}{drawing}{said[1]}</w:body></w:document>"
    changes = {"word/document.xml": document.encode(), "word/_rels/document.xml.rels": relation.encode()}
    return repacked(docx_bytes(), {**changes, **(parts or {})})


def texts(told: Report | str) -> list[str]:
    assert isinstance(told, Report), told
    return [block.text for block in told.blocks if isinstance(block, Paragraph)]


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a file made the reader connect")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(
    ("target", "mode"),
    [
        ("http://127.0.0.1:9/x.png", ' TargetMode="External"'),
        ("file:///etc/passwd", ' TargetMode="External"'),
        ("http://127.0.0.1:9/x.png", ""),
        ("../../../../etc/passwd", ""),
        ("document.xml", ""),
    ],
)
def test_a_picture_outside_the_file_is_not_fetched(tmp_path: Path, target: str, mode: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(pictured(target, mode))
    assert [text for text in texts(outcome(path)) if text != UNREAD] == [BEFORE, BEHIND]


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (1, 30_000_000), (9_000, 9_000), (0, 0)])
@pytest.mark.parametrize("extent", [5_000_000, 99_999_999_999])
def test_a_picture_of_absurd_size_is_only_told_of(tmp_path: Path, width: int, height: int, extent: int) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(pictured("media/x.png", extent=extent, parts={"word/media/x.png": png(width, height)}))
    assert texts(outcome(path)) == [BEFORE, UNREAD, BEHIND]


@pytest.mark.parametrize(("width", "height"), [(1, 90_000_000), (90_000_000, 1), (60_000, 60_000)])
def test_a_scan_of_absurd_size_is_refused_before_it_is_decoded(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png(width, height))
    assert "kích thước quá lớn" in str(outcome(path, Limits()))


def test_pictures_that_take_too_long_are_only_told_of() -> None:
    called = []

    def find(name: str) -> bytes:
        called.append(name)
        return b"no picture"

    album = Album(find, Cost(Limits(seconds=100)))
    assert album.show("a", 1, (400.0, 300.0)) == [TextItem(UNREAD, 1)]
    album.show("a", 2, (401.0, 300.0))
    assert called == ["a"]  # looked at once, whatever the size
    album.spent = 51.0
    assert album.show("b", 3, (400.0, 300.0)) == [TextItem(UNREAD, 3)]


@pytest.mark.parametrize("part", ["<p>{}</p>", '<img src="data:image/png;base64,{}">', '<p title="{}">x</p>'])
def test_a_page_with_a_part_too_long_to_be_read_whole_is_refused(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<p>Trước</p>{part.format('QUJD' * 3_000_000)}<p>Sau</p>", encoding="utf-8")
    told = outcome(path, Limits())
    assert "10 MB" in told if isinstance(told, str) else texts(told)[-1] == "Sau"


def test_cells_of_a_row_are_counted_before_they_are_laid_out(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<table><tr>" + "<td>5</td>" * 5_001 + "</tr></table>", encoding="utf-8")
    assert "5000 ô" in str(outcome(path, Limits(cells=5_000)))


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    "text",
    [
        "| a | 5 |\n" * 4_000,
        "| a | 5 |\n" * 4_000 + "|---|\n",
        "+---+---+\n| a | b |\n" * 4_000,
        "+" + "-+" * 400 + "\n" + ("|" + " |" * 400 + "\n+" + "-+" * 400 + "\n") * 60,
        "|" * 500_000,
        "+-" * 300_000,
        "Một¹ hai².\n\n¹ A\n\n" * 4_000,
        "Một¹ hai.\n\n" * 4_000 + "¹ A\n\n" * 4_000,
        "a    5   6\n" * 4_000,
    ],
)
def test_signs_of_tables_and_notes_over_and_over_are_read_within_the_time(
    tmp_path: Path, suffix: str, text: str
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    outcome(path, Limits(seconds=20))


def test_random_pictures_are_looked_at_or_told_of(tmp_path: Path) -> None:
    for seed in range(6):
        rng = random.Random(seed)
        image = Image.effect_noise((rng.randint(20, 300), rng.randint(20, 300)), rng.randint(1, 90))
        image.save(tmp_path / "x.png")
        data = bytearray((tmp_path / "x.png").read_bytes())
        for _ in range(rng.randint(0, 5)):
            data[rng.randrange(40, len(data))] = rng.randrange(256)
        path = tmp_path / "a.docx"
        path.write_bytes(pictured("media/x.png", parts={"word/media/x.png": bytes(data)}))
        told = texts(outcome(path))
        assert (told[0], told[-1]) == (BEFORE, BEHIND)
