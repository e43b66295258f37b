"""One list of what is missing or contradicts, by section, each with a link to its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bcf.access import Permission, plan_for
from bcf.definition.parts import Edition
from bcf.definition.problems import Problem, Severity
from plans.addresses import address
from plans.checklist import problems_of
from plans.models import Plan
from plans.places import spot
from plans.titles import section_title

from .find import SignedIn
from .finding import sections_open_to

WORDS = {Severity.MUST_FIX: "Must fix", Severity.WARNING: "To check", Severity.NOTE: "Note"}
COLOURS = {Severity.MUST_FIX: "red", Severity.WARNING: "yellow", Severity.NOTE: "grey"}


class Link(NamedTuple):
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A problem with the address of its cell, and the other parts of the forms that its rule reads."""

    problem: Problem
    severity: str
    colour: str
    href: str
    also: tuple[Link, ...]


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
    """(section, its problems, what must be fixed first), in the order of the forms; those of no section first."""
    titles = {"": "The plan as a whole"}
    titles |= {section.key: section_title(document, section) for document, section in plan.edition.sections()}
    links = {
        key: Link(title, reverse("section", args=[plan.ref, key]) if key in open_to else "")
        for key, title in titles.items()
    }
    groups: dict[str, list[Shown]] = {key: [] for key in titles}
    read = _read_by_rules(plan.edition)
    for problem in sorted(found, key=lambda one: list(Severity).index(one.severity)):
        place = spot(plan.edition_id, problem.place)
        key = place.section.key if place else ""
        href = address(plan.ref, plan.edition, problem.place) if key in open_to else ""
        also = tuple(links[other] for other in read.get(problem.rule, ()) if other != key)
        groups[key].append(Shown(problem, WORDS[problem.severity], COLOURS[problem.severity], href, also))
    return [(titles[key], shown) for key, shown in groups.items() if shown]


def _read_by_rules(edition: Edition) -> dict[str, dict[str, None]]:
    """Code of a rule -> the sections of what it reads."""
    found: dict[str, dict[str, None]] = {}
    for rule in edition.rules:
        places = (spot(edition.id, key) for key in rule.keys)
        found.setdefault(rule.code, {}).update(dict.fromkeys(place.section.key for place in places if place))
    return found
