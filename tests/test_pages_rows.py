"""Rows on pages: lines of tables, rows with pages of their own, and rows that are filled in step by step."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from plans.content import content_of
from tests import factories
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at, page, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble(OFFICIAL)


def test_lines_that_a_script_added_become_rows(cast: Cast, client: Client) -> None:
    client.force_login(cast.finance)
    here = at(cast.plan, "section", "expenditure_plan")
    cells = {"new1": {"scheme": "Teams", "year_1": "120"}, "new2": {"scheme": "", "year_1": " "}}
    data: dict[str, object] = {"expenditure@row": list(cells)}
    for uid, row in cells.items():
        for key, value in row.items():
            data |= {f"expenditure/{uid}/{key}": value, f"expenditure/{uid}/{key}@": "0"}
    assert client.post(here, data).status_code == 302
    rows = content_of(cast.plan).rows("expenditure")
    assert [dict(row.values) for row in rows] == [{"scheme": "Teams", "year_1": "120"}]


def test_a_new_line_with_a_bad_figure_comes_back_as_typed(cast: Cast, client: Client) -> None:
    client.force_login(cast.finance)
    new = "expenditure/new1"
    data = {"expenditure@row": "new1", f"{new}/scheme": "Teams", f"{new}/scheme@": "0"}
    data |= {f"{new}/year_1": "lots", f"{new}/year_1@": "0"}
    html = client.post(at(cast.plan, "section", "expenditure_plan"), data).content.decode()
    assert 'value="lots"' in html
    assert 'value="Teams"' in html
    assert "Expenditure line 1, 2014/15 (£000): “lots” is not an amount" in html
    assert len(content_of(cast.plan).rows("expenditure")) == 1


def test_without_a_script_a_line_is_added_and_removed_by_buttons(cast: Cast, client: Client) -> None:
    here = at(cast.plan, "section", "expenditure_plan")
    went = sent(client, cast.finance, here, {"add_row": "expenditure"})
    uid = content_of(cast.plan).tables.get("expenditure", ())[0].uid
    assert went == f"{here}#at-expenditure/{uid}"
    went = sent(client, cast.finance, here, {"expenditure@row": uid, "remove_row": f"expenditure/{uid}"})
    assert went == f"{here}#at-expenditure"
    assert not content_of(cast.plan).rows("expenditure")


def test_a_line_that_a_script_took_off_the_page_is_removed(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "expenditure", {"scheme": "Teams"})
    data = {"expenditure@row": uid, f"expenditure/{uid}!": "1", f"expenditure/{uid}/scheme": "Other"}
    sent(client, cast.finance, at(cast.plan, "section", "expenditure_plan"), data)
    assert not content_of(cast.plan).rows("expenditure")


def test_no_other_table_is_added_to(cast: Cast, client: Client) -> None:
    sent(client, cast.finance, at(cast.plan, "section", "expenditure_plan"), {"add_row": "risks"})
    assert not content_of(cast.plan).rows("risks")


def test_a_risk_is_added_changed_and_removed(cast: Cast, client: Client) -> None:
    client.force_login(cast.lead)
    new = {"risks@row": "new1", "risks/new1/likelihood": "3", "risks/new1/likelihood@": "0"}
    new |= {"risks/new1/impact": "4", "risks/new1/impact@": "0"}
    assert client.post(at(cast.plan, "add_row", "risks"), new).status_code == 302
    row = content_of(cast.plan).rows("risks")[0]
    here = at(cast.plan, "row", "risks", row.uid)
    assert "<strong>12</strong>" in page(client, cast.lead, here)
    client.post(here, {f"risks/{row.uid}/impact": "5", f"risks/{row.uid}/impact@": "1"})
    listed = page(client, cast.lead, at(cast.plan, "section", "risks_and_contingency"))
    assert ">15</td>" in listed
    asked = page(client, cast.lead, at(cast.plan, "remove_row", "risks", row.uid))
    assert "Do you want to remove this risk?" in asked
    client.post(at(cast.plan, "remove_row", "risks", row.uid))
    assert not content_of(cast.plan).rows("risks")


def test_a_row_with_nothing_in_it_is_not_added(cast: Cast, client: Client) -> None:
    went = sent(client, cast.lead, at(cast.plan, "add_row", "risks"), {"risks@row": "new1", "risks/new1/owner": " "})
    assert went == at(cast.plan, "section", "risks_and_contingency") + "#at-risks"
    assert not content_of(cast.plan).rows("risks")


def test_a_risk_out_of_range_comes_back(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "risks", {"likelihood": "3"})
    place = f"risks/{uid}/likelihood"
    html = sent(client, cast.lead, at(cast.plan, "row", "risks", uid), {place: "9"}, {place: 1})
    assert "There is a problem" in html
    assert 'value="9"' in html


def test_schemes_are_added_and_put_in_order(cast: Cast, client: Client) -> None:
    client.force_login(cast.lead)
    new = {"schemes@row": "new1", "schemes/new1/ref": "001", "schemes/new1/ref@": "0"}
    went = client.post(at(cast.plan, "add_row", "schemes"), new)["Location"]
    first = content_of(cast.plan).rows("schemes")[0].uid
    assert went == at(cast.plan, "step", "schemes", first, "strategic_objective")
    second = factories.row(cast.plan, "schemes", {"ref": "002"})
    client.post(at(cast.plan, "move_row", "schemes", second), {"direction": "up"})
    assert [row.uid for row in content_of(cast.plan).rows("schemes")] == [second, first]
    client.post(at(cast.plan, "move_row", "schemes", second), {"direction": "down"})
    assert [row.uid for row in content_of(cast.plan).rows("schemes")] == [first, second]
    assert client.post(at(cast.plan, "move_row", "schemes", "never")).status_code == 404


def test_each_step_is_saved_at_once_and_the_last_leads_to_all_answers(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "schemes", {"ref": "001", "name": "Teams"})
    step = at(cast.plan, "step", "schemes", uid, "overview")
    assert "Step 3 of 9" in page(client, cast.lead, step)
    went = sent(client, cast.lead, step, {f"schemes/{uid}/overview": "<p>All of it</p>"})
    assert went == at(cast.plan, "step", "schemes", uid, "delivery_chain")
    last = at(cast.plan, "step", "schemes", uid, "success_factors")
    answers = at(cast.plan, "row", "schemes", uid)
    assert sent(client, cast.lead, last, {f"schemes/{uid}/success_factors": "<p>People</p>"}) == answers
    html = page(client, cast.contributor, answers)
    assert "3 of 9 steps are done" in html
    assert "All of it" in html
    went = sent(client, cast.lead, step, {f"schemes/{uid}/overview": "<p>x</p>", "then": "later"},
                {f"schemes/{uid}/overview": 1})  # fmt: skip
    assert went == at(cast.plan, "section", "scheme_annex")


def test_a_hospital_comments_and_sees_what_changes(cast: Cast, client: Client) -> None:
    values = {"provider": "Southend", "outturn": "18645", "plan_year_1": "18399", "plan_year_2": "18111"}
    uid = factories.row(cast.plan, "providers", values)
    html = page(client, cast.hospital, at(cast.plan, "step", "providers", uid, "outturn"))
    for figure in ("−246", "−1.3%", "−288", "−1.6%"):
        assert figure in html, figure
    step = at(cast.plan, "step", "providers", uid, "agreement")
    sent(client, cast.hospital, step, {f"providers/{uid}/agreement": "<p>We do</p>", f"providers/{uid}/agrees": "Yes"})
    assert content_of(cast.plan).value(f"providers/{uid}/agrees") == "Yes"
    client.force_login(cast.hospital)
    assert client.get(at(cast.plan, "commentary"))["Location"] == at(cast.plan, "section", "provider_annex")


def test_figures_follow_what_is_typed_and_nothing_is_saved(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "expenditure", {"scheme": "Teams", "year_1": "100", "commissioner": "Joint"})
    client.force_login(cast.finance)
    data = {
        f"expenditure/{uid}/percent_nhs": "60",
        f"expenditure/{uid}/year_1": "150",
        "expenditure/new1/year_1": "50",
        "expenditure/new2/year_1": "many",
        "figure": [f"expenditure/{uid}/percent_la", "expenditure//year_1", "nonsense"],
    }
    answer = json.loads(client.post(at(cast.plan, "figures", "expenditure_plan"), data).content)
    assert answer == {f"expenditure/{uid}/percent_la": "40%", "expenditure//year_1": "200", "nonsense": ""}
    assert content_of(cast.plan).value(f"expenditure/{uid}/year_1") == "100"


def test_totals_and_computed_cells_stand_on_the_sheets(cast: Cast, client: Client) -> None:
    for amount in ("120", "80"):
        values = {"scheme": "Teams", "area_of_spend": "Acute", "year_1": amount}
        factories.row(cast.plan, "expenditure", values)
    html = page(client, cast.finance, at(cast.plan, "section", "expenditure_plan"))
    assert '<output data-figure="expenditure//year_1" aria-label="Total, 2014/15 (£000)">200</output>' in html
    assert ">200</output>" in page(client, cast.finance, at(cast.plan, "section", "summary"))
