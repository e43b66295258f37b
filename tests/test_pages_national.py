"""National figures on the pages: said beside the cells, overridden with a reason, and never typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import Page, expect

from bcf.definition.national import TABLE
from bcf.models import User
from bcf.pack.stamp import Stamp
from bcf.pack.xlsx import xlsx
from plans import actions
from plans.actions import Typed, UnknownPlace
from plans.checklist import problems_of
from plans.content import content_of
from plans.models import Plan
from plans.views.finding import next_address
from tests import factories
from tests.cast import Cast, assemble
from tests.part_2 import EDITION, content

pytestmark = pytest.mark.django_db
POPULATION = "p4p_population_baseline_q4"
REASON = f"{TABLE}/{POPULATION}/reason"


@pytest.fixture
def cast() -> Cast:
    return assemble("july_2014")


def page_of(client: Client, cast: Cast, key: str) -> str:
    client.force_login(cast.lead)
    return unescape(client.get(reverse("section", args=[cast.plan.ref, key])).content.decode())


def cell(html: str, place: str) -> str:
    found = re.search(rf'<td[^>]*id="at-{place}">.*?</td>', html)
    assert found
    return found[0]


def test_a_cell_is_described_by_its_national_figure(cast: Cast, client: Client) -> None:
    html = page_of(client, cast, "p4p_metric")
    assert f'href="#national-{POPULATION}">National: 177,931</a>' in cell(html, POPULATION)
    described = re.search(rf'id="id_{POPULATION}"[^>]*aria-describedby="([^"]*)"', html)
    assert described
    assert described[1].split() == [f"national-{POPULATION}"]
    assert f'id="national-{POPULATION}"' in html
    assert "ONS mid-year population estimates, all ages: MYE2 mid-2014" in html
    assert "National: 100%" in cell(html, "ccg_activity/99g/percent_of_hwb")


def test_part_1_says_its_national_figures_too(cast: Cast, client: Client) -> None:
    html = page_of(client, cast, "plan_details")
    assert 'href="#national-minimum_year_2">National: £12,772,000</a>' in html
    assert re.search(r'<input[^>]*name="minimum_year_2"[^>]*aria-describedby="[^"]*national-minimum_year_2"', html)


def test_what_is_not_held_is_asked_for(cast: Cast, client: Client) -> None:
    html = page_of(client, cast, "supporting_metrics")
    assert "Not held: please enter" in cell(html, "residential_numerator_baseline")
    assert "Not held: enter the published figure, from the Adult Social Care Outcomes Framework" in html
    assert f'name="{TABLE}/residential_numerator_baseline/reason"' not in html


def test_the_page_of_national_figures_has_them_all_and_no_buttons_for_rows(cast: Cast, client: Client) -> None:
    html = page_of(client, cast, TABLE)
    marks = content_of(cast.plan).rows(TABLE)
    assert all(f'id="national-{mark.uid}"' in html for mark in marks)
    assert html.count(f'name="{TABLE}/') == 2 * sum(bool(mark.get("figure")) for mark in marks)
    assert 'name="add_row"' not in html
    assert 'name="remove_row"' not in html


@pytest.mark.parametrize("key", ["p4p_metric", TABLE])
def test_another_figure_is_saved_with_its_reason(cast: Cast, client: Client, key: str) -> None:
    factories.say(cast.plan, {POPULATION: "180000"})
    assert [one.place for one in problems_of(cast.plan) if one.rule == "N01"] == [REASON]
    assert "Differs" in page_of(client, cast, key)
    client.force_login(cast.finance)
    address = reverse("section", args=[cast.plan.ref, key])
    client.post(address, {REASON: "Our own count", f"{REASON}@": "0", "then": "later"})
    assert content_of(cast.plan).value(REASON) == "Our own count"
    assert not [one for one in problems_of(cast.plan) if one.rule == "N01"]
    assert "Our own count" in page_of(client, cast, key)


def test_the_panel_is_open_where_something_is_to_be_said(cast: Cast, client: Client) -> None:
    closed = '<details class="govuk-details" id="national-figures">'
    assert closed in page_of(client, cast, "p4p_metric")
    factories.say(cast.plan, {POPULATION: "180000"})
    html = page_of(client, cast, "p4p_metric")
    assert closed not in html
    assert "National figures on this page: 9 (1 changed without a reason)" in html


@pytest.mark.parametrize("column", ["what", "figure", "source", "dated"])
def test_what_is_given_cannot_be_typed(cast: Cast, client: Client, column: str) -> None:
    place = f"{TABLE}/{POPULATION}/{column}"
    before = content_of(cast.plan).digest()
    with pytest.raises(UnknownPlace):
        actions.save(plan=cast.plan, by=cast.lead, typed={place: Typed("5", 1)})
    client.force_login(cast.lead)
    client.post(reverse("section", args=[cast.plan.ref, TABLE]), {place: "5", f"{place}@": "1"})
    assert content_of(cast.plan).digest() == before


def test_its_rows_are_always_the_same(cast: Cast, client: Client) -> None:
    before = content_of(cast.plan).digest()
    who: dict[str, Any] = {"plan": cast.plan, "by": cast.lead, "table": TABLE}
    for change in (
        lambda: actions.add_row(**who),
        lambda: actions.remove_row(**who, uid=POPULATION),
        lambda: actions.move_row(**who, uid=POPULATION, direction="down"),
    ):
        with pytest.raises(UnknownPlace, match="always the same"):
            change()
    client.force_login(cast.lead)
    address = reverse("section", args=[cast.plan.ref, TABLE])
    client.post(address, {"remove_row": f"{TABLE}/{POPULATION}", f"{TABLE}@row": POPULATION})
    client.post(address, {"add_row": TABLE, f"{TABLE}@row": "new1", f"{TABLE}/new1/reason": "x"})
    assert content_of(cast.plan).digest() == before


def test_a_removed_row_takes_its_figures_off_the_page(cast: Cast, client: Client) -> None:
    actions.remove_row(plan=cast.plan, by=cast.lead, table="ccg_activity", uid="99g")
    assert "National figures on this page: 3<" in page_of(client, cast, "p4p_metric")


def test_a_plan_without_them_shows_nothing(client: Client, rf: Any) -> None:
    cast = assemble("july_2014")
    cast.plan.rows.filter(table=TABLE).delete()
    html = page_of(client, cast, "p4p_metric")
    assert "bcf-mark" not in html
    assert "national-figures" not in html
    client.force_login(cast.lead)
    hub = client.get(reverse("plan", args=[cast.plan.ref])).content.decode()
    assert "National figures" not in hub
    request = rf.get("/")
    request.user = cast.lead
    last = next_address(request, cast.plan, cast.plan.edition.section("supporting_metrics"))
    assert last == reverse("plan", args=[cast.plan.ref])


def test_figures_of_an_imported_plan_are_noted(client: Client) -> None:
    lead = factories.person()
    plan = actions.begin(by=lead, edition="july_2014", hwb_code=factories.SOUTHEND, prefilled=False)
    client.force_login(lead)
    html = client.get(reverse("section", args=[plan.ref, "p4p_metric"])).content.decode()
    assert "National: 177,931" in html
    assert "National figures on this page: 3<" in html


def test_a_workbook_that_begins_a_plan_finds_its_national_figures() -> None:
    lead = factories.person()
    line = {"ccg": "Southend CCG", "baseline_q4": "4900", "percent_of_ccg": "100", "percent_of_hwb": "100"}
    data = xlsx(EDITION, content(ccg_activity=[line]), Stamp("elsewhere", "Southend-on-Sea"))
    upload = actions.read_upload(
        by=lead, name="part-2.xlsx", data=data, edition="july_2014", hwb_code=factories.SOUTHEND
    )
    plan = actions.adopt(upload=upload, by=lead).plan
    assert content_of(plan).value("ccg_activity/99g/baseline_q4") == "4900"
    (problem,) = [one for one in problems_of(plan) if one.rule == "N01"]
    assert "the plan says 4,900, the national figure is 4,850" in problem.message


def test_they_cost_no_query(cast: Cast, client: Client) -> None:
    page_of(client, cast, "p4p_metric")
    with CaptureQueriesContext(connection) as with_them:
        page_of(client, cast, "p4p_metric")
    cast.plan.rows.filter(table=TABLE).delete()
    with CaptureQueriesContext(connection) as without:
        page_of(client, cast, "p4p_metric")
    assert len(with_them) == len(without)


@pytest.fixture
def southend(transactional_db: None) -> Plan:
    plan = factories.plan(factories.person("Priya Shah", "lead"), "july_2014")
    factories.say(plan, {POPULATION: "180000"})
    return plan


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_and_a_mark_leads_to_its_panel(
    southend: Plan, page: Page, sign_in: Callable[[Page, User], None], axe: Callable[[Page], None], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, southend.begun_by)
    for key in ("p4p_metric", "plan_details", TABLE):
        page.goto(reverse("section", args=[southend.ref, key]))
        axe(page)
    page.goto(reverse("section", args=[southend.ref, "supporting_metrics"]))
    details = page.locator("#national-figures")
    expect(details).not_to_have_attribute("open", "")
    page.get_by_role("link", name="National: 717").press("Enter")
    expect(details).to_have_attribute("open", "")
    expect(page.locator("#national-dtoc_numerator_baseline_q1")).to_be_in_viewport()


def test_another_figure_is_asked_about_as_it_is_typed(
    southend: Plan, page: Page, sign_in: Callable[[Page, User], None]
) -> None:
    sign_in(page, southend.begun_by)
    page.goto(reverse("section", args=[southend.ref, "p4p_metric"]))
    mark = page.locator(f'a[href="#national-{POPULATION}"]')
    expect(mark).to_have_text("National: 177,931. Say why yours differs")
    cell = page.locator(f'[name="{POPULATION}"]')
    cell.fill("177,931")
    expect(mark).to_have_text("National: 177,931")
    cell.fill("180,001")
    expect(mark).to_have_text("National: 177,931. Say why yours differs")
    mark.click()
    page.locator(f'[name="{REASON}"]').fill("Our own count")
    expect(mark).to_have_text("National: 177,931")
    page.get_by_role("button", name="Save and come back later").click()
    page.wait_for_url(re.compile(rf"/plans/{southend.ref}/(#.*)?$"))
    assert content_of(southend).value(REASON) == "Our own count"
