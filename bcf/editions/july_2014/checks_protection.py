"""What the fund must keep for the NHS out of hospital, social care, the Care Act and carers: X17 to X20."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bcf.definition.amounts import pounds
from bcf.definition.checks import Finding, Plan
from bcf.definition.content import Row
from bcf.definition.problems import Problem, Severity
from bcf.definition.spelling import grouped
from bcf.definition.sums import sums

from .checks_shared import THOUSANDS, amount, in_pounds, in_thousands, number, typed, words

_CARERS = re.compile(r"\bcarers?\b", re.IGNORECASE)


def x17_ring_fence_is_kept(plan: Plan) -> Iterator[Finding | Problem]:
    """NHS commissioned out-of-hospital services from the CCG minimum are worth the ring-fenced fund or more."""
    figures = plan.figures
    fund, shortfall = number(figures.cell("pfp_performance_fund")), number(figures.cell("pfp_shortfall"))
    if fund is None or not plan.content.rows("expenditure"):
        return
    if shortfall is None:
        yield Problem(
            "pfp_combined_fund",
            Severity.NOTE,
            "The area’s share of the national £1bn is not entered, so nobody can tell whether the ring-fenced fund "
            "is kept. Enter “Combined total of Performance and Ringfenced Funds” when it is known.",
            "X17",
        )
    elif shortfall > 0:
        ring_fence, spent = amount(figures.cell("pfp_ringfenced_fund")), amount(figures.cell("pfp_nhs_services"))
        yield (
            "expenditure",
            f"The ring-fenced fund is {in_pounds(ring_fence)}, tab 3 spends {in_pounds(spent)} of the CCG minimum on "
            f"NHS commissioned services out of hospital in 2015/16: £{grouped(shortfall)} too little. Spend more on "
            "them, or mend the commissioner, area or source of a line of tab 3.",
        )


def x18_protection_is_one_amount(plan: Plan) -> Iterator[Finding]:
    """The protection of adult social care is one amount in 7.a.iii and tab 2; if tab 3 differs, that is explained."""
    told = typed(plan.content.get("social_care_amount"))
    confirmed, different = (
        typed(plan.content.get(key)) for key in ("protection_confirmed_year_2", "protection_different_year_2")
    )
    tab_2 = confirmed if different is None else different
    if told is None or tab_2 is None:
        yield from _not_told(plan, told, tab_2)
    elif told != tab_2 * THOUSANDS:
        yield (
            "social_care_amount",
            f"7.a.iii allocates {in_pounds(told)} to the protection of adult social care, tab 2 says "
            f"{in_thousands(tab_2)} for 2015/16. Change one of them.",
        )
    elif different is None:
        yield from _unexplained(plan, tab_2)


def _not_told(plan: Plan, told: Decimal | None, tab_2: Decimal | None) -> Iterator[Finding]:
    if told is not None:
        yield (
            "protection_confirmed_year_2",
            f"7.a.iii allocates {in_pounds(told)} to the protection of adult social care, tab 2 confirms nothing for "
            "2015/16. Enter the amount in tab 2.",
        )
    elif tab_2 is not None:
        yield (
            "social_care_amount",
            f"Tab 2 confirms {in_thousands(tab_2)} for the protection of adult social care in 2015/16, 7.a.iii gives "
            "no amount. Enter it in 7.a.iii.",
        )
    elif plan.content.get("social_care_allocation"):
        yield (
            "social_care_amount",
            "7.a.iii and tab 2 give no amount for the protection of adult social care. Enter it in both.",
        )


def _unexplained(plan: Plan, confirmed: Decimal) -> Iterator[Finding]:
    spent = amount(plan.figures.cell("summary_social_care_year_2"))
    if spent == confirmed or not plan.content.rows("expenditure"):
        return
    if not any(told.agrees(spent * THOUSANDS) for told in pounds(words(plan, "social_care_allocation"))):
        yield (
            "protection_different_year_2",
            f"Tab 3 spends {in_thousands(spent)} on social care in 2015/16, tab 2 confirms {grouped(confirmed)} for "
            "its protection. If both are right, enter the amount as “If different to the figure in cell D18” too, or "
            "say in 7.a.iii why they differ.",
        )


def x19_care_act_is_provided_for(plan: Plan) -> Iterator[Finding]:
    """7.a.iii confirms the local share of the £135m for the Care Act and says how much it is; its items add up."""
    text = words(plan, "social_care_allocation")
    if text and plan.content.get("care_act_confirmed") != "Yes":
        yield (
            "care_act_confirmed",
            "7.a.iii does not confirm that the local proportion of the £135m has been identified. Answer Yes, or say "
            "in the text why not.",
        )
    elif text and not typed(plan.content.get("care_act_amount")):
        yield "care_act_amount", "7.a.iii confirms the local proportion of the £135m but gives no amount. Enter it."
    for key, ref in (("social_care_allocation", "7.a.iii"), ("care_act_duties", "7.a.iv")):
        for told in sums(words(plan, key)):
            if told.total is not None and not told.holds:
                yield (
                    key,
                    f"The items in {ref} add up to {grouped(told.added)}, but the total there is "
                    f"{grouped(told.total)}. Change an item or the total.",
                )


def _for_carers(row: Row) -> bool:
    return any(_CARERS.search(row.get(key)) for key in ("scheme", "area_other", "provider"))


def x20_carers_money_is_spent(plan: Plan) -> Iterator[Finding]:
    """The amount for carers in 7.a.v is no more than what the lines for carers in tab 3 spend."""
    told, lines = typed(plan.content.get("carers_amount")), plan.content.rows("expenditure")
    if not told or not lines:
        return
    amounts = [typed(row.get("year_2")) or Decimal(0) for row in lines if _for_carers(row)]
    spent = sum(amounts, Decimal(0))
    if not amounts:
        yield (
            "expenditure",
            f"7.a.v gives {in_pounds(told)} to carers, but no line of tab 3 names carers in its scheme or in “Please "
            "specify if Other”. Name them there.",
        )
    elif told > spent * THOUSANDS:
        yield (
            "carers_amount",
            f"7.a.v gives {in_pounds(told)} to carers, the lines of tab 3 for carers spend {in_thousands(spent)} in "
            "2015/16. Change one of them.",
        )
