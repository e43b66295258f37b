"""Saving: nothing typed is ever lost, and one page costs the same however long it is."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bcf.models import Event
from plans.actions import Typed, UnknownPlace, remove_row, save
from plans.content import content_of, stored
from plans.models import AnswerVersion, Plan

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


def test_the_first_save_is_version_1(plan: Plan) -> None:
    saved = save(plan=plan, by=plan.begun_by, typed={"vision": Typed("<p>Well</p>", 0)})
    assert saved.saved == ("vision",)
    assert saved.versions == {"vision": 1}
    assert content_of(plan).get("vision") == "<p>Well</p>"
    assert stored(plan)["vision"].saved_by == plan.begun_by.full_name


def test_the_next_save_names_the_version_before(plan: Plan) -> None:
    factories.say(plan, {"vision": "<p>One</p>"})
    saved = save(plan=plan, by=plan.begun_by, typed={"vision": Typed("<p>Two</p>", 1)})
    assert not saved.conflicts
    assert stored(plan)["vision"].version == 2
    assert list(AnswerVersion.objects.values_list("value", flat=True)) == ["<p>One</p>", "<p>Two</p>"]


def test_the_same_value_again_changes_nothing(plan: Plan) -> None:
    factories.say(plan, {"vision": "<p>One</p>"})
    events = Event.objects.count()
    saved = save(plan=plan, by=plan.begun_by, typed={"vision": Typed("<p>One</p>", 0)})
    assert saved.saved == ()
    assert saved.versions == {"vision": 1}
    assert Event.objects.count() == events


def test_a_blank_that_was_never_filled_is_not_stored(plan: Plan) -> None:
    saved = save(plan=plan, by=plan.begun_by, typed={"vision": Typed("", 0)})
    assert saved.versions == {"vision": 0}
    assert not stored(plan)


def test_the_later_of_two_sees_both_texts_and_nothing_is_lost(plan: Plan) -> None:
    anna, ben = factories.person("Anna Able"), factories.person("Ben Baker")
    factories.say(plan, {"vision": "<p>Base</p>"})
    save(plan=plan, by=anna, typed={"vision": Typed("<p>Anna</p>", 1)})
    saved = save(plan=plan, by=ben, typed={"vision": Typed("<p>Ben</p>", 1)})
    (conflict,) = saved.conflicts
    assert (conflict.theirs, conflict.mine, conflict.their_name) == ("<p>Anna</p>", "<p>Ben</p>", "Anna Able")
    assert saved.versions == {"vision": conflict.version} == {"vision": 2}
    assert content_of(plan).get("vision") == "<p>Anna</p>"
    lost = AnswerVersion.objects.get(kept=False)
    assert (lost.value, lost.by, lost.version) == ("<p>Ben</p>", ben, 1)


def test_a_conflict_in_one_answer_does_not_hold_up_the_others(plan: Plan) -> None:
    factories.say(plan, {"vision": "<p>Theirs</p>"})
    typed = {"vision": Typed("<p>Mine</p>", 0), "case": Typed("<p>Case</p>", 0)}
    saved = save(plan=plan, by=plan.begun_by, typed=typed)
    assert saved.saved == ("case",)
    assert [conflict.place for conflict in saved.conflicts] == ["vision"]


def test_what_i_did_not_touch_is_left_as_others_have_it(plan: Plan) -> None:
    factories.say(plan, {"vision": "<p>Base</p>", "case": "<p>Base</p>"})
    factories.say(plan, {"vision": "<p>Theirs</p>"})
    typed = {"vision": Typed("<p>Base</p>", 1), "case": Typed("<p>Mine</p>", 1)}
    saved = save(plan=plan, by=plan.begun_by, typed=typed)
    assert not saved.conflicts
    assert dict(content_of(plan).answers) == {"vision": "<p>Theirs</p>", "case": "<p>Mine</p>"}


def test_typing_into_a_removed_row_is_kept_and_told(plan: Plan) -> None:
    uid = factories.row(plan, "schemes", {"name": "Hubs"})
    anna = factories.person("Anna Able")
    remove_row(plan=plan, by=anna, table="schemes", uid=uid)
    place = f"schemes/{uid}/name"
    saved = save(plan=plan, by=plan.begun_by, typed={place: Typed("GP hubs", 1)})
    (conflict,) = saved.conflicts
    assert conflict.row_removed
    assert conflict.their_name == "Anna Able"
    assert AnswerVersion.objects.get(kept=False).value == "GP hubs"


@pytest.mark.parametrize("place", ["nothing", "risks/x/likelihood", "schemes", "schemes/x", "schemes/x/nothing"])
def test_places_that_are_not_asked_are_refused(plan: Plan, place: str) -> None:
    with pytest.raises(UnknownPlace):
        save(plan=plan, by=plan.begun_by, typed={place: Typed("x", 0)})


def test_nobody_types_in_computed_cells(plan: Plan) -> None:
    uid = factories.row(plan, "risks")
    with pytest.raises(UnknownPlace):
        save(plan=plan, by=plan.begun_by, typed={f"risks/{uid}/factor": Typed("9", 0)})


def test_saving_tells_what_in_a_sentence(plan: Plan) -> None:
    priya = factories.person("Priya Shah")
    save(plan=plan, by=priya, typed={"vision": Typed("<p>Well</p>", 0)})
    event = Event.objects.latest("id")
    assert event.sentence == "Priya Shah saved Vision for health and care services"
    assert (event.plan, event.place, event.by_name) == (plan.ref, "vision", "Priya Shah")


def test_a_page_costs_the_same_number_of_queries_however_long(plan: Plan) -> None:
    def queries(rows: int) -> int:
        uids = [factories.row(plan, "schemes") for _ in range(rows)]
        typed = {f"schemes/{uid}/name": Typed(f"Scheme {uid}", 0) for uid in uids}
        with CaptureQueriesContext(
            connection,
        ) as captured:
            save(plan=plan, by=plan.begun_by, typed=typed)
        return len(captured)

    assert queries(2) == queries(40)
