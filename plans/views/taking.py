"""Part 2 taken away as a workbook; what was taken of a file that came back, and its undoing; its problems as a list."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from bcf.access import Permission, may, plan_for
from bcf.definition.changes import Edit
from bcf.definition.content import Content
from bcf.definition.parts import Edition
from bcf.definition.references import filled
from plans import actions
from plans.compared import differences, place_title
from plans.content import content_of
from plans.copies import file_name, workbook
from plans.incoming import incoming, said
from plans.models import Intake, Plan
from plans.uploads import found_from_plain

from .find import SignedIn
from .importing import problem_lines, upload_for

_LATEST = 5
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
def copy(request: SignedIn, ref: str) -> HttpResponse:
    """Who took copies; by one press, another one."""
    plan = plan_for(request.user, ref, Permission.EXPORT)
    if request.method == "POST":
        taken = actions.take_copy(plan=plan, by=request.user)
        name = file_name(plan, taken.taken_at)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(workbook(plan, taken), content_type=_XLSX, headers=headers)
    context = {
        "plan": plan,
        "document": next(one for one in plan.edition.documents if one.format == "excel"),
        "copies": plan.copies.select_related("taken_by").defer("canonical")[:_LATEST],
        "may_bring": may(request.user, Permission.WRITE_FINANCE, plan).allowed,
    }
    return render(request, "plans/importing/copy.html", context)


@login_required
def import_taken(request: SignedIn, ref: str, upload_id: int) -> HttpResponse:
    """What was taken of a file and what was left, and the way to undo it."""
    upload = upload_for(request, ref, upload_id)
    plan = upload.plan
    assert plan
    intakes = Intake.objects.filter(upload=upload).select_related("by", "undone_by").order_by("-pk")
    if request.method == "POST":
        number = request.POST.get("undo", "")
        actions.undo(intake=get_object_or_404(intakes, pk=number if number.isdigit() else 0), by=request.user)
        return redirect("import_taken", ref, upload.pk)
    if upload.base is None or not intakes:
        return redirect("import_found", ref, upload.pk) if upload.base else redirect("plan", ref)
    now, coming = content_of(plan), incoming(upload)
    still = coming.edits(now)
    context = {
        "plan": plan,
        "upload": upload,
        "intakes": [_told(plan.edition, now, one) for one in intakes],
        # whoever has undone all of it is asked for no choice
        "waiting": 0 if all(one.undone_at for one in intakes) else sum(coming.waits(edit) for edit in still),
        "left": _named(plan.edition, [edit for edit in still if not coming.waits(edit)], now, coming.mine),
        "passages": upload.unplaced.filter(settled_at=None).count() if not upload.workbook else 0,
    }
    return render(request, "plans/importing/taken.html", context)


def _told(edition: Edition, now: Content, intake: Intake) -> dict[str, Any]:
    before, after = (filled(edition, Content.from_plain(one), by=now) for one in (intake.before, intake.after))
    stayed = [key.partition(" ")[2] for key in intake.stayed]
    return {
        "intake": intake,
        "what": said(edition, intake.taken),
        "changes": differences(edition, before, after),
        "stayed": [place_title(edition, place, now, after, before) for place in stayed],
    }


def _named(edition: Edition, edits: list[Edit], *contents: Content) -> list[str]:
    return [place_title(edition, edit.place, *contents) for edit in edits]


@login_required
@require_GET
def import_problems(request: SignedIn, ref: str, upload_id: int) -> HttpResponse:
    """The problems of a file as a list for a spreadsheet, to send to whoever filled it in."""
    upload = upload_for(request, ref, upload_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="problems.csv"'
    # without the mark Excel takes UTF-8 for something else
    response.write("\ufeff")
    lines = csv.writer(response)
    lines.writerow(["Tab", "Section", "Cell", "What is wrong", "What is expected"])
    plan: Plan | None = upload.plan
    assert plan
    for one in problem_lines(plan.edition, found_from_plain(upload.found)):
        lines.writerow([_plain(text) for text in (one.tab, one.section, one.cell, one.wrong, one.expected)])
    return response


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
