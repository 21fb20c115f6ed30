"""The labels of the store as questions meet them: tokenised, weighted, with their abbreviations."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.abbreviations import Abbreviations, Readings, ReadTogether
from assistant.everyday_words import SOFT_WORDS
from assistant.lexicon import WHOLE_WORDS
from assistant.question import Question, Token, tokenise, words_between_pauses
from assistant.report_names import names_said
from corpus.periods import order_key, years_in
from corpus.text import fold, syllables
from corpus.values import Kind, Level
from index.values import Document, TableLabels

_JOINING = frozenset({"và", "các", "của", "do", "hoặc"})
_LINKING = frozenset(
    {
        "là",
        "không",
        "được",
        "bị",
        "có",
        "về",
        "với",
        "cho",
        "ở",
        "tại",
        "đối",
        "theo",
        "hồ",
        "sơ",
        "tỉnh",
        "năm",
        "trên",
        "để",
        "trong",
        "từ",
        "đến",
    }
)
_ABBREVIATION = re.compile(r"\b[A-ZĐ][A-ZĐ&]{1,8}\b")
_LONG_CAPITALS = re.compile(r"[A-ZĐ]{3,}")
_WITH_COUNT = re.compile(r"\([^()]*\d[^()]*\)")  # "UBND cấp xã (109 đơn vị cấp xã)"
_READINGS_KEPT = 3
_TWO_LETTERS = 2
_YEAR = 4  # digits
_LONGEST_ABBREVIATION = 9
# words that say of what sort a named thing is: they tell rows apart less than its own name
_SORTS = frozenset(
    {"ubnd", "ủy", "ban", "nhân", "dân", "huyện", "thị", "xã", "thành", "phố", "phường", "trấn", "sở", "tỉnh"}
    | {"lĩnh", "vực", "cấp", "tiêu", "chí", "nội", "dung", "ủy ban nhân dân", "cấp huyện", "cấp xã", "cấp tỉnh"}
)
_SORT_WEIGHT = 0.25
SOFT = 0.4  # the weight of an everyday word that no label has
_WORD_OF_MEASURE = 1.0  # the weight of "tỷ lệ", "xếp hạng", "điểm": the kind of a column answers them
MEASURES = frozenset({"tỷ lệ", "xếp hạng", "điểm", "cả nước", "đạt được", "triệu", "đồng"})
_TOWN = frozenset({"phố", "thị", "huyện", "quận", "phường", "trấn"})
# a label's words that name no thing of their own
_OF_THE_WHOLE = frozenset({"ket", "qua", "chung", "tong", "so", "cong", "hop", "toan", "bo", "diem", "chi", "nam"})
_NEUTRAL = frozenset({"tổng số", "số", "lượng", "stt", "tt", "năm", "hồ", "sơ", "chỉ", "kết", "quả"})


@dataclass(frozen=True, slots=True)
class Label:
    """A label in tokens: `keys` in order; `words` and `pairs` (keys that follow one another) hold
    what its abbreviations stand for, too."""

    text: str
    keys: tuple[str, ...]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A row of a table: `above` are the labels it stands under."""

    entity: tuple[str, ...]
    name: str
    level: Level | None
    is_total: bool
    label: Label
    above: Label
    columns: frozenset[int]


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """A column of a table, for one kind and period."""

    indicator: tuple[str, ...]
    kind: Kind
    unit: str | None
    period: str | None
    change_from: str | None
    label: Label
    own: Label
    is_overall: bool


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table's labels; `context` is its title, headings and lead-in."""

    id: int
    document: str
    title: str
    context: Label
    rows: tuple[RowEntry, ...]
    columns: tuple[ColumnEntry, ...]
    row_weights: dict[str, float]
    from_prose: bool
    common: frozenset[str] = frozenset()  # words that most of its rows' names have


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What one report's labels and texts say by themselves, whatever other reports there are."""

    tables: tuple[TableEntry, ...]
    words: frozenset[str]
    between_pauses: Abbreviations
    across_pauses: Abbreviations


def read_words(tables: Iterable[TableLabels], texts: Sequence[str]) -> ReportWords:
    """The words of a report, from the labels of its tables and the texts of its passages."""
    read = [tokenise(text, label=True) for text in texts]
    return ReportWords(
        tuple(map(_read_table, tables)),
        frozenset(token.key for tokens in read for token in tokens),
        Abbreviations(words_between_pauses(texts)),
        Abbreviations([word for token in tokens for word in token.key.split()] for tokens in read),
    )


def make_label(text: str) -> Label:
    """A label's tokens, ordinals aside."""
    keys = tuple(token.key for token in tokenise(text, label=True))
    return Label(text, keys, frozenset(keys), frozenset(pairwise(keys)))


class Catalogue:
    """All tables' labels, the weight of each word among them, and abbreviations of their words."""

    def __init__(self, reports: Sequence[ReportWords], documents: Iterable[Document] = ()) -> None:
        documents = list(documents)
        self._places = {d.name: make_label(d.region).keys for d in documents if d.region}
        self.places = tuple(sorted({d.region for d in documents if d.region}))
        self._periods = {d.name: d.period for d in documents}
        self._years = {d.name: frozenset({*years_in(f"{d.title} {d.period or ''}"), d.date[:4]}) for d in documents}
        self._latest: dict[tuple[str, ...] | None, str] = {}
        for name, period in self._periods.items():
            place = self._places.get(name)
            self._latest[place] = max(self._latest.get(place, ""), period or "", key=order_key)
        self._between_pauses = ReadTogether(report.between_pauses for report in reports)
        self._across_pauses = ReadTogether(report.across_pauses for report in reports)
        self.tables = tuple(self._spell_labels(table) for report in reports for table in report.tables)
        self._seats = self._read_seats(documents)
        labels = [label for table in self.tables for label in _labels_of(table)]
        self._count = max(len(labels), 1)
        columns = [column for table in self.tables if not table.from_prose for column in table.columns]
        self._measured = frozenset(key for column in columns for key in column.own.keys) - MEASURES - _NEUTRAL
        self._frequency: Counter[str] = Counter(key for label in labels for key in label.words)
        self._vocabulary = frozenset(self._frequency).union(*(report.words for report in reports))
        # what prose says of a figure is half a sentence: its words of grammar make no names
        printed = [label for table in self.tables if not table.from_prose for label in _labels_of(table)]
        self._pairs = frozenset(pair for label in printed for pair in label.pairs)

    def _read_seats(self, documents: Sequence[Document]) -> dict[str, tuple[str, ...]]:
        """The district or commune that a report is of, where no table has it as a row: it names the report then."""
        rows = {pair for table in self.tables for row in table.rows for pair in row.label.pairs}
        seats = {d.name: make_label(d.place).keys for d in documents if d.place and d.place != d.region}
        return {name: keys for name, keys in seats.items() if len(keys) > 1 and not rows.issuperset(pairwise(keys))}

    def _spell_labels(self, table: TableEntry) -> TableEntry:
        """The table with what its labels abbreviate (CQĐT) beside the abbreviation."""
        rows = tuple(replace(row, label=self.spell_label(row.label)) for row in table.rows)
        columns = tuple(
            replace(column, label=self.spell_label(column.label), own=self.spell_label(column.own))
            for column in table.columns
        )
        return replace(table, rows=rows, columns=columns, context=self.spell_label(table.context))

    def spell_label(self, label: Label) -> Label:
        """The label with what its abbreviations stand for among its words."""
        words, pairs = set(label.words), set(label.pairs)
        for typed in _ABBREVIATION.findall(label.text):
            readings = self._stands_for(fold(typed).replace("&", ""))
            counts = {spelled: sum(before.values()) for spelled, before in readings.items()}
            # two letters stand for almost anything: only what they mostly stand for is believed
            least = sum(counts.values()) / 2 if len(typed) == _TWO_LETTERS else max(counts.values(), default=0) / 5
            likely = sorted((s for s in counts if counts[s] >= least), key=lambda s: -counts[s])[:_READINGS_KEPT]
            for spelled in likely:
                keys = make_label(" ".join(spelled)).keys
                words |= set(keys)
                pairs |= set(pairwise(keys))
        return replace(label, words=frozenset(words), pairs=frozenset(pairs))

    def _stands_for(self, letters: str) -> Readings:
        """What an abbreviation may stand for: words that no pause parts (KCN), else such as one does (CBCCVC)."""
        return self._between_pauses.readings(letters) or self._across_pauses.readings(letters)

    def weight(self, key: str) -> float:
        """How much a word tells: rare words much, words that no report uses most of all."""
        if self.is_soft(key):
            return SOFT
        full = math.log(1 + self._count / (1 + self._frequency[key]))
        return min(full, _WORD_OF_MEASURE) if key in MEASURES else full

    def reports_named(self, question: Question) -> frozenset[str] | None:
        """The reports that a question names by number, file or province; None where it names none of the store's."""
        labels = (label.text for table in self.tables for label in _labels_of(table)[1:])
        if named := names_said(question.folded, self._periods, labels):
            return named
        keys = [token.key for token in question.tokens]
        seated = frozenset(name for name, seat in self._seats.items() if _starts(keys, seat))
        return seated or frozenset(name for name, place in self._places.items() if self._scopes(keys, place)) or None

    def reports_beside(self, document: str) -> frozenset[str]:
        """The reports of the same place as one, itself among them."""
        place = self._places.get(document)
        return frozenset({document} | {name for name, other in self._places.items() if place and other == place})

    def tells_of(self, document: str, periods: Iterable[str]) -> bool:
        """Whether a report may tell of some periods: its title, period or date has their years."""
        asked = {year for period in periods for year in years_in(period)}
        return not asked or bool(asked & self._years.get(document, frozenset()))

    def is_latest(self, document: str) -> bool:
        """Whether no report of the same place is of a later period."""
        place = self._places.get(document)
        return place is None or order_key(self._periods.get(document)) >= order_key(self._latest[place])

    def newest_period(self, document: str) -> str | None:
        """The latest period of the reports of the same place: what "quý này" is said from."""
        return self._latest.get(self._places.get(document)) or None

    @property
    def newest_of_all(self) -> str | None:
        """The latest period of all reports."""
        return max(self._latest.values(), key=order_key, default=None) or None

    @staticmethod
    def _scopes(keys: Sequence[str], place: tuple[str, ...]) -> list[int]:
        """Where a province's name stands, other than as the name of a town ("thành phố Sóc Trăng")."""
        return [i for i in _starts(keys, place) if i == 0 or keys[i - 1] not in _TOWN]

    def _set_scope_aside(self, tokens: Sequence[Token]) -> list[Token]:
        """The name of the place that a report is of says which reports are meant, and names no row."""
        kept = list(tokens)
        keys = [token.key for token in tokens]
        for seat in set(self._seats.values()):
            for start in _starts(keys, seat):
                first = start - 1 if start and keys[start - 1] in _SORTS else start
                for i in range(first, start + len(seat)):
                    kept[i] = replace(kept[i], content=False)
        for place in set(self._places.values()):
            for start in self._scopes(keys, place):
                for i in range(start, start + len(place)):
                    kept[i] = replace(kept[i], content=False)
        return kept

    def names(self, key: str) -> bool:
        """Whether any table's label has the word."""
        return key in self._frequency

    def is_soft(self, key: str) -> bool:
        """Whether a word is of everyday language alone: no label has it, and it names nothing."""
        return key in SOFT_WORDS and key not in self._frequency

    def is_measured(self, key: str) -> bool:
        """Whether a word is what a column of some table measures."""
        return key in self._measured

    def knows(self, key: str) -> bool:
        """Whether any report uses the word."""
        return key in self._vocabulary

    def expand(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The question's tokens with abbreviations spelled out from the reports' own words.

        Of several readings, the one that goes on the word before it in some label wins (Sở TTTT).
        """
        expanded: list[Token] = []
        for token in tokens:
            before = expanded[-1].key if expanded else ""
            words = self._spell_abbreviation(token, before) if token.content else None
            if words:
                spelled = tokenise(" ".join(words), label=True)
                expanded.extend(replace(t, typed=token.typed, clause=token.clause) for t in spelled)
            else:
                expanded.append(token)
        return tuple(self._set_scope_aside(self._keep_in_phrases(expanded)))

    def _keep_in_phrases(self, tokens: Sequence[Token]) -> list[Token]:
        """A word of asking is content where some label has it beside a content word: "nội vụ"."""
        kept = list(tokens)
        for i, token in enumerate(tokens):
            if token.content or token.key in WHOLE_WORDS or (len(token.key) == _YEAR and token.key.isdigit()):
                continue
            if token.key.isdigit():  # "Phường 5" is a name, "5 phường" a number of them
                named = i > 0 and tokens[i - 1].content and (tokens[i - 1].key, token.key) in self._pairs
                kept[i] = replace(token, content=named)
                continue
            before = i > 0 and tokens[i - 1].content and (tokens[i - 1].key, token.key) in self._pairs
            after = i + 1 < len(tokens) and tokens[i + 1].content and (token.key, tokens[i + 1].key) in self._pairs
            if (before or after) and token.key not in _JOINING | _LINKING | _NEUTRAL:
                kept[i] = replace(token, content=True)
        return kept

    def _spell_abbreviation(self, token: Token, before: str) -> tuple[str, ...] | None:
        key = token.key
        letters = fold(key).replace("&", "").replace(".", "")
        if not 2 <= len(letters) <= _LONGEST_ABBREVIATION or not letters.isalpha() or " " in key:
            return None
        if _has_tone(key) or (key in self._vocabulary and "&" not in key and not _LONG_CAPITALS.fullmatch(token.typed)):
            return None
        readings = self._stands_for(letters)
        if not readings:
            return None
        return max(readings, key=lambda words: (readings[words][before] > 0, sum(readings[words].values())))


def _starts(keys: Sequence[str], name: tuple[str, ...]) -> list[int]:
    """Where a name stands among words."""
    return [i for i in range(len(keys) - len(name) + 1) if tuple(keys[i : i + len(name)]) == name]


def _read_table(table: TableLabels) -> TableEntry:
    context = make_label(" ".join([table.title, *table.path[-2:], table.lead_in, table.unit or ""]))
    rows = tuple(
        RowEntry(
            row.entity,
            row.name,
            row.level,
            row.is_total,
            make_label(_WITH_COUNT.sub(" ", row.name)),
            make_label(" ".join(row.entity[:-1])),
            row.columns,
        )
        for row in table.rows
    )
    columns = tuple(
        ColumnEntry(
            c.indicator,
            c.kind,
            c.unit,
            c.period,
            c.change_from,
            make_label(" ".join(c.indicator)),
            make_label(_own_label(c.indicator)),
            names_the_whole(c.indicator),
        )
        for c in table.columns
    )
    return TableEntry(
        table.id,
        table.document,
        table.title,
        context,
        rows,
        columns,
        _local_weights([r.label for r in rows]),
        table.from_prose,
        _common_words([r.label for r in rows]),
    )


def _local_weights(labels: Sequence[Label]) -> dict[str, float]:
    """How much each word tells the rows of one table apart."""
    frequency = Counter(key for label in labels for key in label.words)
    return {key: _plain_weight(key) * math.log(1 + len(labels) / count) for key, count in frequency.items()}


def _common_words(labels: Sequence[Label]) -> frozenset[str]:
    """The words that most names of a table's rows have: what its rows are about."""
    frequency = Counter(key for label in labels for key in label.words)
    least = max(len(labels) / 2, 3)
    return frozenset(key for key, count in frequency.items() if count >= least and _plain_weight(key) == 1.0)


def _has_tone(key: str) -> bool:
    """Whether a word is written with diacritics: no abbreviation is, but for its Đ."""
    return fold(key) != key.lower().replace("đ", "d")


def _plain_weight(key: str) -> float:
    return 0.05 if key in _NEUTRAL else _SORT_WEIGHT if key in _SORTS else 1.0


def _labels_of(table: TableEntry) -> list[Label]:
    return [table.context, *(row.label for row in table.rows), *(column.label for column in table.columns)]


def names_the_whole(labels: Sequence[str]) -> bool:
    """Whether labels name nothing but the whole: "Kết quả chung", "Tổng số"."""
    words = {word for label in labels for word in syllables(label) if not word.isdigit()}
    return bool(words) and words <= _OF_THE_WHOLE


def _own_label(indicator: Sequence[str]) -> str:
    """The innermost label that names more than the whole of what stands above it."""
    return next((label for label in reversed(indicator) if not names_the_whole([label])), " ".join(indicator))


def is_sort(key: str) -> bool:
    """Whether a word says of what sort a named thing is ("xã", "sở", "cấp huyện")."""
    return key in _SORTS or key in _NEUTRAL


def is_neutral(key: str) -> bool:
    """Whether a label's word names no thing of its own ("Tổng số")."""
    return key in _NEUTRAL
