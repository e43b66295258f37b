"""What stands beside a sheet: pictures, totals, ratings and results, as stored and while one types."""

from __future__ import annotations

import json
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from plans.actions import remove_row
from plans.content import content_of
from plans.models import Plan
from tests import factories
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at, page

pytestmark = pytest.mark.django_db
QUARTERS = ("q4", "q1", "q2", "q3")
RED = "Planned deterioration on baseline (or validity issue)"


@pytest.fixture
def cast() -> Cast:
    return assemble(OFFICIAL)


def planned(plan: Plan, baseline: str, numbers: str, **answers: str) -> None:
    """Admissions of one CCG, the same in every quarter, in place of the national ones."""
    for row in content_of(plan).rows("ccg_activity"):
        remove_row(plan=plan, by=plan.begun_by, table="ccg_activity", uid=row.uid)
    shares = {"percent_of_ccg": "100", "percent_of_hwb": "100"}
    factories.row(plan, "ccg_activity", shares | {f"baseline_{quarter}": baseline for quarter in QUARTERS})
    factories.say(plan, {f"p4p_planned_{quarter}": numbers for quarter in QUARTERS} | answers)


def followed(client: Client, cast: Cast, section: str, sent: dict[str, str], *panels: str) -> dict[str, str]:
    """The panels as they would be with what is sent; their words may be anything."""
    client.force_login(cast.finance)
    answer = client.post(at(cast.plan, "figures", section), {**sent, "panel": panels})
    told: dict[str, str] = json.loads(answer.content)["panels"]
    return {name: unescape(html) for name, html in told.items()}


def test_a_rating_has_its_colour_its_word_and_its_meaning(cast: Cast, client: Client) -> None:
    planned(cast.plan, "1000", "1000")
    for numbers, colour, word, meaning in (
        ("1001", "red", "Red", RED),
        ("980", "orange", "Amber", "Planned improvement on baseline of less than 3.5%"),
        ("965", "green", "Green", "Planned improvement on baseline of 3.5% or more"),
    ):
        factories.say(cast.plan, {f"p4p_planned_{quarter}": numbers for quarter in QUARTERS})
        html = page(client, cast.finance, at(cast.plan, "section", "p4p_metric"))
        tag = (
            f'<strong class="govuk-tag govuk-tag--{colour}">{word}</strong> <span class="bcf-meaning">{meaning}</span>'
        )
        assert tag in html
        assert ("Say why here." in html) == (word != "Green")


def test_ratings_in_a_grid_are_coloured_too_and_ask_for_reasons(cast: Cast, client: Client) -> None:
    counts = {"numerator_baseline": "200", "numerator_year_1": "210", "numerator_year_2": "190"}
    counts |= {f"denominator_{period}": "1000" for period in ("baseline", "year_1", "year_2")}
    factories.say(cast.plan, {f"residential_{key}": value for key, value in counts.items()})
    html = page(client, cast.finance, at(cast.plan, "section", "supporting_metrics"))
    before, _, after = html.partition('data-panel="rating/residential_rag_year_2"')
    assert before.rpartition('data-panel="rating/residential_rag_year_1"')[2].count("govuk-tag--red") == 1
    assert after.partition("</td>")[0].count("govuk-tag--green") == 1
    reasons = html.partition('data-panel="reasons/residential_rationale"')[2].partition("</div>")[0]
    assert f"A rating above is red: {RED.lower()}." in reasons


def test_the_results_of_payment_for_performance_are_words_and_a_list(cast: Cast, client: Client) -> None:
    planned(cast.plan, "1000", "900", pfp_combined_fund="700000")
    html = page(client, cast.finance, at(cast.plan, "section", "payment_for_performance"))
    assert "The plan is for 400 fewer admissions than the baseline of 4,000: −10.0%." in html
    assert '<output data-figure="pfp_performance_fund"' in html
    assert "bcf-told--bad" in html
    assert "Shortfall of £104,000: NHS commissioned services are £0, less than the ringfenced fund." in html
    assert html.count("govuk-summary-list__row") == 7


def test_totals_stand_under_the_expenditure(cast: Cast, client: Client) -> None:
    spent = {"scheme": "Teams & <b>", "source": "CCG Minimum Contribution", "year_2": "12772"}
    factories.row(cast.plan, "funding_ccg_minimum", {"organisation": "NHS Southend CCG", "year_2": "12000"})
    uid = factories.row(cast.plan, "expenditure", spent)
    client.force_login(cast.finance)
    html = client.get(at(cast.plan, "section", "expenditure_plan")).content.decode()
    assert f'href="#at-expenditure/{uid}">Teams &amp; &lt;b&gt;</a>' in html
    assert '<strong class="bcf-gap">−772</strong>' in html
    assert "2015/16: £12,772 of £12,000 thousand: £772 thousand too much." in html


def test_panels_follow_what_is_typed(cast: Cast, client: Client) -> None:
    planned(cast.plan, "1000", "1000")
    names = ("chart/admissions_by_quarter", "rating/p4p_rag", "reasons/p4p_rating_rationale")
    told = followed(client, cast, "p4p_metric", {f"p4p_planned_{quarter}": "960" for quarter in QUARTERS}, *names)
    assert "4.0% below the baseline" in told[names[0]]
    assert ">960</text>" in told[names[0]]
    assert "Green" in told[names[1]]
    assert not told[names[2]].strip()


def test_a_new_value_has_its_total_while_it_is_typed(cast: Cast, client: Client) -> None:
    sent = {"expenditure/new1/scheme": "Brand <new>", "expenditure/new1/year_1": "£5k"}
    told = followed(client, cast, "expenditure_plan", sent, "breakdowns/expenditure", "tally/expenditure")
    assert "Brand <new>" in told["breakdowns/expenditure"]
    assert "2014/15: £5 of £0 thousand: £5 thousand too much." in told["tally/expenditure"]


@pytest.mark.parametrize(
    "name", ["", "chart/nothing", "chart/p4p_rag", "outcome/x", "breakdowns/x", "rating/x", "x/y", "rating/a/b/c"]
)
def test_a_panel_that_is_none_is_blank(cast: Cast, client: Client, name: str) -> None:
    assert followed(client, cast, "p4p_metric", {}, name)[name].strip() == ""


@pytest.mark.parametrize("name", ["breakdowns/funding_councils", "tally/funding_councils", "reasons/p4p_planned_q4"])
def test_a_panel_with_nothing_to_say_does_no_harm(cast: Cast, client: Client, name: str) -> None:
    assert name in followed(client, cast, "p4p_metric", {}, name)


def test_panels_are_for_those_who_fill_the_sheet_in(cast: Cast, client: Client) -> None:
    address = at(cast.plan, "figures", "p4p_metric")
    for person, status in ((cast.stranger, 404), (cast.reader, 403), (cast.finance, 200)):
        client.force_login(person)
        assert client.post(address, {"panel": "chart/admissions_by_quarter"}).status_code == status


def test_forty_schemes_take_no_more_queries_than_one(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(40):
        factories.row(cast.plan, "expenditure", {"scheme": f"A scheme with quite a long name {number}", "year_1": "1"})
    client.force_login(cast.finance)
    with django_assert_max_num_queries(25):
        html = client.get(at(cast.plan, "section", "expenditure_plan")).content.decode()
    assert html.count(">A scheme with quite a long name") == 40
