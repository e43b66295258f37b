"""Schemes told three times, in the list, in their annexes and in the sheets: X30 and X31."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bcf.definition import spelling
from bcf.definition.checks import Finding, Plan
from bcf.definition.content import Row
from bcf.definition.problems import Problem, Severity

from .scheme_annex import ANNEX_1


def _title(row: Row) -> str:
    return f"{row.get('ref')} {row.get('name')}".strip() or "A scheme without a name"


def x30_one_annex_a_scheme(plan: Plan) -> Iterator[Finding | Problem]:
    """Scheme reference numbers differ, every scheme has its Annex 1, and both call it by the same name."""
    refs = Counter(spelling.fold(row.get("ref")) for row in plan.content.rows("schemes"))
    prompts = [field.key for field in ANNEX_1.fields() if field.required]
    for row in plan.content.rows("schemes"):
        place = f"schemes/{row.uid}"
        if row.get("ref") and refs[spelling.fold(row.get("ref"))] > 1:
            yield f"{place}/ref", f"{_title(row)}: another scheme has the same reference number. Give each its own."
        if not any(row.get(key) for key in prompts):
            yield f"{place}/{prompts[0]}", f"{_title(row)} has no Annex 1 yet. Write its detailed description."
        yield from _differing_name(place, row)


def _differing_name(place: str, row: Row) -> Iterator[Problem]:
    annex_name, name = row.get("annex_name"), row.get("name")
    if annex_name and annex_name != name:
        small = spelling.fold(annex_name) == spelling.fold(name)
        yield Problem(
            f"{place}/annex_name",
            Severity.WARNING if small else Severity.MUST_FIX,
            f"{row.get('ref')}: the list of schemes says “{name}”, its Annex 1 says “{annex_name}”. Use one name.",
            "X30",
        )


def x31_schemes_have_money(plan: Plan) -> Iterator[Finding]:
    """Every scheme has a row in the expenditure plan, and every scheme there is in the list of schemes."""
    spent = {spelling.fold(row.get("scheme")) for row in plan.content.rows("expenditure")}
    listed: set[str] = set()
    for row in plan.content.rows("schemes"):
        names = {spelling.fold(row.get("name")), spelling.fold(_title(row))}
        listed |= names
        if not names & spent:
            yield (
                f"schemes/{row.uid}/name",
                f"{_title(row)} has no row in the expenditure plan. Add what it costs.",
            )
    for row in plan.content.rows("expenditure"):
        if row.get("scheme") and spelling.fold(row.get("scheme")) not in listed:
            yield (
                f"expenditure/{row.uid}/scheme",
                f"“{row.get('scheme')}” in the expenditure plan is not in the list of schemes (Part 1, 4.d).",
            )
