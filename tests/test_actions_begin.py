"""Beginning a plan, and who takes part."""

from __future__ import annotations

import pytest

from bcf.access import Permission, Role, may
from bcf.editions.july_2014.prefill import prefill
from bcf.reference import area
from bcf.reference.national import shipped
from plans.actions import add_person, begin
from plans.actions.writing import write_content
from plans.checklist import problems_in
from plans.content import content_of
from plans.models import Participation, Plan

from . import factories
from .small_edition import ID

pytestmark = pytest.mark.django_db


def test_who_begins_a_plan_leads_it() -> None:
    priya = factories.person("Priya Shah")
    plan = begin(by=priya, edition=ID, hwb_code="E06000033")
    assert plan.area == "Southend-on-Sea"
    assert plan.ref.startswith("southend-on-sea-")
    assert may(priya, Permission.MANAGE_PEOPLE, plan).allowed


@pytest.mark.parametrize(("edition", "code"), [("nothing", "E06000033"), (ID, "E99")])
def test_what_is_not_known_is_refused(edition: str, code: str) -> None:
    with pytest.raises(KeyError, match="There is no"):
        begin(by=factories.person(), edition=edition, hwb_code=code)
    assert not Plan.objects.exists()


def test_two_plans_of_an_area_have_refs_of_their_own() -> None:
    assert factories.plan().ref != factories.plan().ref


def test_a_plan_begins_with_what_the_national_data_say() -> None:
    content = content_of(factories.plan(edition="july_2014", hwb_code="E10000012"))
    assert content.get("local_authorities") == "Essex County Council"
    names = content.get("ccgs").split("\n")
    assert len(names) == 5
    assert "NHS North East Essex CCG" in names
    for table in ("sign_off_ccgs", "funding_ccg_minimum"):
        assert [row.get("organisation") for row in content.rows(table)] == names
    assert [row.get("ccg") for row in content.rows("ccg_activity")][:5] == names
    assert [row.get("organisation") for row in content.rows("sign_off_boards")] == ["Essex Health and Wellbeing Board"]


def test_what_is_filled_in_beforehand_is_asked_and_can_be_read() -> None:
    plan = factories.plan(edition="july_2014", hwb_code="E06000033")
    content = content_of(plan)
    for place, value in content.places():
        assert plan.edition.field_at(place).kind.parse(value) == value
    assert not [one for one in problems_in(plan.edition, content) if one.rule in ("X01", "N01")]


def test_a_blank_beginning_only_notes_the_national_figures() -> None:
    plan = begin(by=factories.person(), edition="july_2014", hwb_code="E06000033", prefilled=False)
    full = prefill(area("E06000033"), shipped())
    assert content_of(plan).plain() == {
        "edition": "july_2014",
        "answers": {},
        "tables": {"national_figures": full.plain()["tables"]["national_figures"]},
    }
    write_content(plan, plan.begun_by, plan.begun_at, content_of(plan), full)
    assert content_of(plan).digest() == full.digest()


def test_the_same_role_twice_changes_whom_one_acts_for() -> None:
    plan, person = factories.plan(), factories.person()
    first, second = factories.organisation("One CCG"), factories.organisation("Two CCG")
    for organisation in (first, second):
        add_person(plan=plan, by=plan.begun_by, person=person, role=Role.CCG_SIGNER, organisation=organisation)
    assert Participation.objects.get(user=person).organisation == second
