"""Sealed, signed, sent: exactly the text that was agreed, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from bcf.access import Role
from bcf.append_only import WrittenOnce
from bcf.models import Event
from plans.actions import (
    AlreadySigned,
    MayNotSign,
    MustFix,
    NotAllSigned,
    Superseded,
    changed_since,
    decline,
    latest_version,
    packing,
    seal,
    send,
    sign,
    unsigned,
)
from plans.content import content_of
from plans.models import PackBuild, SealedVersion, Sending, Signature

from . import factories
from .cast import Cast, assemble

pytestmark = pytest.mark.django_db
DAY = dt.date(2001, 5, 30)


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A finished plan with a CCG's and the board's block, and a stand-in for the makers of files."""
    monkeypatch.setattr(packing, "files_of", lambda build: {"part-1.docx": bytes(build.canonical)})
    cast = assemble()
    factories.say(cast.plan, {"vision": "<p>Well</p>", "budget": "900"})
    factories.row(cast.plan, "sign_off_ccgs", {"organisation": "NHS Southend CCG"})
    factories.row(cast.plan, "sign_off_boards", {"organisation": "Southend Health and Wellbeing Board"})
    return cast


def signed_by_all(cast: Cast) -> SealedVersion:
    version = seal(plan=cast.plan, by=cast.lead)
    for person, table in ((cast.ccg_signer, "sign_off_ccgs"), (cast.chair, "sign_off_boards")):
        (row,) = version.content.rows(table)
        sign(version=version, by=person, table=table, uid=row.uid, name="A", position="B", date=DAY)
    return version


def ccg_block(version: SealedVersion) -> tuple[str, str]:
    (row,) = version.content.rows("sign_off_ccgs")
    return "sign_off_ccgs", row.uid


def ccg_signs(cast: Cast, version: SealedVersion) -> Signature:
    table, uid = ccg_block(version)
    who = {"name": "Mel Crane", "position": "Chief Officer", "date": DAY}
    return sign(version=version, by=cast.ccg_signer, table=table, uid=uid, **who)  # type: ignore[arg-type]


def test_a_sealed_version_is_what_the_plan_said(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    assert version.number == 1
    assert version.content == content_of(cast.plan)
    assert version.digest == content_of(cast.plan).digest()
    assert Event.objects.latest("id").sentence == "Priya Shah sealed version 1 and asked for signatures"


def test_sealing_the_same_text_gives_the_same_version(cast: Cast) -> None:
    first = seal(plan=cast.plan, by=cast.lead)
    assert seal(plan=cast.plan, by=cast.contributor) == first
    factories.say(cast.plan, {"vision": "<p>Better</p>"})
    assert seal(plan=cast.plan, by=cast.lead).number == 2
    factories.say(cast.plan, {"vision": "<p>Well</p>"})
    assert seal(plan=cast.plan, by=cast.lead).number == 3


def test_problems_stop_sealing_unless_there_is_a_reason(cast: Cast) -> None:
    factories.say(cast.plan, {"budget": "2000"})
    with pytest.raises(MustFix, match="There is 1 problem to fix first") as refused:
        seal(plan=cast.plan, by=cast.lead, reason=" ")
    assert [problem.place for problem in refused.value.problems] == ["budget"]
    assert latest_version(cast.plan) is None
    version = seal(plan=cast.plan, by=cast.lead, reason="Agreed with the Area Team.")
    assert version.reason == "Agreed with the Area Team."
    assert "budget" in [problem["place"] for problem in version.problems]


def test_the_signatures_yet_to_come_do_not_stop_sealing(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    assert [problem["rule"] for problem in version.problems] == ["X03"]
    assert version.reason == ""


def test_nothing_changes_a_sealed_version(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    version.digest = "0" * 64
    for attempt in (version.save, version.delete, SealedVersion.objects.all().delete):
        with pytest.raises(WrittenOnce):
            attempt()
    with pytest.raises(WrittenOnce):
        SealedVersion.objects.update(digest="")


def test_a_signature_names_the_digest(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    signature = ccg_signs(cast, version)
    assert signature.digest == version.digest
    assert signature.signed
    assert (signature.organisation, signature.by) == ("NHS Southend CCG", cast.ccg_signer)
    assert Event.objects.latest("id").sentence == "Mel Crane signed version 1 for NHS Southend CCG"


def test_signing_twice_gives_the_same_signature(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    assert ccg_signs(cast, version) == ccg_signs(cast, version)
    assert Signature.objects.count() == 1


def test_one_signs_only_ones_own_block(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    table, uid = ccg_block(version)
    for person in (cast.lead, cast.chair, cast.stranger, cast.council_signer):
        with pytest.raises(MayNotSign):
            sign(version=version, by=person, table=table, uid=uid, name="A", position="B", date=DAY)
        with pytest.raises(MayNotSign):
            decline(version=version, by=person, table=table, uid=uid, reason="No.")


def test_a_block_is_signed_once(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    ccg_signs(cast, version)
    table, uid = ccg_block(version)
    deputy = factories.part(cast.plan, Role.CCG_SIGNER)
    with pytest.raises(AlreadySigned, match="Mel Crane has signed for NHS Southend CCG already"):
        sign(version=version, by=deputy, table=table, uid=uid, name="D", position="", date=DAY)
    with pytest.raises(AlreadySigned):
        decline(version=version, by=cast.ccg_signer, table=table, uid=uid, reason="Second thoughts.")


def test_one_who_declined_can_sign_later(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    table, uid = ccg_block(version)
    declined = decline(version=version, by=cast.ccg_signer, table=table, uid=uid, reason="Not yet.")
    assert not declined.signed
    assert len(unsigned(version)) == 2
    ccg_signs(cast, version)
    assert [block.sign_off.table for block in unsigned(version)] == ["sign_off_boards"]


def test_the_database_wants_who_and_when_or_why(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    table, uid = ccg_block(version)
    with pytest.raises(IntegrityError), transaction.atomic():
        decline(version=version, by=cast.ccg_signer, table=table, uid=uid, reason=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        sign(version=version, by=cast.ccg_signer, table=table, uid=uid, name="", position="", date=DAY)


def test_an_old_version_is_not_signed(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    factories.say(cast.plan, {"case": "<p>More</p>"})
    seal(plan=cast.plan, by=cast.lead)
    with pytest.raises(Superseded, match="Read version 2 and sign that"):
        ccg_signs(cast, version)


def test_signatures_stay_and_say_what_changed_since(cast: Cast) -> None:
    version = signed_by_all(cast)
    assert changed_since(version) == []
    factories.say(cast.plan, {"case": "<p>More</p>", "budget": "800"})
    assert [change.place for change in changed_since(version)] == ["budget", "case"]
    assert Signature.objects.filter(version=version).count() == 2


def test_sending_needs_every_signature(cast: Cast) -> None:
    version = seal(plan=cast.plan, by=cast.lead)
    ccg_signs(cast, version)
    with pytest.raises(NotAllSigned, match="Still to sign: Southend Health and Wellbeing Board"):
        send(version=version, by=cast.lead)
    assert not PackBuild.objects.exists()


def test_sending_twice_gives_the_same_receipt(cast: Cast) -> None:
    version = signed_by_all(cast)
    first = send(version=version, by=cast.lead)
    assert send(version=version, by=cast.contributor) == first
    assert Sending.objects.count() == 1
    assert first.build.ready
    (file,) = first.build.files.all()
    assert bytes(file.data) == version.content.canonical()
    assert file.sha256 == version.digest
    assert Event.objects.latest("id").data["receipt"] == first.receipt


def test_what_was_sent_is_no_draft_and_carries_the_signatures(cast: Cast) -> None:
    build = send(version=signed_by_all(cast), by=cast.lead).build
    assert build.stamp["draft"] is False
    assert {one["table"]: one["values"] for one in build.stamp["signatures"]} == {
        "sign_off_ccgs": {"name": "A", "position": "B", "date": "2001-05-30"},
        "sign_off_boards": {"name": "A", "date": "2001-05-30"},
    }


def test_when_the_files_fail_nothing_is_sent(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    version = signed_by_all(cast)

    def broken(build: PackBuild) -> dict[str, bytes]:
        raise RuntimeError("out of paper")

    with monkeypatch.context() as patched:
        patched.setattr(packing, "files_of", broken)
        with pytest.raises(RuntimeError):
            send(version=version, by=cast.lead)
    assert not Sending.objects.exists()
    assert PackBuild.objects.get().state == PackBuild.State.FAILED
    assert send(version=version, by=cast.lead).receipt


def test_a_plan_nobody_signs_is_not_sent(cast: Cast) -> None:
    plan = factories.plan(cast.lead)
    version = seal(plan=plan, by=cast.lead, reason="A test.")
    with pytest.raises(NotAllSigned):
        send(version=version, by=cast.lead)
