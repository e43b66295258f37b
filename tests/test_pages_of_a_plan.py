"""The pages on which a plan is written: each works for its people, refuses the others, and takes bad input."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bcf.access import Permission, writing
from bcf.models import Event, User
from plans.content import content_of, stored
from plans.models import AnswerVersion, Plan
from tests import factories
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db
OFFICIAL = "july_2014"


@pytest.fixture
def cast() -> Cast:
    return assemble(OFFICIAL)


def sections(cast: Cast) -> Iterator[tuple[str, Permission]]:
    for document, section in cast.plan.edition.sections():
        yield reverse("section", args=[cast.plan.ref, section.key]), writing(document, section)


def at(plan: Plan, name: str, *args: str) -> str:
    return reverse(name, args=[plan.ref, *args])


def page(client: Client, user: User, address: str) -> str:
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return unescape(response.content.decode())


def sent(
    client: Client, user: User, address: str, values: dict[str, str], versions: dict[str, int] | None = None
) -> str:
    """Posts answers over the versions given (0 where there are none); the page that comes of it, or its address."""
    client.force_login(user)
    hidden = {f"{place}@": str((versions or {}).get(place, 0)) for place in values}
    response = client.post(address, {**hidden, **values})
    return str(response["Location"]) if response.status_code == 302 else unescape(response.content.decode())


def test_every_section_opens_for_those_who_fill_it_in_and_no_others(cast: Cast, client: Client) -> None:
    allowed = {
        Permission.WRITE: {"lead", "contributor"},
        Permission.WRITE_FINANCE: {"lead", "contributor", "finance"},
        Permission.COMMENT: {"lead", "contributor", "hospital"},
    }
    for address, right in sections(cast):
        for name, person in cast.everyone().items():
            client.force_login(person)
            expected = 200 if name in allowed[right] else 404 if name == "stranger" else 403
            assert client.get(address).status_code == expected, (address, name)


@pytest.mark.parametrize("name", ["plan", "problems"])
def test_the_hub_and_the_problems_open_for_readers(cast: Cast, client: Client, name: str) -> None:
    for who, person in cast.everyone().items():
        client.force_login(person)
        expected = {"stranger": 404, "hospital": 403, "assurer": 403}.get(who, 200)
        assert client.get(at(cast.plan, name)).status_code == expected, who


def test_pages_of_rows_refuse_the_others(cast: Cast, client: Client) -> None:
    risk = factories.row(cast.plan, "risks", {"likelihood": "3"})
    scheme = factories.row(cast.plan, "schemes", {"ref": "001"})
    pages = [
        at(cast.plan, "row", "risks", risk),
        at(cast.plan, "remove_row", "risks", risk),
        at(cast.plan, "add_row", "risks"),
        at(cast.plan, "row", "schemes", scheme),
        at(cast.plan, "step", "schemes", scheme, "overview"),
    ]
    for address in pages:
        for person, expected in ((cast.lead, 200), (cast.reader, 403), (cast.finance, 403), (cast.stranger, 404)):
            client.force_login(person)
            assert client.get(address).status_code == expected, address
    client.force_login(cast.reader)
    assert client.post(at(cast.plan, "move_row", "schemes", scheme)).status_code == 403
    assert client.post(at(cast.plan, "remove_row", "risks", risk)).status_code == 403
    assert client.post(at(cast.plan, "figures", "risks_and_contingency")).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to(cast: Cast, client: Client) -> None:
    for address in ("/plans/", at(cast.plan, "plan"), at(cast.plan, "section", "case")):
        assert client.get(address)["Location"].startswith("/sign-in/")


def test_a_page_with_nothing_of_that_name_is_not_found(cast: Cast, client: Client) -> None:
    client.force_login(cast.lead)
    for address in (
        at(cast.plan, "section", "nonsense"),
        at(cast.plan, "row", "nonsense", "r1"),
        at(cast.plan, "row", "risks", "never"),
        at(cast.plan, "step", "schemes", "never", "overview"),
        at(cast.plan, "step", "risks", "never", "risk"),
        at(cast.plan, "remove_row", "schemes", "never"),
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(at(cast.plan, "row", "risks", "never"), {"risks/never/owner": "x", "risks/never/owner@": "0"})\
        .status_code == 404  # fmt: skip


def test_what_is_typed_is_saved_and_the_next_section_opens(cast: Cast, client: Client) -> None:
    here = at(cast.plan, "section", "vision_for_services")
    went = sent(client, cast.lead, here, {"vision": "<p>Well</p>", "then": "continue"})
    assert went == at(cast.plan, "section", "case")
    assert content_of(cast.plan).get("vision") == "<p>Well</p>"
    went = sent(client, cast.lead, here, {"vision_outcomes": "Plain words", "then": "later"})
    assert went == at(cast.plan, "plan")
    assert content_of(cast.plan).get("vision_outcomes") == "<p>Plain words</p>"


def test_a_saved_page_without_changes_records_nothing(cast: Cast, client: Client) -> None:
    factories.say(cast.plan, {"agreed_year_1": "12772000", "date_agreed": "2014-09-03", "vision": "<p>Well</p>"})
    client.force_login(cast.lead)
    events = Event.objects.count()
    for address, _ in sections(cast):
        html = client.get(address).content.decode()
        client.post(address, _fields(html))
    assert Event.objects.count() == events


def _fields(html: str) -> dict[str, list[str]]:
    """What a browser would send back of a page as it stands."""
    found: dict[str, list[str]] = {}
    shown = re.sub(r"<template.*?</template>", "", html, flags=re.S)
    for tag in re.findall(r"<input[^>]*>", shown):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("checkbox", "radio") and " checked" not in tag:
            continue
        if attributes.get("type") != "file":
            found.setdefault(unescape(attributes["name"]), []).append(unescape(attributes.get("value", "")))
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', shown, re.S):
        found.setdefault(unescape(name), []).append(unescape(text).replace("\n", "\r\n"))
    for name, options in re.findall(r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', shown, re.S):
        chosen = re.search(r"<option selected>([^<]*)<", options)
        found.setdefault(unescape(name), []).append(unescape(chosen[1]) if chosen else "")
    return found


def test_bad_values_come_back_as_typed_and_the_good_ones_are_saved(cast: Cast, client: Client) -> None:
    values = {
        "agreed_year_1": "twelve million",
        "minimum_year_1": "-5",
        "date_agreed_day": "31",
        "date_agreed_month": "2",
        "date_agreed_year": "14",
        "date_agreed@": "0",
        "agreed_year_2": "£12.772m",
    }
    html = sent(client, cast.lead, at(cast.plan, "section", "plan_details"), values)
    assert "There is a problem" in html
    assert "<title>Error: " in html
    assert "Saved, except what is listed above: 1 answer on this page is saved." in html
    for text in ('value="twelve million"', 'value="-5"', 'value="31"', "“twelve million” is not an amount"):
        assert text in html, text
    assert 'href="#id_agreed_year_1"' in html
    said = content_of(cast.plan)
    assert said.get("agreed_year_2") == "12772000"
    assert not said.get("agreed_year_1")
    assert not said.get("date_agreed")


def test_a_page_that_came_back_can_be_corrected_and_saved(cast: Cast, client: Client) -> None:
    here = at(cast.plan, "section", "plan_details")
    html = sent(client, cast.lead, here, {"agreed_year_1": "much", "agreed_year_2": "5"})
    assert 'name="agreed_year_2@" value="1"' in html
    went = sent(client, cast.lead, here, {"agreed_year_1": "7", "agreed_year_2": "6"}, {"agreed_year_2": 1})
    assert went == at(cast.plan, "section", "vision_for_services")
    assert content_of(cast.plan).get("agreed_year_2") == "6"


def test_a_limit_is_told_with_the_count(cast: Cast, client: Client) -> None:
    scheme = factories.row(cast.plan, "schemes", {"ref": "001"})
    here = at(cast.plan, "step", "schemes", scheme, "ref")
    html = sent(client, cast.lead, here, {f"schemes/{scheme}/ref": "x" * 21})
    assert "This is 21 characters long. Shorten it to 20 characters or fewer." in html
    assert "x" * 21 in html


def test_33000_characters_where_a_limit_holds_come_back_whole(cast: Cast, client: Client) -> None:
    text = "a word " * 4715
    html = sent(client, cast.lead, at(cast.plan, "section", "supporting_metrics"), {"residential_rationale": text})
    assert "Shorten it to 32,767 characters or fewer." in html
    assert text.strip() in html


def test_markup_that_is_typed_stays_words(cast: Cast, client: Client) -> None:
    here = at(cast.plan, "section", "vision_for_services")
    sent(client, cast.lead, here, {"vision": '<p onclick="x()">Hello<script>alert(1)</script></p>'})
    html = page(client, cast.lead, here)
    assert "onclick" not in html
    assert content_of(cast.plan).get("vision").startswith("<p>Hello")


def test_a_file_is_attached_and_taken_away(cast: Cast, client: Client) -> None:
    client.force_login(cast.lead)
    file = SimpleUploadedFile("map.txt", b"A map in words")
    client.post(
        at(cast.plan, "add_row", "related_documents"),
        {
            "related_documents@row": "new1",
            "related_documents/new1/title": "A map",
            "related_documents/new1/title@": "0",
            "related_documents/new1/file": file,
            "related_documents/new1/file@": "0",
        },
    )
    row = content_of(cast.plan).rows("related_documents")[0]
    assert row.get("file").endswith("/map.txt")
    here = at(cast.plan, "row", "related_documents", row.uid)
    assert "Attached: map.txt" in page(client, cast.lead, here)
    place = f"related_documents/{row.uid}/file"
    client.post(here, {f"{place}@": "1", f"{place}!": "1"})
    assert not content_of(cast.plan).rows("related_documents")[0].get("file")


def test_a_file_that_cannot_be_attached_is_told(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "related_documents", {"title": "A map"})
    client.force_login(cast.lead)
    place = f"related_documents/{uid}/file"
    bad = SimpleUploadedFile("run.exe", b"MZ\x00\x01\x02")
    response = client.post(at(cast.plan, "row", "related_documents", uid), {f"{place}@": "0", place: bad})
    assert "This kind of file cannot be attached." in response.content.decode()


def test_versions_that_no_page_ever_showed_do_no_harm(cast: Cast, client: Client) -> None:
    here = at(cast.plan, "section", "case")
    client.force_login(cast.lead)
    assert client.post(here, {"case_for_change": "x", "case_for_change@": "nonsense"}).status_code == 302
    assert client.post(here, {"case_for_change": "y", "case_for_change@": "99"}).status_code == 200
    assert stored(cast.plan)["case_for_change"].value == "<p>x</p>"
    assert AnswerVersion.objects.filter(plan=cast.plan, value="<p>y</p>", kept=False).exists()
