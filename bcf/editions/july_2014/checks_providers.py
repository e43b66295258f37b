"""Annex 2, the hospitals' commentaries: X44, X45 and X48."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bcf.definition import spelling
from bcf.definition.checks import Finding, Plan
from bcf.definition.content import Row
from bcf.definition.spelling import grouped

from .checks_shared import listed, number, percent, typed, words

_FIGURES = ("outturn", "plan_year_1", "plan_year_2", "prevented_year_1", "prevented_year_2")
_ANSWERS = ("chief_executive", "signature", "agreement", "agrees", "implications")
_TRUST = re.compile(r"(?:[A-Z][\w’'&-]+(?:,)? (?:(?:of|and|the|on|in|for|upon) )*)+NHS (?:Foundation )?Trust")
# a note that says that a provider is shown its own part of the area's figures
_OWN_SCOPE = re.compile(
    r"\b(?:this|our|the) (?:trust|hospital|provider)(?:[’']s)? (?:share|part|own|only|alone)|"
    r"\bonly (?:at |for )?(?:this|our|the) (?:trust|hospital|provider)\b",
    re.IGNORECASE,
)
# a change that nobody plans: a figure has lost or won a digit
_SLIP = Decimal("0.5")


def _name(row: Row) -> str:
    return row.get("provider") or "One provider"


def x44_changes_follow(plan: Plan) -> Iterator[Finding]:
    """Each year’s change follows from its plan and the year before, and no more is prevented than planned."""
    for row in plan.content.rows("providers"):
        figures = [row.get(key) for key in _FIGURES[:3]]
        if any(figures) and not all(figures):
            missing = _FIGURES[figures.index("")]
            label = plan.edition.row_fields["providers"][missing].label
            yield (
                f"providers/{row.uid}/{missing}",
                f"{_name(row)}: enter “{label}”, or the changes cannot be worked out.",
            )
        for year in ("year_1", "year_2"):
            yield from _plausible(plan, row, year)


def _plausible(plan: Plan, row: Row, year: str) -> Iterator[Finding]:
    prevented, planned = typed(row.get(f"prevented_{year}")), typed(row.get(f"plan_{year}"))
    share = number(plan.figures.row_cell("providers", row, f"change_{year}_percent"))
    if share is not None and abs(share) > _SLIP:
        label = plan.edition.row_fields["providers"][f"plan_{year}"].label
        yield (
            f"providers/{row.uid}/plan_{year}",
            f"{_name(row)}: “{label}” is {grouped(planned or Decimal(0))}, a change of {percent(share)} on the year "
            "before. Check both figures.",
        )
    elif prevented is not None and planned is not None and abs(prevented) > planned:
        yield (
            f"providers/{row.uid}/prevented_{year}",
            f"{_name(row)}: {grouped(prevented)} admissions prevented is more than the {grouped(planned)} planned. "
            "Change one of them.",
        )


def x45_same_figures(plan: Plan) -> Iterator[Finding]:
    """The board gives every provider the same figures, unless a note says that they are for that provider only."""
    first: dict[str, Row] = {}
    for row in plan.content.rows("providers"):
        if any(_OWN_SCOPE.search(row.get(f"prevented_{year}_note")) for year in ("year_1", "year_2")):
            continue
        differing = [key for key in _FIGURES if row.get(key) and key in first and row.get(key) != first[key].get(key)]
        for key in _FIGURES:
            if row.get(key):
                first.setdefault(key, row)
        if differing:
            told = [_compared(plan, key, row, first[key]) for key in differing]
            yield (
                f"providers/{row.uid}/{differing[0]}",
                f"{_name(row)} and {_name(first[differing[0]])} are shown different figures: {listed(told)}. Give "
                "both the same, or note “this provider only”.",
            )


def _compared(plan: Plan, key: str, row: Row, other: Row) -> str:
    label = plan.edition.row_fields["providers"][key].label
    return f"{label} {grouped(Decimal(row.get(key)))} and {grouped(Decimal(other.get(key)))}"


def x48_providers_have_answered(plan: Plan) -> Iterator[Finding]:
    """Every trust named in 8.c has an Annex 2 with its chief executive, signature and answers, and why it disagrees."""
    rows = plan.content.rows("providers")
    if not rows:
        yield "providers", "There is no provider commentary yet. Add an Annex 2 for each hospital provider."
    else:
        yield from _without_annex(plan)
    for row in rows:
        yield from _unanswered(plan, row)


def _without_annex(plan: Plan) -> Iterator[Finding]:
    names = [spelling.fold(row.get("provider")) for row in plan.content.rows("providers") if row.get("provider")]
    for trust in dict.fromkeys(_TRUST.findall(words(plan, "acute_implications"))):
        folded = spelling.fold(trust)
        if not any(name in folded or folded in name for name in names):
            yield "providers", f"{trust} is named in 8.c but has no provider commentary. Add its Annex 2."


def _unanswered(plan: Plan, row: Row) -> Iterator[Finding]:
    fields = plan.edition.row_fields["providers"]
    for key in _ANSWERS:
        if not row.get(key):
            yield f"providers/{row.uid}/{key}", f"{_name(row)}: “{fields[key].called}” has no answer yet in Annex 2."
    if row.get("agrees") in ("No", "Not yet") and not row.get("disagreement"):
        yield (
            f"providers/{row.uid}/disagreement",
            f"{_name(row)} answered “{row.get('agrees')}” to question 1, so question 2 must say why.",
        )
