"""Part 2 taken away as a workbook: the file, and what it was made from, found again when it comes back."""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from bcf.definition.content import Content
from bcf.pack.found import Facts, Unusable
from bcf.pack.stamp import Stamp

from .models import Plan, SealedVersion, Upload, WorkingCopy


class Origin(NamedTuple):
    """What a workbook was made from: a working copy or a sealed version; neither where nobody knows."""

    copy: WorkingCopy | None = None
    version: SealedVersion | None = None

    @property
    def content(self) -> Content | None:
        made_from = self.version or self.copy
        return made_from.content if made_from else None

    @property
    def at(self) -> datetime | None:
        if self.version:
            return self.version.sealed_at
        return self.copy.taken_at if self.copy else None


def origin(ref: str, facts: Facts) -> Origin:
    """Finds what a workbook of that plan was made from."""
    if facts.version:
        return Origin(version=SealedVersion.objects.filter(plan__ref=ref, digest=facts.digest).first())
    return Origin(copy=WorkingCopy.objects.filter(plan__ref=ref, digest=facts.digest).first())


def check_area(facts: Facts, area: str) -> None:
    """Raises Unusable for a workbook of another area's plan."""
    if not facts.area or facts.area == area:
        return
    at = origin(facts.plan, facts).at
    taken = f" on {_day(at)}" if at else ""
    raise Unusable(
        f"This workbook was taken from the plan of {facts.area}{taken}. You are importing for {area}. Choose the "
        f"workbook of {area}, or open the plan of {facts.area} and bring this one in there."
    )


def workbook(plan: Plan, copy: WorkingCopy) -> bytes:
    """Part 2 of the working copy. The library that makes it is loaded here, not with every page."""
    from bcf.pack.xlsx import xlsx

    return xlsx(plan.edition, copy.content, Stamp(plan.ref, plan.area))


def file_name(plan: Plan, at: datetime) -> str:
    """ "part-2-anytown-1914-06-03-1405.xlsx", so that two copies are told apart."""
    area = re.sub(r"[^a-z0-9]+", "-", plan.area.lower()).strip("-")
    return f"part-2-{area}-{timezone.localtime(at):%Y-%m-%d-%H%M}.xlsx"


def known(upload: Upload) -> bool:
    """Whether what the file was made from is known, so that what changed in it is too."""
    return bool(upload.copy_id or upload.version_id)


def _day(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local.day} {local:%B %Y}"
