"""The whole plan to read, as it will be sent: the working copy, or a sealed version."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from bcf.access import Permission, plan_for
from bcf.pack.reading import reading as reading_of
from plans.models import Plan, SealedVersion
from plans.packs import content_and_stamp

from .find import SignedIn, sealed


@login_required
def reading(request: SignedIn, ref: str) -> HttpResponse:
    """The working copy, as it stands."""
    return _read(request, plan_for(request.user, ref, Permission.READ), None)


@login_required
def read_version(request: SignedIn, ref: str, number: int) -> HttpResponse:
    plan = plan_for(request.user, ref, Permission.READ_SEALED)
    return _read(request, plan, sealed(plan, number))


def _read(request: SignedIn, plan: Plan, version: SealedVersion | None) -> HttpResponse:
    content, stamp = content_and_stamp(plan, version)
    html = reading_of(plan.edition, content, stamp, top=2)
    return render(
        request, "plans/pack/reading.html", {"plan": plan, "version": version, "stamp": stamp, "reading": html}
    )
