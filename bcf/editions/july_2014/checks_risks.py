"""The risk log and the contingency plan: X60 and X61."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bcf.definition import richtext
from bcf.definition.checks import Finding, Plan
from bcf.definition.content import Row
from bcf.definition.problems import Problem, Severity

_PROVIDER = re.compile(r"\b(provider|hospital|trust|acute|ambulance)", re.IGNORECASE)
_MONEY = re.compile(r"£|\b(financ|fund|saving|budget|cost|overspen|deficit|money|afford)", re.IGNORECASE)


def x60_risks_are_rated(plan: Plan) -> Iterator[Finding | Problem]:
    """Likelihood and impact are 1 to 5 for every risk; one risk at least is on NHS providers and one on money."""
    rows = plan.content.rows("risks")
    for row in rows:
        for column in ("likelihood", "impact"):
            if row.get(column) and row.get(column) not in ("1", "2", "3", "4", "5"):
                yield f"risks/{row.uid}/{column}", f"Rate from 1 to 5. This says {row.get(column)}."
    if rows and not any(_PROVIDER.search(_words(row)) for row in rows):
        yield _advice("No risk mentions NHS providers. The form asks for the risks to them.")
    if rows and not any(row.get("impact_amount") or _MONEY.search(_words(row)) for row in rows):
        yield _advice("No risk is about money. The form asks for financial risks to the NHS and local government.")


def _words(row: Row) -> str:
    return " ".join(richtext.plain(row.get(key)) for key in ("risk", "impact_falls_on", "impact_reason"))


def _advice(message: str) -> Problem:
    return Problem("risks", Severity.WARNING, message, "X60")


def x61_both_risk_shares(plan: Plan) -> Iterator[Finding]:
    """The contingency plan says how risk is shared between commissioners, and between providers and commissioners."""
    words = richtext.plain(plan.content.get("contingency"))
    if not words:
        return
    if not re.search(r"commission|CCG|council|local authority", words, re.IGNORECASE):
        yield "contingency", "This does not say how commissioners share the risk between health and social care."
    if not _PROVIDER.search(words):
        yield "contingency", "This does not say how providers and commissioners share the risk."
