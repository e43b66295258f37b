"""Bringing a plan in: what was found, what is taken, what needs placing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bcf.access import Role
from bcf.definition.content import Content, Row
from bcf.definition.problems import Problem, Severity
from bcf.pack.found import Found, Unplaced
from plans.actions import begin, read_upload
from plans.content import content_of
from plans.models import Plan, Upload

from . import factories
from .cast import Cast, assemble
from .small_edition import ID

pytestmark = pytest.mark.django_db

FOUND = Found(
    content=Content(
        ID,
        {"vision": "<p>From the file</p>", "budget": "900"},
        {
            "schemes": (Row("s1", {"ref": "001", "name": "Hubs", "overview": "<p>Hubs help</p>"}), Row("s2")),
            "sign_off_ccgs": (Row("c1", {"organisation": "NHS Southend CCG", "name": "A Able"}),),
        },
    ),
    problems=(Problem("ccgs", Severity.WARNING, "No CCG is named.", "X02"),),
    unplaced=(Unplaced("<p>A cover letter</p>", ""), Unplaced("<p>A <em>later</em> thought</p>", "vision")),
    characters_in=3000,
    characters_placed=2900,
    characters_unplaced=100,
)


@pytest.fixture
def cast() -> Cast:
    return assemble()


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the readers of files, which have tests of their own."""
    monkeypatch.setattr("plans.actions.importing.read_file", lambda *given: FOUND)


@pytest.fixture
def upload(cast: Cast) -> Upload:
    return read_upload(by=cast.lead, name="plan.docx", data=b"x", plan=cast.plan)


def word_file(name: str = "plan.docx", data: bytes = b"words") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def new_plan(**other: object) -> dict[str, object]:
    return {"hwb_code": factories.SOUTHEND, "edition": ID, "file": word_file(), **other}


def test_a_file_becomes_a_plan(client: Client, cast: Cast) -> None:
    client.force_login(cast.lead)
    assert "Bring in a plan" in client.get("/import/").content.decode()
    response = client.post("/import/", new_plan(), follow=True)
    page = response.content.decode()
    assert "What we found in “plan.docx”" in page
    assert Plan.objects.count() == 1, "nothing is a plan until it is confirmed"
    for words in ("From the file", "001 Hubs", "NHS Southend CCG", "No CCG is named.", "A cover letter", "3,000"):
        assert words in page
    address = response.redirect_chain[-1][0]
    response = client.post(address)
    plan = Plan.objects.exclude(pk=cast.plan.pk).get()
    assert response["Location"] == f"/plans/{plan.ref}/placing/"
    assert content_of(plan).get("vision") == "<p>From the file</p>"
    assert client.get(address)["Location"] == response["Location"], "read again, the plan is there"
    assert Plan.objects.count() == 2


def test_the_reader_of_a_file_alone_sees_what_was_found(client: Client, cast: Cast) -> None:
    upload = read_upload(by=cast.lead, name="a.docx", data=b"x", edition=ID, hwb_code=factories.SOUTHEND)
    client.force_login(cast.contributor)
    assert client.get(f"/import/{upload.pk}/").status_code == 404


def test_signers_begin_no_plans(client: Client, cast: Cast) -> None:
    client.force_login(cast.chair)
    response = client.get("/import/")
    assert response.status_code == 403
    assert "Ask a commissioner" in response.content.decode()


def test_what_is_missing_is_told_and_what_was_chosen_stays(client: Client, cast: Cast) -> None:
    client.force_login(cast.lead)
    page = client.post("/import/", {"hwb_code": factories.SOUTHEND, "edition": ID}).content.decode()
    assert "There is a problem" in page
    assert "Choose a file:" in page
    assert f'value="{factories.SOUTHEND}" selected' in page
    assert "Choose the area that the plan is for." in client.post("/import/", {}).content.decode()


@pytest.mark.parametrize("address", ["import/", "placing/"])
def test_only_those_who_may_import_do(client: Client, cast: Cast, address: str) -> None:
    for person, status in ((cast.contributor, 200), (cast.reader, 403), (cast.hospital, 403), (cast.stranger, 404)):
        client.force_login(person)
        response = client.get(f"/plans/{cast.plan.ref}/{address}")
        assert response.status_code == status
        if status == 403:
            assert "Ask its lead author." in response.content.decode()


def test_what_was_found_for_a_plan_is_for_those_who_may_import(client: Client, cast: Cast, upload: Upload) -> None:
    address = f"/plans/{cast.plan.ref}/import/{upload.pk}/"
    for person, status in ((cast.contributor, 200), (cast.finance, 403), (cast.stranger, 404)):
        client.force_login(person)
        assert client.get(address).status_code == status


def test_an_upload_for_another_plan_is_not_found(client: Client, cast: Cast, upload: Upload) -> None:
    other = begin(by=cast.lead, edition=ID, hwb_code=factories.SOUTHEND)
    client.force_login(cast.lead)
    assert client.get(f"/plans/{other.ref}/import/{upload.pk}/").status_code == 404


def test_new_answers_are_ticked_and_others_are_not(client: Client, cast: Cast) -> None:
    factories.say(cast.plan, {"vision": "<p>Ours</p>"})
    client.force_login(cast.lead)
    response = client.post(f"/plans/{cast.plan.ref}/import/", {"file": word_file()}, follow=True)
    page = response.content.decode()
    assert "Ours" in page
    assert "From the file" in page
    assert _ticked(page) == {
        "changed budget",
        "added schemes/s1",
        "added schemes/s2",
        "added sign_off_ccgs/c1",
    }


def _ticked(page: str) -> set[str]:
    boxes = [part.partition(">")[0] for part in page.split('name="take"')[1:]]
    return {box.split('value="')[1].partition('"')[0] for box in boxes if " checked" in box}


def test_only_what_is_ticked_is_taken(client: Client, cast: Cast) -> None:
    factories.say(cast.plan, {"vision": "<p>Ours</p>"})
    upload = read_upload(by=cast.lead, name="plan.docx", data=b"x", plan=cast.plan)
    client.force_login(cast.lead)
    response = client.post(f"/plans/{cast.plan.ref}/import/{upload.pk}/", {"take": ["changed budget", "made-up"]})
    assert response["Location"] == f"/plans/{cast.plan.ref}/import/{upload.pk}/taken/"
    content = content_of(cast.plan)
    assert (content.get("vision"), content.get("budget"), content.rows("schemes")) == ("<p>Ours</p>", "900", ())


def test_what_colleagues_changed_meanwhile_stands_and_waits(client: Client, cast: Cast, upload: Upload) -> None:
    factories.say(cast.plan, {"vision": "<p>Typed meanwhile</p>"}, by=cast.contributor)
    client.force_login(cast.lead)
    address = f"/plans/{cast.plan.ref}/import/{upload.pk}/"
    page = client.post(address, {"take": ["changed vision"]}, follow=True).content.decode()
    assert "1 conflict still waits for a choice" in page
    assert content_of(cast.plan).get("vision") == "<p>Typed meanwhile</p>"
    page = client.get(address).content.decode()
    assert "Typed meanwhile" in page
    assert "From the file" in page
    assert "Colin Bright" in page


@pytest.fixture
def placing(client: Client, cast: Cast, upload: Upload) -> Callable[..., str]:
    """The placing page after both passages have come in; sends it what is given."""
    factories.row(cast.plan, "schemes", {"ref": "7", "name": "Carers"})
    client.force_login(cast.lead)
    client.post(f"/plans/{cast.plan.ref}/import/{upload.pk}/", {"take": ["changed vision"]})
    address = f"/plans/{cast.plan.ref}/placing/"

    def page(**sent: str) -> str:
        response = client.post(address, sent, follow=True) if sent else client.get(address)
        return response.content.decode()

    return page


def test_a_passage_goes_where_it_is_put(cast: Cast, placing: Callable[..., str]) -> None:
    first, second = cast.plan.unplaced.all()
    page = placing()
    assert "A cover letter" in page
    assert 'value="vision" selected' in page, "the prompt it came after is offered"
    assert "Scheme: 7 Carers" in page
    page = placing(**{"act": f"place {second.pk}", f"passage-{second.pk}-place": "vision"})
    assert content_of(cast.plan).get("vision") == "<p>From the file</p><p>A <em>later</em> thought</p>"
    assert f"place {second.pk}" not in page
    assert f"place {first.pk}" in page


def test_a_passage_without_a_place_says_so(cast: Cast, placing: Callable[..., str]) -> None:
    first = cast.plan.unplaced.first()
    assert first
    page = placing(**{"act": f"place {first.pk}", f"passage-{first.pk}-place": ""})
    assert "Choose the answer to put this passage in, or leave it out." in page
    assert "There is a problem" in page
    assert "That answer is not in the plan" in placing(
        **{"act": f"place {first.pk}", f"passage-{first.pk}-place": "budget"}
    )


def test_a_passage_left_out_is_kept_and_comes_back(cast: Cast, placing: Callable[..., str]) -> None:
    first = cast.plan.unplaced.first()
    assert first
    page = placing(act=f"leave {first.pk}")
    assert f"back {first.pk}" in page
    assert f"place {first.pk}" not in page
    assert f"place {first.pk}" in placing(act=f"back {first.pk}")


def test_a_passage_of_nobody_is_not_found(client: Client, cast: Cast, placing: Callable[..., str]) -> None:
    assert client.post(f"/plans/{cast.plan.ref}/placing/", {"act": "leave 999"}).status_code == 404
    assert client.post(f"/plans/{cast.plan.ref}/placing/", {"act": "nonsense"}).status_code == 404


def test_queries_do_not_grow_with_what_was_found(
    client: Client, cast: Cast, placing: Callable[..., str], django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(12):
        factories.row(cast.plan, "schemes", {"ref": str(number)})
    with django_assert_max_num_queries(10):  # type: ignore[attr-defined]
        placing()


def test_a_person_may_also_be_asked_to_sign_elsewhere(client: Client, cast: Cast) -> None:
    """Who signs one plan and leads another may bring plans in."""
    factories.part(cast.plan, Role.CHAIR, cast.lead)
    client.force_login(cast.lead)
    assert client.get("/import/").status_code == 200
