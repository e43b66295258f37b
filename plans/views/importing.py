"""Bringing a filled-in form in: upload it, look at what was found, take it; then place what is left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from bcf.access import Permission, plan_for
from bcf.definition.content import Content
from bcf.editions import edition
from bcf.pack.found import Unusable
from bcf.reference import area
from plans import actions
from plans.compared import counted
from plans.findings import findings, first_words_of
from plans.import_forms import NewPlanForm, UploadForm
from plans.models import Plan, Upload
from plans.places import named
from plans.proposals import proposals
from plans.uploads import found_from_plain

from .find import SignedIn
from .plan_list import may_start


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
    """A file for a plan that is there."""
    plan = plan_for(request.user, ref, Permission.IMPORT)
    form = UploadForm(*_sent(request))
    upload = _read(request, form, plan) if form.is_valid() else None
    if upload:
        return redirect("import_found", plan.ref, upload.pk)
    return render(request, "plans/importing/upload.html", {"form": form, "plan": plan})


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _read(request: SignedIn, form: UploadForm, plan: Plan | None = None) -> Upload | None:
    """The file as read; nothing, with the reason in the form, where it cannot be taken."""
    given = form.cleaned_data
    where = {"plan": plan} if plan else {"edition": given["edition"], "hwb_code": given["hwb_code"]}
    file = given["file"]
    try:
        return actions.read_upload(by=request.user, name=file.name or "", data=file.read(), **where)
    except Unusable as error:
        form.add_error("file", str(error))
        return None


@login_required
def import_new_found(request: SignedIn, upload_id: int) -> HttpResponse:
    """What was found, before there is a plan; afterwards, the way to the plan that was made of it."""
    upload = get_object_or_404(Upload, pk=upload_id, read_by=request.user)
    if upload.plan and not upload.adopted_at:
        return redirect("import_found", upload.plan.ref, upload.pk)
    if upload.plan or request.method == "POST":
        return _taken(request, actions.adopt(upload=upload, by=request.user), upload)
    return render(request, "plans/importing/found.html", {"area": area(upload.hwb_code), **_shown(upload)})


@login_required
def import_found(request: SignedIn, ref: str, upload_id: int) -> HttpResponse:
    """What was found for a plan that is there, and what it would change: taken where it is ticked."""
    plan = plan_for(request.user, ref, Permission.IMPORT)
    upload = get_object_or_404(Upload, pk=upload_id, plan=plan)
    if upload.adopted_at:
        return _taken(request, actions.Adopted(plan), upload)
    assert upload.base is not None
    base, found = Content.from_plain(upload.base), found_from_plain(upload.found)
    proposed = proposals(plan.edition, base, found.content)
    if request.method == "POST":
        leave = {one.key for one in proposed} - set(request.POST.getlist("take"))
        return _taken(request, actions.adopt(upload=upload, by=request.user, leave=leave), upload)
    return render(request, "plans/importing/found.html", {"plan": plan, "proposals": proposed, **_shown(upload)})


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
        "problems": [(named(form.id, [problem.place]), problem) for problem in found.problems],
        "passages": [(first_words_of(one.html), len(one.html)) for one in found.unplaced],
    }


def _taken(request: HttpRequest, adopted: actions.Adopted, upload: Upload) -> HttpResponse:
    """On to the plan; or to its passages to place; or first to what colleagues changed in the meantime."""
    plan = adopted.plan
    if adopted.conflicts:
        kept = [(named(plan.edition_id, [one.place]), one) for one in adopted.conflicts]
        return render(request, "plans/importing/kept.html", {"plan": plan, "upload": upload, "kept": kept})
    waiting = plan.unplaced.filter(settled_at=None).count()
    messages.success(request, f"“{upload.name}” is in the plan.")
    if waiting:
        messages.info(request, f"{counted(waiting, 'passage')} of it answered no prompt. Say where they go.")
        return redirect("placing", plan.ref)
    return redirect("plan", plan.ref)
