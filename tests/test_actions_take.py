"""A copy of the workbook goes out, is filled in, and comes back: nothing newer is overwritten, nothing is lost."""

from __future__ import annotations

import pytest

from bcf.access import Role
from bcf.definition.changes import Edit
from bcf.models import Event, User
from bcf.pack.found import Unusable
from bcf.pack.xlsx import xlsx
from plans.actions import Choice, adopt, move_row, read_upload, remove_row, seal, take_copy, undo
from plans.actions.packing import build_for
from plans.content import content_of
from plans.incoming import incoming
from plans.models import AnswerVersion, Intake, Plan, Upload, WorkingCopy
from plans.packs import content_and_stamp

from . import factories
from .colleague import Colleague

pytestmark = pytest.mark.django_db
OFFICIAL = "july_2014"
UNIT_COST = "p4p_unit_cost"


@pytest.fixture
def plan() -> Plan:
    """Three lines of expenditure, and one answer of the sheets."""
    plan = factories.plan(factories.person("Priya Shah"), OFFICIAL)
    for name, amount in (("Teams", "10"), ("Beds", "20"), ("Falls", "30")):
        factories.row(plan, "expenditure", {"scheme": name, "year_1": amount, "year_2": "1"})
    factories.say(plan, {UNIT_COST: "1490", "vision": "<p>Well</p>"})
    return plan


def uids(plan: Plan) -> list[str]:
    return [row.uid for row in content_of(plan).rows("expenditure")]


def cell(plan: Plan, number: int, column: str = "year_1") -> str:
    return f"expenditure/{uids(plan)[number]}/{column}"


def open_edits(upload: Upload) -> dict[str, Edit]:
    assert upload.plan
    return {edit.key: edit for edit in incoming(upload).edits(content_of(upload.plan))}


def take_all(upload: Upload) -> Intake:
    intake = adopt(upload=upload, by=upload.read_by).intake
    assert intake
    return intake


def test_a_copy_that_nobody_touched_changes_nothing(plan: Plan) -> None:
    upload = Colleague(plan).bring_back()
    assert upload.copy == WorkingCopy.objects.get()
    assert upload.found["problems"] == []
    assert open_edits(upload) == {}
    before = content_of(plan)
    factories.say(plan, {UNIT_COST: "2118", cell(plan, 0): "11", "vision": "<p>Better</p>"})
    newer = content_of(plan)
    assert open_edits(upload) == {}, "cells that nobody touched are no change, whatever is here now"
    assert adopt(upload=upload, by=plan.begun_by).intake is None
    assert content_of(plan).digest() == newer.digest() != before.digest()


def test_two_copies_of_one_text_are_kept_once_and_the_last_to_take_it_is_told(plan: Plan) -> None:
    take_copy(plan=plan, by=plan.begun_by)
    other = factories.part(plan, Role.FINANCE, factories.person("Fatima Noor"))
    copy = take_copy(plan=plan, by=other)
    assert WorkingCopy.objects.get() == copy
    assert copy.taken_by == other
    assert Event.objects.filter(kind="copy_taken").count() == 2
    factories.say(plan, {UNIT_COST: "2118"})
    assert take_copy(plan=plan, by=other) != copy


def test_what_changed_in_the_file_alone_is_taken_and_the_rest_stays(plan: Plan) -> None:
    colleague = Colleague(plan).put(cell(plan, 0), 15).put(UNIT_COST, 2118)
    newer = {cell(plan, 0, "year_2"): "7", cell(plan, 1): "21", "vision": "<p>Better</p>"}
    factories.say(plan, newer)
    upload = colleague.bring_back()
    assert set(open_edits(upload)) == {f"changed {cell(plan, 0)}", f"changed {UNIT_COST}"}
    intake = take_all(upload)
    content = content_of(plan)
    assert {place: content.value(place) for place in newer} == newer
    assert (content.value(cell(plan, 0)), content.get(UNIT_COST)) == ("15", "2118")
    history = AnswerVersion.objects.filter(plan=plan, place=cell(plan, 0)).values_list("value", flat=True)
    assert list(history) == ["10", "15"]
    told = Event.objects.filter(kind="file_taken").get()
    assert told.sentence == "Priya Shah took 2 cells from “Part 2 v3.xlsx”"
    assert intake.left == {}


def test_a_cell_emptied_in_the_file_is_a_change(plan: Plan) -> None:
    take_all(Colleague(plan).put(cell(plan, 0), None).bring_back())
    assert content_of(plan).value(cell(plan, 0)) == ""


def test_a_cell_that_cannot_be_read_leaves_the_plan_as_it_is(plan: Plan) -> None:
    upload = Colleague(plan).put(cell(plan, 0), "lots").put(cell(plan, 1), 22).bring_back()
    assert [problem["place"] for problem in upload.found["problems"]] == [cell(plan, 0)]
    assert set(open_edits(upload)) == {f"changed {cell(plan, 1)}"}
    take_all(upload)
    assert content_of(plan).value(cell(plan, 0)) == "10"


def test_a_conflict_waits_while_the_rest_is_taken(plan: Plan) -> None:
    colleague = Colleague(plan).put(cell(plan, 0), 15).put(cell(plan, 1), 25)
    factories.say(plan, {cell(plan, 0): "12"})
    upload = colleague.bring_back()
    adopted = adopt(upload=upload, by=plan.begun_by)
    (waiting,) = adopted.waiting
    assert (waiting.was, waiting.theirs, waiting.mine) == ("10", "12", "15")
    content = content_of(plan)
    assert (content.value(cell(plan, 0)), content.value(cell(plan, 1))) == ("12", "25")
    assert set(open_edits(upload)) == {waiting.key}
    adopted = adopt(upload=upload, by=plan.begun_by, settle={waiting.key: Choice(True, waiting.seen)})
    assert adopted.waiting == ()
    assert content_of(plan).value(cell(plan, 0)) == "15"
    assert open_edits(upload) == {}


def test_a_choice_is_good_for_the_texts_that_were_shown(plan: Plan) -> None:
    colleague = Colleague(plan).put(cell(plan, 0), 15)
    factories.say(plan, {cell(plan, 0): "12"})
    upload = colleague.bring_back()
    (shown,) = open_edits(upload).values()
    factories.say(plan, {cell(plan, 0): "13"})
    for take in (True, False):
        adopted = adopt(upload=upload, by=plan.begun_by, settle={shown.key: Choice(take, shown.seen)})
        assert [edit.theirs for edit in adopted.waiting] == ["13"]
    assert content_of(plan).value(cell(plan, 0)) == "13"


def test_what_was_ticked_and_changed_before_the_press_has_become_a_conflict(plan: Plan) -> None:
    upload = Colleague(plan).put(cell(plan, 0), 15).put(cell(plan, 1), 25).bring_back()
    ticked = set(open_edits(upload))
    factories.say(plan, {cell(plan, 0): "12"})
    adopted = adopt(upload=upload, by=plan.begun_by, take=ticked)
    assert [edit.place for edit in adopted.waiting] == [cell(plan, 0)]
    assert content_of(plan).value(cell(plan, 0)) == "12"
    assert content_of(plan).value(cell(plan, 1)) == "25"


def test_the_text_that_is_not_chosen_is_in_the_history(plan: Plan) -> None:
    colleague = Colleague(plan).put(cell(plan, 0), 15)
    factories.say(plan, {cell(plan, 0): "12"})
    upload = colleague.bring_back()
    (edit,) = open_edits(upload).values()
    for _ in range(2):
        adopt(upload=upload, by=plan.begun_by, settle={edit.key: Choice(False, edit.seen)})
    assert AnswerVersion.objects.get(kept=False).value == "15"
    assert Intake.objects.count() == 1
    assert not Event.objects.filter(kind="file_taken").exists()
    assert not incoming(upload).waits(open_edits(upload)[edit.key])


def test_rows_come_go_and_move(plan: Plan) -> None:
    teams, beds, falls = uids(plan)
    colleague = Colleague(plan).add("expenditure", scheme="Carers", year_1=40).remove("expenditure", teams)
    upload = colleague.swap("expenditure", beds, falls).bring_back()
    kinds = sorted(key.partition(" ")[0] for key in open_edits(upload))
    assert kinds == ["added", "moved", "removed"]
    take_all(upload)
    assert [row.get("scheme") for row in content_of(plan).rows("expenditure")] == ["Falls", "Beds", "Carers"]
    told = Event.objects.filter(kind="file_taken").get().sentence
    assert told == "Priya Shah took 1 removed row, 1 new row and the order of 1 table from “Part 2 v3.xlsx”"


def test_rows_added_here_meanwhile_stay_beside_those_of_the_file(plan: Plan) -> None:
    colleague = Colleague(plan).add("expenditure", scheme="Carers")
    ours = factories.row(plan, "expenditure", {"scheme": "Ours"})
    take_all(colleague.bring_back())
    assert ours in uids(plan)
    assert {row.get("scheme") for row in content_of(plan).rows("expenditure")} >= {"Carers", "Ours"}


def test_a_row_removed_in_the_file_and_changed_here_is_a_conflict(plan: Plan) -> None:
    teams = uids(plan)[0]
    colleague = Colleague(plan).remove("expenditure", teams)
    factories.say(plan, {f"expenditure/{teams}/year_1": "99"})
    adopted = adopt(upload=colleague.bring_back(), by=plan.begun_by)
    assert [edit.key for edit in adopted.waiting] == [f"removed expenditure/{teams}"]
    assert teams in uids(plan)


def test_a_row_changed_in_the_file_and_removed_here_is_a_conflict_and_can_come_back(plan: Plan) -> None:
    teams = uids(plan)[0]
    colleague = Colleague(plan).put(f"expenditure/{teams}/year_1", 99)
    remove_row(plan=plan, by=plan.begun_by, table="expenditure", uid=teams)
    upload = colleague.bring_back()
    adopted = adopt(upload=upload, by=plan.begun_by)
    (waiting,) = adopted.waiting
    assert (waiting.kind, teams in uids(plan)) == ("restored", False)
    adopt(upload=upload, by=plan.begun_by, settle={waiting.key: Choice(True, waiting.seen)})
    assert uids(plan)[0] == teams
    assert content_of(plan).value(f"expenditure/{teams}/year_1") == "99"


def test_an_order_changed_in_the_file_and_here_is_a_conflict(plan: Plan) -> None:
    teams, beds, falls = uids(plan)
    colleague = Colleague(plan).swap("expenditure", beds, falls)
    move_row(plan=plan, by=plan.begun_by, table="expenditure", uid=teams, direction="down")
    adopted = adopt(upload=colleague.bring_back(), by=plan.begun_by)
    assert [edit.key for edit in adopted.waiting] == ["moved expenditure"]
    assert uids(plan) == [beds, teams, falls]


def test_pressing_twice_takes_once(plan: Plan) -> None:
    upload = Colleague(plan).put(cell(plan, 0), 15).add("expenditure", scheme="Carers").bring_back()
    ticked = set(open_edits(upload))
    for _ in range(2):
        adopt(upload=upload, by=plan.begun_by, take=ticked)
    assert Intake.objects.count() == 1
    assert len(uids(plan)) == 4
    assert AnswerVersion.objects.filter(place=cell(plan, 0)).count() == 2


def test_what_was_taken_is_not_proposed_again_when_someone_changes_it(plan: Plan) -> None:
    upload = Colleague(plan).put(cell(plan, 0), 15).bring_back()
    take_all(upload)
    factories.say(plan, {cell(plan, 0): "16"})
    assert open_edits(upload) == {}


def test_what_was_left_can_still_be_taken(plan: Plan) -> None:
    upload = Colleague(plan).put(cell(plan, 0), 15).put(cell(plan, 1), 25).bring_back()
    adopt(upload=upload, by=plan.begun_by, take=[f"changed {cell(plan, 0)}"])
    assert set(incoming(upload).left) == set(open_edits(upload)) == {f"changed {cell(plan, 1)}"}
    adopt(upload=upload, by=plan.begun_by, take=[f"changed {cell(plan, 1)}"])
    assert content_of(plan).value(cell(plan, 1)) == "25"
    assert open_edits(upload) == {}


def test_undo_puts_everything_back(plan: Plan) -> None:
    teams, beds, falls = uids(plan)
    before = content_of(plan)
    colleague = Colleague(plan).add("expenditure", scheme="Carers").remove("expenditure", teams)
    colleague.swap("expenditure", beds, falls).put(UNIT_COST, 2118).put(f"expenditure/{beds}/year_1", 25)
    intake = take_all(colleague.bring_back())
    assert content_of(plan).digest() != before.digest()
    for _ in range(2):
        undone = undo(intake=intake, by=plan.begun_by)
    assert content_of(plan).digest() == before.digest()
    assert undone.stayed == []
    assert Event.objects.filter(kind="file_undone").count() == 1


def test_undo_leaves_and_names_what_was_changed_since(plan: Plan) -> None:
    teams, beds, falls = uids(plan)
    colleague = Colleague(plan).put(f"expenditure/{teams}/year_1", 15).put(f"expenditure/{beds}/year_1", 25)
    upload = colleague.put(f"expenditure/{falls}/year_1", 35).add("expenditure", scheme="Carers").bring_back()
    intake = take_all(upload)
    carers = uids(plan)[-1]
    factories.say(plan, {f"expenditure/{teams}/year_1": "16", f"expenditure/{carers}/year_1": "40"})
    remove_row(plan=plan, by=plan.begun_by, table="expenditure", uid=falls)
    undone = undo(intake=intake, by=plan.begun_by)
    content = content_of(plan)
    assert content.value(f"expenditure/{teams}/year_1") == "16"
    assert content.value(f"expenditure/{beds}/year_1") == "20"
    assert uids(plan) == [teams, beds, carers]
    assert set(undone.stayed) == {
        f"changed expenditure/{teams}/year_1",
        f"removed expenditure/{carers}",
        f"restored expenditure/{falls}",
    }


def test_after_undoing_all_can_be_taken_again(plan: Plan) -> None:
    upload = Colleague(plan).put(cell(plan, 0), 15).add("expenditure", scheme="Carers").bring_back()
    edits = set(open_edits(upload))
    undo(intake=take_all(upload), by=plan.begun_by)
    assert set(open_edits(upload)) == edits
    take_all(upload)
    assert content_of(plan).value(cell(plan, 0)) == "15"
    assert len(uids(plan)) == 4


def test_a_workbook_of_a_sealed_version_is_compared_with_that_version(plan: Plan) -> None:
    version = seal(plan=plan, by=plan.begun_by, reason="To test")
    factories.say(plan, {cell(plan, 0): "12"})
    data = xlsx(plan.edition, *content_and_stamp(plan, version))
    upload = read_upload(by=plan.begun_by, name="x.xlsx", data=data, plan=plan)
    assert upload.version == version
    assert open_edits(upload) == {}


def test_the_workbook_of_a_pack_of_the_working_copy_comes_back_too(plan: Plan) -> None:
    build_for(plan=plan, by=plan.begun_by, version=None)
    data = xlsx(plan.edition, *content_and_stamp(plan, None))
    factories.say(plan, {cell(plan, 0): "12"})
    upload = read_upload(by=plan.begun_by, name="part-2.xlsx", data=data, plan=plan)
    assert upload.copy
    assert open_edits(upload) == {}


def test_a_copy_that_is_not_known_is_compared_with_the_plan_as_it_is(plan: Plan) -> None:
    colleague = Colleague(plan).put(cell(plan, 0), 15).put(cell(plan, 1), None)
    WorkingCopy.objects.all().delete()
    factories.say(plan, {cell(plan, 2): "33"})
    upload = colleague.bring_back()
    assert (upload.copy, upload.version) == (None, None)
    assert set(open_edits(upload)) == {f"changed {cell(plan, 0)}", f"changed {cell(plan, 2)}"}


def test_a_workbook_of_another_area_is_refused(plan: Plan) -> None:
    southampton = "E06000045"
    other = factories.plan(plan.begun_by, OFFICIAL, southampton)
    data = Colleague(other).file()
    for where in ({"plan": plan}, {"edition": OFFICIAL, "hwb_code": plan.hwb_code}):
        with pytest.raises(Unusable, match=r"from the plan of Southampton on .*importing for Southend-on-Sea"):
            read_upload(by=plan.begun_by, name="x.xlsx", data=data, **where)
    assert not Upload.objects.exists()


def test_a_workbook_of_another_plan_of_the_area_is_read_as_anyones(plan: Plan) -> None:
    other = factories.plan(plan.begun_by, OFFICIAL)
    factories.row(other, "expenditure", {"scheme": "Teams", "year_1": "70"})
    upload = read_upload(by=plan.begun_by, name="x.xlsx", data=Colleague(other).file(), plan=plan)
    assert upload.copy is None
    assert f"changed {cell(plan, 0)}" in open_edits(upload)


def test_given_values_are_never_changed_by_a_file(plan: Plan) -> None:
    """Only what people type changes: of the figures that the system gives, the reason alone."""
    upload = Colleague(plan).put(cell(plan, 0), 15).bring_back()
    found = dict(upload.found)
    found["content"]["tables"]["national_figures"] = [{"uid": "made-up", "values": {"figure": "1"}}]
    upload.found = found
    upload.save()
    assert set(open_edits(upload)) == {f"changed {cell(plan, 0)}"}


def people(plan: Plan) -> tuple[User, User]:
    return plan.begun_by, factories.part(plan, Role.FINANCE, factories.person("Fatima Noor"))


def test_two_people_bring_back_two_copies(plan: Plan) -> None:
    one, other = people(plan)
    first, second = Colleague(plan, one).put(cell(plan, 0), 11), Colleague(plan, other).put(cell(plan, 0), 12)
    second.put(cell(plan, 1), 22)
    take_all(first.bring_back())
    adopted = adopt(upload=second.bring_back("other.xlsx"), by=other)
    assert [(edit.was, edit.theirs, edit.mine) for edit in adopted.waiting] == [("10", "11", "12")]
    assert content_of(plan).value(cell(plan, 1)) == "22"
