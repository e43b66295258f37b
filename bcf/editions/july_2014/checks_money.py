"""The pooled fund, told once in Part 1 and once in Part 2: X10 to X13."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from bcf.definition.checks import Finding, Plan
from bcf.definition.spelling import grouped

from .narrative import YEARS

_YEARS = tuple(zip(("year_1", "year_2"), YEARS, strict=True))
SOURCES = {
    "Local Authority Social Services": "funding_councils",
    "CCG Minimum Contribution": "funding_ccg_minimum",
    "Additional CCG Contribution": "funding_ccg_additional",
}


def _contributed(plan: Plan, column: str) -> Decimal:
    return sum((plan.figures.total(table, column) for table in SOURCES.values()), Decimal(0))


def x10_pool_is_contributions(plan: Plan) -> Iterator[Finding]:
    """The total agreed value of the pooled budget is Part 2's total contribution, to within £500, each year."""
    for column, year in _YEARS:
        agreed = plan.content.get(f"agreed_{column}")
        contributed = _contributed(plan, column) * 1000
        if agreed and abs(Decimal(agreed) - contributed) > 500:
            yield (
                f"agreed_{column}",
                f"Part 1 says the pooled budget for {year} is £{grouped(Decimal(agreed))}; the contributions in Part 2 "
                f"add up to £{grouped(contributed)}. Make them agree.",
            )


def x11_at_least_the_minimum(plan: Plan) -> Iterator[Finding]:
    """The agreed pooled budget is no less than the minimum required, each year."""
    for column, year in _YEARS:
        agreed, minimum = plan.content.get(f"agreed_{column}"), plan.content.get(f"minimum_{column}")
        if agreed and minimum and Decimal(agreed) < Decimal(minimum):
            yield (
                f"agreed_{column}",
                f"The agreed pooled budget for {year}, £{grouped(Decimal(agreed))}, is less than the minimum required, "
                f"£{grouped(Decimal(minimum))}.",
            )


def x12_all_is_spent(plan: Plan) -> Iterator[Finding]:
    """Total contributions equal total expenditure, each year."""
    for column, year in _YEARS:
        contributed, spent = _contributed(plan, column), plan.figures.total("expenditure", column)
        if contributed != spent:
            yield (
                "expenditure",
                f"In {year} contributions are {grouped(contributed)} (£000) and expenditure is {grouped(spent)} "
                f"(£000): a difference of {grouped(abs(contributed - spent))}. They must be equal.",
            )


def x13_each_source_is_spent(plan: Plan) -> Iterator[Finding]:
    """What is spent from each source of funding equals what that source contributes, each year."""
    for source, table in SOURCES.items():
        for column, year in _YEARS:
            given = plan.figures.total(table, column)
            spent = plan.figures.total("expenditure", column, {"source": source})
            if given != spent:
                yield (
                    table,
                    f"{source}, {year}: {grouped(given)} (£000) is contributed but {grouped(spent)} (£000) is spent "
                    "from it in the expenditure plan. They must be equal.",
                )
