"""The log beside the store: tracebacks of faults of ours, which no person is shown."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path


def keep_trouble(home: Path, trouble: str) -> Path | None:
    """Adds a traceback to the log; where it stands, None where it cannot be written."""
    log = home / "troly.log"
    try:
        with log.open("a", encoding="utf-8", errors="replace") as lines:
            lines.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')} lỗi ngoài dự kiến\n{trouble}\n")
    except OSError:
        return None
    return log
