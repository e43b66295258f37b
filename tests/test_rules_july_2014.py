"""Each cross-check of the July 2014 edition, once holding and once broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bcf.definition.checks import check
from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures
from bcf.definition.problems import Problem
from bcf.editions import edition

EDITION = edition("july_2014")


def _block(organisation: str, name: str = "A Signatory", **more: str) -> Row:
    values = {"organisation": organisation, "name": name, "position": "Chief Officer", "date": "2014-09-18"}
    return Row("b1", {**values, **more})


def _annex(uid: str, ref: str, name: str, **more: str) -> Row:
    return Row(uid, {"ref": ref, "name": name, "overview": "<p>What we will do.</p>", **more})


def _money(year_1: str, year_2: str, **more: str) -> tuple[Row, ...]:
    return (Row("m1", {"year_1": year_1, "year_2": year_2, **more}),)


PROVIDER = Row(
    "p1",
    {
        "provider": "Mere Valley Hospitals NHS Foundation Trust",
        "outturn": "18645",
        "plan_year_1": "18399",
        "plan_year_2": "18111",
        "prevented_year_1": "0",
        "prevented_year_2": "356",
        "agrees": "Yes",
    },
)

GOOD = Content(
    "july_2014",
    {
        "ccgs": "NHS Mere Valley Clinical Commissioning Group",
        "local_authorities": "Mere Valley Council",
        "date_agreed": "2014-09-03",
        "date_submitted": "2014-09-19",
        "minimum_year_2": "12772000",
        "agreed_year_1": "687000",
        "agreed_year_2": "12772000",
        "contingency": "<p>The CCG and the council share the risk; so do the hospital and its commissioners.</p>",
        "acute_implications": "<p>Mere Valley Hospitals NHS Foundation Trust expects fewer admissions.</p>",
    },
    {
        "sign_off_ccgs": (_block("Mere Valley CCG"),),
        "sign_off_councils": (_block("Mere Valley Council"),),
        "sign_off_boards": (Row("b1", {"organisation": "The Board", "name": "Chair", "date": "2014-09-18"}),),
        "schemes": (_annex("s1", "001", "Care at home"),),
        "risks": (
            Row("r1", {"risk": "<p>The hospital overspends.</p>", "likelihood": "3", "impact": "4"}),
        ),
        "providers": (PROVIDER,),
        "funding_ccg_minimum": _money("687", "12772"),
        "expenditure": _money("687", "12772", scheme="Care at home", source="CCG Minimum Contribution"),
    },
)  # fmt: skip


def found(content: Content, code: str) -> list[Problem]:
    return [problem for problem in check(EDITION, content) if problem.rule == code]


def answer(**answers: str) -> Content:
    return GOOD.with_answers(answers)


def rows(table: str, *new: Row) -> Content:
    return GOOD.with_rows(table, new)


def changed(table: str, **values: str) -> Content:
    row = GOOD.rows(table)[0]
    return rows(table, replace(row, values={**row.values, **values}))


@pytest.mark.parametrize("code", sorted({rule.code for rule in EDITION.rules} - {"X06"}))
def test_good_plan_breaks_no_rule(code: str) -> None:
    assert found(GOOD, code) == []


BROKEN = {
    "X01 a ccg does not sign": ("X01", rows("sign_off_ccgs", _block("Other CCG")), "sign_off_ccgs"),
    "X01 a council is not in the summary": ("X01", answer(local_authorities="Another Council"), "sign_off_councils"),
    "X01 no board": ("X01", rows("sign_off_boards"), "sign_off_boards"),
    "X02 placeholder left": ("X02", answer(ccgs="<CCG Name/s>"), "ccgs"),
    "X03 nobody named": ("X03", changed("sign_off_ccgs", name=""), "sign_off_ccgs/b1/name"),
    "X03 no position": ("X03", changed("sign_off_councils", position=""), "sign_off_councils/b1/position"),
    "X03 not dated": ("X03", changed("sign_off_boards", date=""), "sign_off_boards/b1/date"),
    "X04 board agreed after": ("X04", answer(date_agreed="2014-09-20"), "date_agreed"),
    "X04 signed after": ("X04", changed("sign_off_ccgs", date="2014-09-26"), "sign_off_ccgs/b1/date"),
    "X05 late": ("X05", answer(date_submitted="2014-09-22"), "date_submitted"),
    "X06 unanswered": ("X06", answer(ccgs=""), "ccgs"),
    "X10 another total": ("X10", answer(agreed_year_2="12771000"), "agreed_year_2"),
    "X11 below the minimum": ("X11", answer(minimum_year_2="12772001"), "agreed_year_2"),
    "X12 not all spent": ("X12", changed("expenditure", year_2="12771"), "expenditure"),
    "X13 another source": (
        "X13", changed("expenditure", source="Local Authority Social Services"), "funding_ccg_minimum",
    ),
    "X30 same number": (
        "X30", rows("schemes", _annex("s1", "001", "Care at home"), _annex("s2", "001", "Other")), "schemes/s1/ref",
    ),
    "X30 no annex": ("X30", changed("schemes", overview=""), "schemes/s1/strategic_objective"),
    "X30 another name": ("X30", changed("schemes", annex_name="Care elsewhere"), "schemes/s1/annex_name"),
    "X31 no money": ("X31", changed("expenditure", scheme="Other"), "schemes/s1/name"),
    "X31 no scheme": ("X31", changed("expenditure", scheme="Other"), "expenditure/m1/scheme"),
    "X44 a figure is missing": ("X44", changed("providers", plan_year_1=""), "providers/p1/plan_year_1"),
    "X44 more than planned": ("X44", changed("providers", prevented_year_2="19000"), "providers/p1/prevented_year_2"),
    "X45 told different figures": (
        "X45",
        rows("providers", PROVIDER, Row("p2", {**PROVIDER.values, "provider": "B", "outturn": "1"})),
        "providers/p2/outturn",
    ),
    "X48 no commentary": ("X48", rows("providers"), "providers"),
    "X48 a named trust is missing": (
        "X48", answer(acute_implications="<p>So does Upper Mere Hospital NHS Trust.</p>"), "providers",
    ),
    "X48 no reason": ("X48", changed("providers", agrees="Not yet"), "providers/p1/disagreement"),
    "X60 rating out of range": ("X60", changed("risks", likelihood="6"), "risks/r1/likelihood"),
    "X60 no provider risk": ("X60", changed("risks", risk="<p>The budget is short.</p>"), "risks"),
    "X60 no money risk": ("X60", changed("risks", risk="<p>The hospital closes.</p>"), "risks"),
    "X61 commissioners alone": ("X61", answer(contingency="<p>The CCG and the council share it.</p>"), "contingency"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_broken_rule_names_the_place(case: str) -> None:
    code, content, place = BROKEN[case]
    assert place in [problem.place for problem in found(content, code)]


def test_late_submission_may_be_explained() -> None:
    late = answer(date_submitted="2014-09-22", date_submitted_note="Late: agreed with the Area Team")
    assert found(late, "X05") == []


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
