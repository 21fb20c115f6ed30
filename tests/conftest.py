"""What the tests stand on: the samples in a store of their own, a tiny fake store, and no network."""

# ruff: noqa: E402  (the environment is set before anything else is imported)

from __future__ import annotations

import os

# before torch is imported: threads that wait by spinning slow each query down on a busy machine
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
# a person's own settings and store are no part of the tests
for _name in [name for name in os.environ if name.startswith("TROLY_")]:
    del os.environ[_name]

import ipaddress
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEmbedder

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.embedding import Embedder, SentenceEmbedder
from index.ingest import ingest
from index.store import Store
from index.values import FileStatus

ROOT = Path(__file__).resolve().parent.parent
# the yearly reports: what questions of the tests are asked of; the other samples would make some ambiguous
YEARLY = ("bao-cao-cchc-2022.txt", "binh-giang-2024.txt", "binh-giang-2025.txt")
_OUTSIDE: list[str] = []


def _is_loopback(host: Any) -> bool:
    if host in (None, "", b"", "localhost", "0.0.0.0", "::"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _guard_sockets() -> Iterator[None]:
    """Refuses every connection and name look-up that would leave the machine."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: Any) -> None:
        if not _is_loopback(host):
            _OUTSIDE.append(str(host))
            raise OSError(f"tests have no network: {host}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple):
            check(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if isinstance(address, tuple):
            check(address[0])
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True)
def _no_network(_guard_sockets: None) -> Iterator[None]:
    """Fails the test in which something tried to reach another machine, even if it took no for an answer."""
    _OUTSIDE.clear()
    yield
    assert not _OUTSIDE, f"tried to reach {', '.join(_OUTSIDE)}"


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample reports that ship with the project."""
    return ROOT / "corpus" / "samples"


@pytest.fixture(scope="session")
def sample_report(samples: Path) -> Path:
    """The sample with the tables and figures of a published report."""
    return samples / "bao-cao-cchc-2022.txt"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reports and question sets beside the project; a test that needs them is skipped where they are not."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder “shared” beside the project")
    return folder


@pytest.fixture(scope="session")
def embedder() -> Embedder:
    """The bundled model, loaded once."""
    return SentenceEmbedder()


@pytest.fixture(scope="session")
def report_home(tmp_path_factory: pytest.TempPathFactory, sample_report: Path, embedder: Embedder) -> Path:
    """A store that holds only `sample_report`. Not to be written to."""
    folder = tmp_path_factory.mktemp("report-home")
    with closing(Store(folder, embedder=embedder)) as store:
        outcomes = ingest(store, [sample_report])
    assert [outcome.status for outcome in outcomes] == [FileStatus.ADDED]
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, samples: Path, report_home: Path, embedder: Embedder) -> Path:
    """A store that holds the three yearly reports (`library` holds all samples). Not to be written to."""
    folder = tmp_path_factory.mktemp("homes") / "all"
    shutil.copytree(report_home, folder)
    with closing(Store(folder, embedder=embedder)) as store:
        outcomes = ingest(store, [samples / name for name in YEARLY])
    assert {outcome.status for outcome in outcomes} <= {FileStatus.ADDED, FileStatus.UNCHANGED}
    return folder


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory, samples: Path, home: Path, embedder: Embedder) -> Path:
    """A store that holds all samples that this machine can read. Not to be written to."""
    folder = tmp_path_factory.mktemp("libraries") / "all"
    shutil.copytree(home, folder)
    with closing(Store(folder, embedder=embedder)) as store:
        ingest(store, [samples])
    return folder


@pytest.fixture(scope="session")
def store(home: Path, embedder: Embedder) -> Iterator[Store]:
    """The store of the yearly reports."""
    with closing(Store(home, embedder=embedder)) as opened:
        yield opened


@pytest.fixture(scope="session")
def assistant(home: Path, embedder: Embedder) -> Iterator[Assistant]:
    """The assistant over the yearly reports."""
    with closing(Assistant(Store(home, embedder=embedder), Settings(home=home))) as opened:
        yield opened


@pytest.fixture(scope="session")
def report_assistant(report_home: Path, embedder: Embedder) -> Iterator[Assistant]:
    """The assistant over `sample_report` alone."""
    with closing(Assistant(Store(report_home, embedder=embedder), Settings(home=report_home))) as opened:
        yield opened


@pytest.fixture
def open_store() -> Iterator[Callable[..., Store]]:
    """Opens stores with the fake embedder (`open_store(folder, name=…)`), closed after the test."""
    opened: list[Store] = []

    def opener(folder: Path, name: str = "fake-16") -> Store:
        opened.append(Store(folder, embedder=FakeEmbedder(name)))
        return opened[-1]

    yield opener
    for each in opened:
        each.close()


@pytest.fixture
def tiny_store(tmp_path: Path, open_store: Callable[..., Store]) -> Store:
    """A fresh, empty store with the fake embedder."""
    return open_store(tmp_path / "home")
