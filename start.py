#!/usr/bin/env python3
"""Sets everything up once, then opens the chat page, or passes the tests.

    python3 start.py          the sample reports, and the chat page at http://127.0.0.1:7860
    python3 start.py test     the tests

Needs Python 3.11 or later and a network the first time; the standard library only.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = ENVIRONMENT / ".installed"
WINDOWS = os.name == "nt"
PROGRAMS = ENVIRONMENT / ("Scripts" if WINDOWS else "bin")
PYTHON = PROGRAMS / ("python.exe" if WINDOWS else "python")


def main(arguments: list[str]) -> int:
    """Runs one of the two commands; its exit code."""
    if arguments not in ([], ["run"], ["test"]) and arguments[:1] != ["test"]:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 – this file is what an older Python is told by
        print("Cần Python 3.11 trở lên.", file=sys.stderr)
        return 2
    try:
        install()
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"Chưa cài đặt được: {error}. Hãy kiểm tra mạng rồi chạy lại lệnh này.", file=sys.stderr)
        return 1
    try:
        return run_tests(arguments[1:]) if arguments[:1] == ["test"] else run_page()
    except KeyboardInterrupt:
        return 130


def install() -> None:
    """The environment with the locked packages; nothing if it stands already."""
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Đang cài đặt (chỉ lần đầu, vài phút)…", file=sys.stderr)
    venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)
    # uv installs the whole stack many times faster than pip
    call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")
    uv = (PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON)
    call(*uv, "--compile-bytecode", *torch_source(), "--requirement", LOCK)
    call(*uv, "--no-deps", "--editable", ROOT)
    STAMP.write_text(wanted)


def torch_source() -> list[str]:
    """Where uv finds the CPU build of PyTorch: the folder of wheels that pip is set to, else its own index."""
    asked = subprocess.run([str(PYTHON), "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
    named = " ".join(line.partition("=")[2].strip("'\"") for line in asked.stdout.splitlines() if "find-links" in line)
    folders = [
        folder
        for folder in dict.fromkeys(named.split())
        if Path(folder).is_dir() and any(Path(folder).glob("torch-*+cpu-*.whl"))
    ]
    if not folders:
        return ["--torch-backend", "cpu"]
    return [argument for folder in folders for argument in ("--find-links", folder)]


def run_page() -> int:
    """The sample reports into a store that has none yet, then the chat page."""
    troly = str(PROGRAMS / ("troly.exe" if WINDOWS else "troly"))
    stored = subprocess.run([troly, "docs", "--json"], capture_output=True, cwd=ROOT, check=False)
    if stored.returncode == 0 and not stored.stdout.strip():
        print("Đang nạp báo cáo mẫu (khoảng một phút)…", file=sys.stderr)
        subprocess.call([troly, "ingest", str(ROOT / "corpus" / "samples")], cwd=ROOT)
    return subprocess.call([troly, "serve"], cwd=ROOT)


def run_tests(arguments: list[str]) -> int:
    """The tests; further arguments go to pytest."""
    return subprocess.call([str(PYTHON), "-m", "pytest", *arguments], cwd=ROOT)


def call(*command: str | Path) -> None:
    """Runs a command; raises if it fails. An office's own certificates are those of the system."""
    subprocess.run([str(part) for part in command], check=True, env={"UV_SYSTEM_CERTS": "1", **os.environ})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
