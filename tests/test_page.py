"""The chat page in a real browser, served as the command serves it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from fakes import FakeEmbedder, write_report
from playwright.sync_api import Browser, Page, expect, sync_playwright

import index.store as store_module
import ui
from assistant.answer import Citation, Figure
from index.embedding import Embedder
from index.ingest import ingest
from index.store import Store

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PATIENCE = 60_000  # milliseconds
QUESTION = "Đơn vị nào có nhiều hồ sơ trễ hạn nhất năm 2022?"
HACK = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


class _Server(uvicorn.Server):
    """Tells when it is up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        self.up.set()


@contextmanager
def served(home: Path, embedder: Embedder) -> Iterator[str]:
    """The address of the page over the store in `home`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TROLY_HOME", str(home))
        patch.setattr(store_module, "SentenceEmbedder", lambda _model: embedder)
        # a page that is open keeps its stream open: the server does not wait for it to go
        config = uvicorn.Config(
            ui.create_app(), host="127.0.0.1", port=0, log_level="critical", timeout_graceful_shutdown=1
        )
        server = _Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        assert server.up.wait(60)
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        try:
            yield f"http://{host}:{port}"
        finally:
            server.should_exit = True
            thread.join(timeout=30)


@pytest.fixture(scope="module")
def address(report_home: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over the sample report."""
    home = shutil.copytree(report_home, tmp_path_factory.mktemp("page") / "home")
    with served(Path(home), embedder) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails if it asked anything of another host."""
    opened = browser.new_page(viewport={"width": 1400, "height": 900}, locale="vi-VN")
    opened.set_default_timeout(PATIENCE)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    opened.close()
    outside = {url for url in asked if urlsplit(url).scheme in {"http", "https", "ws", "wss"}}
    assert {urlsplit(url).hostname for url in outside} <= {"127.0.0.1"}


def ask(page: Page, question: str) -> None:
    """Types a question and presses Enter."""
    page.locator("#ask textarea").click()
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")


@needs_browser
def test_a_question_by_keyboard_gets_answer_figures_and_sources(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, QUESTION)
    expect(page.locator("#figures table").first).to_contain_text("415", timeout=PATIENCE)
    expect(page.locator("#figures table").first).to_contain_text("634")
    expect(page.locator("#sources .source").first).to_contain_text("51/BC-SNV")
    expect(page.locator("#sources .source blockquote").first).to_contain_text("Vĩnh Châu")
    expect(page.locator(".message.bot, .bot .message").last).to_contain_text("Vĩnh Châu")
    expect(page.locator("#ask textarea")).to_have_value("")


@needs_browser
def test_an_example_answers_at_a_click_and_a_follow_up_goes_on(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator("#figures table").first).to_contain_text("415", timeout=PATIENCE)
    ask(page, "Còn huyện Mỹ Tú?")
    expect(page.locator("#figures table").first).to_contain_text("37", timeout=PATIENCE)


@needs_browser
def test_a_new_conversation_clears_the_page(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, QUESTION)
    expect(page.locator("#sources .source").first).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Hội thoại mới").click()
    expect(page.locator("#sources .source")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator("#figures table.figures")).to_have_count(0)


@needs_browser
def test_html_in_a_question_is_not_run(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, f"{HACK} hồ sơ trễ hạn huyện Mỹ Tú năm 2022 bao nhiêu?")
    expect(page.locator(".message.bot, .bot .message").last).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#ask textarea")).to_have_value("")
    assert page.evaluate("window.hacked") is None


@needs_browser
def test_html_in_a_report_is_not_run(page: Page, tmp_path: Path) -> None:
    escaped = HACK.replace("<", "&lt;").replace(">", "&gt;")
    with closing(Store(tmp_path / "home", embedder=FakeEmbedder())) as store:
        ingest(store, [write_report(tmp_path / "a.txt", sentence=f"Kênh phản ánh {escaped} là cổng dịch vụ công.")])
    with served(tmp_path / "home", FakeEmbedder()) as url:
        page.goto(url)
        ask(page, "Kênh phản ánh là gì?")
        expect(page.locator("#sources .source").first).to_be_visible(timeout=PATIENCE)
        assert page.evaluate("window.hacked") is None


@needs_browser
def test_an_empty_store_says_what_to_do(page: Page, tmp_path: Path) -> None:
    with served(tmp_path / "home", FakeEmbedder()) as url:
        page.goto(url)
        expect(page.locator("#head")).to_contain_text("troly ingest")
        ask(page, QUESTION)
        expect(page.locator(".message.bot, .bot .message").last).to_contain_text("troly ingest", timeout=PATIENCE)


@needs_browser
def test_an_empty_question_is_told_on_the_page(page: Page, address: str) -> None:
    page.goto(address)
    ask(page, "   ")
    expect(page.locator(".message.bot, .bot .message").last).to_contain_text("trống", timeout=PATIENCE)


def test_what_reports_say_is_escaped() -> None:
    source = Citation(1, HACK, HACK, HACK, "text", HACK)
    figure = Figure("5", None, HACK, HACK, "printed", HACK, (1,))
    shown = ui.show_sources((source,)) + ui.show_figures((figure,))
    assert "<img" not in shown
    assert "<script" not in shown
    assert shown.count("&lt;img") == 6


def test_nothing_answered_shows_where_figures_and_sources_will_be() -> None:
    assert "sẽ hiện ở đây" in ui.show_figures(())
    assert "sẽ hiện ở đây" in ui.show_sources(())
