"""Non-elective admissions: tab 5 with Part 1 and Annex 2, X40 to X42, X46 and X47."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bcf.definition import spelling
from bcf.definition.amounts import Told, clause, counts, percentages
from bcf.definition.checks import Finding, Plan
from bcf.definition.spelling import grouped

from .checks_shared import amount, in_pounds, number, percent, typed, words
from .sheets_activity import DEFAULT_UNIT_COST

SLACK = Decimal("0.5")
_ADMISSIONS = re.compile(r"\badmissions?\b|\bspells\b", re.IGNORECASE)
_FALLS = r"(?:reduc\w*|fall(?:s|ing|en)?|fell|decreas\w*|prevent\w*|avoid\w*|cut(?:s|ting)?|lower\w*)"
_FALLS_BY = re.compile(rf"\b{_FALLS}\b(?:\s(?!to\b|from\b)[\w’'-]+){{0,7}}\s?[(−-]?$", re.IGNORECASE)
_THEN_FALLS = re.compile(
    r"\s?(?:non-elective |emergency |hospital )?(?:fewer|less|fall|reduction|decrease)\b", re.IGNORECASE
)


def x40_ccgs_make_the_baseline(plan: Plan) -> Iterator[Finding]:
    """The CCGs of tab 5 hold all of the area’s residents, to within 0.5%, and each CCG of 1.a is among them."""
    rows = plan.content.rows("ccg_activity")
    named = {spelling.fold_organisation(row.get("ccg")) for row in rows}
    for name in plan.content.get("ccgs").splitlines() if named - {""} else ():
        if spelling.fold_organisation(name) not in named:
            yield (
                "ccg_activity",
                f"{name} is among the clinical commissioning groups of 1.a but not in tab 5’s table of CCG baseline "
                "activity. Add it there.",
            )
    shares = [typed(row.get("percent_of_hwb")) or Decimal(0) for row in rows]
    begun = any(row.get("percent_of_hwb") or row.get("percent_of_ccg") for row in rows)
    if begun and abs(sum(shares, Decimal(0)) - 100) > SLACK:
        yield (
            "ccg_activity",
            f"The CCGs’ shares of the area’s residents in tab 5 add up to {grouped(sum(shares, Decimal(0)))}%, they "
            "must make 100%. Change the second percentage of a CCG.",
        )


def x41_small_reductions_have_reasons(plan: Plan) -> Iterator[Finding]:
    """The planned change in admissions is −3.5% or lower, or its rationale is given."""
    share, rating = number(plan.figures.cell("p4p_percent")), plan.figures.cell("p4p_rag")
    if share is not None and rating != "green" and not plan.content.get("p4p_rating_rationale"):
        yield (
            "p4p_rating_rationale",
            f"Tab 5 plans a change in admissions of {percent(share)}, which is {rating}; −3.5% or lower is expected. "
            "Enter the “Rationale for red/amber ratings”.",
        )


def x42_another_unit_cost_has_its_reason(plan: Plan) -> Iterator[Finding]:
    """The average cost of an admission is £1,490, or its rationale is given."""
    cost = typed(plan.content.get("p4p_unit_cost"))
    if cost is not None and cost != DEFAULT_UNIT_COST and not plan.content.get("p4p_unit_cost_rationale"):
        yield (
            "p4p_unit_cost_rationale",
            f"Tab 5 reckons with {in_pounds(cost)} an admission, the form with £1,490. "
            "Enter the “Rationale for change from £1,490”.",
        )


def x46_prevented_admissions_are_the_reduction(plan: Plan) -> Iterator[Finding]:
    """The admissions that Annex 2 plans to prevent in 15-16 are tab 5’s reduction, or a note says why not."""
    change = number(plan.figures.cell("p4p_change"))
    if change is None:
        return
    for row in plan.content.rows("providers"):
        prevented = typed(row.get("prevented_year_2"))
        if prevented is not None and abs(prevented + change) > SLACK and not row.get("prevented_year_2_note"):
            yield (
                f"providers/{row.uid}/prevented_year_2_note",
                f"{row.get('provider') or 'One provider'}: Annex 2 plans to prevent {grouped(prevented)} admissions "
                f"in 15-16, tab 5 changes them by {grouped(change)}. Say why in the note, for example growth or "
                "another year.",
            )


def x47_one_reduction_is_told(plan: Plan) -> Iterator[Finding]:
    """The reduction in admissions told in 8.c and in 5.b is that of tab 5 or of Annex 2."""
    if number(plan.figures.cell("p4p_change")) is None:
        return
    known_counts, known_shares = _known(plan)
    for key, ref in (("acute_implications", "8.c"), ("contingency", "5.b")):
        text = words(plan, key)
        told = [(one, known_counts, " admissions") for one in counts(text) if _reduction(text, one)]
        told += [(one, known_shares, " of admissions") for one in percentages(text) if _reduction(text, one)]
        if told and not any(_is_known(one, known) for one, known, _ in told):
            change, share = amount(plan.figures.cell("p4p_change")), amount(plan.figures.cell("p4p_percent"))
            first, _, of = told[0]
            yield (
                key,
                f"{ref} tells a reduction of {first.text}{of}, tab 5 plans a change of {grouped(change)} "
                f"({percent(share)}). Change one of them.",
            )


def _known(plan: Plan) -> tuple[set[Decimal], set[Decimal]]:
    """The changes of tab 5 and Annex 2 without their signs: counts, and percentages in points."""
    figures = plan.figures
    found_counts, found_shares = [number(figures.cell("p4p_change"))], [number(figures.cell("p4p_percent"))]
    for row in plan.content.rows("providers"):
        for year in ("year_1", "year_2"):
            found_counts += [
                number(figures.row_cell("providers", row, f"{part}_{year}")) for part in ("change", "prevented")
            ]
            found_shares.append(number(figures.row_cell("providers", row, f"change_{year}_percent")))
    return (
        {abs(each) for each in found_counts if each is not None},
        {abs(each * 100) for each in found_shares if each is not None},
    )


def _is_known(told: Told, known: set[Decimal]) -> bool:
    size = told._replace(value=abs(told.value))
    return any(size.agrees(each) for each in known)


def _reduction(text: str, told: Told) -> bool:
    """Whether the words around say that this is how far admissions fall."""
    around = clause(text, told)
    if not _ADMISSIONS.search(around):
        return False
    before = text[max(0, told.start - 90) : told.start].rpartition("\n")[2]
    after = text[told.end : told.end + 40]
    return bool(_FALLS_BY.search(before) or _THEN_FALLS.match(after))
