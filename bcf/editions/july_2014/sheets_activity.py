"""Tab 5 of the Part 2 workbook, the pay-for-performance metric, and the sheet "Payment for Performance".

Activity is admissions of the area's residents a quarter; rates are per 100,000 people of all ages; a change
below zero is a reduction; savings and funds are in £. Quarters are in the official order Q4, Q1, Q2, Q3.
"""

from __future__ import annotations

from bcf.definition.formulas import (
    Cell,
    Compare,
    Constant,
    Formula,
    Here,
    If,
    IsBlank,
    Larger,
    Rounded,
    Total,
    WhenFilled,
    formula,
    ratio,
)  # fmt: skip
from bcf.definition.kinds import Kind
from bcf.definition.parts import Field, Grid, GridRow, Heading, Note, Section, Table

from .sheets_units import (
    ADMISSIONS,
    COMPUTED_ACTIVITY,
    COMPUTED_PERCENT,
    NAME,
    P4P_RATING,
    PEOPLE,
    PER_100_000,
    PERCENT,
    POUNDS,
    SIGNED_POUNDS,
    WORDS,
    added,
    cells,
    computed,
    legend,
)  # fmt: skip

QUARTERS = ("q4", "q1", "q2", "q3")
BASELINE = {
    "q4": "Q4 (Jan 14 - Mar 14)",
    "q1": "Q1 (Apr 14 - Jun 14)",
    "q2": "Q2 (Jul 14 - Sep 14)",
    "q3": "Q3 (Oct 14 - Dec 14)",
}
PLANNED = {
    "q4": "Q4 (Jan 15 - Mar 15)",
    "q1": "Q1 (Apr 15 - Jun 15)",
    "q2": "Q2 (Jul 15 - Sep 15)",
    "q3": "Q3 (Oct 15 - Dec 15)",
}
NEXT = "Q4 (Jan 16 - Mar 16)"
# (key, words): a column each, with the first of its calendar year, whose population serves them all
PERIODS = (
    *((f"baseline_{quarter}", "baseline_q4", words) for quarter, words in BASELINE.items()),
    *((f"planned_{quarter}", "planned_q4", words) for quarter, words in PLANNED.items()),
    ("planned_next_q4", "planned_next_q4", NEXT),
)
DEFAULT_UNIT_COST = 1490
# A reduction of 3.5% or more is green. Rounded so that binary fractions cannot move the boundary.
EXPECTED_CHANGE = formula(-35) / 1000
EXACT_PLACES = 9

METRIC = "Total non-elective admissions in to hospital (general & acute), all-age, per 100,000 population"
UNIT_COST_NOTE = (
    "1 The default figure of £1,490 in the template is based on the average reported cost of a non-elective "
    "inpatient episode (excluding excess bed days), taken from the latest (2012/13) Reference Costs. "
    "Alternatively the average reported spell cost of a non-elective inpatient admission (including excess bed "
    "days) from the same source is £2,118. To note, these average figures do not account for the 30% marginal "
    "rate rule and may not reflect costs variations to a locality such as MFF or cohort pricing. In recognition "
    "of these variations the average cost can be revised in the template although a rationale for any change "
    "should be provided."
)

BASELINES = cells([f"p4p_baseline_{quarter}" for quarter in QUARTERS])
PLANS = cells([f"p4p_planned_{quarter}" for quarter in QUARTERS])
BASELINE_TOTAL = added(BASELINES)
CHANGE = WhenFilled(PLANS, added(PLANS) - BASELINE_TOTAL)
UNIT_COST = If(IsBlank(Cell("p4p_unit_cost")), formula(DEFAULT_UNIT_COST), Cell("p4p_unit_cost"))


def _pounds(amount: Formula) -> Formula:
    """To the penny, as money is held."""
    return Rounded(amount, 2)


def _rating() -> Formula:
    """Red: a rise, or something missing. Green: a reduction of 3.5% or more. Amber: between the two."""
    percent = Rounded(Cell("p4p_percent"), EXACT_PLACES)
    green_or_amber = If(Compare("<=", percent, EXPECTED_CHANGE), Constant("green"), Constant("amber"))
    return If(
        IsBlank(Cell("p4p_percent")),
        Constant("red"),
        If(Compare(">", Cell("p4p_change"), formula(0)), Constant("red"), green_or_amber),
    )


# what the metric is called where its rows are named without it
CALLED = "Non-elective admissions"


def _numerator(period: str, words: str) -> Field:
    key = f"p4p_{period}"
    label = f"Numerator, {words}"
    if period.startswith("baseline"):
        contributed = Total("ccg_activity", period.replace("baseline", "contribution"))
        return computed(key, COMPUTED_ACTIVITY, label, contributed)
    return Field(key, ADMISSIONS, label, required=True, name=f"{CALLED}: numerator, {words}")


def _denominator(period: str, first: str, words: str) -> Field:
    """The population of the quarter's calendar year, entered once for each year."""
    key = f"p4p_population_{period}"
    label = f"Denominator, {words}"
    if period == first:
        name, hint = f"{CALLED}: denominator, {words}", "Residents of all ages, from the ONS projections."
        return Field(key, PEOPLE, label, required=True, name=name, hint=hint)
    return computed(key, PEOPLE, label, Cell(f"p4p_population_{first}"))


def _rate(period: str, words: str) -> Field:
    per_person = ratio(Cell(f"p4p_{period}"), Cell(f"p4p_population_{period}"), per=100_000)
    return computed(f"p4p_rate_{period}", PER_100_000, f"Quarterly rate, {words}", per_person)


ADMISSIONS_GRID = Grid(
    "p4p_admissions",
    tuple(words for _, _, words in PERIODS),
    (
        GridRow("Quarterly rate", tuple(_rate(period, words) for period, _, words in PERIODS)),
        GridRow("Numerator", tuple(_numerator(period, words) for period, _, words in PERIODS)),
        GridRow("Denominator", tuple(_denominator(*period) for period in PERIODS)),
    ),
    title="Non - Elective admissions (general and acute)",
    head=METRIC,
    groups=(("Baseline (14-15 figures are CCG plans)", 4), ("Pay for performance period", 4), ("", 1)),
)

RESULTS = (
    computed("p4p_change", COMPUTED_ACTIVITY, "P4P annual change in admissions", CHANGE),
    computed(
        "p4p_percent",
        COMPUTED_PERCENT,
        "P4P annual change in admissions (%)",
        ratio(Cell("p4p_change"), BASELINE_TOTAL),
    ),
    computed("p4p_rag", P4P_RATING, "Rating of the annual change: red, amber or green", _rating()),
    computed(
        "p4p_saving",
        SIGNED_POUNDS,
        "P4P annual saving",
        WhenFilled((Cell("p4p_change"),), _pounds(-Cell("p4p_change") * UNIT_COST)),
    ),
    Field(
        "p4p_unit_cost",
        POUNDS,
        "Please enter the average cost of a non-elective admission¹",
        hint="In pounds. Leave it blank for the default of £1,490.",
    ),
    Field("p4p_unit_cost_rationale", WORDS, "Rationale for change from £1,490"),
    Field("p4p_rating_rationale", WORDS, "Rationale for red/amber ratings", explains=("p4p_rag",)),
    Note(UNIT_COST_NOTE),
)


def _activity(quarter: str) -> Field:
    label = {"q4": "Q4 13/14", "q1": "Q1 14/15", "q2": "Q2 14/15", "q3": "Q3 14/15"}[quarter]
    group = "CCG baseline activity (14-15 figures are CCG plans)"
    name = f"CCG baseline activity, {label}"
    return Field(f"baseline_{quarter}", ADMISSIONS, label, group=group, name=name, required=True)


def _contribution(quarter: str) -> Field:
    activity = _activity(quarter)
    needs = Here(activity.key), Here("percent_of_ccg")
    return Field(
        f"contribution_{quarter}",
        COMPUTED_ACTIVITY,
        activity.label,
        formula=WhenFilled(needs, needs[0] * needs[1]),
        group="Contributing CCG activity",
        name=f"Contributing CCG activity, {activity.label}",
    )


CCG_ACTIVITY = Table(
    "ccg_activity",
    (
        Field("ccg", NAME, "Contributing CCGs", required=True, suggest="ccgs"),
        *(_activity(quarter) for quarter in QUARTERS),
        Field(
            "percent_of_ccg",
            PERCENT,
            "% CCG registered population that has resident population in <HWB>",
            required=True,
        ),
        Field(
            "percent_of_hwb",
            PERCENT,
            "% <HWB> resident population that is in CCG registered population",
        ),
        *(_contribution(quarter) for quarter in QUARTERS),
    ),
    title="CCG baseline activity",
    intro=(
        "The figures above are mapped from the following CCG operational plans. If any CCG plans are updated "
        "then the white cells can be revised:",
    ),
    least=1,
    spare=8,
    totals=("percent_of_hwb", *(f"contribution_{quarter}" for quarter in QUARTERS)),
    row_title="{ccg}",
    row_noun="CCG",
)  # fmt: skip

P4P_METRIC = Section(
    "p4p_metric",
    "Health and Wellbeing Board P4P metric",
    number="5",
    tab="5. HWB P4P metric",
    items=(
        Note(
            "Please complete the five white cells in the Non-Elective admissions table. Other white cells can be "
            "completed/revised as appropriate."
        ),
        *legend(P4P_RATING),
        ADMISSIONS_GRID,
        *RESULTS,
        CCG_ACTIVITY,
    ),
)

FUND = "Financial Value of Non Elective Saving/ Performance Fund"
ACTIVITY_LINES = (
    computed(
        "pfp_baseline",
        COMPUTED_ACTIVITY,
        "Baseline of Non Elective Activity (Q4 13/14 - Q3 14/15)",
        BASELINE_TOTAL,
    ),
    computed("pfp_change", COMPUTED_ACTIVITY, "Change in Non Elective Activity", Cell("p4p_change")),
    computed("pfp_percent", COMPUTED_PERCENT, "% Change in Non Elective Activity", Cell("p4p_percent")),
)
FUND_LINES = (
    computed(
        "pfp_performance_fund",
        POUNDS,
        FUND,
        WhenFilled((Cell("p4p_saving"),), Larger(Cell("p4p_saving"), formula(0))),
    ),
    Field(
        "pfp_combined_fund",
        POUNDS,
        "Combined total of Performance and Ringfenced Funds",
        hint="In pounds: the area's share of the national £1bn, as published for each area.",
    ),
    computed(
        "pfp_ringfenced_fund",
        SIGNED_POUNDS,
        "Ringfenced Fund",
        WhenFilled((Cell("pfp_combined_fund"),), Cell("pfp_combined_fund") - Cell("pfp_performance_fund")),
    ),
    computed("pfp_nhs_services", POUNDS, "Value of NHS Commissioned Services", Cell("summary_nhs_total") * 1000),
    Field(
        "pfp_shortfall",
        POUNDS,
        "Shortfall of Contribution to NHS Commissioned Services",
        formula=WhenFilled(
            (Cell("pfp_ringfenced_fund"),),
            Larger(Cell("pfp_ringfenced_fund") - Cell("pfp_nhs_services"), formula(0)),
        ),
        alarm=True,
    ),
)

PFP_QUARTERS = {"q4": "Q4 14/15", "q1": "Q1 15/16", "q2": "Q2 15/16", "q3": "Q3 15/16"}


def _until(quarter: str) -> list[str]:
    return list(QUARTERS[: QUARTERS.index(quarter) + 1])


def _quarter_cell(measure: str, kind: Kind, label: str, quarter: str, value: Formula) -> Field:
    return Field(f"pfp_{measure}_{quarter}", kind, f"{label}, {PFP_QUARTERS[quarter]}", formula=value)


def _cumulative_baseline(quarter: str) -> Formula:
    return added(cells([f"p4p_baseline_{each}" for each in _until(quarter)]))


def _cumulative_change(quarter: str) -> Formula:
    planned = cells([f"p4p_planned_{each}" for each in _until(quarter)])
    return WhenFilled(planned, added(planned) - Cell(f"pfp_cumulative_baseline_{quarter}"))


def _cumulative_percent(quarter: str) -> Formula:
    """Of the baseline of the whole year, so that the last quarter's is the annual percentage."""
    return ratio(Cell(f"pfp_cumulative_change_{quarter}"), BASELINE_TOTAL)


def _quarter_value(quarter: str) -> Formula:
    planned, baseline = Cell(f"p4p_planned_{quarter}"), Cell(f"p4p_baseline_{quarter}")
    return WhenFilled((planned,), _pounds((baseline - planned) * UNIT_COST))


MEASURES = (
    ("cumulative_baseline", COMPUTED_ACTIVITY, "Cumulative Quarterly Baseline of Non Elective Activity",
     _cumulative_baseline),
    ("cumulative_change", COMPUTED_ACTIVITY, "Cumulative Change in Non Elective Activity", _cumulative_change),
    ("cumulative_percent", COMPUTED_PERCENT, "Cumulative % Change in Non Elective Activity", _cumulative_percent),
    ("quarter_value", SIGNED_POUNDS, f"{FUND} (£)", _quarter_value),
)  # fmt: skip
QUARTERLY = Grid(
    "pfp_quarterly",
    tuple(PFP_QUARTERS.values()),
    tuple(
        GridRow(label, tuple(_quarter_cell(key, kind, label, each, value(each)) for each in QUARTERS))
        for key, kind, label, value in MEASURES
    ),
)

PAYMENT_FOR_PERFORMANCE = Section(
    "payment_for_performance",
    "Payment for Performance",
    tab="Payment for Performance",
    items=(
        Note(
            "There is no need to enter any data on this sheet. All values will be populated from entries "
            "elsewhere in the template"
        ),
        Heading("Reduction in non elective activity", ref="1"),
        *ACTIVITY_LINES,
        Heading("Calculation of Performance and NHS Commissioned Ringfenced Funds", ref="2"),
        *FUND_LINES,
        Heading("2015/16 Quarterly Breakdown of P4P", ref="3"),
        QUARTERLY,
    ),
)
