"""The task list, the problems and the gate are views of one list."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bcf.definition.problems import Severity
from plans.checklist import Entry, State, before_signing, checklist, must_fix, problems_in, problems_of
from plans.content import content_of
from plans.models import Plan

from . import factories
from .small_edition import EDITION

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


def entry(plan: Plan, key: str, title: str = "") -> Entry:
    return next(one for one in checklist(plan).entries if one.section.key == key and (not title or one.title == title))


def test_a_section_goes_from_not_started_to_complete(plan: Plan) -> None:
    assert entry(plan, "narrative").state is State.NOT_STARTED
    factories.say(plan, {"case": "<p>Case</p>"})
    assert entry(plan, "narrative").state is State.IN_PROGRESS
    factories.say(plan, {"vision": "<p>Vision</p>"})
    assert entry(plan, "narrative").state is State.COMPLETE


def test_something_wrong_is_a_problem_and_not_merely_unfinished(plan: Plan) -> None:
    factories.say(plan, {"budget": "2000"})
    found = entry(plan, "details")
    assert found.state is State.PROBLEMS
    assert [problem.rule for problem in found.problems] == ["X11"]


def test_a_row_makes_a_section_started(plan: Plan) -> None:
    factories.row(plan, "risks")
    assert entry(plan, "narrative").state is State.IN_PROGRESS


def test_each_row_of_a_repeated_section_has_an_entry_of_its_own(plan: Plan) -> None:
    uid = factories.row(plan, "schemes", {"ref": "001", "name": "Hubs"})
    factories.row(plan, "schemes", {"ref": "002"})
    factories.say(plan, {f"schemes/{uid}/overview": "<p>What we do</p>"})
    assert entry(plan, "scheme_annex", "001 Hubs").state is State.COMPLETE
    assert entry(plan, "scheme_annex", "002").state is State.NOT_STARTED
    assert entry(plan, "scheme_annex", "001 Hubs").place == f"schemes/{uid}"
    assert entry(plan, "narrative").place == "narrative"


def test_a_row_without_a_name_is_called_so(plan: Plan) -> None:
    factories.row(plan, "providers")
    assert entry(plan, "provider_annex").title == "a provider without a name"


def test_a_calculated_sheet_is_never_unfinished(plan: Plan) -> None:
    assert entry(plan, "summary").state is State.CALCULATED


def test_a_sheet_of_words_alone_is_no_task(plan: Plan) -> None:
    assert "cover" not in [one.section.key for one in checklist(plan).entries]


def test_each_entry_tells_who_saved_last(plan: Plan) -> None:
    anna, ben = factories.person("Anna Able"), factories.person("Ben Baker")
    factories.say(plan, {"vision": "<p>One</p>"}, by=anna)
    factories.say(plan, {"case": "<p>Two</p>"}, by=ben)
    found = entry(plan, "narrative")
    assert found.saved_by == "Ben Baker"
    assert found.saved_at
    assert entry(plan, "details").saved_by == ""


def test_the_list_is_one(plan: Plan) -> None:
    factories.say(plan, {"budget": "2000"})
    factories.row(plan, "sign_off_ccgs", {"organisation": "NHS Southend CCG"})
    tasks = checklist(plan)
    assert list(tasks.problems) == problems_of(plan)
    assert sorted(p.place for one in tasks.entries for p in one.problems) == sorted(p.place for p in tasks.problems)
    assert tasks.of(EDITION.documents[1]) == [one for one in tasks.entries if one.document.key == "part_2"]


def test_the_gate_leaves_out_what_signing_fills_in(plan: Plan) -> None:
    factories.row(plan, "sign_off_ccgs", {"organisation": "NHS Southend CCG"})
    rules = [problem.rule for problem in must_fix(problems_of(plan))]
    assert rules == ["X06", "X03"]
    assert [problem.rule for problem in before_signing(EDITION, problems_of(plan))] == ["X06"]


def test_a_value_that_cannot_be_read_is_a_problem_and_stops_no_other_check(plan: Plan) -> None:
    uid = factories.row(plan, "risks", {"likelihood": "9"})
    content = content_of(plan).with_answers({"budget": "lots"})
    problems = problems_in(EDITION, content)
    assert [(one.place, one.severity) for one in problems] == [
        ("budget", Severity.MUST_FIX),
        (f"risks/{uid}/likelihood", Severity.MUST_FIX),
        ("vision", Severity.MUST_FIX),
    ]
    assert "not an amount" in problems[0].message


def test_the_task_list_is_two_queries_however_long(plan: Plan) -> None:
    for rows in (1, 20):
        for _ in range(rows):
            factories.row(plan, "schemes", {"name": "Hubs"})
        with CaptureQueriesContext(connection) as captured:
            checklist(plan)
        assert len(captured) == 2
