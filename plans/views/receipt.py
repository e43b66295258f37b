"""Sending the plan, and the receipt that says it was sent."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from bcf.access import Permission, plan_for
from plans import actions
from plans.standing import sign_off_of

from .find import SignedIn, sealed
from .pack import pack_of


@login_required
def send(request: SignedIn, ref: str) -> HttpResponse:
    """Check what is sent, then send it; once sent, the receipt."""
    plan = plan_for(request.user, ref, Permission.SEND)
    position = sign_off_of(plan)
    version, error = position.version, ""
    if version and actions.sending_of(version):
        return redirect("receipt", plan.ref, version.number)
    if version and request.method == "POST":
        try:
            actions.send(version=version, by=request.user)
            return redirect("receipt", plan.ref, version.number)
        except actions.NotAllSigned as refused:
            error = refused.message
    files = pack_of(plan, version) if position.all_signed else {}
    context = {**files, "plan": plan, "version": version, "sign_off": position, "error": error}
    return render(request, "plans/pack/send.html", context)


@login_required
def receipt(request: SignedIn, ref: str, number: int) -> HttpResponse:
    plan = plan_for(request.user, ref, Permission.READ_SEALED)
    version = sealed(plan, number)
    sending = actions.sending_of(version)
    if sending is None:
        raise Http404(f"Version {number} has not been sent.")
    files = list(sending.build.files.defer("data"))
    context = {"plan": plan, "version": version, "sending": sending, "files": files}
    return render(request, "plans/pack/receipt.html", context)
