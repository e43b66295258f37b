"""Signing a sealed version for an organisation, or declining to."""

from __future__ import annotations

from datetime import date as Day
from typing import Any

from django.db import transaction
from django.utils import timezone

from bcf.access import Block, blocks_to_sign, sign_off_blocks
from bcf.events import Kind, record
from bcf.models import User
from plans.models import SealedVersion, Signature

from .errors import AlreadySigned, MayNotSign, Superseded
from .packing import ask_for_pack
from .sealing import latest_version
from .writing import lock


@transaction.atomic
def sign(*, version: SealedVersion, by: User, table: str, uid: str, name: str, position: str, date: Day) -> Signature:
    """Signs one block of the version; the signature names its digest. Signing twice gives the same signature.

    The last one asks for the files, so that they are there when somebody sends the plan.

    Raises MayNotSign, Superseded, AlreadySigned.
    """
    lock(version.plan)
    block = _block(version, by, table, uid)
    if given := signature_on(version, table, uid):
        if given.by_id == by.pk:
            return given
        raise AlreadySigned(f"{given.name} has signed for {given.organisation} already.")
    _must_be_latest(version)
    signature = _act(
        Kind.SIGNED, version, by, block, Signature.Decision.SIGNED,
        name=name.strip(), position=position.strip(), date=date,
    )  # fmt: skip
    if not unsigned(version):
        ask_for_pack(plan=version.plan, by=by, version=version)
    return signature


@transaction.atomic
def decline(*, version: SealedVersion, by: User, table: str, uid: str, reason: str) -> Signature:
    """Records that the organisation does not sign, and why. Raises MayNotSign, Superseded, AlreadySigned."""
    lock(version.plan)
    block = _block(version, by, table, uid)
    if given := signature_on(version, table, uid):
        raise AlreadySigned(f"{given.name} has signed for {given.organisation} already.")
    _must_be_latest(version)
    return _act(
        Kind.DECLINED, version, by, block, Signature.Decision.DECLINED, name=by.get_full_name(), reason=reason.strip()
    )


def signature_on(version: SealedVersion, table: str, uid: str) -> Signature | None:
    """The signature on that block, if it is signed."""
    return version.signatures.filter(table=table, uid=uid, decision=Signature.Decision.SIGNED).first()


def unsigned(version: SealedVersion) -> list[Block]:
    """The sign-off blocks that have no signature yet."""
    signed = {(one.table, one.uid) for one in version.signatures.all() if one.signed}
    return [block for block in sign_off_blocks(version) if (block.sign_off.table, block.row.uid) not in signed]


def _block(version: SealedVersion, by: User, table: str, uid: str) -> Block:
    for block in blocks_to_sign(by, version):
        if (block.sign_off.table, block.row.uid) == (table, uid):
            return block
    raise MayNotSign("This sign-off is for another person or organisation. Ask the lead author who signs.")


def _must_be_latest(version: SealedVersion) -> None:
    latest = latest_version(version.plan)
    if latest and latest.number != version.number:
        raise Superseded(
            f"Version {latest.number} has been sealed since version {version.number}. "
            f"Read version {latest.number} and sign that."
        )


def _act(
    kind: Kind, version: SealedVersion, by: User, block: Block, decision: Signature.Decision, **said: Any
) -> Signature:
    """Records the act on the block, naming the digest of what it is about, with its event."""
    signature = Signature.objects.create(
        version=version,
        digest=version.digest,
        table=block.sign_off.table,
        uid=block.row.uid,
        organisation=block.organisation,
        decision=decision,
        by=by,
        at=timezone.now(),
        **said,
    )
    _tell(kind, signature)
    return signature


def _tell(kind: Kind, signature: Signature) -> None:
    version = signature.version
    record(
        kind,
        by=signature.by,
        plan=version.plan.ref,
        place=f"{signature.table}/{signature.uid}",
        at=signature.at,
        version=version.number,
        digest=version.digest,
        organisation=signature.organisation,
        reason=signature.reason,
    )
