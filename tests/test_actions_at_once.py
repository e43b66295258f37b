"""The same act pressed by many at once leaves one effect, on both databases."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from bcf.access import Role
from plans.actions import (
    Typed,
    add_row,
    adopt,
    ask_for_pack,
    begin,
    packing,
    read_upload,
    save,
    seal,
    send,
    sign,
    take_copy,
    undo,
)
from plans.content import content_of, stored
from plans.models import (
    AnswerVersion,
    Intake,
    PackBuild,
    PackFile,
    Plan,
    SealedVersion,
    Sending,
    Signature,
    WorkingCopy,
)

from . import factories
from .colleague import Colleague
from .small_edition import ID
from .test_actions_adopt import FOUND

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def at_once(act: Callable[[int], Any]) -> list[Any]:
    """Runs `act(0)`, `act(1)`... in threads that start together; what each gave. Raises the first error."""
    barrier, results, errors = threading.Barrier(MANY), [None] * MANY, list[BaseException]()

    def run(number: int) -> None:
        try:
            barrier.wait()
            results[number] = act(number)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    monkeypatch.setattr(packing, "files_of", lambda build: {"part-1.docx": bytes(build.canonical)})
    plan = factories.plan()
    factories.say(plan, {"vision": "<p>Well</p>"})
    return plan


def test_saves_of_one_answer_lose_no_text(plan: Plan) -> None:
    people = [factories.person() for _ in range(MANY)]
    at_once(lambda n: save(plan=plan, by=people[n], typed={"case": Typed(f"<p>{n}</p>", 0)}))
    texts = AnswerVersion.objects.filter(place="case")
    assert sorted(texts.values_list("value", flat=True)) == [f"<p>{n}</p>" for n in range(MANY)]
    assert texts.filter(kept=True).count() == 1
    assert stored(plan)["case"].version == 1


def test_saves_that_build_on_one_another_all_stand(plan: Plan) -> None:
    places = ["notes", "budget", "ccgs", "case"]
    at_once(
        lambda n: save(plan=plan, by=plan.begun_by, typed={places[n % 4]: Typed(str(n % 4), 0)}),
    )
    content = content_of(plan)
    assert [content.get(place) for place in places] == ["0", "1", "2", "3"]


def test_rows_added_at_once_are_all_there_in_an_order(plan: Plan) -> None:
    first = factories.row(plan, "schemes")
    uids = at_once(lambda n: add_row(plan=plan, by=plan.begun_by, table="schemes", after=first if n % 2 else ""))
    assert {row.uid for row in content_of(plan).rows("schemes")} == {first, *uids}
    positions = list(plan.rows.values_list("position", flat=True))
    assert len(set(positions)) == len(positions)


def test_sealing_gives_one_version(plan: Plan) -> None:
    versions = at_once(lambda n: seal(plan=plan, by=plan.begun_by))
    assert len(set(versions)) == SealedVersion.objects.count() == 1


def signed(plan: Plan) -> SealedVersion:
    factories.row(plan, "sign_off_boards", {"organisation": "The board"})
    chair = factories.part(plan, Role.CHAIR)
    version = seal(plan=plan, by=plan.begun_by)
    (row,) = version.content.rows("sign_off_boards")

    def signs(n: int) -> Signature:
        who = {"name": "Dora North", "position": "", "date": dt.date(2001, 5, 30)}
        return sign(version=version, by=chair, table="sign_off_boards", uid=row.uid, **who)  # type: ignore[arg-type]

    assert len(set(at_once(signs))) == Signature.objects.count() == 1
    return version


def test_sending_gives_one_receipt(plan: Plan) -> None:
    version = signed(plan)
    sendings = at_once(lambda n: send(version=version, by=plan.begun_by))
    assert len({one.receipt for one in sendings}) == Sending.objects.count() == 1
    assert PackBuild.objects.count() == PackFile.objects.count() == 1


def test_asking_for_a_pack_makes_one(plan: Plan) -> None:
    builds = at_once(lambda n: ask_for_pack(plan=plan, by=plan.begun_by))
    assert len(set(builds)) == PackBuild.objects.count() == PackFile.objects.count() == 1


def test_adopting_a_file_makes_one_plan(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    from plans.actions import importing

    monkeypatch.setattr(importing, "read_file", lambda *given: FOUND)
    upload = read_upload(by=plan.begun_by, name="x", data=b"x", edition=ID, hwb_code=factories.SOUTHEND)
    plans = at_once(lambda n: adopt(upload=upload, by=plan.begun_by).plan)
    assert len(set(plans)) == 1
    assert Plan.objects.count() == 2


def test_one_file_pressed_by_many_is_taken_once(plan: Plan) -> None:
    sheets = factories.plan(plan.begun_by, "july_2014")
    factories.row(sheets, "expenditure", {"scheme": "Teams"})
    upload = Colleague(sheets).put("p4p_unit_cost", 2118).add("expenditure", scheme="Carers").bring_back()
    at_once(lambda n: adopt(upload=upload, by=plan.begun_by))
    intake = Intake.objects.get()
    assert len(content_of(sheets).rows("expenditure")) == 2
    assert AnswerVersion.objects.filter(plan=sheets, place="p4p_unit_cost").count() == 1
    undone = at_once(lambda n: undo(intake=intake, by=plan.begun_by))
    assert {one.undone_at for one in undone} == {undone[0].undone_at}
    assert (len(content_of(sheets).rows("expenditure")), content_of(sheets).get("p4p_unit_cost")) == (1, "")


def test_of_two_files_that_change_one_cell_at_once_one_stands_and_the_others_wait(plan: Plan) -> None:
    sheets = factories.plan(plan.begun_by, "july_2014")
    uploads = [Colleague(sheets).put("p4p_unit_cost", 2000 + n).bring_back(f"{n}.xlsx") for n in range(MANY)]
    adopted = at_once(lambda n: adopt(upload=uploads[n], by=plan.begun_by))
    assert sorted(len(one.waiting) for one in adopted) == [0] + [1] * (MANY - 1)
    winner = next(n for n, one in enumerate(adopted) if not one.waiting)
    assert content_of(sheets).get("p4p_unit_cost") == str(2000 + winner)


def test_a_cell_saved_while_a_file_is_taken_is_never_lost(plan: Plan) -> None:
    sheets = factories.plan(plan.begun_by, "july_2014")
    upload = Colleague(sheets).put("p4p_unit_cost", 2118).bring_back()

    def act(n: int) -> Any:
        if n == 0:
            return adopt(upload=upload, by=plan.begun_by)
        return save(plan=sheets, by=plan.begun_by, typed={"p4p_unit_cost": Typed("1600", 0)})

    adopted, *_ = at_once(act)
    kept = set(AnswerVersion.objects.filter(plan=sheets, place="p4p_unit_cost").values_list("value", flat=True))
    waits = {edit.mine for edit in adopted.waiting}
    assert kept | waits == {"2118", "1600"}


def test_copies_taken_at_once_are_one(plan: Plan) -> None:
    copies = at_once(lambda n: take_copy(plan=plan, by=plan.begun_by))
    assert len({one.pk for one in copies}) == WorkingCopy.objects.count() == 1


def test_plans_begun_at_once_have_refs_of_their_own(plan: Plan) -> None:
    plans = at_once(lambda n: begin(by=plan.begun_by, edition=ID, hwb_code=factories.SOUTHEND))
    assert len({one.ref for one in plans}) == MANY
