"""Signing a sealed version, declining to, and the confirmation."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bcf.access import Permission, plan_for
from bcf.definition.problems import Severity
from plans import actions
from plans.actions import Refused
from plans.checklist import before_signing
from plans.models import Plan, SealedVersion
from plans.sign_forms import DeclineForm, SignForm
from plans.standing import SignOff, open_blocks, sign_off_of
from plans.uploads import problem_from_plain

from .find import SignedIn, sealed


@login_required
def sign(request: SignedIn, ref: str, number: int) -> HttpResponse:
    plan = plan_for(request.user, ref, Permission.SIGN)
    version, position = sealed(plan, number), sign_off_of(plan)
    blocks = open_blocks(request.user, version)
    if not blocks or position.version != version:
        return render(request, "plans/signing/nothing_to_sign.html", _nothing(request, plan, version, position))
    form = SignForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        blocks=blocks,
        version=number,
        area=plan.area,
    )
    if form.is_valid() and _sign(request, version, form):
        return redirect("signed", plan.ref, number)
    context = {"form": form, "blocks": blocks, **_about(plan, version, position)}
    return render(request, "plans/signing/sign.html", context)


@login_required
def decline(request: SignedIn, ref: str, number: int) -> HttpResponse:
    plan = plan_for(request.user, ref, Permission.SIGN)
    version, position = sealed(plan, number), sign_off_of(plan)
    blocks = open_blocks(request.user, version)
    if not blocks or position.version != version:
        return render(request, "plans/signing/nothing_to_sign.html", _nothing(request, plan, version, position))
    form = DeclineForm(request.POST if request.method == "POST" else None, blocks=blocks)
    if form.is_valid() and _decline(request, version, form):
        return redirect("signed", plan.ref, number)
    context = {"form": form, "blocks": blocks, **_about(plan, version, position)}
    return render(request, "plans/signing/decline.html", context)


@login_required
def signed(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """What this person did about the version, and what happens next."""
    plan = plan_for(request.user, ref, Permission.SIGN)
    version = sealed(plan, number)
    acts = list(version.signatures.filter(by=request.user))
    last = {(act.table, act.uid): act for act in acts}
    if not last:
        return redirect("sign", plan.ref, number)
    context = {
        "plan": plan,
        "version": version,
        "agreed": [act for act in last.values() if act.signed],
        "declined": [act for act in last.values() if not act.signed],
        "waiting": [block.organisation for block in actions.unsigned(version)],
        "left": len(open_blocks(request.user, version)),
    }
    return render(request, "plans/signing/signed.html", context)


def _sign(request: SignedIn, version: SealedVersion, form: SignForm) -> bool:
    given = form.cleaned_data
    try:
        for block in form.chosen():
            actions.sign(
                version=version,
                by=request.user,
                table=block.sign_off.table,
                uid=block.row.uid,
                name=given["name"],
                position=given.get("position", "") if block.sign_off.position else "",
                date=given["date"],
            )
    except Refused as error:
        form.add_error(None, error.message)
    return form.is_valid()


def _decline(request: SignedIn, version: SealedVersion, form: DeclineForm) -> bool:
    reason = form.cleaned_data["reason"]
    try:
        for block in form.chosen():
            table, uid = block.sign_off.table, block.row.uid
            actions.decline(version=version, by=request.user, table=table, uid=uid, reason=reason)
    except Refused as error:
        form.add_error(None, error.message)
    return form.is_valid()


def _about(plan: Plan, version: SealedVersion, position: SignOff) -> dict[str, Any]:
    """What is to be signed: the version, the problems left in it, and what the others have done."""
    problems = [problem_from_plain(problem) for problem in version.problems]
    stopping = before_signing(plan.edition, problems)
    return {
        "plan": plan,
        "version": version,
        "sign_off": position,
        "stopping": stopping,
        "warnings": [problem for problem in problems if problem.severity is Severity.WARNING],
    }


def _nothing(request: SignedIn, plan: Plan, version: SealedVersion, position: SignOff) -> dict[str, Any]:
    """Why there is nothing to sign: a later version, or it is signed, or it is for others."""
    acts = version.signatures.filter(by=request.user, decision="signed")
    return {"plan": plan, "version": version, "sign_off": position, "mine": list(acts)}
