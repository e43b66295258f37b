"""Bringing a filled-in form in: upload it, look at what was found, take of it what is wanted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bcf.access import Permission, Verdict, may, plan_for
from bcf.definition.parts import Edition
from bcf.definition.problems import Severity
from bcf.editions import edition
from bcf.pack.found import Found, SheetProblem, Unusable
from bcf.reference import area
from plans import actions
from plans.actions import Choice
from plans.compared import counted
from plans.content import read
from plans.copies import known
from plans.findings import findings, first_words_of
from plans.import_forms import NewPlanForm, UploadForm, WorkbookForm
from plans.incoming import incoming
from plans.models import Plan, Upload
from plans.places import named
from plans.proposals import Proposals, proposals
from plans.uploads import found_from_plain, is_workbook

from .find import SignedIn
from .plan_list import may_start

_CHOOSE = "choose "
_LATEST = 10
_YES = Verdict(True)
_GROUPS = {
    Severity.MUST_FIX: "Could not be read, so it is not taken",
    Severity.WARNING: "Look at these again",
    Severity.NOTE: "Good to know",
}


@login_required
def import_new(request: SignedIn) -> HttpResponse:
    """A file for a plan that does not exist yet."""
    if not may_start(request.user):
        raise PermissionDenied("You take part in plans of others. Ask a commissioner of your area to bring a plan in.")
    form = NewPlanForm(*_sent(request), user=request.user)
    upload = _read(request, form) if form.is_valid() else None
    if upload:
        return redirect("import_new_found", upload.pk)
    return render(request, "plans/importing/upload.html", {"form": form})


@login_required
def import_plan(request: SignedIn, ref: str) -> HttpResponse:
    """A file for a plan that is there; a workbook from those who fill in the sheets, any form from those who may."""
    plan = plan_for(request.user, ref, Permission.WRITE_FINANCE)
    any_form = may(request.user, Permission.IMPORT, plan)
    form = (UploadForm if any_form.allowed else WorkbookForm)(*_sent(request))
    upload = _read(request, form, plan, any_form) if form.is_valid() else None
    if upload:
        return redirect("import_found", plan.ref, upload.pk)
    latest = plan.uploads.select_related("read_by", "adopted_by").defer("found", "base").order_by("-pk")[:_LATEST]
    return render(request, "plans/importing/upload.html", {"form": form, "plan": plan, "uploads": latest})


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _read(request: SignedIn, form: UploadForm, plan: Plan | None = None, any_form: Verdict = _YES) -> Upload | None:
    """The file as read; nothing, with the reason in the form, where it cannot be taken."""
    given = form.cleaned_data
    where = {"plan": plan} if plan else {"edition": given["edition"], "hwb_code": given["hwb_code"]}
    file = given["file"]
    data = file.read()
    if not any_form.allowed and not is_workbook(file.name or "", data):
        form.add_error("file", f"“{file.name}” is not a workbook. {any_form.reason}")
        return None
    try:
        return actions.read_upload(by=request.user, name=file.name or "", data=data, **where)
    except Unusable as error:
        form.add_error("file", str(error))
        return None


@login_required
def import_new_found(request: SignedIn, upload_id: int) -> HttpResponse:
    """What was found, before there is a plan; afterwards, the way to the plan that was made of it."""
    upload = get_object_or_404(Upload, pk=upload_id, read_by=request.user)
    if upload.plan or request.method == "POST":
        return _made(request, actions.adopt(upload=upload, by=request.user).plan, upload)
    return render(request, "plans/importing/found.html", {"area": area(upload.hwb_code), **_shown(upload)})


def _made(request: HttpRequest, plan: Plan, upload: Upload) -> HttpResponse:
    """On to the plan that was made of a file, or to its passages to place."""
    waiting = plan.unplaced.filter(settled_at=None).count()
    messages.success(request, f"“{upload.name}” is in the plan.")
    if waiting:
        messages.info(request, f"{counted(waiting, 'passage')} of it answered no prompt. Say where they go.")
        return redirect("placing", plan.ref)
    return redirect("plan", plan.ref)


def upload_for(request: SignedIn, ref: str, upload_id: int) -> Upload:
    """An upload into that plan, for someone who may take what is in it: a workbook holds the sheets alone."""
    plan = plan_for(request.user, ref, Permission.WRITE_FINANCE)
    upload = get_object_or_404(Upload.objects.select_related("copy__taken_by", "version"), pk=upload_id, plan=plan)
    if not upload.workbook:
        plan_for(request.user, ref, Permission.IMPORT)
    upload.plan = plan
    return upload


@login_required
def import_found(request: SignedIn, ref: str, upload_id: int) -> HttpResponse:
    """What a file would change in a plan that is there: ticked, chosen, and taken in one press."""
    upload = upload_for(request, ref, upload_id)
    plan = upload.plan
    assert plan
    if upload.base is None:
        return redirect("plan", ref)
    take, settle = _decided(request) if request.method == "POST" else (None, {})
    chosen = {key: "file" if choice.take else "here" for key, choice in settle.items()}
    proposed = proposals(incoming(upload), read(plan), take, chosen)
    nothing = False
    if request.method == "POST" and "tick" in request.POST:
        take = _ticked(proposed, take or set(), request.POST["tick"])
        proposed = proposals(incoming(upload), read(plan), take, chosen)
    elif request.method == "POST":
        nothing = not take and not settle and bool(proposed.count or proposed.waiting)
        if not nothing:
            actions.adopt(upload=upload, by=request.user, take=take, settle=settle)
            return redirect("import_taken", ref, upload.pk)
    context = {"plan": plan, "proposals": proposed, "nothing": nothing, "known": known(upload), **_shown(upload)}
    return render(request, "plans/importing/found.html", context)


def _decided(request: HttpRequest) -> tuple[set[str], dict[str, Choice]]:
    """The keys that were ticked, and what was chosen of conflicts, each with what stood in the plan."""
    settle = {}
    for name, value in request.POST.items():
        if name.startswith(_CHOOSE):
            side, _, seen = str(value).partition(" ")
            settle[name.removeprefix(_CHOOSE)] = Choice(side == "file", seen)
    return set(request.POST.getlist("take")), settle


def _ticked(proposed: Proposals, take: set[str], press: str) -> set[str]:
    """After "Tick all" or "Tick none" of one table was pressed."""
    how, _, key = press.partition(" ")
    part = proposed.part(key)
    keys = {line.edit.key for line in part.lines} if part else set()
    return take | keys if how == "all" else take - keys


def _shown(upload: Upload) -> dict[str, Any]:
    found, form = found_from_plain(upload.found), edition(upload.edition_id)
    sections = findings(form, found)
    return {
        "upload": upload,
        "edition": form,
        "found": found,
        "sections": sections,
        "answered": sum(len(one.answered) for one in sections),
        "asked": sum(one.asked for one in sections),
        "problems": problem_lines(form, found),
        "problem_groups": [
            (title, lines)
            for severity, title in _GROUPS.items()
            if (lines := [one for one in problem_lines(form, found) if one.severity is severity])
        ],
        "passages": [(first_words_of(one.html), len(one.html)) for one in found.unplaced],
    }


def problem_lines(form: Edition, found: Found) -> list[SheetProblem]:
    """Every problem of a file as a line of a table, whatever kind of file it was."""
    return [
        problem
        if isinstance(problem, SheetProblem)
        else SheetProblem(
            problem.place,
            problem.severity,
            problem.message,
            section=named(form.id, [problem.place]),
            wrong=problem.message,
        )
        for problem in found.problems
    ]
