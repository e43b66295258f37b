"""The rules on activity and metrics, holding and broken: X40 to X43, X46, X47, X49 to X51."""

from __future__ import annotations

import pytest

from bcf.definition.content import Content, Row
from bcf.definition.figures import Figures

from .good_plan import ACTIVITY, EDITION, GOOD, added, answer, benefit, changed, found, put, rows

SAVINGS = (("119", "2243.70"), ("332", "1084.34"), ("205", "1707.32"))


def southend(*savings: tuple[str, str]) -> Content:
    """The plan with lines for these reductions and unit prices."""
    lines = (benefit(f"n{n}", "Care at home", f"-{spells}", price) for n, (spells, price) in enumerate(savings, 1))
    return rows("benefits_year_2", *lines)


def planned(change: int) -> Content:
    """The plan with this change on its baseline of 18,700."""
    return answer(
        p4p_planned_q3=str(4690 + change), p4p_planned_q4="4690", p4p_planned_q1="4670", p4p_planned_q2="4650"
    )


def of_ten_thousand(change: int, **more: str) -> Content:
    """A plan with this change on a baseline of 10,000: -350 is exactly −3.5%."""
    quarters = {f"baseline_{quarter}": "2500" for quarter in ("q4", "q1", "q2", "q3")}
    plans = {f"p4p_planned_{quarter}": "2500" for quarter in ("q4", "q1", "q2")}
    content = put(GOOD, {f"ccg_activity/c1/{key}": value for key, value in quarters.items()})
    return content.with_answers({**plans, "p4p_planned_q3": str(2500 + change), **more})


def said(key: str, text: str) -> Content:
    return answer(**{key: f"<p>{text}</p>"})


BROKEN = {
    "X40 shares make 99%": (changed("ccg_activity", percent_of_hwb="99"), "ccg_activity"),
    "X40 no share": (changed("ccg_activity", percent_of_hwb=""), "ccg_activity"),
    "X40 a CCG is missing": (answer(ccgs="NHS Mere Valley CCG\nNHS Upper Mere CCG"), "ccg_activity"),
    "X41 amber": (of_ten_thousand(-200), "p4p_rating_rationale"),
    "X41 just amber": (of_ten_thousand(-349), "p4p_rating_rationale"),
    "X41 red": (of_ten_thousand(1), "p4p_rating_rationale"),
    "X42 another cost": (answer(p4p_unit_cost="2118"), "p4p_unit_cost_rationale"),
    "X43 another price": (changed("benefits_year_2", unit_price="1500"), "benefits_year_2"),
    "X43 no line for admissions": (
        changed("benefits_year_2", benefit="Reduction in delayed transfers of care"), "benefits_year_2",
    ),
    "X46 another number": (changed("providers", prevented_year_2_note=""), "providers/p1/prevented_year_2_note"),
    "X47 another number in 8.c": (
        said("acute_implications", "We plan to reduce emergency admissions by 500 a year."), "acute_implications",
    ),
    "X47 another share in 8.c": (
        said("acute_implications", "A 5% reduction in non-elective admissions is planned."), "acute_implications",
    ),
    "X47 another number in 5.b": (
        said("contingency", "The CCG and the hospital share the risk of 900 fewer admissions."), "contingency",
    ),
    "X49 no denominator": (answer(residential_denominator_year_1=""), "residential_denominator_year_1"),
    "X49 no denominator of one’s own metric": (
        answer(experience_denominator_year_2=""), "experience_denominator_year_2",
    ),
    "X49 no population": (answer(dtoc_denominator_year_1_q4=""), "dtoc_denominator_year_1_q4"),
    "X49 more than all": (answer(reablement_numerator_year_1="186"), "reablement_numerator_year_1"),
    "X49 another value": (answer(experience_value_year_2="94"), "experience_value_year_2"),
    "X49 more care homes": (answer(residential_numerator_year_2="300"), "residential_rationale"),
    "X49 less reablement": (answer(reablement_numerator_year_2="150"), "reablement_rationale"),
    "X49 more delayed days": (answer(dtoc_numerator_year_2_q4="5000"), "dtoc_rationale"),
    "X49 worse experience": (
        answer(experience_value_year_2="90", experience_numerator_year_2="900"), "experience_rationale",
    ),
    "X49 worse local metric": (answer(local_metric_direction="Increase"), "local_metric_rationale"),
    "X50 another change of residential admissions": (
        said("vision_outcomes", "Permanent admissions to care homes are reduced by 9.7%."), "vision_outcomes",
    ),
    "X50 other residential admissions": (
        said("vision_outcomes", "Residential admissions fall from 250 to 240."), "vision_outcomes",
    ),
    "X50 another share at home": (
        said("case_for_change", "90% of people are at home after 91 days."), "case_for_change",
    ),
    "X50 another change of delayed days": (
        said("vision_outcomes", "Delayed transfers of care fall by 10%."), "vision_outcomes",
    ),
    "X50 in a table": (
        answer(
            vision_outcomes="<table><tbody><tr><td>At home after 91 days</td><td>85.0%</td><td>90%</td></tr></tbody>"
            "</table>"
        ),
        "vision_outcomes",
    ),
    "X51 another number": (southend(*SAVINGS[:2]), "benefits_year_2"),
}  # fmt: skip

HOLDS = {
    "X40 shares make 99.5%": changed("ccg_activity", percent_of_hwb="99.5"),
    "X40 not begun": rows("ccg_activity"),
    "X40 a neighbour too": put(
        added(GOOD, "ccg_activity", Row("c2", {**ACTIVITY.values, "ccg": "NHS Next CCG", "percent_of_hwb": "0.4"})),
        {"ccg_activity/c1/percent_of_hwb": "99.6"},
    ),
    "X41 exactly −3.5%": of_ten_thousand(-350),
    "X41 amber with its reason": of_ten_thousand(-200, p4p_rating_rationale="Growth."),
    "X41 not planned yet": answer(p4p_planned_q4=""),
    "X42 the same cost": answer(p4p_unit_cost="1490"),
    "X42 another cost with its reason": answer(p4p_unit_cost="2118", p4p_unit_cost_rationale="Spells."),
    "X43 to within £1,000": changed("benefits_year_2", unit_price="1491.5"),
    "X43 £267k, £360k and £350k make £977k": southend(*SAVINGS),
    "X43 not all admissions, which X51 says": southend(("451", "1490")),
    "X43 tab 4 not begun": rows("benefits_year_2"),
    "X43 a wrong sign, which X34 says": changed("benefits_year_2", change="656"),
    "X43 counted twice, which X33 says": added(
        GOOD, "benefits_year_2", benefit("a1", "Aggregated benefit of schemes", "-656", "1490")
    ),
    "X46 the same number": changed("providers", prevented_year_2="656", prevented_year_2_note=""),
    "X46 not planned yet": put(
        GOOD, {"p4p_planned_q4": "", "providers/p1/prevented_year_2_note": ""}
    ),
    "X47 Annex 2's number": said("acute_implications", "The trust’s plan has 288 fewer admissions."),
    "X47 the share": said("contingency", "If admissions do not fall by 3.5%, the CCG pays the hospital."),
    "X47 other numbers": said(
        "acute_implications", "In the reading of 240 records 31% of admissions could be avoided. 50 beds close."
    ),
    "X47 a level, not a reduction": said("acute_implications", "Emergency admissions fall to 18,044."),
    "X49 red with its reason": answer(residential_numerator_year_2="300", residential_rationale="More people."),
    "X49 a first year that is not planned": answer(local_metric_value_year_1="", local_metric_numerator_year_1=""),
    "X49 not begun": Content("july_2014"),
    "X49 a rate per 1,000": answer(
        local_metric_value_baseline="6.4", local_metric_value_year_1="6.3", local_metric_value_year_2="6"
    ),
    "X50 each year's change": said("vision_outcomes", "Permanent admissions to care homes fall by 5%, then by 6.8%."),
    "X50 the share at home": said("case_for_change", "82% of people are at home after 91 days."),
    "X50 points": said("case_for_change", "The share at home after 91 days grows by 2%."),
    "X50 delayed days": said("vision_outcomes", "Delayed transfers of care fall by 3.8%."),
    "X50 another subject": said("vision_outcomes", "Falls at home are reduced by 40%."),
    "X50 tab 6 not begun": answer(residential_numerator_year_2=""),
    "X51 119, 332 and 205 make 656": southend(*SAVINGS),
    "X51 855 is near 850": put(planned(-850), {"benefits_year_2/n1/change": "-855"}),
    "X51 no lines for admissions": rows("benefits_year_2"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_broken_rule_names_the_place(case: str) -> None:
    content, place = BROKEN[case]
    assert place in [problem.place for problem in found(content, case[:3])]


@pytest.mark.parametrize("case", HOLDS)
def test_rule_holds(case: str) -> None:
    assert found(HOLDS[case], case[:3]) == []


@pytest.mark.parametrize(("change", "saving"), [(-570, 849_300), (-656, 977_440)])
def test_savings_of_southampton_and_southend(change: int, saving: int) -> None:
    assert Figures(EDITION, planned(change)).cell("p4p_saving") == saving


def test_southamptons_two_per_cent_is_amber_and_asks_why() -> None:
    content = of_ten_thousand(-200)
    assert Figures(EDITION, content).cell("p4p_rag") == "amber"
    (problem,) = found(content, "X41")
    assert "a change in admissions of −2.0%, which is amber" in problem.message


def test_a_change_just_short_does_not_read_as_enough() -> None:
    (problem,) = found(planned(-654), "X41")
    assert "−3.497%, which is amber" in problem.message


def test_exactly_three_and_a_half_per_cent_is_green() -> None:
    assert Figures(EDITION, of_ten_thousand(-350)).cell("p4p_rag") == "green"


def test_other_price_and_other_count_are_each_one_problem() -> None:
    assert [len(found(southend(("451", "1490")), code)) for code in ("X43", "X51")] == [0, 1]
    assert [len(found(southend(("656", "1500")), code)) for code in ("X43", "X51")] == [1, 0]


def test_messages_name_both_figures_and_both_places() -> None:
    (problem,) = found(southend(("656", "1500")), "X43")
    assert problem.message == (
        "Tab 4 has −£984,000 from non-elective admissions in 2015/16, tab 5 a saving of £977,440, which would be "
        "−£977,440 there: £6,560 apart. Change a line of tab 4, or tab 5."
    )
    (problem,) = found(BROKEN["X47 another number in 8.c"][0], "X47")
    assert problem.message == (
        "8.c tells a reduction of 500 admissions, tab 5 plans a change of −656 (−3.51%). Change one of them."
    )
