"""Asking for sign-off, signing, declining, and everyone's position."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bcf.access import Role
from plans.actions import decline, seal, sign
from plans.models import SealedVersion, Signature

from . import factories
from .cast import Cast
from .finished import BOARD, CCG, DAY, finished, sealed, signed

pytestmark = pytest.mark.django_db

SIGNED = {
    "name": "Mel Crane",
    "position": "Chief Officer",
    "date_day": "30",
    "date_month": "5",
    "date_year": "2001",
    "agree": "on",
}


@pytest.fixture
def cast() -> Cast:
    return finished()


@pytest.fixture
def version(cast: Cast) -> SealedVersion:
    return sealed(cast)


@pytest.fixture
def as_ccg(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ccg_signer)
    return client


def address(cast: Cast, rest: str) -> str:
    return f"/plans/{cast.plan.ref}/{rest}"


def read(client: Client, cast: Cast, rest: str) -> str:
    response = client.get(address(cast, rest))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("page", "refused"),
    [
        ("read/", ["hospital", "assurer"]),
        ("sign-off/", ["hospital", "assurer"]),
        ("sign-off/ask/", ["contributor", "ccg_signer", "assurer"]),
        ("versions/1/", ["hospital", "assurer"]),
        ("versions/1/changes/", ["hospital", "assurer"]),
        ("versions/1/sign/", ["lead", "contributor", "reader", "assurer"]),
        ("versions/1/decline/", ["lead", "reader"]),
        ("versions/1/signed/", ["lead", "reader"]),
    ],
)
def test_each_page_refuses_with_a_reason_and_hides_from_strangers(
    client: Client, cast: Cast, version: SealedVersion, page: str, refused: list[str]
) -> None:
    for name in refused:
        client.force_login(cast.everyone()[name])
        response = client.get(address(cast, page))
        assert response.status_code == 403, name
        assert "You cannot do this" in response.content.decode()
    client.force_login(cast.stranger)
    assert client.get(address(cast, page)).status_code == 404
    client.logout()
    assert client.get(address(cast, page))["Location"].startswith("/sign-in/")


def test_a_version_that_is_not_there_is_not_found(as_ccg: Client, cast: Cast) -> None:
    for page in ("", "changes/", "sign/", "signed/"):
        assert as_ccg.get(address(cast, f"versions/9/{page}")).status_code == 404


def test_the_plan_can_be_read_as_it_will_be_sent(client: Client, cast: Cast) -> None:
    client.force_login(cast.reader)
    page = read(client, cast, "read/")
    assert "Well at <strong>home</strong>" in page
    assert "Contents" in page
    assert "DRAFT" in page


def test_a_sealed_version_is_read_as_it_was(client: Client, cast: Cast, version: SealedVersion) -> None:
    factories.say(cast.plan, {"vision": "<p>Later</p>"})
    client.force_login(cast.reader)
    page = read(client, cast, "versions/1/")
    assert "Well at" in page
    assert "Later" not in page


def test_before_anyone_is_asked_the_blocks_are_shown(client: Client, cast: Cast) -> None:
    client.force_login(cast.lead)
    page = read(client, cast, "sign-off/")
    assert CCG in page
    assert "Not asked yet" in page
    assert "Ask for sign-off" in page


def test_the_lead_author_seals_and_asks(client: Client, cast: Cast) -> None:
    client.force_login(cast.lead)
    assert "Seal version 1" in read(client, cast, "sign-off/ask/")
    response = client.post(address(cast, "sign-off/ask/"), follow=True)
    page = response.content.decode()
    assert SealedVersion.objects.get().number == 1
    assert "Version 1 is sealed" in page
    assert page.count("Waiting") == 2


def test_what_is_sealed_already_is_not_sealed_again(client: Client, cast: Cast, version: SealedVersion) -> None:
    client.force_login(cast.lead)
    assert "Version 1 is sealed already" in read(client, cast, "sign-off/ask/")
    client.post(address(cast, "sign-off/ask/"))
    assert SealedVersion.objects.count() == 1


def test_problems_left_need_a_reason(client: Client, cast: Cast) -> None:
    factories.say(cast.plan, {"vision": ""})
    client.force_login(cast.lead)
    assert "1 problem to fix" in read(client, cast, "sign-off/")
    assert "Write the vision." in read(client, cast, "sign-off/ask/")
    page = client.post(address(cast, "sign-off/ask/"), {"reason": " "}).content.decode()
    assert "Say why people should sign" in page
    assert not SealedVersion.objects.exists()
    client.post(address(cast, "sign-off/ask/"), {"reason": "It comes <later>."})
    assert SealedVersion.objects.get().reason == "It comes <later>."
    client.force_login(cast.ccg_signer)
    page = read(client, cast, "versions/1/sign/")
    assert "It comes &lt;later&gt;." in page
    assert "Write the vision." in page


def test_the_page_to_sign_says_what_is_signed(as_ccg: Client, cast: Cast, version: SealedVersion) -> None:
    page = read(as_ccg, cast, "versions/1/sign/")
    assert version.digest in page
    assert f"You sign for <strong>{CCG}</strong>" in page
    assert 'value="Mel Crane"' in page
    assert f"on behalf of {CCG}" in page
    assert BOARD in page, "what the others have done"


def test_a_signer_signs_and_is_told_what_happens_next(as_ccg: Client, cast: Cast, version: SealedVersion) -> None:
    response = as_ccg.post(address(cast, "versions/1/sign/"), SIGNED, follow=True)
    page = response.content.decode()
    signature = Signature.objects.get()
    assert (signature.digest, signature.name, signature.position) == (version.digest, "Mel Crane", "Chief Officer")
    assert (signature.date, signature.organisation) == (DAY, CCG)
    assert "You have signed version 1" in page
    assert "Still to sign:" in page
    assert BOARD in page
    assert "30 May 2001" in page
    assert "You have signed it for" in read(as_ccg, cast, "versions/1/sign/")
    assert "Signed version 1" in read(as_ccg, cast, "sign-off/")


def test_a_chair_is_not_asked_for_a_position(client: Client, cast: Cast, version: SealedVersion) -> None:
    client.force_login(cast.chair)
    assert "Your position" not in read(client, cast, "versions/1/sign/")
    sent = {key: value for key, value in SIGNED.items() if key != "position"}
    client.post(address(cast, "versions/1/sign/"), sent)
    assert Signature.objects.get().position == ""


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "Enter your full name."),
        ({"position": ""}, "Enter your position."),
        ({"date_day": "31", "date_month": "2"}, "31"),
        ({"date_day": "", "date_month": "", "date_year": ""}, "Enter the date on which you sign"),
        ({"date_year": str(timezone.now().year + 1)}, "This date is in the future."),
        ({"agree": ""}, "Tick the box if you agree the plan"),
    ],
)
def test_errors_keep_what_was_typed(
    as_ccg: Client, cast: Cast, version: SealedVersion, wrong: dict[str, str], says: str
) -> None:
    page = as_ccg.post(address(cast, "versions/1/sign/"), {**SIGNED, "name": "Mel C. Crane", **wrong}).content.decode()
    assert "There is a problem" in page
    assert says in page
    assert "name" in wrong or 'value="Mel C. Crane"' in page
    assert not Signature.objects.exists()


def test_who_signs_for_several_chooses(client: Client, cast: Cast) -> None:
    factories.part(cast.plan, Role.CHAIR, cast.ccg_signer)
    version = sealed(cast)
    client.force_login(cast.ccg_signer)
    page = client.post(address(cast, "versions/1/sign/"), SIGNED).content.decode()
    assert "Choose who you act for." in page
    (board,) = version.content.rows("sign_off_boards")
    client.post(address(cast, "versions/1/sign/"), {**SIGNED, "blocks": f"sign_off_boards/{board.uid}"})
    assert Signature.objects.get().organisation == BOARD
    assert "Sign for another organisation" in read(client, cast, "versions/1/signed/")


def test_declining_needs_a_reason_that_everyone_sees(as_ccg: Client, cast: Cast, version: SealedVersion) -> None:
    page = as_ccg.post(address(cast, "versions/1/decline/"), {"reason": ""}).content.decode()
    assert "Say why you decline to sign" in page
    page = as_ccg.post(address(cast, "versions/1/decline/"), {"reason": "Not agreed."}, follow=True).content.decode()
    assert "You have declined to sign version 1" in page
    assert "Sign version 1 after all" in page
    as_ccg.force_login(cast.lead)
    page = read(as_ccg, cast, "sign-off/")
    assert "Declined version 1" in page
    assert "Not agreed." in page


def test_nobody_signs_for_others(client: Client, cast: Cast, version: SealedVersion) -> None:
    client.force_login(cast.council_signer)
    assert "for other people or organisations" in read(client, cast, "versions/1/sign/")
    client.post(address(cast, "versions/1/sign/"), SIGNED)
    assert not Signature.objects.exists()


def test_an_older_version_leads_to_the_newest(as_ccg: Client, cast: Cast, version: SealedVersion) -> None:
    factories.say(cast.plan, {"vision": "<p>Later</p>"})
    sealed(cast)
    assert "Read and sign version 2" in read(as_ccg, cast, "versions/1/sign/")
    as_ccg.post(address(cast, "versions/1/sign/"), SIGNED)
    assert not Signature.objects.exists()


def test_signatures_stay_when_the_plan_changes(client: Client, cast: Cast) -> None:
    version = signed(cast)
    factories.say(cast.plan, {"vision": "<p>Later</p>", "budget": "800"})
    client.force_login(cast.lead)
    page = read(client, cast, "sign-off/")
    assert page.count("2 answers changed since") == 2
    page = read(client, cast, "versions/1/changes/")
    for words in ("Vision for health and care services", "Well at", "Later", "£900", "£800"):
        assert words in page
    seal(plan=cast.plan, by=cast.lead)
    page = read(client, cast, "sign-off/")
    assert page.count("Signed version 1") >= 2
    assert page.count("Asked to sign version 2: waiting") == 2
    assert version.signatures.count() == 2


def test_rows_that_came_and_went_are_one_change_each(client: Client, cast: Cast) -> None:
    sealed(cast)
    factories.row(cast.plan, "schemes", {"ref": "001", "name": "Hubs", "overview": "<p>Hubs help</p>"})
    client.force_login(cast.lead)
    page = read(client, cast, "versions/1/changes/")
    assert page.count("<h3") == 1
    for words in ("001 Hubs", "(added)", "Hubs help", "Overview"):
        assert words in page


def test_a_block_added_after_sealing_waits_for_the_next_version(client: Client, cast: Cast) -> None:
    sealed(cast)
    factories.row(cast.plan, "sign_off_ccgs", {"organisation": "NHS Castle Point CCG"})
    client.force_login(cast.lead)
    assert "Added to the plan after version 1 was sealed" in read(client, cast, "sign-off/")


def test_when_all_have_signed_the_lead_author_can_send(client: Client, cast: Cast) -> None:
    signed(cast)
    client.force_login(cast.lead)
    assert "Check and send version 1" in read(client, cast, "sign-off/")
    client.force_login(cast.reader)
    assert "The lead author can send it." in read(client, cast, "sign-off/")


@pytest.mark.parametrize("page", ["sign-off/", "versions/1/sign/", "versions/1/changes/", "read/", "sign-off/ask/"])
def test_queries_do_not_grow_with_the_plan(client: Client, cast: Cast, page: str) -> None:
    version = sealed(cast)
    client.force_login(cast.ccg_signer if "sign/" in page else cast.lead)
    client.get(address(cast, page))
    with CaptureQueriesContext(connection) as few:
        client.get(address(cast, page))
    block = version.content.rows("sign_off_ccgs")[0]
    for _ in range(3):
        decline(version=version, by=cast.ccg_signer, table="sign_off_ccgs", uid=block.uid, reason="Not agreed.")
    for number in range(8):
        factories.row(cast.plan, "schemes", {"ref": str(number)})
        factories.say(cast.plan, {"notes": f"{number}"})
    with CaptureQueriesContext(connection) as many:
        client.get(address(cast, page))
    assert len(many) <= len(few) + 1, "one for the versions that were acted on"


def test_two_presses_sign_once(as_ccg: Client, cast: Cast, version: SealedVersion) -> None:
    block = version.content.rows("sign_off_ccgs")[0]
    for _ in range(2):
        sign(version=version, by=cast.ccg_signer, table="sign_off_ccgs", uid=block.uid, name="A", position="", date=DAY)
    as_ccg.post(address(cast, "versions/1/sign/"), SIGNED)
    assert Signature.objects.count() == 1
