"""Every rule holds here and is broken there, and alone where its figure of the demonstration is altered."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

import pytest
from django.core.management import call_command

from bcf.definition.checks import Plan as Checked
from bcf.definition.checks import Rule, check
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.problems import Problem, Severity
from plans.demonstration import demonstration
from plans.models import Plan

from . import factories, test_narrative_checks, test_rules_activity, test_rules_july_2014, test_rules_money
from .good_plan import EDITION, GOOD, NON_ELECTIVE, added, put, reworded

BROKEN = {
    **test_rules_july_2014.BROKEN,
    **test_rules_money.BROKEN,
    **test_rules_activity.BROKEN,
    **test_narrative_checks.BROKEN,
}
DEMO = demonstration()
RULES = {f"{rule.code} {rule.check.__name__}": rule for rule in EDITION.rules}


def said(*values: tuple[str, str]) -> Content:
    """The demonstration with other values at these places."""
    return put(DEMO, dict(values))


def line(table: str, column: str, value: str, **where: str) -> tuple[str, str]:
    """The place of a column of the first row with these values, and a value for it."""
    row = next(row for row in DEMO.rows(table) if all(row.get(key) == found for key, found in where.items()))
    return f"{table}/{row.uid}/{column}", value


def also(place: str, paragraph: str) -> tuple[str, str]:
    """A narrative answer with a paragraph more."""
    return place, f"{DEMO.value(place)}<p>{paragraph}</p>"


def benefits(**values: str) -> Content:
    """The demonstration with values in all its second-year lines for non-elective admissions."""
    uids = [row.uid for row in DEMO.rows("benefits_year_2") if row.get("benefit") == NON_ELECTIVE]
    return said(*((f"benefits_year_2/{uid}/{key}", value) for uid in uids for key, value in values.items()))


def smaller_reduction() -> Content:
    """60 admissions fewer are prevented, wherever the plan says how many."""
    content = reworded(DEMO, "£1,326,100", "£1,236,700")
    content = reworded(content, "residents fall by 890", "residents fall by 830")
    planned = str(int(DEMO.get("p4p_planned_q4")) + 60)
    changed = line("benefits_year_2", "change", "-350", scheme="Neighbourhood teams")
    return put(content, {"p4p_planned_q4": planned, changed[0]: changed[1]})


def dearer_admissions() -> Content:
    """An admission costs £1,500 wherever the plan says so, and nobody says why."""
    content = benefits(unit_price="1500").with_answers({"p4p_unit_cost": "1500", "p4p_unit_cost_rationale": ""})
    return reworded(content, "£1,326,100", "£1,335,000")


ALTERED: Mapping[str, Content] = {
    "X01": said(("local_authorities", "Another Council")),
    "X02": said(("boundary_differences", f"<p>{EDITION.fields['boundary_differences'].placeholder[1:-1]}</p>")),
    "X03": said(line("sign_off_ccgs", "name", "")),
    "X04": said(("date_agreed", "2014-09-20")),
    "X05": said(("date_submitted", "2014-09-22")),
    "X06": said(("vision", "")),
    "X10": said(("agreed_year_2", "21461000")),
    "X11": said(("minimum_year_2", "21461000"), ("national_figures/minimum_year_2/reason", "Revised.")),
    "X12": said(line("expenditure", "year_2", "1370", scheme="Rapid response")),
    "X13": said(line("expenditure", "source", "CCG Minimum Contribution", area_other="Disabled Facilities Grant")),
    "X14": said(
        line("funding_ccg_minimum", "year_2", "11600"),
        line("funding_ccg_additional", "year_2", "620"),
        line("expenditure", "year_2", "1460", scheme="Neighbourhood teams"),
        line("expenditure", "year_2", "240", area_other="Shared record"),
    ),
    "X15": said(line("expenditure", "percent_nhs", "", commissioner="Joint", area_of_spend="Social Care")),
    "X16": said(line("expenditure", "area_other", "", area_other="Shared record")),
    "X17": said(("pfp_combined_fund", "14950000")),
    "X18": said(("social_care_amount", "5940000")),
    "X19": said(("care_act_confirmed", "No")),
    "X20": said(("carers_amount", "20000000")),
    "X21": reworded(DEMO, "£1,326,100 of performance money", "£1,262,100 of performance money"),
    "X30": said(line("schemes", "ref", "001", ref="002")),
    "X31": said(line("expenditure", "scheme", "Neighbourly teams", scheme="Neighbourhood teams")),
    "X32": reworded(DEMO, "total in the second year is £3.58 million", "total in the second year is £3.2 million"),
    "X33": added(
        DEMO, "benefits_year_2",
        Row("twice", {**DEMO.rows("benefits_year_2")[4].values, "scheme": "Home first and reablement"}),
    ),
    "X34": said(line("benefits_year_2", "unit_price", "", scheme="Rapid response")),
    "X35": said(also("schemes/s001/investment", "Of this £1,100k + £60k = £1,170k is new.")),
    "X40": said(
        line("ccg_activity", "percent_of_hwb", "36.6", percent_of_hwb="33.6"),
        ("national_figures/ccg_activity.row2.percent_of_hwb/reason", "Revised."),
    ),
    "X41": smaller_reduction(),
    "X42": dearer_admissions(),
    "X43": said(line("benefits_year_2", "unit_price", "2490", scheme="Rapid response")),
    "X44": said(line("providers", "plan_year_2", "", agrees="Yes")),
    "X45": said(line("providers", "outturn", "25301", agrees="Not yet")),
    "X46": said(line("providers", "prevented_year_2_note", "", agrees="Yes")),
    "X47": reworded(DEMO, "admissions of residents fall by 890", "admissions of residents fall by 700"),
    "X48": said(line("providers", "chief_executive", "", agrees="Yes")),
    "X49": said(("dtoc_numerator_year_2_q4", "3320")),
    "X50": reworded(DEMO, "24 fewer permanent admissions", "42 fewer permanent admissions"),
    "X51": said(line("benefits_year_2", "change", "-140", scheme="Neighbourhood teams")),
    "X60": DEMO.with_rows("risks", (Row("r", {"risk": "<p>It snows.</p>", "likelihood": "1", "impact": "1",
                                              "mitigation": "<p>Shovels.</p>"}),)),
    "X61": said(("contingency", "<p>The CCGs and the council share the risk.</p>")),
    "F01": said(also("vision", "The pooled budget in 2015/16 is £20m.")),
    "F02": said(also("vision", 'We spend <data value="expenditure/gone/year_2"></data>.')),
    "N01": said(("national_figures/dtoc_numerator_baseline_q3/reason", "")),
}  # fmt: skip


def holds(rule: Rule, content: Content) -> bool:
    return not list(rule.problems(Checked(EDITION, content, Figures(EDITION, content))))


@pytest.mark.parametrize("name", sorted(RULES.keys() - {"X06 required"}))
def test_every_rule_holds_on_the_good_plan_and_is_broken_by_a_case(name: str) -> None:
    rule = RULES[name]
    assert holds(rule, GOOD)
    assert [case for case, (content, _) in BROKEN.items() if case.startswith(rule.code) and not holds(rule, content)]


def test_every_rule_has_its_alteration() -> None:
    assert {rule.code for rule in EDITION.rules} == ALTERED.keys()


@pytest.mark.parametrize("code", ALTERED)
def test_an_altered_figure_of_the_demonstration_breaks_its_rule_alone(code: str) -> None:
    before, after = problems(DEMO), problems(ALTERED[code])
    assert {problem.rule for problem in after - before} == {code}
    assert before - after <= {problem for problem in before if problem.rule == code}


def problems(content: Content) -> set[Problem]:
    return set(check(EDITION, content))


def test_the_demonstration_has_next_to_nothing_amiss() -> None:
    assert [one.rule for one in problems(DEMO) if one.severity is Severity.MUST_FIX] == []
    assert [one.rule for one in problems(DEMO) if one.severity is Severity.WARNING] == ["X30"]


@pytest.mark.django_db
def test_check_plan_shows_each_altered_figure() -> None:
    call_command("seed_demo", stdout=StringIO())
    plan = Plan.objects.get()
    for code, altered in ALTERED.items():
        if places_of_rows(altered) == places_of_rows(DEMO):
            changed = {place: value for place, value in altered.places() if value != DEMO.value(place)}
            changed |= {place: "" for place, _ in DEMO.places() if not altered.value(place)}
            factories.say(plan, changed)
            assert f" {code}  " in check_plan(plan), code
            factories.say(plan, {place: DEMO.value(place) for place in changed})


@pytest.mark.django_db
def test_check_plan_names_both_figures() -> None:
    call_command("seed_demo", stdout=StringIO())
    plan = Plan.objects.get()
    factories.say(plan, {"expenditure/row1/year_2": "1430"})
    (told,) = (line for line in check_plan(plan).splitlines() if line.startswith("must_fix"))
    assert told == (
        "must_fix X12  expenditure: Tab 3 spends 21,410 (£000) in 2015/16, tab 1 contributes 21,460: 50 too little is "
        "spent. The difference lies in CCG Minimum Contribution (17,500 contributed, 17,450 spent). Change one of them."
    )


def places_of_rows(content: Content) -> set[str]:
    return {f"{table}/{row.uid}" for table, rows in content.tables.items() for row in rows}


def check_plan(plan: Plan) -> str:
    shown = StringIO()
    call_command("check_plan", plan.ref, stdout=shown)
    return shown.getvalue()
