"""Two people saving the same answer: the later one sees both texts and nothing is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from plans import actions
from plans.content import content_of
from plans.models import AnswerVersion
from tests import factories
from tests.cast import Cast, assemble
from tests.test_pages_of_a_plan import OFFICIAL, at, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    """A plan whose vision Colin has changed since Priya opened the page, at version 1."""
    cast = assemble(OFFICIAL)
    factories.say(cast.plan, {"vision": "<p>One vision.</p>"})
    factories.say(cast.plan, {"vision": "<p>One vision of Colin.</p><p>Shared.</p>"}, cast.contributor)
    return cast


def test_both_texts_are_shown_with_who_and_when(cast: Cast, client: Client) -> None:
    html = sent(
        client,
        cast.lead,
        at(cast.plan, "section", "vision_for_services"),
        {"vision": "<p>One vision of Priya.</p><p>Shared.</p>", "vision_outcomes": "<p>Better</p>"},
        {"vision": 1},
    )
    assert "Someone else changed this too" in html
    assert "Colin Bright saved this on" in html
    assert "<ins>Colin.</ins>" in html
    assert "<ins>Priya.</ins>" in html
    combined = re.search(r'<textarea name="vision"[^>]*>\n(.*?)</textarea>', html, re.S)
    assert combined
    assert combined[1] == "<p>One vision of Colin.</p><p>One vision of Priya.</p><p>Shared.</p>"


def test_the_other_answers_of_the_page_are_saved(cast: Cast, client: Client) -> None:
    here = at(cast.plan, "section", "vision_for_services")
    sent(client, cast.lead, here, {"vision": "<p>Mine</p>", "vision_outcomes": "<p>Better</p>"}, {"vision": 1})
    said = content_of(cast.plan)
    assert said.get("vision_outcomes") == "<p>Better</p>"
    assert said.get("vision") == "<p>One vision of Colin.</p><p>Shared.</p>"
    assert AnswerVersion.objects.filter(plan=cast.plan, kept=False, value="<p>Mine</p>").exists()


def test_the_combined_text_is_saved_over_theirs(cast: Cast, client: Client) -> None:
    here = at(cast.plan, "section", "vision_for_services")
    html = sent(client, cast.lead, here, {"vision": "<p>Mine</p>"}, {"vision": 1})
    version = re.search(r'name="vision@" value="(\d+)"', html)
    assert version
    assert version[1] == "2"
    went = sent(client, cast.lead, here, {"vision": "<p>Ours</p>", "then": "later"}, {"vision": 2})
    assert went == at(cast.plan, "plan")
    assert content_of(cast.plan).get("vision") == "<p>Ours</p>"


def test_what_cannot_be_read_comes_along_to_the_conflict(cast: Cast, client: Client) -> None:
    factories.say(cast.plan, {"agreed_year_1": "5"}, cast.contributor)
    html = sent(
        client,
        cast.lead,
        at(cast.plan, "section", "plan_details"),
        {"agreed_year_1": "7", "agreed_year_2": "a lot"},
    )
    assert "Someone else changed this too" in html
    assert 'value="a lot"' in html
    assert "“a lot” is not an amount" in html


def test_a_figure_that_both_changed_shows_both(cast: Cast, client: Client) -> None:
    factories.say(cast.plan, {"agreed_year_1": "5000"}, cast.contributor)
    html = sent(client, cast.lead, at(cast.plan, "section", "plan_details"), {"agreed_year_1": "7000"})
    assert "£5,000" in html
    assert "£7,000" in html
    assert 'name="agreed_year_1@" value="1"' in html


def test_a_row_that_was_removed_can_be_added_again_with_all_that_was_typed(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "risks", {"risk": "<p>Snow</p>", "likelihood": "3"})
    actions.remove_row(plan=cast.plan, by=cast.contributor, table="risks", uid=uid)
    html = sent(
        client,
        cast.lead,
        at(cast.plan, "row", "risks", uid),
        {f"risks/{uid}/risk": "<p>Snow</p>", f"risks/{uid}/owner": "The council"},
        {f"risks/{uid}/risk": 1},
    )
    assert "Colin Bright removed what you were writing in" in html
    again = at(cast.plan, "add_row", "risks")
    assert f'action="{again}"' in html
    names = dict(re.findall(r'<input[^>]*name="(risks[^"]*)" value="([^"]*)"', html))
    text = re.search(r'<textarea name="(risks/new1/risk)"[^>]*>\n(.*?)</textarea>', html, re.S)
    assert text
    client.post(again, {**names, text[1]: unescape(text[2])})
    row = content_of(cast.plan).rows("risks")[0]
    assert (row.get("risk"), row.get("owner")) == ("<p>Snow</p>", "The council")
    assert row.uid != uid


def test_a_line_that_was_removed_while_it_was_filled_in_is_not_lost(cast: Cast, client: Client) -> None:
    uid = factories.row(cast.plan, "expenditure", {"scheme": "Teams"})
    actions.remove_row(plan=cast.plan, by=cast.contributor, table="expenditure", uid=uid)
    html = sent(
        client,
        cast.lead,
        reverse("section", args=[cast.plan.ref, "expenditure_plan"]),
        {"expenditure@row": uid, f"expenditure/{uid}/scheme": "Teams", f"expenditure/{uid}/year_1": "120"},
        {f"expenditure/{uid}/scheme": 1},
    )
    assert "Colin Bright removed what you were writing in" in html
    assert 'name="expenditure/new1/year_1"' in html
    assert 'value="120"' in html
