"""Rows into Content and back: two queries however long, removed rows out of sight, order kept."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from bcf.definition.content import Content
from plans.actions import remove_row
from plans.actions.writing import write_content
from plans.content import blank, content_of, places_of, read, row_key, stored
from plans.models import Plan

from . import factories
from .test_content import contents

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


def filled(plan: Plan, rows: int) -> None:
    factories.say(plan, {"vision": "<p>Well</p>"})
    for number in range(rows):
        factories.row(plan, "schemes", {"ref": f"{number:03}", "name": f"Scheme {number}"})


def test_a_new_plan_is_blank(plan: Plan) -> None:
    assert content_of(plan) == blank(plan.edition_id)


def test_reading_is_two_queries_however_long(plan: Plan) -> None:
    for rows in (1, 30):
        filled(plan, rows)
        for function in (content_of, read):
            with CaptureQueriesContext(connection) as captured:
                function(plan)
            assert len(captured) == 2


def test_read_gives_the_content_and_how_each_place_is_stored(plan: Plan) -> None:
    filled(plan, 2)
    content, places = read(plan)
    assert content == content_of(plan)
    assert {place: one.value for place, one in places.items()} == places_of(content)
    assert {one.version for one in places.values()} == {1}


def test_a_removed_row_is_out_of_sight_and_its_answers_stay(plan: Plan) -> None:
    uid = factories.row(plan, "schemes", {"name": "Hubs"})
    remove_row(plan=plan, by=plan.begun_by, table="schemes", uid=uid)
    content, places = read(plan)
    assert content.rows("schemes") == ()
    assert not places
    assert stored(plan)[f"schemes/{uid}/name"].value == "Hubs"


def test_blanks_are_left_out_of_content_but_keep_their_version(plan: Plan) -> None:
    factories.say(plan, {"vision": "<p>Well</p>"})
    factories.say(plan, {"vision": ""})
    content, places = read(plan)
    assert content == blank(plan.edition_id)
    assert places["vision"].version == 2


def test_places_name_their_row() -> None:
    assert row_key("vision") is None
    assert row_key("schemes/a") == ("schemes", "a")
    assert row_key("schemes/a/name") == ("schemes", "a")


class AnyContent(TestCase):
    """Whatever a plan said before, write_content makes it say the other thing, to the letter."""

    @settings(max_examples=60)
    @given(contents, contents)
    def test_write_content_makes_the_plan_say_it(self, first: Content, then: Content) -> None:
        plan = factories.plan()
        for content in (first, then, first):
            write_content(plan, plan.begun_by, timezone.now(), content_of(plan), content)
            assert content_of(plan).digest() == Content(plan.edition_id, content.answers, content.tables).digest()
