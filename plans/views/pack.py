"""The official files of the working copy or of a sealed version: asked for, being made, ready."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bcf.access import Permission, may, plan_for
from plans import actions
from plans.models import PackBuild, Plan, SealedVersion
from plans.packs import content_and_stamp, key_of

from .find import SignedIn, sealed


@login_required
def pack(request: SignedIn, ref: str) -> HttpResponse:
    """The files of the working copy, and the way to those of each version."""
    return _pack(request, plan_for(request.user, ref, Permission.EXPORT), None)


@login_required
def version_pack(request: SignedIn, ref: str, number: int) -> HttpResponse:
    plan = plan_for(request.user, ref, Permission.EXPORT if request.method == "POST" else Permission.READ_SEALED)
    return _pack(request, plan, sealed(plan, number))


def _pack(request: SignedIn, plan: Plan, version: SealedVersion | None) -> HttpResponse:
    if request.method == "POST":
        actions.ask_for_pack(plan=plan, by=request.user, version=version)
        return redirect("send", plan.ref) if "send" in request.GET else redirect(pack_address(plan, version))
    versions = plan.sealed.defer("canonical", "problems").order_by("-number")
    context = {"versions": versions, "may_make": may(request.user, Permission.EXPORT, plan)}
    return render(request, "plans/pack/pack.html", {**pack_of(plan, version), **context})


def pack_of(plan: Plan, version: SealedVersion | None) -> dict[str, Any]:
    """The newest files there are or will be, and whether they still say what the plan says. Five queries at most."""
    content, stamp = content_and_stamp(plan, version)
    builds = PackBuild.objects.filter(plan=plan, version=version).order_by("-pk").defer("canonical")
    key = key_of(content, stamp)
    build = builds.filter(key=key).first() or builds.first()
    return {
        "plan": plan,
        "version": version,
        "stamp": stamp,
        "build": build,
        "current": build is not None and build.key == key,
        "files": list(build.files.defer("data")) if build and build.ready else [],
    }


def pack_address(plan: Plan, version: SealedVersion | None) -> str:
    return reverse("version_pack", args=[plan.ref, version.number]) if version else reverse("pack", args=[plan.ref])


@login_required
def pack_status(request: SignedIn, ref: str, build_id: int) -> JsonResponse:
    """How far the making is, for the page that waits."""
    plan = plan_for(request.user, ref, Permission.EXPORT)
    actions.requeue_lost()
    build = get_object_or_404(PackBuild.objects.defer("canonical").select_related("version"), plan=plan, pk=build_id)
    state = "making" if build.under_way else build.state
    message = {
        "making": "The files are being made.",
        "ready": "The files are ready.",
        "failed": "The files could not be made.",
    }[state]
    return JsonResponse(
        {
            "state": state,
            "message": message,
            "href": reverse("send", args=[plan.ref]) if "send" in request.GET else pack_address(plan, build.version),
            "link": "Go on" if "send" in request.GET else "Show the files" if build.ready else "Show what you can do",
        },
        headers={"Cache-Control": "no-store"},
    )
