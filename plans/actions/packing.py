"""Asking for the official files, and making them outside any request and any transaction."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bcf.events import Kind, record
from bcf.models import User
from plans.models import PackBuild, PackFile, Plan, SealedVersion
from plans.packs import content_and_stamp, files_of, key_of

from .copying import remember
from .writing import lock

State = PackBuild.State
_LOST_AFTER = timedelta(minutes=10)
_MOST_ATTEMPTS = 3


@transaction.atomic
def ask_for_pack(*, plan: Plan, by: User, version: SealedVersion | None = None) -> PackBuild:
    """The build of the version's files, or of the working copy's: made already, under way, or begun now."""
    from plans.tasks import make_pack

    requeue_lost()
    build, new = build_for(plan=plan, by=by, version=version)
    if new:
        what = f"version {version.number}" if version else "the working copy"
        record(Kind.PACK_ASKED, by=by, plan=plan.ref, what=what)
        transaction.on_commit(lambda: make_pack.enqueue(build.pk))
    return build


@transaction.atomic
def build_for(*, plan: Plan, by: User, version: SealedVersion | None) -> tuple[PackBuild, bool]:
    """The build that is or will be those files, and whether it is new; one that failed is not used again."""
    lock(plan)
    content, stamp = content_and_stamp(plan, version)
    key = key_of(content, stamp)
    if build := PackBuild.objects.filter(plan=plan, key=key).exclude(state=State.FAILED).first():
        return build, False
    at = timezone.now()
    if version is None:
        remember(plan, by, at, content)
    build = PackBuild.objects.create(
        plan=plan,
        version=version,
        key=key,
        canonical=content.canonical(),
        stamp=asdict(stamp),
        asked_by=by,
        asked_at=at,
    )
    return build, True


def take_up(build: PackBuild) -> bool:
    """Marks a build that waits as being made; False when another worker has it."""
    taken = PackBuild.objects.filter(pk=build.pk, state=State.ASKED)
    return bool(taken.update(state=State.MAKING, started_at=timezone.now(), attempts=F("attempts") + 1))


def make(build: PackBuild) -> None:
    """Makes the files and stores them. Made twice at once, the first is kept. What goes wrong is recorded."""
    try:
        files = files_of(build)
    except Exception as error:
        PackBuild.objects.filter(pk=build.pk, state=State.MAKING).update(
            state=State.FAILED, finished_at=timezone.now(), error=f"{type(error).__name__}: {error}"
        )
        raise
    _store(build, files)


@transaction.atomic
def _store(build: PackBuild, files: dict[str, bytes]) -> None:
    from bcf.pack.bundle import media_type

    unfinished = PackBuild.objects.filter(pk=build.pk).exclude(state=State.READY)
    if not unfinished.update(state=State.READY, finished_at=timezone.now(), error=""):
        return
    PackFile.objects.bulk_create(
        PackFile(
            build=build,
            name=name,
            media_type=media_type(name),
            data=data,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
        )
        for name, data in files.items()
    )
    if build.version_id is None:
        drafts = PackBuild.objects.filter(plan=build.plan, version=None, pk__lt=build.pk)
        drafts.filter(state__in=[State.READY, State.FAILED]).delete()


@transaction.atomic
def requeue_lost() -> int:
    """Begins again what a worker left when it died, twice at most; then it has failed. Gives how many there were.

    Whoever asks for a pack does this too, so that nobody waits for ever.
    """
    lost = PackBuild.objects.filter(state=State.MAKING, started_at__lt=timezone.now() - _LOST_AFTER)
    return sum(_begin_again(build) for build in lost)


def _begin_again(build: PackBuild) -> int:
    from plans.tasks import make_pack

    still = PackBuild.objects.filter(pk=build.pk, state=State.MAKING, attempts=build.attempts)
    if build.attempts >= _MOST_ATTEMPTS:
        error = f"The files could not be made in {_MOST_ATTEMPTS} attempts."
        return still.update(state=State.FAILED, finished_at=timezone.now(), error=error)
    begun = still.update(state=State.ASKED, started_at=None)
    if begun:
        transaction.on_commit(lambda: make_pack.enqueue(build.pk))
    return begun
