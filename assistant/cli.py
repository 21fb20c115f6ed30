"""The command `troly`: arguments in, an exit code out. What each command does stands in `commands`."""

from __future__ import annotations

import argparse
import io
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from assistant import commands, ingesting
from assistant.errors import QuestionError, SettingsError, UsageError
from assistant.logs import keep_trouble
from assistant.settings import Settings, read_settings
from corpus.errors import TrolyError

DONE, PARTLY, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
_WRONG_USE = (QuestionError, SettingsError, UsageError)
_EDITS = {
    "number": "số hiệu",
    "title": "tên báo cáo",
    "body": "cơ quan ban hành",
    "date": "ngày ban hành, như 23/5/2023",
    "place": "nơi ban hành",
    "province": "tỉnh, thành phố",
    "period": "kỳ báo cáo, như 2024; số liệu không ghi kỳ riêng theo kỳ này",
}
_KINDS = ("text", "table")
_MESSAGES = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu \1"),
    (r"argument (--.+): invalid choice: (.+?) \(choose from (.+)\)", r"giá trị \2 của \1 phải là một trong \3"),
    (r"argument (.+): invalid choice: (.+?) \(choose from .*\)", r"không có lệnh \2"),
    (r"argument (.+): expected (?:one|at least one) argument", r"\1 cần một giá trị đi kèm"),
    (r"argument (.+): not allowed with argument (.+)", r"không dùng \1 cùng với \2"),
    (r"argument (.+): invalid .+ value: (.+)", r"giá trị \2 của \1 không hợp lệ"),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 không nhận giá trị \2"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 có thể là \2"),
)


class _Parser(argparse.ArgumentParser):
    """argparse that speaks Vietnamese."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "add_help": False, "formatter_class": _Formatter, "allow_abbrev": False})
        self._positionals.title = "đối số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        told = next((re.sub(p, r, message) for p, r in _MESSAGES if re.fullmatch(p, message)), message)
        self.exit(WRONG_USE, f"{self.prog}: {told}. Xem cách dùng: {self.prog} --help\n")


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "cách dùng: ")


def build_parser() -> argparse.ArgumentParser:
    """The commands and their arguments."""
    parser = _Parser(prog="troly", description="Trợ lý Chỉ số: hỏi đáp trên báo cáo và chỉ số hành chính.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", title="các lệnh", prog="troly")

    def command(name: str, told: str) -> argparse.ArgumentParser:
        return subparsers.add_parser(name, help=told, description=told[:1].upper() + told[1:] + ".")

    def json_option(of: argparse.ArgumentParser) -> None:
        of.add_argument("--json", action="store_true", help="in ra JSON, mỗi dòng một mục")

    ingest = command("ingest", "nạp tệp hoặc thư mục báo cáo vào kho")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="ĐƯỜNG_DẪN", help="tệp hoặc thư mục")
    json_option(ingest)

    ask = command("ask", "hỏi một câu, hoặc cả tệp câu hỏi")
    ask.add_argument("question", nargs="?", metavar="CÂU_HỎI", help="câu hỏi bằng tiếng Việt, có dấu hay không dấu")
    ask.add_argument("--batch", type=Path, metavar="TỆP", help="tệp JSON Lines, mỗi dòng một hội thoại")
    ask.add_argument("--thread", metavar="MÃ", help="tiếp tục hội thoại có mã này")
    json_option(ask)

    search = command("search", "tìm các đoạn văn trong báo cáo")
    search.add_argument("words", nargs="?", metavar="TỪ_NGỮ", help="điều cần tìm")
    search.add_argument("--document", metavar="BÁO_CÁO", help="chỉ tìm trong báo cáo này")
    search.add_argument("--period", metavar="KỲ", help="chỉ tìm trong báo cáo của kỳ này, như 2024 hay “Quý I/2026”")
    search.add_argument("--kind", choices=_KINDS, metavar="LOẠI", help="chỉ tìm trong lời văn (text) hay bảng (table)")
    search.add_argument("--heading", metavar="ĐỀ_MỤC", help="chỉ tìm dưới đề mục có các chữ này")
    search.add_argument("-k", type=_positive, default=10, metavar="SỐ", help="số đoạn cần tìm (mặc định 10)")
    search.add_argument("--batch", type=Path, metavar="TỆP", help="tệp JSON Lines, mỗi dòng một điều cần tìm")
    json_option(search)

    tables = command("tables", "liệt kê các bảng đúng như đã đọc")
    tables.add_argument("document", nargs="?", metavar="BÁO_CÁO", help="số hiệu báo cáo; bỏ trống để lấy tất cả")
    json_option(tables)

    audit = command("audit", "liệt kê những chỗ số liệu không khớp trong báo cáo")
    audit.add_argument("document", nargs="?", metavar="BÁO_CÁO", help="số hiệu báo cáo; bỏ trống để xét tất cả")
    json_option(audit)

    evaluate = command("eval", "chấm một bộ câu hỏi trên kho: đúng bao nhiêu lượt, sai ở đâu")
    evaluate.add_argument(
        "questions", type=Path, metavar="TỆP", help="tệp JSON Lines, mỗi dòng một hội thoại có đáp án"
    )
    json_option(evaluate)

    docs = command("docs", "liệt kê các báo cáo trong kho")
    json_option(docs)

    edit = command("edit", "sửa thông tin của một báo cáo khi đọc chưa đúng")
    edit.add_argument("document", metavar="BÁO_CÁO", help="số hiệu báo cáo")
    for field, told in _EDITS.items():
        edit.add_argument(f"--{field}", metavar="…", help=told)

    command("rebuild", "nhúng lại cả kho bằng mô hình nhúng đang đặt")

    remove = command("remove", "đưa một báo cáo ra khỏi kho, cùng mọi dữ liệu của nó")
    remove.add_argument("document", metavar="BÁO_CÁO", help="số hiệu báo cáo")

    serve = command("serve", "mở trang hỏi đáp và dịch vụ web trên máy này")
    serve.add_argument("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ (mặc định 127.0.0.1)")
    serve.add_argument("--port", type=_port, default=7860, metavar="CỔNG", help="cổng (mặc định 7860)")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise ValueError(text)
    return number


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the contract's exit code."""
    _speak_utf8()
    arguments = build_parser().parse_args(argv)
    settings: Settings | None = None
    try:
        settings = read_settings()
        return PARTLY if _run(arguments, settings) else DONE
    except _WRONG_USE as error:
        commands.complain(str(error))
        return WRONG_USE
    except TrolyError as error:
        commands.complain(str(error))
        return PARTLY
    except BrokenPipeError:
        # whoever read our output has seen enough (`troly tables | head`)
        sys.stdout = io.StringIO()
        return DONE
    except KeyboardInterrupt:
        commands.complain("Đã dừng theo yêu cầu.")
        return INTERRUPTED
    except Exception:  # a person never sees a traceback; it is kept for whoever mends the fault
        commands.complain(_keep_traceback(settings))
        return PARTLY


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    """How many parts of the command could not be done."""
    match arguments.command:
        case "ingest":
            return ingesting.ingest_files(settings, arguments.paths, as_json=arguments.json)
        case "ask":
            return commands.ask(
                settings, arguments.question, batch=arguments.batch, thread=arguments.thread, as_json=arguments.json
            )
        case "search":
            asked = commands.Asked(arguments.k, arguments.document, arguments.period, arguments.kind, arguments.heading)
            return commands.search(settings, arguments.words, asked, batch=arguments.batch, as_json=arguments.json)
        case "tables":
            return commands.list_tables(settings, arguments.document, as_json=arguments.json)
        case "audit":
            return commands.list_findings(settings, arguments.document, as_json=arguments.json)
        case "eval":
            return commands.evaluate(settings, arguments.questions, as_json=arguments.json)
        case "docs":
            return commands.list_documents(settings, as_json=arguments.json)
        case "edit":
            values = {field: getattr(arguments, field) for field in _EDITS}
            return ingesting.edit_document(settings, arguments.document, values)
        case "rebuild":
            return ingesting.rebuild_store(settings)
        case "remove":
            return commands.remove_document(settings, arguments.document)
        case _:
            return commands.serve(settings, arguments.host, arguments.port)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _keep_traceback(settings: Settings | None) -> str:
    """Writes the traceback to the store's log; the sentence that says so."""
    told = "Có lỗi ngoài dự kiến, chưa làm xong việc này."
    if settings is None:
        return told
    log = keep_trouble(settings.home, traceback.format_exc())
    return f"{told} Chi tiết ghi ở “{log}”; hãy gửi tệp này cho người quản trị." if log else told


if __name__ == "__main__":
    raise SystemExit(main())
