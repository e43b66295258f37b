"""Who may do what with a plan."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from bcf.access import Permission, Role, blocks_to_sign, may, plan_for, plans_for, writing
from bcf.models import User
from plans.actions import seal
from plans.models import PackBuild, Plan, Sending

from . import factories
from .cast import Cast, assemble
from .small_edition import ANNEX, EDITION, FUNDING, HOSPITALS

pytestmark = pytest.mark.django_db

READ, SEALED, WRITE, FINANCE = (
    Permission.READ,
    Permission.READ_SEALED,
    Permission.WRITE,
    Permission.WRITE_FINANCE,
)
TABLE = {
    "lead": set(Permission) - {Permission.SIGN},
    "contributor": {READ, SEALED, Permission.EXPORT, WRITE, FINANCE, Permission.COMMENT, Permission.IMPORT},
    "finance": {READ, SEALED, Permission.EXPORT, FINANCE},
    "reader": {READ, SEALED, Permission.EXPORT},
    "ccg_signer": {READ, SEALED, Permission.EXPORT, Permission.SIGN},
    "council_signer": {READ, SEALED, Permission.EXPORT, Permission.SIGN},
    "chair": {READ, SEALED, Permission.EXPORT, Permission.SIGN},
    "hospital": {Permission.COMMENT},
    "assurer": set(),
    "stranger": set(),
}


@pytest.fixture
def cast() -> Cast:
    return assemble()


def send_it(plan: Plan, by: User) -> None:
    """A sending, without signatures and files, which are not the matter here."""
    from django.utils import timezone

    version = seal(plan=plan, by=by, reason="A test.")
    now = timezone.now()
    build = PackBuild.objects.create(
        plan=plan, version=version, key="k", canonical=b"", stamp={}, asked_by=by, asked_at=now
    )
    Sending.objects.create(version=version, build=build, receipt="R", sent_by=by, sent_at=now)


def test_each_person_may_do_what_the_table_says_and_no_more(cast: Cast) -> None:
    for name, user in cast.everyone().items():
        allowed = {permission for permission in Permission if may(user, permission, cast.plan).allowed}
        assert allowed == TABLE[name], name


def test_the_owner_gets_the_plan(cast: Cast) -> None:
    assert plan_for(cast.lead, cast.plan.ref, WRITE) == cast.plan


@pytest.mark.parametrize("permission", Permission)
def test_a_stranger_finds_nothing(cast: Cast, permission: Permission) -> None:
    with pytest.raises(Http404):
        plan_for(cast.stranger, cast.plan.ref, permission)
    with pytest.raises(Http404):
        plan_for(AnonymousUser(), cast.plan.ref, permission)


def test_a_plan_that_is_not_there_looks_like_one_that_is_not_mine(cast: Cast) -> None:
    with pytest.raises(Http404):
        plan_for(cast.lead, "no-such-plan", READ)


def test_a_colleague_without_the_right_is_told_why(cast: Cast) -> None:
    with pytest.raises(PermissionDenied, match="as finance lead, so you cannot write the narrative"):
        plan_for(cast.finance, cast.plan.ref, WRITE)


def test_a_person_with_two_roles_may_do_what_either_may(cast: Cast) -> None:
    factories.part(cast.plan, Role.FINANCE, cast.ccg_signer)
    assert may(cast.ccg_signer, FINANCE, cast.plan).allowed
    assert may(cast.ccg_signer, Permission.SIGN, cast.plan).allowed


def test_someone_who_has_left_finds_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.lead.pk).update(is_active=False)
    with pytest.raises(Http404):
        plan_for(User.objects.get(pk=cast.lead.pk), cast.plan.ref, READ)


def test_the_assurer_reads_what_was_sent(cast: Cast) -> None:
    assert may(cast.assurer, SEALED, cast.plan).reason == "You can read this plan when it has been sent."
    send_it(cast.plan, cast.lead)
    assert may(cast.assurer, SEALED, cast.plan).allowed
    assert not may(cast.assurer, READ, cast.plan).allowed


def test_plans_for_lists_each_plan_once(cast: Cast) -> None:
    factories.part(cast.plan, Role.FINANCE, cast.lead)
    factories.plan()
    assert list(plans_for(cast.lead)) == [cast.plan]
    assert not plans_for(cast.stranger)
    assert not plans_for(AnonymousUser())


def test_each_section_says_who_writes_it() -> None:
    word, excel = EDITION.documents
    assert writing(word, ANNEX) is WRITE
    assert writing(word, HOSPITALS) is Permission.COMMENT
    assert writing(excel, FUNDING) is FINANCE


def test_one_signs_the_block_of_ones_own_organisation(cast: Cast) -> None:
    factories.row(cast.plan, "sign_off_ccgs", {"organisation": "NHS SOUTHEND  CCG"})
    factories.row(cast.plan, "sign_off_ccgs", {"organisation": "NHS Castle Point and Rochford CCG"})
    version = seal(plan=cast.plan, by=cast.lead, reason="A test.")
    assert [block.organisation for block in blocks_to_sign(cast.ccg_signer, version)] == ["NHS SOUTHEND  CCG"]
    assert not blocks_to_sign(cast.chair, version)
    assert not blocks_to_sign(cast.lead, version)
    assert not blocks_to_sign(cast.stranger, version)


def test_one_signs_the_only_block_whatever_it_is_called(cast: Cast) -> None:
    factories.row(cast.plan, "sign_off_boards", {"organisation": "The board"})
    version = seal(plan=cast.plan, by=cast.lead, reason="A test.")
    assert [block.organisation for block in blocks_to_sign(cast.chair, version)] == ["The board"]
