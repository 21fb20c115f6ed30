"""How well the figure guard tells right answers from wrong ones, and what it costs.

    python benchmarks/guard.py [--home FOLDER] [--seed N] [--show]

From the figures of the sample reports it words answers that are right, in many manners, and answers in which one thing
is wrong: a digit, the unit, the period, the unit of administration, the indicator, the sign or direction. Nothing of
the guard's own code, nor of what writes numbers elsewhere, is used to word them. `--show` prints what it got wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant import figures  # noqa: E402
from assistant.catalogue import Catalogue  # noqa: E402
from assistant.facts import Fact, Ledger  # noqa: E402
from assistant.guard.checking import Guard  # noqa: E402
from assistant.guard.names import names_of  # noqa: E402
from assistant.labels import StoreLabels  # noqa: E402
from benchmarks.guard_written import WRITTEN  # noqa: E402
from corpus.values import Comparison, Kind  # noqa: E402
from index.ingest import ingest  # noqa: E402
from index.store import Store  # noqa: E402

RIGHT, WRONG = 300, 1000
DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
MANNERS = ("single", "single", "carried", "pair", "pair", "change", "change", "printed", "rounded", "share", "sum")


# numbers, written by hand


def vietnamese(value: Decimal, decimals: int | None = None) -> str:
    """1234.5 → "1.234,5"."""
    value = abs(value)
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_UP")
    whole, _, part = format(value, "f").partition(".")
    part = part.rstrip("0") if decimals is None else part
    groups = []
    while len(whole) > 3:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return ".".join([whole, *groups]) + (f",{part}" if part else "")


def english(value: Decimal) -> str:
    """1234.5 → "1,234.5"; only where no reader can take it for Vietnamese."""
    return vietnamese(value).translate(str.maketrans(".,", ",."))


def in_words(number: int) -> str:
    """31 → "ba mươi mốt", to 99."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    last = {0: "", 1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(ones, DIGITS[ones])
    return f"{'mười' if tens == 1 else DIGITS[tens] + ' mươi'} {last}".strip()


# what is told


@dataclass(frozen=True)
class Slot:
    """One figure as an answer tells it: each part may be made wrong."""

    fact: Fact
    entity: str
    indicator: str
    period: str
    value: Decimal
    unit: str
    way: str = ""
    since: str = ""


@dataclass(frozen=True)
class Case:
    """A right answer: how it is worded from its slots, what the turn's tools gave, and the question."""

    slots: tuple[Slot, ...]
    word: Callable[[tuple[Slot, ...]], str]
    given: tuple[Fact, ...]
    manner: str
    question: str = ""
    seed: int = 0
    siblings: tuple[str, ...] = field(default=())
    others: tuple[str, ...] = field(default=())


def period_words(name: str, r: random.Random) -> str:
    """ "2022" → "năm 2022", "Quý I/2026" → "quý 1 năm 2026"."""
    if name.isdigit():
        return r.choice([f"năm {name}", f"năm {name}", f"năm {name}"])
    quarter, _, year = name.partition("/")
    if quarter.startswith("Quý "):
        number = {"I": 1, "II": 2, "III": 3, "IV": 4}[quarter[4:]]
        return r.choice([f"quý {quarter[4:]} năm {year}", f"quý {number} năm {year}", f"quý {quarter[4:]}/{year}"])
    return name


def called(entity: str, r: random.Random) -> str:
    """A unit as people call it."""
    bare = entity.removeprefix("UBND ")
    return r.choice([entity, bare[:1].upper() + bare[1:], bare[:1].upper() + bare[1:]])


def told_indicator(fact: Fact) -> str:
    """An indicator as it runs in a sentence."""
    text = fact.indicator.replace(" › ", " – ")
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def told_unit(fact: Fact) -> str:
    """The unit that a reader expects after the number."""
    if fact.comparison is Comparison.DIFFERENCE:
        return {Kind.PERCENT: "điểm phần trăm", Kind.RANK: "bậc", Kind.SCORE: "điểm"}.get(fact.kind, fact.unit or "")
    if fact.kind is Kind.PERCENT or fact.unit == "%":
        return "%"
    return "" if fact.kind is Kind.RANK else fact.unit or ""


def slot_of(fact: Fact, r: random.Random) -> Slot:
    """A fact as a slot, rightly told."""
    assert fact.value is not None
    way = ""
    if fact.change_from and fact.comparison is not None:
        way = "tăng" if fact.value > 0 else "giảm"
    return Slot(
        fact,
        called(fact.entity, r),
        told_indicator(fact),
        fact.period or "",
        abs(fact.value),
        told_unit(fact),
        way,
        fact.change_from or "",
    )


def amount(slot: Slot, manner: str = "") -> str:
    """A slot's number with its unit, in a manner of spelling."""
    value, unit = slot.value, slot.unit
    number = vietnamese(value)
    if manner == "words" and value == value.to_integral_value() and 10 < value < 100 and slot.fact.of is None:
        number = in_words(int(value))
    if manner == "english" and unit in {"hồ sơ", "điểm", "%"} and (value % 1 == 0 or value < 1000):
        number = english(value)
    if slot.fact.of is not None:
        number = f"{vietnamese(value)}/{vietnamese(slot.fact.of)}"
    if slot.fact.kind is Kind.RANK and not slot.way:
        return f"hạng {number}"
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


def up(text: str) -> str:
    """A sentence's first letter."""
    return text[:1].upper() + text[1:]


# the manners of telling


def _single(slots: tuple[Slot, ...], seed: int) -> str:
    [s] = slots
    r = random.Random(seed)
    manner = r.choice(["", "", "words", "english"])
    when, n = period_words(s.period, r), amount(s, manner)
    return r.choice([
        f"{up(when)}, {s.indicator} của {s.entity} là {n} [1].",
        f"{s.entity}: {s.indicator} {when} là **{n}** [1].",
        f"Theo báo cáo, {s.indicator} của {s.entity} trong {when} đạt {n} [1].",
        f"Trong {when}, {s.entity} có {s.indicator} ở mức {n} [1].",
        f"{up(s.indicator)} của {s.entity} ({when}): {n} [1].",
        f"Số liệu {when} cho thấy {s.indicator} của {s.entity} là {n}. [1]",
        f"Đối với {s.entity}, {s.indicator} là {n} trong {when} [1].",
    ])  # fmt: skip


def _carried(slots: tuple[Slot, ...], seed: int) -> str:
    first, second = slots
    r = random.Random(seed)
    when = period_words(first.period, r)
    return r.choice([
        f"{up(when)}, {first.indicator} của {first.entity} là {amount(first)} [1]. "
        f"Cũng tại đơn vị này, {second.indicator} là {amount(second)} [2].",
        f"{first.entity} {when}:\n- {up(first.indicator)}: {amount(first)} [1]\n"
        f"- {up(second.indicator)}: {amount(second)} [2]",
        f"Về {first.entity} trong {when}, {first.indicator} là {amount(first)}; {second.indicator} là "
        f"{amount(second)} [1][2].",
    ])  # fmt: skip


def _pair(slots: tuple[Slot, ...], seed: int) -> str:
    a, b = slots
    r = random.Random(seed)
    when = period_words(a.period, r)
    more, less = (a, b) if (a.fact.value or 0) >= (b.fact.value or 0) else (b, a)
    forms = [
        f"{up(when)}, {a.indicator} của {a.entity} là {amount(a)} [1], của {b.entity} là {amount(b)} [2].",
        f"Xét theo {a.indicator} {when}: {a.entity} {amount(a)} [1]; {b.entity} {amount(b)} [2].",
        f"{up(a.indicator)} {when}:\n\n- {a.entity}: {amount(a)} [1]\n- {b.entity}: {amount(b)} [2]",
        f"{up(a.indicator)} của {a.entity} và {b.entity} trong {when} lần lượt là {amount(a)} và {amount(b)} [1][2].",
        f"| Đơn vị | {up(a.indicator)} {when} | Nguồn |\n| --- | ---: | --- |\n"
        f"| {a.entity} | {amount(a)} | [1] |\n| {b.entity} | {amount(b)} | [2] |",
    ]
    if a.fact.kind is not Kind.RANK and a.fact.value != b.fact.value:
        forms += [
            f"{up(when)}, {more.entity} có {a.indicator} cao hơn: {amount(more)} [1] so với {amount(less)} của "
            f"{less.entity} [2].",
            f"{less.entity} có {a.indicator} thấp hơn {more.entity} trong {when} ({amount(less)} so với "
            f"{amount(more)}) [1][2].",
        ]
    return r.choice(forms)


def _change(slots: tuple[Slot, ...], seed: int) -> str:
    later, earlier, step = slots
    r = random.Random(seed)
    now, then = period_words(later.period, r), period_words(earlier.period, r)
    way = step.way
    into = {"tăng": r.choice(["lên", "lên mức"]), "giảm": r.choice(["xuống", "xuống còn", "còn"])}[way]
    manner = r.choice(["", "words"])
    n = amount(step, manner)
    return r.choice([
        f"{up(now)}, {later.indicator} của {later.entity} là {amount(later)}, {way} {n} so với {then} "
        f"({amount(earlier)}) [1][2].",
        f"{later.entity}: {later.indicator} {way} từ {amount(earlier)} ({then}) {into} {amount(later)} ({now}), tức "
        f"{way} {n} [1][2].",
        f"So với {then}, {later.indicator} của {later.entity} {now} {way} {n}, đạt {amount(later)} [1][2].",
        f"{up(later.indicator)} của {later.entity} {way} {n} trong {now} so với {then} [1].",
        f"{up(then)} {later.indicator} của {later.entity} là {amount(earlier)}, đến {now} là {amount(later)}; "
        f"mức {way} là {n} [1][2].",
    ])  # fmt: skip


def _printed_change(slots: tuple[Slot, ...], seed: int) -> str:
    [s] = slots
    r = random.Random(seed)
    now, then, n = period_words(s.period, r), period_words(s.since, r), amount(s)
    what = s.indicator
    return r.choice([
        f"{s.entity}: {what} {now} {s.way} {n} so với {then} [1].",
        f"So với {then}, {s.entity} {s.way} {n} về {what} trong {now} [1].",
        f"{up(now)}, {s.entity} {s.way} {n} so với {then} (chỉ tiêu {what}) [1].",
    ])  # fmt: skip


def _rounded(slots: tuple[Slot, ...], seed: int) -> str:
    [s] = slots
    r = random.Random(seed)
    when, value = period_words(s.period, r), s.value
    unit = s.unit
    if unit == "triệu đồng" and value > 2000:
        n = r.choice([f"khoảng {vietnamese(value / 1000, 0)} tỷ đồng", f"{vietnamese(value / 1000, 1)} tỷ đồng"])
    elif value % 1 == 0 and value >= 2000:
        n = r.choice([
            f"khoảng {vietnamese(value / 1000, 0)} nghìn {unit}",
            f"{vietnamese(value / 1000, 1)} nghìn {unit}",
            f"hơn {vietnamese(Decimal((int(value) - 1) // 1000 * 1000))} {unit}",
        ])  # fmt: skip
    elif value % 1 == 0 and value > 100:
        over, under = Decimal(int(value) // 10 * 10), Decimal(-(-int(value) // 10) * 10)
        n = r.choice([f"hơn {vietnamese(over)} {unit}", f"gần {vietnamese(under)} {unit}"]) if value % 10 else (
            f"{vietnamese(value)} {unit}")  # fmt: skip
    else:
        n = (
            r.choice([f"khoảng {vietnamese(value, 0)}", f"{vietnamese(value, 1)}"])
            if value >= 10
            else vietnamese(value)
        )
        n += unit if unit == "%" else f" {unit}"
    return r.choice([
        f"{up(when)}, {s.indicator} của {s.entity} là {n} [1].",
        f"{s.entity} có {s.indicator} {when} ở mức {n} [1].",
    ])  # fmt: skip


def _share(slots: tuple[Slot, ...], seed: int) -> str:
    part, whole, share = slots
    r = random.Random(seed)
    when = period_words(part.period, r)
    return r.choice([
        f"{up(when)}, {part.indicator} của {part.entity} là {amount(part)}, chiếm {amount(share)} trong tổng "
        f"{amount(whole)} ({whole.indicator}) [1].",
        f"{part.entity} {when}: {amount(part)} ({part.indicator}) trên {amount(whole)} ({whole.indicator}), "
        f"tương đương {amount(share)} [1].",
    ])  # fmt: skip


def _sum(slots: tuple[Slot, ...], seed: int) -> str:
    a, b, whole = slots
    r = random.Random(seed)
    when = period_words(a.period, r)
    return r.choice([
        f"{up(when)}, tổng {a.indicator} của {a.entity} và {b.entity} là {amount(whole)} (gồm {amount(a)} và "
        f"{amount(b)}) [1][2].",
        f"{a.entity} ({amount(a)}) và {b.entity} ({amount(b)}) cộng lại có {amount(whole)}, xét theo {a.indicator} "
        f"{when} [1][2].",
    ])  # fmt: skip


# choosing what is told


def cases(store: Store, catalogue: Catalogue, count: int, seed: int) -> Iterator[Case]:
    """Right answers over the store's tables, of every manner."""
    r = random.Random(seed)
    tables = [table for table in catalogue.tables if not table.from_prose]
    frames: dict[int, list[Fact]] = {}
    for table in tables:
        names = {" › ".join(row.entity): row.name for row in table.rows}
        told = figures.facts_of(store.observations(tables=[table.id]), names)
        frames[table.id] = [f for f in told if f.value is not None and f.period and f.entity and f.quality == "printed"]
    for _ in range(count):
        manner = r.choice(MANNERS)
        made = (_make(frames[r.choice(tables).id], manner, r) for _ in range(400))
        if (case := next(filter(None, made), None)) is not None:
            yield case


def _make(facts: list[Fact], manner: str, r: random.Random) -> Case | None:
    level = [f for f in facts if f.comparison is None and not _odd(f)]
    if not level:
        return None
    fact = r.choice(level)
    peers = [f for f in level if (f.indicator, f.period, f.kind) == (fact.indicator, fact.period, fact.kind)
             and f.path.rpartition(" › ")[0] == fact.path.rpartition(" › ")[0] and f.entity != fact.entity]  # fmt: skip
    beside = [f for f in level if f.path == fact.path and f.indicator != fact.indicator and f.period == fact.period]
    seed = r.randrange(10**9)
    picked: list[Fact] = []
    word: Callable[[tuple[Slot, ...], int], str]
    if manner == "single":
        picked, word = [fact], _single
    elif manner == "carried" and beside:
        picked, word = [fact, r.choice(beside)], _carried
    elif manner == "pair" and peers:
        picked, word = [fact, r.choice(peers)], _pair
    elif manner == "change":
        earlier = [f for f in level if f.path == fact.path and f.indicator == fact.indicator and f.kind == fact.kind
                   and (f.period or "") < (fact.period or "")]  # fmt: skip
        if not earlier or earlier[0].value == fact.value:
            return None
        picked, word = [fact, earlier[0], figures.change(fact, earlier[0])], _change
    elif manner == "printed":
        moved = [f for f in facts if f.moves and f.value and f.comparison is not Comparison.SIGNED and not _odd(f)]
        if not moved:
            return None
        picked, word = [r.choice(moved)], _printed_change
    elif manner == "rounded":
        if fact.of is not None or fact.kind is Kind.RANK:
            return None
        picked, word = [fact], _rounded
    elif manner == "share":
        wholes = [f for f in beside if f.kind is Kind.COUNT and fact.kind is Kind.COUNT
                  and (f.value or 0) > (fact.value or 0) > 0 and f.unit == fact.unit]  # fmt: skip
        if not wholes:
            return None
        whole = r.choice(wholes)
        picked, word = [fact, whole, figures.share(fact, whole)], _share
    elif manner == "sum":
        others = [
            f
            for f in peers
            if f.kind in {Kind.COUNT, Kind.MONEY}
            and f.unit == fact.unit
            and not f.entity.startswith("Tổng")
            and not fact.entity.startswith("Tổng")
        ]
        if not others or fact.kind not in {Kind.COUNT, Kind.MONEY}:
            return None
        other = r.choice(others)
        picked, word = [fact, other, figures.total([fact, other], f"{fact.entity}, {other.entity}")], _sum
    if not picked:
        return None
    slots = tuple(slot_of(f, r) for f in picked)
    near = r.sample(level, min(4, len(level))) + peers[:2] + beside[:2]
    given = (*picked, *[f for f in near if f not in picked])
    names = tuple(dict.fromkeys(f.entity for f in peers if all(f.value != p.value for p in picked)))
    labels = tuple(dict.fromkeys(told_indicator(f) for f in beside if all(f.value != p.value for p in picked)))
    asked = f"{slots[0].indicator} của {slots[0].entity} {period_words(slots[0].period, r)} là bao nhiêu?"
    chosen = word
    return Case(slots, lambda told: chosen(told, seed), given, manner, up(asked), seed, names, labels)


def _odd(fact: Fact) -> bool:
    """Rows that no one would word in a sentence: a period as a row, labels of a line or more, blanks."""
    bare = fact.entity.lower()
    return (
        bare.startswith(("năm ", "so sánh", "quý "))
        or len(fact.entity) > 90
        or len(fact.indicator) > 120
        or fact.period is None
        or "năm 20" in fact.indicator.lower()
        or (fact.value is not None and fact.value < 0 and not fact.moves)
    )


# making it wrong


UNITS = ("%", "điểm", "hồ sơ", "triệu đồng", "tỷ đồng", "điểm phần trăm", "bậc", "người")


def mutations(case: Case, r: random.Random) -> Iterator[tuple[str, str]]:
    """Each wrong answer that a case makes: what is wrong, and the text."""
    right = case.word(case.slots)
    for what, slots in (
        ("digit", _wrong_digit(case, r)),
        ("unit", _wrong_unit(case, r)),
        ("period", _wrong_period(case, r)),
        ("entity", _wrong_entity(case, r)),
        ("direction", _wrong_direction(case)),
        ("indicator", _wrong_indicator(case, r)),
    ):
        if slots is not None and (text := case.word(slots)) != right:
            yield what, text


def _put(slots: tuple[Slot, ...], at: int, **changes: Any) -> tuple[Slot, ...]:
    return (*slots[:at], replace(slots[at], **changes), *slots[at + 1 :])


def _wrong_digit(case: Case, r: random.Random) -> tuple[Slot, ...] | None:
    at = r.randrange(len(case.slots))
    slot = case.slots[at]
    digits = list(format(slot.value, "f"))
    places = [i for i, char in enumerate(digits) if char.isdigit()]
    # in a rounded answer the last digits are not told
    place = r.choice(places[:1] if case.manner == "rounded" else places)
    digits[place] = r.choice([d for d in "123456789" if d != digits[place]])
    value = Decimal("".join(digits))
    if any(value == f.value or -value == (f.value or 0) for f in case.given):
        return None
    return _put(case.slots, at, value=value)


def _wrong_unit(case: Case, r: random.Random) -> tuple[Slot, ...] | None:
    at = r.randrange(len(case.slots))
    slot = case.slots[at]
    if not slot.unit or (slot.fact.kind is Kind.RANK and not slot.way):
        return None
    near = {"%": ("điểm phần trăm", "điểm", "hồ sơ"), "điểm phần trăm": ("%", "điểm", "bậc"),
            "điểm": ("%", "điểm phần trăm"), "triệu đồng": ("tỷ đồng", "nghìn đồng", "đồng")}  # fmt: skip
    return _put(case.slots, at, unit=r.choice([u for u in near.get(slot.unit, UNITS) if u not in slot.unit]))


def _wrong_period(case: Case, r: random.Random) -> tuple[Slot, ...] | None:
    old = case.slots[0].period
    if case.manner == "change" and r.random() < 0.5:  # the two periods exchanged
        a, b, step = case.slots
        return (replace(a, period=b.period), replace(b, period=a.period), step)
    new = str(int(old) + r.choice([-2, -1, 1, 2])) if old.isdigit() else old.replace("I/", "II/", 1)
    if not old.isdigit() and new == old:
        return None
    if new == case.slots[-1].since or (case.manner == "change" and new == case.slots[1].period):
        return None
    return tuple(replace(slot, period=new) if slot.period == old else slot for slot in case.slots)


def _wrong_entity(case: Case, r: random.Random) -> tuple[Slot, ...] | None:
    if case.manner in {"pair", "sum"} and r.random() < 0.4:  # the two names exchanged
        a, b = case.slots[:2]
        if case.manner == "sum" or a.value == b.value:
            return None
        return (replace(a, entity=b.entity), replace(b, entity=a.entity), *case.slots[2:])
    old = case.slots[0].entity
    names = [name for name in case.siblings if all(name not in s.entity and s.entity not in name for s in case.slots)]
    if not names:
        return None
    new = r.choice(names)
    return tuple(replace(slot, entity=new) if slot.entity == old else slot for slot in case.slots)


def _wrong_direction(case: Case) -> tuple[Slot, ...] | None:
    moved = [i for i, slot in enumerate(case.slots) if slot.way]
    if not moved:
        return None
    return _put(case.slots, moved[-1], way="giảm" if case.slots[moved[-1]].way == "tăng" else "tăng")


def _wrong_indicator(case: Case, r: random.Random) -> tuple[Slot, ...] | None:
    if case.manner not in {"single", "pair"} or not case.others:
        return None
    own = case.slots[0].indicator
    others = [o for o in case.others if o not in own and own not in o]
    if not others:
        return None
    new = r.choice(others)
    return tuple(replace(slot, indicator=new) if slot.indicator == own else slot for slot in case.slots)


# measuring


def check(text: str, case: Case, catalogue: Catalogue, documents: dict[str, str]) -> tuple[tuple[str, ...], float]:
    """The guard's faults of an answer, and its milliseconds; all of a turn's own work in them."""
    ledger = Ledger()
    ledger.record(case.given)
    for i, slot in enumerate(case.slots, start=1):  # figures of one passage have one source
        text = text.replace(f"[{i}]", f"[{{{ledger.number_of(slot.fact)[0]}}}]")
    text = text.replace("[{", "[").replace("}]", "]")
    names = names_of(catalogue)
    started = time.thread_time()  # its own work: on a busy machine the clock tells of the others' too
    found = Guard(ledger, case.question, names, documents).check(text)
    return found.faults, (time.thread_time() - started) * 1000


def run(home: Path, show: bool, seed: int) -> int:
    """Measures, prints, and gives 1 where a target is missed."""
    store = Store(home)
    if store.is_empty():
        ingest(store, [ROOT / "corpus" / "samples"])
    catalogue = StoreLabels(store).read()
    documents = {d.name: f"{d.title}; {d.region}; {d.period or ''}" for d in store.documents()}
    times: list[float] = []
    refused = 0
    manners: Counter[str] = Counter()
    for case in cases(store, catalogue, RIGHT, seed=seed):
        faults, ms = check(case.word(case.slots), case, catalogue, documents)
        times.append(ms)
        manners[case.manner] += 1
        if faults:
            refused += 1
            if show:
                print(f"REFUSED {case.manner}: {case.word(case.slots)}\n   {faults}\n   {case.slots[0].fact.path}")
    written, wrongly = _check_written(store, catalogue, documents, show)
    print(f"Right answers refused: {refused}/{RIGHT} generated ({dict(manners)}), {wrongly}/{written} hand-written")
    missed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    r = random.Random(seed)
    for case in cases(store, catalogue, 10 * WRONG, seed=seed + 1):
        for what, text in mutations(case, r):
            if sum(tried.values()) == WRONG or tried[what] >= WRONG // 4:
                continue
            tried[what] += 1
            faults, ms = check(text, case, catalogue, documents)
            times.append(ms)
            if not faults:
                missed[what] += 1
                if show:
                    print(f"MISSED {what} {case.manner}: {text}\n   right: {case.word(case.slots)}")
        if sum(tried.values()) == WRONG:
            break
    print(f"Wrong answers let through: {sum(missed.values())}/{sum(tried.values())}")
    print("  " + ", ".join(f"{what} {missed[what]}/{count}" for what, count in tried.items()))
    times.sort()
    print(f"Cost: median {times[len(times) // 2]:.2f} ms, 95% under {times[int(0.95 * len(times))]:.2f} ms, "
          f"most {times[-1]:.2f} ms")  # fmt: skip
    return int(refused > RIGHT // 100 or sum(missed.values()) > WRONG // 100)


def _check_written(store: Store, catalogue: Catalogue, documents: dict[str, str], show: bool) -> tuple[int, int]:
    """The hand-written right answers: how many there are, how many the guard refuses."""
    wrongly = 0
    frames: dict[int, list[Fact]] = {}
    for table in catalogue.tables:
        names = {" › ".join(row.entity): row.name for row in table.rows}
        frames[table.id] = figures.facts_of(store.observations(tables=[table.id]), names)
    everything = [fact for facts in frames.values() for fact in facts if fact.value is not None]
    for written in WRITTEN:
        given = written.facts(everything)
        case = Case((), lambda _: "", tuple(given), "written", written.question)
        faults, _ = check(written.answer, case, catalogue, documents)
        wrongly += bool(faults)
        if faults and show:
            print(f"REFUSED written: {written.answer}\n   {faults}\n   {[f.label for f in given]}")
    return len(WRITTEN), wrongly


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--home", type=Path, help="a store of the sample reports; a new one is made if not given")
    parser.add_argument("--show", action="store_true", help="print the answers that were judged wrongly")
    parser.add_argument("--seed", type=int, default=11, help="which answers are made")
    given = parser.parse_args()
    if given.home:
        return run(given.home, given.show, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(folder), given.show, given.seed)


if __name__ == "__main__":
    sys.exit(main())
