"""Everyone's position on the plan, asking for signatures, and what changed since a version."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bcf.access import Permission, may, plan_for
from bcf.definition.problems import Problem, Severity
from plans import actions
from plans.checklist import before_signing, problems_in, problems_of
from plans.compared import differences
from plans.content import content_of
from plans.models import SealedVersion
from plans.sign_forms import AskForm
from plans.standing import blocks_in, open_blocks, sign_off_of

from .find import SignedIn, sealed


@login_required
def sign_off(request: SignedIn, ref: str) -> HttpResponse:
    """Who has signed what; what each person can do next. Those who read only what was sent get its receipt."""
    plan = plan_for(request.user, ref, Permission.READ_SEALED)
    if not may(request.user, Permission.READ, plan).allowed:
        last = SealedVersion.objects.filter(plan=plan, sending__isnull=False).latest("number")
        return redirect("receipt", plan.ref, last.number)
    position, problems = sign_off_of(plan), problems_of(plan)
    context = {
        "plan": plan,
        "sign_off": position,
        "stopping": len(before_signing(plan.edition, problems)),
        "warnings": _warnings(problems),
        "may_ask": may(request.user, Permission.SEAL, plan),
        "may_send": may(request.user, Permission.SEND, plan),
        "to_sign": open_blocks(request.user, position.version) if position.version else [],
        "sent": actions.sending_of(position.version) if position.version else None,
    }
    return render(request, "plans/signing/sign_off.html", context)


@login_required
def ask_for_sign_off(request: SignedIn, ref: str) -> HttpResponse:
    """The last look before the plan is sealed; problems that stop it need a reason."""
    plan = plan_for(request.user, ref, Permission.SEAL)
    content, latest = content_of(plan), actions.latest_version(plan)
    problems = problems_in(plan.edition, content)
    stopping = before_signing(plan.edition, problems)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (not stopping or form.is_valid()):
        version = actions.seal(plan=plan, by=request.user, reason=form.data.get("reason", ""))
        messages.success(request, f"Version {version.number} is sealed. Everyone below is asked to sign it.")
        return redirect("sign_off", plan.ref)
    context = {
        "plan": plan,
        "same": latest if latest and latest.digest == content.digest() else None,
        "form": form if stopping else None,
        "stopping": stopping,
        "warnings": _warnings(problems),
        "blocks": blocks_in(plan, content),
        "next_number": latest.number + 1 if latest else 1,
    }
    return render(request, "plans/signing/ask.html", context)


def _warnings(problems: Iterable[Problem]) -> int:
    return sum(problem.severity is Severity.WARNING for problem in problems)


@login_required
def changes(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """What the working copy says now that the sealed version does not, before and after."""
    plan = plan_for(request.user, ref, Permission.READ)
    version = sealed(plan, number)
    context = {
        "plan": plan,
        "version": version,
        "changes": differences(plan.edition, version.content, content_of(plan)),
        "before_title": f"In version {number}",
    }
    return render(request, "plans/signing/changes.html", context)
