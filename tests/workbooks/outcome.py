"""What reading a workbook of the corpus comes to, in a spelling that people can check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bcf.definition.changes import diff
from bcf.definition.content import Content
from bcf.pack.found import Facts, SheetProblem, Unusable
from bcf.pack.read_xlsx import read_xlsx

from .plan import EDITION, PLAN

HERE = Path(__file__).parent
FOLDERS = ("should_pass", "should_fail")


def outcome(data: bytes) -> dict[str, Any]:
    """Why the file is not taken; else its problems as lines of the table, and what changes in the plan.

    `from`: what a file says of itself, where it was not made from this plan. New rows are called new-1, new-2.
    """
    try:
        found = read_xlsx(EDITION, data, PLAN, _made_from)
    except Unusable as error:
        return {"unusable": str(error)}
    said: dict[str, Any] = {
        "problems": [
            {
                "severity": one.severity.value,
                "tab": one.tab,
                "section": one.section,
                "cell": one.cell,
                "wrong": one.wrong,
                "expected": one.expected,
            }
            for one in found.problems
            if isinstance(one, SheetProblem)
        ],
        "changes": _changes(found.content),
    }
    facts = found.facts
    if facts is None or facts.digest != PLAN.digest():
        said["from"] = {"plan": facts.plan, "area": facts.area} if facts else None
    return said


def _made_from(facts: Facts) -> Content | None:
    return PLAN if facts.digest == PLAN.digest() else None


def _changes(content: Content) -> list[str]:
    """ "expenditure/ex1/year_2: 2500 → 2600", or "added expenditure/new-1"."""
    known = {row.uid for rows in PLAN.tables.values() for row in rows}
    uids = [row.uid for rows in content.tables.values() for row in rows if row.uid not in known]
    names = {uid: f"new-{number}" for number, uid in enumerate(uids, 1)}
    told = []
    for change in diff(PLAN, content):
        place = "/".join(names.get(part, part) for part in change.place.split("/"))
        told.append(
            f"{place}: {change.before or 'blank'} → {change.after or 'blank'}"
            if change.kind == "changed"
            else f"{change.kind} {place}"
        )
    return told
