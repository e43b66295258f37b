"""Rows of tables: added, removed, moved."""

from __future__ import annotations

import pytest

from bcf.models import Event
from plans.actions import UnknownPlace, add_row, move_row, remove_row
from plans.content import content_of
from plans.models import Plan, TableRow

from . import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


def names(plan: Plan) -> str:
    return "".join(row.get("name") for row in content_of(plan).rows("schemes"))


def rows(plan: Plan, letters: str) -> dict[str, str]:
    return {letter: factories.row(plan, "schemes", {"name": letter}) for letter in letters}


def last_sentence() -> str:
    return Event.objects.latest("id").sentence


def test_rows_come_at_the_end_or_after_another(plan: Plan) -> None:
    uids = rows(plan, "abc")
    uid = add_row(plan=plan, by=plan.begun_by, table="schemes", after=uids["a"])
    factories.say(plan, {f"schemes/{uid}/name": "x"})
    assert names(plan) == "axbc"


def test_a_row_can_come_after_one_that_was_removed(plan: Plan) -> None:
    uids = rows(plan, "abc")
    remove_row(plan=plan, by=plan.begun_by, table="schemes", uid=uids["b"])
    uid = add_row(plan=plan, by=plan.begun_by, table="schemes", after=uids["b"])
    factories.say(plan, {f"schemes/{uid}/name": "x"})
    assert names(plan) == "axc"


def test_removing_twice_is_removing_once(plan: Plan) -> None:
    uids = rows(plan, "ab")
    for _ in range(2):
        remove_row(plan=plan, by=plan.begun_by, table="schemes", uid=uids["a"])
    assert names(plan) == "b"
    assert Event.objects.filter(kind="row_removed").count() == 1
    removed = TableRow.objects.get(uid=uids["a"])
    assert removed.removed_by == plan.begun_by
    assert last_sentence() == f"{plan.begun_by} removed a from Planned schemes"


def test_moving_swaps_neighbours(plan: Plan) -> None:
    uids = rows(plan, "abc")
    move_row(plan=plan, by=plan.begun_by, table="schemes", uid=uids["c"], direction="up")
    assert names(plan) == "acb"
    move_row(plan=plan, by=plan.begun_by, table="schemes", uid=uids["a"], direction="down")
    assert names(plan) == "cab"
    assert last_sentence() == f"{plan.begun_by} moved a down in Planned schemes"


def test_at_the_ends_a_row_stays(plan: Plan) -> None:
    uids = rows(plan, "ab")
    events = Event.objects.count()
    move_row(plan=plan, by=plan.begun_by, table="schemes", uid=uids["a"], direction="up")
    move_row(plan=plan, by=plan.begun_by, table="schemes", uid=uids["b"], direction="down")
    assert names(plan) == "ab"
    assert Event.objects.count() == events


def test_sections_that_repeat_have_rows_too(plan: Plan) -> None:
    uid = factories.row(plan, "providers", {"provider": "The Royal"})
    assert content_of(plan).value(f"providers/{uid}/provider") == "The Royal"
    assert Event.objects.filter(kind="row_added").get().sentence.endswith("added a provider to Annex 2")


def test_what_is_not_there_is_refused(plan: Plan) -> None:
    by = plan.begun_by
    with pytest.raises(UnknownPlace):
        add_row(plan=plan, by=by, table="nothing")
    with pytest.raises(UnknownPlace):
        add_row(plan=plan, by=by, table="schemes", after="nothing")
    with pytest.raises(UnknownPlace):
        remove_row(plan=plan, by=by, table="schemes", uid="nothing")
    with pytest.raises(UnknownPlace):
        move_row(plan=plan, by=by, table="schemes", uid="nothing", direction="up")
