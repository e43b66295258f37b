"""The demonstration in the browser: what people do to a plan, each with a browser of their own, on any machine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import ViewportSize, expect

from plans.content import content_of
from plans.models import Plan, SealedVersion
from tests.browser import NewPage

from .files import check_files, download_all
from .steps import DESKTOP, PHONE, Axe, Visitor, starting

pytestmark = pytest.mark.django_db(transaction=True)

AREA = "Mere Valley"
VISION = "2. Vision for health and care services"
VISION_LABEL = "2.a Vision for health and care services"
METRICS = "6. Health and Wellbeing Board Supporting Metrics"
AGREED = "Total agreed value of pooled budget: 2015/16"
OURS = "Neighbours are asked what they would miss."
THEIRS = "Nobody tells their story twice."
TOO_LONG = "a" * 33_000

As = Callable[..., Visitor]


@pytest.fixture
def plan() -> Plan:
    said = StringIO()
    call_command("seed_demo", "--json", stdout=said)
    return Plan.objects.get(ref=json.loads(said.getvalue())["plan"])


@pytest.fixture
def signed_in(plan: Plan, new_page: NewPage, axe: Axe) -> As:
    """Signs one of the demonstration's people in through the form: `signed_in("lead", viewport=PHONE)`."""

    def sign_in(username: str, viewport: ViewportSize = DESKTOP, scripts: bool = True) -> Visitor:
        visitor = Visitor(new_page(viewport=viewport, java_script_enabled=scripts), axe, scripts)
        visitor.sign_in(username, f"{username}-mere-valley")
        return visitor

    return sign_in


def open_section(visitor: Visitor, link: str, heading: str) -> None:
    visitor.go("/plans/", "Your plans")
    visitor.follow(AREA, AREA)
    visitor.follow(link, heading)


def test_journey_demonstration(plan: Plan, signed_in: As, tmp_path: Path) -> None:
    """Written, sealed, signed, declined, changed, sealed again, signed by all four, made, sent."""
    lead = signed_in("lead")
    write_vision(lead, OURS)
    ask(lead, 1)
    sign(signed_in("ccg-signer-1", viewport=PHONE), 1, "Accountable Officer")
    decline(signed_in("council-signer"), 1)
    write_vision(lead, THEIRS)
    see_what_changed(lead)
    ask(lead, 2)
    sign(signed_in("ccg-signer-1"), 2, "Accountable Officer")
    sign(signed_in("ccg-signer-2"), 2, "Chief Officer")
    sign(signed_in("council-signer", scripts=False), 2, "Chief Executive")
    sign(signed_in("chair", viewport=PHONE), 2)
    version = send(lead, plan)
    check_files(version, download_all(lead, tmp_path), tmp_path, THEIRS)
    assure(signed_in("assurer"))


def write_vision(visitor: Visitor, words: str) -> None:
    open_section(visitor, VISION.replace(".", "", 1), VISION)
    visitor.write(VISION_LABEL, words)
    visitor.save(AREA, later=True)


def to_sign_off(visitor: Visitor) -> None:
    open_section(visitor, "Sign-off", "Sign-off")


def ask(lead: Visitor, number: int) -> None:
    to_sign_off(lead)
    lead.open(starting("Ask for sign-off"), "Ask for sign-off")
    lead.press(f"Seal version {number} and ask for sign-off")
    lead.arrive("Sign-off")
    lead.says(f"Version {number} is sealed")


def sign(signer: Visitor, number: int, position: str = "") -> None:
    to_sign_off(signer)
    signer.sign(number, position)


def decline(signer: Visitor, number: int) -> None:
    to_sign_off(signer)
    signer.open(starting("Read and sign"), f"Sign version {number} of the plan")
    signer.follow(starting("Decline to sign"), f"Decline to sign version {number}")
    signer.press("Decline to sign")
    expect(signer.page.get_by_role("alert")).to_contain_text("Say why you decline to sign")
    signer.look()
    signer.page.get_by_label("Why you decline to sign").fill("The carers’ money is missing.")
    signer.press("Decline to sign")
    signer.arrive(f"You have declined to sign version {number}")


def see_what_changed(lead: Visitor) -> None:
    """The signature stays, marked; the reason for declining is told; both texts are shown."""
    to_sign_off(lead)
    lead.says(re.compile(r"Signed\s+version 1;\s+1 answer changed since"))
    lead.says("The carers’ money is missing.")
    lead.follow("1 answer changed since", "What changed since version 1")
    lead.says(THEIRS)


def send(lead: Visitor, plan: Plan) -> SealedVersion:
    to_sign_off(lead)
    lead.open("Check and send version 2", "Check what you send")
    if lead.page.get_by_role("button", name="Make the files").count():
        lead.press("Make the files")
        lead.arrive("Check what you send")
    lead.press("Send version 2")
    lead.arrive("Plan sent")
    receipt = lead.page.url
    lead.go(f"/plans/{plan.ref}/send/", "Plan sent")
    assert lead.page.url == receipt
    return SealedVersion.objects.get(plan=plan, number=2)


def assure(assurer: Visitor) -> None:
    """Whoever assures the plan finds what was sent."""
    assurer.follow(AREA, "Plan sent")
    assurer.follow("Version 2", "Version 2")
    assurer.says(THEIRS)


def test_two_people_save_one_answer(plan: Plan, signed_in: As) -> None:
    lead, colleague = signed_in("lead"), signed_in("contributor", viewport=PHONE)
    for visitor, words in ((lead, OURS), (colleague, THEIRS)):
        open_section(visitor, VISION.replace(".", "", 1), VISION)
        visitor.write(VISION_LABEL, words)
    lead.save("3. Case for change")
    colleague.save("Someone else changed this too")
    expect(colleague.page.locator(".bcf-columns")).to_contain_text(OURS)
    expect(colleague.page.locator(".bcf-columns")).to_contain_text(THEIRS)
    colleague.save(re.compile("^(3. Case for change|Mere Valley)$"))
    answer = content_of(plan).get("vision")
    assert OURS.partition(" ")[2] in answer
    assert THEIRS.partition(" ")[2] in answer


def test_what_cannot_be_read_comes_back_as_typed(plan: Plan, signed_in: As) -> None:
    """A wrong amount, a day that is not there, a text beyond its limit: all stay, and each link leads to its field."""
    lead = signed_in("lead", viewport=PHONE)
    page = lead.page
    open_section(lead, "1 Plan details", "1. Plan details")
    page.get_by_label(AGREED, exact=True).fill("twelve million")
    day = page.get_by_role("group", name="Date submitted")
    day.get_by_label("Day").fill("31")
    day.get_by_label("Month").fill("2")
    lead.save("1. Plan details")
    expect(page.get_by_label(AGREED, exact=True)).to_have_value("twelve million")
    expect(day.get_by_label("Day")).to_have_value("31")
    expect(day.get_by_label("Month")).to_have_value("2")
    each_link_leads_to_its_field(lead, 2)
    open_section(lead, METRICS.replace(".", "", 1), METRICS)
    page.get_by_label("Residential admissions: rationale").fill(TOO_LONG)
    page.get_by_label("Residential admissions: numerator, Planned 14/15").fill("many")
    lead.save(METRICS)
    expect(page.get_by_label("Residential admissions: rationale")).to_have_value(TOO_LONG)
    expect(page.get_by_label("Residential admissions: numerator, Planned 14/15")).to_have_value("many")
    each_link_leads_to_its_field(lead, 2)


def each_link_leads_to_its_field(visitor: Visitor, count: int) -> None:
    expect(visitor.page.locator(".govuk-error-summary")).to_be_focused()
    links = visitor.page.locator(".govuk-error-summary__list a")
    expect(links).to_have_count(count)
    for link in links.all():
        link.press("Enter")
        target = (link.get_attribute("href") or "")[1:]
        expect(visitor.page.locator(f'[id="{target}"]')).to_be_focused()


def test_a_section_is_reached_by_the_keyboard_alone(plan: Plan, signed_in: As) -> None:
    """From the skip link through every control, in the order of the page, to the button that saves."""
    lead = signed_in("lead")
    page = lead.page
    open_section(lead, "7 National conditions", "7. National conditions")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    reached = tab_until(lead, "Save and come back later")
    expected = page.locator(f"main :is({CONTROLS}):visible").count()
    order = [place for place, _ in reached]
    assert order == sorted(order)
    assert sum(control for _, control in reached) == expected
    page.keyboard.press("Enter")
    lead.arrive(AREA)


# but radio buttons: Tab reaches one of them, arrow keys the others
CONTROLS = "textarea, input:not([type=radio]), summary, .bcf-editor__text"
FOCUSED = """(controls) => {
    const at = document.activeElement;
    return [[...document.querySelectorAll("*")].indexOf(at), at.matches(controls), at.textContent.trim()];
}"""


def tab_until(visitor: Visitor, button: str) -> list[tuple[int, bool]]:
    """Where the focus goes, by place in the document, and whether it is a control of the form."""
    reached: list[tuple[int, bool]] = []
    for _ in range(400):
        visitor.page.keyboard.press("Tab")
        place, control, words = visitor.page.evaluate(FOCUSED, CONTROLS)
        reached.append((place, control))
        if words == button:
            return reached
        if control:
            visitor.page.keyboard.press("Escape")
    raise AssertionError(f"“{button}” is not reached by the keyboard")


def test_a_plan_is_written_without_javascript(plan: Plan, signed_in: As) -> None:
    """A section is saved, a line is added and filled in, a document is added."""
    lead = signed_in("lead", scripts=False)
    page = lead.page
    open_section(lead, VISION.replace(".", "", 1), VISION)
    page.get_by_label(VISION_LABEL).fill(OURS)
    lead.save("3. Case for change")
    open_section(lead, "1 Health and Wellbeing Funding Sources", "1. Health and Wellbeing Funding Sources")
    lead.press(re.compile("^Add .* Local Authority Social Services"))
    lead.arrive("1. Health and Wellbeing Funding Sources")
    page.get_by_label("Local Authority, Local Authority 2", exact=True).fill("Upper Mere Council")
    page.get_by_label("2015/16 contribution (£000), Local Authority 2", exact=True).fill("40")
    lead.save("2. Summary of Health and Wellbeing Board Schemes")
    open_section(lead, "1 Plan details", "1. Plan details")
    lead.follow("Add another document", "Add a document")
    page.get_by_label(starting("Document")).first.fill("A map of the valley")
    lead.press("Save")
    lead.arrive("1. Plan details")
    content = content_of(plan)
    assert content.get("vision") == f"<p>{OURS}</p>"
    assert content.rows("funding_councils")[-1].get("year_2") == "40"
    assert content.rows("related_documents")[-1].get("title") == "A map of the valley"
