"""Unread and contradicted cells solved from the equations they stand in.

A repair is made only where one value fits every equation of the cell that can be checked, and a
second equation, or the digits that are still legible, confirm it. All else is left as printed.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.audit.equations import Equation, Origin, Rate, Sum, System
from corpus.audit.findings import nearly
from corpus.audit.sheet import Ref

_BUDGET = 40  # cells looked at per cell of the sheet, at most: keeps the cost linear


@dataclass(frozen=True, slots=True)
class Solution:
    """What one cell should hold: `proofs` are the equations that give `value`."""

    ref: Ref
    value: Decimal
    proven: bool
    proofs: tuple[Equation, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    ref: Ref
    value: Decimal
    mended: tuple[int, ...]
    unmended: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What solving found: cells with their values, and the equations that still do not hold."""

    solutions: tuple[Solution, ...]
    open: tuple[Equation, ...]


def solve(system: System) -> Outcome:
    """Solves a system as far as it is certain; the values it proves are put into it."""
    solver = _Solver(system)
    solver.run()
    unread = [s for s in solver.unproven() if s.ref not in solver.found]
    solutions = (*solver.found.values(), *unread)
    return Outcome(solutions, tuple(system.equations[n] for n in system.violated()))


class _Solver:
    def __init__(self, system: System) -> None:
        self.system = system
        self.found: dict[Ref, Solution] = {}
        self._exact = system.adds_up_exactly()
        self._looked = 0
        self._allowed = _BUDGET * (len(system.values) + 1000)

    def run(self) -> None:
        """Unread cells first, then contradicted ones, until neither gives anything new."""
        while True:
            before = len(self.found)
            self._fill_unread()
            self._mend_contradicted()
            if len(self.found) == before:
                self._mend_together()
            if len(self.found) == before:
                self._suspect_lone()
            if len(self.found) == before:
                return

    def unproven(self) -> list[Solution]:
        """Unread cells for which just one value was proposed, without proof."""
        found = []
        for ref in sorted(self.system.sheet.unknown):
            if ref in self.system.values:
                continue
            proposals = self._proposals(ref)
            if len(proposals) == 1:
                value, proofs = next(iter(proposals.items()))
                found.append(Solution(ref, value, False, self._equations(proofs)))
        return found

    def _fill_unread(self) -> None:
        queue = deque(sorted(self.system.sheet.unknown - self.system.values.keys()))
        while queue:
            ref = queue.popleft()
            if ref in self.system.values:
                continue
            chosen = self._choose(ref, self._proposals(ref))
            if chosen is None:
                continue
            value, proofs = chosen
            self._settle(Solution(ref, value, True, self._equations(proofs)))
            for number in self.system.by_cell[ref]:
                if self.system.missing(number):
                    refs = self.system.equations[number].refs
                    queue.extend(r for r in refs if r in self.system.sheet.unknown and r not in self.system.values)

    def _proposals(self, ref: Ref) -> dict[Decimal, list[int]]:
        """The values that equations with just this cell unread give it; rates confirm a value."""
        proposals: dict[Decimal, list[int]] = {}
        alone = [n for n in self.system.by_cell[ref] if self.system.missing(n) == 1]
        for number in alone:
            value = self.system.solve(number, ref)
            if value is not None and self._plausible(ref, value):
                proposals.setdefault(value, []).append(number)
        for number in alone:
            for value, numbers in proposals.items():
                if number not in numbers and self.system.holds_with(number, ref, value):
                    numbers.append(number)
        return proposals

    def _choose(self, ref: Ref, proposals: dict[Decimal, list[int]]) -> tuple[Decimal, list[int]] | None:
        """The proposed value that stands proven, None where none does or two do."""
        printed = self.system.sheet.cell(ref).printed
        proven = {
            value: numbers
            for value, numbers in proposals.items()
            if len(numbers) >= 2 or (printed and legible_in(printed, value, self.system.sheet.decimals[ref[1]]))
        }
        if len(proven) > 1:
            most = max(len(numbers) for numbers in proven.values())
            proven = {value: numbers for value, numbers in proven.items() if len(numbers) == most}
        if len(proven) != 1:
            return None
        value, numbers = next(iter(proven.items()))
        contradicting = [n for other, ns in proposals.items() if other != value for n in ns if n not in numbers]
        return (value, numbers) if len(numbers) > len(contradicting) else None

    def _mend_contradicted(self) -> None:
        """Cells that two broken equations share and whose change mends both without breaking one."""
        queue = deque(self.system.violated())
        while queue and self._looked < self._allowed:
            number = queue.popleft()
            if not self.system.complete(number) or self.system.holds(number):
                continue
            strong = [c for c in self._candidates(number) if len(c.mended) >= 2 and not c.unmended]
            if len(strong) > 1:
                strong = [c for c in strong if self._legible(c)] or strong
            if len(strong) > 1:
                most = max(len(c.mended) for c in strong)
                strong = [c for c in strong if len(c.mended) == most]
            if len(strong) == 1:
                self._settle_candidate(strong[0], proven=True)
                queue.extend(n for n in self.system.by_cell[strong[0].ref] if self.system.complete(n))

    def _candidates(self, number: int) -> list[_Candidate]:
        """The cells of a broken equation that could be at fault: their mending breaks nothing."""
        refs = self.system.equations[number].refs
        self._looked += len(refs)
        found = []
        for ref in refs:
            if ref in self.found:
                continue
            value = self.system.solve(number, ref)
            if value is None or value == self.system.values[ref] or not self._plausible(ref, value):
                continue
            candidate = self._try(ref, value)
            if candidate is not None:
                found.append(candidate)
        return found

    def _try(self, ref: Ref, value: Decimal) -> _Candidate | None:
        mended = []
        unmended = 0
        for other in self.system.by_cell[ref]:
            if not self.system.complete(other):
                continue
            holds, would = self.system.holds(other), self.system.holds_with(other, ref, value)
            if holds and not would:
                return None
            if not holds and would:
                mended.append(other)
            elif not holds:
                unmended += 1
        return _Candidate(ref, value, tuple(mended), unmended) if mended else None

    def _mend_together(self) -> None:
        """Several wrong cells of one sum: each breaks an equation of its own, together they mend the sum."""
        for number in self.system.violated():
            equation = self.system.equations[number]
            if not isinstance(equation, Sum) or len(equation.terms) < 3 or self._looked > self._allowed:
                continue
            self._looked += len(equation.terms)
            changes: dict[Ref, tuple[Decimal, int]] = {}
            for ref in equation.refs[1:]:
                broken = [
                    n
                    for n in self.system.by_cell[ref]
                    if n != number and self.system.complete(n) and not self.system.holds(n)
                ]
                if len(broken) == 1 and ref not in self.found:
                    value = self.system.solve(broken[0], ref)
                    if value is not None and self._plausible(ref, value):
                        changes[ref] = (value, broken[0])
            if len(changes) < 2:
                continue
            old = {ref: self.system.values[ref] for ref in changes}
            for ref, (value, _) in changes.items():
                self.system.put(ref, value)
            good = self.system.holds(number) and all(self.system.holds(own) for _, own in changes.values())
            if not good:
                for ref, value in old.items():
                    self.system.put(ref, value)
                continue
            for ref, (value, own) in changes.items():
                self.found[ref] = Solution(ref, value, True, self._equations([own, number]))

    def _suspect_lone(self) -> None:
        """One broken equation whose only possible culprit is one cell: repaired if its digits confirm."""
        for number in self.system.violated():
            if self._looked > self._allowed:
                return
            if self.system.holds(number):
                continue
            alone = [c for c in self._candidates(number) if not c.unmended]
            legible = [c for c in alone if self._legible(c)]
            if len(alone) == 1:
                self._settle_candidate(alone[0], proven=bool(legible))
            elif len(legible) == 1 and isinstance(self.system.equations[number], Sum) and self._flips(legible[0]):
                self._settle_candidate(legible[0], proven=True)

    def _flips(self, candidate: _Candidate) -> bool:
        """Whether a change is told with its sign lost: the one slip that a lone equation shows."""
        own = self.system.values[candidate.ref]
        change = any(self.system.equations[n].origin is Origin.CHANGE for n in candidate.mended)
        told = "+" in self.system.sheet.cell(candidate.ref).printed
        return change and own == -candidate.value and not told and self.system.sheet.signed[candidate.ref[1]]

    def _legible(self, candidate: _Candidate) -> bool:
        cell = self.system.sheet.cell(candidate.ref)
        decimals = self.system.sheet.decimals[candidate.ref[1]]
        return legible_in(cell.printed, candidate.value, decimals)

    def _plausible(self, ref: Ref, value: Decimal) -> bool:
        """No negative figure where none is printed, no fraction where all are whole."""
        sheet = self.system.sheet
        if value < 0 and not sheet.signed[ref[1]]:
            return False
        return abs(value) < Decimal(10) ** 20

    def _is_only(self, ref: Ref, value: Decimal, numbers: Sequence[int]) -> bool:
        """Whether the next figures up and down break an equation: else rounding leaves more than one."""
        sums = [n for n in numbers if isinstance(self.system.equations[n], Sum)]
        if len(sums) >= 2 and self._exact and all(self.system.solve(n, ref) == value for n in sums):
            return True
        step = Decimal(1).scaleb(-self.system.sheet.decimals[ref[1]])
        beside = (value - step, value + step)
        return not any(all(self.system.holds_with(n, ref, other) for n in numbers) for other in beside)

    def _settle_candidate(self, candidate: _Candidate, *, proven: bool) -> None:
        only = self._legible(candidate) or self._is_only(candidate.ref, candidate.value, candidate.mended)
        proven = proven and only
        numbers = [n for n in self.system.by_cell[candidate.ref] if self.system.complete(n)]
        proofs = self._equations([*candidate.mended, *(n for n in numbers if n not in candidate.mended)])
        self._settle(Solution(candidate.ref, candidate.value, proven, proofs))

    def _settle(self, solution: Solution) -> None:
        self.found[solution.ref] = solution
        self.system.put(solution.ref, solution.value)

    def _equations(self, numbers: Iterable[int]) -> tuple[Equation, ...]:
        """The equations as proofs: printed and sums first, rates last."""
        chosen = [self.system.equations[n] for n in dict.fromkeys(numbers)]
        return tuple(sorted(chosen, key=lambda e: (isinstance(e, Rate), e.origin is Origin.IMPLIED)))


def legible_in(printed: str, value: Decimal, decimals: int) -> bool:
    """Whether the digits still printed stand in a value in their order: "1.0 1" in 1.011.

    A sign alone that was lost counts too: 6,2 in -6,20.
    """
    digits = re.sub(r"\D", "", printed)
    whole = f"{abs(nearly(value, decimals)):f}"
    fixed = f"{abs(value):.{decimals}f}"
    return bool(digits) and any(_within(digits, re.sub(r"\D", "", shown)) for shown in (whole, fixed))


def _within(digits: str, shown: str) -> bool:
    """Whether digits are those of a figure with some lost; equal ones are within too."""
    rest = iter(shown)
    return all(digit in rest for digit in digits) and len(shown) - len(digits) <= max(1, len(digits))
