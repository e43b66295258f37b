"""The official files: asked for, being made, downloaded; and sending the plan."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plans.actions import ask_for_pack, attach, decline, packing
from plans.models import PackBuild, Sending
from plans.tasks import make_pack
from plans.views.files import safe_name

from . import factories
from .cast import Cast
from .finished import finished, sealed, signed

pytestmark = pytest.mark.django_db

NAMES = ("part-1.docx", "part-1.pdf", "part-2.xlsx", "part-2.pdf", "manifest.json", "pack.zip")
State = PackBuild.State


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A finished plan, and a stand-in for the makers of files, which have tests of their own."""
    monkeypatch.setattr(
        packing, "files_of", lambda build: {name: name.encode() + bytes(build.canonical) for name in NAMES}
    )
    return finished()


@pytest.fixture
def lead(client: Client, cast: Cast) -> Client:
    client.force_login(cast.lead)
    return client


def address(cast: Cast, rest: str) -> str:
    return f"/plans/{cast.plan.ref}/{rest}"


def read(client: Client, cast: Cast, rest: str = "pack/") -> str:
    response = client.get(address(cast, rest))
    assert response.status_code == 200
    return response.content.decode()


def made(cast: Cast) -> PackBuild:
    build = ask_for_pack(plan=cast.plan, by=cast.lead)
    make_pack.func(build.pk)
    build.refresh_from_db()
    return build


@pytest.mark.parametrize(
    ("page", "refused"),
    [
        ("pack/", ["hospital", "assurer"]),
        ("pack/1/status/", ["hospital", "assurer"]),
        ("versions/1/pack/", ["hospital", "assurer"]),
        ("send/", ["contributor", "ccg_signer"]),
        ("versions/1/receipt/", ["hospital", "assurer"]),
    ],
)
def test_each_page_refuses_with_a_reason_and_hides_from_strangers(
    client: Client, cast: Cast, page: str, refused: list[str]
) -> None:
    sealed(cast)
    for name in refused:
        client.force_login(cast.everyone()[name])
        response = client.get(address(cast, page))
        assert response.status_code == 403, name
        assert "You cannot do this" in response.content.decode()
    client.force_login(cast.stranger)
    assert client.get(address(cast, page)).status_code == 404
    client.logout()
    assert client.get(address(cast, page))["Location"].startswith("/sign-in/")


def test_asking_answers_at_once_and_says_that_the_files_are_being_made(lead: Client, cast: Cast) -> None:
    assert "have not been made yet" in read(lead, cast)
    response = lead.post(address(cast, "pack/"))
    assert response["Location"] == address(cast, "pack/")
    build = PackBuild.objects.get()
    assert build.under_way
    page = read(lead, cast)
    assert "being made" in page
    assert "Check again" in page
    assert f'data-poll="{address(cast, f"pack/{build.pk}/status/")}"' in page
    assert "http-equiv" not in page


def test_the_waiting_page_learns_when_the_files_are_ready(lead: Client, cast: Cast) -> None:
    build = ask_for_pack(plan=cast.plan, by=cast.lead)
    status = address(cast, f"pack/{build.pk}/status/")
    assert lead.get(status).json()["state"] == "making"
    make_pack.func(build.pk)
    answer = lead.get(status).json()
    assert (answer["state"], answer["href"]) == ("ready", address(cast, "pack/"))
    assert lead.get(f"{status}?send").json()["href"] == address(cast, "send/")
    PackBuild.objects.update(state=State.FAILED)
    assert lead.get(status).json()["state"] == "failed"


def test_ready_files_are_offered_with_size_and_digest(lead: Client, cast: Cast) -> None:
    build = made(cast)
    page = read(lead, cast)
    for file in build.files.all():
        assert file.sha256 in page
        assert address(cast, f"pack/{build.pk}/{file.name}") in page
    assert "Make the files" not in page


def test_files_that_are_out_of_date_say_so(lead: Client, cast: Cast) -> None:
    made(cast)
    factories.say(cast.plan, {"vision": "<p>Later</p>"})
    page = read(lead, cast)
    assert "The plan has changed since." in page
    assert "Make the files again" in page


def test_files_that_failed_can_be_asked_for_again(lead: Client, cast: Cast) -> None:
    made(cast)
    PackBuild.objects.update(state=State.FAILED)
    page = read(lead, cast)
    assert "could not be made" in page
    assert "Make the files again" in page
    lead.post(address(cast, "pack/"))
    assert PackBuild.objects.exclude(state=State.FAILED).get().under_way


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_downloaded_as_itself(lead: Client, cast: Cast, name: str) -> None:
    build = made(cast)
    response = lead.get(address(cast, f"pack/{build.pk}/{name}"))
    stored = build.files.get(name=name)
    assert hashlib.sha256(response.content).hexdigest() == stored.sha256
    assert response["Content-Type"] == stored.media_type
    assert response["Content-Disposition"] == f'attachment; filename="{cast.plan.ref}-draft-{name}"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_plan_or_version_is_not_found(lead: Client, cast: Cast) -> None:
    build, other = made(cast), factories.plan(cast.lead)
    sealed(cast)
    assert lead.get(f"/plans/{other.ref}/pack/{build.pk}/part-1.pdf").status_code == 404
    assert lead.get(address(cast, f"versions/1/pack/{build.pk}/part-1.pdf")).status_code == 404
    assert lead.get(address(cast, f"pack/{build.pk}/part-9.pdf")).status_code == 404
    lead.force_login(cast.stranger)
    assert lead.get(address(cast, f"pack/{build.pk}/part-1.pdf")).status_code == 404
    lead.force_login(cast.hospital)
    assert lead.get(address(cast, f"pack/{build.pk}/part-1.pdf")).status_code == 403


def test_an_attached_file_is_downloaded_never_shown(lead: Client, cast: Cast) -> None:
    data = b"<script>alert(1)</script>"
    value = attach(plan=cast.plan, by=cast.lead, upload=SimpleUploadedFile("a <b>.txt", data))
    response = lead.get(address(cast, f"files/{value}"))
    assert b"".join(response) == data  # type: ignore[arg-type]
    assert response["Content-Disposition"].startswith("attachment;")
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("text/plain", "nosniff")
    assert lead.get(address(cast, f"files/{'0' * 64}/a.txt")).status_code == 404
    lead.force_login(cast.stranger)
    assert lead.get(address(cast, f"files/{value}")).status_code == 404


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\r\nb.docx", "a b.docx"),
        ("..hidden", "hidden"),
        ('plan "final": 2?.docx', "plan final 2 .docx"),
        ("Über Süd.pdf", "Über Süd.pdf"),
        ("", "file"),
    ],
)
def test_a_name_is_safe_on_any_system(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_plan_that_is_not_signed_cannot_be_sent(lead: Client, cast: Cast) -> None:
    assert "Nobody is asked to sign it yet" in read(lead, cast, "send/")
    assert lead.post(address(cast, "send/")).status_code == 200
    sealed(cast)
    assert "Everyone has to sign version 1 first." in read(lead, cast, "send/")
    page = lead.post(address(cast, "send/")).content.decode()
    assert "Still to sign: NHS Southend CCG" in page
    assert not Sending.objects.exists()


@pytest.fixture
def make() -> Callable[[], None]:
    """Does what the last signature asked of the worker."""

    def work() -> None:
        make_pack.call(PackBuild.objects.get().pk)

    return work


def test_the_plan_is_checked_sent_and_receipted(lead: Client, cast: Cast, make: Callable[[], None]) -> None:
    version = signed(cast)
    assert "being made" in read(lead, cast, "send/")
    make()
    page = read(lead, cast, "send/")
    assert "Send version 1" in page
    assert version.digest in page
    page = lead.post(address(cast, "send/"), follow=True).content.decode()
    sending = Sending.objects.get()
    for words in ("Plan sent", sending.receipt, "Version 1", "UK time", "Priya Shah", "What happens next"):
        assert words in page
    for file in sending.build.files.all():
        assert file.sha256 in page
    assert sending.sent_at.astimezone().strftime("%M:%S") in page


def test_a_second_press_gives_the_same_receipt(lead: Client, cast: Cast) -> None:
    signed(cast)
    first = lead.post(address(cast, "send/"))["Location"]
    assert lead.post(address(cast, "send/"))["Location"] == first
    assert lead.get(address(cast, "send/"))["Location"] == first
    assert Sending.objects.count() == 1


def test_the_signed_files_say_which_version_they_are(lead: Client, cast: Cast, make: Callable[[], None]) -> None:
    signed(cast)
    make()
    build = PackBuild.objects.get()
    response = lead.get(address(cast, f"versions/1/pack/{build.pk}/part-1.pdf"))
    assert f'filename="{cast.plan.ref}-version-1-part-1.pdf"' in response["Content-Disposition"]


def test_what_was_not_sent_has_no_receipt(lead: Client, cast: Cast) -> None:
    sealed(cast)
    assert lead.get(address(cast, "versions/1/receipt/")).status_code == 404


def test_an_assurer_reads_what_was_sent(lead: Client, cast: Cast) -> None:
    signed(cast)
    lead.post(address(cast, "send/"))
    build = PackBuild.objects.get()
    lead.force_login(cast.assurer)
    assert lead.get(address(cast, "sign-off/"))["Location"] == address(cast, "versions/1/receipt/")
    for page in ("versions/1/receipt/", "versions/1/", "versions/1/pack/"):
        read(lead, cast, page)
    assert lead.get(address(cast, f"versions/1/pack/{build.pk}/part-1.pdf")).status_code == 200
    assert lead.post(address(cast, "versions/1/pack/")).status_code == 403
    assert lead.get(address(cast, "read/")).status_code == 403


@pytest.mark.parametrize("page", ["pack/", "versions/1/pack/", "send/"])
def test_queries_do_not_grow_with_the_plan(lead: Client, cast: Cast, page: str) -> None:
    version = sealed(cast)
    block = version.content.rows("sign_off_ccgs")[0]
    decline(version=version, by=cast.ccg_signer, table="sign_off_ccgs", uid=block.uid, reason="Not agreed.")
    lead.get(address(cast, page))
    with CaptureQueriesContext(connection) as few:
        lead.get(address(cast, page))
    for number in range(8):
        factories.row(cast.plan, "schemes", {"ref": str(number)})
    with CaptureQueriesContext(connection) as many:
        lead.get(address(cast, page))
    assert len(many) == len(few)
