"""Where the plan uses another figure than the national one: X14, and N01, a rule of ours."""

from __future__ import annotations

from collections.abc import Iterator

from bcf.definition.checks import Finding, Plan
from bcf.definition.national import Mark, is_there, marks
from bcf.definition.problems import Problem, Severity


def _is_allocation(mark: Mark) -> bool:
    return mark.place.startswith("funding_ccg_minimum/") and mark.place.endswith("/year_2")


def x14_minimum_is_the_allocation(plan: Plan) -> Iterator[Finding | Problem]:
    """Each CCG’s minimum contribution in tab 1 for 2015/16 is its published allocation, or the plan says why not."""
    for mark in marks(plan.content):
        value = plan.content.value(mark.place)
        if _is_allocation(mark) and mark.differs(value):
            show = plan.edition.field_at(mark.place).kind.show
            differing = (
                f"{mark.what}: tab 1 says {show(value)} (£000), the published allocation is {show(mark.figure)}."
            )
            if mark.reason:
                yield Problem(mark.place, Severity.NOTE, f"{differing} The plan says why: {mark.reason}", "X14")
            else:
                yield mark.place, f"{differing} Use the allocation, or say in “National figures” why not."


def n01_national_figures_or_a_reason(plan: Plan) -> Iterator[Finding]:
    """Each figure is the national one, where there is one, or the plan says why it uses another."""
    for mark in marks(plan.content):
        value = plan.content.value(mark.place)
        # X14 speaks of allocations
        if not _is_allocation(mark) and mark.differs(value) and not mark.reason and is_there(plan.content, mark):
            show = plan.edition.field_at(mark.place).kind.show
            dated = f", {mark.dated}" if mark.dated else ""
            yield (
                mark.reason_place,
                f"{mark.what}: the plan says {show(value)}, the national figure is {show(mark.figure)} "
                f"({mark.source.rstrip('.')}{dated}). Say why the plan uses another, or use the national one.",
            )
