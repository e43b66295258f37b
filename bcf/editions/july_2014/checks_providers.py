"""Annex 2, the hospitals' commentaries: X44, X45 and X48."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bcf.definition import richtext, spelling
from bcf.definition.checks import Finding, Plan
from bcf.definition.content import Row

_FIGURES = ("outturn", "plan_year_1", "plan_year_2", "prevented_year_1", "prevented_year_2")
_TRUST = re.compile(r"(?:[A-Z][\w’'&-]+(?:,)? (?:(?:of|and|the|on|in|for|upon) )*)+NHS (?:Foundation )?Trust")


def _name(row: Row) -> str:
    return row.get("provider") or "One provider"


def x44_changes_follow(plan: Plan) -> Iterator[Finding]:
    """Each year's change is that year's plan less the year before, and no provider plans more than it can prevent."""
    for row in plan.content.rows("providers"):
        figures = [row.get(key) for key in _FIGURES[:3]]
        if any(figures) and not all(figures):
            missing = _FIGURES[figures.index("")]
            label = plan.edition.row_fields["providers"][missing].label
            yield f"providers/{row.uid}/{missing}", f"{_name(row)}: enter {label}, or the changes cannot be worked out."
        for year in ("year_1", "year_2"):
            prevented, planned = row.get(f"prevented_{year}"), row.get(f"plan_{year}")
            if prevented and planned and abs(Decimal(prevented)) > Decimal(planned):
                yield (
                    f"providers/{row.uid}/prevented_{year}",
                    f"{_name(row)}: {prevented} admissions prevented is more than the {planned} planned.",
                )


def x45_same_figures(plan: Plan) -> Iterator[Finding]:
    """The board gives every provider the same figures."""
    rows = plan.content.rows("providers")
    for key in _FIGURES:
        told = [row for row in rows if row.get(key)]
        for row in told[1:]:
            if row.get(key) != told[0].get(key):
                label = plan.edition.row_fields["providers"][key].label
                yield (
                    f"providers/{row.uid}/{key}",
                    f"{label}: {_name(row)} is shown {row.get(key)}, {_name(told[0])} {told[0].get(key)}. "
                    "Give every provider the same figure.",
                )


def x48_providers_have_answered(plan: Plan) -> Iterator[Finding]:
    """Every trust named in 8.c has a commentary, and a provider that does not agree says why."""
    rows = plan.content.rows("providers")
    if not rows:
        yield "providers", "There is no provider commentary yet. Add an Annex 2 for each hospital provider."
    names = [spelling.fold(row.get("provider")) for row in rows if row.get("provider")]
    for trust in dict.fromkeys(_TRUST.findall(richtext.plain(plan.content.get("acute_implications")))):
        folded = spelling.fold(trust)
        if not any(name in folded or folded in name for name in names):
            yield "providers", f"{trust} is named in 8.c but has no provider commentary. Add its Annex 2."
    for row in rows:
        if row.get("agrees") in ("No", "Not yet") and not row.get("disagreement"):
            yield (
                f"providers/{row.uid}/disagreement",
                f"{_name(row)} answered “{row.get('agrees')}” to question 1, so question 2 must say why.",
            )
