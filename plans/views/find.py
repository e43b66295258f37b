"""What the views of sealed versions, files and packs find, and who asks."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from bcf.models import User
from plans.models import Plan, SealedVersion


class SignedIn(HttpRequest):
    """A request behind `login_required`."""

    user: User


def sealed(plan: Plan, number: int) -> SealedVersion:
    """The sealed version of that number, its plan with it."""
    version: SealedVersion | None = SealedVersion.objects.filter(plan=plan, number=number).first()
    if version is None:
        raise Http404(f"This plan has no version {number}.")
    version.plan = plan
    return version
