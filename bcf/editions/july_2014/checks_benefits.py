"""The benefits plan, tab 4: X33, X34, X43 and X51. A saving there is a negative number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bcf.definition import spelling
from bcf.definition.checks import Finding, Plan
from bcf.definition.content import Row
from bcf.definition.spelling import grouped

from .checks_shared import in_pounds, lines, number, scheme_names, scheme_title, typed
from .sheets_activity import DEFAULT_UNIT_COST
from .sheets_money import BENEFITS
from .sheets_units import YEARS

NON_ELECTIVE = BENEFITS["non_elective"]
TOLERANCE = 1000
_AGGREGATED = re.compile(r"\s*aggregated\b", re.IGNORECASE)
_RISES = re.compile(r"\b(?:increas|ris|grow|higher|more|extra|additional|cost)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of tab 4 with its number there."""

    number: int
    table: str
    row: Row

    @property
    def aggregated(self) -> bool:
        return bool(_AGGREGATED.match(self.row.get("scheme")))

    @property
    def valued(self) -> bool:
        return bool(self.row.get("change") or self.row.get("unit_price"))

    @property
    def name(self) -> str:
        year = YEARS[self.table.removeprefix("benefits_")]
        return f"Tab 4, {year}, line {self.number}"

    def place(self, column: str) -> str:
        return f"{self.table}/{self.row.uid}/{column}"


def _lines(plan: Plan, *tables: str) -> list[_Line]:
    return [
        _Line(count, table, row)
        for table in tables or ("benefits_year_1", "benefits_year_2")
        for count, row in enumerate(plan.content.rows(table), 1)
    ]


def x33_schemes_have_benefits(plan: Plan) -> Iterator[Finding]:
    """Every scheme has a line in tab 4, or an aggregated line covers it; no benefit is in both."""
    schemes, listed = plan.content.rows("schemes"), _lines(plan)
    named = {spelling.fold(line.row.get("scheme")) for line in listed}
    if schemes and not named - {""}:
        yield "benefits_year_2", "No scheme has a line in tab 4. Add what each saves, or a line for all together."
    elif not any(line.aggregated for line in listed):
        for row in schemes:
            if row.get("name") and not scheme_names(row) & named:
                yield (
                    f"schemes/{row.uid}/name",
                    f"{scheme_title(row)} has no line in tab 4. Add what it saves, or a line “Aggregated benefit of "
                    "schemes for …” that covers it.",
                )
    yield from _counted_twice(listed)


def _counted_twice(listed: list[_Line]) -> Iterator[Finding]:
    for line in listed:
        if line.aggregated and line.valued:
            twice = [other.number for other in listed if _overlaps(line, other)]
            if twice:
                yield (
                    line.place("change"),
                    f"{line.name} is an aggregated benefit, but {lines(twice)} give “{line.row.get('benefit')}” for "
                    "single schemes too, so it is counted twice. Clear the figures of one or the other.",
                )


def _overlaps(line: _Line, other: _Line) -> bool:
    """Whether a single scheme's line has a value for what the aggregated line covers."""
    both_for = {line.row.get("organisation"), other.row.get("organisation")} - {""}
    same = (line.table, line.row.get("benefit")) == (other.table, other.row.get("benefit"))
    return same and other.valued and not other.aggregated and len(both_for) < 2


def x34_savings_can_be_computed(plan: Plan) -> Iterator[Finding]:
    """A line of tab 4 with a change in activity has its unit price, and one with a unit price its change."""
    for line in _lines(plan):
        for missing, given in (("unit_price", "change"), ("change", "unit_price")):
            if line.row.get(given) and not line.row.get(missing):
                fields = plan.edition.row_fields[line.table]
                yield (
                    line.place(missing),
                    f"{line.name}: “{fields[given].called}” is {fields[given].kind.show(line.row.get(given))}, but "
                    f"“{fields[missing].called}” is blank, so there is no total. Enter it.",
                )


def x34_reductions_are_negative(plan: Plan) -> Iterator[Finding]:
    """A reduction in tab 4 is a negative change, unless the words beside it say that activity rises."""
    for line in _lines(plan):
        if _rises(line):
            change = grouped(Decimal(line.row.get("change")))
            yield (
                line.place("change"),
                f"{line.name}: “{line.row.get('benefit')}” has a change of {change}, a rise. A reduction is a "
                f"negative number, here −{change}. If activity does rise, say so in “How was the saving value "
                "calculated?”",
            )


def _rises(line: _Line) -> bool:
    reduction = line.row.get("benefit").startswith("Reduction")
    return reduction and (typed(line.row.get("change")) or 0) > 0 and not _RISES.search(line.row.get("how_calculated"))


def _non_elective(plan: Plan) -> list[_Line] | None:
    """The second year's lines for non-elective admissions; None where X33 or X34 has something to say about them."""
    found = [line for line in _lines(plan, "benefits_year_2") if line.row.get("benefit") == NON_ELECTIVE]
    sound = all(bool(line.row.get("change")) == bool(line.row.get("unit_price")) for line in found)
    if not sound or any(_rises(line) for line in found) or any(_counted_twice(found)):
        return None
    return [line for line in found if line.valued]


def x43_non_elective_savings_agree(plan: Plan) -> Iterator[Finding]:
    """Tab 4’s saving from non-elective admissions in 2015/16 is tab 5’s, to within £1,000."""
    saving, listed = number(plan.figures.cell("p4p_saving")), _non_elective(plan)
    if saving is None or listed is None or not any(line.valued for line in _lines(plan, "benefits_year_2")):
        return
    total = sum((Decimal(line.row.get("change")) * Decimal(line.row.get("unit_price")) for line in listed), Decimal(0))
    if abs(total + saving) > TOLERANCE and not _explained_by_the_count(plan, total + saving):
        yield (
            "benefits_year_2",
            f"Tab 4 has {in_pounds(total)} from non-elective admissions in 2015/16, tab 5 a saving of "
            f"{in_pounds(saving)}, which would be {in_pounds(-saving)} there: £{grouped(abs(total + saving))} apart. "
            "Change a line of tab 4, or tab 5.",
        )


def _explained_by_the_count(plan: Plan, apart: Decimal) -> bool:
    """Whether the amounts differ only because the admissions do, which X51 says."""
    missing = _admissions_apart(plan)
    cost = number(plan.figures.cell("p4p_unit_cost")) or Decimal(DEFAULT_UNIT_COST)
    return missing is not None and abs(apart - missing * cost) <= TOLERANCE


def _admissions_apart(plan: Plan) -> Decimal | None:
    """Tab 4's change less tab 5's, or None where they agree to one admission or one in a hundred."""
    change, listed = number(plan.figures.cell("p4p_change")), _non_elective(plan)
    if change is None or not listed:
        return None
    apart = sum((Decimal(line.row.get("change")) for line in listed), Decimal(0)) - change
    return apart if abs(apart) > max(Decimal(1), abs(change) / 100) else None


def x51_reductions_add_up(plan: Plan) -> Iterator[Finding]:
    """The reductions of non-elective admissions by scheme in tab 4 add up to tab 5’s change, to 1 in 100."""
    apart, change = _admissions_apart(plan), number(plan.figures.cell("p4p_change"))
    if apart is not None and change is not None:
        total = change + apart
        yield (
            "benefits_year_2",
            f"Tab 4’s lines change non-elective admissions by {grouped(total)} in 2015/16, tab 5 by "
            f"{grouped(change)}: {grouped(abs(apart))} apart. Change a line of tab 4, or tab 5.",
        )
