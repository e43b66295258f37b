"""Sealing: what the plan says now becomes a numbered version that nobody can change."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bcf.definition.changes import Change, diff
from bcf.events import Kind, record
from bcf.models import User
from plans.checklist import before_signing, problems_in
from plans.content import content_of
from plans.models import Plan, SealedVersion
from plans.uploads import problem_as_plain

from .errors import MustFix
from .writing import lock


@transaction.atomic
def seal(*, plan: Plan, by: User, reason: str = "") -> SealedVersion:
    """Seals the plan and so asks for signatures. Sealing what is sealed already gives the same version.

    Raises MustFix while problems stop it and no reason is given for leaving them.
    """
    lock(plan)
    content, latest = content_of(plan), latest_version(plan)
    if latest and latest.digest == content.digest():
        return latest
    problems = problems_in(plan.edition, content)
    stopping = before_signing(plan.edition, problems)
    if stopping and not reason.strip():
        raise MustFix(stopping)
    at = timezone.now()
    version = SealedVersion.objects.create(
        plan=plan,
        number=latest.number + 1 if latest else 1,
        canonical=content.canonical(),
        digest=content.digest(),
        reason=reason.strip() if stopping else "",
        problems=[problem_as_plain(problem) for problem in problems],
        sealed_by=by,
        sealed_at=at,
    )
    record(Kind.SEALED, by=by, plan=plan.ref, at=at, version=version.number, digest=version.digest)
    return version


def latest_version(plan: Plan) -> SealedVersion | None:
    return SealedVersion.objects.filter(plan=plan).select_related("plan").order_by("-number").first()


def changed_since(version: SealedVersion) -> list[Change]:
    """Every difference between the sealed version and what the plan says now."""
    return diff(version.content, content_of(version.plan))
