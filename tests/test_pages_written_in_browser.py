"""Writing a plan in a browser: every page without an accessibility violation, by keyboard, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from bcf.models import User
from plans.content import content_of
from tests import factories
from tests.browser import NewPage
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
TEXT = (
    "<p>One vision.</p><h3>How</h3><ul><li>Together</li></ul>"
    "<table><tbody><tr><th>Year</th><th>Change</th></tr><tr><td>One</td><td>Two</td></tr></tbody></table>"
)


@pytest.fixture
def cast() -> Cast:
    with transaction.atomic():
        cast = assemble(OFFICIAL)
        factories.say(cast.plan, {"vision": TEXT, "agreed_year_1": "12772000"})
        for number in ("1", "2"):
            factories.row(cast.plan, "schemes", {"ref": f"00{number}", "name": "Teams", "overview": TEXT})
            factories.row(cast.plan, "risks", {"risk": TEXT, "likelihood": "3", "impact": "4"})
            factories.row(cast.plan, "expenditure", {"scheme": "Teams", "year_1": "120", "commissioner": "Joint"})
            factories.row(cast.plan, "providers", {"provider": "A hospital", "outturn": "10", "plan_year_1": "9"})
            factories.row(cast.plan, "sign_off_ccgs", {"organisation": "NHS Southend CCG"})
            factories.row(cast.plan, "related_documents", {"title": "A map", "synopsis": TEXT})
    return cast


def addresses(cast: Cast) -> Iterator[str]:
    content = content_of(cast.plan)
    risk, scheme, hospital = (content.rows(table)[0].uid for table in ("risks", "schemes", "providers"))
    yield from ("/plans/", "/plans/start/", at(cast.plan, "plan"), at(cast.plan, "problems"))
    for _, section in cast.plan.edition.sections():
        yield at(cast.plan, "section", section.key)
    yield at(cast.plan, "row", "risks", risk)
    yield at(cast.plan, "add_row", "risks")
    yield at(cast.plan, "remove_row", "risks", risk)
    yield at(cast.plan, "add_row", "schemes")
    yield at(cast.plan, "row", "schemes", scheme)
    yield at(cast.plan, "step", "schemes", scheme, "overview")
    yield at(cast.plan, "step", "providers", hospital, "outturn")
    yield at(cast.plan, "add_row", "related_documents")


@pytest.mark.parametrize("width", [375, 1280])
def test_no_page_has_an_accessibility_violation(
    cast: Cast, new_page: NewPage, sign_in: SignIn, axe: Callable[[Page], None], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    sign_in(page, cast.lead)
    for address in addresses(cast):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), address


@pytest.mark.parametrize("width", [375, 1280])
def test_neither_has_a_page_that_came_back(
    cast: Cast, new_page: NewPage, sign_in: SignIn, axe: Callable[[Page], None], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    sign_in(page, cast.lead)
    page.goto(at(cast.plan, "section", "plan_details"))
    page.fill('[name="agreed_year_1"]', "twelve million")
    page.fill('[name="date_agreed_day"]', "31")
    page.fill('[name="date_agreed_month"]', "2")
    page.get_by_role("button", name="Save and continue").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    axe(page)
    summary.get_by_role("link").last.click()
    expect(page.locator('[name="agreed_year_1"]')).to_be_focused()
    expect(page.locator('[name="agreed_year_1"]')).to_have_value("twelve million")
    page.goto(at(cast.plan, "section", "expenditure_plan"))
    page.locator('[name$="/year_1"]').first.fill("lots")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Expenditure line 1")
    axe(page)


@pytest.mark.parametrize("width", [375, 1280])
def test_nor_has_the_page_of_two_texts(
    cast: Cast, new_page: NewPage, sign_in: SignIn, axe: Callable[[Page], None], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    sign_in(page, cast.lead)
    page.goto(at(cast.plan, "section", "vision_for_services"))
    factories.say(cast.plan, {"vision": TEXT + "<p>Colin was here.</p>"}, cast.contributor)
    editor = page.locator(".ProseMirror").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Priya too.")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Someone else changed this too")
    axe(page)
    expect(page.locator("ins").first).to_be_visible()
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Southend-on-Sea")
    text = content_of(cast.plan).get("vision")
    assert "Colin was here." in text
    assert "Priya too." in text


def test_the_risk_factor_follows_while_one_types(cast: Cast, page: Page, sign_in: SignIn) -> None:
    sign_in(page, cast.lead)
    risk = content_of(cast.plan).rows("risks")[0].uid
    page.goto(at(cast.plan, "row", "risks", risk))
    expect(page.locator("output")).to_have_text("12")
    page.fill(f'[name="risks/{risk}/impact"]', "5")
    expect(page.locator("output")).to_have_text("15")


def test_lines_and_totals_with_scripts(cast: Cast, page: Page, sign_in: SignIn) -> None:
    sign_in(page, cast.finance)
    page.goto(at(cast.plan, "section", "expenditure_plan"))
    page.get_by_role("button", name="Add another expenditure line").click()
    page.keyboard.type("More teams")
    page.locator('tbody tr:last-child [name$="/year_1"]').fill("60")
    expect(page.locator('[data-figure="expenditure//year_1"]')).to_have_text("300")
    page.get_by_role("button", name="Remove expenditure line 1").click()
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Southend-on-Sea")
    rows = content_of(cast.plan).rows("expenditure")
    assert [(row.get("scheme"), row.get("year_1")) for row in rows] == [("Teams", "120"), ("More teams", "60")]


def test_without_scripts_and_by_keyboard_alone(cast: Cast, new_page: NewPage, sign_in: SignIn) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, cast.lead)
    page.goto(at(cast.plan, "section", "expenditure_plan"))
    first = page.locator('[name$="/year_2"]').first
    first.focus()
    page.keyboard.type("75")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/benefits_plan/"))
    assert content_of(cast.plan).rows("expenditure")[0].get("year_2") == "75"
    page.goto(at(cast.plan, "section", "expenditure_plan"))
    page.get_by_role("button", name="Add another expenditure line").click()
    expect(page.locator("[data-table] tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Remove expenditure line 3").click()
    expect(page.locator("[data-table] tbody tr")).to_have_count(2)
