"""Other Office formats (.doc, .rtf, .odt, .xls, .xlsb, .ods, .ppt, .pptx, .odp), through LibreOffice.

A file is converted to Word, Excel or PDF in a folder of its own that is gone afterwards, then read by
that format's reader; the report's source stays the original file. LibreOffice runs without a window,
with a profile of its own, macros and links off, and is ended with all it started when its time is up.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpus.errors import ReadingError
from corpus.files import Limits, Progress, SourceFile
from corpus.formats import Format
from corpus.readers.base import Reader
from corpus.readers.office_kinds import Kind, is_locked, kind_of
from corpus.readers.package import check_package
from corpus.values import Report

_SECONDS = 180.0  # for one conversion; a long workbook on a slow machine takes half a minute
_SECONDS_TO_END = 10.0
_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
)
_COMMON = "/org.openoffice.Office.Common"
_SETTINGS = (
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "DisableActiveContent", "true"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    # a proxy that nobody listens at, should a document name something to fetch after all
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>\n'
)
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


class OfficeReader:
    """Reads what LibreOffice can turn into Word, Excel or PDF."""

    formats = frozenset({Format.OFFICE})

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds

    def read(self, file: SourceFile, limits: Limits, progress: Progress) -> Report:
        """See `Reader`."""
        kind = kind_of(file)
        broken = f"Tệp “{file.path}” hỏng hoặc không phải tệp Office; hãy mở ra, lưu lại rồi nạp lại."
        if file.data.startswith(b"PK"):
            check_package(file, limits, broken)
        converted = convert(file, kind, min(self._seconds, limits.seconds))
        if len(converted) > limits.file_bytes:
            raise ReadingError(f"Tệp “{file.path}” chuyển đổi ra quá lớn so với giới hạn cho phép nên không được nạp.")
        report = _reader_of(kind).read(SourceFile(file.path, converted), limits, progress)
        return replace(report, source=str(file.path), sha256=file.sha256)


def _reader_of(kind: Kind) -> Reader:
    if kind.target == "docx":
        from corpus.readers.docx import DocxReader

        return DocxReader()
    if kind.target == "xlsx":
        from corpus.readers.xlsx import XlsxReader

        return XlsxReader()
    from corpus.readers.pdf import PdfReader

    return PdfReader()


@cache
def find_soffice() -> str | None:
    """The LibreOffice program, None where it is not installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in _PLACES if Path(place).is_file()), None)


def convert(file: SourceFile, kind: Kind, seconds: float) -> bytes:
    """The content of a file in its kind's target format; `ReadingError` where that cannot be had."""
    program = find_soffice()
    if program is None:
        raise ReadingError(
            f"Cần cài LibreOffice để đọc tệp “{file.path}”; hãy cài LibreOffice, hoặc lưu tệp lại dưới dạng "
            ".docx, .xlsx hay PDF rồi nạp lại."
        )
    with tempfile.TemporaryDirectory(prefix="troly-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        _write_profile(folder / "profile")
        source = folder / f"source{kind.suffix}"
        source.write_bytes(file.data)
        finished = _run(_command(program, folder, source, kind), folder, seconds)
        made = folder / "out" / f"source.{kind.target}"
        if not finished:
            raise ReadingError(
                f"LibreOffice chuyển đổi tệp “{file.path}” quá {seconds:g} giây nên đã dừng; hãy lưu tệp lại dưới dạng "
                ".docx, .xlsx hay PDF rồi nạp lại."
            )
        if not made.is_file() or not made.stat().st_size:
            raise _unopened(file, kind)
        return made.read_bytes()


def _unopened(file: SourceFile, kind: Kind) -> ReadingError:
    if is_locked(file, kind):
        return ReadingError(f"Tệp “{file.path}” được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")
    return ReadingError(f"LibreOffice không mở được tệp “{file.path}”; hãy mở ra, lưu lại rồi nạp lại.")


def _write_profile(folder: Path) -> None:
    """A fresh profile in which nothing runs by itself and no link is followed."""
    (folder / "user").mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items), encoding="utf-8")


def _command(program: str, folder: Path, source: Path, kind: Kind) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--nofirststartwizard"),
        *([f"--infilter={kind.opened_by}"] if kind.opened_by else []),
        *("--convert-to", kind.target, "--outdir", str(folder / "out"), str(source)),
    ]


def _run(command: list[str], folder: Path, seconds: float) -> bool:
    """Runs a program and all it starts in a group of their own; False where they had to be ended."""
    own_group = sys.platform != "win32"
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=own_group,
    )
    try:
        process.wait(seconds)
        return True
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and the children that outlive it."""
    stop = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
    if sys.platform != "win32":
        stop = ["kill", "-KILL", "--", f"-{process.pid}"]
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(stop, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_SECONDS_TO_END, check=False)
    if process.poll() is None:
        process.kill()
    process.wait()
