"""Where the plan uses another figure than the national one: N01, a rule of ours."""

from __future__ import annotations

from collections.abc import Iterator

from bcf.definition.checks import Finding, Plan
from bcf.definition.national import is_there, marks


def n01_national_figures_or_a_reason(plan: Plan) -> Iterator[Finding]:
    """Each figure is the national one, where there is one, or the plan says why it uses another."""
    for mark in marks(plan.content):
        value = plan.content.value(mark.place)
        if mark.differs(value) and not mark.reason and is_there(plan.content, mark):
            show = plan.edition.field_at(mark.place).kind.show
            dated = f", {mark.dated}" if mark.dated else ""
            yield (
                mark.reason_place,
                f"{mark.what}: the plan says {show(value)}, the national figure is {show(mark.figure)} "
                f"({mark.source.rstrip('.')}{dated}). Say why the plan uses another, or use the national one.",
            )
