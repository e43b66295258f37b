"""The rules on who agrees the plan, scheme names, providers and risks, holding and broken."""

from __future__ import annotations

import pytest

from bcf.definition.checks import check
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures

from .good_plan import EDITION, GOOD, PROVIDER, annex, answer, block, changed, found, rows

BROKEN = {
    "X01 a ccg does not sign": (rows("sign_off_ccgs", block("Other CCG")), "sign_off_ccgs"),
    "X01 a council is not in the summary": (answer(local_authorities="Another Council"), "sign_off_councils"),
    "X01 no board": (rows("sign_off_boards"), "sign_off_boards"),
    "X02 placeholder left": (answer(ccgs="<CCG Name/s>"), "ccgs"),
    "X03 nobody named": (changed("sign_off_ccgs", name=""), "sign_off_ccgs/b1/name"),
    "X03 no position": (changed("sign_off_councils", position=""), "sign_off_councils/b1/position"),
    "X03 not dated": (changed("sign_off_boards", date=""), "sign_off_boards/b1/date"),
    "X04 board agreed after": (answer(date_agreed="2014-09-20"), "date_agreed"),
    "X04 signed after": (changed("sign_off_ccgs", date="2014-09-26"), "sign_off_ccgs/b1/date"),
    "X05 late": (answer(date_submitted="2014-09-22"), "date_submitted"),
    "X06 unanswered": (answer(ccgs=""), "ccgs"),
    "X30 same number": (
        rows("schemes", annex("s1", "001", "Care at home"), annex("s2", "001", "Other")), "schemes/s2/ref",
    ),
    "X30 no annex": (changed("schemes", overview="", investment=""), "schemes/s1/strategic_objective"),
    "X30 another name": (changed("schemes", annex_name="Care elsewhere"), "schemes/s1/annex_name"),
    "X44 a figure is missing": (changed("providers", plan_year_1=""), "providers/p1/plan_year_1"),
    "X44 more than planned": (changed("providers", prevented_year_2="19000"), "providers/p1/prevented_year_2"),
    "X44 a digit is lost": (changed("providers", plan_year_2="1811"), "providers/p1/plan_year_2"),
    "X45 told different figures": (
        rows("providers", PROVIDER, Row("p2", {**PROVIDER.values, "provider": "B", "outturn": "1"})),
        "providers/p2/outturn",
    ),
    "X48 no commentary": (rows("providers"), "providers"),
    "X48 a named trust is missing": (
        answer(acute_implications="<p>So does Upper Mere Hospital NHS Trust.</p>"), "providers",
    ),
    "X48 no chief executive": (changed("providers", chief_executive=""), "providers/p1/chief_executive"),
    "X48 not signed": (changed("providers", signature=""), "providers/p1/signature"),
    "X48 question 1": (changed("providers", agrees=""), "providers/p1/agrees"),
    "X48 question 3": (changed("providers", implications=""), "providers/p1/implications"),
    "X48 no reason": (changed("providers", agrees="Not yet"), "providers/p1/disagreement"),
    "X60 rating out of range": (changed("risks", likelihood="6"), "risks/r1/likelihood"),
    "X60 no provider risk": (changed("risks", risk="<p>The budget is short.</p>"), "risks"),
    "X60 no money risk": (changed("risks", risk="<p>The hospital closes.</p>"), "risks"),
    "X61 commissioners alone": (answer(contingency="<p>The CCG and the council share it.</p>"), "contingency"),
}  # fmt: skip

HOLDS = {
    "X05 late and said so": answer(date_submitted="2014-09-22", date_submitted_note="Late: agreed with the Area Team"),
    "X44 a rise": changed("providers", plan_year_2="18900"),
    "X45 a figure for one provider only": rows(
        "providers", PROVIDER,
        Row("p2", {**PROVIDER.values, "outturn": "1", "prevented_year_2_note": "Figures for this trust only."}),
    ),
    "X48 a reason for No": changed("providers", agrees="No", disagreement="<p>Too many.</p>"),
    "X60 money in the impact": changed("risks", risk="<p>The hospital closes.</p>", impact_amount="5"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_broken_rule_names_the_place(case: str) -> None:
    content, place = BROKEN[case]
    assert place in [problem.place for problem in found(content, case[:3])]


@pytest.mark.parametrize("case", HOLDS)
def test_rule_holds(case: str) -> None:
    assert found(HOLDS[case], case[:3]) == []


def test_difference_in_spacing_only_warns() -> None:
    assert [problem.severity for problem in found(changed("schemes", annex_name="Care at Home"), "X30")] == ["warning"]


def test_risk_factor_is_blank_until_both_ratings_are_there() -> None:
    whole, half = GOOD.rows("risks")[0], Row("r2", {"likelihood": "3"})
    figures = Figures(EDITION, rows("risks", whole, half))
    assert figures.row_cell("risks", whole, "factor") == 12
    assert figures.row_cell("risks", half, "factor") is None


def test_every_problem_is_at_a_place_of_the_edition() -> None:
    for problem in check(EDITION, Content("july_2014")):
        assert problem.place
        EDITION.locate(problem.place)


def test_a_blank_plan_is_only_asked_for_answers() -> None:
    blank = check(EDITION, Content("july_2014"))
    assert [problem.place for problem in blank if problem.rule != "X06"] == ["sign_off_boards", "providers"]


def test_x06_is_silent_where_another_rule_says_what_must_be_fixed() -> None:
    blank = check(EDITION, changed("providers", chief_executive="", board=""))
    assert [problem.rule for problem in blank if problem.place == "providers/p1/chief_executive"] == ["X48"]
    assert [problem.rule for problem in blank if problem.place == "providers/p1/board"] == ["X06"]


def test_providers_told_other_figures_are_one_problem_each() -> None:
    other = Row("p2", {**PROVIDER.values, "provider": "B", "outturn": "18000", "plan_year_1": "17900"})
    (problem,) = found(rows("providers", PROVIDER, other), "X45")
    assert "2013/14 Outturn 18,000 and 18,645" in problem.message
    assert "2014/15 Plan 17,900 and 18,399" in problem.message
