"""Files that are no reports, told by the signs that they begin with, so that a person learns what they are."""

from __future__ import annotations

_AT_START: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "chương trình Windows"),
    (b"\x7fELF", "chương trình Linux"),
    (b"\xcf\xfa\xed\xfe", "chương trình macOS"),
    (b"\xca\xfe\xba\xbe", "chương trình Java hoặc macOS"),
    (b"Rar!\x1a\x07", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z"),
    (b"\x1f\x8b\x08", "tệp nén gzip"),
    (b"BZh", "tệp nén bzip2"),
    (b"\xfd7zXZ\0", "tệp nén xz"),
    (b"\x28\xb5\x2f\xfd", "tệp nén zstd"),
    (b"MSCF", "tệp nén CAB"),
    (b"SQLite format 3\0", "cơ sở dữ liệu SQLite"),
    (b"\0\1\0\0Standard ", "cơ sở dữ liệu Access"),
    (b"ID3", "tệp âm thanh MP3"),
    (b"OggS", "tệp âm thanh Ogg"),
    (b"fLaC", "tệp âm thanh FLAC"),
    (b"\x1aE\xdf\xa3", "tệp video"),
    (b"\0\0\1\xba", "tệp video"),
    (b"FLV\1", "tệp video"),
    (b"%!PS", "tệp in PostScript"),
    (b"8BPS", "tệp ảnh Photoshop"),
    (b"AC10", "bản vẽ AutoCAD"),
    (b"\x93NUMPY", "tệp dữ liệu NumPy"),
    (b"PAR1", "tệp dữ liệu Parquet"),
    (b"\x89HDF\r\n", "tệp dữ liệu HDF5"),
    (b"-----BEGIN ", "khóa hoặc chứng thư số"),
    (b"wOFF", "phông chữ"),
    (b"\0\1\0\0\0", "phông chữ"),
    (b"OTTO", "phông chữ"),
    (b"MIME-Version:", "trang web lưu trữ (MHTML)"),
    (b"From: <Saved by", "trang web lưu trữ (MHTML)"),
)
_RIFF = {b"WAVE": "tệp âm thanh WAV", b"AVI ": "tệp video AVI"}
_PHOTOS = (b"heic", b"heix", b"mif1", b"avif")
_PICKLE_ENDS = b"."
_OLE_STREAMS = (
    ("__substg1.0_", "thư Outlook (.msg)"),
    ("VisioDocument", "bản vẽ Visio"),
    ("SummaryInformation", "tệp của một chương trình Office khác"),
)


def name_foreign(data: bytes) -> str | None:
    """What a file is that is read by no reader, in Vietnamese; None where its beginning tells nothing."""
    for sign, name in _AT_START:
        if data.startswith(sign):
            return name
    if data[:4] == b"RIFF":
        return _RIFF.get(data[8:12])
    if data[4:8] == b"ftyp":
        return "tệp ảnh HEIC hoặc AVIF" if data[8:12] in _PHOTOS else "tệp video"
    if data[257:262] == b"ustar":
        return "tệp nén TAR"
    if data[:1] == b"\x80" and data[1:2] in b"\2\3\4\5" and data.endswith(_PICKLE_ENDS):
        return "dữ liệu của chương trình Python"
    return None


def name_ole(data: bytes) -> str | None:
    """What a compound file of Microsoft is that holds neither a text, a workbook nor slides."""
    return next((name for stream, name in _OLE_STREAMS if stream.encode("utf-16-le") in data), None)
