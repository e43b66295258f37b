"""Who may do what. `plan_for` is the only way to get a plan; `may` says why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404

from .definition.parts import Document, Section, SignOff
from .definition.spelling import fold_organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from plans.models import Participation, Plan, SealedVersion

    from .definition.content import Row
    from .models import User

    Visitor = User | AnonymousUser


class Permission(StrEnum):
    """What one can do with a plan."""

    READ = "read the working copy"
    READ_SEALED = "read sealed versions, packs and receipts"
    WRITE = "write the narrative"
    WRITE_FINANCE = "fill in the finance and metrics sheets"
    COMMENT = "fill in the providers’ commentary"
    IMPORT = "bring files into the plan"
    EXPORT = "make the official files"
    SEAL = "ask for signatures"
    SIGN = "sign"
    SEND = "send the plan"
    MANAGE_PEOPLE = "say who takes part"


_READING = frozenset({Permission.READ, Permission.READ_SEALED, Permission.EXPORT})
_WRITING = frozenset({Permission.WRITE, Permission.WRITE_FINANCE, Permission.COMMENT, Permission.IMPORT})


class Role(StrEnum):
    """How a person takes part in a plan. Sign-offs of an edition name the roles that may sign."""

    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    FINANCE = "finance"
    READER = "reader"
    CCG_SIGNER = "ccg_signer"
    COUNCIL_SIGNER = "council_signer"
    CHAIR = "chair"
    PROVIDER = "provider"
    ASSURER = "assurer"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def permissions(self) -> frozenset[Permission]:
        return _PERMISSIONS[self]


_LABELS = {
    Role.LEAD: "lead author",
    Role.CONTRIBUTOR: "contributor",
    Role.FINANCE: "finance lead",
    Role.READER: "reader",
    Role.CCG_SIGNER: "signer for a CCG",
    Role.COUNCIL_SIGNER: "signer for a council",
    Role.CHAIR: "chair of the board",
    Role.PROVIDER: "hospital",
    Role.ASSURER: "assurer",
}
_PERMISSIONS = {
    Role.LEAD: frozenset(Permission) - {Permission.SIGN},
    Role.CONTRIBUTOR: _READING | _WRITING,
    Role.FINANCE: _READING | {Permission.WRITE_FINANCE},
    Role.READER: _READING,
    Role.CCG_SIGNER: _READING | {Permission.SIGN},
    Role.COUNCIL_SIGNER: _READING | {Permission.SIGN},
    Role.CHAIR: _READING | {Permission.SIGN},
    Role.PROVIDER: frozenset({Permission.COMMENT}),
    Role.ASSURER: frozenset({Permission.READ_SEALED}),
}


class Verdict(NamedTuple):
    """Whether something is allowed, and if not, why: a sentence for the person."""

    allowed: bool
    reason: str = ""


def may(user: Visitor, permission: Permission, plan: Plan) -> Verdict:
    """Whether this person may do this with this plan."""
    return _verdict(_participations(user, plan.ref), permission, plan)


def plan_for(user: Visitor, ref: str, permission: Permission | Callable[[Plan], Permission]) -> Plan:
    """The plan, for someone who may do this with it; where what is done depends on the plan, a function says.

    Raises Http404 to those who have no part in it (or where there is none), and PermissionDenied with the
    reason to those who have but may not.
    """
    parts = _participations(user, ref)
    if not parts:
        raise Http404("There is no such plan among yours.")
    plan = parts[0].plan
    verdict = _verdict(parts, permission if isinstance(permission, Permission) else permission(plan), plan)
    if not verdict.allowed:
        raise PermissionDenied(verdict.reason)
    return plan


def plans_for(user: Visitor) -> QuerySet[Plan]:
    """The plans in which this person has a part."""
    from plans.models import Plan

    if not user.is_authenticated:
        return Plan.objects.none()
    return Plan.objects.filter(participations__user=user).distinct()


def writing(document: Document, section: Section) -> Permission:
    """What one needs to fill in this section."""
    if document.format == "excel":
        return Permission.WRITE_FINANCE
    return Permission.COMMENT if section.each == "providers" else Permission.WRITE


class Block(NamedTuple):
    """A sign-off block: what the edition says about it, and its row in the sealed content."""

    sign_off: SignOff
    row: Row

    @property
    def organisation(self) -> str:
        return self.row.get(self.sign_off.organisation)


def sign_off_blocks(version: SealedVersion) -> list[Block]:
    """Every block that must be signed, in the order of the edition."""
    return [
        Block(sign_off, row)
        for sign_off in version.plan.edition.sign_offs
        for row in version.content.rows(sign_off.table)
    ]


def blocks_to_sign(user: Visitor, version: SealedVersion) -> list[Block]:
    """The blocks this person may sign: of their role, and of their organisation or the only one of its table."""
    parts = _participations(user, version.plan.ref)
    prefetch_related_objects(parts, "organisation")
    blocks = sign_off_blocks(version)
    return [block for block in blocks if any(_signs(part, block, blocks) for part in parts)]


def _signs(part: Participation, block: Block, blocks: Iterable[Block]) -> bool:
    if part.role != block.sign_off.role:
        return False
    only = sum(other.sign_off.table == block.sign_off.table for other in blocks) == 1
    if part.organisation is None:
        return only
    return only or fold_organisation(part.organisation.name) == fold_organisation(block.organisation)


def _participations(user: Visitor, ref: str) -> list[Participation]:
    from plans.models import Participation

    if not user.is_authenticated or not user.is_active:
        return []
    found = Participation.objects.filter(user_id=user.pk, plan__ref=ref)
    return list(found.select_related("plan"))


def _verdict(parts: list[Participation], permission: Permission, plan: Plan) -> Verdict:
    if not parts:
        return Verdict(False, "You have no part in this plan.")
    roles = [Role(part.role) for part in parts]
    able = [role for role in roles if permission in role.permissions]
    if not able:
        return Verdict(
            False,
            f"You take part in this plan as {' and '.join(role.label for role in roles)}, "
            f"so you cannot {permission.value}. Ask its lead author.",
        )
    if able == [Role.ASSURER] and not _sent(plan):
        return Verdict(False, "You can read this plan when it has been sent.")
    return Verdict(True)


def _sent(plan: Plan) -> bool:
    from plans.models import Sending

    return Sending.objects.filter(version__plan=plan).exists()
