"""The list of plans, the task list, the problems, and how many queries any page takes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bcf.models import User
from plans import actions
from plans.addresses import address
from plans.checklist import problems_of
from plans.content import content_of, stored
from plans.deadline import days_left, moment
from plans.forms import is_new
from plans.models import Plan
from plans.titles import headline
from tests import factories
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at, page, sections

pytestmark = pytest.mark.django_db
NOON = datetime(1999, 9, 19, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def cast() -> Cast:
    return assemble(OFFICIAL)


def test_everyone_sees_their_plans_and_where_they_begin(cast: Cast, client: Client) -> None:
    hub, commentary = at(cast.plan, "plan"), at(cast.plan, "commentary")
    for name, person in cast.everyone().items():
        html = page(client, person, "/plans/")
        assert ("Southend-on-Sea" in html) == (name != "stranger"), name
        assert (f'href="{hub}"' in html) == (name not in ("stranger", "hospital", "assurer")), name
        assert (f'href="{commentary}"' in html) == (name == "hospital"), name


def test_a_plan_is_started_for_a_board(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger)
    response = client.post(reverse("start_plan"), {"area": factories.SOUTHEND, "edition": OFFICIAL})
    begun = Plan.objects.get(begun_by=cast.stranger)
    assert response["Location"] == at(begun, "plan")
    assert "1 Plan details" in page(client, cast.stranger, at(begun, "plan"))


def test_a_board_that_is_not_on_the_list_is_refused(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger)
    html = client.post(reverse("start_plan"), {"area": "E99", "edition": OFFICIAL}).content.decode()
    assert "Choose a Health and Wellbeing Board from the list." in html
    html = client.post(reverse("start_plan"), {}).content.decode()
    assert "Choose a Health and Wellbeing Board." in html


def test_a_hospital_cannot_start_a_plan(cast: Cast, client: Client) -> None:
    client.force_login(cast.hospital)
    assert client.get(reverse("start_plan")).status_code == 403


def test_the_hub_says_who_saved_last_and_how_many_problems(cast: Cast, client: Client) -> None:
    factories.say(cast.plan, {"vision": "<p>Well</p>"}, cast.contributor)
    html = page(client, cast.lead, at(cast.plan, "plan"))
    assert "Saved by Colin Bright" in html
    assert "In progress" in html
    assert "12 noon on 19 September" in html
    reader = page(client, cast.reader, at(cast.plan, "plan"))
    assert "You can read this plan." in reader
    assert at(cast.plan, "section", "case") not in reader
    finance = page(client, cast.finance, at(cast.plan, "plan"))
    assert at(cast.plan, "section", "expenditure_plan") in finance
    assert at(cast.plan, "section", "case") not in finance


def test_each_problem_leads_to_the_part_of_a_page_that_it_is_about(cast: Cast, client: Client) -> None:
    factories.row(cast.plan, "risks", {"likelihood": "3"})
    factories.row(cast.plan, "schemes", {"ref": "001"})
    factories.row(cast.plan, "expenditure", {"scheme": "Teams"})
    factories.row(cast.plan, "sign_off_ccgs", {"organisation": "NHS Southend CCG"})
    client.force_login(cast.lead)
    for problem in (one.place for one in problems_of(cast.plan)):
        where = address(cast.plan.ref, cast.plan.edition, problem)
        path, _, fragment = where.partition("#")
        html = page(client, cast.lead, path)
        assert not fragment or f'id="{fragment}"' in html, (problem, where)


def test_the_problems_are_listed_by_section_with_their_rule(cast: Cast, client: Client) -> None:
    html = page(client, cast.lead, at(cast.plan, "problems"))
    assert "2 Vision for health and care services" in html
    assert "Must fix" in html
    assert "Check X06" in html
    assert "#at-vision" in html


def test_a_problem_names_the_other_parts_that_its_rule_looks_at(cast: Cast, client: Client) -> None:
    factories.row(cast.plan, "funding_ccg_minimum", {"organisation": "NHS Southend CCG", "year_2": "12772"})
    factories.row(cast.plan, "sign_off_boards", {"organisation": "The Board"})
    factories.say(cast.plan, {"agreed_year_2": "12000000"})
    html = page(client, cast.lead, at(cast.plan, "problems"))
    tab_1 = reverse("section", args=[cast.plan.ref, "funding_sources"])
    assert re.search(rf'Check X10. Also looks at <a [^>]*href="{tab_1}">Tab 1. HWB Funding Sources</a>', html)
    details = html[html.index("1 Plan details</h2>") : html.index("2 Vision for health")]
    assert details.rindex(">Must fix<") < details.index(">Note<")


def test_days_to_the_deadline() -> None:
    assert moment(NOON) == f"12 noon on 19 September {NOON.year}"
    assert moment(NOON + timedelta(minutes=5)).startswith("12:05pm on 19")
    for days, words in ((1, "1 day left"), (12, "12 days left"), (0, "Due today"), (-3, "Passed 3 days ago")):
        assert days_left(NOON, NOON - timedelta(days=days)) == words
    assert days_left(NOON, NOON + timedelta(minutes=1)) == "Passed today"
    assert days_left(NOON, NOON + timedelta(days=400)) == "Passed"


def test_titles_are_not_in_capitals() -> None:
    assert headline("PLAN DETAILS") == "Plan details"
    assert headline("ANNEX 1 – Detailed Scheme") == "Annex 1 – Detailed Scheme"
    assert headline("HWB Expenditure Plan") == "HWB Expenditure Plan"


def queries(client: Client, user: User, where: str) -> int:
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200, where
    return len(captured)


def pages_of(cast: Cast) -> list[str]:
    content = content_of(cast.plan)
    risk, scheme = content.rows("risks")[0].uid, content.rows("schemes")[0].uid
    return [
        "/plans/",
        at(cast.plan, "plan"),
        at(cast.plan, "problems"),
        *(where for where, _ in sections(cast)),
        at(cast.plan, "row", "risks", risk),
        at(cast.plan, "row", "schemes", scheme),
        at(cast.plan, "step", "schemes", scheme, "overview"),
        at(cast.plan, "add_row", "risks"),
        at(cast.plan, "remove_row", "schemes", scheme),
    ]


def fill(plan: Plan, rows: int) -> None:
    for number in range(rows):
        factories.row(plan, "schemes", {"ref": f"{number:03}", "name": "Teams", "overview": "<p>All of it</p>"})
        factories.row(plan, "risks", {"risk": "<p>Snow</p>", "likelihood": "3", "impact": "4"})
        factories.row(plan, "expenditure", {"scheme": "Teams", "year_1": "12"})
        factories.row(plan, "providers", {"provider": "Southend"})
        factories.row(plan, "sign_off_ccgs", {"organisation": f"CCG {number}"})
        factories.row(plan, "related_documents", {"title": "A map"})


def test_a_page_takes_as_many_queries_for_a_long_plan_as_for_a_short_one(cast: Cast, client: Client) -> None:
    fill(cast.plan, 1)
    short = {where: queries(client, cast.lead, where) for where in pages_of(cast)}
    fill(cast.plan, 12)
    prompts = [key for key, field in cast.plan.edition.fields.items() if field.typed and not field.kind.numeric]
    factories.say(cast.plan, {key: "<p>x</p>" for key in prompts if key.startswith(("vision", "case", "social"))})
    assert {where: queries(client, cast.lead, where) for where in short} == short
    assert max(short.values()) <= 12


def test_a_save_takes_as_many_queries_for_a_long_page_as_for_a_short_one(cast: Cast, client: Client) -> None:
    fill(cast.plan, 1)
    short = saving(cast, client, "1")
    fill(cast.plan, 12)
    assert saving(cast, client, "2") == short


def test_a_stored_row_whose_uid_is_all_digits_is_not_taken_for_a_new_one() -> None:
    assert is_new("new1")
    assert not is_new("0123456789")
    assert not is_new("38622e2e6e")


def saving(cast: Cast, client: Client, amount: str) -> int:
    """How many queries it takes to change a figure in every line of the sheet."""
    client.force_login(cast.finance)
    places = [f"expenditure/{row.uid}/year_2" for row in content_of(cast.plan).rows("expenditure")]
    current = {place: one.version for place, one in stored(cast.plan).items()}
    data = {"expenditure@row": [place.split("/")[1] for place in places], "then": "later"}
    typed = dict.fromkeys(places, amount)
    hidden = {f"{place}@": str(current.get(place, 0)) for place in places}
    with CaptureQueriesContext(connection) as captured:
        response = client.post(at(cast.plan, "section", "expenditure_plan"), {**data, **typed, **hidden})
    assert response.status_code == 302
    return len(captured)


def test_rows_of_a_removed_scheme_are_no_longer_among_the_tasks(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "schemes", {"ref": "001", "name": "Teams"})
    assert "001 Teams" in page(client, cast.lead, at(cast.plan, "plan"))
    actions.remove_row(plan=cast.plan, by=cast.lead, table="schemes", uid=uid)
    assert "001 Teams" not in page(client, cast.lead, at(cast.plan, "plan"))
