"""The rows of a section that repeats: listed, put in order, added, and each filled in step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bcf.definition.content import Row
from bcf.definition.figures import Figures
from bcf.definition.kinds import RichText
from bcf.definition.parts import Section
from metrics.tables import shown
from plans.asked import Asking
from plans.blocks import Page
from plans.checklist import checklist_of
from plans.content import content_of, read
from plans.form_fields import Asked
from plans.models import Plan
from plans.places import row_name
from schemes.steps import Progress, Step, after, before, step_with, steps_of

from .conflict import show_conflicts
from .find import SignedIn
from .finding import SectionAt, TableAt, table_at
from .saving import Ask, Outcome, opened, posted_by, save_page


class Stage(NamedTuple):
    """A step with where it stands: its number, its progress in words and its address."""

    step: Step
    number: int
    progress: str
    href: str


def show_rows(request: SignedIn, found: SectionAt) -> HttpResponse:
    """Every row of the section, in order, with how far each is."""
    plan, document, section = found
    content, stored = read(plan)
    entries = [entry for entry in checklist_of(plan.edition, content, stored).entries if entry.section is section]
    context = {
        "plan": plan,
        "document": document,
        "section": section,
        "table": plan.edition.tables[section.each],
        "entries": entries,
    }
    return render(request, "schemes/rows.html", context)


class Line(NamedTuple):
    """One answer as it is read: its text, rich or plain."""

    called: str
    text: str
    rich: bool


def show_answers(request: SignedIn, found: TableAt, uid: str) -> HttpResponse:
    """Check your answers: every step of one row with what it says."""
    content = content_of(found.plan)
    row = content.row(found.table.key, uid)
    if not row:
        raise Http404(f"This {found.table.row_noun} is no longer in the plan.")
    stages = _stages(found.plan, found.section, row)
    figures = Figures(found.plan.edition, content)
    context = {
        "plan": found.plan,
        "section": found.section,
        "table": found.table,
        "uid": uid,
        "title": row_name(found.plan.edition, found.table.key, row.values),
        "answers": [(stage, list(_lines(stage.step, found.table.key, row, figures))) for stage in stages],
        "done": sum(stage.progress == Progress.DONE for stage in stages),
    }
    return render(request, "schemes/answers.html", context)


def _lines(step: Step, table: str, row: Row, figures: Figures) -> Iterator[Line]:
    """The answers of a step; of those that belong to another answer only the ones that say something."""
    for field in step.fields():
        text = row.get(field.key) if field.typed else shown(figures, field, f"{table}/{row.uid}/{field.key}")
        rich = isinstance(field.kind, RichText)
        if text or not (field.within or field.note_to):
            yield Line(field.called, text if rich or not field.typed else field.kind.show(text), rich)


def _stages(plan: Plan, section: Section, row: Row) -> list[Stage]:
    return [
        Stage(step, number, step.progress(row), reverse("step", args=[plan.ref, section.each, row.uid, step.key]))
        for number, step in enumerate(steps_of(plan.edition, section), 1)
    ]


@login_required
@require_http_methods(["GET", "POST"])
def step(request: SignedIn, ref: str, table: str, uid: str, key: str) -> HttpResponse:
    """One step of one row."""
    found = table_at(request, ref, table)
    here = step_with(steps_of(found.plan.edition, found.section), key) if found.section.each == table else None
    if not here:
        raise Http404(f"This plan’s forms have no step “{key}”.")
    if request.method == "POST":
        return _save(request, found, uid, here)
    reading = read(found.plan)
    if not reading.content.row(table, uid):
        raise Http404(f"This {found.table.row_noun} is no longer in the plan.")
    return _show(request, found, uid, here, opened(found.plan, _ask(here, table, uid), reading))


def _ask(step: Step, table: str, uid: str) -> Ask:
    def ask(asking: Asking) -> Iterable[Asked]:
        return asking.items(step.items, table, uid)

    return ask


def _save(request: SignedIn, found: TableAt, uid: str, step: Step) -> HttpResponse:
    plan, table = found.plan, found.table.key
    outcome = save_page(request, plan, _ask(step, table, uid), posted_by(request))
    if outcome.conflicts:
        return _settle(request, found, uid, step, outcome)
    if not outcome.complete:
        return _show(request, found, uid, step, outcome.page, saved=outcome.saved)
    if request.POST.get("then") == "later":
        messages.success(request, f"{step.title}: saved.")
        return redirect("section", plan.ref, found.section.key)
    if following := after(steps_of(plan.edition, found.section), step):
        return redirect("step", plan.ref, table, uid, following.key)
    return redirect("row", plan.ref, table, uid)


def _settle(request: SignedIn, found: TableAt, uid: str, step: Step, outcome: Outcome) -> HttpResponse:
    ref, table = found.plan.ref, found.table.key
    return show_conflicts(
        request,
        found.plan,
        outcome,
        action=reverse("step", args=[ref, table, uid, step.key]),
        add_again=reverse("add_row", args=[ref, table]),
        back=reverse("section", args=[ref, found.section.key]),
    )


def _show(request: SignedIn, found: TableAt, uid: str, step: Step, page: Page, saved: int = -1) -> HttpResponse:
    row = page.content.row(found.table.key, uid) or Row(uid)
    stages = _stages(found.plan, found.section, row)
    previous = before([stage.step for stage in stages], step)
    context = {
        "plan": found.plan,
        "section": found.section,
        "table": found.table,
        "uid": uid,
        "title": row_name(found.plan.edition, found.table.key, row.values),
        "step": step,
        "stages": stages,
        "number": next(stage.number for stage in stages if stage.step.key == step.key),
        "back": reverse("step", args=[found.plan.ref, found.table.key, uid, previous.key]) if previous else "",
        "form": page.form,
        "blocks": list(page.blocks(step.items, found.table.key, uid)),
        "saved": saved,
    }
    return render(request, "schemes/step.html", context)
