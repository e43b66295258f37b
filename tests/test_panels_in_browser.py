"""Part 2 in a browser, all filled in: accessible at each width, followed while one types, and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from bcf.models import User
from plans.actions import begin_with
from plans.demonstration import AREA, demonstration
from plans.models import Plan
from tests import factories
from tests.browser import NewPage
from tests.test_pages_of_a_plan import at

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, User], None]
ADMISSIONS = "[data-panel='chart/admissions_by_quarter']"


@pytest.fixture
def plan() -> Plan:
    with transaction.atomic():
        return begin_with(by=factories.person(), where=AREA, said=demonstration())


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_every_sheet_is_accessible_and_fits(
    plan: Plan, new_page: NewPage, sign_in: SignIn, axe: Callable[[Page], None], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    sign_in(page, plan.begun_by)
    for section in plan.edition.document("part_2").sections:
        page.goto(at(plan, "section", section.key))
        for details in page.locator(".bcf-panel details").all():
            details.evaluate("details => { details.open = true; }")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, section.key


def test_one_drawing_is_seen_and_its_words_are_large_enough(plan: Plan, new_page: NewPage, sign_in: SignIn) -> None:
    page = new_page()
    sign_in(page, plan.begun_by)
    page.goto(at(plan, "section", "p4p_metric"))
    for width in (320, 375, 640, 700, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        seen = page.locator(f"{ADMISSIONS} svg").filter(visible=True)
        expect(seen).to_have_count(1)
        sizes = seen.locator("text").evaluate_all("""
            all => all.map(one => one.getAttribute("font-size") * one.getScreenCTM().a)
        """)
        assert min(sizes) >= 11.9, (width, min(sizes))


def test_the_picture_the_rating_and_the_words_follow_what_is_typed(
    plan: Plan, new_page: NewPage, sign_in: SignIn
) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, plan.begun_by)
    page.goto(at(plan, "section", "p4p_metric"))
    page.locator(f"{ADMISSIONS} summary").click()
    expect(page.locator("[data-panel='rating/p4p_rag']")).to_contain_text("Green")
    page.get_by_label("Non-elective admissions: numerator, Q1 (Apr 15 - Jun 15)").fill("9000")
    expect(page.locator("[data-panel='rating/p4p_rag']")).to_contain_text("Red")
    expect(page.get_by_text("Say why here.")).to_be_visible()
    expect(page.locator(f"{ADMISSIONS} svg").filter(visible=True)).to_contain_text("9,000")
    expect(page.locator(ADMISSIONS)).to_contain_text("above the baseline")
    expect(page.locator(f"{ADMISSIONS} table")).to_contain_text("9,000")


def test_the_running_total_stays_in_sight(plan: Plan, new_page: NewPage, sign_in: SignIn) -> None:
    page = new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, plan.begun_by)
    page.goto(at(plan, "section", "expenditure_plan"))
    tally = page.locator(".bcf-tally")
    expect(tally).to_be_in_viewport()
    expect(tally).to_contain_text("2015/16: £21,460 of £21,460 thousand: all spent.")
    amount = page.get_by_label("2015/16 (£000), Expenditure line 1", exact=True)
    amount.fill("1481")
    expect(tally).to_contain_text("£1 thousand too much.")
    expect(page.locator(".bcf-breakdowns")).to_contain_text("21,461")


def test_without_scripts_every_figure_of_a_picture_can_be_reached(
    plan: Plan, new_page: NewPage, sign_in: SignIn
) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, plan.begun_by)
    page.goto(at(plan, "section", "funding_sources"))
    picture = page.get_by_role("img", name="Where the money comes from")
    expect(picture).to_be_visible()
    page.get_by_text("The figures of this picture").click()
    table = page.get_by_role("table", name="Where the money comes from")
    expect(table.get_by_role("row", name="CCG Minimum Contribution")).to_contain_text("17,500")
