"""A file comes in: nothing in it is lost, nothing of colleagues is overwritten."""

from __future__ import annotations

import pytest

from bcf.definition.content import Content, Row
from bcf.definition.problems import Problem, Severity
from bcf.models import Event
from bcf.pack.found import Facts, Found, SheetProblem, Unplaced
from plans import uploads
from plans.actions import CannotPlace, Choice, adopt, bring_back, place_text, read_upload, remove_row, set_aside
from plans.content import content_of
from plans.incoming import overlaid
from plans.models import AnswerVersion, Plan, Upload
from plans.models import Unplaced as Passage

from . import factories
from .small_edition import ID

pytestmark = pytest.mark.django_db

FOUND = Found(
    content=Content(
        ID,
        {"vision": "<p>From the file</p>", "notes": ""},
        {"schemes": (Row("s1", {"ref": "001", "name": "Hubs"}), Row("s2", {"ref": "002"}))},
    ),
    problems=(
        Problem("budget", Severity.WARNING, "No amount was found.", "X02"),
        SheetProblem("notes", Severity.MUST_FIX, "All of it", "", "Tab 1", "Notes", "C4", "Notes", "Wrong.", "Words."),
    ),
    unplaced=(Unplaced("<p>First</p>", ""), Unplaced("<p>Second</p>", "vision")),
    characters_in=30,
    characters_placed=20,
    characters_unplaced=10,
    facts=Facts(ID, "plan-1", "Southend-on-Sea", 0, "ab" * 32),
)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the readers of files, which have tests of their own."""
    monkeypatch.setattr("plans.actions.importing.read_file", lambda *given: FOUND)


def uploaded(plan: Plan | None = None) -> Upload:
    by = plan.begun_by if plan else factories.person("Priya Shah")
    return read_upload(by=by, name="plan.docx", data=b"x", edition=ID, hwb_code=factories.SOUTHEND, plan=plan)


def test_what_was_found_goes_through_json_and_back() -> None:
    assert uploads.found_from_plain(uploads.found_as_plain(FOUND)) == Found(
        content=Content(ID, {"vision": "<p>From the file</p>"}, FOUND.content.tables),
        problems=FOUND.problems,
        unplaced=FOUND.unplaced,
        characters_in=30,
        characters_placed=20,
        characters_unplaced=10,
        facts=FOUND.facts,
    )


def test_a_file_becomes_a_plan() -> None:
    upload = uploaded()
    assert Plan.objects.count() == 0
    plan = adopt(upload=upload, by=upload.read_by).plan
    assert content_of(plan).digest() == FOUND.content.digest()
    assert plan.area == "Southend-on-Sea"
    assert [event.sentence for event in Event.objects.all()] == [
        "Priya Shah uploaded plan.docx",
        "Priya Shah began the plan for Southend-on-Sea",
        "Priya Shah added Priya Shah as lead author",
        "Priya Shah brought plan.docx into the plan",
    ]


def test_adopting_twice_makes_one_plan() -> None:
    upload = uploaded()
    first = adopt(upload=upload, by=upload.read_by).plan
    assert adopt(upload=upload, by=upload.read_by).plan == first
    assert Plan.objects.count() == 1
    assert Passage.objects.count() == 2


def test_blanks_in_the_file_leave_the_plan_as_it_is() -> None:
    plan = factories.plan()
    factories.say(plan, {"notes": "Keep me", "vision": "<p>Before</p>"})
    factories.row(plan, "risks", {"impact": "3"})
    adopt(upload=uploaded(plan), by=plan.begun_by)
    content = content_of(plan)
    assert content.get("notes") == "Keep me"
    assert content.get("vision") == "<p>From the file</p>"
    assert len(content.rows("risks")) == 1


def test_a_table_that_the_file_fills_is_taken_as_the_file_has_it() -> None:
    plan = factories.plan()
    factories.row(plan, "schemes", {"ref": "900"})
    adopt(upload=uploaded(plan), by=plan.begun_by)
    assert [row.get("ref") for row in content_of(plan).rows("schemes")] == ["001", "002"]


def test_a_row_that_was_removed_comes_back_by_its_uid() -> None:
    plan = factories.plan()
    adopt(upload=uploaded(plan), by=plan.begun_by)
    factories.say(plan, {"schemes/s2/name": "Old name"})
    remove_row(plan=plan, by=plan.begun_by, table="schemes", uid="s2")
    adopt(upload=uploaded(plan), by=plan.begun_by)
    assert content_of(plan).rows("schemes") == FOUND.content.rows("schemes")


def test_what_colleagues_change_while_i_look_waits_for_a_choice() -> None:
    plan = factories.plan()
    factories.say(plan, {"vision": "<p>Before</p>"})
    upload = uploaded(plan)
    factories.say(plan, {"vision": "<p>Colleague</p>", "case": "<p>New</p>"})
    adopted = adopt(upload=upload, by=plan.begun_by)
    (waiting,) = adopted.waiting
    assert (waiting.place, waiting.theirs, waiting.mine) == ("vision", "<p>Colleague</p>", "<p>From the file</p>")
    assert dict(content_of(plan).answers) == {"vision": "<p>Colleague</p>", "case": "<p>New</p>"}
    assert not AnswerVersion.objects.filter(kept=False)
    again = adopt(upload=upload, by=plan.begun_by, settle={waiting.key: Choice(take=False, seen=waiting.seen)})
    assert again.waiting == ()
    assert AnswerVersion.objects.get(kept=False).value == "<p>From the file</p>"
    assert content_of(plan).get("vision") == "<p>Colleague</p>"


def passages(plan: Plan) -> list[Passage]:
    adopt(upload=uploaded(plan), by=plan.begun_by)
    return list(plan.unplaced.all())


def test_a_passage_goes_to_the_end_of_an_answer_once() -> None:
    plan = factories.plan()
    first, second = passages(plan)
    for _ in range(2):
        place_text(unplaced=first, by=plan.begun_by, place="vision")
    assert content_of(plan).get("vision") == "<p>From the file</p><p>First</p>"
    place_text(unplaced=second, by=plan.begun_by, place="notes")
    assert content_of(plan).get("notes") == "Second"
    assert not plan.unplaced.filter(settled_at=None)


@pytest.mark.parametrize("place", ["budget", "nothing", "schemes/gone/name", "schemes", "schemes/s1"])
def test_a_passage_cannot_go_where_text_cannot(place: str) -> None:
    plan = factories.plan()
    first, _ = passages(plan)
    with pytest.raises(CannotPlace):
        place_text(unplaced=first, by=plan.begun_by, place=place)
    first.refresh_from_db()
    assert first.settled_at is None


def test_a_passage_set_aside_stays_with_the_upload() -> None:
    plan = factories.plan()
    first, _ = passages(plan)
    set_aside(unplaced=first, by=plan.begun_by)
    first.refresh_from_db()
    assert (first.place, first.settled_by, first.html) == ("", plan.begun_by, "<p>First</p>")
    place_text(unplaced=first, by=plan.begun_by, place="vision")
    assert "First" not in content_of(plan).get("vision")


def test_a_passage_set_aside_can_be_brought_back() -> None:
    plan = factories.plan()
    first, second = passages(plan)
    set_aside(unplaced=first, by=plan.begun_by)
    place_text(unplaced=second, by=plan.begun_by, place="vision")
    for passage in (first, second):
        bring_back(unplaced=passage, by=plan.begun_by)
    assert list(plan.unplaced.filter(settled_at=None)) == [first]


def test_what_is_not_wanted_of_a_file_is_left() -> None:
    plan = factories.plan()
    adopt(upload=uploaded(plan), by=plan.begun_by, take=["added schemes/s1", "changed budget"])
    content = content_of(plan)
    assert content.get("vision") == ""
    assert [row.uid for row in content.rows("schemes")] == ["s1"]


SCHEMES = (
    Row("r1", {"ref": "001", "name": "Hubs", "overview": "<p>Hubs</p>"}),
    Row("r2", {"ref": "002", "name": "Falls", "overview": "<p>Falls</p>"}),
)


def over(*rows: Row) -> list[Row]:
    base = Content(ID, {}, {"schemes": SCHEMES})
    return list(overlaid(base, Content(ID, {}, {"schemes": rows})).rows("schemes"))


def test_the_plans_own_rows_come_back_as_they_are() -> None:
    assert over(*SCHEMES) == list(SCHEMES)
    assert over(*reversed(SCHEMES)) == list(reversed(SCHEMES))


def test_rows_of_a_file_without_uids_are_known_by_their_titles() -> None:
    new = Row("r1", {"ref": "000", "name": "Stroke"})
    rows = over(
        new,
        Row("r2", {"ref": "001", "name": "HUBS"}),
        Row("r3", {"ref": "002", "name": "Falls", "overview": "<p>X</p>"}),
    )
    assert [(row.uid, row.get("name"), row.get("overview")) for row in rows] == [
        ("r1x", "Stroke", ""),
        ("r1", "HUBS", "<p>Hubs</p>"),
        ("r2", "Falls", "<p>X</p>"),
    ]


def test_rows_without_titles_are_known_by_their_uids() -> None:
    base = Content(ID, {}, {"risks": (Row("r1", {"likelihood": "2", "impact": "3"}),)})
    found = Content(ID, {}, {"risks": (Row("r1", {"impact": "4"}), Row("r2", {"impact": "5"}))})
    assert overlaid(base, found).rows("risks") == (
        Row("r1", {"likelihood": "2", "impact": "4"}),
        Row("r2", {"impact": "5"}),
    )


def test_two_rows_of_one_title_stay_two() -> None:
    twice = (Row("a", {"ref": "1"}), Row("b", {"ref": "1"}))
    base = Content(ID, {}, {"schemes": twice})
    assert overlaid(base, base).rows("schemes") == twice
    others = Content(ID, {}, {"schemes": (Row("x", {"ref": "1"}), Row("y", {"ref": "1"}), Row("z", {"ref": "1"}))})
    assert len({row.uid for row in overlaid(base, others).rows("schemes")}) == 3
