"""Computed cells, against the figures that were published and the rules of the form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bcf.definition.content import Content
from bcf.definition.figures import Figures
from tests.part_2 import EDITION, FIELDS, admissions, content, rich

SOUTHAMPTON = (7000, 7100, 7200, 7200)
CCG_LINE = {"source": "CCG Minimum Contribution", "area_of_spend": "Community Health", "year_2": "1000"}


def figures(plan: Content) -> Figures:
    return Figures(EDITION, plan)


def test_southampton_570_admissions_save_849_300() -> None:
    found = figures(admissions(SOUTHAMPTON, (6800, 6900, 7100, 7130)))
    assert found.cell("p4p_change") == -570
    assert found.cell("p4p_saving") == 849_300
    assert found.cell("p4p_percent") == Decimal("-0.02")
    assert found.cell("p4p_rag") == "amber"


def test_southend_656_admissions_save_977_440() -> None:
    found = figures(admissions((4700, 4700, 4700, 4643), (4600, 4500, 4500, 4487)))
    assert found.cell("p4p_change") == -656
    assert found.cell("p4p_saving") == 977_440
    assert found.cell("pfp_performance_fund") == 977_440


def test_southend_schemes_cost_12_772() -> None:
    amounts = ("4781", "3000", "3051", "1431", "50", "459")
    found = figures(content(expenditure=[{"year_2": amount} for amount in amounts]))
    assert found.total("expenditure", "year_2") == 12_772


@pytest.mark.parametrize(
    ("planned", "rating"),
    [(1930, "green"), (1929, "green"), (1931, "amber"), (2000, "amber"), (2001, "red")],
)
def test_exactly_three_and_a_half_percent_is_green(planned: int, rating: str) -> None:
    found = figures(admissions((500, 500, 500, 500), (500, 500, 500, planned - 1500)))
    assert found.cell("p4p_rag") == rating


def test_a_missing_quarter_is_red_and_computes_nothing() -> None:
    found = figures(admissions(SOUTHAMPTON, (6800, 6900, 7100, 7130), p4p_planned_q2=""))
    assert found.cell("p4p_rag") == "red"
    assert found.cell("p4p_change") is None
    assert found.cell("p4p_saving") is None
    assert found.cell("pfp_performance_fund") is None


def test_the_quarter_after_the_period_is_not_in_the_change() -> None:
    found = figures(admissions(SOUTHAMPTON, SOUTHAMPTON, p4p_planned_next_q4="1"))
    assert found.cell("p4p_change") == 0


def test_a_unit_cost_of_our_own_replaces_the_default() -> None:
    found = figures(admissions(SOUTHAMPTON, (7000, 7100, 7200, 7100), p4p_unit_cost="2118"))
    assert found.cell("p4p_saving") == 211_800


def test_a_unit_cost_of_zero_is_not_blank() -> None:
    found = figures(admissions(SOUTHAMPTON, (7000, 7100, 7200, 7100), p4p_unit_cost="0"))
    assert found.cell("p4p_saving") == 0


def test_a_rise_earns_no_performance_fund() -> None:
    found = figures(admissions(SOUTHAMPTON, (7000, 7100, 7200, 7300), pfp_combined_fund="5000"))
    assert found.cell("p4p_saving") == -149_000
    assert found.cell("pfp_performance_fund") == 0
    assert found.cell("pfp_ringfenced_fund") == 5000


def test_the_last_cumulative_percentage_is_the_annual_one() -> None:
    found = figures(admissions(SOUTHAMPTON, (6800, 6900, 7100, 7130)))
    assert found.cell("pfp_cumulative_percent_q3") == found.cell("p4p_percent")
    assert found.cell("pfp_cumulative_change_q1") == -400
    quarters = [found.cell(f"pfp_quarter_value_{quarter}") for quarter in ("q4", "q1", "q2", "q3")]
    assert quarters == [298_000, 298_000, 149_000, 104_300]


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        ({"commissioner": "CCG"}, 1000),
        ({"commissioner": "Joint", "percent_nhs": "60"}, 600),
        ({"commissioner": "Joint"}, 0),
        ({"commissioner": "Local Authority"}, 0),
        ({}, 0),
        ({"commissioner": "CCG", "area_of_spend": "Acute"}, 0),
        ({"commissioner": "CCG", "source": "Additional CCG Contribution"}, 0),
    ],
)
def test_what_the_nhs_commissions_out_of_hospital(changes: dict[str, str], amount: int) -> None:
    found = figures(content(expenditure=[CCG_LINE | changes]))
    assert found.cell("summary_nhs_total") == amount
    assert found.cell("pfp_nhs_services") == amount * 1000


def test_the_ringfence_may_fall_short() -> None:
    plan = admissions(SOUTHAMPTON, (6800, 6900, 7100, 7130), pfp_combined_fund="2000000")
    plan = plan.with_rows("expenditure", content(expenditure=[CCG_LINE | {"commissioner": "CCG"}]).rows("expenditure"))
    found = figures(plan)
    assert found.cell("pfp_ringfenced_fund") == 2_000_000 - 849_300
    assert found.cell("pfp_shortfall") == 150_700


@pytest.mark.parametrize(
    ("commissioner", "nhs", "council"),
    [("Joint", "60", Decimal("0.4")), ("Joint", "", None), ("CCG", "60", None), ("", "", None)],
)
def test_the_council_has_the_rest_of_a_joint_line(commissioner: str, nhs: str, council: Decimal | None) -> None:
    plan = content(expenditure=[{"commissioner": commissioner, "percent_nhs": nhs}])
    (row,) = plan.rows("expenditure")
    assert figures(plan).row_cell("expenditure", row, "percent_la") == council


def test_benefits_are_summed_by_kind_with_their_sign() -> None:
    line = {"benefit": "Reduction in non-elective (general + acute only)", "unit_price": "2244"}
    found = figures(content(benefits_year_2=[line | {"change": "-119"}, line | {"change": "-1", "unit_price": "6"}]))
    assert found.total("benefits_year_2", "total") == -267_042
    assert found.cell("summary_benefit_non_elective_year_2") == Decimal("-267.042")
    assert found.cell("summary_benefit_total_year_2") == Decimal("-267.042")


def test_contributions_follow_the_share_of_each_ccg() -> None:
    line = {"baseline_q4": "1000", "percent_of_ccg": "98.5"}
    found = figures(content(ccg_activity=[line, {"baseline_q4": "200", "percent_of_ccg": "1.5"}]))
    assert found.cell("p4p_baseline_q4") == 988


def test_rates_are_per_100_000_of_the_calendar_year() -> None:
    plan = admissions(SOUTHAMPTON, SOUTHAMPTON, p4p_population_baseline_q4="250000")
    found = figures(plan)
    assert found.cell("p4p_rate_baseline_q4") == 2800
    assert found.cell("p4p_population_baseline_q3") == 250_000
    assert found.cell("p4p_rate_planned_q4") is None


def test_residential_admissions_fall_by_eleven_and_a_half_percent() -> None:
    counts = {"baseline": "200", "year_1": "200", "year_2": "177"}
    answers = {f"residential_numerator_{period}": count for period, count in counts.items()}
    answers |= {f"residential_denominator_{period}": "32000" for period in counts}
    found = figures(content(answers))
    assert found.cell("residential_percent_year_2") == Decimal("-0.115")
    assert found.cell("residential_rate_baseline") == 625
    assert found.cell("residential_rag_year_2") == "green"


def test_reablement_is_better_when_higher() -> None:
    answers = {"reablement_numerator_baseline": "75", "reablement_numerator_year_1": "74"}
    answers |= {"reablement_denominator_baseline": "100", "reablement_denominator_year_1": "100"}
    found = figures(content(answers))
    assert found.cell("reablement_change_year_1") == Decimal("-0.01")
    assert found.cell("reablement_rag_year_1") == "red"


def test_delayed_days_compare_years_of_four_quarters() -> None:
    answers = {f"dtoc_numerator_baseline_q{quarter}": "100" for quarter in range(1, 5)}
    answers |= {f"dtoc_numerator_year_1_q{quarter}": "95" for quarter in range(1, 5)}
    found = figures(content(answers))
    assert found.cell("dtoc_change_year_1") == -20
    assert found.cell("dtoc_percent_year_1") == Decimal("-0.05")
    assert found.cell("dtoc_rag_year_1") == "green"
    assert found.cell("dtoc_change_year_2") is None
    assert found.cell("dtoc_rag_year_2") == "red"


@pytest.mark.parametrize(("direction", "rating"), [("Increase", "green"), ("Decrease", "red"), ("", "red")])
def test_a_metric_of_our_own_says_which_way_is_better(direction: str, rating: str) -> None:
    answers = {"experience_value_baseline": "91.2", "experience_value_year_2": "93", "experience_direction": direction}
    found = figures(content(answers))
    assert found.cell("experience_rag_year_2") == rating
    assert found.cell("experience_rag_year_1") is None


def test_every_computed_cell_of_a_full_and_of_an_empty_plan_computes() -> None:
    for plan in (rich(), content()):
        found = figures(plan)
        results = [found.cell(key) for key in EDITION.fields if key not in FIELDS]
        assert not any(isinstance(result, float) for result in results)


def test_figures_are_spelled_in_their_kind() -> None:
    found = figures(admissions(SOUTHAMPTON, (6800, 6900, 7100, 7130)))
    assert found.text("p4p_percent") == "-2"
    assert EDITION.fields["p4p_percent"].kind.show("-2.04") == "−2.0%"
    assert found.text("p4p_saving") == "849300"
