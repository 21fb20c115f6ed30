"""One table audited by its own equations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.audit.columns import relate_columns, spell_equations
from corpus.audit.conventions import settle_conventions
from corpus.audit.equations import Equation, Origin, Rate, Sum, System
from corpus.audit.findings import Finding, cell_locator, column_name, column_number, columns_locator
from corpus.audit.formulas import Formula, read_formulas
from corpus.audit.means import relate_means
from corpus.audit.ragged import doubt_ragged
from corpus.audit.ranking import check_ranks
from corpus.audit.recognised import doubt_unproved
from corpus.audit.rows import relate_rows
from corpus.audit.sheet import Ref, Sheet
from corpus.audit.solving import Outcome, Solution, solve
from corpus.audit.telling import row_name, tell_contradiction, tell_proofs
from corpus.audit.wholes import relate_wholes
from corpus.numbers import write_number
from corpus.observations import locate
from corpus.values import Quality, Table

_RELATION_FAILS = 0.5  # a printed formula broken in more rows than this is itself at fault
_FEWEST_ROWS = 4


@dataclass(frozen=True, slots=True)
class AuditedTable:
    """A table with its repaired cells, and what was found in it."""

    table: Table
    findings: tuple[Finding, ...]


def audit_table(table: Table) -> AuditedTable:
    """Checks a table's own equations, repairs what they prove, and reports the rest."""
    if not table.rows or not table.columns:
        return AuditedTable(table, ())
    table = settle_conventions(table)
    sheet = Sheet(table)
    formulas = read_formulas(table)
    findings = list(_missing_columns(table, formulas))
    sums, rates = relate_columns(sheet, formulas)
    across = list(spell_equations(sheet, sums, rates))
    across, dropped = _drop_broken_formulas(sheet, across)
    findings.extend(dropped)
    system = System(sheet, [*across, *relate_rows(sheet), *relate_means(sheet), *relate_wholes(sheet)])
    outcome = solve(system)
    findings.extend(_tell_solutions(sheet, system, outcome))
    findings.extend(_tell_unread(sheet, outcome))
    contradictions, doubted = _tell_open(sheet, system, outcome)
    findings.extend(contradictions)
    for ref, finding in check_ranks(sheet):
        doubted.add(ref)
        findings.append(finding)
    mended, ragged = doubt_ragged(_mended(table, outcome, doubted))
    findings.extend(ragged)
    return AuditedTable(doubt_unproved(mended, system.proved()), tuple(findings))


def _missing_columns(table: Table, formulas: Sequence[Formula]) -> Iterator[Finding]:
    """Formulas that name columns the table has not; the lowest numbers are those of row labels."""
    numbers = [n for c in range(len(table.columns)) if (n := column_number(table, c)) is not None]
    for formula in formulas:
        missing = [n for n in formula.missing if n > min(numbers, default=0)]
        if missing:
            column = table.columns[formula.target]
            named = ", ".join(f"({n})" for n in missing)
            yield Finding(
                locate(table, table.rows[0], column.path),
                "unreadable",
                column.formula or "",
                None,
                "unresolved",
                f"Công thức {column.formula} nêu cột {named} mà bảng không có nên không kiểm tra được.",
            )


def _drop_broken_formulas(sheet: Sheet, equations: list[Equation]) -> tuple[list[Equation], list[Finding]]:
    """A relation that most rows break is not the rows' fault: it is reported once and left out."""
    groups: dict[tuple[object, ...], list[Equation]] = defaultdict(list)
    for equation in equations:
        columns = tuple(ref[1] for ref in equation.refs)
        groups[(equation.origin, columns)].append(equation)
    system = System(sheet, equations)
    verdicts: dict[tuple[object, ...], list[bool]] = defaultdict(list)
    for number, equation in enumerate(system.equations):
        if system.complete(number):
            verdicts[(equation.origin, tuple(ref[1] for ref in equation.refs))].append(system.holds(number))
    findings = []
    kept: list[Equation] = []
    for key, members in groups.items():
        held = verdicts.get(key, [])
        if len(held) >= _FEWEST_ROWS and sum(held) < (1 - _RELATION_FAILS) * len(held):
            target = members[0].refs[0]
            column = sheet.table.columns[target[1]]
            findings.append(
                Finding(
                    f"{sheet.table.where} › cột {column_name(sheet.table, target[1])}",
                    _kind(members[0]),
                    column.formula or "",
                    None,
                    "unresolved",
                    f"Công thức {column.formula or column_name(sheet.table, target[1])} không đúng ở "
                    f"{len(held) - sum(held)}/{len(held)} dòng, "
                    "nên có lẽ chính công thức hoặc các cột bị lệch.",
                )
            )
        else:
            kept.extend(members)
    return kept, findings


def _kind(equation: Equation) -> str:
    if isinstance(equation, Rate):
        return "ratio"
    return "difference" if equation.origin is Origin.CHANGE else "sum"


def _tell_solutions(sheet: Sheet, system: System, outcome: Outcome) -> Iterator[Finding]:
    for solution in outcome.solutions:
        cell = sheet.cell(solution.ref)
        r, c = solution.ref
        proofs = tell_proofs(sheet, system.values, solution.ref, solution.proofs)
        kind, said = _describe(sheet, solution)
        if kind == "blank" and len(solution.proofs) < 2:
            continue  # one equation alone does not show that a blank was meant to be filled
        yield Finding(
            cell_locator(sheet.table, sheet.table.rows[r], c),
            kind,
            cell.printed,
            solution.value,
            "repaired" if solution.proven else "suspect",
            f"{said}: {proofs}." if proofs else f"{said}.",
        )


def _describe(sheet: Sheet, solution: Solution) -> tuple[str, str]:
    """The kind of fault of a solved cell, and how the sentence about it begins."""
    cell = sheet.cell(solution.ref)
    value = write_number(solution.value)
    if solution.ref in sheet.unknown:
        if not cell.printed:
            return "blank", f"Ô để trống mà các phép tính cho {value}"
        return "unreadable", f"Số in “{cell.printed}” bị mất chữ số, các phép tính cho {value}"
    if cell.value == -solution.value:
        return "sign", f"Số in {cell.printed} sai dấu, phép tính cho {value}"
    held = "mọi phép tính có ô này đều cho" if len(solution.proofs) > 1 else "phép tính cho"
    return _kind(solution.proofs[0]), f"Số in {cell.printed} không khớp, {held} {value}"


def _tell_unread(sheet: Sheet, outcome: Outcome) -> Iterator[Finding]:
    """Unreadable cells that no equation reaches."""
    solved = {solution.ref for solution in outcome.solutions}
    for ref in sorted(sheet.unknown - solved):
        cell = sheet.cell(ref)
        if cell.printed:
            row = sheet.table.rows[ref[0]]
            way = sheet.table.columns[ref[1]].convention
            told = f"cách ghi của cột ({way})" if way else "cách ghi của cột"
            said = f"Số in “{cell.printed}” không đọc được theo {told} và không có phép tính nào xác định nó."
            yield Finding(cell_locator(sheet.table, row, ref[1]), "unreadable", cell.printed, None, "unresolved", said)


def _tell_open(sheet: Sheet, system: System, outcome: Outcome) -> tuple[list[Finding], set[Ref]]:
    """Equations that nothing mended, one finding each; the cells that they leave in doubt."""
    findings = []
    doubted: set[Ref] = set()
    told: set[Ref] = set()
    for equation in outcome.open:
        target = equation.refs[0]
        if target in told:
            continue
        told.add(target)
        doubted.add(target)
        solved, expected = tell_contradiction(sheet, system.values, equation)
        printed = sheet.cell(target).printed
        if isinstance(equation, Sum) and equation.origin is Origin.SHARE:
            doubted.update(equation.refs)
            printed = "; ".join(sheet.cell(ref).printed for ref in equation.refs)
            solved = " + ".join(write_number(system.values[ref]) for ref in equation.refs) + " không bằng 100"
        else:
            solved = f"{_side(sheet, target, equation)} in {printed} nhưng {solved}"
        findings.append(
            Finding(
                _locate_open(sheet, equation),
                _kind(equation),
                printed,
                expected,
                "unresolved",
                f"{solved[:1].upper()}{solved[1:]}, các phép tính khác có những ô này không cho biết ô nào sai.",
            )
        )
    return findings, doubted


def _side(sheet: Sheet, target: Ref, equation: Equation) -> str:
    column = column_name(sheet.table, target[1])
    across = len({ref[0] for ref in equation.refs}) == 1
    return f"cột {column}" if across else f"dòng “{row_name(sheet, target[0])}” cột {column}"


def _locate_open(sheet: Sheet, equation: Equation) -> str:
    rows = {ref[0] for ref in equation.refs}
    first = equation.refs[0]
    if isinstance(equation, Sum) and equation.origin is Origin.SHARE and len(rows) > 1:
        above = replace(sheet.table.rows[first[0]], path=sheet.table.rows[first[0]].path[:-1])
        return cell_locator(sheet.table, above, first[1])
    if len(rows) == 1:
        return columns_locator(sheet.table, sheet.table.rows[first[0]], sorted({ref[1] for ref in equation.refs}))
    return cell_locator(sheet.table, sheet.table.rows[first[0]], first[1])


def _mended(table: Table, outcome: Outcome, doubted: set[Ref]) -> Table:
    """The table with proven values in place, and doubted cells marked."""
    changes: dict[int, dict[int, Solution | None]] = defaultdict(dict)
    for r, c in doubted:
        changes[r][c] = None
    for solution in outcome.solutions:
        told = table.rows[solution.ref[0]].cells[solution.ref[1]].printed
        if solution.proven and (told or len(solution.proofs) >= 2):
            changes[solution.ref[0]][solution.ref[1]] = solution
        elif told:
            changes[solution.ref[0]][solution.ref[1]] = None
    if not changes:
        return table
    rows = list(table.rows)
    for r, cells in changes.items():
        new = list(rows[r].cells)
        for c, solved in cells.items():
            if solved is not None:
                new[c] = replace(new[c], value=solved.value, quality=Quality.REPAIRED)
            else:
                new[c] = replace(new[c], quality=Quality.SUSPECT)
        rows[r] = replace(rows[r], cells=tuple(new))
    return replace(table, rows=tuple(rows))
