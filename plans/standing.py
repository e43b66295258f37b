"""Where every organisation stands: its sign-off block, what it signed or said, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bcf.access import Block, Role, blocks_to_sign
from bcf.definition.content import Content
from bcf.models import User

from .actions import latest_version, unsigned
from .compared import differences
from .content import content_of
from .models import Plan, SealedVersion, Signature

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """One sign-off block. `act` is the last thing done about it, on version `number`.

    `changed` counts the answers that differ from the version `act` was on; `added`: the block is not in the
    latest version, so nobody can sign it before the next.
    """

    block: Block
    asked: int
    act: Signature | None = None
    number: int = 0
    changed: int = 0
    added: bool = False

    @property
    def organisation(self) -> str:
        return self.block.organisation or f"{self.who} (organisation not named yet)"

    @property
    def who(self) -> str:
        label = Role(self.block.sign_off.role).label
        return label[0].upper() + label[1:]

    @property
    def signed(self) -> bool:
        """Signed, and on the version that everyone is asked to sign."""
        return bool(self.act and self.act.signed and self.number == self.asked)

    @property
    def state(self) -> str:
        if self.act:
            return f"{self.act.get_decision_display()} version {self.number}"
        return "Not asked yet" if self.added or not self.asked else "Waiting"

    @property
    def colour(self) -> str:
        if not self.act:
            return "grey" if self.added or not self.asked else "blue"
        return ("green" if self.signed and not self.changed else "yellow") if self.act.signed else "red"


@dataclass(frozen=True, slots=True)
class SignOff:
    """`version`: the latest that was sealed. `changed` counts what differs from it now."""

    version: SealedVersion | None
    standings: tuple[Standing, ...]
    changed: int

    @property
    def all_signed(self) -> bool:
        return bool(self.version and self.standings) and all(one.signed for one in self.standings if not one.added)


def sign_off_of(plan: Plan) -> SignOff:
    """Everyone's position. Five queries, however long the plan and however many have signed."""
    latest, content = latest_version(plan), content_of(plan)
    acts = last_acts(plan)
    versions = _versions(plan, {act.version_id for act in acts.values()})
    changed = {one.pk: len(differences(plan.edition, one.content, content)) for one in versions.values()}
    asked = latest.number if latest else 0
    sealed = blocks_in(plan, latest.content) if latest else []
    known = {_key(block) for block in sealed}
    blocks = [*sealed, *(block for block in blocks_in(plan, content) if _key(block) not in known)]
    return SignOff(
        latest,
        tuple(_standing(block, asked, acts.get(_key(block)), versions, changed, known) for block in blocks),
        len(differences(plan.edition, latest.content, content)) if latest else 0,
    )


def _standing(
    block: Block,
    asked: int,
    act: Signature | None,
    versions: Mapping[int, SealedVersion],
    changed: Mapping[int, int],
    known: Iterable[Key],
) -> Standing:
    number, count = (versions[act.version_id].number, changed[act.version_id]) if act else (0, 0)
    return Standing(block, asked, act, number, count, added=_key(block) not in known)


def blocks_in(plan: Plan, content: Content) -> list[Block]:
    """The sign-off blocks of a content, in the order of the edition."""
    return [Block(sign_off, row) for sign_off in plan.edition.sign_offs for row in content.rows(sign_off.table)]


def open_blocks(user: User, version: SealedVersion) -> list[Block]:
    """The blocks that this person may sign and nobody has signed."""
    waiting = {_key(block) for block in unsigned(version)}
    return [block for block in blocks_to_sign(user, version) if _key(block) in waiting]


def last_acts(plan: Plan) -> dict[Key, Signature]:
    """The last act on each block: of the latest version on which anything was done. One query."""
    acts = Signature.objects.filter(version__plan=plan).select_related("by").order_by("version__number", "id")
    return {(act.table, act.uid): act for act in acts}


def _versions(plan: Plan, ids: set[int]) -> dict[int, SealedVersion]:
    return {one.pk: one for one in SealedVersion.objects.filter(plan=plan, pk__in=ids)}


def _key(block: Block) -> Key:
    return block.sign_off.table, block.row.uid
