"""Taking the workbook away: what was in the copy is kept, so that it can come back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bcf.definition.content import Content
from bcf.events import Kind, record
from bcf.models import User
from plans.content import content_of
from plans.models import Plan, WorkingCopy

from .writing import lock


@transaction.atomic
def take_copy(*, plan: Plan, by: User) -> WorkingCopy:
    """What the plan says now, as the workbook that is taken away will say it."""
    lock(plan)
    at = timezone.now()
    copy = remember(plan, by, at, content_of(plan))
    what = next(document.title for document in plan.edition.documents if document.format == "excel")
    record(Kind.COPY_TAKEN, by=by, plan=plan.ref, at=at, what=what, digest=copy.digest)
    return copy


def remember(plan: Plan, by: User, at: datetime, content: Content) -> WorkingCopy:
    """The copy with that content; the same one again while the plan stays as it is."""
    copy, _ = WorkingCopy.objects.update_or_create(
        plan=plan,
        digest=content.digest(),
        defaults={"taken_by": by, "taken_at": at},
        create_defaults={"taken_by": by, "taken_at": at, "canonical": content.canonical()},
    )
    return copy
