"""What reports ask a body to do: under its heading, after "Sở X:", in sentences that begin with it or give it
a task, and in tables with a column for who is responsible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.bodies import Body, Named, begins_with, is_about, looks_like_body, names_office, read_name, subjects
from assistant.catalogue import Catalogue, make_label
from assistant.question import Question
from assistant.wholeness import is_closing
from corpus.observations import bare_label
from corpus.text import fold, sentences
from corpus.values import PATH_SEPARATOR, Level
from index.values import Hit, StoredTable

TASK_HEADING = re.compile(
    r"\b(nhiem vu|giai phap|kien nghi|de nghi|de xuat|phuong huong|bien phap|khac phuc|to chuc thuc hien|phan cong"
    r"|trach nhiem|cong tac trong tam|viec can lam|yeu cau|giao viec)\b"
)
_GIVES = r"(?:giao(?: cho)?|chỉ đạo|đề nghị|kiến nghị|yêu cầu|phân công|đôn đốc)"
_GIVEN = re.compile(rf"(?<!\w){_GIVES}\s+(?=[A-ZĐỦ])", re.IGNORECASE)
_MARK = re.compile(r"^\s*(?P<mark>[-–+•*·]|\(?(?:\d{1,3}|[a-zđ])[.)])\s+")
_COLON = re.compile(r"^(?P<name>[^:]{2,140}):\s*(?P<rest>.*)$", re.DOTALL)
_RESPONSIBLE = re.compile(r"\b(chu tri|trach nhiem|thuc hien|don vi|co quan|duoc giao|dau moi)\b")
_TASK_COLUMN = re.compile(r"\b(nhiem vu|noi dung|giai phap|bien phap|khac phuc|cong viec|viec|yeu cau|kien nghi)\b")
_DEADLINE_COLUMN = re.compile(
    r"\b(thoi han|thoi gian|(?<!qua )(?<!tre )(?<!dung )(?<!trong )han (chot|cuoi|hoan thanh)|hoan thanh|tien do|moc)\b"
)
_REQUEST_HEADING = re.compile(r"(?:nhung |cac |mot so )?(?:kien nghi|de nghi|de xuat)\b")
_REQUESTS = re.compile(r"^\W*(?:kính )?(?:đề nghị|kiến nghị|đề xuất|xin)(?!\w)", re.IGNORECASE)
_LEAD_LENGTH = 16  # words of the longest name before a colon
_FITS = 0.6  # of the best line's share of the question's other words, for a line to be told beside it
TELLS = 0.34  # and what the best must have for the others to be left out
_ASKING = re.compile(
    r"\b(giao|giải|pháp|biện|nhiệm|vụ|trách|phải|làm|yêu|cầu|kiến|nghị|hạn|chót|xử|lý|khắc|phục|thời|chịu|chỉ|đạo"
    r"|hướng|phương|tham|mưu|đưa|cách|bao|mấy|nữa|thế|việc|báo cáo|công văn|cần|bắt|buộc|phân|công|kế|hoạch|tiếp)\b"
)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a body has to do, as printed, and the passage that says so."""

    text: str
    hit: Hit
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of running text with the passage that it stands in."""

    text: str
    hit: Hit

    @property
    def mark(self) -> str:
        """The sort of its list mark: "-", "1." and "2." are of one sort each; "" where it has none."""
        match = _MARK.match(self.text)
        return re.sub(r"\d+|[a-zđ]", "n", match["mark"]) if match else ""

    @property
    def bare(self) -> str:
        """The text without its list mark."""
        return _MARK.sub("", self.text).strip()

    @property
    def in_tasks(self) -> bool:
        """Whether it stands under a heading of tasks."""
        return any(TASK_HEADING.search(fold(label)) for label in self.hit.heading)


def lines_of(passages: Iterable[Hit]) -> list[Line]:
    """The paragraphs of a report in order, the formula that closes it aside."""
    told = (Line(text, hit) for hit in passages for text in hit.text.split("\n") if text.strip())
    return [line for line in told if not is_closing(line.text)]


def names_in(lines: Sequence[Line], catalogue: Catalogue) -> list[Named]:
    """The names of bodies that a report's headings and lists have."""
    labels = dict.fromkeys(label for line in lines for label in line.hit.heading if looks_like_body(label))
    leads = (match["name"] for line in lines if (match := _COLON.match(line.bare)))
    labels.update(dict.fromkeys(lead for lead in leads if _is_lead(lead)))
    for line in lines:
        given = [line.bare[match.end() :] for match in _GIVEN.finditer(line.bare)]
        for start in [*([line.bare] if line.in_tasks else []), *given]:
            labels.update(dict.fromkeys(subjects(start)))
    named = (read_name(label, catalogue) for label in labels)
    return [name for name in named if name.keys]


def tasks_of(body: Body, lines: Sequence[Line], catalogue: Catalogue) -> list[Task]:
    """What a report asks a body to do, in its order."""
    found: list[Task] = []
    for owned in owned_lines(lines):
        line = owned.line
        if owned.owner and is_about(body, read_name(owned.owner, catalogue)):
            found.append(Task(owned.text, line.hit, line.hit.heading))
        else:
            found.extend(Task(said, line.hit, line.hit.heading) for said in _sentences_about(body, line, catalogue))
    return [task for task in found if task.text and not _only_leads(task.text)]


@dataclass(frozen=True, slots=True)
class Owned:
    """A line, the body that it is led in or headed by ("" for none), and what the line says beside that name."""

    line: Line
    owner: str
    text: str


def owned_lines(lines: Sequence[Line]) -> Iterator[Owned]:
    """Each line with the body whose list it stands in: its own "Sở X: …", the lead of its list, its heading."""
    lead: Owned | None = None
    for line in lines:
        if lead is not None and _ends_list(lead.line, line):
            lead = None
        match = _COLON.match(line.bare)
        if match and _is_lead(match["name"]) and (line.in_tasks or _gives(match["name"])):
            lead = Owned(line, match["name"], match["rest"])
            yield lead
        elif lead is not None:
            yield Owned(line, lead.owner, line.bare)
        else:
            labels = (label for label in reversed(line.hit.heading) if looks_like_body(label))
            yield Owned(line, next(labels, "") if line.in_tasks else "", line.bare)


def _ends_list(lead: Line, line: Line) -> bool:
    return line.hit.heading != lead.hit.heading or line.mark == lead.mark or not line.mark


def _is_lead(words: str) -> bool:
    return (
        looks_like_body(words) and len(words.split()) <= _LEAD_LENGTH and not words.rstrip().endswith((" sau", "gồm"))
    )


def all_tasks(lines: Sequence[Line]) -> list[Task]:
    """Everything that a report asks for, each with who has to do it."""
    owned = (told for told in owned_lines(lines) if told.line.in_tasks or told.owner)
    return [
        Task(
            f"{bare_label(told.owner)}: {told.text}" if told.owner else told.text, told.line.hit, told.line.hit.heading
        )
        for told in owned
        if told.text and (told.owner or looks_like_body(told.text))
    ]


def _only_leads(text: str) -> bool:
    return text.rstrip().endswith(":") and len(text) < 60


def _gives(lead: str) -> bool:
    return re.match(_GIVES, lead.strip(), re.IGNORECASE) is not None


def _sentences_about(body: Body, line: Line, catalogue: Catalogue) -> Iterator[str]:
    """The sentences of a line that have the body as their subject, or give it a task."""
    for sentence in sentences(line.bare):
        given = [match.end() for match in _GIVEN.finditer(sentence)]
        is_subject = (line.in_tasks or _obliges(sentence)) and begins_with(body, sentence, catalogue)
        if is_subject or any(begins_with(body, sentence[at:], catalogue) for at in given):
            yield sentence


def _obliges(sentence: str) -> bool:
    return re.search(r"\b(phai|chiu trach nhiem|co trach nhiem|duoc giao)\b", fold(sentence)) is not None


def own_tasks(issuer: Named, body: Body, lines: Sequence[Line]) -> list[Task]:
    """What the body that writes a report says under its own headings of remedies and tasks, its parts' tasks among
    them, others' not; [] if it is not the body."""
    if not is_about(body, issuer):
        return []
    found = []
    for told in owned_lines(lines):
        if told.text and told.line.in_tasks and not names_office(told.owner or told.text):
            text = f"{bare_label(told.owner)}: {told.text}" if told.owner else told.text
            found.append(Task(text, told.line.hit, told.line.hit.heading))
    return found


def requests_in(lines: Sequence[Line]) -> list[Task]:
    """What a report asks of those above it: under a heading of requests, or in sentences that begin with one."""
    found = []
    for line in lines:
        if line.hit.heading and _REQUEST_HEADING.match(fold(bare_label(line.hit.heading[-1]))):
            found.append(Task(line.bare, line.hit, line.hit.heading))
        else:
            said = (sentence for sentence in sentences(line.bare) if _REQUESTS.match(sentence))
            found.extend(Task(sentence, line.hit, line.hit.heading) for sentence in said)
    return found


def tasks_in_tables(body: Body, tables: Iterable[StoredTable], catalogue: Catalogue) -> list[Task]:
    """The tasks of rows whose cell for who is responsible, or whose own name, is the body."""
    found = []
    for stored in tables:
        table = stored.table
        heads = [fold(column.path[-1] if column.path else "") for column in table.columns]
        told = [i for i, head in enumerate(heads) if _TASK_COLUMN.search(head)]
        until = [i for i, head in enumerate(heads) if _DEADLINE_COLUMN.search(head) and i not in told]
        by = [i for i, head in enumerate(heads) if _RESPONSIBLE.search(head) and i not in told + until]
        for row in table.rows:
            cells = [cell.printed.strip() for cell in row.cells]
            own = bool(row.path) and _names(body, row.path[-1], catalogue)
            mine = any(_names(body, part, catalogue) for i in by for part in re.split(r"[;\n]", cells[i]))
            words = [cells[i] for i in told if _has_words(cells[i])]
            if mine and not words and row.path and _has_words(row.path[-1]):
                words = [row.path[-1]]  # the task is the row's own name
            if not (own and TASK_HEADING.search(" ".join(heads))) and not mine:
                continue
            if not words:
                continue
            when = "; ".join(cells[i] for i in until if cells[i])
            text = " ".join(words) + (f" (thời hạn: {when})" if when else "")
            where = PATH_SEPARATOR.join((*table.path, table.title))
            quote = "; ".join(filter(None, [*row.path, *cells]))
            hit = Hit(1, stored.document, "", where, (*table.path, table.title), quote, "table", 1.0)
            found.append(Task(text, hit, (*table.path, table.title)))
    return found


def _names(body: Body, label: str, catalogue: Catalogue) -> bool:
    return looks_like_body(label) and is_about(body, read_name(label, catalogue))


def _has_words(text: str) -> bool:
    return sum(char.isalpha() for char in text) > 8


def shares_on_topic(
    tasks: Sequence[Task], question: Question, bodies: Iterable[Body], catalogue: Catalogue
) -> list[float] | None:
    """How much of what else a question names ("… mấy cuộc kiểm tra nữa") each task says; None if it names nothing."""
    said = {i for body in bodies for i in body.positions}
    asked = {
        token.key
        for i, token in enumerate(catalogue.expand(question.tokens))
        if token.content and i not in said and not _ASKING.fullmatch(token.key) and token.key not in _BODY_WORDS
    }
    whole = sum(catalogue.weight(key) for key in asked)
    if not whole:
        return None
    words = (catalogue.spell_label(make_label(task.text)).words for task in tasks)
    return [sum(catalogue.weight(key) for key in asked & told) / whole for told in words]


def fits_topic(share: float, best: float) -> bool:
    """Whether a task is to be told: all are where none says much of the topic."""
    return best < TELLS or share >= _FITS * best


_BODY_WORDS = frozenset({"ủy ban nhân dân", "huyện", "thị", "xã", "thành", "phố", "sở", "phường", "tỉnh", "khu", "vực"})


def group_asked(question: Question, catalogue: Catalogue) -> Body | None:
    """The units of a level that are asked for together ("các xã phải làm gì?")."""
    levels = {Level.COMMUNE: "xã", Level.DISTRICT: "huyện"}
    keys = {token.key for token in catalogue.expand(question.tokens)}
    level = levels.get(question.level) if question.level else None
    level = level or next((told for key, told in (("cấp huyện", "huyện"), ("cấp xã", "xã")) if key in keys), None)
    return Body((), frozenset(), level) if level else None


def tasks_of_group(group: Body, lines: Sequence[Line], catalogue: Catalogue) -> list[Task]:
    """What a report asks the units of a level to do, none of them named."""
    found: list[Task] = []
    for line in lines:
        headed = any(_names_level(group, label, catalogue) for label in line.hit.heading)
        if line.in_tasks and (headed or _names_level(group, _first_words(line.bare), catalogue)):
            found.append(Task(line.bare, line.hit, line.hit.heading))
    return found


_ALL_OF_A_LEVEL = re.compile(
    r"(?:(?:đề nghị|kiến nghị|giao|yêu cầu|đối với)\s+)*"
    r"(?P<name>(?:(?:UBND|Ủy ban nhân dân|Chủ tịch UBND)\s+)?(?:các|cấp|từng|mỗi)\s+"
    r"(?:huyện|thị xã|thành phố|xã|phường))(?!\w)",
    re.IGNORECASE,
)


def _first_words(text: str) -> str:
    match = _ALL_OF_A_LEVEL.match(text)
    return match["name"] if match else ""


def _names_level(group: Body, label: str, catalogue: Catalogue) -> bool:
    if not label or not looks_like_body(label):
        return False
    name = read_name(label, catalogue)
    return not name.keys and name.level == group.level
