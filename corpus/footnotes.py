"""The notes at the feet of pages, joined to the words that call them by their marks.

Where no mark is used twice, it names one note. Where one is, as notes count anew on each page or in each
chapter, a call is answered by the next notes, if it is the only one of its mark before them, or, where all
notes stand behind all calls and are as many, by the one in its place. What fits neither way is joined to
nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.numbers import SUPERSCRIPTS
from corpus.values import Footnote

MARKS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NOTE = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*(\S.*)", re.DOTALL)

Calls = tuple[Footnote | None, ...]  # what each raised number of a text calls, in order


def read_note(text: str) -> Footnote | None:
    """The note that a text is; None if no raised number opens it."""
    match = _NOTE.fullmatch(text)
    return Footnote(match[1].translate(SUPERSCRIPTS), match[2].strip()) if match else None


def join_notes(texts: Sequence[str]) -> tuple[list[Calls], set[int]]:
    """For each of some texts in order what its marks call, none for a note itself; and which texts are
    notes that nothing calls for certain."""
    notes = [read_note(text) for text in texts]
    found: dict[str, list[int]] = {}  # mark → the texts that are its notes
    calls: dict[str, list[tuple[int, int]]] = {}  # mark → which text calls it, as its how many-th mark
    for i, (text, note) in enumerate(zip(texts, notes, strict=True)):
        if note is not None:
            found.setdefault(note.mark, []).append(i)
            continue
        for k, mark in enumerate(MARKS.findall(text)):
            calls.setdefault(mark.translate(SUPERSCRIPTS), []).append((i, k))
    runs = _runs(notes)
    again = any(len({place for place, _ in called}) > 1 for called in calls.values())
    anew = again or any(len(places) > 1 for places in found.values())
    answers: dict[tuple[int, int], int] = {}
    for mark, places in found.items():
        called = calls.get(mark, [])
        answers |= _answer_anew(called, places, runs) if anew else dict.fromkeys(called, places[0])
    joined = [
        () if note is not None else tuple(_note_at(notes, answers.get((i, k))) for k in range(len(MARKS.findall(text))))
        for i, (text, note) in enumerate(zip(texts, notes, strict=True))
    ]
    return joined, {i for i, note in enumerate(notes) if note is not None} - set(answers.values())


def _note_at(notes: Sequence[Footnote | None], place: int | None) -> Footnote | None:
    return None if place is None else notes[place]


def _answer_anew(
    calls: Sequence[tuple[int, int]], places: Sequence[int], runs: Mapping[int, int]
) -> dict[tuple[int, int], int]:
    """Which note of a mark answers each call of it, where notes count anew.

    A note answers the one call that stands between the notes before and the run of notes in which it is.
    """
    if len({runs[place] for place in places}) == 1 and all(call[0] < places[0] for call in calls):
        return dict(zip(calls, places, strict=True)) if len(calls) == len(places) else {}
    noted = list(runs)
    behind = {call: bisect_right(noted, call[0]) for call in calls}
    wanted = {call: runs[noted[at]] if at < len(noted) else None for call, at in behind.items()}
    in_run = Counter(runs[place] for place in places)
    by_run = {runs[place]: place for place in places}
    asked = Counter(wanted.values())
    return {
        call: by_run[run]
        for call, run in wanted.items()
        if run is not None and run in by_run and in_run[run] == 1 and asked[run] == 1
    }


def _runs(notes: Sequence[Footnote | None]) -> dict[int, int]:
    """For each note, in order, the first of those right before each other that it stands among."""
    runs: dict[int, int] = {}
    for i, note in enumerate(notes):
        if note is not None:
            runs[i] = runs.get(i - 1, i)
    return runs
