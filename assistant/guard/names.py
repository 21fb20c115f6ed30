"""The names that the store's tables give their rows, and where a sentence says them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.catalogue import Catalogue
from assistant.facts import short_indicator
from corpus.identity import is_only_period
from corpus.text import fold
from corpus.values import PATH_SEPARATOR, Kind

_WORD = re.compile(r"\w+")
_MARKER = re.compile(r"^\s*(?:[A-XZĐ]|[IVXLC]+|\d+(?:\.\d+)*|[a-xzđ]|\(\d+\))[.)]?\s+(?=\S)")
_ASIDE = re.compile(r"\([^()]*\)")
_SORT = re.compile(r"^(?:ubnd|uy ban nhan dan|linh vuc)\s+")
_TYPES = ("thanh pho", "thi tran", "thi xa", "huyen", "phuong", "quan", "tinh", "so", "xa")
_SHORT_TYPES = {"thi xa": "tx", "thanh pho": "tp", "thi tran": "tt"}
_JOINING = frozenset({"va", "cac", "cua"})
_WHOLE = re.compile(
    r"(?<!\w)(?:tong so|tong cong|tong|toan tinh|ca tinh|toan bo|tat ca|toan nganh|ket qua chung|chung)(?!\w)"
)
_SPACED = re.compile(r"[\w&-]+(?: [\w&-]+)*")
_SENTENCE_START = re.compile(r"^[\s\W]*$")


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A row's name as a sentence says it; `keys` are the names it may stand for, `proper` where it is capitalised."""

    start: int
    end: int
    keys: frozenset[str]
    proper: bool


def name_key(label: str) -> str:
    """A row's label as it is compared: folded, without its ordinal, what stands in brackets, "UBND", "lĩnh vực"."""
    bare = _ASIDE.sub(" ", _MARKER.sub("", label))
    words = " ".join(_WORD.findall(fold(bare)))
    return _SORT.sub("", words)


def tells_whole(label: str) -> bool:
    """Whether a row's label names no part: "Tổng số", "Toàn tỉnh", a period alone, nothing."""
    key = name_key(label)
    return not key or is_only_period(label) or _WHOLE.match(key) is not None or key.startswith("so sanh")


class Names:
    """The names of a store's rows, and which of them stand beside each other in a table."""

    def __init__(self, catalogue: Catalogue) -> None:
        # by their first word: how many words they have, the longest first
        self._lengths: dict[str, list[int]] = defaultdict(list)
        self._aliases: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._full: set[tuple[str, ...]] = set()
        self._groups: dict[tuple[int, tuple[str, ...]], set[str]] = defaultdict(set)
        self._paths: dict[tuple[str, str], list[tuple[int, tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        self._tables: dict[int, set[str]] = defaultdict(set)
        self._beside: dict[tuple[str, str], tuple[tuple[str, frozenset[str]], ...]] = {}
        self._in_tables: dict[tuple[str, str], frozenset[str]] = {}
        self.indicators: dict[str, set[tuple[str, Kind]]] = defaultdict(set)
        for table in catalogue.tables:
            for column in table.columns:
                others = {(short_indicator(other.indicator), other.kind) for other in table.columns}
                own = short_indicator(column.indicator)
                self.indicators[own].update((label, kind) for label, kind in others if label != own)
            if table.from_prose:
                continue  # what prose says of a figure is half a sentence, no name
            called = {row.entity: name_key(row.name) for row in table.rows}
            for row in table.rows:
                keys = tuple(
                    called.get(row.entity[: depth + 1]) or name_key(part) for depth, part in enumerate(row.entity)
                )
                self._paths[table.document, PATH_SEPARATOR.join(row.entity)].append((table.id, row.entity, keys))
                for depth, key in enumerate(keys):
                    self._groups[table.id, row.entity[:depth]].add(key)
                    self._tables[table.id].add(key)
                    self._learn(key)

    def _learn(self, key: str) -> None:
        for alias in _aliases(key):
            words = tuple(alias.split())
            if len(words) < 2 or is_only_period(alias) or all(word.isdigit() for word in words):
                continue
            self._aliases[words].add(key)
            if alias == key:
                self._full.add(words)
            lengths = self._lengths[words[0]]
            if len(words) not in lengths:
                lengths.append(len(words))
                lengths.sort(reverse=True)

    def find(self, text: str, folded: str) -> list[NameSpan]:
        """The names in a sentence, each place the longest; `folded` is the text folded place by place."""
        words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(folded)]
        found, at = [], 0
        while at < len(words):
            step = 1
            for length in self._lengths.get(words[at][2], ()):
                said = tuple(word for _, _, word in words[at : at + length])
                if len(said) < length or said not in self._aliases:
                    continue
                start, end = words[at][0], words[at + length - 1][1]
                # half a name ("Mỹ Hòa" for the commune) is one only where it is written as a name
                if said in self._full or all(text[first].isupper() for first, _, _ in words[at : at + length]):
                    found.append(NameSpan(start, end, frozenset(self._aliases[said]), is_proper(text, start, end)))
                    step = length
                    break
            at += step
        return found

    def in_table(self, document: str, path: str) -> frozenset[str]:
        """The names of all rows of a report's tables that have a row of this path."""
        place = document, path
        if place not in self._in_tables:
            tables = {table for table, _, _ in self._paths.get(place, [])}
            self._in_tables[place] = frozenset(key for table in tables for key in self._tables[table])
        return self._in_tables[place]

    def beside(self, document: str, path: str) -> tuple[tuple[str, frozenset[str]], ...]:
        """For each part of a row's path, its own name and those that stand beside it, the outermost first."""
        place = document, path
        if place not in self._beside:
            found: list[tuple[str, set[str]]] = []
            for table, entity, keys in self._paths.get(place, []):
                for depth, key in enumerate(keys):
                    if depth == len(found):
                        found.append((key, set()))
                    found[depth][1].update(self._groups[table, entity[:depth]])
            self._beside[place] = tuple((own, frozenset(names)) for own, names in found)
        return self._beside[place]


@lru_cache(maxsize=2)
def names_of(catalogue: Catalogue) -> Names:
    """The names of a catalogue, gathered once."""
    return Names(catalogue)


def _aliases(key: str) -> Iterable[str]:
    yield key
    for sort in _TYPES:
        if not key.startswith(f"{sort} "):
            continue
        bare = key[len(sort) + 1 :]
        yield bare
        if sort in _SHORT_TYPES:
            yield f"{_SHORT_TYPES[sort]} {bare}"
        if sort == "so" and len(bare.split()) > 1:
            yield f"so {''.join(word[0] for word in bare.split() if word not in _JOINING)}"
        return


def is_proper(text: str, start: int, end: int) -> bool:
    """Whether a span is written as a proper name: with a capital that no sentence's beginning explains."""
    said = text[start:end]
    later = any(word[:1].isupper() for word in said.split()[1:])
    return later or (said[:1].isupper() and _SENTENCE_START.match(text[:start]) is None)


def whole_spans(folded: str) -> list[tuple[int, int]]:
    """Where a sentence says that it speaks of the whole."""
    return [match.span() for match in _WHOLE.finditer(folded)]


def proper_names(text: str) -> list[str]:
    """What a sentence writes with capitals as names are, its first word aside."""
    found = []
    for run in _SPACED.finditer(text):
        words = run.group().split(" ")
        first = _SENTENCE_START.match(text[: run.start()]) is not None
        name: list[str] = []
        for i, word in enumerate([*words, ""]):
            if word[:1].isupper() and not (first and i == 0):
                name.append(word)
            elif name:
                found += [" ".join(name)] if any(len(part) > 1 for part in name) else []
                name = []
    return found
