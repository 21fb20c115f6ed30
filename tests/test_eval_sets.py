"""The question sets of `tests/eval`: well formed, and their expectations proven from the reports' own text.

The reports are read here by other means than `corpus.readers`, so that a fault of reading can't prove itself.
"""

from __future__ import annotations

import ast
import json
import operator
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import pdfplumber
import pytest
from openpyxl import load_workbook

from corpus.audit import audit_report
from corpus.legacy import from_tcvn3
from corpus.readers import read_report
from corpus.text import fold

ROOT = Path(__file__).resolve().parent.parent
EVAL = ROOT / "tests" / "eval"
REPORTS = EVAL / "reports"
SETS: dict[str, list[str]] = json.loads((EVAL / "sets.json").read_text(encoding="utf8"))
TRANSCRIBED = {"cong-van-quet.pdf": EVAL / "cong-van-quet.txt"}  # pictures of pages, copied by eye
TCVN3 = {"bao-cao-2003-tcvn3.txt"}

KINDS = {
    *("lookup", "rank", "change", "aggregate", "compare", "share", "filter"),
    *("why", "solution", "text", "audit", "draft", "not_found", "clarify"),
}
TURN_KEYS = {"q", "figures", "mention", "status", "cites", "forbid", "how"}
STATUSES = {"answered", "not_found", "clarify"}
FREE = {Decimal(1), Decimal(100), Decimal(1000)}  # constants of a `how` that no report needs to print

OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*")
_WORD_SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Turn = dict[str, Any]


def cases(name: str) -> list[dict[str, Any]]:
    """The conversations of one set."""
    return [json.loads(line) for line in (EVAL / name).read_text(encoding="utf8").splitlines()]


def turns(name: str) -> Iterator[tuple[str, Turn]]:
    """Each turn of one set with the place that a failure names."""
    for case in cases(name):
        for i, turn in enumerate(case["turns"]):
            yield f"{case['id']}#{i}", turn


def options(expected: Any) -> list[Any]:
    """The choices of an entry that is one value or a list of them."""
    return expected if isinstance(expected, list) else [expected]


# --- the reports' text


@cache
def text_of(path: str) -> str:
    """What is printed in one report."""
    file = ROOT / path
    if file.name in TRANSCRIBED:
        return TRANSCRIBED[file.name].read_text(encoding="utf8")
    if file.name in TCVN3:
        return from_tcvn3(file.read_bytes().decode("latin-1"))
    return {".docx": _word_text, ".xlsx": _workbook_text, ".pdf": _pdf_text}.get(file.suffix, _plain_text)(file)


def _plain_text(path: Path) -> str:
    return path.read_text(encoding="utf8")


def _word_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        parts = [name for name in package.namelist() if re.fullmatch(r"word/(document|footnotes)\.xml", name)]
        trees = [ElementTree.fromstring(package.read(part)) for part in parts]
    paragraphs = [p for tree in trees for p in tree.iter(f"{_WORD_SPACE}p")]
    return "\n".join("".join(t.text or "" for t in p.iter(f"{_WORD_SPACE}t")) for p in paragraphs)


def _workbook_text(path: Path) -> str:
    book = load_workbook(path, data_only=True)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    return "\n".join(f"{cell.value * 100:.2f}" if "%" in cell.number_format else str(cell.value) for cell in cells)


def _pdf_text(path: Path) -> str:
    with pdfplumber.open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def readings(token: str) -> set[Decimal]:
    """The values that a printed number can have, by Vietnamese or English punctuation."""
    token = token.strip(".,")
    values = set()
    if re.fullmatch(r"\d+", token):
        values.add(Decimal(token))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", token):
        values.add(Decimal(token.replace(".", "").replace(",", ".")))
    if re.fullmatch(r"\d+[.,]\d+", token):
        values.add(Decimal(token.replace(",", ".")))
    return values


@cache
def numbers_of(path: str) -> frozenset[Decimal]:
    """All the numbers printed in one report."""
    return frozenset(value for token in _NUMBER.findall(text_of(path)) for value in readings(token))


def printed(name: str) -> frozenset[Decimal]:
    """All the numbers printed in the reports of one set."""
    return frozenset[Decimal]().union(*map(numbers_of, SETS[name]))


def folded(name: str) -> str:
    """The words of a set's reports, without diacritics, lines joined."""
    return re.sub(r"\s+", " ", fold(" ".join(text_of(path) for path in SETS[name])))


# --- `how`: sums of printed numbers


def evaluate(expression: str) -> tuple[Decimal, list[Decimal]]:
    """The value of a sum written with + - * / and brackets, and the numbers that stand in it.

    Raises ValueError for anything else.
    """
    literals: list[Decimal] = []

    def visit(node: ast.expr) -> Decimal:
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](visit(node.left), visit(node.right))
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            literals.append(Decimal(cast(str, ast.get_source_segment(expression, node))))
            return literals[-1]
        raise ValueError(f"no arithmetic: {ast.dump(node)}")

    return visit(ast.parse(expression, mode="eval").body), literals


def is_rounded(figure: Decimal, value: Decimal) -> bool:
    """Whether `figure` is `value`, rounded to the decimals it has."""
    places = Decimal(1).scaleb(min(0, cast(int, figure.as_tuple().exponent)))
    return abs(value).quantize(places, ROUND_HALF_UP) == abs(figure)


def test_how_knows_arithmetic_only() -> None:
    assert evaluate("(10387-9539)/9539*100")[1] == [10387, 9539, 9539, 100]
    assert is_rounded(Decimal("15.56"), evaluate("7/45*100")[0])
    assert not is_rounded(Decimal("15.55"), evaluate("7/45*100")[0])
    for expression in ("abs(-1)", "2**9", "'a'*3", "x-1"):
        with pytest.raises(ValueError, match="no arithmetic"):
            evaluate(expression)


# --- form


def test_every_set_has_its_reports() -> None:
    assert set(SETS) == {path.name for path in EVAL.glob("*.jsonl")}
    readme = (EVAL / "README.md").read_text(encoding="utf8")
    for name, paths in SETS.items():
        assert f"`{name}`" in readme
        assert all((ROOT / path).is_file() for path in paths)


def test_ids_and_questions_are_unique() -> None:
    ids = [case["id"] for name in SETS for case in cases(name)]
    assert len(ids) == len(set(ids))
    first = [fold(case["turns"][0]["q"]) for name in SETS for case in cases(name)]
    assert len(first) == len(set(first))


@pytest.mark.parametrize("name", SETS)
def test_turns_are_well_formed(name: str) -> None:
    for case in cases(name):
        assert set(case) == {"id", "kind", "turns"}, case["id"]
        assert case["kind"] in KINDS, case["id"]
        assert case["turns"], case["id"]
    for where, turn in turns(name):
        assert set(turn) <= TURN_KEYS, where
        assert turn["q"].strip(), where
        assert set(options(turn["status"])) <= STATUSES, where
        assert turn["status"] != "answered" or turn.get("figures") or turn.get("mention"), f"{where}: nothing to hold"
        groups = [*turn.get("mention", []), *turn.get("cites", [])]
        assert all(group and all(isinstance(word, str) and word for word in group) for group in groups), where


@pytest.mark.parametrize("name", SETS)
def test_all_kinds_are_asked(name: str) -> None:
    assert {case["kind"] for case in cases(name)} == KINDS


# --- expectations


@pytest.mark.parametrize("name", SETS)
def test_figures_are_printed_or_computed_from_printed_ones(name: str) -> None:
    known, unproven = printed(name), []
    for where, turn in turns(name):
        sums = [evaluate(expression) for expression in turn.get("how", [])]
        unproven += [f"{where}: {n} of a sum" for _, literals in sums for n in literals if n not in known | FREE]
        for figure in (Decimal(str(option)) for group in turn.get("figures", []) for option in options(group)):
            if figure not in known and not any(is_rounded(figure, value) for value, _ in sums):
                unproven.append(f"{where}: {figure}")
    assert not unproven


@pytest.mark.parametrize("name", SETS)
def test_every_sum_proves_a_figure(name: str) -> None:
    for where, turn in turns(name):
        figures = [Decimal(str(option)) for group in turn.get("figures", []) for option in options(group)]
        for expression in turn.get("how", []):
            value, _ = evaluate(expression)
            assert any(is_rounded(figure, value) for figure in figures), f"{where}: {expression}"


@pytest.mark.parametrize("name", SETS)
def test_wrong_answers_are_no_right_ones(name: str) -> None:
    for where, turn in turns(name):
        right = {Decimal(str(option)) for group in turn.get("figures", []) for option in options(group)}
        asked = {value for token in _NUMBER.findall(turn["q"]) for value in readings(token)}
        wrong = {Decimal(str(number)) for number in turn.get("forbid", [])}
        assert not wrong & (right | asked), where


# words of a judgement, which no report needs to print
VERDICTS = {fold(word) for word in ("không khớp", "bằng nhau", "tăng", "giảm", "CQĐT")}


@pytest.mark.parametrize("name", SETS)
def test_names_and_places_stand_in_the_reports(name: str) -> None:
    words, unknown = folded(name), []
    for where, turn in turns(name):
        for group in [*turn.get("mention", []), *turn.get("cites", [])]:
            if not any(fold(word) in words or fold(word) in VERDICTS for word in group):
                unknown.append(f"{where}: {group}")
    assert not unknown


# --- the invented reports


@pytest.mark.parametrize(
    ("report", "faults"),
    [
        ("tiem-chung-6-thang-2025.md", []),
        ("thu-ngan-sach-9-thang-2024.txt", []),
        ("tong-ket-nam-hoc-2024-2025.docx", [("968", 986)]),
        ("giai-ngan-dau-tu-cong-2024.docx", [("68,16%", Decimal("61.87"))]),
        ("nong-thon-moi-2024.txt", [("1.044", 910)]),
        ("chi-so-cchc-2024.xlsx", [("14.900", 14800)]),
        ("bao-cao-cchc-2024.pdf", []),
    ],
)
def test_invented_reports_add_up_but_for_what_is_planted(report: str, faults: list[tuple[str, Decimal | int]]) -> None:
    _, found = audit_report(read_report(REPORTS / report))
    assert [(finding.printed, finding.expected) for finding in found] == faults


def test_the_held_reports_and_sets_are_what_their_scripts_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(REPORTS))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    import held_sets
    import investment_report
    import parindex_report
    import rural_report

    for script, name, read in (
        (investment_report.write_report, investment_report.NAME, _word_text),
        (rural_report.write_report, rural_report.NAME, _plain_text),
        (parindex_report.write_book, parindex_report.BOOK, _workbook_text),
    ):
        assert read(script(tmp_path / name)) == read(REPORTS / name)
    for name, written in held_sets.CASES.items():
        assert written == cases(f"held_{name}.jsonl")


def test_the_school_report_is_what_its_script_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPORTS))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    from school_report import NAME, write_report

    assert _word_text(write_report(tmp_path / NAME)) == _word_text(REPORTS / NAME)
