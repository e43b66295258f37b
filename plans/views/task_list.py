"""The hub of a plan: every section with its state, the deadline, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bcf.access import Permission, may, plan_for
from bcf.definition.parts import Document, Section
from plans.checklist import Checklist, Entry, State, checklist, must_fix
from plans.compared import counted
from plans.deadline import days_left, moment
from plans.models import Plan, Unplaced
from plans.times import when
from plans.titles import headline

from .find import SignedIn
from .finding import sections_open_to

COLOURS = {
    State.NOT_STARTED: "grey",
    State.IN_PROGRESS: "blue",
    State.COMPLETE: "",
    State.PROBLEMS: "red",
    State.CALCULATED: "",
}


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list."""

    title: str
    href: str
    hint: str
    status: str
    colour: str


@dataclass(frozen=True, slots=True)
class Group:
    """A document, or a section that repeats, with its tasks; `href` is where its rows are listed and added."""

    key: str
    title: str
    tasks: tuple[Task, ...]
    href: str = ""
    noun: str = ""


@login_required
@require_GET
def task_list(request: SignedIn, ref: str) -> HttpResponse:
    """What there is to do in a plan, and how far it is."""
    plan = plan_for(request.user, ref, Permission.READ)
    tasks = checklist(plan)
    open_to = {section.key for section in sections_open_to(request, plan)}
    deadline = plan.edition.dates.deadline
    ours = [entry for entry in tasks.entries if entry.state is not State.CALCULATED]
    context = {
        "plan": plan,
        "groups": list(_groups(plan, tasks, open_to)),
        "complete": sum(entry.state is State.COMPLETE for entry in ours),
        "all": len(ours),
        "must_fix": len(must_fix(tasks.problems)),
        "problems": len(tasks.problems),
        "deadline": moment(deadline),
        "left": days_left(deadline),
        "unplaced": Unplaced.objects.filter(plan=plan, settled_at=None).count(),
        "may_import": may(request.user, Permission.IMPORT, plan).allowed,
        "may_bring": any(one.key in open_to for document, one in plan.edition.sections() if document.format == "excel"),
        "may_write": bool(open_to),
    }
    return render(request, "plans/task_list.html", context)


def _groups(plan: Plan, tasks: Checklist, open_to: set[str]) -> Iterator[Group]:
    for document in plan.edition.documents:
        entries = [entry for entry in tasks.of(document) if not entry.section.each]
        yield Group(document.key, document.title, tuple(_task(plan, one, open_to) for one in entries))
        yield from (_repeated(plan, tasks, document, one, open_to) for one in document.sections if one.each)


def _repeated(plan: Plan, tasks: Checklist, document: Document, section: Section, open_to: set[str]) -> Group:
    entries = [entry for entry in tasks.of(document) if entry.section.key == section.key]
    href = reverse("section", args=[plan.ref, section.key]) if section.key in open_to else ""
    noun = plan.edition.tables[section.each].row_noun
    return Group(section.key, section.title, tuple(_task(plan, one, open_to) for one in entries), href, noun)


def _task(plan: Plan, entry: Entry, open_to: set[str]) -> Task:
    title = entry.title if entry.uid else f"{entry.section.number} {headline(entry.title)}".strip()
    href = ""
    if entry.section.key in open_to:
        href = (
            reverse("row", args=[plan.ref, entry.section.each, entry.uid])
            if entry.uid
            else reverse("section", args=[plan.ref, entry.section.key])
        )
    return Task(title[:1].upper() + title[1:], href, _hint(entry), entry.state.value, COLOURS[entry.state])


def _hint(entry: Entry) -> str:
    """Who saved last and when, and how many problems there are."""
    said = [f"Saved by {entry.saved_by}, {when(entry.saved_at)}"] if entry.saved_at else []
    stopping = len(must_fix(entry.problems))
    if stopping:
        said.append(f"{counted(stopping, 'problem')} to fix")
    if others := len(entry.problems) - stopping:
        said.append(f"{counted(others, 'point')} to check")
    return ". ".join(said)


@login_required
@require_GET
def commentary(request: SignedIn, ref: str) -> HttpResponse:
    """Where a hospital's work begins: the first section that is theirs to fill in."""
    plan = plan_for(request.user, ref, Permission.COMMENT)
    return redirect("section", ref, next(sections_open_to(request, plan)).key)
