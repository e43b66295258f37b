"""The pooled fund, told in Part 1 and in tabs 1 and 3, and what its lines must specify: X10 to X13, X15, X16, X21.

Where one side has not been begun there is nothing to compare, and X06 asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bcf.definition.amounts import clause, pounds
from bcf.definition.checks import Finding, Plan
from bcf.definition.parts import Field
from bcf.definition.spelling import grouped

from .checks_shared import THOUSANDS, in_pounds, in_thousands, listed, number, off, typed, words
from .sheets_money import SOURCES
from .sheets_units import YEARS

TOLERANCE = 500
_PERFORMANCE_FUND = re.compile(
    r"\bperformance[- ](?:related )?(?:fund|money|payment|pot|pool|element)|"
    r"\bpay(?:ment)?[- ]for[- ]performance|\bP4P\b",
    re.IGNORECASE,
)


def _contributed(plan: Plan, year: str) -> Decimal:
    return sum((plan.figures.total(table, year) for table in SOURCES.values()), Decimal(0))


def _has_amounts(plan: Plan, *tables: str) -> bool:
    return any(row.get(year) for table in tables for row in plan.content.rows(table) for year in YEARS)


def _both_begun(plan: Plan) -> bool:
    return _has_amounts(plan, *SOURCES.values()) and _has_amounts(plan, "expenditure")


def x10_pool_is_contributions(plan: Plan) -> Iterator[Finding]:
    """The total agreed value of the pooled budget is tab 1's total contribution, to within £500, each year."""
    if not _has_amounts(plan, *SOURCES.values()):
        return
    for year, label in YEARS.items():
        agreed, contributed = typed(plan.content.get(f"agreed_{year}")), _contributed(plan, year) * THOUSANDS
        if agreed is not None and abs(agreed - contributed) > TOLERANCE:
            yield (
                f"agreed_{year}",
                f"Part 1 agrees a pooled budget of {in_pounds(agreed)} for {label}, tab 1 contributes "
                f"{in_pounds(contributed)}: Part 1 has £{off(agreed, contributed)}. Change one of them.",
            )


def x11_at_least_the_minimum(plan: Plan) -> Iterator[Finding]:
    """The agreed pooled budget is no less than the minimum required, each year."""
    for year, label in YEARS.items():
        agreed, minimum = typed(plan.content.get(f"agreed_{year}")), typed(plan.content.get(f"minimum_{year}"))
        if agreed is not None and minimum is not None and agreed < minimum:
            yield (
                f"agreed_{year}",
                f"The agreed pooled budget for {label}, {in_pounds(agreed)}, is less than the minimum required, "
                f"{in_pounds(minimum)}. Raise it, or mend the minimum.",
            )


def x12_all_is_spent(plan: Plan) -> Iterator[Finding]:
    """Tab 1's total contribution is tab 3's total expenditure, each year."""
    if not _both_begun(plan):
        return
    for year, label in YEARS.items():
        contributed, spent = _contributed(plan, year), plan.figures.total("expenditure", year)
        if contributed != spent:
            yield (
                "expenditure",
                f"Tab 3 spends {in_thousands(spent)} in {label}, tab 1 contributes {grouped(contributed)}: "
                f"{off(spent, contributed)} is spent. {_where_it_lies(plan, year)}Change one of them.",
            )


def _by_source(plan: Plan, year: str) -> dict[str, tuple[Decimal, Decimal]]:
    """Source -> (contributed, spent), where these differ; nothing while a line with money has no source."""
    if any(row.get(year) and not row.get("source") for row in plan.content.rows("expenditure")):
        return {}
    both = {
        source: (plan.figures.total(table, year), plan.figures.total("expenditure", year, {"source": source}))
        for source, table in SOURCES.items()
    }
    return {source: pair for source, pair in both.items() if pair[0] != pair[1]}


def _where_it_lies(plan: Plan, year: str) -> str:
    told = [
        f"{source} ({grouped(given)} contributed, {grouped(spent)} spent)"
        for source, (given, spent) in _by_source(plan, year).items()
    ]
    return f"The difference lies in {listed(told)}. " if told else ""


def x13_each_source_is_spent(plan: Plan) -> Iterator[Finding]:
    """What tab 3 spends from each source of funding is what tab 1 has from that source, each year."""
    if not _both_begun(plan):
        return
    told = [
        f"{source}, {label}: {in_thousands(given)} in tab 1, {grouped(spent)} in tab 3"
        for year, label in YEARS.items()
        # where the totals differ X12 says in which source
        if _contributed(plan, year) == plan.figures.total("expenditure", year)
        for source, (given, spent) in _by_source(plan, year).items()
    ]
    if told:
        yield (
            "expenditure",
            f"The totals agree, but money is spent from other sources than it comes from. {'. '.join(told)}. "
            "Change the source of funding of a line of tab 3, or an amount in tab 1.",
        )


def _missing(plan: Plan, table: str, field: Field) -> Iterator[Finding]:
    """Where a column that is wanted in a row is blank."""
    assert field.wanted_when
    column, value = field.wanted_when
    label = plan.edition.row_fields[table][column].called
    for count, row in enumerate(plan.content.rows(table), 1):
        if field.wanted(row.values) and not row.get(field.key):
            yield (
                f"{table}/{row.uid}/{field.key}",
                f"{_line(plan, table, count)}: “{label}” is {value}, so enter “{field.called}”.",
            )


def _line(plan: Plan, table: str, count: int) -> str:
    """ "Tab 3, line 7", "Tab 4, 2015/16, line 2"."""
    place = plan.edition.locate(table)
    title = plan.edition.tables[table].title
    return ", ".join(part for part in (f"Tab {place.section.number}", title, f"line {count}") if part)


def x15_joint_has_its_shares(plan: Plan) -> Iterator[Finding]:
    """A line commissioned jointly has its NHS share, with the council’s they make 100%; other lines have none."""
    field = plan.edition.row_fields["expenditure"]["percent_nhs"]
    yield from _missing(plan, "expenditure", field)
    for count, row in enumerate(plan.content.rows("expenditure"), 1):
        if row.get("commissioner") and row.get("percent_nhs") and not field.wanted(row.values):
            yield (
                f"expenditure/{row.uid}/percent_nhs",
                f"Tab 3, line {count}: the commissioner is {row.get('commissioner')}, but “{field.called}” says "
                f"{field.kind.show(row.get('percent_nhs'))}. Clear it, or choose Joint.",
            )


def x16_other_is_specified(plan: Plan) -> Iterator[Finding]:
    """A line of tab 3 or 4 whose area of spend or benefit is Other says what it is."""
    for table, key in (
        ("expenditure", "area_other"),
        ("benefits_year_1", "benefit_other"),
        ("benefits_year_2", "benefit_other"),
    ):
        yield from _missing(plan, table, plan.edition.row_fields[table][key])


def x21_performance_fund_is_told(plan: Plan) -> Iterator[Finding]:
    """A performance fund told in 5.b is the saving that tab 5 works out."""
    saving, text = number(plan.figures.cell("p4p_saving")), words(plan, "contingency")
    if saving is None:
        return
    told = [one for one in pounds(text) if _PERFORMANCE_FUND.search(clause(text, one))]
    if told and not any(one.agrees(saving) for one in told):
        yield (
            "contingency",
            f"5.b gives {told[0].text} for the performance fund, tab 5 works out a saving of {in_pounds(saving)}. "
            "Change one of them.",
        )
