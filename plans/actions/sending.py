"""Sending: a signed version goes out once, with its files and a receipt, all stored together."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from bcf.events import Kind, record
from bcf.models import User
from plans.models import PackBuild, SealedVersion, Sending

from .errors import NotAllSigned
from .packing import build_for, make, take_up
from .signing import unsigned
from .writing import lock

# Nothing that can be misread or that spells a word.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"


def send(*, version: SealedVersion, by: User) -> Sending:
    """Sends the version. A second press gives the same receipt. Raises NotAllSigned.

    The files are made first, outside the transaction; then the sending is stored, or nothing is.
    """
    if sent := sending_of(version):
        return sent
    _must_be_signed(version)
    build = _made(version, by)
    with transaction.atomic():
        lock(version.plan)
        if sent := sending_of(version):
            return sent
        sending = Sending.objects.create(
            version=version, build=build, receipt=_receipt(), sent_by=by, sent_at=timezone.now()
        )
        record(
            Kind.SENT,
            by=by,
            plan=version.plan.ref,
            at=sending.sent_at,
            version=version.number,
            digest=version.digest,
            receipt=sending.receipt,
            files={file.name: file.sha256 for file in build.files.defer("data")},
        )
    return sending


def sending_of(version: SealedVersion) -> Sending | None:
    return Sending.objects.filter(version=version).select_related("build").first()


def _must_be_signed(version: SealedVersion) -> None:
    missing = unsigned(version)
    if missing or not version.signatures.exists():
        raise NotAllSigned([block.organisation or block.sign_off.table for block in missing])


def _made(version: SealedVersion, by: User) -> PackBuild:
    build, _ = build_for(plan=version.plan, by=by, version=version)
    if not build.ready:
        take_up(build)
        make(build)
        build.refresh_from_db()
    return build


def _receipt() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"BCF-{letters[:4]}-{letters[4:]}"
