"""Files read side by side, each by a process of its own that may be stopped, may fail, may die.

A process reads one file after another: a path with the limits goes in, pages told and the outcome come
out, pickled. A file that makes a reader crash or run over its time costs no other file anything.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from corpus.errors import ReadingError
from corpus.files import Limits
from index.preparing import Prepared, prepare

_GRACE = 60.0  # seconds beyond a file's own limit, in which its reader may still end by itself
_AHEAD = 2  # files read ahead of the one that is written
# the path on which the parent finds its modules, then the reader's loop
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from index.reading import serve; serve()"

PageTold = Callable[[Path, int, int], None]


def read_files(
    paths: Sequence[Path], limits: Limits, tell: PageTold, workers: int | None = None
) -> Iterator[Prepared | ReadingError]:
    """What each file holds, or why it could not be read, in the order of the paths.

    `workers` is how many processes read; 0 for this one, None for as many as there are cores where
    there is more than one file. `tell` is called with a file, the page just read and how many there are.
    """
    if workers is None:
        workers = min(len(paths), os.cpu_count() or 1) if len(paths) > 1 else 0
    if not workers:
        yield from (_read_here(path, limits, tell) for path in paths)
        return
    with _Readers(workers, limits, tell) as readers:
        yield from readers.read(paths)


def _read_here(path: Path, limits: Limits, tell: PageTold) -> Prepared | ReadingError:
    try:
        return prepare(path, limits, lambda page, pages: tell(path, page, pages))
    except ReadingError as error:
        return error
    except Exception:  # a fault of ours on one file: it is told and kept as a note, and the others go on
        unforeseen = ReadingError(f"Có lỗi ngoài dự kiến khi đọc tệp “{path}” nên tệp không được nạp.")
        unforeseen.add_note(traceback.format_exc())
        return unforeseen


class _Readers:
    """Threads that each drive a reading process; closed, they stop whatever is still being read."""

    def __init__(self, workers: int, limits: Limits, tell: PageTold) -> None:
        self._limits = limits
        self._tell = tell
        self._workers = workers
        self._pool = ThreadPoolExecutor(workers)
        self._processes = [_Process() for _ in range(workers)]
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for process in self._processes:
            self._idle.put(process)

    def read(self, paths: Sequence[Path]) -> Iterator[Prepared | ReadingError]:
        """Reads a few files ahead, hands them on in order."""
        rest = iter(paths)
        waiting: list[Future[Prepared | ReadingError]] = []
        for path in islice(rest, self._workers + _AHEAD):
            waiting.append(self._pool.submit(self._read, path))
        while waiting:
            outcome = waiting.pop(0).result()
            for path in islice(rest, 1):
                waiting.append(self._pool.submit(self._read, path))
            yield outcome

    def _read(self, path: Path) -> Prepared | ReadingError:
        process = self._idle.get()
        try:
            return process.read(path, self._limits, self._tell)
        finally:
            self._idle.put(process)

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *_error: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in self._processes:
            process.stop()
        self._pool.shutdown()


@dataclass
class _Process:
    """One reading process, started when first needed and again after it has died."""

    _child: subprocess.Popen[bytes] | None = None
    _late: bool = False

    def read(self, path: Path, limits: Limits, tell: PageTold) -> Prepared | ReadingError:
        """What a file holds; a reader that dies or runs over its time is a `ReadingError`, too."""
        child = self._child = self._child or _start()
        assert child.stdin is not None
        assert child.stdout is not None
        self._late = False
        alarm = threading.Timer(limits.seconds + _GRACE, self._time_out)
        alarm.start()
        try:
            _send(child.stdin, (path, limits))
            while isinstance(told := pickle.load(child.stdout), tuple):
                tell(path, *told)
            return told  # type: ignore[no-any-return]  # `serve` sends nothing else
        except (OSError, EOFError, pickle.UnpicklingError):
            self.stop()
            told = "đọc quá lâu nên đã dừng" if self._late else "làm bộ đọc dừng đột ngột: tệp có thể bị hỏng"
            return ReadingError(f"Tệp “{path}” {told}; hãy mở và lưu lại, hoặc tách nhỏ rồi nạp lại.")
        finally:
            alarm.cancel()

    def _time_out(self) -> None:
        self._late = True
        self.stop()

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for stream in (child.stdin, child.stdout):
                if stream is not None:
                    stream.close()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", _START, json.dumps(sys.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what libraries say of odd files is no news to a person
        start_new_session=True,  # Ctrl+C is the parent's to answer
    )


def _send(stream: Any, told: object) -> None:
    pickle.dump(told, stream)
    stream.flush()


def serve() -> None:
    """The loop of a reading process: ends when its parent does."""
    stream, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is no outcome
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    while True:
        try:
            path, limits = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _send(stream, _read_here(path, limits, lambda _path, page, pages: _send(stream, (page, pages))))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        threading.Event().wait(1.0)
    os._exit(1)
