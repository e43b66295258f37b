"""One list of what is missing or contradicts, by section, each with a link to its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bcf.access import Permission, plan_for
from bcf.definition.problems import Problem, Severity
from plans.addresses import address
from plans.checklist import problems_of
from plans.models import Plan
from plans.places import spot
from plans.titles import headline

from .find import SignedIn
from .finding import sections_open_to

WORDS = {Severity.MUST_FIX: "Must fix", Severity.WARNING: "To check", Severity.NOTE: "Note"}
COLOURS = {Severity.MUST_FIX: "red", Severity.WARNING: "yellow", Severity.NOTE: "grey"}


@dataclass(frozen=True, slots=True)
class Shown:
    problem: Problem
    severity: str
    colour: str
    href: str


@login_required
@require_GET
def problems(request: SignedIn, ref: str) -> HttpResponse:
    """Every problem of a plan."""
    plan = plan_for(request.user, ref, Permission.READ)
    found = problems_of(plan)
    counts = {WORDS[severity]: sum(one.severity is severity for one in found) for severity in Severity}
    open_to = {section.key for section in sections_open_to(request, plan)}
    context = {"plan": plan, "groups": _by_section(plan, found, open_to), "counts": counts, "all": len(found)}
    return render(request, "plans/problems.html", context)


def _by_section(plan: Plan, found: Iterable[Problem], open_to: set[str]) -> list[tuple[str, list[Shown]]]:
    """(section, its problems), in the order of the forms; those of no section first."""
    titles = {"": "The plan as a whole"}
    titles |= {
        section.key: f"{section.number} {headline(section.title)}".strip() for _, section in plan.edition.sections()
    }
    groups: dict[str, list[Shown]] = {key: [] for key in titles}
    for problem in found:
        place = spot(plan.edition_id, problem.place)
        key = place.section.key if place else ""
        href = address(plan.ref, plan.edition, problem.place) if key in open_to else ""
        groups[key].append(Shown(problem, WORDS[problem.severity], COLOURS[problem.severity], href))
    return [(titles[key], shown) for key, shown in groups.items() if shown]
