"""A real plan through the browser: from the Word file that was sent in its day to a signed pack and a receipt."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bcf.access import Role
from bcf.models import User
from plans.actions import latest_version
from plans.content import content_of
from plans.models import Plan, SealedVersion
from tests import factories
from tests.browser import NewPage

from .files import check_files, download_all
from .steps import DESKTOP, PHONE, Axe, Visitor, starting

pytestmark = pytest.mark.django_db(transaction=True)

SENTENCE = "Every older resident has one named person to ring, day or night."
REASON = "The activity figures follow when the hospital has closed its books."
# what the six schemes cost in the second year, £000
SPENDING = (4781, 3000, 3051, 1431, 50, 459)
FOUND = ("9 of 9 answered, 3 sign-offs", "6 schemes", "15 risks", "Detailed Scheme Description: 6 found",
         "Provider commentary: 2 found")  # fmt: skip
DETAILS = ("687,000", "12,772,000", "3 September 2014", "19 September 2014")


@pytest.fixture
def file(real_plans: Path) -> Path:
    path = real_plans / "southend-2014" / "part-1.docx"
    if not path.is_file():
        pytest.skip("the folder of real plans has no southend-2014/part-1.docx")
    return path


def test_journey_southend(new_page: NewPage, axe: Axe, file: Path, tmp_path: Path) -> None:
    person = factories.person("Priya Shah", "lead", "Head of Integration", factories.PASSWORD)
    lead = Visitor(new_page(viewport=DESKTOP), axe)
    lead.sign_in(person.username, factories.PASSWORD)
    plan = bring_in(lead, file)
    place_passages(lead)
    go_on_writing(lead)
    enter_money(lead, plan)
    mend_problems(lead, plan)
    version = ask_for_sign_off(lead, plan)
    everyone_signs(new_page, axe, plan)
    files = send(lead, version, tmp_path)
    check_files(version, files, tmp_path, SENTENCE)


def bring_in(lead: Visitor, file: Path) -> Plan:
    lead.follow(starting("Bring in a plan"), "Bring in a plan")
    lead.press("Read the file")
    expect(lead.page.get_by_role("alert")).to_contain_text("Choose the area that the plan is for.")
    lead.look()
    lead.page.get_by_label("Health and Wellbeing Board area").select_option(label="Southend-on-Sea")
    lead.page.get_by_role("radio", name="Better Care Fund, July 2014").check()
    lead.page.locator("input[type=file]").set_input_files(file)
    lead.press("Read the file")
    lead.arrive("What we found in “part-1.docx”")
    for figure in FOUND:
        lead.says(figure)
    lead.page.locator("summary").filter(has_text=re.compile("plan details", re.I)).click()
    for figure in DETAILS:
        lead.says(figure)
    lead.look()
    lead.press("Make the plan for Southend-on-Sea from this file")
    lead.arrive("What needs placing")
    return Plan.objects.get()


def place_passages(lead: Visitor) -> None:
    """The last passage into an answer, the others aside, each with its own button."""
    passages = lead.page.get_by_role("heading", name=re.compile("^Passage"))
    for left in range(passages.count(), 1, -1):
        lead.press(starting("Leave it out"))
        expect(passages).to_have_count(left - 1)
    lead.page.get_by_label("Put it at the end of").select_option(label="4.c Management and oversight of delivery")
    lead.press(starting("Put it there"))
    lead.says("Everything has its place.")
    lead.look()
    lead.follow("Go on with the plan", "Southend-on-Sea")


def go_on_writing(lead: Visitor) -> None:
    """An answer, a step of a scheme, and a risk."""
    lead.follow("2 Vision for health and care services", "2. Vision for health and care services")
    lead.write("2.a Vision for health and care services", SENTENCE)
    lead.save("3. Case for change")
    lead.save("Southend-on-Sea", later=True)
    lead.follow(starting("001 "), starting("001 "))
    lead.follow("Change Overview of the scheme", "Overview of the scheme")
    lead.write("Overview of the scheme", SENTENCE)
    lead.save("The delivery chain")
    lead.follow("All answers", starting("001 "))
    lead.says(SENTENCE)
    lead.follow(starting("Annex 1"), starting("Annex 1"))
    lead.follow("Task list", "Southend-on-Sea")
    lead.follow("5 Risks and contingency", "5. Risks and contingency")
    lead.follow(starting("Change"), "Risk 1")
    impact = int(lead.page.get_by_label("Potential impact", exact=True).input_value())
    lead.page.get_by_label("How likely is the risk to materialise?").fill("5")
    expect(lead.page.get_by_label("Overall risk factor")).to_have_text(str(5 * impact))
    lead.look()
    lead.press("Save")
    lead.arrive("5. Risks and contingency")
    expect(lead.page.locator("tbody tr").first).to_contain_text(str(5 * impact))
    lead.follow("Task list", "Southend-on-Sea")


def enter_money(lead: Visitor, plan: Plan) -> None:
    """The funding and the six schemes' spending, £000: both come to the pooled budget of Part 1."""
    page = lead.page
    lead.follow("1 Health and Wellbeing Funding Sources", "1. Health and Wellbeing Funding Sources")
    lead.press(re.compile("^Add .* CCG Minimum Contribution"))
    page.get_by_label("CCG, CCG 1", exact=True).fill("NHS Southend CCG")
    page.get_by_label("2014/15 contribution (£000), CCG 1", exact=True).fill("687")
    page.get_by_label("2015/16 contribution (£000), CCG 1", exact=True).fill("12,772")
    expect(page.get_by_label("Total Contribution, 2015/16", exact=True)).to_have_text("12,772")
    lead.save("2. Summary of Health and Wellbeing Board Schemes")
    lead.save("3. Health and Wellbeing Board Expenditure Plan")
    schemes = [row.get("name") for row in content_of(plan).rows("schemes")]
    for number, (scheme, amount) in enumerate(zip(schemes, SPENDING, strict=True), start=1):
        spend(lead, number, scheme, amount)
    expect(page.get_by_label("Total, 2014/15 (£000)", exact=True)).to_have_text("687")
    expect(page.get_by_label("Total, 2015/16 (£000)", exact=True)).to_have_text("12,772")
    lead.look()
    lead.save("Southend-on-Sea", later=True)


def spend(lead: Visitor, number: int, scheme: str, amount: int) -> None:
    lead.press(starting("Add a"))

    def cell(column: str) -> str:
        return f"{column}, Expenditure line {number}"

    page = lead.page
    page.get_by_label(cell("Scheme Name"), exact=True).fill(scheme)
    page.get_by_label(cell("Area of Spend"), exact=True).select_option("Community Health")
    page.get_by_label(cell("Commissioner"), exact=True).select_option("CCG")
    page.get_by_label(cell("Provider"), exact=True).select_option("NHS Community Provider")
    page.get_by_label(cell("Source of Funding"), exact=True).select_option("CCG Minimum Contribution")
    if number == 1:
        page.get_by_label(cell("2014/15 (£000)"), exact=True).fill("687")
    page.get_by_label(cell("2015/16 (£000)"), exact=True).fill(str(amount))


def mend_problems(lead: Visitor, plan: Plan) -> None:
    """Whatever the links of the problems page lead to: the council's name, and the schemes' names in their annexes."""
    problems = "What is missing or contradicts"
    (council,) = content_of(plan).rows("sign_off_councils")
    lead.follow(problems, problems)
    lead.follow(re.compile("has no sign-off block"), "1. Plan details")
    lead.page.get_by_label("Local Authority", exact=True).fill(council.get("organisation"))
    lead.save("Southend-on-Sea", later=True)
    lead.follow(problems, problems)
    names = lead.page.get_by_role("link", name=re.compile("Use one name"))
    for left in range(names.count(), 0, -1):
        names.first.click()
        lead.arrive("Scheme details")
        lead.page.get_by_label("Scheme name", exact=True).fill("")
        lead.save(re.compile("."), later=True)
        lead.go(f"/plans/{plan.ref}/problems/", problems)
        expect(names).to_have_count(left - 1)
    hints = lead.page.locator(".govuk-task-list__hint").all_inner_texts()
    rules = {hint.removeprefix("Check ")[:3] for hint in hints}
    # what the file cannot hold: answers not given, amounts told in words only, benefits, each provider's Yes or No
    assert rules == {"X06", "X18", "X19", "X33", "X48"}, hints


def ask_for_sign_off(lead: Visitor, plan: Plan) -> SealedVersion:
    lead.follow("Task list", "Southend-on-Sea")
    lead.follow("Sign-off", "Sign-off")
    lead.open("Ask for sign-off", "Ask for sign-off")
    lead.press(starting("Seal version 1"))
    expect(lead.page.get_by_role("alert")).to_contain_text("Say why people should sign")
    lead.look()
    lead.page.get_by_label(starting("Why should people sign")).fill(REASON)
    lead.press(starting("Seal version 1"))
    lead.arrive("Sign-off")
    lead.says("Version 1 is sealed")
    version = latest_version(plan)
    assert version is not None
    return version


def everyone_signs(new_page: NewPage, axe: Axe, plan: Plan) -> None:
    """The CCG's officer on a telephone, the council's and the chair at their desks."""
    signers = (
        (Role.CCG_SIGNER, "Mel Crane", "Chief Operating Officer", PHONE),
        (Role.COUNCIL_SIGNER, "Simon Lee", "Corporate Director", DESKTOP),
        (Role.CHAIR, "Cllr Dora North", "", DESKTOP),
    )
    for role, name, position, viewport in signers:
        signer = factories.part(plan, role, sign_in_name(name, role))
        visitor = Visitor(new_page(viewport=viewport), axe)
        visitor.sign_in(signer.username, factories.PASSWORD)
        visitor.follow("Southend-on-Sea", "Southend-on-Sea")
        visitor.follow("Sign-off", "Sign-off")
        if viewport is PHONE:
            visitor.follow("version 1", "Version 1")
            visitor.says(SENTENCE)
            visitor.page.go_back()
            visitor.arrive("Sign-off")
        visitor.sign(1, position)


def sign_in_name(name: str, role: Role) -> User:
    return factories.person(name, role.value, password=factories.PASSWORD)


def send(lead: Visitor, version: SealedVersion, folder: Path) -> dict[str, bytes]:
    """Makes the signed files where they are not ready, sends them, and presses twice."""
    lead.page.reload()
    lead.arrive("Sign-off")
    lead.open("Check and send version 1", "Check what you send")
    if lead.page.get_by_role("button", name="Make the files").count():
        lead.press("Make the files")
        lead.arrive("Check what you send")
    again = Visitor(lead.page.context.new_page(), lead.axe)
    again.go(f"/plans/{version.plan.ref}/send/", "Check what you send")
    lead.press("Send version 1")
    lead.arrive("Plan sent")
    receipt = lead.page.locator(".govuk-panel__body strong").inner_text()
    again.press("Send version 1")
    again.arrive("Plan sent")
    expect(again.page.locator(".govuk-panel__body strong")).to_have_text(receipt)
    return download_all(lead, folder)
